//! Links that let somebody in, once.

use super::seat;
use crate::domain::accounts::{EmailAddress, Invitation, Purpose};
use crate::domain::ids::ActorId;
use crate::storage::codes::code;
use crate::storage::error::inconsistent;
use crate::storage::rows::insert_all;
use crate::storage::{StorageError, organisations};
use chrono::{DateTime, Utc};
use entity::invitation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Keeps what a link is for under the digest of its secret.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(
    conn: &C, key: &str, invitation: &Invitation, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let seat = match &invitation.purpose {
        Purpose::Seat(seat, _) => Some(*seat),
        Purpose::NewPassword => None,
    };
    let row = invitation::Model {
        key: key.to_owned(),
        email: invitation.email.as_ref().map(|email| email.as_str().to_owned()),
        organisation_id: seat.and_then(|seat| seat.organisation()).map(|own| own.0),
        role: seat.map(|seat| code(seat.role())),
        invited_by: invitation.by.0,
        created_at: now,
        expires_at: invitation.expires,
        used_at: None,
    };
    insert_all(conn, vec![row]).await
}

/// What a link that can still be used is for.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, key: &str, now: DateTime<Utc>,
) -> Result<Option<Invitation>, StorageError> {
    let row = invitation::Entity::find_by_id(key.to_owned())
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now))
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let purpose = match row.role {
        None => Purpose::NewPassword,
        Some(role) => {
            let ids = row.organisation_id.into_iter().collect();
            let named = organisations::named(conn, ids).await?.into_values().next();
            Purpose::Seat(seat(row.invited_by, role, row.organisation_id)?, named)
        }
    };
    let parsed = row.email.as_deref().map(EmailAddress::parse).transpose();
    let email = parsed.map_err(|_no_address| inconsistent("invitation to", row.invited_by))?;
    let (by, expires) = (ActorId(row.invited_by), row.expires_at);
    Ok(Some(Invitation { email, purpose, by, expires }))
}

/// Uses a link up; `false` when somebody was quicker.
///
/// # Errors
/// When the database fails.
pub async fn use_up<C: ConnectionTrait>(
    conn: &C, key: &str, now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let update = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now))
        .filter(invitation::Column::Key.eq(key))
        .filter(invitation::Column::UsedAt.is_null());
    Ok(update.exec(conn).await?.rows_affected == 1)
}

/// The key of the link for the first administrator.
///
/// # Errors
/// When the database fails.
pub async fn set_up<C: ConnectionTrait>(conn: &C) -> Result<Option<String>, StorageError> {
    let nobody = invitation::Column::Email.is_null();
    let found = invitation::Entity::find().filter(nobody).one(conn).await?;
    Ok(found.map(|link| link.key))
}

/// Takes back the link for the first administrator.
///
/// # Errors
/// When the database fails.
pub async fn remove_set_up<C: ConnectionTrait>(conn: &C) -> Result<(), StorageError> {
    let nobody = invitation::Column::Email.is_null();
    invitation::Entity::delete_many().filter(nobody).exec(conn).await?;
    Ok(())
}
