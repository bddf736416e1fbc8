//! Names of periods: a label for people and a code for files.

use super::parse::{full_year, parse};
use super::{Cadence, FOUR_WEEKS_A_YEAR, Period, financial_year_of, four_weeks};
use chrono::{Datelike, NaiveDate};

impl Period {
    /// The period in words: `July 2026`, `P04 2024/25`, `1 April 2021 to 31 March 2023`.
    #[must_use]
    pub fn label(self) -> String {
        let (start, end) = (self.start, self.end);
        match self.cadence {
            Cadence::Week => format!("Week of {} (W{:02})", day(start), start.iso_week().week()),
            Cadence::FourWeek => format!("P{:02} {}", self.number(), self.years('/')),
            Cadence::Month => start.format("%B %Y").to_string(),
            Cadence::Quarter => format!("{} to {}", start.format("%B"), end.format("%B %Y")),
            Cadence::FinancialYear => self.years('-'),
            Cadence::CalendarYear => start.format("%Y").to_string(),
            Cadence::Custom if start == end => day(start),
            Cadence::Custom => format!("{} to {}", day(start), day(end)),
        }
    }

    /// The period as files name it: `2026-07`, `2026-Q3`, `P04 24/25`, `2018/19`.
    /// [`super::parse`] reads it back as the same period.
    #[must_use]
    pub fn code(self) -> String {
        let start = self.start;
        match self.cadence {
            Cadence::Week => {
                let week = start.iso_week();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Cadence::FourWeek => format!("P{:02} {}", self.number(), self.short_years()),
            Cadence::Month => self.month_code(),
            Cadence::Quarter => format!("{}-Q{}", start.year(), start.month0() / 3 + 1),
            Cadence::FinancialYear => self.years('/'),
            Cadence::CalendarYear => start.year().to_string(),
            Cadence::Custom => format!("{start}/{}", self.end),
        }
    }

    // 2010-11 would also be read as the financial year.
    fn month_code(self) -> String {
        let code = self.start.format("%Y-%m").to_string();
        match parse(&code, None) {
            Ok(_) => code,
            Err(_) => self.start.format("%b %Y").to_string(),
        }
    }

    fn years(self, separator: char) -> String {
        let start = financial_year_of(self.start);
        format!("{start}{separator}{:02}", (start + 1) % 100)
    }

    // Two digits only where they are read back as the same century.
    fn short_years(self) -> String {
        let start = financial_year_of(self.start);
        let short = start % 100;
        if full_year(short) == start {
            format!("{short:02}/{:02}", (start + 1) % 100)
        } else {
            self.years('/')
        }
    }

    fn number(self) -> u32 {
        let year = financial_year_of(self.start);
        (1..FOUR_WEEKS_A_YEAR)
            .find(|number| four_weeks(year, *number).is_some_and(|(_, end)| end == self.end))
            .unwrap_or(FOUR_WEEKS_A_YEAR)
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
