//! The promise line: what was due by a day, what of it was delivered, what of it verified.

use super::{Item, Progress, State, Towards};
use crate::domain::contracts::words;
use crate::domain::exact::{Fraction, Money, Points};
use chrono::NaiveDate;

words! {
    /// What commitments are weighed by.
    Measure {
        /// What was claimed for each.
        Pounds = "pounds", "By value";
        /// One as much as the other.
        Count = "count", "By number";
    }
}

/// How many items, and what they are worth in pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub items: u64,
    /// What they are worth together.
    pub pence: i128,
}

impl Tally {
    fn of(values: impl Iterator<Item = Option<Money>>) -> Self {
        values.fold(Self::default(), |tally, value| Self {
            items: tally.items.saturating_add(1),
            pence: tally.pence + pence(value),
        })
    }
}

fn pence(value: Option<Money>) -> i128 {
    value.map_or(0, |value| i128::from(value.scaled()))
}

/// What commitments came to by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseLine {
    /// The day.
    pub day: NaiveDate,
    /// What they are weighed by: in pounds when each one due has a claim, else each the same.
    pub measure: Measure,
    /// Those due by then, at what was claimed.
    pub due: Tally,
    /// Those of them that were delivered, at what was claimed.
    pub delivered: Tally,
    /// Those of them that were verified, at what they were found worth up to what was claimed,
    /// so that one worth more does not stand in for another.
    pub verified: Tally,
    /// The share of those due that was verified; none when none was due.
    pub points: Option<Points>,
}

/// The promise line of a day. A commitment that was withdrawn or rejected is due all the same;
/// one that is the same as another item is left to that one.
#[must_use]
pub fn promise(items: &[Item], day: NaiveDate) -> PromiseLine {
    let due: Vec<&Item> = items.iter().filter(|item| is_due(item, day)).collect();
    let claimed = |item: &&&Item| item.terms.claimed();
    let delivered = due.iter().filter(|item| was_delivered(item, day));
    let verified = due.iter().filter_map(|item| found(item, day));
    let measure = measure(&due);
    let mut line = PromiseLine {
        day,
        measure,
        due: Tally::of(due.iter().map(|item| claimed(&item))),
        delivered: Tally::of(delivered.map(|item| claimed(&item))),
        verified: Tally::of(verified),
        points: None,
    };
    line.points = share(&line);
    line
}

/// The points of a day; none when no commitment was due.
#[must_use]
pub fn points(items: &[Item], day: NaiveDate) -> Option<Points> {
    promise(items, day).points
}

fn is_due(item: &Item, day: NaiveDate) -> bool {
    item.same_as.is_none() && item.terms.due.is_some_and(|due| due <= day)
}

fn was_delivered(item: &Item, day: NaiveDate) -> bool {
    let done = matches!(item.progress, Progress::Delivered | Progress::Verified(_));
    done && item.terms.on.is_some_and(|on| on <= day)
}

/// What a verified item counts for.
fn found(item: &Item, day: NaiveDate) -> Option<Option<Money>> {
    let verified = item.progress.verified().filter(|verified| verified.on <= day)?;
    Some(match item.terms.claimed() {
        Some(claimed) => verified.value.map(|value| value.min(claimed)),
        None => verified.value,
    })
}

// Claims of nothing at all cannot be weighed by.
fn measure(due: &[&Item]) -> Measure {
    let all = due.iter().all(|item| item.terms.claim.is_some());
    let total: i128 = due.iter().map(|item| pence(item.terms.claimed())).sum();
    if all && 0 < total { Measure::Pounds } else { Measure::Count }
}

fn share(line: &PromiseLine) -> Option<Points> {
    let share = match line.measure {
        Measure::Pounds => Fraction::new(line.verified.pence, line.due.pence),
        Measure::Count => Fraction::new(line.verified.items.into(), line.due.items.into()),
    };
    Points::from_scaled(share?.times(100).round_scaled(Points::PLACES)?)
}

/// What items came to together. Only what was verified is a total; what is claimed stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Those that neither were turned down nor taken back, at what is claimed.
    pub claimed: Tally,
    /// Those that were verified, at what they were found worth.
    pub verified: Tally,
}

/// The totals of what contributes to something; one thing counts once.
#[must_use]
pub fn totals(items: &[Item], towards: Towards) -> Totals {
    let own = items.iter().filter(|item| item.same_as.is_none() && item.terms.towards == towards);
    let stands =
        |item: &&Item| !matches!(item.progress.state(), State::Rejected | State::Withdrawn);
    let verified = own.clone().filter_map(|item| item.progress.verified());
    Totals {
        claimed: Tally::of(own.filter(stands).map(|item| item.terms.claimed())),
        verified: Tally::of(verified.map(|verified| verified.value)),
    }
}
