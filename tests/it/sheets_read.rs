//! Spreadsheets read: the sheet that is meant, and cells as they would stand in a CSV file.

use crate::cli::Desk;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;
use zip::write::SimpleFileOptions;

const CONTRACTS: &str = "\
reference,title,client,supplier,start,end,value_gbp
C-1,'=SUM(A1),Northmoor Council,Alder Digital,2026-04-01,2029-03-31,480000.5
C-2,Roads,Northmoor Council,'+44 Telecoms,,,
";

const SCORES: &str = "\
contract,meeting_date,side,criterion,value,state,comment
C-1,2026-05-06,client,outcomes,4,,Good
C-1,2026-05-06,client,commitments,,not_applicable,
C-1,2026-05-06,client,fit-for-use,,disputed,-1 day late
";

const KPIS: &str = "\
contract,kpi,period,actual,target,direction,unit
C-1,Incidents fixed on time,2026-04,66.67,95,higher,%
C-1,Incidents fixed on time,2026-05,n/a,95,higher,%
C-1,Incidents fixed on time,2026-06,not scored,,higher,%
";

const VALUE: &str = "\
contract,title,kind,claimed_gbp,due,state,verified_gbp,date,attendance
C-1,'=Open day,event,1500.05,2026-05-31,verified,1200,2026-05-14,38
C-1,Research,delivery,,,accepted,,,
";

#[test]
fn a_spreadsheet_we_wrote_comes_back_and_changes_nothing() {
    let desk = Desk::new();
    let files = [("contracts", CONTRACTS), ("scores", SCORES), ("kpis", KPIS), ("value", VALUE)];
    for (kind, file) in files {
        desk.write("in.csv", file);
        desk.done(&["import", kind, "in.csv"]);
        let texts = ["ods", "xlsx"].map(|form| {
            let name = format!("{kind}.{form}");
            desk.done(&["export", kind, "--out", &name]);
            desk.done(&["read", &name, "--sheet", "3", "--format", "csv"])
        });
        assert_eq!(texts[0], texts[1], "{kind}: both spreadsheets read the same");
        desk.write("back.csv", &texts[0]);
        let back = desk.done(&["import", kind, "back.csv"]);
        let rows = file.lines().count() - 1;
        assert!(back.contains(&format!(" 0 new, 0 changed, {rows} unchanged")), "{kind}: {back}");
    }
}

#[test]
fn the_sheets_to_choose_from_are_named() {
    let desk = Desk::new();
    for form in ["ods", "xlsx"] {
        let name = format!("contracts.{form}");
        desk.done(&["export", "contracts", "--out", &name]);
        let why = desk.refused(&["read", &name]);
        assert!(
            why.contains("say which sheet with --sheet: 1 Cover, 2 Notes, 3 Contracts"),
            "{why}"
        );
        let why = desk.refused(&["read", &name, "--sheet", "4"]);
        assert!(why.contains("there is no sheet 4"), "{why}");
        let text = desk.done(&["read", &name, "--sheet", "2"]);
        assert!(text.contains("2 Notes\n"), "{text}");
    }
}

/// A workbook as people make them: a date, a time, a percentage, a sum that binary fractions miss,
/// a formula, merged cells, a gap, and a sheet put out of sight.
fn odd(desk: &Desk, more_to_see: usize) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Return").unwrap();
    for (name, column) in ["Day", "At", "Share", "Sum", "Twice", "Who"].iter().zip(0..) {
        sheet.write(0, column, *name).unwrap();
    }
    let as_day = Format::new().set_num_format("dd/mm/yyyy");
    let as_moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let day = ExcelDateTime::from_ymd(2026, 7, 31).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 7, 31).unwrap().and_hms(9, 30, 0).unwrap();
    for row in [1, 3] {
        sheet.write_with_format(row, 0, &day, &as_day).unwrap();
        sheet.write_with_format(row, 1, &moment, &as_moment).unwrap();
        sheet.write_with_format(row, 2, 0.85, &Format::new().set_num_format("0%")).unwrap();
        sheet.write(row, 3, 0.1 + 0.2).unwrap();
        sheet.write(row, 4, Formula::new("=2*3").set_result("6")).unwrap();
    }
    sheet.merge_range(1, 5, 2, 5, "Alder", &Format::new()).unwrap();
    book.add_worksheet().set_name("Lists").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    for number in 0..more_to_see {
        book.add_worksheet().set_name(format!("More {number}")).unwrap();
    }
    book.save(desk.path("odd.xlsx")).unwrap();
}

#[test]
fn cells_are_read_as_they_would_stand_in_a_csv_file() {
    let desk = Desk::new();
    odd(&desk, 0);
    assert_eq!(
        desk.done(&["read", "odd.xlsx", "--format", "csv"]),
        "Day,At,Share,Sum,Twice,Who\n\
         2026-07-31,2026-07-31T09:30:00,0.85,0.3,6,Alder\n\
         2026-07-31,2026-07-31T09:30:00,0.85,0.3,6,\n"
    );
    let json = desk.done(&["read", "odd.xlsx", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["layout"]["sheet"], "1 Return");
    assert_eq!(json["rows"][0][5], "Alder");
}

#[test]
fn a_sheet_out_of_sight_is_read_only_when_it_is_asked_for() {
    let desk = Desk::new();
    odd(&desk, 1);
    let why = desk.refused(&["read", "odd.xlsx"]);
    assert!(why.contains("1 Return, 2 Lists (hidden), 3 More 0"), "{why}");
    assert!(desk.run(&["read", "odd.xlsx", "--sheet", "2"]).out.contains("2 Lists"));
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_are_refused_and_not_laid_out() {
    let desk = Desk::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 1).unwrap().write(1_048_575, 16_383, 1).unwrap();
    book.save(desk.path("wide.xlsx")).unwrap();
    let why = desk.refused(&["read", "wide.xlsx"]);
    assert!(why.contains("too large"), "{why}");
}

#[test]
fn a_small_file_that_unpacks_into_a_large_one_is_refused() {
    let desk = Desk::new();
    let file = std::fs::File::create(desk.path("bomb.ods")).unwrap();
    let mut archive = zip::ZipWriter::new(file);
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1_000_000];
    for _ in 0..1_001 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    assert!(std::fs::metadata(desk.path("bomb.ods")).unwrap().len() < 2_000_000);
    let why = desk.refused(&["read", "bomb.ods"]);
    assert!(why.contains("too large"), "{why}");
}

#[test]
fn what_is_no_spreadsheet_is_refused_by_name() {
    let desk = Desk::new();
    for name in ["text.xlsx", "text.ods", "text.xlsm"] {
        desk.write(name, "a,b\n1,2\n");
        let why = desk.refused(&["read", name]);
        assert!(why.starts_with(name) && why.contains("not an XLSX or ODS file"), "{why}");
    }
    desk.write("old.xls", "a,b\n");
    assert!(desk.refused(&["read", "old.xls"]).contains("older kind of spreadsheet"));
    assert!(desk.refused(&["read", "nowhere.ods"]).contains("could not be read"));
}
