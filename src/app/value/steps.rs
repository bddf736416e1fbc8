//! Items taken from state to state, by the side whose step it is.

use super::{Held, MISSING, unlike};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::ids::ValueItemId;
use crate::domain::value::{Cannot, Item, ItemRecord, Step, StepKind, step};
use crate::storage::{self, Tx};
use futures::future::BoxFuture;

impl App {
    /// Takes an item that still has `revision` a step further.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a step of the other side; [`Error::Refused`] when the item is not
    /// where the step begins; [`Error::Changed`] when it is not as it was read.
    pub async fn step_value(
        &self, actor: &Actor, (id, revision): (ValueItemId, i64), taken: Step, note: Option<String>,
    ) -> Result<ItemRecord, Error> {
        let (kind, action) = (taken.kind(), taken.kind().action());
        let (app, whose, today) = (self.clone(), actor.clone(), self.clock.today());
        let change = self.change_item(actor, (id, revision), action, move |tx, held| {
            Box::pin(async move {
                let next = step(&held.item, &taken, note.as_deref(), today).map_err(refused)?;
                unlike(&held.items, &next.terms, Some(&next))?;
                storage::value::put(tx, std::slice::from_ref(&next)).await?;
                app.note_step(tx, &whose, &next, note).await?;
                // Of all steps only this one moves a figure.
                match kind {
                    StepKind::Verify => app.refresh_value(tx, next.contract).await,
                    StepKind::Accept
                    | StepKind::Deliver
                    | StepKind::Reject
                    | StepKind::Withdraw => Ok(()),
                }
            })
        });
        change.await?;
        tracing::info!(item.id = %id, item.step = kind.word(), "Value-add taken a step further");
        self.value_item(actor, id).await
    }

    /// Changes an item that still has a revision, its contract held.
    pub(super) async fn change_item<T, F>(
        &self, actor: &Actor, (id, revision): (ValueItemId, i64), action: Action, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx, Held) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        actor.may(action)?;
        let (reader, scope) = (self.db.reader(), actor.scope());
        let found = storage::value::find(reader, scope, id).await?.ok_or(MISSING)?;
        let subject = Subject::ValueItem(id, found.contract);
        let change = self.change_on(actor, action, found.contract, subject, move |tx, contract| {
            Box::pin(async move {
                let items = storage::value::of_contracts(tx, &[contract.id]).await?;
                let item = items.iter().find(|item| item.id == id).cloned().ok_or(MISSING)?;
                if item.revision != revision {
                    return Err(changed(&item));
                }
                work(tx, Held { item, contract, items }).await
            })
        });
        change.await
    }
}

fn refused(cannot: Cannot) -> Error {
    match cannot {
        Cannot::FromHere { .. } => Error::Refused(cannot.to_string()),
        Cannot::Given(problems) => Error::Invalid(problems),
    }
}

/// What somebody else made of an item since it was read.
fn changed(now: &Item) -> Error {
    let says = |field, value: &str| (field, value.to_owned(), String::new());
    let now_says = [says("state", now.progress.state().word()), says("title", &now.terms.title)];
    Error::changed("value-add item", now.revision, now_says)
}
