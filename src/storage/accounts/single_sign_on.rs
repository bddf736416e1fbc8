//! Sign-ins under way at a provider of identities, and whom and what its word stands for.

use crate::domain::accounts::single_sign_on::{Giver, Held};
use crate::domain::accounts::{Member, Membership, Person};
use crate::domain::ids::{MembershipId, PersonId};
use crate::storage::StorageError;
use crate::storage::rows::insert_all;
use chrono::{DateTime, Utc};
use entity::{identity, membership, oidc_login, person, provided_membership, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationDef,
};
use std::collections::HashSet;
use uuid::Uuid;

/// A sign-in that has begun, under the digest of its state.
#[derive(Clone)]
pub struct Login {
    /// The digest.
    pub key: String,
    /// What the provider has to repeat.
    pub nonce: String,
    /// What proves that the code was meant for whoever asked for it.
    pub verifier: String,
    /// Where to go then.
    pub next: String,
    /// Until when.
    pub expires: DateTime<Utc>,
}

/// Keeps a sign-in until its end, and drops those that are over.
///
/// # Errors
/// When the database fails.
pub async fn begin<C: ConnectionTrait>(
    conn: &C, login: Login, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let over = oidc_login::Column::ExpiresAt.lte(now);
    oidc_login::Entity::delete_many().filter(over).exec(conn).await?;
    let Login { key, nonce, verifier, next, expires } = login;
    let row = oidc_login::Model { key, nonce, verifier, next, expires_at: expires };
    insert_all(conn, vec![row]).await
}

/// Takes a sign-in that is not over; there is none a second time.
///
/// # Errors
/// When the database fails.
pub async fn take<C: ConnectionTrait>(
    conn: &C, key: &str, now: DateTime<Utc>,
) -> Result<Option<Login>, StorageError> {
    let found = oidc_login::Entity::find_by_id(key.to_owned()).one(conn).await?;
    let gone = oidc_login::Entity::delete_by_id(key.to_owned()).exec(conn).await?;
    let own = found.filter(|row| gone.rows_affected == 1 && now < row.expires_at);
    Ok(own.map(|row| {
        let oidc_login::Model { key, nonce, verifier, next, expires_at: expires } = row;
        Login { key, nonce, verifier, next, expires }
    }))
}

/// Whom a provider means.
///
/// # Errors
/// When the database fails.
pub async fn find<C: ConnectionTrait>(
    conn: &C, issuer: &str, subject: &str,
) -> Result<Option<(Uuid, Person)>, StorageError> {
    let found = identity::Entity::find()
        .join(JoinType::InnerJoin, to_person())
        .filter(identity::Column::Issuer.eq(issuer))
        .filter(identity::Column::Subject.eq(subject))
        .select_also(person::Entity)
        .one(conn)
        .await?;
    Ok(found.and_then(|(identity, person)| Some((identity.id, super::person_of(person?)))))
}

fn to_person() -> RelationDef {
    identity::Entity::belongs_to(person::Entity)
        .from(identity::Column::PersonId)
        .to(person::Column::Id)
        .into()
}

/// Keeps whom a provider means.
///
/// # Errors
/// When the database fails.
pub async fn link<C: ConnectionTrait>(
    conn: &C, issuer: &str, subject: &str, person: PersonId, now: DateTime<Utc>,
) -> Result<Uuid, StorageError> {
    let id = Uuid::now_v7();
    let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
    let row = identity::Model { id, issuer, subject, person_id: person.0, created_at: now };
    insert_all(conn, vec![row]).await.map(|()| id)
}

/// Gives somebody the roles that the provider of an identity says they hold.
///
/// # Errors
/// When the database fails.
pub async fn provide<C: ConnectionTrait>(
    conn: &C, identity: Uuid, roles: &[Membership],
) -> Result<(), StorageError> {
    let note = |role: &Membership| provided_membership::Model {
        membership_id: role.id.0,
        identity_id: identity,
    };
    let rows: Vec<membership::Model> = roles.iter().map(super::row_of).collect();
    insert_all(conn, rows).await?;
    insert_all(conn, roles.iter().map(note).collect()).await
}

/// Ends roles, and the sessions in them.
///
/// # Errors
/// When the database fails.
pub async fn withdraw<C: ConnectionTrait>(
    conn: &C, roles: &[MembershipId], now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let ids = || roles.iter().map(|id| id.0);
    let update = membership::Entity::update_many()
        .col_expr(membership::Column::EndedAt, Expr::value(now))
        .filter(membership::Column::Id.is_in(ids()));
    update.exec(conn).await?;
    let acting = session::Column::MembershipId.is_in(ids());
    session::Entity::delete_many().filter(acting).exec(conn).await?;
    Ok(())
}

/// The same roles, with who gave them: somebody here, or a provider, under whichever of the
/// identities it knows somebody by.
///
/// # Errors
/// When the database fails.
pub async fn given<C: ConnectionTrait>(
    conn: &C, issuer: &str, person: PersonId, held: &[Member],
) -> Result<Vec<Held>, StorageError> {
    let identities = identity::Entity::find()
        .select_only()
        .column(identity::Column::Id)
        .filter(identity::Column::Issuer.eq(issuer))
        .filter(identity::Column::PersonId.eq(person.0))
        .into_query();
    let provided: Vec<Uuid> = provided_membership::Entity::find()
        .select_only()
        .column(provided_membership::Column::MembershipId)
        .filter(provided_membership::Column::IdentityId.in_subquery(identities))
        .into_tuple()
        .all(conn)
        .await?;
    let provided: HashSet<Uuid> = provided.into_iter().collect();
    let held = held.iter().map(|member| {
        let (membership, seat) = (member.membership.id, member.membership.seat);
        let by = if provided.contains(&membership.0) { Giver::Provider } else { Giver::Person };
        Held { membership, seat, giver: by }
    });
    Ok(held.collect())
}
