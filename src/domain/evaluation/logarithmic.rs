//! Points that fall with the logarithm of how many times the lowest price a price is.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const LOG: About = About {
    formula: "price points = wp × (1 − ln(price ÷ lowest price) ÷ ln A); highest total wins",
    depends: "the lowest price",
    reversal: Reversal::InRoundingOnly,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A new lowest price takes the same number of points from every other bid, so their order stays",
        "Above A times the lowest price the points are negative",
    ],
    parameters: &[Parameter::required(
        "A",
        "2",
        "How many times the lowest price has no points left; 1.5, 2 and 3 are usual",
    )],
};

/// One minus a logarithm.
#[derive(Debug, Clone)]
pub(super) struct Log {
    base: Fraction,
}

impl Log {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { base: settings.required("A", Range::AboveOne) }
    }
}

impl OfPrice for Log {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        Some(Fraction::ONE.minus(&price.over(&field.lowest)?.log(&self.base)?))
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let (price, lowest) = (pounds(price), pounds(&field.lowest));
        format!("(1 − ln({price} ÷ {lowest}) ÷ ln {})", figure(&self.base))
    }
}
