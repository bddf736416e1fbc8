//! What the rows of a knowledge file name, and what they add when it is new.

use super::super::run::Run;
use super::super::{KnowledgePart, KnowledgeRow};
use crate::app::Error;
use crate::domain::access::Action;
use crate::domain::contracts::{Contract, plain};
use crate::domain::exact::Weight;
use crate::domain::ids::{AreaId, ContractId, HolderId};
use crate::domain::knowledge::{Area, Holder, HolderSide, Level, Plan, Post, check};
use crate::domain::problems::Problem;
use crate::storage;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What has been looked up or made for earlier rows.
#[derive(Default)]
pub(super) struct Lookup {
    contracts: HashMap<String, Result<ContractId, Unusable>>,
    known: HashMap<ContractId, Known>,
    /// Made for these rows and still to be stored.
    areas: Vec<Area>,
    holders: Vec<Holder>,
}

/// What a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) contract: ContractId,
    pub(super) area: AreaId,
    pub(super) holder: HolderId,
}

/// What is recorded under a contract, by plain names.
#[derive(Default)]
struct Known {
    areas: HashMap<String, Area>,
    holders: HashMap<String, Holder>,
    /// Names of the supplier, its people and those of the other parties.
    supplying: HashSet<String>,
}

/// Why a reference leads to no contract.
#[derive(Debug, Clone, Copy)]
enum Unusable {
    Unknown,
    Several,
}

/// What a row says of an area; of what may be left out, the inner `None` is left out and the
/// outer one could not be read.
struct Named<'a> {
    line: u64,
    area: &'a str,
    target: Option<Option<Level>>,
    target_date: Option<Option<NaiveDate>>,
}

impl Lookup {
    /// What a row is about, made when it is new.
    pub(super) async fn resolve(
        &mut self, run: &mut Run<'_>, line: u64, row: &KnowledgeRow,
    ) -> Result<Result<Found, Vec<Problem>>, Error> {
        let contract = match self.contract(run, &row.contract).await? {
            Ok(contract) => contract,
            Err(why) => return Ok(Err(vec![unusable(line, &row.contract, why)])),
        };
        let (target, target_date) = (Some(row.target), Some(row.target_date));
        let named = Named { line, area: &row.area, target, target_date };
        let mut problems = Vec::new();
        let area = self.area(contract, &named).map_err(|found| problems.extend(found)).ok();
        let holder = self.holder(contract, &row.person);
        problems.extend(self.wrong(run, contract, line, row));
        Ok(match (area, problems.is_empty()) {
            (Some(area), true) => Ok(Found { contract, area, holder }),
            _ => Err(problems),
        })
    }

    /// What else is wrong with a row that could not be read whole. What it would add is added all
    /// the same, or rows below it would seem to be wrong.
    pub(super) async fn partly(
        &mut self, run: &mut Run<'_>, line: u64, part: &KnowledgePart,
    ) -> Result<Vec<Problem>, Error> {
        let Some(reference) = &part.contract else { return Ok(Vec::new()) };
        let contract = match self.contract(run, reference).await? {
            Ok(contract) => contract,
            Err(why) => return Ok(vec![unusable(line, reference, why)]),
        };
        if let Some(person) = &part.person {
            self.holder(contract, person);
        }
        let Some(area) = &part.area else { return Ok(Vec::new()) };
        let (target, target_date) = (part.target, part.target_date);
        let named = Named { line, area, target, target_date };
        Ok(self.area(contract, &named).err().unwrap_or_default())
    }

    /// Areas and people made for these rows, to be stored.
    pub(super) fn fresh(&mut self) -> (Vec<Area>, Vec<Holder>) {
        (std::mem::take(&mut self.areas), std::mem::take(&mut self.holders))
    }

    async fn contract(
        &mut self, run: &Run<'_>, reference: &str,
    ) -> Result<Result<ContractId, Unusable>, Error> {
        if let Some(known) = self.contracts.get(reference) {
            return Ok(*known);
        }
        let scope = run.actor.scope();
        let stored = storage::contracts::lock_by_reference(run.tx, scope, reference).await?;
        let found = match stored.as_slice() {
            [one] => {
                self.known.insert(one.contract.id, Known::of(run, &one.contract).await?);
                Ok(one.contract.id)
            }
            [] => Err(Unusable::Unknown),
            [_, _, ..] => Err(Unusable::Several),
        };
        self.contracts.insert(reference.to_owned(), found);
        Ok(found)
    }

    fn area(&mut self, contract: ContractId, named: &Named<'_>) -> Result<AreaId, Vec<Problem>> {
        let known = self.known.entry(contract).or_default();
        if let Some(area) = known.areas.get(&plain(named.area)) {
            let problems = disagreements(named, &area.plan);
            return if problems.is_empty() { Ok(area.id) } else { Err(problems) };
        }
        let target = match named.target {
            Some(Some(target)) if target != Level::None => target,
            Some(target) => return Err(vec![no_target(named, target)]),
            None => return Err(Vec::new()),
        };
        let area = known.new_area(contract, named, target);
        known.learn(&area);
        self.areas.push(area.clone());
        Ok(area.id)
    }

    fn holder(&mut self, contract: ContractId, name: &str) -> HolderId {
        let known = self.known.entry(contract).or_default();
        if let Some(holder) = known.holders.get(&plain(name)) {
            return holder.id;
        }
        let post = Post {
            name: name.to_owned(),
            role: String::new(),
            side: HolderSide::Client,
            from: None,
            until: None,
        };
        let holder = Holder { id: HolderId::fresh(), contract, revision: 1, post };
        known.holders.insert(plain(name), holder.clone());
        self.holders.push(holder.clone());
        holder.id
    }

    /// What is wrong with a row besides what it names.
    fn wrong(
        &self, run: &Run<'_>, contract: ContractId, line: u64, row: &KnowledgeRow,
    ) -> Vec<Problem> {
        let level = row.level.number().to_string();
        let role = run.actor.may(Action::WitnessKnowledge).err().map(|refused| {
            let remedy = "Leave these rows to those who lead governance for the client";
            Problem::cell(line, "level", level, refused.to_string(), remedy)
        });
        let ahead = (run.today < row.on).then(|| {
            let message = "the day lies ahead; only what was verified is recorded";
            Problem::cell(line, "on", row.on.to_string(), message, "Use an earlier day")
        });
        let supplying = self.known.get(&contract).map(|known| &known.supplying);
        let witness = unseen(row, |name| supplying.is_some_and(|names| names.contains(name)));
        let witness = witness.map(|(message, remedy)| {
            let name = row.witness.as_deref().unwrap_or_default();
            Problem::cell(line, "witness", name, message, remedy)
        });
        role.into_iter().chain(ahead).chain(witness).collect()
    }
}

/// Why nobody of the client can have seen it.
fn unseen(
    row: &KnowledgeRow, supplying: impl Fn(&String) -> bool,
) -> Option<(&'static str, &'static str)> {
    match row.witness.as_deref().map(plain) {
        None => row.level.needs_witness().then_some((
            "from level 3 on, somebody of the client has to have seen it",
            "Enter the name of whoever of the client saw it",
        )),
        Some(name) if name == plain(&row.person) => Some((
            "nobody is the witness of what they can do themselves",
            "Enter the name of somebody else of the client",
        )),
        Some(name) if supplying(&name) => Some((
            "a witness belongs to the client, and this is the supplier",
            "Enter the name of whoever of the client saw it",
        )),
        Some(_) => None,
    }
}

impl Known {
    async fn of(run: &Run<'_>, contract: &Contract) -> Result<Self, Error> {
        let (id, tx) = (contract.id, run.tx);
        let mut known = Self::default();
        for area in storage::knowledge::areas(tx, &[id]).await? {
            known.learn(&area);
        }
        let parties = storage::contracts::parties(tx, id).await?;
        let supplying: Vec<_> = std::iter::once(contract.supplier.id)
            .chain(parties.iter().map(|party| party.organisation))
            .collect();
        let people = storage::accounts::names_in(tx, &supplying).await?;
        let names = parties.into_iter().map(|party| party.name).chain(people);
        let names = names.chain([contract.supplier.name.clone()]);
        known.supplying.extend(names.map(|name| plain(&name)));
        for holder in storage::knowledge::holders(tx, &[id]).await? {
            let name = plain(&holder.post.name);
            if holder.post.side == HolderSide::Supplier {
                known.supplying.insert(name.clone());
            }
            known.holders.insert(name, holder);
        }
        Ok(known)
    }

    fn learn(&mut self, area: &Area) {
        self.areas.insert(plain(&area.plan.title), area.clone());
        self.areas.insert(plain(&area.plan.key), area.clone());
    }

    fn new_area(&self, contract: ContractId, named: &Named<'_>, target: Level) -> Area {
        let wanted = check::key_of(named.area);
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
        let free = |key: &String| !self.areas.contains_key(&plain(key));
        let key = std::iter::once(wanted.clone()).chain(numbered).find(free);
        let plan = Plan {
            key: key.unwrap_or_default(),
            title: named.area.to_owned(),
            weight: Weight::ONE,
            baseline: Level::None,
            target,
            target_on: named.target_date.flatten(),
        };
        Area { id: AreaId::fresh(), contract, revision: 1, plan }
    }
}

fn disagreements(named: &Named<'_>, plan: &Plan) -> Vec<Problem> {
    let target = named.target.flatten().filter(|target| *target != plan.target).map(|target| {
        let message = format!("the target of this area is {}", plan.target.number());
        let remedy = "Give the same target, or change the area first";
        Problem::cell(named.line, "target", target.number().to_string(), message, remedy)
    });
    let day = named.target_date.flatten().filter(|day| Some(*day) != plan.target_on).map(|day| {
        let recorded = plan.target_on.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let message = format!("the target date of this area is {recorded}");
        let remedy = "Give the same date, or change the area first";
        Problem::cell(named.line, "target_date", day.to_string(), message, remedy)
    });
    target.into_iter().chain(day).collect()
}

fn no_target(named: &Named<'_>, target: Option<Level>) -> Problem {
    let message = format!("“{}” is new and has no target to reach", named.area);
    let value = target.map_or_else(String::new, |target| target.number().to_string());
    Problem::cell(named.line, "target", value, message, "Give a level from 1 to 4")
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
