//! One meeting of a contract, and what is done to it.

pub(super) mod plan;

pub(super) mod score;

pub(super) mod settle;

pub(super) mod disputes;

use super::asked::Part;
use super::imports::behind;
use super::{Shown, again, again_if, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::meetings::governed::Governed;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::meetings::{GovernedPage, MeetingPage};
use crate::views::pages::parts::links;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// What was just done, as the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Query(done): Query<Done>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let governed = app.governance(&actor, MeetingId(part)).await?;
    if governed.is_some_and(|governed| governed.meeting.contract == id) {
        let record = app.governed(&actor, MeetingId(part)).await?;
        let meeting = &record.governed.meeting;
        let actions = app.actions_open_on(&actor, id, meeting.held_on).await?;
        return show(&GovernedPage::of(&record, &actor, &done.done).beside(meeting, &actions));
    }
    let record = app.meeting(&actor, MeetingId(part)).await?;
    if record.meeting.contract != id {
        return Err(Failure::not_found("meeting"));
    }
    let origins = record.scores.iter().filter_map(|score| score.origin);
    let imports = behind(&app, &actor, origins).await?;
    let actions = app.actions_open_on(&actor, id, record.meeting.held_on).await?;
    let page = MeetingPage::of(&contract, &record, &imports);
    show(&page.beside(&record.meeting, &actions))
}

/// The governed meeting of a contract that an address names.
async fn named(
    app: &App, actor: &Actor, contract: ContractId, Part(part): Part,
) -> Result<Governed, Failure> {
    let governed = app.governance(actor, MeetingId(part)).await?;
    let own = governed.filter(|governed| governed.meeting.contract == contract);
    own.ok_or(Failure::not_found("meeting"))
}

/// To the page of a meeting, with what was just done.
fn to_meeting(governed: &Governed, done: &str) -> Response {
    let meeting = &governed.meeting;
    let address = links::meeting(meeting.contract, meeting.id);
    Redirect::to(&links::with_query(&address, &[("done", done)])).into_response()
}

/// To a page of a meeting.
fn to_page(governed: &Governed, page: &str) -> Response {
    Redirect::to(&links::of_meeting(&governed.meeting, page)).into_response()
}
