//! Points of assessments from a file: resolved, compared with what is recorded, stored.

use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::{Numbered, Run};
use super::{PointPart, PointRow};
use crate::app::Error;
use crate::domain::assessments::{Assessment, Point, Standard};
use crate::domain::ids::AssessmentId;
use crate::domain::meetings::Origin;
use crate::domain::problems::Problem;
use crate::storage;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Applies the rows of a file of points.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<PointRow>) -> Result<(), Error> {
    let mut agreed = Agreed::new()?;
    let mut known = Known::default();
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        known.look_up(run, &some).await?;
        let mut given: BTreeMap<AssessmentId, Vec<(u64, Point)>> = BTreeMap::new();
        for (line, read) in some {
            let (named, point) = match read {
                Ok(row) => (known.whole(line, &row), Some(point(run, line, row))),
                Err(part) => (known.partly(line, &part), None),
            };
            match (named, point) {
                (Ok(Some(id)), Some(point)) => given.entry(id).or_default().push((line, point)),
                (Ok(_), _) => {}
                (Err(problem), _) => problems.push(problem),
            }
        }
        store(run, given, &mut agreed, &mut problems).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await?;
    known.undecided(run).await
}

fn point(run: &Run<'_>, line: u64, row: PointRow) -> Point {
    let origin = Some(Origin { import: run.import, line });
    Point { number: row.number, result: row.result, comment: row.comment, origin }
}

/// What earlier rows named.
#[derive(Default)]
struct Known {
    assessments: HashMap<String, Vec<Assessment>>,
    /// Those without a recorded standard, with the first line that is about each.
    undecided: BTreeMap<AssessmentId, (u64, String)>,
}

impl Known {
    async fn look_up(&mut self, run: &Run<'_>, rows: &[Numbered<PointRow>]) -> Result<(), Error> {
        let named = rows.iter().filter_map(|(_, read)| match read {
            Ok(row) => Some(row.assessment.as_str()),
            Err(part) => part.assessment.as_deref(),
        });
        let new: BTreeSet<&str> =
            named.filter(|name| !self.assessments.contains_key(*name)).collect();
        let scope = run.actor.scope();
        let found = storage::assessments::at_references(run.tx, scope, new.clone()).await?;
        self.assessments.extend(new.into_iter().map(|name| (name.to_owned(), Vec::new())));
        for one in found {
            let reference = one.details.reference.clone();
            self.assessments.entry(reference).or_default().push(one);
        }
        Ok(())
    }

    /// The assessment a row is about.
    fn whole(&mut self, line: u64, row: &PointRow) -> Result<Option<AssessmentId>, Problem> {
        let found = self.find(line, &row.assessment, row.round)?;
        let (id, standard) = (found.id, found.details.standard);
        if let Some((message, remedy)) = Standard::lacks(standard, row.number) {
            return Err(Problem::cell(line, "point", row.number.to_string(), message, remedy));
        }
        if standard.is_none() {
            self.undecided.entry(id).or_insert_with(|| (line, row.assessment.clone()));
        }
        Ok(Some(id))
    }

    /// What else is wrong with a row that could not be read whole.
    fn partly(&self, line: u64, part: &PointPart) -> Result<Option<AssessmentId>, Problem> {
        match (&part.assessment, part.round) {
            (Some(reference), Some(round)) => {
                self.find(line, reference, round).map(|found| Some(found.id))
            }
            _ => Ok(None),
        }
    }

    fn find(&self, line: u64, reference: &str, round: u16) -> Result<&Assessment, Problem> {
        let all = self.assessments.get(reference).map(Vec::as_slice).unwrap_or_default();
        let mut found = all.iter().filter(|one| one.round == round);
        let (message, remedy) = match (found.next(), found.next()) {
            (Some(only), None) => return Ok(only),
            (Some(_), Some(_)) => (
                "more than one department has an assessment with this reference",
                "Give the assessments different references",
            ),
            (None, _) if all.is_empty() => (
                "no assessment has this reference",
                "Check the reference, or import the assessments first",
            ),
            (None, _) => (
                "nothing is recorded of this round of the assessment",
                "Check the round, or record the reassessment first",
            ),
        };
        Err(Problem::cell(line, "assessment", reference, message, remedy))
    }

    /// Notes the assessments of which the standard is neither recorded nor decided by the points
    /// they have now.
    async fn undecided(self, run: &mut Run<'_>) -> Result<(), Error> {
        let all: Vec<_> = self.undecided.into_iter().collect();
        for some in all.chunks(500) {
            let ids: Vec<AssessmentId> = some.iter().map(|(id, _)| *id).collect();
            let points = storage::assessments::points(run.tx, &ids).await?;
            let open = |(id, (line, reference)): &(AssessmentId, (u64, String))| {
                let own = points.get(id)?;
                let decided = Standard::with_points(own.iter().map(|point| point.number));
                decided.is_none().then(|| of_no_standard(*line, reference, own.len()))
            };
            run.note(some.iter().filter_map(open).collect())?;
        }
        Ok(())
    }
}

fn of_no_standard(line: u64, reference: &str, points: usize) -> Problem {
    let points = if points == 1 { "1 point".to_owned() } else { format!("{points} points") };
    let message = format!("with {points} it cannot be told which standard this is about");
    let remedy = "Give every point of the standard, or record the standard of the assessment";
    Problem::cell(line, "assessment", reference, message, remedy)
}

/// Assessment and number: what a point is.
type About = (uuid::Uuid, u16);

async fn store(
    run: &mut Run<'_>, given: BTreeMap<AssessmentId, Vec<(u64, Point)>>,
    agreed: &mut Agreed<About>, problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let ids: Vec<AssessmentId> = given.keys().copied().collect();
    let mut known = storage::assessments::points(run.tx, &ids).await?;
    let mut changes = Changes::default();
    for (id, rows) in given {
        let known = known.remove(&id).unwrap_or_default();
        problems.extend(changes.merge(run, id, known, rows));
    }
    agreed.add(&changes.agreed)?;
    let touched: BTreeSet<AssessmentId> = changes.written.iter().map(|(id, _)| *id).collect();
    let touched: Vec<AssessmentId> = touched.into_iter().collect();
    storage::assessments::keep_points_before(run.tx, run.import, &changes.before).await?;
    storage::assessments::put_points(run.tx, &changes.written).await?;
    Ok(storage::assessments::count_change(run.tx, &touched).await?)
}

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    written: Vec<(AssessmentId, Point)>,
    before: Vec<(AssessmentId, Point)>,
    agreed: Vec<(About, u64)>,
}

impl Changes {
    fn merge(
        &mut self, run: &mut Run<'_>, id: AssessmentId, known: Vec<Point>, rows: Vec<(u64, Point)>,
    ) -> Vec<Problem> {
        let mut known: BTreeMap<u16, Point> =
            known.into_iter().map(|point| (point.number, point)).collect();
        let mut problems = Vec::new();
        for (line, given) in rows {
            match known.get(&given.number).cloned() {
                Some(one) if same(&one, &given) => {
                    run.unchanged(one.origin.map(|origin| origin.import));
                    if !given_by(run, &one) {
                        self.agreed.push(((id.0, one.number), line));
                    }
                    continue;
                }
                Some(one) if given_by(run, &one) => {
                    problems.push(disagrees(line, &one, &given));
                    continue;
                }
                Some(one) => {
                    run.counts.changed = run.counts.changed.saturating_add(1);
                    self.before.push((id, one));
                }
                None => run.counts.new = run.counts.new.saturating_add(1),
            }
            known.insert(given.number, given.clone());
            self.written.push((id, given));
        }
        problems
    }
}

fn same(one: &Point, other: &Point) -> bool {
    (one.result, &one.comment) == (other.result, &other.comment)
}

/// Whether a row of this file gave the point.
fn given_by(run: &Run<'_>, one: &Point) -> bool {
    one.origin.is_some_and(|origin| origin.import == run.import)
}

fn disagrees(line: u64, one: &Point, given: &Point) -> Problem {
    let first = one.origin.map_or(0, |origin| origin.line);
    let message = if one.result == given.result {
        format!("line {first} gives another comment for the same point")
    } else {
        let said = one.result.label().to_lowercase();
        format!("line {first} gives {said} for the same point")
    };
    Problem::cell(line, "outcome", given.result.word(), message, "Keep one of the two rows")
}

/// Notes the points that one row left as they were and a later row changed.
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
        let ids: BTreeSet<AssessmentId> =
            some.iter().map(|((id, _), _)| AssessmentId(*id)).collect();
        let ids: Vec<AssessmentId> = ids.into_iter().collect();
        let now = storage::assessments::points(run.tx, &ids).await?;
        let before = storage::assessments::kept_points(run.tx, run.import, &ids).await?;
        let of = |all: &HashMap<AssessmentId, Vec<Point>>, (id, number): &About| {
            all.get(&AssessmentId(*id))?.iter().find(|point| point.number == *number).cloned()
        };
        let problem = |(about, line): &(About, u64)| {
            let first = Origin { import: run.import, line: *line };
            let before = Point { origin: Some(first), ..of(&before, about)? };
            let given = of(&now, about)?;
            Some(disagrees(given.origin?.line, &before, &given))
        };
        let problems = some.iter().filter_map(problem).collect();
        run.note(problems)?;
    }
}
