//! Working days in England and Wales: neither weekends nor bank holidays.

use chrono::{Datelike, NaiveDate, Weekday};

/// The first year whose bank holidays are known here.
pub const FIRST_YEAR: i32 = 2020;

/// The last year whose bank holidays are known here.
pub const LAST_YEAR: i32 = 2028;

/// Bank holidays in England and Wales as month and day, one line for each year from
/// [`FIRST_YEAR`] to [`LAST_YEAR`], substitute days and those for one occasion included.
const BANK_HOLIDAYS: [&[(u32, u32)]; 9] = [
    &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)],
    &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)],
    &[(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)],
    &[(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)],
    &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)],
    &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    &[(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    &[(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)],
];

/// Whether a day is a working day. In years that are not known only weekends are left out.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !weekend && !is_bank_holiday(day)
}

fn is_bank_holiday(day: NaiveDate) -> bool {
    let year = usize::try_from(day.year() - FIRST_YEAR).ok();
    let holidays = year.and_then(|year| BANK_HOLIDAYS.get(year));
    holidays.is_some_and(|holidays| holidays.contains(&(day.month(), day.day())))
}

/// The day so many working days after `day`, which itself does not count.
#[must_use]
pub fn after(day: NaiveDate, working_days: usize) -> NaiveDate {
    let following = day.iter_days().skip(1).filter(|day| is_working_day(*day));
    following.take(working_days).last().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ten_days_after(from: &str, to: &str) {
        let to: Option<NaiveDate> = to.parse().ok();
        let found = from.parse().ok().map(|day| after(day, 10));
        assert_eq!(found, to, "10 working days after {from}");
    }

    #[test]
    fn ten_working_days_are_two_weeks_when_nothing_is_in_the_way() {
        ten_days_after("2026-06-01", "2026-06-15");
        ten_days_after("2026-06-06", "2026-06-19");
    }

    #[test]
    fn bank_holidays_are_left_out() {
        // Good Friday on 3 April and Easter Monday on 6 April.
        ten_days_after("2026-03-30", "2026-04-15");
        // 25 December, 28 December in place of Boxing Day, 1 January.
        ten_days_after("2026-12-18", "2027-01-06");
        // The coronation, between two others.
        ten_days_after("2023-04-28", "2023-05-16");
    }

    #[test]
    fn every_bank_holiday_is_a_weekday_of_the_year_it_stands_under() {
        for (year, holidays) in (FIRST_YEAR..).zip(BANK_HOLIDAYS) {
            assert!(holidays.len() >= 8, "{year}");
            for (month, day) in holidays {
                let day = NaiveDate::from_ymd_opt(year, *month, *day);
                let weekday = day.map(|day| day.weekday());
                assert!(weekday.is_some_and(|it| it != Weekday::Sat && it != Weekday::Sun));
                assert_eq!(day.map(is_working_day), Some(false));
            }
        }
        let years = i32::try_from(BANK_HOLIDAYS.len());
        assert_eq!(years.map(|years| FIRST_YEAR + years - 1), Ok(LAST_YEAR));
    }

    #[test]
    fn beyond_the_years_that_are_known_weekends_are_still_left_out() {
        ten_days_after("2031-12-24", "2032-01-07");
    }
}
