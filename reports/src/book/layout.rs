//! What stands where: the same words on the same rows in either kind of file.

use super::Book;

/// How a line of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The title of a sheet.
    Title,
    /// A paragraph of its own width.
    Paragraph,
    /// A line that runs over the empty cells beside it.
    Line,
    /// The heading of a column.
    Heading,
}

/// Name of the first sheet.
pub(super) const COVER: &str = "Cover";
/// Name of the second sheet.
pub(super) const NOTES: &str = "Notes";
/// The headings of the table of notes.
pub(super) const NOTE_HEADINGS: [&str; 2] = ["Mark or rule", "What it means"];
/// Width of column A where it holds paragraphs, in characters.
pub(super) const PARAGRAPH: u8 = 90;
/// Width of the column of marks, in characters.
pub(super) const MARK: u8 = 30;

/// Column A of the cover.
pub(super) fn cover(book: &Book) -> Vec<(Look, String)> {
    let made = book.made_at.format("Made on %-d %B %Y at %H:%M UTC.").to_string();
    let sheets = format!(
        "This workbook has three worksheets: {COVER}, {NOTES} and {}. The last one has the data.",
        book.sheet
    );
    let plain = book.cover.iter().cloned().chain([book.source.clone(), made, sheets]);
    [(Look::Title, book.title.clone())]
        .into_iter()
        .chain(plain.map(|text| (Look::Paragraph, text)))
        .collect()
}

/// Column A above the table of notes.
pub(super) fn above_notes() -> Vec<(Look, String)> {
    let about = "This worksheet contains one table.";
    vec![(Look::Title, NOTES.to_owned()), (Look::Line, about.to_owned())]
}

/// Column A above the table.
pub(super) fn above_table(book: &Book) -> Vec<(Look, String)> {
    let notes = format!("Marks in square brackets are explained in the worksheet {NOTES}.");
    let lines = [
        "This worksheet contains one table.".to_owned(),
        notes,
        book.blanks.clone(),
        book.source.clone(),
    ];
    let plain = lines.into_iter().map(|text| (Look::Line, text));
    [(Look::Title, book.title.clone())].into_iter().chain(plain).collect()
}
