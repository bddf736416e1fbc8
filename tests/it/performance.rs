//! KPIs in law: standing, assessments and failures, from both sides and through the router.

mod defining;
mod pages;

use crate::support::together::{Together, together};
use serde_json::{Value, json};

/// Sets what the contract is worth and when it runs.
async fn runs(on: &Together, value: &str, start: &str, end: &str) {
    let path = on.api("");
    let read = on.get("client.lead", &path).await.is(200);
    let tag = read.header("etag").to_owned();
    let body = json!({ "client": "Northmoor", "supplier": "Larkspur", "reference": "N-1",
        "title": "Repairs", "value_gbp": value, "start": start, "end": end });
    on.send_with("client.lead", &format!("PUT {path}"), &[("if-match", &tag)], &body).await.is(200);
}

/// Defines KPIs and returns their identifiers.
async fn kpis(on: &Together, titles: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for title in titles {
        let body = json!({ "title": title, "unit": "%", "direction": "higher" });
        let made = on.send("client.lead", &format!("PUT {}", on.api("/kpis")), &body).await.is(200);
        ids.push(made.json()["id"].as_str().unwrap().to_owned());
    }
    ids
}

const TITLES: [&str; 3] = ["Calls answered", "Faults fixed", "Homes let"];

async fn standing(on: &Together, who: &str, body: &Value) -> crate::support::web::Answer {
    let tag = on.get("client.lead", &on.api("/performance")).await.is(200);
    let tag = tag.header("etag").to_owned();
    let what = format!("PUT {}", on.api("/performance/standing"));
    on.send_with(who, &what, &[("if-match", &tag)], body).await
}

/// A contract over £5 million with three KPIs marked and published.
async fn ready(on: &Together) -> Vec<String> {
    runs(on, "6000000", "2026-02-01", "2026-07-31").await;
    let ids = kpis(on, &TITLES).await;
    let body = json!({ "regime": "act", "material": ids, "published_on": "2026-01-20",
        "notice": "2026/S 000-000001" });
    standing(on, "client.lead", &body).await.is(200);
    ids
}

fn assessment(ids: &[String], ratings: [&str; 3]) -> Value {
    let ratings: Vec<Value> = ids
        .iter()
        .zip(ratings)
        .map(|(kpi, rating)| json!({ "kpi": kpi, "rating": rating }))
        .collect();
    json!({ "occasion": "yearly", "from": "2026-02-01", "to": "2026-05-31",
        "assessed_on": "2026-06-15", "ratings": ratings })
}

async fn due(on: &Together) -> String {
    let view = on.get("supplier.lead", &on.api("/performance")).await.is(200).json();
    let each = view["due"].as_array().unwrap().iter().map(|due| {
        let late = if due["overdue"] == true { " overdue" } else { "" };
        format!("{} {}{late}", due["what"].as_str().unwrap(), due["by"].as_str().unwrap())
    });
    each.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn what_section_52_asks_of_a_contract_is_said_as_it_comes_about() {
    for on in together().await {
        runs(&on, "5000000.01", "2026-02-01", "2029-01-31").await;
        let bare = on.get("client.lead", &on.api("/performance")).await.is(200);
        assert_eq!((bare.header("etag"), &bare.json()["kpis_are"]), ("\"r0\"", &"not_said".into()));
        let regime = json!({ "regime": "act" });
        let said = standing(&on, "commercial", &regime).await.is(200).json();
        assert_eq!(said["kpis_are"], "required");
        assert_eq!(said["lacks"].as_array().map(Vec::len), Some(3));
        assert_eq!(said["due"][0]["what"], "kpis");
        assert_eq!(said["due"][0]["overdue"], true);

        let ids = kpis(&on, &TITLES).await;
        let marked = json!({ "regime": "act", "material": ids });
        let said = standing(&on, "client.lead", &marked).await.is(200).json();
        assert_eq!(said["lacks"], json!(["the KPIs are not published"]));
        let whole = json!({ "regime": "act", "material": ids, "published_on": "2026-01-20",
            "notice": "2026/S 000-000001" });
        let said = standing(&on, "client.lead", &whole).await.is(200).json();
        assert_eq!((&said["lacks"], &said["revision"]), (&json!([]), &3.into()));
        assert_eq!(due(&on).await, "assessment 2027-01-31, assessment_on_termination 2029-01-31");

        // One penny less, and nothing is required.
        runs(&on, "5000000", "2026-02-01", "2029-01-31").await;
        let view = on.get("auditor", &on.api("/performance")).await.is(200).json();
        assert_eq!((&view["kpis_are"], &view["due"]), (&"not_over_threshold".into(), &json!([])));
    }
}

#[tokio::test]
async fn everything_wrong_with_a_standing_is_told_at_once_and_changes_nothing() {
    for on in together().await {
        let ids = ready(&on).await;
        let before = on.get("client.lead", &on.api("/performance")).await.json();
        let wrong = json!({ "regime": "not_appropriate", "material": [ids[0], ids[0]],
            "published_on": "2026-07-01", "notice": "N", "terminated_on": "2026-07-01" });
        let told = standing(&on, "client.lead", &wrong).await.is(422);
        assert_eq!(told.fields(), ["reason", "material[1]", "published_on", "terminated_on"]);
        let what = format!("PUT {}", on.api("/performance/standing"));
        let old = [("if-match", "\"r0\"")];
        on.send_with("client.lead", &what, &old, &json!({ "regime": "act" })).await.is(409);
        on.send("client.lead", &what, &json!({ "regime": "act" })).await.is(428);
        assert_eq!(on.get("client.lead", &on.api("/performance")).await.json(), before);
    }
}

#[tokio::test]
async fn an_assessment_is_recorded_corrected_published_and_then_stays_as_it_is() {
    for on in together().await {
        let ids = ready(&on).await;
        let new = format!("POST {}", on.api("/kpi-assessments"));
        let bare = assessment(&ids, ["good", "other", "inadequate"]);
        let told = on.send("client.lead", &new, &bare).await.is(422);
        assert_eq!(told.fields(), ["ratings[1].reason"]);
        let mut whole = bare;
        whole["ratings"][1]["reason"] = "Nothing was measured in May".into();
        let made = on.send("client.lead", &new, &whole).await.is(201).json();
        let path = format!("/api/v1/kpi-assessments/{}", made["id"].as_str().unwrap());
        assert_eq!(made["ratings"][1]["title"], "Faults fixed");
        assert_eq!(due(&on).await, "assessment_on_termination 2026-07-31");

        let corrected = assessment(&ids, ["good", "good", "inadequate"]);
        let put = format!("PUT {path}");
        let first = [("if-match", "\"r1\"")];
        on.send_with("commercial", &put, &first, &corrected).await.is(200);
        let late = on.send_with("client.lead", &put, &first, &corrected).await.is(409);
        assert_eq!(late.header("etag"), "\"r2\"");

        let publish = format!("PUT {path}/publication");
        let second = [("if-match", "\"r2\"")];
        let early = json!({ "published_on": "2026-06-14", "notice": "N" });
        let told = on.send_with("client.lead", &publish, &second, &early).await.is(422);
        assert_eq!(told.fields(), ["published_on"]);
        let right = json!({ "published_on": "2026-06-20", "notice": "2026/S 000-000002" });
        let done = on.send_with("client.lead", &publish, &second, &right).await.is(200).json();
        assert_eq!(done["published"]["notice"], "2026/S 000-000002");
        for (what, body) in [(&put, &corrected), (&publish, &right)] {
            let third = [("if-match", "\"r3\"")];
            let told = on.send_with("client.lead", what, &third, body).await.is(409).json();
            let said = told["detail"].as_str().unwrap();
            assert!(said.ends_with("what was published stays as it is"), "{said}");
        }
        assert_eq!(on.get("party", &path).await.is(200).json(), done);
    }
}

#[tokio::test]
async fn a_contract_that_has_ended_is_assessed_on_termination_and_owes_nothing_more() {
    for on in together().await {
        let ids = ready(&on).await;
        let mut body = assessment(&ids, ["good", "good", "good"]);
        body["occasion"] = "termination".into();
        let new = format!("POST {}", on.api("/kpi-assessments"));
        let told = on.send("client.lead", &new, &body).await.is(422);
        assert_eq!(told.fields(), ["occasion"]);
        let ended = json!({ "regime": "act", "material": ids, "published_on": "2026-01-20",
            "notice": "N", "terminated_on": "2026-06-10" });
        standing(&on, "client.lead", &ended).await.is(200);
        assert_eq!(due(&on).await, "assessment_on_termination 2026-06-10 overdue");
        let made = on.send("client.lead", &new, &body).await.is(201).json();
        let publish =
            format!("PUT /api/v1/kpi-assessments/{}/publication", made["id"].as_str().unwrap());
        let right = json!({ "published_on": "2026-06-20", "notice": "N" });
        on.send_with("client.lead", &publish, &[("if-match", "\"r1\"")], &right).await.is(200);
        assert_eq!(due(&on).await, "");
        assert_eq!(on.get("client.lead", "/api/v1/home").await.json()["law"], json!([]));
    }
}

#[tokio::test]
async fn a_failure_is_to_be_published_in_30_days_and_waits_at_home_until_it_is() {
    for on in together().await {
        ready(&on).await;
        let new = format!("POST {}", on.api("/failures"));
        let breach = json!({ "ground": "settlement", "happened_on": "2026-04-01",
            "applies_since": "2026-05-20", "circumstances": "Settled out of court" });
        let made = on.send("commercial", &new, &breach).await.is(201).json();
        assert_eq!(made["publish_by"], "2026-06-18");
        let bare = json!({ "ground": "no_improvement", "happened_on": "2026-04-01",
            "applies_since": "2026-06-20", "circumstances": "Asked twice" });
        assert_eq!(on.send("client.lead", &new, &bare).await.is(422).fields(), ["opportunity_on"]);
        let mut whole = bare;
        whole["opportunity_on"] = "2026-04-20".into();
        on.send("client.lead", &new, &whole).await.is(201);
        let owed = "failure 2026-06-18 overdue, failure 2026-07-19, \
                    assessment_on_termination 2026-07-31";
        assert_eq!(due(&on).await, owed);
        let home = on.get("client.lead", "/api/v1/home").await.is(200).json();
        assert_eq!(home["law"].as_array().map(Vec::len), Some(3));
        assert_eq!(
            (&home["law"][0]["reference"], &home["law"][0]["overdue"]),
            (&"N-1".into(), &true.into())
        );
        for who in ["supplier.lead", "stranger", "auditor", "client.member"] {
            assert_eq!(on.get(who, "/api/v1/home").await.is(200).json()["law"], json!([]), "{who}");
        }
        let agenda = format!("/api/v1/meetings/{}/agenda", on.meeting);
        let law = on.get("supplier.lead", &agenda).await.is(200).json()["law"].clone();
        // The meeting is on 24 June.
        assert_eq!(law.as_array().map(Vec::len), Some(3));

        let path = format!("/api/v1/failures/{}", made["id"].as_str().unwrap());
        let publish = format!("PUT {path}/publication");
        let right = json!({ "published_on": "2026-06-29", "notice": "2026/S 000-000003" });
        on.send_with("client.lead", &publish, &[("if-match", "\"r1\"")], &right).await.is(200);
        let put = format!("PUT {path}");
        on.send_with("client.lead", &put, &[("if-match", "\"r2\"")], &breach).await.is(409);
        assert_eq!(due(&on).await, "failure 2026-07-19, assessment_on_termination 2026-07-31");

        standing(&on, "client.lead", &json!({ "regime": "light_touch" })).await.is(200);
        let told = on.send("client.lead", &new, &breach).await.is(422);
        assert_eq!(told.fields(), ["ground"]);
    }
}

#[tokio::test]
async fn the_client_answers_to_the_law_and_everybody_on_the_contract_reads_it() {
    for on in together().await {
        let ids = ready(&on).await;
        let new = format!("POST {}", on.api("/kpi-assessments"));
        let body = assessment(&ids, ["good", "good", "good"]);
        for who in ["client.member", "auditor", "supplier.lead", "supplier.member", "party"] {
            let told = on.send(who, &new, &body).await.is(403).json();
            let said = "your role does not let you assess performance under the Procurement Act";
            assert_eq!(told["detail"], said, "{who}");
            standing(&on, who, &json!({ "regime": "act" })).await.is(403);
        }
        let id = on.send("administrator", &new, &body).await.is(201).json()["id"].clone();
        let path = format!("/api/v1/kpi-assessments/{}", id.as_str().unwrap());
        for who in on.names() {
            let status = if who == "stranger" { 404 } else { 200 };
            on.get(who, &path).await.is(status);
            on.get(who, &on.api("/performance")).await.is(status);
            on.get(who, &on.page("/kpis")).await.is(status);
        }
        on.send("stranger", &new, &body).await.is(404);
        let history = on.get("auditor", "/api/v1/history?limit=9").await.is(200).json();
        let kinds: Vec<&str> = history["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["kind"].as_str())
            .collect();
        assert!(kinds.contains(&"standing") && kinds.contains(&"kpi_assessment"), "{kinds:?}");
    }
}

#[tokio::test]
async fn assessments_ratings_and_plans_are_files_to_take_away() {
    for on in together().await {
        let ids = ready(&on).await;
        let seen = json!([{ "period": "2026-02", "actual": "70", "target": "95" }]);
        let observe = format!("POST /api/v1/kpis/{}/observations", ids[1]);
        on.send("client.lead", &observe, &seen).await.is(201);
        let new = format!("POST {}", on.api("/kpi-assessments"));
        on.send("client.lead", &new, &assessment(&ids, ["good", "inadequate", "good"]))
            .await
            .is(201);
        let plan = json!({ "kpi": ids[1], "period_start": "2026-02-01", "aim": "Fixed in time",
            "owner": "Sam", "due": "2026-09-30",
            "milestones": [{ "what": "Hired", "due": "2026-05-31" }] });
        let propose = format!("POST {}", on.api("/improvement-plans"));
        on.send("supplier.lead", &propose, &plan).await.is(201);
        let file = async |kind: &str| {
            let answer =
                on.get("supplier.lead", &format!("/api/v1/exports/{kind}.csv")).await.is(200);
            answer.text().lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(file("ratings").await, ["N-1,Faults fixed,2,2026-02,73.68,Inadequate,"]);
        let assessed = "N-1,2026-06-15,yearly,2026-02-01,2026-05-31";
        assert_eq!(
            file("kpi-assessments").await,
            [
                format!("{assessed},Calls answered,good,,,"),
                format!("{assessed},Faults fixed,inadequate,,,"),
                format!("{assessed},Homes let,good,,,"),
            ]
        );
        let planned =
            "N-1,Fixed in time,proposed,Faults fixed,2026-02-01,Inadequate,Sam,2026-09-30";
        assert_eq!(file("plans").await, [format!("{planned},Hired,2026-05-31,")]);
        let none = on.get("stranger", "/api/v1/exports/kpi-assessments.csv").await.is(200);
        assert_eq!(none.text().lines().count(), 1);
    }
}
