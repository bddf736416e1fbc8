//! Input that is wrong: every fault of it is named with its place, its value and what to do, and
//! nothing of it is stored.

use crate::cli::Desk;
use crate::support::database::contents;
use crate::support::service::services;
use crate::support::web::{Answer, Web, webs};
use scorecard::app::imports::{Row, Table, Unread};
use scorecard::domain::imports::Kind;
use scorecard::domain::problems::Place;
use scorecard::inbound::csv::{RECORD_LIMIT, ReadSettings, Source, table};
use serde_json::{Value, json};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const SCORES: &str = "/api/v1/imports?kind=scores";
const KPIS: &str = "/api/v1/imports?kind=kpis";
const CONTRACTS: &str = "/api/v1/imports?kind=contracts";

async fn contract(web: &Web) -> String {
    let contract = json!({
        "client": "Northmoor Council",
        "supplier": "Larkspur Digital",
        "reference": "C-1",
        "title": "Digital delivery partner",
    });
    let added = web.post("/api/v1/contracts", &contract).await.is(201).json();
    added["id"].as_str().unwrap().to_owned()
}

/// Everything a refusal says is wrong; each with its value, the fault and the remedy.
#[track_caller]
fn errors(refusal: Answer) -> Vec<Value> {
    let refusal = refusal.is(422);
    assert_eq!(refusal.header("content-type"), "application/problem+json");
    let errors = refusal.json()["errors"].as_array().cloned().unwrap_or_default();
    assert!(!errors.is_empty(), "{}", refusal.text());
    for error in &errors {
        let said = |part: &str| error[part].as_str().is_some_and(|text| !text.is_empty());
        assert!(said("message") && said("remedy") && error["value"].is_string(), "{error}");
    }
    errors
}

/// Sends a file that has to be refused, and holds the database to what it was.
async fn refused(web: &Web, path: &str, file: impl AsRef<[u8]>) -> Vec<Value> {
    let before = contents(&web.service.url).await;
    let refusal = web.upload(path, file, &[]).await;
    assert_eq!(contents(&web.service.url).await, before);
    errors(refusal)
}

/// Line, column, value and the start of the message of each error.
fn places(errors: &[Value]) -> Vec<(u64, &str, &str)> {
    let place = |error: &Value| error["line"].as_u64().unwrap_or(0);
    errors
        .iter()
        .map(|error| {
            let column = error["column"].as_str().or(error["field"].as_str()).unwrap_or("");
            (place(error), column, error["value"].as_str().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn every_fault_of_a_scores_file_is_named() {
    let file = "contract,meeting_date,side,criterion,value,comment\n\
                C-1,2026-03-04,client,outcomes,4,\n\
                C-1,2026-03-04,client,outcomes,5,\n\
                C-1,2026-03-04,client,commitments,6,\n\
                C-9,2026-03-04,client,outcomes,4,\n\
                C-1,2026-02-30,client,outcomes,4,\n\
                C-1,2026-03-05,client,spend\n\
                contract,meeting_date,side,criterion,value,comment\n\
                C-1,2026-03-05,client,charm,4,\n\
                C-1,2026-03-05,client,outcomes,4,a,b\n\
                C-1,5/3/26,them,spend,4,\n\
                C-1,2026-03-05,client,spend,-1,\n\
                ,2026-03-05,client,spend,4,\n";
    for web in webs().await {
        contract(&web).await;
        let errors = refused(&web, SCORES, file).await;
        let expected = [
            (3, "value", "5"),
            (4, "value", "6"),
            (5, "contract", "C-9"),
            (6, "meeting_date", "2026-02-30"),
            (7, "value", "C-1, 2026-03-05, client, spend"),
            (8, "", "contract, meeting_date, side, criterion, value, comment"),
            (9, "criterion", "charm"),
            (10, "past the header", "b"),
            (11, "meeting_date", "5/3/26"),
            (11, "side", "them"),
            (12, "value", "-1"),
            (13, "contract", ""),
        ];
        assert_eq!(places(&errors), expected, "{errors:#?}");
        assert_eq!(errors[0]["message"], "line 2 gives 4 for the same meeting, side and criterion");
        assert_eq!(errors[1]["remedy"], "Give 1, 2, 3, 4 or 5");
    }
}

#[tokio::test]
async fn every_fault_of_a_kpi_file_is_named() {
    let file = "contract,kpi,period,actual,target,direction\n\
                C-1,Uptime,2026-01,99,98,higher\n\
                C-1,Uptime,2026-Q1,99,98,higher\n\
                C-1,Uptime,2026-01,97,98,higher\n\
                C-1,Uptime,2026-01,99,97,higher\n\
                C-1,Uptime,2026-02,99,98,lower\n\
                C-1,Delay,2026-02,3,4,\n\
                C-1,Uptime,2026-13,99,98,higher\n\
                C-1,Uptime,2010-11,99,98,higher\n\
                C-1,Uptime,2026-03,ninety,98,higher\n\
                C-1,Uptime,2026-04,1.1234567,98,higher\n\
                C-1,Uptime,2026-05,99,98,up and down\n\
                C-9,Uptime,2026-05,99,98,higher\n";
    for web in webs().await {
        contract(&web).await;
        let errors = refused(&web, KPIS, file).await;
        let expected = [
            (3, "period", "Q3"),
            (4, "actual", "97"),
            (5, "actual", "99"),
            (6, "direction", "lower"),
            (7, "direction", ""),
            (8, "period", "2026-13"),
            (9, "period", "2010-11"),
            (10, "actual", "ninety"),
            (11, "actual", "1.1234567"),
            (12, "direction", "up and down"),
            (13, "contract", "C-9"),
        ];
        let mut found = places(&errors);
        // The period is shown by the name it goes by, and not as it was written.
        assert!(found[0].2.contains("2026"), "{errors:#?}");
        found[0].2 = "Q3";
        assert_eq!(found, expected, "{errors:#?}");
    }
}

#[tokio::test]
async fn every_fault_of_a_contracts_file_is_named() {
    let long = "x".repeat(2_001);
    let file = format!(
        "reference,title,client,supplier,start,end,value_gbp,pricing_model\n\
         C-1,Repairs,Northmoor Council,Larkspur Digital,,,,\n\
         C-2,Parking,Northmoor Council,Hazel Systems,2026-04-01,2026-03-31,,\n\
         C-3,,Northmoor Council,n/a,31/04/2026,,,\n\
         C-1,Gardens,Northmoor Council,Larkspur Digital,,,,\n\
         C-4,Parking,Northmoor Council,Hazel Systems,,,-5,barter\n\
         {long},Parking,Northmoor Council,Hazel Systems,,,10.001,\n"
    );
    for web in webs().await {
        let errors = refused(&web, CONTRACTS, &file).await;
        let expected = [
            (3, "end", "2026-03-31"),
            (4, "title", ""),
            (4, "supplier", "n/a"),
            (4, "start", "31/04/2026"),
            (5, "reference", "C-1"),
            (6, "value_gbp", "-5"),
            (6, "pricing_model", "barter"),
            (7, "reference", &long[..80]),
            (7, "value_gbp", "10.001"),
        ];
        assert_eq!(places(&errors), expected, "{errors:#?}");
    }
}

/// Line, column, value and message of each error, one a line.
fn told(errors: &[Value]) -> Vec<String> {
    let text = |error: &Value, part: &str| error[part].as_str().unwrap_or("").to_owned();
    errors
        .iter()
        .map(|error| {
            let (column, value) = (text(error, "column"), text(error, "value"));
            format!("{} {column} [{value}] {}", error["line"], text(error, "message"))
        })
        .collect()
}

#[tokio::test]
async fn a_score_row_that_cannot_be_read_is_looked_up_all_the_same() {
    let file = "contract,meeting_date,side,criterion,value,state\n\
                C-9,2026-02-30,client,outcomes,9,\n\
                C-1,2026-02-30,them,outcomes,9,\n\
                C-1,2026-02-30,client,charm,9,\n\
                C-1,2026-02-30,client,outcomes,4,\n\
                C-9,2026-03-04,client,outcomes,4,not_due\n\
                ,2026-02-30,client,charm,9,\n";
    for web in webs().await {
        contract(&web).await;
        let errors = refused(&web, SCORES, file).await;
        let expected = [
            "2 meeting_date [2026-02-30] 30 February 2026 is not a real date",
            "2 contract [C-9] no contract has this reference",
            "3 meeting_date [2026-02-30] 30 February 2026 is not a real date",
            "3 side [them] this is not a side",
            "3 value [9] the score is not on the scale of Outcomes achieved",
            "4 meeting_date [2026-02-30] 30 February 2026 is not a real date",
            "4 criterion [charm] the design Partnership has no such criterion",
            "5 meeting_date [2026-02-30] 30 February 2026 is not a real date",
            "6 value [4] this is a score, and the state says not_due",
            "6 contract [C-9] no contract has this reference",
            "7 contract [] this cell is empty",
            "7 meeting_date [2026-02-30] 30 February 2026 is not a real date",
        ];
        assert_eq!(told(&errors), expected, "{errors:#?}");
    }
}

#[tokio::test]
async fn without_a_day_a_score_is_refused_only_when_every_design_refuses_it() {
    let design = r#"
        key = "percentages"
        title = "Percentages"
        minimum_coverage = 60
        bands = [{ rating = "Good", from = 0, to = 100 }]
        [[perspectives]]
        key = "all"
        title = "All"
        weight = 100
        [[perspectives.criteria]]
        key = "outcomes"
        title = "Outcomes"
        weight = 100
        scale = "percent"
    "#;
    let file = "contract,meeting_date,side,criterion,value\n\
                C-1,2026-02-30,client,outcomes,9\n\
                C-1,2026-02-30,client,outcomes,900\n\
                C-1,2026-03-04,client,outcomes,9\n";
    for web in webs().await {
        let id = contract(&web).await;
        web.post_design(design).await.is(201);
        let used = json!({ "design": "percentages", "from": "2026-06-01" });
        web.put(&format!("/api/v1/contracts/{id}/designs"), &[], &used).await.is(200);
        let errors = refused(&web, SCORES, file).await;
        let found = [
            (2, "meeting_date", "2026-02-30"),
            (3, "meeting_date", "2026-02-30"),
            (3, "value", "900"),
            (4, "value", "9"),
        ];
        assert_eq!(places(&errors), found, "{errors:#?}");
    }
}

#[tokio::test]
async fn a_kpi_row_that_cannot_be_read_is_looked_up_all_the_same() {
    let known = "contract,kpi,period,actual,direction,unit\nC-1,Uptime,2026-01,99,higher,%\n";
    let file = "contract,kpi,period,actual,direction,unit,client,supplier\n\
                C-9,Uptime,2026-13,ninety,higher,%,,\n\
                C-1,Uptime,2026-13,99,lower,hours,,\n\
                C-1,Delay,2026-02,many,,days,,\n\
                C-8,Delay,2026-02,many,lower,days,Northmoor Council,Hazel Systems\n\
                C-8,Delay,2026-03,4,,,,\n";
    for web in webs().await {
        contract(&web).await;
        web.upload(KPIS, known, &[]).await.is(201);
        let errors = refused(&web, KPIS, file).await;
        let found = [
            (2, "period", "2026-13"),
            (2, "actual", "ninety"),
            (2, "contract", "C-9"),
            (3, "period", "2026-13"),
            (3, "direction", "lower"),
            (3, "unit", "hours"),
            (4, "actual", "many"),
            (4, "direction", ""),
            (5, "actual", "many"),
        ];
        assert_eq!(places(&errors), found, "{errors:#?}");
    }
}

#[tokio::test]
async fn a_contract_row_that_cannot_be_read_still_needs_a_design() {
    let header = "reference,title,client,supplier,start\n";
    let known = format!("{header}C-1,Repairs,Northmoor Council,Larkspur Digital,\n");
    let file = format!(
        "{header}C-1,,Northmoor Council,Larkspur Digital,\n\
         C-2,Parking,Northmoor Council,Hazel Systems,31/04/2026\n"
    );
    for web in webs().await {
        web.upload(CONTRACTS, &known, &[]).await.is(201);
        let before = contents(&web.service.url).await;
        let refusal = web.upload(CONTRACTS, &file, &[("design", "none-such")]).await;
        assert_eq!(contents(&web.service.url).await, before);
        let errors = errors(refusal);
        let found = [(2, "title", ""), (3, "start", "31/04/2026"), (3, "design", "none-such")];
        assert_eq!(places(&errors), found, "{errors:#?}");
    }
}

#[tokio::test]
async fn rows_that_disagree_are_refused_though_one_says_what_is_recorded() {
    let header = "contract,meeting_date,side,criterion,value\n";
    let first = format!("{header}C-1,2026-03-04,client,outcomes,3\n");
    let both = format!(
        "{header}C-1,2026-03-04,client,outcomes,3\n\
         C-1,2026-03-04,client,spend,2\n\
         C-1,2026-03-04,client,outcomes,4\n\
         C-1,2026-03-04,client,charm,4\n"
    );
    for web in webs().await {
        contract(&web).await;
        web.upload(SCORES, &first, &[]).await.is(201);
        let errors = refused(&web, SCORES, &both).await;
        assert_eq!(places(&errors), [(4, "value", "4"), (5, "criterion", "charm")]);
        assert_eq!(errors[0]["message"], "line 2 gives 3 for the same meeting, side and criterion");

        let header = "contract,kpi,period,actual,target,direction\n";
        let first = format!("{header}C-1,Uptime,2026-01,99,98,higher\n");
        web.upload(KPIS, &first, &[]).await.is(201);
        let both = format!("{first}C-1,Uptime,2026-01,97,98,higher\n");
        let errors = refused(&web, KPIS, &both).await;
        assert_eq!(places(&errors), [(3, "actual", "97")]);
        assert_eq!(errors[0]["message"], "line 2 gives 99 for the same KPI and period");

        let same = "C-1,Digital delivery partner,Northmoor Council,Larkspur Digital\n";
        let other = "C-1,Gardens,Northmoor Council,Larkspur Digital\n";
        let both = format!("reference,title,client,supplier\n{same}{other}{other}");
        let errors = refused(&web, CONTRACTS, &both).await;
        assert_eq!(places(&errors), [(2, "reference", "C-1")]);
        let twice = format!("reference,title,client,supplier\n{other}{other}");
        let done = web.upload(CONTRACTS, &twice, &[]).await.is(201).json();
        assert_eq!((&done["changed"], &done["unchanged"]), (&1.into(), &1.into()));
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_with_what_it_is() {
    let header = "contract,meeting_date,side,criterion,value\n";
    let nul = format!("{header}C-1,2026-03-04,client,outcomes,4\nC-1,2026-03-\0,client,spend,4\n");
    let unclosed =
        format!("{header}C-1,2026-03-04,client,\"outcomes,4\nC-1,2026-03-05,client,spend,4\n");
    // 契約,日付 in Shift JIS: read as windows-1252 there is no heading anybody knows.
    let foreign = b"\x8c\x5f\x96\xf1,\x93\xfa\x95\x74\n1,2\n3,4\n".to_vec();
    let cases: [(&str, Vec<u8>, u64, &str); 10] = [
        ("empty", Vec::new(), 0, "the file is empty"),
        ("blank", b"\n\n\n".to_vec(), 0, "the file is empty"),
        ("header only", header.into(), 0, "the file has a header and no rows"),
        ("zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00contents".to_vec(), 0, "the file is a ZIP"),
        ("nul", nul.into(), 3, "line 3 has a zero byte (NUL) at character 13"),
        ("unclosed", unclosed.into(), 2, "the quotation mark that opens on line 2"),
        (
            "page",
            b"<!DOCTYPE html><html><p>Sign in</p></html>".to_vec(),
            0,
            "the file is a web page",
        ),
        ("json", b"{\"contract\": \"C-1\"}".to_vec(), 0, "the file is a JSON file"),
        ("binary", (0..200_u8).map(|byte| byte % 9 + 1).collect(), 0, "the file is a binary file"),
        ("foreign", foreign, 0, "there is no contract column"),
    ];
    for web in webs().await {
        contract(&web).await;
        for (name, file, line, message) in &cases {
            let errors = refused(&web, SCORES, file).await;
            let told = errors[0]["message"].as_str().unwrap();
            assert!(told.starts_with(message), "{name}: {told}");
            assert_eq!(errors[0]["line"].as_u64().unwrap_or(0), *line, "{name}");
        }
    }
}

#[test]
fn the_program_ends_with_1_and_stores_nothing() {
    let header = "contract,meeting_date,side,criterion,value\n";
    let desk = Desk::new();
    let before = desk.done(&["export", "scores", "--out", "before.csv"]);
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("empty.csv", Vec::new(), "the file is empty"),
        ("header.csv", header.into(), "the file has a header and no rows"),
        ("zip.csv", b"PK\x03\x04\x14\x00contents".to_vec(), "the file is a ZIP"),
        ("nul.csv", format!("{header}C-1,\0\n").into(), "line 2 has a zero byte (NUL)"),
        ("long.csv", [header.as_bytes(), &vec![b'x'; 2_000_000]].concat(), "line 2 is longer"),
        (
            "unknown.csv",
            format!("{header}C-9,2026-03-04,client,spend,4\n").into(),
            "no contract has",
        ),
    ];
    for (name, file, message) in &cases {
        std::fs::write(desk.path(name), file).unwrap();
        let why = desk.refused(&["import", "scores", name]);
        assert!(why.contains(message), "{name}: {why}");
    }
    assert_eq!(desk.done(&["export", "scores", "--out", "before.csv"]), before);
    assert_eq!(before, "0 rows in before.csv\n");
}

#[test]
fn the_program_rounds_values_only_when_asked() {
    let desk = Desk::new();
    desk.write(
        "kpis.csv",
        "contract,kpi,period,actual,direction,client,supplier\n\
         C-1,Uptime,2026-01,99.1234567,higher,Northmoor Council,Larkspur Digital\n",
    );
    let why = desk.refused(&["import", "kpis", "kpis.csv"]);
    assert!(why.contains("add --round to have all values rounded"), "{why}");
    desk.done(&["import", "kpis", "kpis.csv", "--round"]);
    desk.done(&["export", "kpis", "--out", "out.csv"]);
    let out = desk.read("out.csv");
    assert!(out.contains("99.123457"), "{out}");
}

#[tokio::test]
async fn text_in_other_encodings_is_read_as_what_it_says() {
    let file = "reference,title,client,supplier\nC-1,Café,Señor Council,Ångström\n";
    let utf16: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let western: Vec<u8> =
        file.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for encoded in [[b"\xFF\xFE".to_vec(), utf16].concat(), western] {
        for web in webs().await {
            web.upload(CONTRACTS, &encoded, &[]).await.is(201);
            let contracts = web.get("/api/v1/contracts").await.json();
            assert_eq!(contracts["items"][0]["title"], "Café");
            assert_eq!(contracts["items"][0]["supplier"]["name"], "Ångström");
        }
    }
}

#[tokio::test]
async fn a_line_of_40_megabytes_is_refused() {
    let header = b"contract,meeting_date,side,criterion,value\n";
    let file = [header.as_slice(), &vec![b'x'; 40_000_000]].concat();
    // What refuses it never comes to a database, so one is enough.
    let service = services().await.swap_remove(0);
    let web = Web::within(service, 50_000_000);
    let errors = refused(&web, SCORES, file).await;
    assert_eq!(places(&errors), [(2, "", "")]);
    assert_eq!(errors[0]["message"], format!("line 2 is longer than {RECORD_LIMIT} bytes"));
}

#[tokio::test]
async fn ten_thousand_problems_can_all_be_read_in_order() {
    let mut file = "contract,meeting_date,side,criterion,value\n".to_owned();
    for row in 0..10_000 {
        file.push_str(&format!("C-1,2026-03-04,client,outcomes,{}\n", row + 6));
        if row % 2 == 0 {
            file.push_str("C-1,2026-03-04,client,outcomes,4\n");
        }
    }
    for web in webs().await {
        contract(&web).await;
        let refusal = web.upload(SCORES, &file, &[]).await.is(422).json();
        assert_eq!(refusal["errors"].as_array().unwrap().len(), 100);
        let all = refusal["more"].as_str().unwrap();
        let (mut next, mut values) = (Some(format!("{all}?limit=200")), Vec::new());
        while let Some(page) = next {
            let page = web.get(&page).await.is(200).json();
            assert_eq!(page["total"], 10_000);
            let items = page["items"].as_array().unwrap();
            values.extend(items.iter().map(|item| {
                let line = item["line"].as_u64().unwrap();
                (line, item["value"].as_str().unwrap().to_owned())
            }));
            next = page["next"].as_str().map(ToOwned::to_owned);
        }
        // Three lines for each two bad rows, after the header.
        let expected =
            (0..10_000_u64).map(|row| (2 + row / 2 * 3 + row % 2 * 2, (row + 6).to_string()));
        assert_eq!(values, expected.collect::<Vec<_>>());

        let rows = web.get(&all.replace("/problems", "/rejected")).await.is(200);
        let lines: Vec<&str> = rows.text().lines().collect();
        assert_eq!(lines.len(), 10_001);
        assert!(lines[1].starts_with("C-1,2026-03-04,client,outcomes,6,"), "{}", lines[1]);
        assert!(
            lines[10_000].starts_with("C-1,2026-03-04,client,outcomes,10005,"),
            "{}",
            lines[10_000]
        );
        assert_eq!(web.get("/api/v1/contracts").await.json()["total"], 1);
    }
}

/// A design of two perspectives, written with these weights and bands.
fn design(weights: [&str; 2], bands: &str) -> String {
    let perspective = |key: &str, weight: &str| {
        format!(
            "[[perspectives]]\nkey = \"{key}\"\ntitle = \"Part {key}\"\nweight = {weight}\n\
             source = \"meetings\"\ncriteria = [{{ key = \"{key}-1\", title = \"Question {key}\", \
             weight = 100, scale = \"one-to-five\" }}]\n"
        )
    };
    let [one, two] = weights;
    let (one, two) = (perspective("one", one), perspective("two", two));
    format!("key = \"wrong\"\ntitle = \"Wrong\"\nbands = [{bands}]\n{one}{two}")
}

#[tokio::test]
async fn weights_and_bands_that_do_not_add_up_are_refused() {
    let band =
        |from: &str, to: &str| format!("{{ rating = \"From {from}\", from = {from}, to = {to} }}");
    let whole = band("0", "100");
    let overlapping = [band("0", "60"), band("50", "100")].join(", ");
    let holed = [band("0", "40"), band("50", "100")].join(", ");
    let short = band("0", "99.99");
    let cases = [
        (design(["50", "49.99"], &whole), "perspectives", "99.99"),
        (design(["110", "-10"], &whole), "perspectives[0].weight", "110"),
        (design(["105", "-5"], &whole), "perspectives[1].weight", "-5"),
        (design(["50.00001", "49.99999"], &whole), "perspectives[0].weight", "50.00001"),
        (design(["50", "50"], &overlapping), "bands[1].from", "50"),
        (design(["50", "50"], &holed), "bands[1].from", "50"),
        (design(["50", "50"], &short), "bands", "99.99"),
        (design(["\"a\\u0000b\"", "50"], &whole), "perspectives[0].weight", "a\0b"),
        (design(["50", "50"], &whole).replace("\"Wrong\"", "\"W\\u0000\""), "title", "W\0"),
    ];
    for web in webs().await {
        let before = contents(&web.service.url).await;
        for (file, field, value) in &cases {
            let errors = errors(web.post_design(file).await);
            let found = places(&errors);
            assert!(found.contains(&(0, field, value)), "{field} {value}: {errors:#?}");
        }
        assert_eq!(contents(&web.service.url).await, before);
        web.post_design(&design(["50.0001", "49.9999"], &whole)).await.is(201);
    }
}

#[tokio::test]
async fn kpis_and_observations_that_overlap_are_refused() {
    for web in webs().await {
        let id = contract(&web).await;
        let path = format!("/api/v1/contracts/{id}/kpis");
        let bands = |edge: u32| {
            json!([
                { "rating": "Low", "from": 0, "to": edge },
                { "rating": "High", "from": 50, "to": 100 },
            ])
        };
        for edge in [40, 60] {
            let kpi = json!({ "title": "Uptime", "direction": "higher", "bands": bands(edge) });
            let errors = errors(web.put(&path, &[], &kpi).await);
            assert_eq!(places(&errors), [(0, "bands[1].from", "50")]);
        }
        let kpi = json!({ "title": "Uptime", "direction": "higher", "bands": bands(50) });
        let kpi = web.put(&path, &[], &kpi).await.is(200).json();
        let before = contents(&web.service.url).await;
        let path = format!("/api/v1/kpis/{}/observations", kpi["id"].as_str().unwrap());
        let seen = json!([
            { "period": "2026-01", "actual": "99" },
            { "period": "2026-Q1", "actual": "98" },
            { "period": "2026-02", "actual": "97" },
            { "period": "2026-01", "actual": "96" },
        ]);
        let errors = errors(web.post(&path, &seen).await);
        let fields: Vec<&str> = places(&errors).iter().map(|(_, field, _)| *field).collect();
        let expected = [1, 2, 3].map(|at| format!("observations[{at}].period"));
        assert_eq!(fields, expected);
        assert_eq!(contents(&web.service.url).await, before);
    }
}

#[tokio::test]
async fn text_that_cannot_be_kept_is_a_problem_and_no_fault() {
    let (zero, long) = ("a\0b".to_owned(), "é".repeat(1_001));
    for web in webs().await {
        let id = contract(&web).await;
        let before = contents(&web.service.url).await;
        for text in [&zero, &long] {
            for field in ["client", "supplier", "reference", "title", "tender_reference", "design"]
            {
                let mut body =
                    json!({ "client": "A", "supplier": "B", "reference": "C-2", "title": "D" });
                body[field] = text.as_str().into();
                let refusal = web.post("/api/v1/contracts", &body).await.is(422);
                assert_eq!(refusal.fields(), [field]);
            }
            let score = json!({ "side": "client", "criterion": "outcomes", "value": "4", "comment": &zero });
            let scores = json!({ "on": "2026-03-04", "scores": [score] });
            let path = format!("/api/v1/contracts/{id}/meetings");
            assert_eq!(web.post(&path, &scores).await.is(422).fields(), ["scores[0].comment"]);
            let path = format!("/api/v1/contracts/{id}/events");
            let event = json!({ "on": "2026-03-04", "title": text });
            assert_eq!(web.post(&path, &event).await.is(422).fields(), ["title"]);
            let path = format!("/api/v1/contracts/{id}/kpis");
            let kpi = json!({ "title": text, "unit": text, "direction": "higher" });
            assert_eq!(web.put(&path, &[], &kpi).await.is(422).fields(), ["title", "unit"]);
        }
        web.get("/api/v1/contracts?text=a%00b").await.is(400).fields();
        web.get("/api/v1/designs/a%00b").await.is(400).fields();
        assert_eq!(contents(&web.service.url).await, before);
    }
}

/// A file that is never whole anywhere: every row is made when it is read.
struct Endless {
    rows: u64,
    at: u64,
    read: Arc<AtomicU64>,
}

const HEADER: &str = "contract,meeting_date,side,criterion,value\n";
const WIDTH: u64 = 40;

impl Endless {
    fn size(&self) -> u64 {
        u64::try_from(HEADER.len()).unwrap() + self.rows * WIDTH
    }

    /// The header or the row at a place, and how far into it the place is.
    fn line(&self) -> (String, usize) {
        let header = u64::try_from(HEADER.len()).unwrap();
        let Some(below) = self.at.checked_sub(header) else {
            return (HEADER.to_owned(), usize::try_from(self.at).unwrap());
        };
        let row = below / WIDTH;
        // Every third row has a side nobody has.
        let side = if row.is_multiple_of(3) { "nobody" } else { "client" };
        let line = format!("C{row:09},2026-03-04,{side},outcomes,4\n");
        (line, usize::try_from(below % WIDTH).unwrap())
    }
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        while count < out.len() && self.at < self.size() {
            let (line, inside) = self.line();
            let rest = &line.as_bytes()[inside..];
            let some = rest.len().min(out.len() - count);
            out[count..count + some].copy_from_slice(&rest[..some]);
            count += some;
            self.at += u64::try_from(some).unwrap();
        }
        self.read.fetch_add(u64::try_from(count).unwrap(), Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.size().saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        if self.at == 0 {
            self.read.store(0, Ordering::Relaxed);
        }
        Ok(self.at)
    }
}

#[test]
fn a_file_of_300_000_rows_is_read_as_its_rows_are_asked_for() {
    let read = Arc::new(AtomicU64::new(0));
    let file = Endless { rows: 300_000, at: 0, read: Arc::clone(&read) };
    assert_eq!(HEADER.len() + 12_000_000, usize::try_from(file.size()).unwrap());
    let opened =
        table(Kind::Scores, Source::new(file).unwrap(), &ReadSettings::default()).ok().unwrap();
    let Table::Scores(rows) = opened.table else { panic!() };
    let (mut good, mut bad) = (0, 0_u64);
    for (row, Row { line, parsed }) in (1..).zip(rows) {
        assert_eq!(line, row + 1);
        match parsed {
            Ok(_) => good += 1,
            Err(Unread { problems, .. }) => {
                bad += 1;
                let place = Place::Cell { line, column: Some("side".to_owned()) };
                assert!(problems.len() == 1 && problems[0].place == place);
            }
        }
        // No more is read ahead than some blocks of 64 KiB.
        let ahead = read.load(Ordering::Relaxed).saturating_sub(row * WIDTH);
        assert!(ahead < 300_000, "{ahead} bytes were read ahead of row {row}");
    }
    assert_eq!((good, bad), (200_000, 100_000));
}

/// A first line of `x` with no end.
struct Line {
    size: u64,
    at: u64,
    most: Arc<AtomicU64>,
}

impl Read for Line {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = u64::try_from(out.len()).unwrap().min(self.size - self.at);
        let count = usize::try_from(count).unwrap();
        out[..count].fill(b'x');
        self.at += u64::try_from(count).unwrap();
        self.most.store(self.at, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Line {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.size.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn a_line_without_end_is_given_up_at_its_limit() {
    let most = Arc::new(AtomicU64::new(0));
    let line = Line { size: 40_000_000, at: 0, most: Arc::clone(&most) };
    let problems =
        table(Kind::Scores, Source::new(line).unwrap(), &ReadSettings::default()).err().unwrap();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, Place::Cell { line: 1, column: None });
    // The last look at the file ended soon after the limit, 38 megabytes before the end.
    assert!(most.load(Ordering::Relaxed) < 2_000_000);
}
