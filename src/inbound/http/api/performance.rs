//! KPIs in law: standing under the Procurement Act, assessments, breaches and failures.

use super::etags;
use super::fields::{self, Given, Parsed, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::app::performance::AssessCommand;
use crate::domain::access::Actor;
use crate::domain::exact::Money;
use crate::domain::ids::{ContractId, KpiAssessmentId, KpiId};
use crate::domain::kpis::ratings::Rating;
use crate::domain::performance::{Assessment, Occasion, Publication, Record, Regime, Terms};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Known};
use crate::views::json::performance::{AssessmentView, PerformanceView};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// Reads what the Procurement Act asks of a contract: standing, what is due, assessments, failures.
#[utoipa::path(get, path = "/contracts/{id}/performance", operation_id = "readPerformance",
    tag = "Performance", params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = PerformanceView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Response, Failure> {
    Ok(told(&app, &app.performance(&actor, id).await?))
}

fn told(app: &App, record: &Record) -> Response {
    let view = PerformanceView::of(record, app.clock().today());
    (etags::tag(record.standing.revision), Json(view)).into_response()
}

/// What a contract is under the Act, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StandingToRecord)]
pub struct StandingBody {
    /// `act`, `by_choice`, `not_appropriate`, `framework`, `private_utility`, `concession`,
    /// `light_touch` or `earlier_law`.
    #[schema(value_type = Option<String>, example = "act")]
    regime: Given,
    /// Why; required with `not_appropriate`.
    #[schema(value_type = Option<String>)]
    reason: Given,
    /// The estimated value in pounds, VAT included, where it is not the value of the contract.
    #[schema(value_type = Option<String>, example = "7500000")]
    estimate_gbp: Given,
    /// Up to three KPIs of the contract, the most material one first.
    #[serde(default)]
    #[schema(value_type = Vec<uuid::Uuid>)]
    material: Vec<Given>,
    /// The day the KPIs were published.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    published_on: Given,
    /// Reference of the notice they were published in.
    #[schema(value_type = Option<String>)]
    notice: Given,
    /// The day the contract was terminated, when that was before its end.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    terminated_on: Given,
}

impl StandingBody {
    fn parse(&self) -> Result<Terms, Failure> {
        let mut reading = Reading::default();
        let money = fields::exact(Money::new, "pounds with at most two decimals");
        let regime = fields::choice(Regime::ALL, Regime::word);
        let kpi = |(place, given): (usize, &Given), reading: &mut Reading| {
            reading.required(&format!("material[{place}]"), given, fields::id(KpiId))
        };
        let entries = self.material.iter().enumerate();
        let material = entries.filter_map(|entry| kpi(entry, &mut reading)).collect();
        let terms = Terms {
            regime: reading.optional("regime", &self.regime, regime),
            reason: reading.optional("reason", &self.reason, fields::prose),
            estimate: reading.optional("estimate_gbp", &self.estimate_gbp, money),
            material,
            published: publication(&mut reading, &self.published_on, &self.notice),
            terminated: reading.optional("terminated_on", &self.terminated_on, fields::day),
        };
        reading.finish(Some(terms))
    }
}

/// A notice whose day and reference are given, or neither.
fn publication(reading: &mut Reading, on: &Given, notice: &Given) -> Option<Publication> {
    if on.is_nothing() && notice.is_nothing() {
        return None;
    }
    let on = reading.required("published_on", on, fields::day);
    let notice = reading.required("notice", notice, fields::text);
    on.zip(notice).map(|(on, notice)| Publication { on, notice })
}

/// Says what a contract is under the Act, if nobody changed that since it was read.
#[utoipa::path(put, path = "/contracts/{id}/performance/standing", operation_id = "setStanding",
    tag = "Performance", params(("id" = Uuid, Path, description = "The contract"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = StandingBody, responses((status = 200, body = PerformanceView)))]
pub async fn set_standing(
    State(app): State<App>, actor: Actor, Known(known): Known<ContractId>,
    Body(body): Body<StandingBody>,
) -> Result<Response, Failure> {
    Ok(told(&app, &app.set_standing(&actor, known, body.parse()?).await?))
}

/// An assessment as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KpiAssessmentToRecord)]
pub struct AssessmentBody {
    /// `yearly` or `termination`.
    #[schema(value_type = String, example = "yearly")]
    occasion: Given,
    /// First day that was looked at.
    #[schema(value_type = chrono::NaiveDate)]
    from: Given,
    /// Last day that was looked at.
    #[schema(value_type = chrono::NaiveDate)]
    to: Given,
    /// The day it was assessed.
    #[schema(value_type = chrono::NaiveDate)]
    assessed_on: Given,
    /// A rating for each KPI that is marked as most material.
    #[serde(default)]
    ratings: Vec<RatedBody>,
}

/// The rating of one KPI as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RatingToRecord)]
pub struct RatedBody {
    /// The KPI.
    #[schema(value_type = uuid::Uuid)]
    kpi: Given,
    /// `good`, `approaching_target`, `requires_improvement`, `inadequate` or `other`.
    #[schema(value_type = String, example = "good")]
    rating: Given,
    /// Why; required with `other`.
    #[schema(value_type = Option<String>)]
    reason: Given,
}

impl RatedBody {
    fn parse(&self, reading: &mut Reading) -> Option<(KpiId, Rating, Option<String>)> {
        let kpi = reading.required("kpi", &self.kpi, fields::id(KpiId));
        let rating = reading.required("rating", &self.rating, rating);
        let reason = reading.optional("reason", &self.reason, fields::prose);
        Some((kpi?, rating?, reason))
    }
}

fn rating(text: &str) -> Parsed<Rating> {
    fields::choice(Rating::ALL, Rating::word)(text)
}

impl AssessmentBody {
    fn parse(&self) -> Result<AssessCommand, Failure> {
        let mut reading = Reading::default();
        let occasion = fields::choice(Occasion::ALL, Occasion::word);
        let occasion = reading.required("occasion", &self.occasion, occasion);
        let from = reading.required("from", &self.from, fields::day);
        let to = reading.required("to", &self.to, fields::day);
        let on = reading.required("assessed_on", &self.assessed_on, fields::day);
        let entries = self.ratings.iter().enumerate().filter_map(|(place, rated)| {
            reading.entry("ratings", place, |reading| rated.parse(reading))
        });
        let ratings = entries.collect();
        let whole = occasion.zip(from.zip(to)).zip(on);
        let command = whole.map(|((occasion, (from, to)), on)| AssessCommand {
            occasion,
            from,
            to,
            on,
            ratings,
        });
        reading.finish(command)
    }
}

/// Records an assessment of a supplier against the most material KPIs.
#[utoipa::path(post, path = "/contracts/{id}/kpi-assessments", operation_id = "assessKpis",
    tag = "Performance", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = AssessmentBody, responses((status = 201, body = AssessmentView)))]
pub async fn assess(
    Id(id): Id<ContractId>, Create { once, body }: Create<AssessmentBody>,
) -> Result<Response, Failure> {
    let command = body.parse()?;
    once.create(move |app, actor| async move {
        let assessment = app.assess(&actor, id, command).await?;
        let address = format!("/api/v1/kpi-assessments/{}", assessment.id);
        Ok((address, AssessmentView::of(&assessment)))
    })
    .await
}

/// Reads an assessment.
#[utoipa::path(get, path = "/kpi-assessments/{id}", operation_id = "readKpiAssessment",
    tag = "Performance", params(("id" = Uuid, Path, description = "The assessment")),
    responses((status = 200, body = AssessmentView), (status = 304, description = "Not changed")))]
pub async fn read_assessment(
    State(app): State<App>, actor: Actor, Id(id): Id<KpiAssessmentId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(since(&headers, &app.kpi_assessment(&actor, id).await?))
}

/// All of it, unless it is what is known already.
fn since(headers: &HeaderMap, assessment: &Assessment) -> Response {
    etags::unchanged(headers, assessment.revision).unwrap_or_else(|| whole(assessment))
}

fn whole(assessment: &Assessment) -> Response {
    (etags::tag(assessment.revision), Json(AssessmentView::of(assessment))).into_response()
}

/// Corrects an assessment that is not published and that nobody changed since it was read.
#[utoipa::path(put, path = "/kpi-assessments/{id}", operation_id = "correctKpiAssessment",
    tag = "Performance", params(("id" = Uuid, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = AssessmentBody, responses((status = 200, body = AssessmentView)))]
pub async fn correct_assessment(
    State(app): State<App>, actor: Actor, Known(known): Known<KpiAssessmentId>,
    Body(body): Body<AssessmentBody>,
) -> Result<Response, Failure> {
    Ok(whole(&app.correct_assessment(&actor, known, body.parse()?).await?))
}

/// A publication as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublicationToRecord)]
pub struct PublicationBody {
    /// The day it was published.
    #[schema(value_type = chrono::NaiveDate)]
    published_on: Given,
    /// Reference of the notice.
    #[schema(value_type = String, example = "2026/S 000-012345")]
    notice: Given,
}

impl PublicationBody {
    /// What was published where.
    ///
    /// # Errors
    /// With everything wrong with it.
    pub(super) fn parse(&self) -> Result<Publication, Failure> {
        let mut reading = Reading::default();
        let on = reading.required("published_on", &self.published_on, fields::day);
        let notice = reading.required("notice", &self.notice, fields::text);
        reading.finish(on.zip(notice).map(|(on, notice)| Publication { on, notice }))
    }
}

/// Records where an assessment was published; it stays as it is from then on.
#[utoipa::path(put, path = "/kpi-assessments/{id}/publication",
    operation_id = "publishKpiAssessment", tag = "Performance",
    params(("id" = Uuid, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = PublicationBody, responses((status = 200, body = AssessmentView)))]
pub async fn publish_assessment(
    State(app): State<App>, actor: Actor, Known(known): Known<KpiAssessmentId>,
    Body(body): Body<PublicationBody>,
) -> Result<Response, Failure> {
    Ok(whole(&app.publish_assessment(&actor, known, body.parse()?).await?))
}
