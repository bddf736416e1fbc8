//! Contracts from a file: compared with what is recorded, added or changed.

use super::ContractPart;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::{Numbered, Run};
use crate::app::Error;
use crate::app::contracts::{ContractCommand, from_the_start};
use crate::domain::contracts::Contract;
use crate::domain::designs::InUse;
use crate::domain::ids::ContractId;
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::storage;
use crate::storage::contracts::Stored;
use std::collections::HashMap;

/// Applies the rows of a contracts file.
pub(super) async fn apply(
    run: &mut Run<'_>, mut rows: Ahead<ContractCommand>,
) -> Result<(), Error> {
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        store(run, some, &mut agreed, &mut problems).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await
}

/// Notes the contracts that one row left as they were and another row changed.
async fn contradicted(run: &mut Run<'_>, agreed: Agreed<uuid::Uuid>) -> Result<(), Error> {
    if run.counts.changed == 0 {
        return Ok(());
    }
    let mut reading = agreed.read()?;
    loop {
        let some = reading.next()?;
        if some.is_empty() {
            return Ok(());
        }
        let ids: Vec<ContractId> = some.iter().map(|(id, _)| ContractId(*id)).collect();
        let changed = storage::before::changed_contracts(run.tx, run.import, &ids).await?;
        let problem = |(id, line): &(uuid::Uuid, u64)| {
            Some(given_twice(*line, changed.get(&ContractId(*id))?))
        };
        run.note(some.iter().filter_map(problem).collect())?;
    }
}

fn given_twice(line: u64, reference: &str) -> Problem {
    let message = "another row of this file gives other details for the same contract";
    Problem::cell(line, "reference", reference, message, "Keep one row for each contract")
}

type Key = (String, String);

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    added: Vec<Contract>,
    uses: Vec<(ContractId, InUse)>,
    changed: Vec<(Stored, Contract)>,
    agreed: Vec<(uuid::Uuid, u64)>,
}

async fn store(
    run: &mut Run<'_>, rows: Vec<Numbered<ContractCommand>>, agreed: &mut Agreed<uuid::Uuid>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let whole = || rows.iter().filter_map(|(_, read)| read.as_ref().ok());
    let names = whole().flat_map(|row| [row.client.trim(), row.supplier.trim()]).collect();
    let organisations =
        storage::organisations::find_or_add_all(run.tx, names, Some(run.import), run.now).await?;
    let references = rows.iter().filter_map(|(_, read)| reference(read)).collect();
    let known = storage::contracts::with_references(run.tx, run.actor.scope(), references).await?;
    let mut known: HashMap<Key, Stored> =
        known.into_iter().map(|stored| (key_of(&stored.contract), stored)).collect();
    let mut changes = Changes::default();
    for (line, read) in rows {
        let problem = match read {
            Ok(row) => one(run, &organisations, &mut known, &mut changes, line, row).await?.err(),
            Err(part) => partly(run, &known, line, part).await?,
        };
        problems.extend(problem);
    }
    agreed.add(&changes.agreed)?;
    write(run, changes).await
}

fn reference(read: &Result<ContractCommand, ContractPart>) -> Option<&str> {
    match read {
        Ok(row) => Some(&row.details.reference),
        Err(part) => part.reference.as_deref(),
    }
}

/// What else is wrong with a row that could not be read whole: a new contract
/// needs a design.
async fn partly(
    run: &mut Run<'_>, known: &HashMap<Key, Stored>, line: u64, part: ContractPart,
) -> Result<Option<Problem>, Error> {
    let Some(key) = part.client.zip(part.reference) else { return Ok(None) };
    if known.contains_key(&key) || run.design_for(part.design.as_deref()).await?.is_some() {
        return Ok(None);
    }
    Ok(Some(unknown_design(line, part.design.as_deref().or(run.design))))
}

fn key_of(contract: &Contract) -> Key {
    (contract.client.name.clone(), contract.details.reference.clone())
}

async fn one(
    run: &mut Run<'_>, organisations: &HashMap<String, Organisation>,
    known: &mut HashMap<Key, Stored>, changes: &mut Changes, line: u64, row: ContractCommand,
) -> Result<Result<(), Problem>, Error> {
    let named = |name: &str| organisations.get(name.trim()).cloned();
    let (Some(client), Some(supplier)) = (named(&row.client), named(&row.supplier)) else {
        return Err(Error::NotFound { what: "organisation" });
    };
    if let Some(problem) = run.foreign(line, &client.name, client.id) {
        return Ok(Err(problem));
    }
    let contract =
        Contract { id: ContractId::fresh(), revision: 1, client, supplier, details: row.details };
    match known.get_mut(&key_of(&contract)) {
        None => {
            let Some(version) = run.design_for(row.design.as_deref()).await? else {
                return Ok(Err(unknown_design(line, row.design.as_deref().or(run.design))));
            };
            run.counts.new = run.counts.new.saturating_add(1);
            changes.uses.push((contract.id, from_the_start(&contract, &version)));
            changes.added.push(contract.clone());
            let stored = Stored { contract: contract.clone(), import: Some(run.import) };
            known.insert(key_of(&contract), stored);
            Ok(Ok(()))
        }
        Some(stored) => match again(run, changes, line, stored.clone(), contract) {
            Ok(now) => {
                *stored = now;
                Ok(Ok(()))
            }
            Err(problem) => Ok(Err(problem)),
        },
    }
}

/// What is known of a contract after another row of it.
fn again(
    run: &mut Run<'_>, changes: &mut Changes, line: u64, stored: Stored, given: Contract,
) -> Result<Stored, Problem> {
    let before = &stored.contract;
    let own = stored.import == Some(run.import);
    if before.details == given.details && before.supplier == given.supplier {
        run.unchanged(stored.import);
        if !own {
            changes.agreed.push((before.id.0, line));
        }
        return Ok(stored);
    }
    if own {
        return Err(given_twice(line, &given.details.reference));
    }
    run.counts.changed = run.counts.changed.saturating_add(1);
    let changed = Contract { id: before.id, revision: before.revision.saturating_add(1), ..given };
    let now = Stored { contract: changed.clone(), import: Some(run.import) };
    changes.changed.push((stored, changed));
    Ok(now)
}

fn unknown_design(line: u64, key: Option<&str>) -> Problem {
    let message = "there is no scorecard design with this key";
    Problem::cell(
        line,
        "design",
        key.unwrap_or_default(),
        message,
        "Name a design that exists, or add it first",
    )
}

async fn write(run: &mut Run<'_>, changes: Changes) -> Result<(), Error> {
    storage::contracts::add(run.tx, &changes.added, Some(run.import), run.now).await?;
    storage::contracts::use_designs(run.tx, &changes.uses).await?;
    for (before, changed) in &changes.changed {
        storage::before::keep_contract(run.tx, run.import, before).await?;
        storage::contracts::replace(run.tx, changed, Some(run.import)).await?;
    }
    Ok(())
}
