//! What holds for every answer, whatever it is about.

use crate::support::service::services;
use crate::support::web::{Web, config, webs};
use axum::body::Body;
use axum::http::Request;
use scorecard::inbound::http::Doors;
use scorecard::inbound::http::serve::serve_until;
use serde_json::json;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

#[tokio::test]
async fn every_answer_has_a_request_id_and_keeps_one_that_is_fit_for_a_log() {
    for web in webs().await {
        let own = web.get("/healthz").await.is(200);
        assert_eq!(own.header("x-request-id").len(), 36);

        let with = |id: &str| {
            Request::get("/healthz").header("x-request-id", id).body(Body::empty()).unwrap()
        };
        let kept = web.send(with("trace-0001.a")).await;
        assert_eq!(kept.header("x-request-id"), "trace-0001.a");
        for unfit in ["short", "has a space in it", &"x".repeat(65)] {
            assert_eq!(web.send(with(unfit)).await.header("x-request-id").len(), 36, "{unfit}");
        }
    }
}

#[tokio::test]
async fn a_browser_is_told_to_do_no_more_with_an_answer_than_was_meant() {
    for web in webs().await {
        for path in ["/api/v1/contracts", "/nowhere", "/healthz", "/api/v1/nowhere"] {
            let answer = web.get(path).await;
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'self'"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        }
    }
}

#[tokio::test]
async fn a_service_with_its_database_is_alive_and_ready() {
    for web in webs().await {
        web.get("/healthz").await.is(200);
        web.get("/readyz").await.is(200);
    }
}

#[tokio::test]
async fn requests_are_counted_by_the_pattern_of_their_path() {
    for web in webs().await {
        let made_up = uuid::Uuid::now_v7();
        web.get(&format!("/api/v1/contracts/{made_up}")).await.is(404);
        let metrics = web.get("/metrics").await.is(200);
        let text = metrics.text();
        assert!(text.contains("path=\"/api/v1/contracts/{id}\""), "{text}");
        assert!(text.contains("http_request_duration_seconds_bucket"), "{text}");
        assert!(!text.contains(&made_up.to_string()), "{text}");
    }
}

#[tokio::test]
async fn what_goes_wrong_in_the_api_is_a_problem_document_and_elsewhere_a_page() {
    for web in webs().await {
        let problem = web.get("/api/v1/nowhere").await.is(404);
        assert_eq!(problem.header("content-type"), "application/problem+json");
        let document = problem.json();
        assert_eq!(document["status"], 404);
        assert_eq!(document["title"], "Not Found");
        let instance = format!("urn:request:{}", problem.header("x-request-id"));
        assert_eq!(document["instance"], instance.as_str());

        let page = web.get("/nowhere").await.is(404);
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn what_the_framework_refuses_is_a_problem_document_too() {
    for web in webs().await {
        let method = web.delete("/api/v1/contracts").await.is(405);
        assert_eq!(method.header("content-type"), "application/problem+json");
        assert!(method.header("allow").contains("GET"), "{:?}", method.headers);

        web.get("/api/v1/contracts/no-identifier").await.is(404).fields();
        assert_eq!(web.get("/api/v1/contracts?colour=red").await.is(422).fields(), ["colour"]);

        let body = |kind: &str, text: &str| {
            let request = Request::post("/api/v1/contracts").header("content-type", kind);
            request.body(Body::from(text.to_owned())).unwrap()
        };
        web.send(body("text/plain", "{}")).await.is(415).fields();
        web.send(body("application/json", "{")).await.is(400).fields();
        let unknown = web.send(body("application/json", "{\"colour\":\"red\"}")).await.is(422);
        assert_eq!(unknown.fields(), ["colour"]);
        let large = "x".repeat(1_000_001);
        web.send(body("application/json", &large)).await.is(413).fields();
    }
}

#[tokio::test]
async fn a_page_of_another_site_can_change_nothing() {
    let path = "/api/v1/contracts";
    for web in webs().await {
        let here = ("host", "127.0.0.1:8080");
        let foreign = [here, ("origin", "https://elsewhere.example")];
        web.post_with(path, &foreign, &json!({})).await.is(403).fields();
        let foreign = [here, ("sec-fetch-site", "cross-site")];
        web.post_with(path, &foreign, &json!({})).await.is(403).fields();
        let own = [here, ("origin", "http://127.0.0.1:8080")];
        web.post_with(path, &own, &json!({})).await.is(422).fields();

        let renamed = Request::get(path).header("host", "attacker.example");
        web.send(renamed.body(Body::empty()).unwrap()).await.is(421).fields();
    }
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_those_who_can_read_it() {
    for web in webs().await {
        let request = Request::get("/api/v1/openapi.json").header("accept-encoding", "gzip");
        let small = web.send(request.body(Body::empty()).unwrap()).await.is(200);
        assert_eq!(small.header("content-encoding"), "gzip");
        let large = web.get("/api/v1/openapi.json").await.is(200);
        assert!(small.body.len() * 4 < large.body.len());
    }
}

#[tokio::test]
async fn a_service_told_to_stop_finishes_what_is_in_flight() {
    for service in services().await {
        let (address, bound) = oneshot::channel::<SocketAddr>();
        let (stop, stopped) = oneshot::channel::<()>();
        let mut config = config();
        config.bind = scorecard::config::Bind::parse("127.0.0.1:0").unwrap();
        let announce = move |at: SocketAddr| address.send(at).unwrap();
        let app = service.app.clone();
        let stopped = async move { stopped.await.unwrap() };
        let served = tokio::spawn(async move {
            serve_until(&config, app, Doors::Locked, announce, stopped).await
        });
        let at = bound.await.unwrap();

        let mut request = TcpStream::connect(at).await.unwrap();
        let body = r#"{"client":"A","supplier":"B","reference":"R","title":"T"}"#;
        let session = service.session.as_ref().unwrap().expose();
        let head = format!(
            "POST /api/v1/contracts HTTP/1.1\r\nhost: {at}\r\ncontent-type: application/json\r\n\
             cookie: scorecard={session}\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
            body.len()
        );
        request.write_all(head.as_bytes()).await.unwrap();
        let mut go_on = [0; 25];
        request.read_exact(&mut go_on).await.unwrap();
        assert!(go_on.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&go_on));

        stop.send(()).unwrap();
        request.write_all(body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        request.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        served.await.unwrap().unwrap();
        assert!(TcpStream::connect(at).await.is_err());
    }
}

#[tokio::test]
async fn a_service_stopped_at_once_answers_nobody_any_more() {
    for service in services().await {
        let web = Web::on(service);
        web.service.app.clone().close().await;
        let ready = web.get("/readyz").await.is(503);
        assert_eq!(ready.json()["status"], "the database does not answer");
        let failed = web.get("/api/v1/contracts").await.is(500);
        let document = failed.json();
        assert_eq!(document["detail"], "the service could not complete the request");
        assert!(!failed.text().contains("pool"), "{}", failed.text());
    }
}
