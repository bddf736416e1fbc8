//! Scores from a file: resolved, compared with what is recorded, stored with their figures.

use super::ScoreRow;
use super::agreed::Agreed;
use super::ahead::Ahead;
use super::run::Run;
use crate::app::Error;
use crate::app::figures::{self, Beside};
use crate::app::meetings::BLIND;
use crate::domain::designs::Version;
use crate::domain::ids::{ContractId, MeetingId, VersionId};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, Origin, Score, Side};
use crate::domain::problems::Problem;
use crate::storage;
use crate::storage::scorecards::FigureRow;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

mod lookup;

use lookup::Lookup;

/// Applies the rows of a scores file.
pub(super) async fn apply(run: &mut Run<'_>, mut rows: Ahead<ScoreRow>) -> Result<(), Error> {
    let mut lookup = Lookup::default();
    let mut agreed = Agreed::new()?;
    let mut problems = Vec::new();
    while let Some(some) = run.next(&mut rows, &mut problems).await? {
        let mut days: Days = BTreeMap::new();
        for (line, read) in some {
            let row = match read {
                Ok(row) => row,
                Err(part) => {
                    problems.extend(lookup.partly(run, line, &part).await?);
                    continue;
                }
            };
            match lookup.resolve(run, line, row).await? {
                Ok((key, version, score)) => {
                    days.entry(key).or_insert_with(|| (version, Vec::new())).1.push((line, score));
                }
                Err(problem) => problems.push(problem),
            }
        }
        store(run, days, &mut agreed, &mut problems).await?;
        run.note(std::mem::take(&mut problems))?;
    }
    run.note(problems)?;
    contradicted(run, agreed).await
}

/// Meeting, side and criterion: what a score is about.
type About = (uuid::Uuid, String, u16);

/// Notes the scores that one row left as they were and a later row changed.
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
        let meetings: BTreeSet<MeetingId> =
            some.iter().map(|((meeting, _, _), _)| MeetingId(*meeting)).collect();
        let meetings: Vec<MeetingId> = meetings.into_iter().collect();
        let now = storage::meetings::scores(run.tx, &meetings).await?;
        let before = storage::before::kept_scores(run.tx, run.import, &meetings).await?;
        let of = |scores: &HashMap<MeetingId, Vec<Score>>, (meeting, side, criterion): &About| {
            let scores = scores.get(&MeetingId(*meeting))?;
            let own = |score: &&Score| score.side.word() == side && score.criterion == *criterion;
            scores.iter().find(own).cloned()
        };
        let problem = |(about, line): &(About, u64)| {
            let before = of(&before, about)?;
            let first = Origin { import: run.import, line: *line };
            let before = Score { origin: Some(first), ..before };
            let score = of(&now, about)?;
            let line = score.origin?.line;
            Some(disagrees(line, &before, &score))
        };
        let problems = some.iter().filter_map(problem).collect();
        run.note(problems)?;
    }
}

type Day = (ContractId, NaiveDate);
type Days = BTreeMap<Day, (Arc<Version>, Vec<(u64, Score)>)>;

/// What some rows add to the record.
#[derive(Default)]
struct Changes {
    meetings: Vec<Meeting>,
    added: Vec<(MeetingId, Score)>,
    changed: Vec<(MeetingId, Score)>,
    before: Vec<(MeetingId, Score)>,
    moved: Vec<(Meeting, Arc<Version>, Vec<Score>)>,
    agreed: Vec<(About, u64)>,
}

async fn store(
    run: &mut Run<'_>, days: Days, agreed: &mut Agreed<About>, problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let keys: Vec<Day> = days.keys().copied().collect();
    let known = storage::meetings::on_days(run.tx, &keys).await?;
    let ids: Vec<MeetingId> = known.iter().map(|meeting| meeting.id).collect();
    let blind = storage::meetings::governance::among(run.tx, &ids).await?;
    let mut scores = storage::meetings::scores(run.tx, &ids).await?;
    let mut known: HashMap<Day, Meeting> =
        known.into_iter().map(|meeting| ((meeting.contract, meeting.held_on), meeting)).collect();
    let mut changes = Changes::default();
    for (day, (version, given)) in days {
        let found = known.remove(&day);
        let recorded =
            found.as_ref().and_then(|meeting| scores.remove(&meeting.id)).unwrap_or_default();
        if found.as_ref().is_some_and(|meeting| blind.contains_key(&meeting.id)) {
            problems.extend(past_a_governed_meeting(run, day.1, &recorded, &given));
            continue;
        }
        let meeting = found.unwrap_or_else(|| changes.new_meeting(day, version.id));
        changes.merge(run, (meeting, version), recorded, given, problems);
    }
    agreed.add(&changes.agreed)?;
    write(run, changes).await
}

impl Changes {
    fn new_meeting(&mut self, (contract, held_on): Day, version: VersionId) -> Meeting {
        let (id, kind) = (MeetingId::fresh(), MeetingKind::Scorecard);
        let meeting = Meeting { id, contract, held_on, version, kind };
        self.meetings.push(meeting.clone());
        meeting
    }

    fn merge(
        &mut self, run: &mut Run<'_>, (meeting, version): (Meeting, Arc<Version>),
        mut scores: Vec<Score>, given: Vec<(u64, Score)>, problems: &mut Vec<Problem>,
    ) {
        let mut moved = false;
        for (line, score) in given {
            let place = scores.iter().position(|known| key(known) == key(&score));
            match place.and_then(|place| scores.get_mut(place)) {
                None => {
                    run.counts.new = run.counts.new.saturating_add(1);
                    self.added.push((meeting.id, score.clone()));
                    scores.push(score);
                    moved = true;
                }
                Some(known) if known.mark == score.mark && known.comment == score.comment => {
                    run.unchanged(known.origin.map(|origin| origin.import));
                    if !given_by(run, known) {
                        let side = score.side.word().to_owned();
                        self.agreed.push(((meeting.id.0, side, score.criterion), line));
                    }
                }
                Some(known) if given_by(run, known) => {
                    problems.push(disagrees(line, known, &score));
                }
                Some(known) => {
                    run.counts.changed = run.counts.changed.saturating_add(1);
                    self.before.push((meeting.id, std::mem::replace(known, score.clone())));
                    self.changed.push((meeting.id, score));
                    moved = true;
                }
            }
        }
        if moved {
            run.touched.insert(meeting.contract);
            self.moved.push((meeting, version, scores));
        }
    }
}

/// Whether a row of this file gave the score.
fn given_by(run: &Run<'_>, score: &Score) -> bool {
    score.origin.is_some_and(|origin| origin.import == run.import)
}

fn key(score: &Score) -> (Side, u16) {
    (score.side, score.criterion)
}

fn disagrees(line: u64, known: &Score, score: &Score) -> Problem {
    let first = known.origin.map_or(0, |origin| origin.line);
    let said = |score: &Score| match score.mark {
        Mark::Scored(value) => value.to_string(),
        Mark::Unscored(why) => why.label().to_lowercase(),
    };
    let message = if known.mark == score.mark {
        format!("line {first} gives the same score with another comment")
    } else {
        format!("line {first} gives {} for the same meeting, side and criterion", said(known))
    };
    Problem::cell(line, "value", said(score), message, "Keep one of the two rows")
}

/// What a file says of a governed meeting changes nothing of it: what is recorded so already is
/// unchanged, and the rest is a problem.
fn past_a_governed_meeting(
    run: &mut Run<'_>, day: NaiveDate, recorded: &[Score], given: &[(u64, Score)],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (line, score) in given {
        let same = |known: &&Score| {
            key(known) == key(score) && known.mark == score.mark && known.comment == score.comment
        };
        match recorded.iter().find(same) {
            Some(_) => run.unchanged(None),
            None => problems.push(scored_blind(*line, day)),
        }
    }
    problems
}

fn scored_blind(line: u64, day: NaiveDate) -> Problem {
    let remedy = "Leave these rows out, and give the scores at the meeting itself";
    Problem::cell(line, "meeting_date", day.to_string(), BLIND, remedy)
}

async fn write(run: &mut Run<'_>, changes: Changes) -> Result<(), Error> {
    storage::meetings::add(run.tx, &changes.meetings, Some(run.import), run.now).await?;
    storage::meetings::add_scores(run.tx, &changes.added).await?;
    storage::before::keep_scores(run.tx, run.import, &changes.before).await?;
    storage::meetings::put_scores(run.tx, &changes.changed).await?;
    let beside = beside(run, &changes.moved).await?;
    let figures: Vec<FigureRow> =
        changes.moved.iter().flat_map(|moved| figures_of(moved, &beside)).collect();
    Ok(storage::scorecards::put_figures(run.tx, &figures).await?)
}

async fn beside(
    run: &Run<'_>, moved: &[(Meeting, Arc<Version>, Vec<Score>)],
) -> Result<HashMap<ContractId, Beside>, Error> {
    let looking = moved.iter().filter(|(_, version, _)| figures::looks_beside(&version.content));
    let mut contracts: Vec<ContractId> = looking.map(|(meeting, _, _)| meeting.contract).collect();
    contracts.dedup();
    if contracts.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(figures::beside(run.tx, &contracts).await?)
}

fn figures_of(
    (meeting, version, scores): &(Meeting, Arc<Version>, Vec<Score>),
    beside: &HashMap<ContractId, Beside>,
) -> Vec<FigureRow> {
    let worth = beside.get(&meeting.contract).map(|own| own.on(meeting.held_on));
    figures::of_meeting(meeting, version, scores, &worth.unwrap_or_default())
}
