//! Periods: the stretches of days that figures are about.

use super::contracts::words;
use chrono::NaiveDate;

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

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
    cadence: Cadence,
}

impl Period {
    /// A period of any length, unless its end comes before its start.
    #[must_use]
    pub fn custom(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        Self::stored(start, end, Cadence::Custom)
    }

    /// A period as it was stored.
    #[must_use]
    pub fn stored(start: NaiveDate, end: NaiveDate, cadence: Cadence) -> Option<Self> {
        (start <= end).then_some(Self { start, end, cadence })
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
}
