//! Promises about the figures of charts of meetings.

use super::meetings::*;
use super::pictures::check_labels;
use super::samples::{date, number, reading};
use crate::*;

#[track_caller]
fn check(chart: &dyn Chart, csv: &str) {
    assert_eq!(chart.csv().unwrap().replace("\r\n", "\n"), csv);
}

#[test]
fn the_widest_gap_comes_first_and_one_without_a_side_last() {
    let label = |at: u32| format!("Criterion {at} with quite a long name to wrap");
    check(
        &gaps(&["4 3", "x 5", "2 4", "3 3"]),
        &format!(
            "label,client,client_shorthand,supplier_self_score,supplier_self_score_shorthand,gap\n\
             {},2,,4,,-2\n{},4,,3,,1\n{},3,,3,,0\n{},,[x],5,,\n",
            label(3),
            label(1),
            label(4),
            label(2)
        ),
    );
}

#[test]
fn a_gap_over_time_keeps_its_sign_and_a_missing_one_is_no_zero() {
    check(
        &gap_trend(&["-9.25", "x", "3"]),
        "date,period,gap,shorthand,note\n\
         2025-01-06,6 Jan 2025,-9.25,,\n\
         2025-01-13,13 Jan 2025,,[x],\n\
         2025-01-20,20 Jan 2025,3,,\n",
    );
}

#[test]
fn each_figure_stands_beside_its_limits_and_the_rule_that_found_it() {
    check(
        &variation(&["65", "60-", "x"], limits(Standing::Trial)),
        "date,period,value,shorthand,signal,rule,centre,lower_limit,upper_limit,note\n\
         2025-01-06,6 Jan 2025,65,,,,65.24,60.25,70.23,\n\
         2025-01-13,13 Jan 2025,60,,worse,below the lower limit,65.24,60.25,70.23,\n\
         2025-01-20,20 Jan 2025,,[x],,,65.24,60.25,70.23,\n",
    );
}

#[test]
fn a_run_chart_has_a_median_and_no_limits() {
    check(
        &variation(&["65"], median()),
        "date,period,value,shorthand,signal,rule,centre,lower_limit,upper_limit,note\n\
         2025-01-06,6 Jan 2025,65,,,,65,,,\n",
    );
    let svg = variation(&["65"], median()).svg(Size::WIDE).unwrap();
    assert!(svg.contains(">Median 65.0</text>") && !svg.contains("imit 6"), "{svg}");
}

#[test]
fn a_heat_table_prints_every_state_in_its_cell() {
    let table = heat(&["75 x 50p"]);
    let label = "Criterion 1 with quite a long name to wrap";
    let page = table.table();
    let header = ["Criterion", "6 Jan 2025", "13 Jan 2025", "20 Jan 2025 [b]"];
    assert_eq!(page.header, header);
    assert_eq!(page.rows, [[label, "75", "[x]", "50 [p]"]]);
    let svg = table.svg(Size::WIDE).unwrap();
    for printed in [">75</text>", ">[x]</text>", ">50 [p]</text>"] {
        assert!(svg.contains(printed), "{printed} is not in {svg}");
    }
}

#[test]
fn a_row_that_is_too_short_ends_in_gaps() {
    let rows = heat(&["75 50 25", "75"]).table().rows;
    assert_eq!(
        rows.get(1).and_then(|row| row.get(1..)),
        Some(&["75".into(), "[x]".into(), "[x]".into()][..])
    );
}

#[test]
fn tints_divide_the_scale_into_fifths_and_a_gap_has_none() {
    let table = heat(&["0"]);
    let tint = |figure: &str| table.tint(reading(figure)).map(Tint::number);
    let found = ["0", "19.99", "20", "59.9", "60", "80", "100"].map(tint);
    assert_eq!(found, [1, 1, 2, 3, 4, 5, 5].map(Some));
    assert_eq!(tint("x"), None);
    let all: Vec<String> = Tint::ALL.map(Tint::hex).to_vec();
    assert_eq!(all, ["#ffffff", "#ddeaf7", "#b4d3ef", "#8bbde8", "#6bace6"]);
}

#[test]
fn the_latest_columns_of_a_heat_table_are_its_last() {
    let latest = heat(&["1 2 3 4", "5 6 7 8"]).latest(2);
    let labels: Vec<&str> = latest.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(labels, ["20 Jan 2025", "27 Jan 2025"]);
    let rows: Vec<Vec<String>> =
        latest.table().rows.iter().map(|row| row.iter().skip(1).cloned().collect()).collect();
    assert_eq!(rows, [["3", "4"], ["7", "8"]]);
}

#[test]
fn a_ledger_prints_counts_and_a_share_only_of_what_was_settled() {
    let chart = ledger(&[(5, 2, 1), (0, 0, 0)]);
    check(
        &chart,
        "date,period,agreed,agreed_to_differ,disputed,note\n\
         2025-01-06,6 Jan 2025,5,2,1,\n\
         2025-01-13,13 Jan 2025,0,0,0,\n",
    );
    // 5 of 8 is 62.5%, shown as 63%.
    let shares: Vec<Option<String>> =
        chart.table().rows.iter().map(|row| row.get(4).cloned()).collect();
    assert_eq!(shares, [Some("63%".to_owned()), Some("[x]".to_owned())]);
}

#[test]
fn bars_put_together_for_want_of_room_still_add_up() {
    let svg = ledger(&[(5, 2, 1); 200]).svg(Size::NARROW).unwrap();
    // 290 pixels beside the axis have room for 20 bars of 14: ten meetings each.
    assert!(svg.contains("Each bar: 10 meetings"), "{svg}");
    for total in [">Agreed 1,000<", ">Agreed to differ 400<", ">Disputed 200<"] {
        assert!(svg.contains(total), "{total} is not in {svg}");
    }
    assert!(!ledger(&[(5, 2, 1); 12]).svg(Size::WIDE).unwrap().contains("Each bar"));
}

#[test]
fn every_meeting_of_a_long_strip_has_a_marker_of_its_own() {
    let turns = "..lx".repeat(50);
    let mut chart = participation(&[("Client", &turns)]);
    (chart.events, chart.breaks) = (vec![], vec![]);
    for size in super::samples::SIZES {
        let svg = chart.svg(size).unwrap();
        // Each on time is a white disc with a smaller one in dark blue; one more is in the key.
        assert_eq!(svg.matches("r=\"5\" fill=\"#12436D\"").count(), 101, "{size:?}");
    }
}

#[test]
fn participation_prints_one_row_a_side_and_meeting() {
    let mut chart = participation(&[("Client", ".l"), ("Supplier", " x")]);
    (chart.events, chart.breaks) = (vec![], vec![]);
    check(
        &chart,
        "date,meeting,side,turnout,note\n\
         2025-01-06,6 Jan 2025,Client,on_time,\n\
         2025-01-13,13 Jan 2025,Client,late,\n\
         2025-01-13,13 Jan 2025,Supplier,missed,\n",
    );
    assert_eq!(
        chart.table().rows,
        [["6 Jan 2025", "On time", "", ""], ["13 Jan 2025", "Late", "Missed", ""]]
    );
}

#[test]
fn a_burn_up_prints_its_end_and_forecast_beside_its_figures() {
    let mut chart = burn_up(&["10", "35.5"], Some(date(2025, 4, 1)));
    chart.planned.truncate(1);
    chart.events.clear();
    check(
        &chart,
        "date,period,series,value,shorthand,note\n\
         2025-01-06,6 Jan 2025,verified,10,,\n\
         2025-01-13,13 Jan 2025,verified,35.5,,\n\
         2025-01-06,6 Jan 2025,planned,10,,\n\
         2025-04-01,1 April 2025,forecast,100,,\n\
         2025-03-03,3 March 2025,ends,100,,\n",
    );
    let svg = chart.svg(Size::WIDE).unwrap();
    assert!(svg.contains(">Forecast 1 Apr 2025<") && svg.contains(">Ends 3 Mar 2025<"), "{svg}");
}

#[test]
fn what_is_verified_holds_until_more_is() {
    let mut chart = burn_up(&["0", "100"], None);
    chart.planned.clear();
    let svg = chart.svg(Size::WIDE).unwrap();
    let line = svg.split("<polyline").find(|line| line.contains("#12436D\" stroke-width=\"3\""));
    let points = line.unwrap().split_once("points=\"").unwrap().1.split_once('"').unwrap().0;
    let points: Vec<&str> = points.split_whitespace().collect();
    let [start, corner, end] = points.as_slice() else { panic!("{points:?}") };
    let split = |point: &str| point.split_once(',').map(|(x, y)| (x.to_owned(), y.to_owned()));
    assert_eq!(split(corner).unwrap().1, split(start).unwrap().1);
    assert_eq!(split(corner).unwrap().0, split(end).unwrap().0);
}

#[test]
fn promises_add_up_and_a_value_that_is_missing_is_no_zero() {
    let mut chart = promises(&[["5000.50", "4000", "x"], ["1000", "x", "2500.25"]]);
    chart.events.clear();
    check(
        &chart,
        "date,period,promised_gbp,claimed_gbp,verified_gbp,note\n\
         2025-01-01,Q1 2025,5000.50,4000,,\n\
         2025-04-01,Q2 2025,1000,,2500.25,\n",
    );
    assert_eq!(
        chart.table().rows,
        [
            ["Q1 2025", "£5,001", "£4,000", "[x]", "£0", ""],
            ["Q2 2025", "£1,000", "[x]", "£2,500", "£2,500", ""],
        ]
    );
    let svg = chart.svg(Size::WIDE).unwrap();
    assert!(svg.contains(">Promised £6,001 in all<"), "{svg}");
}

#[test]
fn more_overdue_than_open_is_as_many_as_are_open() {
    check(&ageing(&[(7, 0), (4, 9)]), "age,open,overdue\nUp to 14 days,7,0\n15 to 30 days,4,4\n");
}

#[test]
fn a_large_gap_is_set_in_bold() {
    let svg = gaps(&["2 4", "4 3"]).svg(Size::WIDE).unwrap();
    let bold: Vec<&str> =
        svg.split("<text").filter(|text| text.contains("font-weight=\"bold\"")).collect();
    assert_eq!(bold.len(), 1);
    assert!(bold.iter().all(|text| text.contains(">-2<")), "{bold:?}");
}

#[test]
fn a_gap_of_a_line_over_time_breaks_it() {
    let pieces = |figures: &[&str]| {
        let svg = gap_trend(figures).svg(Size::WIDE).unwrap();
        svg.matches("stroke=\"#28A197\" stroke-width=\"3\"").count()
    };
    assert_eq!(pieces(&["1", "2", "3", "4"]), 1);
    assert_eq!(pieces(&["1", "2", "x", "3", "4"]), 2);
}

#[test]
fn events_and_breaks_are_on_every_chart_over_time() {
    let happened = || {
        let event = Event { date: date(2025, 1, 14), title: "Major incident".into() };
        (vec![event], vec![Break { date: date(2025, 1, 20), label: "New weights".into() }])
    };
    let figures = ["61", "62", "63", "64"];
    let mut charts: Vec<Box<dyn Chart>> = Vec::new();
    let (events, breaks) = happened();
    charts.push(Box::new(GapTrend { events, breaks, ..gap_trend(&figures) }));
    let (events, breaks) = happened();
    charts.push(Box::new(VariationChart { events, breaks, ..variation(&figures, median()) }));
    let (events, breaks) = happened();
    charts.push(Box::new(HeatTable { events, breaks, ..heat(&["1 2 3 4"]) }));
    let (events, breaks) = happened();
    charts.push(Box::new(Ledger { events, breaks, ..ledger(&[(1, 1, 1); 4]) }));
    let (events, breaks) = happened();
    charts.push(Box::new(Participation { events, breaks, ..participation(&[("Client", "....")]) }));
    let (events, breaks) = happened();
    charts.push(Box::new(BurnUp { events, breaks, ..burn_up(&figures, None) }));
    let (events, breaks) = happened();
    let quarters = [["5", "4", "3"], ["5", "4", "3"]];
    charts.push(Box::new(Promises { events, breaks, ..promises(&quarters) }));
    for chart in charts {
        let svg = chart.svg(Size::WIDE).unwrap();
        assert!(svg.contains(">1</text>") && svg.contains(">[b]</text>"), "{svg}");
        let said = chart.description();
        assert!(said.contains("Event 1, 14 January 2025: Major incident."), "{said}");
        assert!(said.contains("Break in series [b], 20 January 2025: New weights"), "{said}");
    }
}

#[test]
fn two_hundred_rows_keep_their_labels_apart_at_the_least_width() {
    let least = Size { width: 320, height: 200 };
    for (name, chart) in all().into_iter().filter(|(name, _)| name.contains("00 ")) {
        check_labels(name, chart.as_ref(), least);
    }
}

#[test]
fn values_too_large_to_draw_are_printed_as_they_are() {
    let largest = rust_decimal::Decimal::MAX.to_string();
    let charts: [Box<dyn Chart>; 3] = [
        Box::new(gap_trend(&[&largest, "-5"])),
        Box::new(variation(&[&largest, "5"], median())),
        Box::new(promises(&[[&largest, &largest, "1"], [&largest, "1", "1"]])),
    ];
    for chart in charts {
        assert!(chart.csv().unwrap().contains(&largest));
        chart.png(Size::NARROW).unwrap();
    }
    assert_eq!(number(&largest), rust_decimal::Decimal::MAX);
}
