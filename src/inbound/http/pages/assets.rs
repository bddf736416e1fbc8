//! The stylesheet and the icon, from inside the binary.

use crate::views::pages::parts::{icon as picture, stylesheet as look};
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

/// The address of the stylesheet changes with it, so a browser may keep it for a year.
const YEAR: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
const DAY: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

pub(super) async fn stylesheet() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), YEAR], look())
}

pub(super) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml"), DAY], picture())
}
