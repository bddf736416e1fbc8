//! Forms for the points of an assessment, what is to be done, and what was said to the result.

use super::{may_record, to};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::assessments::{
    Action, Answer, AssessmentRecord, Point, PointResult, Response as Said,
};
use crate::domain::dates::parse_date;
use crate::domain::ids::{AssessmentActionId, AssessmentId};
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::Part;
use crate::inbound::http::pages::{Shown, again, again_if, show};
use crate::views::pages::assessments::{self as views, POINT_FIELDS};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;

/// An assessment, for those who may record what belongs to it.
pub(super) async fn own(
    app: &App, actor: &Actor, id: AssessmentId,
) -> Result<AssessmentRecord, Failure> {
    let record = app.assessment(actor, id).await?;
    may_record(actor, &record.assessment)?;
    Ok(record)
}

fn day(field: &'static str, text: &str) -> Result<NaiveDate, Problem> {
    parse_date(text).map_err(|problem| {
        let message = "this is not a date that can be read";
        Problem::field(field, text, message, problem.to_string())
    })
}

pub(in crate::inbound::http::pages) async fn points_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
) -> Shown {
    let record = own(&app, &actor, id).await?;
    show(&views::points(&record, &record.points))
}

pub(in crate::inbound::http::pages) async fn points(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
    Form(given): Form<HashMap<String, String>>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let revision = given.get("revision").and_then(|text| text.parse().ok()).unwrap_or_default();
    let chosen: Vec<Point> = (1..)
        .zip(POINT_FIELDS)
        .filter_map(|(number, field)| {
            let result = PointResult::parse(given.get(field)?)?;
            let before = record.points.iter().find(|point| point.number == number);
            let kept = before.filter(|point| point.result == result);
            let comment = kept.and_then(|point| point.comment.clone());
            Some(Point { number, result, comment, origin: None })
        })
        .collect();
    match app.record_points(&actor, id, revision, chosen.clone()).await {
        Ok(_) => Ok(to(id)),
        Err(error) => again_if(error, || views::points(&record, &chosen)),
    }
}

pub(in crate::inbound::http::pages) async fn act_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
) -> Shown {
    show(&views::action(&own(&app, &actor, id).await?, "", "", ""))
}

/// What is to be done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct ToDo {
    point: String,
    what: String,
    due: String,
}

pub(in crate::inbound::http::pages) async fn act(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Form(given): Form<ToDo>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let page = || views::action(&record, &given.point, &given.what, &given.due);
    let due = match day("due", &given.due) {
        Ok(due) => due,
        Err(problem) => return again(&page().with(&[problem])),
    };
    let (point, what) = (given.point.parse().unwrap_or_default(), given.what.trim().to_owned());
    let action = Action { id: AssessmentActionId::fresh(), point, what, due, done_on: None };
    match app.add_assessment_action(&actor, id, action).await {
        Ok(_) => Ok(to(id)),
        Err(error) => again_if(error, page),
    }
}

fn known(record: &AssessmentRecord, part: uuid::Uuid) -> Result<&Action, Failure> {
    let found = record.actions.iter().find(|action| action.id.0 == part);
    found.ok_or(Failure::not_found("action"))
}

pub(in crate::inbound::http::pages) async fn done_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Part(part): Part,
) -> Shown {
    let record = own(&app, &actor, id).await?;
    let today = app.clock().today().format("%-d/%-m/%Y").to_string();
    show(&views::done(&record, known(&record, part)?, &today))
}

/// When something was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Done {
    done_on: String,
}

pub(in crate::inbound::http::pages) async fn done(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Part(part): Part,
    Form(given): Form<Done>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let action = known(&record, part)?;
    let page = || views::done(&record, action, &given.done_on);
    let done_on = match day("done_on", &given.done_on) {
        Ok(day) => day,
        Err(problem) => return again(&page().with(&[problem])),
    };
    match app.finish_assessment_action(&actor, id, action.id, done_on).await {
        Ok(_) => Ok(to(id)),
        Err(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn respond_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
) -> Shown {
    let today = app.clock().today().format("%-d/%-m/%Y").to_string();
    show(&views::respond(&own(&app, &actor, id).await?, "", &today, ""))
}

/// What is said to the result.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Saying {
    answer: String,
    on: String,
    reason: String,
    revision: String,
}

pub(in crate::inbound::http::pages) async fn respond(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Form(given): Form<Saying>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let page = || views::respond(&record, &given.answer, &given.on, &given.reason);
    let answer = Answer::parse(&given.answer).ok_or_else(|| {
        Problem::field("answer", "", "nothing was chosen", "Say whether it is accepted")
    });
    let (answer, on) = match (answer, day("on", &given.on)) {
        (Ok(answer), Ok(on)) => (answer, on),
        (answer, on) => {
            let problems: Vec<Problem> = answer.err().into_iter().chain(on.err()).collect();
            return again(&page().with(&problems));
        }
    };
    let reason = Some(given.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let revision = given.revision.parse().unwrap_or_default();
    match app.answer_assessment(&actor, id, revision, Said { answer, on, reason }).await {
        Ok(_) => Ok(to(id)),
        Err(error) => again_if(error, page),
    }
}
