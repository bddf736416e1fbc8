//! What went wrong, as a status and as words: a problem document or a page.

use super::look;
use super::observe::RequestId;
use crate::app::Error;
use crate::domain::problems::Problem;
use crate::views::json::problems::ProblemView;
use crate::views::pages::error::ErrorPage;
use crate::views::pages::parts::Visitor;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;

/// The one place that decides which status an error has.
#[must_use]
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound { .. } => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Refused(_) | Error::Changed { .. } => StatusCode::CONFLICT,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A request that was not answered as asked. Handlers return it; `render`
/// turns it into a problem document or a page, whichever was asked for.
#[derive(Debug, Clone)]
pub struct Failure {
    status: StatusCode,
    detail: String,
    problems: Vec<Problem>,
    more: Option<String>,
    revision: Option<i64>,
    fault: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Failure {
    /// A failure with a sentence that says why, without a full stop.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let (problems, detail) = (Vec::new(), detail.into());
        Self { status, detail, problems, more: None, revision: None, fault: None }
    }

    /// The same failure with problems to put right.
    #[must_use]
    pub fn with(self, problems: Vec<Problem>) -> Self {
        Self { problems, ..self }
    }

    /// The same failure with the address at which all of its problems are listed.
    #[must_use]
    pub fn at(self, address: String) -> Self {
        Self { more: Some(address), ..self }
    }

    /// What was given breaks rules; every problem is listed.
    #[must_use]
    pub fn invalid(problems: Vec<Problem>) -> Self {
        Error::Invalid(problems).into()
    }

    /// What is wrong with what was given, when that is why.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Something does not exist.
    #[must_use]
    pub fn not_found(what: &'static str) -> Self {
        Error::NotFound { what }.into()
    }

    /// A fault of ours.
    pub fn fault(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Error::Internal(Box::new(source)).into()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (status, detail) = (status(&error), error.to_string());
        match error {
            Error::Invalid(problems) => Self::new(status, detail).with(problems),
            Error::Internal(source) => {
                Self { fault: Some(Arc::from(source)), ..Self::new(status, detail) }
            }
            Error::Changed { revision, differing, .. } => {
                Self { revision: Some(revision), ..Self::new(status, detail).with(differing) }
            }
            Error::NotFound { .. } | Error::Forbidden(_) | Error::Refused(_) => {
                Self::new(status, detail)
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = match self.revision {
            Some(revision) => (self.status, super::api::etags::tag(revision)).into_response(),
            None => self.status.into_response(),
        };
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every failure below its words, the request's id and, when it is a
/// fault of ours, its line in the log.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let id = request.extensions().get::<RequestId>().cloned();
    let id = id.as_ref().map_or("", RequestId::as_str);
    let mut response = next.run(request).await;
    let shown_to = response.extensions_mut().remove::<Visitor>();
    let Some(failure) = failure(&mut response) else { return response };
    if let Some(fault) = &failure.fault {
        tracing::error!(error = %chain(fault.as_ref()), "The request failed");
    }
    let words = if api { problem(&failure, id) } else { page(&failure, id, shown_to.as_ref()) };
    dressed(response, words)
}

/// The failure a handler returned, or one made up for a bare status of the framework's.
fn failure(response: &mut Response) -> Option<Failure> {
    let status = response.status();
    let told = response.extensions_mut().remove::<Failure>();
    let faulty = status.is_client_error() || status.is_server_error();
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    told.or_else(|| (faulty && plain).then(|| Failure::new(status, usual(status))))
}

pub(super) fn usual(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "there is nothing at this address",
        StatusCode::METHOD_NOT_ALLOWED => "this address does not take that method",
        StatusCode::PAYLOAD_TOO_LARGE => "what was sent is larger than this address takes",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "this address does not take that kind of content",
        _ => "the request could not be understood",
    }
}

// Headers the framework set, such as `Allow`, stay; those of the old body do not.
fn dressed(response: Response, words: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    let (told, body) = words.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.extend(told.headers);
    Response::from_parts(parts, body)
}

fn problem(failure: &Failure, id: &str) -> Response {
    let status = failure.status;
    let title = status.canonical_reason().unwrap_or("Problem");
    let view = ProblemView::of(status.as_u16(), title, &failure.detail, id, &failure.problems)
        .with_more_at(failure.more.clone());
    let mut response = (status, Json(view)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn page(failure: &Failure, id: &str, shown_to: Option<&Visitor>) -> Response {
    let status = failure.status.as_u16();
    let page = ErrorPage::of(status, &failure.detail, &failure.problems, id);
    let words = look::rendered_for(&page, shown_to);
    let words = words.unwrap_or_else(|_broken| page.heading().to_owned());
    (failure.status, Html(words)).into_response()
}

/// A handler panicked: the cause goes to the log, an ordinary fault to whoever asked.
#[expect(clippy::needless_pass_by_value, reason = "the signature is the middleware's")]
pub(super) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let words = cause.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Failure::fault(Panic(words.to_owned())).into_response()
}

#[derive(Debug, thiserror::Error)]
#[error("a handler panicked: {0}")]
struct Panic(String);

/// An error and everything that led to it, in one line.
#[must_use]
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
