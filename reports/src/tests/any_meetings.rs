//! Promises of charts of meetings that hold whatever the data.

use proptest::prelude::*;

use super::meetings::*;
use super::pictures::check_labels;
use super::samples::SIZES;
use crate::*;

fn any_counts() -> impl Strategy<Value = Vec<(u32, u32, u32)>> {
    prop::collection::vec((0..20_u32, 0..9_u32, 0..9_u32), 0..250)
}

fn any_figures() -> impl Strategy<Value = Vec<String>> {
    let figure = prop_oneof![
        6 => (-9_999..=9_999_i32).prop_map(|value| format!("{}.{}", value / 100, value.abs() % 100)),
        1 => Just("x".to_owned()),
    ];
    prop::collection::vec(figure, 0..120)
}

fn any_turns() -> impl Strategy<Value = String> {
    "[.lx ]{0,150}"
}

fn check_any(chart: &dyn Chart, at: usize) {
    let size = *SIZES.get(at).unwrap();
    check_labels("any", chart, size);
    assert!(chart.svg(size).unwrap().ends_with("</svg>\n"));
    assert!(chart.headline().split_whitespace().count() <= 15, "{}", chart.headline());
    assert!(!chart.description().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_ledger_is_drawn_and_adds_up(counts in any_counts(), at in 0..SIZES.len()) {
        let chart = ledger(&counts);
        check_any(&chart, at);
        let agreed: u32 = counts.iter().map(|(agreed, _, _)| agreed).sum();
        let printed: u32 = chart.records().rows.iter().filter_map(|row| row.get(2)?.parse::<u32>().ok()).sum();
        prop_assert_eq!(printed, agreed);
    }

    #[test]
    fn any_line_is_drawn_with_its_labels_apart(figures in any_figures(), at in 0..SIZES.len()) {
        let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
        check_any(&gap_trend(&figures), at);
        check_any(&variation(&figures, limits(Standing::Trial)), at);
        check_any(&burn_up(&figures, None), at);
    }

    #[test]
    fn any_table_is_drawn_with_its_labels_apart(rows in prop::collection::vec(any_figures(), 0..6), at in 0..SIZES.len()) {
        let rows: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        check_any(&heat(&rows), at);
    }

    #[test]
    fn any_turnout_is_drawn_and_counted(client in any_turns(), supplier in any_turns(), at in 0..SIZES.len()) {
        let chart = participation(&[("Client", &client), ("Supplier", &supplier)]);
        check_any(&chart, at);
        let held = client.chars().chain(supplier.chars()).filter(|turn| *turn != ' ').count();
        prop_assert_eq!(chart.records().rows.len(), held);
    }

    #[test]
    fn any_bars_are_drawn(rows in prop::collection::vec((0..2_000_000_u32, 0..2_000_u32, 0..900_u32), 0..50), at in 0..SIZES.len()) {
        let texts: Vec<[String; 3]> = rows.iter().map(|(a, b, c)| [a, b, c].map(u32::to_string)).collect();
        let quarters: Vec<[&str; 3]> = texts.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        check_any(&promises(&quarters), at);
        let bands: Vec<(u32, u32)> = rows.iter().map(|(open, overdue, _)| (*open, *overdue)).take(4).collect();
        check_any(&ageing(&bands), at);
    }
}
