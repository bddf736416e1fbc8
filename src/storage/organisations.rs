//! Organisations.

use super::StorageError;
use crate::domain::access::Scope;
use crate::domain::contracts::Organisations;
use crate::domain::ids::{ImportId, OrganisationId};
use crate::domain::organisations::Organisation;
use chrono::{DateTime, Utc};
use entity::{contract, organisation};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::{BTreeSet, HashMap};

/// The organisations with these identifiers.
///
/// # Errors
/// When the database fails.
pub async fn named<C: ConnectionTrait>(
    conn: &C, ids: Vec<uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, Organisation>, StorageError> {
    let rows =
        organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, organisation_of(row))).collect())
}

/// The organisation with a name, made when there is none.
///
/// # Errors
/// When the database fails.
pub async fn find_or_add<C: ConnectionTrait>(
    conn: &C, name: &str, import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<Organisation, StorageError> {
    let found =
        organisation::Entity::find().filter(organisation::Column::Name.eq(name)).one(conn).await?;
    if let Some(row) = found {
        return Ok(organisation_of(row));
    }
    let id = OrganisationId::fresh();
    let row = organisation::Model {
        id: id.0,
        name: name.to_owned(),
        import_id: import.map(|import| import.0),
        created_at: now,
    };
    super::rows::insert_all(conn, vec![row]).await?;
    Ok(Organisation { id, name: name.to_owned() })
}

/// The organisations with these names, made where there are none.
///
/// # Errors
/// When the database fails.
pub async fn find_or_add_all<C: ConnectionTrait>(
    conn: &C, names: BTreeSet<&str>, import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<HashMap<String, Organisation>, StorageError> {
    let mut found = HashMap::new();
    let all: Vec<&str> = names.into_iter().collect();
    for some in all.chunks(1_000) {
        let named = organisation::Column::Name.is_in(some.iter().copied());
        let rows = organisation::Entity::find().filter(named).all(conn).await?;
        found.extend(rows.into_iter().map(|row| (row.name.clone(), organisation_of(row))));
    }
    let missing = all.into_iter().filter(|name| !found.contains_key(*name));
    let row = |name: &str| organisation::Model {
        id: OrganisationId::fresh().0,
        name: name.to_owned(),
        import_id: import.map(|import| import.0),
        created_at: now,
    };
    let new: Vec<organisation::Model> = missing.map(row).collect();
    super::rows::insert_all(conn, new.clone()).await?;
    found.extend(new.into_iter().map(|row| (row.name.clone(), organisation_of(row))));
    Ok(found)
}

/// Organisations that are on contracts, by name.
///
/// # Errors
/// When the database fails.
pub async fn on_contracts<C: ConnectionTrait>(
    conn: &C, scope: Scope,
) -> Result<Organisations, StorageError> {
    let clients = with_role(conn, scope, contract::Column::ClientId).await?;
    let suppliers = with_role(conn, scope, contract::Column::SupplierId).await?;
    Ok(Organisations { clients, suppliers })
}

async fn with_role<C: ConnectionTrait>(
    conn: &C, scope: Scope, role: contract::Column,
) -> Result<Vec<Organisation>, StorageError> {
    let on_contracts = super::contracts::seen(scope).select_only().column(role).into_query();
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.in_subquery(on_contracts))
        .order_by_asc(organisation::Column::Name)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(organisation_of).collect())
}

fn organisation_of(row: organisation::Model) -> Organisation {
    Organisation { id: OrganisationId(row.id), name: row.name }
}
