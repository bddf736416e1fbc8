//! Value-add items from a file: resolved, compared with what is recorded, stored with their figures.

use super::ValueRow;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::{Numbered, Run};
use crate::app::value::noted;
use crate::app::{Error, figures};
use crate::domain::access::Action;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::meetings::Origin;
use crate::domain::problems::{Place, Problem};
use crate::domain::value::{HistoryStep, Item, Known, State};
use crate::storage;
use std::collections::HashMap;

/// Applies the rows of a file of value-add items.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<ValueRow>) -> Result<(), Error> {
    let mut contracts = Contracts::default();
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        let found = contracts.resolve(run, some, &mut problems).await?;
        let ids: Vec<ContractId> = found.iter().map(|(contract, ..)| *contract).collect();
        let mut changes = Changes::over(storage::value::of_contracts(run.tx, &ids).await?);
        for (contract, line, row) in found {
            if let Err(wrong) = changes.take(run, contract, line, &row) {
                problems.extend(wrong.into_iter().map(|problem| at(line, problem)));
            }
        }
        changes.write(run, &mut agreed).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await?;
    let touched: Vec<ContractId> = run.touched.iter().copied().collect();
    for contract in touched {
        figures::refresh_figures(run.db, run.tx, contract).await?;
    }
    Ok(())
}

/// A problem with a field, at the line of a file.
fn at(line: u64, problem: Problem) -> Problem {
    let place = match problem.place {
        Place::Field(column) => Place::Cell { line, column: Some(column) },
        Place::Whole => Place::Cell { line, column: None },
        cell @ Place::Cell { .. } => cell,
    };
    Problem { place, ..problem }
}

/// Notes the items that one row left as they were and a later row changed.
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
        let lines: HashMap<ValueItemId, u64> =
            some.iter().map(|(id, line)| (ValueItemId(*id), *line)).collect();
        let ids: Vec<ValueItemId> = lines.keys().copied().collect();
        let left = storage::value::left_by(run.tx, run.import, &ids).await?;
        let problem = |item: Item| {
            let first = lines.get(&item.id)?;
            Some(disagrees(item.origin?.line, *first, &item))
        };
        run.note(left.into_iter().filter_map(problem).collect())?;
    }
}

fn disagrees(line: u64, first: u64, item: &Item) -> Problem {
    let message = format!("line {first} says otherwise of the same item");
    Problem::cell(line, "title", &item.terms.title, message, "Keep one of the two rows")
}

/// Contracts that rows named, by reference.
#[derive(Default)]
struct Contracts(HashMap<String, Result<ContractId, Unusable>>);

/// Why a reference leads to no contract.
#[derive(Debug, Clone, Copy)]
enum Unusable {
    Unknown,
    Several,
}

impl Contracts {
    /// The rows that lead to a contract, each with it.
    async fn resolve(
        &mut self, run: &Run<'_>, rows: Vec<Numbered<ValueRow>>, problems: &mut Vec<Problem>,
    ) -> Result<Vec<(ContractId, u64, ValueRow)>, Error> {
        let mut found = Vec::new();
        for (line, read) in rows {
            let reference = match &read {
                Ok(row) => Some(&row.contract),
                Err(part) => part.contract.as_ref(),
            };
            let Some(reference) = reference else { continue };
            match self.named(run, reference).await? {
                Err(why) => problems.push(unusable(line, reference, why)),
                Ok(contract) => found.extend(read.ok().map(|row| (contract, line, row))),
            }
        }
        Ok(found)
    }

    async fn named(
        &mut self, run: &Run<'_>, reference: &str,
    ) -> Result<Result<ContractId, Unusable>, Error> {
        if let Some(known) = self.0.get(reference) {
            return Ok(*known);
        }
        let stored =
            storage::contracts::lock_by_reference(run.tx, run.actor.scope(), reference).await?;
        let found = match stored.as_slice() {
            [one] => Ok(one.contract.id),
            [] => Err(Unusable::Unknown),
            [_, _, ..] => Err(Unusable::Several),
        };
        self.0.insert(reference.to_owned(), found);
        Ok(found)
    }
}

fn unusable(line: u64, reference: &str, why: Unusable) -> Problem {
    let (message, remedy) = match why {
        Unusable::Unknown => {
            ("no contract has this reference", "Check the reference, or import the contract first")
        }
        Unusable::Several => (
            "more than one client has a contract with this reference",
            "Give the contracts different references",
        ),
    };
    Problem::cell(line, "contract", reference, message, remedy)
}

/// What is recorded, and what some rows add to it.
struct Changes {
    known: HashMap<(ContractId, Known), Item>,
    written: Vec<Item>,
    before: Vec<Item>,
    agreed: Vec<(uuid::Uuid, u64)>,
}

impl Changes {
    fn over(items: Vec<Item>) -> Self {
        let known = items.into_iter().map(|item| ((item.contract, item.terms.known_by()), item));
        let (written, before, agreed) = (Vec::new(), Vec::new(), Vec::new());
        Self { known: known.collect(), written, before, agreed }
    }

    fn take(
        &mut self, run: &mut Run<'_>, contract: ContractId, line: u64, row: &ValueRow,
    ) -> Result<(), Vec<Problem>> {
        let recorded = &row.recorded;
        if let Some(problem) = decided_by_others(run, recorded.state) {
            return Err(vec![problem]);
        }
        let origin = Origin { import: run.import, line };
        let key = (contract, recorded.terms().known_by());
        let Some(before) = self.known.get(&key) else {
            let item = recorded.item(contract, origin, run.today)?;
            run.counts.new = run.counts.new.saturating_add(1);
            self.keep(run, key, item);
            return Ok(());
        };
        let item = recorded.over(before, origin, run.today)?;
        let own = before.origin.filter(|origin| origin.import == run.import);
        match own {
            _ if item == *before => {
                run.unchanged(before.origin.map(|origin| origin.import));
                if own.is_none() {
                    self.agreed.push((item.id.0, line));
                }
            }
            Some(first) => return Err(vec![disagrees(line, first.line, &item)]),
            None => {
                run.counts.changed = run.counts.changed.saturating_add(1);
                self.before.push(before.clone());
                self.keep(run, key, item);
            }
        }
        Ok(())
    }

    fn keep(&mut self, run: &mut Run<'_>, key: (ContractId, Known), item: Item) {
        run.touched.insert(item.contract);
        self.written.push(item.clone());
        self.known.insert(key, item);
    }

    async fn write(self, run: &mut Run<'_>, agreed: &mut Agreed<uuid::Uuid>) -> Result<(), Error> {
        agreed.add(&self.agreed)?;
        storage::before::keep_items(run.tx, run.import, &self.before).await?;
        storage::value::put(run.tx, &self.written).await?;
        let step = |item: &Item| {
            let step = noted(item, run.actor, (run.now, run.today), None);
            (item.id, HistoryStep { import: Some(run.import), ..step })
        };
        let steps: Vec<_> = self.written.iter().map(step).collect();
        Ok(storage::value::add_steps(run.tx, &steps).await?)
    }
}

/// What is wrong with a state that the actor may not decide.
fn decided_by_others(run: &Run<'_>, state: Option<State>) -> Option<Problem> {
    let state = state?;
    let refused = match state {
        State::Accepted | State::Verified | State::Rejected => {
            run.actor.may(Action::VerifyValue).err()?
        }
        State::Proposed | State::Delivered | State::Withdrawn => return None,
    };
    let remedy = "Leave these rows to those who decide";
    Some(Problem::field("state", state.word(), refused.to_string(), remedy))
}
