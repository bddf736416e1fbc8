//! Revealing: what each side sealed becomes what both sides read.

use super::governed::{governed_in, side_for};
use super::planning::refused;
use crate::app::audit::Pen;
use crate::app::figures;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Forbidden};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, Version};
use crate::domain::ids::MeetingId;
use crate::domain::meetings::governed::{Governed, Reveal};
use crate::domain::meetings::outcomes::{alike, left};
use crate::domain::meetings::sets::{RolledUp, ScoreSet, roll_up, scored};
use crate::domain::meetings::states::{Cause, State, Transition, next};
use crate::domain::meetings::{Mark, MeetingKind, OneSide, Score, Unscored};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::{self, Tx};
use std::sync::Arc;

/// Why scores are revealed: nothing when both sides are in, and the chair's reason.
pub(super) type Why = (Option<Cause>, Option<String>);

impl App {
    /// Reveals scores although one side is not in. Its criteria stand as not scored.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason; [`Error::Refused`] when neither side is in;
    /// [`Error::Forbidden`] for all but the client's lead, who chairs.
    pub async fn reveal(
        &self, actor: &Actor, id: MeetingId, reason: &str,
    ) -> Result<Governed, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let reason = given_reason("reason", reason, "Enter why the scores are revealed now")?;
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let (action, subject) = (Action::SignOff, Subject::Governance(id, contract));
        let reveal = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                if side_for(&whose, &held, action)? != OneSide::Client {
                    return Err(Error::Forbidden(Forbidden { action: Action::RecordMeetings }));
                }
                let governed = governed_in(tx, id).await?;
                let why = (Some(Cause::Chair), Some(reason));
                app.reveal_in(tx, &held, governed, why, pen).await
            })
        });
        let governed = reveal.await?;
        tracing::info!(meeting.id = %id, "Scores revealed by the chair");
        Ok(governed)
    }

    /// Reveals scores in the transaction that brought it about.
    pub(super) async fn reveal_in(
        &self, tx: &Tx, held: &Contract, governed: Governed, (cause, reason): Why, pen: Pen,
    ) -> Result<Governed, Error> {
        let state = match cause {
            Some(cause) => next(governed.state, Transition::Reveal(cause)).map_err(refused)?,
            None => State::Revealed,
        };
        let by = pen.name().to_owned();
        let reveal = Some(Reveal { cause, reason, by, at: pen.at });
        let changes = governed.changes.saturating_add(1);
        let revealed = Governed { state, reveal, changes, ..governed };
        let subject = Subject::Meeting(held.id, revealed.meeting.held_on);
        let record_of = storage::audit::record_of(held);
        let at = pen.at;
        pen.around(tx, subject, record_of, self.publish(tx, revealed, at)).await
    }

    /// Puts the medians of both sides where both read them, settles what is alike, and computes
    /// what they come to.
    async fn publish(
        &self, tx: &Tx, mut governed: Governed, at: chrono::DateTime<chrono::Utc>,
    ) -> Result<Governed, Error> {
        let id = governed.meeting.id;
        let version = figures::version(&self.db, tx, governed.meeting.version).await?;
        let seals = storage::meetings::signatures::seals(tx, id).await?;
        let mut scores = Vec::new();
        for side in OneSide::ALL {
            let sealed = seals.iter().any(|seal| seal.side == *side);
            let sets = if sealed {
                storage::meetings::sets::of_side(tx, id, *side).await?
            } else {
                Vec::new()
            };
            scores.extend(of_side(&version.content, *side, &sets));
        }
        let outcomes = alike(&version.content, &scores, at);
        let left = left(&version.content, &outcomes);
        if left == 0 {
            governed.state = next(governed.state, Transition::Settle { left }).map_err(refused)?;
        }
        storage::meetings::signatures::put_outcomes(tx, id, 1, &outcomes).await?;
        scores.extend(outcomes.iter().map(|outcome| outcome.score()));
        self.put_scores(tx, &governed, &version, &scores).await?;
        storage::meetings::governance::put(tx, &governed).await?;
        Ok(governed)
    }

    /// Stores scores that both sides may read, and the provisional figures they come to. Those of
    /// a check are on no scorecard.
    pub(super) async fn put_scores(
        &self, tx: &Tx, governed: &Governed, version: &Arc<Version>, scores: &[Score],
    ) -> Result<(), Error> {
        let meeting = &governed.meeting;
        let rows: Vec<_> = scores.iter().map(|score| (meeting.id, score.clone())).collect();
        storage::meetings::put_scores(tx, &rows).await?;
        if meeting.kind == MeetingKind::Check {
            return Ok(());
        }
        let all = storage::meetings::scores(tx, &[meeting.id]).await?;
        let all = all.get(&meeting.id).map(Vec::as_slice).unwrap_or_default();
        let worth = self.worth_beside(tx, version, meeting.contract, meeting.held_on).await?;
        let figures = figures::of_meeting(meeting, version, all, &worth);
        storage::scorecards::put_figures(tx, &figures).await?;
        Ok(figures::refresh_rollups(tx, &[meeting.contract]).await?)
    }
}

/// What a side came to; a side that is not in did not score anything.
fn of_side(design: &Design, side: OneSide, sets: &[ScoreSet]) -> Vec<Score> {
    let rolled = roll_up(design, sets);
    let score = |place: u16| {
        let given: Option<&RolledUp> = rolled.iter().find(|given| given.criterion == place);
        Score {
            side: side.into(),
            criterion: place,
            mark: given.map_or(Mark::Unscored(Unscored::NotScored), |given| given.mark),
            comment: given.and_then(|given| given.comment.clone()),
            origin: None,
        }
    };
    scored(design).map(|(place, _, _)| score(place)).collect()
}

/// A reason somebody must give.
pub(super) fn given_reason(field: &str, text: &str, remedy: &str) -> Result<String, Error> {
    let text = text.trim();
    let wrong = |message: String, remedy: String| {
        Err(Error::Invalid(vec![Problem::field(field, "", message, remedy)]))
    };
    if text.is_empty() {
        return wrong("this is missing".to_owned(), remedy.to_owned());
    }
    match texts::prose(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(why) => wrong(why.to_string(), why.remedy()),
    }
}
