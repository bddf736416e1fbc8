//! Journeys of a program through the API, on both databases.

use crate::support::web::{Answer, Web, webs};
use futures::future::join_all;
use serde_json::{Value, json};

/// A design whose figures can be worked out by hand: 60 of quality (two halves), 40 of delivery.
fn design() -> Value {
    let criterion = |key: &str, weight: &str| {
        json!({
            "key": key, "title": key, "weight": weight, "scale": "five",
            "client_wording": "Is it good?", "supplier_wording": "Are we good?",
        })
    };
    let level = |value: &str, points: &str| json!({ "value": value, "label": format!("Level {value}"), "anchor": "…", "points": points });
    let levels = [("1", "0"), ("2", "25"), ("3", "50"), ("4", "75"), ("5", "100")];
    json!({
        "key": "by-hand",
        "title": "Worked out by hand",
        "minimum_coverage": "60",
        "bands": [
            { "rating": "Poor", "from": "0", "to": "50" },
            { "rating": "Fair", "from": "50", "to": "80" },
            { "rating": "Good", "from": "80", "to": "100" },
        ],
        "scales": [{ "key": "five", "levels": levels.map(|(value, points)| level(value, points)) }],
        "perspectives": [
            { "key": "quality", "title": "Quality", "weight": "60", "source": "meetings",
              "criteria": [criterion("fit", "50"), criterion("finish", "50")] },
            { "key": "delivery", "title": "Delivery", "weight": "40", "source": "meetings",
              "criteria": [criterion("on-time", "100")] },
        ],
    })
}

fn contract(reference: &str) -> Value {
    json!({
        "client": "Northmoor Council", "supplier": "Larkspur Digital",
        "reference": reference, "title": format!("Contract {reference}"),
        "start": "2026-01-01", "end": "2026-12-31", "value_gbp": "1250000.50",
        "pricing_model": "capped", "working_pattern": "hybrid",
    })
}

async fn added(web: &Web, body: &Value) -> String {
    web.post("/api/v1/contracts", body).await.is(201).header("location").to_owned()
}

/// A contract scored by the design above; answers its address.
pub(crate) async fn scored_by_hand(web: &Web) -> String {
    web.post("/api/v1/designs", &design()).await.is(201);
    let mut body = contract("C-1");
    body["design"] = json!("by-hand");
    added(web, &body).await
}

pub(crate) async fn score(
    web: &Web, contract: &str, on: &str, scores: &[(&str, &str, &str)],
) -> Answer {
    let score = |(side, criterion, value): &(&str, &str, &str)| json!({ "side": side, "criterion": criterion, "value": value });
    let scores: Vec<Value> = scores.iter().map(score).collect();
    web.post(&format!("{contract}/meetings"), &json!({ "on": on, "scores": scores })).await
}

#[tokio::test]
async fn a_contract_is_added_and_read_back_as_it_was_sent() {
    for web in webs().await {
        let address = added(&web, &contract("C-1")).await;
        let read = web.get(&address).await.is(200).json();
        for (name, value) in contract("C-1").as_object().unwrap() {
            match name.as_str() {
                "client" | "supplier" => assert_eq!(&read[name]["name"], value),
                _ => assert_eq!(&read[name], value, "{name}"),
            }
        }
    }
}

#[tokio::test]
async fn everything_wrong_with_a_contract_is_listed_at_once() {
    let body = json!({
        "client": "", "reference": "C-1", "title": true, "start": "2026-02-30",
        "end": "2025-12-31", "value_gbp": 12.5, "pricing_model": "barter",
    });
    for web in webs().await {
        let refused = web.post("/api/v1/contracts", &body).await.is(422);
        let mut fields = refused.fields();
        fields.sort();
        let all = ["client", "pricing_model", "start", "supplier", "title", "value_gbp"];
        assert_eq!(fields, all);
        let document = refused.json();
        let errors = document["errors"].as_array().unwrap();
        let value = errors.iter().find(|error| error["field"] == "value_gbp").unwrap();
        assert_eq!(value["remedy"], "Put it in quotes: \"12.5\"");
        assert!(errors.iter().all(|error| error["remedy"] != ""), "{errors:?}");
        assert_eq!(web.get("/api/v1/contracts").await.is(200).json()["total"], 0);
    }
}

#[tokio::test]
async fn a_contract_that_ends_before_it_starts_is_refused() {
    for web in webs().await {
        let mut body = contract("C-1");
        body["end"] = json!("2025-12-31");
        assert_eq!(web.post("/api/v1/contracts", &body).await.is(422).fields(), ["end"]);
    }
}

#[tokio::test]
async fn a_client_uses_a_reference_once() {
    for web in webs().await {
        added(&web, &contract("C-1")).await;
        web.post("/api/v1/contracts", &contract("C-1")).await.is(422).fields();
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 1);
    }
}

#[tokio::test]
async fn a_change_names_the_revision_it_is_meant_for() {
    for web in webs().await {
        let address = added(&web, &contract("C-1")).await;
        let tag = web.get(&address).await.header("etag").to_owned();
        let mut body = contract("C-1");
        body["title"] = json!("Another title");

        web.put(&address, &[], &body).await.is(428).fields();
        web.put(&address, &[("if-match", "\"elsewhere\"")], &body).await.is(412).fields();
        let changed = web.put(&address, &[("if-match", &tag)], &body).await.is(200);
        assert_eq!(changed.json()["title"], "Another title");
        assert_ne!(changed.header("etag"), tag);
        web.put(&address, &[("if-match", &tag)], &body).await.is(409).fields();
    }
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    for web in webs().await {
        let address = added(&web, &contract("C-1")).await;
        let tag = web.get(&address).await.header("etag").to_owned();
        let ask = |tag: &str| {
            let request = axum::http::Request::get(&address).header("if-none-match", tag);
            request.body(axum::body::Body::empty()).unwrap()
        };
        let same = web.send(ask(&format!("\"other\", W/{tag}"))).await.is(304);
        assert!(same.body.is_empty());
        assert_eq!(same.header("etag"), tag);
        web.send(ask("\"r999\"")).await.is(200);
    }
}

#[tokio::test]
async fn a_request_sent_twice_with_one_key_is_done_once() {
    for web in webs().await {
        let key = [("idempotency-key", "6d1f")];
        let path = "/api/v1/contracts";
        let first = web.post_with(path, &key, &contract("C-1")).await.is(201);
        let again = web.post_with(path, &key, &contract("C-1")).await.is(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(again.body, first.body);
        web.post_with(path, &key, &contract("C-2")).await.is(409).fields();
        assert_eq!(web.get(path).await.json()["total"], 1);

        let key = [("idempotency-key", "")];
        let refused = web.post_with(path, &key, &contract("C-2")).await.is(422);
        assert_eq!(refused.fields(), ["idempotency-key"]);
    }
}

#[tokio::test]
async fn a_request_sent_many_times_at_once_with_one_key_is_done_once() {
    for web in webs().await {
        let contract = added(&web, &contract("C-1")).await;
        let (path, key) = (format!("{contract}/events"), [("idempotency-key", "9c2b")]);
        let body = json!({ "on": "2026-03-04", "title": "New service owner" });
        let answers = join_all((0..8).map(|_| web.post_with(&path, &key, &body))).await;
        let made = web.get(&path).await.json();
        assert_eq!(made.as_array().map(Vec::len), Some(1), "{made}");
        let (done, waiting): (Vec<_>, Vec<_>) =
            answers.into_iter().partition(|answer| answer.status == 201);
        assert!(!done.is_empty());
        for answer in &done {
            assert_eq!(answer.json()["id"], made[0]["id"]);
        }
        for answer in waiting {
            answer.is(409);
        }
    }
}

#[tokio::test]
async fn a_list_is_followed_page_by_page_to_its_end() {
    for web in webs().await {
        for reference in ["A", "B", "C", "D", "E"] {
            added(&web, &contract(reference)).await;
        }
        let mut next = "/api/v1/contracts?limit=2&text=contract".to_owned();
        let mut pages = Vec::new();
        loop {
            let page = web.get(&next).await.is(200);
            let document = page.json();
            assert_eq!(document["total"], 5);
            let items = document["items"].as_array().unwrap();
            pages.push(items.iter().map(|item| item["reference"].clone()).collect::<Vec<_>>());
            let Some(link) = document["next"].as_str() else { break };
            assert_eq!(page.header("link"), format!("<{link}>; rel=\"next\""));
            next = link.to_owned();
        }
        assert_eq!(json!(pages), json!([["A", "B"], ["C", "D"], ["E"]]));

        let refused = web.get("/api/v1/contracts?limit=201&cursor=50&running_on=soon").await;
        assert_eq!(refused.is(422).fields(), ["running_on", "cursor", "limit"]);
    }
}

#[tokio::test]
async fn contracts_are_found_by_text_organisation_and_day() {
    for web in webs().await {
        added(&web, &contract("C-1")).await;
        let mut other = contract("C-2");
        other["supplier"] = json!("Hazel Systems");
        other["end"] = json!("2026-03-31");
        added(&web, &other).await;

        let found = async |query: String| {
            let page = web.get(&format!("/api/v1/contracts?{query}")).await.is(200).json();
            let items = page["items"].as_array().unwrap().clone();
            items.iter().map(|item| item["reference"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(found("text=hazel".to_owned()).await, ["C-2"]);
        assert_eq!(found("running_on=2026-05-01".to_owned()).await, ["C-1"]);
        let organisations = web.get("/api/v1/organisations").await.is(200).json();
        let suppliers = organisations["suppliers"].as_array().unwrap();
        let hazel = suppliers.iter().find(|one| one["name"] == "Hazel Systems").unwrap();
        assert_eq!(found(format!("supplier={}", hazel["id"].as_str().unwrap())).await, ["C-2"]);
    }
}

#[tokio::test]
async fn the_parties_of_a_contract_are_replaced_as_a_whole() {
    for web in webs().await {
        let parties = format!("{}/parties", added(&web, &contract("C-1")).await);
        assert_eq!(web.get(&parties).await.is(200).json(), json!([]));
        let body = json!([{ "name": "Ashdown Testing", "role": "security testing" }]);
        let set = web.put(&parties, &[], &body).await.is(200).json();
        assert_eq!(set[0]["role"], "security testing");
        assert_eq!(web.get(&parties).await.json(), set);
        let refused = web.put(&parties, &[], &json!([{ "name": "Nobody" }])).await.is(422);
        assert_eq!(refused.fields(), ["parties[0].role"]);
    }
}

#[tokio::test]
async fn a_scorecard_is_what_the_scores_come_to_by_hand() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        let scores =
            [("client", "fit", "5"), ("client", "finish", "3"), ("client", "on-time", "2")];
        let meeting = score(&web, &address, "2026-03-04", &scores).await.is(201);
        web.get(meeting.header("location")).await.is(200);

        // Quality (100 + 50) ÷ 2 = 75, delivery 25: 0.6 × 75 + 0.4 × 25 = 55.
        let card = web.get(&format!("{address}/scorecard?side=client")).await.is(200).json();
        assert_eq!(card["composite"], "55.00");
        assert_eq!(card["coverage"], "100");
        assert_eq!(card["rating"], "Fair");
        assert_eq!(card["provisional"], true);
        let points: Vec<&Value> =
            card["perspectives"].as_array().unwrap().iter().map(|one| &one["points"]).collect();
        assert_eq!(points, ["75", "25"]);

        let trace = web.get(&format!("{address}/scorecard/trace")).await.is(200).json();
        assert_eq!(trace["agrees"], true);
        assert_eq!(trace["figure"]["composite"], "55.00");
        let criteria = trace["criteria"].as_array().unwrap();
        let points: Vec<&Value> = criteria.iter().map(|one| &one["points"]).collect();
        assert_eq!(points, ["100", "50", "25"]);

        web.get(&format!("{address}/scorecard?side=supplier")).await.is(404).fields();
        web.get(&format!("{address}/scorecard?on=2026-03-03")).await.is(404).fields();
    }
}

#[tokio::test]
async fn too_little_scored_is_said_and_not_filled_in() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        let scores = [("client", "fit", "5"), ("client", "on-time", "not_due")];
        score(&web, &address, "2026-03-04", &scores).await.is(201);
        let card = web.get(&format!("{address}/scorecard")).await.is(200).json();
        assert_eq!(card["composite"], Value::Null);
        assert_eq!(card["coverage"], "30");
        let reason = "only 30% of the weight was scored; the design asks for 60%";
        assert_eq!(card["reason"], reason);
    }
}

#[tokio::test]
async fn every_wrong_score_is_listed_and_none_is_kept() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        let scores = [("client", "fit", "6"), ("client", "charm", "5"), ("client", "finish", "3")];
        let refused = score(&web, &address, "2026-03-04", &scores).await.is(422);
        assert_eq!(refused.fields().len(), 2, "{}", refused.text());
        assert_eq!(web.get(&format!("{address}/meetings")).await.json()["total"], 0);

        let refused = score(&web, &address, "4 March", &[("both", "", "5")]).await.is(422);
        assert_eq!(refused.fields(), ["on", "scores[0].side", "scores[0].criterion"]);
    }
}

#[tokio::test]
async fn a_trend_has_every_figure_and_periods_their_mean() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        for (on, value) in [("2026-03-04", "1"), ("2026-03-18", "5"), ("2026-04-01", "5")] {
            let scores = ["fit", "finish", "on-time"].map(|criterion| ("client", criterion, value));
            score(&web, &address, on, &scores).await.is(201);
        }
        let trend = web.get(&format!("{address}/trend?from=2026-03-10")).await.is(200).json();
        let figures = trend["figures"].as_array().unwrap();
        let days: Vec<&Value> = figures.iter().map(|figure| &figure["on"]).collect();
        assert_eq!(days, ["2026-03-18", "2026-04-01"]);

        let periods = web.get(&format!("{address}/periods?cadence=month")).await.is(200).json();
        assert_eq!(periods[0]["period"]["code"], "2026-03");
        assert_eq!(periods[0]["composite"], "50.00");
        assert_eq!(periods[0]["count"], 2);
        web.get(&format!("{address}/periods?cadence=week")).await.is(422).fields();
        web.get(&format!("{address}/trend?from=2026-04-01&to=2026-03-01")).await.is(422).fields();
    }
}

#[tokio::test]
async fn charts_come_as_pictures_and_as_their_figures() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        let scores = ["fit", "finish", "on-time"].map(|criterion| ("client", criterion, "4"));
        score(&web, &address, "2026-03-04", &scores).await.is(201);
        for chart in ["trend", "criteria", "perspectives"] {
            let svg = web.get(&format!("{address}/charts/{chart}.svg")).await.is(200);
            assert_eq!(svg.header("content-type"), "image/svg+xml");
            assert!(svg.text().starts_with("<svg"), "{}", svg.text());
            let png = web.get(&format!("{address}/charts/{chart}.png?size=narrow")).await.is(200);
            assert!(png.body.starts_with(b"\x89PNG"));
            let csv = web.get(&format!("{address}/charts/{chart}.csv")).await.is(200);
            assert!(csv.text().contains("75"), "{}", csv.text());
        }
        web.get(&format!("{address}/charts/trend.gif")).await.is(404).fields();
        web.get(&format!("{address}/charts/pie.svg")).await.is(404).fields();
        web.get(&format!("{address}/charts/trend.svg?size=huge")).await.is(422).fields();
    }
}

#[tokio::test]
async fn a_kpi_is_rated_against_its_target_and_repeats_cost_double() {
    for web in webs().await {
        let address = added(&web, &contract("C-1")).await;
        let body = json!({
            "title": "Fixed on time", "unit": "%", "direction": "higher",
            "service_levels": [
                { "name": "met", "from": "95", "points": 0 },
                { "name": "missed", "from": "0", "points": 3 },
            ],
        });
        let kpi = web.put(&format!("{address}/kpis"), &[], &body).await.is(200).json();
        let kpi = format!("/api/v1/kpis/{}", kpi["id"].as_str().unwrap());
        let observations = json!([
            { "period": "2026-01", "actual": "95", "target": "95" },
            { "period": "2026-02", "actual": "76", "target": "95" },
            { "period": "2026-03", "actual": "76", "target": "95" },
            { "period": "2026-04", "actual": "not_scored", "target": 95 },
        ]);
        web.post(&format!("{kpi}/observations"), &observations).await.is(201);

        let record = web.get(&kpi).await.is(200).json();
        let seen = record["observations"].as_array().unwrap();
        let column = |name: &str| seen.iter().map(|one| one[name].clone()).collect::<Vec<_>>();
        assert_eq!(json!(column("attainment")), json!(["100.00", "80.00", "80.00", null]));
        let ratings = ["Good", "Requires improvement", "Requires improvement", "Other"];
        assert_eq!(json!(column("rating")), json!(ratings));
        assert_eq!(json!(column("service_points")), json!(["0", "3", "6", null]));
        web.get(&format!("{kpi}/charts/trend.svg")).await.is(200);
        assert_eq!(web.get(&format!("{address}/kpis")).await.is(200).json()[0], record);

        let wrong = json!([{ "period": "soon", "actual": "1.2345678" }]);
        let refused = web.post(&format!("{kpi}/observations"), &wrong).await.is(422);
        assert_eq!(refused.fields(), ["observations[0].period", "observations[0].actual"]);
    }
}

#[tokio::test]
async fn an_event_is_marked_and_removed() {
    for web in webs().await {
        let events = format!("{}/events", added(&web, &contract("C-1")).await);
        let body = json!({ "on": "2026-02-01", "title": "New delivery manager" });
        let event = web.post(&events, &body).await.is(201).json();
        assert_eq!(web.get(&events).await.is(200).json()[0], event);
        let address = format!("/api/v1/events/{}", event["id"].as_str().unwrap());
        web.delete(&address).await.is(204);
        web.delete(&address).await.is(404).fields();
        assert_eq!(web.get(&events).await.json(), json!([]));
        let long = json!({ "on": "2026-02-01", "title": "x".repeat(51) });
        web.post(&events, &long).await.is(422).fields();
    }
}

#[tokio::test]
async fn a_design_comes_out_as_a_file_and_as_json_and_both_go_back_in() {
    for web in webs().await {
        let made = web.post("/api/v1/designs", &design()).await.is(201).json();
        assert_eq!(made["version"], 1);
        assert_eq!(made["design"], design());
        let file = web.get("/api/v1/designs/by-hand/toml").await.is(200);
        let send = |text: &str| {
            let request = axum::http::Request::post("/api/v1/designs");
            let request = request.header("content-type", "application/toml");
            request.body(axum::body::Body::from(text.to_owned())).unwrap()
        };
        assert_eq!(web.send(send(file.text())).await.is(201).json(), made);
        let changed = file.text().replace("Worked out by hand", "Worked out again");
        assert_eq!(web.send(send(&changed)).await.is(201).json()["version"], 2);
        let versions = web.get("/api/v1/designs/by-hand").await.is(200).json();
        assert_eq!(versions[0]["version"], 2);
        let first = web.get("/api/v1/designs/by-hand/toml?version=1").await.is(200);
        assert_eq!(first.body, file.body);

        let mut wrong = design();
        wrong["perspectives"][0]["weight"] = json!("60.1");
        web.post("/api/v1/designs", &wrong).await.is(422).fields();
        wrong["perspectives"][0]["weight"] = json!(60.5);
        let refused = web.post("/api/v1/designs", &wrong).await.is(422);
        assert_eq!(refused.fields(), ["perspectives[0].weight"]);
    }
}

#[tokio::test]
async fn a_design_put_to_use_later_leaves_what_was_scored_before() {
    for web in webs().await {
        let address = added(&web, &contract("C-1")).await;
        web.post("/api/v1/designs", &design()).await.is(201);
        let body = json!({ "design": "by-hand", "from": "2026-04-01" });
        let starts = web.put(&format!("{address}/designs"), &[], &body).await.is(200).json();
        assert_eq!(starts.as_array().unwrap().len(), 2);
        assert_eq!(web.get(&format!("{address}/designs")).await.json(), starts);
        score(&web, &address, "2026-03-31", &[("client", "fit", "5")]).await.is(422);
        score(&web, &address, "2026-04-01", &[("client", "fit", "5")]).await.is(201);
    }
}
