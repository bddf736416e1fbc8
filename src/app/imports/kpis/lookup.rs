//! What the rows of a KPI file name, and what they add when it is new.

use super::super::run::Run;
use super::super::{KpiPart, KpiRow};
use crate::app::Error;
use crate::app::contracts::{ContractCommand, filled, from_the_start};
use crate::domain::contracts::{Details, Term};
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::service_points::Repeats;
use crate::domain::kpis::{Direction, Kpi, default_bands};
use crate::domain::problems::Problem;
use crate::storage;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What has been looked up or made for earlier rows.
#[derive(Default)]
pub(super) struct Lookup {
    contracts: HashMap<String, Result<ContractId, Unusable>>,
    kpis: HashMap<ContractId, HashMap<String, Kpi>>,
    owners: HashMap<KpiId, ContractId>,
    /// Made for these rows and still to be stored.
    fresh: Vec<Kpi>,
}

/// Why a reference leads to no contract.
#[derive(Debug, Clone, Copy)]
enum Unusable {
    Unknown,
    Several,
    NoDesign,
    Foreign,
}

/// What a row names, as far as it could be read; of what may be left out, the
/// inner `None` is left out and the outer one could not be read.
struct Named<'a> {
    line: u64,
    contract: &'a str,
    direction: Option<Option<Direction>>,
    unit: Option<Option<&'a str>>,
    supplier: Option<Option<&'a str>>,
    client: Option<Option<&'a str>>,
}

impl<'a> Named<'a> {
    fn whole(line: u64, row: &'a KpiRow) -> Self {
        Self {
            line,
            contract: &row.contract,
            direction: Some(row.direction),
            unit: Some(row.unit.as_deref()),
            supplier: Some(row.supplier.as_deref()),
            client: Some(row.client.as_deref()),
        }
    }

    fn partly(line: u64, part: &'a KpiPart) -> Option<Self> {
        Some(Self {
            line,
            contract: part.contract.as_deref()?,
            direction: part.direction,
            unit: part.unit.as_ref().map(Option::as_deref),
            supplier: part.supplier.as_ref().map(Option::as_deref),
            client: part.client.as_ref().map(Option::as_deref),
        })
    }

    /// Both names that let an unknown contract be added.
    fn organisations(&self) -> Option<(&'a str, &'a str)> {
        self.client.flatten().zip(self.supplier.flatten())
    }

    /// Why the contract cannot be used; nothing when the names that could add
    /// it are there and are themselves what is wrong.
    fn unusable(&self, why: Unusable) -> Vec<Problem> {
        match (why, self.client, self.supplier) {
            (Unusable::Unknown, None, _) | (Unusable::Unknown, _, None) => Vec::new(),
            (why, _, _) => vec![unusable(self.line, self.contract, why)],
        }
    }
}

impl Lookup {
    /// The KPI a row is about, made when it is new.
    pub(super) async fn resolve(
        &mut self, run: &mut Run<'_>, line: u64, row: &KpiRow,
    ) -> Result<Result<KpiId, Vec<Problem>>, Error> {
        let named = Named::whole(line, row);
        match self.contract(run, &named).await? {
            Ok(contract) => self.kpi(run, contract, &named, &row.kpi).await,
            Err(why) => Ok(Err(named.unusable(why))),
        }
    }

    /// What else is wrong with a row that could not be read whole. What it
    /// would add is added all the same, or rows below it would seem to be wrong.
    pub(super) async fn partly(
        &mut self, run: &mut Run<'_>, line: u64, part: &KpiPart,
    ) -> Result<Vec<Problem>, Error> {
        let Some(named) = Named::partly(line, part) else { return Ok(Vec::new()) };
        let contract = match self.contract(run, &named).await? {
            Ok(contract) => contract,
            Err(why) => return Ok(named.unusable(why)),
        };
        let Some(kpi) = &part.kpi else { return Ok(Vec::new()) };
        Ok(self.kpi(run, contract, &named, kpi).await?.err().unwrap_or_default())
    }

    /// KPIs made for these rows, to be stored.
    pub(super) fn fresh(&mut self) -> Vec<Kpi> {
        std::mem::take(&mut self.fresh)
    }

    /// The contract of a KPI that a row was about.
    pub(super) fn owner(&self, kpi: KpiId) -> Option<ContractId> {
        self.owners.get(&kpi).copied()
    }

    async fn kpi(
        &mut self, run: &Run<'_>, contract: ContractId, named: &Named<'_>, title: &str,
    ) -> Result<Result<KpiId, Vec<Problem>>, Error> {
        let known = match self.kpis.entry(contract) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let known = storage::kpis::of_contracts(run.tx, &[contract]).await?;
                place.insert(known.into_iter().map(|kpi| (kpi.title.clone(), kpi)).collect())
            }
        };
        let kpi = match known.get(title) {
            Some(kpi) => kpi.clone(),
            None => match named.direction {
                None => return Ok(Err(Vec::new())),
                Some(None) => return Ok(Err(vec![no_direction(named.line, title)])),
                Some(Some(direction)) => {
                    let kpi = new_kpi(contract, title, named.unit.flatten(), direction);
                    self.fresh.push(kpi.clone());
                    known.insert(title.to_owned(), kpi.clone());
                    kpi
                }
            },
        };
        self.owners.insert(kpi.id, contract);
        let problems = disagreements(named, &kpi);
        Ok(if problems.is_empty() { Ok(kpi.id) } else { Err(problems) })
    }

    async fn contract(
        &mut self, run: &mut Run<'_>, named: &Named<'_>,
    ) -> Result<Result<ContractId, Unusable>, Error> {
        let found = match self.contracts.get(named.contract) {
            // A row below one that could not add the contract may be able to.
            Some(Err(Unusable::Unknown)) if named.organisations().is_some() => {
                make(run, named).await?
            }
            Some(known) => return Ok(*known),
            None => look_up(run, named).await?,
        };
        self.contracts.insert(named.contract.to_owned(), found);
        Ok(found)
    }
}

async fn look_up(
    run: &mut Run<'_>, named: &Named<'_>,
) -> Result<Result<ContractId, Unusable>, Error> {
    let stored =
        storage::contracts::lock_by_reference(run.tx, run.actor.scope(), named.contract).await?;
    match stored.as_slice() {
        [one] => Ok(Ok(one.contract.id)),
        [] => make(run, named).await,
        [_, _, ..] => Ok(Err(Unusable::Several)),
    }
}

// A file of measurements may be the first the service hears of a contract.
async fn make(run: &mut Run<'_>, named: &Named<'_>) -> Result<Result<ContractId, Unusable>, Error> {
    let Some((client, supplier)) = named.organisations() else {
        return Ok(Err(Unusable::Unknown));
    };
    let Some(version) = run.design_for(None).await? else { return Ok(Err(Unusable::NoDesign)) };
    let details = Details {
        reference: named.contract.to_owned(),
        title: named.contract.to_owned(),
        term: Term::default(),
        value: None,
        pricing: None,
        working: None,
        tender_reference: None,
    };
    let command = ContractCommand {
        client: client.to_owned(),
        supplier: supplier.to_owned(),
        details,
        design: None,
    };
    let contract = filled(run.tx, &command, Some(run.import), run.now).await?;
    if run.foreign(named.line, client, contract.client.id).is_some() {
        return Ok(Err(Unusable::Foreign));
    }
    storage::contracts::add(run.tx, std::slice::from_ref(&contract), Some(run.import), run.now)
        .await?;
    storage::contracts::use_designs(run.tx, &[(contract.id, from_the_start(&contract, &version))])
        .await?;
    Ok(Ok(contract.id))
}

fn new_kpi(contract: ContractId, title: &str, unit: Option<&str>, direction: Direction) -> Kpi {
    Kpi {
        id: KpiId::fresh(),
        contract,
        title: title.to_owned(),
        unit: unit.unwrap_or_default().to_owned(),
        direction,
        bands: default_bands(),
        service_levels: Vec::new(),
        repeats: Repeats::DOUBLE,
    }
}

fn disagreements(named: &Named<'_>, kpi: &Kpi) -> Vec<Problem> {
    let direction = named.direction.flatten().filter(|direction| *direction != kpi.direction);
    let direction = direction.map(|direction| {
        let message = format!("the KPI is recorded as {}", kpi.direction.label().to_lowercase());
        let remedy = "Give the same direction, or change the KPI first";
        Problem::cell(named.line, "direction", direction.word(), message, remedy)
    });
    let unit = named.unit.flatten().filter(|unit| *unit != kpi.unit).map(|unit| {
        let message = format!("the KPI is recorded in “{}”", kpi.unit);
        let remedy = "Give the same unit, or change the KPI first";
        Problem::cell(named.line, "unit", unit, message, remedy)
    });
    direction.into_iter().chain(unit).collect()
}

fn unusable(line: u64, reference: &str, why: Unusable) -> Problem {
    let (message, remedy) = match why {
        Unusable::Unknown => (
            "no contract has this reference",
            "Check the reference, import the contract first, or add client and supplier columns",
        ),
        Unusable::Several => (
            "more than one client has a contract with this reference",
            "Give the contracts different references",
        ),
        Unusable::Foreign => (
            "it is new, and its client is not the organisation you act for",
            "Check the reference, or enter the name of your organisation as the client",
        ),
        Unusable::NoDesign => {
            ("there is no scorecard design with the key given", "Name a design that exists")
        }
    };
    Problem::cell(line, "contract", reference, message, remedy)
}

fn no_direction(line: u64, title: &str) -> Problem {
    let message = format!("“{title}” is new and has no direction");
    Problem::cell(line, "direction", "", message, "Give higher, lower or nearest")
}
