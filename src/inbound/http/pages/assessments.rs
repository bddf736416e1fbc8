//! Assessments against service standards: the list, one of them, and what is recorded on forms.

mod forms;

mod parts;

pub(super) use forms::{change, change_form, new, new_form, reassess, reassess_form};
pub(super) use parts::{
    act, act_form, done, done_form, points, points_form, respond, respond_form,
};

use super::imports::behind;
use super::{Shown, asked, show};
use crate::app::App;
use crate::domain::access::{Action, Actor, Forbidden};
use crate::domain::assessments::{Assessment, AssessmentFilter, Overall, Stage, Standard};
use crate::domain::contracts::Contract;
use crate::domain::ids::{AssessmentId, ContractId, OrganisationId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::assessments::{AssessmentPage, AssessmentsPage, List, Search};
use crate::views::pages::parts::May;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    text: String,
    department: String,
    stage: String,
    result: String,
    standard: String,
    page: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Query(query): Query<ListQuery>,
) -> Shown {
    let departments = app.assessed_departments(&actor).await?;
    let may = allowed(actor.may(Action::RecordAssessments));
    listed(&app, &actor, query, (List::All(&departments), may)).await
}

pub(super) async fn of_contract(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ListQuery>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let may = asked::may(&actor, Action::RecordAssessments, &contract);
    listed(&app, &actor, query, (List::Of(&contract), may)).await
}

async fn listed(app: &App, actor: &Actor, query: ListQuery, (list, may): (List<'_>, May)) -> Shown {
    let number = asked::number(&query.page)?;
    let contract = match list {
        List::All(_) => None,
        List::Of(contract) => Some(contract.id),
    };
    let filter = AssessmentFilter { contract, ..filter(&query)? };
    let slice = asked::slice(number, AssessmentsPage::SIZE);
    let lines = app.assessments(actor, &filter, slice).await?;
    if lines.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    let ListQuery { text, department, stage, result, standard, .. } = query;
    let search = Search { text, department, stage, result, standard };
    show(&AssessmentsPage::of(&list, &search, &lines, number, may))
}

fn filter(query: &ListQuery) -> Result<AssessmentFilter, Failure> {
    let text = query.text.trim();
    Ok(AssessmentFilter {
        text: (!text.is_empty()).then(|| text.to_owned()),
        department: asked::known(&query.department, "department", |text| {
            text.parse().ok().map(OrganisationId)
        })?,
        contract: None,
        stage: asked::known(&query.stage, "stage", Stage::parse)?,
        result: asked::known(&query.result, "result", Overall::parse)?,
        standard: asked::known(&query.standard, "standard", Standard::parse)?,
    })
}

fn allowed(may: Result<(), Forbidden>) -> May {
    if may.is_ok() { May::Act } else { May::Read }
}

pub(super) async fn read(State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>) -> Shown {
    let record = app.assessment(&actor, id).await?;
    let contract = contract_of(&app, &actor, &record.assessment).await?;
    let points = record.points.iter().filter_map(|point| point.origin);
    let origins = record.assessment.origin.into_iter().chain(points);
    let imports = behind(&app, &actor, origins).await?;
    let department = record.assessment.department.as_ref().map(|own| own.id);
    let may = allowed(actor.may_for(Action::RecordAssessments, department));
    let today = app.clock().today();
    show(&AssessmentPage::of(&record, contract.as_ref(), &imports, today, may))
}

async fn contract_of(
    app: &App, actor: &Actor, assessment: &Assessment,
) -> Result<Option<Contract>, Failure> {
    match assessment.contract {
        Some(id) => Ok(Some(app.contract(actor, id).await?)),
        None => Ok(None),
    }
}

fn to(id: AssessmentId) -> Response {
    Redirect::to(&format!("/assessments/{id}")).into_response()
}

/// Refuses those who may not record what belongs to the assessment's department.
fn may_record(actor: &Actor, assessment: &Assessment) -> Result<(), Failure> {
    let department = assessment.department.as_ref().map(|own| own.id);
    let may = actor.may_for(Action::RecordAssessments, department);
    may.map_err(|forbidden| Failure::from(crate::app::Error::from(forbidden)))
}
