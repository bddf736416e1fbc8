//! Where governed meetings stand. No score is kept here.

use super::find_all;
use crate::domain::access::Scope;
use crate::domain::ids::{ContractId, MeetingId, SeriesId, VersionId};
use crate::domain::meetings::governed::{Governed, Reveal};
use crate::domain::meetings::states::{Cause, Signature, Stage, State};
use crate::domain::meetings::{Meeting, OneSide};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::contracts::on_seen;
use crate::storage::error::inconsistent;
use crate::storage::rows::{insert_all, put_all};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{governance, meeting};
use sea_orm::sea_query::{Condition, Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::{BTreeSet, HashMap};

/// Whether both sides signed a meeting off and nothing of it is being revised. One that is not
/// governed never is.
///
/// # Errors
/// When the database fails.
pub async fn signed_off<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<bool, StorageError> {
    let signed = [Stage::SignedOff, Stage::Revised].map(code);
    let found = governance::Entity::find_by_id(meeting.0)
        .filter(governance::Column::State.is_in(signed))
        .count(conn)
        .await?;
    Ok(found > 0)
}

/// One governed meeting.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: MeetingId,
) -> Result<Option<Governed>, StorageError> {
    let seen = on_seen(scope, governance::Column::ContractId);
    let row = governance::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    Ok(governed(conn, row.into_iter().collect()).await?.pop())
}

/// Those of the meetings that are governed.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn among<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Governed>, StorageError> {
    let mut found = HashMap::new();
    for some in meetings.chunks(1_000) {
        let named = governance::Column::Id.is_in(some.iter().map(|id| id.0));
        let rows = governance::Entity::find().filter(named).all(conn).await?;
        let governed = governed(conn, rows).await?;
        found.extend(governed.into_iter().map(|it| (it.meeting.id, it)));
    }
    Ok(found)
}

/// The meetings whose time has come: to open for scoring, or to be revealed. Of one contract, or
/// of all.
///
/// # Errors
/// When the database fails.
pub async fn due<C: ConnectionTrait>(
    conn: &C, contract: Option<ContractId>, today: NaiveDate, now: DateTime<Utc>,
) -> Result<Vec<(ContractId, MeetingId)>, StorageError> {
    use governance::Column;
    let opens = Column::State.eq(code(Stage::Planned)).and(Column::OpensOn.lte(today));
    let waiting = [Stage::Open, Stage::Sealed].map(code);
    let over = Column::State.is_in(waiting).and(Column::Deadline.lte(now));
    let mut query = governance::Entity::find().filter(Condition::any().add(opens).add(over));
    if let Some(contract) = contract {
        query = query.filter(Column::ContractId.eq(contract.0));
    }
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = query
        .select_only()
        .columns([Column::ContractId, Column::Id])
        .order_by_asc(Column::Deadline)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(contract, id)| (ContractId(contract), MeetingId(id))).collect())
}

/// The latest day of each series for which there is a meeting.
///
/// # Errors
/// When the database fails.
pub async fn slots<C: ConnectionTrait>(
    conn: &C, series: &[SeriesId],
) -> Result<HashMap<SeriesId, NaiveDate>, StorageError> {
    use governance::Column;
    let rows: Vec<(uuid::Uuid, NaiveDate)> = governance::Entity::find()
        .select_only()
        .column(Column::SeriesId)
        .expr(Column::Slot.max())
        .filter(Column::SeriesId.is_in(series.iter().map(|id| id.0)))
        .filter(Column::Slot.is_not_null())
        .group_by(Column::SeriesId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, day)| (SeriesId(id), day)).collect())
}

/// The days of planned meetings of a contract from a day on; their design is not settled yet.
///
/// # Errors
/// When the database fails.
pub async fn planned<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<BTreeSet<MeetingId>, StorageError> {
    use governance::Column;
    let ids: Vec<uuid::Uuid> = governance::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ContractId.eq(contract.0))
        .filter(Column::State.eq(code(Stage::Planned)))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(MeetingId).collect())
}

async fn governed<C: ConnectionTrait>(
    conn: &C, rows: Vec<governance::Model>,
) -> Result<Vec<Governed>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MeetingId> = rows.iter().map(|row| MeetingId(row.id)).collect();
    let meetings = find_all(conn, &ids).await?;
    let signed = super::signatures::first_signatures(conn, &rows).await?;
    let mut meetings: HashMap<MeetingId, Meeting> =
        meetings.into_iter().map(|meeting| (meeting.id, meeting)).collect();
    let one = |row: governance::Model| {
        let id = MeetingId(row.id);
        let broken = || inconsistent("governed meeting", id);
        let meeting = meetings.remove(&id).ok_or_else(broken)?;
        governed_of(&row, meeting, signed.get(&id).copied()).ok_or_else(broken)
    };
    rows.into_iter().map(one).collect()
}

fn governed_of(
    row: &governance::Model, meeting: Meeting, signed: Option<Signature>,
) -> Option<Governed> {
    Some(Governed {
        meeting,
        series: row.series_id.map(SeriesId).zip(row.slot),
        opens_on: row.opens_on,
        deadline: row.deadline,
        state: state(row, signed)?,
        changes: row.changes,
        reveal: reveal(row)?,
    })
}

fn state(row: &governance::Model, signed: Option<Signature>) -> Option<State> {
    let revision = u32::try_from(row.revision).ok()?;
    Some(match Stage::of(row.state)? {
        Stage::Planned => State::Planned,
        Stage::Open => State::Open,
        Stage::Sealed => State::Sealed { by: OneSide::of(row.sealed_by?)? },
        Stage::Revealed => State::Revealed,
        Stage::Settled => State::Settled { signed },
        Stage::SignedOff => State::SignedOff,
        Stage::Reopened => State::Reopened { revision, signed },
        Stage::Revised => State::Revised { revision },
    })
}

// A column that cannot be read makes the whole row unreadable.
fn reveal(row: &governance::Model) -> Option<Option<Reveal>> {
    let cause = match row.reveal {
        Some(cause) => Some(Cause::of(cause)?),
        None => None,
    };
    let Some(at) = row.revealed_at else { return Some(None) };
    let reason = row.reveal_reason.clone();
    Some(Some(Reveal { cause, reason, by: row.revealed_by.clone()?, at }))
}

fn row_of(governed: &Governed) -> governance::Model {
    let reveal = governed.reveal.as_ref();
    governance::Model {
        id: governed.meeting.id.0,
        contract_id: governed.meeting.contract.0,
        series_id: governed.series.map(|(series, _)| series.0),
        slot: governed.series.map(|(_, slot)| slot),
        opens_on: governed.opens_on,
        deadline: governed.deadline,
        state: code(governed.state.stage()),
        sealed_by: match governed.state {
            State::Sealed { by } => Some(code(by)),
            _ => None,
        },
        revision: governed.state.revision().into(),
        changes: governed.changes,
        reveal: reveal.and_then(|reveal| reveal.cause).map(code),
        reveal_reason: reveal.and_then(|reveal| reveal.reason.clone()),
        revealed_by: reveal.map(|reveal| reveal.by.clone()),
        revealed_at: reveal.map(|reveal| reveal.at),
    }
}

/// Adds where meetings stand; the meetings themselves are there.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(conn: &C, governed: &[Governed]) -> Result<(), StorageError> {
    insert_all(conn, governed.iter().map(row_of).collect()).await
}

/// Writes where a meeting stands now, and its day.
///
/// # Errors
/// A duplicate when the contract has another meeting on that day.
pub async fn put<C: ConnectionTrait>(conn: &C, governed: &Governed) -> Result<(), StorageError> {
    use governance::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::OpensOn, Column::Deadline, Column::State, Column::SealedBy])
        .update_columns([Column::Revision, Column::Changes, Column::Reveal])
        .update_columns([Column::RevealReason, Column::RevealedBy, Column::RevealedAt])
        .to_owned();
    put_all(conn, vec![row_of(governed)], &replacing).await?;
    put_meeting(conn, &governed.meeting).await
}

async fn put_meeting<C: ConnectionTrait>(conn: &C, meeting: &Meeting) -> Result<(), StorageError> {
    use meeting::Column;
    meeting::Entity::update_many()
        .col_expr(Column::HeldOn, Expr::val(meeting.held_on))
        .col_expr(Column::VersionId, Expr::val(meeting.version.0))
        .filter(Column::Id.eq(meeting.id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Puts another design version under meetings that are only planned.
///
/// # Errors
/// When the database fails.
pub async fn set_version<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId], version: VersionId,
) -> Result<(), StorageError> {
    meeting::Entity::update_many()
        .col_expr(meeting::Column::VersionId, Expr::val(version.0))
        .filter(meeting::Column::Id.is_in(meetings.iter().map(|id| id.0)))
        .exec(conn)
        .await?;
    Ok(())
}
