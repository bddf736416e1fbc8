//! The history of changes as rows: who changed what and when, and the links of the chain.

use super::{Cell, Column, Table};
use crate::domain::access::Role;
use crate::domain::audit::Entry;
use chrono::SecondsFormat;

/// The columns.
pub const TABLE: Table = Table {
    title: "History of changes",
    about: "Each row is one change. Its digest is over everything in the row and over the digest \
            of the row before, so that no row can be edited, left out or moved unnoticed.",
    columns: &[
        Column::new("number", 10),
        Column::new("at", 28),
        Column::new("by", 24),
        Column::new("actor", 38),
        Column::new("role", 18),
        Column::new("for_organisation", 38),
        Column::new("way_in", 14),
        Column::new("address", 18),
        Column::new("kind", 16),
        Column::new("what", 10),
        Column::new("subject", 52),
        Column::new("contract", 38),
        Column::new("record_of", 38),
        Column::new("before", 66),
        Column::new("after", 66),
        Column::new("previous", 66),
        Column::new("digest", 66),
    ],
};

/// One change.
#[must_use]
pub fn row(entry: &Entry) -> Vec<Cell> {
    let (change, by) = (&entry.change, &entry.change.by);
    vec![
        Cell::word(entry.number),
        Cell::word(change.at.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Cell::free(&by.name),
        Cell::word(by.actor),
        Cell::maybe_word(by.role.map(Role::word)),
        maybe(by.organisation),
        Cell::word(by.whence.surface.word()),
        maybe(by.whence.address),
        Cell::word(change.kind.word()),
        Cell::word(change.verb().word()),
        Cell::word(&change.subject),
        maybe(change.contract),
        maybe(change.record_of),
        maybe(change.before),
        maybe(change.after),
        Cell::word(entry.previous),
        Cell::word(entry.digest),
    ]
}

fn maybe(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Empty, Cell::word)
}
