//! Assessments against service standards: lists, one with everything under it, changes.

mod import;
mod parts;
mod rows;

pub use import::{
    at_references, changed_by, keep_before, keep_points_before, kept_points, lock_all_of,
    only_department, standing, standing_points, take_back,
};
pub use parts::{actions, add_action, finish_action, points, put_points, remove_points};

use super::codes::code;
use super::contracts::on_seen;
use super::rows::{insert_all, put_all};
use super::{StorageError, organisations};
use crate::domain::access::Scope;
use crate::domain::assessments::{
    Assessment, AssessmentFilter, AssessmentLine, AssessmentRecord, Standard, Tally,
};
use crate::domain::ids::{AssessmentId, ContractId, OrganisationId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{assessment, assessment_point, organisation};
use rows::{assessment_of, row_of};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, OnConflict, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

/// The assessments that exist for a scope: a client's own, and those under a supplier's contracts.
fn seen(scope: Scope) -> Select<assessment::Entity> {
    let all = assessment::Entity::find();
    match scope {
        Scope::Everything => all,
        Scope::Client(own) => all.filter(assessment::Column::ClientId.eq(own.0)),
        Scope::Supplier(_) => all.filter(on_seen(scope, assessment::Column::ContractId)),
    }
}

/// Assessments that pass a filter, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &AssessmentFilter, slice: Slice,
) -> Result<Page<AssessmentLine>, StorageError> {
    let query = seen(scope).filter(condition(filter));
    let total = query.clone().count(conn).await?;
    // Said in so many words because the databases sort what is missing to different ends.
    let day = Expr::col((assessment::Entity, assessment::Column::AssessedOn));
    let rows = query
        .order_by(day.if_null(NaiveDate::default()), Order::Desc)
        .order_by_asc(assessment::Column::Reference)
        .order_by_asc(assessment::Column::Round)
        .order_by_asc(assessment::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let assessments = filled(conn, rows).await?;
    let ids: Vec<AssessmentId> = assessments.iter().map(|one| one.id).collect();
    let mut points = points(conn, &ids).await?;
    let line = |assessment: Assessment| {
        let own = points.remove(&assessment.id).unwrap_or_default();
        let recorded = assessment.details.standard;
        let standard =
            recorded.or_else(|| Standard::with_points(own.iter().map(|point| point.number)));
        let tally = Tally::of(own.iter().map(|point| point.result));
        AssessmentLine { assessment, standard, tally }
    };
    let items = assessments.into_iter().map(line).collect();
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

fn condition(filter: &AssessmentFilter) -> Condition {
    use assessment::Column;
    let words = filter.text.as_deref().unwrap_or_default().split_whitespace();
    Condition::all()
        .add(words.fold(Condition::all(), |all, word| all.add(mentions(word))))
        .add_option(filter.department.map(|id| Column::ClientId.eq(id.0)))
        .add_option(filter.contract.map(|id| Column::ContractId.eq(id.0)))
        .add_option(filter.stage.map(|stage| Column::Stage.eq(code(stage))))
        .add_option(filter.result.map(|result| Column::Result.eq(code(result))))
        .add_option(filter.standard.map(against))
}

fn mentions(word: &str) -> Condition {
    let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let lower = |column| Expr::expr(Func::lower(Expr::col((assessment::Entity, column))));
    let name = Expr::col((organisation::Entity, organisation::Column::Name));
    let named = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(Expr::expr(Func::lower(name)).like(like.clone()))
        .into_query();
    Condition::any()
        .add(lower(assessment::Column::Reference).like(like.clone()))
        .add(lower(assessment::Column::Service).like(like))
        .add(assessment::Column::ClientId.in_subquery(named))
}

/// Those for which a standard was recorded, and those that have just the points of it.
fn against(standard: Standard) -> Condition {
    let points = i64::try_from(standard.titles().len()).unwrap_or(i64::MAX);
    let decided: SelectStatement = assessment_point::Entity::find()
        .select_only()
        .column(assessment_point::Column::AssessmentId)
        .group_by(assessment_point::Column::AssessmentId)
        .having(assessment_point::Column::Number.count().eq(points))
        .having(assessment_point::Column::Number.max().eq(points))
        .into_query();
    let undecided = Condition::all()
        .add(assessment::Column::Standard.is_null())
        .add(assessment::Column::Id.in_subquery(decided));
    Condition::any().add(assessment::Column::Standard.eq(code(standard))).add(undecided)
}

/// One assessment.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: AssessmentId,
) -> Result<Option<Assessment>, StorageError> {
    let rows = seen(scope).filter(assessment::Column::Id.eq(id.0)).all(conn).await?;
    Ok(filled(conn, rows).await?.pop())
}

/// One assessment, held until the transaction ends.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn lock<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: AssessmentId,
) -> Result<Option<Assessment>, StorageError> {
    let own = assessment::Column::Id.eq(id.0);
    let rows = seen(scope).filter(own).lock_exclusive().all(conn).await?;
    Ok(filled(conn, rows).await?.pop())
}

/// An assessment with everything under it.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn record<C: ConnectionTrait>(
    conn: &C, assessment: Assessment,
) -> Result<AssessmentRecord, StorageError> {
    let id = assessment.id;
    let points = points(conn, &[id]).await?.remove(&id).unwrap_or_default();
    let actions = actions(conn, id).await?;
    let followed_by = follower(conn, id).await?;
    Ok(AssessmentRecord { assessment, points, actions, followed_by })
}

/// The assessment that follows another.
///
/// # Errors
/// When the database fails.
pub async fn follower<C: ConnectionTrait>(
    conn: &C, id: AssessmentId,
) -> Result<Option<AssessmentId>, StorageError> {
    let next: Option<uuid::Uuid> = assessment::Entity::find()
        .select_only()
        .column(assessment::Column::Id)
        .filter(assessment::Column::FollowsId.eq(id.0))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(next.map(AssessmentId))
}

/// Whether a department has a first assessment under a reference.
///
/// # Errors
/// When the database fails.
pub async fn is_taken<C: ConnectionTrait>(
    conn: &C, department: Option<OrganisationId>, reference: &str,
) -> Result<bool, StorageError> {
    let rows = assessment::Entity::find()
        .filter(of_department(department))
        .filter(assessment::Column::Reference.eq(reference))
        .count(conn)
        .await?;
    Ok(0 < rows)
}

fn of_department(department: Option<OrganisationId>) -> Condition {
    let own = department.map(|own| assessment::Column::ClientId.eq(own.0));
    Condition::all().add(own.unwrap_or_else(|| assessment::Column::ClientId.is_null()))
}

/// Departments whose assessments exist for a scope, by name.
///
/// # Errors
/// When the database fails.
pub async fn departments<C: ConnectionTrait>(
    conn: &C, scope: Scope,
) -> Result<Vec<Organisation>, StorageError> {
    let ids = seen(scope).select_only().column(assessment::Column::ClientId).into_query();
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.in_subquery(ids))
        .order_by_asc(organisation::Column::Name)
        .all(conn)
        .await?;
    let named =
        |row: organisation::Model| Organisation { id: OrganisationId(row.id), name: row.name };
    Ok(rows.into_iter().map(named).collect())
}

/// Adds assessments, followed ones before those that follow them.
///
/// # Errors
/// A duplicate when a department has one under the same reference and round.
pub async fn add<C: ConnectionTrait>(
    conn: &C, assessments: &[Assessment], now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = |assessment: &Assessment| row_of(assessment, now);
    let (first, later): (Vec<&Assessment>, Vec<&Assessment>) =
        assessments.iter().partition(|assessment| assessment.follows.is_none());
    insert_all(conn, first.into_iter().map(row).collect()).await?;
    insert_all(conn, later.into_iter().map(row).collect()).await
}

/// Writes an assessment over what was recorded of it.
///
/// # Errors
/// When the database fails.
pub async fn replace<C: ConnectionTrait>(
    conn: &C, changed: &Assessment,
) -> Result<(), StorageError> {
    let row = row_of(changed, DateTime::UNIX_EPOCH);
    let mut row = row.into_active_model().reset_all();
    row.created_at = sea_orm::ActiveValue::NotSet;
    assessment::Entity::update(row).exec(conn).await?;
    Ok(())
}

/// Writes assessments over what was recorded of them.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(conn: &C, changed: &[Assessment]) -> Result<(), StorageError> {
    use assessment::Column;
    let row = |assessment: &Assessment| row_of(assessment, DateTime::UNIX_EPOCH);
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::ContractId, Column::Service])
        .update_columns([Column::AssessedOn, Column::Stage, Column::StageWritten])
        .update_columns([Column::Standard, Column::Result, Column::ResultWritten])
        .update_columns([Column::Report, Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, changed.iter().map(row).collect(), &replacing).await
}

/// Counts a change of assessments of which only parts were changed.
///
/// # Errors
/// When the database fails.
pub async fn count_change<C: ConnectionTrait>(
    conn: &C, ids: &[AssessmentId],
) -> Result<(), StorageError> {
    for some in ids.chunks(1_000) {
        let next = Expr::col(assessment::Column::Revision).add(1);
        assessment::Entity::update_many()
            .col_expr(assessment::Column::Revision, next)
            .filter(assessment::Column::Id.is_in(some.iter().map(|id| id.0)))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Lets go of the row of a file that assessments came from: it says of none of them any more
/// what is recorded.
///
/// # Errors
/// When the database fails.
pub async fn let_go<C: ConnectionTrait>(
    conn: &C, assessment: &Assessment,
) -> Result<(), StorageError> {
    use assessment::Column;
    let (import, line) = super::meetings::origin_columns(assessment.origin);
    if import.is_none() {
        return Ok(());
    }
    assessment::Entity::update_many()
        .col_expr(Column::ImportId, Expr::value(None::<uuid::Uuid>))
        .col_expr(Column::ImportLine, Expr::value(None::<i64>))
        .filter(Column::ImportId.eq(import))
        .filter(Column::ImportLine.eq(line))
        .exec(conn)
        .await?;
    Ok(())
}

/// Assessments under a contract, for whoever may read it.
///
/// # Errors
/// When the database fails.
pub async fn count_of_contract<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<u64, StorageError> {
    let own = assessment::Column::ContractId.eq(contract.0);
    Ok(assessment::Entity::find().filter(own).count(conn).await?)
}

async fn filled<C: ConnectionTrait>(
    conn: &C, rows: Vec<assessment::Model>,
) -> Result<Vec<Assessment>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().filter_map(|row| row.client_id).collect();
    let names = organisations::named(conn, ids).await?;
    rows.into_iter().map(|row| assessment_of(row, &names)).collect()
}
