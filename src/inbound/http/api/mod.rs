//! The API: one route table, and the document that describes it.

use super::AppState;
use axum::Router;

pub mod idempotency;

pub mod etags;

pub mod fields;

pub mod paging;

/// Everything under `/api/v1`.
pub fn router() -> Router<AppState> {
    Router::new()
}
