//! Forms to record, change and follow assessments.

use super::parts::own;
use super::{contract_of, to};
use crate::app::App;
use crate::app::assessments::AssessmentCommand;
use crate::domain::access::{Action, Actor};
use crate::domain::assessments::{
    AssessmentRecord, Details, Overall, Stage, Standard, Worded, checked,
};
use crate::domain::dates::parse_date;
use crate::domain::ids::{AssessmentId, ContractId};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::pages::{Shown, again, again_if, show};
use crate::views::pages::assessments::{Entered, NewAssessment, record as form};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

/// What was entered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Given {
    reference: String,
    service: String,
    department: String,
    contract: String,
    assessed_on: String,
    stage: String,
    standard: String,
    result: String,
    reported_on: String,
    report: String,
    revision: String,
}

impl Given {
    fn entered(&self) -> Entered {
        Entered {
            reference: self.reference.clone(),
            service: self.service.clone(),
            department: self.department.clone(),
            contract: self.contract.clone(),
            assessed_on: self.assessed_on.clone(),
            stage: self.stage.clone(),
            standard: self.standard.clone(),
            result: self.result.clone(),
            reported_on: self.reported_on.clone(),
            report: self.report.clone(),
        }
    }

    /// What was entered under a reference; a reassessment has that of the first.
    fn details(&self, reference: &str) -> Result<Details, Vec<Problem>> {
        let mut problems = Vec::new();
        let texts = [&self.reference, &self.service, &self.report];
        for (field, text) in ["reference", "service", "report"].into_iter().zip(texts) {
            let unkept = texts::name(text).err();
            problems
                .extend(unkept.map(|why| Problem::field(field, "", why.to_string(), why.remedy())));
        }
        let assessed_on = day("assessed_on", &self.assessed_on, &mut problems);
        let reported_on = day("reported_on", &self.reported_on, &mut problems);
        let report = texts::one_line(&self.report);
        let details = Details {
            reference: texts::one_line(reference),
            service: texts::one_line(&self.service),
            assessed_on,
            stage: Worded { read: Stage::parse(&self.stage), written: None },
            standard: Standard::parse(&self.standard),
            result: Worded { read: Overall::parse(&self.result), written: None },
            reported_on,
            report: Some(report).filter(|report| !report.is_empty()),
            response: None,
        };
        match checked(details) {
            Ok(details) if problems.is_empty() => Ok(details),
            Ok(_) => Err(problems),
            Err(more) => Err(problems.into_iter().chain(more).collect()),
        }
    }
}

/// A day that may be left out.
fn day(field: &'static str, text: &str, problems: &mut Vec<Problem>) -> Option<NaiveDate> {
    if text.trim().is_empty() {
        return None;
    }
    match parse_date(text) {
        Ok(day) => Some(day),
        Err(problem) => {
            let message = "this is not a date that can be read";
            problems.push(Problem::field(field, text, message, problem.to_string()));
            None
        }
    }
}

/// The contract with a reference; what is wrong with it otherwise.
async fn contract(
    app: &App, actor: &Actor, reference: &str,
) -> Result<Result<Option<ContractId>, Problem>, Failure> {
    let reference = reference.trim();
    if reference.is_empty() {
        return Ok(Ok(None));
    }
    match app.contract_by_reference(actor, reference).await {
        Ok(contract) => Ok(Ok(Some(contract.id))),
        Err(crate::app::Error::NotFound { .. } | crate::app::Error::Refused(_)) => {
            let remedy = "Enter the reference of one of your contracts, or leave it empty";
            Ok(Err(Problem::field("contract", reference, "there is no such contract", remedy)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn command(
    app: &App, actor: &Actor, given: &Given,
) -> Result<Result<AssessmentCommand, Vec<Problem>>, Failure> {
    let contract = contract(app, actor, &given.contract).await?;
    let department = texts::one_line(&given.department);
    let department = Some(department).filter(|name| !name.is_empty());
    Ok(match (given.details(&given.reference), contract) {
        (Ok(details), Ok(contract)) => Ok(AssessmentCommand { department, contract, details }),
        (Ok(_), Err(problem)) => Err(vec![problem]),
        (Err(problems), Ok(_)) => Err(problems),
        (Err(problems), Err(problem)) => Err(problems.into_iter().chain([problem]).collect()),
    })
}

/// The contract whose service is assessed, by reference, where somebody came from its page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct CameFrom {
    contract: String,
}

pub(in crate::inbound::http::pages) async fn new_form(
    actor: Actor, Query(CameFrom { contract }): Query<CameFrom>,
) -> Shown {
    actor.may(Action::RecordAssessments).map_err(crate::app::Error::from)?;
    show(&form(&NewAssessment::First, &Entered { contract, ..Entered::default() }))
}

pub(in crate::inbound::http::pages) async fn new(
    State(app): State<App>, actor: Actor, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    actor.may(Action::RecordAssessments).map_err(crate::app::Error::from)?;
    let page = || form(&NewAssessment::First, &given.entered());
    let command = match command(&app, &actor, &given).await? {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.add_assessment(&actor, command).await {
        Ok(record) => Ok(to(record.assessment.id)),
        Err(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn change_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
) -> Shown {
    let record = own(&app, &actor, id).await?;
    let contract = contract_of(&app, &actor, &record.assessment).await?;
    let reference = contract.map(|contract| contract.details.reference).unwrap_or_default();
    show(&form(&changed(&record, None), &Entered::of(&record, &reference)))
}

fn changed(record: &AssessmentRecord, revision: Option<i64>) -> NewAssessment {
    let one = &record.assessment;
    let revision = revision.unwrap_or(one.revision);
    NewAssessment::Changed(one.id, one.details.reference.clone(), revision)
}

pub(in crate::inbound::http::pages) async fn change(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let revision = given.revision.parse().unwrap_or_default();
    let page = || form(&changed(&record, Some(revision)), &given.entered());
    let mut command = match command(&app, &actor, &given).await? {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    keep_words(&mut command.details, &record.assessment.details);
    match app.change_assessment(&actor, id, revision, command).await {
        Ok(_) => Ok(to(id)),
        Err(error) => again_if(error, page),
    }
}

// What a report wrote stays beside what was read in it, until something else is chosen.
fn keep_words(details: &mut Details, before: &Details) {
    if details.stage.read == before.stage.read {
        details.stage.written.clone_from(&before.stage.written);
    }
    if details.result.read == before.result.read {
        details.result.written.clone_from(&before.result.written);
    }
}

pub(in crate::inbound::http::pages) async fn reassess_form(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>,
) -> Shown {
    let record = own(&app, &actor, id).await?;
    show(&form(&following(&record), &Entered::following(&record)))
}

fn following(record: &AssessmentRecord) -> NewAssessment {
    let one = &record.assessment;
    NewAssessment::Following(one.id, one.details.reference.clone())
}

pub(in crate::inbound::http::pages) async fn reassess(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let record = own(&app, &actor, id).await?;
    let page = || form(&following(&record), &given.entered());
    let details = match given.details(&record.assessment.details.reference) {
        Ok(details) => details,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.reassess(&actor, id, details).await {
        Ok(next) => Ok(to(next.assessment.id)),
        Err(error) => again_if(error, page),
    }
}
