//! Revisions in headers: what was read may only be changed as it was read.

use crate::inbound::http::error::Failure;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The header for a revision.
#[must_use]
pub fn tag(revision: i64) -> [(HeaderName, String); 1] {
    [(header::ETAG, format!("\"r{revision}\""))]
}

/// The answer for what still has the revision the client knows.
#[must_use]
pub fn unchanged(headers: &HeaderMap, revision: i64) -> Option<Response> {
    let known = headers.get(header::IF_NONE_MATCH)?;
    let mut tags = tags(known);
    let current = format!("\"r{revision}\"");
    let same = tags.any(|tag| tag == "*" || tag == current);
    same.then(|| (StatusCode::NOT_MODIFIED, tag(revision)).into_response())
}

/// The revision a change is meant for.
///
/// # Errors
/// 428 when none is named; 412 when it is none of ours.
pub fn expected(headers: &HeaderMap) -> Result<i64, Failure> {
    let Some(given) = headers.get(header::IF_MATCH) else {
        let detail = "send the `ETag` you read in an `If-Match` header, \
                      so that nobody else's change is lost";
        return Err(Failure::new(StatusCode::PRECONDITION_REQUIRED, detail));
    };
    let revision = tags(given).find_map(|tag| {
        tag.strip_prefix("\"r").and_then(|tag| tag.strip_suffix('"')).and_then(|r| r.parse().ok())
    });
    revision.ok_or_else(|| {
        let detail = "the `If-Match` header names no revision this service gave out";
        Failure::new(StatusCode::PRECONDITION_FAILED, detail)
    })
}

// A proxy that compresses may have weakened the tag; the revision in it is still exact.
fn tags(value: &HeaderValue) -> impl Iterator<Item = &str> {
    let tags = value.to_str().unwrap_or_default().split(',').map(str::trim);
    tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag))
}
