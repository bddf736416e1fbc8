//! Contracts: list, read, add, change.

use super::audit::Pen;
use super::error::{beside, refuse};
use super::{App, Error, designs};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::audit::Subject;
use crate::domain::contracts::{
    Contract, ContractFilter, ContractLine, Details, Organisations, Party,
};
use crate::domain::designs::{InUse, Version};
use crate::domain::ids::{ContractId, ImportId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::MeetingKind;
use crate::domain::problems::Problem;
use crate::domain::scorecards::Window;
use crate::storage::contracts::Replaced;
use crate::storage::{self, Tx};
use chrono::{DateTime, NaiveDate, Utc};

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
        &self, actor: &Actor, filter: &ContractFilter, slice: Slice,
    ) -> Result<Page<ContractLine>, Error> {
        actor.may(Action::Read)?;
        Ok(storage::contracts::list(self.db.reader(), actor.scope(), filter, slice).await?)
    }

    /// Organisations that appear on contracts.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn organisations(&self, actor: &Actor) -> Result<Organisations, Error> {
        actor.may(Action::Read)?;
        Ok(storage::organisations::on_contracts(self.db.reader(), actor.scope()).await?)
    }

    /// One contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn contract(&self, actor: &Actor, id: ContractId) -> Result<Contract, Error> {
        actor.may(Action::Read)?;
        let found = storage::contracts::find(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(MISSING)
    }

    /// The contract with a reference.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Refused`] when two clients use the reference.
    pub async fn contract_by_reference(
        &self, actor: &Actor, reference: &str,
    ) -> Result<Contract, Error> {
        actor.may(Action::Read)?;
        let mut found =
            storage::contracts::with_reference(self.db.reader(), actor.scope(), reference).await?;
        if 1 < found.len() {
            return Err(Error::Refused(format!(
                "more than one client has a contract with the reference {reference}"
            )));
        }
        found.pop().map(|stored| stored.contract).ok_or(MISSING)
    }

    /// Adds a contract.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the client already uses the reference or the design is unknown.
    pub async fn add_contract(
        &self, actor: &Actor, command: ContractCommand,
    ) -> Result<Contract, Error> {
        actor.may(Action::ChangeContracts)?;
        complete(&command)?;
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let contract = self
            .db
            .write(move |tx| Box::pin(async move { app.add_in(tx, &whose, &command, pen).await }))
            .await?;
        tracing::info!(contract.id = %contract.id, "Contract added");
        Ok(contract)
    }

    async fn add_in(
        &self, tx: &Tx, actor: &Actor, command: &ContractCommand, pen: Pen,
    ) -> Result<Contract, Error> {
        // New organisations and references are settled one writer at a time, imports included.
        storage::one_at_a_time(tx).await?;
        let key = command.design.as_deref().unwrap_or(designs::DEFAULT);
        let version =
            designs::newest(&self.db, tx, key).await?.ok_or_else(|| unknown_design(key))?;
        let contract = filled(tx, command, None, pen.at).await?;
        for_own_client(actor, &contract)?;
        match storage::contracts::add(tx, std::slice::from_ref(&contract), None, pen.at).await {
            Err(error) if error.is_duplicate() => return Err(taken(&command.details.reference)),
            other => other?,
        }
        storage::contracts::use_designs(tx, &[(contract.id, from_the_start(&contract, &version))])
            .await?;
        let subject = Subject::Contract(contract.id);
        pen.note(tx, subject, storage::audit::record_of(&contract), None).await?;
        Ok(contract)
    }

    /// Changes a contract that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not.
    pub async fn change_contract(
        &self, actor: &Actor, id: ContractId, revision: i64, command: ContractCommand,
    ) -> Result<Contract, Error> {
        actor.may(Action::ChangeContracts)?;
        complete(&command)?;
        let (whose, now) = (actor.clone(), self.clock.now());
        let (action, subject) = (Action::ChangeContracts, Subject::Contract(id));
        let change = self.change_on(actor, action, id, subject, move |tx, before| {
            Box::pin(async move {
                if before.revision != revision {
                    return Err(changed_meanwhile(&before, &command));
                }
                change_in(tx, &whose, &before, &command, now).await
            })
        });
        let contract = change.await?;
        tracing::info!(contract.id = %contract.id, "Contract changed");
        Ok(contract)
    }

    /// The parties of a contract besides client and lead supplier.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn parties(&self, actor: &Actor, id: ContractId) -> Result<Vec<Party>, Error> {
        self.contract(actor, id).await?;
        Ok(storage::contracts::parties(self.db.reader(), id).await?)
    }

    /// Replaces the parties; each is an organisation's name and its role.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn set_parties(
        &self, actor: &Actor, id: ContractId, parties: Vec<(String, String)>,
    ) -> Result<Vec<Party>, Error> {
        actor.may(Action::ChangeContracts)?;
        let now = self.clock.now();
        let (action, subject) = (Action::ChangeContracts, Subject::Parties(id));
        let set = self.change_on(actor, action, id, subject, move |tx, _| {
            Box::pin(async move { set_parties_in(tx, id, parties, now).await })
        });
        set.await
    }

    /// Which design version the contract was scored by since when.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn designs_in_use(&self, actor: &Actor, id: ContractId) -> Result<Vec<InUse>, Error> {
        self.contract(actor, id).await?;
        Ok(storage::contracts::designs_in_use(self.db.reader(), id).await?)
    }

    /// Scores the contract by the latest version of a design from `from` on.
    ///
    /// # Errors
    /// [`Error::Refused`] when a meeting on or after that day is already scored by another version.
    pub async fn use_design(
        &self, actor: &Actor, id: ContractId, key: &str, from: NaiveDate,
    ) -> Result<Vec<InUse>, Error> {
        actor.may(Action::ChangeContracts)?;
        let (app, key) = (self.clone(), key.to_owned());
        let (action, subject) = (Action::ChangeContracts, Subject::DesignsInUse(id));
        let put = self.change_on(actor, action, id, subject, move |tx, _| {
            Box::pin(async move { app.use_in(tx, id, &key, from).await })
        });
        let in_use = put.await?;
        tracing::info!(contract.id = %id, "Design put to use");
        Ok(in_use)
    }

    async fn use_in(
        &self, tx: &Tx, id: ContractId, key: &str, from: NaiveDate,
    ) -> Result<Vec<InUse>, Error> {
        let version =
            designs::newest(&self.db, tx, key).await?.ok_or_else(|| unknown_design(key))?;
        let mut later =
            storage::meetings::within(tx, id, Window { from: Some(from), to: None }).await?;
        // Those that are only planned are scored by whatever is in use when scoring opens.
        let planned = storage::meetings::governance::planned(tx, id).await?;
        later.retain(|it| it.kind == MeetingKind::Scorecard && !planned.contains(&it.id));
        if let Some(scored) = later.iter().find(|meeting| meeting.version != version.id) {
            let day = scored.held_on;
            return Err(Error::Refused(format!(
                "the meeting of {day} is already scored by another design; start after it"
            )));
        }
        storage::contracts::use_designs(tx, &[(id, InUse { from, version: version.id })]).await?;
        self.replan_for_design(tx, id, &planned).await?;
        super::figures::refresh_figures(&self.db, tx, id).await?;
        super::figures::refresh_rollups(tx, &[id]).await?;
        Ok(storage::contracts::designs_in_use(tx, id).await?)
    }
}

const MISSING: Error = Error::NotFound { what: "contract" };

/// A contract to be changed, or to have something of it changed, held until the transaction ends.
pub(super) async fn hold(
    tx: &Tx, actor: &Actor, action: Action, id: ContractId,
) -> Result<Contract, Error> {
    let contract = storage::contracts::lock(tx, actor.scope(), id).await?.ok_or(MISSING)?;
    actor.may_on(action, &contract)?;
    Ok(contract)
}

/// Whoever acts for a client keeps that client's contracts only.
fn for_own_client(actor: &Actor, contract: &Contract) -> Result<(), Error> {
    match actor.scope() {
        Scope::Everything => Ok(()),
        Scope::Client(own) if own == contract.client.id => Ok(()),
        Scope::Client(_) | Scope::Supplier(_) => Err(Error::Invalid(vec![Problem::field(
            "client",
            &contract.client.name,
            "this is not the organisation you act for",
            "Enter the name of your organisation",
        )])),
    }
}

async fn change_in(
    tx: &Tx, actor: &Actor, before: &Contract, command: &ContractCommand, now: DateTime<Utc>,
) -> Result<Contract, Error> {
    let changed = filled(tx, command, None, now).await?;
    for_own_client(actor, &changed)?;
    let revision = before.revision.saturating_add(1);
    let changed = Contract { id: before.id, revision, ..changed };
    match storage::contracts::replace(tx, &changed, None).await {
        Err(error) if error.is_duplicate() => Err(taken(&command.details.reference)),
        Err(error) => Err(error.into()),
        Ok(Replaced::ChangedMeanwhile) => Err(changed_meanwhile(before, command)),
        Ok(Replaced::Written) => Ok(changed),
    }
}

/// What somebody else made of a contract, where it is not what was to be made of it.
fn changed_meanwhile(now: &Contract, command: &ContractCommand) -> Error {
    let [client, supplier] = [("client", &now.client.name), ("supplier", &now.supplier.name)];
    let organisations = [(client, &command.client), (supplier, &command.supplier)];
    let organisations =
        organisations.map(|((field, now), sent)| (field, now.clone(), sent.trim().to_owned()));
    let details = beside(now.details.texts(), command.details.texts());
    Error::changed("contract", now.revision, organisations.into_iter().chain(details))
}

async fn set_parties_in(
    tx: &Tx, id: ContractId, parties: Vec<(String, String)>, now: DateTime<Utc>,
) -> Result<Vec<Party>, Error> {
    let mut found: Vec<Party> = Vec::with_capacity(parties.len());
    for (name, role) in parties {
        let name = name.trim();
        if name.is_empty() || found.iter().any(|party| party.name == name) {
            let message = "a party has no name or is named twice";
            return Err(Error::Invalid(vec![Problem::field(
                "parties",
                name,
                message,
                "Name each party once",
            )]));
        }
        let organisation = storage::organisations::find_or_add(tx, name, None, now).await?;
        found.push(Party { organisation: organisation.id, name: organisation.name, role });
    }
    storage::contracts::set_parties(tx, id, &found).await?;
    Ok(storage::contracts::parties(tx, id).await?)
}

/// A new contract with its organisations found or made.
pub(super) async fn filled(
    tx: &Tx, command: &ContractCommand, import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<Contract, Error> {
    let client =
        storage::organisations::find_or_add(tx, command.client.trim(), import, now).await?;
    let supplier =
        storage::organisations::find_or_add(tx, command.supplier.trim(), import, now).await?;
    Ok(Contract {
        id: ContractId::fresh(),
        revision: 1,
        client,
        supplier,
        details: command.details.clone(),
    })
}

/// A version in use from the first day of a contract, however early that turns out to be.
pub(super) fn from_the_start(contract: &Contract, version: &Version) -> InUse {
    let from = contract.details.term.start().unwrap_or(EARLY);
    InUse { from, version: version.id }
}

// Before any contract: the stand-in for a first day that nobody recorded.
const EARLY: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

fn complete(command: &ContractCommand) -> Result<(), Error> {
    let texts = [
        ("client", &command.client, "Enter the name of the client"),
        ("supplier", &command.supplier, "Enter the name of the supplier"),
        ("reference", &command.details.reference, "Enter a reference"),
        ("title", &command.details.title, "Enter a title"),
    ];
    let empty = texts.iter().filter(|(_, text, _)| text.trim().is_empty());
    let problems: Vec<Problem> = empty
        .map(|(field, _, remedy)| {
            Problem::field(*field, "", format!("the {field} is empty"), *remedy)
        })
        .collect();
    refuse(problems)
}

fn taken(reference: &str) -> Error {
    let message = "the client already has a contract with this reference";
    Error::Invalid(vec![Problem::field("reference", reference, message, "Use another reference")])
}

fn unknown_design(key: &str) -> Error {
    let message = "there is no scorecard design with this key";
    Error::Invalid(vec![Problem::field(
        "design",
        key,
        message,
        "Name a design that exists, or add it first",
    )])
}
