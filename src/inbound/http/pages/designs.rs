//! Scorecard designs: all of them, and one.

use super::{Shown, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::views::pages::designs::{DesignPage, DesignsPage};
use axum::extract::{Path, State};
use serde::Deserialize;

pub(super) async fn list(State(app): State<App>, actor: Actor) -> Shown {
    show(&DesignsPage::of(&app.designs(&actor).await?))
}

/// Which version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    version: String,
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Path(key): Path<String>, Query(asked): Query<Asked>,
) -> Shown {
    let all = app.design(&actor, &key).await?;
    let wanted = all
        .iter()
        .find(|version| asked.version.is_empty() || version.number.to_string() == asked.version);
    let version = wanted.ok_or(Failure::not_found("design version"))?;
    show(&DesignPage::of(version, &all))
}
