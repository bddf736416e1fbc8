//! A score set before the reveal, looked for by everybody else on every surface.

use super::*;
use crate::support::service::services;
use crate::support::web::{Answer, Web};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::app::audit::Filter;
use scorecard::domain::lists::Slice;
use scorecard::inbound::http::addresses;
use serde_json::json;
use std::collections::BTreeMap;

/// A design of percentages, so that a score is a number that stands nowhere else.
const DESIGN: &str = r#"
key = "percentages"
title = "Percentages"
minimum_coverage = 60
bands = [
  { rating = "Inadequate", from = 0, to = 50 },
  { rating = "Good", from = 50, to = 100 },
]

[[perspectives]]
key = "work"
title = "Work"
weight = 100

[[perspectives.criteria]]
key = "quality"
title = "Quality"
weight = 60
scale = "percent"
client_wording = "How good was what we received?"
supplier_wording = "How good was what we delivered?"

[[perspectives.criteria]]
key = "pace"
title = "Pace"
weight = 40
scale = "percent"
client_wording = "How fast was it?"
supplier_wording = "How fast were we?"
"#;

/// What stands in the lead's set and nowhere else.
const LEAD: [&str; 3] = ["73.918264", "61.507389", "zqleadzq"];
/// What stands in the member's set and nowhere else.
const MEMBER: [&str; 3] = ["74.820617", "62.739145", "zqmemberzq"];

fn set([quality, pace, words]: [&str; 3]) -> Vec<MarkCommand> {
    let mark = |criterion: &str, value: &str| MarkCommand {
        criterion: criterion.to_owned(),
        value: value.to_owned(),
        comment: Some(format!("{words} on {criterion}")),
    };
    vec![mark("quality", quality), mark("pace", pace)]
}

/// Everything that can be named in an address.
struct Named {
    contract: String,
    meeting: String,
}

fn filled(path: &str, named: &Named) -> Option<String> {
    let id = if path.contains("/meetings/{id}") { &named.meeting } else { &named.contract };
    let file = if path.contains("exports") { "scores.csv" } else { "trend.svg" };
    let address = path
        .replace("{id}", id)
        .replace("{part}", &named.meeting)
        .replace("{file}", file)
        .replace("{key}", "percentages")
        .replace("{kind}", "scores");
    (!address.contains('{')).then_some(address)
}

fn cookie(session: &Secret) -> String {
    format!("scorecard={}", session.expose())
}

async fn asked(web: &Web, method: &str, path: &str, address: &str, who: &Somebody) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "localhost")
        .header(header::IF_MATCH, "\"r1\"")
        .header(header::COOKIE, cookie(&who.session));
    let api = path.starts_with("/api/");
    let body = match (method, api) {
        ("GET" | "DELETE", _) => None,
        (_, true) if path.ends_with("/score-set") => Some("[]".to_owned()),
        (_, true) if path.ends_with("/meetings") => Some(
            json!({ "on": "2026-06-30", "scores": [
                { "side": "supplier", "criterion": "quality", "value": "50" },
            ] })
            .to_string(),
        ),
        (_, true) => Some(json!({ "reason": "Tried" }).to_string()),
        (_, false) => Some("reason=Tried&score-quality=50&score-pace=51&criterion=quality".into()),
    };
    let kind = if api { "application/json" } else { "application/x-www-form-urlencoded" };
    let request = request.header(header::CONTENT_TYPE, kind);
    let body = body.map_or_else(Body::empty, Body::from);
    web.send_bare(request.body(body).unwrap()).await
}

/// Addresses that would end a session or change who somebody is.
fn is_elsewhere(path: &str) -> bool {
    ["sign-", "set-up", "people", "roles", "organisation", "account", "tokens", "/me", "demo"]
        .iter()
        .any(|word| path.contains(word))
        || path == "/metrics"
}

/// What every address answers somebody, without what differs from one request to the next.
async fn surfaces(web: &Web, who: &Somebody, named: &Named) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for (method, path) in addresses() {
        let Some(address) = filled(&path, named) else { continue };
        let changing = method != "GET";
        if is_elsewhere(&path) || changing {
            continue;
        }
        let answer = asked(web, &method, &path, &address, who).await;
        let id = answer.header("x-request-id").to_owned();
        let body = String::from_utf8_lossy(&answer.body).replace(&id, "REQUEST");
        let mut headers = answer.headers.clone();
        headers.remove("x-request-id");
        answers.insert(
            format!("{method} {address}"),
            format!("{}\n{headers:?}\n{body}", answer.status),
        );
    }
    answers
}

/// Asks every address in every way, and looks for words in whatever comes back.
async fn keeps_from(web: &Web, who: &Somebody, named: &Named, words: &[&str]) -> usize {
    let mut asked_for = 0;
    for (method, path) in addresses() {
        let Some(address) = filled(&path, named) else { continue };
        if is_elsewhere(&path) {
            continue;
        }
        let answer = asked(web, &method, &path, &address, who).await;
        let told = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body));
        for word in words {
            let name = who.actor.name();
            assert!(!told.contains(word), "{name} is told {word} by {method} {address}");
        }
        asked_for += 1;
    }
    asked_for
}

async fn design(web: &Web, table: &Table) {
    web.post_design(DESIGN).await.is(201);
    let address = format!("/api/v1/contracts/{}/designs", table.contract.id);
    let from = json!({ "design": "percentages", "from": "2026-01-01" });
    web.post(&address, &from).await.is(201);
}

#[tokio::test]
async fn nobody_else_finds_a_word_or_a_number_of_a_score_set_before_the_reveal() {
    for service in services().await {
        let web = Web::on(service);
        let service = &web.service;
        let table = Table::of(service).await;
        design(&web, &table).await;
        let app = &service.app;
        let parties = vec![("Juniper Hosting".to_owned(), "Hosting".to_owned())];
        app.set_parties(&service.actor, table.contract.id, parties).await.unwrap();
        let party = somebody(service, "hugh", Role::SupplierLead, "Juniper Hosting").await;
        let administrator = somebody(service, "isla", Role::Administrator, "").await;
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let named = Named { contract: table.contract.id.to_string(), meeting: id.to_string() };
        let others = [&table.supplier, &table.supplier_member, &table.commercial, &party];
        let mut before = Vec::new();
        for who in others {
            before.push(surfaces(&web, who, &named).await);
        }
        app.keep_set(&table.client.actor, id, 0, set(LEAD)).await.unwrap();
        app.keep_set(&table.client_member.actor, id, 0, set(MEMBER)).await.unwrap();
        for (who, before) in others.into_iter().zip(before) {
            let now = surfaces(&web, who, &named).await;
            assert!(now.len() > 40, "only {} addresses", now.len());
            for (address, answer) in now {
                assert_eq!(Some(&answer), before.get(&address), "{address} tells of a draft");
            }
        }
        app.seal(&table.client.actor, id).await.unwrap();
        let all: Vec<&str> = LEAD.into_iter().chain(MEMBER).collect();
        let mut requests = keeps_from(&web, &table.client_member, &named, &LEAD).await;
        for who in others.into_iter().chain([&table.auditor, &administrator]) {
            requests += keeps_from(&web, who, &named, &all).await;
        }
        assert!(requests > 500, "only {requests} requests");
        let own = app.scoring(&table.client.actor, id).await.unwrap();
        assert_eq!(own.whole.unwrap()[0].spread.unwrap().1.to_string(), MEMBER[0]);
    }
}

#[tokio::test]
async fn once_revealed_both_sides_read_what_was_sealed() {
    for service in services().await {
        let web = Web::on(service);
        let table = Table::of(&web.service).await;
        design(&web, &table).await;
        let app = &web.service.app;
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let named = Named { contract: table.contract.id.to_string(), meeting: id.to_string() };
        app.keep_set(&table.client.actor, id, 0, set(LEAD)).await.unwrap();
        app.seal(&table.client.actor, id).await.unwrap();
        app.reveal(&table.client.actor, id, "They are away").await.unwrap();
        let seen = surfaces(&web, &table.supplier, &named).await;
        let telling = |word: &str| seen.values().filter(|answer| answer.contains(word)).count();
        for word in LEAD {
            assert!(telling(word) >= 3, "{word} is told by {} addresses", telling(word));
        }
    }
}

#[tokio::test]
async fn the_history_tells_that_a_set_changed_and_nothing_else() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let actor = &table.client.actor;
        app.keep_set(actor, id, 0, marks(["4"; 8], "Same")).await.unwrap();
        app.keep_set(actor, id, 1, marks(["4"; 8], "Same")).await.unwrap();
        let other = table.meeting(app, "2026-07-01", "2026-07-03").await.meeting.id;
        app.keep_set(actor, other, 0, marks(["4"; 8], "Same")).await.unwrap();
        let slice = Slice { offset: 0, limit: 100 };
        let page = app.history(&table.auditor.actor, Filter::default(), slice).await.unwrap();
        let sets: Vec<_> =
            page.items.iter().filter(|it| it.change.kind.word() == "score_set").collect();
        assert_eq!(sets.len(), 3);
        let mut digests: Vec<_> =
            sets.iter().map(|it| it.change.after.unwrap().to_string()).collect();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), 3, "the same scores never have the same digest");
    }
}
