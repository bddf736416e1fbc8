//! Improvement plans: list, propose, read, take further.

use super::etags;
use super::fields::{self, Given, Parsed, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId, PlanId};
use crate::domain::improvement::{Milestone, PlanRecord, Step, StepKind, Terms};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Known};
use crate::views::json::improvement::PlanView;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the improvement plans of a contract, latest first.
#[utoipa::path(get, path = "/contracts/{id}/improvement-plans",
    operation_id = "listImprovementPlans", tag = "Improvement plans",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<PlanView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<PlanView>>, Failure> {
    let (records, today) = (app.improvement_plans(&actor, id).await?, app.clock().today());
    Ok(Json(records.iter().map(|record| PlanView::of(record, today)).collect()))
}

/// A plan as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImprovementPlanToPropose)]
pub struct PlanBody {
    /// The KPI that was rated poorly; required to propose, and fixed from then on.
    #[schema(value_type = Option<uuid::Uuid>)]
    kpi: Given,
    /// First day of the period that was rated poorly; likewise.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    period_start: Given,
    /// What is to be different afterwards, in a line.
    #[schema(value_type = String, example = "Audits passed on every ward")]
    aim: Given,
    /// What led to the poor rating.
    #[schema(value_type = Option<String>)]
    cause: Given,
    /// Who answers for it.
    #[schema(value_type = String, example = "Hugh Penrose")]
    owner: Given,
    /// The day by which the aim is to be reached.
    #[schema(value_type = chrono::NaiveDate)]
    due: Given,
    /// What is to be reached on the way.
    #[serde(default)]
    milestones: Vec<MilestoneBody>,
}

/// A milestone as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MilestoneToPlan)]
pub struct MilestoneBody {
    /// What is to be reached.
    #[schema(value_type = String)]
    what: Given,
    /// By when.
    #[schema(value_type = chrono::NaiveDate)]
    due: Given,
}

impl PlanBody {
    fn terms(&self, reading: &mut Reading) -> Option<Terms> {
        let aim = reading.required("aim", &self.aim, fields::text);
        let cause = reading.optional("cause", &self.cause, fields::prose);
        let owner = reading.required("owner", &self.owner, fields::text);
        let due = reading.required("due", &self.due, fields::day);
        let entries = self.milestones.iter().enumerate().filter_map(|(place, milestone)| {
            reading.entry("milestones", place, |reading| milestone.parse(reading))
        });
        let milestones = entries.collect();
        Some(Terms { aim: aim?, cause, owner: owner?, due: due?, milestones })
    }
}

impl MilestoneBody {
    fn parse(&self, reading: &mut Reading) -> Option<Milestone> {
        let what = reading.required("what", &self.what, fields::text);
        let due = reading.required("due", &self.due, fields::day);
        Some(Milestone { what: what?, due: due?, reached: None })
    }
}

/// Proposes a plan to improve what was rated poorly.
#[utoipa::path(post, path = "/contracts/{id}/improvement-plans",
    operation_id = "proposeImprovementPlan", tag = "Improvement plans",
    params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = PlanBody, responses((status = 201, body = PlanView)))]
pub async fn propose(
    Id(id): Id<ContractId>, Create { once, body }: Create<PlanBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let kpi = reading.required("kpi", &body.kpi, fields::id(KpiId));
    let start = reading.required("period_start", &body.period_start, fields::day);
    let terms = body.terms(&mut reading);
    let (about, terms) = reading.finish(kpi.zip(start).zip(terms))?;
    once.create(move |app, actor| async move {
        let record = app.propose_plan(&actor, id, about, terms).await?;
        let address = format!("/api/v1/improvement-plans/{}", record.plan.id);
        Ok((address, PlanView::of(&record, app.clock().today())))
    })
    .await
}

/// Reads a plan and what became of it.
#[utoipa::path(get, path = "/improvement-plans/{id}", operation_id = "readImprovementPlan",
    tag = "Improvement plans", params(("id" = Uuid, Path, description = "The plan")),
    responses((status = 200, body = PlanView), (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<PlanId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let record = app.improvement_plan(&actor, id).await?;
    let unchanged = etags::unchanged(&headers, record.plan.revision);
    Ok(unchanged.unwrap_or_else(|| whole(&app, &record)))
}

fn whole(app: &App, record: &PlanRecord) -> Response {
    let view = PlanView::of(record, app.clock().today());
    (etags::tag(record.plan.revision), Json(view)).into_response()
}

/// Revises a plan that is not agreed and that nobody changed since it was read.
#[utoipa::path(put, path = "/improvement-plans/{id}", operation_id = "reviseImprovementPlan",
    tag = "Improvement plans", params(("id" = Uuid, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = PlanBody, responses((status = 200, body = PlanView)))]
pub async fn revise(
    State(app): State<App>, actor: Actor, Known(known): Known<PlanId>, Body(body): Body<PlanBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let terms = body.terms(&mut reading);
    let step = Step::Revise(reading.finish(terms)?);
    Ok(whole(&app, &app.step_plan(&actor, known, step, None).await?))
}

/// A step as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImprovementStepToTake)]
pub struct StepBody {
    /// `agree`, `return`, `reach`, `meet`, `miss` or `supersede`.
    #[schema(value_type = String, example = "agree")]
    step: Given,
    /// Why; required to return and to miss.
    #[schema(value_type = Option<String>)]
    note: Given,
    /// The milestone that was reached, counted from 0.
    #[schema(value_type = Option<u32>)]
    milestone: Given,
    /// The day it was reached; today when not said.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    on: Given,
    /// The plan that takes its place.
    #[schema(value_type = Option<uuid::Uuid>)]
    superseded_by: Given,
}

impl StepBody {
    fn parse(&self, today: NaiveDate) -> Result<(Step, Option<String>), Failure> {
        let mut reading = Reading::default();
        let kind = reading.required("step", &self.step, kind);
        let note = reading.optional("note", &self.note, fields::prose);
        self.strays(&mut reading, kind);
        let step = match kind {
            None => None,
            Some(StepKind::Revise) => {
                reading.refuse("step", &self.step, "a plan is revised as a whole", "Put the plan");
                None
            }
            Some(StepKind::Agree) => Some(Step::Agree),
            Some(StepKind::Return) => Some(Step::Return),
            Some(StepKind::Meet) => Some(Step::Meet),
            Some(StepKind::Miss) => Some(Step::Miss),
            Some(StepKind::Reach) => {
                let which = reading.required("milestone", &self.milestone, place);
                let on = reading.optional("on", &self.on, fields::day).unwrap_or(today);
                which.map(|milestone| Step::Reach { milestone, on })
            }
            Some(StepKind::Supersede) => {
                let by = fields::id(PlanId);
                let by = reading.required("superseded_by", &self.superseded_by, by);
                by.map(|by| Step::Supersede { by })
            }
        };
        reading.finish(step.map(|step| (step, note)))
    }

    /// Notes what does not belong to the step.
    fn strays(&self, reading: &mut Reading, kind: Option<StepKind>) {
        let reaches = kind.is_none_or(|kind| kind == StepKind::Reach);
        let replaces = kind.is_none_or(|kind| kind == StepKind::Supersede);
        let given = [
            ("milestone", &self.milestone, reaches),
            ("on", &self.on, reaches),
            ("superseded_by", &self.superseded_by, replaces),
        ];
        for (field, given, _) in
            given.into_iter().filter(|(_, given, fits)| !fits && !given.is_nothing())
        {
            reading.refuse(field, given, "this does not belong to this step", "Leave it out");
        }
    }
}

fn kind(text: &str) -> Parsed<StepKind> {
    fields::choice(StepKind::ALL, StepKind::word)(text)
}

fn place(text: &str) -> Parsed<u16> {
    let wrong = || ("there is no such milestone".to_owned(), "Count them from 0".to_owned());
    u16::try_from(fields::count(text)?).map_err(|_large| wrong())
}

/// Takes a plan that nobody changed since it was read a step further.
#[utoipa::path(post, path = "/improvement-plans/{id}/steps", operation_id = "stepImprovementPlan",
    tag = "Improvement plans", params(("id" = Uuid, Path, description = "The plan"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = StepBody, responses((status = 200, body = PlanView)))]
pub async fn step(
    State(app): State<App>, actor: Actor, Known(known): Known<PlanId>, Body(body): Body<StepBody>,
) -> Result<Response, Failure> {
    let (step, note) = body.parse(app.clock().today())?;
    Ok(whole(&app, &app.step_plan(&actor, known, step, note).await?))
}
