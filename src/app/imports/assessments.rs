//! Assessments from a file: compared with what is recorded, added or changed.

use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::{Numbered, Run};
use super::{AssessmentPart, AssessmentRow};
use crate::app::Error;
use crate::app::assessments::following;
use crate::domain::access::Scope;
use crate::domain::assessments::{Assessment, Details};
use crate::domain::contracts::Contract;
use crate::domain::ids::{AssessmentId, ContractId};
use crate::domain::meetings::Origin;
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::storage;
use std::collections::{BTreeSet, HashMap};

/// Applies the rows of a file of assessments.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<AssessmentRow>) -> Result<(), Error> {
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        store(run, some, &mut agreed, &mut problems).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await
}

/// Notes the assessments that one row left as they were and another row changed.
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
        let ids: Vec<AssessmentId> = some.iter().map(|(id, _)| AssessmentId(*id)).collect();
        let changed = storage::assessments::changed_by(run.tx, run.import, &ids).await?;
        let problem = |(id, line): &(uuid::Uuid, u64)| {
            Some(given_twice(*line, changed.get(&AssessmentId(*id))?))
        };
        run.note(some.iter().filter_map(problem).collect())?;
    }
}

fn given_twice(line: u64, reference: &str) -> Problem {
    let message = "another row of this file says otherwise of the same assessment";
    Problem::cell(line, "reference", reference, message, "Keep one row for each assessment")
}

/// Department and reference: what a row is about.
type Key = (Option<String>, String);

/// What is known beside the rows.
struct Around {
    departments: HashMap<String, Organisation>,
    contracts: HashMap<String, Vec<Contract>>,
    known: HashMap<Key, Vec<Assessment>>,
}

impl Around {
    async fn of(run: &Run<'_>, rows: &[Numbered<AssessmentRow>]) -> Result<Self, Error> {
        let whole = || rows.iter().filter_map(|(_, read)| read.as_ref().ok());
        let names = whole().filter_map(|row| row.department.as_deref()).collect();
        let departments =
            storage::organisations::find_or_add_all(run.tx, names, Some(run.import), run.now)
                .await?;
        let scope = run.actor.scope();
        let references = rows.iter().filter_map(|(_, read)| contract(read)).collect();
        let found = storage::contracts::with_references(run.tx, scope, references).await?;
        let mut contracts: HashMap<String, Vec<Contract>> = HashMap::new();
        for stored in found {
            let reference = stored.contract.details.reference.clone();
            contracts.entry(reference).or_default().push(stored.contract);
        }
        let references: BTreeSet<&str> =
            whole().map(|row| row.details.reference.as_str()).collect();
        let mut known: HashMap<Key, Vec<Assessment>> = HashMap::new();
        for one in storage::assessments::at_references(run.tx, scope, references).await? {
            known.entry(key_of(&one)).or_default().push(one);
        }
        Ok(Self { departments, contracts, known })
    }

    fn department(&self, run: &Run<'_>, line: u64, named: Option<&str>) -> Placed<Organisation> {
        let found = named.and_then(|name| self.departments.get(name)).cloned();
        let own = match run.actor.scope() {
            Scope::Everything => return Ok(found),
            Scope::Client(own) | Scope::Supplier(own) => own,
        };
        if found.as_ref().is_some_and(|found| found.id == own) {
            return Ok(found);
        }
        let message = match named {
            Some(_) => "this is not the organisation you act for",
            None => "an assessment without a department is for administrators to record",
        };
        let remedy = "Enter the name of your organisation";
        Err(Problem::cell(line, "department", named.unwrap_or_default(), message, remedy))
    }

    fn contract(
        &self, line: u64, department: Option<&Organisation>, named: Option<&str>,
    ) -> Placed<ContractId> {
        let Some(reference) = named else { return Ok(None) };
        let found = self.contracts.get(reference).into_iter().flatten();
        let mut own = found.filter(|contract| Some(&contract.client) == department);
        own.next().map(|contract| Some(contract.id)).ok_or_else(|| {
            let message = "the department has no contract with this reference";
            let remedy = "Check the reference, or import the contract first";
            Problem::cell(line, "contract", reference, message, remedy)
        })
    }
}

/// Something that may be left out, or what is wrong with it.
type Placed<T> = Result<Option<T>, Problem>;

fn contract(read: &Result<AssessmentRow, AssessmentPart>) -> Option<&str> {
    match read {
        Ok(row) => row.contract.as_deref(),
        Err(part) => part.contract.as_ref()?.as_deref(),
    }
}

fn key_of(assessment: &Assessment) -> Key {
    let department = assessment.department.as_ref().map(|own| own.name.clone());
    (department, assessment.details.reference.clone())
}

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    added: Vec<Assessment>,
    before: Vec<Assessment>,
    changed: Vec<Assessment>,
    agreed: Vec<(uuid::Uuid, u64)>,
}

async fn store(
    run: &mut Run<'_>, rows: Vec<Numbered<AssessmentRow>>, agreed: &mut Agreed<uuid::Uuid>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let mut around = Around::of(run, &rows).await?;
    let mut changes = Changes::default();
    for (line, read) in rows {
        match read {
            Ok(row) => problems.extend(one(run, &mut around, &mut changes, line, row)),
            Err(part) => problems.extend(partly(run, &around, line, &part)),
        }
    }
    agreed.add(&changes.agreed)?;
    storage::assessments::add(run.tx, &changes.added, run.now).await?;
    storage::assessments::keep_before(run.tx, run.import, &changes.before).await?;
    Ok(storage::assessments::put(run.tx, &changes.changed).await?)
}

/// What else is wrong with a row that could not be read whole.
fn partly(run: &Run<'_>, around: &Around, line: u64, part: &AssessmentPart) -> Vec<Problem> {
    let Some(named) = &part.department else { return Vec::new() };
    let Some(own) = run.actor.seat().organisation() else { return Vec::new() };
    let known = named.as_ref().and_then(|name| around.departments.get(name));
    if known.is_some_and(|known| known.id == own) || named.is_some() && known.is_none() {
        return Vec::new();
    }
    around.department(run, line, named.as_deref()).err().into_iter().collect()
}

/// Compares a row with what is recorded; what is wrong with it.
fn one(
    run: &mut Run<'_>, around: &mut Around, changes: &mut Changes, line: u64, row: AssessmentRow,
) -> Vec<Problem> {
    let department = around.department(run, line, row.department.as_deref());
    let known = department.as_ref().ok().and_then(Option::as_ref);
    let contract = around.contract(line, known, row.contract.as_deref());
    let (department, contract) = match (department, contract) {
        (Ok(department), Ok(contract)) => (department, contract),
        // Under a department that cannot be used there is no contract to look for.
        (Err(problem), _) | (Ok(_), Err(problem)) => return vec![problem],
    };
    let key = (department.as_ref().map(|own| own.name.clone()), row.details.reference.clone());
    let known = around.known.entry(key).or_default();
    let wanted = wanted(known, department, contract, row);
    if let Some(problem) = backwards(line, &wanted) {
        return vec![problem];
    }
    merge(run, changes, line, known, wanted).err().into_iter().collect()
}

/// The assessments as they are to be: the first, and the one that follows it.
fn wanted(
    known: &[Assessment], department: Option<Organisation>, contract: Option<ContractId>,
    row: AssessmentRow,
) -> Vec<Assessment> {
    let AssessmentRow { details, again, .. } = row;
    let second = again.map(|again| Details {
        assessed_on: again.on,
        result: again.result,
        ..details.clone()
    });
    let first = match at(known, 1) {
        Some(known) => overlaid(known, contract, details),
        None => Assessment {
            id: AssessmentId::fresh(),
            revision: 1,
            round: 1,
            follows: None,
            department,
            contract,
            details,
            origin: None,
        },
    };
    let second = second.map(|details| match at(known, 2) {
        Some(known) => overlaid(known, contract, details),
        None => following(&first, details),
    });
    std::iter::once(first).chain(second).collect()
}

fn at(known: &[Assessment], round: u16) -> Option<&Assessment> {
    known.iter().find(|one| one.round == round)
}

// What a file does not say stays as it is.
fn overlaid(known: &Assessment, contract: Option<ContractId>, given: Details) -> Assessment {
    let now = &known.details;
    let details = Details {
        standard: given.standard.or(now.standard),
        report: given.report.or_else(|| now.report.clone()),
        reported_on: now.reported_on,
        response: now.response.clone(),
        ..given
    };
    Assessment { contract: contract.or(known.contract), details, ..known.clone() }
}

fn backwards(line: u64, wanted: &[Assessment]) -> Option<Problem> {
    let mut days = wanted.iter().map(|one| one.details.assessed_on);
    let (first, then) = (days.next()??, days.next()??);
    let message = format!("this is before the assessment of {first} that it follows");
    let remedy = "Correct one of the two days";
    (then < first).then(|| Problem::cell(line, "reassessed_on", then.to_string(), message, remedy))
}

fn merge(
    run: &mut Run<'_>, changes: &mut Changes, line: u64, known: &mut Vec<Assessment>,
    wanted: Vec<Assessment>,
) -> Result<(), Problem> {
    let recorded = |one: &Assessment| at(known, one.round).cloned();
    let own = |one: &Assessment| one.origin.is_some_and(|origin| origin.import == run.import);
    let differs = wanted.iter().any(|one| recorded(one).as_ref() != Some(one));
    let first = known.iter().find(|one| one.round == 1).cloned();
    let again = known.iter().any(own);
    match first {
        Some(first) if !differs => {
            run.unchanged(first.origin.map(|origin| origin.import));
            if !again {
                changes.agreed.push((first.id.0, line));
            }
            return Ok(());
        }
        Some(first) if again => return Err(given_twice(line, &first.details.reference)),
        Some(_) => run.counts.changed = run.counts.changed.saturating_add(1),
        None => run.counts.new = run.counts.new.saturating_add(1),
    }
    // A row stands for all it says, so that taking it back takes all of it.
    let origin = Some(Origin { import: run.import, line });
    for one in wanted {
        match at(known, one.round).cloned() {
            None => changes.added.push(Assessment { origin, ..one.clone() }),
            Some(before) => {
                let revision = before.revision.saturating_add(1);
                changes.before.push(before);
                changes.changed.push(Assessment { origin, revision, ..one.clone() });
            }
        }
        known.retain(|other| other.round != one.round);
        known.push(Assessment { origin, ..one });
    }
    Ok(())
}
