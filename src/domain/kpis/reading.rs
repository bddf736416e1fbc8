//! What a KPI says on a day.

use super::{Attainment, Kpi, Observation, attainment};
use crate::domain::exact::Points;
use crate::domain::scorecards::KpiReading;
use chrono::NaiveDate;

/// The observation that still speaks on `day`: the last period that ended by
/// then, until the period after it has ended too. A KPI that was not measured
/// says nothing; an old value does not stand in for it.
#[must_use]
pub fn current(observations: &[Observation], day: NaiveDate) -> Option<&Observation> {
    let ended = observations.iter().filter(|observation| observation.period.end() <= day);
    let latest = ended.max_by_key(|observation| observation.period.end())?;
    let following = latest.period.next();
    following.is_none_or(|following| day < following.end()).then_some(latest)
}

/// A KPI as it stands on `day`.
#[must_use]
pub fn reading(kpi: &Kpi, observations: &[Observation], day: NaiveDate) -> KpiReading {
    let observation = current(observations, day).copied();
    let attainment = observation.map(|observation| attainment(kpi.direction, &observation));
    let points = attainment.as_ref().and_then(points);
    KpiReading { kpi: kpi.clone(), observation, attainment, points }
}

/// What a KPI counts for on `day`.
#[must_use]
pub fn points_on(kpi: &Kpi, observations: &[Observation], day: NaiveDate) -> Option<Points> {
    current(observations, day)
        .and_then(|observation| points(&attainment(kpi.direction, observation)))
}

fn points(attainment: &Attainment) -> Option<Points> {
    match attainment {
        Attainment::Reached(reached) => Some(reached.points),
        Attainment::Unrated(_) => None,
    }
}
