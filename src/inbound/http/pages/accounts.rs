//! Ways in, people and their roles, tokens, one's own account.

pub(super) mod doors;

pub(super) mod own;

pub(super) mod people;

pub(super) mod sso;

pub(super) mod tokens;

use super::{Shown, show};
use crate::inbound::http::error::Failure;
use crate::views::pages::accounts::FormPage;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// The form again, with what has to be put right.
pub(super) fn again(page: &FormPage) -> Result<Response, Failure> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(page)?).into_response())
}

/// The form again when something in it has to be put right; the failure otherwise.
pub(super) fn again_if(
    failure: impl Into<Failure>,
    page: impl FnOnce() -> FormPage,
) -> Result<Response, Failure> {
    let failure = failure.into();
    if failure.problems().is_empty() {
        return Err(failure);
    }
    again(&page().with(failure.problems()))
}
