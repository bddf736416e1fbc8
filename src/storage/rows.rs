//! Many rows at once, within the limits of both databases.

use super::StorageError;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Insert, IntoActiveModel, Iterable};

// SQLite takes 32,766 values in a statement; a thousand rows are as fast as more.
const VALUES: usize = 30_000;
const ROWS: usize = 1_000;

/// Inserts rows, as many statements as it takes.
pub(super) async fn insert_all<A, M, C>(conn: &C, rows: Vec<M>) -> Result<(), StorageError>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A> + Send,
    C: ConnectionTrait,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(at_once::<A>());
        Insert::<A>::many(some).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Inserts rows; those whose key is there already replace it.
pub(super) async fn put_all<A, M, C>(
    conn: &C,
    rows: Vec<M>,
    replacing: &OnConflict,
) -> Result<(), StorageError>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A> + Send,
    C: ConnectionTrait,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(at_once::<A>());
        Insert::<A>::many(some).on_conflict(replacing.clone()).exec_without_returning(conn).await?;
    }
    Ok(())
}

fn at_once<A: ActiveModelTrait>() -> usize {
    let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
    ROWS.min(VALUES.div_euclid(columns))
}
