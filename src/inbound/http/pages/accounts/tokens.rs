//! One's own tokens: list, make, revoke.

use super::{Shown, again, again_if, show};
use crate::app::App;
use crate::app::accounts::TokenCommand;
use crate::domain::access::{Actor, Reach};
use crate::domain::accounts::Token;
use crate::domain::dates::parse_date;
use crate::domain::ids::TokenId;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::pages::accounts::{self, ShownOncePage, TokensPage};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Days, NaiveTime, Utc};
use serde::Deserialize;

pub(in crate::inbound::http::pages) async fn list(State(app): State<App>, actor: Actor) -> Shown {
    show(&TokensPage::of(&app.tokens(&actor).await?, app.clock().now()))
}

pub(in crate::inbound::http::pages) async fn form(_: Actor) -> Shown {
    show(&accounts::new_token("", Reach::ReadOnly.word(), ""))
}

/// A token to make.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Wanted {
    name: String,
    reach: String,
    expires: String,
}

pub(in crate::inbound::http::pages) async fn make(
    State(app): State<App>, actor: Actor, Form(given): Form<Wanted>,
) -> Result<Response, Failure> {
    let Wanted { name, reach, expires } = &given;
    let page = || accounts::new_token(name, reach, expires);
    let Ok(expires) = end_of(expires) else {
        let remedy = "Last day must be a real date, such as 27/3/2027";
        return again(&page().with(&[Problem::field("expires", "", "no date", remedy)]));
    };
    let Some(reach) = Reach::parse(reach) else {
        let remedy = "Select what the token may do";
        return again(&page().with(&[Problem::field("reach", "", "nothing chosen", remedy)]));
    };
    match app.add_token(&actor, TokenCommand { name: name.clone(), reach, expires }).await {
        Ok(made) => {
            let page = ShownOncePage::token(&made.token.name, made.secret.expose());
            Ok(show(&page)?.into_response())
        }
        Err(error) => again_if(error, page),
    }
}

/// The end of the last day that was entered, if one was.
fn end_of(text: &str) -> Result<Option<DateTime<Utc>>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let none = || Problem::field("expires", text, "this is not a day", "Enter a real date");
    let last = parse_date(text).map_err(|_no_date| none())?;
    let end = last.checked_add_days(Days::new(1)).ok_or_else(none)?;
    Ok(Some(end.and_time(NaiveTime::MIN).and_utc()))
}

/// A token of one's own.
async fn own(app: &App, actor: &Actor, id: TokenId) -> Result<Token, Failure> {
    let tokens = app.tokens(actor).await?;
    tokens.into_iter().find(|token| token.id == id).ok_or(Failure::not_found("token"))
}

pub(in crate::inbound::http::pages) async fn revoke_form(
    State(app): State<App>, actor: Actor, Id(id): Id<TokenId>,
) -> Shown {
    show(&accounts::revoke(&own(&app, &actor, id).await?, id))
}

pub(in crate::inbound::http::pages) async fn revoke(
    State(app): State<App>, actor: Actor, Id(id): Id<TokenId>,
) -> Result<Redirect, Failure> {
    app.revoke_token(&actor, id).await?;
    Ok(Redirect::to("/tokens"))
}
