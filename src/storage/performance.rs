//! What contracts are under the Procurement Act, assessments and failures.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::authors::Author;
use crate::domain::contracts::Contract;
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, ContractId, FailureId, KpiAssessmentId, KpiId, PlanId};
use crate::domain::kpis::ratings::Rating;
use crate::domain::performance::{
    Assessed, Assessment, Failed, Failure, Ground, Occasion, Publication, Rated, Record, Regime,
    Standing, Terms,
};
use chrono::NaiveDate;
use entity::{failure, kpi, kpi_assessment, kpi_assessment_rating, material_kpi, standing};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

mod near;

pub use near::near;

/// Everything the Act asks of contracts and what was done about it, in the order given.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn records<C: ConnectionTrait>(
    conn: &C, contracts: Vec<Contract>,
) -> Result<Vec<Record>, StorageError> {
    let ids: Vec<Uuid> = contracts.iter().map(|contract| contract.id.0).collect();
    let mut standings = standings(conn, &ids).await?;
    let mut assessments = assessments(conn, &ids).await?;
    let mut failures = failures(conn, &ids).await?;
    let kpis: Vec<Uuid> = kpi::Entity::find()
        .select_only()
        .column(kpi::Column::ContractId)
        .filter(kpi::Column::ContractId.is_in(ids))
        .into_tuple()
        .all(conn)
        .await?;
    let record = |contract: Contract| Record {
        standing: standings.remove(&contract.id.0).unwrap_or_else(|| Standing::unsaid(contract.id)),
        assessments: assessments.remove(&contract.id.0).unwrap_or_default(),
        failures: failures.remove(&contract.id.0).unwrap_or_default(),
        kpis: kpis.iter().filter(|id| **id == contract.id.0).count(),
        contract,
    };
    Ok(contracts.into_iter().map(record).collect())
}

async fn standings<C: ConnectionTrait>(
    conn: &C, contracts: &[Uuid],
) -> Result<HashMap<Uuid, Standing>, StorageError> {
    let rows = standing::Entity::find()
        .filter(standing::Column::ContractId.is_in(contracts.to_vec()))
        .all(conn)
        .await?;
    let marked = material_kpi::Entity::find()
        .filter(material_kpi::Column::ContractId.is_in(contracts.to_vec()))
        .order_by_asc(material_kpi::Column::ContractId)
        .order_by_asc(material_kpi::Column::Place)
        .all(conn)
        .await?;
    let mut standings = HashMap::new();
    for row in rows {
        let id = row.contract_id;
        let own = marked.iter().filter(|marked| marked.contract_id == id);
        let material = own.map(|marked| KpiId(marked.kpi_id)).collect();
        let read = standing_of(row, material).ok_or_else(|| inconsistent("standing", id))?;
        standings.insert(id, read);
    }
    Ok(standings)
}

fn standing_of(row: standing::Model, material: Vec<KpiId>) -> Option<Standing> {
    let regime = match row.regime {
        Some(regime) => Some(Regime::of(regime)?),
        None => None,
    };
    let estimate = match row.estimate_pence {
        Some(pence) => Some(Money::from_scaled(pence)?),
        None => None,
    };
    Some(Standing {
        contract: ContractId(row.contract_id),
        revision: row.revision,
        terms: Terms {
            regime,
            reason: row.reason,
            estimate,
            material,
            published: publication(row.published_on, row.notice),
            terminated: row.terminated_on,
        },
    })
}

fn publication(on: Option<NaiveDate>, notice: Option<String>) -> Option<Publication> {
    on.zip(notice).map(|(on, notice)| Publication { on, notice })
}

fn publication_columns(published: Option<&Publication>) -> (Option<NaiveDate>, Option<String>) {
    published.map(|published| (published.on, published.notice.clone())).unzip()
}

/// Writes what a contract is under the Act, over what is there.
///
/// # Errors
/// When the database fails.
pub async fn put_standing<C: ConnectionTrait>(
    conn: &C, Standing { contract, revision, terms }: &Standing,
) -> Result<(), StorageError> {
    use standing::Column;
    let (published_on, notice) = publication_columns(terms.published.as_ref());
    let row = standing::Model {
        contract_id: contract.0,
        revision: *revision,
        regime: terms.regime.map(code),
        reason: terms.reason.clone(),
        estimate_pence: terms.estimate.map(Money::scaled),
        published_on,
        notice,
        terminated_on: terms.terminated,
        assessed_on: None,
        closed_on: None,
    };
    let replacing = OnConflict::column(Column::ContractId)
        .update_columns([Column::Revision, Column::Regime, Column::Reason])
        .update_columns([Column::EstimatePence, Column::PublishedOn, Column::Notice])
        .update_columns([Column::TerminatedOn])
        .to_owned();
    put_all(conn, vec![row], &replacing).await?;
    let own = material_kpi::Column::ContractId.eq(contract.0);
    material_kpi::Entity::delete_many().filter(own).exec(conn).await?;
    let marked = |(place, kpi): (i16, &KpiId)| material_kpi::Model {
        contract_id: contract.0,
        place,
        kpi_id: kpi.0,
    };
    insert_all(conn, (0..).zip(&terms.material).map(marked).collect()).await
}

/// One assessment.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find_assessment<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: KpiAssessmentId,
) -> Result<Option<Assessment>, StorageError> {
    let seen = on_seen(scope, kpi_assessment::Column::ContractId);
    let rows = kpi_assessment::Entity::find_by_id(id.0).filter(seen).all(conn).await?;
    Ok(with_ratings(conn, rows).await?.pop())
}

async fn assessments<C: ConnectionTrait>(
    conn: &C, contracts: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Assessment>>, StorageError> {
    let rows = kpi_assessment::Entity::find()
        .filter(kpi_assessment::Column::ContractId.is_in(contracts.to_vec()))
        .order_by_desc(kpi_assessment::Column::AssessedOn)
        .order_by_desc(kpi_assessment::Column::Id)
        .all(conn)
        .await?;
    let mut found: HashMap<Uuid, Vec<Assessment>> = HashMap::new();
    for assessment in with_ratings(conn, rows).await? {
        found.entry(assessment.contract.0).or_default().push(assessment);
    }
    Ok(found)
}

async fn with_ratings<C: ConnectionTrait>(
    conn: &C, rows: Vec<kpi_assessment::Model>,
) -> Result<Vec<Assessment>, StorageError> {
    let ratings = kpi_assessment_rating::Entity::find()
        .filter(kpi_assessment_rating::Column::AssessmentId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(kpi_assessment_rating::Column::AssessmentId)
        .order_by_asc(kpi_assessment_rating::Column::Place)
        .all(conn)
        .await?;
    let read = |row: kpi_assessment::Model| {
        let own = ratings.iter().filter(|rating| rating.assessment_id == row.id);
        let ratings: Option<Vec<Rated>> = own.map(rated).collect();
        let broken = inconsistent("assessment", row.id);
        ratings.and_then(|ratings| assessment_of(row, ratings)).ok_or(broken)
    };
    rows.into_iter().map(read).collect()
}

fn rated(row: &kpi_assessment_rating::Model) -> Option<Rated> {
    Some(Rated {
        kpi: KpiId(row.kpi_id),
        title: row.title.clone(),
        rating: Rating::of(row.rating)?,
        reason: row.reason.clone(),
    })
}

fn assessment_of(row: kpi_assessment::Model, ratings: Vec<Rated>) -> Option<Assessment> {
    Some(Assessment {
        id: KpiAssessmentId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        assessed: Assessed {
            occasion: Occasion::of(row.occasion)?,
            from: row.starts_on,
            to: row.ends_on,
            on: row.assessed_on,
            ratings,
        },
        published: publication(row.published_on, row.notice),
        by: Author { id: ActorId(row.recorded_by), name: row.recorded_by_name },
        at: row.recorded_at,
    })
}

/// Writes an assessment, over the one with its identifier if there is one.
///
/// # Errors
/// When the database fails.
pub async fn put_assessment<C: ConnectionTrait>(
    conn: &C, assessment: &Assessment,
) -> Result<(), StorageError> {
    use kpi_assessment::Column;
    let Assessment { id, assessed, published, by, .. } = assessment;
    let (published_on, notice) = publication_columns(published.as_ref());
    let row = kpi_assessment::Model {
        id: id.0,
        contract_id: assessment.contract.0,
        revision: assessment.revision,
        occasion: code(assessed.occasion),
        starts_on: assessed.from,
        ends_on: assessed.to,
        assessed_on: assessed.on,
        published_on,
        notice,
        recorded_by: by.id.0,
        recorded_by_name: by.name.clone(),
        recorded_at: assessment.at,
    };
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::Occasion, Column::StartsOn, Column::EndsOn])
        .update_columns([Column::AssessedOn, Column::PublishedOn, Column::Notice])
        .update_columns([Column::RecordedBy, Column::RecordedByName, Column::RecordedAt])
        .to_owned();
    put_all(conn, vec![row], &replacing).await?;
    let own = kpi_assessment_rating::Column::AssessmentId.eq(id.0);
    kpi_assessment_rating::Entity::delete_many().filter(own).exec(conn).await?;
    let rating = |(place, rated): (i16, &Rated)| kpi_assessment_rating::Model {
        assessment_id: id.0,
        place,
        kpi_id: rated.kpi.0,
        title: rated.title.clone(),
        rating: code(rated.rating),
        reason: rated.reason.clone(),
    };
    insert_all(conn, (0..).zip(&assessed.ratings).map(rating).collect()).await
}

/// Notes when a contract was last assessed and published, and when for the last time of all.
///
/// # Errors
/// When the database fails.
pub async fn note_published<C: ConnectionTrait>(
    conn: &C, record: &Record,
) -> Result<(), StorageError> {
    let published = |assessment: &Assessment| {
        assessment.published.as_ref().map(|published| (assessment.assessed.occasion, published.on))
    };
    let all = || record.assessments.iter().filter_map(published);
    let latest = all().map(|(_, on)| on).max();
    let closed = all().find(|(occasion, _)| *occasion == Occasion::Termination).map(|(_, on)| on);
    standing::Entity::update_many()
        .col_expr(standing::Column::AssessedOn, Expr::value(latest))
        .col_expr(standing::Column::ClosedOn, Expr::value(closed))
        .filter(standing::Column::ContractId.eq(record.contract.id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// One breach or failure to improve.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find_failure<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: FailureId,
) -> Result<Option<Failure>, StorageError> {
    let seen = on_seen(scope, failure::Column::ContractId);
    let row = failure::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(failure_of).transpose()
}

async fn failures<C: ConnectionTrait>(
    conn: &C, contracts: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Failure>>, StorageError> {
    let rows = failure::Entity::find()
        .filter(failure::Column::ContractId.is_in(contracts.to_vec()))
        .order_by_desc(failure::Column::AppliesSince)
        .order_by_desc(failure::Column::Id)
        .all(conn)
        .await?;
    let mut found: HashMap<Uuid, Vec<Failure>> = HashMap::new();
    for row in rows {
        found.entry(row.contract_id).or_default().push(failure_of(row)?);
    }
    Ok(found)
}

fn failure_of(row: failure::Model) -> Result<Failure, StorageError> {
    let ground = Ground::of(row.ground).ok_or_else(|| inconsistent("failure", row.id))?;
    Ok(Failure {
        id: FailureId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        failed: Failed {
            ground,
            happened: row.happened_on,
            opportunity: row.opportunity_on,
            since: row.applies_since,
            circumstances: row.circumstances,
            plan: row.plan_id.map(PlanId),
        },
        published: publication(row.published_on, row.notice),
        by: Author { id: ActorId(row.recorded_by), name: row.recorded_by_name },
        at: row.recorded_at,
    })
}

/// Writes a breach or failure to improve, over the one with its identifier if there is one.
///
/// # Errors
/// When the database fails.
pub async fn put_failure<C: ConnectionTrait>(
    conn: &C, given: &Failure,
) -> Result<(), StorageError> {
    use failure::Column;
    let Failure { failed, by, .. } = given;
    let (published_on, notice) = publication_columns(given.published.as_ref());
    let row = failure::Model {
        id: given.id.0,
        contract_id: given.contract.0,
        revision: given.revision,
        ground: code(failed.ground),
        happened_on: failed.happened,
        opportunity_on: failed.opportunity,
        applies_since: failed.since,
        circumstances: failed.circumstances.clone(),
        plan_id: failed.plan.map(|plan| plan.0),
        published_on,
        notice,
        recorded_by: by.id.0,
        recorded_by_name: by.name.clone(),
        recorded_at: given.at,
    };
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::Ground, Column::HappenedOn])
        .update_columns([Column::OpportunityOn, Column::AppliesSince, Column::Circumstances])
        .update_columns([Column::PlanId, Column::PublishedOn, Column::Notice])
        .update_columns([Column::RecordedBy, Column::RecordedByName, Column::RecordedAt])
        .to_owned();
    put_all(conn, vec![row], &replacing).await
}
