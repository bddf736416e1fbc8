//! Weightings from a file: compared with what is recorded, added or changed, lots judged anew.

mod known;
mod row;

pub use row::{WeightingPart, WeightingRow};

use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::{Numbered, Run};
use crate::app::Error;
use crate::domain::access::Scope;
use crate::domain::ids::LotId;
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::domain::weightings::Criterion;
use crate::storage;
use known::Known;
use std::collections::{BTreeSet, HashMap};

/// Applies the rows of a file of weightings.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<WeightingRow>) -> Result<(), Error> {
    let own = own_organisation(run).await?;
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        let some = for_somebody(own.as_ref(), some);
        let buyers = buyers(run, &some).await?;
        let mut known = Known::of(run, &some).await?;
        for (line, read) in some {
            let buyer = match &read {
                Ok(row) => buyer(run, &buyers, line, row.buyer.as_deref()),
                Err(part) => partly(run, &buyers, line, part),
            };
            let told = match (buyer, read) {
                (Ok(buyer), Ok(row)) => known.take(run, line, buyer, row),
                (Ok(_), Err(_)) => Ok(()),
                (Err(problem), _) => Err(problem),
            };
            problems.extend(told.err());
        }
        agreed.add(&known.agreed)?;
        known.store(run).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await
}

/// The organisation the actor acts for.
async fn own_organisation(run: &Run<'_>) -> Result<Option<Organisation>, Error> {
    let Some(own) = run.actor.seat().organisation() else { return Ok(None) };
    let mut found = storage::organisations::named(run.tx, vec![own.0]).await?;
    Ok(found.remove(&own.0))
}

/// The rows, those that name no buyer with the organisation the actor acts for.
fn for_somebody(
    own: Option<&Organisation>, rows: Vec<Numbered<WeightingRow>>,
) -> Vec<Numbered<WeightingRow>> {
    let name = own.map(|own| own.name.clone());
    let with = |row: WeightingRow| {
        let buyer = row.buyer.clone().or_else(|| name.clone());
        WeightingRow { buyer, ..row }
    };
    rows.into_iter().map(|(line, read)| (line, read.map(with))).collect()
}

async fn buyers(
    run: &Run<'_>, rows: &[Numbered<WeightingRow>],
) -> Result<HashMap<String, Organisation>, Error> {
    let whole = rows.iter().filter_map(|(_, read)| read.as_ref().ok());
    let names = whole.filter_map(|row| row.buyer.as_deref()).collect();
    let import = Some(run.import);
    Ok(storage::organisations::find_or_add_all(run.tx, names, import, run.now).await?)
}

fn buyer(
    run: &Run<'_>, buyers: &HashMap<String, Organisation>, line: u64, named: Option<&str>,
) -> Result<Option<Organisation>, Problem> {
    let found = named.and_then(|name| buyers.get(name)).cloned();
    let own = match run.actor.scope() {
        Scope::Everything => return Ok(found),
        Scope::Client(own) | Scope::Supplier(own) => own,
    };
    if found.as_ref().is_some_and(|found| found.id == own) {
        return Ok(found);
    }
    let message = "this is not the organisation you act for";
    let remedy = "Enter the name of your organisation, or leave the buyer out";
    Err(Problem::cell(line, "buyer", named.unwrap_or_default(), message, remedy))
}

/// What else is wrong with a row that could not be read whole.
fn partly(
    run: &Run<'_>, buyers: &HashMap<String, Organisation>, line: u64, part: &WeightingPart,
) -> Result<Option<Organisation>, Problem> {
    match part.buyer.as_ref().and_then(Option::as_deref) {
        Some(named) if buyers.contains_key(named) => buyer(run, buyers, line, Some(named)),
        _ => Ok(None),
    }
}

/// What a row that changed nothing said: of which criterion, and what of it, its lot and tender.
type Said = (uuid::Uuid, i64, Vec<String>);

/// What a row says of a criterion, for comparison.
fn words(criterion: &Criterion) -> [String; 4] {
    let number = criterion.number.map(|number| number.to_string());
    let kind = criterion.kind.written.clone();
    [
        number.unwrap_or_default(),
        criterion.name.clone(),
        kind.unwrap_or_default(),
        criterion.weight.published.clone(),
    ]
}

fn given_twice(line: u64, column: &str, value: &str) -> Problem {
    let (message, remedy) = match column {
        "weight" => (
            "another row of this file says otherwise of the same criterion".to_owned(),
            "Keep one row for each criterion of a lot",
        ),
        column => (
            format!("another row of this file gives another {column}"),
            "Give the same in every row of the tender, or leave it out of all but one",
        ),
    };
    Problem::cell(line, column, value, message, remedy)
}

/// Notes the rows that agreed with what was recorded, of which another row says otherwise.
async fn contradicted(run: &mut Run<'_>, agreed: Agreed<Said>) -> Result<(), Error> {
    if run.counts.changed == 0 && run.counts.new == 0 {
        return Ok(());
    }
    let mut reading = agreed.read()?;
    loop {
        let some = reading.next()?;
        if some.is_empty() {
            return Ok(());
        }
        let lots: BTreeSet<LotId> = some.iter().map(|((lot, ..), _)| LotId(*lot)).collect();
        let lots: Vec<LotId> = lots.into_iter().collect();
        let now = storage::tenders::said(run.tx, run.actor.scope(), &lots).await?;
        let problem = |((lot, place, said), line): &(Said, u64)| {
            let (tender, lot, criteria) = now.get(&LotId(*lot))?;
            let stored = criteria.iter().find(|stored| stored.place == *place)?;
            let is = known::said(tender, lot.as_deref(), &stored.criterion);
            // An empty cell says nothing, but an empty weight says that there is none.
            let says = |column: &str, said: &str| column == "weight" || !said.is_empty();
            let mut all = known::COLUMNS.iter().zip(said).zip(&is);
            let differs = all.find(|((column, said), is)| says(column, said) && said != is);
            differs.map(|((column, said), _)| given_twice(*line, column, said))
        };
        run.note(some.iter().filter_map(problem).collect())?;
    }
}
