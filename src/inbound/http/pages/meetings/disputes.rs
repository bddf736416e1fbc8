//! One dispute: what was said in it, what is added, how it ends.

use super::{Shown, again, show};
use crate::app::App;
use crate::app::meetings::settling::DecideCommand;
use crate::domain::access::Actor;
use crate::domain::ids::DisputeId;
use crate::domain::meetings::disputes::{Dispute, NoteKind};
use crate::domain::problems::{Place, Problem};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::meetings::{DisputePage, NoteGiven};
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

pub(in crate::inbound::http::pages) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<DisputeId>,
) -> Shown {
    let dispute = app.dispute(&actor, id).await?;
    show(&page(&app, &actor, &dispute, &NoteGiven::default()).await?)
}

async fn page(
    app: &App, actor: &Actor, dispute: &Dispute, entered: &NoteGiven,
) -> Result<DisputePage, Failure> {
    let record = app.governed(actor, dispute.meeting).await?;
    Ok(DisputePage::of(&record, dispute, entered, (actor, app.clock().today())))
}

/// What was entered in a dispute.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct NoteForm {
    kind: String,
    words: String,
    decided_by: String,
    value: String,
    decision: String,
}

impl NoteForm {
    fn given(&self) -> NoteGiven {
        NoteGiven {
            kind: self.kind.clone(),
            words: self.words.clone(),
            decided_by: self.decided_by.clone(),
            value: self.value.clone(),
            decision: self.decision.clone(),
        }
    }
}

pub(in crate::inbound::http::pages) async fn add_note(
    State(app): State<App>, actor: Actor, Id(id): Id<DisputeId>, Form(form): Form<NoteForm>,
) -> Result<Response, Failure> {
    let dispute = app.dispute(&actor, id).await?;
    let page = page(&app, &actor, &dispute, &form.given()).await?;
    let Some(kind) = NoteKind::parse(&form.kind) else {
        let remedy = "Select what you want to add";
        return again(&page.with(&[Problem::field("kind", "", "nothing was chosen", remedy)]));
    };
    done(id, app.add_dispute_note(&actor, id, kind, &form.words).await, page, |problem| problem)
}

pub(in crate::inbound::http::pages) async fn decide(
    State(app): State<App>, actor: Actor, Id(id): Id<DisputeId>, Form(form): Form<NoteForm>,
) -> Result<Response, Failure> {
    let dispute = app.dispute(&actor, id).await?;
    let page = page(&app, &actor, &dispute, &form.given()).await?;
    let NoteGiven { decided_by, value, decision, .. } = form.given();
    let command = DecideCommand { decided_by, words: decision, value };
    done(id, app.decide_dispute(&actor, id, command).await, page, of_the_decision)
}

/// The words of a decision are in a field of their own name on the page.
fn of_the_decision(problem: Problem) -> Problem {
    match &problem.place {
        Place::Field(field) if field == "words" => {
            Problem { place: Place::Field("decision".to_owned()), ..problem }
        }
        Place::Field(_) | Place::Whole | Place::Cell { .. } => problem,
    }
}

/// Back to the dispute, or the page again with what has to be put right.
fn done(
    id: DisputeId, outcome: Result<Dispute, crate::app::Error>, page: DisputePage,
    named: impl Fn(Problem) -> Problem,
) -> Result<Response, Failure> {
    match outcome {
        Ok(_dispute) => Ok(Redirect::to(&links::dispute(id)).into_response()),
        Err(crate::app::Error::Invalid(problems)) => {
            let problems: Vec<Problem> = problems.into_iter().map(named).collect();
            again(&page.with(&problems))
        }
        Err(other) => Err(other.into()),
    }
}
