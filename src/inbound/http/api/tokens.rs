//! Your own tokens: list, make, revoke.

use super::fields::{self, Given, Reading};
use crate::app::App;
use crate::app::accounts::TokenCommand;
use crate::domain::access::{Actor, Reach};
use crate::domain::ids::TokenId;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::accounts::TokenView;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{Days, NaiveTime};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists your tokens, the newest first, without their secrets.
#[utoipa::path(get, path = "/tokens", operation_id = "listTokens", tag = "Account",
    responses((status = 200, body = Vec<TokenView>)))]
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Json<Vec<TokenView>>, Failure> {
    Ok(Json(app.tokens(&actor).await?.iter().map(TokenView::of).collect()))
}

/// A token to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TokenToMake)]
pub struct TokenBody {
    /// What it is for.
    #[schema(value_type = String, example = "Nightly import")]
    name: Given,
    /// `read` or `full`.
    #[schema(value_type = String)]
    reach: Given,
    /// Last day it works.
    #[schema(value_type = Option<NaiveDate>)]
    until: Given,
}

/// Makes a token that acts as you do now. Its secret is in this answer and never again.
///
/// There is no idempotency key: an answer with a secret in it is not kept.
#[utoipa::path(post, path = "/tokens", operation_id = "makeToken", tag = "Account",
    request_body = TokenBody, responses((status = 201, body = TokenView)))]
pub async fn make(
    State(app): State<App>, actor: Actor, Body(body): Body<TokenBody>,
) -> Result<(StatusCode, Json<TokenView>), Failure> {
    let mut reading = Reading::default();
    let name = reading.required("name", &body.name, fields::text);
    let reach = reading.required("reach", &body.reach, fields::choice(Reach::ALL, Reach::word));
    let until = reading.optional("until", &body.until, fields::day);
    let after = until.and_then(|day| day.checked_add_days(Days::new(1)));
    let expires = after.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let command = name.zip(reach).map(|(name, reach)| TokenCommand { name, reach, expires });
    let made = app.add_token(&actor, reading.finish(command)?).await?;
    let view = TokenView::of(&made.token).with_secret(made.secret.expose());
    Ok((StatusCode::CREATED, Json(view)))
}

/// Revokes a token: from then on it lets nobody in.
#[utoipa::path(delete, path = "/tokens/{id}", operation_id = "revokeToken", tag = "Account",
    params(("id" = Uuid, Path, description = "The token")),
    responses((status = 204, description = "It is revoked")))]
pub async fn revoke(
    State(app): State<App>, actor: Actor, Id(id): Id<TokenId>,
) -> Result<StatusCode, Failure> {
    app.revoke_token(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
