//! Composites as rows: the figure as published, the figure unrounded, how much they cover.

use super::Cell;
use crate::domain::contracts::Contract;
use crate::domain::designs::Version;
use crate::domain::scorecards::Figure;

/// The columns.
pub const HEADER: &[&str] =
    &["contract", "date", "side", "composite", "exact", "coverage", "design_version"];

/// One figure; without a composite its two columns are empty.
#[must_use]
pub fn row(contract: &Contract, version: &Version, figure: &Figure) -> Vec<Cell> {
    let composite = figure.composite.as_ref().ok();
    vec![
        Cell::free(&contract.details.reference),
        Cell::plain(figure.on),
        Cell::plain(figure.side.word()),
        Cell::maybe(composite.map(|composite| format!("{:.2}", composite.published.decimal()))),
        Cell::maybe(composite.map(|composite| composite.exact)),
        Cell::plain(figure.coverage),
        Cell::plain(format!("{} v{}", version.content.key(), version.number)),
    ]
}
