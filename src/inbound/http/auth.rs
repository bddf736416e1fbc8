//! Who a request acts as: one administrator, until people have accounts.

use super::AppState;
use crate::domain::access::Actor;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;

impl FromRequestParts<AppState> for Actor {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(state.actor.clone())
    }
}
