//! Imports: check or apply a stream of rows, look back, undo.

use super::{App, Error};
use crate::app::contracts::ContractCommand;
use crate::domain::access::Actor;
use crate::domain::exact::KpiValue;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind};
use crate::domain::kpis::{Actual, Direction};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::Side;
use crate::domain::periods::Period;
use crate::domain::problems::Problem;
use chrono::NaiveDate;

/// One row of a file: what it says, or every problem in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<R> {
    /// The line on which it starts, counted from 1.
    pub line: u64,
    /// What it says.
    pub parsed: Result<R, Vec<Problem>>,
}

/// The rows of a file, read as they are asked for.
pub type Rows<R> = Box<dyn Iterator<Item = Row<R>> + Send>;

/// The rows of a file, by what it is about.
pub enum Table {
    /// Contracts.
    Contracts(Rows<ContractCommand>),
    /// Scores.
    Scores(Rows<ScoreRow>),
    /// KPI observations.
    Kpis(Rows<KpiRow>),
}

/// A row of a scores file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// Reference of the contract.
    pub contract: String,
    /// Day of the meeting.
    pub on: NaiveDate,
    /// Whose score.
    pub side: Side,
    /// Key or title of the criterion.
    pub criterion: String,
    /// What was given.
    pub given: Given,
    /// Why, in their words.
    pub comment: Option<String>,
}

/// What a score cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A number or a level's label, still to be read on the criterion's scale.
    Value(String),
    /// No score, and why.
    Unscored(crate::domain::meetings::Unscored),
}

/// A row of a KPI file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiRow {
    /// Reference of the contract.
    pub contract: String,
    /// Name of the KPI.
    pub kpi: String,
    /// The period observed.
    pub period: Period,
    /// What was measured.
    pub actual: Actual,
    /// What was to be reached.
    pub target: Option<KpiValue>,
    /// Which way is better; required the first time a KPI is named.
    pub direction: Option<Direction>,
    /// Unit of the values.
    pub unit: Option<String>,
    /// With `client`, lets an unknown contract be created.
    pub supplier: Option<String>,
    /// With `supplier`, lets an unknown contract be created.
    pub client: Option<String>,
}

/// What is known of a file before its rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes and of the settings it is read with, in hexadecimal.
    pub digest: String,
    /// Key of the design new contracts get; the partnership design when not given.
    pub design: Option<String>,
}

/// What to do with a file found good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Say what would happen, and store nothing of it.
    Check,
    /// Store it.
    Apply,
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
        &self,
        actor: &Actor,
        facts: FileFacts,
        table: Table,
        mode: Mode,
    ) -> Result<Outcome, Error> {
        unimplemented!()
    }

    /// Keeps the bytes of an uploaded file with its import until it is confirmed or refused rows are asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn keep_file(
        &self,
        actor: &Actor,
        id: ImportId,
        file: &std::path::Path,
        settings: &str,
    ) -> Result<(), Error> {
        unimplemented!()
    }

    /// Writes the kept bytes to `file` and returns the settings kept with them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was kept.
    pub async fn kept_file(
        &self,
        actor: &Actor,
        id: ImportId,
        file: &std::path::Path,
    ) -> Result<String, Error> {
        unimplemented!()
    }

    /// Imports, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn imports(
        &self,
        actor: &Actor,
        kind: Option<Kind>,
        slice: Slice,
    ) -> Result<Page<Import>, Error> {
        unimplemented!()
    }

    /// One import.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn import_record(&self, actor: &Actor, id: ImportId) -> Result<Import, Error> {
        unimplemented!()
    }

    /// The problems of a refused import, in order of their lines.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn import_problems(
        &self,
        actor: &Actor,
        id: ImportId,
        slice: Slice,
    ) -> Result<Page<Problem>, Error> {
        unimplemented!()
    }

    /// Takes an applied import back.
    ///
    /// # Errors
    /// [`Error::Refused`] when later changes build on it.
    pub async fn undo_import(&self, actor: &Actor, id: ImportId) -> Result<Import, Error> {
        unimplemented!()
    }
}
