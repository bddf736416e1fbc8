//! Feedback both ways, what suppliers answer about their clients, and questions.
//!
//! Every finder takes a reader: what is not for them is not even counted.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::access::{Role, Scope};
use crate::domain::authors::Author;
use crate::domain::feedback::reverse::{Answer, Response};
use crate::domain::feedback::{Audience, Feedback, Influence, Kind, Prompt, Reader, Said, Theme};
use crate::domain::ids::{ActionItemId, ActorId, ContractId, FeedbackId, PromptId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::Side;
use entity::{action_item, client_answer, client_response, feedback, prompt};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Feedback about a contract that is for a reader, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, contract: ContractId, reader: Reader, slice: Slice,
) -> Result<Page<Feedback>, StorageError> {
    use feedback::Column;
    let query = feedback::Entity::find()
        .filter(Column::ContractId.eq(contract.0))
        .filter(for_reader(reader, Column::GivenBy, Column::ConfidentialTo));
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let items = rows.into_iter().map(feedback_of).collect::<Result<_, _>>()?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

fn for_reader<T: ColumnTrait>(reader: Reader, by: T, to: T) -> Condition {
    let meant = Condition::any().add(to.is_null()).add(by.eq(reader.id.0));
    match reader.role {
        Some(role) => meant.add(to.eq(code(role))),
        None => meant,
    }
}

/// One piece of feedback, whoever it is for: the caller asks.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: FeedbackId,
) -> Result<Option<Feedback>, StorageError> {
    let seen = on_seen(scope, feedback::Column::ContractId);
    let row = feedback::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(feedback_of).transpose()
}

fn feedback_of(row: feedback::Model) -> Result<Feedback, StorageError> {
    let broken = || inconsistent("feedback", row.id);
    Ok(Feedback {
        id: FeedbackId(row.id),
        contract: ContractId(row.contract_id),
        side: Side::of(row.side).ok_or_else(broken)?,
        said: Said {
            kind: Kind::of(row.kind).ok_or_else(broken)?,
            influence: Influence::of(row.influence).ok_or_else(broken)?,
            theme: Theme::of(row.theme).ok_or_else(broken)?,
            body: row.body,
        },
        audience: audience(row.confidential_to).ok_or_else(broken)?,
        by: Author { id: ActorId(row.given_by), name: row.given_by_name },
        at: row.created_at,
    })
}

fn audience(to: Option<i16>) -> Option<Audience> {
    to.map_or(Some(Audience::Both), |to| Role::of(to).map(Audience::Only))
}

fn confidential_to(audience: Audience) -> Option<i16> {
    match audience {
        Audience::Both => None,
        Audience::Only(role) => Some(code(role)),
    }
}

/// Adds feedback.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(conn: &C, given: &Feedback) -> Result<(), StorageError> {
    let row = feedback::Model {
        id: given.id.0,
        contract_id: given.contract.0,
        side: code(given.side),
        kind: code(given.said.kind),
        influence: code(given.said.influence),
        theme: code(given.said.theme),
        body: given.said.body.clone(),
        confidential_to: confidential_to(given.audience),
        given_by: given.by.id.0,
        given_by_name: given.by.name.clone(),
        created_at: given.at,
    };
    insert_all(conn, vec![row]).await
}

/// What was answered about the client of a contract and is for a reader.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn responses<C: ConnectionTrait>(
    conn: &C, contract: ContractId, reader: Reader,
) -> Result<Vec<Response>, StorageError> {
    use client_response::Column;
    let rows = client_response::Entity::find()
        .filter(Column::ContractId.eq(contract.0))
        .filter(for_reader(reader, Column::GivenBy, Column::ConfidentialTo))
        .all(conn)
        .await?;
    let mut answers = answers(conn, rows.iter().map(|row| row.id).collect()).await?;
    let response = |row: client_response::Model| {
        let broken = || inconsistent("response", row.id);
        Ok(Response {
            id: FeedbackId(row.id),
            contract: ContractId(row.contract_id),
            answers: answers.remove(&row.id).unwrap_or_default(),
            audience: audience(row.confidential_to).ok_or_else(broken)?,
            comment: row.comment,
            by: Author { id: ActorId(row.given_by), name: row.given_by_name },
            at: row.created_at,
        })
    };
    rows.into_iter().map(response).collect()
}

async fn answers<C: ConnectionTrait>(
    conn: &C, ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Answer>>, StorageError> {
    let mut answers: HashMap<Uuid, Vec<Answer>> = HashMap::new();
    for some in ids.chunks(1_000) {
        let rows = client_answer::Entity::find()
            .filter(client_answer::Column::ResponseId.is_in(some.iter().copied()))
            .order_by_asc(client_answer::Column::Question)
            .all(conn)
            .await?;
        for row in rows {
            let answer = answer(&row).ok_or_else(|| inconsistent("response", row.response_id))?;
            answers.entry(row.response_id).or_default().push(answer);
        }
    }
    Ok(answers)
}

fn answer(row: &client_answer::Model) -> Option<Answer> {
    let question = usize::try_from(row.question).ok()?;
    Some(Answer { question, value: u8::try_from(row.answer).ok()? })
}

/// Adds what somebody answered.
///
/// # Errors
/// When the database fails.
pub async fn add_response<C: ConnectionTrait>(
    conn: &C, response: &Response,
) -> Result<(), StorageError> {
    let row = client_response::Model {
        id: response.id.0,
        contract_id: response.contract.0,
        comment: response.comment.clone(),
        confidential_to: confidential_to(response.audience),
        given_by: response.by.id.0,
        given_by_name: response.by.name.clone(),
        created_at: response.at,
    };
    insert_all(conn, vec![row]).await?;
    let answer = |answer: &Answer| client_answer::Model {
        response_id: response.id.0,
        question: i16::try_from(answer.question).unwrap_or(i16::MAX),
        answer: i16::from(answer.value),
    };
    insert_all(conn, response.answers.iter().map(answer).collect()).await
}

/// The questions asked about a contract, latest first, each with the action it became.
///
/// # Errors
/// When the database fails.
pub async fn prompts<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<Vec<Prompt>, StorageError> {
    let rows = prompt::Entity::find()
        .filter(prompt::Column::ContractId.eq(contract.0))
        .order_by_desc(prompt::Column::CreatedAt)
        .order_by_desc(prompt::Column::Id)
        .all(conn)
        .await?;
    with_actions(conn, rows).await
}

/// One question.
///
/// # Errors
/// When the database fails.
pub async fn prompt<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: PromptId,
) -> Result<Option<Prompt>, StorageError> {
    let seen = on_seen(scope, prompt::Column::ContractId);
    let rows = prompt::Entity::find_by_id(id.0).filter(seen).all(conn).await?;
    Ok(with_actions(conn, rows).await?.pop())
}

async fn with_actions<C: ConnectionTrait>(
    conn: &C, rows: Vec<prompt::Model>,
) -> Result<Vec<Prompt>, StorageError> {
    use action_item::Column;
    let known = action_item::Entity::find()
        .select_only()
        .columns([Column::PromptId, Column::Id])
        .filter(Column::PromptId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple::<(Option<Uuid>, Uuid)>()
        .all(conn)
        .await?;
    let actions: HashMap<Option<Uuid>, Uuid> = known.into_iter().collect();
    let prompt = |row: prompt::Model| Prompt {
        id: PromptId(row.id),
        contract: ContractId(row.contract_id),
        body: row.body,
        by: Author { id: ActorId(row.asked_by), name: row.asked_by_name },
        at: row.created_at,
        action: actions.get(&Some(row.id)).copied().map(ActionItemId),
    };
    Ok(rows.into_iter().map(prompt).collect())
}

/// Adds a question.
///
/// # Errors
/// When the database fails.
pub async fn add_prompt<C: ConnectionTrait>(conn: &C, asked: &Prompt) -> Result<(), StorageError> {
    let row = prompt::Model {
        id: asked.id.0,
        contract_id: asked.contract.0,
        body: asked.body.clone(),
        asked_by: asked.by.id.0,
        asked_by_name: asked.by.name.clone(),
        created_at: asked.at,
    };
    insert_all(conn, vec![row]).await
}
