//! Actions of a contract: the log, one action, and the forms that change it.

use super::asked::{self, Part};
use super::{Shown, again, again_if, show};
use crate::app::actions::{ActionCommand, OwnerCommand, Source};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::actions::{ActionRecord, StepKind, Which};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ActionItemId, ContractId, MeetingId, PersonId};
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::actions::{self, ActionPage, ActionsPage, Entered};
use crate::views::pages::parts::{links, sentence};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Which actions, and which page of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    state: String,
    page: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ListQuery>,
) -> Shown {
    let number = asked::number(&query.page)?;
    let which = match query.state.as_str() {
        "" => Which::Open,
        word => Which::parse(word).ok_or(Failure::not_found("state of actions"))?,
    };
    let contract = app.contract(&actor, id).await?;
    let slice = asked::slice(number, ActionsPage::SIZE);
    let found = app.actions(&actor, id, which, slice).await?;
    if found.items.is_empty() && 1 < number {
        return Err(Failure::not_found("page"));
    }
    let (_today, aged) = app.ageing(&actor, id, None).await?;
    let may = asked::may(&actor, Action::TakePart, &contract);
    let at = (number, app.clock().today());
    show(&ActionsPage::of(&contract, (which, &found), &aged, at, may))
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let record = found(&app, &actor, id, part).await?;
    let may = asked::may(&actor, Action::TakePart, &contract);
    show(&ActionPage::of(&contract, &record, app.clock().today(), may))
}

async fn found(
    app: &App, actor: &Actor, contract: ContractId, part: uuid::Uuid,
) -> Result<ActionRecord, Failure> {
    let record = app.action(actor, ActionItemId(part)).await?;
    if record.item.contract == contract { Ok(record) } else { Err(Failure::not_found("action")) }
}

/// The meeting an action is raised at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FormQuery {
    meeting: String,
}

pub(super) async fn form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<FormQuery>,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let people = app.contract_people(&actor, id).await?;
    show(&actions::raise(&contract, &query.meeting, &Entered::default(), &people))
}

/// What is entered of an action.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    what: String,
    outcome: String,
    owner_person: String,
    owner: String,
    due: String,
    meeting: String,
    revision: String,
}

impl Given {
    /// What is asked for.
    pub(super) fn command(&self) -> Result<ActionCommand, Problem> {
        let person = self.owner_person.parse().ok().map(PersonId);
        let named = || OwnerCommand::Named(self.owner.trim().to_owned());
        Ok(ActionCommand {
            what: crate::domain::texts::one_line(&self.what),
            outcome: asked::text(&self.outcome),
            owner: person.map_or_else(named, OwnerCommand::Person),
            due: asked::day("due", &self.due)?,
        })
    }

    /// The same, to be shown again.
    pub(super) fn entered(&self) -> Entered {
        let Self { what, outcome, owner_person, owner, due, .. } = self;
        Entered {
            what: what.clone(),
            outcome: outcome.clone(),
            owner_person: owner_person.clone(),
            owner: owner.clone(),
            due: due.clone(),
        }
    }
}

pub(super) async fn raise(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let people = app.contract_people(&actor, id).await?;
    let page = || actions::raise(&contract, &given.meeting, &given.entered(), &people);
    let command = match given.command() {
        Ok(command) => command,
        Err(problem) => return again(&page().with(&[problem])),
    };
    let meeting = given.meeting.parse().ok().map(MeetingId);
    let source = Source { meeting, prompt: None };
    match app.raise_action(&actor, id, source, command).await {
        Ok(record) => Ok(to(&record)),
        Err(error) => again_if(error, page),
    }
}

pub(super) fn to(record: &ActionRecord) -> Response {
    let item = &record.item;
    Redirect::to(&links::action(item.contract, item.id)).into_response()
}

pub(super) async fn change_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let record = found(&app, &actor, id, part).await?;
    let people = app.contract_people(&actor, id).await?;
    let entered = Entered::of(&record.item);
    show(&actions::change(&contract, &record, record.item.revision, &entered, &people))
}

pub(super) async fn change(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let record = found(&app, &actor, id, part).await?;
    let people = app.contract_people(&actor, id).await?;
    let read = asked::revision(&given.revision);
    let entered = given.entered();
    let page = |revision| actions::change(&contract, &record, revision, &entered, &people);
    let command = match given.command() {
        Ok(command) => command,
        Err(problem) => return again(&page(read).with(&[problem])),
    };
    match app.change_action(&actor, record.item.id, read, command).await {
        Ok(record) => Ok(to(&record)),
        Err(Error::Changed { revision, differing, .. }) if !differing.is_empty() => {
            again(&page(revision).with(&told(differing)))
        }
        Err(error) => again_if(error, || page(read)),
    }
}

/// What somebody else entered meanwhile, beside what was entered here.
fn told(differing: Vec<Problem>) -> Vec<Problem> {
    let told = |problem: Problem| {
        let now = if problem.value.is_empty() { "nothing" } else { &problem.value };
        let remedy = format!(
            "Somebody changed this meanwhile, and it says: {now} Save again to put yours in its place",
            now = sentence(now)
        );
        Problem { remedy, ..problem }
    };
    differing.into_iter().map(told).collect()
}

/// What is entered when an action is closed or reopened.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Noted {
    note: String,
    revision: String,
}

async fn of_step(
    app: &App, actor: &Actor, id: ContractId, part: uuid::Uuid,
) -> Result<(Contract, ActionRecord), Failure> {
    let contract = asked::acting(app, actor, Action::TakePart, id).await?;
    Ok((contract, found(app, actor, id, part).await?))
}

pub(super) async fn close_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let (contract, record) = of_step(&app, &actor, id, part).await?;
    show(&actions::close(&contract, &record, ""))
}

pub(super) async fn close(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Noted>,
) -> Result<Response, Failure> {
    let (contract, record) = of_step(&app, &actor, id, part).await?;
    let page = || actions::close(&contract, &record, &given.note);
    let (read, note) = (asked::revision(&given.revision), asked::text(&given.note));
    match app.step_action(&actor, record.item.id, read, StepKind::Closed, note).await {
        Ok(record) => Ok(to(&record)),
        Err(error) => again_if(error, page),
    }
}

pub(super) async fn reopen_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let (contract, record) = of_step(&app, &actor, id, part).await?;
    show(&actions::reopen(&contract, &record, ""))
}

pub(super) async fn reopen(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Noted>,
) -> Result<Response, Failure> {
    let (contract, record) = of_step(&app, &actor, id, part).await?;
    let page = || actions::reopen(&contract, &record, &given.note);
    let (read, note) = (asked::revision(&given.revision), asked::text(&given.note));
    match app.step_action(&actor, record.item.id, read, StepKind::Reopened, note).await {
        Ok(record) => Ok(to(&record)),
        Err(error) => again_if(error, page),
    }
}
