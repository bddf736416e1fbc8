//! What a spreadsheet of an export says beside its rows.

use super::{Cell, Column, NOT_APPLICABLE, NOT_AVAILABLE, Provenance, Table, safe};
use reports::{Book, Note, Value};

/// The spreadsheet of a table.
pub(super) fn of(table: &Table, from: &Provenance) -> Book {
    let title = match &from.contract {
        Some(reference) => format!("{} of contract {reference}", table.title),
        None => format!("{} of all contracts", table.title),
    };
    let version = concat!("Written by partnership-scorecard ", env!("CARGO_PKG_VERSION"), ".");
    Book {
        title,
        cover: vec![table.about.to_owned(), version.to_owned()],
        source: "Source: the record that client and supplier share in the partnership scorecard."
            .to_owned(),
        blanks: "An empty cell means that nothing was recorded. It never means 0.".to_owned(),
        notes: notes(),
        made_at: from.made_at.naive_utc(),
        sheet: table.title.to_owned(),
        columns: table.columns.iter().map(column).collect(),
    }
}

fn column(column: &Column) -> reports::Column {
    let heading = match column.unit {
        Some(unit) => format!("{} ({unit})", column.name),
        None => column.name.to_owned(),
    };
    reports::Column { heading, width: column.width, decimals: column.decimals }
}

fn notes() -> Vec<Note> {
    let notes = [
        (NOT_AVAILABLE, "Not available: it was not scored or measured, or too little was scored."),
        (NOT_APPLICABLE, "Not applicable: there was nothing to score or measure."),
        ("not_due, disputed or agreed_to_differ", "In place of a number: why there is none."),
        (
            "'",
            "Text that begins with =, +, - or @ has an apostrophe before it, so that no program \
             takes it for a formula. The apostrophe is not part of the text.",
        ),
        (
            "15 digits",
            "A spreadsheet computes with 15 digits. A number that has more is written as text, \
             with all of its digits.",
        ),
        ("Days", "Days are written as year, month and day. One before March 1900 is text."),
    ];
    let note = |(mark, text): (&str, &str)| Note { mark: mark.to_owned(), text: text.to_owned() };
    notes.map(note).into()
}

/// What a cell holds in a spreadsheet.
pub(super) fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Word(text) => Value::Text(text),
        Cell::Free(text) => Value::Text(safe(text)),
        Cell::Number(number) => Value::Number(number),
        Cell::Day(day) => Value::Day(day),
        Cell::Missing { mark, .. } => Value::Text(mark.to_owned()),
    }
}
