//! KPI observations as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::kpis::{Actual, Kpi, Observation};

/// The columns.
pub const TABLE: Table = Table {
    title: "KPI observations",
    about: "Each row is what was measured of one key performance indicator in one period, in the \
            unit that its row names.",
    columns: &[
        Column::new("contract", 20),
        Column::new("kpi", 40),
        Column::new("period", 24),
        Column::new("actual", 16),
        Column::new("target", 16),
        Column::new("direction", 14),
        Column::new("unit", 16),
        Column::new("supplier", 30),
        Column::new("client", 30),
    ],
};

/// One observation.
#[must_use]
pub fn row(contract: &Contract, kpi: &Kpi, observation: &Observation) -> Vec<Cell> {
    let actual = match observation.actual {
        Actual::Measured(value) => Cell::Number(value.decimal()),
        Actual::Missing(why) => Cell::missing(why),
    };
    vec![
        Cell::free(&contract.details.reference),
        Cell::free(&kpi.title),
        Cell::word(observation.period.code()),
        actual,
        Cell::maybe_number(observation.target.map(|target| target.decimal())),
        Cell::word(kpi.direction.word()),
        Cell::free(&kpi.unit),
        Cell::free(&contract.supplier.name),
        Cell::free(&contract.client.name),
    ]
}
