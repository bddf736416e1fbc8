//! The rows of a table, streamed, each checked against the header's width.

use std::fmt;
use std::io;
use std::mem;

use super::layout::says_missing;
use super::records::{Flaw, Record, Records};
use super::{Layout, RECORD_LIMIT, Refusal, Source, encoding};

/// Characters of a value that a problem quotes.
const QUOTED: usize = 80;

/// One row of the table, as many cells wide as the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    line: u64,
    text: String,
    ends: Vec<usize>,
    /// Cells that say "missing" in a column of numbers; nearly always none.
    missing: Vec<usize>,
}

impl Row {
    /// The physical line of the file on which the row starts, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The cell in `column`, from 0, as it is written.
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        if self.missing.contains(&column) {
            return Some("");
        }
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(start.copied().unwrap_or(0)..end)
    }

    /// The cell in `column` without the space around it; empty if there is none.
    pub fn trimmed(&self, column: usize) -> &str {
        self.get(column).unwrap_or_default().trim()
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Every cell, as it is written.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column).unwrap_or_default())
    }

    /// The first cells, as a person would read them out.
    fn start(&self) -> String {
        let filled = self.cells().map(str::trim).filter(|cell| !cell.is_empty());
        filled.take(QUOTED).collect::<Vec<_>>().join(", ")
    }

    fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// A row that cannot be used, where it is and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RowProblem {
    /// The physical line of the file on which the row starts, from 1.
    pub line: u64,
    /// The column, from 1, and its name, if one cell is at fault.
    pub column: Option<(usize, String)>,
    /// The start of the text at fault.
    pub value: String,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}", self.line)?;
        if let Some((number, name)) = &self.column {
            write!(f, ", column {number} ({name})")?;
        }
        write!(f, ": {}", self.fault)
    }
}

/// What is wrong with the way a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The header stands in the file again.
    #[error("The header row is repeated here. Remove it and any title above it")]
    HeaderAgain,
    /// More filled cells than the header has columns.
    #[error(
        "The row has {found} cells but the header has {expected}. Put quotation marks around any \
         cell that holds the delimiter, or remove the extra cells"
    )]
    TooManyCells {
        /// Columns in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// Fewer cells than the header has named columns.
    #[error(
        "The row has {found} cells but the header has {expected}. Add the missing cells, left \
         empty if there is nothing to say, or remove the row if it is a note"
    )]
    TooFewCells {
        /// Columns in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// A quotation mark opens and the file, or the limit, comes before it closes.
    #[error(
        "The quotation mark that opens on line {opened} is never closed. Add the closing quotation \
         mark or remove the opening one; nothing after it was read"
    )]
    UnclosedQuote {
        /// The physical line of the quotation mark.
        opened: u64,
    },
    /// Text stands between a closing quotation mark and the delimiter.
    #[error(
        "There is text after a closing quotation mark. Write a quotation mark inside a cell twice"
    )]
    TextAfterQuote,
    /// The record is over the limit.
    #[error(
        "The row is longer than {limit} bytes. Check that its line end is not missing; nothing \
         after it was read"
    )]
    TooLong {
        /// The most a record may hold.
        limit: usize,
    },
    /// The file could not be read further.
    #[error("The file could not be read past this row ({0:?}). Upload it again")]
    Unreadable(io::ErrorKind),
}

impl Fault {
    /// Whether nothing after this row can be read.
    pub fn is_last(self) -> bool {
        match self {
            Fault::UnclosedQuote { .. } | Fault::TooLong { .. } | Fault::Unreadable(_) => true,
            Fault::HeaderAgain
            | Fault::TooManyCells { .. }
            | Fault::TooFewCells { .. }
            | Fault::TextAfterQuote => false,
        }
    }
}

/// A stream of rows; also an iterator, at one allocation or two a row.
pub struct Rows {
    records: Records<encoding::Text<'static>>,
    layout: Layout,
    record: Record,
    /// A row read to see what follows the one before it.
    ahead: Option<Result<Row, RowProblem>>,
    blank_rows: u64,
    after_blank: bool,
    ended: bool,
}

/// Streams the rows of `source` under the header that [`sniff`](super::sniff) found.
pub fn rows(source: Source, layout: &Layout) -> Result<Rows, Refusal> {
    let text = encoding::into_text(source, layout.detected)?;
    let mut records = Records::new(text, layout.dialect().grammar());
    let mut record = Record::default();
    for _ in 0..layout.skip {
        records.read(&mut record)?;
    }
    let layout = layout.clone();
    let after_blank = false;
    Ok(Rows { records, layout, record, ahead: None, blank_rows: 0, after_blank, ended: false })
}

impl Rows {
    /// Reads the next row into `row`, keeping its memory; `false` at the end.
    ///
    /// After a problem `row` holds the cells as found, to be handed back with the
    /// error, and the next call goes on with the row after it, if there can be one.
    pub fn read_into(&mut self, row: &mut Row) -> Result<bool, RowProblem> {
        if let Some(ahead) = self.ahead.take() {
            *row = ahead?;
            return Ok(true);
        }
        let some = self.checked(row)?;
        if some && self.after_blank && row.filled() == 1 && !self.layout.written.is_empty() {
            return self.unless_title();
        }
        Ok(some)
    }

    /// Blank rows stepped over so far.
    pub fn blank_rows(&self) -> u64 {
        self.blank_rows
    }

    /// Bytes of text used so far, to show progress against the size of the file.
    pub fn bytes_read(&self) -> u64 {
        self.records.bytes()
    }

    /// A lone cell between a blank row and a repeated header is a title, and goes
    /// with that header; any other is a row.
    fn unless_title(&mut self) -> Result<bool, RowProblem> {
        let mut next = Row::default();
        match self.checked(&mut next) {
            Err(problem) if problem.fault == Fault::HeaderAgain => return Err(problem),
            Err(problem) => self.ahead = Some(Err(problem)),
            Ok(true) => self.ahead = Some(Ok(next)),
            Ok(false) => self.ended = true,
        }
        Ok(true)
    }

    fn checked(&mut self, row: &mut Row) -> Result<bool, RowProblem> {
        self.after_blank = false;
        while self.next_record(row)? {
            if !row.is_blank() {
                self.check(row)?;
                return Ok(true);
            }
            self.blank_rows += 1;
            self.after_blank = true;
        }
        Ok(false)
    }

    fn next_record(&mut self, row: &mut Row) -> Result<bool, RowProblem> {
        let record = &mut self.record;
        record.text = mem::take(&mut row.text).into_bytes();
        mem::swap(&mut record.ends, &mut row.ends);
        if self.ended {
            return Ok(false);
        }
        let read = self.records.read(record);
        row.line = record.line;
        mem::swap(&mut record.ends, &mut row.ends);
        row.missing.clear();
        let some = read.map_err(|error| self.unreadable(row.line, error.kind()))?;
        let text = String::from_utf8(mem::take(&mut self.record.text));
        row.text = text.map_err(|_error| self.unreadable(row.line, io::ErrorKind::InvalidData))?;
        self.ended = !some;
        Ok(some)
    }

    fn unreadable(&mut self, line: u64, kind: io::ErrorKind) -> RowProblem {
        self.ended = true;
        RowProblem { line, column: None, value: String::new(), fault: Fault::Unreadable(kind) }
    }

    fn check(&mut self, row: &mut Row) -> Result<(), RowProblem> {
        if let Some(flaw) = self.record.flaw {
            return Err(self.flawed(row, flaw));
        }
        if self.is_header(row) {
            return Err(problem(row, None, &row.start(), Fault::HeaderAgain));
        }
        self.fit(row)?;
        self.empty_missing(row);
        Ok(())
    }

    fn flawed(&mut self, row: &Row, flaw: Flaw) -> RowProblem {
        let (cell, fault) = match flaw {
            Flaw::AfterQuote { cell } => (cell, Fault::TextAfterQuote),
            Flaw::Unclosed { cell, line } => (cell, Fault::UnclosedQuote { opened: line }),
            Flaw::TooLong => (row.len(), Fault::TooLong { limit: RECORD_LIMIT }),
        };
        self.ended |= fault.is_last();
        let start = cell.checked_sub(1).and_then(|before| row.ends.get(before)).copied();
        let value = row.text.get(start.unwrap_or(0)..).unwrap_or_default();
        let value = row.get(cell).unwrap_or(value);
        problem(row, self.column(cell), value, fault)
    }

    fn column(&self, column: usize) -> Option<(usize, String)> {
        let heading = self.layout.header.get(column)?;
        Some((column + 1, heading.name.clone()))
    }

    fn is_header(&self, row: &Row) -> bool {
        self.layout.written.iter().any(|written| {
            let same =
                |(column, name): (usize, &String)| row.trimmed(column).eq_ignore_ascii_case(name);
            written.iter().enumerate().all(same)
        })
    }

    /// Brings a row to the width of the header, if only empty cells are in the way.
    fn fit(&self, row: &mut Row) -> Result<(), RowProblem> {
        let (expected, found) = (self.layout.header.len(), row.len());
        if found > expected {
            let filled = |column: &usize| !row.trimmed(*column).is_empty();
            if let Some(extra) = (expected..found).find(filled) {
                let fault = Fault::TooManyCells { expected, found };
                let column = Some((extra + 1, "past the header".to_owned()));
                return Err(problem(row, column, row.trimmed(extra), fault));
            }
            row.ends.truncate(expected);
        } else if found < expected {
            let named =
                |column: &usize| self.column(*column).is_some_and(|(_, name)| !name.is_empty());
            if let Some(missing) = (found..expected).find(named) {
                let fault = Fault::TooFewCells { expected, found };
                return Err(problem(row, self.column(missing), &row.start(), fault));
            }
            row.ends.resize(expected, row.text.len());
        }
        Ok(())
    }

    fn empty_missing(&self, row: &mut Row) {
        for column in &self.layout.numbers {
            if row.get(*column).is_some_and(says_missing) {
                row.missing.push(*column);
            }
        }
    }
}

fn problem(row: &Row, column: Option<(usize, String)>, value: &str, fault: Fault) -> RowProblem {
    let value = value.trim().chars().take(QUOTED).collect();
    RowProblem { line: row.line, column, value, fault }
}

impl Iterator for Rows {
    type Item = Result<Row, RowProblem>;

    fn next(&mut self) -> Option<Result<Row, RowProblem>> {
        let mut row = Row::default();
        match self.read_into(&mut row) {
            Ok(true) => Some(Ok(row)),
            Ok(false) => None,
            Err(problem) => Some(Err(problem)),
        }
    }
}
