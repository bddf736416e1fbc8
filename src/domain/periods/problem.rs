//! Why a text is not a period, and what to write instead.

use super::{Cadence, Period};
use chrono::{Datelike, NaiveDate};

/// Why a text is not read as a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodProblem {
    /// It is the name of a month and of a run of financial years.
    Ambiguous {
        /// The month it could be.
        month: Period,
        /// The financial years it could be.
        years: Period,
    },
    /// Its last day comes before its first.
    Backwards {
        /// First day given.
        start: NaiveDate,
        /// Last day given.
        end: NaiveDate,
    },
    /// A year has four quarters.
    NoSuchQuarter,
    /// A financial year has thirteen four-week periods.
    NoSuchFourWeeks,
    /// That year has no such week.
    NoSuchWeek,
    /// It has none of the forms that are read.
    Unknown,
}

impl PeriodProblem {
    /// What is wrong, in a sentence without a full stop.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Ambiguous { month, years } => {
                let financial = years.cadence() == Cadence::FinancialYear;
                let kind = if financial { "the financial year " } else { "" };
                format!("this is {} or {kind}{}", month.label(), years.label())
            }
            Self::Backwards { start, end } => {
                format!("the last day {end} comes before the first day {start}")
            }
            Self::NoSuchQuarter => "quarters are numbered 1 to 4".to_owned(),
            Self::NoSuchFourWeeks => "four-week periods are numbered P01 to P13".to_owned(),
            Self::NoSuchWeek => "this year has no week with that number".to_owned(),
            Self::Unknown => "this is not a period that can be read".to_owned(),
        }
    }

    /// What to do, in a sentence without a full stop.
    #[must_use]
    pub fn remedy(self) -> String {
        match self {
            Self::Ambiguous { month, years } => format!(
                "Write {}/{:02} or {}, or add --periods financial_year or --periods month",
                years.start().year(),
                years.end().year() % 100,
                month.label()
            ),
            Self::Backwards { .. } => "Put the first day first".to_owned(),
            Self::NoSuchQuarter | Self::NoSuchFourWeeks | Self::NoSuchWeek => {
                "Change the number".to_owned()
            }
            Self::Unknown => {
                "Write a period such as 2026-Q3, 2018/19 Q1, 2026-07, July 2026, P04 24/25, \
                 2018/19, 2021/23, 2026-W28, 2026 or 2026-01-01/2026-03-31"
                    .to_owned()
            }
        }
    }
}

impl std::fmt::Display for PeriodProblem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}. {}", self.message(), self.remedy())
    }
}

impl std::error::Error for PeriodProblem {}
