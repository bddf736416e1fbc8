//! A service of one's own on each database: migrated, empty but for the design library, with a stopped clock.

use super::postgres::{self, PostgresDatabase};
use chrono::{DateTime, Utc};
use scorecard::app::{App, Clock};
use scorecard::domain::access::Actor;

/// A service and what keeps its database alive.
pub(crate) struct Service {
    /// The service.
    pub(crate) app: App,
    /// Who acts.
    pub(crate) actor: Actor,
    /// Address of its database.
    pub(crate) url: String,
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

/// One service on SQLite and, where there is a server, one on PostgreSQL.
pub(crate) async fn services() -> Vec<Service> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let mut services = vec![open(url, Keep::Folder(folder)).await];
    if let Some(database) = postgres::database().await {
        services.push(open(database.url.clone(), Keep::Database(database)).await);
    }
    services
}

async fn open(url: String, keep: Keep) -> Service {
    let app = App::open(&url, Clock::Stopped(noon())).await.unwrap();
    Service { app, actor: Actor::administrator(), url, _keep: keep }
}
