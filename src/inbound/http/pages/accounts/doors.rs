//! Ways in: setting up, signing in, taking up an invitation, choosing an organisation.

use super::{Shown, again, again_if, show};
use crate::app::accounts::{Opened, SignInError, Taken, Visitor};
use crate::app::{App, Error};
use crate::domain::access::{Actor, Surface, Whence};
use crate::domain::accounts::password;
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::{EmailAddress, NoEmailAddress, PersonName};
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::inbound::http::site::Client;
use crate::inbound::http::{AppState, Doors, auth, pace};
use crate::views::pages::accounts::{self, FormPage, WayIn};
use crate::views::pages::parts::{links, sentence};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Where to go once somebody is in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Next {
    pub(super) next: String,
}

pub(in crate::inbound::http::pages) async fn sign_in_form(
    State(state): State<AppState>, Query(Next { next }): Query<Next>,
) -> Shown {
    let people = ways_in(&state, &next).await?;
    show(&entrance(&state, "", &next, people))
}

/// The page to sign in on, with the other way in where there is one.
fn entrance(state: &AppState, email: &str, next: &str, people: Vec<WayIn>) -> FormPage {
    let next = auth::safe(next);
    let page = accounts::sign_in(email, next, people);
    match state.app.provider_of_identities() {
        Some(name) => page.or_at(name, next),
        None => page,
    }
}

/// The people of the worked example; nobody elsewhere.
async fn ways_in(state: &AppState, next: &str) -> Result<Vec<WayIn>, Error> {
    if state.doors == Doors::Locked {
        return Ok(Vec::new());
    }
    let all = Slice { offset: 0, limit: 100 };
    let people = state.app.people(&Actor::administrator(), all).await?;
    let way = |member: &crate::domain::accounts::Member| WayIn {
        id: member.person.id.to_string(),
        name: member.person.name.clone(),
        role: accounts::role_of(member.membership.seat, member.membership.organisation.as_ref()),
        next: auth::safe(next).to_owned(),
    };
    Ok(people.items.iter().map(way).collect())
}

/// What was entered to sign in. It has no `Debug`, so that it cannot be logged.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Credentials {
    email: String,
    password: String,
    next: String,
}

pub(in crate::inbound::http::pages) async fn sign_in(
    State(state): State<AppState>, Client(address): Client, Form(given): Form<Credentials>,
) -> Result<Response, Failure> {
    let Credentials { email, password, next } = given;
    let page = || entrance(&state, &email, &next, Vec::new());
    match state.app.sign_in(&email, Secret::new(password), address).await {
        Ok(opened) => Ok(entered(&state, &opened, &next)),
        Err(error) => refused(error, page),
    }
}

/// Anybody of the worked example, who has no password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Anybody {
    person: String,
    next: String,
}

pub(in crate::inbound::http::pages) async fn be_anybody(
    State(state): State<AppState>, Client(address): Client,
    Form(Anybody { person, next }): Form<Anybody>,
) -> Result<Response, Failure> {
    let person = person.parse().ok().filter(|_| state.doors == Doors::Demo);
    let person = person.map(PersonId).ok_or(Failure::not_found("page"))?;
    let opened = state.app.open_session(person, address).await.map_err(Error::from)?;
    Ok(entered(&state, &opened, &next))
}

/// The answer to whoever is let in.
pub(super) fn entered(state: &AppState, opened: &Opened, next: &str) -> Response {
    let next = auth::safe(next);
    let chosen = opened.chosen.then(|| next.to_owned());
    let query = [("next", if next == "/" { "" } else { next })];
    let there = links::with_query("/organisation", &query);
    let there = chosen.unwrap_or_else(|| there.trim_end_matches('?').to_owned());
    auth::keep(Redirect::to(&there), &state.site, &opened.secret)
}

/// The answer to whoever is not.
fn refused(error: SignInError, page: impl FnOnce() -> FormPage) -> Result<Response, Failure> {
    let told = |field: &str, remedy: String| Problem::field(field, "", "it was refused", remedy);
    match error {
        SignInError::Wrong => {
            let remedy = "The email address or the password is wrong".to_owned();
            again(&page().with(&[told("password", remedy)]))
        }
        SignInError::Wait(wait) => {
            let remedy = sentence(&SignInError::Wait(wait).to_string());
            let remedy = remedy.trim_end_matches('.').to_owned();
            let mut response = again(&page().with(&[told("password", remedy)]))?;
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            Ok(pace::later(response, wait.to_std().unwrap_or_default()))
        }
        SignInError::NoSeat => {
            let remedy = "You hold no role at present. Ask whoever invited you".to_owned();
            again(&page().with(&[told("password", remedy)]))
        }
        SignInError::Failed(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn sign_out(
    State(state): State<AppState>, visitor: Visitor,
) -> Result<Response, Failure> {
    state.app.sign_out(&visitor).await?;
    Ok(auth::forget(Redirect::to("/sign-in"), &state.site))
}

pub(in crate::inbound::http::pages) async fn no_link(
    State(app): State<App>,
) -> Result<Response, Failure> {
    if app.is_set_up().await? {
        return Ok(Redirect::to("/").into_response());
    }
    Ok(show(&accounts::no_link())?.into_response())
}

/// What was entered by whoever opened a link.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Newcomer {
    name: String,
    email: String,
    password: String,
}

pub(in crate::inbound::http::pages) async fn link_form(
    State(app): State<App>, Path(link): Path<String>,
) -> Shown {
    show(&behind(&app, &link, &Newcomer::default()).await?)
}

/// The page behind a link, as far as it was filled in.
async fn behind(app: &App, link: &str, given: &Newcomer) -> Result<FormPage, Error> {
    let offer = app.offer(&Secret::new(link.to_owned())).await?;
    if offer.invitation.email.is_none() {
        return Ok(accounts::set_up(&format!("/set-up/{link}"), &given.name, &given.email));
    }
    let action = format!("/invitations/{link}");
    Ok(accounts::take_up(&action, &offer.invitation, offer.known.as_deref(), &given.name))
}

pub(in crate::inbound::http::pages) async fn take_up(
    State(state): State<AppState>, Client(address): Client, Path(link): Path<String>,
    Form(given): Form<Newcomer>,
) -> Result<Response, Failure> {
    let secret = Secret::new(link.clone());
    let offer = state.app.offer(&secret).await?;
    let page = behind(&state.app, &link, &given).await?;
    let problems = if offer.known.is_some() { Vec::new() } else { faults(&given, &offer) };
    if !problems.is_empty() {
        return again(&page.with(&problems));
    }
    let taken = Taken {
        link: secret,
        name: PersonName::parse(&given.name).ok(),
        email: EmailAddress::parse(&given.email).ok(),
        password: Secret::new(given.password),
    };
    match state.app.take_up(taken, address).await {
        Ok(opened) => Ok(entered(&state, &opened, "/")),
        Err(error) => refused(error, || page),
    }
}

/// Everything that is wrong with what a newcomer entered.
fn faults(given: &Newcomer, offer: &crate::app::accounts::Offer) -> Vec<Problem> {
    let fault = |field: &str, remedy: &str| Problem::field(field, "", "it cannot be used", remedy);
    let name = PersonName::parse(&given.name).err().map(|remedy| fault("name", remedy));
    let asked = offer.invitation.email.is_none();
    let email = EmailAddress::parse(&given.email).err().filter(|_| asked);
    let email = email.map(|_none| fault("email", NoEmailAddress::REMEDY));
    let invited = offer.invitation.email.as_ref().map_or("", |email| email.as_str());
    let known = [given.name.as_str(), given.email.as_str(), invited];
    let secret = Secret::new(given.password.clone());
    let password = password::check(&secret, &known).err();
    let password = password.map(|why| fault("password", why.remedy()));
    [name, email, password].into_iter().flatten().collect()
}

pub(in crate::inbound::http::pages) async fn seats(
    State(app): State<App>, visitor: Visitor, Query(Next { next }): Query<Next>,
) -> Shown {
    show(&accounts::choose(&app.seats(&visitor).await?, auth::safe(&next)))
}

/// The role that was chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Choice {
    role: String,
    next: String,
}

pub(in crate::inbound::http::pages) async fn choose(
    State(state): State<AppState>, visitor: Visitor, Client(address): Client,
    Form(Choice { role, next }): Form<Choice>,
) -> Result<Response, Failure> {
    let Some(id) = role.parse().ok().map(MembershipId) else {
        let held = state.app.seats(&visitor).await?;
        let remedy = "Select the organisation you want to act for";
        let problem = Problem::field("role", "", "nothing was chosen", remedy);
        return again(&accounts::choose(&held, auth::safe(&next)).with(&[problem]));
    };
    let whence = Whence { surface: Surface::Page, address };
    let opened = state.app.choose_seat(&visitor, id, whence).await?;
    Ok(entered(&state, &opened, &next))
}
