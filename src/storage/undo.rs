//! How an import is taken back.

use super::StorageError;
use super::before::{item_row, observation_row, score_row};
use super::rows::{insert_all, put_all};
use super::{assessments, imports, knowledge, tenders, value};
use crate::domain::access::Scope;
use crate::domain::ids::{ContractId, ImportId, MeetingId};
use crate::domain::imports::{Import, State};
use entity::{
    assessment, contract, contract_before, contract_design, import, import_contract, import_repeat,
    kpi, kpi_band, kpi_repeat, meeting, observation, observation_before, organisation, score,
    score_before, service_level, tender, value_item, value_item_before, value_step,
};
use sea_orm::sea_query::{Condition, Expr, OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use std::collections::{BTreeMap, HashMap};

/// Remembers which contracts an import touched, so that taking it back need not search.
///
/// # Errors
/// When the database fails.
pub async fn keep_touched<C: ConnectionTrait>(
    conn: &C, import: ImportId, contracts: &[ContractId],
) -> Result<(), StorageError> {
    let row = |contract: &ContractId| import_contract::Model {
        import_id: import.0,
        contract_id: contract.0,
    };
    insert_all(conn, contracts.iter().map(row).collect()).await
}

/// The contracts an import touched.
///
/// # Errors
/// When the database fails.
pub async fn touched<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<Vec<ContractId>, StorageError> {
    let own = import_contract::Column::ImportId.eq(import.0);
    let rows = import_contract::Entity::find().filter(own).all(conn).await?;
    Ok(rows.into_iter().map(|row| ContractId(row.contract_id)).collect())
}

/// Remembers which imports an import said again, and in how many rows.
///
/// # Errors
/// When the database fails.
pub async fn keep_repeated<C: ConnectionTrait>(
    conn: &C, import: ImportId, repeated: &BTreeMap<ImportId, u64>,
) -> Result<(), StorageError> {
    let row = |(repeated, rows): (&ImportId, &u64)| import_repeat::Model {
        import_id: import.0,
        repeated_id: repeated.0,
        rows_same: i64::try_from(*rows).unwrap_or(i64::MAX),
    };
    insert_all(conn, repeated.iter().map(row).collect()).await
}

/// The latest import that still stands and says again what an import said, and
/// in how many rows.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn repeated_by<C: ConnectionTrait>(
    conn: &C, scope: Scope, import: ImportId,
) -> Result<Option<(Import, u64)>, StorageError> {
    let standing = import::Entity::find()
        .select_only()
        .column(import::Column::Id)
        .filter(import::Column::State.eq(State::Applied.word()))
        .into_query();
    let row = import_repeat::Entity::find()
        .filter(import_repeat::Column::RepeatedId.eq(import.0))
        .filter(import_repeat::Column::ImportId.in_subquery(standing))
        .order_by_desc(import_repeat::Column::ImportId)
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let later = imports::find(conn, scope, ImportId(row.import_id)).await?;
    Ok(later.map(|later| (later, u64::try_from(row.rows_same).unwrap_or_default())))
}

pub(super) fn touched_contracts(import: ImportId) -> SelectStatement {
    let rows =
        import_contract::Entity::find().select_only().column(import_contract::Column::ContractId);
    rows.filter(import_contract::Column::ImportId.eq(import.0)).into_query()
}

fn touched_meetings(import: ImportId) -> SelectStatement {
    let rows = meeting::Entity::find().select_only().column(meeting::Column::Id);
    rows.filter(meeting::Column::ContractId.in_subquery(touched_contracts(import))).into_query()
}

fn touched_kpis(import: ImportId) -> SelectStatement {
    let rows = kpi::Entity::find().select_only().column(kpi::Column::Id);
    rows.filter(kpi::Column::ContractId.in_subquery(touched_contracts(import))).into_query()
}

/// Scores an import left, in the meetings of the contracts it touched.
fn left_scores(import: ImportId) -> Condition {
    Condition::all()
        .add(score::Column::MeetingId.in_subquery(touched_meetings(import)))
        .add(score::Column::ImportId.eq(import.0))
}

/// Observations an import left, of the contracts it touched.
fn left_observations(import: ImportId) -> Condition {
    Condition::all()
        .add(observation::Column::KpiId.in_subquery(touched_kpis(import)))
        .add(observation::Column::ImportId.eq(import.0))
}

/// Value-add items an import left, of the contracts it touched.
fn left_items(import: ImportId) -> Condition {
    Condition::all()
        .add(value_item::Column::ContractId.in_subquery(touched_contracts(import)))
        .add(value_item::Column::ImportId.eq(import.0))
}

/// How many rows still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn still_standing<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<u64, StorageError> {
    let scores = score::Entity::find().filter(left_scores(import)).count(conn).await?;
    let observed =
        observation::Entity::find().filter(left_observations(import)).count(conn).await?;
    let items = value_item::Entity::find().filter(left_items(import)).count(conn).await?;
    Ok(scores + observed + items)
}

/// How many contracts still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn contracts_still_standing<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<u64, StorageError> {
    Ok(contract::Entity::find().filter(contract::Column::ImportId.eq(import.0)).count(conn).await?)
}

/// The meetings that hold scores of an import.
///
/// # Errors
/// When the database fails.
pub async fn meetings_touched<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<Vec<MeetingId>, StorageError> {
    let ids: Vec<uuid::Uuid> = score::Entity::find()
        .select_only()
        .column(score::Column::MeetingId)
        .distinct()
        .filter(left_scores(import))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(MeetingId).collect())
}

/// Puts scores and observations back and removes those an import added,
/// with the meetings, KPIs, contracts and organisations it made.
///
/// # Errors
/// A link still in use when something else was built on what it made.
pub async fn take_back<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    assessments::take_back(conn, import).await?;
    tenders::take_back(conn, import).await?;
    put_scores_back(conn, import).await?;
    put_observations_back(conn, import).await?;
    put_items_back(conn, import).await?;
    put_contracts_back(conn, import).await?;
    score::Entity::delete_many().filter(left_scores(import)).exec(conn).await?;
    observation::Entity::delete_many().filter(left_observations(import)).exec(conn).await?;
    meeting::Entity::delete_many()
        .filter(meeting::Column::ContractId.in_subquery(touched_contracts(import)))
        .filter(meeting::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    remove_kpis(conn, import).await?;
    value_item::Entity::delete_many().filter(left_items(import)).exec(conn).await?;
    knowledge::undo::take_back(conn, import).await?;
    remove_contracts(conn, import).await
}

async fn put_scores_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let kept = score_before::Entity::find()
        .filter(score_before::Column::ImportId.eq(import.0))
        .all(conn)
        .await?;
    let replacing = OnConflict::columns([
        score::Column::MeetingId,
        score::Column::Side,
        score::Column::Criterion,
    ])
    .update_columns([score::Column::State, score::Column::Value, score::Column::Comment])
    .update_columns([score::Column::ImportId, score::Column::ImportLine])
    .to_owned();
    put_all(conn, kept.into_iter().map(score_row).collect(), &replacing).await
}

async fn put_observations_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let own = observation_before::Column::ImportId.eq(import.0);
    let kept = observation_before::Entity::find().filter(own).all(conn).await?;
    let replacing =
        OnConflict::columns([observation::Column::KpiId, observation::Column::StartsOn])
            .update_columns([
                observation::Column::EndsOn,
                observation::Column::Cadence,
                observation::Column::State,
            ])
            .update_columns([observation::Column::Actual, observation::Column::Target])
            .update_columns([observation::Column::ImportId, observation::Column::ImportLine])
            .to_owned();
    put_all(conn, kept.into_iter().map(observation_row).collect(), &replacing).await
}

async fn put_items_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let own = value_item_before::Column::ImportId.eq(import.0);
    let kept = value_item_before::Entity::find().filter(own).all(conn).await?;
    let now = value_item::Entity::find().filter(left_items(import)).all(conn).await?;
    let mut now: HashMap<_, _> = now.into_iter().map(|row| (row.id, row)).collect();
    let rows = kept.into_iter().filter_map(|row| Some(item_row(now.remove(&row.item_id)?, row)));
    value::put_rows(conn, rows.collect()).await?;
    value_step::Entity::delete_many()
        .filter(value_step::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    Ok(())
}

async fn put_contracts_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let kept = contract_before::Entity::find()
        .filter(contract_before::Column::ImportId.eq(import.0))
        .all(conn)
        .await?;
    for row in kept {
        contract::Entity::update_many()
            .col_expr(contract::Column::Revision, Expr::value(row.revision + 2))
            .col_expr(contract::Column::Title, Expr::value(row.title))
            .col_expr(contract::Column::SupplierId, Expr::value(row.supplier_id))
            .col_expr(contract::Column::StartsOn, Expr::value(row.starts_on))
            .col_expr(contract::Column::EndsOn, Expr::value(row.ends_on))
            .col_expr(contract::Column::ValuePence, Expr::value(row.value_pence))
            .col_expr(contract::Column::PricingModel, Expr::value(row.pricing_model))
            .col_expr(contract::Column::WorkingPattern, Expr::value(row.working_pattern))
            .col_expr(contract::Column::TenderReference, Expr::value(row.tender_reference))
            .col_expr(contract::Column::ImportId, Expr::value(row.prior_import_id))
            .filter(contract::Column::Id.eq(row.contract_id))
            .exec(conn)
            .await?;
    }
    Ok(())
}

async fn remove_kpis<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    let own = || {
        let made = kpi::Entity::find().select_only().column(kpi::Column::Id);
        made.filter(kpi::Column::ImportId.eq(import.0)).into_query()
    };
    kpi_band::Entity::delete_many()
        .filter(kpi_band::Column::KpiId.in_subquery(own()))
        .exec(conn)
        .await?;
    service_level::Entity::delete_many()
        .filter(service_level::Column::KpiId.in_subquery(own()))
        .exec(conn)
        .await?;
    kpi_repeat::Entity::delete_many()
        .filter(kpi_repeat::Column::KpiId.in_subquery(own()))
        .exec(conn)
        .await?;
    kpi::Entity::delete_many().filter(kpi::Column::ImportId.eq(import.0)).exec(conn).await?;
    Ok(())
}

async fn remove_contracts<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let own = contract::Entity::find()
        .select_only()
        .column(contract::Column::Id)
        .filter(contract::Column::ImportId.eq(import.0))
        .into_query();
    contract_design::Entity::delete_many()
        .filter(contract_design::Column::ContractId.in_subquery(own))
        .exec(conn)
        .await?;
    contract::Entity::delete_many()
        .filter(contract::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    remove_unused_organisations(conn, import).await
}

async fn remove_unused_organisations<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    let clients =
        contract::Entity::find().select_only().column(contract::Column::ClientId).into_query();
    let suppliers =
        contract::Entity::find().select_only().column(contract::Column::SupplierId).into_query();
    let departments = assessment::Entity::find()
        .select_only()
        .column(assessment::Column::ClientId)
        .filter(assessment::Column::ClientId.is_not_null())
        .into_query();
    let buyers = tender::Entity::find()
        .select_only()
        .column(tender::Column::ClientId)
        .filter(tender::Column::ClientId.is_not_null())
        .into_query();
    organisation::Entity::delete_many()
        .filter(organisation::Column::ImportId.eq(import.0))
        .filter(organisation::Column::Id.not_in_subquery(buyers))
        .filter(organisation::Column::Id.not_in_subquery(departments))
        .filter(organisation::Column::Id.not_in_subquery(clients))
        .filter(organisation::Column::Id.not_in_subquery(suppliers))
        .exec(conn)
        .await?;
    Ok(())
}
