//! Scoring blind: one's own score set, copied from last time, checked and sealed by the lead.

use super::governed::{governed_in, scoring_for, side_for};
use super::planning::refused;
use super::{App, Error, read_value};
use crate::app::figures;
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, Version};
use crate::domain::ids::{MeetingId, VersionId};
use crate::domain::meetings::governed::{Governed, Seal};
use crate::domain::meetings::scoring::{LastTime, Scoring};
use crate::domain::meetings::sets::{GivenMark, ScoreSet, roll_up, scored};
use crate::domain::meetings::states::{Transition, next};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, OneSide};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

/// What a scorer gives for a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkCommand {
    /// Key or title of the criterion.
    pub criterion: String,
    /// A number or level label, or the word of a state such as `not_scored`.
    pub value: String,
    /// Why, in their words.
    pub comment: Option<String>,
}

impl App {
    /// What an actor scores a meeting from: their own set, and for a lead what their side came
    /// to. Nobody reads more than that before the reveal.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever scores for neither side.
    pub async fn scoring(&self, actor: &Actor, id: MeetingId) -> Result<Scoring, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let contract = self.contract(actor, contract).await?;
        let snapshot = self.db.snapshot().await?;
        self.scoring_in(&snapshot, actor, contract, id).await
    }

    async fn scoring_in(
        &self, tx: &Tx, actor: &Actor, contract: Contract, id: MeetingId,
    ) -> Result<Scoring, Error> {
        let side = scoring_for(actor, &contract)?;
        let governed = governed_in(tx, id).await?;
        let version = figures::version(&self.db, tx, governed.meeting.version).await?;
        let sets = storage::meetings::sets::of_side(tx, id, side).await?;
        let leads = actor.may_on(Action::SignOff, &contract).is_ok();
        let whole = leads.then(|| roll_up(&version.content, &sets));
        let last = self.last_time(tx, &governed, &version, side).await?;
        let set = sets.into_iter().find(|set| set.scorer == actor.id());
        Ok(Scoring { contract, governed, version, side, set, last, whole })
    }

    /// What a side gave at its last meeting before this one.
    async fn last_time(
        &self, tx: &Tx, governed: &Governed, version: &Version, side: OneSide,
    ) -> Result<LastTime, Error> {
        let meeting = &governed.meeting;
        let Some(before) = meeting.held_on.pred_opt() else { return Ok(LastTime::default()) };
        let Some((id, on, by)) = before_this(tx, meeting, side, before).await? else {
            return Ok(LastTime::default());
        };
        let then = figures::version(&self.db, tx, by).await?;
        let scores = storage::meetings::scores(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let own = scores.iter().filter(|score| score.side == side.into());
        let marks = own.filter_map(|score| {
            let place = same_criterion(&then.content, score.criterion, &version.content)?;
            Some((place, score.mark))
        });
        Ok(LastTime { on: Some(on), marks: marks.collect() })
    }

    /// Keeps what somebody gave so far, in place of what they gave before.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every unknown criterion and off-scale score; [`Error::Refused`]
    /// when their side is sealed or the meeting is not open; [`Error::Changed`] when they kept
    /// another one since `seen`, in another window.
    pub async fn keep_set(
        &self, actor: &Actor, id: MeetingId, seen: i64, marks: Vec<MarkCommand>,
    ) -> Result<Scoring, Error> {
        let work = move |scoring: &Scoring| {
            let known = scoring.set.as_ref().map_or(0, |set| set.changes);
            if known != seen {
                let revision = known;
                let what = "score set";
                return Err(Error::Changed { what, revision, differing: Vec::new() });
            }
            read_marks(&scoring.version.content, &marks, scoring.set.as_ref())
        };
        self.set_changed(actor, id, work).await
    }

    /// Fills in what somebody has not scored yet with what their side gave last time, marked as
    /// copied from then.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is nothing to copy, or their side is sealed.
    pub async fn copy_last(&self, actor: &Actor, id: MeetingId) -> Result<Scoring, Error> {
        self.set_changed(actor, id, copied).await
    }

    async fn set_changed(
        &self, actor: &Actor, id: MeetingId,
        work: impl FnOnce(&Scoring) -> Result<Vec<GivenMark>, Error> + Send + 'static,
    ) -> Result<Scoring, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let side = scoring_for(actor, &self.contract(actor, contract).await?)?;
        let (app, whose) = (self.clone(), actor.clone());
        let subject = Subject::ScoreSet(id, side, actor.id(), contract);
        let keep = self.change_on(actor, Action::Read, contract, subject, move |tx, held| {
            Box::pin(async move {
                let scoring = app.scoring_in(tx, &whose, held, id).await?;
                next(scoring.governed.state, Transition::Draft(side)).map_err(refused)?;
                let marks = work(&scoring)?;
                let set = app.set_of(&whose, side, scoring.set.as_ref(), marks);
                Ok(storage::meetings::sets::keep(tx, id, &set).await?)
            })
        });
        keep.await?;
        tracing::info!(meeting.id = %id, "Score set kept");
        self.scoring(actor, id).await
    }

    fn set_of(
        &self, actor: &Actor, side: OneSide, before: Option<&ScoreSet>, marks: Vec<GivenMark>,
    ) -> ScoreSet {
        ScoreSet {
            side,
            scorer: actor.id(),
            name: actor.name().to_owned(),
            changes: before.map_or(1, |set| set.changes.saturating_add(1)),
            saved_at: self.clock.now(),
            marks,
        }
    }

    /// Seals what a side came to. With both sides in, the scores are revealed.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every criterion nobody of the side answered and every comment
    /// that is missing; [`Error::Refused`] when the side is sealed or the meeting is not open.
    pub async fn seal(&self, actor: &Actor, id: MeetingId) -> Result<Governed, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let (action, subject) = (Action::SignOff, Subject::Governance(id, contract));
        let seal = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move { app.seal_in(tx, &whose, held, id, pen).await })
        });
        let governed = seal.await?;
        tracing::info!(meeting.id = %id, "Scores sealed");
        Ok(governed)
    }

    async fn seal_in(
        &self, tx: &Tx, actor: &Actor, held: Contract, id: MeetingId, pen: crate::app::audit::Pen,
    ) -> Result<Governed, Error> {
        let side = side_for(actor, &held, Action::SignOff)?;
        let scoring = self.scoring_in(tx, actor, held, id).await?;
        let mut governed = scoring.governed.clone();
        let state = next(governed.state, Transition::Seal(side)).map_err(refused)?;
        let problems = scoring.problems();
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let seal = Seal { side, by: actor.name().to_owned(), at: pen.at };
        storage::meetings::signatures::add_seal(tx, id, actor.id(), &seal).await?;
        if state.is_revealed() {
            return self.reveal_in(tx, &scoring.contract, governed, (None, None), pen).await;
        }
        governed.state = state;
        governed.changes = governed.changes.saturating_add(1);
        storage::meetings::governance::put(tx, &governed).await?;
        Ok(governed)
    }
}

/// The meeting of the same kind that a side scored last up to a day: which, when, by what.
async fn before_this(
    tx: &Tx, meeting: &Meeting, side: OneSide, to: NaiveDate,
) -> Result<Option<(MeetingId, NaiveDate, VersionId)>, Error> {
    let contract = meeting.contract;
    match meeting.kind {
        MeetingKind::Scorecard => {
            let last = storage::scorecards::latest_by(tx, contract, side.into(), to).await?;
            Ok(last.and_then(|it| Some((it.meeting?, it.on, it.version))))
        }
        MeetingKind::Check => {
            let last = storage::meetings::latest_check(tx, contract, side, to).await?;
            Ok(last.map(|it| (it.id, it.held_on, it.version)))
        }
    }
}

/// Where a criterion of one design stands in another: the one of the same key and scale.
fn same_criterion(from: &Design, place: u16, to: &Design) -> Option<u16> {
    let (_, _, was) = from.criteria().find(|(at, _, _)| *at == place)?;
    let mut now = scored(to);
    let same = now.find(|(_, criterion, _)| criterion.key == was.key)?;
    let (place, _, scale) = same;
    (from.scale_of(was) == Some(scale)).then_some(place)
}

fn copied(scoring: &Scoring) -> Result<Vec<GivenMark>, Error> {
    let mut marks = scoring.set.as_ref().map(|set| set.marks.clone()).unwrap_or_default();
    let before = marks.len();
    for (criterion, mark) in &scoring.last.marks {
        let answered = marks.iter().any(|given| given.criterion == *criterion);
        if let (false, Mark::Scored(_)) = (answered, mark) {
            let (criterion, mark) = (*criterion, *mark);
            let copied_from = scoring.last.on;
            marks.push(GivenMark { criterion, mark, comment: None, copied_from });
        }
    }
    if marks.len() == before {
        let nothing = "there is nothing to copy: everything is scored, or was not scored last time";
        return Err(Error::Refused(nothing.to_owned()));
    }
    marks.sort_by_key(|given| given.criterion);
    Ok(marks)
}

fn read_marks(
    design: &Design, commands: &[MarkCommand], before: Option<&ScoreSet>,
) -> Result<Vec<GivenMark>, Error> {
    let (mut marks, mut problems): (Vec<GivenMark>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (place, command) in commands.iter().enumerate() {
        match read_mark(design, command, place, before) {
            Ok(given) if marks.iter().any(|one| one.criterion == given.criterion) => {
                let field = format!("marks[{place}].criterion");
                let (message, remedy) =
                    ("the criterion is scored twice", "Give one score for each");
                problems.push(Problem::field(field, &command.criterion, message, remedy));
            }
            Ok(given) => marks.push(given),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    marks.sort_by_key(|given| given.criterion);
    Ok(marks)
}

fn read_mark(
    design: &Design, command: &MarkCommand, place: usize, before: Option<&ScoreSet>,
) -> Result<GivenMark, Problem> {
    let list = format!("marks[{place}]");
    let (criterion, mark) = read_value(design, &list, &command.criterion, &command.value)?;
    if !scored(design).any(|(at, _, _)| at == criterion) {
        let message = "this criterion is not scored at meetings";
        let field = format!("{list}.criterion");
        return Err(Problem::field(field, &command.criterion, message, "Leave it out"));
    }
    let comment = command.comment.as_deref().map(str::trim).filter(|it| !it.is_empty());
    if let Some(Err(why)) = comment.map(texts::prose) {
        let field = format!("{list}.comment");
        return Err(Problem::field(field, "", why.to_string(), why.remedy()));
    }
    // What is as it was copied is still a copy.
    let kept = before.and_then(|set| set.mark(criterion)).filter(|given| given.mark == mark);
    let copied_from = kept.and_then(|given| given.copied_from);
    Ok(GivenMark { criterion, mark, comment: comment.map(str::to_owned), copied_from })
}
