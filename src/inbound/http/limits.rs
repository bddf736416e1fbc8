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
    /// How long an ordinary answer may take.
    pub answer_within: Duration,
    /// How long an import or an export may take.
    pub import_within: Duration,
}

impl Limits {
    /// The usual limits, with uploads up to a number of bytes.
    #[must_use]
    pub fn with_uploads_up_to(upload_bytes: usize) -> Self {
        Self {
            body_bytes: 1_000_000,
            upload_bytes,
            answer_within: Duration::from_secs(30),
            import_within: Duration::from_mins(30),
        }
    }
}

/// Holds a request to its limits; only what is sent to an import route may be large, and only
/// imports and exports may be slow.
pub(super) async fn apply(
    State(limits): State<Limits>,
    path: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Response {
    if request.uri().to_string().contains("%00") {
        return Failure::new(StatusCode::BAD_REQUEST, NUL).into_response();
    }
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    let import = request.method() == Method::POST && path.contains("/import");
    let bytes = if import { limits.upload_bytes } else { limits.body_bytes };
    let slow = import || path.contains("/exports/");
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
