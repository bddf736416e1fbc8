//! Value-add: list, propose, take from state to state, link what is the same.

use super::error::refuse;
use super::{App, Error, figures};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::problems::Problem;
use crate::domain::value as rules;
use crate::domain::value::{
    HistoryStep, Item, ItemRecord, Kind, Progress, State, Terms, Towards, Turnout, may_be_same,
    recorded_before,
};
use crate::storage::{self, Tx};
use chrono::{DateTime, NaiveDate, Utc};

mod same;

mod steps;

/// Which items to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemFilter {
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those of this kind.
    pub kind: Option<Kind>,
    /// Only those that contribute to this.
    pub towards: Option<Towards>,
}

impl ItemFilter {
    /// Whether an item is one of them.
    #[must_use]
    pub fn has(&self, item: &Item) -> bool {
        self.state.is_none_or(|state| item.progress.state() == state)
            && self.kind.is_none_or(|kind| item.terms.kind == kind)
            && self.towards.is_none_or(|towards| item.terms.towards == towards)
    }
}

impl App {
    /// Items of a contract: commitments by the day they are due, then offers.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn value_items(
        &self, actor: &Actor, contract: ContractId, filter: ItemFilter,
    ) -> Result<Vec<Item>, Error> {
        self.contract(actor, contract).await?;
        let mut items = storage::value::of_contracts(self.db.reader(), &[contract]).await?;
        items.retain(|item| filter.has(item));
        Ok(items)
    }

    /// One item with everything that became of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn value_item(&self, actor: &Actor, id: ValueItemId) -> Result<ItemRecord, Error> {
        actor.may(Action::Read)?;
        let (reader, scope) = (self.db.reader(), actor.scope());
        let item = storage::value::find(reader, scope, id).await?.ok_or(MISSING)?;
        let steps = storage::value::steps(reader, &[id]).await?.remove(&id).unwrap_or_default();
        let counted = match item.same_as {
            Some(other) => storage::value::find(reader, scope, other).await?,
            None => None,
        };
        let repeats = storage::value::repeating(reader, scope, id).await?;
        Ok(ItemRecord { item, steps, counted, repeats })
    }

    /// Proposes an item.
    ///
    /// # Errors
    /// [`Error::Invalid`] when something is missing, or the contract has such an item already.
    pub async fn propose_value(
        &self, actor: &Actor, contract: ContractId, terms: Terms,
    ) -> Result<ItemRecord, Error> {
        actor.may(Action::RecordValue)?;
        check(&terms)?;
        let item = Item {
            id: ValueItemId::fresh(),
            contract,
            revision: 1,
            terms,
            progress: Progress::Proposed,
            turnout: Turnout::default(),
            same_as: None,
            origin: None,
        };
        let (id, subject) = (item.id, Subject::ValueItem(item.id, contract));
        let (app, whose) = (self.clone(), actor.clone());
        let add = self.change_on(actor, Action::RecordValue, contract, subject, move |tx, _| {
            Box::pin(async move {
                let known = storage::value::of_contracts(tx, &[contract]).await?;
                unlike(&known, &item.terms, None)?;
                storage::value::put(tx, std::slice::from_ref(&item)).await?;
                app.note_step(tx, &whose, &item, None).await?;
                app.refresh_value(tx, contract).await
            })
        });
        add.await?;
        tracing::info!(item.id = %id, "Value-add proposed");
        self.value_item(actor, id).await
    }

    /// Corrects an item that is proposed and still has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not; [`Error::Refused`] when it was decided on.
    pub async fn correct_value(
        &self, actor: &Actor, id: ValueItemId, revision: i64, terms: Terms,
    ) -> Result<ItemRecord, Error> {
        actor.may(Action::RecordValue)?;
        check(&terms)?;
        let app = self.clone();
        let change =
            self.change_item(actor, (id, revision), Action::RecordValue, move |tx, held| {
                Box::pin(async move {
                    let Held { item, items, .. } = held;
                    if item.progress != Progress::Proposed {
                        let state = item.progress.state().word();
                        let why = format!(
                            "an item that is {state} cannot be corrected; only a proposed one can"
                        );
                        return Err(Error::Refused(why));
                    }
                    unlike(&items, &terms, Some(&item))?;
                    let revision = item.revision.saturating_add(1);
                    let item = Item { terms, revision, origin: None, ..item };
                    storage::value::put(tx, std::slice::from_ref(&item)).await?;
                    app.refresh_value(tx, item.contract).await
                })
            });
        change.await?;
        tracing::info!(item.id = %id, "Value-add corrected");
        self.value_item(actor, id).await
    }

    async fn refresh_value(&self, tx: &Tx, contract: ContractId) -> Result<(), Error> {
        figures::refresh_figures(&self.db, tx, contract).await?;
        Ok(figures::refresh_rollups(tx, &[contract]).await?)
    }

    /// Writes down the state an item has come to.
    async fn note_step(
        &self, tx: &Tx, actor: &Actor, item: &Item, note: Option<String>,
    ) -> Result<(), Error> {
        let at = self.clock.now();
        let step = noted(item, actor, (at, self.clock.today()), note);
        Ok(storage::value::add_steps(tx, &[(item.id, step)]).await?)
    }
}

/// An item to be changed, with its contract and every item of that.
struct Held {
    item: Item,
    contract: Contract,
    items: Vec<Item>,
}

const MISSING: Error = Error::NotFound { what: "value-add item" };

/// The state an item has come to, as it is written down.
pub(super) fn noted(
    item: &Item, actor: &Actor, (at, today): (DateTime<Utc>, NaiveDate), note: Option<String>,
) -> HistoryStep {
    let verified = item.progress.verified();
    let on = match item.progress {
        Progress::Delivered => item.terms.on,
        Progress::Verified(verified) => Some(verified.on),
        Progress::Proposed | Progress::Accepted | Progress::Rejected | Progress::Withdrawn => None,
    };
    HistoryStep {
        state: item.progress.state(),
        on: on.unwrap_or(today),
        at,
        by: actor.id(),
        name: actor.name().to_owned(),
        note,
        value: verified.and_then(|verified| verified.value),
        import: None,
    }
}

fn check(terms: &Terms) -> Result<(), Error> {
    refuse(rules::check(terms))
}

/// Refuses what the contract has already.
fn unlike(known: &[Item], terms: &Terms, item: Option<&Item>) -> Result<(), Error> {
    let Some(other) = recorded_before(known, terms, item) else { return Ok(()) };
    let (state, kind) = (other.progress.state().word(), other.terms.kind.label().to_lowercase());
    let day = other.terms.due.or(other.terms.on);
    let day = day.map_or_else(String::new, |day| format!(" of {}", day.format("%-d %B %Y")));
    let message = format!(
        "“{}” ({kind}{day}, {state}) is recorded already, and one thing counts once",
        other.terms.title
    );
    let remedy = "Go on with that one, or give this one another title or day";
    Err(Error::Invalid(vec![Problem::field("title", &terms.title, message, remedy)]))
}
