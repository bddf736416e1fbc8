//! Governance meetings: as dated records with scores, and as meetings both sides score in turn.

pub mod planning;

pub mod series;

pub mod governed;

pub mod scoring;

mod revealing;

pub mod settling;

mod signing;

pub mod agenda;

pub mod minutes;

use super::figures::{self, Worth, looks_beside};
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, OffScale, Scale, Version, in_use_on};
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, MeetingRecord, Score, Side, Unscored};
use crate::domain::problems::Problem;
use crate::storage::{self, StorageError, Tx};
use chrono::NaiveDate;
use std::sync::Arc;

/// Scores to record: a criterion by key or title, and what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreCommand {
    /// Whose score.
    pub side: Side,
    /// Key or title of the criterion.
    pub criterion: String,
    /// A number or level label, or the word of a state such as `not_scored`.
    pub value: String,
    /// Why, in their words.
    pub comment: Option<String>,
}

impl App {
    /// Meetings of a contract, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn meetings(
        &self, actor: &Actor, contract: ContractId, slice: Slice,
    ) -> Result<Page<Meeting>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::meetings::list(self.db.reader(), contract, slice).await?)
    }

    /// One meeting with its scores and figures.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn meeting(&self, actor: &Actor, id: MeetingId) -> Result<MeetingRecord, Error> {
        actor.may(Action::Read)?;
        let reader = self.db.reader();
        let found = storage::meetings::find(reader, actor.scope(), id).await?;
        let meeting = found.ok_or(MISSING)?;
        self.catch_up(Some(meeting.contract)).await?;
        let version = self.db.version(reader, meeting.version).await?.ok_or(MISSING)?;
        let scores =
            storage::meetings::scores(reader, &[id]).await?.remove(&id).unwrap_or_default();
        let figures = match meeting.kind {
            MeetingKind::Scorecard => {
                storage::scorecards::on_day(reader, meeting.contract, meeting.held_on).await?
            }
            MeetingKind::Check => {
                let signed = storage::meetings::signatures::signed_figures(reader, id).await?;
                governed::of_check(&meeting, &version, &scores, &signed)
            }
        };
        Ok(MeetingRecord { meeting, version, scores, figures })
    }

    /// Records scores for the meeting of a day, creating the meeting when there is none.
    /// Scores not named are left as they are.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every unknown criterion and off-scale score; [`Error::Forbidden`]
    /// for the scores of the other side, and for a new meeting when the role records none.
    pub async fn record_scores(
        &self, actor: &Actor, contract: ContractId, on: NaiveDate, scores: Vec<ScoreCommand>,
    ) -> Result<MeetingRecord, Error> {
        let (app, whose, subject) = (self.clone(), actor.clone(), Subject::Meeting(contract, on));
        let record = self.change_on(actor, Action::Read, contract, subject, move |tx, held| {
            Box::pin(async move { app.record_in(tx, &whose, (&held, on), scores).await })
        });
        let id = record.await?;
        tracing::info!(meeting.id = %id, "Scores recorded");
        self.meeting(actor, id).await
    }

    async fn record_in(
        &self, tx: &Tx, actor: &Actor, (held, on): (&Contract, NaiveDate),
        commands: Vec<ScoreCommand>,
    ) -> Result<MeetingId, Error> {
        let contract = held.id;
        for command in &commands {
            actor.may_on(scoring_as(command.side), held)?;
        }
        let (meeting, version) = self.meeting_on(tx, actor, held, on).await?;
        let given = read_all(&version.content, &commands)?;
        let given: Vec<(MeetingId, Score)> =
            given.into_iter().map(|score| (meeting.id, score)).collect();
        storage::meetings::put_scores(tx, &given).await?;
        let scores = storage::meetings::scores(tx, &[meeting.id])
            .await?
            .remove(&meeting.id)
            .unwrap_or_default();
        let worth = self.worth_beside(tx, &version, contract, on).await?;
        storage::scorecards::put_figures(
            tx,
            &figures::of_meeting(&meeting, &version, &scores, &worth),
        )
        .await?;
        figures::refresh_rollups(tx, &[contract]).await?;
        Ok(meeting.id)
    }

    /// What perspectives that do not look at meetings take their points from on a day.
    pub(super) async fn worth_beside(
        &self, tx: &Tx, version: &Version, contract: ContractId, day: NaiveDate,
    ) -> Result<Worth, StorageError> {
        if !looks_beside(&version.content) {
            return Ok(Worth::default());
        }
        let beside = figures::beside(tx, &[contract]).await?;
        Ok(beside.get(&contract).map(|beside| beside.on(day)).unwrap_or_default())
    }

    async fn meeting_on(
        &self, tx: &Tx, actor: &Actor, held: &Contract, on: NaiveDate,
    ) -> Result<(Meeting, Arc<Version>), Error> {
        let contract = held.id;
        if let Some(meeting) = storage::meetings::on_days(tx, &[(contract, on)]).await?.pop() {
            if !storage::meetings::governance::among(tx, &[meeting.id]).await?.is_empty() {
                return Err(Error::Refused(BLIND.to_owned()));
            }
            let version = figures::version(&self.db, tx, meeting.version).await?;
            return Ok((meeting, version));
        }
        actor.may_on(Action::RecordMeetings, held)?;
        let history = storage::contracts::designs_in_use(tx, contract).await?;
        let version = in_use_on(&history, on).ok_or(Error::NotFound { what: "design" })?;
        let (id, kind) = (MeetingId::fresh(), MeetingKind::Scorecard);
        let meeting = Meeting { id, contract, held_on: on, version, kind };
        storage::meetings::add(tx, std::slice::from_ref(&meeting), None, self.clock.now()).await?;
        Ok((meeting, figures::version(&self.db, tx, version).await?))
    }
}

const MISSING: Error = Error::NotFound { what: "meeting" };

/// Why nobody records scores of a governed meeting for a side.
pub(super) const BLIND: &str = "both sides score this meeting without seeing each other’s scores; \
    give yours at the meeting itself";

/// What giving a side's scores is called by the policy.
pub(super) const fn scoring_as(side: Side) -> Action {
    match side {
        Side::Client => Action::ScoreAsClient,
        Side::Supplier => Action::ScoreAsSupplier,
        Side::Agreed => Action::RecordMeetings,
    }
}

fn read_all(design: &Design, commands: &[ScoreCommand]) -> Result<Vec<Score>, Error> {
    let (mut scores, mut problems): (Vec<Score>, Vec<Problem>) = (Vec::new(), Vec::new());
    if commands.is_empty() {
        problems.push(Problem::field(
            "scores",
            "",
            "there are no scores",
            "Give at least one score",
        ));
    }
    for (place, command) in commands.iter().enumerate() {
        match read(design, command, place) {
            Ok(score)
                if scores
                    .iter()
                    .any(|one| (one.side, one.criterion) == (score.side, score.criterion)) =>
            {
                let field = format!("scores[{place}].criterion");
                let message = "the criterion is scored twice for this side";
                problems.push(Problem::field(
                    field,
                    &command.criterion,
                    message,
                    "Give one score for each",
                ));
            }
            Ok(score) => scores.push(score),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(scores) } else { Err(Error::Invalid(problems)) }
}

fn read(design: &Design, command: &ScoreCommand, place: usize) -> Result<Score, Problem> {
    let list = format!("scores[{place}]");
    let (criterion, mark) = read_value(design, &list, &command.criterion, &command.value)?;
    let (side, comment) = (command.side, command.comment.clone());
    Ok(Score { side, criterion, mark, comment, origin: None })
}

/// A criterion by key or title, and the score or state given for it; `entry` is where in what
/// was sent it stands.
fn read_value(
    design: &Design, entry: &str, criterion: &str, value: &str,
) -> Result<(u16, Mark), Problem> {
    let field = |name: &str| match entry {
        "" => name.to_owned(),
        entry => format!("{entry}.{name}"),
    };
    let Some((place, named)) = design.criterion_named(criterion) else {
        let message = format!("the design {} has no such criterion", design.title());
        let remedy = remedy_for_criterion(design);
        return Err(Problem::field(field("criterion"), criterion, message, remedy));
    };
    let given = Unscored::parse(value).map(Mark::Unscored);
    let scale = design.scale_of(named);
    let read = |scale: Option<&Scale>| match scale {
        Some(scale) => scale.read(value).map(Mark::Scored),
        None => Err(OffScale::Elsewhere),
    };
    let mark = given.map_or_else(|| read(scale), Ok).map_err(|why| {
        let choices = scale.map(Scale::choices).unwrap_or_default();
        Problem::field(field("value"), value, why.to_string(), format!("Give {choices}"))
    })?;
    Ok((place, mark))
}

/// Names the criteria a design has.
pub(super) fn remedy_for_criterion(design: &Design) -> String {
    let keys: Vec<&str> =
        design.criteria().map(|(_, _, criterion)| criterion.key.as_str()).collect();
    format!("Use one of: {}", keys.join(", "))
}
