//! Improvement plans and what became of them.

use super::actions::AuthorView;
use crate::domain::improvement::{HistoryStep, Milestone, PlanRecord};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A plan to improve what was rated poorly.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ImprovementPlan)]
pub struct PlanView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// The KPI that was rated poorly.
    kpi: Uuid,
    /// Its title.
    kpi_title: String,
    /// First day of the period that was rated.
    period_start: NaiveDate,
    /// The word it was rated by when the plan was proposed.
    rating: String,
    /// What is to be different afterwards.
    aim: String,
    /// What led to the poor rating.
    cause: Option<String>,
    /// Who answers for it.
    owner: String,
    /// The day by which the aim is to be reached.
    due: NaiveDate,
    /// `proposed`, `returned`, `agreed`, `met`, `not_met` or `superseded`.
    state: &'static str,
    /// The plan that took its place.
    superseded_by: Option<Uuid>,
    /// The next day something of it is due, once it is agreed.
    next_due: Option<NaiveDate>,
    /// Whether that day is over.
    overdue: bool,
    /// What is to be reached on the way.
    milestones: Vec<MilestoneView>,
    /// What became of it, earliest first.
    steps: Vec<PlanStepView>,
}

impl PlanView {
    /// A plan as it stands on `day`.
    #[must_use]
    pub fn of(record: &PlanRecord, day: NaiveDate) -> Self {
        let PlanRecord { plan, kpi, steps } = record;
        let (about, terms) = (&plan.about, &plan.terms);
        Self {
            id: plan.id.0,
            contract: plan.contract.0,
            revision: plan.revision,
            kpi: about.kpi.0,
            kpi_title: kpi.clone(),
            period_start: about.period_start,
            rating: about.rating.clone(),
            aim: terms.aim.clone(),
            cause: terms.cause.clone(),
            owner: terms.owner.clone(),
            due: terms.due,
            state: plan.state.word(),
            superseded_by: plan.superseded_by.map(|by| by.0),
            next_due: plan.next_due(),
            overdue: plan.is_overdue_on(day),
            milestones: terms.milestones.iter().map(MilestoneView::of).collect(),
            steps: steps.iter().map(PlanStepView::of).collect(),
        }
    }
}

/// Something to be reached on the way.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Milestone)]
pub struct MilestoneView {
    /// What.
    what: String,
    /// By when.
    due: NaiveDate,
    /// The day it was reached; `null` until it is.
    reached_on: Option<NaiveDate>,
}

impl MilestoneView {
    fn of(milestone: &Milestone) -> Self {
        let Milestone { what, due, reached } = milestone;
        Self { what: what.clone(), due: *due, reached_on: *reached }
    }
}

/// A state a plan came to, or a milestone it reached.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ImprovementStep)]
pub struct PlanStepView {
    /// The state it was in then.
    state: &'static str,
    /// The milestone that was reached, counted from 0.
    milestone: Option<u16>,
    /// Why, in their words.
    note: Option<String>,
    /// Who.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
}

impl PlanStepView {
    fn of(step: &HistoryStep) -> Self {
        Self {
            state: step.state.word(),
            milestone: step.milestone,
            note: step.note.clone(),
            by: AuthorView::of(&step.by),
            at: step.at,
        }
    }
}
