//! Series: periods one after another, so that every day falls in exactly one.

use super::{Cadence, Period};
use chrono::{Days, Months, NaiveDate};

/// The periods of a kind from the one `start` falls in to the one `end` falls
/// in, without gap or overlap. A custom series is the one period from `start` to `end`.
pub fn series(
    start: NaiveDate, end: NaiveDate, cadence: Cadence,
) -> impl Iterator<Item = Period> + Clone {
    let first = match cadence {
        Cadence::Custom => Period::custom(start, end),
        Cadence::Week
        | Cadence::FourWeek
        | Cadence::Month
        | Cadence::Quarter
        | Cadence::FinancialYear
        | Cadence::CalendarYear => Period::containing(start, cadence).filter(|_| start <= end),
    };
    std::iter::successors(first, |period| period.next())
        .take_while(move |period| period.start() <= end)
}

/// Periods as long as a kind, counted from `start` as a contract's months are,
/// the last one cut at `end`. Each start is counted from the first one, never
/// from the one before: 31 January is followed by 28 February and then by 31
/// March. A piece that is no calendar period is a custom one.
pub fn anchored(
    start: NaiveDate, end: NaiveDate, cadence: Cadence,
) -> impl Iterator<Item = Period> + Clone {
    (0_u32..).map_while(move |count| piece(start, end, cadence, count))
}

fn piece(start: NaiveDate, end: NaiveDate, cadence: Cadence, count: u32) -> Option<Period> {
    let from = shifted(start, cadence, count)?;
    let next = count.checked_add(1).and_then(|count| shifted(start, cadence, count));
    let to = next.and_then(|next| next.pred_opt()).map_or(end, |to| to.min(end));
    Period::stored(from, to, cadence).or_else(|| Period::custom(from, to))
}

fn shifted(start: NaiveDate, cadence: Cadence, count: u32) -> Option<NaiveDate> {
    let days = |each: u64| start.checked_add_days(Days::new(each.checked_mul(count.into())?));
    let months = |each: u32| start.checked_add_months(Months::new(each.checked_mul(count)?));
    match cadence {
        Cadence::Week => days(7),
        Cadence::FourWeek => days(28),
        Cadence::Month => months(1),
        Cadence::Quarter => months(3),
        Cadence::FinancialYear | Cadence::CalendarYear => months(12),
        Cadence::Custom => (count == 0).then_some(start),
    }
}
