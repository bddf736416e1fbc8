//! Imports: check or apply a stream of rows, look back, undo.

mod agreed;
mod ahead;
mod assessments;
mod contracts;
mod history;
mod knowledge;
mod kpis;
mod points;
mod rows;
mod run;
mod scores;
mod spool;
mod value;
mod weightings;

use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::ids::ImportId;
use crate::domain::imports::{Counts, Import, Kind, State};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::{DateTime, Utc};

pub use weightings::{WeightingPart, WeightingRow};

pub use rows::{
    AssessmentPart, AssessmentRow, Content, ContractPart, Given, KnowledgePart, KnowledgeRow,
    KpiPart, KpiRow, PointPart, PointRow, Reassessed, Row, Rows, ScorePart, ScoreRow, Table,
    Unread, ValuePart, ValueRow,
};

/// What is known of a file before its rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes and of the settings it is read with, in hexadecimal.
    pub digest: String,
    /// Key of the design new contracts get; the partnership design when not given.
    pub design: Option<String>,
    /// How it is read, kept with the import for whoever wrote it; empty when there is nothing to keep.
    pub settings: String,
}

/// What to do with a file found good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Say what would happen, and store nothing of it.
    Check,
    /// Store it.
    Apply,
    /// Store a file that was checked before, as the import that was the check.
    Confirm(ImportId),
}

/// What came of an import.
#[derive(Debug)]
pub enum Outcome {
    /// Checked or applied, as asked.
    Done(Import),
    /// Refused: nothing was stored but the problems, to be read by [`App::import_problems`].
    Refused(Import),
    /// The same file was applied before; nothing was done.
    SameFile(Import),
}

impl App {
    /// Reads every row, and applies all of them or none.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults; problems in rows are an [`Outcome`].
    pub async fn import(
        &self, actor: &Actor, facts: FileFacts, table: Table, mode: Mode,
    ) -> Result<Outcome, Error> {
        actor.may(Action::Import)?;
        let started = ImportStart::new(actor, table.kind(), facts, mode);
        let (app, start) = (self.clone(), started.clone());
        let finished = self
            .db
            .attempt(move |tx| Box::pin(async move { run::run(&app, tx, &start, table).await }))
            .await?;
        let outcome = self.conclude(&started, finished).await?;
        tracing::info!(import.id = %started.id, import.kind = started.kind.word(), "Import read");
        Ok(outcome)
    }

    /// Notes a file that is no table, or of which the columns are not found.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn refuse(
        &self, actor: &Actor, kind: Kind, facts: FileFacts, problems: &[Problem],
    ) -> Result<Import, Error> {
        actor.may(Action::Import)?;
        let started = ImportStart::new(actor, kind, facts, Mode::Check);
        let mut spool = spool::Spool::new()?;
        spool.add(problems)?;
        let counts = Counts { problems: spool.count(), ..Counts::default() };
        let import = started.record(State::Refused, counts, self.clock.now());
        self.keep_record(&started, &import, Some(spool)).await?;
        tracing::info!(import.id = %started.id, import.kind = kind.word(), "File refused");
        Ok(import)
    }

    async fn conclude(
        &self, start: &ImportStart, finished: run::Finished,
    ) -> Result<Outcome, Error> {
        match finished {
            run::Finished::SameFile(import) => Ok(Outcome::SameFile(import)),
            run::Finished::Applied(import) => Ok(Outcome::Done(import)),
            run::Finished::Checked(counts) => {
                let import = start.record(State::Checked, counts, self.clock.now());
                self.keep_record(start, &import, None).await?;
                Ok(Outcome::Done(import))
            }
            run::Finished::Refused(counts, problems) => {
                let import = start.record(State::Refused, counts, self.clock.now());
                self.keep_record(start, &import, Some(problems)).await?;
                Ok(Outcome::Refused(import))
            }
        }
    }

    async fn keep_record(
        &self, start: &ImportStart, import: &Import, problems: Option<spool::Spool>,
    ) -> Result<(), Error> {
        let (start, import) = (start.clone(), import.clone());
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    start.keep(tx, &import).await?;
                    match problems {
                        Some(problems) => problems.store(tx, import.id).await,
                        None => Ok(()),
                    }
                })
            })
            .await
    }
}

/// An import that has begun.
#[derive(Debug, Clone)]
struct ImportStart {
    id: ImportId,
    kind: Kind,
    actor: Actor,
    facts: FileFacts,
    mode: Mode,
}

impl ImportStart {
    fn new(actor: &Actor, kind: Kind, facts: FileFacts, mode: Mode) -> Self {
        let id = match mode {
            Mode::Check | Mode::Apply => ImportId::fresh(),
            Mode::Confirm(id) => id,
        };
        Self { id, kind, actor: actor.clone(), facts, mode }
    }

    /// Writes the record of this import: a new one, or in place of the check it confirms.
    async fn keep(&self, tx: &Tx, record: &Import) -> Result<(), Error> {
        match self.mode {
            Mode::Check | Mode::Apply => {
                storage::imports::add(tx, &self.actor, record).await?;
                if !self.facts.settings.is_empty() {
                    storage::imports::add_settings(tx, self.id, &self.facts.settings).await?;
                }
            }
            Mode::Confirm(_) => {
                if !storage::imports::confirm(tx, &self.actor, record).await? {
                    let why = "this file is not waiting to be confirmed";
                    return Err(Error::Refused(why.to_owned()));
                }
            }
        }
        Ok(())
    }

    fn record(&self, state: State, counts: Counts, now: DateTime<Utc>) -> Import {
        Import {
            id: self.id,
            kind: self.kind,
            file_name: self.facts.name.clone(),
            digest: self.facts.digest.clone(),
            state,
            counts,
            by: self.actor.name().to_owned(),
            at: now,
        }
    }
}
