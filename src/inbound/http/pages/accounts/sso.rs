//! Signing in at a provider of identities: away, and back.

use super::doors::{Next, entered};
use super::show;
use crate::app::accounts::{Answer, Away, Back, Returned, SingleSignOnError as Refusal};
use crate::domain::accounts::secrets::Secret;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::inbound::http::site::Client;
use crate::inbound::http::{AppState, auth};
use crate::views::pages::accounts;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// Where the provider sends people back to.
const CALLBACK: &str = "/sign-in/sso/callback";

pub(in crate::inbound::http::pages) async fn leave(
    State(state): State<AppState>, headers: HeaderMap, Form(Next { next }): Form<Next>,
) -> Result<Response, Failure> {
    let callback = state.site.address(&headers, CALLBACK);
    match state.app.begin_single_sign_on(auth::safe(&next), &callback).await {
        Ok(away) => gone(&state, &away),
        Err(refusal) => turned_away(refusal),
    }
}

/// The answer to whoever goes to the provider. Browsers do not follow a form that is answered
/// with the address of another site, since forms may reach this one only, so the page that
/// comes instead goes on by itself.
fn gone(state: &AppState, away: &Away) -> Result<Response, Failure> {
    let name = state.app.provider_of_identities().unwrap_or_default();
    let page = show(&accounts::leave(name, &away.address))?;
    let onward = HeaderValue::from_str(&format!("0; url={}", away.address));
    let onward = [(header::REFRESH, onward.map_err(Failure::fault)?)];
    Ok(auth::remember_leaving((onward, page), &state.site, &away.state))
}

/// What the provider sends somebody back with. It has no `Debug`, so that it cannot be logged.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Sent {
    code: String,
    state: String,
    error: String,
}

pub(in crate::inbound::http::pages) async fn come_back(
    State(state): State<AppState>, Client(address): Client, headers: HeaderMap,
    Query(sent): Query<Sent>,
) -> Result<Response, Failure> {
    let answer = match sent.error.as_str() {
        "" => Answer::Code(Secret::new(sent.code)),
        word => Answer::Refusal(word.to_owned()),
    };
    let kept = auth::left(&headers, &state.site);
    let back = Back { state: Secret::new(sent.state), kept, answer };
    let callback = state.site.address(&headers, CALLBACK);
    match state.app.finish_single_sign_on(back, &callback, address).await {
        Ok(Returned { opened, next }) => {
            Ok(auth::forget_leaving(entered(&state, &opened, &next), &state.site))
        }
        Err(refusal) => turned_away(refusal),
    }
}

fn turned_away(refusal: Refusal) -> Result<Response, Failure> {
    let (status, remedy) = match refusal {
        Refusal::Failed(error) => return Err(error.into()),
        Refusal::Stale => (
            StatusCode::BAD_REQUEST,
            "Start again on the sign-in page, and stay in one browser until you are back.",
        ),
        Refusal::Declined => (
            StatusCode::FORBIDDEN,
            "Start again on the sign-in page, or sign in with your email address and password.",
        ),
        Refusal::Unreachable => (
            StatusCode::BAD_GATEWAY,
            "Try again in a few minutes. If you have a password here, you can use it meanwhile.",
        ),
        Refusal::Untrusted(_) => (
            StatusCode::BAD_GATEWAY,
            "Start again on the sign-in page. If it happens again, tell whoever runs this service.",
        ),
        Refusal::Clocks => (
            StatusCode::BAD_GATEWAY,
            "Tell whoever runs this service. If you have a password here, you can use it meanwhile.",
        ),
        Refusal::Unconfirmed => (
            StatusCode::FORBIDDEN,
            "Confirm your address there and sign in again, or ask whoever looks after accounts there.",
        ),
        Refusal::NoRole => (
            StatusCode::FORBIDDEN,
            "Ask whoever leads the contract on your side for a role or for the right group.",
        ),
        Refusal::Disabled => (StatusCode::FORBIDDEN, "Ask an administrator of this service."),
    };
    let page = show(&accounts::turned_away(&refusal.to_string(), remedy))?;
    Ok((status, page).into_response())
}
