//! The minutes of a meeting: written together, kept apart from what was decided.

use super::agenda::unsigned;
use crate::app::error::refuse;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::ids::{DecisionId, MeetingId};
use crate::domain::meetings::minutes::{self as rules, Decision, Minutes};
use crate::domain::texts;
use crate::storage;
use crate::storage::meetings::minutes as rows;

impl App {
    /// The minutes of a meeting; empty when nobody wrote any.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the meeting does not exist for this actor.
    pub async fn minutes(&self, actor: &Actor, id: MeetingId) -> Result<Minutes, Error> {
        let meeting = self.meeting_of(actor, id).await?;
        let reader = self.db.reader();
        let kept = storage::meetings::signed_off(reader, id).await?;
        Ok(Minutes { kept, ..rows::find(reader, &meeting).await? })
    }

    /// Writes the minutes that still have `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] with what they say now when they have not.
    pub async fn write_minutes(
        &self, actor: &Actor, id: MeetingId, revision: i64, body: String,
    ) -> Result<Minutes, Error> {
        actor.may(Action::TakePart)?;
        refuse(rules::problems(&body))?;
        let meeting = self.meeting_of(actor, id).await?;
        let (contract, written) = (meeting.contract, (Author::from(actor), self.clock.now()));
        let subject = Subject::Minutes(id, contract);
        let write = self.change_on(actor, Action::TakePart, contract, subject, move |tx, _| {
            Box::pin(async move {
                unsigned(tx, id).await?;
                let now = rows::find(tx, &meeting).await?;
                if now.revision != revision {
                    return Err(changed_meanwhile(&now, &body));
                }
                let revision = revision.saturating_add(1);
                let after = Minutes { revision, body, written: Some(written), ..now };
                rows::put(tx, &after).await?;
                Ok(after)
            })
        });
        let minutes = write.await?;
        tracing::info!(meeting.id = %id, "Minutes written");
        Ok(minutes)
    }

    /// Records what was decided at a meeting, and by whom.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it.
    pub async fn record_decision(
        &self, actor: &Actor, id: MeetingId, what: &str, decided_by: &str,
    ) -> Result<Decision, Error> {
        actor.may(Action::TakePart)?;
        refuse(rules::decision_problems(what, decided_by))?;
        let contract = self.meeting_of(actor, id).await?.contract;
        let decision = Decision {
            id: DecisionId::fresh(),
            contract,
            meeting: id,
            what: texts::one_line(what),
            decided_by: texts::one_line(decided_by),
            recorded_by: Author::from(actor),
            at: self.clock.now(),
        };
        let (row, subject) = (decision.clone(), Subject::Minutes(id, contract));
        let record = self.change_on(actor, Action::TakePart, contract, subject, move |tx, _| {
            Box::pin(async move {
                unsigned(tx, id).await?;
                Ok(rows::add_decision(tx, &row).await?)
            })
        });
        record.await?;
        tracing::info!(meeting.id = %id, "Decision recorded");
        Ok(decision)
    }
}

fn changed_meanwhile(now: &Minutes, sent: &str) -> Error {
    let body = ("body", now.body.clone(), sent.to_owned());
    Error::changed("text of minutes", now.revision, [body])
}
