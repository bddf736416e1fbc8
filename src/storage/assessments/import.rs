//! What imports look up among assessments, what they replaced, and how that is put back.

use super::rows::{point_of, point_row, row_of};
use super::{filled, seen};
use crate::domain::access::Scope;
use crate::domain::assessments::{Assessment, Point};
use crate::domain::ids::{AssessmentId, ImportId, OrganisationId};
use crate::storage::rows::{insert_all, put_all};
use crate::storage::{StorageError, Tx};
use chrono::DateTime;
use entity::{assessment, assessment_before, assessment_point, assessment_point_before};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use std::collections::{BTreeSet, HashMap};

/// Assessments under any of these references, held until the transaction ends.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn at_references(
    tx: &Tx, scope: Scope, references: BTreeSet<&str>,
) -> Result<Vec<Assessment>, StorageError> {
    let all: Vec<&str> = references.into_iter().collect();
    let mut rows = Vec::new();
    for some in all.chunks(1_000) {
        let named = assessment::Column::Reference.is_in(some.iter().copied());
        rows.extend(seen(scope).filter(named).lock_exclusive().all(tx).await?);
    }
    filled(tx, rows).await
}

/// Those of the assessments that an import changed, with their references.
///
/// # Errors
/// When the database fails.
pub async fn changed_by<C: ConnectionTrait>(
    conn: &C, import: ImportId, ids: &[AssessmentId],
) -> Result<HashMap<AssessmentId, String>, StorageError> {
    let rows = assessment::Entity::find()
        .filter(assessment::Column::ImportId.eq(import.0))
        .filter(assessment::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (AssessmentId(row.id), row.reference)).collect())
}

/// Keeps what assessments were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_before<C: ConnectionTrait>(
    conn: &C, import: ImportId, before: &[Assessment],
) -> Result<(), StorageError> {
    let kept = |assessment: &Assessment| {
        let row = row_of(assessment, DateTime::UNIX_EPOCH);
        assessment_before::Model {
            import_id: import.0,
            assessment_id: row.id,
            contract_id: row.contract_id,
            service: row.service,
            assessed_on: row.assessed_on,
            stage: row.stage,
            stage_written: row.stage_written,
            standard: row.standard,
            result: row.result,
            result_written: row.result_written,
            report: row.report,
            prior_import_id: row.import_id,
            prior_line: row.import_line,
        }
    };
    insert_all(conn, before.iter().map(kept).collect()).await
}

/// Keeps what points were before an import.
///
/// # Errors
/// When the database fails.
pub async fn keep_points_before<C: ConnectionTrait>(
    conn: &C, import: ImportId, before: &[(AssessmentId, Point)],
) -> Result<(), StorageError> {
    let kept = |point: &(AssessmentId, Point)| {
        let row = point_row(point);
        assessment_point_before::Model {
            import_id: import.0,
            assessment_id: row.assessment_id,
            number: row.number,
            result: row.result,
            comment: row.comment,
            prior_import_id: row.import_id,
            prior_line: row.import_line,
        }
    };
    insert_all(conn, before.iter().map(kept).collect()).await
}

/// What points of assessments were before an import changed them.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn kept_points<C: ConnectionTrait>(
    conn: &C, import: ImportId, ids: &[AssessmentId],
) -> Result<HashMap<AssessmentId, Vec<Point>>, StorageError> {
    let rows = assessment_point_before::Entity::find()
        .filter(assessment_point_before::Column::ImportId.eq(import.0))
        .filter(assessment_point_before::Column::AssessmentId.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    let mut kept: HashMap<AssessmentId, Vec<Point>> = HashMap::new();
    for row in rows {
        let (id, point) = point_of(put_back(row))?;
        kept.entry(id).or_default().push(point);
    }
    Ok(kept)
}

fn put_back(kept: assessment_point_before::Model) -> assessment_point::Model {
    assessment_point::Model {
        assessment_id: kept.assessment_id,
        number: kept.number,
        result: kept.result,
        comment: kept.comment,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
    }
}

/// Assessments an import left, or left points of.
fn touched(import: ImportId) -> Condition {
    let points = assessment_point::Entity::find()
        .select_only()
        .column(assessment_point::Column::AssessmentId)
        .filter(assessment_point::Column::ImportId.eq(import.0))
        .into_query();
    Condition::any()
        .add(assessment::Column::ImportId.eq(import.0))
        .add(assessment::Column::Id.in_subquery(points))
}

/// Holds the assessments an import touched until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock_all_of(tx: &Tx, import: ImportId) -> Result<(), StorageError> {
    let ids = assessment::Entity::find().select_only().column(assessment::Column::Id);
    let ids = ids.filter(touched(import)).lock_exclusive();
    ids.into_tuple::<uuid::Uuid>().all(tx).await?;
    Ok(())
}

/// The department of the assessments an import touched, when they all have the same one.
///
/// # Errors
/// When the database fails.
pub async fn only_department<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<Option<OrganisationId>, StorageError> {
    let found: Vec<Option<uuid::Uuid>> = assessment::Entity::find()
        .select_only()
        .column(assessment::Column::ClientId)
        .distinct()
        .filter(touched(import))
        .into_tuple()
        .all(conn)
        .await?;
    match found.as_slice() {
        [Some(only)] => Ok(Some(OrganisationId(*only))),
        _ => Ok(None),
    }
}

/// How many rows of a file of assessments still stand as an import left them; a row can have
/// given two, and stands for both or not at all.
///
/// # Errors
/// When the database fails.
pub async fn standing<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<u64, StorageError> {
    let lines = assessment::Entity::find()
        .select_only()
        .column(assessment::Column::ImportLine)
        .distinct()
        .filter(assessment::Column::ImportId.eq(import.0));
    Ok(lines.count(conn).await?)
}

/// How many points still stand as an import left them.
///
/// # Errors
/// When the database fails.
pub async fn standing_points<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<u64, StorageError> {
    let own = assessment_point::Column::ImportId.eq(import.0);
    Ok(assessment_point::Entity::find().filter(own).count(conn).await?)
}

/// Puts points and assessments back and removes those an import added.
///
/// # Errors
/// A link still in use when something else was built on what it made.
pub async fn take_back<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    count_changes(conn, import).await?;
    put_points_back(conn, import).await?;
    let left = assessment_point::Column::ImportId.eq(import.0);
    assessment_point::Entity::delete_many().filter(left).exec(conn).await?;
    put_assessments_back(conn, import).await?;
    // Those that follow first, or the ones they follow could not go.
    let follows = assessment::Column::FollowsId;
    for which in [follows.is_not_null(), follows.is_null()] {
        assessment::Entity::delete_many()
            .filter(assessment::Column::ImportId.eq(import.0))
            .filter(which)
            .exec(conn)
            .await?;
    }
    Ok(())
}

async fn count_changes<C: ConnectionTrait>(conn: &C, import: ImportId) -> Result<(), StorageError> {
    let next = Expr::col(assessment::Column::Revision).add(1);
    assessment::Entity::update_many()
        .col_expr(assessment::Column::Revision, next)
        .filter(touched(import))
        .exec(conn)
        .await?;
    Ok(())
}

async fn put_points_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    use assessment_point::Column;
    let own = assessment_point_before::Column::ImportId.eq(import.0);
    let kept = assessment_point_before::Entity::find().filter(own).all(conn).await?;
    let replacing = OnConflict::columns([Column::AssessmentId, Column::Number])
        .update_columns([Column::Result, Column::Comment])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, kept.into_iter().map(put_back).collect(), &replacing).await
}

async fn put_assessments_back<C: ConnectionTrait>(
    conn: &C, import: ImportId,
) -> Result<(), StorageError> {
    use assessment::Column;
    let own = assessment_before::Column::ImportId.eq(import.0);
    let kept = assessment_before::Entity::find().filter(own).all(conn).await?;
    let ids = kept.iter().map(|row| row.assessment_id);
    let rows = assessment::Entity::find().filter(Column::Id.is_in(ids)).all(conn).await?;
    let mut now: HashMap<uuid::Uuid, assessment::Model> =
        rows.into_iter().map(|row| (row.id, row)).collect();
    let back =
        kept.into_iter().filter_map(|kept| Some(as_before(now.remove(&kept.assessment_id)?, kept)));
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::ContractId, Column::Service, Column::AssessedOn])
        .update_columns([Column::Stage, Column::StageWritten, Column::Standard])
        .update_columns([Column::Result, Column::ResultWritten, Column::Report])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, back.collect(), &replacing).await
}

fn as_before(now: assessment::Model, kept: assessment_before::Model) -> assessment::Model {
    assessment::Model {
        contract_id: kept.contract_id,
        service: kept.service,
        assessed_on: kept.assessed_on,
        stage: kept.stage,
        stage_written: kept.stage_written,
        standard: kept.standard,
        result: kept.result,
        result_written: kept.result_written,
        report: kept.report,
        import_id: kept.prior_import_id,
        import_line: kept.prior_line,
        ..now
    }
}
