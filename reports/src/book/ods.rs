//! The ODS side: sheets held in memory until the last row is in.

use super::cells::{Kept, clean, kept};
use super::layout::{self, Look};
use super::{Book, BookError, Column, Value};
use spreadsheet_ods::format::{
    ValueFormatDateTime, ValueFormatNumber, ValueFormatRef, ValueFormatText,
};
use spreadsheet_ods::style::units::{CellAlignVertical, FontSize, WrapOption};
use spreadsheet_ods::text::{TextP, TextS, TextTab, TextTag};
use spreadsheet_ods::{CellStyle, CellStyleRef, Length, Sheet, Value as Cell, WorkBook};
use std::io::{Seek, Write};

/// Writes the whole file.
pub(super) fn write(
    book: &Book, rows: Vec<Vec<Value>>, out: impl Write + Seek,
) -> Result<(), BookError> {
    let mut workbook = WorkBook::new_empty();
    let about = workbook.metadata_mut();
    about.title = clean(&book.title).into_owned();
    about.description = book.cover.first().map(|text| clean(text).into_owned()).unwrap_or_default();
    about.language = "en-GB".to_owned();
    about.creation_date = Some(book.made_at);
    let styles = Styles::new(&mut workbook, &book.columns);
    workbook.push_sheet(cover(book, &styles));
    workbook.push_sheet(notes(book, &styles));
    workbook.push_sheet(table(book, rows, &styles));
    Ok(spreadsheet_ods::write_ods_to(&mut workbook, out)?)
}

struct Styles {
    title: CellStyleRef,
    paragraph: CellStyleRef,
    line: CellStyleRef,
    heading: CellStyleRef,
    text: CellStyleRef,
    day: CellStyleRef,
    numbers: Vec<CellStyleRef>,
}

impl Styles {
    fn new(workbook: &mut WorkBook, columns: &[Column]) -> Self {
        let usual = ValueFormatRef::from("");
        let text = workbook.add_text_format(as_text());
        let day = workbook.add_datetime_format(as_day());
        let mut style = |style: CellStyle| workbook.add_cellstyle(style);
        let (title, paragraph, line, heading) = (
            style(bold(body("title", &usual, 16.0))),
            style(wrapped(body("paragraph", &usual, 12.0))),
            style(body("line", &usual, 12.0)),
            style(wrapped(bold(body("heading", &usual, 12.0)))),
        );
        let text = style(wrapped(body("text", &text, 12.0)));
        let day = style(body("day", &day, 12.0));
        let numbers =
            columns.iter().zip(1..).map(|(column, place)| number(workbook, column, place));
        Self { title, paragraph, line, heading, text, day, numbers: numbers.collect() }
    }

    fn of(&self, look: Look) -> &CellStyleRef {
        match look {
            Look::Title => &self.title,
            Look::Paragraph => &self.paragraph,
            Look::Line => &self.line,
            Look::Heading => &self.heading,
        }
    }
}

fn body(name: &str, format: &ValueFormatRef, points: f64) -> CellStyle {
    let mut style = CellStyle::new(name, format);
    style.set_font_name("Arial");
    style.set_font_size(FontSize::Length(Length::Pt(points)));
    style.set_vertical_align(CellAlignVertical::Top);
    style
}

fn bold(mut style: CellStyle) -> CellStyle {
    style.set_font_bold();
    style
}

fn wrapped(mut style: CellStyle) -> CellStyle {
    style.set_wrap_option(WrapOption::Wrap);
    style
}

fn as_text() -> ValueFormatText {
    let mut format = ValueFormatText::new_named("as-text");
    format.part_text_content().build();
    format
}

fn as_day() -> ValueFormatDateTime {
    let mut format = ValueFormatDateTime::new_named("as-day");
    format.part_year().long_style().build();
    format.part_text("-").build();
    format.part_month().long_style().build();
    format.part_text("-").build();
    format.part_day().long_style().build();
    format
}

fn number(workbook: &mut WorkBook, column: &Column, place: u16) -> CellStyleRef {
    let format = match column.decimals {
        None => ValueFormatRef::from(""),
        Some(decimals) => {
            let mut format = ValueFormatNumber::new_named(format!("as-number-{place}"));
            format.part_number().min_integer_digits(1).fixed_decimal_places(decimals).build();
            workbook.add_number_format(format)
        }
    };
    workbook.add_cellstyle(body(&format!("number-{place}"), &format, 12.0))
}

fn cover(book: &Book, styles: &Styles) -> Sheet {
    let mut sheet = Sheet::new(layout::COVER);
    widen(&mut sheet, 0, layout::PARAGRAPH);
    lines(&mut sheet, layout::cover(book), styles);
    sheet
}

fn notes(book: &Book, styles: &Styles) -> Sheet {
    let mut sheet = Sheet::new(layout::NOTES);
    widen(&mut sheet, 0, layout::MARK);
    widen(&mut sheet, 1, layout::PARAGRAPH);
    let row = lines(&mut sheet, layout::above_notes(), styles);
    headings(&mut sheet, row, &layout::NOTE_HEADINGS, styles);
    for (note, row) in book.notes.iter().zip(row + 1..) {
        for (words, column) in [(&note.mark, 0), (&note.text, 1)] {
            sheet.set_styled_value(row, column, text(&clean(words)), &styles.paragraph);
        }
    }
    sheet
}

fn table(book: &Book, rows: Vec<Vec<Value>>, styles: &Styles) -> Sheet {
    let mut sheet = Sheet::new(book.sheet.as_str());
    for (column, place) in book.columns.iter().zip(0..) {
        widen(&mut sheet, place, column.width);
    }
    let row = lines(&mut sheet, layout::above_table(book), styles);
    let names: Vec<&str> = book.columns.iter().map(|column| column.heading.as_str()).collect();
    headings(&mut sheet, row, &names, styles);
    for (values, row) in rows.into_iter().zip(row + 1..) {
        for ((value, number), column) in values.iter().zip(&styles.numbers).zip(0..) {
            match kept(value) {
                Kept::Empty => {}
                Kept::Text(words) => {
                    sheet.set_styled_value(row, column, text(&words), &styles.text);
                }
                Kept::Number(float) => sheet.set_styled_value(row, column, float, number),
                Kept::Day(day) => sheet.set_styled_value(row, column, day, &styles.day),
            }
        }
    }
    sheet
}

/// About so many characters of 12 points wide.
fn widen(sheet: &mut Sheet, column: u32, characters: u8) {
    sheet.set_col_width(column, Length::Mm(f64::from(characters) * 2.3));
}

/// Writes column A from the top and says which row comes next.
fn lines(sheet: &mut Sheet, lines: Vec<(Look, String)>, styles: &Styles) -> u32 {
    let mut row = 0;
    for (look, words) in lines {
        sheet.set_styled_value(row, 0, text(&clean(&words)), styles.of(look));
        row += 1;
    }
    row
}

fn headings(sheet: &mut Sheet, row: u32, names: &[&str], styles: &Styles) {
    sheet.set_header_rows(row, row);
    for (name, column) in names.iter().zip(0..) {
        sheet.set_styled_value(row, column, text(name), &styles.heading);
    }
}

/// OpenDocument takes several spaces for one and drops those at the ends, unless
/// they are elements of their own.
fn text(words: &str) -> Cell {
    let lost = |line: &str| line.starts_with(' ') || line.ends_with(' ') || line.contains("  ");
    if words.contains('\t') || words.split('\n').any(lost) {
        Cell::TextXml(words.split('\n').map(paragraph).collect())
    } else {
        Cell::Text(words.to_owned())
    }
}

fn paragraph(line: &str) -> TextTag {
    let (mut paragraph, mut rest) = (TextP::new(), line);
    while let Some(first) = rest.chars().next() {
        let same = |c: char| matches!(c, ' ' | '\t') && c == first;
        let end = match first {
            ' ' | '\t' => rest.find(|c| !same(c)),
            _ => rest.find([' ', '\t']),
        };
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        let count = u32::try_from(run.len()).unwrap_or(u32::MAX);
        paragraph = match first {
            ' ' => paragraph.tag(TextS::new().count(count)),
            '\t' => (0..count).fold(paragraph, |paragraph, _| paragraph.tag(TextTab::new())),
            _ => paragraph.text(run),
        };
        rest = after;
    }
    paragraph.into_xmltag()
}
