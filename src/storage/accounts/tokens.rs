//! Tokens of the API.

use super::filled;
use crate::domain::access::Reach;
use crate::domain::accounts::{Member, Token};
use crate::domain::ids::{MembershipId, PersonId, TokenId};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::error::inconsistent;
use crate::storage::rows::insert_all;
use chrono::{DateTime, Utc};
use entity::{api_token, membership, person};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A token and what its secret is checked against.
#[derive(Clone)]
pub struct Stored {
    /// The token.
    pub token: Token,
    /// The digest of its secret.
    pub digest: String,
}

/// Adds a token.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(conn: &C, stored: &Stored) -> Result<(), StorageError> {
    let Stored { token, digest } = stored.clone();
    let row = api_token::Model {
        id: token.id.0,
        prefix: token.prefix,
        digest,
        membership_id: token.owner.membership.id.0,
        name: token.name,
        reach: code(token.reach),
        created_at: token.created,
        expires_at: token.expires,
        used_at: token.used,
        revoked_at: token.revoked,
    };
    insert_all(conn, vec![row]).await
}

/// Whose tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Everybody's.
    All,
    /// Somebody's.
    Of(PersonId),
    /// The one with this identifier.
    One(TokenId),
}

/// Tokens of people who may still act in the role, the newest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, wanted: Wanted,
) -> Result<Vec<Stored>, StorageError> {
    let condition = match wanted {
        Wanted::All => Condition::all(),
        Wanted::Of(person) => Condition::all().add(membership::Column::PersonId.eq(person.0)),
        Wanted::One(id) => Condition::all().add(api_token::Column::Id.eq(id.0)),
    };
    let rows = api_token::Entity::find()
        .join(JoinType::InnerJoin, super::holders::to_membership())
        .join(JoinType::InnerJoin, super::to_person())
        .filter(condition)
        .filter(membership::Column::EndedAt.is_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_desc(api_token::Column::Id)
        .all(conn)
        .await?;
    with_owners(conn, rows).await
}

async fn with_owners<C: ConnectionTrait>(
    conn: &C, rows: Vec<api_token::Model>,
) -> Result<Vec<Stored>, StorageError> {
    let ids = rows.iter().map(|row| row.membership_id);
    let held = membership::Column::Id.is_in(ids);
    let owners = super::living().filter(held).select_also(person::Entity).all(conn).await?;
    let owners = owners.into_iter().filter_map(|(role, person)| Some((role, person?))).collect();
    let owners = filled(conn, owners).await?;
    let owner = |id| owners.iter().find(|owner| owner.membership.id == MembershipId(id)).cloned();
    let whole = rows.into_iter().filter_map(|row| Some((owner(row.membership_id)?, row)));
    whole.map(|(owner, row)| stored(owner, row)).collect()
}

fn stored(owner: Member, row: api_token::Model) -> Result<Stored, StorageError> {
    let reach = Reach::of(row.reach).ok_or_else(|| inconsistent("token", row.id))?;
    let token = Token {
        id: TokenId(row.id),
        prefix: row.prefix,
        name: row.name,
        reach,
        owner,
        created: row.created_at,
        expires: row.expires_at,
        used: row.used_at,
        revoked: row.revoked_at,
    };
    Ok(Stored { token, digest: row.digest })
}

/// Notes that a token was used.
///
/// # Errors
/// When the database fails.
pub async fn note<C: ConnectionTrait>(
    conn: &C, id: TokenId, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    set(conn, id, api_token::Column::UsedAt, now).await
}

/// Revokes a token.
///
/// # Errors
/// When the database fails.
pub async fn revoke<C: ConnectionTrait>(
    conn: &C, id: TokenId, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    set(conn, id, api_token::Column::RevokedAt, now).await
}

async fn set<C: ConnectionTrait>(
    conn: &C, id: TokenId, column: api_token::Column, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let update = api_token::Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(api_token::Column::Id.eq(id.0));
    update.exec(conn).await?;
    Ok(())
}
