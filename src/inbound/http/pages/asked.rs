//! What an address asks for.

use crate::domain::lists::Slice;
use crate::inbound::http::error::Failure;
use crate::views::charts::ChartName;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use uuid::Uuid;

/// The last identifier of a path, the `{part}` of what `{id}` names. What is no
/// identifier does not exist.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part(pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Part {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_unreadable| Failure::not_found("page"))?;
        let part = params.iter().find(|(name, _)| *name == "part").map(|(_, part)| part);
        part.and_then(|part| part.parse().ok()).map(Self).ok_or(Failure::not_found("page"))
    }
}

/// The chart a path names as its `{part}`. One that nobody draws does not exist.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn(pub(super) ChartName);

impl<S: Send + Sync> FromRequestParts<S> for Drawn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_unreadable| Failure::not_found("page"))?;
        let part = params.iter().find(|(name, _)| *name == "part").map(|(_, part)| part);
        part.and_then(ChartName::named).map(Self).ok_or(Failure::not_found("chart"))
    }
}

/// The page of a list that was asked for, counted from 1; the first when none was.
pub(super) fn number(text: &str) -> Result<u64, Failure> {
    if text.is_empty() {
        return Ok(1);
    }
    text.parse()
        .ok()
        .filter(|number| (1..=1_000_000).contains(number))
        .ok_or(Failure::not_found("page"))
}

/// The items of that page, `size` of them at most.
pub(super) fn slice(number: u64, size: u64) -> Slice {
    Slice { offset: number.saturating_sub(1) * size, limit: size }
}
