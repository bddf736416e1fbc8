//! What waits for somebody across the contracts of their scope.

use super::StorageError;
use super::codes::code;
use super::contracts::on_seen;
use super::meetings::{disputed, find_all, meeting_of, scored_by};
use crate::domain::access::Scope;
use crate::domain::ids::{ActorId, MeetingId};
use crate::domain::meetings::states::Stage;
use crate::domain::meetings::{Meeting, OneSide, Side, Unscored};
use chrono::NaiveDate;
use entity::{dispute, governance, meeting, score, topic, topic_vote, voting};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef,
};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use uuid::Uuid;

/// Which meetings are meant.
#[derive(Debug, Clone)]
pub struct Span {
    /// Those that exist for somebody.
    pub scope: Scope,
    /// Held on one of these days.
    pub days: RangeInclusive<NaiveDate>,
    /// How many at most.
    pub most: u64,
}

/// Meetings recorded without being governed that one side has not scored while nothing is
/// agreed, latest first.
///
/// # Errors
/// When the database fails.
pub async fn unscored<C: ConnectionTrait>(
    conn: &C, span: &Span, side: OneSide,
) -> Result<Vec<Meeting>, StorageError> {
    let query = meetings(span).filter(governed().not()).filter(scored_by(side.into()).not());
    let rows = query.filter(scored_by(Side::Agreed).not()).all(conn).await?;
    rows.into_iter().map(meeting_of).collect()
}

/// Governed meetings open for scoring that one side has not sealed, soonest deadline first.
///
/// # Errors
/// When the database fails.
pub async fn unsealed<C: ConnectionTrait>(
    conn: &C, (scope, most): (Scope, u64), (side, today): (OneSide, NaiveDate),
) -> Result<Vec<Meeting>, StorageError> {
    use governance::Column;
    let by_the_other = Column::SealedBy.eq(code(side.other()));
    let opened = Column::State.eq(code(Stage::Planned)).and(Column::OpensOn.lte(today));
    let waits = Condition::any()
        .add(Column::State.eq(code(Stage::Open)))
        .add(opened)
        .add(Column::State.eq(code(Stage::Sealed)).and(by_the_other));
    let rows = governance::Entity::find()
        .filter(on_seen(scope, Column::ContractId))
        .filter(waits)
        .order_by_asc(Column::Deadline)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    let order: Vec<MeetingId> = rows.iter().map(|row| MeetingId(row.id)).collect();
    let mut found = find_all(conn, &order).await?;
    found.sort_by_key(|meeting| order.iter().position(|id| *id == meeting.id));
    Ok(found)
}

/// Meetings with disputes that nobody has decided, soonest due first, with how many.
///
/// # Errors
/// When the database fails.
pub async fn undecided<C: ConnectionTrait>(
    conn: &C, (scope, most): (Scope, u64),
) -> Result<Vec<(Meeting, u64)>, StorageError> {
    use dispute::Column;
    let rows = dispute::Entity::find()
        .filter(on_seen(scope, Column::ContractId))
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    let mut order: Vec<MeetingId> = Vec::new();
    for row in &rows {
        if !order.contains(&MeetingId(row.meeting_id)) {
            order.push(MeetingId(row.meeting_id));
        }
    }
    let mut found = find_all(conn, &order).await?;
    found.sort_by_key(|meeting| order.iter().position(|id| *id == meeting.id));
    let count = |id: MeetingId| rows.iter().filter(|row| row.meeting_id == id.0).count();
    let with = |meeting: Meeting| {
        let count = u64::try_from(count(meeting.id)).unwrap_or(u64::MAX);
        (meeting, count)
    };
    Ok(found.into_iter().map(with).collect())
}

fn governed() -> Expr {
    let own = Expr::col((governance::Entity, governance::Column::Id));
    let any = Query::select()
        .expr(Expr::val(1))
        .from(governance::Entity)
        .and_where(own.equals((meeting::Entity, meeting::Column::Id)))
        .to_owned();
    Expr::exists(any)
}

fn meetings(span: &Span) -> sea_orm::Select<meeting::Entity> {
    meeting::Entity::find()
        .filter(on_seen(span.scope, meeting::Column::ContractId))
        .filter(meeting::Column::HeldOn.between(*span.days.start(), *span.days.end()))
        .order_by_desc(meeting::Column::HeldOn)
        .order_by_desc(meeting::Column::Id)
        .limit(span.most)
}

/// Meetings recorded without being governed at which criteria are disputed, with how many,
/// latest first.
///
/// # Errors
/// When the database fails.
pub async fn in_dispute<C: ConnectionTrait>(
    conn: &C, span: &Span,
) -> Result<Vec<(Meeting, u64)>, StorageError> {
    let rows = meetings(span).filter(governed().not()).filter(disputed()).all(conn).await?;
    let rows: Vec<Meeting> = rows.into_iter().map(meeting_of).collect::<Result<_, _>>()?;
    let scores = score::Entity::find()
        .select_only()
        .column(score::Column::MeetingId)
        .filter(score::Column::Side.eq(code(Side::Agreed)))
        .filter(score::Column::State.eq(code(Unscored::Disputed)))
        .filter(score::Column::MeetingId.is_in(rows.iter().map(|meeting| meeting.id.0)))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    let count = |id: MeetingId| scores.iter().filter(|one| **one == id.0).count();
    let counted = |meeting: Meeting| {
        let count = u64::try_from(count(meeting.id)).unwrap_or(u64::MAX);
        (meeting, count)
    };
    Ok(rows.into_iter().map(counted).collect())
}

/// Meetings with topics that people still vote on, soonest first, each with the dots that
/// somebody has used.
///
/// # Errors
/// When the database fails.
pub async fn voting_open<C: ConnectionTrait>(
    conn: &C, span: &Span, whose: ActorId,
) -> Result<Vec<(Meeting, u64)>, StorageError> {
    let proposed = topic::Entity::find().select_only().column(topic::Column::MeetingId);
    let closed = voting::Entity::find().select_only().column(voting::Column::MeetingId);
    let rows = meetings(span)
        .filter(meeting::Column::Id.in_subquery(proposed.into_query()))
        .filter(meeting::Column::Id.not_in_subquery(closed.into_query()))
        .all(conn)
        .await?;
    let used = used(conn, rows.iter().map(|row| row.id).collect(), whose).await?;
    let with = |row: meeting::Model| {
        let dots = used.get(&row.id).copied().unwrap_or_default();
        Ok((meeting_of(row)?, dots))
    };
    rows.into_iter().rev().map(with).collect()
}

async fn used<C: ConnectionTrait>(
    conn: &C, meetings: Vec<Uuid>, whose: ActorId,
) -> Result<HashMap<Uuid, u64>, StorageError> {
    let to_topic: RelationDef = topic_vote::Entity::belongs_to(topic::Entity)
        .from(topic_vote::Column::TopicId)
        .to(topic::Column::Id)
        .into();
    let votes = topic_vote::Entity::find()
        .select_only()
        .column(topic::Column::MeetingId)
        .column(topic_vote::Column::Dots)
        .join(JoinType::InnerJoin, to_topic)
        .filter(topic::Column::MeetingId.is_in(meetings))
        .filter(topic_vote::Column::ActorId.eq(whose.0))
        .into_tuple::<(Uuid, i16)>()
        .all(conn)
        .await?;
    let mut used: HashMap<Uuid, u64> = HashMap::new();
    for (meeting, dots) in votes {
        *used.entry(meeting).or_default() += u64::try_from(dots).unwrap_or_default();
    }
    Ok(used)
}
