//! Periods as people write them, and the days they stand for.

use super::{Cadence, Period, anchored, parse, series};
use chrono::NaiveDate;

mod properties;

#[track_caller]
fn check(text: &str, expected: &str) {
    check_as(text, None, expected);
}

#[track_caller]
fn check_as(text: &str, reading: Option<Cadence>, expected: &str) {
    let read = match parse(text, reading) {
        Ok(period) => described(period),
        Err(problem) => problem.to_string(),
    };
    assert_eq!(read, expected, "{text:?}");
}

fn described(period: Period) -> String {
    format!("{} {} {}", period.cadence().word(), period.start(), period.end())
}

#[track_caller]
fn check_unknown(text: &str) {
    let read = parse(text, None).map(described).map_err(super::PeriodProblem::message);
    assert_eq!(read, Err("this is not a period that can be read".to_owned()), "{text:?}");
}

#[track_caller]
fn check_names(text: &str, label: &str, code: &str) {
    let names = parse(text, None).map(|period| (period.label(), period.code()));
    assert_eq!(names, Ok((label.to_owned(), code.to_owned())));
}

#[track_caller]
fn check_series(periods: impl Iterator<Item = Period>, expected: &[&str]) {
    let days: Vec<String> = periods.map(|p| format!("{} {}", p.start(), p.end())).collect();
    assert_eq!(days, expected);
}

#[track_caller]
fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_calendar_quarter_is_read_with_its_year_on_either_side() {
    let third = "quarter 2026-07-01 2026-09-30";
    check("2026-Q3", third);
    check("2026Q3", third);
    check("Q3 2026", third);
    check("q3\u{a0}2026", third);
    check("Quarter 3, 2026", third);
    check("Jul–Sep 2026", third);
    check("July to September 2026", third);
    check("2026-Q5", "quarters are numbered 1 to 4. Change the number");
    check("Q0 2026", "quarters are numbered 1 to 4. Change the number");
}

#[test]
fn the_first_financial_quarter_is_april_to_june() {
    let first = "quarter 2018-04-01 2018-06-30";
    check("2018-19;Q1", first);
    check("2018/19 Q1", first);
    check("Q1 2018-19", first);
    check("Q1 FY2018/19", first);
    check("Q1 18/19", first);
    check("Q4 2018-19", "quarter 2019-01-01 2019-03-31");
    check("2010-11 Q1", "quarter 2010-04-01 2010-06-30");
    check("Q4 1999/00", "quarter 2000-01-01 2000-03-31");
    check_unknown("Q1 2018-20");
}

#[test]
fn a_month_is_read_by_number_and_by_name() {
    let july = "month 2026-07-01 2026-07-31";
    for text in ["2026-07", "07/2026", "7/2026", "Jul-26", "July 2026", "Jul 2026", "JULY  2026"] {
        check(text, july);
    }
    check("Sept 2026", "month 2026-09-01 2026-09-30");
    check("Feb-24", "month 2024-02-01 2024-02-29");
    check("May 1969", "month 1969-05-01 1969-05-31");
    check("May-69", "month 1969-05-01 1969-05-31");
    check("May-68", "month 2068-05-01 2068-05-31");
    check_unknown("2026-13");
    check_unknown("2026-7");
    check_unknown("13/2026");
    // The 26th of a July, as likely as July 2026.
    check_unknown("Jul 26");
}

#[test]
fn a_four_week_period_is_read_with_its_financial_year() {
    let fourth = "four_week 2024-06-23 2024-07-20";
    for text in ["P04 24/25", "P4 2024/25", "2024/25 P04", "2024-25 P04", "period 4 2024/2025"] {
        check(text, fourth);
    }
    check("P01 24/25", "four_week 2024-04-01 2024-04-27");
    check("P13 99/00", "four_week 2000-03-05 2000-03-31");
    check("P14 24/25", "four-week periods are numbered P01 to P13. Change the number");
    check("P00 24/25", "four-week periods are numbered P01 to P13. Change the number");
    check_unknown("P04 2024");
    check_unknown("P04 24/26");
}

#[test]
fn a_year_is_a_calendar_year_or_a_financial_one_as_it_is_written() {
    let financial = "financial_year 2018-04-01 2019-03-31";
    for text in [
        "2018-19",
        "2018/19",
        "2018/2019",
        "FY2018-19",
        "fy 18/19",
        "2018 to 2019",
        "2018–19",
        "2018-19 financial year",
        "April 2018 to March 2019",
    ] {
        check(text, financial);
    }
    check("2026", "calendar_year 2026-01-01 2026-12-31");
    check("January to December 2026", "calendar_year 2026-01-01 2026-12-31");
    check("1999-00", "financial_year 1999-04-01 2000-03-31");
    check("2012-13", "financial_year 2012-04-01 2013-03-31");
    // Some name a financial year by its first year, others by its last.
    check_unknown("FY2019");
    // Perhaps 24 of 25.
    check_unknown("24/25");
    check_unknown("2019/2018");
    check_unknown("2018-18");
}

#[test]
fn several_financial_years_run_from_april_to_march() {
    let two = "custom 2021-04-01 2023-03-31";
    for text in ["2021-23", "2021/23", "2021-2023", "2021 to 2023", "April 2021 to March 2023"] {
        check(text, two);
    }
    check("2010-14", "custom 2010-04-01 2014-03-31");
    check_unknown("2010-23");
    check("2010 to 2023", "custom 2010-04-01 2023-03-31");
}

#[test]
fn what_is_a_month_and_a_run_of_financial_years_is_a_problem() {
    check(
        "2010-11",
        "this is November 2010 or the financial year 2010-11. Write 2010/11 or November 2010, \
         or add --periods financial_year or --periods month",
    );
    check(
        "2009-12",
        "this is December 2009 or 1 April 2009 to 31 March 2012. Write 2009/12 or December 2009, \
         or add --periods financial_year or --periods month",
    );
    check_as("2010-11", Some(Cadence::Month), "month 2010-11-01 2010-11-30");
    check_as("2010-11", Some(Cadence::FinancialYear), "financial_year 2010-04-01 2011-03-31");
    check_as("2009-12", Some(Cadence::FinancialYear), "custom 2009-04-01 2012-03-31");
    // Rolling figures of councils come as these.
    check_as("2010-12", Some(Cadence::FinancialYear), "custom 2010-04-01 2012-03-31");
    check_as("2007-11", Some(Cadence::FinancialYear), "custom 2007-04-01 2011-03-31");
    check_as("2010-14", Some(Cadence::FinancialYear), "custom 2010-04-01 2014-03-31");
    check_as("2012-13", Some(Cadence::Month), "financial_year 2012-04-01 2013-03-31");
    check("2010/11", "financial_year 2010-04-01 2011-03-31");
    check("FY2010-11", "financial_year 2010-04-01 2011-03-31");
    check("November 2010", "month 2010-11-01 2010-11-30");
    check("2010-09", "month 2010-09-01 2010-09-30");
}

#[test]
fn a_problem_with_two_readings_stays_one_whatever_other_kind_is_expected() {
    for reading in [Cadence::Week, Cadence::FourWeek, Cadence::Quarter, Cadence::CalendarYear] {
        let ambiguous = parse("2010-11", None);
        assert!(ambiguous.is_err());
        assert_eq!(parse("2010-11", Some(reading)), ambiguous);
    }
}

#[test]
fn a_week_is_an_iso_week() {
    let week = "week 2026-07-06 2026-07-12";
    check("2026-W28", week);
    check("W28 2026", week);
    check("week 28 2026", week);
    check("2026-W01", "week 2025-12-29 2026-01-04");
    check("2026-W53", "week 2026-12-28 2027-01-03");
    check("2025-W53", "this year has no week with that number. Change the number");
}

#[test]
fn any_other_stretch_is_written_with_both_its_days() {
    let quarter = "custom 2026-01-01 2026-03-31";
    check("2026-01-01/2026-03-31", quarter);
    check("2026-01-01 to 2026-03-31", quarter);
    check("1 January 2026 to 31 March 2026", quarter);
    check("01/01/2026 - 31/03/2026", quarter);
    check("2026-01-01/2026-01-01", "custom 2026-01-01 2026-01-01");
    check(
        "2026-03-31/2026-01-01",
        "the last day 2026-01-01 comes before the first day 2026-03-31. Put the first day first",
    );
    check_unknown("2026-02-30/2026-03-31");
    check_unknown("2026-02-01");
}

#[test]
fn other_text_is_told_what_can_be_written() {
    check(
        "next spring",
        "this is not a period that can be read. Write a period such as 2026-Q3, 2018/19 Q1, \
         2026-07, July 2026, P04 24/25, 2018/19, 2021/23, 2026-W28, 2026 or \
         2026-01-01/2026-03-31",
    );
    check_unknown("");
    check_unknown(" \u{a0} ");
    check_unknown("0");
    check_unknown("999999999999999999999999");
    check_unknown("2026-Q٣");
    check_unknown(&"2026 ".repeat(10_000_000));
}

#[test]
fn people_and_files_have_their_own_names_for_a_period() {
    check_names("2026-07", "July 2026", "2026-07");
    check_names("2026-Q3", "July to September 2026", "2026-Q3");
    check_names("P4 24/25", "P04 2024/25", "P04 24/25");
    check_names("2026-W28", "Week of 6 July 2026 (W28)", "2026-W28");
    check_names("2018-19", "2018-19", "2018/19");
    check_names("2026", "2026", "2026");
    check_names("2021-23", "1 April 2021 to 31 March 2023", "2021-04-01/2023-03-31");
    check_names("2026-07-06/2026-07-06", "6 July 2026", "2026-07-06/2026-07-06");
    check_names("2010/11", "2010-11", "2010/11");
    check_names("November 2010", "November 2010", "Nov 2010");
    check_names("P13 1968/69", "P13 1968/69", "P13 1968/69");
}

#[test]
fn four_week_periods_fill_the_financial_year() {
    let year = |text: &str| {
        let whole = parse(text, None).map(|year| (year.start(), year.end()));
        let (start, end) = whole.unwrap_or_default();
        series(start, end, Cadence::FourWeek)
    };
    for (text, first_end) in
        [("2020/21", "2020-05-02"), ("2024/25", "2024-04-27"), ("2025/26", "2025-04-26")]
    {
        assert_eq!(year(text).next().map(Period::end), Some(date(first_end)));
        assert_eq!(year(text).count(), 13);
    }
    check_series(
        year("2025/26"),
        &[
            "2025-04-01 2025-04-26",
            "2025-04-27 2025-05-24",
            "2025-05-25 2025-06-21",
            "2025-06-22 2025-07-19",
            "2025-07-20 2025-08-16",
            "2025-08-17 2025-09-13",
            "2025-09-14 2025-10-11",
            "2025-10-12 2025-11-08",
            "2025-11-09 2025-12-06",
            "2025-12-07 2026-01-03",
            "2026-01-04 2026-01-31",
            "2026-02-01 2026-02-28",
            "2026-03-01 2026-03-31",
        ],
    );
}

#[test]
fn a_series_has_every_whole_period_between_two_days() {
    let months = || series(date("2024-02-29"), date("2024-05-01"), Cadence::Month);
    let expected = [
        "2024-02-01 2024-02-29",
        "2024-03-01 2024-03-31",
        "2024-04-01 2024-04-30",
        "2024-05-01 2024-05-31",
    ];
    check_series(months(), &expected);
    check_series(months(), &expected);
    check_series(
        series(date("2024-12-31"), date("2025-01-05"), Cadence::Week),
        &["2024-12-30 2025-01-05"],
    );
    check_series(
        series(date("2024-03-31"), date("2024-04-01"), Cadence::FinancialYear),
        &["2023-04-01 2024-03-31", "2024-04-01 2025-03-31"],
    );
    check_series(
        series(date("2024-03-31"), date("2024-03-31"), Cadence::Custom),
        &["2024-03-31 2024-03-31"],
    );
    check_series(series(date("2024-03-31"), date("2024-03-30"), Cadence::Month), &[]);
    check_series(series(NaiveDate::MAX, NaiveDate::MAX, Cadence::Week), &[]);
}

#[test]
fn contract_months_counted_from_a_month_end_lose_no_day() {
    check_series(
        anchored(date("2025-01-31"), date("2025-05-29"), Cadence::Month),
        &[
            "2025-01-31 2025-02-27",
            "2025-02-28 2025-03-30",
            "2025-03-31 2025-04-29",
            "2025-04-30 2025-05-29",
        ],
    );
    check_series(
        anchored(date("2024-02-29"), date("2028-03-01"), Cadence::FinancialYear),
        &[
            "2024-02-29 2025-02-27",
            "2025-02-28 2026-02-27",
            "2026-02-28 2027-02-27",
            "2027-02-28 2028-02-28",
            "2028-02-29 2028-03-01",
        ],
    );
    check_series(anchored(date("2025-01-02"), date("2025-01-01"), Cadence::Month), &[]);
}

#[test]
fn an_anchored_piece_that_is_a_calendar_period_is_one() {
    let pieces = anchored(date("2024-01-01"), date("2024-02-10"), Cadence::Month);
    let pieces: Vec<String> = pieces.map(described).collect();
    assert_eq!(pieces, ["month 2024-01-01 2024-01-31", "custom 2024-02-01 2024-02-10"]);
}

#[test]
fn a_stored_period_must_have_the_days_of_its_kind() {
    let stored = |start, end, cadence| Period::stored(date(start), date(end), cadence);
    assert!(stored("2026-07-01", "2026-07-31", Cadence::Month).is_some());
    assert_eq!(stored("2026-07-02", "2026-07-31", Cadence::Month), None);
    assert_eq!(stored("2026-07-01", "2026-07-30", Cadence::Month), None);
    assert!(stored("2026-07-01", "2026-07-30", Cadence::Custom).is_some());
    assert_eq!(stored("2026-07-02", "2026-07-01", Cadence::Custom), None);
    assert_eq!(Period::custom(NaiveDate::MIN, NaiveDate::MAX), None);
}
