//! Days: when meetings are held, how a figure changes from day to day.

use chrono::{Datelike, NaiveDate, Weekday};

/// A day of the worked example; one that no calendar has does not compile.
#[expect(clippy::panic, reason = "evaluated by the compiler only")]
pub(super) const fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => panic!("no such day"),
    }
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span(pub(super) NaiveDate, pub(super) NaiveDate);

impl Span {
    pub(super) fn contains(self, day: NaiveDate) -> bool {
        self.0 <= day && day <= self.1
    }
}

/// How often the two sides meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// Every Thursday.
    Weekly,
    /// The second Tuesday of the month.
    Monthly,
    /// The third Wednesday of January, April, July and October.
    Quarterly,
}

impl Rhythm {
    /// The days of the meetings in `span`.
    pub(super) fn days(self, span: Span) -> impl Iterator<Item = NaiveDate> {
        let all = span.0.iter_days().take_while(move |day| *day <= span.1);
        all.filter(move |day| self.meets(*day))
    }

    fn meets(self, day: NaiveDate) -> bool {
        match self {
            Self::Weekly => day.weekday() == Weekday::Thu,
            Self::Monthly => day.weekday() == Weekday::Tue && (8..=14).contains(&day.day()),
            Self::Quarterly => {
                let third_wednesday =
                    day.weekday() == Weekday::Wed && (15..=21).contains(&day.day());
                third_wednesday && day.month0().is_multiple_of(3)
            }
        }
    }
}

/// A whole number that changes over time: what it is on some days, straight lines between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curve(pub(super) &'static [(NaiveDate, i64)]);

impl Curve {
    /// What it is on `day`; before the first and after the last day it does not change.
    pub(super) fn at(self, day: NaiveDate) -> i64 {
        let after = self.0.iter().position(|(from, _)| day < *from).unwrap_or(self.0.len());
        let before = after.checked_sub(1).and_then(|at| self.0.get(at));
        match (before, self.0.get(after)) {
            (Some(before), Some(next)) => between(*before, *next, day),
            (Some((_, value)), None) | (None, Some((_, value))) => *value,
            (None, None) => 0,
        }
    }
}

fn between(before: (NaiveDate, i64), next: (NaiveDate, i64), day: NaiveDate) -> i64 {
    let length = (next.0 - before.0).num_days();
    let step = (next.1 - before.1) * (day - before.0).num_days();
    before.1 + step.checked_div(length).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rhythm: Rhythm, from: NaiveDate, to: NaiveDate, expected: &[&str]) {
        let days: Vec<String> = rhythm.days(Span(from, to)).map(|day| day.to_string()).collect();
        assert_eq!(days, expected);
    }

    #[test]
    fn meetings_fall_on_their_weekday() {
        check(Rhythm::Weekly, on(2026, 10, 1), on(2026, 10, 9), &["2026-10-01", "2026-10-08"]);
        check(Rhythm::Monthly, on(2024, 2, 1), on(2024, 3, 31), &["2024-02-13", "2024-03-12"]);
        check(Rhythm::Quarterly, on(2025, 6, 1), on(2025, 12, 31), &["2025-07-16", "2025-10-15"]);
    }

    #[test]
    fn a_curve_is_straight_between_its_days_and_level_outside() {
        const CURVE: Curve = Curve(&[(on(2024, 1, 1), 10), (on(2024, 1, 11), 30)]);
        let values = [on(2023, 1, 1), on(2024, 1, 6), on(2024, 1, 11), on(2025, 1, 1)];
        assert_eq!(values.map(|day| CURVE.at(day)), [10, 20, 30, 30]);
    }
}
