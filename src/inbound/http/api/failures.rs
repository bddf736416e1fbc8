//! Breaches and failures to improve: record, read, correct, publish.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::performance::PublicationBody;
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, FailureId, PlanId};
use crate::domain::performance::{Failed, Failure as Found, Ground};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Known};
use crate::views::json::performance::FailureView;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// A breach or failure to improve as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FailureToRecord)]
pub struct FailureBody {
    /// `termination`, `partial_termination`, `damages`, `settlement` or `no_improvement`.
    #[schema(value_type = String, example = "no_improvement")]
    ground: Given,
    /// The day of the breach, or the day performance was found not to be satisfactory.
    #[schema(value_type = chrono::NaiveDate)]
    happened_on: Given,
    /// The day the opportunity to improve was given; with `no_improvement` only.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    opportunity_on: Given,
    /// The day of what the breach led to, or the day the supplier was considered to have failed
    /// to improve. The 30 days begin with it.
    #[schema(value_type = chrono::NaiveDate)]
    applies_since: Given,
    /// What happened and what followed.
    #[schema(value_type = String)]
    circumstances: Given,
    /// The improvement plan that was the opportunity and was not met.
    #[schema(value_type = Option<uuid::Uuid>)]
    plan: Given,
}

impl FailureBody {
    fn parse(&self) -> Result<Failed, Failure> {
        let mut reading = Reading::default();
        let ground = fields::choice(Ground::ALL, Ground::word);
        let ground = reading.required("ground", &self.ground, ground);
        let happened = reading.required("happened_on", &self.happened_on, fields::day);
        let opportunity = reading.optional("opportunity_on", &self.opportunity_on, fields::day);
        let since = reading.required("applies_since", &self.applies_since, fields::day);
        let words = reading.required("circumstances", &self.circumstances, fields::prose);
        let plan = reading.optional("plan", &self.plan, fields::id(PlanId));
        let whole = ground.zip(happened.zip(since)).zip(words);
        let failed = whole.map(|((ground, (happened, since)), circumstances)| Failed {
            ground,
            happened,
            opportunity,
            since,
            circumstances,
            plan,
        });
        reading.finish(failed)
    }
}

/// Records a breach or a failure to improve, which is to be published within 30 days.
#[utoipa::path(post, path = "/contracts/{id}/failures", operation_id = "recordFailure",
    tag = "Performance", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = FailureBody, responses((status = 201, body = FailureView)))]
pub async fn record(
    Id(id): Id<ContractId>, Create { once, body }: Create<FailureBody>,
) -> Result<Response, Failure> {
    let failed = body.parse()?;
    once.create(move |app, actor| async move {
        let found = app.record_failure(&actor, id, failed).await?;
        Ok((format!("/api/v1/failures/{}", found.id), FailureView::of(&found)))
    })
    .await
}

/// Reads a breach or failure to improve.
#[utoipa::path(get, path = "/failures/{id}", operation_id = "readFailure", tag = "Performance",
    params(("id" = Uuid, Path, description = "The breach or failure")),
    responses((status = 200, body = FailureView), (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<FailureId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(since(&headers, &app.failure(&actor, id).await?))
}

/// All of it, unless it is what is known already.
fn since(headers: &HeaderMap, found: &Found) -> Response {
    etags::unchanged(headers, found.revision).unwrap_or_else(|| whole(found))
}

fn whole(found: &Found) -> Response {
    (etags::tag(found.revision), Json(FailureView::of(found))).into_response()
}

/// Corrects one that is not published and that nobody changed since it was read.
#[utoipa::path(put, path = "/failures/{id}", operation_id = "correctFailure", tag = "Performance",
    params(("id" = Uuid, Path, description = "The breach or failure"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = FailureBody, responses((status = 200, body = FailureView)))]
pub async fn correct(
    State(app): State<App>, actor: Actor, Known(known): Known<FailureId>,
    Body(body): Body<FailureBody>,
) -> Result<Response, Failure> {
    Ok(whole(&app.correct_failure(&actor, known, body.parse()?).await?))
}

/// Records where one was published; it stays as it is from then on.
#[utoipa::path(put, path = "/failures/{id}/publication", operation_id = "publishFailure",
    tag = "Performance", params(("id" = Uuid, Path, description = "The breach or failure"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = PublicationBody, responses((status = 200, body = FailureView)))]
pub async fn publish(
    State(app): State<App>, actor: Actor, Known(known): Known<FailureId>,
    Body(body): Body<PublicationBody>,
) -> Result<Response, Failure> {
    Ok(whole(&app.publish_failure(&actor, known, body.parse()?).await?))
}
