//! Who a token stands for, in one read of one row.

use super::seat;
use super::sessions::Chosen;
use crate::domain::access::Reach;
use crate::domain::ids::{MembershipId, PersonId, TokenId};
use crate::storage::StorageError;
use crate::storage::codes::Code;
use crate::storage::error::inconsistent;
use chrono::{DateTime, Utc};
use entity::{api_token, membership, organisation, person};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationDef, Select, Statement, Value,
};
use std::sync::OnceLock;
use uuid::Uuid;

/// Who a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The token.
    pub token: TokenId,
    /// The digest of its secret.
    pub digest: String,
    /// How far it goes.
    pub reach: Reach,
    /// Who holds it.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The role it acts in.
    pub acting: Chosen,
    /// When it was last used.
    pub used: Option<DateTime<Utc>>,
}

type Line = (
    Uuid,
    String,
    i16,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    Uuid,
    String,
    Uuid,
    i16,
    Option<Uuid>,
    Option<String>,
);

/// Who holds the token that begins with `prefix`, unless it was revoked or has expired, or they
/// were disabled or lost the role.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, prefix: &str, now: DateTime<Utc>,
) -> Result<Option<Holder>, StorageError> {
    let backend = conn.get_database_backend();
    let values = [Value::from(prefix)];
    let statement = Statement::from_sql_and_values(backend, text(backend), values);
    let Some(row) = conn.query_one_raw(statement).await? else { return Ok(None) };
    let (id, digest, reach, used, expires, person, name, member, role, own, organisation): Line =
        row.try_get_many_by_index()?;
    if expires.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    let reach = Reach::of(reach).ok_or_else(|| inconsistent("token", id))?;
    let seat = seat(id, role, own)?;
    let acting = Chosen { membership: MembershipId(member), seat, organisation };
    let person = PersonId(person);
    Ok(Some(Holder { token: TokenId(id), digest, reach, person, name, acting, used }))
}

/// The query without its value, kept: every request with a token runs it.
fn text(backend: DatabaseBackend) -> &'static str {
    static KEPT: [OnceLock<String>; 2] = [const { OnceLock::new() }; 2];
    let [sqlite, postgres] = &KEPT;
    let kept = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
    kept.get_or_init(|| query().build(backend).sql)
}

fn query() -> Select<api_token::Entity> {
    use api_token::Column::{Digest, ExpiresAt, Id, Prefix, Reach, RevokedAt, UsedAt};
    api_token::Entity::find()
        .select_only()
        .columns([Id, Digest, Reach, UsedAt, ExpiresAt])
        .columns([person::Column::Id, person::Column::Name])
        .columns([
            membership::Column::Id,
            membership::Column::Role,
            membership::Column::OrganisationId,
        ])
        .column(organisation::Column::Name)
        .join(JoinType::InnerJoin, to_membership())
        .join(JoinType::InnerJoin, super::to_person())
        .join(JoinType::LeftJoin, super::to_organisation())
        .filter(Prefix.eq(""))
        .filter(RevokedAt.is_null())
        .filter(membership::Column::EndedAt.is_null())
        .filter(person::Column::DisabledAt.is_null())
}

pub(super) fn to_membership() -> RelationDef {
    api_token::Entity::belongs_to(membership::Entity)
        .from(api_token::Column::MembershipId)
        .to(membership::Column::Id)
        .into()
}
