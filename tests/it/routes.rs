//! Every address, asked by nobody and by somebody in each role, with made-up identifiers.
//!
//! The list comes from the routes themselves: an address that is new, or that somebody comes to
//! who did not before, is a line of the snapshot that has to be looked at.

use crate::support::service::services;
use crate::support::web::Web;
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::{Role, Surface, Whence};
use scorecard::domain::ids::PersonId;
use scorecard::inbound::http::addresses;
use std::collections::BTreeSet;

/// One person in each role, all on one side of the same organisations.
async fn people(web: &Web) -> Vec<PersonId> {
    let mut people = Vec::new();
    for role in Role::ALL {
        let organisation = match role {
            Role::Administrator => "",
            Role::SupplierLead | Role::SupplierMember => "Larkspur",
            Role::ClientLead | Role::ClientMember | Role::Commercial | Role::Auditor => "Northmoor",
        };
        let name = role.word().replace('_', ".");
        let session = web.service.session_of(&name, *role, organisation).await;
        let whence = Whence { surface: Surface::Page, address: None };
        let visitor = web.service.app.visitor(&session, whence).await.unwrap().unwrap();
        people.push(visitor.person);
    }
    people
}

/// A request that is refused for who sends it, or because what it names does not exist, rather
/// than for what is in it.
fn request(method: &str, path: &str) -> Request<Body> {
    let id = "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e";
    let names = ["{id}", "{part}", "{link}", "{*path}"];
    let named = names.iter().fold(path.to_owned(), |it, name| it.replace(name, id));
    let named = named.replace("{file}", "trend.svg").replace("{key}", "partnership");
    let step = if path.contains("improvement") { "agree" } else { "accept" };
    let named = named.replace("{kind}", "contracts").replace("{step}", step);
    let query = if (method, path) == ("POST", "/api/v1/imports") { "?kind=contracts" } else { "" };
    let request = Request::builder().method(method).uri(named + query).header("if-match", "\"r1\"");
    if method == "GET" {
        return request.body(Body::empty()).unwrap();
    }
    let (kind, body) = content(path);
    request.header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

/// What is sent to an address that changes something.
fn content(path: &str) -> (&'static str, &'static str) {
    let own = path.strip_prefix("/api/v1").unwrap_or_default();
    let known = of_assessment(own).or_else(|| of_the_act(own)).or_else(|| of_knowledge(own));
    known.map_or_else(|| of_anything_else(path, own), |body| (JSON, body))
}

fn of_anything_else(path: &str, own: &str) -> (&'static str, &'static str) {
    match own {
        "/contracts" | "/contracts/{id}" => {
            (JSON, r#"{"client":"Northmoor","supplier":"Larkspur","reference":"R","title":"T"}"#)
        }
        "/contracts/{id}/designs" => (JSON, r#"{"design":"partnership","from":"2026-01-01"}"#),
        "/contracts/{id}/events" => (JSON, r#"{"on":"2026-01-01","title":"T"}"#),
        "/contracts/{id}/kpis" => (JSON, r#"{"title":"K","unit":"%","direction":"higher"}"#),
        "/contracts/{id}/meetings" => (
            JSON,
            r#"{"on":"2026-03-04","scores":[{"side":"client","criterion":"outcomes","value":"4"}]}"#,
        ),
        "/contracts/{id}/parties"
        | "/meetings/{id}/score-set"
        | "/meetings/{id}/attendees"
        | "/meetings/{id}/votes" => (JSON, "[]"),
        "/contracts/{id}/series" => (
            JSON,
            r#"{"title":"S","rhythm":"weekly","starts_on":"2026-07-01","days_to_score":"2"}"#,
        ),
        "/contracts/{id}/planned-meetings" | "/meetings/{id}/plan" => {
            (JSON, r#"{"on":"2026-07-01","opens_on":"2026-07-01","last_day":"2026-07-02"}"#)
        }
        "/meetings/{id}/reveal" | "/meetings/{id}/revisions" => (JSON, r#"{"reason":"R"}"#),
        "/meetings/{id}/outcomes" => {
            (JSON, r#"{"criterion":"outcomes","settlement":"agreed","value":"4"}"#)
        }
        "/meetings/{id}/sign-offs" => (JSON, SIGNATURE),
        "/disputes/{id}/notes" => (JSON, r#"{"kind":"evidence","words":"W"}"#),
        "/disputes/{id}/decision" => (JSON, r#"{"decided_by":"D","words":"W"}"#),
        "/contracts/{id}/actions" | "/actions/{id}" | "/prompts/{id}/action" => {
            (JSON, r#"{"what":"T","owner":"T"}"#)
        }
        "/actions/{id}/steps" => (JSON, r#"{"step":"closed"}"#),
        "/contracts/{id}/feedback" => {
            (JSON, r#"{"kind":"praise","influence":"driver","theme":"scope","body":"T"}"#)
        }
        "/contracts/{id}/reverse-scorecard" => {
            (JSON, r#"{"answers":[{"question":"payment","answer":4}]}"#)
        }
        "/contracts/{id}/prompts" => (JSON, r#"{"body":"T"}"#),
        "/meetings/{id}/topics" => (JSON, r#"{"title":"T"}"#),
        "/meetings/{id}/decisions" => (JSON, r#"{"what":"T","decided_by":"T"}"#),
        "/meetings/{id}/minutes" | "/topics/{id}/outcome" => (JSON, "{}"),
        "/topics/{id}/clock" => (JSON, r#"{"minutes":8}"#),
        "/contracts/{id}/value" | "/value/{id}" => (JSON, r#"{"title":"V","kind":"delivery"}"#),
        "/value/{id}/steps" => (JSON, r#"{"to":"accepted"}"#),
        "/value/{id}/same-as" => (JSON, r#"{"same_as":null}"#),
        "/kpis/{id}/observations" => (JSON, r#"[{"period":"2026-01","actual":"1"}]"#),
        "/designs" => ("application/toml", DESIGN),
        "/me/manual" => (JSON, "{}"),
        "/people" => (JSON, r#"{"email":"x@y.example","role":"auditor","organisation":"N"}"#),
        "/roles/{id}" => (JSON, r#"{"role":"auditor"}"#),
        "/tokens" => (JSON, r#"{"name":"T","reach":"read"}"#),
        "/imports" => (FORM, FILE),
        _ if path.starts_with("/import/") => (FORM, FILE),
        _ if path.ends_with("/evidence/{id}/files") => (FORM, FILE),
        _ => (TYPED, ""),
    }
}

fn of_assessment(path: &str) -> Option<&'static str> {
    Some(match path.strip_prefix("/assessments")? {
        "" | "/{id}" => r#"{"reference":"A-1","service":"Permits"}"#,
        "/{id}/reassessment" => r#"{"service":"Permits"}"#,
        "/{id}/points" => "[]",
        "/{id}/response" => r#"{"answer":"accepted","on":"2026-06-30"}"#,
        "/{id}/actions" => r#"{"point":1,"what":"Test","due":"2026-07-30"}"#,
        "/{id}/actions/{part}" => r#"{"done_on":"2026-06-30"}"#,
        _ => return None,
    })
}

/// What is sent to an address of what the law asks about performance.
fn of_the_act(path: &str) -> Option<&'static str> {
    Some(match path {
        "/contracts/{id}/performance/standing" => r#"{"regime":"act"}"#,
        "/contracts/{id}/kpi-assessments" | "/kpi-assessments/{id}" => {
            r#"{"occasion":"yearly","from":"2026-01-01","to":"2026-06-01","assessed_on":"2026-06-02"}"#
        }
        "/kpi-assessments/{id}/publication" | "/failures/{id}/publication" => {
            r#"{"published_on":"2026-06-02","notice":"N"}"#
        }
        "/contracts/{id}/failures" | "/failures/{id}" => FAILURE,
        "/contracts/{id}/improvement-plans" | "/improvement-plans/{id}" => PLAN,
        "/improvement-plans/{id}/steps" => r#"{"step":"agree"}"#,
        _ => return None,
    })
}

/// What is sent to an address of knowledge and its evidence.
fn of_knowledge(path: &str) -> Option<&'static str> {
    let body = match path {
        "/contracts/{id}/knowledge-areas" | "/knowledge-areas/{id}" => {
            r#"{"title":"Releases","target":"4"}"#
        }
        "/contracts/{id}/knowledge-people" | "/knowledge-people/{id}" => r#"{"name":"N"}"#,
        "/knowledge-areas/{id}/evidence" => {
            r#"{"person":"0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e","kind":"session","title":"T","level":"1"}"#
        }
        "/knowledge-areas/{id}/falls" => {
            r#"{"person":"0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e","level":"1","reason":"R"}"#
        }
        "/evidence/{id}/delivery" | "/evidence/{id}/verification" => "{}",
        "/evidence/{id}/rejection" => r#"{"reason":"R"}"#,
        _ => return None,
    };
    Some(body)
}

const SIGNATURE: &str =
    r#"{"digest":"0000000000000000000000000000000000000000000000000000000000000000"}"#;
const FAILURE: &str = r#"{"ground":"damages","happened_on":"2026-01-01","applies_since":"2026-06-02","circumstances":"C"}"#;
const PLAN: &str = r#"{"kpi":"0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e","period_start":"2026-01-01","aim":"A","owner":"O","due":"2026-09-01","milestones":[{"what":"M","due":"2026-08-01"}]}"#;
const TYPED: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const FORM: &str = "multipart/form-data; boundary=edge";
const FILE: &str = "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
                    \r\nreference,title,client,supplier\nF-1,Parks,Northmoor,Larkspur\n\r\n--edge--\r\n";
const DESIGN: &str = include_str!("../../src/inbound/demo/designs/works-and-upkeep.toml");

/// What somebody is answered, in a session of its own: some addresses end it.
async fn asked_by(web: &Web, person: Option<PersonId>, mut request: Request<Body>) -> u16 {
    if let Some(person) = person {
        let session = web.service.app.open_session(person, None).await.unwrap().secret;
        let cookie = format!("scorecard={}", session.expose());
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    }
    web.send_bare(request).await.status.as_u16()
}

async fn matrix(web: &Web) -> String {
    let people = people(web).await;
    let names = Role::ALL.iter().map(|role| role.word());
    let mut lines = vec![format!("nobody {}", names.collect::<Vec<_>>().join(" "))];
    for (method, path) in addresses() {
        let mut line = format!("{method} {path}:");
        for person in std::iter::once(None).chain(people.iter().copied().map(Some)) {
            let status = asked_by(web, person, request(&method, &path)).await;
            assert!(status < 500, "{method} {path}: {status}");
            line.push_str(&format!(" {status}"));
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[tokio::test]
async fn each_role_comes_to_these_addresses_and_no_others() {
    for service in services().await {
        insta::assert_snapshot!("roles_and_routes", matrix(&Web::on(service)).await);
    }
}

#[tokio::test]
async fn nobody_comes_further_than_the_door() {
    let open = ["/healthz", "/readyz"];
    let porch = [
        "/sign-in",
        "/sign-in/sso",
        "/sign-in/sso/callback",
        "/help",
        "/accessibility",
        "/set-up",
        "/set-up/{link}",
        "/invitations/{link}",
    ];
    for service in services().await {
        let web = Web::on(service);
        for (method, path) in addresses() {
            let known = open.iter().chain(&porch).any(|it| *it == path)
                || path.starts_with("/assets/")
                || path == "/demo/sign-in";
            let status = asked_by(&web, None, request(&method, &path)).await;
            let api = path.starts_with("/api/") || path == "/metrics";
            let expected = if api { 401 } else { 303 };
            assert!(known || status == expected, "{method} {path}: {status}");
        }
    }
}

#[test]
fn every_address_is_listed_once() {
    let all = addresses();
    let distinct: BTreeSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
    assert!(all.len() > 90, "only {} addresses", all.len());
}
