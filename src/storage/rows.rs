//! Many rows at once, within the limits of both databases.

use super::StorageError;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, ModelTrait, Statement};

// Rows in a statement. The database prepares each size once and keeps it, so there are few of
// them; above some hundred rows a larger one is no faster. The widest table stays far below the
// 32,766 values that SQLite takes.
const SIZES: [usize; 5] = [256, 64, 16, 4, 1];

/// Inserts rows, as many statements as it takes.
pub(super) async fn insert_all<M, C>(conn: &C, rows: Vec<M>) -> Result<(), StorageError>
where
    M: ModelTrait + Sync,
    C: ConnectionTrait,
{
    execute_all(conn, &rows, None).await
}

/// Inserts rows; those whose key is there already replace it.
pub(super) async fn put_all<M, C>(
    conn: &C, rows: Vec<M>, replacing: &OnConflict,
) -> Result<(), StorageError>
where
    M: ModelTrait + Sync,
    C: ConnectionTrait,
{
    execute_all(conn, &rows, Some(replacing)).await
}

async fn execute_all<M, C>(
    conn: &C, mut rows: &[M], replacing: Option<&OnConflict>,
) -> Result<(), StorageError>
where
    M: ModelTrait + Sync,
    C: ConnectionTrait,
{
    for size in SIZES {
        let chunks = rows.chunks_exact(size);
        rows = chunks.remainder();
        execute_chunks(conn, chunks, size, replacing).await?;
    }
    Ok(())
}

// While the database takes one statement in, the values of the next are put together.
async fn execute_chunks<M, C>(
    conn: &C, mut chunks: std::slice::ChunksExact<'_, M>, size: usize,
    replacing: Option<&OnConflict>,
) -> Result<(), StorageError>
where
    M: ModelTrait + Sync,
    C: ConnectionTrait,
{
    let Some(first) = chunks.next() else { return Ok(()) };
    let backend = conn.get_database_backend();
    let text = text::<M::Entity, C>(conn, size, replacing);
    let statement = |rows| Statement::from_sql_and_values(backend, &text, values::<M>(rows));
    let mut next = Some(statement(first));
    while let Some(now) = next.take() {
        let ready = async { chunks.next().map(statement) };
        let (done, ready) = futures::join!(conn.execute_raw(now), ready);
        done?;
        next = ready;
    }
    Ok(())
}

/// The values of rows, in the order of their columns.
fn values<M: ModelTrait>(rows: &[M]) -> impl Iterator<Item = sea_orm::Value> {
    rows.iter()
        .flat_map(|row| <M::Entity as EntityTrait>::Column::iter().map(|column| row.get(column)))
}

/// The statement that inserts `size` rows, without their values.
fn text<E: EntityTrait, C: ConnectionTrait>(
    conn: &C, size: usize, replacing: Option<&OnConflict>,
) -> String {
    let mut insert = Query::insert();
    insert.into_table(E::default().table_ref()).columns(E::Column::iter());
    for _ in 0..size {
        insert.values_panic(E::Column::iter().map(|_| Expr::val(0)));
    }
    if let Some(replacing) = replacing {
        insert.on_conflict(replacing.clone());
    }
    conn.get_database_backend().build(&insert).sql
}
