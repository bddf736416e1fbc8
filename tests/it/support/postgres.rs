//! A migrated PostgreSQL database for each test, copied from one template.
//!
//! `tests/run` starts the cluster and names it in `SCORECARD_TEST_POSTGRES`. The first test to
//! come migrates the template; every other test, in this process or another, copies it.

use std::path::Path;
use std::time::UNIX_EPOCH;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use uuid::Uuid;

/// A database of its own, dropped with this value.
pub(crate) struct PostgresDatabase {
    /// Where to connect.
    pub(crate) url: String,
    cluster: String,
    name: String,
}

/// A fresh migrated database, or `None`, said by name, where there is no PostgreSQL.
pub(crate) async fn database() -> Option<PostgresDatabase> {
    let cluster = super::setting("SCORECARD_TEST_POSTGRES")?;
    let admin = connect(&cluster).await;
    let template = template(&cluster, &admin).await;
    let name = format!("test_{}", Uuid::now_v7().simple());
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    admin.close().await.unwrap();
    Some(PostgresDatabase { url: beside(&cluster, &name), cluster, name })
}

/// A database of its own without any table in it, or `None`, said by name, where there is no
/// PostgreSQL.
pub(crate) async fn bare() -> Option<PostgresDatabase> {
    let cluster = super::setting("SCORECARD_TEST_POSTGRES")?;
    let admin = connect(&cluster).await;
    let name = format!("test_{}", Uuid::now_v7().simple());
    run(&admin, &format!("CREATE DATABASE {name}")).await;
    admin.close().await.unwrap();
    Some(PostgresDatabase { url: beside(&cluster, &name), cluster, name })
}

impl Drop for PostgresDatabase {
    /// Bounds the disk a run takes; whatever stays behind goes with the cluster.
    fn drop(&mut self) {
        let (cluster, name) = (self.cluster.clone(), self.name.clone());
        let dropping = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let admin = Database::connect(options(&cluster)).await.ok()?;
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                admin.execute_unprepared(&sql).await.ok()?;
                admin.close().await.ok()
            })
        });
        if !matches!(dropping.join(), Ok(Some(()))) {
            eprintln!("left behind: database {}", self.name);
        }
    }
}

/// The template's name, after making it if no test has.
///
/// It is built under another name, so that a run cut short never leaves half a template.
async fn template(cluster: &str, admin: &DatabaseConnection) -> String {
    let name = template_name();
    run(admin, "SELECT pg_advisory_lock(hashtext('scorecard template'))").await;
    if !exists(admin, &name).await {
        run(admin, "DROP DATABASE IF EXISTS unfinished_template").await;
        run(admin, "CREATE DATABASE unfinished_template").await;
        let unfinished = connect(&beside(cluster, "unfinished_template")).await;
        Migrator::up(&unfinished, None).await.unwrap();
        unfinished.close().await.unwrap();
        run(admin, &format!("ALTER DATABASE unfinished_template RENAME TO {name}")).await;
    }
    run(admin, "SELECT pg_advisory_unlock(hashtext('scorecard template'))").await;
    name
}

/// One template for one build of the tests: an edited migration gets a new one.
fn template_name() -> String {
    let program = std::env::current_exe().unwrap();
    let built = Path::new(&program).metadata().unwrap().modified().unwrap();
    format!("template_{}", built.duration_since(UNIX_EPOCH).unwrap().as_nanos())
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    run(admin, &sql).await == 1
}

async fn run(admin: &DatabaseConnection, sql: &str) -> u64 {
    let done = admin.execute_unprepared(sql).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected()
}

async fn connect(url: &str) -> DatabaseConnection {
    Database::connect(options(url)).await.unwrap()
}

/// One connection: an advisory lock belongs to the connection that took it.
fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options
}

/// The address of another database of the same cluster.
fn beside(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}
