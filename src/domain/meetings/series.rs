//! Series: meetings that follow one another in a rhythm, each planned when it is the next.

use crate::domain::contracts::words;
use crate::domain::ids::{ContractId, SeriesId};
use chrono::{DateTime, Days, Months, NaiveDate, Utc};

words! {
    /// How often a series meets.
    Rhythm {
        /// On the same day of each week.
        Weekly = "weekly", "Every week";
        /// On the same day of each month, or its last.
        Monthly = "monthly", "Every month";
        /// On the same day of every third month, or its last.
        Quarterly = "quarterly", "Every quarter";
    }
}

/// Meetings that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Identifies it.
    pub id: SeriesId,
    /// The contract the meetings are about.
    pub contract: ContractId,
    /// What it is called, such as `Weekly delivery review`.
    pub title: String,
    /// How often it meets.
    pub rhythm: Rhythm,
    /// The day of the first meeting.
    pub starts_on: NaiveDate,
    /// How many days after a meeting its scores are due.
    pub days_to_score: u16,
    /// When it was ended; no meetings follow then.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Series {
    /// The first of its days after `day`. Each is counted from the first one, so that a meeting
    /// on the 31st is on the 28th in February and on the 31st in March.
    #[must_use]
    pub fn first_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        let days = (0_u32..).map_while(|count| self.day(count));
        days.into_iter().find(|next| day < *next)
    }

    fn day(&self, count: u32) -> Option<NaiveDate> {
        let months =
            |each: u32| self.starts_on.checked_add_months(Months::new(each.checked_mul(count)?));
        match self.rhythm {
            Rhythm::Weekly => self.starts_on.checked_add_days(Days::new(7 * u64::from(count))),
            Rhythm::Monthly => months(1),
            Rhythm::Quarterly => months(3),
        }
    }

    /// The day on which scoring of a meeting opens: as long before it as scores are due after
    /// it, and at least three days, so that both sides can score ahead of the meeting.
    #[must_use]
    pub fn opens_on(&self, meeting: NaiveDate) -> NaiveDate {
        let ahead = u64::from(self.days_to_score).max(3);
        meeting.checked_sub_days(Days::new(ahead)).unwrap_or(meeting)
    }

    /// The last day on which a meeting can be scored.
    #[must_use]
    pub fn last_day_to_score(&self, meeting: NaiveDate) -> NaiveDate {
        meeting.checked_add_days(Days::new(self.days_to_score.into())).unwrap_or(meeting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(rhythm: Rhythm, starts_on: &str) -> Series {
        Series {
            id: SeriesId(uuid::Uuid::from_u128(1)),
            contract: ContractId(uuid::Uuid::from_u128(2)),
            title: "Review".to_owned(),
            rhythm,
            starts_on: starts_on.parse().unwrap_or_default(),
            days_to_score: 2,
            ended_at: None,
        }
    }

    #[track_caller]
    fn follows(series: &Series, day: &str, expected: &str) {
        let next = day.parse().ok().and_then(|day| series.first_after(day));
        assert_eq!(next, expected.parse().ok(), "after {day}");
    }

    #[test]
    fn the_next_meeting_keeps_the_rhythm() {
        let weekly = series(Rhythm::Weekly, "2026-01-05");
        follows(&weekly, "2025-12-01", "2026-01-05");
        follows(&weekly, "2026-01-05", "2026-01-12");
        follows(&weekly, "2026-02-27", "2026-03-02");
        let monthly = series(Rhythm::Monthly, "2026-01-31");
        follows(&monthly, "2026-01-31", "2026-02-28");
        follows(&monthly, "2026-02-28", "2026-03-31");
        let quarterly = series(Rhythm::Quarterly, "2025-11-30");
        follows(&quarterly, "2025-11-30", "2026-02-28");
        follows(&quarterly, "2026-02-28", "2026-05-30");
    }

    #[test]
    fn scoring_opens_before_a_meeting_and_closes_after_it() {
        let weekly = series(Rhythm::Weekly, "2026-01-05");
        let day = weekly.starts_on;
        assert_eq!(weekly.opens_on(day).to_string(), "2026-01-02");
        assert_eq!(weekly.last_day_to_score(day).to_string(), "2026-01-07");
    }
}
