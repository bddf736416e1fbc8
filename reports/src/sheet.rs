//! Rows and columns: the table for the page and the CSV file.

use crate::chart::DrawError;

/// A table of text cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Column headings.
    pub header: Vec<String>,
    /// Cells, each row as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(caption: String, header: &[&str]) -> Self {
        let header = header.iter().map(|&cell| cell.to_owned()).collect();
        Self { caption, header, rows: Vec::new() }
    }
}

/// The header and the rows by RFC 4180, with CRLF after each record.
pub(crate) fn csv(table: &Table) -> Result<String, DrawError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.header.iter().map(|cell| safe(cell)))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| safe(cell)))?;
    }
    let bytes = writer.into_inner().map_err(|error| DrawError::Csv(error.into_error().into()))?;
    String::from_utf8(bytes).map_err(|error| DrawError::Backend(error.to_string()))
}

/// The cell, with an apostrophe in front of free text that a spreadsheet would run.
fn safe(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let is_number = cell.parse::<rust_decimal::Decimal>().is_ok();
    if runs && !is_number { format!("'{cell}") } else { cell.to_owned() }
}
