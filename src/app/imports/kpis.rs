//! KPI observations from a file: resolved, compared with what is recorded, stored with their figures.

use super::KpiRow;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::Run;
use crate::app::Error;
use crate::app::contracts::{ContractCommand, filled, from_the_start};
use crate::app::figures;
use crate::domain::contracts::{Details, Term};
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::{Actual, Kpi, Observation, default_bands};
use crate::domain::meetings::Origin;
use crate::domain::problems::Problem;
use crate::storage;
use chrono::NaiveDate;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Applies the rows of a KPI file.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<KpiRow>) -> Result<(), Error> {
    let mut lookup = Lookup::default();
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(good) = run.next(&mut rows, &mut problems).await? {
        let mut given: BTreeMap<KpiId, Vec<(u64, Observation)>> = BTreeMap::new();
        for (line, row) in good {
            match lookup.resolve(run, line, &row).await? {
                Ok(kpi) => given.entry(kpi).or_default().push((line, observation(run, line, &row))),
                Err(problem) => problems.push(problem),
            }
        }
        let fresh = std::mem::take(&mut lookup.fresh);
        storage::kpis::add(run.tx, &fresh, Some(run.import), run.now).await?;
        store(run, &lookup, given, &mut agreed, &mut problems).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await?;
    let touched: Vec<ContractId> = run.touched.iter().copied().collect();
    for contract in touched {
        figures::refresh_kpi_figures(run.db, run.tx, contract).await?;
    }
    Ok(())
}

/// KPI and first day of the period: what an observation is about.
type About = (uuid::Uuid, NaiveDate);

/// Notes the observations that one row left as they were and a later row changed.
async fn contradicted(run: &mut Run<'_>, agreed: Agreed<About>) -> Result<(), Error> {
    if run.counts.changed == 0 {
        return Ok(());
    }
    let mut reading = agreed.read()?;
    loop {
        let some = reading.next()?;
        if some.is_empty() {
            return Ok(());
        }
        let kpis: BTreeSet<KpiId> = some.iter().map(|((kpi, _), _)| KpiId(*kpi)).collect();
        let kpis: Vec<KpiId> = kpis.into_iter().collect();
        let now = storage::kpis::observations(run.tx, &kpis).await?;
        let before = storage::before::kept_observations(run.tx, run.import, &kpis).await?;
        let of = |all: &HashMap<KpiId, Vec<Observation>>, (kpi, start): &About| {
            let own = |one: &&Observation| one.period.start() == *start;
            all.get(&KpiId(*kpi))?.iter().find(own).copied()
        };
        let problem = |(about, line): &(About, u64)| {
            let first = Origin { import: run.import, line: *line };
            let before = Observation { origin: Some(first), ..of(&before, about)? };
            let given = of(&now, about)?;
            Some(disagrees(given.origin?.line, &before, &given))
        };
        let problems = some.iter().filter_map(problem).collect();
        run.note(problems)?;
    }
}

fn observation(run: &Run<'_>, line: u64, row: &KpiRow) -> Observation {
    let origin = Some(Origin { import: run.import, line });
    Observation { period: row.period, actual: row.actual, target: row.target, origin }
}

/// What has been looked up or made for earlier rows.
#[derive(Default)]
struct Lookup {
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
}

impl Lookup {
    async fn resolve(
        &mut self,
        run: &mut Run<'_>,
        line: u64,
        row: &KpiRow,
    ) -> Result<Result<KpiId, Problem>, Error> {
        let contract = match self.contract(run, row).await? {
            Ok(contract) => contract,
            Err(why) => return Ok(Err(unusable(line, &row.contract, why))),
        };
        let known = match self.kpis.entry(contract) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let known = storage::kpis::of_contracts(run.tx, &[contract]).await?;
                place.insert(known.into_iter().map(|kpi| (kpi.title.clone(), kpi)).collect())
            }
        };
        let kpi = match known.get(&row.kpi) {
            Some(kpi) => kpi.clone(),
            None => match new_kpi(contract, row) {
                None => return Ok(Err(no_direction(line, row))),
                Some(kpi) => {
                    self.fresh.push(kpi.clone());
                    known.insert(row.kpi.clone(), kpi.clone());
                    kpi
                }
            },
        };
        self.owners.insert(kpi.id, contract);
        Ok(agrees(line, &kpi, row).map(|()| kpi.id))
    }

    async fn contract(
        &mut self,
        run: &mut Run<'_>,
        row: &KpiRow,
    ) -> Result<Result<ContractId, Unusable>, Error> {
        if let Some(known) = self.contracts.get(&row.contract) {
            return Ok(*known);
        }
        let stored =
            storage::contracts::lock_by_reference(run.tx, run.scope, &row.contract).await?;
        let found = match stored.as_slice() {
            [one] => Ok(one.contract.id),
            [] => make(run, row).await?,
            [_, _, ..] => Err(Unusable::Several),
        };
        self.contracts.insert(row.contract.clone(), found);
        Ok(found)
    }
}

// A file of measurements may be the first the service hears of a contract.
async fn make(run: &mut Run<'_>, row: &KpiRow) -> Result<Result<ContractId, Unusable>, Error> {
    let (Some(client), Some(supplier)) = (&row.client, &row.supplier) else {
        return Ok(Err(Unusable::Unknown));
    };
    let Some(version) = run.design_for(None).await? else { return Ok(Err(Unusable::NoDesign)) };
    let details = Details {
        reference: row.contract.clone(),
        title: row.contract.clone(),
        term: Term::default(),
        value: None,
        pricing: None,
        working: None,
        tender_reference: None,
    };
    let command = ContractCommand {
        client: client.clone(),
        supplier: supplier.clone(),
        details,
        design: None,
    };
    let contract = filled(run.tx, &command, Some(run.import), run.now).await?;
    storage::contracts::add(run.tx, std::slice::from_ref(&contract), Some(run.import), run.now)
        .await?;
    storage::contracts::use_designs(run.tx, &[(contract.id, from_the_start(&contract, &version))])
        .await?;
    Ok(Ok(contract.id))
}

fn new_kpi(contract: ContractId, row: &KpiRow) -> Option<Kpi> {
    Some(Kpi {
        id: KpiId::fresh(),
        contract,
        title: row.kpi.clone(),
        unit: row.unit.clone().unwrap_or_default(),
        direction: row.direction?,
        bands: default_bands(),
        service_levels: Vec::new(),
    })
}

fn agrees(line: u64, kpi: &Kpi, row: &KpiRow) -> Result<(), Problem> {
    if let Some(direction) = row.direction.filter(|direction| *direction != kpi.direction) {
        let message = format!("the KPI is recorded as {}", kpi.direction.label().to_lowercase());
        let remedy = "Give the same direction, or change the KPI first";
        return Err(Problem::cell(line, "direction", direction.word(), message, remedy));
    }
    if let Some(unit) = row.unit.as_ref().filter(|unit| **unit != kpi.unit) {
        let message = format!("the KPI is recorded in “{}”", kpi.unit);
        return Err(Problem::cell(
            line,
            "unit",
            unit,
            message,
            "Give the same unit, or change the KPI first",
        ));
    }
    Ok(())
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
        Unusable::NoDesign => {
            ("there is no scorecard design with the key given", "Name a design that exists")
        }
    };
    Problem::cell(line, "contract", reference, message, remedy)
}

fn no_direction(line: u64, row: &KpiRow) -> Problem {
    let message = format!("“{}” is new and has no direction", row.kpi);
    Problem::cell(line, "direction", "", message, "Give higher, lower or nearest")
}

async fn store(
    run: &mut Run<'_>,
    lookup: &Lookup,
    given: BTreeMap<KpiId, Vec<(u64, Observation)>>,
    agreed: &mut Agreed<About>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let ids: Vec<KpiId> = given.keys().copied().collect();
    let mut known = storage::kpis::observations(run.tx, &ids).await?;
    let mut changes = Changes::default();
    for (kpi, rows) in given {
        let before = changes.written.len();
        changes.merge(run, kpi, known.remove(&kpi).unwrap_or_default(), rows, problems);
        if before < changes.written.len() {
            run.touched.extend(lookup.owners.get(&kpi));
        }
    }
    agreed.add(&changes.agreed)?;
    storage::before::keep_observations(run.tx, run.import, &changes.before).await?;
    Ok(storage::kpis::put_observations(run.tx, &changes.written).await?)
}

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    written: Vec<(KpiId, Observation)>,
    before: Vec<(KpiId, Observation)>,
    agreed: Vec<(About, u64)>,
}

impl Changes {
    fn merge(
        &mut self,
        run: &mut Run<'_>,
        kpi: KpiId,
        known: Vec<Observation>,
        rows: Vec<(u64, Observation)>,
        problems: &mut Vec<Problem>,
    ) {
        let mut known: BTreeMap<_, _> =
            known.into_iter().map(|one| (one.period.start(), one)).collect();
        for (line, given) in rows {
            let clash = clash(&known, &given).copied();
            match clash {
                None => {
                    run.counts.new = run.counts.new.saturating_add(1);
                    known.insert(given.period.start(), given);
                    self.written.push((kpi, given));
                }
                Some(one) if !same_days(&one, &given) => {
                    problems.push(overlaps(line, &one, &given))
                }
                Some(one) if one.actual == given.actual && one.target == given.target => {
                    run.counts.unchanged = run.counts.unchanged.saturating_add(1);
                    if !given_by(run, &one) {
                        self.agreed.push(((kpi.0, one.period.start()), line));
                    }
                }
                Some(one) if given_by(run, &one) => {
                    problems.push(disagrees(line, &one, &given));
                }
                Some(one) => {
                    run.counts.changed = run.counts.changed.saturating_add(1);
                    known.insert(given.period.start(), given);
                    self.before.push((kpi, one));
                    self.written.push((kpi, given));
                }
            }
        }
    }
}

/// Whether a row of this file gave the observation.
fn given_by(run: &Run<'_>, one: &Observation) -> bool {
    one.origin.is_some_and(|origin| origin.import == run.import)
}

fn same_days(one: &Observation, other: &Observation) -> bool {
    (one.period.start(), one.period.end()) == (other.period.start(), other.period.end())
}

// Recorded periods do not overlap, so only the last one that starts by the given end can share days.
fn clash<'a>(
    known: &'a BTreeMap<NaiveDate, Observation>,
    given: &Observation,
) -> Option<&'a Observation> {
    let last = known.range(..=given.period.end()).next_back().map(|(_, one)| one);
    last.filter(|one| one.period.overlaps(given.period))
}

fn overlaps(line: u64, one: &Observation, given: &Observation) -> Problem {
    let message = format!("the period shares days with {} of the same KPI", one.period.label());
    Problem::cell(line, "period", given.period.label(), message, "Use periods that do not overlap")
}

fn disagrees(line: u64, one: &Observation, given: &Observation) -> Problem {
    let first = one.origin.map_or(0, |origin| origin.line);
    let said = |observation: &Observation| match observation.actual {
        Actual::Measured(value) => value.to_string(),
        Actual::Missing(why) => why.label().to_lowercase(),
    };
    let message = if one.actual == given.actual {
        format!("line {first} gives another target for the same KPI and period")
    } else {
        format!("line {first} gives {} for the same KPI and period", said(one))
    };
    Problem::cell(line, "actual", said(given), message, "Keep one of the two rows")
}
