//! Events that are marked on every chart of a contract.

use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, EventId};
use crate::domain::problems::Problem;
use crate::storage;
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
        &self, actor: &Actor, contract: ContractId, on: NaiveDate, title: &str,
    ) -> Result<Event, Error> {
        actor.may(Action::ChangeContracts)?;
        let title = checked(title)?;
        let event = Event { id: EventId::fresh(), contract, on, title };
        let (row, subject) = (event.clone(), Subject::Event(event.id, contract));
        let add =
            self.change_on(actor, Action::ChangeContracts, contract, subject, move |tx, _| {
                Box::pin(async move { Ok(storage::events::add(tx, &row).await?) })
            });
        add.await?;
        tracing::info!(contract.id = %contract, "Event added");
        Ok(event)
    }

    /// Removes an event.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn remove_event(&self, actor: &Actor, id: EventId) -> Result<(), Error> {
        actor.may(Action::ChangeContracts)?;
        let found = storage::events::find(self.db.reader(), actor.scope(), id).await?;
        let contract = found.ok_or(Error::NotFound { what: "event" })?.contract;
        let subject = Subject::Event(id, contract);
        let remove =
            self.change_on(actor, Action::ChangeContracts, contract, subject, move |tx, _| {
                Box::pin(async move { Ok(storage::events::remove(tx, id).await?) })
            });
        remove.await?;
        tracing::info!(contract.id = %contract, "Event removed");
        Ok(())
    }
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
