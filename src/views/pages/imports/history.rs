//! What was imported before.

use super::record::tag;
use crate::domain::imports::Import;
use crate::domain::lists::Page;
use crate::views::pages::parts::{
    Cell, Column, Layout, Link, Paging, Section, Table, count, links, moment,
};
use askama::Template;

/// What was imported before.
#[derive(Debug, Template)]
#[template(path = "imports.html")]
pub struct HistoryPage {
    layout: Layout,
    table: Table,
    paging: Paging,
}

impl HistoryPage {
    /// How many imports are on a page.
    pub const SIZE: u64 = 50;

    /// Page `number` of the history.
    #[must_use]
    pub fn of(imports: &Page<Import>, number: u64) -> Self {
        let paging = Paging::new(number, imports.total, Self::SIZE, "/imports?page=".to_owned());
        let mut layout = Layout::new(Section::Imports, "Import history")
            .below(vec![Link::new("Import", "/import")]);
        layout.sheet = Some(paging.sheet());
        Self { layout, table: table(&imports.items), paging }
    }
}

fn table(imports: &[Import]) -> Table {
    let columns = vec![
        Column::words("File"),
        Column::words("About"),
        Column::words("State"),
        Column::numbers("Rows"),
        Column::numbers("New"),
        Column::numbers("Changed"),
        Column::numbers("Unchanged"),
        Column::numbers("Problems"),
        Column::words("By"),
        Column::words("When"),
    ];
    Table::new("imports", "Imports, latest first", columns).quiet().of(imports.iter().map(row))
}

fn row(import: &Import) -> Vec<Cell> {
    let counts = import.counts;
    vec![
        Cell::link(&import.file_name, links::import(import.id)),
        Cell::text(import.kind.label()),
        Cell::default().tagged(tag(import.state)),
        Cell::text(count(counts.rows)),
        Cell::text(count(counts.new)),
        Cell::text(count(counts.changed)),
        Cell::text(count(counts.unchanged)),
        Cell::text(count(counts.problems)),
        Cell::text(&import.by),
        Cell::text(moment(import.at)),
    ]
}
