//! Pages for people: one route table, and what every page handler shares.

use super::AppState;
use super::error::Failure;
use super::look;
use askama::Template;
use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

mod contracts;

mod meetings;

mod kpis;

mod scorecards;

mod designs;

mod imports;

mod history;

mod guide;

mod assets;

mod asked;

/// Every page.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(async || Redirect::to("/contracts")))
        .route("/contracts", get(contracts::list))
        .route("/contracts/{id}", get(contracts::overview))
        .route("/contracts/{id}/trend", get(scorecards::trend))
        .route("/contracts/{id}/calculation", get(scorecards::calculation))
        .route("/contracts/{id}/kpis/{part}", get(kpis::read))
        .route("/contracts/{id}/meetings/{part}", get(meetings::read))
        .route("/designs", get(designs::list))
        .route("/designs/{key}", get(designs::read))
        .route("/import", get(imports::choose))
        .route("/import/{kind}", get(imports::form).post(imports::check))
        .route("/imports", get(imports::history))
        .route("/imports/{id}", get(imports::read))
        .route("/imports/{id}/confirm", post(imports::confirm))
        .route("/imports/{id}/columns", post(imports::map))
        .route("/imports/{id}/undo", get(imports::ask).post(imports::undo))
        .route("/history", get(history::list))
        .route("/help", get(guide::help))
        .route("/accessibility", get(guide::accessibility))
        .route("/assets/scorecard.css", get(assets::stylesheet))
        .route("/assets/favicon.svg", get(assets::icon))
        .route("/assets/{*path}", get(assets::of_the_theme))
}

/// A page as it is sent.
type Shown = Result<Html<String>, Failure>;

fn show(page: &impl Template) -> Shown {
    look::rendered(page).map(Html).map_err(Failure::fault)
}
