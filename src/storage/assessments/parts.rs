//! Points of assessments, and what is to be done about them.

use super::rows::{action_of, point_of, point_row, small};
use crate::domain::assessments::{Action, Point};
use crate::domain::ids::{AssessmentActionId, AssessmentId};
use crate::storage::StorageError;
use crate::storage::rows::{insert_all, put_all};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{assessment_action, assessment_point};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// Points of assessments, each by number.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn points<C: ConnectionTrait>(
    conn: &C, ids: &[AssessmentId],
) -> Result<HashMap<AssessmentId, Vec<Point>>, StorageError> {
    let mut points: HashMap<AssessmentId, Vec<Point>> = HashMap::new();
    for some in ids.chunks(1_000) {
        let rows = assessment_point::Entity::find()
            .filter(assessment_point::Column::AssessmentId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(assessment_point::Column::AssessmentId)
            .order_by_asc(assessment_point::Column::Number)
            .all(conn)
            .await?;
        for row in rows {
            let (id, point) = point_of(row)?;
            points.entry(id).or_default().push(point);
        }
    }
    Ok(points)
}

/// Records points; one that is there is replaced.
///
/// # Errors
/// When the database fails.
pub async fn put_points<C: ConnectionTrait>(
    conn: &C, points: &[(AssessmentId, Point)],
) -> Result<(), StorageError> {
    use assessment_point::Column;
    let replacing = OnConflict::columns([Column::AssessmentId, Column::Number])
        .update_columns([Column::Result, Column::Comment])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, points.iter().map(point_row).collect(), &replacing).await
}

/// Removes points.
///
/// # Errors
/// When the database fails.
pub async fn remove_points<C: ConnectionTrait>(
    conn: &C, id: AssessmentId, numbers: &[u16],
) -> Result<(), StorageError> {
    assessment_point::Entity::delete_many()
        .filter(assessment_point::Column::AssessmentId.eq(id.0))
        .filter(assessment_point::Column::Number.is_in(numbers.iter().copied().map(small)))
        .exec(conn)
        .await?;
    Ok(())
}

/// What is to be done, by due date.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn actions<C: ConnectionTrait>(
    conn: &C, id: AssessmentId,
) -> Result<Vec<Action>, StorageError> {
    let rows = assessment_action::Entity::find()
        .filter(assessment_action::Column::AssessmentId.eq(id.0))
        .order_by_asc(assessment_action::Column::DueOn)
        .order_by_asc(assessment_action::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter().map(action_of).collect()
}

/// Adds something to do.
///
/// # Errors
/// When the database fails.
pub async fn add_action<C: ConnectionTrait>(
    conn: &C, id: AssessmentId, action: &Action, now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = assessment_action::Model {
        id: action.id.0,
        assessment_id: id.0,
        point: small(action.point),
        what: action.what.clone(),
        due_on: action.due,
        done_on: action.done_on,
        created_at: now,
    };
    insert_all(conn, vec![row]).await
}

/// Notes when something was done.
///
/// # Errors
/// When the database fails.
pub async fn finish_action<C: ConnectionTrait>(
    conn: &C, id: AssessmentActionId, done_on: NaiveDate,
) -> Result<(), StorageError> {
    assessment_action::Entity::update_many()
        .col_expr(assessment_action::Column::DoneOn, Expr::value(done_on))
        .filter(assessment_action::Column::Id.eq(id.0))
        .exec(conn)
        .await?;
    Ok(())
}
