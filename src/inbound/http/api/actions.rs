//! Actions: list, read, raise, change, close, reopen.

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::{etags, paging};
use crate::app::App;
use crate::app::actions::{ActionCommand, OwnerCommand, Source};
use crate::domain::access::Actor;
use crate::domain::actions::{ActionRecord, StepKind, Which};
use crate::domain::ids::{ActionItemId, ContractId, MeetingId, PersonId, PromptId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Query};
use crate::views::json::actions::ActionView;
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which actions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActionsQuery {
    /// `open`, `closed` or `all`; `open` when not said.
    #[param(value_type = Option<String>)]
    state: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

/// Lists the actions of a contract: open ones oldest first, others latest first.
#[utoipa::path(get, path = "/contracts/{id}/actions", operation_id = "listActions",
    tag = "Actions", params(("id" = Uuid, Path, description = "The contract"), ActionsQuery),
    responses((status = 200, body = PageView<ActionView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, OriginalUri(uri): OriginalUri,
    Query(query): Query<ActionsQuery>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let which = fields::choice(Which::ALL, Which::word);
    let which = reading.optional("state", &query.state, which).unwrap_or(Which::Open);
    let slice = paging::slice(&mut reading, &query.cursor, &query.limit);
    let page = app.actions(&actor, id, which, reading.finish(slice)?).await?;
    let today = app.clock().today();
    Ok(paging::answer(&uri, page, |record: ActionRecord| ActionView::of(&record, today)))
}

/// Reads an action and what became of it.
#[utoipa::path(get, path = "/actions/{id}", operation_id = "readAction", tag = "Actions",
    params(("id" = Uuid, Path, description = "The action")),
    responses((status = 200, body = ActionView), (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ActionItemId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let record = app.action(&actor, id).await?;
    let same = etags::unchanged(&headers, record.item.revision);
    Ok(same.unwrap_or_else(|| told(&app, &record)))
}

fn told(app: &App, record: &ActionRecord) -> Response {
    let view = ActionView::of(record, app.clock().today());
    (etags::tag(record.item.revision), Json(view)).into_response()
}

/// An action as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActionToRecord)]
pub struct ActionBody {
    /// What is to be done.
    #[schema(value_type = String, example = "Write the runbook for restarts")]
    what: Given,
    /// What it should bring about.
    #[schema(value_type = Option<String>)]
    outcome: Given,
    /// Who does it; left out when `owner_person` says it.
    #[schema(value_type = Option<String>, example = "Grace Lin")]
    owner: Given,
    /// The person who does it, of either side of the contract.
    #[schema(value_type = Option<uuid::Uuid>)]
    owner_person: Given,
    /// By when.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    due: Given,
    /// The meeting it is raised at; fixed once it is raised.
    #[schema(value_type = Option<uuid::Uuid>)]
    meeting: Given,
}

impl ActionBody {
    /// What is asked for, and the meeting it is raised at.
    ///
    /// # Errors
    /// With everything wrong with it.
    pub(super) fn parse(&self) -> Result<(Option<MeetingId>, ActionCommand), Failure> {
        let mut reading = Reading::default();
        let what = reading.required("what", &self.what, fields::text);
        let outcome = reading.optional("outcome", &self.outcome, fields::prose);
        let person = fields::id(PersonId);
        let person = reading.optional("owner_person", &self.owner_person, person);
        let name = reading.optional("owner", &self.owner, fields::text);
        let due = reading.optional("due", &self.due, fields::day);
        let meeting = reading.optional("meeting", &self.meeting, fields::id(MeetingId));
        let owner = match (person, name) {
            (Some(person), _) => Some(OwnerCommand::Person(person)),
            (None, Some(name)) => Some(OwnerCommand::Named(name)),
            (None, None) => {
                let remedy = "Name who does it, or send `owner_person`";
                reading.refuse("owner", &self.owner, "this is missing", remedy);
                None
            }
        };
        let command = what.zip(owner);
        let command = command.map(|(what, owner)| ActionCommand { what, outcome, owner, due });
        reading.finish(command.map(|command| (meeting, command)))
    }
}

/// Raises an action.
#[utoipa::path(post, path = "/contracts/{id}/actions", operation_id = "raiseAction",
    tag = "Actions", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = ActionBody, responses((status = 201, body = ActionView)))]
pub async fn raise(
    Id(id): Id<ContractId>, Create { once, body }: Create<ActionBody>,
) -> Result<Response, Failure> {
    let (meeting, command) = body.parse()?;
    let source = Source { meeting, prompt: None };
    once.create(move |app, actor| async move {
        let record = app.raise_action(&actor, id, source, command).await?;
        Ok(made(&app, &record))
    })
    .await
}

fn made(app: &App, record: &ActionRecord) -> (String, ActionView) {
    let view = ActionView::of(record, app.clock().today());
    (format!("/api/v1/actions/{}", record.item.id), view)
}

/// Makes an action of a question, which becomes no more than one.
#[utoipa::path(post, path = "/prompts/{id}/action", operation_id = "actOnPrompt",
    tag = "Actions", params(("id" = Uuid, Path, description = "The question"), Key),
    request_body = ActionBody, responses((status = 201, body = ActionView)))]
pub async fn act_on_prompt(
    Id(id): Id<PromptId>, Create { once, body }: Create<ActionBody>,
) -> Result<Response, Failure> {
    let (_, command) = body.parse()?;
    once.create(move |app, actor| async move {
        let record = app.act_on_prompt(&actor, id, command).await?;
        Ok(made(&app, &record))
    })
    .await
}

/// Changes an open action that nobody else changed since it was read.
#[utoipa::path(put, path = "/actions/{id}", operation_id = "changeAction", tag = "Actions",
    params(("id" = Uuid, Path, description = "The action"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = ActionBody, responses((status = 200, body = ActionView)))]
pub async fn change(
    State(app): State<App>, actor: Actor, Id(id): Id<ActionItemId>, headers: HeaderMap,
    Body(body): Body<ActionBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let (_, command) = body.parse()?;
    let record = app.change_action(&actor, id, revision, command).await?;
    Ok(told(&app, &record))
}

/// What becomes of an action, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StepToTake)]
pub struct StepBody {
    /// `closed` or `reopened`.
    #[schema(value_type = String, example = "closed")]
    step: Given,
    /// Why; needed to reopen.
    #[schema(value_type = Option<String>)]
    note: Given,
}

/// Closes or reopens an action that nobody else changed since it was read.
#[utoipa::path(post, path = "/actions/{id}/steps", operation_id = "stepAction", tag = "Actions",
    params(("id" = Uuid, Path, description = "The action"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"), Key),
    request_body = StepBody, responses((status = 201, body = ActionView)))]
pub async fn step(
    Id(id): Id<ActionItemId>, headers: HeaderMap, Create { once, body }: Create<StepBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let kind = fields::choice(StepKind::ALL, StepKind::word);
    let kind = reading.required("step", &body.step, kind);
    let note = reading.optional("note", &body.note, fields::prose);
    let kind = reading.finish(kind)?;
    once.create(move |app, actor| async move {
        let record = app.step_action(&actor, id, revision, kind, note).await?;
        Ok(made(&app, &record))
    })
    .await
}
