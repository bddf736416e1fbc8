//! One meeting of a contract.

use super::asked::Part;
use super::imports::behind;
use super::{Shown, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, MeetingId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::meetings::MeetingPage;
use axum::extract::State;

pub(super) async fn read(
    State(app): State<App>,
    actor: Actor,
    Id(id): Id<ContractId>,
    Part(part): Part,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let record = app.meeting(&actor, MeetingId(part)).await?;
    if record.meeting.contract != id {
        return Err(Failure::not_found("meeting"));
    }
    let origins = record.scores.iter().filter_map(|score| score.origin);
    let imports = behind(&app, &actor, origins).await?;
    let actions = app.actions_open_on(&actor, id, record.meeting.held_on).await?;
    show(&MeetingPage::of(&contract, &record, &imports, &actions))
}
