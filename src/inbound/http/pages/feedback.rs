//! Feedback both ways, questions, and what the supplier answers about the client.

use super::actions::{Given, to};
use super::asked::{self, Part};
use super::{Shown, again, again_if, show};
use crate::app::App;
use crate::app::feedback::ResponseCommand;
use crate::domain::access::{Action, Actor, Role};
use crate::domain::feedback::reverse::{Answer, QUESTIONS};
use crate::domain::feedback::{Audience, Influence, Kind, Prompt, Said, Theme, side_of};
use crate::domain::ids::{ContractId, PromptId};
use crate::domain::meetings::Side;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::pages::actions::{self, Entered as EnteredAction};
use crate::views::pages::feedback::{self, Entered, FeedbackPage, ReversePage, Rights, Scored};
use crate::views::pages::parts::{May, links};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    page: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ListQuery>,
) -> Shown {
    show(&page(&app, &actor, id, asked::number(&query.page)?).await?)
}

async fn page(
    app: &App, actor: &Actor, id: ContractId, number: u64,
) -> Result<FeedbackPage, Failure> {
    let contract = app.contract(actor, id).await?;
    let slice = asked::slice(number, FeedbackPage::SIZE);
    let given = app.feedback_on(actor, id, slice).await?;
    if given.items.is_empty() && 1 < number {
        return Err(Failure::not_found("page"));
    }
    let prompts = app.prompts(actor, id).await?;
    let sided = side_of(actor, &contract).is_some();
    let give = asked::may(actor, Action::GiveFeedback, &contract);
    let give = if sided { give } else { May::Read };
    let rights = Rights { give, part: asked::may(actor, Action::TakePart, &contract) };
    Ok(FeedbackPage::of(&contract, &given, &prompts, number, rights))
}

pub(super) async fn form(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    let contract = asked::acting(&app, &actor, Action::GiveFeedback, id).await?;
    show(&feedback::give(&contract, &Entered::default()))
}

/// What is entered of feedback.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GivenFeedback {
    kind: String,
    influence: String,
    theme: String,
    body: String,
    confidential_to: String,
}

impl GivenFeedback {
    fn entered(&self) -> Entered {
        let Self { kind, influence, theme, body, confidential_to } = self;
        Entered {
            kind: kind.clone(),
            influence: influence.clone(),
            theme: theme.clone(),
            body: body.clone(),
            confidential_to: confidential_to.clone(),
        }
    }

    fn said(&self) -> Result<(Said, Audience), Vec<Problem>> {
        let (kind, influence) = (Kind::parse(&self.kind), Influence::parse(&self.influence));
        let theme = Theme::parse(&self.theme);
        let audience = audience(&self.confidential_to);
        let missing = [
            ("kind", kind.is_none(), "Select what kind of feedback it is"),
            ("influence", influence.is_none(), "Select anchor or driver"),
            ("theme", theme.is_none(), "Select a theme"),
            ("confidential_to", audience.is_none(), "Select who may read it"),
        ];
        let missing = missing.into_iter().filter(|(_, missing, _)| *missing);
        let missing =
            missing.map(|(field, _, remedy)| Problem::field(field, "", "none is chosen", remedy));
        let said = kind.zip(influence).zip(theme.zip(audience));
        let said = said.map(|((kind, influence), (theme, audience))| {
            (Said { kind, influence, theme, body: self.body.trim().to_owned() }, audience)
        });
        said.ok_or_else(|| missing.collect())
    }
}

fn audience(word: &str) -> Option<Audience> {
    if word.is_empty() {
        return Some(Audience::Both);
    }
    Role::parse(word).map(Audience::Only)
}

pub(super) async fn give(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<GivenFeedback>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::GiveFeedback, id).await?;
    let page = || feedback::give(&contract, &given.entered());
    let (said, audience) = match given.said() {
        Ok(said) => said,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.give_feedback(&actor, id, said, audience).await {
        Ok(_) => Ok(Redirect::to(&links::feedback(id)).into_response()),
        Err(error) => again_if(error, page),
    }
}

/// A question.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    body: String,
}

pub(super) async fn ask(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Asked>,
) -> Result<Response, Failure> {
    asked::acting(&app, &actor, Action::TakePart, id).await?;
    let body = given.body.trim().to_owned();
    let failure = match app.ask(&actor, id, body).await {
        Ok(_) => return Ok(Redirect::to(&links::feedback(id)).into_response()),
        Err(error) => Failure::from(error),
    };
    if failure.problems().is_empty() {
        return Err(failure);
    }
    let page = page(&app, &actor, id, 1).await?.with(failure.problems(), &given.body);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
}

async fn prompt(
    app: &App, actor: &Actor, id: ContractId, part: uuid::Uuid,
) -> Result<Prompt, Failure> {
    let prompt = app.prompt(actor, PromptId(part)).await?;
    if prompt.contract == id { Ok(prompt) } else { Err(Failure::not_found("question")) }
}

fn address(id: ContractId, prompt: &Prompt) -> String {
    format!("/contracts/{id}/questions/{}/action", prompt.id)
}

pub(super) async fn action_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let prompt = prompt(&app, &actor, id, part).await?;
    let people = app.contract_people(&actor, id).await?;
    let entered = EnteredAction::default();
    show(&actions::act(&contract, &prompt.body, address(id, &prompt), &entered, &people))
}

pub(super) async fn act(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::TakePart, id).await?;
    let prompt = prompt(&app, &actor, id, part).await?;
    let people = app.contract_people(&actor, id).await?;
    let entered = given.entered();
    let page = || actions::act(&contract, &prompt.body, address(id, &prompt), &entered, &people);
    let command = match given.command() {
        Ok(command) => command,
        Err(problem) => return again(&page().with(&[problem])),
    };
    match app.act_on_prompt(&actor, prompt.id, command).await {
        Ok(record) => Ok(to(&record)),
        Err(error) => again_if(error, page),
    }
}

pub(super) async fn reverse(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let seen = app.reverse_scorecard(&actor, id).await?;
    let supplies = side_of(&actor, &contract) == Some(Side::Supplier);
    let may = asked::may(&actor, Action::GiveFeedback, &contract);
    let may = if supplies { may } else { May::Read };
    show(&ReversePage::of(&contract, &seen, may))
}

pub(super) async fn score_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::GiveFeedback, id).await?;
    show(&feedback::score(&contract, &Scored::default()))
}

pub(super) async fn score(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
    Form(given): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::GiveFeedback, id).await?;
    let entered = entered(&given);
    let answers = entered.answers.iter().filter_map(|(key, answer)| {
        let question = QUESTIONS.iter().position(|question| question.key == key)?;
        Some(Answer { question, value: answer.parse().ok()? })
    });
    let command = ResponseCommand {
        answers: answers.collect(),
        comment: asked::text(&entered.comment),
        audience: audience(&entered.confidential_to).unwrap_or(Audience::Only(Role::ClientLead)),
    };
    match app.score_client(&actor, id, command).await {
        Ok(_) => Ok(Redirect::to(&links::client_scorecard(id)).into_response()),
        Err(error) => again_if(error, || feedback::score(&contract, &entered)),
    }
}

fn entered(given: &[(String, String)]) -> Scored {
    let of = |name: &str| {
        let found = given.iter().find(|(field, _)| field == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let answers = QUESTIONS.iter().map(|question| (question.key.to_owned(), of(question.key)));
    Scored {
        answers: answers.collect(),
        comment: of("comment"),
        confidential_to: of("confidential_to"),
    }
}
