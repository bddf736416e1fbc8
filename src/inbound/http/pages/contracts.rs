//! The list of contracts, and one contract in one screen.

use super::{Shown, asked, show};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::{ContractFilter, ContractLine};
use crate::domain::ids::{ContractId, OrganisationId};
use crate::domain::periods::Cadence;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::contracts::{ContractsPage, OverviewPage, Search, Versions};
use axum::extract::State;
use serde::Deserialize;
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
    State(app): State<App>, actor: Actor, Query(query): Query<ListQuery>,
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

/// The versions that rate the figures of a page of the list.
async fn rated_by(app: &App, actor: &Actor, lines: &[ContractLine]) -> Result<Versions, Error> {
    let named = lines.iter().filter_map(|line| line.version);
    let versions = app.design_versions(actor, named).await?;
    let rates = |line: &ContractLine| {
        let version = versions.iter().find(|version| Some(version.id) == line.version)?;
        Some((line.contract.id, Arc::clone(version)))
    };
    Ok(lines.iter().filter_map(rates).collect())
}

/// How long the periods are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OverviewQuery {
    by: String,
}

pub(super) async fn overview(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
    Query(query): Query<OverviewQuery>,
) -> Shown {
    let cadence = cadence(&query.by)?;
    let overview = app.overview(&actor, id, cadence, OverviewPage::MEETINGS).await?;
    show(&OverviewPage::of(&overview))
}

fn cadence(by: &str) -> Result<Cadence, Failure> {
    if by.is_empty() {
        return Ok(Cadence::Quarter);
    }
    let kept = [Cadence::Month, Cadence::Quarter, Cadence::FinancialYear];
    let found = kept.into_iter().find(|cadence| cadence.word() == by);
    found.ok_or(Failure::not_found("length of periods"))
}
