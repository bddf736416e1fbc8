//! Assessments against service standards: list, record, change, follow.

pub mod parts;

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::{etags, paging};
use crate::app::App;
use crate::app::assessments::AssessmentCommand;
use crate::domain::access::Actor;
use crate::domain::assessments::{
    AssessmentFilter, AssessmentLine, AssessmentRecord, Details, Overall, Stage, Standard, Worded,
};
use crate::domain::ids::{AssessmentId, ContractId, OrganisationId};
use crate::domain::lists::Slice;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Query};
use crate::views::json::assessments::{AssessmentLineView, AssessmentRecordView, StandardView};
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which assessments to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AssessmentsQuery {
    /// Words that occur in reference, service or department.
    #[param(value_type = Option<String>)]
    text: Given,
    /// Only this department's.
    #[param(value_type = Option<Uuid>)]
    department: Given,
    /// Only those under this contract.
    #[param(value_type = Option<Uuid>)]
    contract: Given,
    /// Only those at this stage.
    #[param(value_type = Option<String>)]
    stage: Given,
    /// Only those that came to this.
    #[param(value_type = Option<String>)]
    result: Given,
    /// Only those against this standard.
    #[param(value_type = Option<String>)]
    standard: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

impl AssessmentsQuery {
    fn parse(&self) -> Result<(AssessmentFilter, Slice), Failure> {
        let mut reading = Reading::default();
        let filter = AssessmentFilter {
            text: reading.optional("text", &self.text, fields::text),
            department: reading.optional(
                "department",
                &self.department,
                fields::id(OrganisationId),
            ),
            contract: reading.optional("contract", &self.contract, fields::id(ContractId)),
            stage: reading.optional("stage", &self.stage, fields::choice(Stage::ALL, Stage::word)),
            result: reading.optional(
                "result",
                &self.result,
                fields::choice(Overall::ALL, Overall::word),
            ),
            standard: reading.optional("standard", &self.standard, standard()),
        };
        let slice = paging::slice(&mut reading, &self.cursor, &self.limit);
        reading.finish(slice.map(|slice| (filter, slice)))
    }
}

fn standard() -> impl Fn(&str) -> fields::Parsed<Standard> {
    fields::choice(Standard::ALL, Standard::word)
}

/// Lists assessments, latest first.
#[utoipa::path(get, path = "/assessments", operation_id = "listAssessments", tag = "Assessments",
    params(AssessmentsQuery), responses((status = 200, body = PageView<AssessmentLineView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri,
    Query(query): Query<AssessmentsQuery>,
) -> Result<Response, Failure> {
    let (filter, slice) = query.parse()?;
    let page = app.assessments(&actor, &filter, slice).await?;
    Ok(paging::answer(&uri, page, |line: AssessmentLine| AssessmentLineView::of(&line)))
}

/// Lists the service standards with their points.
#[utoipa::path(get, path = "/service-standards", operation_id = "listServiceStandards",
    tag = "Assessments", responses((status = 200, body = Vec<StandardView>)))]
pub async fn standards(_: Actor) -> Json<Vec<StandardView>> {
    Json(Standard::ALL.iter().copied().map(StandardView::of).collect())
}

/// An assessment as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssessmentToRecord)]
pub struct AssessmentBody {
    /// Name of the department; the contract's client, or your own organisation, when not said.
    #[schema(value_type = Option<String>)]
    department: Given,
    /// The contract the service is made under; its supplier then sees the assessment.
    #[schema(value_type = Option<Uuid>)]
    contract: Given,
    /// How you refer to it, unique in the department. A reassessment has that of the first.
    #[schema(value_type = Option<String>, example = "A-0001")]
    reference: Given,
    /// The service that was assessed.
    #[schema(value_type = String, example = "Apply for a mooring")]
    service: Given,
    /// The day of the assessment.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    assessed_on: Given,
    /// `discovery`, `alpha`, `beta`, `private_beta`, `public_beta` or `live`.
    #[schema(value_type = Option<String>, example = "beta")]
    stage: Given,
    /// The stage in the words of the report.
    #[schema(value_type = Option<String>)]
    stage_as_written: Given,
    /// `uk_2019`, `uk_2015`, `uk_2013` or `wales_2021`; the number of points says when this does not.
    #[schema(value_type = Option<String>, example = "uk_2019")]
    standard: Given,
    /// `met`, `met_with_conditions`, `not_met`, `green`, `amber` or `red`.
    #[schema(value_type = Option<String>, example = "amber")]
    result: Given,
    /// The result in the words of the report.
    #[schema(value_type = Option<String>)]
    result_as_written: Given,
    /// The day the report was given to those assessed.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    reported_on: Given,
    /// Where the report is.
    #[schema(value_type = Option<String>)]
    report: Given,
}

impl AssessmentBody {
    fn parse(&self) -> Result<AssessmentCommand, Failure> {
        let mut reading = Reading::default();
        let department = reading.optional("department", &self.department, fields::text);
        let contract = reading.optional("contract", &self.contract, fields::id(ContractId));
        let reference = reading.required("reference", &self.reference, fields::text);
        let details = self.details(&mut reading, reference.unwrap_or_default());
        reading.finish(details.map(|details| AssessmentCommand { department, contract, details }))
    }

    fn again(&self) -> Result<Details, Failure> {
        let mut reading = Reading::default();
        for (field, given) in [
            ("department", &self.department),
            ("contract", &self.contract),
            ("reference", &self.reference),
        ] {
            if reading.optional(field, given, fields::text).is_some() {
                let message = "a reassessment shares this with the assessment it follows";
                reading.refuse(field, given, message, "Leave it out");
            }
        }
        let details = self.details(&mut reading, String::new());
        reading.finish(details)
    }

    fn details(&self, reading: &mut Reading, reference: String) -> Option<Details> {
        let service = reading.required("service", &self.service, fields::text);
        let stage = fields::choice(Stage::ALL, Stage::word);
        let result = fields::choice(Overall::ALL, Overall::word);
        let details = Details {
            reference,
            service: service.clone().unwrap_or_default(),
            assessed_on: reading.optional("assessed_on", &self.assessed_on, fields::day),
            stage: Worded {
                read: reading.optional("stage", &self.stage, stage),
                written: reading.optional("stage_as_written", &self.stage_as_written, fields::text),
            },
            standard: reading.optional("standard", &self.standard, standard()),
            result: Worded {
                read: reading.optional("result", &self.result, result),
                written: reading.optional(
                    "result_as_written",
                    &self.result_as_written,
                    fields::text,
                ),
            },
            reported_on: reading.optional("reported_on", &self.reported_on, fields::day),
            report: reading.optional("report", &self.report, fields::text),
            response: None,
        };
        service.map(|_| details)
    }
}

/// Records an assessment.
#[utoipa::path(post, path = "/assessments", operation_id = "recordAssessment", tag = "Assessments",
    params(Key), request_body = AssessmentBody,
    responses((status = 201, body = AssessmentRecordView)))]
pub async fn add(Create { once, body }: Create<AssessmentBody>) -> Result<Response, Failure> {
    let command = body.parse()?;
    once.create(move |app, actor| async move {
        let record = app.add_assessment(&actor, command).await?;
        Ok((address(&record), AssessmentRecordView::of(&record)))
    })
    .await
}

fn address(record: &AssessmentRecord) -> String {
    format!("/api/v1/assessments/{}", record.assessment.id)
}

/// Records the reassessment that follows an assessment.
#[utoipa::path(post, path = "/assessments/{id}/reassessment", operation_id = "reassess",
    tag = "Assessments",
    params(("id" = Uuid, Path, description = "The assessment it follows"), Key),
    request_body = AssessmentBody, responses((status = 201, body = AssessmentRecordView)))]
pub async fn reassess(
    Id(id): Id<AssessmentId>, Create { once, body }: Create<AssessmentBody>,
) -> Result<Response, Failure> {
    let details = body.again()?;
    once.create(move |app, actor| async move {
        let record = app.reassess(&actor, id, details).await?;
        Ok((address(&record), AssessmentRecordView::of(&record)))
    })
    .await
}

/// Reads an assessment with its points and actions.
#[utoipa::path(get, path = "/assessments/{id}", operation_id = "readAssessment",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment")),
    responses((status = 200, body = AssessmentRecordView),
        (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let record = app.assessment(&actor, id).await?;
    let revision = record.assessment.revision;
    Ok(etags::unchanged(&headers, revision).unwrap_or_else(|| tagged(&record)))
}

fn tagged(record: &AssessmentRecord) -> Response {
    let tag = etags::tag(record.assessment.revision);
    (tag, Json(AssessmentRecordView::of(record))).into_response()
}

/// Changes an assessment that nobody else changed since it was read.
#[utoipa::path(put, path = "/assessments/{id}", operation_id = "changeAssessment",
    tag = "Assessments", params(("id" = Uuid, Path, description = "The assessment"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = AssessmentBody, responses((status = 200, body = AssessmentRecordView)))]
pub async fn change(
    State(app): State<App>, actor: Actor, Id(id): Id<AssessmentId>, headers: HeaderMap,
    Body(body): Body<AssessmentBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    Ok(tagged(&app.change_assessment(&actor, id, revision, body.parse()?).await?))
}
