//! How a figure comes from a bid and what it is compared with, for every method.

use super::admission::Excluded;
use super::ranking::Order;
use super::weights::Weights;
use super::{
    absolute, coefficient, discounts, in_money, linear, logarithmic, lowest_ratio, mean, one_sided,
    per_pound, relative_cost, utility,
};
use crate::domain::exact::Fraction;

/// An admitted bid.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its place among the bids.
    pub(super) bid: usize,
    pub(super) price: Fraction,
    /// Quality as one figure in the unit of its scale.
    pub(super) quality: Fraction,
    pub(super) marks: Vec<Fraction>,
    /// Whether quality was scored.
    pub(super) scored: bool,
}

/// What a bid is compared with.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) lowest: Fraction,
    pub(super) highest: Fraction,
    pub(super) mean: Fraction,
    pub(super) best_quality: Fraction,
    pub(super) least_quality: Fraction,
}

impl Field {
    /// The bids that are compared, by their prices and by their quality.
    pub(super) fn of(prices: &[Fraction], entries: &[Entry]) -> Option<Self> {
        let total = super::grading::sum(prices.iter().cloned());
        let count = i128::try_from(prices.len()).ok()?;
        let quality = || entries.iter().map(|entry| &entry.quality);
        Some(Self {
            lowest: prices.iter().min()?.clone(),
            highest: prices.iter().max()?.clone(),
            mean: total.over(&Fraction::whole(count))?,
            best_quality: quality().max()?.clone(),
            least_quality: quality().min()?.clone(),
        })
    }
}

/// How the figure that is ranked is made.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    /// Price points and quality points, added; the highest wins.
    Points { weights: Weights, share: Share },
    /// One figure.
    Figure(Single),
}

/// How much of the price points a price earns.
#[derive(Debug, Clone)]
pub(super) enum Share {
    LowestRatio(lowest_ratio::LowestRatio),
    MinMax(linear::MinMax),
    FromLowest(linear::FromLowest),
    Optimal(linear::Optimal),
    Absolute(absolute::Absolute),
    Ceiling(absolute::Ceiling),
    Log(logarithmic::Log),
    MeanDeviation(mean::MeanDeviation),
    Discounts(discounts::Discounts),
}

/// How the one figure of a bid is made.
#[derive(Debug, Clone)]
pub(super) enum Single {
    PerPoint(per_pound::PerPoint),
    PerPound(per_pound::PerPound),
    LessQuality(in_money::LessQuality),
    Coefficient(coefficient::Coefficient),
    Quality(one_sided::Quality),
    Price(one_sided::Price),
    Utility(utility::Utility),
    RelativeCost(relative_cost::RelativeCost),
}

/// The share of the price points that a price earns: 1 for all of them.
pub(super) trait OfPrice {
    /// The share; nothing when the formula has no value.
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction>;

    /// The same in numbers, without the result.
    fn formula(&self, price: &Fraction, field: &Field) -> String;
}

/// The figure that one bid is ranked by.
pub(super) trait OfBid {
    /// The figure, or why there is none.
    fn figure(&self, entry: &Entry, field: &Field) -> Result<Fraction, Excluded>;

    /// The same in numbers, without the result.
    fn formula(&self, entry: &Entry, field: &Field) -> String;

    /// Which figure wins.
    fn order(&self) -> Order;
}

impl Share {
    /// The price above which a bid is out.
    pub(super) const fn base(&self) -> Option<&Fraction> {
        match self {
            Self::Ceiling(rule) => Some(&rule.base),
            Self::Discounts(rule) => Some(&rule.base),
            Self::LowestRatio(_)
            | Self::MinMax(_)
            | Self::FromLowest(_)
            | Self::Optimal(_)
            | Self::Absolute(_)
            | Self::Log(_)
            | Self::MeanDeviation(_) => None,
        }
    }

    pub(super) fn rule(&self) -> &dyn OfPrice {
        match self {
            Self::LowestRatio(rule) => rule,
            Self::MinMax(rule) => rule,
            Self::FromLowest(rule) => rule,
            Self::Optimal(rule) => rule,
            Self::Absolute(rule) => rule,
            Self::Ceiling(rule) => rule,
            Self::Log(rule) => rule,
            Self::MeanDeviation(rule) => rule,
            Self::Discounts(rule) => rule,
        }
    }
}

impl Single {
    pub(super) fn rule(&self) -> &dyn OfBid {
        match self {
            Self::PerPoint(rule) => rule,
            Self::PerPound(rule) => rule,
            Self::LessQuality(rule) => rule,
            Self::Coefficient(rule) => rule,
            Self::Quality(rule) => rule,
            Self::Price(rule) => rule,
            Self::Utility(rule) => rule,
            Self::RelativeCost(rule) => rule,
        }
    }

    /// The same rule with what it takes from all bids together worked out.
    pub(super) fn facing(&self, entries: &[Entry], field: &Field) -> Self {
        match self {
            Self::PerPound(rule) => Self::PerPound(rule.facing(entries)),
            Self::Utility(rule) => Self::Utility(rule.facing(entries, field)),
            Self::PerPoint(_)
            | Self::LessQuality(_)
            | Self::Coefficient(_)
            | Self::Quality(_)
            | Self::Price(_)
            | Self::RelativeCost(_) => self.clone(),
        }
    }

    /// What quality takes off the price, when that is how it counts.
    pub(super) fn off_the_price(&self, entry: &Entry) -> Option<Fraction> {
        match self {
            Self::LessQuality(rule) => rule.worth(entry),
            Self::PerPoint(_)
            | Self::PerPound(_)
            | Self::Coefficient(_)
            | Self::Quality(_)
            | Self::Price(_)
            | Self::Utility(_)
            | Self::RelativeCost(_) => None,
        }
    }
}

impl Rule {
    /// Which figure wins.
    pub(super) fn order(&self) -> Order {
        match self {
            Self::Points { .. } => Order::HighestFirst,
            Self::Figure(single) => single.rule().order(),
        }
    }
}

/// 1 at most and 0 at least.
pub(super) fn clipped(share: Fraction) -> Fraction {
    share.clamp(Fraction::ZERO, Fraction::ONE)
}
