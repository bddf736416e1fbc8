//! What an import made of verified levels, and how it is taken back.

use super::{assessment_of, replacing, row_of};
use crate::domain::ids::{AreaId, ImportId};
use crate::domain::knowledge::Assessment;
use crate::storage::StorageError;
use crate::storage::rows::{insert_all, put_all};
use crate::storage::undo::touched_contracts;
use entity::{knowledge_area, knowledge_holder, knowledge_level, knowledge_level_before};
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

/// Keeps what levels were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep<C: ConnectionTrait>(
    conn: &C, import: ImportId, before: &[Assessment],
) -> Result<(), StorageError> {
    let kept = |one: &Assessment| {
        let row = row_of(one);
        knowledge_level_before::Model {
            import_id: import.0,
            area_id: row.area_id,
            holder_id: row.holder_id,
            assessed_on: row.assessed_on,
            level: row.level,
            witness: row.witness,
            note: row.note,
            evidence_id: row.evidence_id,
            recorded_by: row.recorded_by,
            prior_import_id: row.import_id,
            prior_line: row.import_line,
        }
    };
    insert_all(conn, before.iter().map(kept).collect()).await
}

/// What levels in areas were before an import changed them.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn kept<C: ConnectionTrait>(
    conn: &C, import: ImportId, areas: &[AreaId],
) -> Result<Vec<Assessment>, StorageError> {
    let rows = knowledge_level_before::Entity::find()
        .filter(knowledge_level_before::Column::ImportId.eq(import.0))
        .filter(knowledge_level_before::Column::AreaId.is_in(areas.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    rows.into_iter().map(|row| assessment_of(level_row(row))).collect()
}

fn level_row(kept: knowledge_level_before::Model) -> knowledge_level::Model {
    knowledge_level::Model {
        area_id: kept.area_id,
        holder_id: kept.holder_id,
        assessed_on: kept.assessed_on,
        level: kept.level,
        witness: kept.witness,
        note: kept.note,
        evidence_id: kept.evidence_id,
        recorded_by: kept.recorded_by,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    }
}

/// Levels an import left, in the areas of the contracts it touched.
fn left(import: ImportId) -> Condition {
    let areas = knowledge_area::Entity::find()
        .select_only()
        .column(knowledge_area::Column::Id)
        .filter(knowledge_area::Column::ContractId.in_subquery(touched_contracts(import)))
        .into_query();
    Condition::all()
        .add(knowledge_level::Column::AreaId.in_subquery(areas))
        .add(knowledge_level::Column::ImportId.eq(import.0))
}

/// How many levels still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn still_standing<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<u64, StorageError> {
    Ok(knowledge_level::Entity::find().filter(left(import)).count(conn).await?)
}

/// Puts levels back and removes those an import added, with the areas and people it made.
///
/// # Errors
/// A link still in use when something else was built on what it made.
pub async fn take_back<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    let own = knowledge_level_before::Column::ImportId.eq(import.0);
    let kept = knowledge_level_before::Entity::find().filter(own).all(conn).await?;
    put_all(conn, kept.into_iter().map(level_row).collect(), &replacing()).await?;
    knowledge_level::Entity::delete_many().filter(left(import)).exec(conn).await?;
    knowledge_area::Entity::delete_many()
        .filter(knowledge_area::Column::ContractId.in_subquery(touched_contracts(import)))
        .filter(knowledge_area::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    knowledge_holder::Entity::delete_many()
        .filter(knowledge_holder::Column::ContractId.in_subquery(touched_contracts(import)))
        .filter(knowledge_holder::Column::ImportId.eq(import.0))
        .exec(conn)
        .await?;
    Ok(())
}
