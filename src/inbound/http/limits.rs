//! How much may be sent and how long an answer may take.

use super::error::Failure;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Limits of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of an ordinary body.
    pub body_bytes: usize,
    /// Bytes of an upload.
    pub upload_bytes: usize,
    /// Bytes of a file of evidence.
    pub evidence_bytes: usize,
    /// How long an ordinary answer may take.
    pub answer_within: Duration,
    /// How long an import or an export may take.
    pub import_within: Duration,
}

impl Limits {
    /// The usual limits, with uploads and files of evidence up to numbers of bytes.
    #[must_use]
    pub fn with_uploads_up_to(upload_bytes: usize, evidence_bytes: usize) -> Self {
        Self {
            body_bytes: 1_000_000,
            upload_bytes,
            evidence_bytes,
            answer_within: Duration::from_secs(30),
            import_within: Duration::from_mins(30),
        }
    }
}

/// Holds a request to its limits; only imports and files of evidence may be large, and only those
/// and what is downloaded may be slow.
pub(super) async fn apply(
    State(limits): State<Limits>, path: Option<MatchedPath>, mut request: Request, next: Next,
) -> Response {
    if request.uri().to_string().contains("%00") {
        return Failure::new(StatusCode::BAD_REQUEST, NUL).into_response();
    }
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    let import = request.method() == Method::POST && path.contains("/import");
    let evidence = request.method() == Method::POST && path.ends_with("/evidence/{id}/files");
    let bytes = match (import, evidence) {
        (true, _) => limits.upload_bytes,
        (false, true) => limits.evidence_bytes,
        (false, false) => limits.body_bytes,
    };
    let slow =
        import || evidence || path.contains("/exports/") || path.contains("/evidence-files/");
    let time = if slow { limits.import_within } else { limits.answer_within };
    DefaultBodyLimit::max(bytes).apply(&mut request);
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_elapsed) => too_slow(time).into_response(),
    }
}

// No text has one, and PostgreSQL fails on it.
const NUL: &str = "the address has a zero character (%00), which is no text";

fn too_slow(time: Duration) -> Failure {
    let detail = format!("the answer was not ready within {} seconds", time.as_secs());
    Failure::new(StatusCode::SERVICE_UNAVAILABLE, detail)
}
