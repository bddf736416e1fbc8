//! The service over HTTP: pages for people and an API for programs, side by side.

pub mod api;

pub mod pages;

pub mod auth;

pub mod site;

pub mod pace;

pub mod error;

pub mod extract;

pub mod upload;

pub mod download;

pub mod headers;

pub mod origin;

pub mod health;

pub mod limits;

pub mod look;

pub mod metrics;

pub mod observe;

pub mod serve;

mod table;

use crate::app::App;
use crate::config::{Config, Theme};
use crate::views::pages::parts::Look;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use std::ops::Deref;
use std::sync::Arc;
use table::Table;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What every handler can ask for. Cheap to clone, as every layer does with every request.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Settled>);

/// What was settled when the service started.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The use cases.
    pub app: App,
    /// How the service is reached.
    pub site: site::Site,
    /// Whether anybody may be anybody.
    pub doors: Doors,
    /// How many requests one address may send.
    pub pace: pace::Pace,
    /// How much may be sent and how long it may take.
    pub limits: limits::Limits,
    /// What every page looks like.
    pub look: Arc<Look>,
    /// Files that the operator's stylesheet refers to.
    pub theme: Option<Arc<Theme>>,
    /// What was counted so far.
    pub metrics: metrics::Metrics,
}

/// Who may come in as whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors {
    /// People, as themselves, with what only they know.
    Locked,
    /// Anybody, as anybody: the worked example.
    Demo,
}

impl AppState {
    /// The state of a service with these settings.
    #[must_use]
    pub fn new(app: App, config: &Config) -> Self {
        Self(Arc::new(Settled {
            app,
            site: site::Site::of(config),
            doors: Doors::Locked,
            pace: pace::Pace::of(config.max_pace),
            limits: limits::Limits::with_uploads_up_to(
                config.max_upload_bytes,
                config.max_evidence_bytes,
            ),
            look: Arc::new(look::chosen(config)),
            theme: config.appearance.theme.clone(),
            metrics: metrics::Metrics::shared(),
        }))
    }

    /// The same state behind other doors.
    #[must_use]
    pub fn behind(mut self, doors: Doors) -> Self {
        Arc::make_mut(&mut self.0).doors = doors;
        self
    }
}

impl Deref for AppState {
    type Target = Settled;

    fn deref(&self) -> &Settled {
        &self.0
    }
}

impl FromRef<AppState> for App {
    fn from_ref(state: &AppState) -> Self {
        state.app.clone()
    }
}

/// The addresses beside the API's.
fn table() -> Table {
    pages::table()
        .get("/healthz", health::alive)
        .get("/readyz", health::ready)
        .get("/metrics", metrics::text)
}

/// Every method and address that is answered; the checks hold each of them.
#[must_use]
pub fn addresses() -> Vec<(String, String)> {
    let api = api::addresses();
    let own = table().listed.into_iter();
    api.into_iter().chain(own.map(|(method, path)| (method.to_owned(), path.to_owned()))).collect()
}

/// Everything that is answered.
pub fn router(state: AppState) -> Router {
    let (limits, site, look) = (state.limits, state.site.clone(), Arc::clone(&state.look));
    let routes = Router::new()
        .merge(api::router())
        .merge(table().router)
        .layer(from_fn_with_state(state.clone(), auth::admit))
        .layer(from_fn_with_state(state.clone(), pace::keep))
        .with_state(state);
    layered(routes, limits, site).layer(from_fn_with_state(look, look::wear))
}

/// Adds what holds for every request. The first layer is the outermost: a
/// request gets its id before anything can fail, and whatever fails below
/// `render` is put into words by it.
fn layered(routes: Router, limits: limits::Limits, site: site::Site) -> Router {
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn(observe::identify))
            .layer(from_fn(observe::observe))
            .layer(from_fn_with_state(site.clone(), headers::guard))
            .layer(CompressionLayer::new())
            .layer(from_fn(error::render))
            .layer(from_fn_with_state(site, origin::own))
            .layer(CatchPanicLayer::custom(error::panicked))
            .layer(from_fn_with_state(limits, limits::apply)),
    )
}

#[cfg(test)]
mod tests;
