//! What becomes of a request whose handler panics or hangs, and who may send one at all.

use super::layered;
use super::limits::Limits;
use super::site::Site;
use crate::config::Settings;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::{get, post};
use std::future::pending;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tower::ServiceExt;

async fn panics() -> String {
    panic!("the dog ate it")
}

fn site() -> Site {
    let Ok(config) = Settings::default().resolve_in(|_| None) else { panic!("no settings") };
    Site::of(&config)
}

fn router() -> Router {
    let routes = Router::new()
        .route("/api/panics", get(panics))
        .route("/api/hangs", get(pending::<String>))
        .route("/api/changes", post(async || "changed"));
    let limits = Limits { answer_within: Duration::ZERO, ..Limits::with_uploads_up_to(1, 1) };
    layered(routes, limits, site())
}

async fn send(request: axum::http::request::Builder) -> (u16, String) {
    let Ok(request) = request.body(Body::empty()) else { panic!("no request") };
    let Ok(answer) = router().oneshot(request).await;
    let status = answer.status().as_u16();
    let Ok(body) = to_bytes(answer.into_body(), 100_000).await else { panic!("no body") };
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// The log of this thread, in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_logged_once_and_shown_to_nobody() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone());
    let watched = tracing::subscriber::set_default(lines.finish());
    let request = Request::get("/api/panics?name=Ada").header("x-request-id", "request-0001");
    let (status, body) = send(request).await;
    drop(watched);

    assert_eq!(status, 500);
    assert!(body.contains("urn:request:request-0001"), "{body}");
    assert!(!body.contains("dog"), "{body}");
    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let log = String::from_utf8_lossy(&log);
    let told: Vec<&str> = log.lines().filter(|line| line.contains("the dog ate it")).collect();
    assert_eq!(told.len(), 1, "{log}");
    assert!(told.iter().all(|line| line.contains("request-0001")), "{log}");
    assert!(!log.contains("Ada"), "{log}");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let (status, body) = send(Request::get("/api/hangs")).await;
    assert_eq!(status, 503, "{body}");
    assert!(body.contains("the answer was not ready within 0 seconds"), "{body}");
}

#[track_caller]
fn check((status, body): (u16, String), expected: u16) {
    assert_eq!(status, expected, "{body}");
}

#[tokio::test]
async fn only_own_pages_and_programs_may_change_anything() {
    let change = |headers: &[(&str, &str)]| {
        let add = |request: axum::http::request::Builder, (name, value): &(&str, &str)| {
            request.header(*name, *value)
        };
        send(headers.iter().fold(Request::post("/api/changes"), add))
    };
    let here = ("host", "localhost:8080");
    for own in [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")] {
        check(change(&[here, own]).await, 200);
    }
    check(change(&[here]).await, 200);
    for foreign in ["null", "https://localhost.example", "http://localhost:8081"] {
        check(change(&[here, ("origin", foreign)]).await, 403);
    }
    check(change(&[here, ("sec-fetch-site", "same-site")]).await, 403);
    check(change(&[("origin", "http://localhost:8080")]).await, 403);
    for name in ["scorecard.example", "127.0.0.1.example:8080", "10.0.0.1", ""] {
        check(change(&[("host", name)]).await, 421);
    }
    check(change(&[("host", "[::1]:8080")]).await, 200);
}
