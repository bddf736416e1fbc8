//! Spreadsheets anybody can read: a cover, notes, and one table on a sheet of its own.
//!
//! The layout is the one UK statisticians agreed on for people who use screen readers: what a
//! sheet is about stands in column A above its table, a table has one header row and begins at the
//! left edge, and no cell is merged, hidden or told apart by colour. Panes are not frozen.
//!
//! An XLSX file depends on its data and the moment handed in alone, byte for byte. An ODS file
//! holds the same cells every time, but the library behind it stamps the archive with the machine's
//! clock and writes styles in no fixed order.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::io::{Seek, Write};

mod cells;

mod layout;

mod ods;

mod xlsx;

/// A kind of spreadsheet file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookForm {
    /// OpenDocument.
    Ods,
    /// Excel.
    Xlsx,
}

impl BookForm {
    /// How many rows a table may have. An ODS file is held in memory until it is
    /// written; an XLSX file is not, but no sheet has more than 1,048,576 rows.
    #[must_use]
    pub fn most_rows(self) -> usize {
        match self {
            Self::Ods => 50_000,
            Self::Xlsx => 1_048_000,
        }
    }
}

/// What a spreadsheet is about and which columns its table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Title of the document, of its cover and of the table.
    pub title: String,
    /// Paragraphs of the cover: what this is, whose, from when.
    pub cover: Vec<String>,
    /// Where the table comes from, in a sentence.
    pub source: String,
    /// What an empty cell means, in a sentence.
    pub blanks: String,
    /// What the notes explain and how, such as `[x]` and `not scored`.
    pub notes: Vec<Note>,
    /// When it was made, in UTC.
    pub made_at: NaiveDateTime,
    /// Name of the sheet with the table: no more than 30 characters.
    pub sheet: String,
    /// The columns of the table, each with another heading.
    pub columns: Vec<Column>,
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is explained, such as `[x]`.
    pub mark: String,
    /// What it means.
    pub text: String,
}

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, with the unit of its numbers.
    pub heading: String,
    /// About how many characters wide it is.
    pub width: u8,
    /// How many decimals its numbers are shown with; as many as they have when not said.
    pub decimals: Option<u8>,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text; it is never a formula, whatever it begins with.
    Text(String),
    /// A number, written as text when a spreadsheet cannot hold it exactly.
    Number(Decimal),
    /// A day, written as text when a spreadsheet has no such day.
    Day(NaiveDate),
}

/// Why a spreadsheet could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The table has more rows than a file of this kind can take.
    #[error("the table has more than {most} rows, the most that are written to such a file")]
    TooLong {
        /// How many it may have.
        most: usize,
    },
    /// The ODS library gave up.
    #[error("the ODS file could not be written")]
    Ods(#[from] spreadsheet_ods::OdsError),
    /// The XLSX library gave up.
    #[error("the XLSX file could not be written")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// So many rows are held back to see how long the table is: an XLSX table is
/// marked up as one only when its last row is known before its first is written.
const HELD: usize = 50_000;

/// Writes a spreadsheet row by row.
pub struct BookWriter<W> {
    form: BookForm,
    book: Book,
    out: W,
    held: Vec<Vec<Value>>,
    long: Option<xlsx::Sheets>,
    rows: usize,
}

impl<W: Write + Seek + Send> BookWriter<W> {
    /// A spreadsheet of this form.
    pub fn new(form: BookForm, book: Book, out: W) -> Self {
        Self { form, book, out, held: Vec::new(), long: None, rows: 0 }
    }

    /// Adds a row, one value a column.
    ///
    /// # Errors
    /// When the file takes no more rows or cannot be written.
    pub fn row(&mut self, values: Vec<Value>) -> Result<(), BookError> {
        let most = self.form.most_rows();
        if self.rows == most {
            return Err(BookError::TooLong { most });
        }
        self.rows += 1;
        if let Some(sheets) = &mut self.long {
            return sheets.row(&values);
        }
        self.held.push(values);
        if HELD < self.held.len() { self.begin_long() } else { Ok(()) }
    }

    fn begin_long(&mut self) -> Result<(), BookError> {
        let mut sheets = xlsx::Sheets::new(&self.book, None)?;
        for values in std::mem::take(&mut self.held) {
            sheets.row(&values)?;
        }
        self.long = Some(sheets);
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<(), BookError> {
        match (self.form, self.long) {
            (_, Some(sheets)) => sheets.write(&mut self.out),
            (BookForm::Xlsx, None) => {
                let mut sheets = xlsx::Sheets::new(&self.book, Some(self.held.len()))?;
                for values in &self.held {
                    sheets.row(values)?;
                }
                sheets.write(&mut self.out)
            }
            (BookForm::Ods, None) => ods::write(&self.book, self.held, &mut self.out),
        }
    }
}

impl<W> std::fmt::Debug for BookWriter<W> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { form, rows, .. } = self;
        out.debug_struct("BookWriter")
            .field("form", form)
            .field("rows", rows)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
