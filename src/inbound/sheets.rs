//! Spreadsheets in: one sheet of an XLSX or ODS file as delimited text, to be read like any other.
//!
//! A day becomes `2026-07-31` and a percentage the number its cell holds, 0.85 for 85%. Merged cells
//! have their text once, in the first of them. Of a formula the value counts that was last computed.

use calamine::{Data, DataType, Reader, SheetType, SheetVisible, Sheets};
use chrono::NaiveTime;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

/// The most bytes of a spreadsheet file.
const MOST_BYTES: u64 = 100_000_000;
/// The most bytes of everything in it, inflated: a small file may hold any number.
const MOST_INFLATED: u64 = 1_000_000_000;
/// The most cells of a sheet, empty ones included: two cells far apart make a large sheet.
const MOST_CELLS: u64 = 20_000_000;

/// Why a spreadsheet cannot be read as one table.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// It holds more than is read.
    #[error("the spreadsheet is too large. Save the sheet as “CSV UTF-8” and read that file")]
    TooLarge,
    /// The name says spreadsheet and the content does not.
    #[error(
        "this is not an XLSX or ODS file, or it is damaged or has a password. Open it in the \
         program it came from, save the sheet as “CSV UTF-8” and read that file"
    )]
    NotOne(#[source] calamine::Error),
    /// There are several sheets, or not the one asked for.
    #[error("{why}: {}", .sheets.join(", "))]
    Which {
        /// What keeps one from being chosen.
        why: String,
        /// Number and name of each.
        sheets: Vec<String>,
    },
    /// The file could not be opened or read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
}

fn broken(error: impl Into<calamine::Error>) -> Unread {
    Unread::NotOne(error.into())
}

/// One sheet as text.
#[derive(Debug)]
pub struct Text {
    /// Its number and name.
    pub sheet: String,
    /// Its rows, comma-separated, as many as the sheet has from its first.
    pub file: File,
}

/// Writes a sheet, counted from 1, as text; the only one there is to see when none is named.
///
/// # Errors
/// When there is no such sheet, or it is too large or not to be read.
pub fn text(path: &Path, sheet: Option<u32>) -> Result<Text, Unread> {
    guard(File::open(path)?)?;
    let mut book = opened(path)?;
    let (number, name) = chosen(&book, sheet)?;
    let (rows, width) = size(&mut book, &name)?;
    if MOST_CELLS < u64::from(rows) * u64::from(width) {
        return Err(Unread::TooLarge);
    }
    let mut file = tempfile::tempfile()?;
    let mut lines = Lines::new(BufWriter::new(&mut file), width);
    each_cell(&mut book, &name, &mut |row, column, cell| lines.put(row, column, shown(cell)))?;
    lines.finish()?;
    file.rewind()?;
    Ok(Text { sheet: format!("{number} {name}"), file })
}

/// Inflates everything once to count it, since what an archive says of itself may be a lie.
fn guard(file: File) -> Result<(), Unread> {
    if MOST_BYTES < file.metadata()?.len() {
        return Err(Unread::TooLarge);
    }
    // What is no archive is for the library to refuse.
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(file)) else { return Ok(()) };
    let mut left = MOST_INFLATED;
    for place in 0..archive.len() {
        let Ok(part) = archive.by_index(place) else { return Ok(()) };
        left -= io::copy(&mut part.take(left), &mut io::sink())?;
        if left == 0 {
            return Err(Unread::TooLarge);
        }
    }
    Ok(())
}

type Book = Sheets<BufReader<File>>;

fn opened(path: &Path) -> Result<Book, Unread> {
    match calamine::open_workbook_auto(path).map_err(broken)? {
        book @ (Sheets::Xlsx(_) | Sheets::Ods(_)) => Ok(book),
        Sheets::Xls(_) | Sheets::Xlsb(_) => Err(Unread::NotOne(calamine::Error::Msg("older kind"))),
    }
}

fn chosen(book: &Book, wanted: Option<u32>) -> Result<(u32, String), Unread> {
    let tables = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let all: Vec<_> = (1_u32..).zip(tables).collect();
    let visible: Vec<_> =
        all.iter().filter(|(_, sheet)| sheet.visible == SheetVisible::Visible).collect();
    let (found, why) = match (wanted, visible.as_slice()) {
        (Some(wanted), _) => (
            all.iter().find(|(number, _)| *number == wanted),
            format!("there is no sheet {wanted}. Choose one with --sheet"),
        ),
        (None, [only]) => (Some(*only), String::new()),
        (None, _) => (None, "say which sheet with --sheet".to_owned()),
    };
    let label = |(number, sheet): &(u32, &calamine::Sheet)| match sheet.visible {
        SheetVisible::Visible => format!("{number} {}", sheet.name),
        SheetVisible::Hidden | SheetVisible::VeryHidden => {
            format!("{number} {} (hidden)", sheet.name)
        }
    };
    match found {
        Some((number, sheet)) => Ok((*number, sheet.name.clone())),
        None => Err(Unread::Which { why, sheets: all.iter().map(label).collect() }),
    }
}

/// Calls `each` with row, column and content of every cell that has any, row by row. An XLSX sheet
/// is not put together first: two cells at its ends would ask for more memory than there is.
fn each_cell(
    book: &mut Book, name: &str, each: &mut dyn FnMut(u32, u32, &Data) -> Result<(), Unread>,
) -> Result<(), Unread> {
    if let Sheets::Xlsx(book) = book {
        let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let content = Data::from(cell.get_value().clone());
            if !content.is_empty() {
                each(row, column, &content)?;
            }
        }
        return Ok(());
    }
    let range = book.worksheet_range(name).map_err(broken)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, cells) in (top..).zip(range.rows()) {
        for (column, content) in (left..).zip(cells).filter(|(_, content)| !content.is_empty()) {
            each(row, column, content)?;
        }
    }
    Ok(())
}

/// How many rows and columns there are up to the last cell with content.
fn size(book: &mut Book, name: &str) -> Result<(u32, u32), Unread> {
    let (mut rows, mut width) = (0, 0);
    each_cell(book, name, &mut |row, column, _| {
        rows = rows.max(row.saturating_add(1));
        width = width.max(column.saturating_add(1));
        Ok(())
    })?;
    Ok((rows, width))
}

/// Rows as they come, blank ones in between and every one as wide as the sheet.
struct Lines<W: Write> {
    writer: csv::Writer<W>,
    width: usize,
    row: u32,
    cells: Vec<String>,
}

impl<W: Write> Lines<W> {
    fn new(out: W, width: u32) -> Self {
        let width = usize::try_from(width).unwrap_or(usize::MAX);
        Self { writer: csv::Writer::from_writer(out), width, row: 0, cells: Vec::new() }
    }

    fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), Unread> {
        while self.row < row {
            self.end_row()?;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        self.cells.resize(self.cells.len().max(column), String::new());
        self.cells.push(text);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unread> {
        self.cells.resize(self.width, String::new());
        self.writer.write_record(&self.cells).map_err(io::Error::from)?;
        self.cells.clear();
        self.row += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<(), Unread> {
        if 0 < self.width {
            self.end_row()?;
        }
        Ok(self.writer.flush()?)
    }
}

/// The content as it would stand in a CSV file.
fn shown(content: &Data) -> String {
    let moment = content.as_datetime().filter(|_| !is_duration(content));
    match content {
        Data::Empty => String::new(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => fifteen_digits(*number),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(truth) => truth.to_string().to_uppercase(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(_) | Data::DateTimeIso(_) => match (moment, content) {
            (Some(moment), _) if moment.time() == NaiveTime::MIN => moment.date().to_string(),
            (Some(moment), _) => moment.format("%Y-%m-%dT%H:%M:%S").to_string(),
            (None, Data::DateTime(days)) => fifteen_digits(days.as_f64()),
            (None, other) => other.to_string(),
        },
    }
}

fn is_duration(content: &Data) -> bool {
    matches!(content, Data::DateTime(days) if days.is_duration())
}

/// A spreadsheet shows no more digits; what a computation leaves behind them is not meant.
fn fifteen_digits(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>();
    rounded.map_or_else(|_| number.to_string(), |rounded| rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_computation_leaves_behind_the_fifteenth_digit_is_dropped() {
        assert_eq!(shown(&Data::Float(0.1 + 0.2)), "0.3");
        assert_eq!(shown(&Data::Float(66.67)), "66.67");
        assert_eq!(shown(&Data::Float(-1_000_000.0)), "-1000000");
        assert_eq!(shown(&Data::Float(0.85)), "0.85");
    }

    #[test]
    fn days_and_moments_are_written_out() {
        let iso = |text: &str| shown(&Data::DateTimeIso(text.to_owned()));
        assert_eq!(iso("2026-07-31T00:00:00"), "2026-07-31");
        assert_eq!(iso("2026-07-31"), "2026-07-31");
        assert_eq!(iso("2026-07-31T09:30:00"), "2026-07-31T09:30:00");
        assert_eq!(shown(&Data::Bool(true)), "TRUE");
    }
}
