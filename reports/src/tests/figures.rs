//! Promises about figures: the same in the picture, the table and the file.

use super::samples::{self, kpi, line, number, trend};
use crate::*;

#[test]
fn the_csv_prints_figures_exactly_as_published_with_crlf() {
    assert_eq!(
        trend().csv().unwrap(),
        "date,period,series,value,shorthand,target,note\r\n\
         2025-01-06,6 Jan 2025,Client,65.25,,72,\r\n\
         2025-01-13,13 Jan 2025,Client,,[x],72,\r\n\
         2025-01-20,20 Jan 2025,Client,66.10,,72,\"Event 1, 14 January 2025: Major incident; \
         Event 2, 15 January 2025: New service owner; [b] Weights changed\"\r\n\
         2025-01-27,27 Jan 2025,Client,70.00,,72,\r\n\
         2025-02-03,3 Feb 2025,Client,71.449,[p],72,\r\n\
         2025-01-06,6 Jan 2025,Supplier self-score,70,,72,\r\n\
         2025-01-13,13 Jan 2025,Supplier self-score,71.5,,72,\r\n\
         2025-01-20,20 Jan 2025,Supplier self-score,72,,72,\"Event 1, 14 January 2025: Major \
         incident; Event 2, 15 January 2025: New service owner; [b] Weights changed\"\r\n\
         2025-01-27,27 Jan 2025,Supplier self-score,,[x],72,\r\n\
         2025-02-03,3 Feb 2025,Supplier self-score,72.05,,72,\r\n\
         2025-01-06,6 Jan 2025,Agreed,66,,72,\r\n\
         2025-01-13,13 Jan 2025,Agreed,,[x],72,\r\n\
         2025-01-20,20 Jan 2025,Agreed,68,,72,\"Event 1, 14 January 2025: Major incident; \
         Event 2, 15 January 2025: New service owner; [b] Weights changed\"\r\n\
         2025-01-27,27 Jan 2025,Agreed,70.5,,72,\r\n\
         2025-02-03,3 Feb 2025,Agreed,71.75,,72,\r\n"
    );
}

#[test]
fn the_page_table_has_a_column_a_line_and_shorthand_for_gaps() {
    let table = trend().table();
    assert_eq!(table.caption, "Score for Platform Support. Weekly, January to March 2025");
    let lines: Vec<String> =
        [table.header].into_iter().chain(table.rows).map(|row| row.join(" | ")).collect();
    assert_eq!(
        lines,
        [
            "Period | Client | Supplier self-score | Agreed | Target | Notes",
            "6 Jan 2025 | 65.3 | 70.0 | 66.0 | 72.0 | ",
            "13 Jan 2025 | [x] | 71.5 | [x] | 72.0 | ",
            "20 Jan 2025 | 66.1 | 72.0 | 68.0 | 72.0 | Event 1, 14 January 2025: Major incident; \
             Event 2, 15 January 2025: New service owner; [b] Weights changed",
            "27 Jan 2025 | 70.0 | [x] | 70.5 | 72.0 | ",
            "3 Feb 2025 | 71.4 [p] | 72.1 | 71.8 | 72.0 | ",
        ]
    );
}

#[test]
fn the_figure_at_the_end_of_each_line_is_the_last_of_its_csv_rows() {
    let chart = trend();
    let svg = chart.svg(Size::WIDE).unwrap();
    let records = chart.records();
    for series in &chart.series {
        let rows = records.rows.iter().filter(|row| row.get(2) == Some(&series.name));
        let last = rows.filter_map(|row| row.get(3)).rfind(|value| !value.is_empty()).unwrap();
        let shown = chart.about.measure.label(number(last));
        let wanted = format!(">{} {shown}", series.name);
        assert!(svg.contains(&wanted), "{wanted} is not in the picture");
    }
}

#[test]
fn figures_are_rounded_half_away_from_zero_only_to_be_shown() {
    let measure = Measure::score();
    for (value, shown) in
        [("71.45", "71.5"), ("71.449", "71.4"), ("-0.04", "0.0"), ("-0.05", "-0.1"), ("5", "5.0")]
    {
        assert_eq!(measure.label(number(value)), shown);
    }
    let pounds = Measure { name: "spend".into(), unit: Unit::Pounds, places: 0 };
    assert_eq!(pounds.label(number("-1234567.5")), "-£1,234,568");
}

#[test]
fn free_text_that_a_spreadsheet_would_run_is_defused_and_numbers_are_not() {
    let mut chart = line(&["-5.20"]);
    for series in &mut chart.series {
        series.name = "=HYPERLINK(\"x\")".into();
        for point in &mut series.points {
            point.label = "@week".into();
        }
    }
    let csv = chart.csv().unwrap();
    assert!(csv.contains("2025-01-06,'@week,\"'=HYPERLINK(\"\"x\"\")\",-5.20,,,\r\n"), "{csv}");
}

#[test]
fn a_kpi_keeps_each_period_s_own_target_and_says_whether_it_was_met() {
    let chart = kpi(Direction::Higher, &[("95", "95"), ("95", "96"), ("x", "96")]);
    assert_eq!(
        chart.csv().unwrap(),
        "date,period,value,shorthand,target,target_met,rating,note\r\n\
         2025-01-06,6 Jan 2025,95,,95,yes,,\r\n\
         2025-01-13,13 Jan 2025,95,,96,no,,\r\n\
         2025-01-20,20 Jan 2025,,[x],96,,,\r\n"
    );
    let lower = kpi(Direction::Lower, &[("95", "95"), ("95", "96"), ("97", "96")]);
    let met: Vec<String> =
        lower.table().rows.iter().filter_map(|row| row.get(3).cloned()).collect();
    assert_eq!(met, ["yes", "yes", "no"]);
}

#[test]
fn panels_and_bullets_print_every_reading() {
    let csv = samples::multiples(1).csv().unwrap();
    assert!(csv.starts_with(
        "criterion,date,period,side,value,shorthand\r\n\
         Criterion 1 with quite a long name to wrap,2025-01-06,6 Jan 2025,client,1,\r\n\
         Criterion 1 with quite a long name to wrap,2025-01-06,6 Jan 2025,supplier,4,\r\n"
    ));
    assert_eq!(csv.lines().count(), 11);
    assert_eq!(
        samples::bullets().csv().unwrap(),
        "label,value,shorthand,target,target_met,rating\r\n\
         Quality,71.45,,70,yes,Good\r\n\
         Value add to the organisation as a whole,22.1,,70,no,Inadequate\r\n\
         Culture,,[x],70,,Other\r\n"
    );
}
