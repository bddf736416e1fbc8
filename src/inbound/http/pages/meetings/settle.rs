//! Revealing, settling, signing off and reopening.

use super::{Shown, again, again_if, named, show, to_meeting, to_page};
use crate::app::meetings::settling::SettleCommand;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Relation};
use crate::domain::audit::Digest;
use crate::domain::contracts::Contract;
use crate::domain::ids::ContractId;
use crate::domain::meetings::OneSide;
use crate::domain::meetings::governed::GovernedRecord;
use crate::domain::meetings::outcomes::Settlement;
use crate::domain::meetings::states::{Refusal, Transition, next};
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::pages::asked::Part;
use crate::views::pages::meetings::{self as views, DiscussPage, Settled, SignPage};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

/// A reason, as it was entered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Reason {
    reason: String,
}

fn refused(refusal: Refusal) -> Failure {
    Error::Refused(refusal.to_string()).into()
}

async fn record_of(
    app: &App, actor: &Actor, contract: ContractId, part: Part,
) -> Result<GovernedRecord, Failure> {
    let governed = named(app, actor, contract, part).await?;
    Ok(app.governed(actor, governed.meeting.id).await?)
}

/// The side an actor leads.
fn led(actor: &Actor, contract: &Contract) -> Result<OneSide, Failure> {
    let action = Action::SignOff;
    actor.may_on(action, contract).map_err(Error::from)?;
    match actor.relation(contract) {
        Relation::Client => Ok(OneSide::Client),
        Relation::LeadSupplier => Ok(OneSide::Supplier),
        Relation::Apart | Relation::Party | Relation::Operator => {
            Err(Error::from(crate::domain::access::Forbidden { action }).into())
        }
    }
}

pub(in crate::inbound::http::pages) async fn reveal_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let record = record_of(&app, &actor, id, part).await?;
    led(&actor, &record.contract)?;
    show(&views::reveal(&record.contract, &record.governed.meeting, ""))
}

pub(in crate::inbound::http::pages) async fn reveal(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(given): Form<Reason>,
) -> Result<Response, Failure> {
    let record = record_of(&app, &actor, id, part).await?;
    let meeting = &record.governed.meeting;
    match app.reveal(&actor, meeting.id, &given.reason).await {
        Ok(governed) => Ok(to_meeting(&governed, "revealed")),
        Err(error) => again_if(error, || views::reveal(&record.contract, meeting, &given.reason)),
    }
}

pub(in crate::inbound::http::pages) async fn discuss(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let record = record_of(&app, &actor, id, part).await?;
    if !record.governed.state.is_revealed() {
        return Err(refused(Refusal::NotRevealed));
    }
    show(&DiscussPage::of(&record, &actor))
}

/// An outcome, as it was entered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct OutcomeForm {
    seen: i64,
    criterion: String,
    settlement: String,
    value: String,
    reason: String,
    evidence: String,
}

impl OutcomeForm {
    fn given(&self) -> Settled {
        Settled {
            criterion: self.criterion.clone(),
            settlement: self.settlement.clone(),
            value: self.value.clone(),
            reason: self.reason.clone(),
            evidence: self.evidence.clone(),
        }
    }

    fn parse(&self) -> Result<SettleCommand, Problem> {
        let chosen = Settlement::parse(&self.settlement);
        let missing = |field, remedy| Problem::field(field, "", "nothing was chosen", remedy);
        let settlement = chosen.ok_or_else(|| missing("settlement", "Select how it is settled"))?;
        if settlement == Settlement::Agreed && self.value.is_empty() {
            return Err(missing("value", "Select the score that was agreed"));
        }
        let Settled { criterion, value, reason, evidence, .. } = self.given();
        Ok(SettleCommand { criterion, settlement, value, reason, evidence })
    }
}

/// Which criterion.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct WhichCriterion {
    criterion: String,
}

pub(in crate::inbound::http::pages) async fn outcome_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Query(which): Query<WhichCriterion>,
) -> Shown {
    let record = record_of(&app, &actor, id, part).await?;
    settles(&actor, &record)?;
    let given = Settled { criterion: which.criterion, ..Settled::default() };
    let page = views::outcome(&record, &given, record.governed.changes);
    show(&page.ok_or(Failure::not_found("criterion"))?)
}

/// Refuses whoever settles for neither side, and meetings that are not being settled.
fn settles(actor: &Actor, record: &GovernedRecord) -> Result<(), Failure> {
    actor.may_on(Action::SettleMeetings, &record.contract).map_err(Error::from)?;
    let settle = Transition::Settle { left: 1 };
    next(record.governed.state, settle).map(|_| ()).map_err(refused)
}

pub(in crate::inbound::http::pages) async fn settle(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(given): Form<OutcomeForm>,
) -> Result<Response, Failure> {
    let record = record_of(&app, &actor, id, part).await?;
    settles(&actor, &record)?;
    let meeting = record.governed.meeting.id;
    let page = views::outcome(&record, &given.given(), given.seen);
    let page = page.ok_or(Failure::not_found("criterion"))?;
    let command = match given.parse() {
        Ok(command) => command,
        Err(problem) => return again(&page.with(&[problem])),
    };
    match app.settle(&actor, meeting, given.seen, command).await {
        Ok(record) => Ok(to_page(&record.governed, "discuss")),
        Err(error) => again_if(error, || page),
    }
}

pub(in crate::inbound::http::pages) async fn sign_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let record = record_of(&app, &actor, id, part).await?;
    let side = led(&actor, &record.contract)?;
    let settled = record.governed.state.is_being_settled();
    if !settled {
        let signed = record.governed.state.is_signed_off();
        return Err(refused(if signed { Refusal::SignedOff } else { Refusal::NotRevealed }));
    }
    if record.governed.state == crate::domain::meetings::states::State::Revealed {
        return Err(refused(Refusal::NotSettled));
    }
    show(&SignPage::of(&record, side))
}

/// The digest of what was shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Seen {
    seen: String,
}

pub(in crate::inbound::http::pages) async fn sign(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(given): Form<Seen>,
) -> Result<Response, Failure> {
    let governed = named(&app, &actor, id, part).await?;
    let seen = Digest::parse(&given.seen).unwrap_or(Digest::NONE);
    let record = app.sign_off(&actor, governed.meeting.id, seen).await?;
    Ok(to_meeting(&record.governed, "signed"))
}

pub(in crate::inbound::http::pages) async fn reopen_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let record = record_of(&app, &actor, id, part).await?;
    led(&actor, &record.contract)?;
    next(record.governed.state, Transition::Reopen).map_err(refused)?;
    show(&views::reopen(&record.contract, &record.governed.meeting, ""))
}

pub(in crate::inbound::http::pages) async fn reopen(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(given): Form<Reason>,
) -> Result<Response, Failure> {
    let record = record_of(&app, &actor, id, part).await?;
    let meeting = &record.governed.meeting;
    match app.reopen(&actor, meeting.id, &given.reason).await {
        Ok(record) => Ok(to_meeting(&record.governed, "reopened")),
        Err(error) => again_if(error, || views::reopen(&record.contract, meeting, &given.reason)),
    }
}
