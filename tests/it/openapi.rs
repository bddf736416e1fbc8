//! The description of the API, held to the API.

use crate::support::web::webs;
use axum::body::Body;
use axum::http::Request;
use scorecard::inbound::http::api::openapi_json;
use serde_json::Value;
use std::collections::HashSet;

const GOLDEN: &str = include_str!("snapshots/openapi.json");

#[test]
fn the_description_is_the_one_that_was_agreed() {
    let now = openapi_json();
    let change = now.lines().zip(GOLDEN.lines()).find(|(now, agreed)| now != agreed);
    let how = "if it is meant, run `scorecard openapi > tests/it/snapshots/openapi.json`";
    assert_eq!(change, None, "{how}");
    assert_eq!(now.trim_end().len(), GOLDEN.trim_end().len(), "{how}");
}

#[test]
fn it_is_openapi_3_1_and_every_operation_has_a_name_of_its_own_and_refusals_in_words() {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = HashSet::new();
    for (path, method, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap().to_owned();
        assert!(names.insert(name.clone()), "{name} is used twice");
        assert!(operation["summary"].is_string(), "{method} {path} says nothing");
        let answers = operation["responses"].as_object().unwrap();
        let refusals = answers.iter().filter(|(status, _)| status.starts_with(['4', '5']));
        for (status, refusal) in refusals {
            let schema = &refusal["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{method} {path}: {status}");
        }
    }
    assert!(names.contains("readScorecard"));
}

#[test]
fn every_schema_it_refers_to_is_in_it() {
    let text = openapi_json();
    let document: Value = serde_json::from_str(&text).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn every_operation_in_it_answers_as_described_even_when_nothing_exists() {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    for web in webs().await {
        for (path, method, operation) in operations(&document) {
            let address = path
                .replace("{id}", "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e")
                .replace("{file}", "trend.svg")
                .replace("{key}", "no-such-design")
                .replace("{kind}", "no-such-kind");
            let request = Request::builder().method(method.to_uppercase().as_str()).uri(&address);
            let answer = web.send(request.body(Body::empty()).unwrap()).await;
            let status = answer.status.as_u16();
            assert!(status < 500, "{method} {path}: {status}");
            let described = operation["responses"].get(status.to_string()).is_some();
            assert!(described, "{method} {path} does not say that it may answer {status}");
            if status == 404 {
                let detail = answer.json()["detail"].as_str().unwrap().to_owned();
                assert_ne!(detail, "there is nothing at this address", "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_viewer_shows_it_without_asking_anybody_else() {
    for web in webs().await {
        let page = web.get("/api/v1/docs/").await.is(200);
        assert!(page.header("content-type").starts_with("text/html"));
        let policy = page.header("content-security-policy");
        assert!(!policy.contains("script-src") && policy.starts_with("default-src 'self'"));
        for part in page.text().split("src=\"").chain(page.text().split("href=\"")).skip(1) {
            let address = part.split('"').next().unwrap();
            assert!(!address.starts_with("http"), "{address}");
        }
        assert!(!page.text().contains("<script>"), "{}", page.text());
        let start = web.get("/api/v1/docs/swagger-initializer.js").await.is(200);
        assert!(start.text().contains("/api/v1/openapi.json"), "{}", start.text());
        assert_eq!(web.get("/api/v1/openapi.json").await.is(200).text(), openapi_json());
    }
}

fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let methods = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter().map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    methods.collect()
}
