//! Parts of a request, read so that everything wrong with them is said.

use super::api::etags;
use super::error::{Failure, usual};
use crate::domain::ids::{
    ActionItemId, AreaId, AssessmentId, ContractId, DisputeId, EventId, EvidenceId, FailureId,
    FeedbackId, FileId, HolderId, ImportId, KpiAssessmentId, KpiId, MeetingId, MembershipId,
    PersonId, PlanId, PromptId, SeriesId, TenderId, TokenId, TopicId, ValueItemId, VersionId,
};
use crate::domain::problems::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use uuid::Uuid;

/// The `{id}` of a path. What is no identifier does not exist.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

/// Something with an identifier of its own.
pub trait Identified: Sized {
    /// What people call it.
    const WHAT: &'static str;

    /// The identifier behind a bare number.
    fn of(id: Uuid) -> Self;
}

macro_rules! identified {
    ($($name:ident = $what:literal),+ $(,)?) => {$(
        impl Identified for $name {
            const WHAT: &'static str = $what;

            fn of(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

identified! {
    ContractId = "contract",
    MeetingId = "meeting",
    KpiId = "KPI",
    ImportId = "import",
    EventId = "event",
    VersionId = "design version",
    PersonId = "person",
    MembershipId = "role",
    TokenId = "token",
    AreaId = "knowledge area",
    HolderId = "person or role",
    EvidenceId = "evidence",
    FileId = "file",
    SeriesId = "series",
    DisputeId = "dispute",
    ActionItemId = "action",
    FeedbackId = "feedback",
    PromptId = "question",
    TopicId = "topic",
    ValueItemId = "value-add item",
    AssessmentId = "assessment",
    KpiAssessmentId = "assessment of KPIs",
    FailureId = "breach or failure",
    PlanId = "improvement plan",
    TenderId = "tender",
}

impl<T: Identified, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_unreadable| Failure::not_found(T::WHAT))?;
        let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id);
        let id = id.and_then(|id| id.parse().ok()).ok_or(Failure::not_found(T::WHAT))?;
        Ok(Self(T::of(id)))
    }
}

/// The `{id}` of a path with the revision in `If-Match`: what was read, and is to be changed.
#[derive(Debug, Clone, Copy)]
pub struct Known<T>(pub (T, i64));

impl<T: Identified, S: Send + Sync> FromRequestParts<S> for Known<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Id(id) = Id::from_request_parts(parts, state).await?;
        Ok(Self((id, etags::expected(&parts.headers)?)))
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        is_json(request.headers())?;
        parse(&body(request, state).await?).map(Self)
    }
}

/// Refuses a body that is not said to be JSON.
///
/// # Errors
/// When it is said to be something else, or nothing is said.
pub fn is_json(headers: &HeaderMap) -> Result<(), Failure> {
    if content_type(headers) == "application/json" {
        return Ok(());
    }
    let detail = "send the body as JSON, with the header `content-type: application/json`";
    Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
}

/// What a JSON body says.
///
/// # Errors
/// When it is not JSON, or has a name nobody knows.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|error| malformed(&error))
}

/// The kind of content a request says it carries, without parameters.
#[must_use]
pub fn content_type(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// The whole body, within its limit.
///
/// # Errors
/// When it is larger, or breaks off.
pub async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| Failure::new(rejection.status(), usual(rejection.status())))
}

fn malformed(error: &serde_json::Error) -> Failure {
    match error.classify() {
        Category::Data => Failure::invalid(vec![misfit(&error.to_string())]),
        Category::Syntax | Category::Eof | Category::Io => {
            let detail = format!("the body is not JSON: {error}");
            Failure::new(StatusCode::BAD_REQUEST, detail)
        }
    }
}

/// The query of an address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        let misfit = |message: String| Failure::invalid(vec![misfit(&message)]);
        query
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|rejection| misfit(rejection.body_text()))
    }
}

/// What serde says of a field nobody knows, as a problem with that field.
fn misfit(message: &str) -> Problem {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if !message.contains("unknown field") {
        return Problem::whole(message, "Follow the description at /api/v1/openapi.json");
    }
    let field = quoted.next().unwrap_or_default();
    let known: Vec<&str> = quoted.collect();
    let remedy = if known.is_empty() {
        "Leave it out".to_owned()
    } else {
        format!("Leave it out, or use one of: {}", known.join(", "))
    };
    Problem::field(field, "", "this name is not known here", remedy)
}
