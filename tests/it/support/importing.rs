//! Files imported as the service imports them, and what they leave in the database.

use super::service::Service;
use scorecard::app::imports::{FileFacts, Mode, Outcome};
use scorecard::domain::ids::ImportId;
use scorecard::domain::imports::{Import, Kind};
use scorecard::domain::lists::Slice;
use scorecard::domain::problems::{Place, Problem};
use scorecard::inbound::csv::{ReadSettings, Source, table, write_rejects};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A file with how it is to be read.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
    pub(crate) settings: ReadSettings,
    pub(crate) design: Option<&'static str>,
}

impl Sheet {
    pub(crate) fn new(kind: Kind, bytes: impl Into<Vec<u8>>) -> Self {
        Self { kind, bytes: bytes.into(), settings: ReadSettings::default(), design: None }
    }

    pub(crate) fn read(self, settings: ReadSettings) -> Self {
        Self { settings, ..self }
    }

    pub(crate) fn scored_by(self, design: &'static str) -> Self {
        Self { design: Some(design), ..self }
    }

    /// The file's records, the header first, as Python's `csv` would have them.
    pub(crate) fn records(&self) -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(self.bytes.as_slice());
        reader.records().map(Result::unwrap).collect()
    }

    /// The same file without the rows that a file of rejects has.
    pub(crate) fn without(&self, rejects: &[u8]) -> Self {
        let rejects = Self::new(self.kind, rejects).records();
        let mut refused: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in rejects.iter().skip(1) {
            let own = row.iter().take(row.len() - 1);
            *refused.entry(own.map(plain).collect()).or_default() += 1;
        }
        let mut kept = csv::Writer::from_writer(Vec::new());
        for row in self.records() {
            let key: Vec<String> = row.iter().map(plain).collect();
            match refused.get_mut(&key).filter(|left| 0 < **left) {
                Some(left) => *left -= 1,
                None => kept.write_record(&row).unwrap(),
            }
        }
        refused.retain(|_, left| 0 < *left);
        assert!(refused.is_empty(), "rejects that are no rows of the file: {refused:?}");
        Self { bytes: kept.into_inner().unwrap(), ..self.clone() }
    }
}

/// A cell without the characters that the reader may have mended.
fn plain(cell: &str) -> String {
    cell.chars().filter(char::is_ascii).collect()
}

/// Puts cells in rows as a file.
pub(crate) fn sheet_of<C: AsRef<[u8]>>(rows: impl IntoIterator<Item = Vec<C>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Imports a file that can be read as a table.
pub(crate) async fn import(service: &Service, sheet: &Sheet, mode: Mode) -> Outcome {
    let source = Source::bytes(sheet.bytes.clone());
    let opened = table(sheet.kind, source, &sheet.settings);
    let opened = opened.unwrap_or_else(|problems| panic!("it opens: {problems:?}"));
    let digest = Sha256::digest(&sheet.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let facts = FileFacts {
        name: "file.csv".to_owned(),
        digest,
        design: sheet.design.map(ToOwned::to_owned),
        settings: String::new(),
    };
    service.app.import(&service.actor, facts, opened.table, mode).await.unwrap()
}

/// Imports a file that is found good.
#[track_caller]
pub(crate) fn done(outcome: Outcome) -> Import {
    match outcome {
        Outcome::Done(import) => import,
        Outcome::Refused(import) => panic!("refused: {import:?}"),
        Outcome::SameFile(import) => panic!("imported before: {import:?}"),
    }
}

/// The import of a file that is found bad.
#[track_caller]
pub(crate) fn refused(outcome: Outcome) -> Import {
    match outcome {
        Outcome::Refused(import) => import,
        Outcome::Done(import) | Outcome::SameFile(import) => panic!("not refused: {import:?}"),
    }
}

/// All problems of a refused import, asked for in pages.
pub(crate) async fn problems(service: &Service, import: ImportId) -> Vec<Problem> {
    let mut all = Vec::new();
    loop {
        let offset = u64::try_from(all.len()).unwrap();
        let slice = Slice { offset, limit: 5_000 };
        let page = service.app.import_problems(&service.actor, import, slice).await.unwrap();
        all.extend(page.items);
        if page.next.is_none() {
            assert_eq!(u64::try_from(all.len()).unwrap(), page.total);
            return all;
        }
    }
}

/// The refused rows, each with what is wrong, as they are downloaded.
pub(crate) fn rejects(sheet: &Sheet, problems: Vec<Problem>) -> Vec<u8> {
    let mut out = Vec::new();
    write_rejects(Source::bytes(sheet.bytes.clone()), problems, &mut out).unwrap();
    out
}

/// How often each thing is wrong in each column.
pub(crate) fn told(problems: &[Problem]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for Problem { place, message, remedy, .. } in problems {
        assert!(!remedy.is_empty(), "{message} has a remedy");
        let place = match place {
            Place::Whole => "file",
            Place::Cell { column, .. } => column.as_deref().unwrap_or("row"),
            Place::Field(field) => field,
        };
        *counts.entry(format!("{place}: {message}")).or_default() += 1;
    }
    counts
}

/// The same, as they stand in a test.
pub(crate) fn counted(counts: &[(&str, usize)]) -> BTreeMap<String, usize> {
    counts.iter().map(|(told, count)| ((*told).to_owned(), *count)).collect()
}

/// The lines of problems, in their order.
pub(crate) fn lines(problems: &[Problem]) -> Vec<u64> {
    let line = |problem: &Problem| match problem.place {
        Place::Cell { line, .. } => Some(line),
        Place::Whole | Place::Field(_) => None,
    };
    problems.iter().filter_map(line).collect()
}
