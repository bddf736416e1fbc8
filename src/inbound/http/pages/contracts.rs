//! The list of contracts, and one contract in one screen.

use super::{Shown, asked, show};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::{ContractFilter, ContractLine};
use crate::domain::designs::{InUse, Version};
use crate::domain::ids::{ContractId, OrganisationId};
use crate::domain::meetings::Side;
use crate::domain::periods::Cadence;
use crate::domain::scorecards::{Trace, Trend, Window};
use crate::inbound::charts as gathered;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::charts;
use crate::views::pages::contracts::{ContractsPage, Known, OverviewPage, Search, Versions};
use crate::views::pages::parts::{Figure, links};
use axum::extract::State;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    text: String,
    client: String,
    supplier: String,
    running: String,
    page: String,
}

pub(super) async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<ListQuery>,
) -> Shown {
    let number = asked::number(&query.page)?;
    let filter = filter(&app, &query)?;
    let slice = asked::slice(number, ContractsPage::SIZE);
    let lines = app.contracts(&actor, &filter, slice).await?;
    if lines.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    let organisations = app.organisations(&actor).await?;
    let versions = rated_by(&app, &actor, &lines.items).await?;
    let ListQuery { text, client, supplier, running, .. } = query;
    let search = Search { text, client, supplier, running };
    show(&ContractsPage::of(&search, &organisations, &lines, &versions, number))
}

fn filter(app: &App, query: &ListQuery) -> Result<ContractFilter, Failure> {
    let text = query.text.trim();
    Ok(ContractFilter {
        text: (!text.is_empty()).then(|| text.to_owned()),
        client: organisation(&query.client)?,
        supplier: organisation(&query.supplier)?,
        running_on: (query.running == "today").then(|| app.clock().today()),
    })
}

fn organisation(text: &str) -> Result<Option<OrganisationId>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = text.parse().ok().map(OrganisationId);
    id.map(Some).ok_or(Failure::not_found("organisation"))
}

/// The versions that rate the figures of a page of the list; versions are kept in memory.
async fn rated_by(app: &App, actor: &Actor, lines: &[ContractLine]) -> Result<Versions, Error> {
    let mut versions = Versions::new();
    for line in lines {
        if let Some(id) = line.version {
            versions.insert(line.contract.id, app.design_version(actor, id).await?);
        }
    }
    Ok(versions)
}

/// How long the periods are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OverviewQuery {
    by: String,
}

pub(super) async fn overview(
    State(app): State<App>,
    actor: Actor,
    Id(id): Id<ContractId>,
    Query(query): Query<OverviewQuery>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let cadence = cadence(&query.by)?;
    let traces = traces(&app, &actor, id).await?;
    let trend = app.trend(&actor, id, Window::default()).await?;
    let designs = designs(&app, &actor, &trend.designs).await?;
    let slice = asked::slice(1, OverviewPage::MEETINGS);
    show(&OverviewPage::of(Known {
        contract: &contract,
        parties: &app.parties(&actor, id).await?,
        figures: figures(&app, &actor, &traces, &trend).await?,
        traces: &traces,
        readings: &trend.figures,
        periods: &app.period_figures(&actor, id, cadence).await?,
        cadence,
        kpis: &app.kpis(&actor, id).await?,
        meetings: &app.meetings(&actor, id, slice).await?,
        events: &trend.events,
        designs: &designs,
    }))
}

fn cadence(by: &str) -> Result<Cadence, Failure> {
    if by.is_empty() {
        return Ok(Cadence::Quarter);
    }
    let kept = [Cadence::Month, Cadence::Quarter, Cadence::FinancialYear];
    let found = kept.into_iter().find(|cadence| cadence.word() == by);
    found.ok_or(Failure::not_found("length of periods"))
}

/// The latest figure of each side that has one.
async fn traces(app: &App, actor: &Actor, id: ContractId) -> Result<Vec<Trace>, Error> {
    let mut traces = Vec::new();
    for side in Side::ALL {
        match app.trace(actor, id, *side, None).await {
            Ok(trace) => traces.push(trace),
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(traces)
}

async fn designs(
    app: &App,
    actor: &Actor,
    starts: &[InUse],
) -> Result<Vec<(InUse, Arc<Version>)>, Error> {
    let mut designs = Vec::with_capacity(starts.len());
    for start in starts {
        designs.push((*start, app.design_version(actor, start.version).await?));
    }
    Ok(designs)
}

/// More meetings than this are too many to tell apart beside everything else.
const DRAWN: usize = 52;

async fn figures(
    app: &App,
    actor: &Actor,
    traces: &[Trace],
    trend: &Trend,
) -> Result<Vec<Figure>, Error> {
    let Some(latest) = traces.first() else { return Ok(Vec::new()) };
    let id = latest.contract.id;
    let bullets = charts::perspective_bullets(latest);
    let address = links::contract_chart(id, "perspectives");
    let query = format!("?side={}&on={}", latest.figure.side.word(), latest.figure.on);
    let from = recent(trend);
    let window = Window { from, to: None };
    let lines = gathered::composite_trend(app, actor, id, window).await?;
    let trend = links::contract_chart(id, "trend");
    let since = from.map(|from| format!("?from={from}")).unwrap_or_default();
    Ok(vec![
        Figure::of("bullets", &bullets, &bullets.about.subtitle, &address, &query),
        Figure::of("trend", &lines, &lines.about.subtitle, &trend, &since),
    ])
}

/// The day from which there are no more meetings than can be drawn; none when all can be.
fn recent(trend: &Trend) -> Option<NaiveDate> {
    let days: BTreeSet<NaiveDate> = trend.figures.iter().map(|figure| figure.on).collect();
    let first = days.iter().rev().nth(DRAWN - 1)?;
    (days.first() != Some(first)).then_some(*first)
}
