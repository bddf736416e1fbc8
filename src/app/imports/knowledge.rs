//! Verified levels of knowledge from a file: resolved, compared with what is recorded, stored with
//! the figures that look at them.

use super::KnowledgeRow;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::Run;
use crate::app::Error;
use crate::app::figures;
use crate::domain::ids::{AreaId, ContractId};
use crate::domain::knowledge::Assessment;
use crate::domain::meetings::Origin;
use crate::domain::problems::Problem;
use crate::storage;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

mod lookup;

use lookup::{Found, Lookup};

/// Applies the rows of a knowledge file.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<KnowledgeRow>) -> Result<(), Error> {
    let mut lookup = Lookup::default();
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        let mut given = Vec::new();
        for (line, read) in some {
            let row = match read {
                Ok(row) => row,
                Err(part) => {
                    problems.extend(lookup.partly(run, line, &part).await?);
                    continue;
                }
            };
            match lookup.resolve(run, line, &row).await? {
                Ok(found) => given.push((line, found, assessment(run, line, found, row))),
                Err(found) => problems.extend(found),
            }
        }
        let (areas, holders) = lookup.fresh();
        storage::knowledge::add_areas(run.tx, &areas, Some(run.import), run.now).await?;
        storage::knowledge::add_holders(run.tx, &holders, Some(run.import), run.now).await?;
        store(run, given, &mut agreed, &mut problems).await?;
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

/// Area, holder and day: what a verified level is about.
type About = (uuid::Uuid, uuid::Uuid, NaiveDate);

fn about(one: &Assessment) -> About {
    (one.area.0, one.holder.0, one.on)
}

/// Notes the levels that one row left as they were and a later row changed.
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
        let areas: BTreeSet<AreaId> = some.iter().map(|((area, ..), _)| AreaId(*area)).collect();
        let areas: Vec<AreaId> = areas.into_iter().collect();
        let now = known(run, &areas).await?;
        let before = storage::knowledge::undo::kept(run.tx, run.import, &areas).await?;
        let before: HashMap<About, Assessment> =
            before.into_iter().map(|one| (about(&one), one)).collect();
        let problem = |(about, line): &(About, u64)| {
            let origin = Some(Origin { import: run.import, line: *line });
            let before = Assessment { origin, ..before.get(about)?.clone() };
            let given = now.get(about)?;
            Some(disagrees(given.origin?.line, &before, given))
        };
        let problems = some.iter().filter_map(problem).collect();
        run.note(problems)?;
    }
}

async fn known(run: &Run<'_>, areas: &[AreaId]) -> Result<HashMap<About, Assessment>, Error> {
    let known = storage::knowledge::assessments(run.tx, areas).await?;
    Ok(known.into_values().flatten().map(|one| (about(&one), one)).collect())
}

fn assessment(run: &Run<'_>, line: u64, found: Found, row: KnowledgeRow) -> Assessment {
    Assessment {
        area: found.area,
        holder: found.holder,
        on: row.on,
        level: row.level,
        witness: row.witness,
        note: row.evidence,
        evidence: None,
        by: run.actor.name().to_owned(),
        origin: Some(Origin { import: run.import, line }),
    }
}

async fn store(
    run: &mut Run<'_>, given: Vec<(u64, Found, Assessment)>, agreed: &mut Agreed<About>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let areas: BTreeSet<AreaId> = given.iter().map(|(_, found, _)| found.area).collect();
    let areas: Vec<AreaId> = areas.into_iter().collect();
    let mut changes = Changes { known: known(run, &areas).await?, ..Changes::default() };
    for (line, found, one) in given {
        match changes.merge(run, line, one) {
            Ok(Outcome::Written) => {
                run.touched.insert(found.contract);
            }
            Ok(Outcome::Same) => {}
            Err(problem) => problems.push(problem),
        }
    }
    agreed.add(&changes.agreed)?;
    storage::knowledge::undo::keep(run.tx, run.import, &changes.before).await?;
    let written: Vec<Assessment> = changes.written.into_values().collect();
    Ok(storage::knowledge::put_assessments(run.tx, &written).await?)
}

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    known: HashMap<About, Assessment>,
    written: BTreeMap<About, Assessment>,
    before: Vec<Assessment>,
    agreed: Vec<(About, u64)>,
}

enum Outcome {
    Written,
    Same,
}

impl Changes {
    fn merge(
        &mut self, run: &mut Run<'_>, line: u64, given: Assessment,
    ) -> Result<Outcome, Problem> {
        let key = about(&given);
        match self.known.get(&key) {
            None => run.counts.new = run.counts.new.saturating_add(1),
            Some(one) if says_the_same(one, &given) => {
                run.unchanged(one.origin.map(|origin| origin.import));
                if !given_by(run, one) {
                    self.agreed.push((key, line));
                }
                return Ok(Outcome::Same);
            }
            Some(one) if given_by(run, one) => return Err(disagrees(line, one, &given)),
            Some(one) if one.evidence.is_some() => return Err(verified(line, one, &given)),
            Some(one) => {
                run.counts.changed = run.counts.changed.saturating_add(1);
                self.before.push(one.clone());
            }
        }
        self.known.insert(key, given.clone());
        self.written.insert(key, given);
        Ok(Outcome::Written)
    }
}

fn says_the_same(one: &Assessment, other: &Assessment) -> bool {
    (one.level, &one.witness, &one.note) == (other.level, &other.witness, &other.note)
}

/// Whether a row of this file gave the level.
fn given_by(run: &Run<'_>, one: &Assessment) -> bool {
    one.origin.is_some_and(|origin| origin.import == run.import)
}

fn disagrees(line: u64, one: &Assessment, given: &Assessment) -> Problem {
    let first = one.origin.map_or(0, |origin| origin.line);
    let message = if one.level == given.level {
        format!("line {first} gives the same level with another witness or evidence")
    } else {
        let level = one.level.number();
        format!("line {first} gives {level} for the same area, person and day")
    };
    let level = given.level.number().to_string();
    Problem::cell(line, "level", level, message, "Keep one of the two rows")
}

fn verified(line: u64, one: &Assessment, given: &Assessment) -> Problem {
    let level = one.level.number();
    let message = format!("level {level} was verified from evidence on that day");
    let remedy = "Leave the row out, or record the change on a later day";
    Problem::cell(line, "level", given.level.number().to_string(), message, remedy)
}
