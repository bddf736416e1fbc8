//! Evidence of levels, and the rows of its files.

use crate::domain::access::Scope;
use crate::domain::audit::Digest;
use crate::domain::ids::{ActorId, AreaId, ContractId, EvidenceId, FileId, HolderId};
use crate::domain::knowledge::Level;
use crate::domain::knowledge::evidence::{Evidence, Kind, Progress, Signature, State};
use crate::domain::knowledge::files::{File, MediaKind};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::contracts::on_seen;
use crate::storage::error::inconsistent;
use crate::storage::rows::{insert_all, put_all};
use chrono::{DateTime, Utc};
use entity::{evidence, evidence_file};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// One piece of evidence with its files.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: EvidenceId,
) -> Result<Option<Evidence>, StorageError> {
    let seen = on_seen(scope, evidence::Column::ContractId);
    let row = evidence::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    Ok(with_files(conn, row.into_iter().collect()).await?.pop())
}

/// The evidence of a contract, earliest planned first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_contract<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<Vec<Evidence>, StorageError> {
    let rows = evidence::Entity::find()
        .filter(evidence::Column::ContractId.eq(contract.0))
        .order_by_asc(evidence::Column::Id)
        .all(conn)
        .await?;
    with_files(conn, rows).await
}

/// The evidence of an area, earliest planned first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_area<C: ConnectionTrait>(
    conn: &C, area: AreaId,
) -> Result<Vec<Evidence>, StorageError> {
    let rows = evidence::Entity::find()
        .filter(evidence::Column::AreaId.eq(area.0))
        .order_by_asc(evidence::Column::Id)
        .all(conn)
        .await?;
    with_files(conn, rows).await
}

async fn with_files<C: ConnectionTrait>(
    conn: &C, rows: Vec<evidence::Model>,
) -> Result<Vec<Evidence>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut files: HashMap<uuid::Uuid, Vec<File>> = HashMap::new();
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
    for some in ids.chunks(1_000) {
        let found = evidence_file::Entity::find()
            .filter(evidence_file::Column::EvidenceId.is_in(some.to_vec()))
            .order_by_asc(evidence_file::Column::Id)
            .all(conn)
            .await?;
        for row in found {
            files.entry(row.evidence_id).or_default().push(file_of(row)?);
        }
    }
    let filled = |row: evidence::Model| {
        let own = files.remove(&row.id).unwrap_or_default();
        evidence_of(row, own)
    };
    rows.into_iter().map(filled).collect()
}

fn evidence_of(row: evidence::Model, files: Vec<File>) -> Result<Evidence, StorageError> {
    let id = row.id;
    read(row, files).ok_or_else(|| inconsistent("evidence", id))
}

fn read(row: evidence::Model, files: Vec<File>) -> Option<Evidence> {
    let state = state_of(&row)?;
    Some(Evidence {
        id: EvidenceId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        area: AreaId(row.area_id),
        holder: HolderId(row.holder_id),
        kind: Kind::of(row.kind)?,
        title: row.title,
        level: Level::of(row.level)?,
        due: row.due_on,
        planned_by: row.planned_by,
        note: row.note,
        link: row.link,
        state,
        files,
    })
}

fn state_of(row: &evidence::Model) -> Option<State> {
    let signature = |on: Option<_>, actor: Option<_>, name: &Option<String>| {
        Some(Signature { actor: ActorId(actor?), name: name.clone()?, on: on? })
    };
    let delivered = || signature(row.delivered_on, row.delivered_by_id, &row.delivered_by);
    let settled = || signature(row.settled_on, row.settled_by_id, &row.settled_by);
    match Progress::of(row.state)? {
        Progress::Planned => Some(State::Planned),
        Progress::Delivered => Some(State::Delivered(delivered()?)),
        Progress::Verified => {
            Some(State::Verified { delivered: delivered()?, verified: settled()? })
        }
        Progress::Rejected => Some(State::Rejected {
            delivered: delivered()?,
            rejected: settled()?,
            reason: row.reason.clone()?,
        }),
    }
}

/// Writes evidence, over what is there if there is any.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(
    conn: &C, evidence: &Evidence, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    use evidence::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::Note, Column::Link, Column::State])
        .update_columns([Column::DeliveredOn, Column::DeliveredById, Column::DeliveredBy])
        .update_columns([Column::SettledOn, Column::SettledById, Column::SettledBy])
        .update_columns([Column::Reason])
        .to_owned();
    put_all(conn, vec![row_of(evidence, now)], &replacing).await
}

fn row_of(evidence: &Evidence, now: DateTime<Utc>) -> evidence::Model {
    let (delivered, settled, reason) = match &evidence.state {
        State::Planned => (None, None, None),
        State::Delivered(delivered) => (Some(delivered), None, None),
        State::Verified { delivered, verified } => (Some(delivered), Some(verified), None),
        State::Rejected { delivered, rejected, reason } => {
            (Some(delivered), Some(rejected), Some(reason.clone()))
        }
    };
    evidence::Model {
        id: evidence.id.0,
        contract_id: evidence.contract.0,
        area_id: evidence.area.0,
        holder_id: evidence.holder.0,
        revision: evidence.revision,
        kind: code(evidence.kind),
        title: evidence.title.clone(),
        level: code(evidence.level),
        due_on: evidence.due,
        planned_by: evidence.planned_by.clone(),
        note: evidence.note.clone(),
        link: evidence.link.clone(),
        state: code(evidence.progress()),
        delivered_on: delivered.map(|it| it.on),
        delivered_by_id: delivered.map(|it| it.actor.0),
        delivered_by: delivered.map(|it| it.name.clone()),
        settled_on: settled.map(|it| it.on),
        settled_by_id: settled.map(|it| it.actor.0),
        settled_by: settled.map(|it| it.name.clone()),
        reason,
        created_at: now,
    }
}

/// One file.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find_file<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: FileId,
) -> Result<Option<File>, StorageError> {
    let seen = on_seen(scope, evidence_file::Column::ContractId);
    let row = evidence_file::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(file_of).transpose()
}

/// Adds the row of a file.
///
/// # Errors
/// A duplicate when the evidence has the same file.
pub async fn add_file<C: ConnectionTrait>(conn: &C, file: &File) -> Result<(), StorageError> {
    let row = evidence_file::Model {
        id: file.id.0,
        evidence_id: file.evidence.0,
        contract_id: file.contract.0,
        digest: file.digest.to_string(),
        name: file.name.clone(),
        kind: code(file.kind),
        bytes: i64::try_from(file.bytes).unwrap_or(i64::MAX),
        added_by: file.added_by.clone(),
        added_at: file.added_at,
    };
    insert_all(conn, vec![row]).await
}

/// Whether any evidence has a file with these bytes.
///
/// # Errors
/// When the database fails.
pub async fn is_kept<C: ConnectionTrait>(conn: &C, digest: Digest) -> Result<bool, StorageError> {
    let same = evidence_file::Column::Digest.eq(digest.to_string());
    Ok(0 < evidence_file::Entity::find().filter(same).count(conn).await?)
}

/// The digests of all files.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn digests<C: ConnectionTrait>(conn: &C) -> Result<Vec<Digest>, StorageError> {
    let rows = evidence_file::Entity::find().all(conn).await?;
    rows.into_iter().map(|row| Ok(file_of(row)?.digest)).collect()
}

fn file_of(row: evidence_file::Model) -> Result<File, StorageError> {
    let broken = || inconsistent("file of evidence", row.id);
    Ok(File {
        id: FileId(row.id),
        evidence: EvidenceId(row.evidence_id),
        contract: ContractId(row.contract_id),
        digest: Digest::parse(&row.digest).ok_or_else(broken)?,
        kind: MediaKind::of(row.kind).ok_or_else(broken)?,
        bytes: u64::try_from(row.bytes).ok().ok_or_else(broken)?,
        name: row.name,
        added_by: row.added_by,
        added_at: row.added_at,
    })
}
