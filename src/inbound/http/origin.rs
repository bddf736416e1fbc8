//! Requests that another site makes a browser send are not answered.
//!
//! Until people sign in, whoever reaches the service acts as its administrator,
//! and every page open in a browser on this machine can reach it.

use super::error::Failure;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets through what was sent to this machine by its own name and, when it
/// changes something, by this service's own pages or by no page at all.
pub(super) async fn own(request: Request, next: Next) -> Response {
    let headers = request.headers();
    // Only HTTP/1.0 and our own tests name no host.
    let host = text(headers, header::HOST);
    if !host.is_none_or(names_this_machine) {
        let detail = "the service answers only to localhost, 127.0.0.1 and [::1]";
        return Failure::new(StatusCode::MISDIRECTED_REQUEST, detail).into_response();
    }
    if request.method().is_safe() || own_page(headers, host.unwrap_or_default()) {
        return next.run(request).await;
    }
    let detail = "the request comes from a page of another site";
    Failure::new(StatusCode::FORBIDDEN, detail).into_response()
}

// A name that others control could be made to stand for this machine.
fn names_this_machine(host: &str) -> bool {
    let uri: Option<Uri> = host.parse().ok();
    let Some(name) = uri.as_ref().and_then(Uri::host) else { return false };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
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
