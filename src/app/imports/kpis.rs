//! KPI observations from a file: resolved, compared with what is recorded, stored with their figures.

use super::KpiRow;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::Run;
use crate::app::Error;
use crate::app::figures;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::{Actual, Observation};
use crate::domain::meetings::Origin;
use crate::domain::problems::Problem;
use crate::storage;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

mod lookup;

use lookup::Lookup;

/// Applies the rows of a KPI file.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<KpiRow>) -> Result<(), Error> {
    let mut lookup = Lookup::default();
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        let mut given: BTreeMap<KpiId, Vec<(u64, Observation)>> = BTreeMap::new();
        for (line, read) in some {
            let row = match read {
                Ok(row) => row,
                Err(part) => {
                    problems.extend(lookup.partly(run, line, &part).await?);
                    continue;
                }
            };
            match lookup.resolve(run, line, &row).await? {
                Ok(kpi) => given.entry(kpi).or_default().push((line, observation(run, line, &row))),
                Err(found) => problems.extend(found),
            }
        }
        storage::kpis::add(run.tx, &lookup.fresh(), Some(run.import), run.now).await?;
        store(run, &lookup, given, &mut agreed, &mut problems).await?;
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

async fn store(
    run: &mut Run<'_>, lookup: &Lookup, given: BTreeMap<KpiId, Vec<(u64, Observation)>>,
    agreed: &mut Agreed<About>, problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let ids: Vec<KpiId> = given.keys().copied().collect();
    let mut known = storage::kpis::observations(run.tx, &ids).await?;
    let mut changes = Changes::default();
    for (kpi, rows) in given {
        let before = changes.written.len();
        changes.merge(run, kpi, known.remove(&kpi).unwrap_or_default(), rows, problems);
        if before < changes.written.len() {
            run.touched.extend(lookup.owner(kpi));
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
        &mut self, run: &mut Run<'_>, kpi: KpiId, known: Vec<Observation>,
        rows: Vec<(u64, Observation)>, problems: &mut Vec<Problem>,
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
                    run.unchanged(one.origin.map(|origin| origin.import));
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
    known: &'a BTreeMap<NaiveDate, Observation>, given: &Observation,
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
