//! The files the worked example comes from, written to be imported like any others,
//! so that what its import history says of them is true.

use crate::app::imports::{Given, KpiRow, ScoreRow};
use crate::domain::imports::Kind;
use crate::domain::kpis::Actual;
use crate::views::export::{Cell, Export, Format, contracts, kpis, scores};
use std::io;
use tempfile::NamedTempFile;

/// A file of some rows, gone when dropped.
pub(super) fn write(kind: Kind, rows: Vec<Vec<Cell>>) -> io::Result<NamedTempFile> {
    let header = match kind {
        Kind::Contracts => contracts::HEADER,
        Kind::Scores => scores::HEADER,
        Kind::Kpis => kpis::HEADER,
    };
    let file = NamedTempFile::new()?;
    let mut out = Export::new(Format::Csv, header, io::BufWriter::new(file.as_file()))?;
    for row in rows {
        out.row(row)?;
    }
    out.finish()?;
    Ok(file)
}

/// A row of the scores file.
pub(super) fn score(row: &ScoreRow) -> Vec<Cell> {
    let (value, state) = match &row.given {
        Given::Value(value) => (Cell::free(value), Cell::Empty),
        Given::Unscored(why) => (Cell::Empty, Cell::plain(why.word())),
    };
    vec![
        Cell::free(&row.contract),
        Cell::plain(row.on),
        Cell::plain(row.side.word()),
        Cell::free(&row.criterion),
        value,
        state,
        Cell::free(row.comment.as_deref().unwrap_or_default()),
    ]
}

/// A row of the KPI file.
pub(super) fn observation(row: &KpiRow) -> Vec<Cell> {
    let actual = match row.actual {
        Actual::Measured(value) => Cell::plain(value),
        Actual::Missing(why) => Cell::plain(why.word()),
    };
    let text = |text: &Option<String>| Cell::free(text.as_deref().unwrap_or_default());
    vec![
        Cell::free(&row.contract),
        Cell::free(&row.kpi),
        Cell::plain(row.period.code()),
        actual,
        Cell::maybe(row.target),
        Cell::maybe(row.direction.map(|direction| direction.word())),
        text(&row.unit),
        text(&row.supplier),
        text(&row.client),
    ]
}
