//! People and the roles they hold.

mod circle;

pub mod failures;

pub mod holders;

pub mod invitations;

pub mod sessions;

pub mod single_sign_on;

pub mod tokens;

use super::codes::{Code, code};
use super::error::inconsistent;
use super::rows::insert_all;
use super::{StorageError, organisations};
use crate::domain::access::{Role, Seat};
use crate::domain::accounts::{EmailAddress, Manual, Member, Membership, Person};
use crate::domain::ids::{MembershipId, OrganisationId, PersonId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use chrono::{DateTime, Utc};
use entity::{membership, organisation, person};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationDef, Select,
};
use std::collections::HashMap;
use uuid::Uuid;

pub use circle::Circle;

/// Somebody, and what their password is checked against; nothing when they have none.
#[derive(Clone)]
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// The hash of their password.
    pub hash: Option<String>,
}

/// Whether there is anybody at all.
///
/// # Errors
/// When the database fails.
pub async fn anybody<C: ConnectionTrait>(conn: &C) -> Result<bool, StorageError> {
    let first = person::Entity::find().select_only().column(person::Column::Id).limit(1);
    Ok(first.into_tuple::<Uuid>().one(conn).await?.is_some())
}

/// Somebody, with their credentials.
///
/// # Errors
/// When the database fails.
pub async fn find<C: ConnectionTrait>(
    conn: &C, id: PersonId,
) -> Result<Option<Credentials>, StorageError> {
    Ok(person::Entity::find_by_id(id.0).one(conn).await?.map(credentials))
}

/// The names of all who hold a role in organisations.
///
/// # Errors
/// When the database fails.
pub async fn names_in<C: ConnectionTrait>(
    conn: &C, organisations: &[OrganisationId],
) -> Result<Vec<String>, StorageError> {
    let held = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .filter(membership::Column::OrganisationId.is_in(organisations.iter().map(|id| id.0)))
        .filter(membership::Column::EndedAt.is_null())
        .into_query();
    let names = person::Entity::find().select_only().column(person::Column::Name);
    Ok(names.filter(person::Column::Id.in_subquery(held)).into_tuple().all(conn).await?)
}

/// Whoever signs in with an address.
///
/// # Errors
/// When the database fails.
pub async fn with_email<C: ConnectionTrait>(
    conn: &C, email: &EmailAddress,
) -> Result<Option<Credentials>, StorageError> {
    let found = person::Entity::find().filter(person::Column::Email.eq(email.as_str()));
    Ok(found.one(conn).await?.map(credentials))
}

fn credentials(row: person::Model) -> Credentials {
    let hash = row.password_hash.clone();
    Credentials { person: person_of(row), hash }
}

pub(super) fn person_of(row: person::Model) -> Person {
    let manual =
        Manual { contact: row.contact, hours: row.hours, ways: row.ways, feedback: row.feedback };
    Person {
        id: PersonId(row.id),
        email: row.email,
        name: row.name,
        manual,
        disabled_at: row.disabled_at,
    }
}

/// Adds somebody.
///
/// # Errors
/// A duplicate when somebody has the address already.
pub async fn add<C: ConnectionTrait>(
    conn: &C, whom: &Credentials, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let Credentials { person: Person { id, email, name, manual, disabled_at }, hash } =
        whom.clone();
    let Manual { contact, hours, ways, feedback } = manual;
    let row = person::Model {
        id: id.0,
        email,
        name,
        password_hash: hash,
        disabled_at,
        contact,
        hours,
        ways,
        feedback,
        created_at: now,
    };
    insert_all(conn, vec![row]).await
}

/// Replaces somebody's password.
///
/// # Errors
/// When the database fails.
pub async fn set_password<C: ConnectionTrait>(
    conn: &C, id: PersonId, hash: String,
) -> Result<(), StorageError> {
    change(conn, id, &[(person::Column::PasswordHash, Expr::value(hash))]).await
}

/// Keeps somebody from signing in from now on.
///
/// # Errors
/// When the database fails.
pub async fn disable<C: ConnectionTrait>(
    conn: &C, id: PersonId, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    change(conn, id, &[(person::Column::DisabledAt, Expr::value(now))]).await
}

/// Replaces what somebody lets others know of how they work.
///
/// # Errors
/// When the database fails.
pub async fn set_manual<C: ConnectionTrait>(
    conn: &C, id: PersonId, manual: Manual,
) -> Result<(), StorageError> {
    let columns = [
        (person::Column::Contact, Expr::value(manual.contact)),
        (person::Column::Hours, Expr::value(manual.hours)),
        (person::Column::Ways, Expr::value(manual.ways)),
        (person::Column::Feedback, Expr::value(manual.feedback)),
    ];
    change(conn, id, &columns).await
}

async fn change<C: ConnectionTrait>(
    conn: &C, id: PersonId, columns: &[(person::Column, Expr)],
) -> Result<(), StorageError> {
    let mut update = person::Entity::update_many().filter(person::Column::Id.eq(id.0));
    for (column, value) in columns {
        update = update.col_expr(*column, value.clone());
    }
    update.exec(conn).await?;
    Ok(())
}

/// Roles that were not ended, with those who hold them.
fn living() -> Select<membership::Entity> {
    membership::Entity::find()
        .join(JoinType::InnerJoin, to_person())
        .filter(membership::Column::EndedAt.is_null())
}

fn to_person() -> RelationDef {
    membership::Entity::belongs_to(person::Entity)
        .from(membership::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

fn to_organisation() -> RelationDef {
    membership::Entity::belongs_to(organisation::Entity)
        .from(membership::Column::OrganisationId)
        .to(organisation::Column::Id)
        .into()
}

async fn members<C: ConnectionTrait>(
    conn: &C, query: Select<membership::Entity>,
) -> Result<Vec<Member>, StorageError> {
    let rows = query.select_also(person::Entity).all(conn).await?;
    let whole = rows.into_iter().filter_map(|(role, person)| Some((role, person?)));
    filled(conn, whole.collect()).await
}

pub(super) async fn filled<C: ConnectionTrait>(
    conn: &C, rows: Vec<(membership::Model, person::Model)>,
) -> Result<Vec<Member>, StorageError> {
    let ids = rows.iter().filter_map(|(role, _)| role.organisation_id).collect();
    let named = organisations::named(conn, ids).await?;
    let member = |(role, person): (membership::Model, person::Model)| {
        let membership = membership_of(&role, &named)?;
        Ok(Member { person: person_of(person), membership })
    };
    rows.into_iter().map(member).collect()
}

fn membership_of(
    row: &membership::Model, named: &HashMap<Uuid, Organisation>,
) -> Result<Membership, StorageError> {
    let organisation = row.organisation_id.and_then(|id| named.get(&id).cloned());
    Ok(Membership {
        id: MembershipId(row.id),
        person: PersonId(row.person_id),
        seat: seat(row.id, row.role, row.organisation_id)?,
        organisation,
        since: row.created_at,
    })
}

/// The seat that a row stands for.
fn seat(row: Uuid, role: i16, organisation: Option<Uuid>) -> Result<Seat, StorageError> {
    let role = Role::of(role).ok_or_else(|| inconsistent("membership", row))?;
    let seat = Seat::new(role, organisation.map(OrganisationId));
    seat.ok_or_else(|| inconsistent("membership", row))
}

/// The roles somebody holds, the first one first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn memberships<C: ConnectionTrait>(
    conn: &C, of: PersonId,
) -> Result<Vec<Member>, StorageError> {
    let query = living().filter(membership::Column::PersonId.eq(of.0));
    members(conn, query.order_by_asc(membership::Column::Id)).await
}

/// A role that somebody holds.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn membership<C: ConnectionTrait>(
    conn: &C, id: MembershipId,
) -> Result<Option<Member>, StorageError> {
    Ok(members(conn, living().filter(membership::Column::Id.eq(id.0))).await?.pop())
}

/// People with the roles they hold, by name.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, circle: Circle, slice: Slice,
) -> Result<Page<Member>, StorageError> {
    let query = living().filter(circle.condition());
    let total = query.clone().count(conn).await?;
    let ordered = query
        .order_by_asc(person::Column::Name)
        .order_by_asc(membership::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit);
    let items = members(conn, ordered).await?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

/// The people who can act for any of these organisations, by name.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_organisations<C: ConnectionTrait>(
    conn: &C, organisations: &[OrganisationId],
) -> Result<Vec<Member>, StorageError> {
    let theirs = membership::Column::OrganisationId.is_in(organisations.iter().map(|own| own.0));
    let query = living().filter(theirs).filter(person::Column::DisabledAt.is_null());
    let query = query.order_by_asc(person::Column::Name).order_by_asc(membership::Column::Id);
    members(conn, query).await
}

/// The roles of somebody that a circle of people knows of.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn known<C: ConnectionTrait>(
    conn: &C, circle: Circle, id: PersonId,
) -> Result<Vec<Member>, StorageError> {
    let query = living().filter(circle.condition()).filter(membership::Column::PersonId.eq(id.0));
    members(conn, query.order_by_asc(membership::Column::Id)).await
}

/// How many people can act as administrators.
///
/// # Errors
/// When the database fails.
pub async fn administrators<C: ConnectionTrait>(conn: &C) -> Result<u64, StorageError> {
    let query = living()
        .filter(membership::Column::Role.eq(code(Role::Administrator)))
        .filter(person::Column::DisabledAt.is_null());
    Ok(query.count(conn).await?)
}

/// Gives somebody a role.
///
/// # Errors
/// When the database fails.
pub async fn join<C: ConnectionTrait>(
    conn: &C, membership: &Membership,
) -> Result<(), StorageError> {
    insert_all(conn, vec![row_of(membership)]).await
}

fn row_of(membership: &Membership) -> membership::Model {
    membership::Model {
        id: membership.id.0,
        person_id: membership.person.0,
        organisation_id: membership.seat.organisation().map(|own| own.0),
        role: code(membership.seat.role()),
        ended_at: None,
        created_at: membership.since,
    }
}

/// Changes what somebody does where they are.
///
/// # Errors
/// When the database fails.
pub async fn set_role<C: ConnectionTrait>(
    conn: &C, id: MembershipId, role: Role,
) -> Result<(), StorageError> {
    let update = membership::Entity::update_many()
        .col_expr(membership::Column::Role, Expr::value(code(role)))
        .filter(membership::Column::Id.eq(id.0));
    update.exec(conn).await?;
    Ok(())
}

/// Ends a role.
///
/// # Errors
/// When the database fails.
pub async fn end<C: ConnectionTrait>(
    conn: &C, id: MembershipId, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let update = membership::Entity::update_many()
        .col_expr(membership::Column::EndedAt, Expr::value(now))
        .filter(membership::Column::Id.eq(id.0));
    update.exec(conn).await?;
    Ok(())
}
