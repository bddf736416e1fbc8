//! Planning: series of meetings, meetings with a day and a deadline.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::app::meetings::planning::{PlanCommand, ScoredBy};
use crate::app::meetings::series::SeriesCommand;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, MeetingId, SeriesId};
use crate::domain::meetings::series::Rhythm;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::governance::{GovernanceView, GovernedView, SeriesView};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the series of a contract.
#[utoipa::path(get, path = "/contracts/{id}/series", operation_id = "listSeries", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<SeriesView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<SeriesView>>, Failure> {
    let series = app.series(&actor, id).await?;
    Ok(Json(series.iter().map(SeriesView::of).collect()))
}

/// A series as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeriesToAdd)]
pub struct SeriesBody {
    /// What it is called.
    #[schema(value_type = String, example = "Weekly delivery review")]
    title: Given,
    /// `weekly`, `monthly` or `quarterly`.
    #[schema(value_type = String, example = "weekly")]
    rhythm: Given,
    /// The day of the first meeting.
    #[schema(value_type = NaiveDate)]
    starts_on: Given,
    /// How many days after a meeting its scores are due.
    #[schema(value_type = u16, example = 2)]
    days_to_score: Given,
}

/// Adds a series and plans its next meeting; each further one is planned when it is the next.
#[utoipa::path(post, path = "/contracts/{id}/series", operation_id = "addSeries", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = SeriesBody, responses((status = 201, body = SeriesView)))]
pub async fn add(
    Id(id): Id<ContractId>, Create { once, body }: Create<SeriesBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let title = reading.required("title", &body.title, fields::text);
    let rhythm = fields::choice(Rhythm::ALL, Rhythm::word);
    let rhythm = reading.required("rhythm", &body.rhythm, rhythm);
    let starts_on = reading.required("starts_on", &body.starts_on, fields::day);
    let days = reading.required("days_to_score", &body.days_to_score, fields::count);
    let days_to_score = days.map(|days| u16::try_from(days).unwrap_or(u16::MAX));
    let command = title.zip(rhythm).zip(starts_on.zip(days_to_score));
    let command = command.map(|((title, rhythm), (starts_on, days_to_score))| SeriesCommand {
        title,
        rhythm,
        starts_on,
        days_to_score,
    });
    let command = reading.finish(command)?;
    once.create(move |app, actor| async move {
        let series = app.add_series(&actor, id, command).await?;
        Ok((format!("/api/v1/contracts/{id}/series"), SeriesView::of(&series)))
    })
    .await
}

/// Ends a series: what is planned stays, and nothing follows it.
#[utoipa::path(delete, path = "/series/{id}", operation_id = "endSeries", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The series")),
    responses((status = 204, description = "It is ended")))]
pub async fn end(
    State(app): State<App>, actor: Actor, Id(id): Id<SeriesId>,
) -> Result<StatusCode, Failure> {
    app.end_series(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A meeting to plan, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeetingToPlan)]
pub struct PlanBody {
    /// The day of the meeting.
    #[schema(value_type = NaiveDate)]
    on: Given,
    /// The first day on which it can be scored.
    #[schema(value_type = NaiveDate)]
    opens_on: Given,
    /// The last day on which it can be scored; scores are revealed when it is over.
    #[schema(value_type = NaiveDate)]
    last_day: Given,
    /// Key of a design to score it by on its own, such as `product-represented`: a health check,
    /// whose figures stay apart from the scorecard of the contract.
    #[schema(value_type = Option<String>, example = "product-represented")]
    #[serde(default)]
    design: Given,
}

impl PlanBody {
    fn parse(&self) -> Result<(PlanCommand, ScoredBy), Failure> {
        let mut reading = Reading::default();
        let plan = days(&mut reading, [&self.on, &self.opens_on, &self.last_day]);
        let design = reading.optional("design", &self.design, fields::text);
        let plan = reading.finish(plan)?;
        Ok((plan, design.map_or(ScoredBy::InUse, ScoredBy::Own)))
    }
}

/// When a meeting takes place and can be scored, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeetingToReplan)]
pub struct ReplanBody {
    /// The day of the meeting.
    #[schema(value_type = NaiveDate)]
    on: Given,
    /// The first day on which it can be scored.
    #[schema(value_type = NaiveDate)]
    opens_on: Given,
    /// The last day on which it can be scored; scores are revealed when it is over.
    #[schema(value_type = NaiveDate)]
    last_day: Given,
}

fn days(reading: &mut Reading, [on, opens_on, last_day]: [&Given; 3]) -> Option<PlanCommand> {
    let on = reading.required("on", on, fields::day);
    let opens_on = reading.required("opens_on", opens_on, fields::day);
    let last_day = reading.required("last_day", last_day, fields::day);
    let days = on.zip(opens_on).zip(last_day);
    days.map(|((on, opens_on), last_day)| PlanCommand { on, opens_on, last_day })
}

/// Plans a meeting that both sides score without seeing each other's scores.
#[utoipa::path(post, path = "/contracts/{id}/planned-meetings", operation_id = "planMeeting",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = PlanBody, responses((status = 201, body = GovernanceView)))]
pub async fn plan(
    Id(id): Id<ContractId>, Create { once, body }: Create<PlanBody>,
) -> Result<Response, Failure> {
    let (plan, by) = body.parse()?;
    once.create(move |app, actor| async move {
        let governed = app.plan_meeting(&actor, id, plan, by).await?;
        let address = format!("/api/v1/meetings/{}/governance", governed.meeting.id);
        Ok((address, GovernanceView::of(&governed)))
    })
    .await
}

/// Gives a meeting another day or deadline, until its scores are revealed.
#[utoipa::path(put, path = "/meetings/{id}/plan", operation_id = "replanMeeting", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting"),
        ("If-Match" = String, Header, description = "The `ETag` of the meeting as you read it")),
    request_body = ReplanBody, responses((status = 200, body = GovernanceView)))]
pub async fn replan(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, headers: HeaderMap,
    Body(body): Body<ReplanBody>,
) -> Result<Response, Failure> {
    let seen = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let plan = days(&mut reading, [&body.on, &body.opens_on, &body.last_day]);
    let governed = app.replan_meeting(&actor, id, seen, reading.finish(plan)?).await?;
    let view = GovernanceView::of(&governed);
    Ok((etags::tag(governed.changes), Json(view)).into_response())
}

/// Reads a governed meeting: where it stands, and once revealed everything both sides read.
#[utoipa::path(get, path = "/meetings/{id}/governance", operation_id = "readGovernance",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = GovernedView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Response, Failure> {
    let record = app.governed(&actor, id).await?;
    Ok((etags::tag(record.governed.changes), Json(GovernedView::of(&record))).into_response())
}
