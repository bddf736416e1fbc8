//! Dates as people in Britain write them, read without guessing, and the clocks they go by.

pub mod working_days;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{Europe, Tz};

/// Two-digit years up to this one are 20yy, later ones 19yy, as spreadsheets do.
const LAST_YEAR_OF_2000S: u32 = 68;

/// The days a spreadsheet counts for 1955 and 2119: its plausible dates.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=80_000;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A moment as the clocks of London show it. Moments are stored, and sent to programs, in UTC.
#[must_use]
pub fn by_london_clocks(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&Europe::London)
}

/// The moment at which a day ends by the clocks of London, which change at no midnight.
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
    let local = midnight.and_local_timezone(Europe::London).earliest();
    local.map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

/// Why text is not one certain date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// There is no text.
    #[error("Enter a date, like 5 July 2026")]
    Blank,
    /// Not in any form that is known.
    #[error("Enter a date like 5 July 2026, 5/7/2026 or 2026-07-05")]
    Unknown,
    /// The month number is over 12.
    #[error("There is no month {0}. Write the day first, like 5/7/2026 for 5 July 2026")]
    NoMonth(u32),
    /// Such as 31 February.
    #[error("{day} {month} {year} is not a real date. Check the day and the month")]
    NotReal {
        /// The day as given.
        day: u32,
        /// The name of the month.
        month: &'static str,
        /// The year with four digits.
        year: i32,
    },
    /// All numbers with a year of two digits: `03/04/05`.
    #[error("The date could be read in several ways. Write the year with 4 digits")]
    Ambiguous,
    /// A count of days that a spreadsheet left behind.
    #[error(
        "{0} looks like a spreadsheet's own number for a date. Format the column as a date in the \
         spreadsheet and save it again"
    )]
    Serial(u32),
}

/// Reads a date: ISO 8601, day first with `/`, `.` or `-`, or with a month's name.
///
/// A time of day after an ISO date, the name of the day and the ending of an
/// ordinal are stepped over. A year of two digits is read only beside a month's
/// name: up to 68 as 20yy, from 69 as 19yy.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateProblem> {
    if let Some(date) = plain_iso(text) {
        return date;
    }
    let text = text.replace("&nbsp;", " ").to_lowercase();
    if ["//", "--", ".."].iter().any(|twice| text.contains(twice)) {
        return Err(DateProblem::Unknown);
    }
    let parts = parts(&text);
    match parts.as_slice() {
        [] => Err(DateProblem::Blank),
        [single] => Err(lone_number(single)),
        [year, month, day, time @ ..] if is_year(year) && is_clock(&text, time) => {
            from_numbers(day, month, year)
        }
        [day, month, year] => day_first(day, month, year),
        _ => Err(DateProblem::Unknown),
    }
}

/// Reads a date of this century as British papers write it, day first, where a year of two
/// digits beside numbers can only be 20yy. For records that nobody kept before the year 2000.
pub fn parse_recent_date(text: &str) -> Result<NaiveDate, DateProblem> {
    let read = parse_date(text);
    if read != Err(DateProblem::Ambiguous) {
        return read;
    }
    let text = text.replace("&nbsp;", " ").to_lowercase();
    match parts(&text).as_slice() {
        [day, month, year] => from_numbers(day, month, &format!("20{year}")),
        _ => read,
    }
}

/// The commonest form in large files, without the cost of the others.
fn plain_iso(text: &str) -> Option<Result<NaiveDate, DateProblem>> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let numbers = || [year, month, day].iter().all(|part| number(part).is_some());
    (lengths && numbers()).then(|| from_numbers(day, month, year))
}

/// The words and numbers of a date, without the name of the day.
fn parts(text: &str) -> Vec<&str> {
    let text = text.trim().trim_start_matches('\'');
    let parts = text.split(|c: char| c.is_whitespace() || "/.-,".contains(c));
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.first().is_some_and(|first| is_name(first, &DAYS)) {
        parts.remove(0);
    }
    split_time(&mut parts);
    parts
}

/// Parts the `t` of `2026-07-05t10:00:00z` from the day before it.
fn split_time(parts: &mut Vec<&str>) {
    let Some(last) = parts.get(2).copied() else { return };
    let Some((day, time)) = last.split_once('t') else { return };
    if !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit()) {
        parts.splice(2..3, [day, time]);
    }
}

fn is_name(word: &str, names: &[&str]) -> bool {
    word.len() > 2 && names.iter().any(|name| name.starts_with(word))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && number(part).is_some()
}

/// Whether what follows an ISO date is nothing, or a time: `10:00:00z`, `+01:00`.
fn is_clock(text: &str, rest: &[&str]) -> bool {
    let clock = |part: &&str| part.chars().all(|c| c.is_ascii_digit() || ":z+".contains(c));
    rest.is_empty() || text.contains(':') && rest.iter().all(clock)
}

fn lone_number(text: &str) -> DateProblem {
    match number(text) {
        Some(days) if SERIALS.contains(&days) => DateProblem::Serial(days),
        Some(_) | None => DateProblem::Unknown,
    }
}

fn day_first(day: &str, month: &str, year: &str) -> Result<NaiveDate, DateProblem> {
    match MONTHS.iter().zip(1..).find(|(name, _)| names_month(month, name)) {
        Some((_, month)) => {
            let year = full_year(year).ok_or(DateProblem::Unknown)?;
            date(ordinal(day).ok_or(DateProblem::Unknown)?, month, year)
        }
        None if year.len() == 2 && [day, month, year].iter().all(|part| number(part).is_some()) => {
            Err(DateProblem::Ambiguous)
        }
        None if is_year(year) => from_numbers(day, month, year),
        None => Err(DateProblem::Unknown),
    }
}

fn names_month(word: &str, name: &str) -> bool {
    word.len() > 2 && name.starts_with(word) || word == "sept" && name == "september"
}

fn from_numbers(day: &str, month: &str, year: &str) -> Result<NaiveDate, DateProblem> {
    let (day, month) = (short(day), short(month));
    let year = number(year).and_then(|year| i32::try_from(year).ok());
    match (day, month, year) {
        (Some(day), Some(month), Some(year)) => date(day, month, year),
        (_, _, _) => Err(DateProblem::Unknown),
    }
}

fn date(day: u32, month: u32, year: i32) -> Result<NaiveDate, DateProblem> {
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    let name = place.and_then(|place| MONTHS.get(place)).ok_or(DateProblem::NoMonth(month))?;
    let date = NaiveDate::from_ymd_opt(year, month, day);
    date.ok_or(DateProblem::NotReal { day, month: capital(name), year })
}

fn capital(month: &'static str) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.iter().find(|name| name.eq_ignore_ascii_case(month)).copied().unwrap_or(month)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn short(text: &str) -> Option<u32> {
    if text.len() > 2 { None } else { number(text) }
}

fn ordinal(day: &str) -> Option<u32> {
    let endings = ["st", "nd", "rd", "th"];
    let bare = endings.iter().find_map(|ending| day.strip_suffix(ending));
    short(bare.unwrap_or(day))
}

fn full_year(text: &str) -> Option<i32> {
    let year = number(text)?;
    let year = match text.len() {
        2 if year <= LAST_YEAR_OF_2000S => year + 2000,
        2 => year + 1900,
        4 => year,
        _ => return None,
    };
    i32::try_from(year).ok()
}

#[cfg(test)]
mod tests {
    use super::{parse_date, parse_recent_date};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = parse_date(text);
        let read = read.map_or_else(|problem| problem.to_string(), |date| date.to_string());
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn a_date_is_read_in_every_form_people_use() {
        for text in [
            "2026-07-05",
            "2026/07/05",
            "5/7/2026",
            "05.07.2026",
            "5-7-2026",
            "05/07/2026",
            "5 July 2026",
            "5th July 2026",
            "Monday 5 July 2026",
            "Sunday, 5 July, 2026",
            "5 jul 2026",
            "05-Jul-26",
            "5-JULY-2026",
            "5&nbsp;July&nbsp;2026",
            "5\u{A0}July\u{A0}2026",
            " 5 July 2026 ",
            "2026-07-05T10:00:00Z",
            "2026-07-05 10:00:00",
            "2026-07-05T10:00:00.000+01:00",
            "'2026-07-05",
        ] {
            check(text, "2026-07-05");
        }
        check("27-Oct-15", "2015-10-27");
        check("1 sept 2026", "2026-09-01");
        check("29 February 2024", "2024-02-29");
    }

    #[test]
    fn a_year_of_two_digits_beside_a_month_turns_at_68() {
        check("02-Jun-06", "2006-06-02");
        check("02-Jun-68", "2068-06-02");
        check("02-Jun-69", "1969-06-02");
    }

    #[test]
    fn among_recent_dates_a_year_of_two_digits_is_in_this_century() {
        let read = |text| parse_recent_date(text).map(|day| day.to_string());
        assert_eq!(read("09/04/15").as_deref(), Ok("2015-04-09"));
        assert_eq!(read("22/06/15").as_deref(), Ok("2015-06-22"));
        assert_eq!(read("27 October&nbsp;2015").as_deref(), Ok("2015-10-27"));
        assert_eq!(read("12/25/15"), Err(super::DateProblem::NoMonth(25)));
        assert_eq!(read("soon"), Err(super::DateProblem::Unknown));
    }

    #[test]
    fn a_date_that_is_not_certain_is_refused_with_what_to_do() {
        check("", "Enter a date, like 5 July 2026");
        check("\u{A0}", "Enter a date, like 5 July 2026");
        check("03/04/05", "The date could be read in several ways. Write the year with 4 digits");
        let us = "There is no month 25. Write the day first, like 5/7/2026 for 5 July 2026";
        check("12/25/2015", us);
        check("31/02/2026", "31 February 2026 is not a real date. Check the day and the month");
        check("0/2/2026", "0 February 2026 is not a real date. Check the day and the month");
        let serial = "43101 looks like a spreadsheet's own number for a date. Format the column as \
                      a date in the spreadsheet and save it again";
        check("43101", serial);
    }

    #[test]
    fn anything_else_is_not_a_date() {
        let unknown = "Enter a date like 5 July 2026, 5/7/2026 or 2026-07-05";
        for text in [
            "soon",
            "July 2026",
            "5 Jly 2026",
            "2026",
            "5/7",
            "08//01//19x",
            "5/7/202",
            "--",
            "May",
            "08//01/2019",
        ] {
            check(text, unknown);
        }
        for text in
            ["2026-07-05 nonsense", "1/2/3/4", "٥/٧/٢٠٢٦", "5 July 2026 10:00", "99999999999"]
        {
            check(text, unknown);
        }
    }
}
