//! Evidence of knowledge: plan, deliver, verify, reject; its files.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::knowledge::level;
use crate::app::App;
use crate::app::knowledge::{Delivery, EvidencePlan};
use crate::domain::access::Actor;
use crate::domain::ids::{AreaId, EvidenceId, FileId, HolderId};
use crate::domain::knowledge::evidence::{Evidence, Kind};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::inbound::http::upload::evidence::{self, receive};
use crate::views::json::evidence::{EvidenceView, FileView};
use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the evidence of a knowledge area, latest planned first.
#[utoipa::path(get, path = "/knowledge-areas/{id}/evidence", operation_id = "listEvidence",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The area")),
    responses((status = 200, body = Vec<EvidenceView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>,
) -> Result<Json<Vec<EvidenceView>>, Failure> {
    let area = app.knowledge_area(&actor, id).await?;
    let known = app.knowledge(&actor, area.contract, None).await?;
    Ok(Json(known.evidence_of(id).map(EvidenceView::of).collect()))
}

/// Evidence as it is planned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceToPlan)]
pub struct PlanBody {
    /// Whose level it shows.
    #[schema(value_type = Uuid)]
    person: Given,
    /// `session`, `pairing`, `document`, `recording`, `runbook` or `task_unaided`.
    #[schema(value_type = String, example = "pairing")]
    kind: Given,
    /// What it is.
    #[schema(value_type = String, example = "Release 4.2, together")]
    title: Given,
    /// The level it shows, 1 to 4 or its word.
    #[schema(value_type = String, example = "shadow")]
    level: Given,
    /// The day it is to be delivered by.
    #[schema(value_type = Option<NaiveDate>)]
    due: Given,
}

/// Plans evidence in a knowledge area.
#[utoipa::path(post, path = "/knowledge-areas/{id}/evidence", operation_id = "planEvidence",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The area"), Key),
    request_body = PlanBody, responses((status = 201, body = EvidenceView)))]
pub async fn plan(
    Id(id): Id<AreaId>, Create { once, body }: Create<PlanBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let holder = reading.required("person", &body.person, fields::id(HolderId));
    let kind = reading.required("kind", &body.kind, fields::choice(Kind::ALL, Kind::word));
    let title = reading.required("title", &body.title, fields::text);
    let level = reading.required("level", &body.level, level);
    let due = reading.optional("due", &body.due, fields::day);
    let whole =
        || Some(EvidencePlan { holder: holder?, kind: kind?, title: title?, level: level?, due });
    let plan = reading.finish(whole())?;
    once.create(move |app, actor| async move {
        let evidence = app.plan_evidence(&actor, id, plan).await?;
        Ok((format!("/api/v1/evidence/{}", evidence.id), EvidenceView::of(&evidence)))
    })
    .await
}

/// Reads evidence with its files.
#[utoipa::path(get, path = "/evidence/{id}", operation_id = "readEvidence", tag = "Knowledge",
    params(("id" = Uuid, Path, description = "The evidence")),
    responses((status = 200, body = EvidenceView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>,
) -> Result<Response, Failure> {
    Ok(answer(&app.evidence(&actor, id).await?))
}

fn answer(evidence: &Evidence) -> Response {
    (etags::tag(evidence.revision), Json(EvidenceView::of(evidence))).into_response()
}

/// A delivery as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceDelivery)]
pub struct DeliveryBody {
    /// The day it was delivered; today when not said.
    #[schema(value_type = Option<NaiveDate>)]
    on: Given,
    /// What is to be said about it.
    #[schema(value_type = Option<String>)]
    note: Given,
    /// Where it can be seen.
    #[schema(value_type = Option<String>, example = "https://wiki.example/runbooks/release")]
    link: Given,
}

/// Says that evidence was delivered: with a note, a link, or files sent before.
#[utoipa::path(post, path = "/evidence/{id}/delivery", operation_id = "deliverEvidence",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The evidence"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = DeliveryBody, responses((status = 200, body = EvidenceView)))]
pub async fn deliver(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, headers: HeaderMap,
    Body(body): Body<DeliveryBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let on = reading.optional("on", &body.on, fields::day);
    let note = reading.optional("note", &body.note, fields::prose);
    let link = reading.optional("link", &body.link, fields::text);
    let on = reading.finish(Some(on))?.unwrap_or_else(|| app.clock().today());
    let delivery = Delivery { on, note, link };
    Ok(answer(&app.deliver_evidence(&actor, id, revision, delivery).await?))
}

/// A verification as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceVerification)]
pub struct VerificationBody {
    /// The day it was verified, from which the level counts; today when not said.
    #[schema(value_type = Option<NaiveDate>)]
    on: Given,
}

/// Verifies evidence for the client. From level 3 on, whoever does is its witness and cannot be
/// whoever delivered it.
#[utoipa::path(post, path = "/evidence/{id}/verification", operation_id = "verifyEvidence",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The evidence"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = VerificationBody, responses((status = 200, body = EvidenceView)))]
pub async fn verify(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, headers: HeaderMap,
    Body(body): Body<VerificationBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let on = reading.optional("on", &body.on, fields::day);
    let on = reading.finish(Some(on))?.unwrap_or_else(|| app.clock().today());
    Ok(answer(&app.verify_evidence(&actor, id, revision, on).await?))
}

/// A rejection as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceRejection)]
pub struct RejectionBody {
    /// The day it was rejected; today when not said.
    #[schema(value_type = Option<NaiveDate>)]
    on: Given,
    /// Why.
    #[schema(value_type = String, example = "The supplier typed every command")]
    reason: Given,
}

/// Rejects evidence for the client, and says why.
#[utoipa::path(post, path = "/evidence/{id}/rejection", operation_id = "rejectEvidence",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The evidence"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = RejectionBody, responses((status = 200, body = EvidenceView)))]
pub async fn reject(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>, headers: HeaderMap,
    Body(body): Body<RejectionBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let on = reading.optional("on", &body.on, fields::day);
    let reason = reading.required("reason", &body.reason, fields::prose);
    let reason = reading.finish(reason)?;
    let on = on.unwrap_or_else(|| app.clock().today());
    Ok(answer(&app.reject_evidence(&actor, id, revision, (on, reason)).await?))
}

/// A file of evidence as it is sent.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only the description of the form is used")]
pub struct EvidenceFileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Adds a file to evidence that was not verified or rejected yet. What it is, its content decides:
/// a PDF, a PNG or JPEG picture, an OpenDocument or Office document, or plain text. The same file
/// again changes nothing.
#[utoipa::path(post, path = "/evidence/{id}/files", operation_id = "addEvidenceFile",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The evidence")),
    request_body(content = EvidenceFileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = FileView)))]
pub async fn add_file(
    State(app): State<App>, actor: Actor, Id(id): Id<EvidenceId>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let form = form.map_err(|_not_a_form| {
        let detail = "send the file as a multipart form (`multipart/form-data`)";
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    })?;
    let sent = receive(form).await?;
    let file = evidence::attach(&app, &actor, id, sent).await?;
    let address = [(header::LOCATION, format!("/api/v1/evidence-files/{}", file.id))];
    Ok((StatusCode::CREATED, address, Json(FileView::of(&file))).into_response())
}

/// Downloads a file of evidence.
#[utoipa::path(get, path = "/evidence-files/{id}", operation_id = "readEvidenceFile",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "Its bytes, to be saved and not shown",
        body = Vec<u8>, content_type = "application/octet-stream")))]
pub async fn file(
    State(app): State<App>, actor: Actor, Id(id): Id<FileId>,
) -> Result<Response, Failure> {
    evidence::download(&app, &actor, id).await
}
