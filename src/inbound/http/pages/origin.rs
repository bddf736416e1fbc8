//! Keeps other sites from sending this service's forms in somebody's name.

use crate::inbound::http::error::Failure;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets a change through only when a page of this service sent it.
///
/// Browsers say where a form comes from: newer ones with `Sec-Fetch-Site`, all
/// with `Origin`. A request with neither comes from a program, which nobody can
/// have tricked a browser into.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !is_own(request.headers()) {
        let detail = "the form was sent from another site";
        return Failure::new(StatusCode::FORBIDDEN, detail).into_response();
    }
    next.run(request).await
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, own)| own == host),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[track_caller]
    fn check(given: &[(&'static str, &'static str)], own: bool) {
        let headers = given.iter().map(|(name, value)| {
            (header::HeaderName::from_static(name), HeaderValue::from_static(value))
        });
        assert_eq!(is_own(&headers.collect()), own, "{given:?}");
    }

    #[test]
    fn only_forms_of_this_service_and_programs_may_change_anything() {
        check(&[], true);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "cross-site"), ("host", "a"), ("origin", "http://a")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true);
        check(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")], false);
        check(&[("origin", "null"), ("host", "127.0.0.1:8080")], false);
    }
}
