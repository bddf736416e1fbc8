//! The health check: is product properly represented? Held on a record of its own.

use crate::support::web::webs;
use serde_json::{Value, json};

fn marks(values: &[(&str, &str)]) -> Value {
    let mark = |(criterion, value): &(&str, &str)| json!({ "side": "client", "criterion": criterion, "value": value });
    values.iter().map(mark).collect()
}

#[tokio::test]
async fn a_health_check_of_the_same_day_leaves_the_scorecard_of_the_contract_as_it_was() {
    for web in webs().await {
        let contract = async |reference: &str, design: &str| {
            let body = json!({ "client": "Northmoor", "supplier": "Larkspur", "design": design,
                "reference": reference, "title": "Permits" });
            let answer = web.post("/api/v1/contracts", &body).await.is(201);
            format!("/api/v1/contracts/{}", answer.json()["id"].as_str().unwrap())
        };
        let own = contract("C-1", "partnership").await;
        let health = contract("C-1 health check", "product-represented").await;
        let said = ["outcomes", "commitments", "fit-for-use", "spend", "openness", "one-team"]
            .map(|criterion| (criterion, "4"));
        let said = json!({ "on": "2026-06-15", "scores": marks(&said) });
        web.post(&format!("{own}/meetings"), &said).await.is(201);
        let scorecard = format!("{own}/scorecard?side=client");
        let before = web.get(&scorecard).await.is(200).json();

        // Points 0, 50 and 100 for red, amber and green. Vision (100 + 100) / 2, learning 50,
        // deciding 0, delivering (100 + 0) / 2, rolling out (50 + 100) / 2: a fifth of 275 is 55.
        let signs = [
            ("vision-told", "3"),
            ("outcome-named", "Green"),
            ("users-met", "2"),
            ("mind-changed", "Amber"),
            ("owner-decides", "1"),
            ("no-is-said", "Red"),
            ("roadmap-of-outcomes", "3"),
            ("in-the-room", "1"),
            ("ready-to-use", "2"),
            ("looked-after", "3"),
        ];
        let held = json!({ "on": "2026-06-15", "scores": marks(&signs) });
        web.post(&format!("{health}/meetings"), &held).await.is(201);
        let checked = web.get(&format!("{health}/scorecard?side=client")).await.is(200).json();
        assert_eq!((&checked["composite"], &checked["rating"]), (&json!("55.00"), &json!("Amber")));
        assert_eq!(web.get(&scorecard).await.is(200).json(), before);
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
