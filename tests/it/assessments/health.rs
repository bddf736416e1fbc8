//! The health check: is product properly represented? Held as a governed meeting of its own kind.

use crate::support::service::Service;
use crate::support::web::{Answer, Web, webs};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::Role;
use serde_json::{Value, json};

/// What the client gives for each sign.
const CLIENT: [(&str, &str); 10] = [
    ("vision-told", "3"),
    ("outcome-named", "3"),
    ("users-met", "2"),
    ("mind-changed", "2"),
    ("owner-decides", "1"),
    ("no-is-said", "1"),
    ("roadmap-of-outcomes", "3"),
    ("in-the-room", "1"),
    ("ready-to-use", "2"),
    ("looked-after", "3"),
];

/// Points 0, 50 and 100 for red, amber and green. Vision (100 + 100) / 2, learning 50, deciding 0,
/// delivering (100 + 0) / 2, rolling out (50 + 100) / 2: a fifth of 275.
const OF_CLIENT: &str = "55.00";

/// The supplier sees `owner-decides` as amber, so deciding (50 + 0) / 2: a fifth of 300.
const OF_SUPPLIER: &str = "60.00";

/// Somebody who asks, by the cookie of their session.
struct Seat(String);

impl Seat {
    async fn of(service: &Service, name: &str, role: Role, organisation: &str) -> Self {
        let session = service.session_of(name, role, organisation).await;
        Self(format!("scorecard={}", session.expose()))
    }

    async fn get(&self, web: &Web, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.0);
        web.send_bare(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, web: &Web, path: &str, body: &Value) -> Answer {
        web.post_with(path, &[("cookie", &self.0)], body).await
    }

    async fn put(&self, web: &Web, path: &str, tag: &str, body: &Value) -> Answer {
        web.put(path, &[("cookie", &self.0), ("if-match", tag)], body).await
    }

    async fn form(&self, web: &Web, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header(header::COOKIE, &self.0)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        web.send_bare(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Scores a check and seals it.
    async fn score(&self, web: &Web, meeting: &str, owner_decides: &str) -> Answer {
        let mark = |(criterion, value): (&str, &str)| {
            let value = if criterion == "owner-decides" { owner_decides } else { value };
            json!({ "criterion": criterion, "value": value, "comment": format!("On {criterion}") })
        };
        let marks: Value = CLIENT.into_iter().map(mark).collect();
        self.put(web, &format!("{meeting}/score-set"), "\"r0\"", &marks).await.is(200);
        self.post(web, &format!("{meeting}/seal"), &json!(null)).await.is(200)
    }
}

/// A contract whose scorecard has a figure, and the leads of both sides.
async fn scored(web: &Web) -> (String, [Seat; 2]) {
    let body = json!({ "client": "Northmoor", "supplier": "Larkspur", "reference": "C-1",
        "title": "Permits" });
    let answer = web.post("/api/v1/contracts", &body).await.is(201).json();
    let contract = answer["id"].as_str().unwrap().to_owned();
    let criteria = ["outcomes", "commitments", "fit-for-use", "spend", "openness", "one-team"];
    let mark = |criterion: &str| json!({ "side": "client", "criterion": criterion, "value": "4" });
    let scores: Value = criteria.into_iter().map(mark).collect();
    let held = json!({ "on": "2026-06-15", "scores": scores });
    web.post(&format!("/api/v1/contracts/{contract}/meetings"), &held).await.is(201);
    let client = Seat::of(&web.service, "amina", Role::ClientLead, "Northmoor").await;
    let supplier = Seat::of(&web.service, "farid", Role::SupplierLead, "Larkspur").await;
    (contract, [client, supplier])
}

/// Everything that is said of the scorecard of a contract.
async fn scorecard(web: &Web, contract: &str) -> Vec<String> {
    let mut said = Vec::new();
    let own = ["scorecard?side=client", "trend", "periods?cadence=month", "charts/trend.csv"]
        .map(|part| format!("contracts/{contract}/{part}"));
    let files = ["exports/composites.csv", "exports/scores.csv"].map(str::to_owned);
    for part in own.iter().chain(&files) {
        let answer = web.get(&format!("/api/v1/{part}")).await.is(200);
        said.push(answer.text().to_owned());
    }
    said
}

/// Plans a check on a page; the address of the meeting in the API.
async fn planned(web: &Web, client: &Seat, contract: &str, day: &str) -> String {
    let plan = format!("/contracts/{contract}/plan");
    let form = client.get(web, &plan).await.is(200);
    assert!(form.text().contains("Health check: is product properly represented?"));
    let body = format!("on={day}&opens_on=30%2F6%2F2026&last_day=3%2F7%2F2026");
    let made = client.form(web, &plan, &format!("{body}&design=product-represented")).await;
    let page = made.is(303).header("location").to_owned();
    let id = page.split(['/', '?']).nth(4).unwrap();
    format!("/api/v1/meetings/{id}")
}

fn composites(figures: &Value) -> Vec<(String, String, bool)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let figures = figures.as_array().unwrap().iter();
    figures
        .map(|it| (text(&it["side"]), text(&it["composite"]), it["provisional"] == true))
        .collect()
}

fn all(provisional: bool) -> Vec<(String, String, bool)> {
    [("client", OF_CLIENT), ("supplier", OF_SUPPLIER), ("agreed", OF_SUPPLIER)]
        .map(|(side, composite)| (side.to_owned(), composite.to_owned(), provisional))
        .into()
}

#[tokio::test]
async fn a_planned_meeting_takes_the_health_check_from_blind_scores_to_both_signatures() {
    for web in webs().await {
        let (contract, [client, supplier]) = scored(&web).await;
        let before = scorecard(&web, &contract).await;
        let meeting = planned(&web, &client, &contract, "30%2F6%2F2026").await;
        let governance = format!("{meeting}/governance");
        let planned = supplier.get(&web, &governance).await.is(200).json();
        assert_eq!((&planned["kind"], &planned["state"]), (&json!("check"), &json!("open")));

        client.score(&web, &meeting, "1").await;
        let sealed = supplier.get(&web, &governance).await.is(200);
        assert!(!sealed.text().contains("On vision-told"), "{}", sealed.text());
        assert_eq!(sealed.json()["figures"], json!([]));
        let revealed = supplier.score(&web, &meeting, "2").await;
        assert_eq!(revealed.json()["state"], "revealed");

        let owner = json!({ "criterion": "owner-decides", "settlement": "agreed", "value": "2",
            "reason": "She has the time since May" });
        let tag = revealed.header("etag").to_owned();
        let settled = client.put(&web, &format!("{meeting}/outcomes"), &tag, &owner).await.is(200);
        assert_eq!(composites(&settled.json()["figures"]), all(true));
        let signature = json!({ "digest": settled.json()["digest"] });
        for seat in [&client, &supplier] {
            seat.post(&web, &format!("{meeting}/sign-offs"), &signature).await.is(200);
        }
        let signed = client.get(&web, &governance).await.is(200).json();
        assert_eq!(signed["state"], "signed_off");
        assert_eq!(composites(&signed["figures"]), all(false));
        let read = client.get(&web, &meeting).await.is(200).json();
        assert_eq!(composites(&read["figures"]), all(false));
        assert_eq!(scorecard(&web, &contract).await, before);
    }
}

#[tokio::test]
async fn a_health_check_is_told_from_a_meeting_about_the_scorecard_wherever_both_are_listed() {
    for web in webs().await {
        let (contract, [client, supplier]) = scored(&web).await;
        let meeting = planned(&web, &client, &contract, "1%2F7%2F2026").await;
        let id = meeting.rsplit('/').next().unwrap();
        for seat in [&client, &supplier] {
            let page =
                seat.get(&web, &format!("/contracts/{contract}/meetings/{id}")).await.is(200);
            assert!(page.text().contains("Health check of 1 July 2026</h1>"));
            assert!(page.text().contains("not part of the scorecard of the contract"));
            let list = seat.get(&web, &format!("/contracts/{contract}/meetings")).await.is(200);
            assert_eq!(list.text().matches("Health check").count(), 1);
            let overview = seat.get(&web, &format!("/contracts/{contract}")).await.is(200);
            assert_eq!(overview.text().matches("Health check").count(), 1);
        }
        let list = client.get(&web, &format!("/api/v1/contracts/{contract}/meetings")).await;
        let list = list.is(200).json();
        let kinds = list["items"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap());
        assert_eq!(kinds.collect::<Vec<_>>(), ["check", "scorecard"]);
    }
}

#[tokio::test]
async fn a_check_keeps_its_design_and_begins_from_the_check_before() {
    for web in webs().await {
        let (contract, [client, supplier]) = scored(&web).await;
        let first = planned(&web, &client, &contract, "29%2F6%2F2026").await;
        client.score(&web, &first, "1").await;
        supplier.score(&web, &first, "1").await;
        let second = planned(&web, &client, &contract, "30%2F6%2F2026").await;
        let by = |read: &Value| read["version"].clone();
        let own = client.get(&web, &format!("{second}/governance")).await.is(200);
        let days =
            json!({ "on": "2026-07-01", "opens_on": "2026-07-01", "last_day": "2026-07-03" });
        let moved = client.put(&web, &format!("{second}/plan"), own.header("etag"), &days).await;
        let moved = moved.is(200).json();
        assert_eq!((by(&moved), &moved["kind"]), (by(&own.json()), &json!("check")));

        let designs = format!("/api/v1/contracts/{contract}/designs");
        let other = json!({ "design": "kaplan-norton", "from": "2026-06-16" });
        web.put(&designs, &[], &other).await.is(200);
        let after = client.get(&web, &format!("{second}/governance")).await.is(200).json();
        assert_eq!(by(&after), by(&own.json()), "a check is not scored by the design in use");

        let third = planned(&web, &client, &contract, "30%2F6%2F2026").await;
        let copied = client.post(&web, &format!("{third}/score-set/copy"), &json!(null)).await;
        let copied = copied.is(200).json();
        let marks = copied["marks"].as_array().unwrap();
        assert_eq!(marks.len(), CLIENT.len());
        assert!(marks.iter().all(|mark| mark["copied_from"] == "2026-06-29"), "{copied}");
    }
}

#[tokio::test]
async fn a_check_needs_a_design_that_is_scored_at_meetings_alone() {
    for web in webs().await {
        let (contract, [client, supplier]) = scored(&web).await;
        let path = format!("/api/v1/contracts/{contract}/planned-meetings");
        let plan = |design: &str| {
            json!({ "on": "2026-06-30", "opens_on": "2026-06-30", "last_day": "2026-07-03",
                "design": design })
        };
        for design in ["kpi", "made-up"] {
            let answer = client.post(&web, &path, &plan(design)).await;
            assert_eq!(answer.is(422).fields(), ["design"], "{design}");
        }
        supplier.post(&web, &path, &plan("product-represented")).await.is(403);
        let made = client.post(&web, &path, &plan("product-represented")).await.is(201);
        assert_eq!(made.json()["kind"], "check");
        let again = client.post(&web, &path, &plan("product-represented")).await;
        assert_eq!(again.is(422).fields(), ["on"], "one meeting of a contract on a day");
    }
}

#[tokio::test]
async fn the_health_check_goes_out_as_a_file_and_comes_in_as_the_same_design() {
    for web in webs().await {
        let file = web.get("/api/v1/designs/product-represented/toml?version=1").await.is(200);
        let again = web.post_design(file.text()).await.is(201).json();
        assert_eq!(again["design"]["key"], "product-represented");
        assert_eq!(again["version"], 1, "the same design is no new version");
        let page = web.get("/designs/product-represented").await.is(200);
        assert!(page.text().contains("Health check: is product properly represented?"));
        assert!(page.text().contains("Anyone can tell the vision"));
    }
}
