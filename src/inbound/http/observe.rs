//! Every request gets an id, a span, a line in the log and a place in the counts.

use super::metrics;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::{Instrument, Span, field};
use uuid::Uuid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// What a request is called in answers and in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// The id that came with the request when it is fit for a log, otherwise a new one.
    fn of(request: &Request) -> Self {
        let given = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
        let fit = given.filter(|id| {
            (8..=64).contains(&id.len())
                && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        });
        Self(fit.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Names the request, and repeats the name in the answer.
pub(super) async fn identify(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// Writes down route, status and duration; never a query, a body or who asked.
pub(super) async fn observe(path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let path = path.as_ref().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = span(&request, &path);
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let (status, taken) = (response.status().as_u16(), begun.elapsed());
    metrics::answered(&method, &path, status, taken);
    span.record("status", status);
    span.record("duration_ms", u64::try_from(taken.as_millis()).unwrap_or(u64::MAX));
    span.in_scope(|| tracing::info!("Answered {method} {path} with {status}"));
    response
}

fn span(request: &Request, path: &str) -> Span {
    let id = request.extensions().get::<RequestId>().map_or("", RequestId::as_str);
    tracing::info_span!(
        "request",
        request_id = id,
        method = %request.method(),
        path,
        status = field::Empty,
        duration_ms = field::Empty,
    )
}
