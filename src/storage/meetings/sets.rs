//! Score sets before the reveal. Only the use cases of scoring read them, and nothing joins to
//! them: what is in `score` both sides may read, what is here they may not.

use super::mark;
use crate::domain::ids::{ActorId, MeetingId};
use crate::domain::meetings::sets::{GivenMark, ScoreSet};
use crate::domain::meetings::{Mark, OneSide};
use crate::storage::codes::{HAS_VALUE, code};
use crate::storage::error::inconsistent;
use crate::storage::rows::{insert_all, put_all};
use crate::storage::{StorageError, Tx};
use entity::{score_set, score_set_mark};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// What one scorer of a side gave for a meeting so far.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_scorer<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, side: OneSide, scorer: ActorId,
) -> Result<Option<ScoreSet>, StorageError> {
    let sets = of_side(conn, meeting, side).await?;
    Ok(sets.into_iter().find(|set| set.scorer == scorer))
}

/// What everybody of a side gave for a meeting so far, by name.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_side<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, side: OneSide,
) -> Result<Vec<ScoreSet>, StorageError> {
    let sets = score_set::Entity::find()
        .filter(score_set::Column::MeetingId.eq(meeting.0))
        .filter(score_set::Column::Side.eq(code(side)))
        .order_by_asc(score_set::Column::ScorerName)
        .order_by_asc(score_set::Column::ScorerId)
        .all(conn)
        .await?;
    let marks = score_set_mark::Entity::find()
        .filter(score_set_mark::Column::MeetingId.eq(meeting.0))
        .filter(score_set_mark::Column::Side.eq(code(side)))
        .order_by_asc(score_set_mark::Column::Criterion)
        .all(conn)
        .await?;
    sets.into_iter().map(|set| set_of(set, side, &marks)).collect()
}

fn set_of(
    row: score_set::Model, side: OneSide, marks: &[score_set_mark::Model],
) -> Result<ScoreSet, StorageError> {
    let broken = || inconsistent("score set of meeting", row.meeting_id);
    let own = marks.iter().filter(|mark| mark.scorer_id == row.scorer_id);
    Ok(ScoreSet {
        side,
        scorer: ActorId(row.scorer_id),
        name: row.scorer_name.clone(),
        changes: row.changes,
        saved_at: row.saved_at,
        marks: own.map(|mark| given(mark).ok_or_else(broken)).collect::<Result<_, _>>()?,
    })
}

fn given(row: &score_set_mark::Model) -> Option<GivenMark> {
    Some(GivenMark {
        criterion: u16::try_from(row.criterion).ok()?,
        mark: mark(row.state, row.value)?,
        comment: row.comment.clone(),
        copied_from: row.copied_from,
    })
}

/// Keeps what a scorer gave in place of what they gave before. The salt is new each time, so
/// that a digest of it in the history is of nothing anybody could guess.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &Tx, meeting: MeetingId, set: &ScoreSet) -> Result<(), StorageError> {
    use score_set::Column;
    let replacing = OnConflict::columns([Column::MeetingId, Column::Side, Column::ScorerId])
        .update_columns([Column::ScorerName, Column::Salt, Column::Changes, Column::SavedAt])
        .to_owned();
    let row = score_set::Model {
        meeting_id: meeting.0,
        side: code(set.side),
        scorer_id: set.scorer.0,
        scorer_name: set.name.clone(),
        salt: salt(),
        changes: set.changes,
        saved_at: set.saved_at,
    };
    put_all(tx, vec![row], &replacing).await?;
    score_set_mark::Entity::delete_many()
        .filter(score_set_mark::Column::MeetingId.eq(meeting.0))
        .filter(score_set_mark::Column::Side.eq(code(set.side)))
        .filter(score_set_mark::Column::ScorerId.eq(set.scorer.0))
        .exec(tx)
        .await?;
    insert_all(tx, set.marks.iter().map(|given| mark_row(meeting, set, given)).collect()).await
}

fn mark_row(meeting: MeetingId, set: &ScoreSet, given: &GivenMark) -> score_set_mark::Model {
    let (state, value) = match given.mark {
        Mark::Scored(value) => (HAS_VALUE, Some(value.scaled())),
        Mark::Unscored(why) => (code(why), None),
    };
    score_set_mark::Model {
        meeting_id: meeting.0,
        side: code(set.side),
        scorer_id: set.scorer.0,
        criterion: i16::try_from(given.criterion).unwrap_or(i16::MAX),
        state,
        value,
        comment: given.comment.clone(),
        copied_from: given.copied_from,
    }
}

fn salt() -> String {
    let halves = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()];
    halves.map(|half| half.simple().to_string()).concat()
}
