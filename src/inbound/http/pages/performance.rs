//! KPIs of a contract, and what it is under the Procurement Act.

use super::asked;
use super::{Shown, again, again_if, show};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::exact::Money;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::Kpi;
use crate::domain::numbers::parse_decimal;
use crate::domain::performance::{MATERIAL, Publication, Record, Regime, Terms};
use crate::domain::problems::{Place, Problem};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{May, links};
use crate::views::pages::performance::{self as pages, KpisPage, PublicationDraft, StandingDraft};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub(super) mod kpi_assessments;

pub(super) mod failures;

pub(super) async fn list(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    let record = app.performance(&actor, id).await?;
    let kpis = app.kpis(&actor, id).await?;
    let plans = app.improvement_plans(&actor, id).await?;
    let mut allowed = vec![Action::AssessPerformance, Action::RecordKpis];
    allowed.retain(|action| actor.may_on(*action, &record.contract).is_ok());
    show(&KpisPage::of(&record, (&kpis, &plans), app.clock().today(), &allowed))
}

/// What a contract is under the Act, and its KPIs, for somebody who may say it.
async fn acting(app: &App, actor: &Actor, id: ContractId) -> Result<(Record, Vec<Kpi>), Failure> {
    asked::acting(app, actor, Action::AssessPerformance, id).await?;
    let record = app.performance(actor, id).await?;
    let kpis = app.kpis(actor, id).await?.into_iter().map(|record| record.kpi).collect();
    Ok((record, kpis))
}

pub(super) async fn standing_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let (record, kpis) = acting(&app, &actor, id).await?;
    let known = (kpis.as_slice(), record.standing.revision);
    show(&pages::standing(&record.contract, known, &StandingDraft::of(&record.standing)))
}

/// What is entered of a contract under the Act.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StandingGiven {
    regime: String,
    reason: String,
    estimate_gbp: String,
    material1: String,
    material2: String,
    material3: String,
    published_on: String,
    notice: String,
    terminated_on: String,
    revision: String,
}

impl StandingGiven {
    fn draft(&self) -> StandingDraft {
        let published =
            PublicationDraft { on: self.published_on.clone(), notice: self.notice.clone() };
        StandingDraft {
            regime: self.regime.clone(),
            reason: self.reason.clone(),
            estimate_gbp: self.estimate_gbp.clone(),
            material: self.material(),
            published,
            terminated_on: self.terminated_on.clone(),
        }
    }

    fn material(&self) -> [String; MATERIAL] {
        [&self.material1, &self.material2, &self.material3].map(Clone::clone)
    }

    fn terms(&self) -> Result<Terms, Vec<Problem>> {
        let mut problems = Vec::new();
        let material = self.material().into_iter().filter_map(|id| id.parse().ok().map(KpiId));
        let terms = Terms {
            regime: Regime::parse(&self.regime),
            reason: asked::text(&self.reason),
            estimate: taken(pounds(&self.estimate_gbp), &mut problems),
            material: material.collect(),
            published: taken(publication(&self.published_on, &self.notice), &mut problems),
            terminated: taken(asked::day("terminated_on", &self.terminated_on), &mut problems),
        };
        if problems.is_empty() { Ok(terms) } else { Err(problems) }
    }
}

/// What was read, its problem noted when there is one.
fn taken<T>(read: Result<Option<T>, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    read.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    })
}

fn pounds(text: &str) -> Result<Option<Money>, Problem> {
    let Some(entered) = asked::text(text) else { return Ok(None) };
    let amount = parse_decimal(&entered, Money::PLACES).ok().and_then(Money::new);
    let remedy = "Enter an amount in pounds, such as 7500000";
    let wrong = || Problem::field("estimate_gbp", &entered, "it is no amount", remedy);
    amount.map(Some).ok_or_else(wrong)
}

/// A notice whose day and reference are entered, or neither.
fn publication(on: &str, notice: &str) -> Result<Option<Publication>, Problem> {
    let (day, notice) = (asked::day("published_on", on)?, asked::text(notice));
    match (day, notice) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(asked::no_day("published_on")),
        (Some(on), notice) => Ok(Some(Publication { on, notice: notice.unwrap_or_default() })),
    }
}

pub(super) async fn set_standing(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<StandingGiven>,
) -> Result<Response, Failure> {
    let (record, kpis) = acting(&app, &actor, id).await?;
    let read = asked::revision(&given.revision);
    let page = || pages::standing(&record.contract, (&kpis, read), &given.draft());
    let terms = match given.terms() {
        Ok(terms) => terms,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.set_standing(&actor, (id, read), terms).await {
        Ok(_) => Ok(Redirect::to(&links::kpis(id)).into_response()),
        Err(error) => corrected(error, page),
    }
}

/// A failure whose problems name the fields of a form rather than the entries of a list: what is
/// wrong with `ratings[1].reason` stands at `reason2`.
fn placed(failure: Failure) -> Failure {
    let problems = failure.problems().iter().cloned().map(|problem| {
        let field = match &problem.place {
            Place::Field(name) => at(name),
            Place::Whole | Place::Cell { .. } => None,
        };
        match field {
            Some(field) => Problem { place: Place::Field(field), ..problem },
            None => problem,
        }
    });
    let problems = problems.collect();
    failure.with(problems)
}

fn at(name: &str) -> Option<String> {
    let (list, rest) = name.split_once('[').unwrap_or((name, "0]"));
    let (place, field) = rest.split_once(']')?;
    let number = place.parse::<usize>().ok()?.checked_add(1)?;
    match (list, field.trim_start_matches('.')) {
        ("material", _) => Some(format!("material{number}")),
        ("ratings", "reason") => Some(format!("reason{number}")),
        ("ratings", _) => Some(format!("rating{number}")),
        ("milestones", "due") => Some(format!("milestone{number}_due")),
        ("milestones", _) => Some(format!("milestone{number}")),
        _ => None,
    }
}

/// What a form that was sent is answered with.
type Answered = Result<Response, Failure>;

/// The form again when something entered has to be put right; the failure otherwise, such as when
/// somebody else was first.
pub(super) fn corrected(error: Error, page: impl FnOnce() -> FormPage) -> Answered {
    match error {
        Error::Invalid(_) => again_if(placed(error.into()), page),
        error => Err(error.into()),
    }
}

/// Whether somebody answers for a contract to the law.
fn may(actor: &Actor, contract: &Contract) -> May {
    asked::may(actor, Action::AssessPerformance, contract)
}

/// What is entered of a publication.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Published {
    published_on: String,
    notice: String,
    revision: String,
}

impl Published {
    fn draft(&self) -> PublicationDraft {
        PublicationDraft { on: self.published_on.clone(), notice: self.notice.clone() }
    }

    fn publication(&self) -> Result<Publication, Problem> {
        let found = publication(&self.published_on, &self.notice)?;
        found.ok_or_else(|| asked::no_day("published_on"))
    }
}
