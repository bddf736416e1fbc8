//! Points by the ratio of the lowest price to a price.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice};
use super::settings::Parameter;
use super::words::pounds;
use crate::domain::exact::Fraction;

pub(super) const LOWEST_RATIO: About = About {
    formula: "price points = wp × lowest price ÷ price; quality points = wq × score ÷ most; highest total wins",
    depends: "the lowest price",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A third bid that sets a new lowest price can change which of two others comes first",
        "A bid halfway in price and quality scores less than two at the ends",
        "No price earns nothing, so price counts for less than its weight says",
        "A price of nil takes the points of everybody else; it is rejected unless told otherwise",
    ],
    parameters: &[
        Parameter::optional(
            "zero_price",
            "reject",
            "reject, or raw_formula to apply the formula to a price of nil whatever comes of it",
        ),
        Parameter::optional(
            "pmin_scope",
            "admitted",
            "Which bids set the lowest price: admitted, or all_bids, which counts excluded ones and can change who wins",
        ),
        Parameter::optional(
            "price_from",
            "unrounded_ratio",
            "The ratio is never rounded before it is weighted: unrounded_ratio",
        ),
    ],
};

pub(super) const QCBS: About = About {
    formula: "total = T × technical score ÷ 100 + P × lowest price ÷ price, over bids that pass the technical minimum; highest wins",
    depends: "the lowest price among those opened",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A third bid that sets a new lowest price can change which of two others comes first",
        "A bid just below the technical minimum is out, however cheap",
        "Prices of bids below the minimum stay closed and set nothing",
    ],
    parameters: &[
        Parameter::required("T", "80", "Weight of the technical score"),
        Parameter::required("P", "20", "Weight of the price"),
        Parameter::required("min_technical", "75", "Technical score that opens the price"),
        Parameter::optional(
            "qmax",
            "100",
            "The most that the technical score can be; 100 when not said",
        ),
    ],
};

/// Lowest price over price.
#[derive(Debug, Clone)]
pub(super) struct LowestRatio;

impl OfPrice for LowestRatio {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        field.lowest.over(price)
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        format!("{} ÷ {}", pounds(&field.lowest), pounds(price))
    }
}
