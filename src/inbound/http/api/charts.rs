//! Charts as pictures and as the figures in them.

use super::fields::{self, Given, Parsed, Reading};
use super::scorecards::window;
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::meetings::Side;
use crate::domain::scorecards::Window;
use crate::inbound::charts::{self, Asked, Form};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::charts::ChartName;
use axum::extract::{RawPathParams, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use reports::{Chart, Size};
use serde::Deserialize;
use utoipa::IntoParams;

/// What to draw.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChartQuery {
    /// First day, for charts over time; from the beginning when not said.
    #[param(value_type = Option<NaiveDate>)]
    from: Given,
    /// Last day, for charts over time; to the end when not said.
    #[param(value_type = Option<NaiveDate>)]
    to: Given,
    /// Whose perspectives, variation or heat table: `client`, `supplier` or `agreed`; the client's
    /// when not said.
    #[param(value_type = Option<String>)]
    side: Given,
    /// The perspectives, or the gap by criterion, as of this day; as of today when not said.
    #[param(value_type = Option<NaiveDate>)]
    on: Given,
    /// `wide`, `medium` or `narrow`; wide when not said.
    #[param(value_type = Option<String>)]
    size: Given,
}

struct Wanted {
    window: Window,
    side: Side,
    on: Option<NaiveDate>,
    size: Size,
}

impl ChartQuery {
    fn parse(&self) -> Result<Wanted, Failure> {
        let mut reading = Reading::default();
        let window = window(&mut reading, &self.from, &self.to);
        let side = fields::choice(Side::ALL, Side::word);
        let side = reading.optional("side", &self.side, side).unwrap_or(Side::Client);
        let on = reading.optional("on", &self.on, fields::day);
        let size = reading.optional("size", &self.size, size).unwrap_or(Size::WIDE);
        reading.finish(Some(Wanted { window, side, on, size }))
    }
}

fn size(text: &str) -> Parsed<Size> {
    match text {
        "wide" => Ok(Size::WIDE),
        "medium" => Ok(Size::MEDIUM),
        "narrow" => Ok(Size::NARROW),
        _ => Err(("this is no size".to_owned(), "Use wide, medium or narrow".to_owned())),
    }
}

/// The name and form in the last segment of a path, such as `trend.svg`.
fn file(params: &RawPathParams) -> Result<(String, Form), Failure> {
    let file = params.iter().find(|(name, _)| *name == "file").map(|(_, file)| file);
    let parts = file.and_then(|file| file.rsplit_once('.'));
    let known = parts.and_then(|(name, ending)| Some((name.to_owned(), Form::of_ending(ending)?)));
    known.ok_or(Failure::not_found("chart"))
}

/// Draws a chart of a contract, such as `trend.svg`, `gap.png` or `heat.csv`.
///
/// Charts are `trend`, `variation`, `gap`, `gap-trend`, `agreement`, `heat`, `participation`,
/// `ageing`, `value`, `knowledge`, `criteria` and `perspectives`; endings are `.svg`, `.png` and `.csv`.
#[utoipa::path(get, path = "/contracts/{id}/charts/{file}", operation_id = "drawContractChart",
    tag = "Charts", params(("id" = Uuid, Path, description = "The contract"),
        ("file" = String, Path, description = "Such as `trend.svg`"), ChartQuery),
    responses((status = 200, description = "The chart", content(
        (String = "image/svg+xml"), (String = "image/png"), (String = "text/csv")))))]
pub async fn contract(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, params: RawPathParams,
    Query(query): Query<ChartQuery>,
) -> Result<Response, Failure> {
    let (name, form) = file(&params)?;
    let Wanted { window, side, on, size } = query.parse()?;
    let name = ChartName::named(&name).ok_or(Failure::not_found("chart"))?;
    let window = Window { to: on.or(window.to), ..window };
    let chart = charts::of_contract(&app, &actor, id, (name, Asked { window, side })).await?;
    drawn(chart, form, size).await
}

/// Draws a KPI over time against its target, as `trend.svg`, `trend.png` or `trend.csv`.
#[utoipa::path(get, path = "/kpis/{id}/charts/{file}", operation_id = "drawKpiChart",
    tag = "Charts", params(("id" = Uuid, Path, description = "The KPI"),
        ("file" = String, Path, description = "Such as `trend.svg`"), ChartQuery),
    responses((status = 200, description = "The chart", content(
        (String = "image/svg+xml"), (String = "image/png"), (String = "text/csv")))))]
pub async fn kpi(
    State(app): State<App>, actor: Actor, Id(id): Id<KpiId>, params: RawPathParams,
    Query(query): Query<ChartQuery>,
) -> Result<Response, Failure> {
    let (name, form) = file(&params)?;
    let Wanted { size, .. } = query.parse()?;
    match name.as_str() {
        "trend" => drawn(Box::new(charts::kpi_trend(&app, &actor, id).await?), form, size).await,
        _ => Err(Failure::not_found("chart")),
    }
}

/// The chart in its form. Drawing dots takes long enough to keep others waiting.
async fn drawn(chart: Box<dyn Chart + Send>, form: Form, size: Size) -> Result<Response, Failure> {
    let drawing = tokio::task::spawn_blocking(move || form.draw(chart.as_ref(), size));
    let bytes = drawing.await.map_err(Failure::fault)?.map_err(Failure::fault)?;
    Ok(([(header::CONTENT_TYPE, form.media_type())], bytes).into_response())
}
