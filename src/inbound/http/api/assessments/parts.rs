//! Points of an assessment, what is to be done about them, and what was said to the result.

use super::{address, tagged};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::assessments::{Action, Answer, Point, PointResult, Response as Said};
use crate::domain::ids::{AssessmentActionId, AssessmentId};
use crate::inbound::http::api::etags;
use crate::inbound::http::api::fields::{self, Given, Reading};
use crate::inbound::http::api::idempotency::{Create, Key};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::assessments::AssessmentRecordView;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// A point as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PointToRecord)]
pub struct PointBody {
    /// Its number in the standard.
    #[schema(value_type = u16)]
    number: Given,
    /// `met`, `not_met`, `not_applicable`, `green`, `amber` or `red`.
    #[schema(value_type = String, example = "amber")]
    result: Given,
    /// Why.
    #[schema(value_type = Option<String>)]
    comment: Given,
}

impl PointBody {
    fn parse(&self, reading: &mut Reading) -> Option<Point> {
        let result = fields::choice(PointResult::ALL, PointResult::word);
        let number = reading.required("number", &self.number, number);
        let result = reading.required("result", &self.result, result);
        let comment = reading.optional("comment", &self.comment, fields::prose);
        Some(Point { number: number?, result: result?, comment, origin: None })
    }
}

fn number(text: &str) -> fields::Parsed<u16> {
    let count = fields::count(text)?;
    u16::try_from(count).map_err(|_too_large| {
        ("no standard has so many points".to_owned(), "Use its number as published".to_owned())
    })
}

/// Replaces the points of an assessment that nobody else changed since it was read.
#[utoipa::path(put, path = "/assessments/{id}/points", operation_id = "recordPoints",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = Vec<PointBody>, responses((status = 200, body = AssessmentRecordView)))]
pub async fn points(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, headers: HeaderMap,
    Body(body): Body<Vec<PointBody>>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let points = body.iter().enumerate().filter_map(|(place, point)| {
        reading.entry("points", place, |reading| point.parse(reading))
    });
    let points: Vec<Point> = points.collect();
    let points = reading.finish(Some(points))?;
    Ok(tagged(&app.record_points(&actor, id, revision, points).await?))
}

/// What the assessed say to a result, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResponseToRecord)]
pub struct ResponseBody {
    /// `accepted` or `challenged`.
    #[schema(value_type = String, example = "accepted")]
    answer: Given,
    /// The day they said it: for a challenge, within ten working days of the report.
    #[schema(value_type = chrono::NaiveDate)]
    on: Given,
    /// Why; required for a challenge.
    #[schema(value_type = Option<String>)]
    reason: Given,
}

/// Records what the assessed say to the result of an assessment that nobody else changed since it
/// was read.
#[utoipa::path(put, path = "/assessments/{id}/response", operation_id = "answerAssessment",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = ResponseBody, responses((status = 200, body = AssessmentRecordView)))]
pub async fn answer(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, headers: HeaderMap,
    Body(body): Body<ResponseBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let answer = fields::choice(Answer::ALL, Answer::word);
    let answer = reading.required("answer", &body.answer, answer);
    let on = reading.required("on", &body.on, fields::day);
    let reason = reading.optional("reason", &body.reason, fields::prose);
    let (answer, on) = reading.finish(answer.zip(on))?;
    let said = Said { answer, on, reason };
    Ok(tagged(&app.answer_assessment(&actor, id, revision, said).await?))
}

/// Something to do, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssessmentActionToRecord)]
pub struct ActionBody {
    /// The number of the point.
    #[schema(value_type = u16)]
    point: Given,
    /// What to do.
    #[schema(value_type = String)]
    what: Given,
    /// By when: for an amber point, within three months of the assessment.
    #[schema(value_type = chrono::NaiveDate)]
    due: Given,
}

/// Adds something to do about a point.
#[utoipa::path(post, path = "/assessments/{id}/actions", operation_id = "addAssessmentAction",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment"), Key),
    request_body = ActionBody, responses((status = 201, body = AssessmentRecordView)))]
pub async fn act(
    Id(id): Id<AssessmentId>, Create { once, body }: Create<ActionBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let point = reading.required("point", &body.point, number);
    let what = reading.required("what", &body.what, fields::prose);
    let due = reading.required("due", &body.due, fields::day);
    let action = || {
        let (point, what, due) = (point?, what?, due?);
        Some(Action { id: AssessmentActionId::fresh(), point, what, due, done_on: None })
    };
    let action = reading.finish(action())?;
    once.create(move |app, actor| async move {
        let record = app.add_assessment_action(&actor, id, action).await?;
        Ok((address(&record), AssessmentRecordView::of(&record)))
    })
    .await
}

/// When something was done, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssessmentActionDone)]
pub struct DoneBody {
    /// The day.
    #[schema(value_type = chrono::NaiveDate)]
    done_on: Given,
}

/// Notes the day on which something was done.
#[utoipa::path(put, path = "/assessments/{id}/actions/{part}", operation_id = "finishAssessmentAction",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment"),
        ("part" = Uuid, Path, description = "The action")),
    request_body = DoneBody, responses((status = 200, body = AssessmentRecordView)))]
pub async fn finish(
    State(app): State<App>, actor: Actor, Path((id, part)): Path<(String, String)>,
    Body(body): Body<DoneBody>,
) -> Result<Response, Failure> {
    let known = |text: &str| text.parse().ok().ok_or(Failure::not_found("assessment"));
    let (id, part) = (AssessmentId(known(&id)?), AssessmentActionId(known(&part)?));
    let mut reading = Reading::default();
    let done_on = reading.required("done_on", &body.done_on, fields::day);
    let done_on = reading.finish(done_on)?;
    Ok(tagged(&app.finish_assessment_action(&actor, id, part, done_on).await?))
}
