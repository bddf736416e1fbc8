//! Periods: the stretches of days that figures are about.

use super::contracts::words;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

mod series;

mod name;

mod parse;

mod problem;

pub use parse::parse;
pub use problem::PeriodProblem;
pub use series::{anchored, series};

words! {
    /// What kind of stretch a period is.
    Cadence {
        /// Monday to Sunday (ISO 8601).
        Week = "week", "Week";
        /// Four weeks, thirteen to the financial year, as Transport for London counts them.
        FourWeek = "four_week", "Four-week period";
        /// A calendar month.
        Month = "month", "Month";
        /// January, April, July or October and the two months after.
        Quarter = "quarter", "Quarter";
        /// 1 April to 31 March.
        FinancialYear = "financial_year", "Financial year";
        /// 1 January to 31 December.
        CalendarYear = "calendar_year", "Calendar year";
        /// Any other stretch.
        Custom = "custom", "Custom period";
    }
}

/// A stretch of days, both ends included, in years of four digits. Every kind
/// but custom has exactly the days the calendar gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
    cadence: Cadence,
}

impl Period {
    /// The period of a kind that `day` falls in; nothing for [`Cadence::Custom`].
    #[must_use]
    pub fn containing(day: NaiveDate, cadence: Cadence) -> Option<Self> {
        let (start, end) = days(day, cadence)?;
        within_years(start, end).then_some(Self { start, end, cadence })
    }

    /// A period of any length, unless its end comes before its start or its
    /// years do not have four digits.
    #[must_use]
    pub fn custom(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        let cadence = Cadence::Custom;
        (start <= end && within_years(start, end)).then_some(Self { start, end, cadence })
    }

    /// A period as it was stored; nothing when such a period has other days.
    #[must_use]
    pub fn stored(start: NaiveDate, end: NaiveDate, cadence: Cadence) -> Option<Self> {
        match cadence {
            Cadence::Custom => Self::custom(start, end),
            Cadence::Week
            | Cadence::FourWeek
            | Cadence::Month
            | Cadence::Quarter
            | Cadence::FinancialYear
            | Cadence::CalendarYear => Self::containing(start, cadence)
                .filter(|period| period.start == start && period.end == end),
        }
    }

    /// The period of the same kind that starts the day after; nothing for [`Cadence::Custom`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::containing(self.end.succ_opt()?, self.cadence)
    }

    /// First day.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        self.start
    }

    /// Last day.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.end
    }

    /// What kind of stretch it is.
    #[must_use]
    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    fn quarter(year: i32, number: u32) -> Option<Self> {
        let month = number.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
        Self::containing(first_of(year, month)?, Cadence::Quarter)
    }

    fn month(year: i32, number: u32) -> Option<Self> {
        Self::containing(first_of(year, number)?, Cadence::Month)
    }

    fn financial_year(start: i32) -> Option<Self> {
        Self::containing(first_of(start, 4)?, Cadence::FinancialYear)
    }

    /// The quarter of a financial year: the first is April to June of the year it starts in.
    fn financial_quarter(start: i32, number: u32) -> Option<Self> {
        match number {
            1..=3 => Self::quarter(start, number + 1),
            4 => Self::quarter(start.checked_add(1)?, 1),
            _ => None,
        }
    }

    fn four_weeks(start: i32, number: u32) -> Option<Self> {
        let (from, _) = four_weeks(start, number)?;
        Self::containing(from, Cadence::FourWeek)
    }

    fn week(year: i32, number: u32) -> Option<Self> {
        Self::containing(NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?, Cadence::Week)
    }
}

fn within_years(start: NaiveDate, end: NaiveDate) -> bool {
    start.year() >= 1000 && end.year() <= 9999
}

fn days(day: NaiveDate, cadence: Cadence) -> Option<(NaiveDate, NaiveDate)> {
    let year = day.year();
    match cadence {
        Cadence::Week => {
            let week = day.week(Weekday::Mon);
            Some((week.checked_first_day()?, week.checked_last_day()?))
        }
        Cadence::FourWeek => {
            let start = financial_year_of(day);
            (1..=FOUR_WEEKS_A_YEAR)
                .filter_map(|number| four_weeks(start, number))
                .find(|(from, to)| (*from..=*to).contains(&day))
        }
        Cadence::Month => whole_months(year, day.month(), 1),
        Cadence::Quarter => whole_months(year, day.month0() / 3 * 3 + 1, 3),
        Cadence::FinancialYear => whole_months(financial_year_of(day), 4, 12),
        Cadence::CalendarYear => whole_months(year, 1, 12),
        Cadence::Custom => None,
    }
}

fn whole_months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let start = first_of(year, month)?;
    Some((start, start.checked_add_months(Months::new(count))?.pred_opt()?))
}

fn first_of(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    whole_months(year, month, 1).map(|(_, end)| end)
}

fn financial_year_of(day: NaiveDate) -> i32 {
    if day.month() < 4 { day.year() - 1 } else { day.year() }
}

const FOUR_WEEKS_A_YEAR: u32 = 13;

/// Four-week period `number` of the financial year that starts in `start`:
/// the first runs from 1 April to the first Saturday that makes it at least 26
/// days long, the next eleven have 28 days, the last ends on 31 March. That is
/// the general rule; the operator publishes the calendar and may depart from it.
fn four_weeks(start: i32, number: u32) -> Option<(NaiveDate, NaiveDate)> {
    let (first_day, last_day) = whole_months(start, 4, 12)?;
    let shortest = first_day.checked_add_days(Days::new(25))?;
    let to_saturday = 6 - u64::from(shortest.weekday().num_days_from_sunday());
    let first_end = shortest.checked_add_days(Days::new(to_saturday))?;
    let end = |of: u32| first_end.checked_add_days(Days::new(28 * u64::from(of.checked_sub(1)?)));
    match number {
        1 => Some((first_day, first_end)),
        2..FOUR_WEEKS_A_YEAR => Some((end(number - 1)?.succ_opt()?, end(number)?)),
        FOUR_WEEKS_A_YEAR => Some((end(number - 1)?.succ_opt()?, last_day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
