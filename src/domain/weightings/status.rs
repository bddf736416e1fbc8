//! What can be said of a lot's weights together.

use super::share::{CostShare, span};
use super::{Criterion, Reading, Sign};
use crate::domain::contracts::words;
use crate::domain::exact::{Fraction, PublishedWeight, TotalWeight};

words! {
    /// What can be said of a lot's weights together.
    LotStatus {
        /// They total 100.
        Exact100 = "exact_100", "Total 100";
        /// They are parts of 1 and total 1.
        Exact1 = "exact_1", "Parts of 1";
        /// They are points.
        PointsTotal = "points_total", "Points";
        /// Some are ranges that can total 100.
        Range = "range", "Ranges";
        /// Some are ranges that cannot total 100.
        RangeNot100 = "range_not_100", "Ranges that cannot total 100";
        /// They say in which order the criteria matter.
        Order = "order", "Order of importance";
        /// None is published.
        Missing = "missing", "Weights missing";
        /// Some are published and some are not.
        PartMissing = "part_missing", "Some weights missing";
        /// All are 0.
        Zero = "zero", "All 0";
        /// They total something else.
        Not100 = "not_100", "Does not total 100";
        /// They are of kinds that cannot be added.
        Mixed = "mixed", "Mixed";
        /// Some are words, or two numbers in one.
        Words = "words", "Words";
    }
}

impl LotStatus {
    /// What it means, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Exact100 => "The weights total 100.",
            Self::Exact1 => "The weights are parts of 1 and total 1.",
            Self::PointsTotal => "The weights are points, and the share is of all points.",
            Self::Range => "Some weights are ranges, and they can total 100.",
            Self::RangeNot100 => "Some weights are ranges, and no choice within them totals 100.",
            Self::Order => "The buyer says which criterion matters more, and not by how much.",
            Self::Missing => "No weight is published.",
            Self::PartMissing => "Some criteria have a weight and others have none.",
            Self::Zero => "Every weight is 0.",
            Self::Not100 => {
                "The weights do not total 100, and nothing says of what they are parts."
            }
            Self::Mixed => "Some weights are points or an order, and others are percentages.",
            Self::Words => "Some weights are words, or two numbers in one, and cannot be added.",
        }
    }

    /// What to do, in a sentence.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Exact100 | Self::Exact1 => "There is nothing to do.",
            Self::PointsTotal => "Check that every criterion that gets points is listed.",
            Self::Range => "Record the weights that were used when the lot is awarded.",
            Self::RangeNot100 => "Check both ends of each range against the notice.",
            Self::Order => "Ask the buyer for the weights, or compare such lots by order only.",
            Self::Missing => {
                "Look for the weights in the tender documents. If price alone decides, give it 100."
            }
            Self::PartMissing => {
                "Look for the missing weights. Enter 0 for a criterion that does not count."
            }
            Self::Zero => "Look for the weights in the tender documents.",
            Self::Not100 => {
                "Look for a criterion that was left out, counted twice or typed wrongly."
            }
            Self::Mixed => "Give all weights of the lot in the same way.",
            Self::Words => "Read the tender documents and enter a number for each criterion.",
        }
    }
}

/// What a lot's weights come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What can be said of them together.
    pub status: LotStatus,
    /// What they add up to, where they can be added.
    pub total: Option<TotalWeight>,
    /// What part of it is cost, where that can be known.
    pub share: Option<CostShare>,
}

/// What the weights of a lot come to.
#[must_use]
pub fn judge(criteria: &[Criterion]) -> Verdict {
    let readings: Vec<Reading> = criteria.iter().map(|one| one.weight.reading).collect();
    let total = total(&readings);
    let status = status(&readings, total);
    let whole = whole(status, total);
    let share = whole.and_then(|whole| CostShare::of(criteria, &whole));
    Verdict { status, total, share }
}

impl Verdict {
    /// What the weights are parts of, where that is known.
    #[must_use]
    pub fn whole(&self) -> Option<Fraction> {
        whole(self.status, self.total)
    }
}

fn whole(status: LotStatus, total: Option<TotalWeight>) -> Option<Fraction> {
    match status {
        LotStatus::Exact100 | LotStatus::Range => Some(Fraction::whole(100)),
        LotStatus::Exact1 => Some(Fraction::whole(1)),
        LotStatus::PointsTotal => total.map(|total| Fraction::of(total.decimal())),
        LotStatus::RangeNot100
        | LotStatus::Order
        | LotStatus::Missing
        | LotStatus::PartMissing
        | LotStatus::Zero
        | LotStatus::Not100
        | LotStatus::Mixed
        | LotStatus::Words => None,
    }
}

/// The sum of weights that are all numbers.
fn total(readings: &[Reading]) -> Option<TotalWeight> {
    let number = |reading: &Reading| match reading {
        Reading::Exact(one, _) | Reading::Sum(one, _) | Reading::Points(one, _) => {
            Some(one.scaled())
        }
        Reading::Range(..)
        | Reading::Order(_)
        | Reading::Split(..)
        | Reading::Missing
        | Reading::Words => None,
    };
    let numbers: Option<Vec<i64>> = readings.iter().map(number).collect();
    numbers.and_then(|all| TotalWeight::from_scaled(all.into_iter().fold(0, i64::saturating_add)))
}

fn status(readings: &[Reading], total: Option<TotalWeight>) -> LotStatus {
    let some = |is: fn(&Reading) -> bool| readings.iter().any(is);
    let all = |is: fn(&Reading) -> bool| readings.iter().all(is);
    if some(|one| matches!(one, Reading::Words | Reading::Split(..))) {
        return LotStatus::Words;
    }
    if all(|one| *one == Reading::Missing) {
        return LotStatus::Missing;
    }
    if some(|one| *one == Reading::Missing) {
        return LotStatus::PartMissing;
    }
    if all(|one| matches!(one, Reading::Order(_))) {
        return LotStatus::Order;
    }
    if some(|one| matches!(one, Reading::Order(_))) {
        return LotStatus::Mixed;
    }
    match total {
        Some(total) => of_numbers(readings, total),
        None if some(|one| matches!(one, Reading::Points(..))) => LotStatus::Mixed,
        None => of_ranges(readings),
    }
}

fn of_ranges(readings: &[Reading]) -> LotStatus {
    let zero = || (Fraction::whole(0), Fraction::whole(0));
    let spans = readings.iter().filter_map(|one| span(*one));
    let (low, high) =
        spans.fold(zero(), |(low, high), (least, most)| (low.plus(&least), high.plus(&most)));
    let whole = Fraction::whole(100);
    if whole.below(&low) || high.below(&whole) { LotStatus::RangeNot100 } else { LotStatus::Range }
}

fn of_numbers(readings: &[Reading], total: TotalWeight) -> LotStatus {
    let of = |units: i64| Some(total) == TotalWeight::from_scaled(units);
    if of(0) {
        return LotStatus::Zero;
    }
    if readings.iter().any(|one| matches!(one, Reading::Points(..))) {
        return of_points(readings, total);
    }
    match () {
        () if of(HUNDRED) => LotStatus::Exact100,
        () if of(ONE) && all_parts_of_one(readings) => LotStatus::Exact1,
        () if is_round(total) && beyond_percent(readings) => LotStatus::PointsTotal,
        () => LotStatus::Not100,
    }
}

const ONE: i64 = 10_000;
const HUNDRED: i64 = 1_000_000;

fn of_points(readings: &[Reading], total: TotalWeight) -> LotStatus {
    let percent = |one: &Reading| {
        matches!(one, Reading::Exact(_, Sign::Percent) | Reading::Sum(_, Sign::Percent))
    };
    if readings.iter().any(percent) {
        return LotStatus::Mixed;
    }
    let mut whole = readings.iter().filter_map(|one| one.numbers().1);
    let fits = whole.all(|of| of.scaled() == total.scaled());
    if fits { LotStatus::PointsTotal } else { LotStatus::Not100 }
}

/// Whether all weights are bare and at most 1, and one lies between 0 and 1: of 1 and 0 alone
/// nobody can tell that they are parts and not an order.
fn all_parts_of_one(readings: &[Reading]) -> bool {
    let part = |one: &Reading| bare(one).is_some_and(|weight| weight.scaled() <= ONE);
    let between = |one: &Reading| bare(one).is_some_and(|w| 0 < w.scaled() && w.scaled() < ONE);
    readings.iter().all(part) && readings.iter().any(between)
}

/// Whether all weights are bare and one is more than a percentage can be.
fn beyond_percent(readings: &[Reading]) -> bool {
    let more = |one: &Reading| bare(one).is_some_and(|weight| HUNDRED < weight.scaled());
    readings.iter().all(|one| bare(one).is_some()) && readings.iter().any(more)
}

/// Whether points are given out of such a total: whole hundreds.
fn is_round(total: TotalWeight) -> bool {
    total.scaled().checked_rem(HUNDRED) == Some(0)
}

fn bare(reading: &Reading) -> Option<PublishedWeight> {
    let bare = matches!(reading, Reading::Exact(_, Sign::None) | Reading::Sum(_, Sign::None));
    if bare { reading.numbers().0 } else { None }
}
