//! Events marked on the charts of a contract: list, add, remove.

use super::asked::{self, Part};
use super::{Shown, again, again_if, show};
use crate::app::App;
use crate::domain::access::{Action, Actor};
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, EventId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::events::{self, EventsPage};
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub(super) async fn list(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let events = app.events(&actor, id).await?;
    let may = asked::may(&actor, Action::ChangeContracts, &contract);
    show(&EventsPage::of(&contract, &events, may))
}

pub(super) async fn form(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    let contract = asked::acting(&app, &actor, Action::ChangeContracts, id).await?;
    show(&events::add(&contract, "", ""))
}

/// What happened, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Happened {
    day: String,
    title: String,
}

pub(super) async fn add(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Happened>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::ChangeContracts, id).await?;
    let page = || events::add(&contract, &given.day, &given.title);
    let on = match asked::day("day", &given.day) {
        Ok(Some(on)) => on,
        Ok(None) => return again(&page().with(&[asked::no_day("day")])),
        Err(problem) => return again(&page().with(&[problem])),
    };
    match app.add_event(&actor, id, on, &given.title).await {
        Ok(_) => Ok(Redirect::to(&links::events(id)).into_response()),
        Err(error) => again_if(error, page),
    }
}

pub(super) async fn ask(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::ChangeContracts, id).await?;
    let event = found(&app, &actor, id, EventId(part)).await?;
    show(&events::remove(&contract, &event))
}

async fn found(
    app: &App, actor: &Actor, contract: ContractId, id: EventId,
) -> Result<Event, Failure> {
    let events = app.events(actor, contract).await?;
    events.into_iter().find(|event| event.id == id).ok_or(Failure::not_found("event"))
}

pub(super) async fn remove(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Result<Redirect, Failure> {
    let event = found(&app, &actor, id, EventId(part)).await?;
    app.remove_event(&actor, event.id).await?;
    Ok(Redirect::to(&links::events(id)))
}
