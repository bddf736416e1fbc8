//! Files sent over HTTP: checked, confirmed, refused, undone.

use crate::support::web::{Answer, webs};
use serde_json::{Value, json};

const CONTRACTS: &str = "reference,title,client,supplier,start\n\
                         C-1,Repairs,Northmoor Council,Larkspur Digital,2026-01-01\n\
                         C-2,Parking,Northmoor Council,Hazel Systems,2026-02-01\n";

const PATH: &str = "/api/v1/imports?kind=contracts";

#[tokio::test]
async fn a_file_is_imported_and_the_same_file_again_does_nothing() {
    for web in webs().await {
        let done = web.upload(PATH, CONTRACTS, &[]).await.is(201);
        let import = done.json();
        assert_eq!((&import["state"], &import["new"]), (&"applied".into(), &2.into()));
        assert_eq!(import["file_name"], "a.csv");
        assert_eq!(web.get(done.header("location")).await.is(200).json(), import);
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 2);

        let again = web.upload(PATH, CONTRACTS, &[]).await.is(200).json();
        assert_eq!(again["same_file"], true);
        assert_eq!(web.get("/api/v1/imports").await.is(200).json()["total"], 1);
        assert_eq!(web.get("/api/v1/imports?kind=kpis").await.json()["total"], 0);
    }
}

#[tokio::test]
async fn a_file_sent_to_the_service_is_the_same_file_to_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("contracts.csv");
    std::fs::write(&file, CONTRACTS).unwrap();
    for web in webs().await {
        web.upload(PATH, CONTRACTS, &[]).await.is(201);
        let told = std::process::Command::new(env!("CARGO_BIN_EXE_scorecard"))
            .args(["import", "contracts", "--database-url"])
            .args([web.service.url.as_ref(), file.as_os_str()])
            .output()
            .unwrap();
        assert!(told.status.success(), "{told:?}");
        let told = String::from_utf8(told.stdout).unwrap();
        assert!(told.contains("Nothing to do: the same file was imported"), "{told}");
    }
}

#[tokio::test]
async fn a_checked_file_is_stored_only_once_it_is_confirmed() {
    for web in webs().await {
        let checked = web.upload(PATH, CONTRACTS, &[("mode", "check")]).await.is(201);
        assert_eq!(checked.json()["state"], "checked");
        assert_eq!(checked.json()["new"], 2);
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 0);

        let confirm = format!("{}/confirm", checked.header("location"));
        let applied = web.post(&confirm, &Value::Null).await.is(201).json();
        assert_eq!((&applied["state"], &applied["new"]), (&"applied".into(), &2.into()));
        assert_eq!(applied["id"], checked.json()["id"]);
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 2);

        let again = web.post(&confirm, &Value::Null).await.is(200).json();
        assert_eq!((&again["same_file"], &again["id"]), (&true.into(), &applied["id"]));
        let history = web.get("/api/v1/imports").await.json();
        assert_eq!(
            (&history["total"], &history["items"][0]["state"]),
            (&1.into(), &"applied".into())
        );
    }
}

#[tokio::test]
async fn a_checked_file_that_is_not_good_any_more_is_refused_in_the_same_record() {
    let kpis = "contract,kpi,period,actual,direction\nC-1,Uptime,2026-01,99,higher\n";
    for web in webs().await {
        let contracts = web.upload(PATH, CONTRACTS, &[]).await.is(201);
        let path = "/api/v1/imports?kind=kpis";
        let checked = web.upload(path, kpis, &[("mode", "check")]).await.is(201);
        let address = checked.header("location");
        web.post(&format!("{}/undo", contracts.header("location")), &Value::Null).await.is(200);

        web.post(&format!("{address}/confirm"), &Value::Null).await.is(422);
        let record = web.get(address).await.json();
        assert_eq!((&record["state"], &record["problems"]), (&"refused".into(), &1.into()));
        let problems = web.get(&format!("{address}/problems")).await.json();
        assert_eq!(problems["items"][0]["message"], "no contract has this reference");
        assert_eq!(web.get("/api/v1/imports?kind=kpis").await.json()["total"], 1);
        web.post(&format!("{address}/confirm"), &Value::Null).await.is(409);
    }
}

#[tokio::test]
async fn an_import_tells_how_its_file_was_understood() {
    let file = "Contracts of the council\n\nRef;Title;Buyer;Vendor;Start;Notes\n\
                C-1;Repairs;Northmoor Council;Larkspur Digital;4/5/2026;urgent\n\
                C-2;Parking;Northmoor Council;Hazel Systems;;\n";
    let told = [("mode", "check"), ("map[reference]", "Ref"), ("set[working_pattern]", "remote")];
    for web in webs().await {
        let checked = web.upload(PATH, file, &told).await.is(201);
        let expected = json!({
            "encoding": "UTF-8",
            "delimiter": "semicolon",
            "lines_above": 2,
            "text_above": ["Contracts of the council"],
            "header_line": 3,
            "first_data_line": 4,
            "headings": ["Ref", "Title", "Buyer", "Vendor", "Start", "Notes"],
            "columns": [
                { "field": "reference", "heading": "Ref" },
                { "field": "title", "heading": "Title" },
                { "field": "client", "heading": "Buyer" },
                { "field": "supplier", "heading": "Vendor" },
                { "field": "start", "heading": "Start" },
            ],
            "set": [{ "field": "working_pattern", "text": "remote" }],
            "ignored": ["Notes"],
            "first_rows": [
                { "line": 4, "cells":
                    ["C-1", "Repairs", "Northmoor Council", "Larkspur Digital", "2026-05-04"] },
                { "line": 5, "cells": ["C-2", "Parking", "Northmoor Council", "Hazel Systems", ""] },
            ],
        });
        assert_eq!(checked.json()["understood"], expected);
        assert_eq!(web.get(checked.header("location")).await.json()["understood"], expected);
        let many: String = (3..60).map(|n| format!("C-{n};T;A;B;;\n")).collect();
        let long = web.upload(PATH, format!("{file}{many}"), &told).await.is(201).json();
        assert_eq!(long["understood"]["first_rows"].as_array().unwrap().len(), 8);
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_in_the_history_with_what_is_wrong() {
    let kpis = "/api/v1/imports?kind=kpis";
    let header = "contract,kpi,period,value,Result\nC-1,Uptime,2026-01,99,98\n";
    let cases = [
        (PATH, "PK\u{3}\u{4}zip", "the file is a ZIP or", "Open it in"),
        (PATH, "", "the file is empty", "Upload a file"),
        (PATH, "title,client,supplier\nA,B,C\n", "there is no reference column", "map[reference]"),
        (kpis, header, "actual is in more than one column", "as map[actual]"),
    ];
    for web in webs().await {
        for (path, file, message, remedy) in cases {
            let refused = web.upload(path, file, &[]).await.is(422).json();
            let address = refused["more"].as_str().unwrap();
            let problem = &web.get(address).await.is(200).json()["items"][0];
            let said = |part: &str| problem[part].as_str().unwrap().to_owned();
            assert!(said("message").starts_with(message), "{problem}");
            assert!(said("remedy").contains(remedy) && !said("remedy").contains("--"), "{problem}");
            let record = web.get(&address.replace("/problems", "")).await.is(200).json();
            assert_eq!((&record["state"], &record["problems"]), (&"refused".into(), &1.into()));
        }
        assert_eq!(web.get("/api/v1/imports").await.json()["total"], 4);
    }
}

#[tokio::test]
async fn a_refused_file_stores_nothing_and_gives_its_bad_rows_back() {
    let bad = format!("{CONTRACTS}C-3,,Northmoor Council,Hazel Systems,2026-02-30\n");
    for web in webs().await {
        let refused = web.upload(PATH, &bad, &[]).await.is(422);
        let document = refused.json();
        let errors = document["errors"].as_array().unwrap();
        let places: Vec<_> = errors.iter().map(|one| (&one["line"], &one["column"])).collect();
        assert_eq!(places, [(&4.into(), &"title".into()), (&4.into(), &"start".into())]);
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 0);

        let all = document["more"].as_str().unwrap();
        let problems = web.get(&format!("{all}?limit=1")).await.is(200).json();
        assert_eq!((&problems["total"], &problems["items"][0]), (&2.into(), &errors[0]));
        let rows = web.get(&all.replace("/problems", "/rejected")).await.is(200);
        assert!(rows.header("content-disposition").starts_with("attachment"));
        let lines: Vec<&str> = rows.text().lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].ends_with(",error"), "{lines:?}");
        assert!(lines[1].starts_with("C-3,,"), "{lines:?}");
    }
}

#[tokio::test]
async fn an_import_is_taken_back() {
    for web in webs().await {
        let done = web.upload(PATH, CONTRACTS, &[]).await.is(201);
        let undo = format!("{}/undo", done.header("location"));
        let undone = web.post(&undo, &serde_json::Value::Null).await.is(200).json();
        assert_eq!(undone["state"], "undone");
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 0);
        web.post(&undo, &serde_json::Value::Null).await.is(409).fields();
    }
}

#[tokio::test]
async fn an_import_said_again_by_a_later_file_stays_until_that_is_taken_back() {
    let more = format!("{CONTRACTS}C-3,Gardens,Northmoor Council,Hazel Systems,\n");
    let kpi = "contract,kpi,period,actual,direction\nC-1,Uptime,2026-01,99,higher\n";
    let kpis = format!("{kpi}C-1,Uptime,2026-02,98,higher\n");
    let cases = [
        (PATH, CONTRACTS, more.as_str(), "2 rows of the later import of a.csv on "),
        ("/api/v1/imports?kind=kpis", kpi, &kpis, "1 row of the later import of a.csv on "),
    ];
    for web in webs().await {
        for (path, first, later, why) in cases {
            let undo = |done: &Answer| format!("{}/undo", done.header("location"));
            let first = undo(&web.upload(path, first, &[]).await.is(201));
            let later = undo(&web.upload(path, later, &[]).await.is(201));
            let refused = web.post(&first, &Value::Null).await.is(409).json();
            let detail = refused["detail"].as_str().unwrap();
            assert!(detail.starts_with(why), "{detail}");
            assert!(detail.ends_with("undo that one first"), "{detail}");
            let page = web.post(&first.replace("/api/v1", ""), &Value::Null).await.is(409);
            assert!(page.text().contains(why), "{}", page.text());
            if path != PATH {
                web.post(&later, &Value::Null).await.is(200);
                web.post(&first, &Value::Null).await.is(200);
            }
        }
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 3);
    }
}

#[tokio::test]
async fn a_file_with_other_headings_is_read_as_it_is_told_to() {
    let file = "Ref;What\nC-1;Repairs\n";
    let told = [
        ("map[]", "reference=Ref"),
        ("map[title]", "What"),
        ("set[client]", "Northmoor Council"),
        ("set[]", "supplier=Larkspur Digital"),
    ];
    for web in webs().await {
        web.upload(PATH, file, &told).await.is(201);
        let contracts = web.get("/api/v1/contracts").await.json();
        assert_eq!(contracts["items"][0]["title"], "Repairs");
    }
}

#[tokio::test]
async fn what_cannot_be_an_import_is_said_before_any_row_is_read() {
    for web in webs().await {
        let wrong = [("mode", "try"), ("colour", "red"), ("set[]", "side")];
        let refused = web.upload(PATH, CONTRACTS, &wrong).await.is(422);
        assert_eq!(refused.fields(), ["mode", "colour", "set[]"]);
        let told = [("periods", "fortnight"), ("decimals", "cut")];
        let refused = web.upload(PATH, CONTRACTS, &told).await.is(422);
        assert_eq!(refused.fields(), ["periods", "decimals"]);

        web.upload("/api/v1/imports?kind=bids", CONTRACTS, &[]).await.is(422).fields();
        web.upload("/api/v1/imports", CONTRACTS, &[]).await.is(422).fields();
        web.upload(PATH, "PK\u{3}\u{4}zip", &[]).await.is(422).fields();
        web.upload(PATH, "", &[]).await.is(422).fields();
        web.upload(PATH, "name,colour\nA,red\n", &[]).await.is(422).fields();
        web.post(PATH, &serde_json::Value::Null).await.is(415).fields();
        let large = "x".repeat(2_100_000);
        web.upload(PATH, &large, &[]).await.is(413).fields();
        let history = web.get("/api/v1/imports").await.json();
        let items = history["items"].as_array().unwrap();
        assert!(items.iter().all(|import| import["state"] == "refused"), "{history}");
        assert_eq!(history["total"], 3);
    }
}

#[tokio::test]
async fn a_template_is_a_file_that_can_be_sent_as_it_is() {
    for web in webs().await {
        let file = web.get("/api/v1/imports/templates/contracts").await.is(200);
        assert!(file.header("content-type").starts_with("text/csv"));
        web.upload(PATH, file.text(), &[]).await.is(201);
        web.get("/api/v1/imports/templates/bids").await.is(404).fields();
    }
}
