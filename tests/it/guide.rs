//! The examples of `API.md`, run from first to last against one service.

use crate::support::web::{Answer, webs};
use axum::body::Body;
use axum::http::Request;
use scorecard::inbound::http::api::openapi_json;
use serde_json::Value;
use std::collections::BTreeMap;

const GUIDE: &str = include_str!("../../API.md");

/// What earlier answers said that later examples need.
type Known = BTreeMap<&'static str, String>;

#[test]
fn every_address_of_the_api_is_in_the_guide() {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let missing: Vec<_> =
        paths.keys().filter(|path| !GUIDE.contains(&format!("`{path}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn every_example_does_what_it_says() {
    for web in webs().await {
        let (mut known, mut run) = (Known::new(), 0);
        for command in commands() {
            let answer = web.send(request(&command, &known)).await;
            let status = answer.status;
            assert!(status.is_success(), "{command}\n{status}: {}", answer.text());
            learn(&answer, &mut known);
            run += 1;
        }
        assert!(run > 10, "only {run} examples were found");
        // What the template brought was taken back; the contract of the guide is left.
        assert_eq!(web.get("/api/v1/contracts").await.is(200).json()["total"], 1);
    }
}

/// The `curl` commands of the guide, one a line.
fn commands() -> Vec<String> {
    let blocks = GUIDE.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    let whole = blocks.map(|block| block.replace("\\\n", " ")).collect::<String>();
    whole.split("curl ").skip(1).map(|command| command.replace('\n', " ")).collect()
}

fn request(command: &str, known: &Known) -> Request<Body> {
    let (mut method, mut url, mut body) = ("GET".to_owned(), String::new(), Body::empty());
    let mut headers = Vec::new();
    let mut form = String::new();
    let words: Vec<String> = words(command).into_iter().map(|word| filled(&word, known)).collect();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap().clone();
        match word.as_str() {
            "-X" => method = next(),
            "-o" => drop(next()),
            "-H" => headers.push(next()),
            "-d" => (method, body) = (later(&method), Body::from(next())),
            "-F" => form.push_str(&part(&next(), known)),
            _ => url = word.trim_start_matches("http://127.0.0.1:8080").to_owned(),
        }
    }
    if !form.is_empty() {
        headers.push("content-type: multipart/form-data; boundary=edge".to_owned());
        (method, body) = (later(&method), Body::from(format!("{form}--edge--\r\n")));
    }
    let request = Request::builder().method(method.as_str()).uri(url);
    let pairs = headers.iter().map(|header| header.split_once(": ").unwrap());
    pairs.fold(request, |request, (name, value)| request.header(name, value)).body(body).unwrap()
}

/// What `curl` sends data with unless told otherwise.
fn later(method: &str) -> String {
    if method == "GET" { "POST".to_owned() } else { method.to_owned() }
}

fn part(field: &str, known: &Known) -> String {
    let (name, text) = field.split_once('=').unwrap();
    let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"");
    match text.strip_prefix('@') {
        Some(file) => format!("{head}; filename=\"{file}\"\r\n\r\n{}\r\n", known["FILE"]),
        None => format!("{head}\r\n\r\n{text}\r\n"),
    }
}

/// The words of a command: split at spaces, but not between single quotes.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('\'').enumerate();
    let words = parts.flat_map(|(place, part)| {
        let quoted = place % 2 == 1;
        let words = if quoted { vec![part] } else { part.split_whitespace().collect() };
        words.into_iter().map(ToOwned::to_owned)
    });
    words.collect()
}

fn filled(word: &str, known: &Known) -> String {
    let fill =
        |word: String, (name, text): (&&str, &String)| word.replace(&format!("${name}"), text);
    known.iter().fold(word.to_owned(), fill)
}

fn learn(answer: &Answer, known: &mut Known) {
    let location = answer.header("location");
    for (part, name) in [("/contracts/", "CONTRACT"), ("/imports/", "IMPORT")] {
        if let Some((_, id)) = location.split_once(part) {
            known.insert(name, id.to_owned());
        }
    }
    let tag = answer.header("etag");
    if !tag.is_empty() {
        known.insert("TAG", tag.to_owned());
    }
    if answer.header("content-type").starts_with("text/csv") {
        known.insert("FILE", answer.text().to_owned());
    }
    if let Ok(document) = serde_json::from_slice::<Value>(&answer.body) {
        if let Some(key) = document[0]["design"]["perspectives"][0]["criteria"][0]["key"].as_str() {
            known.insert("CRITERION", key.to_owned());
        }
        if document["direction"].is_string() {
            known.insert("KPI", document["id"].as_str().unwrap().to_owned());
        }
    }
}
