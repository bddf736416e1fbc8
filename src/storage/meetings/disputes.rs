//! Disputes and what was said in them.

use crate::domain::access::Scope;
use crate::domain::ids::{ContractId, DisputeId, MeetingId};
use crate::domain::meetings::OneSide;
use crate::domain::meetings::disputes::{Decision, Dispute, Note, NoteKind};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::contracts::on_seen;
use crate::storage::error::inconsistent;
use crate::storage::rows::{insert_all, put_all};
use entity::{dispute, dispute_note};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// One dispute.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: DisputeId,
) -> Result<Option<Dispute>, StorageError> {
    let seen = on_seen(scope, dispute::Column::ContractId);
    let row = dispute::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    Ok(filled(conn, row.into_iter().collect()).await?.pop())
}

/// The disputes over a meeting, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_meeting<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<Dispute>, StorageError> {
    let own = dispute::Column::MeetingId.eq(meeting.0);
    let rows = dispute::Entity::find().filter(own).order_by_desc(dispute::Column::Id).all(conn);
    filled(conn, rows.await?).await
}

async fn filled<C: ConnectionTrait>(
    conn: &C, rows: Vec<dispute::Model>,
) -> Result<Vec<Dispute>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let notes = dispute_note::Entity::find()
        .filter(dispute_note::Column::DisputeId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(dispute_note::Column::DisputeId)
        .order_by_asc(dispute_note::Column::Number)
        .all(conn)
        .await?;
    let mut by_dispute: HashMap<Uuid, Vec<Note>> = HashMap::new();
    for row in notes {
        let id = row.dispute_id;
        let note = note_of(row).ok_or_else(|| inconsistent("note of dispute", id))?;
        by_dispute.entry(id).or_default().push(note);
    }
    let dispute = |row: dispute::Model| {
        let id = row.id;
        let notes = by_dispute.remove(&id).unwrap_or_default();
        dispute_of(row, notes).ok_or_else(|| inconsistent("dispute", id))
    };
    rows.into_iter().map(dispute).collect()
}

fn note_of(row: dispute_note::Model) -> Option<Note> {
    Some(Note {
        kind: NoteKind::of(row.kind)?,
        side: OneSide::of(row.side)?,
        words: row.words,
        by: row.person_name,
        at: row.written_at,
    })
}

fn dispute_of(row: dispute::Model, notes: Vec<Note>) -> Option<Dispute> {
    let decision = match row.closed_at {
        Some(at) => Some(Decision {
            decided_by: row.decided_by?,
            words: row.decision?,
            recorded_by: row.recorded_by?,
            at,
        }),
        None => None,
    };
    Some(Dispute {
        id: DisputeId(row.id),
        meeting: MeetingId(row.meeting_id),
        contract: ContractId(row.contract_id),
        criterion: u16::try_from(row.criterion).ok()?,
        opened_at: row.opened_at,
        due_on: row.due_on,
        notes,
        decision,
    })
}

/// Writes a dispute as it is now: notes that are there already stay.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(conn: &C, dispute: &Dispute) -> Result<(), StorageError> {
    use dispute::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::ClosedAt, Column::DecidedBy])
        .update_columns([Column::Decision, Column::RecordedBy])
        .to_owned();
    put_all(conn, vec![row_of(dispute)], &replacing).await?;
    let there = dispute_note::Column::DisputeId.eq(dispute.id.0);
    dispute_note::Entity::delete_many().filter(there).exec(conn).await?;
    let notes = (0_i16..).zip(&dispute.notes).map(|(number, note)| dispute_note::Model {
        dispute_id: dispute.id.0,
        number,
        kind: code(note.kind),
        side: code(note.side),
        words: note.words.clone(),
        person_name: note.by.clone(),
        written_at: note.at,
    });
    insert_all(conn, notes.collect()).await
}

fn row_of(dispute: &Dispute) -> dispute::Model {
    let decision = dispute.decision.as_ref();
    dispute::Model {
        id: dispute.id.0,
        meeting_id: dispute.meeting.0,
        contract_id: dispute.contract.0,
        criterion: i16::try_from(dispute.criterion).unwrap_or(i16::MAX),
        opened_at: dispute.opened_at,
        due_on: dispute.due_on,
        closed_at: decision.map(|decision| decision.at),
        decided_by: decision.map(|decision| decision.decided_by.clone()),
        decision: decision.map(|decision| decision.words.clone()),
        recorded_by: decision.map(|decision| decision.recorded_by.clone()),
    }
}
