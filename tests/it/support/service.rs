//! A service of one's own on each database: migrated, empty but for the design library, with a stopped clock.

use super::postgres::{self, PostgresDatabase};
use chrono::{DateTime, Utc};
use scorecard::app::accounts::Invite;
use scorecard::app::{App, Clock};
use scorecard::domain::access::{Actor, Role};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::accounts::{EmailAddress, PersonName};

/// A service and what keeps its database alive.
pub(crate) struct Service {
    /// The service.
    pub(crate) app: App,
    /// Who acts.
    pub(crate) actor: Actor,
    /// The session of an administrator, whom its pages and its API are asked as.
    pub(crate) session: Option<Secret>,
    /// Address of its database.
    pub(crate) url: String,
    /// Where it keeps files of evidence.
    pub(crate) files: tempfile::TempDir,
    pub(crate) _keep: Keep,
}

#[expect(dead_code, reason = "held only to be dropped")]
pub(crate) enum Keep {
    Folder(tempfile::TempDir),
    Database(PostgresDatabase),
}

/// The moment at which every test takes place: noon on 30 June 2026.
pub(crate) fn noon() -> DateTime<Utc> {
    "2026-06-30T12:00:00Z".parse().unwrap()
}

/// One service on SQLite and, where there is a server, one on PostgreSQL, with an administrator
/// who has signed in.
pub(crate) async fn services() -> Vec<Service> {
    let mut services = bare_services().await;
    for service in &mut services {
        let session = service.session_of("tester", Role::Administrator, "").await;
        service.session = Some(session);
    }
    services
}

/// The same services before there is anybody.
pub(crate) async fn bare_services() -> Vec<Service> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let mut services = vec![open(url, Keep::Folder(folder)).await];
    if let Some(database) = postgres::database().await {
        services.push(open(database.url.clone(), Keep::Database(database)).await);
    }
    services
}

async fn open(url: String, keep: Keep) -> Service {
    let files = tempfile::tempdir().unwrap();
    let app = App::open(&url, Clock::Stopped(noon())).await.unwrap();
    let app = app.with_files_in(files.path().to_owned());
    Service { app, actor: Actor::administrator(), session: None, url, files, _keep: keep }
}

impl Service {
    /// The session of somebody new who holds a role in an organisation.
    pub(crate) async fn session_of(&self, name: &str, role: Role, organisation: &str) -> Secret {
        let email = EmailAddress::parse(&format!("{name}@service.example")).unwrap();
        let organisation = (!organisation.is_empty()).then(|| organisation.to_owned());
        let invite = Invite { email, role, organisation };
        let name = PersonName::parse(name).unwrap();
        let member = self.app.add_person(&self.actor, name, invite).await.unwrap();
        self.app.open_session(member.person.id, None).await.unwrap().secret
    }
}
