//! Governance meetings: list, read, record scores.

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::paging::{self, Part};
use crate::app::App;
use crate::app::meetings::ScoreCommand;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::meetings::{Meeting, Side};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::json::lists::PageView;
use crate::views::json::meetings::{MeetingRecordView, MeetingView};
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the meetings of a contract, latest first.
#[utoipa::path(get, path = "/contracts/{id}/meetings", operation_id = "listMeetings",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The contract"), Part),
    responses((status = 200, body = PageView<MeetingView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, OriginalUri(uri): OriginalUri,
    part: Part,
) -> Result<Response, Failure> {
    let page = app.meetings(&actor, id, part.slice()?).await?;
    Ok(paging::answer(&uri, page, |meeting: Meeting| MeetingView::of(&meeting)))
}

/// Reads a meeting with its scores and figures.
#[utoipa::path(get, path = "/meetings/{id}", operation_id = "readMeeting", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = MeetingRecordView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Json<MeetingRecordView>, Failure> {
    Ok(Json(MeetingRecordView::of(&app.meeting(&actor, id).await?)))
}

/// Scores of one day, as they are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScoresToRecord)]
pub struct ScoresBody {
    /// Day of the meeting; there is one meeting a day.
    #[schema(value_type = NaiveDate)]
    on: Given,
    /// The scores; those not named stay as they are.
    #[serde(default)]
    #[schema(required = true, min_items = 1)]
    scores: Vec<ScoreBody>,
}

/// A score, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScoreToRecord)]
pub struct ScoreBody {
    /// `client`, `supplier` or `agreed`.
    #[schema(value_type = String, example = "client")]
    side: Given,
    /// Key or title of the criterion.
    #[schema(value_type = String)]
    criterion: Given,
    /// A number or level of the criterion's scale, or `not_scored`, `not_applicable`,
    /// `not_due`, `disputed` or `agreed_to_differ`.
    #[schema(value_type = String, example = "4")]
    value: Given,
    /// Why, in their words.
    #[schema(value_type = Option<String>)]
    comment: Given,
}

impl ScoresBody {
    fn parse(&self) -> Result<(NaiveDate, Vec<ScoreCommand>), Failure> {
        let mut reading = Reading::default();
        let on = reading.required("on", &self.on, fields::day);
        if self.scores.is_empty() {
            reading.refuse("scores", &Given::default(), "there are no scores", "Send at least one");
        }
        let entries = self.scores.iter().enumerate();
        let scores = entries.filter_map(|(place, score)| {
            reading.entry("scores", place, |reading| score.parse(reading))
        });
        let scores: Vec<ScoreCommand> = scores.collect();
        reading.finish(on.map(|on| (on, scores)))
    }
}

impl ScoreBody {
    fn parse(&self, reading: &mut Reading) -> Option<ScoreCommand> {
        let side = fields::choice(Side::ALL, Side::word);
        let side = reading.required("side", &self.side, side);
        let criterion = reading.required("criterion", &self.criterion, fields::text);
        let value = reading.required("value", &self.value, fields::text);
        let comment = reading.optional("comment", &self.comment, fields::prose);
        Some(ScoreCommand { side: side?, criterion: criterion?, value: value?, comment })
    }
}

/// Records scores for the meeting of a day; the meeting is created when there is none.
#[utoipa::path(post, path = "/contracts/{id}/meetings", operation_id = "recordScores",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = ScoresBody, responses((status = 201, body = MeetingRecordView)))]
pub async fn record(
    Id(id): Id<ContractId>, Create { once, body }: Create<ScoresBody>,
) -> Result<Response, Failure> {
    let (on, scores) = body.parse()?;
    once.create(move |app, actor| async move {
        let record = app.record_scores(&actor, id, on, scores).await?;
        let address = format!("/api/v1/meetings/{}", record.meeting.id);
        Ok((address, MeetingRecordView::of(&record)))
    })
    .await
}
