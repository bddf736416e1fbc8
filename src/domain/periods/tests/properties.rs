//! What holds of every period, whatever the day.

use super::date;
use crate::domain::periods::{Cadence, Period, anchored, parse, series};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn calendar() -> impl Strategy<Value = Cadence> {
    let kinds: Vec<Cadence> =
        Cadence::ALL.iter().copied().filter(|kind| *kind != Cadence::Custom).collect();
    prop::sample::select(kinds)
}

prop_compose! {
    fn any_day()(days in 0_u64..3_286_000) -> NaiveDate {
        date("1001-01-01").checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
    }
}

#[track_caller]
fn fills(periods: &[Period], start: NaiveDate, end: NaiveDate) {
    assert!(periods.first().is_some_and(|first| first.start() <= start));
    assert!(periods.last().is_some_and(|last| last.end() >= end));
    for (one, next) in periods.iter().zip(periods.iter().skip(1)) {
        assert_eq!(one.end().succ_opt(), Some(next.start()));
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let period = parse(&text, None);
        prop_assert!(period.is_err() || text.len() >= 4);
    }

    #[test]
    fn no_text_like_a_period_makes_the_reader_panic(
        text in "(P|Q|W|FY|Jul|may| )?[0-9]{0,5}[-/; to]{0,3}(Q|P|W)?[0-9]{0,5}[-/ ]?[0-9]{0,4}",
    ) {
        if let Ok(period) = parse(&text, None) {
            prop_assert_eq!(parse(&period.code(), None), Ok(period));
        }
    }

    #[test]
    fn a_code_is_read_back_as_the_same_period(day in any_day(), cadence in calendar()) {
        let period = Period::containing(day, cadence);
        prop_assert_eq!(period.and_then(|period| parse(&period.code(), None).ok()), period);
        prop_assert!(period.is_some());
    }

    #[test]
    fn a_custom_code_is_read_back_as_the_same_period(start in any_day(), length in 0_u64..4000) {
        let end = start.checked_add_days(Days::new(length)).unwrap_or(start);
        let period = Period::custom(start, end);
        prop_assert_eq!(period.and_then(|period| parse(&period.code(), None).ok()), period);
    }

    #[test]
    fn every_day_falls_in_exactly_one_period(day in any_day(), cadence in calendar()) {
        let period = Period::containing(day, cadence);
        prop_assert!(period.is_some_and(|p| p.start() <= day && day <= p.end()));
        let next = period.and_then(Period::next);
        prop_assert_eq!(next.map(Period::start), period.and_then(|p| p.end().succ_opt()));
        prop_assert_eq!(period.and_then(|p| Period::containing(p.end(), cadence)), period);
    }

    #[test]
    fn a_series_leaves_no_gap_and_no_overlap(
        start in any_day(), length in 0_u64..1500, cadence in calendar(),
    ) {
        let end = start.checked_add_days(Days::new(length)).unwrap_or(start);
        let periods: Vec<Period> = series(start, end, cadence).collect();
        fills(&periods, start, end);
        prop_assert!(periods.first().is_some_and(|first| start <= first.end()));
        prop_assert!(periods.last().is_some_and(|last| last.start() <= end));
        prop_assert_eq!(periods, series(start, end, cadence).collect::<Vec<_>>());
    }

    #[test]
    fn an_anchored_series_has_exactly_the_days_of_the_term(
        start in any_day(), length in 0_u64..1500, cadence in prop::sample::select(Cadence::ALL),
    ) {
        let end = start.checked_add_days(Days::new(length)).unwrap_or(start);
        let pieces: Vec<Period> = anchored(start, end, cadence).collect();
        fills(&pieces, start, end);
        prop_assert_eq!(pieces.first().map(|first| first.start()), Some(start));
        prop_assert_eq!(pieces.last().map(|last| last.end()), Some(end));
    }
}
