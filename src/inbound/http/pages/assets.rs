//! The stylesheet and what it refers to, and the icon.

use crate::inbound::http::AppState;
use crate::inbound::http::error::Failure;
use crate::views::pages::parts::icon as picture;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

/// The address of the stylesheet changes with it, so a browser may keep it for a year.
const YEAR: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
const DAY: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

pub(super) async fn stylesheet(State(state): State<AppState>) -> impl IntoResponse {
    let look = state.look.stylesheet().to_owned();
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), YEAR], look)
}

pub(super) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml"), DAY], picture())
}

/// A font or picture of the theme.
pub(super) async fn of_the_theme(
    State(state): State<AppState>, Path(path): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let file = state.theme.as_ref().and_then(|theme| theme.files.get(&path));
    let file = file.ok_or(Failure::not_found("file"))?;
    Ok(([(header::CONTENT_TYPE, file.kind), DAY], file.bytes.clone()))
}
