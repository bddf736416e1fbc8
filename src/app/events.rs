//! Events that are marked on every chart of a contract.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, EventId};
use chrono::NaiveDate;

impl App {
    /// Events of a contract by day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn events(&self, actor: &Actor, contract: ContractId) -> Result<Vec<Event>, Error> {
        unimplemented!()
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
        unimplemented!()
    }

    /// Removes an event.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn remove_event(&self, actor: &Actor, id: EventId) -> Result<(), Error> {
        unimplemented!()
    }
}
