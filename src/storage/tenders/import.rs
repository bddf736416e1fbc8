//! What imports look up among tenders, what they replaced, and how that is put back.

use super::rows::{StoredCriterion, criterion_row, lot_of, lot_row, tender_row};
use super::{criteria, lots_by_id, named, seen};
use crate::domain::access::Scope;
use crate::domain::ids::{ImportId, LotId, OrganisationId, TenderId};
use crate::domain::imports::State;
use crate::domain::tenders::{Lot, Tender, TenderDetails};
use crate::storage::rows::{insert_all, put_all};
use crate::storage::{StorageError, Tx};
use chrono::{DateTime, Utc};
use entity::{
    award_criterion, award_criterion_before, import, lot, lot_before, tender, tender_before,
};
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use std::collections::{BTreeSet, HashMap};

/// Tenders under any of these references, held until the transaction ends.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn at_references(
    tx: &Tx, scope: Scope, references: BTreeSet<&str>,
) -> Result<Vec<Tender>, StorageError> {
    let all: Vec<&str> = references.into_iter().collect();
    let mut rows = Vec::new();
    for some in all.chunks(1_000) {
        let under = tender::Column::Reference.is_in(some.iter().copied());
        rows.extend(seen(scope).filter(under).lock_exclusive().all(tx).await?);
    }
    named(tx, rows).await
}

/// Lots of tenders with these references.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn lots_named(
    tx: &Tx, tenders: &[TenderId], references: BTreeSet<&str>,
) -> Result<Vec<Lot>, StorageError> {
    let references: Vec<&str> = references.into_iter().collect();
    let mut lots = Vec::new();
    for some in tenders.chunks(1_000) {
        for named in references.chunks(1_000) {
            let rows = lot::Entity::find()
                .filter(lot::Column::TenderId.is_in(some.iter().map(|id| id.0)))
                .filter(lot::Column::Reference.is_in(named.iter().copied()))
                .order_by_asc(lot::Column::Id)
                .all(tx)
                .await?;
            lots.extend(rows);
        }
    }
    lots.into_iter().map(lot_of).collect()
}

/// What an import replaces, as it was.
#[derive(Debug, Default)]
pub struct Replaced {
    /// Tenders of which it says something else.
    pub tenders: Vec<Tender>,
    /// Lots of which it says something else.
    pub lots: Vec<Lot>,
    /// Criteria of which it says something else.
    pub criteria: Vec<StoredCriterion>,
}

/// Records tenders, lots and criteria; what is there is replaced, and kept for the import as it was.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(
    conn: &C, (import, now): (ImportId, DateTime<Utc>), replaced: &Replaced, tenders: &[Tender],
    (lots, criteria): (&[Lot], &[StoredCriterion]),
) -> Result<(), StorageError> {
    keep_before(conn, import, replaced).await?;
    put_tenders(conn, tenders.iter().map(|tender| tender_row(tender, now)).collect()).await?;
    put_lots(conn, lots.iter().map(lot_row).collect()).await?;
    put_criteria(conn, criteria.iter().map(criterion_row).collect()).await
}

async fn put_tenders<C: ConnectionTrait>(
    conn: &C, rows: Vec<tender::Model>,
) -> Result<(), StorageError> {
    use tender::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Title, Column::PublishedOn, Column::Category, Column::Method])
        .update_columns([Column::ValuePence, Column::Currency])
        .update_columns([Column::Framework, Column::Authority])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, rows, &replacing).await
}

async fn put_lots<C: ConnectionTrait>(conn: &C, rows: Vec<lot::Model>) -> Result<(), StorageError> {
    use lot::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Title, Column::Status, Column::Total])
        .update_columns([Column::CostLow, Column::CostHigh])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, rows, &replacing).await
}

async fn put_criteria<C: ConnectionTrait>(
    conn: &C, rows: Vec<award_criterion::Model>,
) -> Result<(), StorageError> {
    use award_criterion::Column;
    let replacing = OnConflict::columns([Column::LotId, Column::Place])
        .update_columns([Column::Number, Column::Name, Column::Kind, Column::KindWritten])
        .update_columns([Column::Weight, Column::Form, Column::Low, Column::High])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, rows, &replacing).await
}

async fn keep_before<C: ConnectionTrait>(
    conn: &C, import: ImportId, replaced: &Replaced,
) -> Result<(), StorageError> {
    let tenders = replaced.tenders.iter().map(|one| kept_tender(import, one)).collect();
    insert_all(conn, tenders).await?;
    let lots = replaced.lots.iter().map(|one| kept_lot(import, one)).collect();
    insert_all(conn, lots).await?;
    let criteria = replaced.criteria.iter().map(|one| kept_criterion(import, one)).collect();
    insert_all(conn, criteria).await
}

fn kept_tender(import: ImportId, before: &Tender) -> tender_before::Model {
    let row = tender_row(before, DateTime::UNIX_EPOCH);
    tender_before::Model {
        import_id: import.0,
        tender_id: row.id,
        title: row.title,
        published_on: row.published_on,
        category: row.category,
        method: row.method,
        value_pence: row.value_pence,
        currency: row.currency,
        framework: row.framework,
        authority: row.authority,
        prior_import_id: row.import_id,
        prior_line: row.import_line,
    }
}

fn kept_lot(import: ImportId, before: &Lot) -> lot_before::Model {
    let row = lot_row(before);
    lot_before::Model {
        import_id: import.0,
        lot_id: row.id,
        title: row.title,
        prior_import_id: row.import_id,
        prior_line: row.import_line,
    }
}

fn kept_criterion(import: ImportId, before: &StoredCriterion) -> award_criterion_before::Model {
    let row = criterion_row(before);
    award_criterion_before::Model {
        import_id: import.0,
        lot_id: row.lot_id,
        place: row.place,
        number: row.number,
        name: row.name,
        kind: row.kind,
        kind_written: row.kind_written,
        weight: row.weight,
        form: row.form,
        low: row.low,
        high: row.high,
        prior_import_id: row.import_id,
        prior_line: row.import_line,
    }
}

/// The lots that hold criteria of an import.
fn lots_left(import: ImportId) -> SelectStatement {
    let criteria =
        award_criterion::Entity::find().select_only().column(award_criterion::Column::LotId);
    criteria.filter(award_criterion::Column::ImportId.eq(import.0)).into_query()
}

/// The tenders of those lots.
fn tenders_left(import: ImportId) -> SelectStatement {
    let lots = lot::Entity::find().select_only().column(lot::Column::TenderId);
    lots.filter(lot::Column::Id.in_subquery(lots_left(import))).into_query()
}

/// Holds the tenders an import touched until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock_all_of(tx: &Tx, import: ImportId) -> Result<(), StorageError> {
    let ids = tender::Entity::find().select_only().column(tender::Column::Id);
    let ids = ids.filter(tender::Column::Id.in_subquery(tenders_left(import))).lock_exclusive();
    ids.into_tuple::<uuid::Uuid>().all(tx).await?;
    Ok(())
}

/// The buyer of the tenders an import touched, when they all have the same one.
///
/// # Errors
/// When the database fails.
pub async fn only_buyer<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<Option<OrganisationId>, StorageError> {
    let found: Vec<Option<uuid::Uuid>> = tender::Entity::find()
        .select_only()
        .column(tender::Column::ClientId)
        .distinct()
        .filter(tender::Column::Id.in_subquery(tenders_left(import)))
        .into_tuple()
        .all(conn)
        .await?;
    match found.as_slice() {
        [Some(only)] => Ok(Some(OrganisationId(*only))),
        _ => Ok(None),
    }
}

/// How many rows of a file of weightings still stand as an import left them. One that a later
/// import changed in what it says of the tender or lot does not.
///
/// # Errors
/// When the database fails.
pub async fn standing<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<u64, StorageError> {
    let own = award_criterion::Column::ImportId.eq(import.0);
    let rows = award_criterion::Entity::find().filter(own).count(conn).await?;
    let later = tender_before::Column::ImportId.in_subquery(applied());
    let tenders = tender_before::Entity::find().filter(later);
    let tenders = tenders.filter(tender_before::Column::PriorImportId.eq(import.0));
    let later = lot_before::Column::ImportId.in_subquery(applied());
    let lots = lot_before::Entity::find().filter(later);
    let lots = lots.filter(lot_before::Column::PriorImportId.eq(import.0));
    Ok(rows.saturating_sub(tenders.count(conn).await?).saturating_sub(lots.count(conn).await?))
}

fn applied() -> SelectStatement {
    let all = import::Entity::find().select_only().column(import::Column::Id);
    all.filter(import::Column::State.eq(State::Applied.word())).into_query()
}

/// The lots of which an import added or changed criteria.
///
/// # Errors
/// When the database fails.
pub async fn touched_lots<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<Vec<LotId>, StorageError> {
    let ids: Vec<uuid::Uuid> = lot::Entity::find()
        .select_only()
        .column(lot::Column::Id)
        .filter(lot::Column::Id.in_subquery(lots_left(import)))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(LotId).collect())
}

/// Puts criteria, lots and tenders back, and removes those an import added and nothing is left of.
///
/// # Errors
/// A link still in use when something else was built on what it made.
pub async fn take_back<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    let own = Condition::any()
        .add(lot::Column::Id.in_subquery(lots_left(import)))
        .add(lot::Column::ImportId.eq(import.0));
    let touched = lot::Entity::find().filter(own).all(conn).await?;
    put_criteria_back(conn, import).await?;
    award_criterion::Entity::delete_many()
        .filter(award_criterion::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    put_lots_back(conn, import).await?;
    put_tenders_back(conn, import).await?;
    remove_empty(conn, &touched).await
}

async fn put_criteria_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let own = award_criterion_before::Column::ImportId.eq(import.0);
    let kept = award_criterion_before::Entity::find().filter(own).all(conn).await?;
    let back = |kept: award_criterion_before::Model| award_criterion::Model {
        lot_id: kept.lot_id,
        place: kept.place,
        number: kept.number,
        name: kept.name,
        kind: kept.kind,
        kind_written: kept.kind_written,
        weight: kept.weight,
        form: kept.form,
        low: kept.low,
        high: kept.high,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    };
    put_criteria(conn, kept.into_iter().map(back).collect()).await
}

async fn put_lots_back<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    let own = lot_before::Column::ImportId.eq(import.0);
    let kept = lot_before::Entity::find().filter(own).all(conn).await?;
    let left = lot::Column::ImportId.eq(import.0);
    let now = lot::Entity::find().filter(left).all(conn).await?;
    let mut now: HashMap<_, _> = now.into_iter().map(|row| (row.id, row)).collect();
    let back = kept.into_iter().filter_map(|kept| {
        let row = now.remove(&kept.lot_id)?;
        let (import_id, import_line) = (kept.prior_import_id, kept.prior_line);
        Some(lot::Model { title: kept.title, import_id, import_line, ..row })
    });
    put_lots(conn, back.collect()).await
}

async fn put_tenders_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let own = tender_before::Column::ImportId.eq(import.0);
    let kept = tender_before::Entity::find().filter(own).all(conn).await?;
    let left = tender::Column::ImportId.eq(import.0);
    let now = tender::Entity::find().filter(left).all(conn).await?;
    let mut now: HashMap<_, _> = now.into_iter().map(|row| (row.id, row)).collect();
    let back = kept.into_iter().filter_map(|kept| {
        let row = now.remove(&kept.tender_id)?;
        Some(as_before(row, kept))
    });
    put_tenders(conn, back.collect()).await
}

fn as_before(now: tender::Model, kept: tender_before::Model) -> tender::Model {
    tender::Model {
        title: kept.title,
        published_on: kept.published_on,
        category: kept.category,
        method: kept.method,
        value_pence: kept.value_pence,
        currency: kept.currency,
        framework: kept.framework,
        authority: kept.authority,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
        ..now
    }
}

/// Removes those of the lots that have no criterion left, and tenders that then have no lot.
async fn remove_empty<C: ConnectionTrait>(
    conn: &C, touched: &[lot::Model],
) -> Result<(), StorageError> {
    let weighed =
        || award_criterion::Entity::find().select_only().column(award_criterion::Column::LotId);
    for some in touched.chunks(1_000) {
        lot::Entity::delete_many()
            .filter(lot::Column::Id.is_in(some.iter().map(|lot| lot.id)))
            .filter(lot::Column::Id.not_in_subquery(weighed().into_query()))
            .exec(conn)
            .await?;
    }
    let parted = || lot::Entity::find().select_only().column(lot::Column::TenderId);
    for some in touched.chunks(1_000) {
        tender::Entity::delete_many()
            .filter(tender::Column::Id.is_in(some.iter().map(|lot| lot.tender_id)))
            .filter(tender::Column::Id.not_in_subquery(parted().into_query()))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Records what the weights of lots come to.
///
/// # Errors
/// When the database fails.
pub async fn put_standings<C: ConnectionTrait>(conn: &C, lots: &[Lot]) -> Result<(), StorageError> {
    put_lots(conn, lots.iter().map(lot_row).collect()).await
}

/// What is recorded of lots: of their tender, their title and their criteria.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn said<C: ConnectionTrait>(
    conn: &C, scope: Scope, ids: &[LotId],
) -> Result<HashMap<LotId, (TenderDetails, Option<String>, Vec<StoredCriterion>)>, StorageError> {
    let lots = lots_by_id(conn, ids).await?;
    let own = tender::Column::Id.is_in(lots.iter().map(|lot| lot.tender.0));
    let tenders = named(conn, seen(scope).filter(own).all(conn).await?).await?;
    let tenders: HashMap<TenderId, TenderDetails> =
        tenders.into_iter().map(|tender| (tender.id, tender.details)).collect();
    let mut criteria = criteria(conn, ids).await?;
    let said = |lot: Lot| {
        let tender = tenders.get(&lot.tender)?.clone();
        Some((lot.id, (tender, lot.title, criteria.remove(&lot.id).unwrap_or_default())))
    };
    Ok(lots.into_iter().filter_map(said).collect())
}
