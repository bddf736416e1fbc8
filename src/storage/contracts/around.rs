//! What surrounds a contract: its parties and the designs it is scored by.

use crate::domain::contracts::Party;
use crate::domain::designs::InUse;
use crate::domain::ids::{ContractId, OrganisationId, VersionId};
use crate::domain::organisations::Organisation;
use crate::storage::rows::{insert_all, put_all};
use crate::storage::{StorageError, organisations};
use entity::{contract, contract_design, contract_party};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// Parties by name.
///
/// # Errors
/// When the database fails.
pub async fn parties<C: ConnectionTrait>(
    conn: &C, id: ContractId,
) -> Result<Vec<Party>, StorageError> {
    let rows = contract_party::Entity::find()
        .filter(contract_party::Column::ContractId.eq(id.0))
        .all(conn)
        .await?;
    let names =
        organisations::named(conn, rows.iter().map(|row| row.organisation_id).collect()).await?;
    let mut parties: Vec<Party> = rows.into_iter().map(|row| party(row, &names)).collect();
    parties.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(parties)
}

fn party(row: contract_party::Model, names: &HashMap<uuid::Uuid, Organisation>) -> Party {
    let name = names
        .get(&row.organisation_id)
        .map(|organisation| organisation.name.clone())
        .unwrap_or_default();
    Party { organisation: OrganisationId(row.organisation_id), name, role: row.role }
}

/// Replaces the parties.
///
/// # Errors
/// When the database fails.
pub async fn set_parties<C: ConnectionTrait>(
    conn: &C, id: ContractId, parties: &[Party],
) -> Result<(), StorageError> {
    contract_party::Entity::delete_many()
        .filter(contract_party::Column::ContractId.eq(id.0))
        .exec(conn)
        .await?;
    let row = |party: &Party| contract_party::Model {
        contract_id: id.0,
        organisation_id: party.organisation.0,
        role: party.role.clone(),
    };
    insert_all(conn, parties.iter().map(row).collect()).await
}

/// The designs a contract is and was scored by, in order.
///
/// # Errors
/// When the database fails.
pub async fn designs_in_use<C: ConnectionTrait>(
    conn: &C, id: ContractId,
) -> Result<Vec<InUse>, StorageError> {
    let rows = contract_design::Entity::find()
        .filter(contract_design::Column::ContractId.eq(id.0))
        .order_by_asc(contract_design::Column::StartsOn)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| InUse { from: row.starts_on, version: VersionId(row.version_id) })
        .collect())
}

/// Scores contracts by a version from a day on.
///
/// # Errors
/// When the database fails.
pub async fn use_designs<C: ConnectionTrait>(
    conn: &C, uses: &[(ContractId, InUse)],
) -> Result<(), StorageError> {
    let row = |(contract, start): &(ContractId, InUse)| contract_design::Model {
        contract_id: contract.0,
        starts_on: start.from,
        version_id: start.version.0,
    };
    let replacing = OnConflict::columns([
        contract_design::Column::ContractId,
        contract_design::Column::StartsOn,
    ])
    .update_column(contract_design::Column::VersionId)
    .to_owned();
    put_all(conn, uses.iter().map(row).collect(), &replacing).await
}

/// The client of contracts when they all have the same one.
///
/// # Errors
/// When the database fails.
pub async fn only_client<C: ConnectionTrait>(
    conn: &C, ids: &[ContractId],
) -> Result<Option<OrganisationId>, StorageError> {
    let mut clients = BTreeSet::new();
    for some in ids.chunks(1_000) {
        let rows: Vec<uuid::Uuid> = contract::Entity::find()
            .select_only()
            .column(contract::Column::ClientId)
            .distinct()
            .filter(contract::Column::Id.is_in(some.iter().map(|id| id.0)))
            .into_tuple()
            .all(conn)
            .await?;
        clients.extend(rows);
    }
    let first = clients.pop_first();
    Ok(first.filter(|_| clients.is_empty()).map(OrganisationId))
}
