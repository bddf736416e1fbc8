//! Answers remembered for requests that carry an idempotency key.

use super::StorageError;
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::ids::ActorId;
use chrono::{DateTime, Utc};
use entity::remembered_request;
use sea_orm::{ConnectionTrait, EntityTrait};

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Digest of the request that got it.
    pub digest: String,
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: String,
}

/// The answer an actor got for a key.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    actor: ActorId,
    key: &str,
) -> Result<Option<Remembered>, StorageError> {
    let row = remembered_request::Entity::find_by_id((actor.0, key.to_owned())).one(conn).await?;
    let remembered = |row: remembered_request::Model| {
        let status =
            u16::try_from(row.status).ok().ok_or_else(|| inconsistent("request", &row.key))?;
        Ok(Remembered { digest: row.digest, status, body: row.body })
    };
    row.map(remembered).transpose()
}

/// Remembers an answer.
///
/// # Errors
/// A duplicate when the key was used meanwhile.
pub async fn add<C: ConnectionTrait>(
    conn: &C,
    actor: ActorId,
    key: &str,
    answer: &Remembered,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = remembered_request::Model {
        actor_id: actor.0,
        key: key.to_owned(),
        digest: answer.digest.clone(),
        status: i16::try_from(answer.status).unwrap_or(i16::MAX),
        body: answer.body.clone(),
        created_at: now,
    };
    insert_all(conn, vec![row]).await
}
