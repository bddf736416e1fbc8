//! The agenda of a meeting and its minutes.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{MeetingId, PersonId, TopicId};
use crate::domain::meetings::Side;
use crate::domain::meetings::agenda::{Attendee, Topic, Vote};
use crate::domain::meetings::minutes::Minutes;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::agenda::{AgendaView, DecisionView, MinutesView, TopicView};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// Reads what a meeting is about: gaps, KPIs that missed their target, open actions and topics.
#[utoipa::path(get, path = "/meetings/{id}/agenda", operation_id = "readAgenda", tag = "Agenda",
    params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = AgendaView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Json<AgendaView>, Failure> {
    Ok(Json(AgendaView::of(&app.agenda(&actor, id).await?)))
}

/// Somebody who came, as they are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttendeeToRecord)]
pub struct AttendeeBody {
    /// The person, of either side of the contract.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Given,
    /// Their name.
    #[schema(value_type = String)]
    name: Given,
    /// `client` or `supplier`.
    #[schema(value_type = Option<String>)]
    side: Given,
}

impl AttendeeBody {
    fn parse(&self, reading: &mut Reading) -> Option<Attendee> {
        let person = reading.optional("person", &self.person, fields::id(PersonId));
        let name = reading.required("name", &self.name, fields::text);
        let sides = fields::choice(&[Side::Client, Side::Supplier], Side::word);
        let side = reading.optional("side", &self.side, sides);
        Some(Attendee { person, name: name?, side })
    }
}

/// Replaces the list of those who came.
#[utoipa::path(put, path = "/meetings/{id}/attendees", operation_id = "setAttendees",
    tag = "Agenda", params(("id" = Uuid, Path, description = "The meeting")),
    request_body = Vec<AttendeeBody>, responses((status = 200, body = AgendaView)))]
pub async fn set_attendees(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
    Body(body): Body<Vec<AttendeeBody>>,
) -> Result<Json<AgendaView>, Failure> {
    let mut reading = Reading::default();
    let entries = body.iter().enumerate().filter_map(|(place, attendee)| {
        reading.entry("attendees", place, |reading| attendee.parse(reading))
    });
    let attendees = entries.collect();
    let attendees = reading.finish(Some(attendees))?;
    Ok(Json(AgendaView::of(&app.set_attendees(&actor, id, attendees).await?)))
}

/// A topic as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopicToPropose)]
pub struct TopicBody {
    /// What to talk about.
    #[schema(value_type = String, example = "Who answers the telephone at night")]
    title: Given,
}

/// Proposes a topic.
#[utoipa::path(post, path = "/meetings/{id}/topics", operation_id = "proposeTopic",
    tag = "Agenda", params(("id" = Uuid, Path, description = "The meeting"), Key),
    request_body = TopicBody, responses((status = 201, body = TopicView)))]
pub async fn propose(
    Id(id): Id<MeetingId>, Create { once, body }: Create<TopicBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let title = reading.required("title", &body.title, fields::text);
    let title = reading.finish(title)?;
    once.create(move |app, actor| async move {
        let topic = app.propose_topic(&actor, id, &title).await?;
        Ok((format!("/api/v1/topics/{}", topic.id), TopicView::of(&topic)))
    })
    .await
}

/// Reads a topic, without anybody’s dots.
#[utoipa::path(get, path = "/topics/{id}", operation_id = "readTopic", tag = "Agenda",
    params(("id" = Uuid, Path, description = "The topic")),
    responses((status = 200, body = TopicView), (status = 304, description = "Not changed")))]
pub async fn topic(
    State(app): State<App>, actor: Actor, Id(id): Id<TopicId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let topic = app.topic(&actor, id).await?;
    let same = etags::unchanged(&headers, topic.revision);
    Ok(same.unwrap_or_else(|| told(&topic)))
}

fn told(topic: &Topic) -> Response {
    (etags::tag(topic.revision), Json(TopicView::of(topic))).into_response()
}

/// A time-box as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockToStart)]
pub struct ClockBody {
    /// How many minutes the topic is meant to take, 1 to 120.
    #[schema(value_type = u32, minimum = 1, maximum = 120)]
    minutes: Given,
}

/// Starts the clock of a topic now. It is an indicator and stops nobody.
#[utoipa::path(put, path = "/topics/{id}/clock", operation_id = "startTopic", tag = "Agenda",
    params(("id" = Uuid, Path, description = "The topic"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = ClockBody, responses((status = 200, body = TopicView)))]
pub async fn start(
    State(app): State<App>, actor: Actor, Id(id): Id<TopicId>, headers: HeaderMap,
    Body(body): Body<ClockBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let minutes = reading.required("minutes", &body.minutes, fields::count);
    let minutes = reading.finish(minutes)?;
    Ok(told(&app.start_topic(&actor, id, revision, minutes).await?))
}

/// What came of a topic, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeToNote)]
pub struct OutcomeBody {
    /// In your words; left out to take it back.
    #[schema(value_type = Option<String>)]
    outcome: Given,
}

/// Notes what came of a topic that nobody else changed since it was read.
#[utoipa::path(put, path = "/topics/{id}/outcome", operation_id = "noteOutcome", tag = "Agenda",
    params(("id" = Uuid, Path, description = "The topic"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = OutcomeBody, responses((status = 200, body = TopicView)))]
pub async fn note(
    State(app): State<App>, actor: Actor, Id(id): Id<TopicId>, headers: HeaderMap,
    Body(body): Body<OutcomeBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let outcome = reading.optional("outcome", &body.outcome, fields::prose);
    let outcome = reading.finish(Some(outcome))?;
    Ok(told(&app.note_outcome(&actor, id, revision, outcome).await?))
}

/// Dots on a topic, as they are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VoteToCast)]
pub struct VoteBody {
    /// The topic.
    #[schema(value_type = uuid::Uuid)]
    topic: Given,
    /// How many dots.
    #[schema(value_type = u32, maximum = 3)]
    dots: Given,
}

/// Puts your three dots on topics, in place of those you put before.
#[utoipa::path(put, path = "/meetings/{id}/votes", operation_id = "vote", tag = "Agenda",
    params(("id" = Uuid, Path, description = "The meeting")),
    request_body = Vec<VoteBody>, responses((status = 200, body = AgendaView)))]
pub async fn vote(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, Body(body): Body<Vec<VoteBody>>,
) -> Result<Json<AgendaView>, Failure> {
    let mut reading = Reading::default();
    let entries = body.iter().enumerate().filter_map(|(place, vote)| {
        reading.entry("votes", place, |reading| {
            let topic = reading.required("topic", &vote.topic, fields::id(TopicId));
            let dots = reading.required("dots", &vote.dots, fields::count);
            Some(Vote { topic: topic?, dots: dots? })
        })
    });
    let votes = entries.collect();
    let votes = reading.finish(Some(votes))?;
    Ok(Json(AgendaView::of(&app.vote(&actor, id, votes).await?)))
}

/// Closes the vote: everybody sees how many dots each topic has, and nobody votes any more.
#[utoipa::path(post, path = "/meetings/{id}/voting/close", operation_id = "closeVoting",
    tag = "Agenda", params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = AgendaView)))]
pub async fn close_voting(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Json<AgendaView>, Failure> {
    Ok(Json(AgendaView::of(&app.close_voting(&actor, id).await?)))
}

/// Reads the minutes of a meeting; empty, with revision 0, when nobody wrote any.
#[utoipa::path(get, path = "/meetings/{id}/minutes", operation_id = "readMinutes",
    tag = "Minutes", params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = MinutesView), (status = 304, description = "Not changed")))]
pub async fn minutes(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let minutes = app.minutes(&actor, id).await?;
    let same = etags::unchanged(&headers, minutes.revision);
    Ok(same.unwrap_or_else(|| written(&minutes)))
}

fn written(minutes: &Minutes) -> Response {
    (etags::tag(minutes.revision), Json(MinutesView::of(minutes))).into_response()
}

/// Minutes as they are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MinutesToWrite)]
pub struct MinutesBody {
    /// What was said.
    #[schema(value_type = Option<String>)]
    body: Given,
}

/// Writes the minutes that nobody else changed since they were read.
#[utoipa::path(put, path = "/meetings/{id}/minutes", operation_id = "writeMinutes",
    tag = "Minutes", params(("id" = Uuid, Path, description = "The meeting"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = MinutesBody, responses((status = 200, body = MinutesView)))]
pub async fn write_minutes(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, headers: HeaderMap,
    Body(body): Body<MinutesBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let text = reading.optional("body", &body.body, fields::prose).unwrap_or_default();
    let text = reading.finish(Some(text))?;
    Ok(written(&app.write_minutes(&actor, id, revision, text).await?))
}

/// A decision as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecisionToRecord)]
pub struct DecisionBody {
    /// What was decided.
    #[schema(value_type = String)]
    what: Given,
    /// Who decided it.
    #[schema(value_type = String)]
    decided_by: Given,
}

/// Records what was decided at a meeting, and by whom.
#[utoipa::path(post, path = "/meetings/{id}/decisions", operation_id = "recordDecision",
    tag = "Minutes", params(("id" = Uuid, Path, description = "The meeting"), Key),
    request_body = DecisionBody, responses((status = 201, body = DecisionView)))]
pub async fn decide(
    Id(id): Id<MeetingId>, Create { once, body }: Create<DecisionBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let what = reading.required("what", &body.what, fields::text);
    let by = reading.required("decided_by", &body.decided_by, fields::text);
    let (what, by) = reading.finish(what.zip(by))?;
    once.create(move |app, actor| async move {
        let decision = app.record_decision(&actor, id, &what, &by).await?;
        Ok((format!("/api/v1/meetings/{id}/minutes"), DecisionView::of(&decision)))
    })
    .await
}
