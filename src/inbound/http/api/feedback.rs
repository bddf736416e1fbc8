//! Feedback both ways, the reverse scorecard, and questions.

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::paging::{self, Part};
use crate::app::App;
use crate::app::feedback::ResponseCommand;
use crate::domain::access::{Actor, Role};
use crate::domain::feedback::reverse::{Answer, QUESTIONS};
use crate::domain::feedback::{Audience, EARS, Feedback, Influence, Kind, Said, Theme};
use crate::domain::ids::{ContractId, FeedbackId, PromptId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::json::feedback::{FeedbackView, PromptView, ReverseView};
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the feedback about a contract that is for you, latest first.
#[utoipa::path(get, path = "/contracts/{id}/feedback", operation_id = "listFeedback",
    tag = "Feedback", params(("id" = Uuid, Path, description = "The contract"), Part),
    responses((status = 200, body = PageView<FeedbackView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, OriginalUri(uri): OriginalUri,
    part: Part,
) -> Result<Response, Failure> {
    let page = app.feedback_on(&actor, id, part.slice()?).await?;
    Ok(paging::answer(&uri, page, |given: Feedback| FeedbackView::of(&given)))
}

/// Reads one piece of feedback that is for you.
#[utoipa::path(get, path = "/feedback/{id}", operation_id = "readFeedback", tag = "Feedback",
    params(("id" = Uuid, Path, description = "The feedback")),
    responses((status = 200, body = FeedbackView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<FeedbackId>,
) -> Result<Json<FeedbackView>, Failure> {
    Ok(Json(FeedbackView::of(&app.feedback(&actor, id).await?)))
}

/// Feedback as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedbackToGive)]
pub struct FeedbackBody {
    /// `praise`, `challenge`, `suggestion` or `concern`.
    #[schema(value_type = String, example = "challenge")]
    kind: Given,
    /// `anchor` (it holds the partnership back) or `driver` (it moves it on).
    #[schema(value_type = String, example = "anchor")]
    influence: Given,
    /// `culture`, `politics`, `technology`, `standards_and_governance`, `shared_vision`,
    /// `relationships`, `geography`, `capability` or `scope`.
    #[schema(value_type = String, example = "relationships")]
    theme: Given,
    /// In your words.
    #[schema(value_type = String)]
    body: Given,
    /// The role that alone may read it besides you; both sides may when it is left out.
    #[schema(value_type = Option<String>, example = "client_lead")]
    confidential_to: Given,
}

fn audience(reading: &mut Reading, given: &Given) -> Audience {
    let role = fields::choice(&EARS, Role::word);
    reading.optional("confidential_to", given, role).map_or(Audience::Both, Audience::Only)
}

impl FeedbackBody {
    fn parse(&self) -> Result<(Said, Audience), Failure> {
        let mut reading = Reading::default();
        let kind = fields::choice(Kind::ALL, Kind::word);
        let kind = reading.required("kind", &self.kind, kind);
        let influence = fields::choice(Influence::ALL, Influence::word);
        let influence = reading.required("influence", &self.influence, influence);
        let theme = fields::choice(Theme::ALL, Theme::word);
        let theme = reading.required("theme", &self.theme, theme);
        let body = reading.required("body", &self.body, fields::prose);
        let audience = audience(&mut reading, &self.confidential_to);
        let said = kind.zip(influence).zip(theme.zip(body));
        let said =
            said.map(|((kind, influence), (theme, body))| Said { kind, influence, theme, body });
        reading.finish(said.map(|said| (said, audience)))
    }
}

/// Gives feedback for the side you act for.
#[utoipa::path(post, path = "/contracts/{id}/feedback", operation_id = "giveFeedback",
    tag = "Feedback", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = FeedbackBody, responses((status = 201, body = FeedbackView)))]
pub async fn give(
    Id(id): Id<ContractId>, Create { once, body }: Create<FeedbackBody>,
) -> Result<Response, Failure> {
    let (said, audience) = body.parse()?;
    once.create(move |app, actor| async move {
        let given = app.give_feedback(&actor, id, said, audience).await?;
        Ok((format!("/api/v1/feedback/{}", given.id), FeedbackView::of(&given)))
    })
    .await
}

/// Reads what the supplier answered about the client, as far as it is for you.
#[utoipa::path(get, path = "/contracts/{id}/reverse-scorecard",
    operation_id = "readReverseScorecard", tag = "Feedback",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = ReverseView)))]
pub async fn reverse(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<ReverseView>, Failure> {
    Ok(Json(ReverseView::of(&app.reverse_scorecard(&actor, id).await?)))
}

/// An answer as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnswerToGive)]
pub struct AnswerBody {
    /// Short name of the question.
    #[schema(value_type = String, example = "decisions")]
    question: Given,
    /// From 1, strongly disagree, to 5, strongly agree.
    #[schema(value_type = u32, minimum = 1, maximum = 5)]
    answer: Given,
}

impl AnswerBody {
    fn parse(&self, reading: &mut Reading) -> Option<Answer> {
        let question = reading.required("question", &self.question, question);
        let value = reading.required("answer", &self.answer, value);
        Some(Answer { question: question?, value: value? })
    }
}

fn question(text: &str) -> fields::Parsed<usize> {
    let found = QUESTIONS.iter().position(|question| question.key == text);
    found.ok_or_else(|| {
        let keys: Vec<&str> = QUESTIONS.iter().map(|question| question.key).collect();
        ("there is no such question".to_owned(), format!("Use one of: {}", keys.join(", ")))
    })
}

fn value(text: &str) -> fields::Parsed<u8> {
    let remedy = || ("this is off the scale".to_owned(), "Give 1, 2, 3, 4 or 5".to_owned());
    text.parse().ok().filter(|value| (1..=5).contains(value)).ok_or_else(remedy)
}

/// Answers about the client, as they are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClientToScore)]
pub struct ResponseBody {
    /// The answers; a question may be left out.
    #[serde(default)]
    #[schema(required = true, min_items = 1)]
    answers: Vec<AnswerBody>,
    /// What you add in your words.
    #[schema(value_type = Option<String>)]
    comment: Given,
    /// `client_lead` when nobody else may read it; both sides may when it is left out.
    #[schema(value_type = Option<String>, example = "client_lead")]
    confidential_to: Given,
}

/// Scores the client, for the supplier. Of each person the latest answers count.
#[utoipa::path(post, path = "/contracts/{id}/reverse-scorecard", operation_id = "scoreClient",
    tag = "Feedback", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = ResponseBody, responses((status = 201, body = ReverseView)))]
pub async fn score_client(
    Id(id): Id<ContractId>, Create { once, body }: Create<ResponseBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let entries = body.answers.iter().enumerate().filter_map(|(place, answer)| {
        reading.entry("answers", place, |reading| answer.parse(reading))
    });
    let answers = entries.collect();
    let comment = reading.optional("comment", &body.comment, fields::prose);
    let role = fields::choice(&[Role::ClientLead], Role::word);
    let role = reading.optional("confidential_to", &body.confidential_to, role);
    let audience = role.map_or(Audience::Both, Audience::Only);
    let command = reading.finish(Some(ResponseCommand { answers, comment, audience }))?;
    once.create(move |app, actor| async move {
        let seen = app.score_client(&actor, id, command).await?;
        Ok((format!("/api/v1/contracts/{id}/reverse-scorecard"), ReverseView::of(&seen)))
    })
    .await
}

/// Lists the questions asked about a contract, latest first.
#[utoipa::path(get, path = "/contracts/{id}/prompts", operation_id = "listPrompts",
    tag = "Feedback", params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<PromptView>)))]
pub async fn prompts(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<PromptView>>, Failure> {
    let prompts = app.prompts(&actor, id).await?;
    Ok(Json(prompts.iter().map(PromptView::of).collect()))
}

/// Reads a question that begins with how might we.
#[utoipa::path(get, path = "/prompts/{id}", operation_id = "readPrompt", tag = "Feedback",
    params(("id" = Uuid, Path, description = "The question")),
    responses((status = 200, body = PromptView)))]
pub async fn prompt(
    State(app): State<App>, actor: Actor, Id(id): Id<PromptId>,
) -> Result<Json<PromptView>, Failure> {
    Ok(Json(PromptView::of(&app.prompt(&actor, id).await?)))
}

/// A question as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PromptToAsk)]
pub struct PromptBody {
    /// What comes after how might we.
    #[schema(value_type = String, example = "let the council’s own people release")]
    body: Given,
}

/// Asks how we might do something.
#[utoipa::path(post, path = "/contracts/{id}/prompts", operation_id = "ask", tag = "Feedback",
    params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = PromptBody, responses((status = 201, body = PromptView)))]
pub async fn ask(
    Id(id): Id<ContractId>, Create { once, body }: Create<PromptBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let text = reading.required("body", &body.body, fields::prose);
    let text = reading.finish(text)?;
    once.create(move |app, actor| async move {
        let asked = app.ask(&actor, id, text).await?;
        Ok((format!("/api/v1/prompts/{}", asked.id), PromptView::of(&asked)))
    })
    .await
}
