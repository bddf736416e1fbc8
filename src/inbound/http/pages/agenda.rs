//! The agenda of a meeting: who came, what is proposed, how people vote.

use super::asked::{self, Part};
use super::show;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::accounts::Member;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, MeetingId, PersonId, TopicId};
use crate::domain::meetings::Side;
use crate::domain::meetings::agenda::{Attendee, Topic, Vote};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::agenda::{AgendaPage, Rights};
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Result<Response, Failure> {
    let page = page(&app, &actor, id, MeetingId(part)).await?;
    Ok(show(&page)?.into_response())
}

async fn page(
    app: &App, actor: &Actor, id: ContractId, meeting: MeetingId,
) -> Result<AgendaPage, Failure> {
    let contract = app.contract(actor, id).await?;
    let agenda = app.agenda(actor, meeting).await?;
    if agenda.meeting.contract != id {
        return Err(Failure::not_found("meeting"));
    }
    let people = app.contract_people(actor, id).await?;
    let may = |action| asked::may(actor, action, &contract);
    let rights = Rights { part: may(Action::TakePart), chair: may(Action::RecordMeetings) };
    Ok(AgendaPage::of(&contract, &agenda, &people, rights, app.clock().now()))
}

/// The agenda after a change; the same page again when something has to be put right.
async fn after<T>(
    app: &App, actor: &Actor, (id, meeting): (ContractId, MeetingId), done: Result<T, Error>,
) -> Result<Response, Failure> {
    let failure = match done {
        Ok(_) => return Ok(Redirect::to(&links::agenda(id, meeting)).into_response()),
        Err(error) => Failure::from(error),
    };
    if failure.problems().is_empty() {
        return Err(failure);
    }
    let page = page(app, actor, id, meeting).await?.with(failure.problems());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
}

/// A meeting of a contract that the actor may do something to.
async fn within(
    app: &App, actor: &Actor, id: ContractId, meeting: MeetingId,
) -> Result<Contract, Failure> {
    let contract = asked::acting(app, actor, Action::TakePart, id).await?;
    let found = app.minutes(actor, meeting).await?;
    if found.contract == id { Ok(contract) } else { Err(Failure::not_found("meeting")) }
}

pub(super) async fn set_attendees(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let contract = within(&app, &actor, id, MeetingId(part)).await?;
    let people = app.contract_people(&actor, id).await?;
    let attendees = attendees(&contract, &people, &given);
    let done = app.set_attendees(&actor, MeetingId(part), attendees).await;
    after(&app, &actor, (id, MeetingId(part)), done).await
}

fn attendees(contract: &Contract, people: &[Member], given: &[(String, String)]) -> Vec<Attendee> {
    let sent = |name: &'static str| {
        given.iter().filter(move |(field, _)| field == name).map(|(_, text)| text.as_str())
    };
    let ticked: Vec<PersonId> =
        sent("person").filter_map(|id| id.parse().ok().map(PersonId)).collect();
    let mut came: Vec<Attendee> = Vec::new();
    for member in people.iter().filter(|member| ticked.contains(&member.person.id)) {
        let person = Some(member.person.id);
        if came.iter().all(|attendee| attendee.person != person) {
            let side = side(contract, member);
            came.push(Attendee { person, name: member.person.name.clone(), side });
        }
    }
    let others = sent("others").flat_map(str::lines).map(texts::one_line);
    let others = others.filter(|name| !name.is_empty());
    came.extend(others.map(|name| Attendee { person: None, name, side: None }));
    came
}

fn side(contract: &Contract, member: &Member) -> Option<Side> {
    let own = member.membership.seat.organisation()?;
    let sides = [(contract.client.id, Side::Client), (contract.supplier.id, Side::Supplier)];
    sides.into_iter().find(|(organisation, _)| *organisation == own).map(|(_, side)| side)
}

/// A topic to propose.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Proposed {
    title: String,
}

pub(super) async fn propose(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Proposed>,
) -> Result<Response, Failure> {
    within(&app, &actor, id, MeetingId(part)).await?;
    let done = app.propose_topic(&actor, MeetingId(part), &given.title).await;
    after(&app, &actor, (id, MeetingId(part)), done).await
}

pub(super) async fn vote(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    within(&app, &actor, id, MeetingId(part)).await?;
    let vote = |(topic, dots): &(String, String)| {
        let topic = TopicId(topic.parse().ok()?);
        Some(Vote { topic, dots: dots.parse().ok()? })
    };
    let votes = given.iter().filter_map(vote).filter(|vote| 0 < vote.dots).collect();
    let done = app.vote(&actor, MeetingId(part), votes).await;
    after(&app, &actor, (id, MeetingId(part)), done).await
}

pub(super) async fn close_voting(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Result<Response, Failure> {
    within(&app, &actor, id, MeetingId(part)).await?;
    let done = app.close_voting(&actor, MeetingId(part)).await;
    after(&app, &actor, (id, MeetingId(part)), done).await
}

/// How long a topic is meant to take, and what came of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OfTopic {
    revision: String,
    minutes: String,
    outcome: String,
}

async fn topic(
    app: &App, actor: &Actor, id: ContractId, part: uuid::Uuid,
) -> Result<Topic, Failure> {
    let topic = app.topic(actor, TopicId(part)).await?;
    if topic.contract == id { Ok(topic) } else { Err(Failure::not_found("topic")) }
}

pub(super) async fn start(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<OfTopic>,
) -> Result<Response, Failure> {
    let topic = topic(&app, &actor, id, part).await?;
    let read = asked::revision(&given.revision);
    let done = match given.minutes.trim().parse() {
        Ok(minutes) => app.start_topic(&actor, topic.id, read, minutes).await,
        Err(_no_number) => Err(Error::Invalid(vec![Problem::field(
            "minutes",
            &given.minutes,
            "it is no number",
            "Enter a number of minutes from 1 to 120",
        )])),
    };
    after(&app, &actor, (id, topic.meeting), done).await
}

pub(super) async fn note(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<OfTopic>,
) -> Result<Response, Failure> {
    let topic = topic(&app, &actor, id, part).await?;
    let (read, outcome) = (asked::revision(&given.revision), asked::text(&given.outcome));
    let done = app.note_outcome(&actor, topic.id, read, outcome).await;
    after(&app, &actor, (id, topic.meeting), done).await
}
