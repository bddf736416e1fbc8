//! Assessments against KPIs as rows, one for each KPI that was rated.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::performance::{Assessment, Rated};

/// The columns.
pub const TABLE: Table = Table {
    title: "KPI assessments",
    about: "Each row is the rating of one key performance indicator in one assessment under \
            section 71 of the Procurement Act 2023.",
    columns: &[
        Column::new("contract", 20),
        Column::new("assessed_on", 12),
        Column::new("occasion", 14),
        Column::new("from", 12),
        Column::new("to", 12),
        Column::new("kpi", 40),
        Column::new("rating", 24),
        Column::new("reason", 40),
        Column::new("published_on", 14),
        Column::new("notice", 24),
    ],
};

/// The ratings of an assessment.
#[must_use]
pub fn rows(contract: &Contract, assessment: &Assessment) -> Vec<Vec<Cell>> {
    let (assessed, published) = (&assessment.assessed, assessment.published.as_ref());
    let row = |rated: &Rated| {
        vec![
            Cell::free(&contract.details.reference),
            Cell::Day(assessed.on),
            Cell::word(assessed.occasion.word()),
            Cell::Day(assessed.from),
            Cell::Day(assessed.to),
            Cell::free(&rated.title),
            Cell::word(rated.rating.word()),
            Cell::free(rated.reason.as_deref().unwrap_or_default()),
            Cell::maybe_day(published.map(|published| published.on)),
            Cell::free(published.map_or("", |published| published.notice.as_str())),
        ]
    };
    assessed.ratings.iter().map(row).collect()
}
