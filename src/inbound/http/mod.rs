//! The service over HTTP: pages for people and an API for programs, side by side.

pub mod api;

pub mod pages;

pub mod auth;

pub mod error;

pub mod extract;

pub mod upload;

pub mod download;

pub mod headers;

pub mod origin;

pub mod health;

pub mod limits;

pub mod metrics;

pub mod observe;

pub mod serve;

use crate::app::App;
use crate::config::Config;
use crate::domain::access::Actor;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What every handler can ask for.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The use cases.
    pub app: App,
    /// Whoever every request acts as, until people sign in.
    pub actor: Actor,
    /// How much may be sent and how long it may take.
    pub limits: limits::Limits,
    /// What was counted so far.
    pub metrics: metrics::Metrics,
}

impl AppState {
    /// The state of a service that acts as one administrator.
    #[must_use]
    pub fn new(app: App, config: &Config) -> Self {
        Self {
            app,
            actor: Actor::administrator(),
            limits: limits::Limits::with_uploads_up_to(config.max_upload_bytes),
            metrics: metrics::Metrics::shared(),
        }
    }
}

impl FromRef<AppState> for App {
    fn from_ref(state: &AppState) -> Self {
        state.app.clone()
    }
}

/// Everything that is answered.
pub fn router(state: AppState) -> Router {
    let limits = state.limits;
    let routes = Router::new()
        .merge(api::router())
        .merge(pages::router())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::text))
        .with_state(state);
    layered(routes, limits)
}

/// Adds what holds for every request. The first layer is the outermost: a
/// request gets its id before anything can fail, and whatever fails below
/// `render` is put into words by it.
fn layered(routes: Router, limits: limits::Limits) -> Router {
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn(observe::identify))
            .layer(from_fn(observe::observe))
            .layer(from_fn(headers::guard))
            .layer(CompressionLayer::new())
            .layer(from_fn(error::render))
            .layer(from_fn(origin::own))
            .layer(CatchPanicLayer::custom(error::panicked))
            .layer(from_fn_with_state(limits, limits::apply)),
    )
}

#[cfg(test)]
mod tests;
