//! Series of meetings.

use crate::domain::access::Scope;
use crate::domain::ids::{ContractId, SeriesId};
use crate::domain::meetings::series::{Rhythm, Series};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::contracts::on_seen;
use crate::storage::error::inconsistent;
use crate::storage::rows::insert_all;
use chrono::{DateTime, Utc};
use entity::meeting_series::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The series of a contract, earliest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<Vec<Series>, StorageError> {
    let own = Entity::find().filter(Column::ContractId.eq(contract.0));
    let rows = own.order_by_asc(Column::Id).all(conn).await?;
    rows.into_iter().map(series_of).collect()
}

/// The series that go on, of all contracts.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn going_on<C: ConnectionTrait>(conn: &C) -> Result<Vec<Series>, StorageError> {
    let rows = Entity::find()
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::ContractId)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(series_of).collect()
}

/// One series.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: SeriesId,
) -> Result<Option<Series>, StorageError> {
    let seen = on_seen(scope, Column::ContractId);
    Entity::find_by_id(id.0).filter(seen).one(conn).await?.map(series_of).transpose()
}

fn series_of(row: Model) -> Result<Series, StorageError> {
    let broken = || inconsistent("series", row.id);
    Ok(Series {
        id: SeriesId(row.id),
        contract: ContractId(row.contract_id),
        rhythm: Rhythm::of(row.cadence).ok_or_else(broken)?,
        starts_on: row.starts_on,
        days_to_score: u16::try_from(row.days_to_score).ok().ok_or_else(broken)?,
        ended_at: row.ended_at,
        title: row.title,
    })
}

/// Adds a series.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(
    conn: &C, series: &Series, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = Model {
        id: series.id.0,
        contract_id: series.contract.0,
        title: series.title.clone(),
        cadence: code(series.rhythm),
        starts_on: series.starts_on,
        days_to_score: i16::try_from(series.days_to_score).unwrap_or(i16::MAX),
        ended_at: series.ended_at,
        created_at: now,
    };
    insert_all(conn, vec![row]).await
}

/// Ends a series.
///
/// # Errors
/// When the database fails.
pub async fn end<C: ConnectionTrait>(
    conn: &C, id: SeriesId, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::val(now))
        .filter(Column::Id.eq(id.0))
        .exec(conn)
        .await?;
    Ok(())
}
