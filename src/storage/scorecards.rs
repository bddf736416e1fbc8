//! Composites per day, and their sums per period.

mod marked;

pub use marked::{Marked, marked};

use super::StorageError;
use super::codes::{Code, code};
use super::error::inconsistent;
use super::rows::{insert_all, put_all};
use crate::domain::exact::{Coverage, Points, Published};
use crate::domain::ids::{ContractId, MeetingId, VersionId};
use crate::domain::meetings::Side;
use crate::domain::periods::Cadence;
use crate::domain::scorecards::{Composite, Figure, NoComposite, Window};
use chrono::NaiveDate;
use entity::{composite, latest, rollup};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// A figure with the coverage its design asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The figure.
    pub figure: Figure,
    /// What the design asks for.
    pub minimum: Coverage,
}

/// Figures of a contract in a window, by day and side.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn figures<C: ConnectionTrait>(
    conn: &C, contract: ContractId, window: Window,
) -> Result<Vec<Figure>, StorageError> {
    let mut query = composite::Entity::find().filter(composite::Column::ContractId.eq(contract.0));
    if let Some(from) = window.from {
        query = query.filter(composite::Column::HappenedOn.gte(from));
    }
    if let Some(to) = window.to {
        query = query.filter(composite::Column::HappenedOn.lte(to));
    }
    let query =
        query.order_by_asc(composite::Column::HappenedOn).order_by_asc(composite::Column::Side);
    query.all(conn).await?.into_iter().map(figure_of).collect()
}

/// The figures of a contract on a day.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn on_day<C: ConnectionTrait>(
    conn: &C, contract: ContractId, day: NaiveDate,
) -> Result<Vec<Figure>, StorageError> {
    figures(conn, contract, Window { from: Some(day), to: Some(day) }).await
}

/// The latest figure of a side up to a day.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn latest_by<C: ConnectionTrait>(
    conn: &C, contract: ContractId, side: Side, day: NaiveDate,
) -> Result<Option<Figure>, StorageError> {
    let row = composite::Entity::find()
        .filter(composite::Column::ContractId.eq(contract.0))
        .filter(composite::Column::Side.eq(code(side)))
        .filter(composite::Column::HappenedOn.lte(day))
        .order_by_desc(composite::Column::HappenedOn)
        .one(conn)
        .await?;
    row.map(figure_of).transpose()
}

fn figure_of(row: composite::Model) -> Result<Figure, StorageError> {
    let broken = || inconsistent("composite of contract", row.contract_id);
    let coverage = Coverage::from_scaled(row.coverage).ok_or_else(broken)?;
    Ok(Figure {
        contract: ContractId(row.contract_id),
        on: row.happened_on,
        side: Side::of(row.side).ok_or_else(broken)?,
        version: VersionId(row.version_id),
        meeting: row.meeting_id.map(MeetingId),
        coverage,
        composite: kept(&row, coverage).ok_or_else(broken)?,
        signed: row.signed_revision.and_then(|revision| u32::try_from(revision).ok()),
    })
}

fn kept(row: &composite::Model, coverage: Coverage) -> Option<Result<Composite, NoComposite>> {
    kept_composite((row.exact, row.published), coverage, Coverage::from_scaled(row.minimum)?)
}

/// The composite that columns keep, exact and published, or why there is none.
pub(super) fn kept_composite(
    columns: (Option<i64>, Option<i64>), coverage: Coverage, minimum: Coverage,
) -> Option<Result<Composite, NoComposite>> {
    match columns {
        (Some(exact), Some(published)) => {
            let (exact, published) =
                (Points::from_scaled(exact)?, Published::from_scaled(published)?);
            Some(Ok(Composite { exact, published }))
        }
        (None, None) if coverage == Coverage::NONE => Some(Err(NoComposite::NothingScored)),
        (None, None) => Some(Err(NoComposite::BelowCoverage { coverage, minimum })),
        (Some(_), None) | (None, Some(_)) => None,
    }
}

fn row_of(row: &FigureRow) -> composite::Model {
    let figure = &row.figure;
    let composite = figure.composite.as_ref().ok();
    composite::Model {
        contract_id: figure.contract.0,
        happened_on: figure.on,
        side: code(figure.side),
        version_id: figure.version.0,
        meeting_id: figure.meeting.map(|meeting| meeting.0),
        exact: composite.map(|composite| composite.exact.scaled()),
        published: composite.map(|composite| composite.published.scaled()),
        coverage: figure.coverage.scaled(),
        minimum: row.minimum.scaled(),
        signed_revision: figure.signed.map(i64::from),
    }
}

/// Writes figures, over those of the same day and side if there are any. What both sides signed
/// stays as they signed it.
///
/// # Errors
/// When the database fails.
pub async fn put_figures<C: ConnectionTrait>(
    conn: &C, figures: &[FigureRow],
) -> Result<(), StorageError> {
    let replacing = OnConflict::columns([
        composite::Column::ContractId,
        composite::Column::HappenedOn,
        composite::Column::Side,
    ])
    .update_columns([
        composite::Column::VersionId,
        composite::Column::MeetingId,
        composite::Column::Exact,
        composite::Column::Published,
        composite::Column::Coverage,
        composite::Column::Minimum,
    ])
    .action_and_where(Expr::col((composite::Entity, composite::Column::SignedRevision)).is_null())
    .to_owned();
    put_all(conn, figures.iter().map(row_of).collect(), &replacing).await
}

/// Puts the figures of a meeting that both sides signed in place of those it had.
///
/// # Errors
/// When the database fails.
pub async fn put_signed<C: ConnectionTrait>(
    conn: &C, meeting: MeetingId, figures: &[FigureRow],
) -> Result<(), StorageError> {
    let own = composite::Column::MeetingId.eq(meeting.0);
    composite::Entity::delete_many().filter(own).exec(conn).await?;
    insert_all(conn, figures.iter().map(row_of).collect()).await
}

/// Removes the figures of a contract that do not come from a meeting.
///
/// # Errors
/// When the database fails.
pub async fn remove_without_meeting<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<(), StorageError> {
    composite::Entity::delete_many()
        .filter(composite::Column::ContractId.eq(contract.0))
        .filter(composite::Column::MeetingId.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes the figures of meetings that are not signed.
///
/// # Errors
/// When the database fails.
pub async fn remove_of_meetings<C: ConnectionTrait>(
    conn: &C, meetings: &[MeetingId],
) -> Result<(), StorageError> {
    for some in meetings.chunks(1_000) {
        composite::Entity::delete_many()
            .filter(composite::Column::MeetingId.is_in(some.iter().map(|id| id.0)))
            .filter(composite::Column::SignedRevision.is_null())
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Removes the sums of contracts, and the figures that do not come from a meeting.
///
/// # Errors
/// When the database fails.
pub async fn clear<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<(), StorageError> {
    for some in contracts.chunks(1_000) {
        let ids: Vec<uuid::Uuid> = some.iter().map(|id| id.0).collect();
        composite::Entity::delete_many()
            .filter(composite::Column::ContractId.is_in(ids))
            .filter(composite::Column::MeetingId.is_null())
            .exec(conn)
            .await?;
        replace_rollups(conn, some, &[], &[]).await?;
    }
    Ok(())
}

/// What rollups are made of: a published composite.
type PointRow = (uuid::Uuid, NaiveDate, i16, uuid::Uuid, i64, Option<i64>);

/// A published composite of a contract, day and side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The contract.
    pub contract: ContractId,
    /// The day.
    pub on: NaiveDate,
    /// Whose.
    pub side: Side,
    /// The design version it is computed by.
    pub version: VersionId,
    /// In hundredths.
    pub published: i64,
    /// The revision under which both sides signed it.
    pub signed: Option<i64>,
}

/// Published composites of contracts, by contract and day.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn points<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<Vec<Point>, StorageError> {
    let rows: Vec<PointRow> = composite::Entity::find()
        .select_only()
        .columns([composite::Column::ContractId, composite::Column::HappenedOn])
        .columns([composite::Column::Side, composite::Column::VersionId])
        .columns([composite::Column::Published, composite::Column::SignedRevision])
        .filter(composite::Column::ContractId.is_in(contracts.iter().map(|id| id.0)))
        .filter(composite::Column::Published.is_not_null())
        .order_by_asc(composite::Column::ContractId)
        .order_by_asc(composite::Column::HappenedOn)
        .into_tuple()
        .all(conn)
        .await?;
    let point = |(contract, on, side, version, published, signed): PointRow| {
        let side = Side::of(side).ok_or_else(|| inconsistent("composite of contract", contract))?;
        Ok(Point {
            contract: ContractId(contract),
            on,
            side,
            version: VersionId(version),
            published,
            signed,
        })
    };
    rows.into_iter().map(point).collect()
}

/// The sum of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rollup {
    /// The contract.
    pub contract: ContractId,
    /// What kind of period.
    pub cadence: Cadence,
    /// Whose.
    pub side: Side,
    /// First day of the period.
    pub starts_on: NaiveDate,
    /// Sum of the published composites, in hundredths.
    pub total: i64,
    /// How many composites.
    pub count: u32,
}

/// Writes all rollups and latest figures of contracts anew.
///
/// # Errors
/// When the database fails.
pub async fn replace_rollups<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId], rollups: &[Rollup], newest: &[Point],
) -> Result<(), StorageError> {
    let ids: Vec<uuid::Uuid> = contracts.iter().map(|id| id.0).collect();
    rollup::Entity::delete_many()
        .filter(rollup::Column::ContractId.is_in(ids.clone()))
        .exec(conn)
        .await?;
    latest::Entity::delete_many().filter(latest::Column::ContractId.is_in(ids)).exec(conn).await?;
    insert_all(conn, rollups.iter().map(rollup_row).collect()).await?;
    insert_all(conn, newest.iter().map(latest_row).collect()).await
}

fn rollup_row(rollup: &Rollup) -> rollup::Model {
    rollup::Model {
        contract_id: rollup.contract.0,
        cadence: code(rollup.cadence),
        side: code(rollup.side),
        starts_on: rollup.starts_on,
        total: rollup.total,
        meetings: i64::from(rollup.count),
    }
}

fn latest_row(point: &Point) -> latest::Model {
    latest::Model {
        contract_id: point.contract.0,
        side: code(point.side),
        version_id: point.version.0,
        happened_on: point.on,
        published: point.published,
        signed_revision: point.signed,
    }
}

/// The rollups of a contract and cadence, by side and period.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn rollups<C: ConnectionTrait>(
    conn: &C, contract: ContractId, cadence: Cadence,
) -> Result<Vec<Rollup>, StorageError> {
    let rows = rollup::Entity::find()
        .filter(rollup::Column::ContractId.eq(contract.0))
        .filter(rollup::Column::Cadence.eq(code(cadence)))
        .order_by_asc(rollup::Column::StartsOn)
        .order_by_asc(rollup::Column::Side)
        .all(conn)
        .await?;
    let rollup = |row: rollup::Model| {
        Some(Rollup {
            contract,
            cadence,
            side: Side::of(row.side)?,
            starts_on: row.starts_on,
            total: row.total,
            count: u32::try_from(row.meetings).ok()?,
        })
    };
    let broken = || inconsistent("rollup of contract", contract);
    rows.into_iter().map(|row| rollup(row).ok_or_else(broken)).collect()
}
