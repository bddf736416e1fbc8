//! Promises that hold whatever the data.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::pictures::check_labels;
use super::samples::{self, SIZES, line};
use crate::*;

fn any_figure() -> impl Strategy<Value = Reading> {
    prop_oneof![
        4 => (0..=10_000_i64).prop_map(|value| Reading::Final(Decimal::new(value, 2))),
        1 => Just(Reading::Missing(Gap::NotScored)),
        1 => Just(Reading::Missing(Gap::Sealed)),
        1 => (any::<i64>(), 0..20_u32)
            .prop_map(|(value, scale)| Reading::Provisional(Decimal::new(value, scale))),
    ]
}

fn any_trend() -> impl Strategy<Value = TrendChart> {
    let lines = prop::collection::vec(prop::collection::vec(any_figure(), 0..60), 1..=3);
    (lines, prop::collection::vec(0..60_u64, 0..5)).prop_map(|(lines, events)| {
        let mut chart = line(&[]);
        let styles = [SeriesStyle::Client, SeriesStyle::Supplier, SeriesStyle::Agreed];
        chart.series =
            lines.iter().zip(styles).map(|(readings, style)| series(readings, style)).collect();
        chart.events = events.into_iter().map(event).collect();
        chart
    })
}

fn series(readings: &[Reading], style: SeriesStyle) -> Series {
    let dates = samples::points(&vec!["0"; readings.len()]);
    let points = dates.into_iter().zip(readings);
    let points = points.map(|(point, reading)| Point { reading: *reading, ..point });
    Series { name: format!("{style:?}"), style, points: points.collect() }
}

fn event(week: u64) -> Event {
    let date = samples::date(2025, 1, 6).checked_add_days(chrono::Days::new(week * 7));
    Event { date: date.unwrap(), title: format!("In week {week}") }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_trend_is_drawn_with_its_labels_apart(chart in any_trend(), at in 0..SIZES.len()) {
        let size = *SIZES.get(at).unwrap();
        check_labels("any trend", &chart, size);
        prop_assert!(chart.svg(size).unwrap().ends_with("</svg>\n"));
        prop_assert!(chart.headline().split_whitespace().count() <= 15);
    }

    #[test]
    fn any_csv_gives_back_every_figure(chart in any_trend()) {
        let text = chart.csv().unwrap();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let printed: Vec<Option<Decimal>> =
            rows.records().map(|row| row.unwrap().get(3).unwrap().parse().ok()).collect();
        let given: Vec<Option<Decimal>> = chart
            .series
            .iter()
            .flat_map(|series| series.points.iter().map(|point| point.reading.value()))
            .collect();
        prop_assert_eq!(printed, given);
    }
}
