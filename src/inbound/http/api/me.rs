//! Whoever asks: who they are, and how they like to work.

use super::fields::{self, Given, Reading};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::accounts::Manual;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Body;
use crate::views::json::accounts::{ManualView, MeView};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

/// Reads your own account.
#[utoipa::path(get, path = "/me", operation_id = "readMe", tag = "Account",
    responses((status = 200, body = MeView)))]
pub async fn read(State(app): State<App>, actor: Actor) -> Result<Json<MeView>, Failure> {
    let account = app.account(&actor).await?;
    Ok(Json(MeView::of(&account.person, actor.seat(), &account.held)))
}

/// How you like to work. What is left out becomes empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ManualToKeep)]
pub struct ManualBody {
    /// How to reach you.
    #[schema(value_type = Option<String>)]
    contact: Given,
    /// When you work.
    #[schema(value_type = Option<String>)]
    hours: Given,
    /// How you work best.
    #[schema(value_type = Option<String>)]
    ways: Given,
    /// How to give you feedback.
    #[schema(value_type = Option<String>)]
    feedback: Given,
}

/// Says how you like to work, to the people of your organisation and your contracts.
#[utoipa::path(put, path = "/me/manual", operation_id = "keepManual", tag = "Account",
    request_body = ManualBody, responses((status = 200, body = ManualView)))]
pub async fn keep_manual(
    State(app): State<App>, actor: Actor, Body(body): Body<ManualBody>,
) -> Result<Json<ManualView>, Failure> {
    let mut reading = Reading::default();
    let manual = Manual {
        contact: reading.optional("contact", &body.contact, fields::text),
        hours: reading.optional("hours", &body.hours, fields::text),
        ways: reading.optional("ways", &body.ways, fields::text),
        feedback: reading.optional("feedback", &body.feedback, fields::text),
    };
    let manual = reading.finish(Some(manual))?;
    app.set_manual(&actor, manual.clone()).await?;
    Ok(Json(ManualView::of(manual)))
}
