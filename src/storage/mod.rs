//! The only user of the database: rows to domain values and back.

mod codes;
mod error;
mod rows;

pub mod contracts;

pub mod organisations;

pub mod designs;

pub mod meetings;

pub mod kpis;

pub mod scorecards;

pub mod imports;

pub mod before;

pub mod undo;

pub mod events;

pub mod requests;

pub mod accounts;

use crate::domain::designs::Version;
use crate::domain::ids::VersionId;
use futures::future::BoxFuture;
use migration::MigratorTrait;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::Duration;

pub use error::StorageError;

/// A transaction that writes.
pub type Tx = DatabaseTransaction;

/// The database: one handle that writes, one that reads.
///
/// On SQLite the writer is a pool of one whose transactions begin immediate,
/// and the readers cannot write; more writers lose most of their work.
#[derive(Debug, Clone)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    versions: Arc<RwLock<HashMap<VersionId, Arc<Version>>>>,
}

/// What becomes of a transaction that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is kept.
    Commit,
    /// It is undone.
    Rollback,
}

impl Db {
    /// Opens the database at `sqlite://path` or `postgres://…`, creating a SQLite file that is not there.
    ///
    /// # Errors
    /// [`StorageError::Address`] for any other address.
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        let (write, read) = if url.starts_with("sqlite:") {
            let path = url.split('?').next().unwrap_or(url);
            (
                Database::connect(sqlite_writer(path)).await?,
                Database::connect(sqlite_readers(path)).await?,
            )
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            (
                Database::connect(postgres_writers(url)).await?,
                Database::connect(postgres_readers(url)).await?,
            )
        } else {
            return Err(StorageError::Address);
        };
        Ok(Self { write, read, versions: Arc::default() })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// When a step fails; the steps before it stay.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        Ok(migration::Migrator::up(&self.write, None).await?)
    }

    /// Takes back the last `steps` steps.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn migrate_down(&self, steps: u32) -> Result<(), StorageError> {
        Ok(migration::Migrator::down(&self.write, Some(steps)).await?)
    }

    /// Names of the schema steps: those taken and those not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn migration_status(&self) -> Result<(Vec<String>, Vec<String>), StorageError> {
        let applied = migration::Migrator::get_applied_migrations(&self.write).await?;
        let pending = migration::Migrator::get_pending_migrations(&self.write).await?;
        Ok((
            applied.iter().map(|step| step.name().to_owned()).collect(),
            pending.iter().map(|step| step.name().to_owned()).collect(),
        ))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        Ok(self.read.ping().await?)
    }

    /// Waits for begun transactions and closes.
    pub async fn close(self) {
        // The writer last: whoever closes a SQLite file last moves its journal into it, and a
        // reader may not.
        for handle in [self.read, self.write] {
            if let Err(error) = handle.close().await {
                tracing::warn!(%error, "A database handle did not close cleanly");
            }
        }
    }

    /// Where reads go.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Runs `work` in one transaction, kept when it succeeds. Once begun it runs
    /// to its end even if the caller goes away: a cancelled write would leave a
    /// pooled PostgreSQL connection inside an open transaction.
    ///
    /// # Errors
    /// What `work` answers; nothing of it is kept then.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.attempt(move |tx| Box::pin(async move { Ok((work(tx).await?, Ending::Commit)) })).await
    }

    /// Like [`Db::write`], for work that decides whether it is kept.
    ///
    /// # Errors
    /// What `work` answers; nothing of it is kept then.
    pub async fn attempt<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<(T, Ending), E>> + Send + 'static,
    {
        let write = self.write.clone();
        let task = tokio::spawn(async move {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            let tx = write.begin_with_options(options).await.map_err(StorageError::from)?;
            let (value, ending) = work(&tx).await?;
            match ending {
                Ending::Commit => tx.commit().await.map_err(StorageError::from)?,
                Ending::Rollback => tx.rollback().await.map_err(StorageError::from)?,
            }
            Ok(value)
        });
        task.await.unwrap_or_else(|_cut_off| Err(E::from(StorageError::CutOff)))
    }

    /// The design version with this identifier, from memory when it was read before:
    /// versions never change.
    ///
    /// # Errors
    /// [`StorageError::Inconsistent`] when a stored version breaks a rule.
    pub async fn version<C: ConnectionTrait>(
        &self,
        conn: &C,
        id: VersionId,
    ) -> Result<Option<Arc<Version>>, StorageError> {
        let known = self.versions.read().ok().and_then(|versions| versions.get(&id).cloned());
        if known.is_some() {
            return Ok(known);
        }
        let Some(version) = designs::version(conn, id).await? else { return Ok(None) };
        let version = Arc::new(version);
        if let Ok(mut versions) = self.versions.write() {
            versions.insert(id, Arc::clone(&version));
        }
        Ok(Some(version))
    }
}

/// Lets only one of those that make organisations and contracts run at a time, an
/// import above all, where more than one writer is possible.
///
/// # Errors
/// When the database does not answer.
pub async fn one_at_a_time(tx: &Tx) -> Result<(), StorageError> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7205759403792793601)").await?;
    }
    Ok(())
}

fn options(url: String, connections: u32) -> ConnectOptions {
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

fn sqlite_writer(path: &str) -> ConnectOptions {
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

fn sqlite_readers(path: &str) -> ConnectOptions {
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

fn postgres_writers(url: &str) -> ConnectOptions {
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

fn postgres_readers(url: &str) -> ConnectOptions {
    let mut options = options(url.to_owned(), 8);
    options.test_before_acquire_if_idle_for(Duration::from_secs(30));
    options
}
