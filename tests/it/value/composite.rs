//! The perspective that takes its points from value-add.

use super::{Partners, partners};
use serde_json::{Value, json};

impl Partners {
    async fn met(&self, on: &str) {
        let scores = json!([{ "side": "client", "criterion": "kept", "value": "3" }]);
        let path = format!("/api/v1/contracts/{}/meetings", self.contract);
        self.web.post(&path, &json!({ "on": on, "scores": scores })).await.is(201);
    }

    async fn composite(&self, on: &str) -> (Value, Value) {
        let path = format!("/api/v1/contracts/{}/scorecard?side=client&on={on}", self.contract);
        let card = self.web.get(&path).await.is(200).json();
        (card["composite"].clone(), card["coverage"].clone())
    }

    async fn figures(&self) -> Vec<String> {
        let mut all = Vec::new();
        for on in ["2026-03-04", "2026-06-03", "2026-06-17"] {
            let (composite, coverage) = self.composite(on).await;
            all.push(format!("{composite} {coverage}").replace('"', ""));
        }
        all
    }
}

#[tokio::test]
async fn only_verification_moves_the_composite_and_only_from_its_day_on() {
    for on in partners().await {
        let mut items = Vec::new();
        for (title, claimed) in [("Apprentices", "100"), ("Placements", "300")] {
            let body = json!({ "title": title, "kind": "social_value", "due": "2026-03-31",
                "claimed_gbp": claimed, "method": "Published values" });
            items.push(on.proposed(&body).await);
        }
        for day in ["2026-03-04", "2026-06-03", "2026-06-17"] {
            on.met(day).await;
        }
        // 3 of 1 to 5 is 50 points. Before anything is due only meetings count: 60% of the
        // weight. Then 0.6 × 50 + 0.4 × 0 = 30.
        let before = ["50.00 60", "30.00 100", "30.00 100"];
        assert_eq!(on.figures().await, before);

        on.step(&on.client, &items[0], &json!({ "to": "accepted" })).await.is(200);
        assert_eq!(on.figures().await, before);
        let delivered = json!({ "to": "delivered", "on": "2026-03-20" });
        on.step(&on.supplier, &items[0], &delivered).await.is(200);
        on.step(&on.client, &items[1], &json!({ "to": "rejected", "note": "No" })).await.is(200);
        assert_eq!(on.figures().await, before);

        let verified = json!({ "to": "verified", "on": "2026-06-10", "verified_gbp": "100" });
        on.step(&on.client, &items[0], &verified).await.is(200);
        // 100 of 400 pounds is 25 points: 0.6 × 50 + 0.4 × 25 = 40.
        assert_eq!(on.figures().await, ["50.00 60", "30.00 100", "40.00 100"]);

        // A verified amount put right counts from the same day: 40 of 400 is 10 points.
        let less = json!({ "to": "verified", "verified_gbp": "40", "note": "One left" });
        on.step(&on.client, &items[0], &less).await.is(200);
        assert_eq!(on.figures().await, ["50.00 60", "30.00 100", "34.00 100"]);
        let periods = format!("/api/v1/contracts/{}/periods?cadence=month", on.contract);
        let periods = on.web.get(&periods).await.is(200).json();
        let june = periods.as_array().unwrap().iter().find(|it| it["period"]["code"] == "2026-06");
        // The mean of 30 and 34.
        assert_eq!(june.unwrap()["composite"], "32.00");
    }
}

#[tokio::test]
async fn the_trace_shows_where_the_points_come_from() {
    for on in partners().await {
        let body = json!({ "title": "Apprentices", "kind": "social_value", "due": "2026-03-31" });
        let item = on.proposed(&body).await;
        on.proposed(&json!({ "title": "Placements", "kind": "event", "due": "2026-03-31" })).await;
        on.met("2026-06-17").await;
        on.step(&on.client, &item, &json!({ "to": "accepted" })).await.is(200);
        let delivered = json!({ "to": "delivered", "on": "2026-03-20" });
        on.step(&on.supplier, &item, &delivered).await.is(200);
        let verified = json!({ "to": "verified", "on": "2026-06-10" });
        on.step(&on.client, &item, &verified).await.is(200);

        let path = format!("/api/v1/contracts/{}/scorecard/trace?side=client", on.contract);
        let trace = on.web.get(&path).await.is(200).json();
        assert_eq!(trace["agrees"], true);
        assert_eq!(trace["value"]["weighed_by"], "count");
        assert_eq!(trace["value"]["due"]["items"], 2);
        assert_eq!(trace["value"]["verified"]["items"], 1);
        assert_eq!(trace["value"]["points"], "50");
        assert_eq!(trace["perspectives"][1]["points"], "50");

        let page = format!("/contracts/{}/calculation?side=client&on=2026-06-17", on.contract);
        let page = on.get(&on.client, &page).await.is(200);
        assert!(page.text().contains("Value-add, which makes up Value add"));
        assert!(page.text().contains("Points: share of what was due, by number"));
    }
}

#[tokio::test]
async fn a_perspective_without_a_promise_that_is_due_has_no_points_and_never_0() {
    for on in partners().await {
        on.proposed(&json!({ "title": "Later", "kind": "event", "due": "2026-12-31" })).await;
        on.proposed(&json!({ "title": "Offer", "kind": "delivery" })).await;
        on.met("2026-06-17").await;
        assert_eq!(on.composite("2026-06-17").await, ("50.00".into(), "60".into()));
        let path = format!("/api/v1/contracts/{}/scorecard/trace?side=client", on.contract);
        let trace = on.web.get(&path).await.is(200).json();
        assert_eq!(trace["value"]["points"], Value::Null);
        assert_eq!(trace["value"]["reason"], "no commitment was due by then");
    }
}
