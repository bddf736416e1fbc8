//! Scorecard designs.

use super::StorageError;
use super::codes::{Code, code};
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::designs::{
    Band, Criterion, Draft, Level, Perspective, Scale, ScaleKind, Source, Version, check,
};
use crate::domain::exact::{Coverage, Points, Published, ScoreValue, Weight};
use crate::domain::ids::{DesignId, VersionId};
use chrono::{DateTime, Utc};
use entity::{
    design, design_band, design_criterion, design_level, design_perspective, design_scale,
    design_version,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

const LEVELS: i16 = 0;
const PERCENT: i16 = 1;

/// What is known of a version without reading all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Identifies the version.
    pub id: VersionId,
    /// The design.
    pub design: DesignId,
    /// Key of the design.
    pub key: String,
    /// Counted from 1.
    pub number: u32,
}

/// Every version of every design, or of the one with a key; by key, newest first.
///
/// # Errors
/// When the database fails.
pub async fn headers<C: ConnectionTrait>(
    conn: &C,
    key: Option<&str>,
) -> Result<Vec<Header>, StorageError> {
    let mut designs = design::Entity::find().order_by_asc(design::Column::Key);
    if let Some(key) = key {
        designs = designs.filter(design::Column::Key.eq(key));
    }
    let designs = designs.all(conn).await?;
    let versions = design_version::Entity::find()
        .filter(design_version::Column::DesignId.is_in(designs.iter().map(|row| row.id)))
        .order_by_desc(design_version::Column::Number)
        .all(conn)
        .await?;
    let of = |design: &design::Model| {
        let own = versions.iter().filter(|version| version.design_id == design.id);
        own.map(|version| header(design, version)).collect::<Vec<_>>()
    };
    designs.iter().flat_map(of).collect()
}

fn header(design: &design::Model, version: &design_version::Model) -> Result<Header, StorageError> {
    Ok(Header {
        id: VersionId(version.id),
        design: DesignId(design.id),
        key: design.key.clone(),
        number: number(version)?,
    })
}

fn number(version: &design_version::Model) -> Result<u32, StorageError> {
    u32::try_from(version.number).ok().ok_or_else(|| inconsistent("design version", version.id))
}

/// One version, whole.
///
/// # Errors
/// [`StorageError::Inconsistent`] when it breaks a rule of designs.
pub async fn version<C: ConnectionTrait>(
    conn: &C,
    id: VersionId,
) -> Result<Option<Version>, StorageError> {
    let Some(row) = design_version::Entity::find_by_id(id.0).one(conn).await? else {
        return Ok(None);
    };
    let broken = || inconsistent("design version", row.id);
    let owner = design::Entity::find_by_id(row.design_id).one(conn).await?.ok_or_else(broken)?;
    let draft = Draft {
        key: owner.key,
        title: row.title.clone(),
        minimum_coverage: Coverage::from_scaled(row.minimum_coverage).ok_or_else(broken)?,
        bands: bands(conn, id).await?,
        scales: scales(conn, id).await?,
        perspectives: perspectives(conn, id).await?,
    };
    let content = check(draft).ok().ok_or_else(broken)?;
    Ok(Some(Version { id, design: DesignId(row.design_id), number: number(&row)?, content }))
}

async fn bands<C: ConnectionTrait>(conn: &C, id: VersionId) -> Result<Vec<Band>, StorageError> {
    let rows = design_band::Entity::find()
        .filter(design_band::Column::VersionId.eq(id.0))
        .order_by_asc(design_band::Column::Place)
        .all(conn)
        .await?;
    let band = |row: design_band::Model| {
        let (from, to) = (Published::from_scaled(row.low)?, Published::from_scaled(row.high)?);
        Some(Band { rating: row.rating, from, to })
    };
    rows.into_iter()
        .map(|row| band(row).ok_or_else(|| inconsistent("design version", id)))
        .collect()
}

async fn scales<C: ConnectionTrait>(conn: &C, id: VersionId) -> Result<Vec<Scale>, StorageError> {
    let scales = design_scale::Entity::find()
        .filter(design_scale::Column::VersionId.eq(id.0))
        .order_by_asc(design_scale::Column::Place)
        .all(conn)
        .await?;
    let levels = design_level::Entity::find()
        .filter(design_level::Column::VersionId.eq(id.0))
        .order_by_asc(design_level::Column::Place)
        .all(conn)
        .await?;
    let scale = |row: design_scale::Model| match row.kind {
        PERCENT => Some(Scale { key: row.key, kind: ScaleKind::Percent }),
        LEVELS => {
            let own = levels.iter().filter(|level| level.scale == row.place);
            let kind = ScaleKind::Levels(own.map(level).collect::<Option<_>>()?);
            Some(Scale { key: row.key, kind })
        }
        _other => None,
    };
    scales
        .into_iter()
        .map(|row| scale(row).ok_or_else(|| inconsistent("design version", id)))
        .collect()
}

fn level(row: &design_level::Model) -> Option<Level> {
    Some(Level {
        value: ScoreValue::from_scaled(row.value)?,
        label: row.label.clone(),
        anchor: row.anchor.clone(),
        points: Points::from_scaled(row.points)?,
    })
}

async fn perspectives<C: ConnectionTrait>(
    conn: &C,
    id: VersionId,
) -> Result<Vec<Perspective>, StorageError> {
    let perspectives = design_perspective::Entity::find()
        .filter(design_perspective::Column::VersionId.eq(id.0))
        .order_by_asc(design_perspective::Column::Place)
        .all(conn)
        .await?;
    let criteria = design_criterion::Entity::find()
        .filter(design_criterion::Column::VersionId.eq(id.0))
        .order_by_asc(design_criterion::Column::Place)
        .all(conn)
        .await?;
    let perspective = |row: design_perspective::Model| {
        let own = criteria.iter().filter(|criterion| criterion.perspective == row.place);
        Some(Perspective {
            key: row.key,
            title: row.title,
            weight: Weight::from_scaled(row.weight)?,
            source: Source::of(row.source)?,
            criteria: own.map(criterion).collect::<Option<_>>()?,
        })
    };
    let broken = || inconsistent("design version", id);
    perspectives.into_iter().map(|row| perspective(row).ok_or_else(broken)).collect()
}

fn criterion(row: &design_criterion::Model) -> Option<Criterion> {
    Some(Criterion {
        key: row.key.clone(),
        title: row.title.clone(),
        weight: Weight::from_scaled(row.weight)?,
        scale: row.scale.clone(),
        client_wording: row.client_wording.clone(),
        supplier_wording: row.supplier_wording.clone(),
    })
}

/// Adds a design that has no version yet.
///
/// # Errors
/// A duplicate when the key is taken.
pub async fn add_design<C: ConnectionTrait>(
    conn: &C,
    id: DesignId,
    key: &str,
    title: &str,
) -> Result<(), StorageError> {
    let row = design::Model { id: id.0, key: key.to_owned(), title: title.to_owned() };
    insert_all(conn, vec![row]).await
}

/// Adds a version with everything in it.
///
/// # Errors
/// A duplicate when the design already has that number.
pub async fn add_version<C: ConnectionTrait>(
    conn: &C,
    version: &Version,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = design_version::Model {
        id: version.id.0,
        design_id: version.design.0,
        number: i64::from(version.number),
        title: version.content.title().to_owned(),
        minimum_coverage: version.content.minimum_coverage().scaled(),
        created_at: now,
    };
    insert_all(conn, vec![row]).await?;
    insert_all(conn, band_rows(version)).await?;
    insert_all(conn, scale_rows(version)).await?;
    insert_all(conn, level_rows(version)).await?;
    insert_all(conn, perspective_rows(version)).await?;
    insert_all(conn, criterion_rows(version)).await
}

fn band_rows(version: &Version) -> Vec<design_band::Model> {
    let row = |(place, band): (i16, &Band)| design_band::Model {
        version_id: version.id.0,
        place,
        rating: band.rating.clone(),
        low: band.from.scaled(),
        high: band.to.scaled(),
    };
    (0..).zip(version.content.bands()).map(row).collect()
}

fn scale_rows(version: &Version) -> Vec<design_scale::Model> {
    let row = |(place, scale): (i16, &Scale)| design_scale::Model {
        version_id: version.id.0,
        place,
        key: scale.key.clone(),
        kind: match scale.kind {
            ScaleKind::Levels(_) => LEVELS,
            ScaleKind::Percent => PERCENT,
        },
    };
    (0..).zip(version.content.scales()).map(row).collect()
}

fn level_rows(version: &Version) -> Vec<design_level::Model> {
    let of = |(scale, kind): (i16, &Scale)| match &kind.kind {
        ScaleKind::Percent => Vec::new(),
        ScaleKind::Levels(levels) => (0..)
            .zip(levels)
            .map(|(place, level)| level_row(version, scale, place, level))
            .collect(),
    };
    (0..).zip(version.content.scales()).flat_map(of).collect()
}

fn level_row(version: &Version, scale: i16, place: i16, level: &Level) -> design_level::Model {
    design_level::Model {
        version_id: version.id.0,
        scale,
        place,
        value: level.value.scaled(),
        label: level.label.clone(),
        anchor: level.anchor.clone(),
        points: level.points.scaled(),
    }
}

fn perspective_rows(version: &Version) -> Vec<design_perspective::Model> {
    let row = |(place, perspective): (i16, &Perspective)| design_perspective::Model {
        version_id: version.id.0,
        place,
        key: perspective.key.clone(),
        title: perspective.title.clone(),
        weight: perspective.weight.scaled(),
        source: code(perspective.source),
    };
    (0..).zip(version.content.perspectives()).map(row).collect()
}

fn criterion_rows(version: &Version) -> Vec<design_criterion::Model> {
    let pairs = (0_i16..).zip(version.content.perspectives());
    let pairs = pairs.flat_map(|(perspective, of)| {
        of.criteria.iter().map(move |criterion| (perspective, criterion))
    });
    let row =
        |(place, (perspective, criterion)): (i16, (i16, &Criterion))| design_criterion::Model {
            version_id: version.id.0,
            place,
            perspective,
            key: criterion.key.clone(),
            title: criterion.title.clone(),
            weight: criterion.weight.scaled(),
            scale: criterion.scale.clone(),
            client_wording: criterion.client_wording.clone(),
            supplier_wording: criterion.supplier_wording.clone(),
        };
    (0..).zip(pairs).map(row).collect()
}
