//! Counts of requests and how long they took, in Prometheus' text format.

use super::AppState;
use super::error::Failure;
use crate::app::Error;
use crate::domain::access::{Action, Actor, Forbidden, Scope};
use axum::extract::State;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

const REQUESTS: &str = "http_requests_total";
const DURATION: &str = "http_request_duration_seconds";

/// Upper bounds in seconds, from a cached page to a long import.
const BOUNDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 300.0];

/// What was counted in this process.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl std::fmt::Debug for Metrics {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Metrics")
    }
}

impl Metrics {
    /// The counts of the process; counting starts with the first call.
    #[must_use]
    pub fn shared() -> Self {
        // One recorder per process: a second service beside the first, as in tests, shares it.
        static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
        Self(HANDLE.get_or_init(install).clone())
    }

    /// Folds samples into their buckets, so that they do not pile up between readings.
    pub fn fold(&self) {
        self.0.run_upkeep();
    }
}

fn install() -> PrometheusHandle {
    let builder = PrometheusBuilder::new();
    let duration = Matcher::Full(DURATION.to_owned());
    let builder = builder.set_buckets_for_metric(duration, &BOUNDS);
    let recorder = builder.unwrap_or_else(|_empty| PrometheusBuilder::new()).build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() {
        tracing::warn!("Requests are counted elsewhere; /metrics stays empty");
    }
    metrics::describe_counter!(REQUESTS, "Requests answered");
    metrics::describe_histogram!(DURATION, metrics::Unit::Seconds, "Time until the answer began");
    handle
}

/// Counts one answered request.
pub(super) fn answered(method: &Method, path: &str, status: u16, taken: Duration) {
    let method = method.as_str().to_owned();
    let labels = [("method", method), ("path", path.to_owned()), ("status", status.to_string())];
    metrics::counter!(REQUESTS, &labels).increment(1);
    metrics::histogram!(DURATION, &labels).record(taken.as_secs_f64());
}

/// `GET /metrics`
///
/// Counts tell of everybody's work, so only those who see everything may read them.
pub(super) async fn text(State(state): State<AppState>, actor: Actor) -> Result<Response, Failure> {
    if actor.scope() != Scope::Everything {
        return Err(Error::Forbidden(Forbidden { action: Action::Operate }).into());
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, state.metrics.0.render()).into_response())
}
