//! Sessions of people who signed in.

use super::seat;
use crate::domain::access::Seat;
use crate::domain::ids::{MembershipId, PersonId};
use crate::storage::StorageError;
use crate::storage::rows::insert_all;
use chrono::{DateTime, Utc};
use entity::{membership, organisation, person, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationDef, Select, Statement, Value,
};
use std::net::IpAddr;
use std::sync::OnceLock;
use uuid::Uuid;

/// A session as it is stored, under the digest of its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The digest.
    pub key: String,
    /// Who signed in.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The role they chose to act in, as long as they hold it.
    pub chosen: Option<Chosen>,
    /// When it was last used, to within a minute.
    pub seen: DateTime<Utc>,
    /// When it ends in any case.
    pub expires: DateTime<Utc>,
}

/// A role that somebody acts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The role.
    pub membership: MembershipId,
    /// The same as the policy sees it.
    pub seat: Seat,
    /// Name of the organisation.
    pub organisation: Option<String>,
}

/// A session about to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The digest of its secret.
    pub key: String,
    /// Who signed in.
    pub person: PersonId,
    /// The role they act in.
    pub membership: Option<MembershipId>,
    /// Where they signed in from.
    pub address: Option<IpAddr>,
    /// Now.
    pub now: DateTime<Utc>,
    /// When it ends in any case.
    pub expires: DateTime<Utc>,
}

/// Begins a session.
///
/// # Errors
/// When the database fails.
pub async fn begin<C: ConnectionTrait>(conn: &C, begun: &Begun) -> Result<(), StorageError> {
    let row = session::Model {
        key: begun.key.clone(),
        person_id: begun.person.0,
        membership_id: begun.membership.map(|id| id.0),
        address: begun.address.map(|address| address.to_string()),
        created_at: begun.now,
        seen_at: begun.now,
        expires_at: begun.expires,
    };
    insert_all(conn, vec![row]).await
}

type Line = (
    Uuid,
    DateTime<Utc>,
    DateTime<Utc>,
    String,
    Option<Uuid>,
    Option<i16>,
    Option<Uuid>,
    Option<String>,
);

/// The session with a key, of somebody who was not disabled: one read of one row.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(conn: &C, key: &str) -> Result<Option<Stored>, StorageError> {
    let backend = conn.get_database_backend();
    let values = [Value::from(key)];
    let statement = Statement::from_sql_and_values(backend, text(backend), values);
    let Some(row) = conn.query_one_raw(statement).await? else { return Ok(None) };
    let (person, seen, expires, name, member, role, own, organisation): Line =
        row.try_get_many_by_index()?;
    let chosen = member.zip(role).map(|(id, role)| {
        let seat = seat(id, role, own)?;
        Ok::<_, StorageError>(Chosen { membership: MembershipId(id), seat, organisation })
    });
    let chosen = chosen.transpose()?;
    Ok(Some(Stored { key: key.to_owned(), person: PersonId(person), name, chosen, seen, expires }))
}

/// The query without its values, kept: every request runs it.
fn text(backend: DatabaseBackend) -> &'static str {
    static KEPT: [OnceLock<String>; 2] = [const { OnceLock::new() }; 2];
    let [sqlite, postgres] = &KEPT;
    let kept = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
    kept.get_or_init(|| query().build(backend).sql)
}

// The key is the one value; that a role has not ended is in the way to it.
fn query() -> Select<session::Entity> {
    session::Entity::find()
        .select_only()
        .columns([session::Column::PersonId, session::Column::SeenAt, session::Column::ExpiresAt])
        .column(person::Column::Name)
        .columns([
            membership::Column::Id,
            membership::Column::Role,
            membership::Column::OrganisationId,
        ])
        .column(organisation::Column::Name)
        .join(JoinType::InnerJoin, to_person())
        .join(JoinType::LeftJoin, to_membership())
        .join(JoinType::LeftJoin, super::to_organisation())
        .filter(session::Column::Key.eq(""))
}

fn to_person() -> RelationDef {
    session::Entity::belongs_to(person::Entity)
        .from(session::Column::PersonId)
        .to(person::Column::Id)
        .on_condition(|_, _| person::Column::DisabledAt.is_null().into())
        .into()
}

fn to_membership() -> RelationDef {
    session::Entity::belongs_to(membership::Entity)
        .from(session::Column::MembershipId)
        .to(membership::Column::Id)
        .on_condition(|_, _| membership::Column::EndedAt.is_null().into())
        .into()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub async fn note<C: ConnectionTrait>(
    conn: &C, key: &str, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let update = session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(now))
        .filter(session::Column::Key.eq(key));
    update.exec(conn).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn end<C: ConnectionTrait>(conn: &C, key: &str) -> Result<(), StorageError> {
    session::Entity::delete_by_id(key.to_owned()).exec(conn).await?;
    Ok(())
}

/// Ends all sessions of somebody but the one with `keep`.
///
/// # Errors
/// When the database fails.
pub async fn end_others<C: ConnectionTrait>(
    conn: &C, person: PersonId, keep: &str,
) -> Result<(), StorageError> {
    let others = session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::Key.ne(keep));
    others.exec(conn).await?;
    Ok(())
}

/// Ends every session in which somebody acts in a role.
///
/// # Errors
/// When the database fails.
pub async fn end_in<C: ConnectionTrait>(
    conn: &C, membership: MembershipId,
) -> Result<(), StorageError> {
    let acting = session::Column::MembershipId.eq(membership.0);
    session::Entity::delete_many().filter(acting).exec(conn).await?;
    Ok(())
}

/// Drops what is over in any case.
///
/// # Errors
/// When the database fails.
pub async fn drop_over<C: ConnectionTrait>(
    conn: &C, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let over = session::Column::ExpiresAt.lte(now);
    session::Entity::delete_many().filter(over).exec(conn).await?;
    Ok(())
}
