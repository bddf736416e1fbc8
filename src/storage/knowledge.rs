//! Knowledge areas, who is to know, and verified levels.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::meetings::{origin, origin_columns};
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::exact::Weight;
use crate::domain::ids::{AreaId, ContractId, EvidenceId, HolderId, ImportId};
use crate::domain::knowledge::{Area, Assessment, Holder, HolderSide, Level, Plan, Post, Record};
use chrono::{DateTime, Utc};
use entity::{knowledge_area, knowledge_holder, knowledge_level};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

pub mod evidence;

pub mod undo;

/// What is recorded of knowledge under contracts; nothing of one under which nothing is.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn records<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<HashMap<ContractId, Record>, StorageError> {
    let mut records: HashMap<ContractId, Record> = HashMap::new();
    for area in areas(conn, contracts).await? {
        records.entry(area.contract).or_default().areas.push(area);
    }
    for holder in holders(conn, contracts).await? {
        records.entry(holder.contract).or_default().holders.push(holder);
    }
    let all: Vec<AreaId> =
        records.values().flat_map(|record| &record.areas).map(|area| area.id).collect();
    let mut levels = assessments(conn, &all).await?;
    for record in records.values_mut() {
        let own = record.areas.iter().filter_map(|area| levels.remove(&area.id)).flatten();
        record.assessments = own.collect();
    }
    Ok(records)
}

/// Areas of contracts by title.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn areas<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<Vec<Area>, StorageError> {
    let rows = knowledge_area::Entity::find()
        .filter(knowledge_area::Column::ContractId.is_in(contracts.iter().map(|id| id.0)))
        .order_by_asc(knowledge_area::Column::Title)
        .all(conn)
        .await?;
    rows.into_iter().map(area_of).collect()
}

/// People and roles of contracts by name.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn holders<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<Vec<Holder>, StorageError> {
    let rows = knowledge_holder::Entity::find()
        .filter(knowledge_holder::Column::ContractId.is_in(contracts.iter().map(|id| id.0)))
        .order_by_asc(knowledge_holder::Column::Name)
        .all(conn)
        .await?;
    rows.into_iter().map(holder_of).collect()
}

/// One area.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find_area<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: AreaId,
) -> Result<Option<Area>, StorageError> {
    let seen = on_seen(scope, knowledge_area::Column::ContractId);
    let row = knowledge_area::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(area_of).transpose()
}

/// One person or role.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find_holder<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: HolderId,
) -> Result<Option<Holder>, StorageError> {
    let seen = on_seen(scope, knowledge_holder::Column::ContractId);
    let row = knowledge_holder::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(holder_of).transpose()
}

fn area_of(row: knowledge_area::Model) -> Result<Area, StorageError> {
    let broken = || inconsistent("knowledge area", row.id);
    Ok(Area {
        id: AreaId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        plan: Plan {
            weight: Weight::from_scaled(row.weight).ok_or_else(broken)?,
            baseline: Level::of(row.baseline).ok_or_else(broken)?,
            target: Level::of(row.target).ok_or_else(broken)?,
            key: row.key,
            title: row.title,
            target_on: row.target_on,
        },
    })
}

fn holder_of(row: knowledge_holder::Model) -> Result<Holder, StorageError> {
    let broken = || inconsistent("holder of knowledge", row.id);
    Ok(Holder {
        id: HolderId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        post: Post {
            side: HolderSide::of(row.side).ok_or_else(broken)?,
            name: row.name,
            role: row.role,
            from: row.from_on,
            until: row.until_on,
        },
    })
}

/// Adds areas.
///
/// # Errors
/// A duplicate when the contract has one of that key or title.
pub async fn add_areas<C: ConnectionTrait>(
    conn: &C, areas: &[Area], import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = |area: &Area| knowledge_area::Model {
        id: area.id.0,
        contract_id: area.contract.0,
        revision: area.revision,
        key: area.plan.key.clone(),
        title: area.plan.title.clone(),
        weight: area.plan.weight.scaled(),
        baseline: code(area.plan.baseline),
        target: code(area.plan.target),
        target_on: area.plan.target_on,
        import_id: import.map(|import| import.0),
        created_at: now,
    };
    insert_all(conn, areas.iter().map(row).collect()).await
}

/// Writes what is planned for an area over what is there.
///
/// # Errors
/// A duplicate when the contract has another of that key or title.
pub async fn replace_area<C: ConnectionTrait>(conn: &C, area: &Area) -> Result<(), StorageError> {
    use knowledge_area::Column;
    let Plan { key, title, weight, baseline, target, target_on } = &area.plan;
    knowledge_area::Entity::update_many()
        .col_expr(Column::Revision, Expr::value(area.revision))
        .col_expr(Column::Key, Expr::value(key.clone()))
        .col_expr(Column::Title, Expr::value(title.clone()))
        .col_expr(Column::Weight, Expr::value(weight.scaled()))
        .col_expr(Column::Baseline, Expr::value(code(*baseline)))
        .col_expr(Column::Target, Expr::value(code(*target)))
        .col_expr(Column::TargetOn, Expr::value(*target_on))
        .filter(Column::Id.eq(area.id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Adds people and roles.
///
/// # Errors
/// A duplicate when the contract has one of that name.
pub async fn add_holders<C: ConnectionTrait>(
    conn: &C, holders: &[Holder], import: Option<ImportId>, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = |holder: &Holder| knowledge_holder::Model {
        id: holder.id.0,
        contract_id: holder.contract.0,
        revision: holder.revision,
        name: holder.post.name.clone(),
        role: holder.post.role.clone(),
        side: code(holder.post.side),
        from_on: holder.post.from,
        until_on: holder.post.until,
        import_id: import.map(|import| import.0),
        created_at: now,
    };
    insert_all(conn, holders.iter().map(row).collect()).await
}

/// Writes who somebody is over what is there.
///
/// # Errors
/// A duplicate when the contract has another of that name.
pub async fn replace_holder<C: ConnectionTrait>(
    conn: &C, holder: &Holder,
) -> Result<(), StorageError> {
    use knowledge_holder::Column;
    let Post { name, role, side, from, until } = &holder.post;
    knowledge_holder::Entity::update_many()
        .col_expr(Column::Revision, Expr::value(holder.revision))
        .col_expr(Column::Name, Expr::value(name.clone()))
        .col_expr(Column::Role, Expr::value(role.clone()))
        .col_expr(Column::Side, Expr::value(code(*side)))
        .col_expr(Column::FromOn, Expr::value(*from))
        .col_expr(Column::UntilOn, Expr::value(*until))
        .filter(Column::Id.eq(holder.id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Verified levels in areas, each list earliest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn assessments<C: ConnectionTrait>(
    conn: &C, areas: &[AreaId],
) -> Result<HashMap<AreaId, Vec<Assessment>>, StorageError> {
    let mut found: HashMap<AreaId, Vec<Assessment>> = HashMap::new();
    for some in areas.chunks(1_000) {
        let rows = knowledge_level::Entity::find()
            .filter(knowledge_level::Column::AreaId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(knowledge_level::Column::AreaId)
            .order_by_asc(knowledge_level::Column::AssessedOn)
            .order_by_asc(knowledge_level::Column::HolderId)
            .all(conn)
            .await?;
        for row in rows {
            let one = assessment_of(row)?;
            found.entry(one.area).or_default().push(one);
        }
    }
    Ok(found)
}

fn assessment_of(row: knowledge_level::Model) -> Result<Assessment, StorageError> {
    let broken = || inconsistent("level in knowledge area", row.area_id);
    Ok(Assessment {
        area: AreaId(row.area_id),
        holder: HolderId(row.holder_id),
        on: row.assessed_on,
        level: Level::of(row.level).ok_or_else(broken)?,
        witness: row.witness,
        note: row.note,
        evidence: row.evidence_id.map(EvidenceId),
        by: row.recorded_by,
        origin: origin(row.import_id, row.import_line),
    })
}

/// Writes verified levels, over those of the same area, holder and day if there are any.
///
/// # Errors
/// When the database fails.
pub async fn put_assessments<C: ConnectionTrait>(
    conn: &C, assessments: &[Assessment],
) -> Result<(), StorageError> {
    put_all(conn, assessments.iter().map(row_of).collect(), &replacing()).await
}

fn replacing() -> OnConflict {
    use knowledge_level::Column;
    OnConflict::columns([Column::AreaId, Column::HolderId, Column::AssessedOn])
        .update_columns([Column::Level, Column::Witness, Column::Note, Column::EvidenceId])
        .update_columns([Column::RecordedBy, Column::ImportId, Column::ImportLine])
        .to_owned()
}

/// A verified level as a row.
fn row_of(one: &Assessment) -> knowledge_level::Model {
    let (import_id, import_line) = origin_columns(one.origin);
    knowledge_level::Model {
        area_id: one.area.0,
        holder_id: one.holder.0,
        assessed_on: one.on,
        level: code(one.level),
        witness: one.witness.clone(),
        note: one.note.clone(),
        evidence_id: one.evidence.map(|id| id.0),
        recorded_by: one.by.clone(),
        import_id,
        import_line,
    }
}
