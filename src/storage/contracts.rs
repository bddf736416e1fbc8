//! Contracts, their parties and the designs they are scored by.

mod around;
mod seen;

pub use around::{designs_in_use, only_client, parties, set_parties, use_designs};
pub(super) use seen::{on_seen, seen, seen_values};

use super::rows::insert_all;
use super::{StorageError, Tx, organisations};
use crate::domain::access::Scope;
use crate::domain::contracts::{
    Contract, ContractFilter, ContractLine, Details, PricingModel, Term, WorkingPattern,
};
use crate::domain::exact::{Money, Published};
use crate::domain::ids::{ContractId, ImportId, VersionId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::Side;
use crate::domain::organisations::Organisation;
use crate::storage::codes::code;
use crate::storage::error::inconsistent;
use chrono::{DateTime, Utc};
use entity::{contract, latest, organisation};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use std::collections::{BTreeSet, HashMap};

/// A contract and the import that last touched it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The contract.
    pub contract: Contract,
    /// The import that added or last changed it.
    pub import: Option<ImportId>,
}

/// One contract.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: ContractId,
) -> Result<Option<Contract>, StorageError> {
    // Not `one`: SQLite prepares a statement with a limit anew each time it is run.
    let rows = seen(scope).filter(contract::Column::Id.eq(id.0)).all(conn).await?;
    Ok(filled(conn, rows).await?.pop().map(|stored| stored.contract))
}

/// One contract, held until the transaction ends.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn lock<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: ContractId,
) -> Result<Option<Contract>, StorageError> {
    let row = seen(scope).filter(contract::Column::Id.eq(id.0)).lock_exclusive().one(conn).await?;
    Ok(filled(conn, row.into_iter().collect()).await?.pop().map(|stored| stored.contract))
}

/// Contracts that use a reference; two clients may use the same one.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn with_reference<C: ConnectionTrait>(
    conn: &C, scope: Scope, reference: &str,
) -> Result<Vec<Stored>, StorageError> {
    let named = contract::Column::Reference.eq(reference);
    filled(conn, seen(scope).filter(named).all(conn).await?).await
}

/// Contracts that use a reference, held until the transaction ends.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn lock_by_reference(
    tx: &Tx, scope: Scope, reference: &str,
) -> Result<Vec<Stored>, StorageError> {
    let named = contract::Column::Reference.eq(reference);
    filled(tx, seen(scope).filter(named).lock_exclusive().all(tx).await?).await
}

/// Holds contracts until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock_all(tx: &Tx, contracts: &[ContractId]) -> Result<(), StorageError> {
    for some in contracts.chunks(1_000) {
        let named = contract::Column::Id.is_in(some.iter().map(|id| id.0));
        contract::Entity::find().filter(named).lock_exclusive().all(tx).await?;
    }
    Ok(())
}

/// Contracts that use any of these references.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn with_references<C: ConnectionTrait>(
    conn: &C, scope: Scope, references: BTreeSet<&str>,
) -> Result<Vec<Stored>, StorageError> {
    let all: Vec<&str> = references.into_iter().collect();
    let mut rows = Vec::new();
    for some in all.chunks(1_000) {
        let named = contract::Column::Reference.is_in(some.iter().copied());
        rows.extend(seen(scope).filter(named).lock_exclusive().all(conn).await?);
    }
    filled(conn, rows).await
}

/// Contracts of a scope, by identifier.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_ids<C: ConnectionTrait>(
    conn: &C, scope: Scope, ids: BTreeSet<ContractId>,
) -> Result<HashMap<ContractId, Contract>, StorageError> {
    let named = contract::Column::Id.is_in(ids.iter().map(|id| id.0));
    let found = filled(conn, seen(scope).filter(named).all(conn).await?).await?;
    Ok(found.into_iter().map(|stored| (stored.contract.id, stored.contract)).collect())
}

/// Those of the contracts that exist.
///
/// # Errors
/// When the database fails.
pub async fn still_there<C: ConnectionTrait>(
    conn: &C, ids: &[ContractId],
) -> Result<Vec<ContractId>, StorageError> {
    let mut there = Vec::new();
    for some in ids.chunks(1_000) {
        let rows: Vec<uuid::Uuid> = contract::Entity::find()
            .select_only()
            .column(contract::Column::Id)
            .filter(contract::Column::Id.is_in(some.iter().map(|id| id.0)))
            .into_tuple()
            .all(conn)
            .await?;
        there.extend(rows.into_iter().map(ContractId));
    }
    Ok(there)
}

/// Contracts of a scope by reference, without figures.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn all<C: ConnectionTrait>(
    conn: &C, scope: Scope, slice: Slice,
) -> Result<Vec<Contract>, StorageError> {
    let rows = seen(scope)
        .order_by_asc(contract::Column::Reference)
        .order_by_asc(contract::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    Ok(filled(conn, rows).await?.into_iter().map(|stored| stored.contract).collect())
}

/// Contracts that pass a filter, by reference, with their latest figures.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &ContractFilter, slice: Slice,
) -> Result<Page<ContractLine>, StorageError> {
    let query = seen(scope).filter(condition(filter));
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_asc(contract::Column::Reference)
        .order_by_asc(contract::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let contracts = filled(conn, rows).await?;
    let mut latest =
        latest_of(conn, contracts.iter().map(|stored| stored.contract.id.0).collect()).await?;
    let items = contracts.into_iter().map(|stored| line(stored.contract, &mut latest)).collect();
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

fn line(contract: Contract, latest: &mut HashMap<uuid::Uuid, latest::Model>) -> ContractLine {
    let row = latest.remove(&contract.id.0);
    let latest_on = row.as_ref().map(|row| row.happened_on);
    let version = row.as_ref().map(|row| VersionId(row.version_id));
    let signed = row.as_ref().and_then(|row| u32::try_from(row.signed_revision?).ok());
    let latest = row.and_then(|row| Published::from_scaled(row.published));
    ContractLine { contract, latest_on, latest, version, signed }
}

async fn latest_of<C: ConnectionTrait>(
    conn: &C, ids: Vec<uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, latest::Model>, StorageError> {
    let rows = latest::Entity::find()
        .filter(latest::Column::ContractId.is_in(ids))
        .filter(latest::Column::Side.eq(code(Side::Client)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.contract_id, row)).collect())
}

fn condition(filter: &ContractFilter) -> Condition {
    let mut all = Condition::all();
    for word in filter.text.as_deref().unwrap_or_default().split_whitespace() {
        all = all.add(mentions(word));
    }
    if let Some(client) = filter.client {
        all = all.add(contract::Column::ClientId.eq(client.0));
    }
    if let Some(supplier) = filter.supplier {
        all = all.add(contract::Column::SupplierId.eq(supplier.0));
    }
    if let Some(day) = filter.running_on {
        let begun = Condition::any()
            .add(contract::Column::StartsOn.is_null())
            .add(contract::Column::StartsOn.lte(day));
        let not_over = Condition::any()
            .add(contract::Column::EndsOn.is_null())
            .add(contract::Column::EndsOn.gte(day));
        all = all.add(begun).add(not_over);
    }
    all
}

fn mentions(word: &str) -> Condition {
    let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let named = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(
            Expr::expr(Func::lower(Expr::col((organisation::Entity, organisation::Column::Name))))
                .like(like.clone()),
        )
        .into_query();
    Condition::any()
        .add(
            Expr::expr(Func::lower(Expr::col((contract::Entity, contract::Column::Reference))))
                .like(like.clone()),
        )
        .add(
            Expr::expr(Func::lower(Expr::col((contract::Entity, contract::Column::Title))))
                .like(like),
        )
        .add(contract::Column::ClientId.in_subquery(named.clone()))
        .add(contract::Column::SupplierId.in_subquery(named))
}

async fn filled<C: ConnectionTrait>(
    conn: &C, rows: Vec<contract::Model>,
) -> Result<Vec<Stored>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().flat_map(|row| [row.client_id, row.supplier_id]).collect();
    let names = organisations::named(conn, ids).await?;
    rows.into_iter().map(|row| stored(row, &names)).collect()
}

fn stored(
    row: contract::Model, names: &HashMap<uuid::Uuid, Organisation>,
) -> Result<Stored, StorageError> {
    let broken = || inconsistent("contract", row.id);
    let contract = Contract {
        id: ContractId(row.id),
        revision: row.revision,
        client: names.get(&row.client_id).cloned().ok_or_else(broken)?,
        supplier: names.get(&row.supplier_id).cloned().ok_or_else(broken)?,
        details: details(&row).ok_or_else(broken)?,
    };
    Ok(Stored { contract, import: row.import_id.map(ImportId) })
}

fn details(row: &contract::Model) -> Option<Details> {
    Some(Details {
        reference: row.reference.clone(),
        title: row.title.clone(),
        term: Term::new(row.starts_on, row.ends_on).ok()?,
        value: kept(row.value_pence, Money::from_scaled)?,
        pricing: kept(row.pricing_model.as_deref(), PricingModel::parse)?,
        working: kept(row.working_pattern.as_deref(), WorkingPattern::parse)?,
        tender_reference: row.tender_reference.clone(),
    })
}

// An empty column stays empty; a column that cannot be read makes the whole row unreadable.
fn kept<R, T>(column: Option<R>, read: impl Fn(R) -> Option<T>) -> Option<Option<T>> {
    match column {
        None => Some(None),
        Some(value) => read(value).map(Some),
    }
}

/// A contract as a row.
#[must_use]
pub fn row_of(
    contract: &Contract, import: Option<ImportId>, now: DateTime<Utc>,
) -> contract::Model {
    let details = &contract.details;
    contract::Model {
        id: contract.id.0,
        revision: contract.revision,
        reference: details.reference.clone(),
        title: details.title.clone(),
        client_id: contract.client.id.0,
        supplier_id: contract.supplier.id.0,
        starts_on: details.term.start(),
        ends_on: details.term.end(),
        value_pence: details.value.map(Money::scaled),
        pricing_model: details.pricing.map(|word| word.word().to_owned()),
        working_pattern: details.working.map(|word| word.word().to_owned()),
        tender_reference: details.tender_reference.clone(),
        import_id: import.map(|import| import.0),
        created_at: now,
    }
}

/// Adds contracts.
///
/// # Errors
/// A duplicate when a client already uses a reference.
pub async fn add<C: ConnectionTrait>(
    conn: &C, contracts: &[Contract], import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    insert_all(conn, contracts.iter().map(|contract| row_of(contract, import, now)).collect()).await
}

/// Writes a contract over the one with its identifier, if that still has the revision before.
///
/// # Errors
/// A duplicate when the client already uses the reference. `false` when the revision is another one.
pub async fn replace<C: ConnectionTrait>(
    conn: &C, contract: &Contract, import: Option<ImportId>,
) -> Result<Replaced, StorageError> {
    let row = row_of(contract, import, DateTime::UNIX_EPOCH);
    let done = contract::Entity::update_many()
        .col_expr(contract::Column::Revision, Expr::value(row.revision))
        .col_expr(contract::Column::Reference, Expr::value(row.reference))
        .col_expr(contract::Column::Title, Expr::value(row.title))
        .col_expr(contract::Column::ClientId, Expr::value(row.client_id))
        .col_expr(contract::Column::SupplierId, Expr::value(row.supplier_id))
        .col_expr(contract::Column::StartsOn, Expr::value(row.starts_on))
        .col_expr(contract::Column::EndsOn, Expr::value(row.ends_on))
        .col_expr(contract::Column::ValuePence, Expr::value(row.value_pence))
        .col_expr(contract::Column::PricingModel, Expr::value(row.pricing_model))
        .col_expr(contract::Column::WorkingPattern, Expr::value(row.working_pattern))
        .col_expr(contract::Column::TenderReference, Expr::value(row.tender_reference))
        .col_expr(contract::Column::ImportId, Expr::value(row.import_id))
        .filter(contract::Column::Id.eq(row.id))
        .filter(contract::Column::Revision.eq(row.revision - 1))
        .exec(conn)
        .await?;
    Ok(if done.rows_affected == 1 { Replaced::Written } else { Replaced::ChangedMeanwhile })
}

/// What came of writing over a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It was written.
    Written,
    /// Somebody else was first.
    ChangedMeanwhile,
}
