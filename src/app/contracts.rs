//! Contracts: list, read, add, change.

use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::{
    Contract, ContractFilter, ContractLine, Details, Organisations, Party,
};
use crate::domain::designs::InUse;
use crate::domain::exact::Published;
use crate::domain::ids::{ContractId, OrganisationId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use crate::storage;
use chrono::NaiveDate;

/// What to add or change: organisations by name, created when new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCommand {
    /// Name of the client.
    pub client: String,
    /// Name of the lead supplier.
    pub supplier: String,
    /// What else is recorded.
    pub details: Details,
    /// Key of the design to score it by from its start; the partnership design when not given.
    pub design: Option<String>,
}

impl App {
    /// Contracts by reference, with their latest figures.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn contracts(
        &self,
        actor: &Actor,
        filter: &ContractFilter,
        slice: Slice,
    ) -> Result<Page<ContractLine>, Error> {
        actor.may(Action::Read)?;
        unimplemented!()
    }

    /// Organisations that appear on contracts.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn organisations(&self, actor: &Actor) -> Result<Organisations, Error> {
        unimplemented!()
    }

    /// One contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn contract(&self, actor: &Actor, id: ContractId) -> Result<Contract, Error> {
        unimplemented!()
    }

    /// The contract with a reference.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Refused`] when two clients use the reference.
    pub async fn contract_by_reference(
        &self,
        actor: &Actor,
        reference: &str,
    ) -> Result<Contract, Error> {
        unimplemented!()
    }

    /// Adds a contract.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the client already uses the reference or the design is unknown.
    pub async fn add_contract(
        &self,
        actor: &Actor,
        command: ContractCommand,
    ) -> Result<Contract, Error> {
        unimplemented!()
    }

    /// Changes a contract that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not.
    pub async fn change_contract(
        &self,
        actor: &Actor,
        id: ContractId,
        revision: i64,
        command: ContractCommand,
    ) -> Result<Contract, Error> {
        unimplemented!()
    }

    /// The parties of a contract besides client and lead supplier.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn parties(&self, actor: &Actor, id: ContractId) -> Result<Vec<Party>, Error> {
        unimplemented!()
    }

    /// Replaces the parties; each is an organisation's name and its role.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn set_parties(
        &self,
        actor: &Actor,
        id: ContractId,
        parties: Vec<(String, String)>,
    ) -> Result<Vec<Party>, Error> {
        unimplemented!()
    }

    /// Which design version the contract was scored by since when.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn designs_in_use(&self, actor: &Actor, id: ContractId) -> Result<Vec<InUse>, Error> {
        unimplemented!()
    }

    /// Scores the contract by the latest version of a design from `from` on.
    ///
    /// # Errors
    /// [`Error::Refused`] when a meeting on or after that day is already scored by another version.
    pub async fn use_design(
        &self,
        actor: &Actor,
        id: ContractId,
        key: &str,
        from: NaiveDate,
    ) -> Result<Vec<InUse>, Error> {
        unimplemented!()
    }
}
