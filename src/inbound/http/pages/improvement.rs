//! Improvement plans: one of them, and the forms to propose, revise and take it further.

use super::asked::{self, Within};
use super::performance::corrected;
use super::{Shown, again, show};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, KpiId, PlanId};
use crate::domain::improvement::{Milestone, Plan, PlanRecord, Step, StepKind, Terms};
use crate::domain::kpis::Kpi;
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::form::FormPage;
use crate::views::pages::improvement::{
    self as pages, MILESTONES, MilestoneDraft, PlanDraft, PlanPage, StepDraft,
};
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;

/// A plan with its contract, when it belongs to that.
async fn found(
    app: &App, actor: &Actor, contract: ContractId, part: uuid::Uuid,
) -> Result<(Contract, PlanRecord), Failure> {
    let contract = app.contract(actor, contract).await?;
    let record = app.improvement_plan(actor, PlanId(part)).await?;
    if record.plan.contract != contract.id {
        return Err(Failure::not_found("improvement plan"));
    }
    Ok((contract, record))
}

pub(super) async fn read(State(app): State<App>, actor: Actor, Within(id, part): Within) -> Shown {
    let (contract, record) = found(&app, &actor, id, part).await?;
    let both = [Action::ProposeImprovement, Action::AgreeImprovement];
    let allowed: Vec<Action> =
        both.into_iter().filter(|action| actor.may_on(*action, &contract).is_ok()).collect();
    show(&PlanPage::of(&contract, &record, app.clock().today(), &allowed))
}

/// The rating a plan is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    kpi: String,
    period_start: String,
}

impl About {
    /// The KPI and the first day of the period. What is not there does not exist.
    async fn found(
        &self, app: &App, actor: &Actor, contract: ContractId,
    ) -> Result<(Kpi, NaiveDate), Failure> {
        let missing = || Failure::not_found("KPI");
        let id = self.kpi.parse().ok().map(KpiId).ok_or_else(missing)?;
        let start = self.period_start.parse().ok().ok_or_else(missing)?;
        let kpi = app.kpi(actor, id).await?.kpi;
        if kpi.contract == contract { Ok((kpi, start)) } else { Err(missing()) }
    }
}

pub(super) async fn propose_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(about): Query<About>,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::ProposeImprovement, id).await?;
    let (kpi, start) = about.found(&app, &actor, id).await?;
    let draft = PlanDraft { owner: actor.name().to_owned(), ..PlanDraft::default() };
    show(&pages::propose(&contract, (&kpi, start), None, &draft))
}

/// What is entered of a plan, or with a step of it.
type Given = HashMap<String, String>;

fn entered(given: &Given, name: &str) -> String {
    given.get(name).cloned().unwrap_or_default()
}

fn draft(given: &Given) -> PlanDraft {
    let milestone = |(what, due): &(&str, &str)| MilestoneDraft {
        what: entered(given, what),
        due: entered(given, due),
    };
    let mut milestones: Vec<MilestoneDraft> = MILESTONES.iter().map(milestone).collect();
    let blank = |it: &MilestoneDraft| it.what.trim().is_empty() && it.due.trim().is_empty();
    let used = milestones.iter().rposition(|it| !blank(it)).map_or(0, |last| last + 1);
    milestones.truncate(used);
    PlanDraft {
        aim: entered(given, "aim"),
        cause: entered(given, "cause"),
        owner: entered(given, "owner"),
        due: entered(given, "due"),
        milestones,
    }
}

fn terms(draft: &PlanDraft) -> Result<Terms, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut day = |field: String, text: &str| {
        let found = crate::domain::dates::parse_date(text);
        let read =
            found.map_err(|why| Problem::field(field, text, "it is no date", why.to_string()));
        read.unwrap_or_else(|problem| {
            problems.push(problem);
            NaiveDate::MIN
        })
    };
    let due = day("due".to_owned(), &draft.due);
    let milestones = MILESTONES.iter().zip(&draft.milestones).map(|((_, field), milestone)| {
        let due = day((*field).to_owned(), &milestone.due);
        Milestone { what: texts::one_line(&milestone.what), due, reached: None }
    });
    let milestones = milestones.collect();
    let terms = Terms {
        aim: texts::one_line(&draft.aim),
        cause: asked::text(&draft.cause),
        owner: texts::one_line(&draft.owner),
        due,
        milestones,
    };
    if problems.is_empty() { Ok(terms) } else { Err(problems) }
}

pub(super) async fn propose(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::ProposeImprovement, id).await?;
    let about =
        About { kpi: entered(&given, "kpi"), period_start: entered(&given, "period_start") };
    let (kpi, start) = about.found(&app, &actor, id).await?;
    let draft = draft(&given);
    let page = || pages::propose(&contract, (&kpi, start), None, &draft);
    let terms = match terms(&draft) {
        Ok(terms) => terms,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.propose_plan(&actor, id, (kpi.id, start), terms).await {
        Ok(record) => Ok(to(&record.plan)),
        Err(error) => corrected(error, page),
    }
}

fn to(plan: &Plan) -> Response {
    Redirect::to(&links::improvement_plan(plan.contract, plan.id)).into_response()
}

/// A plan that may be taken a step further, and everything its form needs.
struct Open {
    contract: Contract,
    record: PlanRecord,
    kind: StepKind,
    plans: Vec<PlanRecord>,
    kpi: Kpi,
}

type Words = Path<HashMap<String, String>>;

async fn open(
    app: &App, actor: &Actor, (id, part): (ContractId, uuid::Uuid), path: &HashMap<String, String>,
) -> Result<Open, Failure> {
    let word = path.get("step").map(String::as_str).unwrap_or_default();
    let kind = StepKind::ALL.iter().copied().find(|kind| kind.word() == word);
    let kind = kind.ok_or(Failure::not_found("page"))?;
    let (contract, record) = found(app, actor, id, part).await?;
    actor.may_on(kind.action(), &contract).map_err(Error::from)?;
    let plans = app.improvement_plans(actor, id).await?;
    let kpi = app.kpi(actor, record.plan.about.kpi).await?.kpi;
    Ok(Open { contract, record, kind, plans, kpi })
}

impl Open {
    fn page(&self, plan: &PlanDraft, step: &StepDraft) -> FormPage {
        let (own, kpi) = (&self.record.plan, &self.kpi);
        let about = (kpi, own.about.period_start);
        match self.kind {
            StepKind::Revise => pages::propose(&self.contract, about, Some(own), plan),
            kind => pages::step(&self.contract, own, kind, (&self.plans, step)),
        }
    }
}

pub(super) async fn take_form(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Path(path): Words,
) -> Shown {
    let open = open(&app, &actor, (id, part), &path).await?;
    let on = app.clock().today().format("%-d/%-m/%Y").to_string();
    let step = StepDraft { on, ..StepDraft::default() };
    show(&open.page(&PlanDraft::of(&open.record.plan), &step))
}

pub(super) async fn take(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Path(path): Words,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let open = open(&app, &actor, (id, part), &path).await?;
    let (plan, typed) = (draft(&given), step_draft(&given));
    let page = || open.page(&plan, &typed);
    let step = match step(open.kind, &plan, &typed, app.clock().today()) {
        Ok(step) => step,
        Err(problems) => return again(&page().with(&problems)),
    };
    let known = (open.record.plan.id, asked::revision(&entered(&given, "revision")));
    match app.step_plan(&actor, known, step, asked::text(&typed.note)).await {
        Ok(record) => Ok(to(&record.plan)),
        Err(error) => corrected(error, page),
    }
}

fn step_draft(given: &Given) -> StepDraft {
    StepDraft {
        note: entered(given, "note"),
        milestone: entered(given, "milestone"),
        on: entered(given, "on"),
        superseded_by: entered(given, "superseded_by"),
    }
}

fn step(
    kind: StepKind, plan: &PlanDraft, typed: &StepDraft, today: NaiveDate,
) -> Result<Step, Vec<Problem>> {
    Ok(match kind {
        StepKind::Revise => Step::Revise(terms(plan)?),
        StepKind::Agree => Step::Agree,
        StepKind::Return => Step::Return,
        StepKind::Meet => Step::Meet,
        StepKind::Miss => Step::Miss,
        StepKind::Reach => {
            let on = asked::day("on", &typed.on).map_err(|problem| vec![problem])?;
            let milestone = typed.milestone.parse().unwrap_or(u16::MAX);
            Step::Reach { milestone, on: on.unwrap_or(today) }
        }
        StepKind::Supersede => {
            let remedy = "Choose the plan that takes its place";
            let wrong = || Problem::field("superseded_by", "", "no plan is chosen", remedy);
            let by = typed.superseded_by.parse().ok().map(PlanId);
            Step::Supersede { by: by.ok_or_else(|| vec![wrong()])? }
        }
    })
}
