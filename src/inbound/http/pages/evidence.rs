//! Evidence: plan, read, deliver, verify, reject; its files.

use super::knowledge::{Typed, again, around, chosen, to, ways};
use super::{Shown, show};
use crate::app::knowledge::{Delivery, EvidencePlan};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::ids::{AreaId, EvidenceId};
use crate::domain::knowledge::Area;
use crate::domain::knowledge::evidence::{Evidence, Kind};
use crate::domain::texts::one_line;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::upload::evidence::{attach, receive};
use crate::views::pages::knowledge::{
    self as views, DeliveryForm, EvidenceForm, EvidencePage, SettlingForm,
};
use crate::views::pages::parts::{Complaints, links, sentence};
use axum::Form;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

pub(super) async fn plan_form(State(app): State<App>, actor: Actor, Id(id): Id<AreaId>) -> Shown {
    let (known, area) = around(&app, &actor, id).await?;
    actor.may_on(Action::RecordKnowledge, &known.contract).map_err(Error::from)?;
    show(&views::evidence_form(&known, &area, &EvidenceForm::default()))
}

/// Evidence as it is planned.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Planned {
    person: String,
    kind: String,
    title: String,
    level: String,
    due: String,
}

pub(super) async fn plan(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>, Form(sent): Form<Planned>,
) -> Result<Response, Failure> {
    let (known, area) = around(&app, &actor, id).await?;
    let Planned { person, kind, title, level, due } = sent;
    let form = EvidenceForm { person, kind, title, level, due };
    let planned = match read_plan(&form) {
        Ok(plan) => app.plan_evidence(&actor, id, plan).await,
        Err(error) => Err(error),
    };
    match planned {
        Ok(evidence) => Ok(to(&links::evidence(evidence.id))),
        Err(error) => again(error, || views::evidence_form(&known, &area, &form)),
    }
}

fn read_plan(form: &EvidenceForm) -> Result<EvidencePlan, Error> {
    let mut typed = Typed::default();
    let kind = Kind::parse(&form.kind).unwrap_or_else(|| {
        typed.wrong("kind", &form.kind, "Select a kind".to_owned());
        Kind::Session
    });
    let plan = EvidencePlan {
        holder: chosen(&mut typed, &form.person),
        kind,
        title: one_line(&form.title),
        level: typed.level("level", &form.level),
        due: typed.day("due", "Deliver it by", &form.due),
    };
    typed.finish(plan)
}

/// Evidence with its contract and area, and whose level it shows.
struct Around {
    contract: Contract,
    area: Area,
    name: String,
    evidence: Evidence,
}

impl Around {
    async fn of(app: &App, actor: &Actor, id: EvidenceId) -> Result<Self, Failure> {
        let evidence = app.evidence(actor, id).await?;
        let (known, area) = around(app, actor, evidence.area).await?;
        let name = known.name_of(evidence.holder).to_owned();
        Ok(Self { contract: known.contract, area, name, evidence })
    }

    fn page(&self, actor: &Actor, complaints: Complaints) -> EvidencePage {
        let whose = (&self.area, self.name.as_str());
        let ways = ways(actor, &self.contract);
        EvidencePage::of(&self.contract, whose, &self.evidence, ways, complaints)
    }

    fn place(&self) -> (&Contract, &Area) {
        (&self.contract, &self.area)
    }

    fn may(&self, actor: &Actor, action: Action) -> Result<(), Failure> {
        Ok(actor.may_on(action, &self.contract).map_err(Error::from)?)
    }
}

pub(super) async fn read(State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>) -> Shown {
    show(&Around::of(&app, &actor, id).await?.page(&actor, Complaints::default()))
}

pub(super) async fn add_file(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, form: Multipart,
) -> Result<Response, Failure> {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::RecordKnowledge)?;
    let attached = match receive(form).await {
        Ok(sent) => attach(&app, &actor, id, sent).await,
        Err(failure) => Err(failure),
    };
    match attached {
        Ok(_) => Ok(to(&links::evidence(id))),
        Err(failure) if failure.problems().is_empty() => Err(failure),
        Err(failure) => {
            let mut complaints = Complaints::default();
            for problem in failure.problems() {
                let (what, remedy) = (sentence(&problem.message), sentence(&problem.remedy));
                complaints.add("file", format!("{what} {remedy}"));
            }
            let page = show(&around.page(&actor, complaints))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn deliver_form(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>,
) -> Shown {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::RecordKnowledge)?;
    let form = DeliveryForm::on(app.clock().today());
    show(&views::delivery_form(around.place(), &around.evidence, &form))
}

/// A delivery.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Delivered {
    on: String,
    note: String,
    link: String,
    revision: i64,
}

pub(super) async fn deliver(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, Form(sent): Form<Delivered>,
) -> Result<Response, Failure> {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::RecordKnowledge)?;
    let Delivered { on, note, link, revision } = sent;
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut typed = Typed::default();
    let day = typed.day("on", "Delivered on", &on).unwrap_or_else(|| app.clock().today());
    let delivery = Delivery { on: day, note: said(&note), link: said(&link) };
    let delivered = match typed.finish(delivery) {
        Ok(delivery) => app.deliver_evidence(&actor, id, revision, delivery).await,
        Err(error) => Err(error),
    };
    match delivered {
        Ok(_) => Ok(to(&links::evidence(id))),
        Err(error) => {
            let form = DeliveryForm { on, note, link };
            again(error, || views::delivery_form(around.place(), &around.evidence, &form))
        }
    }
}

pub(super) async fn verify_form(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>,
) -> Shown {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::WitnessKnowledge)?;
    let form = SettlingForm::on(app.clock().today());
    show(&views::verification_form(around.place(), &around.evidence, &form))
}

/// A verification or rejection.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Settled {
    on: String,
    reason: String,
    revision: i64,
}

pub(super) async fn verify(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, Form(sent): Form<Settled>,
) -> Result<Response, Failure> {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::WitnessKnowledge)?;
    let Settled { on, reason, revision } = sent;
    let mut typed = Typed::default();
    let day = typed.day("on", "Verified on", &on).unwrap_or_else(|| app.clock().today());
    let verified = match typed.finish(day) {
        Ok(day) => app.verify_evidence(&actor, id, revision, day).await,
        Err(error) => Err(error),
    };
    match verified {
        Ok(_) => Ok(to(&links::evidence(id))),
        Err(error) => {
            let form = SettlingForm { on, reason };
            again(error, || views::verification_form(around.place(), &around.evidence, &form))
        }
    }
}

pub(super) async fn reject_form(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>,
) -> Shown {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::WitnessKnowledge)?;
    let form = SettlingForm::on(app.clock().today());
    show(&views::rejection_form(around.place(), &around.evidence, &form))
}

pub(super) async fn reject(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, Form(sent): Form<Settled>,
) -> Result<Response, Failure> {
    let around = Around::of(&app, &actor, id).await?;
    around.may(&actor, Action::WitnessKnowledge)?;
    let Settled { on, reason, revision } = sent;
    let mut typed = Typed::default();
    let day = typed.day("on", "Rejected on", &on).unwrap_or_else(|| app.clock().today());
    let rejected = match typed.finish((day, reason.clone())) {
        Ok(given) => app.reject_evidence(&actor, id, revision, given).await,
        Err(error) => Err(error),
    };
    match rejected {
        Ok(_) => Ok(to(&links::evidence(id))),
        Err(error) => {
            let form = SettlingForm { on, reason };
            again(error, || views::rejection_form(around.place(), &around.evidence, &form))
        }
    }
}
