//! Who changed what, when and from where.

use super::parts::{Cell, Column, Layout, Link, Paging, Section, Table, links, moment};
use crate::domain::access::Role;
use crate::domain::audit::Entry;
use crate::domain::lists::Page;
use askama::Template;

// Enough of a digest to tell two apart by eye; the files have all of it.
const SHOWN: usize = 12;

/// Who changed what, when and from where.
#[derive(Debug, Template)]
#[template(path = "history.html")]
pub struct ChangesPage {
    layout: Layout,
    table: Table,
    paging: Paging,
    files: Vec<Link>,
}

impl ChangesPage {
    /// How many changes are on a page.
    pub const SIZE: u64 = 50;

    /// Page `number` of the history.
    #[must_use]
    pub fn of(entries: &Page<Entry>, number: u64) -> Self {
        let paging = Paging::new(number, entries.total, Self::SIZE, "/history?page=".to_owned());
        let mut layout = Layout::new(Section::Elsewhere, "History of changes");
        layout.sheet = Some(paging.sheet());
        Self {
            layout,
            table: table(&entries.items),
            paging,
            files: links::exports("history", None),
        }
    }
}

fn table(entries: &[Entry]) -> Table {
    let columns = vec![
        Column::numbers("Entry"),
        Column::words("When"),
        Column::words("Who"),
        Column::words("Role"),
        Column::words("From"),
        Column::words("What"),
        Column::words("Change"),
        Column::words("Digest"),
    ];
    Table::new("changes", "Changes, latest first", columns).quiet().of(entries.iter().map(row))
}

fn row(entry: &Entry) -> Vec<Cell> {
    let (change, by) = (&entry.change, &entry.change.by);
    let what = match change.contract {
        Some(contract) => Cell::link(change.kind.label(), links::contract(contract)),
        None => Cell::text(change.kind.label()),
    };
    let from = by.whence.surface.label();
    let from = by.whence.address.map_or(from.to_owned(), |address| format!("{from}, {address}"));
    let digest: String = entry.digest.to_string().chars().take(SHOWN).collect();
    vec![
        Cell::text(entry.number.to_string()),
        Cell::text(moment(change.at)),
        Cell::text(&by.name),
        Cell::text(by.role.map_or("None", Role::label)),
        Cell::text(from),
        what,
        Cell::text(change.verb().label()),
        Cell::text(digest),
    ]
}
