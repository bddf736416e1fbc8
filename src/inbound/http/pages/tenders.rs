//! Tenders: the list, and one with its lots and what they are awarded on.

use super::imports::behind;
use super::{Shown, asked, show};
use crate::app::App;
use crate::domain::access::{Action, Actor};
use crate::domain::ids::{OrganisationId, TenderId};
use crate::domain::tenders::TenderFilter;
use crate::domain::weightings::LotStatus;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::parts::May;
use crate::views::pages::tenders::{Search, TenderPage, TendersPage};
use axum::extract::State;
use serde::Deserialize;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    text: String,
    buyer: String,
    status: String,
    page: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Query(query): Query<ListQuery>,
) -> Shown {
    let buyers = app.buyers(&actor).await?;
    let number = asked::number(&query.page)?;
    let filter = filter(&query)?;
    let slice = asked::slice(number, TendersPage::SIZE);
    let lines = app.tenders(&actor, &filter, slice).await?;
    if lines.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    let coverage = app.tender_coverage(&actor, &filter).await?;
    let ListQuery { text, buyer, status, .. } = query;
    let search = Search { text, buyer, status };
    let may = if actor.may(Action::Import).is_ok() { May::Act } else { May::Read };
    show(&TendersPage::of(&buyers, &search, (&lines, coverage), number, may))
}

fn filter(query: &ListQuery) -> Result<TenderFilter, Failure> {
    let buyer = |text: &str| text.parse().ok().map(OrganisationId);
    Ok(TenderFilter {
        text: asked::text(&query.text),
        buyer: asked::known(&query.buyer, "buyer", buyer)?,
        status: asked::known(&query.status, "status", LotStatus::parse)?,
        ..TenderFilter::default()
    })
}

pub(super) async fn read(State(app): State<App>, actor: Actor, Id(id): Id<TenderId>) -> Shown {
    let record = app.tender(&actor, id).await?;
    let imports = behind(&app, &actor, record.tender.origin.into_iter()).await?;
    show(&TenderPage::of(&record, &imports))
}
