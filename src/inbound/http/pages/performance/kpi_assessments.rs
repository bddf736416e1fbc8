//! Assessments against KPIs: one of them, and the forms to record, correct and publish it.

use super::{Published, acting, corrected, may, taken};
use crate::app::App;
use crate::app::performance::AssessCommand;
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, KpiAssessmentId, KpiId};
use crate::domain::kpis::ratings::Rating;
use crate::domain::kpis::reading::current;
use crate::domain::kpis::{Kpi, attainment};
use crate::domain::performance::{Assessment, Occasion, Record};
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::{self, Within};
use crate::inbound::http::pages::{Shown, again, show};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::links;
use crate::views::pages::performance::{
    self as pages, AssessmentDraft, AssessmentPage, PublicationDraft, RatingDraft,
};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// One of them with its contract.
type Opened = Result<(Contract, Assessment), Failure>;

/// An assessment with its contract, when it belongs to that.
async fn found(app: &App, actor: &Actor, contract: ContractId, part: Uuid) -> Opened {
    let contract = app.contract(actor, contract).await?;
    let assessment = app.kpi_assessment(actor, KpiAssessmentId(part)).await?;
    if assessment.contract != contract.id {
        return Err(Failure::not_found("assessment"));
    }
    Ok((contract, assessment))
}

pub(in crate::inbound::http::pages) async fn read(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, assessment) = found(&app, &actor, id, part).await?;
    show(&AssessmentPage::of(&contract, &assessment, may(&actor, &contract)))
}

pub(in crate::inbound::http::pages) async fn form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let (record, _) = acting(&app, &actor, id).await?;
    let today = app.clock().today();
    let ratings = suggested(&app, &actor, &record, today).await?;
    let on = today.format("%-d/%-m/%Y").to_string();
    let draft = AssessmentDraft { on, ratings, ..AssessmentDraft::default() };
    show(&pages::assess(&record.contract, None, &draft))
}

/// The most material KPIs, each with the rating that its latest observation suggests.
async fn suggested(
    app: &App, actor: &Actor, record: &Record, today: NaiveDate,
) -> Result<Vec<RatingDraft>, Failure> {
    let known = app.kpis(actor, record.contract.id).await?;
    let draft = |id: &KpiId| {
        let found = known.iter().find(|record| record.kpi.id == *id)?;
        let latest = current(&found.observations, today);
        let rating = latest.map(|latest| {
            Rating::suggested(&found.kpi.bands, &attainment(found.kpi.direction, latest)).word()
        });
        Some(RatingDraft {
            kpi: id.to_string(),
            title: found.kpi.title.clone(),
            rating: rating.unwrap_or_default().to_owned(),
            reason: String::new(),
        })
    };
    Ok(record.standing.terms.material.iter().filter_map(draft).collect())
}

/// What is entered of an assessment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Given {
    occasion: String,
    from: String,
    to: String,
    assessed_on: String,
    revision: String,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Given {
    fn draft(&self, record: &Record, kpis: &[Kpi]) -> AssessmentDraft {
        let entered = |name: String| self.rest.get(&name).cloned().unwrap_or_default();
        let rating = |(number, id): (usize, &KpiId)| RatingDraft {
            kpi: id.to_string(),
            title: kpis
                .iter()
                .find(|kpi| kpi.id == *id)
                .map_or_else(String::new, |kpi| kpi.title.clone()),
            rating: entered(format!("rating{number}")),
            reason: entered(format!("reason{number}")),
        };
        let material = (1..).zip(&record.standing.terms.material);
        AssessmentDraft {
            occasion: self.occasion.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            on: self.assessed_on.clone(),
            ratings: material.map(rating).collect(),
        }
    }

    fn command(&self, draft: &AssessmentDraft) -> Result<AssessCommand, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut day = |field, text: &str| {
            let read =
                asked::day(field, text).and_then(|day| day.ok_or_else(|| asked::no_day(field)));
            taken(read.map(Some), &mut problems)
        };
        let days = (day("from", &self.from), day("to", &self.to));
        let on = day("assessed_on", &self.assessed_on);
        let mut ratings = Vec::new();
        for (number, rated) in (1..).zip(&draft.ratings) {
            let kpi = rated.kpi.parse().ok().map(KpiId);
            match kpi.zip(Rating::parse(&rated.rating)) {
                Some((kpi, rating)) => ratings.push((kpi, rating, asked::text(&rated.reason))),
                None => {
                    let remedy = format!("Choose a rating for {}", rated.title);
                    let field = format!("rating{number}");
                    problems.push(Problem::field(field, "", "it is not rated", remedy));
                }
            }
        }
        let occasion = Occasion::parse(&self.occasion).unwrap_or(Occasion::Yearly);
        match (days, on) {
            ((Some(from), Some(to)), Some(on)) if problems.is_empty() => {
                Ok(AssessCommand { occasion, from, to, on, ratings })
            }
            _ => Err(problems),
        }
    }
}

pub(in crate::inbound::http::pages) async fn assess(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (record, kpis) = acting(&app, &actor, id).await?;
    let draft = given.draft(&record, &kpis);
    let page = || pages::assess(&record.contract, None, &draft);
    let command = match given.command(&draft) {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.assess(&actor, id, command).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

fn to(assessment: &Assessment) -> Response {
    let address = links::kpi_assessment(assessment.contract, assessment.id);
    Redirect::to(&address).into_response()
}

/// An assessment that is to be changed by somebody who may.
async fn open(app: &App, actor: &Actor, id: ContractId, part: Uuid) -> Opened {
    asked::acting(app, actor, Action::AssessPerformance, id).await?;
    found(app, actor, id, part).await
}

pub(in crate::inbound::http::pages) async fn correct_form(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, assessment) = open(&app, &actor, id, part).await?;
    show(&pages::assess(&contract, Some(&assessment), &AssessmentDraft::of(&assessment)))
}

pub(in crate::inbound::http::pages) async fn correct(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (contract, assessment) = open(&app, &actor, id, part).await?;
    let (record, kpis) = acting(&app, &actor, id).await?;
    let draft = given.draft(&record, &kpis);
    let page = || pages::assess(&contract, Some(&assessment), &draft);
    let command = match given.command(&draft) {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    let known = (assessment.id, asked::revision(&given.revision));
    match app.correct_assessment(&actor, known, command).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn publish_form(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, assessment) = open(&app, &actor, id, part).await?;
    show(&publication(&contract, &assessment, assessment.revision, &PublicationDraft::default()))
}

pub(in crate::inbound::http::pages) async fn publish(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Form(given): Form<Published>,
) -> Result<Response, Failure> {
    let (contract, assessment) = open(&app, &actor, id, part).await?;
    let read = asked::revision(&given.revision);
    let page = || publication(&contract, &assessment, read, &given.draft());
    let published = match given.publication() {
        Ok(published) => published,
        Err(problem) => return again(&page().with(&[problem])),
    };
    match app.publish_assessment(&actor, (assessment.id, read), published).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

/// The form for where one was published.
fn publication(
    contract: &Contract, assessment: &Assessment, revision: i64, draft: &PublicationDraft,
) -> FormPage {
    let here = links::kpi_assessment(contract.id, assessment.id);
    pages::publish(contract, (&here, revision), draft)
}
