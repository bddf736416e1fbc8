//! Lists in pages: opaque cursors, and a link to the next page.

use super::fields::{Given, Parsed, Reading};
use crate::domain::lists::{Page, Slice};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

const USUAL: u64 = 50;
const MOST: u64 = 200;

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

impl<S: Send + Sync> FromRequestParts<S> for Part {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Query::from_request_parts(parts, state).await.map(|Query(part)| part)
    }
}

impl Part {
    /// The slice it stands for.
    ///
    /// # Errors
    /// When cursor or limit cannot be used.
    pub fn slice(&self) -> Result<Slice, Failure> {
        let mut reading = Reading::default();
        let slice = slice(&mut reading, &self.cursor, &self.limit);
        reading.finish(slice)
    }
}

/// The slice that `cursor` and `limit` stand for.
pub fn slice(reading: &mut Reading, cursor: &Given, limit: &Given) -> Option<Slice> {
    let offset = reading.optional("cursor", cursor, offset).unwrap_or(0);
    let limit = reading.optional("limit", limit, count).unwrap_or(USUAL);
    Some(Slice { offset, limit })
}

fn count(text: &str) -> Parsed<u64> {
    let count = text.parse().ok().filter(|count| (1..=MOST).contains(count));
    count.ok_or_else(|| {
        ("this many cannot be listed at once".to_owned(), format!("Ask for 1 to {MOST}"))
    })
}

fn offset(text: &str) -> Parsed<u64> {
    let digits = text.strip_prefix('c').filter(|digits| digits.len() <= 15);
    let offset = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
    offset.ok_or_else(|| {
        ("this cursor was not given out".to_owned(), "Follow the `next` link".to_owned())
    })
}

/// One page, with the link to the next in the body and in the `Link` header.
pub fn answer<T, V: Serialize>(uri: &Uri, page: Page<T>, view: impl Fn(T) -> V) -> Response {
    let next = page.next.map(|offset| link(uri, offset));
    let mut headers = HeaderMap::new();
    let value = next
        .as_ref()
        .and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    headers.extend(value.map(|value| (header::LINK, value)));
    let items = page.items.into_iter().map(view).collect();
    (headers, Json(PageView { items, total: page.total, next })).into_response()
}

fn link(uri: &Uri, offset: u64) -> String {
    let query = uri.query().unwrap_or_default().split('&');
    let kept = query.filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let cursor = format!("cursor=c{offset:x}");
    let pairs: Vec<&str> = kept.chain([cursor.as_str()]).collect();
    format!("{}?{}", uri.path(), pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_keeps_the_filters_and_replaces_the_cursor() {
        let uri = Uri::from_static("/api/v1/contracts?text=bus&cursor=c32&limit=50");
        assert_eq!(link(&uri, 100), "/api/v1/contracts?text=bus&limit=50&cursor=c64");
        assert_eq!(offset("c64"), Ok(100));
    }

    #[test]
    fn a_cursor_nobody_gave_out_is_refused() {
        for cursor in ["", "100", "c", "c-1", "cffffffffffffffff"] {
            assert!(offset(cursor).is_err(), "{cursor}");
        }
    }
}
