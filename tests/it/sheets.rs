//! Spreadsheets of what is recorded: the same values as the CSV file, laid out for everybody.

use crate::cli::Desk;
use crate::support::service::{Keep, Service, noon};
use crate::support::web::{Web, webs};
use calamine::{Data, DataType, Reader, Sheets, open_workbook_auto_from_rs};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use scorecard::app::{App, Clock};
use scorecard::domain::access::{Actor, Role};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{Cursor, Read};

const KINDS: [&str; 5] = ["contracts", "scores", "kpis", "value", "composites"];
const FORMS: [&str; 2] = ["ods", "xlsx"];

const CONTRACTS: &str = "\
reference,title,client,supplier,start,end,value_gbp
C-1,=SUM(A1),Northmoor Council,Alder Digital,2026-04-01,2029-03-31,480000.50
C-2,\"Roads,  \"\"urgent\"\"\",Northmoor Council,+44 Telecoms,,,
";

// Two meetings: the second is scored too thinly for a composite.
const SCORES: &str = "\
contract,meeting_date,side,criterion,value,state,comment
C-1,2026-05-06,client,outcomes,4,,\"Good
-1 day late\"
C-1,2026-05-06,client,commitments,3,,=HYPERLINK(\"x\")
C-1,2026-05-06,client,fit-for-use,4,,
C-1,2026-05-06,client,spend,3,,
C-1,2026-05-06,client,independence,2,,
C-1,2026-06-03,client,outcomes,4,,'=quoted already
C-1,2026-06-03,client,commitments,,not_applicable,
C-1,2026-06-03,client,spend,,disputed,
";

const KPIS: &str = "\
contract,kpi,period,actual,target,direction,unit
C-1,Incidents fixed on time,2026-04,66.67,95,higher,%
C-1,Incidents fixed on time,2026-05,n/a,95,higher,%
C-1,Incidents fixed on time,2026-06,not scored,,higher,%
C-1,Balance,2026-04,-0.1,0,higher,
C-1,Balance,2026-05,123456789012.123456,0,higher,
";

const VALUE: &str = "\
contract,title,kind,claimed_gbp,due,state,verified_gbp,date,attendance
C-1,'=Open day,event,1500.05,2026-05-31,verified,1200,2026-05-14,38
C-1,Research,delivery,,,accepted,,,
";

async fn filled() -> Vec<Web> {
    let webs = webs().await;
    for web in &webs {
        let files =
            [("contracts", CONTRACTS), ("scores", SCORES), ("kpis", KPIS), ("value", VALUE)];
        for (kind, file) in files {
            web.upload(&format!("/api/v1/imports?kind={kind}"), file, &[]).await.is(201);
        }
    }
    webs
}

async fn export(web: &Web, file: &str) -> Vec<u8> {
    web.get(&format!("/api/v1/exports/{file}")).await.is(200).body
}

fn opened(bytes: &[u8]) -> Sheets<Cursor<Vec<u8>>> {
    open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

/// The rows of the last sheet from its first row of headings.
fn table(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut sheets = opened(bytes);
    let last = sheets.sheet_names().pop().unwrap();
    let range = sheets.worksheet_range(&last).unwrap();
    let rows = range.rows().map(<[Data]>::to_vec);
    rows.skip_while(|row| row.iter().filter(|cell| !cell.is_empty()).count() < 2).collect()
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

/// A cell as the CSV file has it, by the kind of its column.
fn as_csv(name: &str, cell: &Data) -> String {
    match (name, cell) {
        (_, Data::Empty) => String::new(),
        ("start" | "end" | "date" | "due" | "meeting_date", day) => {
            day.as_date().unwrap().to_string()
        }
        (
            "value_gbp" | "claimed_gbp" | "verified_gbp" | "attendance" | "value" | "actual"
            | "target" | "composite" | "exact" | "coverage",
            cell,
        ) => match cell {
            Data::Float(number) => number.to_string(),
            Data::String(word) => word.clone(),
            other => panic!("{name}: {other:?}"),
        },
        (_, Data::String(text)) => text.clone(),
        (_, other) => panic!("{name}: {other:?}"),
    }
}

/// The text, or the shortest form of the number it is.
fn shortest(text: &str) -> String {
    Decimal::from_str_exact(text).map_or(text.to_owned(), |number| number.normalize().to_string())
}

#[tokio::test]
async fn every_kind_holds_the_values_of_its_csv_file() {
    for web in filled().await {
        for kind in KINDS {
            let csv = records(&export(&web, &format!("{kind}.csv")).await);
            assert!(2 < csv.len(), "{kind}");
            for form in FORMS {
                let rows = table(&export(&web, &format!("{kind}.{form}")).await);
                assert_eq!(rows.len(), csv.len(), "{kind}.{form}");
                for (row, record) in rows.iter().zip(&csv).skip(1) {
                    let width = record.len();
                    let cells = row.iter().chain(std::iter::repeat(&Data::Empty)).take(width);
                    for ((cell, text), name) in cells.zip(record).zip(&csv[0]) {
                        let expected = match (as_csv(name, cell).as_str(), text.as_str()) {
                            ("[x]", "" | "not_scored") | ("[z]", "" | "not_applicable") => continue,
                            (shown, _) => shortest(shown),
                        };
                        assert_eq!(expected, shortest(text), "{kind}.{form}, {name}");
                    }
                }
            }
        }
    }
}

// 3,875 ÷ 70 = 55.357 142 857 142 857…, as worked out in cli.rs; at the second meeting 15% of the
// weight is scored, which is under the 60% the design asks for.
#[tokio::test]
async fn numbers_are_numbers_days_are_days_and_what_is_missing_says_so() {
    for web in filled().await {
        for form in FORMS {
            let rows = table(&export(&web, &format!("composites.{form}")).await);
            let headings: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
            assert_eq!(
                headings,
                [
                    "contract",
                    "date",
                    "side",
                    "composite (0 to 100)",
                    "exact (0 to 100)",
                    "coverage (% of weight)",
                    "design_version"
                ]
            );
            assert_eq!(rows[1][1].as_date().unwrap().to_string(), "2026-05-06", "{form}");
            assert_eq!(rows[1][3], Data::Float(55.36), "{form}");
            assert_eq!(rows[1][4], Data::Float(55.357_142_857_143), "{form}");
            assert_eq!(rows[1][5], Data::Float(70.0), "{form}");
            assert_eq!(rows[2][3], Data::String("[x]".to_owned()), "{form}");

            let rows = table(&export(&web, &format!("kpis.{form}")).await);
            let actual = |kpi: &str, period: &str| {
                let row = rows.iter().find(|row| row[1] == *kpi && row[2] == *period);
                row.unwrap()[3].clone()
            };
            assert_eq!(actual("Incidents fixed on time", "2026-04"), Data::Float(66.67));
            assert_eq!(actual("Incidents fixed on time", "2026-05"), "[z]");
            assert_eq!(actual("Incidents fixed on time", "2026-06"), "[x]");
            assert_eq!(actual("Balance", "2026-04"), Data::Float(-0.1));
            assert_eq!(actual("Balance", "2026-05"), "123456789012.123456");
        }
    }
}

/// All parts of a spreadsheet file, one after the other.
fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        archive.by_index(place).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

#[tokio::test]
async fn free_text_is_never_a_formula() {
    for web in filled().await {
        for form in FORMS {
            for kind in ["contracts", "scores", "value"] {
                let bytes = export(&web, &format!("{kind}.{form}")).await;
                let text = parts(&bytes);
                assert!(!text.contains("<f>") && !text.contains("table:formula"), "{kind}.{form}");
            }
            let titles: Vec<Data> = table(&export(&web, &format!("contracts.{form}")).await)
                .into_iter()
                .map(|row| row[1].clone())
                .collect();
            assert!(titles.contains(&Data::String("'=SUM(A1)".to_owned())), "{titles:?}");
        }
    }
}

#[tokio::test]
async fn the_layout_keeps_the_rules_for_accessible_spreadsheets() {
    for web in filled().await {
        for (kind, form) in KINDS.iter().flat_map(|kind| FORMS.map(|form| (kind, form))) {
            let place = format!("{kind}.{form}");
            let bytes = export(&web, &place).await;
            let mut sheets = opened(&bytes);
            let names = sheets.sheet_names();
            assert_eq!(names[..2], ["Cover", "Notes"], "{place}");
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 3, "{place}");
            assert!(names.iter().all(|name| name.len() < 31), "{place}");
            for name in &names {
                let range = sheets.worksheet_range(name).unwrap();
                assert_eq!(range.start(), Some((0, 0)), "{place}, {name}: the title is in A1");
                let blank = |row: &[Data]| row.iter().all(Data::is_empty);
                assert!(!range.rows().any(blank), "{place}, {name}: a blank row");
            }
            let rows = table(&bytes);
            let headings: BTreeSet<String> = rows[0].iter().map(ToString::to_string).collect();
            assert_eq!(headings.len(), rows[0].len(), "{place}: a heading twice");
            assert!(!headings.contains(""), "{place}: a column without a heading");
            marked_up(&place, &parts(&bytes));
        }
    }
}

/// What can be told from the parts of the file alone.
fn marked_up(place: &str, all: &str) {
    for unwanted in [
        "<pane",
        "mergeCell",
        "hidden=\"1\"",
        "<autoFilter",
        "<drawing",
        "<headerFooter",
        "-spanned",
        "table:visibility",
        "table:display=",
        "table:database-range",
        "<draw:",
    ] {
        assert!(!all.contains(unwanted), "{place}: {unwanted}");
    }
    if place.ends_with("xlsx") {
        assert_eq!(all.matches("<tablePart ").count(), 2, "{place}: notes and data are tables");
        assert!(all.contains("<dc:title>"), "{place}");
    } else {
        assert_eq!(all.matches("<table:table-header-rows>").count(), 2, "{place}");
        assert!(all.contains("<dc:title>") && all.contains("<dc:language>en-GB<"), "{place}");
        for split in ["HorizontalSplitMode", "VerticalSplitMode"] {
            let name = format!("config:name=\"{split}\"");
            let modes: Vec<&str> =
                all.split(&name).skip(1).filter_map(|rest| rest.split(['>', '<']).nth(1)).collect();
            assert_eq!(modes, ["0"; 3], "{place}: {split}");
        }
    }
}

#[tokio::test]
async fn a_download_is_named_for_what_it_is() {
    for web in filled().await {
        for (file, media) in [
            ("scores.csv", "text/csv; charset=utf-8"),
            ("scores.json", "application/json"),
            ("scores.ods", "application/vnd.oasis.opendocument.spreadsheet"),
            ("scores.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ] {
            let answer = web.get(&format!("/api/v1/exports/{file}")).await.is(200);
            assert_eq!(answer.header("content-type"), media);
            let named = format!("attachment; filename=\"{file}\"");
            assert_eq!(answer.header("content-disposition"), named);
        }
        for unknown in ["scores.pdf", "invoices.csv", "scores", "SCORES.ods"] {
            let answer = web.get(&format!("/api/v1/exports/{unknown}")).await.is(404);
            assert_eq!(answer.json()["detail"], "this export does not exist", "{unknown}");
        }
        let wrong = web.get("/api/v1/exports/scores.csv?contract=C-1").await.is(422);
        assert_eq!(wrong.fields(), ["contract"]);
    }
}

#[tokio::test]
async fn one_contract_can_be_asked_for() {
    for web in filled().await {
        let list = web.get("/api/v1/contracts").await.is(200).json();
        let items = list["items"].as_array().unwrap();
        let second = items.iter().find(|item| item["reference"] == "C-2").unwrap();
        let file = format!("contracts.ods?contract={}", second["id"].as_str().unwrap());
        let bytes = export(&web, &file).await;
        let rows = table(&bytes);
        assert_eq!((rows.len(), &rows[1][0]), (2, &Data::String("C-2".to_owned())));
        let cover = opened(&bytes).worksheet_range("Cover").unwrap();
        assert_eq!(cover[(0, 0)], Data::String("Contracts of contract C-2".to_owned()));
    }
}

// 2 contracts × 3,126 days × 8 criteria = 50,016 rows, and an ODS file takes 50,000.
fn long_scores() -> String {
    let criteria = [
        "outcomes",
        "commitments",
        "fit-for-use",
        "spend",
        "independence",
        "openness",
        "one-team",
        "contribution",
    ];
    let first = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap();
    let mut file = "contract,meeting_date,side,criterion,value\n".to_owned();
    for contract in ["C-1", "C-2"] {
        for day in first.iter_days().take(3_126) {
            for criterion in criteria {
                writeln!(file, "{contract},{day},client,{criterion},3").unwrap();
            }
        }
    }
    file
}

#[tokio::test]
async fn a_table_too_long_for_ods_is_refused_and_csv_is_named_instead() {
    let desk = Desk::new();
    desk.write("contracts.csv", CONTRACTS);
    desk.write("scores.csv", &long_scores());
    desk.done(&["import", "contracts", "contracts.csv"]);
    desk.done(&["import", "scores", "scores.csv"]);
    let why = desk.refused(&["export", "scores", "--out", "long.ods"]);
    assert!(why.contains("more than 50000 rows") && why.contains("long.csv"), "{why}");
    assert!(!desk.path("long.ods").exists());
    assert_eq!(desk.done(&["export", "scores", "--out", "l.csv"]), "50,016 rows in l.csv\n");

    let url = format!("sqlite://{}", desk.path("records.db").display());
    let app = App::open(&url, Clock::Stopped(noon())).await.unwrap();
    let folder = Keep::Folder(tempfile::tempdir().unwrap());
    let actor = Actor::administrator();
    let files = tempfile::tempdir().unwrap();
    let mut service = Service { app, actor, session: None, url, files, _keep: folder };
    service.session = Some(service.session_of("tester", Role::Administrator, "").await);
    let web = Web::on(service);
    let answer = web.get("/api/v1/exports/scores.ods").await.is(409);
    assert!(answer.json()["detail"].as_str().unwrap().contains(".csv"), "{}", answer.text());
}

#[test]
fn the_command_line_writes_both_kinds_of_spreadsheet() {
    let desk = Desk::new();
    desk.write("contracts.csv", CONTRACTS);
    desk.done(&["import", "contracts", "contracts.csv"]);
    for form in FORMS {
        let name = format!("contracts.{form}");
        assert_eq!(
            desk.done(&["export", "contracts", "--out", &name]),
            format!("2 rows in {name}\n")
        );
        let rows = table(&std::fs::read(desk.path(&name)).unwrap());
        assert_eq!((rows.len(), &rows[1][0]), (3, &Data::String("C-1".to_owned())));
        assert_eq!(rows[1][6], Data::Float(480_000.5));
    }
}
