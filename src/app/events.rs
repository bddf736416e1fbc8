//! Events that are marked on every chart of a contract.

use super::contracts::hold;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, EventId};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

/// What fits beside a mark on a chart.
const LONGEST_TITLE: usize = 50;

impl App {
    /// Events of a contract by day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn events(&self, actor: &Actor, contract: ContractId) -> Result<Vec<Event>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::events::list(self.db.reader(), contract).await?)
    }

    /// Adds an event.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the title is empty or longer than 50 characters.
    pub async fn add_event(
        &self,
        actor: &Actor,
        contract: ContractId,
        on: NaiveDate,
        title: &str,
    ) -> Result<Event, Error> {
        actor.may(Action::ChangeContracts)?;
        let title = checked(title)?;
        let event = Event { id: EventId::fresh(), contract, on, title };
        let (whose, row) = (actor.clone(), event.clone());
        self.db.write(move |tx| Box::pin(async move { add(tx, &whose, &row).await })).await?;
        tracing::info!(contract.id = %contract, "Event added");
        Ok(event)
    }

    /// Removes an event.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn remove_event(&self, actor: &Actor, id: EventId) -> Result<(), Error> {
        actor.may(Action::ChangeContracts)?;
        let whose = actor.clone();
        let contract =
            self.db.write(move |tx| Box::pin(async move { remove(tx, &whose, id).await })).await?;
        tracing::info!(contract.id = %contract, "Event removed");
        Ok(())
    }
}

async fn add(tx: &Tx, actor: &Actor, event: &Event) -> Result<(), Error> {
    hold(tx, actor, Action::ChangeContracts, event.contract).await?;
    Ok(storage::events::add(tx, event).await?)
}

async fn remove(tx: &Tx, actor: &Actor, id: EventId) -> Result<ContractId, Error> {
    let found = storage::events::find(tx, actor.scope(), id).await?;
    let event = found.ok_or(Error::NotFound { what: "event" })?;
    hold(tx, actor, Action::ChangeContracts, event.contract).await?;
    storage::events::remove(tx, id).await?;
    Ok(event.contract)
}

fn checked(title: &str) -> Result<String, Error> {
    let title = title.trim();
    let length = title.chars().count();
    if length == 0 {
        return Err(Error::Invalid(vec![Problem::field(
            "title",
            "",
            "the event has no title",
            "Enter a title",
        )]));
    }
    if length > LONGEST_TITLE {
        let message = "the title is longer than 50 characters";
        let remedy = "Shorten it to 50 characters or less";
        return Err(Error::Invalid(vec![Problem::field("title", title, message, remedy)]));
    }
    Ok(title.to_owned())
}
