//! Whose an assessment is, and under which contract.

use super::AssessmentCommand;
use crate::app::Error;
use crate::domain::access::{Actor, Scope};
use crate::domain::contracts::Contract;
use crate::domain::ids::ContractId;
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::{DateTime, Utc};

/// Whose an assessment is, and under which contract.
pub(super) struct Place {
    pub(super) department: Option<Organisation>,
    pub(super) contract: Option<ContractId>,
}

impl Place {
    /// The place a command names: the client of its contract, the department it names, or the
    /// organisation one acts for.
    pub(super) async fn of(
        tx: &Tx, actor: &Actor, command: &AssessmentCommand, now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let named = command.department.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let Some(id) = command.contract else {
            let department = match named {
                Some(name) => Some(find(tx, actor, name, now).await?),
                None => own(tx, actor).await?,
            };
            return Ok(Self { department, contract: None });
        };
        let found = storage::contracts::find(tx, actor.scope(), id).await?;
        let contract = found.ok_or_else(no_contract)?;
        match named {
            Some(name) if name != contract.client.name => Err(another(name, &contract)),
            _ => Ok(Self { department: Some(contract.client), contract: Some(id) }),
        }
    }
}

// Nobody learns by a name whether there is such an organisation besides their own.
async fn find(
    tx: &Tx, actor: &Actor, name: &str, now: DateTime<Utc>,
) -> Result<Organisation, Error> {
    match own(tx, actor).await? {
        Some(own) if own.name == name => Ok(own),
        None if actor.scope() == Scope::Everything => {
            Ok(storage::organisations::find_or_add(tx, name, None, now).await?)
        }
        _ => {
            let message = "this is not the organisation you act for";
            let remedy = "Enter the name of your organisation";
            Err(Error::Invalid(vec![Problem::field("department", name, message, remedy)]))
        }
    }
}

async fn own(tx: &Tx, actor: &Actor) -> Result<Option<Organisation>, Error> {
    let Some(id) = actor.seat().organisation() else { return Ok(None) };
    Ok(storage::organisations::named(tx, vec![id.0]).await?.remove(&id.0))
}

fn no_contract() -> Error {
    let message = "there is no such contract";
    Error::Invalid(vec![Problem::field("contract", "", message, "Copy it from the list")])
}

fn another(name: &str, contract: &Contract) -> Error {
    let message = format!("the client of the contract is {}", contract.client.name);
    let remedy = "Use that name, or leave out the contract";
    Error::Invalid(vec![Problem::field("department", name, message, remedy)])
}
