//! Scorecards: the figures of a day, how they were reached, and the trend.

use super::fields::{self, Given, Reading};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::ContractId;
use crate::domain::meetings::Side;
use crate::domain::periods::Cadence;
use crate::domain::scorecards::Window;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::json::scorecards::{PeriodFigureView, ScorecardView, TrendView};
use crate::views::json::traces::TraceView;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which figure.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FigureQuery {
    /// `client`, `supplier` or `agreed`; the client's when not said.
    #[param(value_type = Option<String>)]
    side: Given,
    /// The latest figure up to this day; up to today when not said.
    #[param(value_type = Option<NaiveDate>)]
    on: Given,
}

impl FigureQuery {
    fn parse(&self) -> Result<(Side, Option<NaiveDate>), Failure> {
        let mut reading = Reading::default();
        let side = fields::choice(Side::ALL, Side::word);
        let side = reading.optional("side", &self.side, side).unwrap_or(Side::Client);
        let on = reading.optional("on", &self.on, fields::day);
        reading.finish(Some((side, on)))
    }
}

/// Reads a scorecard: composite, coverage, rating and perspectives.
#[utoipa::path(get, path = "/contracts/{id}/scorecard", operation_id = "readScorecard",
    tag = "Scorecards", params(("id" = Uuid, Path, description = "The contract"), FigureQuery),
    responses((status = 200, body = ScorecardView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<FigureQuery>,
) -> Result<Json<ScorecardView>, Failure> {
    let (side, on) = query.parse()?;
    Ok(Json(ScorecardView::of(&app.scorecard(&actor, id, side, on).await?)))
}

/// Reads how a scorecard was reached: every input, weight and step.
#[utoipa::path(get, path = "/contracts/{id}/scorecard/trace", operation_id = "traceScorecard",
    tag = "Scorecards", params(("id" = Uuid, Path, description = "The contract"), FigureQuery),
    responses((status = 200, body = TraceView)))]
pub async fn trace(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<FigureQuery>,
) -> Result<Json<TraceView>, Failure> {
    let (side, on) = query.parse()?;
    Ok(Json(TraceView::of(&app.trace(&actor, id, side, on).await?)))
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WindowQuery {
    /// First day; from the beginning when not said.
    #[param(value_type = Option<NaiveDate>)]
    from: Given,
    /// Last day; to the end when not said.
    #[param(value_type = Option<NaiveDate>)]
    to: Given,
}

impl WindowQuery {
    /// The window they make.
    ///
    /// # Errors
    /// When a day is none, or the last comes before the first.
    pub fn parse(&self) -> Result<Window, Failure> {
        let mut reading = Reading::default();
        let window = window(&mut reading, &self.from, &self.to);
        reading.finish(Some(window))
    }
}

/// The window two days make.
pub(super) fn window(reading: &mut Reading, from: &Given, to: &Given) -> Window {
    let window = Window {
        from: reading.optional("from", from, fields::day),
        to: reading.optional("to", to, fields::day),
    };
    if window.from.zip(window.to).is_some_and(|(from, to)| to < from) {
        reading.refuse("to", to, "this is before `from`", "Swap the two days");
    }
    window
}

/// Reads the figures of every day and side, with events and design changes.
#[utoipa::path(get, path = "/contracts/{id}/trend", operation_id = "readTrend",
    tag = "Scorecards", params(("id" = Uuid, Path, description = "The contract"), WindowQuery),
    responses((status = 200, body = TrendView)))]
pub async fn trend(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<WindowQuery>,
) -> Result<Json<TrendView>, Failure> {
    Ok(Json(TrendView::of(&app.trend(&actor, id, query.parse()?).await?)))
}

/// Which kind of period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PeriodsQuery {
    /// `month`, `quarter` or `financial_year`; months when not said.
    #[param(value_type = Option<String>)]
    cadence: Given,
}

/// Kinds of period for which figures are kept.
const KEPT: &[Cadence] = &[Cadence::Month, Cadence::Quarter, Cadence::FinancialYear];

/// Reads the figure of every period and side that has one.
#[utoipa::path(get, path = "/contracts/{id}/periods", operation_id = "listPeriods",
    tag = "Scorecards", params(("id" = Uuid, Path, description = "The contract"), PeriodsQuery),
    responses((status = 200, body = Vec<PeriodFigureView>)))]
pub async fn periods(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<PeriodsQuery>,
) -> Result<Json<Vec<PeriodFigureView>>, Failure> {
    let mut reading = Reading::default();
    let cadence = fields::choice(KEPT, Cadence::word);
    let cadence = reading.optional("cadence", &query.cadence, cadence).unwrap_or(Cadence::Month);
    let cadence = reading.finish(Some(cadence))?;
    let lines = app.period_figures(&actor, id, cadence).await?;
    Ok(Json(lines.iter().map(PeriodFigureView::of).collect()))
}
