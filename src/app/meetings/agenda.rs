//! The agenda of a meeting: who came, what stands out, what people propose and vote for.

use super::MISSING;
use crate::app::error::refuse;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::contracts::Contract;
use crate::domain::ids::{MeetingId, PersonId, TopicId};
use crate::domain::meetings::Meeting;
use crate::domain::meetings::agenda::{
    Agenda, Attendee, Gap, TimeBox, Topic, Vote, Voting, attendee_problems, below_target, gaps,
    ranked, time_problems, title_problems, vote_problems,
};
use crate::domain::performance::due;
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::contracts::Replaced;
use crate::storage::meetings::agenda as rows;
use crate::storage::{self, Tx};
use futures::future::BoxFuture;
use std::collections::BTreeSet;

impl App {
    /// Everything a meeting is about, as the actor may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn agenda(&self, actor: &Actor, id: MeetingId) -> Result<Agenda, Error> {
        let meeting = self.meeting_of(actor, id).await?;
        let reader = self.db.reader();
        let (contract, day) = (meeting.contract, meeting.held_on);
        let topics = rows::topics(reader, id).await?;
        let cast = rows::cast(reader, topics.iter().map(|topic| topic.id)).await?;
        let voting = rows::voting(reader, id).await?;
        let record = self.performance(actor, contract).await?;
        let law = due(&record).into_iter().filter(|due| due.is_near_on(day)).collect();
        let mut plans = storage::improvement::of_contract(reader, contract).await?;
        plans.retain(|record| record.plan.state.is_open());
        Ok(Agenda {
            law,
            plans,
            attendees: rows::attendees(reader, id).await?,
            gaps: self.gaps_before(&meeting).await?,
            below: below_target(&self.records(contract).await?, day),
            topics: ranked(topics, &cast, &voting, actor.id()),
            voting,
            actions: storage::actions::open_on(reader, contract, day).await?,
            kept: storage::meetings::signed_off(reader, id).await?,
            meeting,
        })
    }

    /// One meeting, without what was recorded at it.
    pub(in crate::app) async fn meeting_of(
        &self, actor: &Actor, id: MeetingId,
    ) -> Result<Meeting, Error> {
        actor.may(Action::Read)?;
        let found = storage::meetings::find(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(MISSING)
    }

    async fn gaps_before(&self, meeting: &Meeting) -> Result<Option<(Meeting, Vec<Gap>)>, Error> {
        let reader = self.db.reader();
        let (contract, day) = (meeting.contract, meeting.held_on);
        let latest = storage::meetings::latest_scored_by_both(reader, contract, day).await?;
        let Some(latest) = latest else { return Ok(None) };
        let version = self.db.version(reader, latest.version).await?.ok_or(MISSING)?;
        let mut scores = storage::meetings::scores(reader, &[latest.id]).await?;
        let scores = scores.remove(&latest.id).unwrap_or_default();
        let found = gaps(&version, &scores);
        Ok(Some((latest, found)))
    }

    /// Replaces the list of those who came.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it.
    pub async fn set_attendees(
        &self, actor: &Actor, id: MeetingId, attendees: Vec<Attendee>,
    ) -> Result<Agenda, Error> {
        refuse(attendee_problems(&attendees))?;
        self.change_agenda(actor, id, Action::TakePart, move |tx, meeting, held| {
            Box::pin(async move {
                known(tx, &held, &attendees).await?;
                Ok(rows::set_attendees(tx, meeting.id, &attendees).await?)
            })
        })
        .await?;
        self.agenda(actor, id).await
    }

    /// Proposes a topic.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has no title; [`Error::Refused`] once the vote is closed.
    pub async fn propose_topic(
        &self, actor: &Actor, id: MeetingId, title: &str,
    ) -> Result<Topic, Error> {
        refuse(title_problems(title))?;
        let (title, by, now) = (texts::one_line(title), Author::from(actor), self.clock.now());
        let propose = self.change_agenda(actor, id, Action::TakePart, move |tx, meeting, _| {
            Box::pin(async move {
                still_open(&rows::voting(tx, meeting.id).await?)?;
                let topic = Topic {
                    id: TopicId::fresh(),
                    contract: meeting.contract,
                    meeting: meeting.id,
                    revision: 1,
                    title,
                    proposed_by: by,
                    proposed_at: now,
                    time_box: None,
                    outcome: None,
                };
                rows::add_topic(tx, &topic).await?;
                Ok(topic)
            })
        });
        let topic = propose.await?;
        tracing::info!(topic.id = %topic.id, "Topic proposed");
        Ok(topic)
    }

    /// Puts the actor's dots on topics, in place of those they put before.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more dots than there are; [`Error::Refused`] once the vote is closed.
    pub async fn vote(
        &self, actor: &Actor, id: MeetingId, votes: Vec<Vote>,
    ) -> Result<Agenda, Error> {
        let whose = actor.id();
        self.change_agenda(actor, id, Action::TakePart, move |tx, meeting, _| {
            Box::pin(async move {
                still_open(&rows::voting(tx, meeting.id).await?)?;
                let topics = rows::topics(tx, meeting.id).await?;
                let topics: BTreeSet<TopicId> = topics.iter().map(|topic| topic.id).collect();
                refuse(vote_problems(&topics, &votes))?;
                Ok(rows::set_votes(tx, &topics, whose, &votes).await?)
            })
        })
        .await?;
        self.agenda(actor, id).await
    }

    /// Closes the vote, upon which everybody sees how many dots each topic has.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for those who do not chair; [`Error::Refused`] when it is closed.
    pub async fn close_voting(&self, actor: &Actor, id: MeetingId) -> Result<Agenda, Error> {
        let closed = Voting::Closed { by: Author::from(actor), at: self.clock.now() };
        self.change_agenda(actor, id, Action::RecordMeetings, move |tx, meeting, _| {
            Box::pin(async move {
                still_open(&rows::voting(tx, meeting.id).await?)?;
                Ok(rows::close_voting(tx, meeting.id, &closed).await?)
            })
        })
        .await?;
        self.agenda(actor, id).await
    }

    /// Starts the clock of a topic that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is to take no time, or too long.
    pub async fn start_topic(
        &self, actor: &Actor, id: TopicId, revision: i64, minutes: u32,
    ) -> Result<Topic, Error> {
        refuse(time_problems(minutes))?;
        let time_box = Some(TimeBox { started: self.clock.now(), minutes });
        let begin = move |topic: Topic| Topic { time_box, ..topic };
        self.change_topic(actor, id, revision, begin).await
    }

    /// Notes what came of a topic that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it cannot be kept.
    pub async fn note_outcome(
        &self, actor: &Actor, id: TopicId, revision: i64, outcome: Option<String>,
    ) -> Result<Topic, Error> {
        if let Some(Err(why)) = outcome.as_deref().map(texts::prose) {
            refuse(vec![Problem::field("outcome", "", why.to_string(), why.remedy())])?;
        }
        self.change_topic(actor, id, revision, move |topic| Topic { outcome, ..topic }).await
    }

    /// One topic.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn topic(&self, actor: &Actor, id: TopicId) -> Result<Topic, Error> {
        actor.may(Action::Read)?;
        let found = rows::topic(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(NO_TOPIC)
    }

    async fn change_topic(
        &self, actor: &Actor, id: TopicId, revision: i64,
        change: impl FnOnce(Topic) -> Topic + Send + 'static,
    ) -> Result<Topic, Error> {
        let meeting = self.topic(actor, id).await?.meeting;
        let scope = actor.scope();
        self.change_agenda(actor, meeting, Action::TakePart, move |tx, _, _| {
            Box::pin(async move {
                let before = rows::topic(tx, scope, id).await?.ok_or(NO_TOPIC)?;
                let after = change(before.clone());
                let after = Topic { revision: revision.saturating_add(1), ..after };
                match rows::replace_topic(tx, &after).await? {
                    Replaced::Written => Ok(after),
                    Replaced::ChangedMeanwhile => Err(changed_meanwhile(&before, &after)),
                }
            })
        })
        .await
    }

    async fn change_agenda<T, F>(
        &self, actor: &Actor, id: MeetingId, action: Action, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx, Meeting, Contract) -> BoxFuture<'t, Result<T, Error>>
            + Send
            + 'static,
    {
        actor.may(action)?;
        let meeting = self.meeting_of(actor, id).await?;
        let (contract, subject) = (meeting.contract, Subject::Agenda(id, meeting.contract));
        let change = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                unsigned(tx, id).await?;
                work(tx, meeting, held).await
            })
        });
        change.await
    }
}

const NO_TOPIC: Error = Error::NotFound { what: "topic" };

/// Checks that both sides have not signed a meeting off.
pub(super) async fn unsigned(tx: &Tx, id: MeetingId) -> Result<(), Error> {
    if storage::meetings::signed_off(tx, id).await? {
        let why = "both sides have signed this meeting off, so what is recorded of it stays";
        return Err(Error::Refused(why.to_owned()));
    }
    Ok(())
}

fn still_open(voting: &Voting) -> Result<(), Error> {
    if voting.is_open() {
        return Ok(());
    }
    Err(Error::Refused("the vote on topics is closed".to_owned()))
}

/// Checks that those who are named as people act for either side.
async fn known(tx: &Tx, held: &Contract, attendees: &[Attendee]) -> Result<(), Error> {
    let sides = [held.client.id, held.supplier.id];
    let people = storage::accounts::of_organisations(tx, &sides).await?;
    let known: BTreeSet<PersonId> = people.iter().map(|member| member.person.id).collect();
    let strange = |(place, attendee): (usize, &Attendee)| {
        let person = attendee.person.filter(|person| !known.contains(person))?;
        let message = "nobody on either side of the contract is known by this";
        let field = format!("attendees[{place}].person");
        Some(Problem::field(field, person.to_string(), message, "Leave it out and name them"))
    };
    refuse(attendees.iter().enumerate().filter_map(strange).collect())
}

fn changed_meanwhile(now: &Topic, sent: &Topic) -> Error {
    let outcome = |topic: &Topic| topic.outcome.clone().unwrap_or_default();
    Error::changed("topic", now.revision, [("outcome", outcome(now), outcome(sent))])
}
