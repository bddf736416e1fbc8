//! The files the worked example comes from, written to be imported like any others,
//! so that what its import history says of them is true.

use crate::app::imports::{Given, KpiRow, ScoreRow};
use crate::domain::imports::Kind;
use crate::domain::kpis::Actual;
use crate::views::export::{
    Cell, Export, ExportError, Format, Provenance, assessments, contracts, knowledge, kpis, scores,
    tenders, value,
};
use chrono::DateTime;
use std::io::BufWriter;
use tempfile::NamedTempFile;

/// A file of some rows, gone when dropped.
pub(super) fn write(kind: Kind, rows: Vec<Vec<Cell>>) -> Result<NamedTempFile, ExportError> {
    let table = match kind {
        Kind::Contracts => &contracts::TABLE,
        Kind::Scores => &scores::TABLE,
        Kind::Kpis => &kpis::TABLE,
        Kind::Knowledge => &knowledge::TABLE,
        Kind::Value => &value::TABLE,
        Kind::Assessments => &assessments::TABLE,
        Kind::Points => &assessments::POINTS,
        Kind::Weightings => &tenders::TABLE,
    };
    let file = NamedTempFile::new()?;
    // Only a spreadsheet says when it was made.
    let from = Provenance { made_at: DateTime::UNIX_EPOCH, contract: None };
    let mut out = Export::new(Format::Csv, table, &from, BufWriter::new(file.as_file()))?;
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
        Given::Unscored(why) => (Cell::Empty, Cell::word(why.word())),
    };
    vec![
        Cell::free(&row.contract),
        Cell::Day(row.on),
        Cell::word(row.side.word()),
        Cell::free(&row.criterion),
        value,
        state,
        Cell::free(row.comment.as_deref().unwrap_or_default()),
    ]
}

/// A row of the KPI file.
pub(super) fn observation(row: &KpiRow) -> Vec<Cell> {
    let actual = match row.actual {
        Actual::Measured(value) => Cell::Number(value.decimal()),
        Actual::Missing(why) => Cell::word(why.word()),
    };
    let text = |text: &Option<String>| Cell::free(text.as_deref().unwrap_or_default());
    vec![
        Cell::free(&row.contract),
        Cell::free(&row.kpi),
        Cell::word(row.period.code()),
        actual,
        Cell::maybe_number(row.target.map(|target| target.decimal())),
        Cell::maybe_word(row.direction.map(|direction| direction.word())),
        text(&row.unit),
        text(&row.supplier),
        text(&row.client),
    ]
}
