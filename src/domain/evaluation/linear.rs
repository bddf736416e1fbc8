//! Points that fall in a straight line as prices rise, from figures that the bids set.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice, clipped};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const MIN_MAX: About = About {
    formula: "price points = wp × (highest price − price) ÷ (highest − lowest); highest total wins",
    depends: "the lowest and the highest price",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "The lowest price has all the points and the highest none, even when they are a pound apart",
        "One very dear bid lifts the points of every other dear bid and can change who wins",
        "With few bids the line says little: two bids differ by the whole weight of price",
    ],
    parameters: &[Parameter::optional(
        "all_equal",
        "full_marks",
        "What equal prices, or a price alone, have: full_marks",
    )],
};

pub(super) const FROM_LOWEST: About = About {
    formula: "price points = wp × (m × lowest price − price) ÷ ((m − 1) × lowest price), never below 0; highest total wins",
    depends: "the lowest price",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A third bid that sets a new lowest price can change which of two others comes first",
        "From m times the lowest price on, being dearer costs nothing more",
    ],
    parameters: &[Parameter::required(
        "zero_at",
        "2.0",
        "m: how many times the lowest price has no points left",
    )],
};

pub(super) const OPTIMAL: About = About {
    formula: "price points = wp × (highest price − price) ÷ (highest price − optimal price), wp at most; highest total wins",
    depends: "the highest price",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Below the optimal price nothing more is gained, so it should be a price that can be had",
        "One very dear bid lifts the points of the others and can change who wins",
    ],
    parameters: &[Parameter::required(
        "p_opt",
        "100000",
        "The optimal price, at and below which a bid has all the points",
    )],
};

/// From the lowest price to the highest.
#[derive(Debug, Clone)]
pub(super) struct MinMax;

impl MinMax {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        settings.only("all_equal", "full_marks");
        Self
    }
}

impl OfPrice for MinMax {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        let all = field.highest.minus(&field.lowest);
        // Equal prices are all the lowest.
        Some(field.highest.minus(price).over(&all).unwrap_or(Fraction::ONE))
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let (lowest, highest) = (pounds(&field.lowest), pounds(&field.highest));
        if field.lowest == field.highest {
            return format!("1, as every price is {lowest}");
        }
        format!("({highest} − {}) ÷ ({highest} − {lowest})", pounds(price))
    }
}

/// From the lowest price to a multiple of it.
#[derive(Debug, Clone)]
pub(super) struct FromLowest {
    multiple: Fraction,
}

impl FromLowest {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { multiple: settings.required("zero_at", Range::AboveOne) }
    }
}

impl OfPrice for FromLowest {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        let end = field.lowest.by(&self.multiple);
        end.minus(price).over(&end.minus(&field.lowest)).map(clipped)
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let (m, lowest) = (figure(&self.multiple), pounds(&field.lowest));
        format!("({m} × {lowest} − {}) ÷ (({m} − 1) × {lowest}), from 0", pounds(price))
    }
}

/// From an optimal price to the highest.
#[derive(Debug, Clone)]
pub(super) struct Optimal {
    price: Fraction,
}

impl Optimal {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { price: settings.required("p_opt", Range::Positive) }
    }
}

impl OfPrice for Optimal {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        if *price <= self.price {
            return Some(Fraction::ONE);
        }
        field.highest.minus(price).over(&field.highest.minus(&self.price)).map(clipped)
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let (highest, best) = (pounds(&field.highest), pounds(&self.price));
        if *price <= self.price {
            return format!("1, as {} is not above {best}", pounds(price));
        }
        format!("({highest} − {}) ÷ ({highest} − {best})", pounds(price))
    }
}
