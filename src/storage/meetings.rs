//! Meetings and scores.

pub mod governance;

pub mod sets;

pub mod signatures;

pub mod disputes;

pub mod series;

pub mod agenda;

pub mod minutes;

pub use governance::signed_off;

use super::StorageError;
use super::codes::{Code, HAS_VALUE, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::exact::ScoreValue;
use crate::domain::ids::{ContractId, ImportId, MeetingId, VersionId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, OneSide, Origin, Score, Side, Unscored};
use crate::domain::scorecards::Window;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{meeting, score};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use std::collections::HashMap;

/// One meeting.
///
/// # Errors
/// When the database fails.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: MeetingId,
) -> Result<Option<Meeting>, StorageError> {
    let seen = on_seen(scope, meeting::Column::ContractId);
    meeting::Entity::find_by_id(id.0).filter(seen).one(conn).await?.map(meeting_of).transpose()
}

/// Those of the meetings that exist.
///
/// # Errors
/// When the database fails.
pub async fn find_all<C: ConnectionTrait>(
    conn: &C, ids: &[MeetingId],
) -> Result<Vec<Meeting>, StorageError> {
    let named = meeting::Column::Id.is_in(ids.iter().map(|id| id.0));
    meeting::Entity::find().filter(named).all(conn).await?.into_iter().map(meeting_of).collect()
}

/// Meetings of a contract, latest first.
///
/// # Errors
/// When the database fails.
pub async fn list<C: ConnectionTrait>(
    conn: &C, contract: ContractId, slice: Slice,
) -> Result<Page<Meeting>, StorageError> {
    let query = meeting::Entity::find().filter(meeting::Column::ContractId.eq(contract.0));
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(meeting::Column::HeldOn)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let end = slice.offset.saturating_add(slice.limit);
    let items = rows.into_iter().map(meeting_of).collect::<Result<_, _>>()?;
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

/// Meetings of a contract in a window, by day.
///
/// # Errors
/// When the database fails.
pub async fn within<C: ConnectionTrait>(
    conn: &C, contract: ContractId, window: Window,
) -> Result<Vec<Meeting>, StorageError> {
    let query = meeting::Entity::find().filter(meeting::Column::ContractId.eq(contract.0));
    let rows = bounded(query, window).order_by_asc(meeting::Column::HeldOn).all(conn).await?;
    rows.into_iter().map(meeting_of).collect()
}

/// The latest meeting of a contract up to a day that both sides scored for its scorecard.
///
/// # Errors
/// When the database fails.
pub async fn latest_scored_by_both<C: ConnectionTrait>(
    conn: &C, contract: ContractId, to: NaiveDate,
) -> Result<Option<Meeting>, StorageError> {
    let rows = meeting::Entity::find()
        .filter(meeting::Column::ContractId.eq(contract.0))
        .filter(meeting::Column::HeldOn.lte(to))
        .filter(meeting::Column::Kind.eq(code(MeetingKind::Scorecard)))
        .filter(scored_by(Side::Client))
        .filter(scored_by(Side::Supplier))
        .order_by_desc(meeting::Column::HeldOn)
        .limit(1)
        .all(conn)
        .await?;
    rows.into_iter().next().map(meeting_of).transpose()
}

/// The latest check of a contract up to a day that a side scored.
///
/// # Errors
/// When the database fails.
pub async fn latest_check<C: ConnectionTrait>(
    conn: &C, contract: ContractId, side: OneSide, to: NaiveDate,
) -> Result<Option<Meeting>, StorageError> {
    let row = meeting::Entity::find()
        .filter(meeting::Column::ContractId.eq(contract.0))
        .filter(meeting::Column::HeldOn.lte(to))
        .filter(meeting::Column::Kind.eq(code(MeetingKind::Check)))
        .filter(scored_by(side.into()))
        .order_by_desc(meeting::Column::HeldOn)
        .one(conn)
        .await?;
    row.map(meeting_of).transpose()
}

/// Whether a side gave any score at a meeting.
pub(super) fn scored_by(side: Side) -> Expr {
    any_score(score::Column::Side.eq(code(side)))
}

/// Whether anything is disputed at a meeting.
pub(super) fn disputed() -> Expr {
    let state = score::Column::State.eq(code(Unscored::Disputed));
    any_score(score::Column::Side.eq(code(Side::Agreed)).and(state))
}

fn any_score(such: Expr) -> Expr {
    let own = Expr::col((score::Entity, score::Column::MeetingId));
    let any = Query::select()
        .expr(Expr::val(1))
        .from(score::Entity)
        .and_where(own.equals((meeting::Entity, meeting::Column::Id)))
        .and_where(such)
        .to_owned();
    Expr::exists(any)
}

fn bounded(mut query: Select<meeting::Entity>, window: Window) -> Select<meeting::Entity> {
    if let Some(from) = window.from {
        query = query.filter(meeting::Column::HeldOn.gte(from));
    }
    if let Some(to) = window.to {
        query = query.filter(meeting::Column::HeldOn.lte(to));
    }
    query
}

// SQLite refuses conditions nested deeper than 1,000.
const CONTRACTS_AT_ONCE: usize = 200;

/// The meetings of these contracts on these days, as far as there are any. Days of one contract
/// that stand together are looked up together.
///
/// # Errors
/// When the database fails.
pub async fn on_days<C: ConnectionTrait>(
    conn: &C, days: &[(ContractId, NaiveDate)],
) -> Result<Vec<Meeting>, StorageError> {
    let contracts: Vec<_> = days.chunk_by(|(one, _), (other, _)| one == other).collect();
    let mut meetings = Vec::new();
    for some in contracts.chunks(CONTRACTS_AT_ONCE) {
        let any = some.iter().fold(Condition::any(), |any, days| any.add(on_any_of(days)));
        let rows = meeting::Entity::find().filter(any).all(conn).await?;
        let some: Result<Vec<Meeting>, _> = rows.into_iter().map(meeting_of).collect();
        meetings.extend(some?);
    }
    Ok(meetings)
}

fn on_any_of(days: &[(ContractId, NaiveDate)]) -> Condition {
    let contract = days.first().map(|(contract, _)| contract.0);
    Condition::all()
        .add(meeting::Column::ContractId.eq(contract))
        .add(meeting::Column::HeldOn.is_in(days.iter().map(|(_, day)| *day)))
}

pub(super) fn meeting_of(row: meeting::Model) -> Result<Meeting, StorageError> {
    let kind = MeetingKind::of(row.kind).ok_or_else(|| inconsistent("meeting", row.id))?;
    Ok(Meeting {
        id: MeetingId(row.id),
        contract: ContractId(row.contract_id),
        held_on: row.held_on,
        version: VersionId(row.version_id),
        kind,
    })
}

/// Adds meetings.
///
/// # Errors
/// A duplicate when the contract already has a meeting on a day.
pub async fn add<C: ConnectionTrait>(
    conn: &C, meetings: &[Meeting], import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = |meeting: &Meeting| meeting::Model {
        id: meeting.id.0,
        contract_id: meeting.contract.0,
        held_on: meeting.held_on,
        version_id: meeting.version.0,
        import_id: import.map(|import| import.0),
        created_at: now,
        kind: code(meeting.kind),
    };
    insert_all(conn, meetings.iter().map(row).collect()).await
}

/// Scores of meetings, by meeting.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn scores<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<Score>>, StorageError> {
    let mut scores: HashMap<MeetingId, Vec<Score>> = HashMap::new();
    for some in meetings.chunks(1_000) {
        let rows = score::Entity::find()
            .filter(score::Column::MeetingId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(score::Column::MeetingId)
            .order_by_asc(score::Column::Side)
            .order_by_asc(score::Column::Criterion)
            .all(conn)
            .await?;
        for row in rows {
            let meeting = MeetingId(row.meeting_id);
            scores.entry(meeting).or_default().push(score_of(row)?);
        }
    }
    Ok(scores)
}

pub(super) fn score_of(row: score::Model) -> Result<Score, StorageError> {
    let broken = || inconsistent("score of meeting", row.meeting_id);
    Ok(Score {
        side: Side::of(row.side).ok_or_else(broken)?,
        criterion: u16::try_from(row.criterion).ok().ok_or_else(broken)?,
        mark: mark(row.state, row.value).ok_or_else(broken)?,
        origin: origin(row.import_id, row.import_line),
        comment: row.comment,
    })
}

/// The mark that columns keep.
pub(super) fn mark(state: i16, value: Option<i64>) -> Option<Mark> {
    match (state, value) {
        (HAS_VALUE, Some(value)) => ScoreValue::from_scaled(value).map(Mark::Scored),
        (state, None) => Unscored::of(state).map(Mark::Unscored),
        (_, Some(_)) => None,
    }
}

/// Where a row came from, as columns keep it.
pub(super) fn origin(import: Option<uuid::Uuid>, line: Option<i64>) -> Option<Origin> {
    let line = line.and_then(|line| u64::try_from(line).ok())?;
    import.map(|import| Origin { import: ImportId(import), line })
}

/// The columns that keep where a row came from.
pub(super) fn origin_columns(origin: Option<Origin>) -> (Option<uuid::Uuid>, Option<i64>) {
    let line = origin.and_then(|origin| i64::try_from(origin.line).ok());
    (origin.map(|origin| origin.import.0), line)
}

/// A score as a row.
pub(super) fn row_of(meeting: MeetingId, score: &Score) -> score::Model {
    let (state, value) = match score.mark {
        Mark::Scored(value) => (HAS_VALUE, Some(value.scaled())),
        Mark::Unscored(why) => (code(why), None),
    };
    let (import_id, import_line) = origin_columns(score.origin);
    score::Model {
        meeting_id: meeting.0,
        side: code(score.side),
        criterion: i16::try_from(score.criterion).unwrap_or(i16::MAX),
        state,
        value,
        comment: score.comment.clone(),
        import_id,
        import_line,
    }
}

/// Adds scores that are not there yet.
///
/// # Errors
/// A duplicate when one is.
pub async fn add_scores<C: ConnectionTrait>(
    conn: &C, scores: &[(MeetingId, Score)],
) -> Result<(), StorageError> {
    insert_all(conn, scores.iter().map(|(meeting, score)| row_of(*meeting, score)).collect()).await
}

/// Writes scores over those that are there.
///
/// # Errors
/// When the database fails.
pub async fn put_scores<C: ConnectionTrait>(
    conn: &C, scores: &[(MeetingId, Score)],
) -> Result<(), StorageError> {
    let replacing = OnConflict::columns([
        score::Column::MeetingId,
        score::Column::Side,
        score::Column::Criterion,
    ])
    .update_columns([
        score::Column::State,
        score::Column::Value,
        score::Column::Comment,
        score::Column::ImportId,
        score::Column::ImportLine,
    ])
    .to_owned();
    put_all(
        conn,
        scores.iter().map(|(meeting, score)| row_of(*meeting, score)).collect(),
        &replacing,
    )
    .await
}
