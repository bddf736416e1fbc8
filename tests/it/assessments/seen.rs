//! Who sees an assessment, who may record one, and what becomes of it.

use crate::support::service::{Service, services};
use crate::support::web::{Answer, Web};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use serde_json::{Value, json};

async fn ask(
    web: &Web, who: &Secret, method: &str, path: &str, headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("scorecard={}", who.expose()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = match body {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    web.send_bare(request.unwrap()).await
}

async fn contract(web: &Web) -> String {
    let body = json!({ "client": "Northmoor", "supplier": "Larkspur", "reference": "C-1",
        "title": "Permits" });
    let answer = web.post("/api/v1/contracts", &body).await.is(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn permits() -> Value {
    json!({ "reference": "A-1", "service": "Apply for a permit", "assessed_on": "2026-06-22",
        "stage": "beta", "standard": "wales_2021", "result": "amber" })
}

async fn recorded(web: &Web, body: &Value) -> Value {
    web.post("/api/v1/assessments", body).await.is(201).json()
}

fn at(record: &Value) -> String {
    format!("/api/v1/assessments/{}", record["id"].as_str().unwrap())
}

fn tag(record: &Value) -> String {
    format!("\"r{}\"", record["revision"])
}

async fn webs() -> Vec<Web> {
    services().await.into_iter().map(Web::on).collect()
}

async fn seats(service: &Service) -> [(&'static str, Secret); 5] {
    [
        ("own", service.session_of("lead", Role::ClientLead, "Northmoor").await),
        ("auditor", service.session_of("auditor", Role::Auditor, "Northmoor").await),
        ("supplier", service.session_of("supplier", Role::SupplierLead, "Larkspur").await),
        ("other client", service.session_of("other", Role::ClientLead, "Southvale").await),
        ("other supplier", service.session_of("rival", Role::SupplierLead, "Hazel").await),
    ]
}

#[tokio::test]
async fn an_assessment_is_seen_by_its_department_and_the_supplier_of_its_contract() {
    for web in webs().await {
        let id = contract(&web).await;
        let mut body = permits();
        body["contract"] = json!(id);
        let with = recorded(&web, &body).await;
        assert_eq!(with["department"]["name"], "Northmoor");
        let without = json!({ "reference": "A-2", "service": "Bins", "department": "Northmoor" });
        let without = recorded(&web, &without).await;
        let nobodys = recorded(&web, &json!({ "reference": "A-3", "service": "Trees" })).await;
        for (who, session) in seats(&web.service).await {
            let expected = match who {
                "own" | "auditor" => [200, 200, 404],
                "supplier" => [200, 404, 404],
                _ => [404, 404, 404],
            };
            for (record, status) in [&with, &without, &nobodys].into_iter().zip(expected) {
                let answer = ask(&web, &session, "GET", &at(record), &[], None).await;
                assert_eq!(answer.status.as_u16(), status, "{who} {}", record["reference"]);
                let page = format!("/assessments/{}", record["id"].as_str().unwrap());
                let answer = ask(&web, &session, "GET", &page, &[], None).await;
                assert_eq!(answer.status.as_u16(), status, "{who} {page}");
            }
            let seen = expected.iter().filter(|status| **status == 200).count();
            let list = ask(&web, &session, "GET", "/api/v1/assessments", &[], None).await;
            assert_eq!(list.is(200).json()["total"], seen, "{who}");
            let page = ask(&web, &session, "GET", "/assessments", &[], None).await.is(200);
            assert_eq!(page.text().contains("Bins"), expected[1] == 200, "{who}");
        }
    }
}

#[tokio::test]
async fn only_those_who_act_for_the_department_record_anything() {
    for web in webs().await {
        let id = contract(&web).await;
        let mut body = permits();
        body["contract"] = json!(id);
        let record = recorded(&web, &body).await;
        let points = json!([{ "number": 1, "result": "met" }]);
        let path = format!("{}/points", at(&record));
        for (who, session) in seats(&web.service).await {
            let given = [("if-match", tag(&record))];
            let given = given.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = ask(&web, &session, "PUT", &path, &given, Some(&points)).await;
            let expected = match who {
                "own" => 200,
                "other client" => 404,
                _ => 403,
            };
            assert_eq!(answer.status.as_u16(), expected, "{who}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn nobody_records_an_assessment_for_another_organisation() {
    for web in webs().await {
        contract(&web).await;
        let lead = web.service.session_of("lead", Role::ClientLead, "Northmoor").await;
        let mut body = permits();
        let own = ask(&web, &lead, "POST", "/api/v1/assessments", &[], Some(&body)).await.is(201);
        assert_eq!(own.json()["department"]["name"], "Northmoor");
        body["department"] = json!("Southvale");
        let other = ask(&web, &lead, "POST", "/api/v1/assessments", &[], Some(&body)).await;
        assert_eq!(other.is(422).fields(), ["department"]);
        body["department"] = json!("Northmoor");
        let again = ask(&web, &lead, "POST", "/api/v1/assessments", &[], Some(&body)).await;
        assert_eq!(again.is(422).fields(), ["reference"]);
    }
}

#[tokio::test]
async fn a_change_of_what_somebody_else_changed_is_refused_with_what_it_says_now() {
    for web in webs().await {
        let record = recorded(&web, &permits()).await;
        let mut body = permits();
        body["result"] = json!("green");
        let path = at(&record);
        web.put(&path, &[], &body).await.is(428);
        let changed = web.put(&path, &[("if-match", &tag(&record))], &body).await.is(200);
        assert_eq!(
            (&changed.json()["result"], &changed.json()["revision"]),
            (&json!("green"), &json!(2))
        );
        body["result"] = json!("red");
        let late = web.put(&path, &[("if-match", &tag(&record))], &body).await.is(409);
        assert_eq!(late.fields(), ["result"]);
        assert_eq!(late.json()["errors"][0]["value"], "green");
    }
}

#[tokio::test]
async fn points_actions_and_a_challenge_keep_to_the_standard_and_to_their_days() {
    for web in webs().await {
        let record = recorded(&web, &permits()).await;
        let path = at(&record);
        // Ten working days from Monday 22 June 2026.
        assert_eq!(record["challenge_until"], "2026-07-06");
        let points = json!([{ "number": 1, "result": "green" }, { "number": 13, "result": "red" }]);
        let given = tag(&record);
        let answer = web.put(&format!("{path}/points"), &[("if-match", &given)], &points).await;
        assert_eq!(answer.is(422).fields(), ["points[1].number"]);
        let points = json!([{ "number": 1, "result": "green" },
            { "number": 5, "result": "amber", "comment": "Not tried with screen readers" }]);
        let answer = web.put(&format!("{path}/points"), &[("if-match", &given)], &points).await;
        let record = answer.is(200).json();
        assert_eq!(record["points"][1]["title"], "Can be used by everyone");

        let mut action = json!({ "point": 5, "what": "Test with people", "due": "2026-09-23" });
        let actions = format!("{path}/actions");
        assert_eq!(web.post(&actions, &action).await.is(422).fields(), ["due"]);
        action["due"] = json!("2026-09-22");
        let record = web.post(&actions, &action).await.is(201).json();
        let done = format!("{actions}/{}", record["actions"][0]["id"].as_str().unwrap());
        let day = json!({ "done_on": "2026-06-30" });
        let record = web.put(&done, &[], &day).await.is(200).json();
        assert_eq!(record["actions"][0]["done_on"], "2026-06-30");
        web.put(&done, &[], &day).await.is(409);

        let mut said = json!({ "answer": "challenged", "on": "2026-07-07", "reason": "It was" });
        let response = format!("{path}/response");
        let given = tag(&record);
        let late = web.put(&response, &[("if-match", &given)], &said).await;
        assert_eq!(late.is(422).fields(), ["on"]);
        said["on"] = json!("2026-07-06");
        let record = web.put(&response, &[("if-match", &given)], &said).await.is(200).json();
        assert_eq!(record["response"]["answer"], "challenged");
    }
}

#[tokio::test]
async fn a_reassessment_follows_an_assessment_once_and_shares_its_name() {
    for web in webs().await {
        let first = recorded(&web, &permits()).await;
        let path = format!("{}/reassessment", at(&first));
        let mut again = json!({ "service": "Apply for a permit", "assessed_on": "2026-06-21",
            "result": "green" });
        assert_eq!(web.post(&path, &again).await.is(422).fields(), ["assessed_on"]);
        again["assessed_on"] = json!("2026-06-29");
        let second = web.post(&path, &again).await.is(201).json();
        assert_eq!(second["follows"], first["id"]);
        assert_eq!((&second["reference"], &second["round"]), (&json!("A-1"), &json!(2)));
        web.post(&path, &again).await.is(409);
        let read = web.get(&at(&first)).await.is(200).json();
        assert_eq!(read["followed_by"], second["id"]);
        let mut renamed = permits();
        renamed["reference"] = json!("A-9");
        let answer = web.put(&at(&first), &[("if-match", &tag(&read))], &renamed).await;
        assert_eq!(answer.is(422).fields(), ["reference"]);
    }
}

#[tokio::test]
async fn lists_are_filtered_by_what_the_address_says() {
    for web in webs().await {
        recorded(&web, &permits()).await;
        let mut other = permits();
        other["reference"] = json!("A-2");
        other["service"] = json!("Report a fallen tree");
        other["stage"] = json!("live");
        other["standard"] = json!("uk_2019");
        other["result"] = json!("met");
        other["department"] = json!("Elmbrook");
        recorded(&web, &other).await;
        for (query, expected) in [
            ("", 2),
            ("text=TREE", 1),
            ("text=elm%20tree", 1),
            ("stage=live", 1),
            ("stage=alpha", 0),
            ("result=amber", 1),
            ("standard=uk_2019", 1),
            ("standard=uk_2013", 0),
        ] {
            let list = web.get(&format!("/api/v1/assessments?{query}")).await.is(200).json();
            assert_eq!(list["total"], expected, "{query}");
            let page = web.get(&format!("/assessments?{query}")).await.is(200);
            let shown = page.text().matches("href=\"/assessments/0").count();
            assert_eq!(shown, expected, "{query}");
        }
        web.get("/api/v1/assessments?stage=gamma").await.is(422);
        web.get("/assessments?stage=gamma").await.is(404);
    }
}

#[tokio::test]
async fn every_change_of_an_assessment_is_in_the_history() {
    for web in webs().await {
        let record = recorded(&web, &permits()).await;
        let given = tag(&record);
        let points = json!([{ "number": 1, "result": "green" }]);
        let path = format!("{}/points", at(&record));
        web.put(&path, &[("if-match", &given)], &points).await.is(200);
        let history = web.get("/api/v1/history?kind=assessment").await.is(200).json();
        let verbs = history["items"].as_array().unwrap().iter();
        let verbs: Vec<&str> = verbs.map(|item| item["what"].as_str().unwrap()).collect();
        assert_eq!(verbs, ["changed", "added"], "{history}");
        assert!(
            history["items"].as_array().unwrap().iter().all(|item| item["subject"] == record["id"])
        );
    }
}

async fn form(web: &Web, path: &str, fields: &[(&str, &str)]) -> Answer {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
    let body = pairs.collect::<Vec<_>>().join("&");
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "http://localhost")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    web.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_person_records_an_assessment_its_points_and_actions_on_pages() {
    for web in webs().await {
        let wrong = [("reference", "A-1"), ("assessed_on", "31/2/2026")];
        let again = form(&web, "/assessments/new", &wrong).await.is(422);
        assert!(again.text().contains("There is a problem"));
        assert!(again.text().contains("31 February 2026 is not a real date"));
        assert!(again.text().contains("Enter the service"));
        let fields = [
            ("reference", "A-1"),
            ("service", "Apply for a permit"),
            ("department", "Northmoor"),
            ("assessed_on", "22/6/2026"),
            ("stage", "beta"),
            ("standard", "wales_2021"),
            ("result", "amber"),
        ];
        let made = form(&web, "/assessments/new", &fields).await.is(303);
        let page = made.header("location").to_owned();
        let shown = web.get(&page).await.is(200);
        assert!(shown.text().contains("can be challenged until 6 July 2026"));
        let points = web.get(&format!("{page}/points")).await.is(200);
        assert!(points.text().contains("2. Promotes the Welsh language"));
        let chosen = [("revision", "1"), ("point_1", "green"), ("point_5", "amber")];
        form(&web, &format!("{page}/points"), &chosen).await.is(303);
        let what = [("point", "5"), ("what", "Test with people"), ("due", "22/9/2026")];
        form(&web, &format!("{page}/actions/new"), &what).await.is(303);
        let shown = web.get(&page).await.is(200);
        assert!(shown.text().contains("5. Can be used by everyone"));
        assert!(shown.text().contains("1 met, 1 amber"));
        let way = shown.text().split('"').find(|text| text.ends_with("/done")).unwrap().to_owned();
        form(&web, &way, &[("done_on", "30/6/2026")]).await.is(303);
        let answer = [("answer", "accepted"), ("on", "30/6/2026"), ("revision", "4")];
        form(&web, &format!("{page}/response"), &answer).await.is(303);
        let again = [("service", "Apply for a permit"), ("assessed_on", "29/6/2026")];
        let next = form(&web, &format!("{page}/reassess"), &again).await.is(303);
        assert_ne!(next.header("location"), page);
        let shown = web.get(&page).await.is(200);
        assert!(shown.text().contains("Done on 30 June 2026"));
        assert!(shown.text().contains("The result was accepted on 30 June 2026."));
        assert!(shown.text().contains("The reassessment that followed"));
    }
}
