//! What part of a lot's weight is cost, exactly.

use super::{Criterion, Part, Reading};
use crate::domain::exact::{Fraction, Weight};

/// The weight that goes to cost, in parts of 100: one number, or the least and the most it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostShare {
    low: Fraction,
    high: Fraction,
}

impl CostShare {
    /// What the criteria of a lot give, out of `total`; nothing when one that weighs something is
    /// of no known kind, or the ranges cannot be met.
    pub(super) fn of(criteria: &[Criterion], total: &Fraction) -> Option<Self> {
        let (mut cost, mut quality) = (Bounds::default(), Bounds::default());
        for one in criteria {
            let (low, high) = span(one.weight.reading)?;
            match one.kind.read.map(super::Kind::part) {
                Some(Part::Cost) => cost = cost.and(&low, &high),
                Some(Part::Quality) => quality = quality.and(&low, &high),
                None if high == Fraction::whole(0) => {}
                None => return None,
            }
        }
        // What the one part takes the other cannot have.
        let low = greater(cost.low, total.minus(&quality.high));
        let high = lesser(cost.high, total.minus(&quality.low));
        let of_100 = |part: Fraction| part.times(100).over(total);
        let share = Self { low: of_100(low)?, high: of_100(high)? };
        (!share.high.below(&share.low)).then_some(share)
    }

    /// The cost share, kept at 1e-4, when it is one number.
    #[must_use]
    pub fn cost(&self) -> Option<Weight> {
        if self.low == self.high { published(&self.low) } else { None }
    }

    /// What is left for quality, so that the two total 100 as they are shown.
    #[must_use]
    pub fn quality(&self) -> Option<Weight> {
        self.cost().and_then(complement)
    }

    /// The least and the most that cost can be.
    #[must_use]
    pub fn bounds(&self) -> Option<(Weight, Weight)> {
        Some((published(&self.low)?, published(&self.high)?))
    }
}

/// What is left of 100.
#[must_use]
pub(in crate::domain) fn complement(cost: Weight) -> Option<Weight> {
    Weight::from_scaled(Weight::WHOLE.scaled().checked_sub(cost.scaled())?)
}

fn published(share: &Fraction) -> Option<Weight> {
    share.round_scaled(Weight::PLACES).and_then(Weight::from_scaled)
}

/// The least and the most that a weight can be.
pub(super) fn span(reading: Reading) -> Option<(Fraction, Fraction)> {
    match reading {
        Reading::Exact(one, _) | Reading::Sum(one, _) | Reading::Points(one, _) => {
            let one = Fraction::of(one.decimal());
            Some((one.clone(), one))
        }
        Reading::Range(low, high) => {
            Some((Fraction::of(low.decimal()), Fraction::of(high.decimal())))
        }
        Reading::Order(_) | Reading::Split(..) | Reading::Missing | Reading::Words => None,
    }
}

struct Bounds {
    low: Fraction,
    high: Fraction,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { low: Fraction::whole(0), high: Fraction::whole(0) }
    }
}

impl Bounds {
    fn and(&self, low: &Fraction, high: &Fraction) -> Self {
        Self { low: self.low.plus(low), high: self.high.plus(high) }
    }
}

fn greater(one: Fraction, two: Fraction) -> Fraction {
    if one.below(&two) { two } else { one }
}

fn lesser(one: Fraction, two: Fraction) -> Fraction {
    if two.below(&one) { two } else { one }
}
