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
    conn: &C, key: Option<&str>,
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
    u32::try_from(version.number).ok().ok_or_else(|| broken(version.id))
}

/// These versions, whole, as far as they exist.
///
/// # Errors
/// [`StorageError::Inconsistent`] when one breaks a rule of designs.
pub async fn versions<C: ConnectionTrait>(
    conn: &C, ids: &[VersionId],
) -> Result<Vec<Version>, StorageError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let named = design_version::Column::Id.is_in(ids.clone());
    let versions = design_version::Entity::find().filter(named).all(conn).await?;
    let owners = design::Column::Id.is_in(versions.iter().map(|row| row.design_id));
    let owners = design::Entity::find().filter(owners).all(conn).await?;
    let parts = Parts::of(conn, &ids).await?;
    let whole = |row: design_version::Model| {
        let owner = owners.iter().find(|owner| owner.id == row.design_id);
        owner.and_then(|owner| parts.put_together(owner, &row)).ok_or_else(|| broken(row.id))
    };
    versions.into_iter().map(whole).collect()
}

fn broken(id: uuid::Uuid) -> StorageError {
    inconsistent("design version", id)
}

/// What versions are made of, each kind in its order.
struct Parts {
    bands: Vec<design_band::Model>,
    scales: Vec<design_scale::Model>,
    levels: Vec<design_level::Model>,
    perspectives: Vec<design_perspective::Model>,
    criteria: Vec<design_criterion::Model>,
}

impl Parts {
    async fn of<C: ConnectionTrait>(conn: &C, ids: &[uuid::Uuid]) -> Result<Self, StorageError> {
        let ids = || ids.iter().copied();
        let bands = design_band::Entity::find()
            .filter(design_band::Column::VersionId.is_in(ids()))
            .order_by_asc(design_band::Column::Place);
        let scales = design_scale::Entity::find()
            .filter(design_scale::Column::VersionId.is_in(ids()))
            .order_by_asc(design_scale::Column::Place);
        let levels = design_level::Entity::find()
            .filter(design_level::Column::VersionId.is_in(ids()))
            .order_by_asc(design_level::Column::Place);
        let perspectives = design_perspective::Entity::find()
            .filter(design_perspective::Column::VersionId.is_in(ids()))
            .order_by_asc(design_perspective::Column::Place);
        let criteria = design_criterion::Entity::find()
            .filter(design_criterion::Column::VersionId.is_in(ids()))
            .order_by_asc(design_criterion::Column::Place);
        Ok(Self {
            bands: bands.all(conn).await?,
            scales: scales.all(conn).await?,
            levels: levels.all(conn).await?,
            perspectives: perspectives.all(conn).await?,
            criteria: criteria.all(conn).await?,
        })
    }

    /// The version; none when it breaks a rule.
    fn put_together(&self, owner: &design::Model, row: &design_version::Model) -> Option<Version> {
        let bands = self.bands.iter().filter(|it| it.version_id == row.id);
        let scales = self.scales.iter().filter(|it| it.version_id == row.id);
        let perspectives = self.perspectives.iter().filter(|it| it.version_id == row.id);
        let draft = Draft {
            key: owner.key.clone(),
            title: row.title.clone(),
            minimum_coverage: Coverage::from_scaled(row.minimum_coverage)?,
            bands: bands.map(band).collect::<Option<_>>()?,
            scales: scales.map(|it| self.scale(it)).collect::<Option<_>>()?,
            perspectives: perspectives.map(|it| self.perspective(it)).collect::<Option<_>>()?,
        };
        let (id, design) = (VersionId(row.id), DesignId(row.design_id));
        let number = u32::try_from(row.number).ok()?;
        Some(Version { id, design, number, content: check(draft).ok()? })
    }

    fn scale(&self, row: &design_scale::Model) -> Option<Scale> {
        let own =
            |it: &&design_level::Model| it.version_id == row.version_id && it.scale == row.place;
        let kind = match row.kind {
            PERCENT => ScaleKind::Percent,
            LEVELS => {
                let levels = self.levels.iter().filter(own);
                ScaleKind::Levels(levels.map(level).collect::<Option<_>>()?)
            }
            _other => return None,
        };
        Some(Scale { key: row.key.clone(), kind })
    }

    fn perspective(&self, row: &design_perspective::Model) -> Option<Perspective> {
        let own = |it: &&design_criterion::Model| {
            it.version_id == row.version_id && it.perspective == row.place
        };
        Some(Perspective {
            key: row.key.clone(),
            title: row.title.clone(),
            weight: Weight::from_scaled(row.weight)?,
            source: Source::of(row.source)?,
            criteria: self.criteria.iter().filter(own).map(criterion).collect::<Option<_>>()?,
        })
    }
}

fn band(row: &design_band::Model) -> Option<Band> {
    let (from, to) = (Published::from_scaled(row.low)?, Published::from_scaled(row.high)?);
    Some(Band { rating: row.rating.clone(), from, to })
}

fn level(row: &design_level::Model) -> Option<Level> {
    Some(Level {
        value: ScoreValue::from_scaled(row.value)?,
        label: row.label.clone(),
        anchor: row.anchor.clone(),
        points: Points::from_scaled(row.points)?,
    })
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
    conn: &C, id: DesignId, key: &str, title: &str,
) -> Result<(), StorageError> {
    let row = design::Model { id: id.0, key: key.to_owned(), title: title.to_owned() };
    insert_all(conn, vec![row]).await
}

/// Adds a version with everything in it.
///
/// # Errors
/// A duplicate when the design already has that number.
pub async fn add_version<C: ConnectionTrait>(
    conn: &C, version: &Version, now: DateTime<Utc>,
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
