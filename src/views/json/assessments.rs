//! Assessments against service standards, their points and actions.

use super::contracts::OrganisationView;
use super::meetings::OriginView;
use crate::domain::assessments::{
    Action, Assessment, AssessmentLine, AssessmentRecord, Point, Response, Standard, Tally,
};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An assessment of a service against a service standard.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Assessment)]
pub struct AssessmentView {
    /// Identifies it.
    id: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// How its owner refers to it; a reassessment has the reference of the first assessment.
    reference: String,
    /// 1 for the first assessment under the reference, 2 for the reassessment that follows.
    round: u16,
    /// The assessment it follows.
    follows: Option<Uuid>,
    /// Whose service it is; nothing when that is not recorded.
    department: Option<OrganisationView>,
    /// The contract the service is made under.
    contract: Option<Uuid>,
    /// The service that was assessed, or the title of the report.
    service: String,
    /// The day of the assessment.
    assessed_on: Option<NaiveDate>,
    /// `discovery`, `alpha`, `beta`, `private_beta`, `public_beta` or `live`.
    stage: Option<&'static str>,
    /// The words the stage was read in.
    stage_as_written: Option<String>,
    /// The standard it was held against: as recorded, or as the number of its points says.
    standard: Option<&'static str>,
    /// `met`, `met_with_conditions`, `not_met`, `green`, `amber` or `red`.
    result: Option<&'static str>,
    /// The words the result was read in; all there is when they are none of ours.
    result_as_written: Option<String>,
    /// The day the report was given to those assessed.
    reported_on: Option<NaiveDate>,
    /// Where the report is.
    report: Option<String>,
    /// The last day on which the result can be challenged: ten working days after the report.
    challenge_until: Option<NaiveDate>,
    /// What the assessed said to the result.
    response: Option<ResponseView>,
    /// The file and line it came from.
    imported_from: Option<OriginView>,
}

impl AssessmentView {
    fn of(assessment: &Assessment, standard: Option<Standard>) -> Self {
        let details = &assessment.details;
        Self {
            id: assessment.id.0,
            revision: assessment.revision,
            reference: details.reference.clone(),
            round: assessment.round,
            follows: assessment.follows.map(|id| id.0),
            department: assessment.department.as_ref().map(OrganisationView::of),
            contract: assessment.contract.map(|id| id.0),
            service: details.service.clone(),
            assessed_on: details.assessed_on,
            stage: details.stage.read.map(|stage| stage.word()),
            stage_as_written: details.stage.written.clone(),
            standard: standard.map(|standard| standard.word()),
            result: details.result.read.map(|result| result.word()),
            result_as_written: details.result.written.clone(),
            reported_on: details.reported_on,
            report: details.report.clone(),
            challenge_until: details.challenge_until(),
            response: details.response.as_ref().map(ResponseView::of),
            imported_from: assessment.origin.as_ref().map(OriginView::of),
        }
    }
}

/// What the assessed said to a result.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AssessmentResponse)]
pub struct ResponseView {
    /// `accepted` or `challenged`.
    answer: &'static str,
    /// The day they said it.
    on: NaiveDate,
    /// Why.
    reason: Option<String>,
}

impl ResponseView {
    fn of(response: &Response) -> Self {
        let Response { answer, on, reason } = response;
        Self { answer: answer.word(), on: *on, reason: reason.clone() }
    }
}

/// How many points came to each result.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = PointsTally)]
pub struct TallyView {
    /// Met or green.
    met: u32,
    /// Amber.
    amber: u32,
    /// Not met or red.
    not_met: u32,
    /// Not applicable.
    not_applicable: u32,
}

impl TallyView {
    fn of(tally: Tally) -> Self {
        let Tally { met, amber, not_met, not_applicable } = tally;
        Self { met, amber, not_met, not_applicable }
    }
}

/// An assessment in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AssessmentLine)]
pub struct AssessmentLineView {
    #[serde(flatten)]
    assessment: AssessmentView,
    /// How many of its points came to each result.
    points: TallyView,
}

impl AssessmentLineView {
    /// One line.
    #[must_use]
    pub fn of(line: &AssessmentLine) -> Self {
        let assessment = AssessmentView::of(&line.assessment, line.standard);
        Self { assessment, points: TallyView::of(line.tally) }
    }
}

/// An assessment with its points and actions.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AssessmentRecord)]
pub struct AssessmentRecordView {
    #[serde(flatten)]
    assessment: AssessmentView,
    /// The assessment that follows it.
    followed_by: Option<Uuid>,
    /// What the points of the standard came to, by number.
    points: Vec<PointView>,
    /// What is to be done, by due date.
    actions: Vec<ActionView>,
}

impl AssessmentRecordView {
    /// One assessment.
    #[must_use]
    pub fn of(record: &AssessmentRecord) -> Self {
        let standard = record.standard();
        let assessment = AssessmentView::of(&record.assessment, standard);
        let points = record.points.iter().map(|point| PointView::of(point, standard)).collect();
        let actions = record.actions.iter().map(ActionView::of).collect();
        Self { assessment, followed_by: record.followed_by.map(|id| id.0), points, actions }
    }
}

/// What one point came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AssessmentPoint)]
pub struct PointView {
    /// Its number in the standard.
    number: u16,
    /// Its short title; nothing when the standard is not known.
    title: Option<&'static str>,
    /// `met`, `not_met`, `not_applicable`, `green`, `amber` or `red`.
    result: &'static str,
    /// Why.
    comment: Option<String>,
    /// The file and line it came from.
    imported_from: Option<OriginView>,
}

impl PointView {
    fn of(point: &Point, standard: Option<Standard>) -> Self {
        let (number, result, comment) = (point.number, point.result.word(), point.comment.clone());
        let title = standard.and_then(|standard| standard.title(number));
        let imported_from = point.origin.as_ref().map(OriginView::of);
        Self { number, title, result, comment, imported_from }
    }
}

/// Something to do about a point.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AssessmentAction)]
pub struct ActionView {
    /// Identifies it.
    id: Uuid,
    /// The number of the point.
    point: u16,
    /// What to do.
    what: String,
    /// By when.
    due: NaiveDate,
    /// When it was done.
    done_on: Option<NaiveDate>,
}

impl ActionView {
    fn of(action: &Action) -> Self {
        let Action { id, point, what, due, done_on } = action;
        Self { id: id.0, point: *point, what: what.clone(), due: *due, done_on: *done_on }
    }
}

/// A service standard.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ServiceStandard)]
pub struct StandardView {
    /// The word for it in files and in the API.
    key: &'static str,
    /// Its name.
    title: &'static str,
    /// Its points in order.
    points: Vec<StandardPointView>,
}

/// A point of a standard.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ServiceStandardPoint)]
pub struct StandardPointView {
    /// Its number as published.
    number: u16,
    /// A short title.
    title: &'static str,
}

impl StandardView {
    /// One standard.
    #[must_use]
    pub fn of(standard: Standard) -> Self {
        let points = standard.points().map(|(number, title)| StandardPointView { number, title });
        Self { key: standard.word(), title: standard.label(), points: points.collect() }
    }
}
