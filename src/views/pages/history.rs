//! Who changed what, when and from where.

use super::parts::{
    Cell, Choice, Column, Layout, Link, Paging, Pick, Section, Table, links, moment,
};
use crate::domain::access::Role;
use crate::domain::audit::{Entry, SubjectKind};
use crate::domain::lists::Page;
use askama::Template;

// Enough of a digest to tell two apart by eye; the files have all of it.
const SHOWN: usize = 12;

/// Who changed what, when and from where.
#[derive(Debug, Template)]
#[template(path = "history.html")]
pub struct ChangesPage {
    layout: Layout,
    kind: Pick,
    table: Table,
    paging: Paging,
    files: Vec<Link>,
    nothing: bool,
}

impl ChangesPage {
    /// How many changes are on a page.
    pub const SIZE: u64 = 50;

    /// Page `number` of the history, or of the changes of one kind.
    #[must_use]
    pub fn of(entries: &Page<Entry>, kind: Option<SubjectKind>, number: u64) -> Self {
        let paging = Paging::new(number, entries.total, Self::SIZE, address(kind));
        let mut layout = Layout::new(Section::Elsewhere, "History of changes");
        layout.sheet = Some(paging.sheet());
        Self {
            layout,
            kind: kinds(kind),
            table: table(&entries.items),
            paging,
            files: links::exports("history", None),
            nothing: kind.is_none() && entries.total == 0,
        }
    }
}

/// Address of the list up to and with `page=`.
fn address(kind: Option<SubjectKind>) -> String {
    let kind = kind.map(|kind| format!("kind={}&", kind.word())).unwrap_or_default();
    format!("/history?{kind}page=")
}

fn kinds(chosen: Option<SubjectKind>) -> Pick {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let each = SubjectKind::ALL.iter().map(|kind| choice(kind.word(), kind.label()));
    Pick {
        id: "kind",
        label: "What was changed".to_owned(),
        choices: std::iter::once(choice("", "All")).chain(each).collect(),
        chosen: chosen.map(SubjectKind::word).unwrap_or_default().to_owned(),
        error: None,
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
