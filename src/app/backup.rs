//! Backup and restore of a SQLite database; PostgreSQL comes with its own.

use super::{App, Clock, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Broken;
use crate::storage::backup::{self as files, Copy, Unfit};
use crate::storage::{Db, StorageError};
use std::path::{Path, PathBuf};

/// A copy that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Its size.
    pub bytes: u64,
    /// How many changes its history has, or the first that does not hold; none when the schema
    /// it was made of waits for its next steps, without which the history is not read.
    pub history: Option<Result<u64, Broken>>,
}

/// Records that were put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// How many changes their history has.
    pub entries: u64,
    /// The steps of the schema that were taken after they were copied.
    pub steps: Vec<String>,
    /// Where the records are that were there before.
    pub kept: Option<PathBuf>,
}

/// What to do about records that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Leave them.
    Nothing,
    /// Put others in their place, and keep them under another name.
    Records,
}

/// Copies the records to a file as they are at one moment; writing goes on meanwhile.
///
/// # Errors
/// [`Error::Refused`] when there is such a file, there are no records, or they are in PostgreSQL.
pub async fn backup(actor: &Actor, url: &str, to: &Path) -> Result<BackedUp, Error> {
    actor.may(Action::Operate)?;
    let database = file_of(url, "pg_dump")?;
    if to.exists() {
        return refused(to, "is already there; name a new file");
    }
    if !holds_something(&database) {
        return refused(&database, "has no records to copy");
    }
    fit(&database, files::examine_start(&database)?)?;
    let copy = fit(&database, Copy::taken(&database, to).await?)?;
    fit(&database, files::examine(&copy).await?)?;
    let history = files::examine_history(&copy).await?;
    let bytes = copy.file().metadata().map_err(StorageError::from)?.len();
    copy.put(to)?;
    Ok(BackedUp { bytes, history })
}

/// Puts the records of a file in place, once they are found whole, ours and with a history
/// that holds; the file itself is only read.
///
/// # Errors
/// [`Error::Refused`] when they are not, other records are in the place and are to be left,
/// somebody has those open, or they are in PostgreSQL.
pub async fn restore(
    actor: &Actor, from: &Path, url: &str, over: Over, clock: Clock,
) -> Result<Restored, Error> {
    actor.may(Action::Operate)?;
    let place = file_of(url, "pg_restore")?;
    if !from.is_file() {
        return refused(from, "is not a file");
    }
    if place.exists() && same_file(from, &place) {
        return refused(from, "is the database itself; name a copy of it");
    }
    if over == Over::Nothing && holds_something(&place) {
        return refused(&place, "holds records; use --replace to put others in their place");
    }
    fit(from, files::examine_start(from)?)?;
    fit(from, files::examine_journals(from))?;
    let copy = Copy::fetched(from, &place).await?;
    fit(from, files::examine(&copy).await?)?;
    let (steps, entries) = bring_up_to_date(actor, from, &copy, clock).await?;
    let kept = put(copy, &place, clock).await?;
    Ok(Restored { entries, steps, kept })
}

async fn bring_up_to_date(
    actor: &Actor, from: &Path, copy: &Copy, clock: Clock,
) -> Result<(Vec<String>, u64), Error> {
    let db = Db::open(&copy.url()).await?;
    let (_, steps) = db.migration_status().await?;
    db.migrate().await?;
    let app = App::over(db, clock);
    let verified = app.verify_history(actor).await;
    app.close().await;
    fit(from, files::examine_schema(copy).await?)?;
    match verified?.outcome {
        Ok(entries) => Ok((steps, entries)),
        Err(broken) => refused(from, &format!("has a history that does not hold: {broken}")),
    }
}

async fn put(copy: Copy, place: &Path, clock: Clock) -> Result<Option<PathBuf>, Error> {
    let kept = kept_name(place, clock);
    let kept_something = place.exists();
    match copy.replace(place, &kept).await {
        Err(StorageError::InUse) => {
            refused(place, "is in use; stop the service, then restore again")
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(kept_something.then_some(kept)),
    }
}

fn kept_name(place: &Path, clock: Clock) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".until-{}", clock.now().format("%Y%m%dT%H%M%SZ")));
    place.with_file_name(name)
}

fn file_of(url: &str, tool: &str) -> Result<PathBuf, Error> {
    files::file_of(url)?.ok_or_else(|| {
        Error::Refused(format!(
            "these records are in PostgreSQL, which has its own tool for this: use {tool} as \
             docs/backup.md shows"
        ))
    })
}

fn holds_something(file: &Path) -> bool {
    file.metadata().is_ok_and(|file| 0 < file.len())
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn fit<T>(file: &Path, found: Result<T, Unfit>) -> Result<T, Error> {
    found.map_err(|unfit| Error::Refused(format!("{} cannot be used: {unfit}", file.display())))
}

fn refused<T>(file: &Path, why: &str) -> Result<T, Error> {
    Err(Error::Refused(format!("{} {why}", file.display())))
}
