//! KPIs: what was observed, how it did against its target, how it rates.

use super::designs::BandView;
use super::meetings::OriginView;
use crate::domain::exact::ServicePoints;
use crate::domain::kpis::service_points::{self, Repeats};
use crate::domain::kpis::{Actual, Attainment, Kpi, KpiRecord, Observation, attainment, rating};
use crate::domain::periods::Period;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A KPI with its observations.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KpiRecord)]
pub struct KpiRecordView {
    #[serde(flatten)]
    kpi: KpiView,
    /// Its observations, earliest first.
    observations: Vec<ObservationView>,
}

impl KpiRecordView {
    /// One KPI.
    #[must_use]
    pub fn of(record: &KpiRecord) -> Self {
        let KpiRecord { kpi, observations } = record;
        let points = service_points::earned(kpi, observations);
        let pairs = observations.iter().zip(points);
        let view = |(observation, points)| ObservationView::of(kpi, observation, points);
        Self { kpi: KpiView::of(kpi), observations: pairs.map(view).collect() }
    }
}

/// A KPI of one contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Kpi)]
pub struct KpiView {
    /// Identifies it.
    id: Uuid,
    /// The contract it is about.
    contract: Uuid,
    /// Its name, unique in the contract.
    title: String,
    /// Unit of its values; empty when they have none.
    unit: String,
    /// `higher`, `lower` or `nearest`: which way is better.
    direction: &'static str,
    /// Rating bands over attainment, lowest first.
    bands: Vec<BandView>,
    /// Levels that earn service points, best first.
    service_levels: Vec<ServiceLevelView>,
    /// How much more a failure counts that happens again.
    repeats: RepeatsView,
}

impl KpiView {
    /// One KPI.
    #[must_use]
    pub fn of(kpi: &Kpi) -> Self {
        Self {
            id: kpi.id.0,
            contract: kpi.contract.0,
            title: kpi.title.clone(),
            unit: kpi.unit.clone(),
            direction: kpi.direction.word(),
            bands: kpi.bands.iter().map(BandView::of).collect(),
            service_levels: kpi.service_levels.iter().map(ServiceLevelView::of).collect(),
            repeats: RepeatsView::of(kpi.repeats),
        }
    }
}

/// How much more a failure counts that happens again.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Repeats)]
pub struct RepeatsView {
    /// A failure is a repeat when one of so many periods before it had a failure too.
    periods: u8,
    /// How many times a repeat counts.
    times: String,
}

impl RepeatsView {
    fn of(repeats: Repeats) -> Self {
        Self { periods: repeats.periods, times: repeats.times.to_string() }
    }
}

/// A service level and what it costs to be no better.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ServiceLevel)]
pub struct ServiceLevelView {
    /// Its name.
    name: String,
    /// The worst value that still belongs to it.
    from: String,
    /// Service points for it.
    points: u32,
}

impl ServiceLevelView {
    fn of(level: &service_points::Level) -> Self {
        Self { name: level.name.clone(), from: level.from.to_string(), points: level.points }
    }
}

/// What was observed in one period.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Observation)]
pub struct ObservationView {
    /// The period.
    period: PeriodView,
    /// What was measured, when something was.
    actual: Option<String>,
    /// Why nothing was measured, when nothing was.
    state: Option<&'static str>,
    /// What was to be reached.
    target: Option<String>,
    /// Share of the target that was reached, 0 to 100.
    attainment: Option<String>,
    /// The rating word.
    rating: String,
    /// Why there is no attainment, when there is none.
    reason: Option<String>,
    /// Service points earned, more for a repeat.
    service_points: Option<String>,
    /// The import it came from.
    origin: Option<OriginView>,
}

impl ObservationView {
    /// One observation of `kpi` that earned `points`.
    #[must_use]
    pub fn of(kpi: &Kpi, observation: &Observation, points: Option<ServicePoints>) -> Self {
        let reached = attainment(kpi.direction, observation);
        let state = match observation.actual {
            Actual::Measured(_) => None,
            Actual::Missing(why) => Some(why.word()),
        };
        let (share, reason) = match &reached {
            Attainment::Reached(reached) => (Some(super::published(reached.published)), None),
            Attainment::Unrated(why) => (None, Some(why.to_string())),
        };
        Self {
            period: PeriodView::of(observation.period),
            actual: observation.measured().map(|value| value.to_string()),
            state,
            target: observation.target.map(|target| target.to_string()),
            attainment: share,
            rating: rating(&kpi.bands, &reached).to_owned(),
            reason,
            service_points: points.map(|points| points.to_string()),
            origin: observation.origin.as_ref().map(OriginView::of),
        }
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Period)]
pub struct PeriodView {
    /// First day.
    start: NaiveDate,
    /// Last day.
    end: NaiveDate,
    /// `week`, `four_week`, `month`, `quarter`, `financial_year`, `calendar_year` or `custom`.
    cadence: &'static str,
    /// The period as files name it.
    #[schema(example = "2026-Q3")]
    code: String,
}

impl PeriodView {
    /// One period.
    #[must_use]
    pub fn of(period: Period) -> Self {
        let (start, end) = (period.start(), period.end());
        Self { start, end, cadence: period.cadence().word(), code: period.code() }
    }
}
