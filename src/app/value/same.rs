//! Items linked as the same thing, so that only one of them counts.

use super::{Held, Item, MISSING, may_be_same};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::ContractFilter;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::domain::value::ItemRecord;
use crate::storage;
use std::collections::BTreeMap;

/// One client and one supplier hardly ever have more contracts than this.
const MOST_CONTRACTS: u64 = 200;

impl App {
    /// Items that one could be the same as: those of the same client and supplier, each with the
    /// reference of its contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the item does not exist for this actor.
    pub async fn value_others(
        &self, actor: &Actor, id: ValueItemId,
    ) -> Result<Vec<(String, Item)>, Error> {
        let item = self.value_item(actor, id).await?.item;
        let own = self.contract(actor, item.contract).await?;
        let (client, supplier) = (Some(own.client.id), Some(own.supplier.id));
        let filter = ContractFilter { client, supplier, ..ContractFilter::default() };
        let slice = Slice { offset: 0, limit: MOST_CONTRACTS };
        let contracts = self.contracts(actor, &filter, slice).await?;
        let references: BTreeMap<ContractId, String> = contracts
            .items
            .into_iter()
            .map(|line| (line.contract.id, line.contract.details.reference))
            .collect();
        let ids: Vec<ContractId> = references.keys().copied().collect();
        let mut items = storage::value::of_contracts(self.db.reader(), &ids).await?;
        items.retain(|other| other.id != id && other.same_as.is_none());
        let named = |item: Item| Some((references.get(&item.contract)?.clone(), item));
        Ok(items.into_iter().filter_map(named).collect())
    }

    /// Links an item that still has `revision` as the same as another, which then counts in its
    /// place; or, with none, lets it count for itself again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the other does not exist for this actor or cannot be the same.
    pub async fn link_value(
        &self, actor: &Actor, (id, revision): (ValueItemId, i64), other: Option<ValueItemId>,
    ) -> Result<ItemRecord, Error> {
        let (app, whose) = (self.clone(), actor.clone());
        let action = Action::VerifyValue;
        let change = self.change_item(actor, (id, revision), action, move |tx, held| {
            Box::pin(async move {
                if let Some(other) = other {
                    app.same(tx, &whose, &held, other).await?;
                }
                let revision = held.item.revision.saturating_add(1);
                let item = Item { same_as: other, revision, origin: None, ..held.item };
                storage::value::put(tx, std::slice::from_ref(&item)).await?;
                app.refresh_value(tx, item.contract).await
            })
        });
        change.await?;
        tracing::info!(item.id = %id, "Value-add linked");
        self.value_item(actor, id).await
    }

    async fn same(
        &self, tx: &storage::Tx, actor: &Actor, held: &Held, other: ValueItemId,
    ) -> Result<(), Error> {
        let scope = actor.scope();
        let found = storage::value::find(tx, scope, other).await?;
        let unknown = || refused(other, "there is no such item among your contracts".to_owned());
        let found = found.ok_or_else(unknown)?;
        let contract = storage::contracts::find(tx, scope, found.contract).await?;
        let contract = contract.ok_or(MISSING)?;
        let repeating = storage::value::repeating(tx, scope, held.item.id).await?;
        let pair = ((&held.item, &held.contract), (&found, &contract));
        may_be_same(pair.0, pair.1, repeating.first())
            .map_err(|why| refused(other, why.to_string()))
    }
}

fn refused(other: ValueItemId, why: String) -> Error {
    let remedy = "Name an item of the same client and supplier that counts for itself";
    Error::Invalid(vec![Problem::field("same_as", other.to_string(), why, remedy)])
}
