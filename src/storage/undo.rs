//! What an import replaced, and how it is taken back.

use super::StorageError;
use super::meetings::origin_columns;
use super::rows::{insert_all, put_all};
use super::{contracts, kpis, meetings};
use crate::domain::ids::{ContractId, ImportId, KpiId, MeetingId};
use crate::domain::kpis::Observation;
use crate::domain::meetings::Score;
use chrono::DateTime;
use entity::{
    contract, contract_before, contract_design, import_contract, kpi, kpi_band, meeting,
    observation, observation_before, organisation, score, score_before, service_level,
};
use sea_orm::sea_query::{Condition, Expr, OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

/// Keeps what a contract was before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_contract<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
    before: &contracts::Stored,
) -> Result<(), StorageError> {
    let row = contracts::row_of(&before.contract, before.import, DateTime::UNIX_EPOCH);
    let kept = contract_before::Model {
        import_id: import.0,
        contract_id: row.id,
        revision: row.revision,
        title: row.title,
        supplier_id: row.supplier_id,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        value_pence: row.value_pence,
        pricing_model: row.pricing_model,
        working_pattern: row.working_pattern,
        tender_reference: row.tender_reference,
        prior_import_id: row.import_id,
    };
    insert_all(conn, vec![kept]).await
}

/// Keeps what scores were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_scores<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
    before: &[(MeetingId, Score)],
) -> Result<(), StorageError> {
    let row = |(meeting, score): &(MeetingId, Score)| {
        let row = meetings::row_of(*meeting, score);
        score_before::Model {
            import_id: import.0,
            meeting_id: row.meeting_id,
            side: row.side,
            criterion: row.criterion,
            state: row.state,
            value: row.value,
            comment: row.comment,
            prior_import_id: row.import_id,
            prior_line: row.import_line,
        }
    };
    insert_all(conn, before.iter().map(row).collect()).await
}

/// Keeps what observations were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_observations<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
    before: &[(KpiId, Observation)],
) -> Result<(), StorageError> {
    let row = |(kpi, observation): &(KpiId, Observation)| {
        let row = kpis::row_of(*kpi, observation);
        let (prior_import_id, prior_line) = origin_columns(observation.origin);
        observation_before::Model {
            import_id: import.0,
            kpi_id: row.kpi_id,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            cadence: row.cadence,
            state: row.state,
            actual: row.actual,
            target: row.target,
            prior_import_id,
            prior_line,
        }
    };
    insert_all(conn, before.iter().map(row).collect()).await
}

/// Remembers which contracts an import touched, so that taking it back need not search.
///
/// # Errors
/// When the database fails.
pub async fn keep_touched<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
    contracts: &[ContractId],
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
    conn: &C,
    import: ImportId,
) -> Result<Vec<ContractId>, StorageError> {
    let own = import_contract::Column::ImportId.eq(import.0);
    let rows = import_contract::Entity::find().filter(own).all(conn).await?;
    Ok(rows.into_iter().map(|row| ContractId(row.contract_id)).collect())
}

fn touched_contracts(import: ImportId) -> SelectStatement {
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

/// How many rows still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn still_standing<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
) -> Result<u64, StorageError> {
    let scores = score::Entity::find().filter(left_scores(import)).count(conn).await?;
    let observed =
        observation::Entity::find().filter(left_observations(import)).count(conn).await?;
    Ok(scores + observed)
}

/// How many contracts still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn contracts_still_standing<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
) -> Result<u64, StorageError> {
    Ok(contract::Entity::find().filter(contract::Column::ImportId.eq(import.0)).count(conn).await?)
}

/// The meetings that hold scores of an import.
///
/// # Errors
/// When the database fails.
pub async fn meetings_touched<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
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
    put_scores_back(conn, import).await?;
    put_observations_back(conn, import).await?;
    put_contracts_back(conn, import).await?;
    score::Entity::delete_many().filter(left_scores(import)).exec(conn).await?;
    observation::Entity::delete_many().filter(left_observations(import)).exec(conn).await?;
    meeting::Entity::delete_many()
        .filter(meeting::Column::ContractId.in_subquery(touched_contracts(import)))
        .filter(meeting::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    remove_kpis(conn, import).await?;
    remove_contracts(conn, import).await
}

async fn put_scores_back<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
) -> Result<(), StorageError> {
    let kept = score_before::Entity::find()
        .filter(score_before::Column::ImportId.eq(import.0))
        .all(conn)
        .await?;
    let row = |kept: score_before::Model| score::Model {
        meeting_id: kept.meeting_id,
        side: kept.side,
        criterion: kept.criterion,
        state: kept.state,
        value: kept.value,
        comment: kept.comment,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    };
    let replacing = OnConflict::columns([
        score::Column::MeetingId,
        score::Column::Side,
        score::Column::Criterion,
    ])
    .update_columns([score::Column::State, score::Column::Value, score::Column::Comment])
    .update_columns([score::Column::ImportId, score::Column::ImportLine])
    .to_owned();
    put_all(conn, kept.into_iter().map(row).collect(), &replacing).await
}

async fn put_observations_back<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
) -> Result<(), StorageError> {
    let own = observation_before::Column::ImportId.eq(import.0);
    let kept = observation_before::Entity::find().filter(own).all(conn).await?;
    let row = |kept: observation_before::Model| observation::Model {
        kpi_id: kept.kpi_id,
        starts_on: kept.starts_on,
        ends_on: kept.ends_on,
        cadence: kept.cadence,
        state: kept.state,
        actual: kept.actual,
        target: kept.target,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    };
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
    put_all(conn, kept.into_iter().map(row).collect(), &replacing).await
}

async fn put_contracts_back<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
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
    kpi::Entity::delete_many().filter(kpi::Column::ImportId.eq(import.0)).exec(conn).await?;
    Ok(())
}

async fn remove_contracts<C: ConnectionTrait>(
    conn: &C,
    import: ImportId,
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
    conn: &C,
    import: ImportId,
) -> Result<(), StorageError> {
    let clients =
        contract::Entity::find().select_only().column(contract::Column::ClientId).into_query();
    let suppliers =
        contract::Entity::find().select_only().column(contract::Column::SupplierId).into_query();
    organisation::Entity::delete_many()
        .filter(organisation::Column::ImportId.eq(import.0))
        .filter(organisation::Column::Id.not_in_subquery(clients))
        .filter(organisation::Column::Id.not_in_subquery(suppliers))
        .exec(conn)
        .await?;
    Ok(())
}
