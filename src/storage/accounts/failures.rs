//! Passwords that were wrong, so that guessing can be slowed down.

use crate::domain::accounts::throttle::{FORGOTTEN, Failures};
use crate::storage::rows::insert_all;
use crate::storage::{StorageError, Tx};
use chrono::{DateTime, Utc};
use entity::sign_in_failure;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QuerySelect, Statement,
};
use uuid::Uuid;

/// Lets only one attempt at a subject be counted at a time, so that many at once are not all
/// taken for the first.
///
/// # Errors
/// When the database does not answer.
pub async fn one_at_a_time(tx: &Tx, subject: &str) -> Result<(), StorageError> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let values = [subject.into()];
        let lock = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values);
        tx.execute_raw(lock).await?;
    }
    Ok(())
}

/// Failures of a subject that are not forgotten yet.
///
/// # Errors
/// When the database fails.
pub async fn of<C: ConnectionTrait>(
    conn: &C, subject: &str, now: DateTime<Utc>,
) -> Result<Failures, StorageError> {
    let moments: Vec<DateTime<Utc>> = sign_in_failure::Entity::find()
        .select_only()
        .column(sign_in_failure::Column::FailedAt)
        .filter(sign_in_failure::Column::Subject.eq(subject))
        .filter(sign_in_failure::Column::FailedAt.gt(now - FORGOTTEN))
        .into_tuple()
        .all(conn)
        .await?;
    let count = u64::try_from(moments.len()).unwrap_or(u64::MAX);
    Ok(Failures { count, latest: moments.into_iter().max() })
}

/// Writes down one failure for each subject, and drops those that are forgotten.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(
    conn: &C, subjects: &[String], now: DateTime<Utc>,
) -> Result<Vec<Uuid>, StorageError> {
    sign_in_failure::Entity::delete_many()
        .filter(sign_in_failure::Column::FailedAt.lte(now - FORGOTTEN))
        .exec(conn)
        .await?;
    let row = |subject: &String| sign_in_failure::Model {
        id: Uuid::now_v7(),
        subject: subject.clone(),
        failed_at: now,
    };
    let rows: Vec<sign_in_failure::Model> = subjects.iter().map(row).collect();
    let ids = rows.iter().map(|row| row.id).collect();
    insert_all(conn, rows).await?;
    Ok(ids)
}

/// Takes back failures that were none, and all those of a subject.
///
/// # Errors
/// When the database fails.
pub async fn forgive<C: ConnectionTrait>(
    conn: &C, ids: Vec<Uuid>, subject: &str,
) -> Result<(), StorageError> {
    let those = sign_in_failure::Column::Id.is_in(ids);
    let all = sign_in_failure::Column::Subject.eq(subject);
    let either = sea_orm::Condition::any().add(those).add(all);
    sign_in_failure::Entity::delete_many().filter(either).exec(conn).await?;
    Ok(())
}
