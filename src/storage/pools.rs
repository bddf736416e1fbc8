//! How connections to each database are opened and kept.

use sea_orm::ConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use std::time::Duration;

/// What every pool has in common.
pub(super) fn options(url: String, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .test_before_acquire(false);
    options
}

// Rows that SQLite's thread may be ahead of who reads them; with few, the two wait for each other.
const ROWS_AHEAD: usize = 1_000;

/// The one connection that writes to an SQLite file.
pub(super) fn sqlite_writer(path: &str) -> ConnectOptions {
    let mut options = options(format!("{path}?mode=rwc"), 1);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-32000")
            .statement_cache_capacity(200)
            .row_buffer_size(ROWS_AHEAD)
    });
    options
}

/// Connections to an SQLite file that cannot write.
pub(super) fn sqlite_readers(path: &str) -> ConnectOptions {
    let mut options = options(format!("{path}?mode=ro"), 4);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .pragma("temp_store", "memory")
            .row_buffer_size(ROWS_AHEAD)
    });
    options
}

/// Connections to a PostgreSQL server for transactions that write.
pub(super) fn postgres_writers(url: &str) -> ConnectOptions {
    let mut options = options(url.to_owned(), 8);
    options.test_before_acquire_if_idle_for(Duration::from_secs(30));
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|connection, _| {
            Box::pin(async move {
                sea_orm::sqlx::Executor::execute(connection, "ROLLBACK").await?;
                Ok(true)
            })
        })
    });
    options
}

/// Connections to a PostgreSQL server for reading.
pub(super) fn postgres_readers(url: &str) -> ConnectOptions {
    let mut options = options(url.to_owned(), 8);
    options.test_before_acquire_if_idle_for(Duration::from_secs(30));
    options
}
