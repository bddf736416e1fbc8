//! Routes and the list of them, made together so that none can be missing from the list.

use super::AppState;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};

/// Routes, each with its method.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Who answers.
    pub(super) router: Router<AppState>,
    /// Every method and address.
    pub(super) listed: Vec<(&'static str, &'static str)>,
}

impl Table {
    /// The same routes and one that reads.
    pub(super) fn get<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.router = self.router.route(path, get(handler));
        self.listed.push(("GET", path));
        self
    }

    /// The same routes and one that changes something.
    pub(super) fn post<H, T>(mut self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.router = self.router.route(path, post(handler));
        self.listed.push(("POST", path));
        self
    }
}
