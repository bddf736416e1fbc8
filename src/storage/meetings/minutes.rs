//! The minutes of a meeting and what was decided.

use crate::domain::authors::Author;
use crate::domain::ids::{ActorId, ContractId, DecisionId, MeetingId};
use crate::domain::meetings::Meeting;
use crate::domain::meetings::minutes::{Decision, Minutes};
use crate::storage::StorageError;
use crate::storage::rows::{insert_all, put_all};
use entity::{decision, minutes};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The minutes of a meeting; empty ones of revision 0 when nobody wrote any.
///
/// # Errors
/// When the database fails.
pub async fn find<C: ConnectionTrait>(
    conn: &C, meeting: &Meeting,
) -> Result<Minutes, StorageError> {
    let row = minutes::Entity::find_by_id(meeting.id.0).one(conn).await?;
    let decisions = decision::Entity::find()
        .filter(decision::Column::MeetingId.eq(meeting.id.0))
        .order_by_asc(decision::Column::CreatedAt)
        .order_by_asc(decision::Column::Id)
        .all(conn)
        .await?;
    let (revision, body, written) = row.map_or((0, String::new(), None), |row| {
        let by = Author { id: ActorId(row.written_by), name: row.written_by_name };
        (row.revision, row.body, Some((by, row.written_at)))
    });
    Ok(Minutes {
        meeting: meeting.id,
        contract: meeting.contract,
        revision,
        body,
        written,
        decisions: decisions.into_iter().map(decision_of).collect(),
        kept: false,
    })
}

fn decision_of(row: decision::Model) -> Decision {
    Decision {
        id: DecisionId(row.id),
        contract: ContractId(row.contract_id),
        meeting: MeetingId(row.meeting_id),
        what: row.what,
        decided_by: row.decided_by,
        recorded_by: Author { id: ActorId(row.recorded_by), name: row.recorded_by_name },
        at: row.created_at,
    }
}

/// Writes the minutes of a meeting over those that are there.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(conn: &C, written: &Minutes) -> Result<(), StorageError> {
    use minutes::Column;
    let Some((by, at)) = &written.written else { return Ok(()) };
    let row = minutes::Model {
        meeting_id: written.meeting.0,
        revision: written.revision,
        body: written.body.clone(),
        written_by: by.id.0,
        written_by_name: by.name.clone(),
        written_at: *at,
    };
    let replacing = OnConflict::column(Column::MeetingId)
        .update_columns([
            Column::Revision,
            Column::Body,
            Column::WrittenBy,
            Column::WrittenByName,
            Column::WrittenAt,
        ])
        .to_owned();
    put_all(conn, vec![row], &replacing).await
}

/// Adds a decision.
///
/// # Errors
/// When the database fails.
pub async fn add_decision<C: ConnectionTrait>(
    conn: &C, decided: &Decision,
) -> Result<(), StorageError> {
    let row = decision::Model {
        id: decided.id.0,
        contract_id: decided.contract.0,
        meeting_id: decided.meeting.0,
        what: decided.what.clone(),
        decided_by: decided.decided_by.clone(),
        recorded_by: decided.recorded_by.id.0,
        recorded_by_name: decided.recorded_by.name.clone(),
        created_at: decided.at,
    };
    insert_all(conn, vec![row]).await
}
