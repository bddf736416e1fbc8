//! KPIs: list, read, define, record observations.

use super::fields::{self, Given, Parsed, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::designs::Band;
use crate::domain::exact::{KpiValue, Published, Times};
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::service_points::{Level, Repeats};
use crate::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use crate::domain::meetings::Unscored;
use crate::domain::periods::{self, Period};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::kpis::KpiRecordView;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the KPIs of a contract by title, each with its observations.
#[utoipa::path(get, path = "/contracts/{id}/kpis", operation_id = "listKpis", tag = "KPIs",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<KpiRecordView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<KpiRecordView>>, Failure> {
    let records = app.kpis(&actor, id).await?;
    Ok(Json(records.iter().map(KpiRecordView::of).collect()))
}

/// Reads a KPI with ratings, attainment and service points per period.
#[utoipa::path(get, path = "/kpis/{id}", operation_id = "readKpi", tag = "KPIs",
    params(("id" = Uuid, Path, description = "The KPI")),
    responses((status = 200, body = KpiRecordView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<KpiId>,
) -> Result<Json<KpiRecordView>, Failure> {
    Ok(Json(KpiRecordView::of(&app.kpi(&actor, id).await?)))
}

/// A KPI as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KpiToDefine)]
pub struct KpiBody {
    /// Its name, unique in the contract.
    #[schema(value_type = String, example = "Excess wait time")]
    title: Given,
    /// Unit of its values.
    #[schema(value_type = Option<String>, example = "minutes")]
    unit: Given,
    /// `higher`, `lower` or `nearest`: which way is better.
    #[schema(value_type = String, example = "lower")]
    direction: Given,
    /// Rating bands over attainment, lowest first; the service's own when there are none.
    #[serde(default)]
    bands: Vec<BandBody>,
    /// Levels that earn service points, best first.
    #[serde(default)]
    service_levels: Vec<LevelBody>,
    /// How much more a failure counts that happens again; double straight after a failure when
    /// not said.
    repeats: Option<RepeatsBody>,
}

/// How repeats count, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RepeatsToDefine)]
pub struct RepeatsBody {
    /// A failure is a repeat when one of so many periods before it had a failure too, 0 to 12;
    /// with 0, none ever is.
    #[schema(value_type = u8)]
    periods: Given,
    /// How many times a repeat counts, 1 to 10.
    #[schema(value_type = String, example = "1.5")]
    times: Given,
}

impl RepeatsBody {
    fn parse(&self, reading: &mut Reading) -> Option<Repeats> {
        let small = |text: &str| {
            let wrong = || ("this is too many periods".to_owned(), "Give 0 to 12".to_owned());
            u8::try_from(fields::count(text)?).map_err(|_large| wrong())
        };
        let times = fields::exact(Times::new, "1 to 10 with at most two decimals");
        let periods = reading.required("repeats.periods", &self.periods, small);
        let times = reading.required("repeats.times", &self.times, times);
        Some(Repeats { periods: periods?, times: times? })
    }
}

/// A rating band as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BandToDefine)]
pub struct BandBody {
    /// The word for it.
    #[schema(value_type = String, example = "Good")]
    rating: Given,
    /// Lowest figure in it.
    #[schema(value_type = String, example = "80")]
    from: Given,
    /// Lowest figure above it; 100 for the highest.
    #[schema(value_type = String, example = "95")]
    to: Given,
}

/// A service level as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ServiceLevelToDefine)]
pub struct LevelBody {
    /// Its name.
    #[schema(value_type = String, example = "serious")]
    name: Given,
    /// The worst value that still belongs to it.
    #[schema(value_type = String, example = "98.0")]
    from: Given,
    /// Service points for it.
    #[schema(value_type = u32)]
    points: Given,
}

impl KpiBody {
    fn parse(&self, contract: ContractId) -> Result<Kpi, Failure> {
        let mut reading = Reading::default();
        let title = reading.required("title", &self.title, fields::text);
        let unit = reading.optional("unit", &self.unit, fields::text).unwrap_or_default();
        let direction = fields::choice(Direction::ALL, Direction::word);
        let direction = reading.required("direction", &self.direction, direction);
        let bands = self.bands(&mut reading);
        let levels = self.service_levels.iter().enumerate().filter_map(|(place, level)| {
            reading.entry("service_levels", place, |reading| level.parse(reading))
        });
        let service_levels = levels.collect();
        let repeats = self.repeats.as_ref().and_then(|repeats| repeats.parse(&mut reading));
        let repeats = repeats.unwrap_or(Repeats::DOUBLE);
        let id = KpiId::fresh();
        let kpi = |(title, direction)| Kpi {
            id,
            contract,
            title,
            unit,
            direction,
            bands,
            service_levels,
            repeats,
        };
        reading.finish(title.zip(direction).map(kpi))
    }

    fn bands(&self, reading: &mut Reading) -> Vec<Band> {
        if self.bands.is_empty() {
            return default_bands();
        }
        let bands = self.bands.iter().enumerate();
        let band = |(place, band): (usize, &BandBody)| {
            reading.entry("bands", place, |reading| band.parse(reading))
        };
        bands.filter_map(band).collect()
    }
}

impl BandBody {
    fn parse(&self, reading: &mut Reading) -> Option<Band> {
        let edge = || fields::exact(Published::new, "0 to 100 with at most two decimals");
        let rating = reading.required("rating", &self.rating, fields::text);
        let from = reading.required("from", &self.from, edge());
        let to = reading.required("to", &self.to, edge());
        Some(Band { rating: rating?, from: from?, to: to? })
    }
}

impl LevelBody {
    fn parse(&self, reading: &mut Reading) -> Option<Level> {
        let name = reading.required("name", &self.name, fields::text);
        let from = reading.required("from", &self.from, value());
        let points = reading.required("points", &self.points, fields::count);
        Some(Level { name: name?, from: from?, points: points? })
    }
}

fn value() -> impl Fn(&str) -> Parsed<KpiValue> {
    fields::exact(KpiValue::new, "a number with at most six decimals")
}

/// Adds a KPI, or changes the one with the same title.
#[utoipa::path(put, path = "/contracts/{id}/kpis", operation_id = "defineKpi", tag = "KPIs",
    params(("id" = Uuid, Path, description = "The contract")),
    request_body = KpiBody, responses((status = 200, body = KpiRecordView)))]
pub async fn define(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Body(body): Body<KpiBody>,
) -> Result<Json<KpiRecordView>, Failure> {
    let record = app.define_kpi(&actor, body.parse(id)?).await?;
    Ok(Json(KpiRecordView::of(&record)))
}

/// An observation as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ObservationToRecord)]
pub struct ObservationBody {
    /// The period as files name it, such as `2026-07`, `2026-Q3` or `P04 24/25`.
    #[schema(value_type = String, example = "2026-07")]
    period: Given,
    /// What was measured, or `not_scored`, `not_applicable` or `not_due`.
    #[schema(value_type = String, example = "98.5")]
    actual: Given,
    /// What was to be reached.
    #[schema(value_type = Option<String>, example = "97")]
    target: Given,
}

impl ObservationBody {
    fn parse(&self, reading: &mut Reading) -> Option<Observation> {
        let period = reading.required("period", &self.period, period);
        let actual = reading.required("actual", &self.actual, actual);
        let target = reading.optional("target", &self.target, value());
        Some(Observation { period: period?, actual: actual?, target, origin: None })
    }
}

fn period(text: &str) -> Parsed<Period> {
    periods::parse(text, None).map_err(|problem| (problem.message(), problem.remedy()))
}

fn actual(text: &str) -> Parsed<Actual> {
    let state = Unscored::ALL.iter().copied().find(|state| state.word() == text);
    match state {
        Some(state) => Ok(Actual::Missing(state)),
        None => value()(text).map(Actual::Measured),
    }
}

/// Records observations; one for a period already recorded replaces it.
#[utoipa::path(post, path = "/kpis/{id}/observations", operation_id = "recordObservations",
    tag = "KPIs", params(("id" = Uuid, Path, description = "The KPI"), Key),
    request_body = Vec<ObservationBody>, responses((status = 201, body = KpiRecordView)))]
pub async fn observe(
    Id(id): Id<KpiId>, Create { once, body }: Create<Vec<ObservationBody>>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let entries = body.iter().enumerate().filter_map(|(place, observation)| {
        reading.entry("observations", place, |reading| observation.parse(reading))
    });
    let observations = entries.collect();
    let observations = reading.finish(Some(observations))?;
    once.create(move |app, actor| async move {
        let record = app.record_observations(&actor, id, observations).await?;
        Ok((format!("/api/v1/kpis/{id}"), KpiRecordView::of(&record)))
    })
    .await
}
