//! Breaches and failures to improve: one of them, and the forms to record, correct and publish it.

use super::{Published, corrected, may, taken};
use crate::app::App;
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, FailureId, PlanId};
use crate::domain::improvement::{PlanRecord, State as Stage};
use crate::domain::performance::{Failed, Failure as Found, Ground};
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::{self, Within};
use crate::inbound::http::pages::{Shown, again, show};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::links;
use crate::views::pages::performance::{
    self as pages, FailureDraft, FailurePage, PublicationDraft,
};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

/// One of them with its contract.
type Opened = Result<(Contract, Found), Failure>;

/// A breach or failure with its contract, when it belongs to that.
async fn found(app: &App, actor: &Actor, contract: ContractId, part: Uuid) -> Opened {
    let contract = app.contract(actor, contract).await?;
    let found = app.failure(actor, FailureId(part)).await?;
    if found.contract != contract.id {
        return Err(Failure::not_found("breach or failure"));
    }
    Ok((contract, found))
}

pub(in crate::inbound::http::pages) async fn read(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, found) = found(&app, &actor, id, part).await?;
    show(&FailurePage::of(&contract, &found, may(&actor, &contract)))
}

/// Plans of a contract that were not met.
async fn missed(app: &App, actor: &Actor, id: ContractId) -> Result<Vec<PlanRecord>, Failure> {
    let mut plans = app.improvement_plans(actor, id).await?;
    plans.retain(|record| record.plan.state == Stage::NotMet);
    Ok(plans)
}

pub(in crate::inbound::http::pages) async fn form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::AssessPerformance, id).await?;
    let missed = missed(&app, &actor, id).await?;
    show(&pages::fail(&contract, None, &FailureDraft::default(), &missed))
}

/// What is entered of a breach or failure to improve.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Given {
    ground: String,
    happened_on: String,
    opportunity_on: String,
    applies_since: String,
    circumstances: String,
    plan: String,
    revision: String,
}

impl Given {
    fn draft(&self) -> FailureDraft {
        FailureDraft {
            ground: self.ground.clone(),
            happened_on: self.happened_on.clone(),
            opportunity_on: self.opportunity_on.clone(),
            applies_since: self.applies_since.clone(),
            circumstances: self.circumstances.clone(),
            plan: self.plan.clone(),
        }
    }

    fn failed(&self) -> Result<Failed, Vec<Problem>> {
        let mut problems = Vec::new();
        let needed = |field, text: &str| {
            asked::day(field, text).and_then(|day| day.ok_or_else(|| asked::no_day(field)))
        };
        let happened = taken(needed("happened_on", &self.happened_on).map(Some), &mut problems);
        let since = taken(needed("applies_since", &self.applies_since).map(Some), &mut problems);
        let opportunity = taken(asked::day("opportunity_on", &self.opportunity_on), &mut problems);
        match happened.zip(since) {
            Some((happened, since)) if problems.is_empty() => Ok(Failed {
                ground: Ground::parse(&self.ground).unwrap_or(Ground::Termination),
                happened,
                opportunity,
                since,
                circumstances: self.circumstances.trim().to_owned(),
                plan: self.plan.parse().ok().map(PlanId),
            }),
            _ => Err(problems),
        }
    }
}

pub(in crate::inbound::http::pages) async fn record(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::AssessPerformance, id).await?;
    let missed = missed(&app, &actor, id).await?;
    let page = || pages::fail(&contract, None, &given.draft(), &missed);
    let failed = match given.failed() {
        Ok(failed) => failed,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.record_failure(&actor, id, failed).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

fn to(found: &Found) -> Response {
    Redirect::to(&links::failure(found.contract, found.id)).into_response()
}

/// One that is to be changed by somebody who may.
async fn open(app: &App, actor: &Actor, id: ContractId, part: Uuid) -> Opened {
    asked::acting(app, actor, Action::AssessPerformance, id).await?;
    found(app, actor, id, part).await
}

pub(in crate::inbound::http::pages) async fn correct_form(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, found) = open(&app, &actor, id, part).await?;
    let missed = missed(&app, &actor, id).await?;
    show(&pages::fail(&contract, Some(&found), &FailureDraft::of(&found), &missed))
}

pub(in crate::inbound::http::pages) async fn correct(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (contract, found) = open(&app, &actor, id, part).await?;
    let missed = missed(&app, &actor, id).await?;
    let page = || pages::fail(&contract, Some(&found), &given.draft(), &missed);
    let failed = match given.failed() {
        Ok(failed) => failed,
        Err(problems) => return again(&page().with(&problems)),
    };
    let known = (found.id, asked::revision(&given.revision));
    match app.correct_failure(&actor, known, failed).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn publish_form(
    State(app): State<App>, actor: Actor, Within(id, part): Within,
) -> Shown {
    let (contract, found) = open(&app, &actor, id, part).await?;
    show(&publication(&contract, &found, found.revision, &PublicationDraft::default()))
}

pub(in crate::inbound::http::pages) async fn publish(
    State(app): State<App>, actor: Actor, Within(id, part): Within, Form(given): Form<Published>,
) -> Result<Response, Failure> {
    let (contract, found) = open(&app, &actor, id, part).await?;
    let read = asked::revision(&given.revision);
    let page = || publication(&contract, &found, read, &given.draft());
    let published = match given.publication() {
        Ok(published) => published,
        Err(problem) => return again(&page().with(&[problem])),
    };
    match app.publish_failure(&actor, (found.id, read), published).await {
        Ok(done) => Ok(to(&done)),
        Err(error) => corrected(error, page),
    }
}

/// The form for where one was published.
fn publication(
    contract: &Contract, found: &Found, revision: i64, draft: &PublicationDraft,
) -> FormPage {
    let here = links::failure(contract.id, found.id);
    pages::publish(contract, (&here, revision), draft)
}
