//! Items proposed, corrected, taken further and linked, each on a form of its own.

use super::{found, typed};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::value::{Item, ItemRecord, StepKind};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::Part;
use crate::inbound::http::pages::{Shown, show};
use crate::inbound::http::pages::{again, again_if};
use crate::views::pages::accounts::FormPage;
use crate::views::pages::parts::links;
use crate::views::pages::value::{self as pages, Draft, StepDraft};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::collections::HashMap;

/// An item as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Proposed {
    title: String,
    about: String,
    kind: String,
    contributes_to: String,
    due: String,
    date: String,
    claimed_gbp: String,
    method: String,
    revision: String,
}

impl Proposed {
    fn draft(self) -> (Draft, String) {
        let Self { title, about, kind, contributes_to, due, date, claimed_gbp, method, revision } =
            self;
        let draft = Draft { title, about, kind, contributes_to, due, date, claimed_gbp, method };
        (draft, revision)
    }
}

pub(in crate::inbound::http::pages) async fn propose_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordValue, &contract).map_err(Error::from)?;
    show(&pages::propose(&contract, None, &Draft::default()))
}

pub(in crate::inbound::http::pages) async fn propose(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Proposed>,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordValue, &contract).map_err(Error::from)?;
    let (draft, _) = given.draft();
    let page = || pages::propose(&contract, None, &draft);
    let terms = match typed::terms(&draft) {
        Ok(terms) => terms,
        Err(problems) => return again(&page().with(&problems)),
    };
    let proposed = app.propose_value(&actor, id, terms).await;
    answered(proposed, "proposed", page)
}

pub(in crate::inbound::http::pages) async fn correct_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let (contract, item) = open(&app, &actor, (id, part), Action::RecordValue).await?;
    show(&pages::propose(&contract, Some(&item), &Draft::of(&item)))
}

pub(in crate::inbound::http::pages) async fn correct(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Proposed>,
) -> Result<Response, Failure> {
    let (contract, item) = open(&app, &actor, (id, part), Action::RecordValue).await?;
    let (draft, revision) = given.draft();
    let page = || pages::propose(&contract, Some(&item), &draft);
    let terms = match typed::terms(&draft) {
        Ok(terms) => terms,
        Err(problems) => return again(&page().with(&problems)),
    };
    let corrected = app.correct_value(&actor, item.id, read(&revision), terms).await;
    answered(corrected, "proposed", page)
}

/// A step as it was typed, or the item that is the same.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Taken {
    on: String,
    note: String,
    verified_gbp: String,
    attendance: String,
    felt: String,
    felt_count: String,
    felt_sum: String,
    themes: String,
    same_as: String,
    revision: String,
}

impl Taken {
    fn draft(&self) -> StepDraft {
        StepDraft {
            on: self.on.clone(),
            note: self.note.clone(),
            verified_gbp: self.verified_gbp.clone(),
            attendance: self.attendance.clone(),
            felt: self.felt.clone(),
            felt_count: self.felt_count.clone(),
            felt_sum: self.felt_sum.clone(),
            themes: self.themes.clone(),
        }
    }
}

/// What the last word of an address asks to do with an item.
#[derive(Debug, Clone, Copy)]
enum Way {
    Step(StepKind),
    Same,
}

impl Way {
    fn of(path: &HashMap<String, String>) -> Result<Self, Failure> {
        let word = path.get("step").map(String::as_str).unwrap_or_default();
        let step = StepKind::ALL.iter().copied().find(|kind| kind.word() == word).map(Self::Step);
        step.or((word == "same").then_some(Self::Same)).ok_or(Failure::not_found("page"))
    }

    fn action(self) -> Action {
        match self {
            Self::Step(kind) => kind.action(),
            Self::Same => Action::VerifyValue,
        }
    }
}

type Words = Path<HashMap<String, String>>;

pub(in crate::inbound::http::pages) async fn take_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Path(path): Words,
) -> Shown {
    let way = Way::of(&path)?;
    let (contract, item) = open(&app, &actor, (id, part), way.action()).await?;
    match way {
        Way::Same => {
            let others = app.value_others(&actor, item.id).await?;
            show(&pages::same(&contract, &item, &others))
        }
        Way::Step(kind) => {
            let today = app.clock().today().format("%-d/%-m/%Y").to_string();
            let claimed = item.terms.claimed().map(|amount| amount.to_string());
            let verified_gbp = claimed.unwrap_or_default();
            let draft = StepDraft { on: today, verified_gbp, ..StepDraft::default() };
            show(&pages::step(&contract, &item, kind, &draft))
        }
    }
}

pub(in crate::inbound::http::pages) async fn take(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Path(path): Words, Form(given): Form<Taken>,
) -> Result<Response, Failure> {
    let way = Way::of(&path)?;
    let (contract, item) = open(&app, &actor, (id, part), way.action()).await?;
    let revision = read(&given.revision);
    match way {
        Way::Same => linked(&app, &actor, (&contract, &item, revision), &given).await,
        Way::Step(kind) => {
            let draft = given.draft();
            let page = || pages::step(&contract, &item, kind, &draft);
            let (step, note) = match typed::step(kind, &draft, app.clock().today()) {
                Ok(taken) => taken,
                Err(problems) => return again(&page().with(&problems)),
            };
            let stepped = app.step_value(&actor, (item.id, revision), step, note).await;
            answered(stepped, kind.to().word(), page)
        }
    }
}

async fn linked(
    app: &App, actor: &Actor, (contract, item, revision): (&Contract, &Item, i64), given: &Taken,
) -> Result<Response, Failure> {
    let other = match given.same_as.trim() {
        "" => None,
        id => Some(id.parse().map(ValueItemId).map_err(|_none| Failure::not_found("item"))?),
    };
    let others = app.value_others(actor, item.id).await?;
    let linked = app.link_value(actor, (item.id, revision), other).await;
    answered(linked, "linked", || pages::same(contract, item, &others))
}

/// An item that may be changed in some way, with its contract.
async fn open(
    app: &App, actor: &Actor, (contract, item): (ContractId, uuid::Uuid), action: Action,
) -> Result<(Contract, Item), Failure> {
    let (contract, record) = found(app, actor, contract, ValueItemId(item)).await?;
    actor.may_on(action, &contract).map_err(Error::from)?;
    Ok((contract, record.item))
}

/// The revision a form was made from; none that ever is when it says none.
fn read(revision: &str) -> i64 {
    revision.parse().unwrap_or_default()
}

/// The page of the item when it was done; the form again when something has to be put right.
fn answered(
    done: Result<ItemRecord, Error>, word: &str, page: impl FnOnce() -> FormPage,
) -> Result<Response, Failure> {
    match done {
        Ok(ItemRecord { item, .. }) => {
            let address = links::value_item(item.contract, item.id);
            Ok(Redirect::to(&format!("{address}?done={word}")).into_response())
        }
        Err(error @ Error::Invalid(_)) => again_if(error, page),
        Err(error) => Err(error.into()),
    }
}
