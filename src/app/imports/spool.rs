//! Problems kept outside memory until the transaction that found them is undone.

use crate::app::Error;
use crate::domain::ids::ImportId;
use crate::domain::problems::{Place, Problem};
use crate::storage::{self, StorageError, Tx};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};

/// A list of problems on disk.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<File>,
    count: u64,
}

type Line = (Option<u64>, Option<String>, String, String, String);

impl Spool {
    /// An empty list.
    pub(super) fn new() -> Result<Self, Error> {
        let file = tempfile::tempfile().map_err(StorageError::from)?;
        Ok(Self { file: BufWriter::new(file), count: 0 })
    }

    /// How many problems are on it.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Adds problems.
    pub(super) fn add(&mut self, problems: &[Problem]) -> Result<(), Error> {
        for problem in problems {
            serde_json::to_writer(&mut self.file, &line(problem))
                .map_err(|error| fault(error.into()))?;
            self.file.write_all(b"\n").map_err(fault)?;
            self.count = self.count.saturating_add(1);
        }
        Ok(())
    }

    /// Writes all problems to the record of an import.
    pub(super) async fn store(mut self, tx: &Tx, import: ImportId) -> Result<(), Error> {
        self.file.seek(SeekFrom::Start(0)).map_err(fault)?;
        let file = self.file.into_inner().map_err(|error| fault(error.into_error()))?;
        let mut lines = BufReader::new(file).lines();
        let mut first = 0_i64;
        loop {
            let some =
                lines.by_ref().take(1_000).map(read).collect::<Result<Vec<Problem>, Error>>()?;
            if some.is_empty() {
                return Ok(());
            }
            storage::imports::add_problems(tx, import, first, &some).await?;
            first = first.saturating_add(1_000);
        }
    }
}

fn fault(error: std::io::Error) -> Error {
    Error::from(StorageError::from(error))
}

fn line(problem: &Problem) -> Line {
    let (line, field) = match &problem.place {
        Place::Whole => (None, None),
        Place::Cell { line, column } => (Some(*line), column.clone()),
        Place::Field(field) => (None, Some(field.clone())),
    };
    (line, field, problem.value.clone(), problem.message.clone(), problem.remedy.clone())
}

fn read(text: std::io::Result<String>) -> Result<Problem, Error> {
    let text = text.map_err(fault)?;
    let (line, field, value, message, remedy): Line =
        serde_json::from_str(&text).map_err(|error| fault(error.into()))?;
    let place = match (line, field) {
        (Some(line), column) => Place::Cell { line, column },
        (None, Some(field)) => Place::Field(field),
        (None, None) => Place::Whole,
    };
    Ok(Problem { place, value, message, remedy })
}
