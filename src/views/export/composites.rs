//! Composites as rows: the figure as published, the figure unrounded, how much they cover.

use super::{Cell, Column, NOT_AVAILABLE, Table};
use crate::domain::contracts::Contract;
use crate::domain::designs::Version;
use crate::domain::scorecards::Figure;
use rust_decimal::Decimal;

/// The columns.
pub const TABLE: Table = Table {
    title: "Composites",
    about: "Each row is the composite of one side on one day: as published, and as it was before \
            rounding. Coverage is the share of the weight that was scored.",
    columns: &[
        Column::new("contract", 20),
        Column::new("date", 14),
        Column::new("side", 12),
        Column::new("composite", 14).in_unit("0 to 100").with_decimals(2),
        Column::new("exact", 20).in_unit("0 to 100"),
        Column::new("coverage", 14).in_unit("% of weight"),
        Column::new("design_version", 30),
    ],
};

/// One figure; without a composite its two columns are empty.
#[must_use]
pub fn row(contract: &Contract, version: &Version, figure: &Figure) -> Vec<Cell> {
    let composite = figure.composite.as_ref().ok();
    let published = composite.map(|composite| two_decimals(composite.published.decimal()));
    let exact = composite.map(|composite| composite.exact.decimal());
    vec![
        Cell::free(&contract.details.reference),
        Cell::Day(figure.on),
        Cell::word(figure.side.word()),
        published.map_or(NONE, Cell::Number),
        exact.map_or(NONE, Cell::Number),
        Cell::Number(figure.coverage.decimal()),
        Cell::word(format!("{} v{}", version.content.key(), version.number)),
    ]
}

const NONE: Cell = Cell::Missing { mark: NOT_AVAILABLE, word: None };

fn two_decimals(mut number: Decimal) -> Decimal {
    number.rescale(2);
    number
}
