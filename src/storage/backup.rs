//! Copies of a SQLite database: taken while it is written to, examined, put in its place.

use super::{Db, StorageError};
use crate::domain::audit::Broken;
use migration::MigratorTrait;
use sea_orm::sqlx;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbErr, RuntimeErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// What keeps a file from being used as the database of this service.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It does not begin as SQLite's files do.
    #[error("it is not a SQLite database")]
    NotSqlite,
    /// What SQLite finds wrong with it.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// Something has not been written into it yet.
    #[error(
        "a journal lies beside it, so it is in use or was not closed; copy it with \
         `scorecard backup`, or start the service on it once"
    )]
    NotClosed,
    /// None of the steps of our schema were taken in it.
    #[error("it is another program’s database")]
    Foreign,
    /// A step was taken in it that this program does not know.
    #[error("a newer version of this program made it: schema step {0} is not known here")]
    Newer(String),
    /// Part of the schema is not as the steps make it.
    #[error("its {0} is not as this program makes it")]
    Altered(String),
}

/// The file that an address of a database names, unless it names a server.
///
/// # Errors
/// [`StorageError::Address`] when it names neither.
pub fn file_of(url: &str) -> Result<Option<PathBuf>, StorageError> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Ok(None);
    }
    let options: SqliteConnectOptions = url.parse().map_err(|_error| StorageError::Address)?;
    Ok(Some(options.get_filename().to_owned()))
}

/// A copy in a folder of its own beside the place it is meant for; removed unless it is put there.
#[derive(Debug)]
pub struct Copy {
    folder: TempDir,
}

impl Copy {
    fn beside(place: &Path) -> Result<Self, StorageError> {
        let folder = tempfile::Builder::new().prefix(".scorecard-").tempdir_in(home(place))?;
        Ok(Self { folder })
    }

    /// Copies a database as it is at one moment, whatever is written to it meanwhile.
    ///
    /// `VACUUM INTO` reads in one transaction, which holds up no writer; the other way, SQLite's
    /// backup interface, begins again after every write of somebody else's.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn taken(database: &Path, place: &Path) -> Result<Result<Self, Unfit>, StorageError> {
        let copy = Self::beside(place)?;
        let connection = connect(database).await?;
        let sql = "VACUUM INTO ?";
        let values = [copy.file().to_string_lossy().into_owned().into()];
        let backend = connection.get_database_backend();
        let done = connection.execute_raw(Statement::from_sql_and_values(backend, sql, values));
        let done = done.await;
        connection.close().await?;
        match done {
            Ok(_done) => Ok(Ok(copy)),
            Err(error) => Ok(Err(damage(&error).ok_or(error)?)),
        }
    }

    /// Copies a file that nobody writes to, to the byte.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn fetched(file: &Path, place: &Path) -> Result<Self, StorageError> {
        let copy = Self::beside(place)?;
        tokio::fs::copy(file, copy.file()).await?;
        Ok(copy)
    }

    /// Where it is until it is put in its place.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("copy.db")
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        address(&self.file())
    }

    /// Puts it where nothing is yet.
    ///
    /// # Errors
    /// When something is there by now, or the disk fails.
    pub fn put(self, place: &Path) -> Result<(), StorageError> {
        File::options().write(true).open(self.file())?.sync_all()?;
        let file = tempfile::TempPath::try_from_path(self.file())?;
        file.persist_noclobber(place).map_err(|error| error.error)?;
        settle(place)
    }

    /// Puts it in the place of another database, which goes on under the name `kept`. There is
    /// a whole database in the place at every moment.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn replace(self, place: &Path, kept: &Path) -> Result<(), StorageError> {
        let held = if place.exists() { hold(place).await? } else { None };
        // A journal that stayed behind would be written into the copy.
        for ending in ["-wal", "-shm", "-journal"] {
            move_aside(&with(place, ending), &with(kept, ending))?;
        }
        if place.exists() {
            std::fs::hard_link(place, kept)?;
            std::fs::set_permissions(self.file(), place.metadata()?.permissions())?;
        }
        File::options().write(true).open(self.file())?.sync_all()?;
        std::fs::rename(self.file(), place)?;
        drop(held);
        settle(place)
    }
}

/// The folder a file is in.
fn home(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn with(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    name.into()
}

fn move_aside(from: &Path, to: &Path) -> Result<(), StorageError> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a new name last, where folders can be told to.
fn settle(file: &Path) -> Result<(), StorageError> {
    match File::open(home(file)) {
        Ok(folder) => Ok(folder.sync_all()?),
        Err(_no_folder_opens_here) => Ok(()),
    }
}

fn address(file: &Path) -> String {
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3F");
    format!("sqlite://{path}")
}

/// One connection, to a database that is there.
async fn connect(file: &Path) -> Result<DatabaseConnection, StorageError> {
    let mut options = super::pools::options(format!("{}?mode=rw", address(file)), 1);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(Duration::from_secs(1)));
    Ok(Database::connect(options).await?)
}

/// Makes sure that nobody else has a database open, and keeps them out. A file that is no
/// database any more cannot be held, and need not be.
async fn hold(file: &Path) -> Result<Option<super::Tx>, StorageError> {
    match hold_whole(file).await {
        Ok(held) => Ok(Some(held)),
        Err(StorageError::Database(error)) if damage(&error).is_some() => Ok(None),
        Err(error) => Err(error),
    }
}

async fn hold_whole(file: &Path) -> Result<super::Tx, StorageError> {
    let connection = connect(file).await?;
    // Refused while any other connection is open; otherwise it leaves a single file behind.
    let alone = first_text(&connection, "PRAGMA journal_mode = DELETE").await;
    match alone {
        Ok(mode) if mode == "delete" => {}
        Ok(_still_shared) => return Err(StorageError::InUse),
        Err(error) if code(&error) == Some(BUSY) => return Err(StorageError::InUse),
        Err(error) => return Err(error.into()),
    }
    let mode = Some(SqliteTransactionMode::Exclusive);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    Ok(connection.begin_with_options(options).await?)
}

async fn first_text(connection: &DatabaseConnection, sql: &str) -> Result<String, DbErr> {
    let texts = texts(connection, sql).await?;
    Ok(texts.into_iter().next().unwrap_or_default())
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

// Result codes of SQLite.
const BUSY: u32 = 5;
const CORRUPT: u32 = 11;
const NOT_A_DATABASE: u32 = 26;

/// SQLite's own code, without what it adds in the higher bits.
fn code(error: &DbErr) -> Option<u32> {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    let sqlx::Error::Database(error) = error.as_ref() else { return None };
    let code: u32 = error.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn damage(error: &DbErr) -> Option<Unfit> {
    match code(error) {
        Some(CORRUPT | NOT_A_DATABASE) => Some(Unfit::Damaged(error.to_string())),
        Some(_) | None => None,
    }
}

/// Whether a file begins as SQLite's files do.
///
/// # Errors
/// When the disk fails.
pub fn examine_start(file: &Path) -> Result<Result<(), Unfit>, StorageError> {
    let mut start = Vec::new();
    File::open(file)?.take(16).read_to_end(&mut start)?;
    Ok(if start == b"SQLite format 3\0" { Ok(()) } else { Err(Unfit::NotSqlite) })
}

/// Whether nothing is left to be written into a file, so that it can be copied to the byte.
///
/// # Errors
/// [`Unfit::NotClosed`] when something is.
pub fn examine_journals(file: &Path) -> Result<(), Unfit> {
    let waiting = |ending| with(file, ending).metadata().is_ok_and(|journal| 0 < journal.len());
    if ["-wal", "-journal"].into_iter().any(waiting) { Err(Unfit::NotClosed) } else { Ok(()) }
}

/// Examines a copy: every page and index, and whose it is.
///
/// # Errors
/// When the database or the disk fails.
pub async fn examine(copy: &Copy) -> Result<Result<(), Unfit>, StorageError> {
    let found = match connect(&copy.file()).await {
        Ok(connection) => {
            let found = examine_pages(&connection).await;
            connection.close().await?;
            found
        }
        Err(StorageError::Database(error)) => Err(error),
        Err(error) => return Err(error),
    };
    found.or_else(|error| damage(&error).map(Err).ok_or_else(|| error.into()))
}

async fn examine_pages(connection: &DatabaseConnection) -> Result<Result<(), Unfit>, DbErr> {
    let found = first_text(connection, "PRAGMA integrity_check(1)").await?;
    if found != "ok" {
        return Ok(Err(Unfit::Damaged(found)));
    }
    let ours = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'";
    if texts(connection, ours).await?.is_empty() {
        return Ok(Err(Unfit::Foreign));
    }
    let taken = texts(connection, "SELECT version FROM seaql_migrations ORDER BY version").await?;
    Ok(known(taken))
}

fn known(taken: Vec<String>) -> Result<(), Unfit> {
    let steps = migration::Migrator::migrations();
    let steps: BTreeSet<&str> = steps.iter().map(|step| step.name()).collect();
    let (known, unknown): (Vec<String>, Vec<String>) =
        taken.into_iter().partition(|step| steps.contains(step.as_str()));
    match unknown.into_iter().next_back() {
        _ if known.is_empty() => Err(Unfit::Foreign),
        Some(step) => Err(Unfit::Newer(step)),
        None => Ok(()),
    }
}

/// Goes along the history in a copy: how many changes it has, or the first that does not hold;
/// none when steps of the schema are still to be taken, without which it is not read.
///
/// # Errors
/// When the database or the disk fails.
pub async fn examine_history(copy: &Copy) -> Result<Option<Result<u64, Broken>>, StorageError> {
    let connection = connect(&copy.file()).await?;
    let pending = migration::Migrator::get_pending_migrations_read_only(&connection).await?;
    let outcome = match pending.as_slice() {
        [] => Some(super::audit::verify(&connection).await?),
        [..] => None,
    };
    connection.close().await?;
    Ok(outcome)
}

/// Compares the schema of a copy that is up to date with one made anew: nothing may be missing
/// or differ, least of all what keeps the history from being changed.
///
/// # Errors
/// When the database or the disk fails.
pub async fn examine_schema(copy: &Copy) -> Result<Result<(), Unfit>, StorageError> {
    let made_anew = Db::open(&address(&copy.folder.path().join("new.db"))).await?;
    made_anew.migrate().await?;
    made_anew.close().await;
    let expected = schema(&copy.folder.path().join("new.db")).await?;
    let found = schema(&copy.file()).await?;
    // An index that somebody added does no harm; a trigger might.
    let strange = found.difference(&expected).find(|(name, _)| name.starts_with("trigger "));
    let odd = expected.difference(&found).next().or(strange);
    Ok(odd.map_or(Ok(()), |(name, _)| Err(Unfit::Altered(name.clone()))))
}

/// Kind and name of every part of a schema, and the statement that makes it.
async fn schema(file: &Path) -> Result<BTreeSet<(String, String)>, StorageError> {
    let connection = connect(file).await?;
    let sql = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master \
               WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await?;
    connection.close().await?;
    let part =
        |row: &sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows.iter().map(part).collect()
}
