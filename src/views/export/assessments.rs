//! Assessments and their points as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::assessments::{Assessment, Overall, Point, Worded};

/// The columns of assessments.
pub const TABLE: Table = Table {
    title: "Service assessments",
    about: "Each row is one assessment against a service standard, with the reassessment that \
            followed it.",
    columns: &[
        Column::new("reference", 20),
        Column::new("title", 40),
        Column::new("department", 30),
        Column::new("assessed_on", 14),
        Column::new("stage", 18),
        Column::new("result", 22),
        Column::new("reassessed_on", 14),
        Column::new("reassessment_result", 22),
        Column::new("standard", 16),
        Column::new("report", 40),
        Column::new("contract", 20),
    ],
};

/// The columns of points.
pub const POINTS: Table = Table {
    title: "Points of service assessments",
    about: "Each row is what one point of a service standard came to in one assessment.",
    columns: &[
        Column::new("assessment", 20),
        Column::new("point", 10),
        Column::new("outcome", 18),
        Column::new("comment", 60),
        Column::new("round", 10),
    ],
};

/// An assessment, the one that follows it, and the reference of their contract.
#[must_use]
pub fn row(first: &Assessment, second: Option<&Assessment>, contract: Option<&str>) -> Vec<Cell> {
    let details = &first.details;
    let department = first.department.as_ref().map_or("", |own| own.name.as_str());
    vec![
        Cell::free(&details.reference),
        Cell::free(&details.service),
        Cell::free(department),
        Cell::maybe_day(details.assessed_on),
        worded(details.stage.written.as_deref(), details.stage.read.map(|it| it.word())),
        overall(&details.result),
        Cell::maybe_day(second.and_then(|second| second.details.assessed_on)),
        second.map_or(Cell::Empty, |second| overall(&second.details.result)),
        Cell::maybe_word(details.standard.map(|standard| standard.word())),
        Cell::free(details.report.as_deref().unwrap_or_default()),
        Cell::free(contract.unwrap_or_default()),
    ]
}

fn overall(result: &Worded<Overall>) -> Cell {
    worded(result.written.as_deref(), result.read.map(|it| it.word()))
}

fn worded(written: Option<&str>, word: Option<&'static str>) -> Cell {
    written.map_or_else(|| Cell::maybe_word(word), Cell::free)
}

/// A point of an assessment.
#[must_use]
pub fn point(assessment: &Assessment, point: &Point) -> Vec<Cell> {
    vec![
        Cell::free(&assessment.details.reference),
        Cell::word(point.number),
        Cell::word(point.result.word()),
        Cell::free(point.comment.as_deref().unwrap_or_default()),
        Cell::word(assessment.round),
    ]
}
