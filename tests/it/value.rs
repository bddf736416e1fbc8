//! Value-add from the tender to the scorecard: both sides, their steps, and what counts.

mod composite;
mod files;
mod people;

use crate::support::web::{Answer, Web, webs};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use serde_json::{Value, json};

/// Judged by meetings for 60 in 100 and by value-add for 40.
const DESIGN: &str = r#"
key = "giving"
title = "Giving"
minimum_coverage = 60
bands = [{ rating = "Low", from = 0, to = 50 }, { rating = "High", from = 50, to = 100 }]

[[perspectives]]
key = "delivery"
title = "Delivery"
weight = 60

[[perspectives.criteria]]
key = "kept"
title = "Commitments kept"
weight = 100
scale = "one-to-five"
client_wording = "Was it kept?"
supplier_wording = "Did we keep it?"

[[perspectives]]
key = "giving"
title = "Value add"
weight = 40
source = "value"
"#;

/// A contract with somebody of both sides.
struct Partners {
    web: Web,
    contract: String,
    client: Secret,
    supplier: Secret,
}

async fn partners() -> Vec<Partners> {
    let mut all = Vec::new();
    for web in webs().await {
        web.post_design(DESIGN).await.is(201);
        let contract = contract(&web, "NM-1", "Larkspur").await;
        let client = web.service.session_of("clara", Role::ClientLead, "Northmoor").await;
        let supplier = web.service.session_of("sam", Role::SupplierLead, "Larkspur").await;
        all.push(Partners { web, contract, client, supplier });
    }
    all
}

/// A contract of Northmoor's with a supplier.
async fn contract(web: &Web, reference: &str, supplier: &str) -> String {
    let body = json!({ "client": "Northmoor", "supplier": supplier, "reference": reference,
        "title": "Repairs", "start": "2026-01-01", "design": "giving" });
    let added = web.post("/api/v1/contracts", &body).await.is(201).json();
    added["id"].as_str().unwrap().to_owned()
}

fn cookie(session: &Secret) -> String {
    format!("scorecard={}", session.expose())
}

impl Partners {
    fn list(&self) -> String {
        format!("/api/v1/contracts/{}/value", self.contract)
    }

    /// Asks as somebody, with what was read before.
    async fn ask(
        &self, who: &Secret, (method, path): (&str, &str), tag: &str, body: &Value,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookie(who))
            .header(header::IF_MATCH, tag)
            .header(header::CONTENT_TYPE, "application/json");
        self.web.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn get(&self, who: &Secret, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, cookie(who));
        self.web.send(request.body(Body::empty()).unwrap()).await
    }

    /// A form sent as somebody.
    async fn form(&self, who: &Secret, path: &str, fields: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie(who))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.web.send(request.body(Body::from(fields.to_owned())).unwrap()).await
    }

    /// Proposes an item as the supplier, and returns its id.
    async fn proposed(&self, body: &Value) -> String {
        let answer = self.ask(&self.supplier, ("POST", &self.list()), "", body).await.is(201);
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    /// Takes a step with the item as it is now.
    async fn step(&self, who: &Secret, item: &str, body: &Value) -> Answer {
        let tag = self.tag(item).await;
        self.ask(who, ("POST", &format!("/api/v1/value/{item}/steps")), &tag, body).await
    }

    async fn tag(&self, item: &str) -> String {
        let read = self.web.get(&format!("/api/v1/value/{item}")).await.is(200);
        read.header("etag").to_owned()
    }

    async fn promise(&self, on: &str) -> Value {
        let path = format!("{}/promise?on={on}", self.list());
        self.get(&self.client, &path).await.is(200).json()
    }
}

#[tokio::test]
async fn a_promise_goes_from_the_tender_to_verified_with_both_sides_taking_their_steps() {
    for on in partners().await {
        let event = json!({ "title": "Open day", "kind": "event", "contributes_to": "organisation",
            "due": "2026-05-31", "claimed_gbp": "1500.50", "method": "Hours at day rates" });
        let item = on.proposed(&event).await;
        let read = on.get(&on.client, &format!("/api/v1/value/{item}")).await.is(200);
        assert_eq!(read.header("etag"), "\"r1\"");
        assert_eq!(read.json()["state"], "proposed");

        let accept = json!({ "to": "accepted" });
        assert_eq!(on.step(&on.client, &item, &accept).await.is(200).json()["state"], "accepted");
        let held = json!({ "to": "delivered", "on": "2026-05-14", "note": "Report in the library",
            "attendance": 38, "felt": [4, 5, 3, 5], "themes": ["Culture", "Technology"] });
        let held = on.step(&on.supplier, &item, &held).await.is(200).json();
        assert_eq!((&held["date"], &held["attendance"]), (&"2026-05-14".into(), &38.into()));
        // 4 + 5 + 3 + 5 = 17; 17 ÷ 4 = 4.25.
        assert_eq!(held["felt"], json!({ "count": 4, "sum": 17, "mean": "4.3" }));

        let verify = json!({ "to": "verified", "on": "2026-06-01", "verified_gbp": "1200" });
        let open = on.step(&on.client, &item, &verify).await.is(422);
        assert_eq!(open.fields(), ["note"]);
        let mut verify = verify;
        verify["note"] = "Two of the speakers were ours".into();
        let done = on.step(&on.client, &item, &verify).await.is(200).json();
        assert_eq!(
            (&done["state"], &done["verified_gbp"]),
            (&"verified".into(), &"1200.00".into())
        );
        let steps = done["steps"].as_array().unwrap();
        let told: Vec<String> = steps
            .iter()
            .map(|step| format!("{} {} {}", step["state"], step["on"], step["by"]).replace('"', ""))
            .collect();
        assert_eq!(
            told,
            [
                "proposed 2026-06-30 sam",
                "accepted 2026-06-30 clara",
                "delivered 2026-05-14 sam",
                "verified 2026-06-01 clara"
            ]
        );
        assert_eq!(steps[3]["note"], "Two of the speakers were ours");
    }
}

#[tokio::test]
async fn the_promise_line_says_what_was_due_delivered_and_verified_by_a_day() {
    for on in partners().await {
        for (title, due, claimed) in
            [("Apprentices", "2026-03-31", "100"), ("Placements", "2026-05-31", "300")]
        {
            let item = on
                .proposed(&json!({ "title": title, "kind": "social_value", "due": due,
                    "claimed_gbp": claimed, "method": "Published values" }))
                .await;
            on.step(&on.client, &item, &json!({ "to": "accepted" })).await.is(200);
            let delivered = json!({ "to": "delivered", "on": "2026-03-20" });
            on.step(&on.supplier, &item, &delivered).await.is(200);
            if title == "Apprentices" {
                let verified =
                    json!({ "to": "verified", "on": "2026-04-10", "verified_gbp": "100" });
                on.step(&on.client, &item, &verified).await.is(200);
            }
        }
        let offer = json!({ "title": "Research", "kind": "delivery" });
        on.proposed(&offer).await;

        assert_eq!(on.promise("2026-03-30").await["promise"]["points"], Value::Null);
        assert_eq!(on.promise("2026-03-31").await["promise"]["points"], "0");
        assert_eq!(on.promise("2026-04-10").await["promise"]["points"], "100");
        let line = on.promise("2026-05-31").await;
        // 100 of 400 pounds.
        assert_eq!(line["promise"]["points"], "25");
        assert_eq!(line["promise"]["weighed_by"], "pounds");
        assert_eq!(line["promise"]["due"], json!({ "items": 2, "gbp": "400.00" }));
        assert_eq!(line["promise"]["delivered"], json!({ "items": 2, "gbp": "400.00" }));
        assert_eq!(line["promise"]["verified"], json!({ "items": 1, "gbp": "100.00" }));
        let project = &line["contributions"][0];
        assert_eq!(project["to"], "project");
        assert_eq!(project["claimed"], json!({ "items": 3, "gbp": "400.00" }));
        assert_eq!(project["verified"], json!({ "items": 1, "gbp": "100.00" }));
    }
}

#[tokio::test]
async fn value_is_drawn_by_the_quarter_it_is_promised_delivered_and_verified_in() {
    for on in partners().await {
        let body = json!({ "title": "Apprentices", "kind": "social_value", "due": "2026-03-31",
            "claimed_gbp": "100.50", "method": "Published values" });
        let item = on.proposed(&body).await;
        on.step(&on.client, &item, &json!({ "to": "accepted" })).await.is(200);
        let delivered = json!({ "to": "delivered", "on": "2026-03-20" });
        on.step(&on.supplier, &item, &delivered).await.is(200);
        let verified = json!({ "to": "verified", "on": "2026-06-10", "verified_gbp": "80",
            "note": "One left early" });
        on.step(&on.client, &item, &verified).await.is(200);
        let file = format!("/api/v1/contracts/{}/charts/value.csv", on.contract);
        for who in [&on.client, &on.supplier] {
            let drawn = on.get(who, &file).await.is(200);
            assert_eq!(
                drawn.text().replace("\r\n", "\n"),
                "date,period,promised_gbp,claimed_gbp,verified_gbp,note\n\
                 2026-01-01,January to March 2026,100.50,100.50,0.00,\n\
                 2026-04-01,April to June 2026,0.00,0.00,80.00,\n"
            );
        }
    }
}

#[tokio::test]
async fn the_same_thing_is_refused_the_second_time_and_named() {
    for on in partners().await {
        let item = json!({ "title": "Apprentices", "kind": "social_value", "due": "2026-03-31" });
        on.proposed(&item).await;
        let again = json!({ "title": "APPRENTICES", "kind": "social_value", "due": "2026-03-31" });
        let refused = on.ask(&on.supplier, ("POST", &on.list()), "", &again).await.is(422);
        assert_eq!(refused.fields(), ["title"]);
        let told = refused.json()["errors"][0]["message"].as_str().unwrap().to_owned();
        assert!(told.contains("“Apprentices” (social value of 31 March 2026, proposed)"), "{told}");
        let next = json!({ "title": "Apprentices", "kind": "social_value", "due": "2027-03-31" });
        let next = on.proposed(&next).await;
        let path = format!("/api/v1/value/{next}");
        on.ask(&on.supplier, ("PUT", &path), "\"r1\"", &again).await.is(422);
        assert_eq!(on.get(&on.client, &on.list()).await.json().as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn one_thing_under_two_contracts_counts_once() {
    for on in partners().await {
        let other = contract(&on.web, "NM-2", "Larkspur").await;
        let foreign = contract(&on.web, "NM-3", "Hazel").await;
        let body = json!({ "title": "Apprentices", "kind": "social_value", "due": "2026-03-31" });
        let first = on.proposed(&body).await;
        let add = async |contract: &str| {
            let path = format!("/api/v1/contracts/{contract}/value");
            on.web.post(&path, &body).await.is(201).json()["id"].as_str().unwrap().to_owned()
        };
        let (second, third) = (add(&other).await, add(&foreign).await);
        let link = async |item: &str, to: &Value| {
            let tag = on.tag(item).await;
            let path = format!("/api/v1/value/{item}/same-as");
            on.ask(&on.client, ("PUT", &path), &tag, &json!({ "same_as": to })).await
        };
        let refused = link(&first, &third.clone().into()).await.is(422);
        assert!(refused.text().contains("is of another client or supplier"), "{}", refused.text());
        link(&first, &first.clone().into()).await.is(422);

        let linked = link(&first, &second.clone().into()).await.is(200).json();
        assert_eq!(linked["same_as"], second.as_str());
        let counted = on.get(&on.client, &format!("/api/v1/value/{second}")).await.json();
        assert_eq!(counted["counts_for"], json!([first]));
        assert_eq!(on.promise("2026-03-31").await["promise"]["due"]["items"], 0);
        let back = link(&second, &first.clone().into()).await.is(422);
        assert!(back.text().contains("is itself linked as the same as another"), "{}", back.text());

        link(&first, &Value::Null).await.is(200);
        assert_eq!(on.promise("2026-03-31").await["promise"]["due"]["items"], 1);
    }
}

#[tokio::test]
async fn an_item_is_changed_only_as_it_was_read() {
    for on in partners().await {
        let item = on.proposed(&json!({ "title": "Research", "kind": "delivery" })).await;
        let steps = format!("/api/v1/value/{item}/steps");
        let accept = json!({ "to": "accepted" });
        on.ask(&on.client, ("POST", &steps), "\"r1\"", &accept).await.is(200);
        let late = on.ask(&on.client, ("POST", &steps), "\"r1\"", &accept).await.is(409);
        assert_eq!(late.header("etag"), "\"r2\"");
        assert_eq!(late.json()["errors"][0]["value"], "accepted");
        let refused = on.ask(&on.client, ("POST", &steps), "\"r2\"", &accept).await.is(409).json();
        let told = refused["detail"].as_str().unwrap();
        assert!(told.starts_with("an item that is accepted cannot be accepted; "), "{told}");
        assert_eq!(on.tag(&item).await, "\"r2\"");
        let stray = json!({ "to": "rejected", "note": "No", "attendance": 4 });
        let stray = on.ask(&on.client, ("POST", &steps), "\"r2\"", &stray).await.is(422);
        assert_eq!(stray.fields(), ["attendance"]);
    }
}
