//! Events.

use super::StorageError;
use super::contracts::on_seen;
use super::rows::insert_all;
use crate::domain::access::Scope;
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, EventId};
use entity::event;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// Events of a contract, by day.
///
/// # Errors
/// When the database fails.
pub async fn list<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<Vec<Event>, StorageError> {
    let rows = event::Entity::find()
        .filter(event::Column::ContractId.eq(contract.0))
        .order_by_asc(event::Column::HappenedOn)
        .order_by_asc(event::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(event_of).collect())
}

/// One event.
///
/// # Errors
/// When the database fails.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: EventId,
) -> Result<Option<Event>, StorageError> {
    let seen = on_seen(scope, event::Column::ContractId);
    Ok(event::Entity::find_by_id(id.0).filter(seen).one(conn).await?.map(event_of))
}

fn event_of(row: event::Model) -> Event {
    Event {
        id: EventId(row.id),
        contract: ContractId(row.contract_id),
        on: row.happened_on,
        title: row.title,
    }
}

/// Adds an event.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(conn: &C, event: &Event) -> Result<(), StorageError> {
    let row = event::Model {
        id: event.id.0,
        contract_id: event.contract.0,
        happened_on: event.on,
        title: event.title.clone(),
    };
    insert_all(conn, vec![row]).await
}

/// Removes an event.
///
/// # Errors
/// When the database fails.
pub async fn remove<C: ConnectionTrait>(conn: &C, id: EventId) -> Result<(), StorageError> {
    event::Entity::delete_by_id(id.0).exec(conn).await?;
    Ok(())
}
