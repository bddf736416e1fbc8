//! Who came to a meeting, what was proposed for it and how people voted.

use crate::domain::access::Scope;
use crate::domain::authors::Author;
use crate::domain::ids::{ActorId, ContractId, MeetingId, PersonId, TopicId};
use crate::domain::meetings::Side;
use crate::domain::meetings::agenda::{Attendee, Cast, TimeBox, Topic, Vote, Voting};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::contracts::{Replaced, on_seen};
use crate::storage::error::inconsistent;
use crate::storage::rows::insert_all;
use entity::{attendee, topic, topic_vote, voting};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// Those who came, in the order they were named.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn attendees<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<Attendee>, StorageError> {
    let rows = attendee::Entity::find()
        .filter(attendee::Column::MeetingId.eq(meeting.0))
        .order_by_asc(attendee::Column::Position)
        .all(conn)
        .await?;
    let attendee = |row: attendee::Model| {
        let side = match row.side {
            Some(side) => Some(Side::of(side).ok_or_else(|| inconsistent("meeting", meeting))?),
            None => None,
        };
        Ok(Attendee { person: row.person_id.map(PersonId), name: row.name, side })
    };
    rows.into_iter().map(attendee).collect()
}

/// Replaces those who came.
///
/// # Errors
/// When the database fails.
pub async fn set_attendees<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, attendees: &[Attendee],
) -> Result<(), StorageError> {
    let of = attendee::Column::MeetingId.eq(meeting.0);
    attendee::Entity::delete_many().filter(of).exec(conn).await?;
    let row = |(position, attendee): (i16, &Attendee)| attendee::Model {
        meeting_id: meeting.0,
        position,
        person_id: attendee.person.map(|person| person.0),
        name: attendee.name.clone(),
        side: attendee.side.map(code),
    };
    insert_all(conn, (0..).zip(attendees).map(row).collect()).await
}

/// The topics of a meeting in the order they were proposed.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn topics<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<Topic>, StorageError> {
    let rows = topic::Entity::find()
        .filter(topic::Column::MeetingId.eq(meeting.0))
        .order_by_asc(topic::Column::CreatedAt)
        .order_by_asc(topic::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(topic_of).collect()
}

/// One topic.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn topic<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: TopicId,
) -> Result<Option<Topic>, StorageError> {
    let seen = on_seen(scope, topic::Column::ContractId);
    let row = topic::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(topic_of).transpose()
}

fn topic_of(row: topic::Model) -> Result<Topic, StorageError> {
    let minutes = match row.minutes {
        Some(minutes) => {
            Some(u32::try_from(minutes).ok().ok_or_else(|| inconsistent("topic", row.id))?)
        }
        None => None,
    };
    let time_box = row.started_at.zip(minutes);
    Ok(Topic {
        id: TopicId(row.id),
        contract: ContractId(row.contract_id),
        meeting: MeetingId(row.meeting_id),
        revision: row.revision,
        title: row.title,
        proposed_by: Author { id: ActorId(row.proposed_by), name: row.proposed_by_name },
        proposed_at: row.created_at,
        time_box: time_box.map(|(started, minutes)| TimeBox { started, minutes }),
        outcome: row.outcome,
    })
}

fn minutes_of(topic: &Topic) -> Option<i16> {
    topic.time_box.map(|time| i16::try_from(time.minutes).unwrap_or(i16::MAX))
}

/// Adds a topic.
///
/// # Errors
/// When the database fails.
pub async fn add_topic<C: ConnectionTrait>(conn: &C, topic: &Topic) -> Result<(), StorageError> {
    let row = topic::Model {
        id: topic.id.0,
        revision: topic.revision,
        contract_id: topic.contract.0,
        meeting_id: topic.meeting.0,
        title: topic.title.clone(),
        proposed_by: topic.proposed_by.id.0,
        proposed_by_name: topic.proposed_by.name.clone(),
        minutes: minutes_of(topic),
        started_at: topic.time_box.map(|time| time.started),
        outcome: topic.outcome.clone(),
        created_at: topic.proposed_at,
    };
    insert_all(conn, vec![row]).await
}

/// Writes what became of a topic, if it still has the revision before.
///
/// # Errors
/// When the database fails.
pub async fn replace_topic<C: ConnectionTrait>(
    conn: &C, topic: &Topic,
) -> Result<Replaced, StorageError> {
    use topic::Column;
    let done = topic::Entity::update_many()
        .col_expr(Column::Revision, Expr::value(topic.revision))
        .col_expr(Column::Minutes, Expr::value(minutes_of(topic)))
        .col_expr(Column::StartedAt, Expr::value(topic.time_box.map(|time| time.started)))
        .col_expr(Column::Outcome, Expr::value(topic.outcome.clone()))
        .filter(Column::Id.eq(topic.id.0))
        .filter(Column::Revision.eq(topic.revision - 1))
        .exec(conn)
        .await?;
    Ok(if done.rows_affected == 1 { Replaced::Written } else { Replaced::ChangedMeanwhile })
}

/// The dots on topics, with whose they are.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn cast<C: ConnectionTrait>(
    conn: &C, topics: impl Iterator<Item = TopicId> + Send,
) -> Result<Vec<Cast>, StorageError> {
    let of = topic_vote::Column::TopicId.is_in(topics.map(|topic| topic.0));
    let rows = topic_vote::Entity::find().filter(of).all(conn).await?;
    let cast = |row: topic_vote::Model| {
        let dots =
            u32::try_from(row.dots).ok().ok_or_else(|| inconsistent("topic", row.topic_id))?;
        Ok((ActorId(row.actor_id), Vote { topic: TopicId(row.topic_id), dots }))
    };
    rows.into_iter().map(cast).collect()
}

/// Replaces somebody's dots on the topics of a meeting.
///
/// # Errors
/// When the database fails.
pub async fn set_votes<C: ConnectionTrait>(
    conn: &C, topics: &BTreeSet<TopicId>, whose: ActorId, votes: &[Vote],
) -> Result<(), StorageError> {
    topic_vote::Entity::delete_many()
        .filter(topic_vote::Column::TopicId.is_in(topics.iter().map(|topic| topic.0)))
        .filter(topic_vote::Column::ActorId.eq(whose.0))
        .exec(conn)
        .await?;
    let row = |vote: &Vote| topic_vote::Model {
        topic_id: vote.topic.0,
        actor_id: whose.0,
        dots: i16::try_from(vote.dots).unwrap_or(i16::MAX),
        // Without it, whoever reads the digests of the history could try out who voted for what.
        salt: uuid::Uuid::now_v7(),
    };
    let used = votes.iter().filter(|vote| 0 < vote.dots);
    insert_all(conn, used.map(row).collect()).await
}

/// How the vote of a meeting stands.
///
/// # Errors
/// When the database fails.
pub async fn voting<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Voting, StorageError> {
    let row = voting::Entity::find_by_id(meeting.0).one(conn).await?;
    Ok(row.map_or(Voting::Open, |row| Voting::Closed {
        by: Author { id: ActorId(row.closed_by), name: row.closed_by_name },
        at: row.closed_at,
    }))
}

/// Closes the vote of a meeting; nothing when it is closed already.
///
/// # Errors
/// When the database fails.
pub async fn close_voting<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, voting: &Voting,
) -> Result<(), StorageError> {
    let Voting::Closed { by, at } = voting else { return Ok(()) };
    let row = voting::Model {
        meeting_id: meeting.0,
        closed_at: *at,
        closed_by: by.id.0,
        closed_by_name: by.name.clone(),
    };
    insert_all(conn, vec![row]).await
}
