//! Value-add of a contract, and one item.

use super::asked::Part;
use super::{Shown, show};
use crate::app::App;
use crate::app::value::ItemFilter;
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::value::{ItemRecord, Kind, State as Stage, Towards};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::value::{ItemPage, Search, ValuePage};
use axum::extract::State;
use serde::Deserialize;

mod forms;

mod typed;

pub(super) use forms::{correct, correct_form, propose, propose_form, take, take_form};

/// Which items the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    state: String,
    kind: String,
    contributes_to: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ListQuery>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let ListQuery { state, kind, contributes_to: towards } = query;
    let filter = ItemFilter {
        state: chosen(&state, Stage::ALL, Stage::word)?,
        kind: chosen(&kind, Kind::ALL, Kind::word)?,
        towards: chosen(&towards, Towards::ALL, Towards::word)?,
    };
    let all = app.value_items(&actor, id, ItemFilter::default()).await?;
    let found: Vec<_> = all.iter().filter(|item| filter.has(item)).cloned().collect();
    let search = Search { state, kind, towards };
    let today = app.clock().today();
    show(&ValuePage::of(&contract, (&all, &found), &search, today, &allowed(&actor, &contract)))
}

fn chosen<T: Copy + 'static>(
    text: &str, all: &'static [T], word: impl Fn(T) -> &'static str,
) -> Result<Option<T>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    let found = all.iter().copied().find(|choice| word(*choice) == text);
    found.map(Some).ok_or(Failure::not_found("filter"))
}

/// What somebody may do with the items of a contract.
fn allowed(actor: &Actor, contract: &Contract) -> Vec<Action> {
    let both = [Action::RecordValue, Action::VerifyValue];
    both.into_iter().filter(|action| actor.may_on(*action, contract).is_ok()).collect()
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Query(Done { done }): Query<Done>,
) -> Shown {
    let (contract, record) = found(&app, &actor, id, ValueItemId(part)).await?;
    let named = record.steps.iter().filter_map(|step| step.import).collect();
    let imports = app.imports_named(&actor, named).await?;
    let allowed = allowed(&actor, &contract);
    show(&ItemPage::of(&contract, &record, &imports, &allowed).after(&done))
}

/// An item with its contract, when it belongs to that.
async fn found(
    app: &App, actor: &Actor, contract: ContractId, item: ValueItemId,
) -> Result<(Contract, ItemRecord), Failure> {
    let contract = app.contract(actor, contract).await?;
    let record = app.value_item(actor, item).await?;
    if record.item.contract != contract.id {
        return Err(Failure::not_found("value-add item"));
    }
    Ok((contract, record))
}
