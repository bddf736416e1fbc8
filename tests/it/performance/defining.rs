//! KPIs are added, rated anew and observed on pages.

use super::kpis;
use crate::support::together::together;
use serde_json::json;

const FILLED: [(&str, &str); 9] = [
    ("title", " Calls  answered "),
    ("unit", "%"),
    ("direction", "higher"),
    ("band1", "100"),
    ("band2", "90"),
    ("band3", "75.5"),
    ("periods", "3"),
    ("times", "1.5"),
    ("level1", "as agreed"),
];

#[tokio::test]
async fn a_kpi_is_added_with_its_bands_levels_and_repeats_and_once_only() {
    for on in together().await {
        let form = on.page("/kpis/new");
        assert!(on.get("client.lead", &on.page("/kpis")).await.text().contains(&form));
        on.get("client.lead", &form).await.is(200);
        let levels = [("level1_from", "98.0"), ("level1_points", "0")];
        let more = [("level2", "serious"), ("level2_from", "90"), ("level2_points", "2")];
        let given = [FILLED.as_slice(), &levels, &more].concat();
        let done = on.submit("client.lead", &form, &given).await.is(303);
        let page = done.header("location").to_owned();
        let shown = on.get("client.lead", &page).await.is(200);
        for told in ["serious", "75.5", "in the 3 periods before it counts 1.5 times"] {
            assert!(shown.text().contains(told), "{told}: {}", shown.text());
        }
        let listed = on.get("client.lead", &on.api("/kpis")).await.is(200).json();
        assert_eq!(listed[0]["title"], "Calls answered");
        let bands = listed[0]["bands"].as_array().unwrap();
        let edges: Vec<&str> = bands.iter().map(|band| band["from"].as_str().unwrap()).collect();
        assert_eq!(edges, ["0", "75.5", "90", "100"]);

        let again = on.submit("client.lead", &form, &given).await.is(422);
        assert!(again.text().contains("The contract has a KPI of this name"), "{}", again.text());
        assert!(again.text().contains("value=\"75.5\""), "what was entered is lost");
    }
}

#[tokio::test]
async fn everything_wrong_with_a_kpi_is_told_at_its_field_and_nothing_is_kept() {
    for on in together().await {
        let form = on.page("/kpis/new");
        let wrong = [
            ("band1", "101"),
            ("band2", "70"),
            ("band3", "80"),
            ("level1", "as agreed"),
            ("level2_points", "2"),
            ("periods", "13"),
            ("times", "0.5"),
        ];
        let again = on.submit("client.lead", &form, &wrong).await.is(422);
        let fields =
            ["title", "direction", "band1", "band3", "level1_from", "level1_points", "level2"];
        for field in fields.iter().chain(&["level2_from", "periods", "times"]) {
            let link = format!("href=\"#{field}\"");
            assert!(again.text().contains(&link), "{field}: {}", again.text());
        }
        let mixed = [("level2", "worse"), ("level2_from", "99"), ("level2_points", "0")];
        let first = [("level1_from", "98"), ("level1_points", "1")];
        let given = [FILLED.as_slice(), &first, &mixed].concat();
        let again = on.submit("client.lead", &form, &given).await.is(422);
        for field in ["level2_from", "level2_points"] {
            assert!(again.text().contains(&format!("href=\"#{field}\"")), "{}", again.text());
        }
        assert_eq!(on.get("client.lead", &on.api("/kpis")).await.json(), json!([]));
        on.get("supplier.lead", &form).await.is(403);
        on.submit("supplier.lead", &form, &FILLED).await.is(403);
    }
}

#[tokio::test]
async fn a_kpi_is_rated_anew_and_keeps_its_name() {
    for on in together().await {
        let ids = kpis(&on, &["Calls answered"]).await;
        let page = on.page(&format!("/kpis/{}", ids[0]));
        let form = format!("{page}/change");
        assert!(on.get("client.lead", &form).await.is(200).text().contains("value=\"95\""));
        let given = [
            ("title", "Another name"),
            ("direction", "higher"),
            ("band1", "100"),
            ("band2", "99"),
            ("band3", "50"),
            ("periods", "0"),
            ("times", "1"),
        ];
        on.submit("client.lead", &form, &given).await.is(303);
        let kpi = on.get("client.lead", &format!("/api/v1/kpis/{}", ids[0])).await.is(200).json();
        assert_eq!((&kpi["title"], &kpi["unit"]), (&json!("Calls answered"), &json!("")));
        assert_eq!(kpi["bands"][2]["from"], "99");
        assert!(!on.get("supplier.lead", &page).await.is(200).text().contains("/change"));
        on.get("supplier.lead", &form).await.is(403);
        let others = on.page(&format!("/kpis/{}/change", uuid::Uuid::nil()));
        on.get("client.lead", &others).await.is(404);
    }
}

#[tokio::test]
async fn bands_and_levels_the_form_has_no_room_for_stay_as_they_are() {
    for on in together().await {
        let band = |at: u32| {
            json!({ "rating": format!("Band {at}"),
            "from": (at * 10).to_string(), "to": if at == 7 { 100 } else { at * 10 + 10 }.to_string() })
        };
        let level = |at: u32| {
            json!({ "name": format!("Level {at}"),
            "from": (90 - at).to_string(), "points": at })
        };
        let body = json!({ "title": "Calls answered", "direction": "higher",
            "bands": (0..8).map(band).collect::<Vec<_>>(),
            "service_levels": (0..8).map(level).collect::<Vec<_>>() });
        let put = format!("PUT {}", on.api("/kpis"));
        let before = on.send("client.lead", &put, &body).await.is(200).json();
        let id = before["id"].as_str().unwrap();
        let form = on.page(&format!("/kpis/{id}/change"));
        let given = [("direction", "higher"), ("unit", "%"), ("periods", "1"), ("times", "2")];
        on.submit("client.lead", &form, &given).await.is(303);
        let after = on.get("client.lead", &format!("/api/v1/kpis/{id}")).await.is(200).json();
        assert_eq!(after["unit"], "%");
        assert_eq!(after["bands"], before["bands"]);
        assert_eq!(after["service_levels"], before["service_levels"]);
        assert_eq!(after["service_levels"].as_array().unwrap().len(), 8);
    }
}

#[tokio::test]
async fn what_was_observed_is_recorded_on_a_page_a_period_at_a_time() {
    for on in together().await {
        let ids = kpis(&on, &["Calls answered"]).await;
        let page = on.page(&format!("/kpis/{}", ids[0]));
        let form = format!("{page}/observe");
        on.get("client.lead", &form).await.is(200);
        let wrong = [("period", "soon"), ("actual", "much"), ("target", "more")];
        let again = on.submit("client.lead", &form, &wrong).await.is(422);
        for field in ["period", "actual", "target"] {
            assert!(again.text().contains(&format!("href=\"#{field}\"")), "{}", again.text());
        }
        let given = [("period", "2026-04"), ("actual", "45"), ("target", "90")];
        on.submit("client.lead", &form, &given).await.is(303);
        let shown = on.get("supplier.lead", &page).await.is(200);
        assert!(shown.text().contains("50%"), "{}", shown.text());

        let next = on.get("client.lead", &form).await.is(200);
        assert!(next.text().contains("value=\"2026-05\""), "{}", next.text());
        assert!(next.text().contains("value=\"90\""), "{}", next.text());
        let both = [("period", "2026-05"), ("actual", "1"), ("unmeasured", "not_due")];
        let again = on.submit("client.lead", &form, &both).await.is(422);
        assert!(again.text().contains("but not both"), "{}", again.text());
        let given = [("period", "2026-05"), ("unmeasured", "not_due")];
        on.submit("client.lead", &form, &given).await.is(303);
        let within = [("period", "2026-Q2"), ("actual", "90")];
        let again = on.submit("client.lead", &form, &within).await.is(422);
        assert!(again.text().contains("href=\"#period\""), "{}", again.text());
        on.submit("supplier.lead", &form, &given).await.is(403);
    }
}
