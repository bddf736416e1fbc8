//! Actions and what became of them.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::{Replaced, on_seen};
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::access::Scope;
use crate::domain::actions::{ActionItem, ActionRecord, Details, Owner, Step, StepKind, Which};
use crate::domain::authors::Author;
use crate::domain::ids::{ActionItemId, ActorId, ContractId, MeetingId, PersonId, PromptId};
use crate::domain::lists::{Page, Slice};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{action_item, action_step};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use std::collections::HashMap;
use uuid::Uuid;

/// One action.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: ActionItemId,
) -> Result<Option<ActionRecord>, StorageError> {
    let seen = on_seen(scope, action_item::Column::ContractId);
    let rows = action_item::Entity::find_by_id(id.0).filter(seen).all(conn).await?;
    Ok(records(conn, rows).await?.pop())
}

/// Actions of a contract: open ones oldest first, others latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, contract: ContractId, which: Which, slice: Slice,
) -> Result<Page<ActionRecord>, StorageError> {
    use action_item::Column;
    let all = action_item::Entity::find().filter(Column::ContractId.eq(contract.0));
    let query = match which {
        Which::Open => oldest_first(all.filter(Column::ClosedOn.is_null())),
        Which::Closed => all.filter(Column::ClosedOn.is_not_null()).order_by_desc(Column::ClosedOn),
        Which::All => all.order_by_desc(Column::RaisedOn),
    };
    let total = query.clone().count(conn).await?;
    let rows =
        query.order_by_desc(Column::Id).offset(slice.offset).limit(slice.limit).all(conn).await?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items: records(conn, rows).await?, total, next: (end < total).then_some(end) })
}

/// Actions open at any time of a day, oldest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn open_on<C: ConnectionTrait>(
    conn: &C, contract: ContractId, day: NaiveDate,
) -> Result<Vec<ActionRecord>, StorageError> {
    use action_item::Column;
    let not_over = Condition::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gte(day));
    let query = action_item::Entity::find()
        .filter(Column::ContractId.eq(contract.0))
        .filter(Column::RaisedOn.lte(day))
        .filter(not_over);
    let rows = oldest_first(query).order_by_desc(Column::Id).all(conn).await?;
    let records = records(conn, rows).await?;
    Ok(records.into_iter().filter(|record| record.is_open_on(day)).collect())
}

fn oldest_first(query: Select<action_item::Entity>) -> Select<action_item::Entity> {
    use action_item::Column;
    let since = [Column::DueOn, Column::RaisedOn].map(Expr::col);
    query.order_by(Func::coalesce(since), Order::Asc)
}

/// Actions of a scope that were due before a day, those of one person first, and how many.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn overdue<C: ConnectionTrait>(
    conn: &C, scope: Scope, day: NaiveDate, (first, most): (PersonId, u64),
) -> Result<(Vec<ActionItem>, u64), StorageError> {
    use action_item::Column;
    let query = action_item::Entity::find()
        .filter(on_seen(scope, Column::ContractId))
        .filter(Column::ClosedOn.is_null())
        .filter(Column::DueOn.lt(day));
    let total = query.clone().count(conn).await?;
    let own: Expr = Expr::case(Column::OwnerId.eq(first.0), 0).finally(1).into();
    let rows = query
        .order_by(own, Order::Asc)
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    Ok((rows.into_iter().map(item).collect(), total))
}

async fn records<C: ConnectionTrait>(
    conn: &C, rows: Vec<action_item::Model>,
) -> Result<Vec<ActionRecord>, StorageError> {
    let mut steps = steps(conn, rows.iter().map(|row| row.id).collect()).await?;
    let record = |row: action_item::Model| ActionRecord {
        steps: steps.remove(&row.id).unwrap_or_default(),
        item: item(row),
    };
    Ok(rows.into_iter().map(record).collect())
}

async fn steps<C: ConnectionTrait>(
    conn: &C, ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Step>>, StorageError> {
    let mut steps: HashMap<Uuid, Vec<Step>> = HashMap::new();
    for some in ids.chunks(1_000) {
        let rows = action_step::Entity::find()
            .filter(action_step::Column::ActionId.is_in(some.iter().copied()))
            .order_by_asc(action_step::Column::ActionId)
            .order_by_asc(action_step::Column::Position)
            .all(conn)
            .await?;
        for row in rows {
            steps.entry(row.action_id).or_default().push(step(row)?);
        }
    }
    Ok(steps)
}

fn step(row: action_step::Model) -> Result<Step, StorageError> {
    let kind = StepKind::of(row.kind).ok_or_else(|| inconsistent("action", row.action_id))?;
    Ok(Step {
        kind,
        on: row.happened_on,
        note: row.note,
        by: Author { id: ActorId(row.taken_by), name: row.taken_by_name },
        at: row.taken_at,
    })
}

fn item(row: action_item::Model) -> ActionItem {
    ActionItem {
        id: ActionItemId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        meeting: row.meeting_id.map(MeetingId),
        prompt: row.prompt_id.map(PromptId),
        details: Details {
            what: row.what,
            outcome: row.outcome,
            owner: Owner { person: row.owner_id.map(PersonId), name: row.owner },
            due: row.due_on,
        },
        raised_on: row.raised_on,
        raised_by: Author { id: ActorId(row.raised_by), name: row.raised_by_name },
        closed_on: row.closed_on,
    }
}

fn row_of(item: &ActionItem, now: DateTime<Utc>) -> action_item::Model {
    let details = item.details.clone();
    action_item::Model {
        id: item.id.0,
        revision: item.revision,
        contract_id: item.contract.0,
        meeting_id: item.meeting.map(|meeting| meeting.0),
        prompt_id: item.prompt.map(|prompt| prompt.0),
        what: details.what,
        outcome: details.outcome,
        owner_id: details.owner.person.map(|person| person.0),
        owner: details.owner.name,
        due_on: details.due,
        raised_on: item.raised_on,
        raised_by: item.raised_by.id.0,
        raised_by_name: item.raised_by.name.clone(),
        closed_on: item.closed_on,
        created_at: now,
    }
}

/// Adds an action.
///
/// # Errors
/// A duplicate when the question it came of has one already.
pub async fn add<C: ConnectionTrait>(
    conn: &C, item: &ActionItem, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    insert_all(conn, vec![row_of(item, now)]).await
}

/// Writes an action over the one with its identifier, if that still has the revision before.
///
/// # Errors
/// When the database fails.
pub async fn replace<C: ConnectionTrait>(
    conn: &C, item: &ActionItem,
) -> Result<Replaced, StorageError> {
    use action_item::Column;
    let row = row_of(item, DateTime::UNIX_EPOCH);
    let done = action_item::Entity::update_many()
        .col_expr(Column::Revision, Expr::value(row.revision))
        .col_expr(Column::What, Expr::value(row.what))
        .col_expr(Column::Outcome, Expr::value(row.outcome))
        .col_expr(Column::OwnerId, Expr::value(row.owner_id))
        .col_expr(Column::Owner, Expr::value(row.owner))
        .col_expr(Column::DueOn, Expr::value(row.due_on))
        .col_expr(Column::ClosedOn, Expr::value(row.closed_on))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Revision.eq(row.revision - 1))
        .exec(conn)
        .await?;
    Ok(if done.rows_affected == 1 { Replaced::Written } else { Replaced::ChangedMeanwhile })
}

/// Adds the `place`th step of an action.
///
/// # Errors
/// When the database fails.
pub async fn add_step<C: ConnectionTrait>(
    conn: &C, id: ActionItemId, place: usize, step: &Step,
) -> Result<(), StorageError> {
    let row = action_step::Model {
        action_id: id.0,
        position: i16::try_from(place).ok().ok_or_else(|| inconsistent("action", id))?,
        kind: code(step.kind),
        happened_on: step.on,
        note: step.note.clone(),
        taken_by: step.by.id.0,
        taken_by_name: step.by.name.clone(),
        taken_at: step.at,
    };
    insert_all(conn, vec![row]).await
}
