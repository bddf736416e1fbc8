//! What the rows of a scores file name: contracts, designs, criteria, levels.

use super::super::run::Run;
use super::super::{Given, ScorePart, ScoreRow};
use super::Day;
use crate::app::Error;
use crate::app::figures;
use crate::app::meetings::remedy_for_criterion;
use crate::domain::designs::{InUse, OffScale, Scale, Version, in_use_on};
use crate::domain::ids::{ContractId, VersionId};
use crate::domain::meetings::{Mark, Origin, Score};
use crate::domain::problems::Problem;
use crate::storage;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;

/// What has been looked up for earlier rows.
#[derive(Default)]
pub(super) struct Lookup {
    contracts: HashMap<String, Found>,
    criteria: HashMap<VersionId, HashMap<String, Option<u16>>>,
    before: Option<Before>,
}

/// Where the row before led; neighbours are mostly of one meeting.
struct Before {
    reference: String,
    on: NaiveDate,
    contract: ContractId,
    version: Arc<Version>,
}

/// What a reference leads to.
#[derive(Clone)]
enum Found {
    One(Arc<(ContractId, Vec<InUse>)>),
    None,
    Several,
}

impl Lookup {
    /// The meeting, the design and the score that a row is about.
    pub(super) async fn resolve(
        &mut self, run: &mut Run<'_>, line: u64, row: ScoreRow,
    ) -> Result<Result<(Day, Arc<Version>, Score), Problem>, Error> {
        if let Some(problem) = run.other_side(line, row.side) {
            return Ok(Err(problem));
        }
        let (contract, version) = match self.meeting(run, line, &row).await? {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let origin = Some(Origin { import: run.import, line });
        let read = self.read(&version, line, row.criterion, &row.given);
        let (on, side, comment) = (row.on, row.side, row.comment);
        Ok(read.map(|(criterion, mark)| {
            ((contract, on), version, Score { side, criterion, mark, comment, origin })
        }))
    }

    async fn meeting(
        &mut self, run: &Run<'_>, line: u64, row: &ScoreRow,
    ) -> Result<Result<(ContractId, Arc<Version>), Problem>, Error> {
        let same = |before: &&Before| before.on == row.on && before.reference == row.contract;
        if let Some(before) = self.before.as_ref().filter(same) {
            return Ok(Ok((before.contract, Arc::clone(&before.version))));
        }
        let found = match self.contract(run, &row.contract).await? {
            Found::One(contract) => contract,
            Found::None => return Ok(Err(unknown_contract(line, &row.contract))),
            Found::Several => return Ok(Err(several_contracts(line, &row.contract))),
        };
        let Some(version) = in_use_on(&found.1, row.on) else {
            return Ok(Err(unknown_contract(line, &row.contract)));
        };
        let version = figures::version(run.db, run.tx, version).await?;
        let (reference, contract) = (row.contract.clone(), found.0);
        let before = Before { reference, on: row.on, contract, version: Arc::clone(&version) };
        self.before = Some(before);
        Ok(Ok((contract, version)))
    }

    async fn contract(&mut self, run: &Run<'_>, reference: &str) -> Result<Found, Error> {
        if let Some(found) = self.contracts.get(reference) {
            return Ok(found.clone());
        }
        let stored =
            storage::contracts::lock_by_reference(run.tx, run.actor.scope(), reference).await?;
        let found = match stored.as_slice() {
            [] => Found::None,
            [one] => {
                let id = one.contract.id;
                Found::One(Arc::new((id, storage::contracts::designs_in_use(run.tx, id).await?)))
            }
            [_, _, ..] => Found::Several,
        };
        self.contracts.insert(reference.to_owned(), found.clone());
        Ok(found)
    }

    fn read(
        &mut self, version: &Version, line: u64, named: String, given: &Given,
    ) -> Result<(u16, Mark), Problem> {
        let place = self.place(version, line, named)?;
        Ok((place, mark(version, line, place, given)?))
    }

    fn place(&mut self, version: &Version, line: u64, named: String) -> Result<u16, Problem> {
        let names = self.criteria.entry(version.id).or_default();
        let place = match names.get(&named) {
            Some(place) => *place,
            None => {
                let place = version.content.criterion_named(&named).map(|(place, _)| place);
                names.insert(named.clone(), place);
                place
            }
        };
        place.ok_or_else(|| unknown_criterion(version, line, &named))
    }

    /// What else is wrong with a row that could not be read whole.
    pub(super) async fn partly(
        &mut self, run: &Run<'_>, line: u64, part: &ScorePart,
    ) -> Result<Option<Problem>, Error> {
        let Some(reference) = &part.contract else { return Ok(None) };
        let contract = match self.contract(run, reference).await? {
            Found::One(contract) => contract,
            Found::None => return Ok(Some(unknown_contract(line, reference))),
            Found::Several => return Ok(Some(several_contracts(line, reference))),
        };
        let mut wrong = None;
        for version in versions(&contract.1, part.on) {
            let version = figures::version(run.db, run.tx, version).await?;
            wrong = self.fault(&version, line, part);
            if wrong.is_none() {
                break;
            }
        }
        Ok(wrong)
    }

    fn fault(&mut self, version: &Version, line: u64, part: &ScorePart) -> Option<Problem> {
        let place = match self.place(version, line, part.criterion.clone()?) {
            Ok(place) => place,
            Err(unknown) => return Some(unknown),
        };
        mark(version, line, place, part.given.as_ref()?).err()
    }
}

// Without a day, only what is wrong by every design the contract was ever scored by is wrong.
fn versions(designs: &[InUse], on: Option<NaiveDate>) -> Vec<VersionId> {
    match on {
        Some(on) => in_use_on(designs, on).into_iter().collect(),
        None => designs.iter().map(|used| used.version).collect(),
    }
}

fn mark(version: &Version, line: u64, place: u16, given: &Given) -> Result<Mark, Problem> {
    let text = match given {
        Given::Unscored(why) => return Ok(Mark::Unscored(*why)),
        Given::Value(text) => text,
    };
    let design = &version.content;
    let criterion =
        design.criteria().find(|(at, _, _)| *at == place).map(|(_, _, criterion)| criterion);
    let scale = criterion.and_then(|criterion| design.scale_of(criterion));
    let read = scale.map_or(Err(OffScale::Elsewhere), |scale| scale.read(text));
    read.map(Mark::Scored).map_err(|why| {
        let choices = scale.map(Scale::choices).unwrap_or_default();
        let named = criterion.map(|criterion| criterion.title.as_str()).unwrap_or_default();
        let message = format!("{why} of {named}");
        Problem::cell(line, "value", text, message, format!("Give {choices}"))
    })
}

fn unknown_contract(line: u64, reference: &str) -> Problem {
    let remedy = "Check the reference, or import the contract first";
    Problem::cell(line, "contract", reference, "no contract has this reference", remedy)
}

fn several_contracts(line: u64, reference: &str) -> Problem {
    let message = "more than one client has a contract with this reference";
    Problem::cell(line, "contract", reference, message, "Give the contracts different references")
}

fn unknown_criterion(version: &Version, line: u64, named: &str) -> Problem {
    let message = format!("the design {} has no such criterion", version.content.title());
    Problem::cell(line, "criterion", named, message, remedy_for_criterion(&version.content))
}
