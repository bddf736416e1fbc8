//! Tenders over the API and on pages: what they say, who sees them, and files to keep.

use crate::support::service::services;
use crate::support::web::{Answer, Web, webs};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use serde_json::Value;

const IMPORT: &str = "/api/v1/imports?kind=weightings";

const FILE: &str = "tender_reference,criterion,kind,weight,lot,buyer,title,published_on,category,\
method,value_gbp,currency,lot_title,number,framework,authority\n\
T-1,Approach,technical,50%,1,Northmoor,Moorings,2025-11-03,services,open,250000,,Permits,1,,central_government\n\
T-1,Price,quality,30%,1,Northmoor,Moorings,2025-11-03,services,open,250000,,Permits,2,,central_government\n\
T-1,,cost,20%,1,Northmoor,Moorings,2025-11-03,services,open,250000,,Permits,3,,central_government\n\
T-1,,price,60-85%,2,Northmoor,Moorings,2025-11-03,services,open,250000,,,,,central_government\n\
T-1,Team,quality,15-40%,2,Northmoor,Moorings,2025-11-03,services,open,250000,,,,,central_government\n\
T-2,Skills,technical,76,,Northmoor,Developers,2024-05-01,,call-off,90000,EUR,,,dos_specialists,\n\
T-2,Fit,cultural fit,4,,Northmoor,Developers,2024-05-01,,call-off,90000,EUR,,,dos_specialists,\n\
T-2,Day rate,price,20,,Northmoor,Developers,2024-05-01,,call-off,90000,EUR,,,dos_specialists,\n";

async fn with_tenders() -> Vec<Web> {
    let webs = webs().await;
    for web in &webs {
        let import = web.upload(IMPORT, FILE, &[]).await.is(201).json();
        assert_eq!(import["new"], 8);
    }
    webs
}

async fn as_somebody(web: &Web, who: &Secret, path: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, format!("scorecard={}", who.expose()));
    web.send_bare(request.body(Body::empty()).unwrap()).await
}

/// The tender with a reference, as its own address answers.
async fn tender(web: &Web, reference: &str) -> Value {
    let list = web.get("/api/v1/tenders").await.is(200).json();
    let items = list["items"].as_array().unwrap().clone();
    let found = items.into_iter().find(|item| item["reference"] == reference).unwrap();
    web.get(&format!("/api/v1/tenders/{}", found["id"].as_str().unwrap())).await.is(200).json()
}

#[tokio::test]
async fn a_tender_says_of_each_lot_what_its_weights_come_to_and_what_to_look_at() {
    for web in with_tenders().await {
        let first = tender(&web, "T-1").await;
        assert_eq!(
            (&first["buyer"]["name"], &first["value_gbp"]),
            (&"Northmoor".into(), &"250000.00".into())
        );
        let lot = &first["lots"][0];
        assert_eq!((&lot["status"], &lot["total"]), (&"exact_100".into(), &"100".into()));
        assert_eq!((&lot["cost_share"], &lot["quality_share"]), (&"20".into(), &"80".into()));
        let kinds: Vec<&Value> =
            lot["findings"].as_array().unwrap().iter().map(|it| &it["kind"]).collect();
        assert_eq!(kinds, ["named_otherwise", "social_value"]);
        let range = &first["lots"][1];
        assert_eq!((&range["status"], &range["cost_share"]), (&"range".into(), &Value::Null));
        let bounds = (&range["cost_share_from"], &range["cost_share_to"]);
        assert_eq!(bounds, (&"60".into(), &"85".into()));
        assert_eq!(
            (&range["criteria"][0]["low"], &range["criteria"][0]["high"]),
            (&"60".into(), &"85".into())
        );

        let second = tender(&web, "T-2").await;
        assert_eq!(
            (&second["value_gbp"], &second["value_elsewhere"]["currency"]),
            (&Value::Null, &"EUR".into())
        );
        let lot = &second["lots"][0];
        assert_eq!((&lot["status"], &lot["cost_share"]), (&"exact_100".into(), &"20".into()));
        let told: Vec<String> = lot["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["message"].to_string())
            .collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].contains("lets technical competence weigh from 10 to 75"), "{}", told[0]);
        assert!(told[1].contains("lets cultural fit weigh from 5 to 20"), "{}", told[1]);
    }
}

#[tokio::test]
async fn lists_are_filtered_and_paged_by_what_the_address_says() {
    for web in with_tenders().await {
        for (query, expected) in [
            ("", 2),
            ("text=moor%20t-1", 1),
            ("text=developers", 1),
            ("status=range", 1),
            ("status=exact_100", 2),
            ("status=missing", 0),
            ("from=2025-01-01", 1),
            ("until=2024-12-31", 1),
        ] {
            let list = web.get(&format!("/api/v1/tenders?{query}")).await.is(200).json();
            assert_eq!(list["total"], expected, "{query}");
            if !query.contains('-') || query.contains("text") {
                let page = web.get(&format!("/tenders?{query}")).await.is(200);
                let shown = page.text().matches("href=\"/tenders/0").count();
                assert_eq!(shown, expected, "{query}");
            }
        }
        let page = web.get("/tenders").await.is(200);
        assert!(page.text().contains("The cost share is known for 2 of their 3 lots."));
        let first = web.get("/api/v1/tenders?limit=1").await.is(200).json();
        assert_eq!(first["items"][0]["reference"], "T-1", "the latest first");
        let second = web.get(first["next"].as_str().unwrap()).await.is(200).json();
        assert_eq!(
            (&second["items"][0]["reference"], &second["next"]),
            (&"T-2".into(), &Value::Null)
        );
        web.get("/api/v1/tenders?status=gamma").await.is(422);
        web.get("/tenders?status=gamma").await.is(404);
        let id = "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e";
        web.get(&format!("/api/v1/tenders/{id}")).await.is(404);
        web.get(&format!("/tenders/{id}")).await.is(404);
    }
}

#[tokio::test]
async fn a_page_explains_the_status_and_share_of_each_lot() {
    for web in with_tenders().await {
        let id = tender(&web, "T-1").await["id"].as_str().unwrap().to_owned();
        let page = web.get(&format!("/tenders/{id}")).await.is(200);
        for words in [
            "Lot 1",
            "Permits",
            "Total 100",
            "80%",
            "60% to 85%",
            "Some weights are ranges, and they can total 100.",
            "Price: the buyer gives it as quality and its name says price.",
            "PPN 002 asks that social value weigh at least 10%",
            "£250,000",
            "3 November 2025",
        ] {
            assert!(page.text().contains(words), "{words}");
        }
    }
}

#[tokio::test]
async fn tenders_are_there_for_the_buyers_lead_commercial_and_auditor_alone() {
    for web in with_tenders().await {
        let id = tender(&web, "T-1").await["id"].as_str().unwrap().to_owned();
        let seats = [
            ("lead", Role::ClientLead, "Northmoor", 200, 200),
            ("buyer", Role::Commercial, "Northmoor", 200, 200),
            ("auditor", Role::Auditor, "Northmoor", 200, 200),
            ("member", Role::ClientMember, "Northmoor", 403, 403),
            ("other", Role::Commercial, "Southvale", 200, 404),
            ("supplier", Role::SupplierLead, "Larkspur", 403, 403),
        ];
        for (name, role, organisation, list, one) in seats {
            let who = web.service.session_of(name, role, organisation).await;
            for prefix in ["/api/v1", ""] {
                let path = format!("{prefix}/tenders");
                let answer = as_somebody(&web, &who, &path).await;
                assert_eq!(answer.status.as_u16(), list, "{name} {path}");
                let seen = answer.text().contains("Moorings");
                assert_eq!(seen, one == 200, "{name} {path}");
                let answer = as_somebody(&web, &who, &format!("{path}/{id}")).await;
                assert_eq!(answer.status.as_u16(), one, "{name} {path}/id");
            }
            let home = as_somebody(&web, &who, "/home").await.is(200);
            assert_eq!(home.text().contains("href=\"/tenders\""), list == 200, "{name}");
            for kind in ["weightings", "lots"] {
                let file = as_somebody(&web, &who, &format!("/api/v1/exports/{kind}.csv")).await;
                assert_eq!(file.status.as_u16(), list, "{name} {kind}");
                assert_eq!(file.text().contains("T-1"), one == 200, "{name} {kind}");
            }
        }
    }
}

#[tokio::test]
async fn a_commercial_officer_imports_for_their_own_organisation_only() {
    for service in services().await {
        let who = service.session_of("buyer", Role::Commercial, "Northmoor").await;
        let web = Web::on(service);
        let send = async |file: &str| {
            let head = "content-disposition: form-data; name=\"file\"; filename=\"a.csv\"";
            let form = format!("--edge\r\n{head}\r\n\r\n{file}\r\n--edge--\r\n");
            let request = Request::post(IMPORT)
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
                .header(header::COOKIE, format!("scorecard={}", who.expose()));
            web.send_bare(request.body(Body::from(form)).unwrap()).await
        };
        let head = "tender_reference,criterion,kind,weight";
        send(&format!("{head}\nT-1,Fee,price,100\n")).await.is(201);
        let list = as_somebody(&web, &who, "/api/v1/tenders").await.is(200).json();
        assert_eq!(list["items"][0]["buyer"]["name"], "Northmoor");
        let other = send(&format!("{head},buyer\nT-1,Fee,price,100,Southvale\n")).await.is(422);
        assert!(other.text().contains("this is not the organisation you act for"));
    }
}

#[tokio::test]
async fn an_export_of_weightings_is_a_file_that_changes_nothing_when_it_is_imported() {
    for web in with_tenders().await {
        let file = web.get("/api/v1/exports/weightings.csv").await.is(200);
        let again = web.upload(IMPORT, &file.body, &[("mode", "check")]).await.is(201).json();
        let counts = ["new", "changed", "unchanged"].map(|name| again[name].as_u64().unwrap());
        assert_eq!(counts, [0, 0, 8], "{}", file.text());
        let mut rows: Vec<&str> = file.text().lines().collect();
        let mut given: Vec<&str> = FILE.lines().map(str::trim_end).collect();
        rows.sort_unstable();
        given.sort_unstable();
        assert_eq!(rows, given);
    }
}

#[tokio::test]
async fn an_export_of_lots_has_a_row_for_each_with_its_share() {
    for web in with_tenders().await {
        let file = web.get("/api/v1/exports/lots.csv").await.is(200);
        let rows: Vec<&str> = file.text().lines().collect();
        let expected = [
            "tender_reference,lot,status,total,cost_share,quality_share",
            "T-1,1,exact_100,100,20,80",
            "T-1,2,range,,,",
            "T-2,,exact_100,100,20,80",
        ];
        assert_eq!(rows, expected);
    }
}
