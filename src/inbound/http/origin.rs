//! Requests that another site makes a browser send are not answered.
//!
//! A browser that is signed in sends its session along with whatever any page open in it asks
//! for. So a request that changes something must come from a page of this service, as the browser
//! itself says in headers that no page can set.

use super::error::Failure;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets through what was sent to this service by its own name and, when it
/// changes something, by its own pages or by no page at all.
pub(super) async fn own(State(site): State<Site>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    // Only HTTP/1.0 and our own tests name no host; whoever watches over the service, any.
    let host = text(headers, header::HOST);
    let health = matches!(request.uri().path(), "/healthz" | "/readyz");
    if !health && !host.is_none_or(|host| site.answers_to(host)) {
        return Failure::new(StatusCode::MISDIRECTED_REQUEST, site.names()).into_response();
    }
    // No page can make a browser send a token.
    let token = headers.contains_key(header::AUTHORIZATION);
    if request.method().is_safe() || token || own_page(headers, host.unwrap_or_default()) {
        return next.run(request).await;
    }
    let detail = "the request comes from a page of another site";
    Failure::new(StatusCode::FORBIDDEN, detail).into_response()
}

fn own_page(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = text(headers, FETCH_SITE) {
        return ["same-origin", "none"].contains(&site);
    }
    let origin = text(headers, header::ORIGIN).and_then(|origin| origin.split_once("://"));
    let sent = headers.contains_key(header::ORIGIN);
    !sent || origin.is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}
