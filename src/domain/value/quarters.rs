//! Value by quarter: what fell due, what was claimed to be delivered, what was verified.

use super::{Item, Progress};
use crate::domain::exact::Money;
use crate::domain::periods::{Cadence, Period};
use chrono::NaiveDate;

/// What the items of a quarter come to, in pence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuarterValue {
    /// The quarter.
    pub quarter: Period,
    /// Commitments due in it, at what was claimed for each.
    pub promised: Option<i128>,
    /// Items delivered in it, at what was claimed for each.
    pub claimed: Option<i128>,
    /// Items verified in it, at what they were found worth.
    pub verified: Option<i128>,
}

/// An amount and the day it belongs to.
type Dated = (NaiveDate, Option<Money>);

/// Every quarter from the first day that counts to the last, those between with nothing in them
/// included; only days that `counts` says. One thing counts once. A sum is missing where there
/// are items and no amount was put on any of them.
#[must_use]
pub fn by_quarter(items: &[Item], counts: impl Fn(NaiveDate) -> bool) -> Vec<QuarterValue> {
    let own = || items.iter().filter(|item| item.same_as.is_none());
    let dated = |of: fn(&Item) -> Option<Dated>| -> Vec<Dated> {
        own().filter_map(of).filter(|(day, _)| counts(*day)).collect()
    };
    let [promised, claimed, verified] = [due, delivered, found].map(dated);
    let days = || [&promised, &claimed, &verified].into_iter().flatten().map(|(day, _)| *day);
    let Some((first, last)) = days().min().zip(days().max()) else { return Vec::new() };
    let within = |quarter: Period, amounts: &[Dated]| sum(amounts, quarter);
    quarters(first, last)
        .into_iter()
        .map(|quarter| QuarterValue {
            quarter,
            promised: within(quarter, &promised),
            claimed: within(quarter, &claimed),
            verified: within(quarter, &verified),
        })
        .collect()
}

fn due(item: &Item) -> Option<Dated> {
    Some((item.terms.due?, item.terms.claimed()))
}

fn delivered(item: &Item) -> Option<Dated> {
    let done = matches!(item.progress, Progress::Delivered | Progress::Verified(_));
    Some((item.terms.on.filter(|_| done)?, item.terms.claimed()))
}

fn found(item: &Item) -> Option<Dated> {
    let verified = item.progress.verified()?;
    Some((verified.on, verified.value))
}

fn quarters(first: NaiveDate, last: NaiveDate) -> Vec<Period> {
    let start = Period::containing(first, Cadence::Quarter);
    std::iter::successors(start, |quarter| quarter.next())
        .take_while(|period| period.start() <= last)
        .collect()
}

fn sum(amounts: &[Dated], quarter: Period) -> Option<i128> {
    let days = quarter.start()..=quarter.end();
    let own = || amounts.iter().filter(|(day, _)| days.contains(day)).map(|(_, amount)| amount);
    let is_known = own().any(Option::is_some) || own().next().is_none();
    is_known.then(|| own().flatten().map(|amount| i128::from(amount.scaled())).sum())
}
