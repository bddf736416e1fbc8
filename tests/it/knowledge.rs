//! Knowledge transfer: evidence from plan to verification, who may be its witness, what moves the
//! index and the composite, files, imports and pages.

use crate::at_once::command;
use crate::support::database::connect;
use crate::support::importing::{Sheet, counted, done, import, lines, problems, refused, told};
use crate::support::service::{Service, noon, services};
use crate::support::web::{Answer, Web, config, webs};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::app::imports::{Mode, Outcome};
use scorecard::app::knowledge::{Delivery, EvidencePlan};
use scorecard::app::{App, Clock};
use scorecard::config::Config;
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::exact::Weight;
use scorecard::domain::ids::ContractId;
use scorecard::domain::imports::Kind;
use scorecard::domain::knowledge::{HolderSide, Level, Plan, Post, check, evidence};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

/// Outcomes at meetings, weight 60; the knowledge index, weight 40.
const DESIGN: &str = r#"
key = "handover"
title = "Handover"
minimum_coverage = 50
bands = [{ rating = "Any", from = 0, to = 100 }]

[[perspectives]]
key = "outcomes"
title = "Outcomes"
weight = 60

[[perspectives.criteria]]
key = "outcomes"
title = "Outcomes"
weight = 100
scale = "one-to-five"
client_wording = "Reached?"
supplier_wording = "Reached?"

[[perspectives]]
key = "knowledge"
title = "Knowledge transfer"
weight = 40
source = "knowledge"
"#;

/// What is planned for an area that weighs 1.
pub(crate) fn plan(title: &str, target: u8) -> Plan {
    Plan {
        key: check::key_of(title),
        title: title.to_owned(),
        weight: Weight::ONE,
        baseline: Level::None,
        target: Level::of_number(target).unwrap(),
        target_on: None,
    }
}

/// Somebody of the client, in place all the time.
pub(crate) fn post(name: &str) -> Post {
    let (name, role) = (name.to_owned(), String::new());
    Post { name, role, side: HolderSide::Client, from: None, until: None }
}

/// A contract of Northmoor Council with Larkspur Digital, with people of both.
struct Case {
    web: Web,
    contract: String,
    lead: Secret,
    member: Secret,
    supplier: Secret,
}

async fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for web in webs().await {
        cases.push(Case::on(web).await);
    }
    cases
}

impl Case {
    async fn on(web: Web) -> Self {
        web.post_design(DESIGN).await.is(201);
        let contract = web
            .post(
                "/api/v1/contracts",
                &json!({
                    "client": "Northmoor Council", "supplier": "Larkspur Digital",
                    "reference": "C-1", "title": "Platform", "design": "handover",
                    "end": "2026-09-28",
                }),
            )
            .await
            .is(201);
        let contract = contract.json()["id"].as_str().unwrap().to_owned();
        let service = &web.service;
        let lead = service.session_of("lena", Role::ClientLead, "Northmoor Council").await;
        let member = service.session_of("milo", Role::ClientMember, "Northmoor Council").await;
        let supplier = service.session_of("sana", Role::SupplierLead, "Larkspur Digital").await;
        Self { web, contract, lead, member, supplier }
    }

    async fn ask(&self, who: &Secret, request: Request<Body>) -> Answer {
        let mut request = request;
        let cookie = format!("scorecard={}", who.expose());
        request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        self.web.send_bare(request).await
    }

    async fn get(&self, who: &Secret, path: &str) -> Answer {
        self.ask(who, Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends JSON for what was read at revision `revision`.
    async fn send(&self, who: &Secret, (method, path): (&str, &str), body: Value) -> Answer {
        let revision = match path.split('/').nth(3) {
            Some("evidence" | "knowledge-areas" | "knowledge-people") if method != "GET" => {
                let thing: Vec<&str> = path.split('/').take(5).collect();
                let read = self.get(who, &thing.join("/")).await;
                read.header("etag").to_owned()
            }
            _ => String::new(),
        };
        let mut request = Request::builder().method(method).uri(path);
        if !revision.is_empty() {
            request = request.header(header::IF_MATCH, revision);
        }
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.ask(who, request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn post(&self, who: &Secret, path: &str, body: Value) -> Answer {
        self.send(who, ("POST", path), body).await
    }

    /// Sends a form as a page does.
    async fn form(&self, who: &Secret, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        self.ask(who, request.unwrap()).await
    }

    async fn upload(&self, who: &Secret, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let form = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
        let kind = "multipart/form-data; boundary=edge";
        let request = Request::post(path).header(header::CONTENT_TYPE, kind).body(form.into());
        self.ask(who, request.unwrap()).await
    }

    fn of_contract(&self, what: &str) -> String {
        format!("/api/v1/contracts/{}/{what}", self.contract)
    }

    async fn area(&self, title: &str, target: u8) -> String {
        let body = json!({ "title": title, "target": target });
        let area = self.post(&self.supplier, &self.of_contract("knowledge-areas"), body).await;
        area.is(201).json()["id"].as_str().unwrap().to_owned()
    }

    async fn person(&self, name: &str) -> String {
        let path = self.of_contract("knowledge-people");
        let person = self.post(&self.supplier, &path, json!({ "name": name })).await.is(201);
        person.json()["id"].as_str().unwrap().to_owned()
    }

    async fn planned(&self, area: &str, person: &str, level: u8) -> String {
        let body =
            json!({ "person": person, "kind": "pairing", "title": "Together", "level": level });
        let path = format!("/api/v1/knowledge-areas/{area}/evidence");
        let evidence = self.post(&self.supplier, &path, body).await.is(201);
        format!("/api/v1/evidence/{}", evidence.json()["id"].as_str().unwrap())
    }

    async fn delivered(&self, who: &Secret, evidence: &str, on: &str) {
        let body = json!({ "on": on, "note": "Two releases" });
        self.post(who, &format!("{evidence}/delivery"), body).await.is(200);
    }

    async fn verified(&self, who: &Secret, evidence: &str, on: &str) -> Answer {
        self.post(who, &format!("{evidence}/verification"), json!({ "on": on })).await
    }

    /// A level that the supplier delivered and the client lead verified on a day.
    async fn reached(&self, area: &str, person: &str, level: u8, on: &str) {
        let evidence = self.planned(area, person, level).await;
        self.delivered(&self.supplier, &evidence, on).await;
        self.verified(&self.lead, &evidence, on).await.is(200);
    }

    async fn index(&self) -> Value {
        self.get(&self.lead, &self.of_contract("knowledge")).await.is(200).json()["index"].clone()
    }

    async fn meeting(&self, on: &str) {
        let scores = json!([{ "side": "client", "criterion": "outcomes", "value": "5" }]);
        let body = json!({ "on": on, "scores": scores });
        self.post(&self.lead, &self.of_contract("meetings"), body).await.is(201);
    }

    async fn composite(&self, on: &str) -> (Value, Value) {
        let path = self.of_contract(&format!("scorecard?on={on}"));
        let scorecard = self.get(&self.supplier, &path).await.is(200).json();
        (scorecard["composite"].clone(), scorecard["coverage"].clone())
    }
}

#[tokio::test]
async fn evidence_moves_the_composite_when_it_is_verified_and_not_before() {
    for case in cases().await {
        case.meeting("2026-06-01").await;
        case.meeting("2026-06-15").await;
        // A 5 is worth 100 points; only 60 of the weight is scored.
        let alone = (json!("100.00"), json!("60"));
        let (area, person) = (case.area("Releases", 4).await, case.person("Duty engineer").await);
        assert_eq!(case.composite("2026-06-15").await, alone);
        let evidence = case.planned(&area, &person, 3).await;
        assert_eq!(case.composite("2026-06-15").await, alone);
        let files = format!("{evidence}/files");
        case.upload(&case.supplier, &files, "a.pdf", b"%PDF-1.7 x").await.is(201);
        case.delivered(&case.supplier, &evidence, "2026-06-09").await;
        assert_eq!(case.composite("2026-06-15").await, alone);
        assert_eq!(case.index().await, Value::Null);

        case.verified(&case.lead, &evidence, "2026-06-10").await.is(200);
        // Level 3 of 4 is 75; (60 × 100 + 40 × 75) ÷ 100 = 90.
        assert_eq!(case.index().await, "75.00");
        assert_eq!(case.composite("2026-06-15").await, (json!("90.00"), json!("100")));
        assert_eq!(case.composite("2026-06-01").await, alone, "it was verified later");

        let path = case.of_contract("scorecard/trace?on=2026-06-15");
        let trace = case.get(&case.supplier, &path).await.is(200).json();
        assert_eq!(trace["agrees"], true);
        assert_eq!(trace["knowledge"]["index"], "75");
        let shown = &trace["knowledge"]["areas"][0];
        assert_eq!((&shown["level"], &shown["target"]), (&json!(3), &json!(4)));
        assert_eq!(
            (&shown["person"], &shown["since"], &shown["witness"]),
            (&json!("Duty engineer"), &json!("2026-06-10"), &json!("lena"))
        );
        let page = format!("/contracts/{}/calculation?on=2026-06-15", case.contract);
        let page = case.get(&case.supplier, &page).await.is(200);
        assert!(page.text().contains("Duty engineer, 10 June 2026, seen by lena"));
        let refusal =
            case.get(&case.lead, &case.of_contract("scorecard/trace?on=2026-06-01")).await;
        assert_eq!(refusal.is(200).json()["knowledge"]["index"], Value::Null);
    }
}

#[tokio::test]
async fn a_rejection_says_why_and_moves_nothing() {
    for case in cases().await {
        case.meeting("2026-06-15").await;
        let (area, person) = (case.area("Releases", 4).await, case.person("Duty engineer").await);
        let evidence = case.planned(&area, &person, 3).await;
        case.delivered(&case.supplier, &evidence, "2026-06-09").await;
        let reject = format!("{evidence}/rejection");
        let bare = case.post(&case.lead, &reject, json!({ "reason": "" })).await.is(422);
        assert_eq!(bare.fields(), ["reason"]);
        let reason = "The supplier typed every command";
        let rejected = case.post(&case.lead, &reject, json!({ "reason": reason })).await.is(200);
        assert_eq!(rejected.json()["state"], "rejected");
        assert_eq!(rejected.json()["reason"], reason);
        assert_eq!(case.index().await, Value::Null);
        assert_eq!(case.composite("2026-06-15").await.0, "100.00");
        let again = case.verified(&case.lead, &evidence, "2026-06-10").await.is(409);
        assert!(again.json()["detail"].as_str().unwrap().contains("rejected already"));
    }
}

#[tokio::test]
async fn from_level_three_the_witness_is_of_the_client_and_did_not_deliver_it() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Duty engineer").await);
        let evidence = case.planned(&area, &person, 3).await;
        case.verified(&case.lead, &evidence, "2026-06-10").await.is(409);
        case.delivered(&case.member, &evidence, "2026-06-09").await;
        case.verified(&case.supplier, &evidence, "2026-06-10").await.is(403);
        case.verified(&case.member, &evidence, "2026-06-10").await.is(409);
        let operator = case.web.service.session.clone().unwrap();
        let refused = case.verified(&operator, &evidence, "2026-06-10").await.is(409);
        assert!(refused.json()["detail"].as_str().unwrap().contains("witness"));
        for (name, role) in [("cara", Role::Commercial), ("aud", Role::Auditor)] {
            let other = case.web.service.session_of(name, role, "Northmoor Council").await;
            case.verified(&other, &evidence, "2026-06-10").await.is(403);
        }
        assert_eq!(case.index().await, Value::Null);
        let verified = case.verified(&case.lead, &evidence, "2026-06-10").await.is(200);
        assert_eq!(verified.json()["verified"], json!({ "on": "2026-06-10", "by": "lena" }));
        assert_eq!(case.index().await, "75.00");

        // Below level 3 nobody has to have seen it.
        let evidence = case.planned(&area, &person, 2).await;
        case.delivered(&case.supplier, &evidence, "2026-06-11").await;
        case.verified(&operator, &evidence, "2026-06-11").await.is(200);
        assert_eq!(case.index().await, "50.00", "the latest level counts, though it is lower");
    }
}

#[tokio::test]
async fn a_party_that_does_not_lead_reads_and_changes_nothing() {
    for case in cases().await {
        let body = json!([{ "name": "Juniper", "role": "Hosting" }]);
        case.web.put(&case.of_contract("parties"), &[], &body).await.is(200);
        let party = case.web.service.session_of("pia", Role::SupplierLead, "Juniper").await;
        let (area, person) = (case.area("Releases", 4).await, case.person("Duty engineer").await);
        let evidence = case.planned(&area, &person, 2).await;
        case.get(&party, &evidence).await.is(200);
        let body = json!({ "title": "More", "target": 3 });
        case.post(&party, &case.of_contract("knowledge-areas"), body).await.is(403);
        let delivery = json!({ "note": "Ours" });
        case.post(&party, &format!("{evidence}/delivery"), delivery).await.is(403);
        case.upload(&party, &format!("{evidence}/files"), "a.txt", b"text").await.is(403);
    }
}

#[tokio::test]
async fn the_index_and_the_composite_fall_when_somebody_leaves() {
    for case in cases().await {
        case.meeting("2026-06-15").await;
        case.meeting("2026-06-25").await;
        let area = case.area("Releases", 4).await;
        let (one, other) = (case.person("Ada").await, case.person("Bo").await);
        case.reached(&area, &one, 4, "2026-06-05").await;
        case.reached(&area, &other, 2, "2026-06-06").await;
        assert_eq!(case.index().await, "100.00");
        assert_eq!(case.composite("2026-06-25").await.0, "100.00");

        let path = format!("/api/v1/knowledge-people/{one}");
        let leaves = json!({ "name": "Ada", "until": "2026-06-20" });
        case.send(&case.lead, ("PUT", &path), leaves).await.is(200);
        // What is left is level 2 of 4, 50; (60 × 100 + 40 × 50) ÷ 100 = 80.
        assert_eq!(case.index().await, "50.00");
        assert_eq!(case.composite("2026-06-25").await.0, "80.00");
        assert_eq!(case.composite("2026-06-15").await.0, "100.00");

        let known = case.get(&case.lead, &case.of_contract("knowledge")).await.json();
        let area = &known["areas"][0];
        assert_eq!((&area["level"], &area["bus_factor"]), (&json!("shadow"), &json!(0)));
        assert_eq!((&area["at_risk"], &area["below_target"]), (&json!(true), &json!(true)));
        let history = json!([
            { "on": "2026-06-05", "index": "100.00" },
            { "on": "2026-06-06", "index": "100.00" },
            { "on": "2026-06-21", "index": "50.00" },
        ]);
        assert_eq!(known["history"], history);
        assert_eq!(known["forecast"], Value::Null);
        assert_eq!(known["forecast_reason"], "the index does not rise");
    }
}

#[tokio::test]
async fn a_level_falls_by_a_record_and_never_rises_by_one() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let path = format!("/api/v1/knowledge-areas/{area}/falls");
        let fall = |level: u8, on: &str| json!({ "person": person, "level": level, "on": on, "reason": "Away for a year" });
        let nobody = case.post(&case.lead, &path, fall(1, "2026-06-10")).await.is(422);
        assert_eq!(nobody.fields(), ["person"]);
        case.reached(&area, &person, 4, "2026-06-05").await;
        let rise = case.post(&case.lead, &path, fall(4, "2026-06-10")).await.is(422);
        assert_eq!(rise.fields(), ["level"]);
        let early = case.post(&case.lead, &path, fall(3, "2026-06-04")).await.is(422);
        assert_eq!(early.fields(), ["on"]);
        let ahead = case.post(&case.lead, &path, fall(3, "2026-07-01")).await.is(422);
        assert_eq!(ahead.fields(), ["on"]);
        case.post(&case.supplier, &path, fall(1, "2026-06-10")).await.is(403);
        let operator = case.web.service.session.clone().unwrap();
        case.post(&operator, &path, fall(3, "2026-06-10")).await.is(409);
        assert_eq!(case.index().await, "100.00");

        let fallen = case.post(&case.lead, &path, fall(1, "2026-06-10")).await.is(201).json();
        assert_eq!(
            (&fallen["level"], &fallen["note"]),
            (&json!("aware"), &json!("Away for a year"))
        );
        assert_eq!(case.index().await, "25.00");
    }
}

#[tokio::test]
async fn whoever_saw_an_older_state_is_told_what_it_is_now() {
    for case in cases().await {
        let area = format!("/api/v1/knowledge-areas/{}", case.area("Releases", 4).await);
        let body = json!({ "title": "Night releases", "target": 3 });
        case.send(&case.lead, ("PUT", &area), body.clone()).await.is(200);
        let request = Request::put(&area)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, "\"r1\"")
            .body(Body::from(json!({ "title": "Night releases", "target": 4 }).to_string()));
        let stale = case.ask(&case.member, request.unwrap()).await.is(409);
        assert_eq!(stale.fields(), ["target"]);
        assert_eq!(stale.header("etag"), "\"r2\"");

        let same = json!({ "title": "Night-Releases", "target": 2 });
        let path = case.of_contract("knowledge-areas");
        let taken = case.post(&case.lead, &path, same).await.is(422);
        assert_eq!(taken.fields(), ["title"]);
    }
}

#[tokio::test]
async fn the_history_names_who_verified() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        case.reached(&area, &person, 3, "2026-06-05").await;
        let path = format!("/api/v1/history?kind=evidence&contract={}", case.contract);
        let entries = case.web.get(&path).await.is(200).json();
        let by: Vec<&Value> =
            entries["items"].as_array().unwrap().iter().map(|entry| &entry["by"]).collect();
        assert_eq!(by, ["lena", "sana", "sana"]);
    }
}

fn stored(service: &Service) -> Vec<String> {
    let names = std::fs::read_dir(service.files.path()).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn a_file_is_kept_under_its_digest_and_handed_out_to_be_saved() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let evidence = case.planned(&area, &person, 3).await;
        let files = format!("{evidence}/files");
        let bytes = b"%PDF-1.7\n\x00\xff binary";
        let name = "../../R\u{fc}nbook v1.exe";
        let file = case.upload(&case.supplier, &files, name, bytes).await.is(201);
        let file = file.json();
        assert_eq!(file["name"], "Rünbook v1.exe.pdf");
        assert_eq!(file["media_type"], "application/pdf");
        assert_eq!(stored(&case.web.service), [file["sha256"].as_str().unwrap()]);

        let again = case.upload(&case.supplier, &files, "other.pdf", bytes).await.is(201).json();
        assert_eq!(again["id"], file["id"], "the same file again changes nothing");
        assert_eq!(stored(&case.web.service).len(), 1);

        let address = format!("/api/v1/evidence-files/{}", file["id"].as_str().unwrap());
        let answer = case.get(&case.lead, &address).await.is(200);
        assert_eq!(answer.body, bytes);
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"R_nbook v1.exe.pdf\"; \
             filename*=UTF-8''R%C3%BCnbook%20v1.exe.pdf"
        );

        let service = &case.web.service;
        let other = service.session_of("olu", Role::SupplierLead, "Hazel Systems").await;
        case.get(&other, &address).await.is(404);
        case.upload(&other, &files, "a.txt", b"text").await.is(404);
        case.get(&other, &evidence).await.is(404);

        case.delivered(&case.supplier, &evidence, "2026-06-09").await;
        case.verified(&case.lead, &evidence, "2026-06-10").await.is(200);
        case.upload(&case.supplier, &files, "late.txt", b"text").await.is(409);
        assert_eq!(stored(service).len(), 1, "what was verified stays as it was seen");
    }
}

#[tokio::test]
async fn a_program_is_refused_whatever_its_name_says_and_nothing_of_it_is_kept() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let files = format!("{}/files", case.planned(&area, &person, 3).await);
        for bytes in [b"MZ\x90\x00\x03 program".as_slice(), b"\x7fELF\x02\x01", b"#!/bin/sh\n", b""]
        {
            let refused = case.upload(&case.supplier, &files, "minutes.pdf", bytes).await.is(422);
            assert_eq!(refused.fields(), ["file"]);
        }
        case.upload(&case.supplier, &files, "", b"text").await.is(422);
        assert_eq!(stored(&case.web.service), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_file_may_be_as_large_as_the_setting_says_and_no_larger() {
    for service in services().await {
        let config = Config { max_evidence_bytes: 3_000_000, ..config() };
        let case = Case::on(Web::configured(service, &config)).await;
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let files = format!("{}/files", case.planned(&area, &person, 3).await);
        let text = |bytes: usize| vec![b'a'; bytes];
        case.upload(&case.supplier, &files, "a.txt", &text(2_999_000)).await.is(201);
        case.upload(&case.supplier, &files, "a.txt", &text(3_000_001)).await.is(413);
        assert_eq!(stored(&case.web.service).len(), 1);
    }
}

#[tokio::test]
async fn a_file_whose_record_fails_leaves_nothing_behind() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let files = format!("{}/files", case.planned(&area, &person, 3).await);
        case.upload(&case.supplier, &files, "kept.txt", b"kept").await.is(201);
        let kept = stored(&case.web.service);
        let database = connect(&case.web.service.url).await;
        let sql = if case.web.service.url.starts_with("sqlite") {
            "CREATE TRIGGER never BEFORE INSERT ON evidence_file \
             BEGIN SELECT RAISE(ABORT, 'never'); END"
        } else {
            "ALTER TABLE evidence_file ADD CONSTRAINT never CHECK (false) NOT VALID"
        };
        database.execute_unprepared(sql).await.unwrap();
        case.upload(&case.supplier, &files, "lost.txt", b"lost").await.is(500);
        assert_eq!(stored(&case.web.service), kept);
        database.close().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_folder_files_are_refused_with_a_sentence_and_the_rest_works() {
    for service in services().await {
        let bare = App::open(&service.url, Clock::Stopped(noon())).await.unwrap();
        let beside = service.url.starts_with("sqlite");
        let case = Case::on(Web::on(Service { app: bare, ..service })).await;
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        let evidence = case.planned(&area, &person, 3).await;
        let sent =
            case.upload(&case.supplier, &format!("{evidence}/files"), "a.txt", b"text").await;
        if beside {
            sent.is(201);
            let path = case.web.service.url.trim_start_matches("sqlite://");
            assert_eq!(std::fs::read_dir(format!("{path}.files")).unwrap().count(), 1);
        } else {
            let refused = sent.is(409).json();
            assert!(refused["detail"].as_str().unwrap().contains("--files"));
        }
        case.delivered(&case.supplier, &evidence, "2026-06-09").await;
    }
}

#[tokio::test]
async fn readiness_names_what_is_missing_and_how_long_is_left() {
    for case in cases().await {
        let person = case.person("Ada").await;
        let (one, two) = (case.area("Releases", 4).await, case.area("Incidents", 2).await);
        case.reached(&two, &person, 2, "2026-06-05").await;
        case.planned(&one, &person, 4).await;
        let path = case.of_contract("exit-readiness");
        let readiness = case.get(&case.supplier, &path).await.is(200).json();
        // 30 June to 28 September.
        assert_eq!(readiness["days_left"], 90);
        assert_eq!((&readiness["below_target"], &readiness["at_risk"]), (&json!(1), &json!(2)));
        let first = &readiness["areas"][0];
        assert_eq!(first["title"], "Releases");
        assert_eq!(first["evidence_missing"], "Planned, and not delivered yet");
        assert_eq!(readiness["areas"][1]["evidence_missing"], Value::Null);
        let page = format!("/contracts/{}/knowledge/readiness", case.contract);
        let page = case.get(&case.supplier, &page).await.is(200);
        assert!(page.text().contains("90 days") && page.text().contains("At risk"));
    }
}

#[tokio::test]
async fn both_sides_go_the_whole_way_on_pages() {
    for case in cases().await {
        let knowledge = format!("/contracts/{}/knowledge", case.contract);
        let overview = case.get(&case.lead, &format!("/contracts/{}", case.contract)).await.is(200);
        assert!(overview.text().contains(&knowledge));
        let empty = case.get(&case.supplier, &knowledge).await.is(200);
        assert!(empty.text().contains("No knowledge areas are planned yet"));

        let new = format!("{knowledge}/areas/new");
        let wrong = "title=&weight=x&baseline=none&target=independent&target_on=32/13/2026";
        let wrong = case.form(&case.supplier, &new, wrong).await.is(422);
        assert!(wrong.text().contains("There is a problem"));
        let right = "title=Releases&weight=1&baseline=none&target=independent&target_on=1/9/2026";
        let area = case.form(&case.supplier, &new, right).await.is(303);
        let area = area.header("location").to_owned();
        let person = "name=Duty+engineer&role=&side=client&from=&until=&revision=0";
        case.form(&case.supplier, &format!("{knowledge}/people/new"), person).await.is(303);

        let page = case.get(&case.supplier, &area).await.is(200);
        let plan = link(page.text(), "Plan evidence");
        let form = case.get(&case.supplier, &plan).await.is(200);
        let person = between(form.text(), "<option value=\"", "\"").to_owned();
        let sent = format!("title=Together&person={person}&kind=pairing&level=reverse_shadow&due=");
        let evidence = case.form(&case.supplier, &plan, &sent).await.is(303);
        let evidence = evidence.header("location").to_owned();

        case.upload(&case.supplier, &format!("{evidence}/files"), "a.exe", b"MZ\x00").await.is(422);
        let files = format!("{evidence}/files");
        case.upload(&case.supplier, &files, "a.txt", b"Log of the release").await.is(303);
        let page = case.get(&case.supplier, &evidence).await.is(200);
        assert!(page.text().contains("a.txt"));
        let deliver = link(page.text(), "Deliver this evidence");
        let form = case.get(&case.supplier, &deliver).await.is(200);
        let sent = format!("on=9/6/2026&note=&link=&revision={}", revision(form.text()));
        case.form(&case.supplier, &deliver, &sent).await.is(303);
        let page = case.get(&case.supplier, &evidence).await.is(200);
        assert!(!page.text().contains("Verify this evidence"), "the supplier does not verify");

        let page = case.get(&case.lead, &evidence).await.is(200);
        let verify = link(page.text(), "Verify this evidence");
        let form = case.get(&case.lead, &verify).await.is(200);
        let stale = case.form(&case.lead, &verify, "on=10/6/2026&revision=1").await.is(422);
        assert!(stale.text().contains("Somebody else changed this evidence"));
        let sent = format!("on=1/6/2026&revision={}", revision(form.text()));
        let early = case.form(&case.lead, &verify, &sent).await.is(422);
        assert!(early.text().contains("It was delivered on 2026-06-09"));
        let sent = format!("on=10/6/2026&revision={}", revision(form.text()));
        case.form(&case.lead, &verify, &sent).await.is(303);

        let page = case.get(&case.supplier, &knowledge).await.is(200);
        assert!(page.text().contains("75.0 out of 100"));
        let page = case.get(&case.supplier, &area).await.is(200);
        assert!(page.text().contains("Verified by lena on 10 June 2026"));
    }
}

#[tokio::test]
async fn the_burn_up_shows_both_sides_what_was_verified_planned_and_forecast() {
    for case in cases().await {
        let body = json!({ "title": "Releases", "target": "4", "target_on": "2026-08-01" });
        let path = case.of_contract("knowledge-areas");
        let area = case.post(&case.supplier, &path, body).await.is(201).json();
        let (area, person) = (area["id"].as_str().unwrap(), case.person("Duty engineer").await);
        // A quarter more every 10 days reaches 100 on 1 July, 89 days before 28 September.
        for (level, on) in [(1, "2026-06-01"), (2, "2026-06-11"), (3, "2026-06-21")] {
            case.reached(area, &person, level, on).await;
        }
        let event = json!({ "on": "2026-06-05", "title": "New release manager" });
        case.post(&case.lead, &case.of_contract("events"), event).await.is(201);
        let page = format!("/contracts/{}/charts/knowledge", case.contract);
        for who in [&case.lead, &case.supplier] {
            let csv = case.get(who, &case.of_contract("charts/knowledge.csv")).await.is(200);
            assert_eq!(
                csv.text().replace("\r\n", "\n"),
                "date,period,series,value,shorthand,note\n\
                 2026-06-01,1 Jun 2026,verified,25,,\n\
                 2026-06-11,11 Jun 2026,verified,50,,\"Event 1, 5 June 2026: New release manager\"\n\
                 2026-06-21,21 Jun 2026,verified,75,,\n\
                 2026-06-01,1 Jun 2026,planned,0,,\n\
                 2026-08-01,1 Aug 2026,planned,100,,\n\
                 2026-07-01,1 July 2026,forecast,100,,\n\
                 2026-09-28,28 September 2026,ends,100,,\n"
            );
            let page = case.get(who, &page).await.is(200);
            let outlook = "forecast 1 July 2026, 89 days before the end";
            assert!(page.text().contains(outlook), "{}", page.text());
            let knowledge = case.get(who, &format!("/contracts/{}/knowledge", case.contract)).await;
            assert!(
                knowledge
                    .text()
                    .contains(&format!("/contracts/{}/charts/knowledge", case.contract))
            );
        }
        // A level holds until the next, so a window begins with the one there was.
        let csv = case.of_contract("charts/knowledge.csv?from=2026-06-15&to=2026-06-20");
        let csv = case.get(&case.lead, &csv).await.is(200).text().replace("\r\n", "\n");
        let rows: Vec<&str> = csv.lines().filter(|row| row.contains("verified")).collect();
        assert_eq!(rows, ["2026-06-15,15 Jun 2026,verified,50,,"]);
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split(end).next().unwrap()
}

/// Where the words of a link lead.
fn link(page: &str, words: &str) -> String {
    let before = page.split(&format!(">{words}<")).next().unwrap();
    assert!(before.len() < page.len(), "no link {words} in {page}");
    before.rsplit("href=\"").next().unwrap().trim_end_matches('"').to_owned()
}

fn revision(form: &str) -> &str {
    between(form, "name=\"revision\" value=\"", "\"")
}

const HEAD: &str = "contract,area,person,level,on,target,target_date,evidence,witness\n";

fn sheet(rows: &str) -> Sheet {
    Sheet::new(Kind::Knowledge, format!("{HEAD}{rows}"))
}

const ROWS: &str = "C-1,Releases,Duty engineer,3,2026-05-01,4,2026-12-31,Release 4.1,Rowan Hale\n\
                    C-1,Releases,Duty engineer,4,2026-06-01,4,2026-12-31,Release 4.2,Rowan Hale\n\
                    C-1,Incidents,Service manager,1,2026-05-01,2,,Briefing,\n";

async fn contract(service: &Service) -> ContractId {
    let command = command("Northmoor Council", "C-1");
    service.app.add_contract(&service.actor, command).await.unwrap().id
}

async fn index(service: &Service, contract: ContractId) -> Option<String> {
    let known = service.app.knowledge(&service.actor, contract, None).await.unwrap();
    known.index().map(|index| format!("{:.2}", index.published.decimal()))
}

#[tokio::test]
async fn an_import_is_checked_applied_repeated_without_effect_and_taken_back() {
    for service in services().await {
        let contract = contract(&service).await;
        let checked = done(import(&service, &sheet(ROWS), Mode::Check).await);
        assert_eq!((checked.counts.new, checked.counts.changed), (3, 0));
        assert_eq!(index(&service, contract).await, None);

        let applied = done(import(&service, &sheet(ROWS), Mode::Apply).await);
        assert_eq!((applied.counts.new, applied.counts.problems), (3, 0));
        // 1×4 + 1×1 = 5 of 1×4 + 1×2 = 6: 83.333…
        assert_eq!(index(&service, contract).await.as_deref(), Some("83.33"));
        assert!(matches!(import(&service, &sheet(ROWS), Mode::Apply).await, Outcome::SameFile(_)));

        let more = "C-1,incidents,service MANAGER,2,2026-05-01,2,,Drill,Rowan Hale\n\
                    C-1,Releases,Duty engineer,4,2026-06-01,4,2026-12-31,Release 4.2,Rowan Hale\n";
        let more = done(import(&service, &sheet(more), Mode::Apply).await);
        assert_eq!((more.counts.new, more.counts.changed, more.counts.unchanged), (0, 1, 1));
        assert_eq!(index(&service, contract).await.as_deref(), Some("100.00"));
        let app = &service.app;
        let blocked = app.undo_import(&service.actor, applied.id).await.unwrap_err().to_string();
        assert!(blocked.contains("changed after this import"), "{blocked}");
        app.undo_import(&service.actor, more.id).await.unwrap();
        assert_eq!(index(&service, contract).await.as_deref(), Some("83.33"));
        app.undo_import(&service.actor, applied.id).await.unwrap();
        assert_eq!(index(&service, contract).await, None);
        let known = app.knowledge(&service.actor, contract, None).await.unwrap();
        assert_eq!((known.record.areas.len(), known.record.holders.len()), (0, 0));
    }
}

#[tokio::test]
async fn an_export_comes_back_as_it_was() {
    for web in webs().await {
        let service = &web.service;
        let contract = contract(service).await;
        done(import(service, &sheet(ROWS), Mode::Apply).await);
        let before = service.app.knowledge(&service.actor, contract, None).await.unwrap();
        let file = web.get("/api/v1/exports/knowledge.csv").await.is(200);
        let back = Sheet::new(Kind::Knowledge, file.body.clone());
        let again = done(import(service, &back, Mode::Check).await);
        assert_eq!((again.counts.unchanged, again.counts.new, again.counts.changed), (3, 0, 0));

        for other in services().await {
            let contract = self::contract(&other).await;
            done(import(&other, &back, Mode::Apply).await);
            let after = other.app.knowledge(&other.actor, contract, None).await.unwrap();
            let plans = |known: &scorecard::domain::knowledge::known::Known| {
                known.record.areas.iter().map(|area| area.plan.clone()).collect::<Vec<_>>()
            };
            assert_eq!(plans(&before), plans(&after));
            assert_eq!(before.history(), after.history());
        }
    }
}

#[tokio::test]
async fn every_problem_of_an_import_is_told_with_its_line_and_nothing_is_stored() {
    let rows = "C-9,Releases,Ada,1,2026-05-01,4,,,\n\
                C-1,Releases,Ada,3,2026-05-01,4,,,\n\
                C-1,Releases,Ada,3,2026-05-02,4,,,ada\n\
                C-1,Releases,Ada,3,2026-05-03,4,,,Larkspur Digital\n\
                C-1,Releases,Ada,3,2026-05-04,4,,,sana\n\
                C-1,Releases,Ada,1,2026-07-01,4,,,\n\
                C-1,Incidents,Ada,1,2026-05-05,,,,\n\
                C-1,Releases,Ada,1,2026-05-06,3,,,\n\
                C-1,Releases,Ada,1,2026-05-07,4,,,\n\
                C-1,Releases,Ada,2,2026-05-07,4,,,\n\
                C-1,Releases,Ada,7,2026-05-08,4,,,\n";
    let expected = counted(&[
        ("contract: no contract has this reference", 1),
        ("level: line 10 gives 1 for the same area, person and day", 1),
        ("level: this is not a level of knowledge", 1),
        ("on: the day lies ahead; only what was verified is recorded", 1),
        ("target: the target of this area is 4", 1),
        ("target: “Incidents” is new and has no target to reach", 1),
        ("witness: a witness belongs to the client, and this is the supplier", 2),
        ("witness: from level 3 on, somebody of the client has to have seen it", 1),
        ("witness: nobody is the witness of what they can do themselves", 1),
    ]);
    for service in services().await {
        let contract = contract(&service).await;
        service.session_of("sana", Role::SupplierMember, "Larkspur Digital").await;
        let import = refused(import(&service, &sheet(rows), Mode::Apply).await);
        let problems = problems(&service, import.id).await;
        assert_eq!(told(&problems), expected);
        assert_eq!(lines(&problems), [2, 3, 4, 5, 6, 7, 8, 9, 11, 12]);
        let known = service.app.knowledge(&service.actor, contract, None).await.unwrap();
        assert_eq!((known.record.areas.len(), known.record.holders.len()), (0, 0));
    }
}

#[tokio::test]
async fn an_import_does_not_write_over_what_a_witness_verified() {
    for case in cases().await {
        let (area, person) = (case.area("Releases", 4).await, case.person("Ada").await);
        case.reached(&area, &person, 3, "2026-06-05").await;
        let service = &case.web.service;
        let rows = "C-1,Releases,Ada,4,2026-06-05,4,,,Rowan Hale\n";
        let import = refused(import(service, &sheet(rows), Mode::Apply).await);
        let told = told(&problems(service, import.id).await);
        assert_eq!(told, counted(&[("level: level 3 was verified from evidence on that day", 1)]));
        assert_eq!(case.index().await, "75.00");
    }
}

#[tokio::test]
async fn somebody_who_does_not_witness_imports_no_levels() {
    for case in cases().await {
        let service = &case.web.service;
        let buyer = service.session_of("cara", Role::Commercial, "Northmoor Council").await;
        let text = format!("{HEAD}C-1,Releases,Ada,1,2026-06-05,4,,,\n");
        let path = "/api/v1/imports?kind=knowledge";
        let refused = case.upload(&buyer, path, "a.csv", text.as_bytes()).await.is(422);
        assert_eq!(refused.json()["errors"][0]["column"], "level");
        case.upload(&case.lead, path, "a.csv", text.as_bytes()).await.is(201);
        assert_eq!(case.index().await, "25.00");
    }
}

#[tokio::test]
async fn evidence_of_another_contract_is_about_nobody_here() {
    for service in services().await {
        let Service { app, actor, .. } = &service;
        let one = contract(&service).await;
        let two = app.add_contract(actor, command("Northmoor Council", "C-2")).await.unwrap().id;
        let area = app.add_area(actor, one, plan("Releases", 4)).await.unwrap();
        let holder = app.add_holder(actor, two, post("Ada")).await.unwrap();
        let wanted = EvidencePlan {
            holder: holder.id,
            kind: evidence::Kind::Session,
            title: "Session".to_owned(),
            level: Level::Aware,
            due: None,
        };
        let error = app.plan_evidence(actor, area.id, wanted.clone()).await.unwrap_err();
        assert!(matches!(error, scorecard::app::Error::Invalid(_)), "{error:?}");

        let own = app.add_holder(actor, one, post("Ada")).await.unwrap();
        let wanted = EvidencePlan { holder: own.id, ..wanted };
        let planned = app.plan_evidence(actor, area.id, wanted).await.unwrap();
        let delivery = Delivery { on: noon().date_naive(), note: None, link: None };
        let empty = app.deliver_evidence(actor, planned.id, 1, delivery).await.unwrap_err();
        assert!(empty.to_string().contains("there is nothing to look at"), "{empty}");
    }
}
