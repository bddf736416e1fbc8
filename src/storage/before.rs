//! What an import replaced, kept to be put back.

use super::StorageError;
use super::error::inconsistent;
use super::meetings::origin_columns;
use super::rows::insert_all;
use super::{contracts, kpis, meetings, value};
use crate::domain::ids::{ContractId, ImportId, KpiId, MeetingId};
use crate::domain::kpis::Observation;
use crate::domain::meetings::Score;
use crate::domain::value::Item;
use chrono::DateTime;
use entity::{
    contract, contract_before, observation, observation_before, score, score_before, value_item,
    value_item_before,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Keeps what a contract was before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_contract<C: ConnectionTrait>(
    conn: &C, import: ImportId, before: &contracts::Stored,
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
    conn: &C, import: ImportId, before: &[(MeetingId, Score)],
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
    conn: &C, import: ImportId, before: &[(KpiId, Observation)],
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

/// Keeps what value-add items were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_items<C: ConnectionTrait>(
    conn: &C, import: ImportId, before: &[Item],
) -> Result<(), StorageError> {
    let row = |item: &Item| {
        let row = value::row_of(item);
        value_item_before::Model {
            import_id: import.0,
            item_id: row.id,
            revision: row.revision,
            towards: row.towards,
            takes_place_on: row.takes_place_on,
            claimed_pence: row.claimed_pence,
            method: row.method,
            state: row.state,
            verified_on: row.verified_on,
            verified_pence: row.verified_pence,
            attendance: row.attendance,
            prior_import_id: row.import_id,
            prior_line: row.import_line,
        }
    };
    insert_all(conn, before.iter().map(row).collect()).await
}

/// What scores of meetings were before an import changed them.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn kept_scores<C: ConnectionTrait>(
    conn: &C, import: ImportId, meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<Score>>, StorageError> {
    let rows = score_before::Entity::find()
        .filter(score_before::Column::ImportId.eq(import.0))
        .filter(score_before::Column::MeetingId.is_in(meetings.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    let mut kept: HashMap<MeetingId, Vec<Score>> = HashMap::new();
    for row in rows {
        let meeting = MeetingId(row.meeting_id);
        kept.entry(meeting).or_default().push(meetings::score_of(score_row(row))?);
    }
    Ok(kept)
}

/// What observations of KPIs were before an import changed them.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn kept_observations<C: ConnectionTrait>(
    conn: &C, import: ImportId, kpis: &[KpiId],
) -> Result<HashMap<KpiId, Vec<Observation>>, StorageError> {
    let rows = observation_before::Entity::find()
        .filter(observation_before::Column::ImportId.eq(import.0))
        .filter(observation_before::Column::KpiId.is_in(kpis.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    let mut kept: HashMap<KpiId, Vec<Observation>> = HashMap::new();
    for row in rows {
        let kpi = KpiId(row.kpi_id);
        let read = kpis::observation_of(&observation_row(row));
        let read = read.ok_or_else(|| inconsistent("observation of KPI", kpi))?;
        kept.entry(kpi).or_default().push(read);
    }
    Ok(kept)
}

/// Those of the contracts that an import changed, with their references.
///
/// # Errors
/// When the database fails.
pub async fn changed_contracts<C: ConnectionTrait>(
    conn: &C, import: ImportId, contracts: &[ContractId],
) -> Result<HashMap<ContractId, String>, StorageError> {
    let rows = contract::Entity::find()
        .filter(contract::Column::ImportId.eq(import.0))
        .filter(contract::Column::Id.is_in(contracts.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (ContractId(row.id), row.reference)).collect())
}

pub(super) fn score_row(kept: score_before::Model) -> score::Model {
    score::Model {
        meeting_id: kept.meeting_id,
        side: kept.side,
        criterion: kept.criterion,
        state: kept.state,
        value: kept.value,
        comment: kept.comment,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    }
}

pub(super) fn observation_row(kept: observation_before::Model) -> observation::Model {
    observation::Model {
        kpi_id: kept.kpi_id,
        starts_on: kept.starts_on,
        ends_on: kept.ends_on,
        cadence: kept.cadence,
        state: kept.state,
        actual: kept.actual,
        target: kept.target,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    }
}

/// An item as it was before an import, but for a revision that nobody has seen yet.
pub(super) fn item_row(
    now: value_item::Model, kept: value_item_before::Model,
) -> value_item::Model {
    value_item::Model {
        revision: now.revision.saturating_add(1),
        towards: kept.towards,
        takes_place_on: kept.takes_place_on,
        claimed_pence: kept.claimed_pence,
        method: kept.method,
        state: kept.state,
        verified_on: kept.verified_on,
        verified_pence: kept.verified_pence,
        attendance: kept.attendance,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
        ..now
    }
}
