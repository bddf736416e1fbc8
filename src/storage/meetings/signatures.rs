//! What was settled and signed under each revision of a meeting.

use super::mark;
use crate::domain::access::Role;
use crate::domain::audit::Digest;
use crate::domain::designs::Source;
use crate::domain::exact::{Coverage, Points};
use crate::domain::ids::{ActorId, KpiId, MeetingId};
use crate::domain::meetings::governed::{
    Revision, Seal, SignOff, SignedFigure, SignedInputs, SignedKpi, SignedPoints,
};
use crate::domain::meetings::outcomes::Outcome;
use crate::domain::meetings::states::Signature;
use crate::domain::meetings::{Mark, OneSide, Side};
use crate::storage::StorageError;
use crate::storage::codes::{Code, HAS_VALUE, code};
use crate::storage::error::inconsistent;
use crate::storage::rows::{insert_all, put_all};
use crate::storage::scorecards::{FigureRow, kept_composite};
use entity::{
    governance, meeting_revision, outcome, seal, sign_off, signed_figure, signed_kpi, signed_points,
};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// Who sealed which side of a meeting.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn seals<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<Seal>, StorageError> {
    let own = seal::Column::MeetingId.eq(meeting.0);
    let rows = seal::Entity::find()
        .filter(own)
        .order_by_asc(seal::Column::SealedAt)
        .order_by_asc(seal::Column::Side)
        .all(conn)
        .await?;
    rows.into_iter().map(seal_of).collect()
}

/// Who sealed which side of meetings.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn seals_among<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<Seal>>, StorageError> {
    let mut found: HashMap<MeetingId, Vec<Seal>> = HashMap::new();
    for some in meetings.chunks(1_000) {
        let named = seal::Column::MeetingId.is_in(some.iter().map(|id| id.0));
        for row in seal::Entity::find().filter(named).all(conn).await? {
            let meeting = MeetingId(row.meeting_id);
            found.entry(meeting).or_default().push(seal_of(row)?);
        }
    }
    Ok(found)
}

fn seal_of(row: seal::Model) -> Result<Seal, StorageError> {
    let side = OneSide::of(row.side);
    let side = side.ok_or_else(|| inconsistent("seal of meeting", MeetingId(row.meeting_id)))?;
    Ok(Seal { side, by: row.person_name, at: row.sealed_at })
}

/// Adds a side's seal.
///
/// # Errors
/// When the database fails.
pub async fn add_seal<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, person: ActorId, seal: &Seal,
) -> Result<(), StorageError> {
    let row = seal::Model {
        meeting_id: meeting.0,
        side: code(seal.side),
        person_id: person.0,
        person_name: seal.by.clone(),
        sealed_at: seal.at,
    };
    insert_all(conn, vec![row]).await
}

/// The outcomes of a meeting under every revision, by revision and criterion.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn outcomes<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<(u32, Outcome)>, StorageError> {
    let rows = outcome::Entity::find()
        .filter(outcome::Column::MeetingId.eq(meeting.0))
        .order_by_asc(outcome::Column::Revision)
        .order_by_asc(outcome::Column::Criterion)
        .all(conn)
        .await?;
    let broken = || inconsistent("outcome of meeting", meeting);
    rows.into_iter().map(|row| outcome_of(row).ok_or_else(broken)).collect()
}

fn outcome_of(row: outcome::Model) -> Option<(u32, Outcome)> {
    let outcome = Outcome {
        criterion: u16::try_from(row.criterion).ok()?,
        mark: mark(row.state, row.value)?,
        reason: row.reason,
        by: row.person_name,
        at: row.recorded_at,
    };
    Some((u32::try_from(row.revision).ok()?, outcome))
}

/// Writes outcomes under a revision, over those there.
///
/// # Errors
/// When the database fails.
pub async fn put_outcomes<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, revision: u32, outcomes: &[Outcome],
) -> Result<(), StorageError> {
    use outcome::Column;
    let replacing = OnConflict::columns([Column::MeetingId, Column::Revision, Column::Criterion])
        .update_columns([Column::State, Column::Value, Column::Reason])
        .update_columns([Column::PersonName, Column::RecordedAt])
        .to_owned();
    let row = |one: &Outcome| {
        let (state, value) = match one.mark {
            Mark::Scored(value) => (HAS_VALUE, Some(value.scaled())),
            Mark::Unscored(why) => (code(why), None),
        };
        outcome::Model {
            meeting_id: meeting.0,
            revision: revision.into(),
            criterion: i16::try_from(one.criterion).unwrap_or(i16::MAX),
            state,
            value,
            reason: one.reason.clone(),
            person_name: one.by.clone(),
            recorded_at: one.at,
        }
    };
    put_all(conn, outcomes.iter().map(row).collect(), &replacing).await
}

/// The signatures under every revision of a meeting, in order.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn sign_offs<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<SignOff>, StorageError> {
    let rows = sign_off::Entity::find()
        .filter(sign_off::Column::MeetingId.eq(meeting.0))
        .order_by_asc(sign_off::Column::Revision)
        .order_by_asc(sign_off::Column::SignedAt)
        .order_by_asc(sign_off::Column::Side)
        .all(conn)
        .await?;
    let broken = || inconsistent("sign-off of meeting", meeting);
    rows.into_iter().map(|row| sign_off_of(row).ok_or_else(broken)).collect()
}

fn sign_off_of(row: sign_off::Model) -> Option<SignOff> {
    Some(SignOff {
        revision: u32::try_from(row.revision).ok()?,
        side: OneSide::of(row.side)?,
        person: ActorId(row.person_id),
        name: row.person_name,
        role: Role::of(row.role)?,
        digest: Digest::parse(&row.digest)?,
        at: row.signed_at,
    })
}

/// The one signature each of these meetings has under the revision being worked on.
pub(super) async fn first_signatures<C: ConnectionTrait>(
    conn: &C, rows: &[governance::Model],
) -> Result<HashMap<MeetingId, Signature>, StorageError> {
    let ids = rows.iter().map(|row| row.id);
    let named = sign_off::Column::MeetingId.is_in(ids);
    let given = sign_off::Entity::find().filter(named).all(conn).await?;
    let mut first = HashMap::new();
    for row in given {
        let id = MeetingId(row.meeting_id);
        let current = rows.iter().any(|it| it.id == id.0 && it.revision == row.revision);
        let broken = || inconsistent("sign-off of meeting", id);
        let signed = sign_off_of(row).ok_or_else(broken)?;
        if current {
            let SignOff { side, person, digest, .. } = signed;
            first.insert(id, Signature { side, person, digest });
        }
    }
    Ok(first)
}

/// Keeps the signatures under a revision and no others: those for something that has changed
/// since are not signatures any more.
///
/// # Errors
/// When the database fails.
pub async fn set_sign_offs<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, revision: u32, signed: &[SignOff],
) -> Result<(), StorageError> {
    sign_off::Entity::delete_many()
        .filter(sign_off::Column::MeetingId.eq(meeting.0))
        .filter(sign_off::Column::Revision.eq(i64::from(revision)))
        .exec(conn)
        .await?;
    let row = |one: &SignOff| sign_off::Model {
        meeting_id: meeting.0,
        revision: one.revision.into(),
        side: code(one.side),
        person_id: one.person.0,
        person_name: one.name.clone(),
        role: code(one.role),
        digest: one.digest.to_string(),
        signed_at: one.at,
    };
    insert_all(conn, signed.iter().map(row).collect()).await
}

/// The revisions of a meeting after the first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn revisions<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<Revision>, StorageError> {
    let rows = meeting_revision::Entity::find()
        .filter(meeting_revision::Column::MeetingId.eq(meeting.0))
        .order_by_asc(meeting_revision::Column::Revision)
        .all(conn)
        .await?;
    let revision = |row: meeting_revision::Model| {
        let number = u32::try_from(row.revision).ok();
        let number = number.ok_or_else(|| inconsistent("revision of meeting", meeting))?;
        Ok(Revision { number, reason: row.reason, by: row.person_name, at: row.opened_at })
    };
    rows.into_iter().map(revision).collect()
}

/// Adds a revision.
///
/// # Errors
/// When the database fails.
pub async fn add_revision<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, person: ActorId, revision: &Revision,
) -> Result<(), StorageError> {
    let row = meeting_revision::Model {
        meeting_id: meeting.0,
        revision: revision.number.into(),
        reason: revision.reason.clone(),
        person_id: person.0,
        person_name: revision.by.clone(),
        opened_at: revision.at,
    };
    insert_all(conn, vec![row]).await
}

/// Keeps the figures that were signed under a revision, and what went into them besides scores.
///
/// # Errors
/// When the database fails.
pub async fn keep_signed<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, revision: u32, figures: &[FigureRow], inputs: &SignedInputs,
) -> Result<(), StorageError> {
    let row = |one: &FigureRow| {
        let composite = one.figure.composite.as_ref().ok();
        signed_figure::Model {
            meeting_id: meeting.0,
            revision: revision.into(),
            side: code(one.figure.side),
            exact: composite.map(|composite| composite.exact.scaled()),
            published: composite.map(|composite| composite.published.scaled()),
            coverage: one.figure.coverage.scaled(),
            minimum: one.minimum.scaled(),
        }
    };
    insert_all(conn, figures.iter().map(row).collect()).await?;
    let row = |one: &SignedKpi| signed_kpi::Model {
        meeting_id: meeting.0,
        revision: revision.into(),
        kpi_id: one.kpi.0,
        points: one.points.map(Points::scaled),
    };
    insert_all(conn, inputs.kpis.iter().map(row).collect()).await?;
    let row = |one: &SignedPoints| signed_points::Model {
        meeting_id: meeting.0,
        revision: revision.into(),
        source: code(one.source),
        points: one.points.map(Points::scaled),
    };
    insert_all(conn, inputs.points.iter().map(row).collect()).await
}

/// The figures signed under every revision of a meeting.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn signed_figures<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId,
) -> Result<Vec<SignedFigure>, StorageError> {
    let rows = signed_figure::Entity::find()
        .filter(signed_figure::Column::MeetingId.eq(meeting.0))
        .order_by_asc(signed_figure::Column::Revision)
        .order_by_asc(signed_figure::Column::Side)
        .all(conn)
        .await?;
    let broken = || inconsistent("signed figure of meeting", meeting);
    rows.iter().map(|row| figure_of(row).ok_or_else(broken)).collect()
}

fn figure_of(row: &signed_figure::Model) -> Option<SignedFigure> {
    let coverage = Coverage::from_scaled(row.coverage)?;
    let minimum = Coverage::from_scaled(row.minimum)?;
    Some(SignedFigure {
        revision: u32::try_from(row.revision).ok()?,
        side: Side::of(row.side)?,
        coverage,
        composite: kept_composite((row.exact, row.published), coverage, minimum)?,
    })
}

/// What went into signed figures besides scores, by meeting and revision.
pub type Signed = HashMap<(MeetingId, u32), SignedInputs>;

/// What went into the signed figures of meetings besides scores.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn signed_inputs<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId],
) -> Result<Signed, StorageError> {
    let mut signed = Signed::new();
    if meetings.is_empty() {
        return Ok(signed);
    }
    let ids = || meetings.iter().map(|id| id.0);
    let named = signed_kpi::Column::MeetingId.is_in(ids());
    for row in signed_kpi::Entity::find().filter(named).all(conn).await? {
        let id = MeetingId(row.meeting_id);
        let broken = || inconsistent("signed KPI of meeting", id);
        let revision = u32::try_from(row.revision).map_err(|_error| broken())?;
        let kpi =
            SignedKpi { kpi: KpiId(row.kpi_id), points: points_of(row.points).ok_or_else(broken)? };
        signed.entry((id, revision)).or_default().kpis.push(kpi);
    }
    let named = signed_points::Column::MeetingId.is_in(ids());
    for row in signed_points::Entity::find().filter(named).all(conn).await? {
        let id = MeetingId(row.meeting_id);
        let broken = || inconsistent("signed points of meeting", id);
        let revision = u32::try_from(row.revision).map_err(|_error| broken())?;
        let points = SignedPoints {
            source: Source::of(row.source).ok_or_else(broken)?,
            points: points_of(row.points).ok_or_else(broken)?,
        };
        signed.entry((id, revision)).or_default().points.push(points);
    }
    Ok(signed)
}

/// Points that may not be there; nothing when they are out of range.
fn points_of(kept: Option<i64>) -> Option<Option<Points>> {
    match kept {
        Some(points) => Points::from_scaled(points).map(Some),
        None => Some(None),
    }
}
