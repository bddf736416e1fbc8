//! When the index will reach 100, if it goes on as it did.
//!
//! A straight line is laid through the index on every day it can have moved, by least squares in
//! exact fractions. The day is the first on which the line has reached 100, and never before the
//! day after the one that is asked on.

use super::Record;
use crate::domain::exact::Fraction;
use chrono::{NaiveDate, TimeDelta};

/// Fewer days than this show no trend.
pub const FEWEST: usize = 3;

/// A day further ahead than this says only that it will not happen.
const FURTHEST_DAYS: i64 = 36_525;

/// Why there is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoForecast {
    /// There is nothing to wait for.
    #[error("the index is 100 already")]
    Reached,
    /// Too little is known.
    #[error("the index is known for fewer than 3 days")]
    TooFew,
    /// The line is level or falls.
    #[error("the index does not rise")]
    NotRising,
    /// The line rises too slowly.
    #[error("at this pace it takes more than 100 years")]
    TooFar,
}

/// The day on which the index will reach 100, asked on `day`.
///
/// # Errors
/// Why there is none.
pub fn forecast(record: &Record, day: NaiveDate) -> Result<NaiveDate, NoForecast> {
    let known = |on: NaiveDate| Some((on, record.ratio(on)?));
    let points: Vec<(NaiveDate, Fraction)> =
        record.days(day).into_iter().filter_map(known).collect();
    if record.ratio(day).is_some_and(|now| now == Fraction::whole(100)) {
        return Err(NoForecast::Reached);
    }
    let Some((first, _)) = points.first().filter(|_| FEWEST <= points.len()) else {
        return Err(NoForecast::TooFew);
    };
    let first = *first;
    let days = crossing(first, &points).ok_or(NoForecast::NotRising)?;
    let tomorrow = day.succ_opt().ok_or(NoForecast::TooFar)?;
    let reached = days
        .round_scaled(0)
        .map(|whole| if Fraction::whole(whole.into()).below(&days) { whole + 1 } else { whole })
        .filter(|whole| *whole - (day - first).num_days() <= FURTHEST_DAYS)
        .and_then(TimeDelta::try_days)
        .and_then(|span| first.checked_add_signed(span));
    reached.map(|reached| reached.max(tomorrow)).ok_or(NoForecast::TooFar)
}

/// How many days after `first` the line through the points reaches 100; nothing when it does not rise.
fn crossing(first: NaiveDate, points: &[(NaiveDate, Fraction)]) -> Option<Fraction> {
    let count = i128::try_from(points.len()).ok()?;
    let nothing = Fraction::whole(0);
    let (mut x, mut xx, mut y, mut xy) = (0_i128, 0_i128, nothing.clone(), nothing.clone());
    for (on, value) in points {
        let day = i128::from((*on - first).num_days());
        x += day;
        xx += day * day;
        y = y.plus(value);
        xy = xy.plus(&value.times(day));
    }
    let rise = xy.times(count).minus(&y.times(x));
    let slope = rise.over(&Fraction::whole(count * xx - x * x))?;
    if !nothing.below(&slope) {
        return None;
    }
    let start = y.minus(&slope.times(x)).over(&Fraction::whole(count))?;
    Fraction::whole(100).minus(&start).over(&slope)
}
