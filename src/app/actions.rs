//! Actions: list, read, raise, change, close, reopen.

use super::error::{beside, refuse};
use super::{App, Error};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::accounts::Member;
use crate::domain::actions::{
    ActionItem, ActionRecord, Aged, Details, Owner, Step, StepKind, Which, ageing,
};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ActionItemId, ContractId, MeetingId, PersonId, PromptId};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::Problem;
use crate::storage::contracts::Replaced;
use crate::storage::{self, StorageError, Tx};
use chrono::NaiveDate;

/// What is to be done, as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionCommand {
    /// What.
    pub what: String,
    /// What it should bring about.
    pub outcome: Option<String>,
    /// Who.
    pub owner: OwnerCommand,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// Who does it, as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnerCommand {
    /// Somebody of either side who can sign in.
    Person(PersonId),
    /// Anybody, by name.
    Named(String),
}

/// What an action came of, besides somebody's head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Source {
    /// The meeting it is raised at.
    pub meeting: Option<MeetingId>,
    /// The question it answers.
    pub prompt: Option<PromptId>,
}

impl App {
    /// Actions of a contract: open ones oldest first, others latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn actions(
        &self, actor: &Actor, contract: ContractId, which: Which, slice: Slice,
    ) -> Result<Page<ActionRecord>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::actions::list(self.db.reader(), contract, which, slice).await?)
    }

    /// Actions of a contract open at any time of a day, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn actions_open_on(
        &self, actor: &Actor, contract: ContractId, day: NaiveDate,
    ) -> Result<Vec<ActionRecord>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::actions::open_on(self.db.reader(), contract, day).await?)
    }

    /// How many actions of a contract that are open at the end of a day, today unless another is
    /// named, are how old then.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn ageing(
        &self, actor: &Actor, contract: ContractId, on: Option<NaiveDate>,
    ) -> Result<(NaiveDate, Vec<Aged>), Error> {
        self.contract(actor, contract).await?;
        let day = on.unwrap_or_else(|| self.clock.today());
        let records = storage::actions::open_on(self.db.reader(), contract, day).await?;
        let open = records.iter().map(|record| &record.item);
        Ok((day, ageing(open.filter(|item| item.closed_on != Some(day)), day)))
    }

    /// One action and what became of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn action(&self, actor: &Actor, id: ActionItemId) -> Result<ActionRecord, Error> {
        actor.may(Action::Read)?;
        let found = storage::actions::find(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(MISSING)
    }

    /// The people of both sides of a contract, to whom actions can be given.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn contract_people(
        &self, actor: &Actor, contract: ContractId,
    ) -> Result<Vec<Member>, Error> {
        let contract = self.contract(actor, contract).await?;
        let sides = [contract.client.id, contract.supplier.id];
        Ok(storage::accounts::of_organisations(self.db.reader(), &sides).await?)
    }

    /// Raises an action.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it; [`Error::Refused`] when the question it
    /// answers has an action already.
    pub async fn raise_action(
        &self, actor: &Actor, contract: ContractId, source: Source, command: ActionCommand,
    ) -> Result<ActionRecord, Error> {
        actor.may(Action::TakePart)?;
        let (id, today, now) = (ActionItemId::fresh(), self.clock.today(), self.clock.now());
        let (by, scope) = (Author::from(actor), actor.scope());
        let subject = Subject::ActionItem(id, contract);
        let raise = self.change_on(actor, Action::TakePart, contract, subject, move |tx, held| {
            Box::pin(async move {
                let met_on = met_on(tx, scope, contract, source).await?;
                // What is written down after a meeting was raised at it all the same.
                let raised_on = met_on.map_or(today, |day| day.min(today));
                let details = details(tx, &held, command).await?;
                refuse(details.problems(raised_on))?;
                let item = ActionItem {
                    id,
                    contract,
                    revision: 1,
                    meeting: source.meeting,
                    prompt: source.prompt,
                    details,
                    raised_on,
                    raised_by: by,
                    closed_on: None,
                };
                storage::actions::add(tx, &item, now).await.map_err(answered)
            })
        });
        raise.await?;
        tracing::info!(action.id = %id, "Action raised");
        self.action(actor, id).await
    }

    /// Changes what is to be done by an open action that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not; [`Error::Refused`] when it is closed.
    pub async fn change_action(
        &self, actor: &Actor, id: ActionItemId, revision: i64, command: ActionCommand,
    ) -> Result<ActionRecord, Error> {
        actor.may(Action::TakePart)?;
        let contract = self.action(actor, id).await?.item.contract;
        let (scope, subject) = (actor.scope(), Subject::ActionItem(id, contract));
        let change = self.change_on(actor, Action::TakePart, contract, subject, move |tx, held| {
            Box::pin(async move {
                let before = storage::actions::find(tx, scope, id).await?.ok_or(MISSING)?.item;
                let details = details(tx, &held, command).await?;
                if before.revision != revision {
                    return Err(changed_meanwhile(&before, &details));
                }
                before.is_open().map_err(|why| Error::Refused(why.to_string()))?;
                refuse(details.problems(before.raised_on))?;
                write(tx, ActionItem { details, ..before }).await
            })
        });
        change.await?;
        tracing::info!(action.id = %id, "Action changed");
        self.action(actor, id).await
    }

    /// Closes or reopens an action that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is closed or open already; [`Error::Invalid`] when it is
    /// reopened without a reason.
    pub async fn step_action(
        &self, actor: &Actor, id: ActionItemId, revision: i64, kind: StepKind, note: Option<String>,
    ) -> Result<ActionRecord, Error> {
        actor.may(Action::TakePart)?;
        if kind == StepKind::Reopened && note.is_none() {
            let (what, remedy) = ("this is missing", "Enter why it is not done after all");
            refuse(vec![Problem::field("note", "", what, remedy)])?;
        }
        let contract = self.action(actor, id).await?.item.contract;
        let (scope, subject) = (actor.scope(), Subject::ActionItem(id, contract));
        let (on, at, by) = (self.clock.today(), self.clock.now(), Author::from(actor));
        let step = Step { kind, on, note, by, at };
        let take = self.change_on(actor, Action::TakePart, contract, subject, move |tx, _| {
            Box::pin(async move {
                let before = storage::actions::find(tx, scope, id).await?.ok_or(MISSING)?;
                if before.item.revision != revision {
                    return Err(changed_meanwhile(&before.item, &before.item.details));
                }
                before.item.takes(kind).map_err(|why| Error::Refused(why.to_string()))?;
                storage::actions::add_step(tx, id, before.steps.len(), &step).await?;
                let closed_on = (kind == StepKind::Closed).then_some(on);
                write(tx, ActionItem { closed_on, ..before.item }).await
            })
        });
        take.await?;
        tracing::info!(action.id = %id, step = kind.word(), "Action closed or reopened");
        self.action(actor, id).await
    }
}

const MISSING: Error = Error::NotFound { what: "action" };

/// The day of the meeting an action is raised at, which has to be one of its contract.
async fn met_on(
    tx: &Tx, scope: Scope, contract: ContractId, source: Source,
) -> Result<Option<NaiveDate>, Error> {
    let Some(id) = source.meeting else { return Ok(None) };
    let found = storage::meetings::find(tx, scope, id).await?;
    let own = found.filter(|meeting| meeting.contract == contract);
    let message = "the contract has no such meeting";
    let remedy = "Use a meeting of the contract, or leave it out";
    let missing = || Problem::field("meeting", id.to_string(), message, remedy);
    own.map(|meeting| Some(meeting.held_on)).ok_or_else(|| Error::Invalid(vec![missing()]))
}

async fn details(tx: &Tx, held: &Contract, command: ActionCommand) -> Result<Details, Error> {
    let ActionCommand { what, outcome, owner, due } = command;
    let owner = match owner {
        OwnerCommand::Named(name) => Owner { person: None, name },
        OwnerCommand::Person(id) => person(tx, held, id).await?,
    };
    Ok(Details { what, outcome, owner, due })
}

async fn person(tx: &Tx, held: &Contract, id: PersonId) -> Result<Owner, Error> {
    let sides = [held.client.id, held.supplier.id];
    let people = storage::accounts::of_organisations(tx, &sides).await?;
    let found = people.into_iter().find(|member| member.person.id == id);
    let message = "nobody on either side of the contract is known by this";
    let remedy = "Choose somebody of either side, or enter a name instead";
    let missing = || Error::Invalid(vec![Problem::field("owner", id.to_string(), message, remedy)]);
    let member = found.ok_or_else(missing)?;
    Ok(Owner { person: Some(id), name: member.person.name })
}

async fn write(tx: &Tx, before: ActionItem) -> Result<(), Error> {
    let item = ActionItem { revision: before.revision.saturating_add(1), ..before };
    match storage::actions::replace(tx, &item).await? {
        Replaced::Written => Ok(()),
        Replaced::ChangedMeanwhile => Err(changed_meanwhile(&item, &item.details)),
    }
}

fn answered(error: StorageError) -> Error {
    if error.is_duplicate() {
        return Error::Refused("this question has become an action already".to_owned());
    }
    error.into()
}

/// What somebody else made of an action, where it is not what was to be made of it.
fn changed_meanwhile(now: &ActionItem, sent: &Details) -> Error {
    Error::changed("action", now.revision, beside(now.details.texts(), sent.texts()))
}
