//! The trend of a contract, and how a figure was calculated.

use super::imports::behind;
use super::{Shown, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::dates::parse_date;
use crate::domain::ids::ContractId;
use crate::domain::meetings::Side;
use crate::domain::scorecards;
use crate::inbound::charts;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::parts::{Complaints, Figure, links};
use crate::views::pages::scorecards::{CalculationPage, TrendPage, Window};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;

/// The days to show.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TrendQuery {
    from: String,
    to: String,
}

pub(super) async fn trend(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
    Query(TrendQuery { from, to }): Query<TrendQuery>,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    let asked = Window { from, to };
    match window(&asked) {
        Ok(window) => {
            let (figures, events) = drawn(&app, &actor, id, window).await?;
            let none = Complaints::default();
            let page = TrendPage::of(&contract, &asked, none, figures, &events);
            Ok(show(&page)?.into_response())
        }
        Err(complaints) => {
            let page = TrendPage::of(&contract, &asked, complaints, Vec::new(), &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
        }
    }
}

pub(super) fn window(asked: &Window) -> Result<scorecards::Window, Complaints> {
    let mut complaints = Complaints::default();
    let from = day("from", "From date", &asked.from, &mut complaints);
    let to = day("to", "To date", &asked.to, &mut complaints);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        complaints.add("to", "To date must be the same as or after the from date");
    }
    if complaints.is_empty() { Ok(scorecards::Window { from, to }) } else { Err(complaints) }
}

fn day(
    field: &'static str, name: &str, text: &str, complaints: &mut Complaints,
) -> Option<NaiveDate> {
    if text.trim().is_empty() {
        return None;
    }
    let day = parse_date(text).ok();
    if day.is_none() {
        complaints.add(field, format!("{name} must be a real date, such as 27/3/2026"));
    }
    day
}

async fn drawn(
    app: &App, actor: &Actor, id: ContractId, window: scorecards::Window,
) -> Result<(Vec<Figure>, Vec<crate::domain::events::Event>), Failure> {
    let trend = app.trend(actor, id, window).await?;
    if trend.figures.is_empty() {
        return Ok((Vec::new(), trend.events));
    }
    let lines = charts::composite_trend(app, actor, id, window).await?;
    let panels = charts::criteria_multiples(app, actor, id, window).await?;
    let query = query(window);
    let address = |name| links::contract_chart(id, name);
    let figures = vec![
        Figure::of("composite", &lines, &lines.about.subtitle, &address("trend"), &query),
        Figure::of("criteria", &panels, &panels.about.subtitle, &address("criteria"), &query),
    ];
    Ok((figures, trend.events))
}

pub(super) fn query(window: scorecards::Window) -> String {
    let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let query = links::with_query("", &[("from", &text(window.from)), ("to", &text(window.to))]);
    if query == "?" { String::new() } else { query }
}

/// Which figure.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FigureQuery {
    side: String,
    on: String,
}

pub(super) async fn calculation(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<FigureQuery>,
) -> Shown {
    let (side, on) = which(&query)?;
    let trace = app.trace(&actor, id, side, on).await?;
    let scored = trace.scores.iter().filter_map(|score| score.origin);
    let observed = trace.kpis.iter().filter_map(|reading| reading.observation?.origin);
    let imports = behind(&app, &actor, scored.chain(observed)).await?;
    show(&CalculationPage::of(&trace, &imports))
}

fn which(query: &FigureQuery) -> Result<(Side, Option<NaiveDate>), Failure> {
    let nothing = || Failure::not_found("figure");
    let side = side_of(&query.side)?;
    let on = match query.on.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_not_a_day| nothing())?),
    };
    Ok((side, on))
}

/// The side an address names; the client when it names none.
pub(super) fn side_of(word: &str) -> Result<Side, Failure> {
    if word.is_empty() {
        return Ok(Side::Client);
    }
    let known = Side::ALL.iter().copied().find(|side| side.word() == word);
    known.ok_or_else(|| Failure::not_found("figure"))
}
