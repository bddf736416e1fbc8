//! Prices low enough to be asked about: a flag, and never a reason to exclude.

use super::settings::{Parameter, Range, Settings};
use crate::domain::contracts::words;
use crate::domain::exact::Fraction;

words! {
    /// Why a price is flagged as abnormally low.
    Low {
        /// Far below the mean of the others.
        BelowOthers = "below_others", "far below the mean price of the other bids";
        /// Far below the next in rank.
        BelowNext = "below_next", "far below the price of the bid next in rank";
        /// Far below what it should cost.
        BelowCost = "below_should_cost", "far below the should-cost estimate";
    }
}

pub(super) const PARAMETERS: &[Parameter] = &[
    Parameter::optional(
        "low_mean_pct",
        "40",
        "Flag a price this many percent or more below the mean of the others; it excludes nobody",
    ),
    Parameter::optional(
        "low_next_pct",
        "30",
        "Flag a price this many percent or more below the bid next in rank",
    ),
    Parameter::optional(
        "low_cost_pct",
        "10",
        "Flag a price this many percent or more below should_cost",
    ),
    Parameter::optional(
        "should_cost",
        "150000",
        "What it should cost by the buyer's estimate, for low_cost_pct",
    ),
];

/// How far below others a price is flagged, in percent.
#[derive(Debug, Clone, Default)]
pub struct LowPrices {
    mean: Option<Fraction>,
    next: Option<Fraction>,
    cost: Option<(Fraction, Fraction)>,
}

/// The prices of a bid, and those it is held against.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its first price; the only one when there was no auction.
    pub first: Fraction,
    /// Its last price.
    pub last: Fraction,
    /// The mean of the first prices of the others.
    pub others: Option<Fraction>,
    /// The last price of the bid next in rank.
    pub next: Option<Fraction>,
}

impl LowPrices {
    /// As ProZorro has it: 40% below the mean of the others' first prices, or 30%
    /// below the last price of the next.
    #[must_use]
    pub fn prozorro() -> Self {
        Self { mean: Some(Fraction::whole(40)), next: Some(Fraction::whole(30)), cost: None }
    }

    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        let mean = settings.number("low_mean_pct", Range::Percent);
        let next = settings.number("low_next_pct", Range::Percent);
        let percent = settings.number("low_cost_pct", Range::Percent);
        let cost = settings.number("should_cost", Range::Positive);
        if settings.has("low_cost_pct") != settings.has("should_cost") {
            let key = if settings.has("should_cost") { "should_cost" } else { "low_cost_pct" };
            let remedy = "Set should_cost and low_cost_pct, or neither";
            settings.wrong(key, "this says only half of it", remedy);
        }
        Self { mean, next, cost: cost.zip(percent) }
    }

    /// Whether nothing is flagged.
    #[must_use]
    pub const fn is_off(&self) -> bool {
        self.mean.is_none() && self.next.is_none() && self.cost.is_none()
    }
}

/// Why the last price of an offer is flagged.
#[must_use]
pub fn reasons(limits: &LowPrices, offer: &Offer) -> Vec<Low> {
    let others = limits.mean.as_ref().zip(offer.others.as_ref());
    let next = limits.next.as_ref().zip(offer.next.as_ref());
    let cost = limits.cost.as_ref().map(|(cost, percent)| (percent, cost));
    let tests = [(Low::BelowOthers, others), (Low::BelowNext, next), (Low::BelowCost, cost)];
    let low = |test: Option<(&Fraction, &Fraction)>| {
        test.is_some_and(|(percent, other)| is_below(&offer.last, percent, other))
    };
    tests.into_iter().filter(|(_, test)| low(*test)).map(|(why, _)| why).collect()
}

/// Whether `price` is `percent` or more below `other`.
fn is_below(price: &Fraction, percent: &Fraction, other: &Fraction) -> bool {
    let left = Fraction::whole(100).minus(percent);
    price.times(100) <= other.by(&left)
}
