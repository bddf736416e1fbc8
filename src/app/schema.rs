//! The schema of the database: bring it up to date, take it back, say where it stands.

use super::Error;
use crate::storage::Db;

/// Where the schema stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Steps taken, in order.
    pub applied: Vec<String>,
    /// Steps still to take, in order.
    pub pending: Vec<String>,
}

/// Takes all steps not taken yet.
///
/// # Errors
/// When the database fails.
pub async fn up(url: &str) -> Result<Status, Error> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    finish(db).await
}

/// Takes the last `steps` steps back.
///
/// # Errors
/// When the database fails.
pub async fn down(url: &str, steps: u32) -> Result<Status, Error> {
    let db = Db::open(url).await?;
    db.migrate_down(steps).await?;
    finish(db).await
}

/// Says where the schema stands.
///
/// # Errors
/// When the database fails.
pub async fn status(url: &str) -> Result<Status, Error> {
    finish(Db::open(url).await?).await
}

async fn finish(db: Db) -> Result<Status, Error> {
    let (applied, pending) = db.migration_status().await?;
    db.close().await;
    Ok(Status { applied, pending })
}
