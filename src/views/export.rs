//! Domain values as files: one header, one row a record; CSV, JSON or a spreadsheet.

use crate::domain::meetings::Unscored;
use chrono::{DateTime, NaiveDate, Utc};
use reports::{BookError, BookForm, BookWriter};
use rust_decimal::Decimal;
use std::io::{self, Seek, Write};

pub mod contracts;

pub mod scores;

pub mod kpis;

pub mod knowledge;

pub mod value;

pub mod assessments;

pub mod tenders;

pub mod composites;

pub mod actions;

pub mod ratings;

pub mod kpi_assessments;

pub mod plans;

pub mod history;

mod book;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), free text made safe for spreadsheets.
    Csv,
    /// An array of objects.
    Json,
    /// A spreadsheet: cover, notes and one table.
    Book(BookForm),
}

impl Format {
    /// The format a file's ending stands for.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "ods" => Some(Self::Book(BookForm::Ods)),
            "xlsx" => Some(Self::Book(BookForm::Xlsx)),
            _ => None,
        }
    }

    /// How the format is called in a `content-type` header.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Book(BookForm::Ods) => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Book(BookForm::Xlsx) => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }
}

/// The columns of a kind of file, and what a spreadsheet says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// What it holds, in a word or two.
    pub title: &'static str,
    /// What one row is, in a sentence.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    name: &'static str,
    unit: Option<&'static str>,
    width: u8,
    decimals: Option<u8>,
}

impl Column {
    const fn new(name: &'static str, width: u8) -> Self {
        Self { name, unit: None, width, decimals: None }
    }

    /// In a spreadsheet the heading says the unit.
    const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// In a spreadsheet so many decimals are shown.
    const fn with_decimals(self, decimals: u8) -> Self {
        Self { decimals: Some(decimals), ..self }
    }
}

/// What a spreadsheet says of where its rows are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The reference of the only contract it is about.
    pub contract: Option<String>,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A word of ours.
    Word(String),
    /// Text that somebody wrote.
    Free(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
    /// No number where one could be.
    Missing {
        /// What a spreadsheet shows for it, such as `[x]`.
        mark: &'static str,
        /// What a CSV or JSON file has; nothing when another column says why.
        word: Option<&'static str>,
    },
}

/// What a spreadsheet shows where nothing was scored.
pub(crate) const NOT_AVAILABLE: &str = "[x]";
/// What a spreadsheet shows where there was nothing to score.
pub(crate) const NOT_APPLICABLE: &str = "[z]";

impl Cell {
    /// A word of ours.
    pub fn word(value: impl ToString) -> Self {
        Self::Word(value.to_string())
    }

    /// Text that somebody wrote; nothing when it is empty.
    #[must_use]
    pub fn free(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Free(text.to_owned()) }
    }

    /// A number, or nothing.
    #[must_use]
    pub fn maybe_number(value: Option<Decimal>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// A day, or nothing.
    #[must_use]
    pub fn maybe_day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A word of ours, or nothing.
    #[must_use]
    pub fn maybe_word(word: Option<&'static str>) -> Self {
        word.map_or(Self::Empty, Self::word)
    }

    /// A number that is not there, with a column beside it that says why.
    #[must_use]
    pub fn unscored(why: Unscored) -> Self {
        let mark = if why == Unscored::NotApplicable { NOT_APPLICABLE } else { NOT_AVAILABLE };
        Self::Missing { mark, word: None }
    }

    /// A number that is not there, in the only column that says why.
    #[must_use]
    pub fn missing(why: Unscored) -> Self {
        let mark = match why {
            Unscored::NotScored => NOT_AVAILABLE,
            Unscored::NotApplicable => NOT_APPLICABLE,
            Unscored::NotDue | Unscored::Disputed | Unscored::AgreedToDiffer => why.word(),
        };
        Self::Missing { mark, word: Some(why.word()) }
    }

    fn json(self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Word(text) | Self::Free(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Missing { word, .. } => word.into(),
        }
    }

    fn csv(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Word(text) => text,
            Self::Free(text) => safe(text),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Missing { word, .. } => word.unwrap_or_default().to_owned(),
        }
    }
}

/// The text, with an apostrophe before it when a spreadsheet would run it as a
/// formula. Text that already begins that way gets one more, so that reading
/// the file takes away exactly what writing it added.
fn safe(text: String) -> String {
    let bare = text.trim_start_matches('\'');
    let runs = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if runs { format!("'{text}") } else { text }
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Where it was to go took no more.
    #[error("the file could not be written")]
    Io(#[from] io::Error),
    /// The spreadsheet cannot be made.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// Writes rows as they come.
#[derive(Debug)]
pub struct Export<W: Write> {
    columns: &'static [Column],
    rows: u64,
    out: Out<W>,
}

#[derive(Debug)]
enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
    Book(Box<BookWriter<W>>),
}

impl<W: Write + Seek + Send> Export<W> {
    /// A file with the columns of this table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(
        format: Format, table: &Table, from: &Provenance, out: W,
    ) -> Result<Self, ExportError> {
        let out = match format {
            Format::Csv => Out::Csv(Box::new(headed(table, out)?)),
            Format::Json => Out::Json(out),
            Format::Book(form) => {
                Out::Book(Box::new(BookWriter::new(form, book::of(table, from), out)))
            }
        };
        Ok(Self { columns: table.columns, rows: 0, out })
    }

    /// Adds a row, one cell a column.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<(), ExportError> {
        match &mut self.out {
            Out::Csv(writer) => {
                writer.write_record(cells.into_iter().map(Cell::csv)).map_err(io::Error::from)?;
            }
            Out::Json(out) => {
                out.write_all(if self.rows == 0 { b"[\n" } else { b",\n" })?;
                let names = self.columns.iter().map(|column| column.name.to_owned());
                let object: serde_json::Map<_, _> =
                    names.zip(cells.into_iter().map(Cell::json)).collect();
                serde_json::to_writer(out, &object).map_err(io::Error::from)?;
            }
            Out::Book(writer) => writer.row(cells.into_iter().map(book::value).collect())?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Ends the file and says how many rows it has.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<u64, ExportError> {
        match self.out {
            Out::Csv(mut writer) => writer.flush()?,
            Out::Json(mut out) => {
                out.write_all(if self.rows == 0 { b"[]\n" } else { b"\n]\n" })?;
                out.flush()?;
            }
            Out::Book(writer) => writer.finish()?,
        }
        Ok(self.rows)
    }
}

fn headed<W: Write>(table: &Table, out: W) -> io::Result<csv::Writer<W>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    Ok(writer)
}

#[cfg(test)]
mod tests;
