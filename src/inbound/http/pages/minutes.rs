//! The minutes of a meeting and what was decided.

use super::asked::{self, Part};
use super::{Shown, show};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::ids::{ContractId, MeetingId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::minutes::MinutesPage;
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    show(&page(&app, &actor, id, MeetingId(part)).await?)
}

async fn page(
    app: &App, actor: &Actor, id: ContractId, meeting: MeetingId,
) -> Result<MinutesPage, Failure> {
    let contract = app.contract(actor, id).await?;
    let meeting = app.meeting(actor, meeting).await?.meeting;
    if meeting.contract != id {
        return Err(Failure::not_found("meeting"));
    }
    let minutes = app.minutes(actor, meeting.id).await?;
    let may = asked::may(actor, Action::TakePart, &contract);
    Ok(MinutesPage::of(&contract, &meeting, &minutes, may))
}

/// What is written, and what was read before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    revision: String,
    body: String,
}

pub(super) async fn write(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Written>,
) -> Result<Response, Failure> {
    let before = page(&app, &actor, id, MeetingId(part)).await?;
    let read = asked::revision(&given.revision);
    match app.write_minutes(&actor, MeetingId(part), read, given.body.clone()).await {
        Ok(_) => Ok(to(id, part)),
        Err(Error::Changed { .. }) => {
            let now = page(&app, &actor, id, MeetingId(part)).await?.beside(&given.body);
            Ok((StatusCode::CONFLICT, show(&now)?).into_response())
        }
        Err(error) => wrong(before, error, ("", "")),
    }
}

fn to(id: ContractId, part: uuid::Uuid) -> Response {
    Redirect::to(&links::minutes(id, MeetingId(part))).into_response()
}

fn wrong(page: MinutesPage, error: Error, sent: (&str, &str)) -> Result<Response, Failure> {
    let failure = Failure::from(error);
    if failure.problems().is_empty() {
        return Err(failure);
    }
    let page = page.with(failure.problems(), sent);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
}

/// What was decided, and by whom.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Decided {
    what: String,
    decided_by: String,
}

pub(super) async fn decide(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Decided>,
) -> Result<Response, Failure> {
    let before = page(&app, &actor, id, MeetingId(part)).await?;
    let Decided { what, decided_by } = &given;
    match app.record_decision(&actor, MeetingId(part), what, decided_by).await {
        Ok(_) => Ok(to(id, part)),
        Err(error) => wrong(before, error, (what, decided_by)),
    }
}
