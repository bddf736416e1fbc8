//! Knowledge transfer: the index of a contract, its areas and people, exit readiness.

use super::asked::Part;
use super::imports::behind;
use super::{Shown, show};
use crate::app::knowledge::Fall;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::dates::parse_date;
use crate::domain::exact::Weight;
use crate::domain::ids::{AreaId, ContractId, HolderId};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Area, HolderSide, Level, Plan, Post, check};
use crate::domain::problems::Problem;
use crate::domain::texts::one_line;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::accounts::FormPage;
use crate::views::pages::knowledge::{
    self as views, AreaForm, AreaPage, FallForm, HolderForm, KnowledgePage, ReadinessPage, Ways,
};
use crate::views::pages::parts::{links, sentence};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

/// What somebody may do with the knowledge of a contract.
pub(super) fn ways(actor: &Actor, contract: &Contract) -> Ways {
    Ways {
        records: actor.may_on(Action::RecordKnowledge, contract).is_ok(),
        verifies: actor.may_on(Action::WitnessKnowledge, contract).is_ok(),
    }
}

/// The form again when something in it has to be put right; the failure otherwise.
pub(super) fn again(error: Error, page: impl FnOnce() -> FormPage) -> Result<Response, Failure> {
    let problems = match error {
        Error::Invalid(problems) => problems,
        Error::Refused(why) => vec![Problem::whole(why.clone(), sentence(&why))],
        Error::Changed { what, .. } => {
            let remedy = format!("Somebody else changed this {what}. Check it and send it again");
            vec![Problem::whole("it was changed meanwhile", remedy)]
        }
        error @ (Error::NotFound { .. } | Error::Forbidden(_) | Error::Internal(_)) => {
            return Err(error.into());
        }
    };
    let page = page().with(&problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
}

pub(super) fn to(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Fields of a form, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Typed {
    problems: Vec<Problem>,
}

impl Typed {
    pub(super) fn wrong(&mut self, field: &'static str, text: &str, remedy: String) {
        self.problems.push(Problem::field(field, text, "this cannot be read", remedy));
    }

    /// A day that may be left out.
    pub(super) fn day(&mut self, field: &'static str, name: &str, text: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            return None;
        }
        let day = parse_date(text).ok();
        if day.is_none() {
            let remedy = format!("{name} must be a real date, such as 27/3/2026");
            self.wrong(field, text, remedy);
        }
        day
    }

    /// A level by its word; none of them when it is no level, which is then noted.
    pub(super) fn level(&mut self, field: &'static str, text: &str) -> Level {
        Level::parse(text).unwrap_or_else(|| {
            self.wrong(field, text, "Select a level".to_owned());
            Level::None
        })
    }

    pub(super) fn weight(&mut self, text: &str) -> Weight {
        let weight = Decimal::from_str_exact(text.trim()).ok().and_then(Weight::new);
        weight.unwrap_or_else(|| {
            let remedy = "Weight must be a number up to 100 with at most 4 decimal places";
            self.wrong("weight", text, remedy.to_owned());
            Weight::ONE
        })
    }

    pub(super) fn finish<T>(self, whole: T) -> Result<T, Error> {
        if self.problems.is_empty() { Ok(whole) } else { Err(Error::Invalid(self.problems)) }
    }
}

pub(super) async fn overview(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let known = app.knowledge(&actor, id, None).await?;
    show(&KnowledgePage::of(&known, ways(&actor, &known.contract)))
}

pub(super) async fn readiness(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    show(&ReadinessPage::of(&app.knowledge(&actor, id, None).await?))
}

pub(super) async fn area(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let known = app.knowledge(&actor, id, None).await?;
    let area = known.area(AreaId(part)).ok_or(Failure::not_found("knowledge area"))?;
    let own = known.record.assessments.iter().filter(|one| one.area == area.id);
    let imports = behind(&app, &actor, own.filter_map(|one| one.origin)).await?;
    show(&AreaPage::of(&known, area, ways(&actor, &known.contract), &imports))
}

/// An area with everything known of its contract.
pub(super) async fn around(app: &App, actor: &Actor, id: AreaId) -> Result<(Known, Area), Failure> {
    let area = app.knowledge_area(actor, id).await?;
    Ok((app.knowledge(actor, area.contract, None).await?, area))
}

/// The contract, when its knowledge may be changed.
async fn own(app: &App, actor: &Actor, id: ContractId) -> Result<Contract, Failure> {
    let contract = app.contract(actor, id).await?;
    actor.may_on(Action::RecordKnowledge, &contract).map_err(Error::from)?;
    Ok(contract)
}

/// What is planned for an area.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AreaSent {
    title: String,
    weight: String,
    baseline: String,
    target: String,
    target_on: String,
    revision: i64,
}

impl AreaSent {
    fn form(self) -> AreaForm {
        let Self { title, weight, baseline, target, target_on, revision } = self;
        AreaForm { title, weight, baseline, target, target_on, revision }
    }
}

/// The plan a form asks for; an area that is there keeps its key.
fn plan(form: &AreaForm, known: Option<&Area>) -> Result<Plan, Error> {
    let mut typed = Typed::default();
    let title = one_line(&form.title);
    let key = known.map_or_else(|| check::key_of(&title), |area| area.plan.key.clone());
    let plan = Plan {
        key,
        weight: typed.weight(&form.weight),
        baseline: typed.level("baseline", &form.baseline),
        target: typed.level("target", &form.target),
        target_on: typed.day("target_on", "Reach it by", &form.target_on),
        title,
    };
    typed.finish(plan)
}

pub(super) async fn new_area_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    show(&views::area_form(&own(&app, &actor, id).await?, None, &AreaForm::fresh()))
}

pub(super) async fn add_area(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(sent): Form<AreaSent>,
) -> Result<Response, Failure> {
    let contract = own(&app, &actor, id).await?;
    let form = sent.form();
    let added = match plan(&form, None) {
        Ok(plan) => app.add_area(&actor, id, plan).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(area) => Ok(to(&links::area(id, area.id))),
        Err(error) => again(error, || views::area_form(&contract, None, &form)),
    }
}

pub(super) async fn area_form(State(app): State<App>, actor: Actor, Id(id): Id<AreaId>) -> Shown {
    let area = app.knowledge_area(&actor, id).await?;
    let contract = own(&app, &actor, area.contract).await?;
    let form = AreaForm::of(&area.plan, area.revision);
    show(&views::area_form(&contract, Some(&area), &form))
}

pub(super) async fn change_area(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>, Form(sent): Form<AreaSent>,
) -> Result<Response, Failure> {
    let area = app.knowledge_area(&actor, id).await?;
    let contract = own(&app, &actor, area.contract).await?;
    let form = sent.form();
    let changed = match plan(&form, Some(&area)) {
        Ok(plan) => app.change_area(&actor, id, form.revision, plan).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(_) => Ok(to(&links::area(area.contract, id))),
        Err(error) => {
            let form = AreaForm { revision: area.revision, ..form };
            again(error, || views::area_form(&contract, Some(&area), &form))
        }
    }
}

/// Who somebody is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HolderSent {
    name: String,
    role: String,
    side: String,
    from: String,
    until: String,
    revision: i64,
}

impl HolderSent {
    fn form(self) -> HolderForm {
        let Self { name, role, side, from, until, revision } = self;
        HolderForm { name, role, side, from, until, revision }
    }
}

fn post(form: &HolderForm) -> Result<Post, Error> {
    let mut typed = Typed::default();
    let side = HolderSide::parse(&form.side).unwrap_or_else(|| {
        typed.wrong("side", &form.side, "Select whose people they belong to".to_owned());
        HolderSide::Client
    });
    let post = Post {
        name: one_line(&form.name),
        role: one_line(&form.role),
        side,
        from: typed.day("from", "First day", &form.from),
        until: typed.day("until", "Last day", &form.until),
    };
    typed.finish(post)
}

pub(super) async fn new_person_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    show(&views::holder_form(&own(&app, &actor, id).await?, None, &HolderForm::default()))
}

pub(super) async fn add_person(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(sent): Form<HolderSent>,
) -> Result<Response, Failure> {
    let contract = own(&app, &actor, id).await?;
    let form = sent.form();
    let added = match post(&form) {
        Ok(post) => app.add_holder(&actor, id, post).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(_) => Ok(to(&links::knowledge(id))),
        Err(error) => again(error, || views::holder_form(&contract, None, &form)),
    }
}

pub(super) async fn person_form(
    State(app): State<App>, actor: Actor, Id(id): Id<HolderId>,
) -> Shown {
    let holder = app.knowledge_holder(&actor, id).await?;
    let contract = own(&app, &actor, holder.contract).await?;
    let form = HolderForm::of(&holder.post, holder.revision);
    show(&views::holder_form(&contract, Some(&holder), &form))
}

pub(super) async fn change_person(
    State(app): State<App>, actor: Actor, Id(id): Id<HolderId>, Form(sent): Form<HolderSent>,
) -> Result<Response, Failure> {
    let holder = app.knowledge_holder(&actor, id).await?;
    let contract = own(&app, &actor, holder.contract).await?;
    let form = sent.form();
    let changed = match post(&form) {
        Ok(post) => app.change_holder(&actor, id, form.revision, post).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(_) => Ok(to(&links::knowledge(holder.contract))),
        Err(error) => {
            let form = HolderForm { revision: holder.revision, ..form };
            again(error, || views::holder_form(&contract, Some(&holder), &form))
        }
    }
}

pub(super) async fn fall_form(State(app): State<App>, actor: Actor, Id(id): Id<AreaId>) -> Shown {
    let (known, area) = around(&app, &actor, id).await?;
    actor.may_on(Action::WitnessKnowledge, &known.contract).map_err(Error::from)?;
    show(&views::fall_form(&known, &area, &FallForm::on(known.on)))
}

/// A level that fell.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FallSent {
    person: String,
    level: String,
    on: String,
    reason: String,
}

/// Somebody chosen from a list.
pub(super) fn chosen(typed: &mut Typed, text: &str) -> HolderId {
    text.parse().map(HolderId).unwrap_or_else(|_error| {
        typed.wrong("person", text, "Add a person or role first, then select them".to_owned());
        HolderId(uuid::Uuid::nil())
    })
}

pub(super) async fn record_fall(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>, Form(sent): Form<FallSent>,
) -> Result<Response, Failure> {
    let (known, area) = around(&app, &actor, id).await?;
    let FallSent { person, level, on, reason } = sent;
    let mut typed = Typed::default();
    let fall = Fall {
        holder: chosen(&mut typed, &person),
        level: typed.level("level", &level),
        on: typed.day("on", "The day", &on).unwrap_or(known.on),
        reason: reason.clone(),
    };
    let recorded = match typed.finish(fall) {
        Ok(fall) => app.record_fall(&actor, id, fall).await,
        Err(error) => Err(error),
    };
    match recorded {
        Ok(_) => Ok(to(&links::area(area.contract, id))),
        Err(error) => {
            let form = FallForm { person, level, on, reason };
            again(error, || views::fall_form(&known, &area, &form))
        }
    }
}
