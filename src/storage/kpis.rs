//! KPIs, their bands and service levels, and observations.

use super::StorageError;
use super::codes::{Code, HAS_VALUE, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::meetings::{origin, origin_columns};
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::designs::Band;
use crate::domain::exact::{KpiValue, Published, Times};
use crate::domain::ids::{ContractId, ImportId, KpiId};
use crate::domain::kpis::service_points::{Level, Repeats};
use crate::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use crate::domain::meetings::Unscored;
use crate::domain::periods::{Cadence, Period};
use chrono::{DateTime, Utc};
use entity::{kpi, kpi_band, kpi_repeat, observation, service_level};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// One KPI.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: KpiId,
) -> Result<Option<Kpi>, StorageError> {
    let seen = on_seen(scope, kpi::Column::ContractId);
    let row = kpi::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    Ok(filled(conn, row.into_iter().collect()).await?.pop())
}

/// KPIs of contracts, by title.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_contracts<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<Vec<Kpi>, StorageError> {
    let rows = kpi::Entity::find()
        .filter(kpi::Column::ContractId.is_in(contracts.iter().map(|id| id.0)))
        .order_by_asc(kpi::Column::Title)
        .all(conn)
        .await?;
    filled(conn, rows).await
}

async fn filled<C: ConnectionTrait>(
    conn: &C, rows: Vec<kpi::Model>,
) -> Result<Vec<Kpi>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
    let mut bands = bands(conn, &ids).await?;
    let mut levels = levels(conn, &ids).await?;
    let repeats = repeats(conn, &ids).await?;
    let filled = rows.into_iter().map(|row| {
        let own =
            bands.remove(&row.id).filter(|bands| !bands.is_empty()).unwrap_or_else(default_bands);
        let service_levels = levels.remove(&row.id).unwrap_or_default();
        let repeats = repeats.get(&row.id).copied().unwrap_or(Repeats::DOUBLE);
        kpi_of(row, own, service_levels, repeats)
    });
    filled.collect()
}

fn kpi_of(
    row: kpi::Model, bands: Vec<Band>, service_levels: Vec<Level>, repeats: Repeats,
) -> Result<Kpi, StorageError> {
    Ok(Kpi {
        id: KpiId(row.id),
        contract: ContractId(row.contract_id),
        direction: Direction::of(row.direction).ok_or_else(|| inconsistent("KPI", row.id))?,
        title: row.title,
        unit: row.unit,
        bands,
        service_levels,
        repeats,
    })
}

async fn repeats<C: ConnectionTrait>(
    conn: &C, ids: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, Repeats>, StorageError> {
    let own = kpi_repeat::Column::KpiId.is_in(ids.to_vec());
    let rows = kpi_repeat::Entity::find().filter(own).all(conn).await?;
    let read = |row: kpi_repeat::Model| {
        let periods = u8::try_from(row.periods).ok();
        let found = periods.zip(Times::from_scaled(row.times));
        let (periods, times) = found.ok_or_else(|| inconsistent("KPI", row.kpi_id))?;
        Ok((row.kpi_id, Repeats { periods, times }))
    };
    rows.into_iter().map(read).collect()
}

async fn bands<C: ConnectionTrait>(
    conn: &C, ids: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, Vec<Band>>, StorageError> {
    let rows = kpi_band::Entity::find()
        .filter(kpi_band::Column::KpiId.is_in(ids.to_vec()))
        .order_by_asc(kpi_band::Column::Place)
        .all(conn)
        .await?;
    let mut bands: HashMap<uuid::Uuid, Vec<Band>> = HashMap::new();
    for row in rows {
        let edges = Published::from_scaled(row.low).zip(Published::from_scaled(row.high));
        let (from, to) = edges.ok_or_else(|| inconsistent("KPI", row.kpi_id))?;
        bands.entry(row.kpi_id).or_default().push(Band { rating: row.rating, from, to });
    }
    Ok(bands)
}

async fn levels<C: ConnectionTrait>(
    conn: &C, ids: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, Vec<Level>>, StorageError> {
    let rows = service_level::Entity::find()
        .filter(service_level::Column::KpiId.is_in(ids.to_vec()))
        .order_by_asc(service_level::Column::Place)
        .all(conn)
        .await?;
    let mut levels: HashMap<uuid::Uuid, Vec<Level>> = HashMap::new();
    for row in rows {
        let broken = || inconsistent("KPI", row.kpi_id);
        let from = KpiValue::from_scaled(row.threshold).ok_or_else(broken)?;
        let points = u32::try_from(row.points).ok().ok_or_else(broken)?;
        levels.entry(row.kpi_id).or_default().push(Level { name: row.name, from, points });
    }
    Ok(levels)
}

/// Adds KPIs that are not there yet.
///
/// # Errors
/// A duplicate when the contract already has one of that title.
pub async fn add<C: ConnectionTrait>(
    conn: &C, kpis: &[Kpi], import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = |kpi: &Kpi| kpi::Model {
        id: kpi.id.0,
        contract_id: kpi.contract.0,
        title: kpi.title.clone(),
        unit: kpi.unit.clone(),
        direction: code(kpi.direction),
        import_id: import.map(|import| import.0),
        created_at: now,
    };
    insert_all(conn, kpis.iter().map(row).collect()).await?;
    for kpi in kpis {
        put_rules(conn, kpi).await?;
    }
    Ok(())
}

/// Writes a KPI's unit, direction, bands and service levels over what is there.
///
/// # Errors
/// When the database fails.
pub async fn replace<C: ConnectionTrait>(conn: &C, kpi: &Kpi) -> Result<(), StorageError> {
    use sea_orm::sea_query::Expr;
    kpi::Entity::update_many()
        .col_expr(kpi::Column::Unit, Expr::value(kpi.unit.clone()))
        .col_expr(kpi::Column::Direction, Expr::value(code(kpi.direction)))
        .filter(kpi::Column::Id.eq(kpi.id.0))
        .exec(conn)
        .await?;
    kpi_band::Entity::delete_many().filter(kpi_band::Column::KpiId.eq(kpi.id.0)).exec(conn).await?;
    service_level::Entity::delete_many()
        .filter(service_level::Column::KpiId.eq(kpi.id.0))
        .exec(conn)
        .await?;
    kpi_repeat::Entity::delete_many()
        .filter(kpi_repeat::Column::KpiId.eq(kpi.id.0))
        .exec(conn)
        .await?;
    put_rules(conn, kpi).await
}

async fn put_rules<C: ConnectionTrait>(conn: &C, kpi: &Kpi) -> Result<(), StorageError> {
    let band = |(place, band): (i16, &Band)| kpi_band::Model {
        kpi_id: kpi.id.0,
        place,
        rating: band.rating.clone(),
        low: band.from.scaled(),
        high: band.to.scaled(),
    };
    let level = |(place, level): (i16, &Level)| service_level::Model {
        kpi_id: kpi.id.0,
        place,
        name: level.name.clone(),
        threshold: level.from.scaled(),
        points: i64::from(level.points),
    };
    if kpi.bands != default_bands() {
        insert_all(conn, (0..).zip(&kpi.bands).map(band).collect()).await?;
    }
    if kpi.repeats != Repeats::DOUBLE {
        let Repeats { periods, times } = kpi.repeats;
        let (periods, times) = (i16::from(periods), times.scaled());
        insert_all(conn, vec![kpi_repeat::Model { kpi_id: kpi.id.0, periods, times }]).await?;
    }
    insert_all(conn, (0..).zip(&kpi.service_levels).map(level).collect()).await
}

/// Observations of KPIs, each list earliest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn observations<C: ConnectionTrait>(
    conn: &C, kpis: &[KpiId],
) -> Result<HashMap<KpiId, Vec<Observation>>, StorageError> {
    let mut observations: HashMap<KpiId, Vec<Observation>> = HashMap::new();
    for some in kpis.chunks(1_000) {
        let rows = observation::Entity::find()
            .filter(observation::Column::KpiId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(observation::Column::KpiId)
            .order_by_asc(observation::Column::StartsOn)
            .all(conn)
            .await?;
        for row in rows {
            let kpi = KpiId(row.kpi_id);
            let found = observation_of(&row)
                .ok_or_else(|| inconsistent("observation of KPI", row.kpi_id))?;
            observations.entry(kpi).or_default().push(found);
        }
    }
    Ok(observations)
}

pub(super) fn observation_of(row: &observation::Model) -> Option<Observation> {
    let actual = match (row.state, row.actual) {
        (HAS_VALUE, Some(value)) => Actual::Measured(KpiValue::from_scaled(value)?),
        (state, None) => Actual::Missing(Unscored::of(state)?),
        (_, Some(_)) => return None,
    };
    let target = match row.target {
        Some(target) => Some(KpiValue::from_scaled(target)?),
        None => None,
    };
    let period = Period::stored(row.starts_on, row.ends_on, Cadence::of(row.cadence)?)?;
    Some(Observation { period, actual, target, origin: origin(row.import_id, row.import_line) })
}

/// Writes observations, over those of the same period if there are any.
///
/// # Errors
/// When the database fails.
pub async fn put_observations<C: ConnectionTrait>(
    conn: &C, observations: &[(KpiId, Observation)],
) -> Result<(), StorageError> {
    let replacing =
        OnConflict::columns([observation::Column::KpiId, observation::Column::StartsOn])
            .update_columns([
                observation::Column::EndsOn,
                observation::Column::Cadence,
                observation::Column::State,
                observation::Column::Actual,
                observation::Column::Target,
                observation::Column::ImportId,
                observation::Column::ImportLine,
            ])
            .to_owned();
    let rows = observations.iter().map(|(kpi, observation)| row_of(*kpi, observation)).collect();
    put_all(conn, rows, &replacing).await
}

/// An observation as a row.
pub(super) fn row_of(kpi: KpiId, observation: &Observation) -> observation::Model {
    let (state, actual) = match observation.actual {
        Actual::Measured(value) => (HAS_VALUE, Some(value.scaled())),
        Actual::Missing(why) => (code(why), None),
    };
    let (import_id, import_line) = origin_columns(observation.origin);
    observation::Model {
        kpi_id: kpi.0,
        starts_on: observation.period.start(),
        ends_on: observation.period.end(),
        cadence: code(observation.period.cadence()),
        state,
        actual,
        target: observation.target.map(KpiValue::scaled),
        import_id,
        import_line,
    }
}
