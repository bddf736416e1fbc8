//! One's own account: password, sessions, how one likes to work.

use super::{Shown, again_if, show};
use crate::app::App;
use crate::app::accounts::Visitor;
use crate::domain::access::Actor;
use crate::domain::accounts::Manual;
use crate::domain::accounts::secrets::Secret;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::inbound::http::site::Client;
use crate::inbound::http::{AppState, auth};
use crate::views::pages::accounts::{self, AccountPage, SignsIn};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Done {
    done: String,
}

pub(in crate::inbound::http::pages) async fn read(
    State(app): State<App>, actor: Actor, Query(Done { done }): Query<Done>,
) -> Shown {
    let account = app.account(&actor).await?;
    let signs_in = if account.password { SignsIn::WithPassword } else { SignsIn::Otherwise };
    let done = match done.as_str() {
        "password" => Some("Your password was changed"),
        "manual" => Some("What you say of how you work was saved"),
        _ => None,
    };
    show(&AccountPage::of(&account.person, &account.held, signs_in, done))
}

pub(in crate::inbound::http::pages) async fn password_form(_: Actor) -> Shown {
    show(&accounts::password())
}

/// The password somebody has, and the one they want.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Passwords {
    present: String,
    password: String,
}

pub(in crate::inbound::http::pages) async fn change_password(
    State(app): State<App>, visitor: Visitor, Client(address): Client, Form(given): Form<Passwords>,
) -> Result<Response, Failure> {
    let (present, new) = (Secret::new(given.present), Secret::new(given.password));
    match app.change_password(&visitor, present, new, address).await {
        Ok(()) => Ok(Redirect::to("/account?done=password").into_response()),
        Err(error) => again_if(error, accounts::password),
    }
}

pub(in crate::inbound::http::pages) async fn manual_form(
    State(app): State<App>, actor: Actor,
) -> Shown {
    show(&accounts::manual(&app.account(&actor).await?.person.manual))
}

/// How somebody likes to work.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Said {
    contact: String,
    hours: String,
    ways: String,
    feedback: String,
}

pub(in crate::inbound::http::pages) async fn set_manual(
    State(app): State<App>, actor: Actor, Form(Said { contact, hours, ways, feedback }): Form<Said>,
) -> Result<Response, Failure> {
    let said = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let manual = Manual {
        contact: said(contact),
        hours: said(hours),
        ways: said(ways),
        feedback: said(feedback),
    };
    match app.set_manual(&actor, manual.clone()).await {
        Ok(()) => Ok(Redirect::to("/account?done=manual").into_response()),
        Err(error) => again_if(error, || accounts::manual(&manual)),
    }
}

pub(in crate::inbound::http::pages) async fn sign_out_everywhere(
    State(state): State<AppState>, actor: Actor,
) -> Result<Response, Failure> {
    state.app.sign_out_everywhere(&actor).await?;
    Ok(auth::forget(Redirect::to("/sign-in"), &state.site))
}
