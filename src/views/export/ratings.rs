//! KPI ratings and service points as rows, one for each period.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::exact::ServicePoints;
use crate::domain::ids::KpiId;
use crate::domain::kpis::service_points::earned;
use crate::domain::kpis::{Attainment, KpiRecord, Observation, attainment, rating};

/// The columns.
pub const TABLE: Table = Table {
    title: "KPI ratings",
    about: "Each row is how one key performance indicator was rated in one period, and the \
            service points it earned.",
    columns: &[
        Column::new("contract", 20),
        Column::new("kpi", 40),
        Column::new("most_material", 14),
        Column::new("period", 24),
        Column::new("share_of_target", 16),
        Column::new("rating", 24),
        Column::new("service_points", 16),
    ],
};

/// The periods of a KPI; `material` are the most material KPIs of the contract.
#[must_use]
pub fn rows(contract: &Contract, record: &KpiRecord, material: &[KpiId]) -> Vec<Vec<Cell>> {
    let kpi = &record.kpi;
    let place = material.iter().position(|id| *id == kpi.id);
    let place = place.and_then(|place| i64::try_from(place).ok()).map(|place| (place + 1).into());
    let pairs = record.observations.iter().zip(earned(kpi, &record.observations));
    let row = |(observation, points): (&Observation, Option<ServicePoints>)| {
        let attainment = attainment(kpi.direction, observation);
        let share = match &attainment {
            Attainment::Reached(reached) => Some(reached.published.decimal()),
            Attainment::Unrated(_) => None,
        };
        vec![
            Cell::free(&contract.details.reference),
            Cell::free(&kpi.title),
            Cell::maybe_number(place),
            Cell::word(observation.period.code()),
            Cell::maybe_number(share),
            Cell::free(rating(&kpi.bands, &attainment)),
            Cell::maybe_number(points.map(ServicePoints::decimal)),
        ]
    };
    pairs.map(row).collect()
}
