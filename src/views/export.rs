//! Domain values as files: one header, one row a record, CSV or JSON.

use std::io::{self, Write};

pub mod contracts;

pub mod scores;

pub mod kpis;

pub mod composites;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), free text made safe for spreadsheets.
    Csv,
    /// An array of objects.
    Json,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number, day or word of ours.
    Plain(String),
    /// Text that somebody wrote.
    Free(String),
}

impl Cell {
    /// A number, day or word of ours.
    pub fn plain(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }

    /// Text that somebody wrote; nothing when it is empty.
    #[must_use]
    pub fn free(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Free(text.to_owned()) }
    }

    /// A value, or nothing.
    pub fn maybe(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, Self::plain)
    }

    fn json(self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Plain(text) | Self::Free(text) => text.into(),
        }
    }

    fn csv(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Plain(text) => text,
            Self::Free(text) => safe(text),
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

/// Writes rows as they come.
#[derive(Debug)]
pub struct Export<W: Write> {
    header: &'static [&'static str],
    rows: u64,
    out: Out<W>,
}

#[derive(Debug)]
enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
}

impl<W: Write> Export<W> {
    /// A file with this header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(format: Format, header: &'static [&'static str], out: W) -> io::Result<Self> {
        let out = match format {
            Format::Csv => {
                let mut writer =
                    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                writer.write_record(header)?;
                Out::Csv(Box::new(writer))
            }
            Format::Json => Out::Json(out),
        };
        Ok(Self { header, rows: 0, out })
    }

    /// Adds a row, one cell a column.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        match &mut self.out {
            Out::Csv(writer) => writer.write_record(cells.into_iter().map(Cell::csv))?,
            Out::Json(out) => {
                out.write_all(if self.rows == 0 { b"[\n" } else { b",\n" })?;
                let pairs = self.header.iter().map(|name| (*name).to_owned());
                let object: serde_json::Map<_, _> =
                    pairs.zip(cells.into_iter().map(Cell::json)).collect();
                serde_json::to_writer(out, &object)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Ends the file and says how many rows it has.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<u64> {
        match self.out {
            Out::Csv(mut writer) => writer.flush()?,
            Out::Json(mut out) => {
                out.write_all(if self.rows == 0 { b"[]\n" } else { b"\n]\n" })?;
                out.flush()?;
            }
        }
        Ok(self.rows)
    }
}

#[cfg(test)]
mod tests;
