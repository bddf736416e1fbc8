//! Settling: an outcome for each criterion, and disputes with their notes and decisions.

use super::governed::{governed_in, side_for};
use super::planning::refused;
use super::revealing::given_reason;
use super::{App, Error, MISSING, read_value};
use crate::app::error::refuse;
use crate::app::figures;
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::dates::by_london_clocks;
use crate::domain::designs::Version;
use crate::domain::ids::{ContractId, DisputeId, MeetingId};
use crate::domain::meetings::disputes::{Decision, Dispute, Note, NoteKind, due_on};
use crate::domain::meetings::governed::{Governed, GovernedRecord};
use crate::domain::meetings::outcomes::{Outcome, Settlement, left};
use crate::domain::meetings::sets::scored;
use crate::domain::meetings::states::{State, Transition, next};
use crate::domain::meetings::{Mark, OneSide, Unscored};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::{self, Tx};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// How a criterion is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleCommand {
    /// Key or title of the criterion.
    pub criterion: String,
    /// How.
    pub settlement: Settlement,
    /// What was agreed: a number or level label, or the word of a state such as `not_applicable`.
    pub value: String,
    /// Why; of a dispute, the position of whoever opens it.
    pub reason: String,
    /// What is put forward for a dispute's position.
    pub evidence: String,
}

/// How a dispute is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideCommand {
    /// Who decided, by name.
    pub decided_by: String,
    /// What, and why.
    pub words: String,
    /// The score that was decided on; empty when each side keeps its own.
    pub value: String,
}

/// Who does something for a side, and when.
struct Hand {
    side: OneSide,
    name: String,
    at: DateTime<Utc>,
}

impl App {
    /// Records the outcome of a criterion.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown criterion, an off-scale score or a missing position;
    /// [`Error::Changed`] when somebody else changed the meeting since `seen`;
    /// [`Error::Refused`] before the reveal, after sign-off, and for a criterion in dispute.
    pub async fn settle(
        &self, actor: &Actor, id: MeetingId, seen: i64, command: SettleCommand,
    ) -> Result<GovernedRecord, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let (action, subject) = (Action::SettleMeetings, Subject::Governance(id, contract));
        let settle = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let hand = app.hand(&whose, &held)?;
                let governed = governed_in(tx, id).await?;
                let record_of = storage::audit::record_of(&held);
                let day = Subject::Meeting(held.id, governed.meeting.held_on);
                let work = app.settle_in(tx, governed, seen, &command, &hand);
                let opened = pen.clone().around(tx, day, record_of, work).await?;
                if let Some(dispute) = opened {
                    let subject = Subject::Dispute(dispute.id, held.id);
                    let put = async { Ok(storage::meetings::disputes::put(tx, &dispute).await?) };
                    pen.around(tx, subject, record_of, put).await?;
                }
                Ok(())
            })
        });
        settle.await?;
        tracing::info!(meeting.id = %id, "Outcome recorded");
        self.governed(actor, id).await
    }

    fn hand(&self, actor: &Actor, held: &Contract) -> Result<Hand, Error> {
        let side = side_for(actor, held, Action::SettleMeetings)?;
        Ok(Hand { side, name: actor.name().to_owned(), at: self.clock.now() })
    }

    /// Records an outcome; the dispute it opens, if it opens one, is still to be stored.
    async fn settle_in(
        &self, tx: &Tx, governed: Governed, seen: i64, command: &SettleCommand, hand: &Hand,
    ) -> Result<Option<Dispute>, Error> {
        let version = figures::version(&self.db, tx, governed.meeting.version).await?;
        next(governed.state, Transition::Settle { left: 1 }).map_err(refused)?;
        let outcome = read(&version, command, hand)?;
        let disputes = storage::meetings::disputes::of_meeting(tx, governed.meeting.id).await?;
        let open =
            disputes.iter().any(|it| it.criterion == outcome.criterion && it.decision.is_none());
        if governed.changes != seen {
            return Err(self.settled_meanwhile(tx, &governed, &version, &outcome).await?);
        }
        if open {
            let words = "this criterion is in dispute; record what was decided in the dispute";
            return Err(Error::Refused(words.to_owned()));
        }
        let opened = opened(&governed, command, &outcome, hand)?;
        self.record_outcome(tx, governed, &version, outcome).await?;
        Ok(opened)
    }

    /// What stands for a criterion that somebody else settled in the meantime.
    async fn settled_meanwhile(
        &self, tx: &Tx, governed: &Governed, version: &Version, wanted: &Outcome,
    ) -> Result<Error, Error> {
        let outcomes = storage::meetings::signatures::outcomes(tx, governed.meeting.id).await?;
        let revision = governed.state.revision();
        let mut own = outcomes.iter().filter(|(number, _)| *number == revision);
        let stands = own.find(|(_, it)| it.criterion == wanted.criterion).map(|(_, it)| it);
        let differing = stands.filter(|it| it.mark != wanted.mark).map(|it| {
            let value = match it.mark {
                Mark::Scored(value) => value.to_string(),
                Mark::Unscored(why) => why.label().to_owned(),
            };
            let criteria = scored(&version.content);
            let mut keys = criteria.filter(|(at, _, _)| *at == it.criterion);
            let key = keys.next().map_or("criterion", |(_, criterion, _)| criterion.key.as_str());
            (key, value, String::new())
        });
        Ok(Error::changed("meeting", governed.changes, differing))
    }

    /// Stores an outcome under the revision being worked on. What was signed before stands until
    /// the revision is signed too.
    async fn record_outcome(
        &self, tx: &Tx, mut governed: Governed, version: &Arc<Version>, outcome: Outcome,
    ) -> Result<(), Error> {
        use storage::meetings::signatures;
        let (id, revision) = (governed.meeting.id, governed.state.revision());
        let score = outcome.score();
        signatures::put_outcomes(tx, id, revision, &[outcome]).await?;
        let all = signatures::outcomes(tx, id).await?;
        let own = all.into_iter().filter(|(number, _)| *number == revision);
        let own: Vec<Outcome> = own.map(|(_, outcome)| outcome).collect();
        let settle = Transition::Settle { left: left(&version.content, &own) };
        governed.state = next(governed.state, settle).map_err(refused)?;
        governed.changes = governed.changes.saturating_add(1);
        signatures::set_sign_offs(tx, id, revision, &[]).await?;
        if !matches!(governed.state, State::Reopened { .. }) {
            self.put_scores(tx, &governed, version, &[score]).await?;
        }
        Ok(storage::meetings::governance::put(tx, &governed).await?)
    }

    /// One dispute.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn dispute(&self, actor: &Actor, id: DisputeId) -> Result<Dispute, Error> {
        actor.may(Action::Read)?;
        let found = storage::meetings::disputes::find(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(Error::NotFound { what: "dispute" })
    }

    /// Adds what a side says in a dispute.
    ///
    /// # Errors
    /// [`Error::Invalid`] without words; [`Error::Refused`] when the dispute is decided.
    pub async fn add_dispute_note(
        &self, actor: &Actor, id: DisputeId, kind: NoteKind, words: &str,
    ) -> Result<Dispute, Error> {
        let contract = self.dispute(actor, id).await?.contract;
        let words = given_reason("words", words, "Enter what your side has to say")?;
        let (app, whose) = (self.clone(), actor.clone());
        let (action, subject) = (Action::SettleMeetings, Subject::Dispute(id, contract));
        let add = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let Hand { side, name, at } = app.hand(&whose, &held)?;
                let mut dispute = open_dispute(tx, id).await?;
                dispute.notes.push(Note { kind, side, words, by: name, at });
                Ok(storage::meetings::disputes::put(tx, &dispute).await?)
            })
        });
        add.await?;
        tracing::info!(dispute.id = %id, "Note added to a dispute");
        self.dispute(actor, id).await
    }

    /// Closes a dispute with what was decided and by whom. While the meeting is being settled
    /// the decision becomes the criterion's outcome; once it is signed, it is kept beside what
    /// was signed.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a name and words, and for an off-scale score;
    /// [`Error::Refused`] when the dispute is decided.
    pub async fn decide_dispute(
        &self, actor: &Actor, id: DisputeId, command: DecideCommand,
    ) -> Result<Dispute, Error> {
        let dispute = self.dispute(actor, id).await?;
        decidable(&command)?;
        let (contract, meeting) = (dispute.contract, dispute.meeting);
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let (action, subject) = (Action::SettleMeetings, Subject::Dispute(id, contract));
        let decide = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let hand = app.hand(&whose, &held)?;
                let mut dispute = open_dispute(tx, id).await?;
                dispute.decision = Some(decision(&command, &hand));
                storage::meetings::disputes::put(tx, &dispute).await?;
                let record_of = storage::audit::record_of(&held);
                let day = governed_in(tx, meeting).await?.meeting.held_on;
                let work = app.apply(tx, &dispute, &command, &hand);
                let scores = Subject::Meeting(held.id, day);
                let work = pen.clone().around(tx, scores, record_of, work);
                pen.around(tx, Subject::Governance(meeting, held.id), record_of, work).await
            })
        });
        decide.await?;
        tracing::info!(dispute.id = %id, "Dispute decided");
        self.dispute(actor, id).await
    }

    async fn apply(
        &self, tx: &Tx, dispute: &Dispute, command: &DecideCommand, hand: &Hand,
    ) -> Result<(), Error> {
        let governed = governed_in(tx, dispute.meeting).await?;
        let version = figures::version(&self.db, tx, governed.meeting.version).await?;
        let criteria = scored(&version.content);
        let mut own = criteria.filter(|(place, _, _)| *place == dispute.criterion);
        let key = own.next().map(|(_, criterion, _)| criterion.key.clone()).ok_or(MISSING)?;
        let mark = if command.value.trim().is_empty() {
            Mark::Unscored(Unscored::AgreedToDiffer)
        } else {
            agreed(&version, &key, &command.value)?.1
        };
        if !governed.state.is_being_settled() {
            return Ok(());
        }
        let reason =
            Some(format!("Decided by {}: {}", command.decided_by.trim(), command.words.trim()));
        let (by, at) = (Some(hand.name.clone()), hand.at);
        let outcome = Outcome { criterion: dispute.criterion, mark, reason, by, at };
        self.record_outcome(tx, governed, &version, outcome).await
    }

    /// The contract of a dispute that exists for this actor.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not.
    pub async fn dispute_contract(
        &self, actor: &Actor, id: DisputeId,
    ) -> Result<ContractId, Error> {
        Ok(self.dispute(actor, id).await?.contract)
    }
}

async fn open_dispute(tx: &Tx, id: DisputeId) -> Result<Dispute, Error> {
    let scope = crate::domain::access::Scope::Everything;
    let found = storage::meetings::disputes::find(tx, scope, id).await?;
    let dispute = found.ok_or(Error::NotFound { what: "dispute" })?;
    match dispute.decision {
        Some(_) => Err(Error::Refused("this dispute is decided".to_owned())),
        None => Ok(dispute),
    }
}

fn decision(command: &DecideCommand, hand: &Hand) -> Decision {
    Decision {
        decided_by: texts::one_line(&command.decided_by),
        words: command.words.trim().to_owned(),
        recorded_by: hand.name.clone(),
        at: hand.at,
    }
}

fn decidable(command: &DecideCommand) -> Result<(), Error> {
    let name = "Enter the name of whoever decided";
    let given = [
        given_reason("decided_by", &command.decided_by, name),
        given_reason("words", &command.words, "Enter what was decided, and why"),
    ];
    let mut problems = Vec::new();
    for one in given {
        match one {
            Err(Error::Invalid(some)) => problems.extend(some),
            Err(other) => return Err(other),
            Ok(_given) => {}
        }
    }
    refuse(problems)
}

fn read(version: &Version, command: &SettleCommand, hand: &Hand) -> Result<Outcome, Error> {
    let outcome = |criterion, mark| {
        let reason = Some(command.reason.trim().to_owned()).filter(|it| !it.is_empty());
        Outcome { criterion, mark, reason, by: Some(hand.name.clone()), at: hand.at }
    };
    if let Err(why) = texts::prose(&command.reason).and(texts::prose(&command.evidence)) {
        let problem = Problem::field("reason", "", why.to_string(), why.remedy());
        return Err(Error::Invalid(vec![problem]));
    }
    let unsettled = match command.settlement {
        Settlement::Agreed => {
            let (criterion, mark) = agreed(version, &command.criterion, &command.value)?;
            return Ok(outcome(criterion, mark));
        }
        Settlement::AgreedToDiffer => Unscored::AgreedToDiffer,
        Settlement::Disputed => Unscored::Disputed,
    };
    let (criterion, _) = read_value(&version.content, "", &command.criterion, unsettled.word())
        .map_err(|problem| Error::Invalid(vec![problem]))?;
    Ok(outcome(criterion, Mark::Unscored(unsettled)))
}

/// What was agreed on a criterion: a score, or why there is none.
fn agreed(version: &Version, criterion: &str, value: &str) -> Result<(u16, Mark), Error> {
    let invalid = |problem| Error::Invalid(vec![problem]);
    let (place, mark) = read_value(&version.content, "", criterion, value).map_err(invalid)?;
    let at_meetings = scored(&version.content).any(|(at, _, _)| at == place);
    let agreed = !matches!(mark, Mark::Unscored(Unscored::Disputed | Unscored::AgreedToDiffer));
    if agreed && at_meetings {
        return Ok((place, mark));
    }
    let message = "this is no score that can be agreed";
    let problem = Problem::field("value", value, message, "Select the score that was agreed");
    Err(Error::Invalid(vec![problem]))
}

fn opened(
    governed: &Governed, command: &SettleCommand, outcome: &Outcome, hand: &Hand,
) -> Result<Option<Dispute>, Error> {
    if command.settlement != Settlement::Disputed {
        return Ok(None);
    }
    let remedy = "Enter what your side holds, so that it can be answered";
    let position = given_reason("reason", &command.reason, remedy)?;
    let note = |kind, words: &str| Note {
        kind,
        side: hand.side,
        words: words.to_owned(),
        by: hand.name.clone(),
        at: hand.at,
    };
    let mut notes = vec![note(NoteKind::Position, &position)];
    if !command.evidence.trim().is_empty() {
        notes.push(note(NoteKind::Evidence, command.evidence.trim()));
    }
    Ok(Some(Dispute {
        id: DisputeId::fresh(),
        meeting: governed.meeting.id,
        contract: governed.meeting.contract,
        criterion: outcome.criterion,
        opened_at: hand.at,
        due_on: due_on(by_london_clocks(hand.at).date_naive()),
        notes,
        decision: None,
    }))
}
