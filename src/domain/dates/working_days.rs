//! Working days: Monday to Friday without the bank holidays of England and Wales.
//!
//! The usual holidays follow from the calendar. Those that were moved or added by
//! proclamation do not, and are listed; a new proclamation is one more line.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Holidays proclaimed for one year only: the day, or the day that took a usual one's place.
const PROCLAIMED: &[(i32, u32, u32)] = &[
    (2011, 4, 29),
    (2012, 6, 4),
    (2012, 6, 5),
    (2020, 5, 8),
    (2022, 6, 2),
    (2022, 6, 3),
    (2022, 9, 19),
    (2023, 5, 8),
];

/// Usual holidays that were moved away in one year: the day that became an ordinary one.
const MOVED_AWAY: &[(i32, u32, u32)] = &[(2012, 5, 28), (2020, 5, 4), (2022, 5, 30)];

/// Whether people are at work in England and Wales on a day.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

/// The day so many working days after `day`, which itself does not count. Where the calendar ends
/// before, its last day.
#[must_use]
pub fn after(day: NaiveDate, working_days: usize) -> NaiveDate {
    let following = day.iter_days().skip(1).filter(|day| is_working_day(*day));
    following.take(working_days).last().unwrap_or(day)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

// Of days from Monday to Friday: a bank holiday, or the substitute of one at a weekend.
fn is_bank_holiday(day: NaiveDate) -> bool {
    let date = (day.year(), day.month(), day.day());
    let usual = !MOVED_AWAY.contains(&date) && is_usual(day);
    usual || PROCLAIMED.contains(&date)
}

fn is_usual(day: NaiveDate) -> bool {
    let (month, date, weekday) = (day.month(), day.day(), day.weekday());
    let monday = weekday == Weekday::Mon;
    match month {
        1 => date == 1 || monday && (date == 2 || date == 3),
        5 => monday && (date <= 7 || 25 <= date),
        8 => monday && 25 <= date,
        12 => is_christmas(date, weekday),
        3 | 4 => is_around_easter(day),
        _ => false,
    }
}

// 25 and 26 December; what falls on a weekend is made up for on the next days that are not taken.
fn is_christmas(date: u32, weekday: Weekday) -> bool {
    match date {
        25 | 26 => true,
        27 => matches!(weekday, Weekday::Mon | Weekday::Tue),
        28 => matches!(weekday, Weekday::Mon | Weekday::Tue),
        _ => false,
    }
}

fn is_around_easter(day: NaiveDate) -> bool {
    let Some(easter) = easter(day.year()) else { return false };
    let friday = easter.checked_sub_days(Days::new(2));
    let monday = easter.checked_add_days(Days::new(1));
    [friday, monday].contains(&Some(day))
}

// Butcher's reckoning for the Gregorian calendar.
fn easter(year: i32) -> Option<NaiveDate> {
    let year = i64::from(year);
    let (cycle, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * cycle + century - century / 4 - correction + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (cycle + 11 * moon + 22 * sunday) / 451;
    let sum = moon + sunday - 7 * late + 114;
    let (month, day) = (sum / 31, sum % 31 + 1);
    let year = i32::try_from(year).ok()?;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    // Weekdays on which the published lists for England and Wales have a bank holiday.
    const PUBLISHED: &[(i32, &[&str])] = &[
        (2012, &["01-02", "04-06", "04-09", "05-07", "06-04", "06-05", "08-27", "12-25", "12-26"]),
        (2015, &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2016, &["01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"]),
        (2020, &["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"]),
        (2021, &["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (
            2022,
            &[
                "01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26",
                "12-27",
            ],
        ),
        (2023, &["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]),
        (2024, &["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]),
        (2025, &["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"]),
        (2026, &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2028, &["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]),
    ];

    #[test]
    fn bank_holidays_are_those_of_the_published_lists() {
        for (year, published) in PUBLISHED {
            let days = day(&format!("{year}-01-01")).iter_days().take(366);
            let own = days.filter(|day| day.year() == *year && !is_weekend(*day));
            let found: Vec<String> = own
                .filter(|day| is_bank_holiday(*day))
                .map(|day| day.format("%m-%d").to_string())
                .collect();
            assert_eq!(&found, published, "{year}");
        }
    }

    #[track_caller]
    fn steps(from: &str, working_days: usize, then: &str) {
        assert_eq!(after(day(from), working_days), day(then), "{from} + {working_days}");
    }

    #[test]
    fn working_days_step_over_weekends_and_bank_holidays() {
        steps("2026-06-01", 10, "2026-06-15");
        steps("2026-06-06", 10, "2026-06-19");
        steps("2026-11-21", 1, "2026-11-23");
        // Good Friday on 3 April and Easter Monday on 6 April.
        steps("2026-04-02", 1, "2026-04-07");
        // 25 December, 28 December in place of Boxing Day, 1 January.
        steps("2026-12-18", 10, "2027-01-06");
        // The coronation, between two others.
        steps("2023-04-28", 10, "2023-05-16");
        steps("2026-11-20", 0, "2026-11-20");
        assert_eq!(after(NaiveDate::MAX, 1), NaiveDate::MAX);
    }
}
