//! Rows of assessments to values and back.

use crate::domain::assessments::{
    Action, Answer, Assessment, Details, Overall, Point, Response, Stage, Standard, Worded,
};
use crate::domain::ids::{AssessmentActionId, AssessmentId, ContractId};
use crate::domain::organisations::Organisation;
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::error::inconsistent;
use crate::storage::meetings::{origin, origin_columns};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{assessment, assessment_action, assessment_point};
use std::collections::HashMap;
use uuid::Uuid;

/// An assessment, with the name of its department among `names`.
pub(super) fn assessment_of(
    row: assessment::Model, names: &HashMap<Uuid, Organisation>,
) -> Result<Assessment, StorageError> {
    let id = row.id;
    read(row, names).ok_or_else(|| inconsistent("assessment", id))
}

fn read(row: assessment::Model, names: &HashMap<Uuid, Organisation>) -> Option<Assessment> {
    let department = match row.client_id {
        Some(id) => Some(names.get(&id)?.clone()),
        None => None,
    };
    let response = response(row.answer, row.answered_on, row.answer_reason)?;
    let details = Details {
        reference: row.reference,
        service: row.service,
        assessed_on: row.assessed_on,
        stage: Worded { read: known::<Stage>(row.stage)?, written: row.stage_written },
        standard: known::<Standard>(row.standard)?,
        result: Worded { read: known::<Overall>(row.result)?, written: row.result_written },
        reported_on: row.reported_on,
        report: row.report,
        response,
    };
    Some(Assessment {
        id: AssessmentId(row.id),
        revision: row.revision,
        round: u16::try_from(row.round).ok()?,
        follows: row.follows_id.map(AssessmentId),
        department,
        contract: row.contract_id.map(ContractId),
        details,
        origin: origin(row.import_id, row.import_line),
    })
}

/// A word that may be missing; outer `None` for a number that stands for none.
fn known<T: Code>(number: Option<i16>) -> Option<Option<T>> {
    match number {
        Some(number) => T::of(number).map(Some),
        None => Some(None),
    }
}

fn response(
    answer: Option<i16>, on: Option<NaiveDate>, reason: Option<String>,
) -> Option<Option<Response>> {
    match known::<Answer>(answer)? {
        Some(answer) => Some(Some(Response { answer, on: on?, reason })),
        None => Some(None),
    }
}

/// An assessment as a row.
pub(super) fn row_of(assessment: &Assessment, now: DateTime<Utc>) -> assessment::Model {
    let details = assessment.details.clone();
    let (import_id, import_line) = origin_columns(assessment.origin);
    let (answer, answered_on, answer_reason) = match details.response {
        Some(Response { answer, on, reason }) => (Some(code(answer)), Some(on), reason),
        None => (None, None, None),
    };
    assessment::Model {
        id: assessment.id.0,
        revision: assessment.revision,
        client_id: assessment.department.as_ref().map(|own| own.id.0),
        contract_id: assessment.contract.map(|id| id.0),
        reference: details.reference,
        round: small(assessment.round),
        follows_id: assessment.follows.map(|id| id.0),
        service: details.service,
        assessed_on: details.assessed_on,
        stage: details.stage.read.map(code),
        stage_written: details.stage.written,
        standard: details.standard.map(code),
        result: details.result.read.map(code),
        result_written: details.result.written,
        reported_on: details.reported_on,
        report: details.report,
        answer,
        answered_on,
        answer_reason,
        import_id,
        import_line,
        created_at: now,
    }
}

/// A number of points or rounds as the database keeps it.
pub(super) fn small(number: u16) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}

/// A point and the assessment it belongs to.
pub(super) fn point_of(
    row: assessment_point::Model,
) -> Result<(AssessmentId, Point), StorageError> {
    let (id, number) = (AssessmentId(row.assessment_id), row.number);
    let whole = || inconsistent("point of assessment", id);
    let point = Point {
        number: u16::try_from(number).ok().ok_or_else(whole)?,
        result: Code::of(row.result).ok_or_else(whole)?,
        comment: row.comment,
        origin: origin(row.import_id, row.import_line),
    };
    Ok((id, point))
}

/// A point as a row.
pub(super) fn point_row((id, point): &(AssessmentId, Point)) -> assessment_point::Model {
    let (import_id, import_line) = origin_columns(point.origin);
    assessment_point::Model {
        assessment_id: id.0,
        number: small(point.number),
        result: code(point.result),
        comment: point.comment.clone(),
        import_id,
        import_line,
    }
}

/// Something to do.
pub(super) fn action_of(row: assessment_action::Model) -> Result<Action, StorageError> {
    let id = AssessmentActionId(row.id);
    let point = u16::try_from(row.point).ok();
    let point = point.ok_or_else(|| inconsistent("action of assessment", id))?;
    Ok(Action { id, point, what: row.what, due: row.due_on, done_on: row.done_on })
}
