//! The XLSX side: sheets written row by row to a temporary file.

use super::cells::{Kept, clean, kept};
use super::layout::{self, Look};
use super::{Book, BookError, Column, Value};
use rust_xlsxwriter::{
    DocProperties, Format, FormatAlign, Table, TableColumn, TableStyle, Workbook, Worksheet,
    XlsxError,
};
use std::io::Write;

/// The sheets of a workbook, the last of them open for rows.
pub(super) struct Sheets {
    workbook: Workbook,
    table: usize,
    next: u32,
    days: Format,
    texts: Format,
    numbers: Vec<Format>,
}

impl Sheets {
    /// Cover, notes and the head of the table, which is marked up as one when
    /// it is known how many rows it has.
    pub(super) fn new(book: &Book, rows: Option<usize>) -> Result<Self, BookError> {
        let mut workbook = Workbook::new();
        workbook.set_default_format(&body(), 21, 64)?;
        workbook.set_properties(&properties(book));
        cover(workbook.add_worksheet(), book)?;
        notes(workbook.add_worksheet(), book)?;
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        let next = head(sheet, book, rows)?;
        let numbers = book.columns.iter().map(number).collect();
        let days = body().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
        let texts = body().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self { workbook, table: 2, next, days, texts, numbers })
    }

    /// Adds a row to the table.
    pub(super) fn row(&mut self, values: &[Value]) -> Result<(), BookError> {
        let sheet = self.workbook.worksheet_from_index(self.table)?;
        for ((value, number), column) in values.iter().zip(&self.numbers).zip(0..) {
            let row = self.next;
            match kept(value) {
                Kept::Empty => {}
                Kept::Text(text) => {
                    sheet.write_string_with_format(row, column, text, &self.texts)?;
                }
                Kept::Number(float) => {
                    sheet.write_number_with_format(row, column, float, number)?;
                }
                Kept::Day(day) => {
                    sheet.write_datetime_with_format(row, column, day, &self.days)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Puts the workbook together.
    pub(super) fn write(mut self, out: impl Write + std::io::Seek + Send) -> Result<(), BookError> {
        Ok(self.workbook.save_to_writer(out)?)
    }
}

fn properties(book: &Book) -> DocProperties {
    let summary = book.cover.first().map(|text| clean(text)).unwrap_or_default();
    DocProperties::new()
        .set_title(clean(&book.title))
        .set_comment(summary)
        .set_creation_datetime(&book.made_at)
}

fn body() -> Format {
    Format::new().set_font_name("Arial").set_font_size(12)
}

fn look(look: Look) -> Format {
    match look {
        Look::Title => body().set_font_size(16).set_bold(),
        Look::Paragraph => body().set_text_wrap().set_align(FormatAlign::Top),
        Look::Line => body(),
        Look::Heading => body().set_bold().set_text_wrap().set_align(FormatAlign::Top),
    }
}

fn number(column: &Column) -> Format {
    let format = body().set_align(FormatAlign::Top);
    match column.decimals {
        Some(0) => format.set_num_format("0"),
        Some(decimals) => format.set_num_format(format!("0.{}", "0".repeat(decimals.into()))),
        None => format,
    }
}

fn cover(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(layout::COVER)?.set_column_width(0, layout::PARAGRAPH)?;
    lines(sheet, &layout::cover(book)).map(|_next| ())
}

fn notes(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(layout::NOTES)?.set_column_width(0, layout::MARK)?;
    sheet.set_column_width(1, layout::PARAGRAPH)?;
    let mut row = lines(sheet, &layout::above_notes())?;
    marked_up(sheet, row, book.notes.len(), "notes", &layout::NOTE_HEADINGS)?;
    for note in &book.notes {
        row += 1;
        for (text, column) in [(&note.mark, 0), (&note.text, 1)] {
            sheet.write_string_with_format(row, column, clean(text), &look(Look::Paragraph))?;
        }
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, book: &Book, rows: Option<usize>) -> Result<u32, XlsxError> {
    sheet.set_name(&book.sheet)?;
    for (column, place) in book.columns.iter().zip(0..) {
        sheet.set_column_width(place, column.width)?;
    }
    let row = lines(sheet, &layout::above_table(book))?;
    // On paper the headings stand on every page.
    sheet.set_repeat_rows(row, row)?;
    let headings: Vec<&str> = book.columns.iter().map(|column| column.heading.as_str()).collect();
    match rows.filter(|rows| 0 < *rows) {
        Some(rows) => marked_up(sheet, row, rows, "data", &headings)?,
        None => plain_headings(sheet, row, &headings)?,
    }
    Ok(row + 1)
}

/// Writes column A from the top and says which row comes next.
fn lines(sheet: &mut Worksheet, lines: &[(Look, String)]) -> Result<u32, XlsxError> {
    let mut row = 0;
    for (kind, text) in lines {
        sheet.write_string_with_format(row, 0, clean(text), &look(*kind))?;
        row += 1;
    }
    Ok(row)
}

fn plain_headings(sheet: &mut Worksheet, row: u32, headings: &[&str]) -> Result<(), XlsxError> {
    for (heading, column) in headings.iter().zip(0..) {
        sheet.write_string_with_format(row, column, *heading, &look(Look::Heading))?;
    }
    Ok(())
}

/// A table that programs know as one, without colours or filter buttons.
fn marked_up(
    sheet: &mut Worksheet, row: u32, rows: usize, name: &str, headings: &[&str],
) -> Result<(), XlsxError> {
    let heading =
        |text: &&str| TableColumn::new().set_header(*text).set_header_format(look(Look::Heading));
    let columns: Vec<TableColumn> = headings.iter().map(heading).collect();
    let table = Table::new()
        .set_name(name)
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_columns(&columns);
    let last = u32::try_from(rows).map_or(u32::MAX, |rows| row.saturating_add(rows));
    let width = u16::try_from(headings.len()).unwrap_or(u16::MAX);
    sheet.add_table(row, 0, last, width.saturating_sub(1), &table).map(|_sheet| ())
}
