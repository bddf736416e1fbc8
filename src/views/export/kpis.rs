//! KPI observations as rows, in the columns they are imported by.

use super::Cell;
use crate::domain::contracts::Contract;
use crate::domain::kpis::{Actual, Kpi, Observation};

/// The columns.
pub const HEADER: &[&str] =
    &["contract", "kpi", "period", "actual", "target", "direction", "unit", "supplier", "client"];

/// One observation.
#[must_use]
pub fn row(contract: &Contract, kpi: &Kpi, observation: &Observation) -> Vec<Cell> {
    let actual = match observation.actual {
        Actual::Measured(value) => Cell::plain(value),
        Actual::Missing(why) => Cell::plain(why.word()),
    };
    vec![
        Cell::free(&contract.details.reference),
        Cell::free(&kpi.title),
        Cell::plain(observation.period.code()),
        actual,
        Cell::maybe(observation.target),
        Cell::plain(kpi.direction.word()),
        Cell::free(&kpi.unit),
        Cell::free(&contract.supplier.name),
        Cell::free(&contract.client.name),
    ]
}
