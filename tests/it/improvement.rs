//! Improvement plans from a poor rating to their outcome, with both sides taking their steps.

use crate::support::together::{Together, together};
use crate::support::web::Answer;
use serde_json::{Value, json};

/// A KPI with a poor February, a good March and an April without a value.
async fn rated(on: &Together) -> String {
    let body = json!({ "title": "Faults fixed", "unit": "%", "direction": "higher" });
    let made = on.send("client.lead", &format!("PUT {}", on.api("/kpis")), &body).await.is(200);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let seen = json!([{ "period": "2026-02", "actual": "70", "target": "95" },
        { "period": "2026-03", "actual": "95", "target": "95" },
        { "period": "2026-04", "actual": "not_scored", "target": "95" }]);
    on.send("client.lead", &format!("POST /api/v1/kpis/{id}/observations"), &seen).await.is(201);
    id
}

fn plan(kpi: &str, aim: &str) -> Value {
    json!({ "kpi": kpi, "period_start": "2026-02-01", "aim": aim, "owner": "Sam",
        "cause": "Two engineers left", "due": "2026-09-30", "milestones": [
            { "what": "Second engineer hired", "due": "2026-05-31" },
            { "what": "A month at target", "due": "2026-08-31" }] })
}

async fn propose(on: &Together, who: &str, body: &Value) -> Answer {
    on.send(who, &format!("POST {}", on.api("/improvement-plans")), body).await
}

async fn proposed(on: &Together, kpi: &str, aim: &str) -> String {
    let made = propose(on, "supplier.lead", &plan(kpi, aim)).await.is(201).json();
    format!("/api/v1/improvement-plans/{}", made["id"].as_str().unwrap())
}

/// Takes a step with the plan as it is now.
async fn step(on: &Together, who: &str, path: &str, body: &Value) -> Answer {
    let tag = on.get("client.lead", path).await.is(200).header("etag").to_owned();
    on.send_with(who, &format!("POST {path}/steps"), &[("if-match", &tag)], body).await
}

#[tokio::test]
async fn a_plan_follows_from_a_poor_rating_and_goes_to_its_outcome() {
    for on in together().await {
        let kpi = rated(&on).await;
        let path = proposed(&on, &kpi, "Faults fixed in time").await;
        let read = on.get("client.member", &path).await.is(200).json();
        assert_eq!((&read["rating"], &read["state"]), (&"Inadequate".into(), &"proposed".into()));
        assert_eq!(read["next_due"], Value::Null);

        let back = json!({ "step": "return", "note": "Say who is hired" });
        step(&on, "client.lead", &path, &back).await.is(200);
        let mut better = plan(&kpi, "Faults fixed in time");
        better["milestones"][0]["what"] = "Engineer for boilers hired".into();
        let put = format!("PUT {path}");
        on.send_with("supplier.member", &put, &[("if-match", "\"r2\"")], &better).await.is(200);
        let agreed = step(&on, "client.member", &path, &json!({ "step": "agree" })).await.is(200);
        assert_eq!(agreed.json()["next_due"], "2026-05-31");
        assert_eq!(agreed.json()["overdue"], true);
        for who in ["client.lead", "supplier.lead"] {
            let home = on.get(who, "/api/v1/home").await.is(200).json();
            assert_eq!(home["overdue_plans"][0]["aim"], "Faults fixed in time", "{who}");
        }
        let agenda = format!("/api/v1/meetings/{}/agenda", on.meeting);
        let open = on.get("supplier.lead", &agenda).await.json()["improvement_plans"].clone();
        assert_eq!(open.as_array().map(Vec::len), Some(1));

        let early = step(&on, "client.lead", &path, &json!({ "step": "meet" })).await.is(422);
        assert!(early.text().contains("“Engineer for boilers hired” is not reached"));
        for (milestone, day) in [(0, "2026-05-20"), (1, "2026-06-29")] {
            let reach = json!({ "step": "reach", "milestone": milestone, "on": day });
            step(&on, "supplier.lead", &path, &reach).await.is(200);
        }
        let met = step(&on, "client.lead", &path, &json!({ "step": "meet" })).await.is(200).json();
        let told: Vec<String> = met["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| {
                format!(
                    "{} {}",
                    step["state"].as_str().unwrap(),
                    step["by"]["name"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "proposed supplier.lead",
                "returned client.lead",
                "proposed supplier.member",
                "agreed client.member",
                "agreed supplier.lead",
                "agreed supplier.lead",
                "met client.lead"
            ]
        );
        assert_eq!(on.get("client.lead", "/api/v1/home").await.json()["overdue_plans"], json!([]));
    }
}

#[tokio::test]
async fn a_plan_needs_a_period_that_was_rated_poorly() {
    for on in together().await {
        let kpi = rated(&on).await;
        for start in ["2026-03-01", "2026-04-01", "2026-05-01", "2026-02-02"] {
            let mut body = plan(&kpi, "Aim");
            body["period_start"] = start.into();
            let told = propose(&on, "supplier.lead", &body).await.is(422);
            assert_eq!(told.fields()[0], "period_start", "{start}");
        }
        let strange = plan("0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e", "Aim");
        let told = propose(&on, "supplier.lead", &strange).await.is(422);
        assert_eq!(told.fields(), ["kpi"]);
        let mut empty = plan(&kpi, "Aim");
        empty["milestones"] = json!([]);
        let told = propose(&on, "supplier.lead", &empty).await.is(422);
        assert_eq!(told.fields(), ["milestones"]);
        let list = on.get("client.lead", &on.api("/improvement-plans")).await.is(200).json();
        assert_eq!(list, json!([]));
    }
}

/// A plan brought to a state, with another open plan for the same KPI.
async fn brought(on: &Together, kpi: &str, state: &str) -> (String, String) {
    let (path, other) = (proposed(on, kpi, "One").await, proposed(on, kpi, "Two").await);
    let other_id = other.rsplit('/').next().unwrap().to_owned();
    let steps: &[(&str, Value)] = &match state {
        "returned" => vec![("client.lead", json!({ "step": "return", "note": "More" }))],
        "agreed" => vec![("client.lead", json!({ "step": "agree" }))],
        "met" => vec![
            ("client.lead", json!({ "step": "agree" })),
            ("supplier.lead", json!({ "step": "reach", "milestone": 0 })),
            ("supplier.lead", json!({ "step": "reach", "milestone": 1 })),
            ("client.lead", json!({ "step": "meet" })),
        ],
        "not_met" => vec![
            ("client.lead", json!({ "step": "agree" })),
            ("client.lead", json!({ "step": "miss", "note": "Nothing changed" })),
        ],
        "superseded" => {
            vec![("client.lead", json!({ "step": "supersede", "superseded_by": other_id }))]
        }
        _ => Vec::new(),
    };
    for (who, body) in steps {
        step(on, who, &path, body).await.is(200);
    }
    assert_eq!(on.get("party", &path).await.json()["state"], state);
    (path, other_id)
}

#[tokio::test]
async fn every_step_that_a_state_does_not_take_is_refused_in_a_sentence_and_changes_nothing() {
    use scorecard::domain::improvement::{State, StepKind};
    for on in together().await {
        let kpi = rated(&on).await;
        let mut refused = 0;
        for state in State::ALL {
            let (path, other) = brought(&on, &kpi, state.word()).await;
            for kind in StepKind::ALL.iter().filter(|kind| !kind.from().contains(state)) {
                let before = on.get("client.lead", &path).await.is(200);
                let answer = match kind {
                    StepKind::Revise => {
                        let tag = before.header("etag").to_owned();
                        let put = format!("PUT {path}");
                        let headers = [("if-match", tag.as_str())];
                        on.send_with("administrator", &put, &headers, &plan(&kpi, "Else")).await
                    }
                    kind => {
                        let mut body = json!({ "step": kind.word(), "note": "Why" });
                        match kind {
                            StepKind::Reach => body["milestone"] = 0.into(),
                            StepKind::Supersede => body["superseded_by"] = other.clone().into(),
                            _ => {}
                        }
                        step(&on, "administrator", &path, &body).await
                    }
                };
                let told = answer.is(409).json()["detail"].as_str().unwrap().to_owned();
                let begins = format!("a plan that is {} cannot be ", state.label().to_lowercase());
                assert!(told.starts_with(&begins), "{told}");
                let after = on.get("client.lead", &path).await.is(200);
                assert_eq!(after.json(), before.json(), "{state:?} {kind:?}");
                refused += 1;
            }
        }
        assert_eq!(refused, 6 * 7 - 10);
    }
}

#[tokio::test]
async fn each_side_takes_its_own_steps_and_strangers_learn_nothing() {
    for on in together().await {
        let kpi = rated(&on).await;
        for who in ["client.lead", "client.member", "commercial", "auditor", "party"] {
            propose(&on, who, &plan(&kpi, "Aim")).await.is(403);
        }
        let path = proposed(&on, &kpi, "Aim").await;
        let agree = json!({ "step": "agree" });
        for who in ["supplier.lead", "supplier.member", "commercial", "auditor", "party"] {
            step(&on, who, &path, &agree).await.is(403);
        }
        step(&on, "stranger", &path, &agree).await.is(404);
        step(&on, "client.lead", &path, &agree).await.is(200);
        let reach = json!({ "step": "reach", "milestone": 0 });
        for who in ["client.lead", "client.member", "auditor", "party"] {
            step(&on, who, &path, &reach).await.is(403);
        }
        let id = path.rsplit('/').next().unwrap();
        for who in on.names() {
            let status = if who == "stranger" { 404 } else { 200 };
            for address in [
                path.clone(),
                on.api("/improvement-plans"),
                on.page(&format!("/improvement-plans/{id}")),
            ] {
                on.get(who, &address).await.is(status);
            }
        }
        let stray = json!({ "step": "agree", "milestone": 0 });
        assert_eq!(step(&on, "client.lead", &path, &stray).await.is(422).fields(), ["milestone"]);
        let late = [("if-match", "\"r1\"")];
        let steps = format!("POST {path}/steps");
        on.send_with("client.lead", &steps, &late, &json!({ "step": "miss", "note": "N" }))
            .await
            .is(409);
    }
}

#[tokio::test]
async fn a_plan_that_was_not_met_can_be_the_opportunity_of_a_failure_to_improve() {
    for on in together().await {
        let kpi = rated(&on).await;
        let path = proposed(&on, &kpi, "Aim").await;
        let id = path.rsplit('/').next().unwrap();
        let failure = json!({ "ground": "no_improvement", "happened_on": "2026-03-01",
            "opportunity_on": "2026-04-01", "applies_since": "2026-06-29",
            "circumstances": "The plan was not met", "plan": id });
        let new = format!("POST {}", on.api("/failures"));
        assert_eq!(on.send("client.lead", &new, &failure).await.is(422).fields(), ["plan"]);
        step(&on, "client.lead", &path, &json!({ "step": "agree" })).await.is(200);
        let miss = json!({ "step": "miss", "note": "Still at 70%" });
        step(&on, "client.lead", &path, &miss).await.is(200);
        let made = on.send("client.lead", &new, &failure).await.is(201).json();
        assert_eq!(made["plan"], id);
    }
}

#[tokio::test]
async fn a_plan_is_proposed_agreed_and_reported_on_pages() {
    for on in together().await {
        let kpi = rated(&on).await;
        let kpi_page = on.page(&format!("/kpis/{kpi}"));
        let shown = on.get("supplier.lead", &kpi_page).await.is(200);
        let way = "Propose a plan for February 2026";
        assert!(shown.text().contains(way), "{}", shown.text());
        assert!(!shown.text().contains("Propose a plan for March 2026"));
        assert!(!on.get("client.lead", &kpi_page).await.is(200).text().contains(way));

        let form = on.page("/improvement-plans/new");
        let query = format!("{form}?kpi={kpi}&period_start=2026-02-01");
        assert!(on.get("supplier.lead", &query).await.is(200).text().contains("Milestone 4"));
        on.get("client.lead", &query).await.is(403);
        on.get("supplier.lead", &form).await.is(404);
        let mut given = vec![("kpi", kpi.as_str()), ("period_start", "2026-02-01")];
        given.extend([("aim", "Fixed in time"), ("owner", "Sam"), ("due", "30/9/2026")]);
        given.extend([("milestone1", "Hired"), ("milestone1_due", "1/10/2026")]);
        let again = on.submit("supplier.lead", &form, &given).await.is(422);
        assert!(again.text().contains("href=\"#milestone1_due\""), "{}", again.text());
        given.pop();
        given.push(("milestone1_due", "31/5/2026"));
        let done = on.submit("supplier.lead", &form, &given).await.is(303);
        let page = done.header("location").to_owned();

        let seen = on.get("client.lead", &page).await.is(200);
        assert!(seen.text().contains(&format!("{page}/agree")) && !seen.text().contains("/revise"));
        on.get("client.lead", &format!("{page}/agree")).await.is(200);
        on.submit("client.lead", &format!("{page}/agree"), &[("revision", "1")]).await.is(303);
        let late =
            on.submit("client.lead", &format!("{page}/agree"), &[("revision", "1")]).await.is(409);
        assert!(late.text().contains("was changed by somebody else"));
        let seen = on.get("supplier.lead", &page).await.is(200);
        assert!(seen.text().contains("Overdue") && seen.text().contains(&format!("{page}/reach")));
        let home = on.get("supplier.lead", "/home").await.is(200);
        assert!(home.text().contains("Improvement plans overdue"));

        let reach = format!("{page}/reach");
        on.get("supplier.lead", &reach).await.is(200);
        let bad = [("revision", "2"), ("milestone", "0"), ("on", "1/7/2026")];
        let again = on.submit("supplier.lead", &reach, &bad).await.is(422);
        assert!(again.text().contains("Enter a day up to today"));
        let good = [("revision", "2"), ("milestone", "0"), ("on", "29/6/2026")];
        on.submit("supplier.lead", &reach, &good).await.is(303);
        on.submit("client.lead", &format!("{page}/meet"), &[("revision", "3")]).await.is(303);
        assert!(on.get("party", &page).await.is(200).text().contains("Reached: Hired"));
        let list = on.get("client.lead", &on.page("/kpis")).await.is(200);
        assert!(list.text().contains("Fixed in time") && list.text().contains("Met"));
        on.get("client.lead", &format!("{page}/dance")).await.is(404);
    }
}

#[tokio::test]
async fn a_kpi_declares_how_its_repeats_count_and_keeps_it() {
    for on in together().await {
        let body = json!({ "title": "Homes let", "unit": "%", "direction": "higher",
            "service_levels": [{ "name": "met", "from": "95", "points": 0 },
                { "name": "missed", "from": "0", "points": 3 }],
            "repeats": { "periods": 2, "times": "1.5" } });
        let put = format!("PUT {}", on.api("/kpis"));
        let made = on.send("client.lead", &put, &body).await.is(200).json();
        assert_eq!(made["repeats"], json!({ "periods": 2, "times": "1.5" }));
        let id = made["id"].as_str().unwrap();
        let seen: Vec<Value> = [("01", "70"), ("02", "96"), ("03", "70"), ("05", "70")]
            .iter()
            .map(|(month, actual)| json!({ "period": format!("2026-{month}"), "actual": actual, "target": "95" }))
            .collect();
        let observe = format!("POST /api/v1/kpis/{id}/observations");
        let record = on.send("client.lead", &observe, &json!(seen)).await.is(201).json();
        let points: Vec<&Value> = record["observations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["service_points"])
            .collect();
        // 3 × 1.5; April was left out, so May begins anew.
        assert_eq!(points, ["3", "0", "4.5", "3"]);
        let page = on.get("supplier.lead", &on.page(&format!("/kpis/{id}"))).await.is(200);
        assert!(
            page.text()
                .contains("A failure with another in the 2 periods before it counts 1.5 times.")
        );
        let mut wrong = body;
        wrong["repeats"] = json!({ "periods": 13, "times": "0.5" });
        let told = on.send("client.lead", &put, &wrong).await.is(422);
        assert_eq!(told.fields(), ["repeats.times"]);
        wrong["repeats"]["times"] = "2".into();
        assert_eq!(
            on.send("client.lead", &put, &wrong).await.is(422).fields(),
            ["repeats.periods"]
        );
    }
}
