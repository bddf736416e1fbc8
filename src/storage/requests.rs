//! Requests that carry an idempotency key: claimed by what they write, answered afterwards.

use super::StorageError;
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::ids::ActorId;
use chrono::{DateTime, Utc};
use entity::remembered_request;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::sync::atomic::{AtomicBool, Ordering};

// A row that was claimed and has no answer yet.
const UNANSWERED: i16 = 0;

/// A request that was sent before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Digest of the request.
    pub digest: String,
    /// What it was answered, once it was.
    pub answer: Option<Answer>,
}

/// What a request was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: String,
}

/// A key on its way into the first transaction that writes for its request, so that what is
/// made and the key are kept together or not at all.
#[derive(Debug)]
pub struct Claim {
    actor: ActorId,
    key: String,
    digest: String,
    at: DateTime<Utc>,
    made: AtomicBool,
    lost: AtomicBool,
}

impl Claim {
    /// A claim to a key of an actor, for the request with this digest.
    #[must_use]
    pub fn new(actor: ActorId, key: &str, digest: &str, at: DateTime<Utc>) -> Self {
        Self {
            actor,
            key: key.to_owned(),
            digest: digest.to_owned(),
            at,
            made: AtomicBool::new(false),
            lost: AtomicBool::new(false),
        }
    }

    /// Whether another request had the key before.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Writes the claim, the first time it is asked to.
    pub(super) async fn make<C: ConnectionTrait>(&self, conn: &C) -> Result<(), StorageError> {
        if self.made.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let row = remembered_request::Model {
            actor_id: self.actor.0,
            key: self.key.clone(),
            digest: self.digest.clone(),
            status: UNANSWERED,
            body: String::new(),
            created_at: self.at,
        };
        insert_all(conn, vec![row]).await.inspect_err(|error| {
            self.lost.store(error.is_duplicate(), Ordering::Relaxed);
        })
    }
}

/// The request an actor sent with a key.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, actor: ActorId, key: &str,
) -> Result<Option<Remembered>, StorageError> {
    let row = remembered_request::Entity::find_by_id((actor.0, key.to_owned())).one(conn).await?;
    row.map(remembered).transpose()
}

fn remembered(row: remembered_request::Model) -> Result<Remembered, StorageError> {
    if row.status == UNANSWERED {
        return Ok(Remembered { digest: row.digest, answer: None });
    }
    let status = u16::try_from(row.status).ok();
    let status = status.ok_or_else(|| inconsistent("request", &row.key))?;
    Ok(Remembered { digest: row.digest, answer: Some(Answer { status, body: row.body }) })
}

/// Keeps the answer to a claimed request.
///
/// # Errors
/// When the database fails.
pub async fn answer<C: ConnectionTrait>(
    conn: &C, actor: ActorId, key: &str, answer: Answer,
) -> Result<(), StorageError> {
    use remembered_request::Column;
    let status = i16::try_from(answer.status).unwrap_or(i16::MAX);
    remembered_request::Entity::update_many()
        .col_expr(Column::Status, Expr::val(status))
        .col_expr(Column::Body, Expr::val(answer.body))
        .filter(Column::ActorId.eq(actor.0))
        .filter(Column::Key.eq(key))
        .exec(conn)
        .await?;
    Ok(())
}
