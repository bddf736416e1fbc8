//! The only user of the database: rows to domain values and back.

mod codes;
mod error;
mod pools;
mod rows;

pub mod contracts;

pub mod organisations;

pub mod designs;

pub mod meetings;

pub mod kpis;

pub mod knowledge;

pub mod value;

pub mod performance;

pub mod improvement;

pub mod scorecards;

pub mod imports;

pub mod before;

pub mod undo;

pub mod events;

pub mod actions;

pub mod feedback;

pub mod home;

pub mod requests;

pub mod accounts;

pub mod audit;

pub mod backup;

pub mod assessments;

pub mod tenders;

pub mod files;

use crate::domain::designs::Version;
use crate::domain::ids::VersionId;
use futures::future::BoxFuture;
use migration::MigratorTrait;
use pools::{postgres_readers, postgres_writers, sqlite_readers, sqlite_writer};
use sea_orm::{
    ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

pub use error::StorageError;

/// A transaction that writes.
pub type Tx = DatabaseTransaction;

/// The database: one handle that writes, one that reads.
///
/// On SQLite the writer is a pool of one whose transactions begin immediate,
/// and the readers cannot write; more writers lose most of their work.
#[derive(Debug, Clone)]
pub struct Db {
    handles: Arc<Handles>,
    claim: Option<Arc<requests::Claim>>,
}

/// What every copy of a [`Db`] shares.
#[derive(Debug)]
struct Handles {
    write: DatabaseConnection,
    read: DatabaseConnection,
    versions: RwLock<HashMap<VersionId, Arc<Version>>>,
    /// How many transactions that write have ended.
    writes: AtomicU64,
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
        let (versions, writes) = (RwLock::default(), AtomicU64::default());
        Ok(Self { handles: Arc::new(Handles { write, read, versions, writes }), claim: None })
    }

    /// Brings the schema up to date: all steps or none. Of several instances that
    /// start at once, the first takes the steps and the others wait for it.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        self.write(|tx| {
            Box::pin(async move {
                one_schema_at_a_time(tx).await?;
                Ok::<_, StorageError>(migration::Migrator::up(tx, None).await?)
            })
        })
        .await
    }

    /// Takes back the last `steps` steps, all or none.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn migrate_down(&self, steps: u32) -> Result<(), StorageError> {
        self.write(move |tx| {
            Box::pin(async move {
                one_schema_at_a_time(tx).await?;
                Ok::<_, StorageError>(migration::Migrator::down(tx, Some(steps)).await?)
            })
        })
        .await
    }

    /// Names of the schema steps: those taken and those not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn migration_status(&self) -> Result<(Vec<String>, Vec<String>), StorageError> {
        let applied =
            migration::Migrator::get_applied_migrations_read_only(&self.handles.write).await?;
        let pending =
            migration::Migrator::get_pending_migrations_read_only(&self.handles.write).await?;
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
        Ok(self.handles.read.ping().await?)
    }

    /// Waits for begun transactions and closes.
    pub async fn close(self) {
        // The writer last: whoever closes a SQLite file last moves its journal into it, and a
        // reader may not.
        for handle in [&self.handles.read, &self.handles.write] {
            if let Err(error) = handle.clone().close().await {
                tracing::warn!(%error, "A database handle did not close cleanly");
            }
        }
    }

    /// Everything as it is at this moment, whatever is written meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn snapshot(&self) -> Result<Tx, StorageError> {
        let level = match self.handles.read.get_database_backend() {
            DatabaseBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        Ok(self.handles.read.begin_with_config(level, None).await?)
    }

    /// Where reads go.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.handles.read
    }

    /// How many transactions of this process that write have ended: what was read before the
    /// last of them may be out of date.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.handles.writes.load(Ordering::Acquire)
    }

    /// The same database, whose next transaction also makes a claim.
    #[must_use]
    pub fn claiming(&self, claim: Arc<requests::Claim>) -> Self {
        Self { claim: Some(claim), ..self.clone() }
    }

    /// The same database, whose next transaction makes no claim.
    #[must_use]
    pub fn unclaimed(&self) -> Self {
        Self { claim: None, ..self.clone() }
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
        let (handles, claim) = (Arc::clone(&self.handles), self.claim.clone());
        let task = tokio::spawn(async move {
            let ended = Ended(&handles.writes);
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            let begun = handles.write.begin_with_options(options).await;
            let tx = begun.map_err(StorageError::from)?;
            if let Some(claim) = claim {
                claim.make(&tx).await?;
            }
            let (value, ending) = work(&tx).await?;
            match ending {
                Ending::Commit => tx.commit().await.map_err(StorageError::from)?,
                Ending::Rollback => tx.rollback().await.map_err(StorageError::from)?,
            }
            drop(ended);
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
        &self, conn: &C, id: VersionId,
    ) -> Result<Option<Arc<Version>>, StorageError> {
        Ok(self.versions(conn, &[id]).await?.pop())
    }

    /// As [`Db::version`], for several; those not read before are read together.
    ///
    /// # Errors
    /// [`StorageError::Inconsistent`] when a stored version breaks a rule.
    pub async fn versions<C: ConnectionTrait>(
        &self, conn: &C, ids: &[VersionId],
    ) -> Result<Vec<Arc<Version>>, StorageError> {
        let mut found = self.remembered(ids);
        let missing: Vec<VersionId> =
            ids.iter().copied().filter(|id| !found.iter().any(|it| it.id == *id)).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let read = designs::versions(conn, &missing).await?;
        let read: Vec<Arc<Version>> = read.into_iter().map(Arc::new).collect();
        if let Ok(mut versions) = self.handles.versions.write() {
            versions.extend(read.iter().map(|version| (version.id, Arc::clone(version))));
        }
        found.extend(read);
        Ok(found)
    }

    fn remembered(&self, ids: &[VersionId]) -> Vec<Arc<Version>> {
        let versions = self.handles.versions.read();
        let versions = versions.iter().flat_map(|versions| versions.values());
        versions.filter(|version| ids.contains(&version.id)).cloned().collect()
    }
}

/// Counts a transaction when it ends, however it does.
struct Ended<'w>(&'w AtomicU64);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Release);
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

// A second writer of SQLite waits for the first anyway.
async fn one_schema_at_a_time(tx: &Tx) -> Result<(), StorageError> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7205759403792793602)").await?;
    }
    Ok(())
}
