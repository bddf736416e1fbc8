//! Pages for people.

use super::AppState;
use axum::Router;

/// Every page.
pub fn router() -> Router<AppState> {
    Router::new()
}
