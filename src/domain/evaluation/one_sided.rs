//! One side settled beforehand: the price is fixed, or quality only has to pass.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::per_pound::QMAX;
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::Parameter;
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const FIXED_PRICE: About = About {
    formula: "figure = quality, of bids at the fixed price or below; highest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Nothing is gained by being cheaper than the fixed price",
        "A price fixed too low leaves no bids, one too high is paid in full",
    ],
    parameters: &[
        Parameter::required("fixed_price", "120000", "The price; dearer bids are excluded"),
        QMAX,
    ],
};

pub(super) const LOWEST_COMPLIANT: About = About {
    formula: "figure = price, of bids that reach the minimum quality; lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Quality above the minimum counts for nothing",
        "Scotland does not allow awards on price alone",
    ],
    parameters: &[
        Parameter::required("min_quality", "65", "The quality that a bid has to reach"),
        QMAX,
    ],
};

/// Quality alone.
#[derive(Debug, Clone)]
pub(super) struct Quality;

impl OfBid for Quality {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        Ok(entry.quality.clone())
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        format!("quality of {}", figure(&entry.quality))
    }

    fn order(&self) -> Order {
        Order::HighestFirst
    }
}

/// Price alone.
#[derive(Debug, Clone)]
pub(super) struct Price;

impl OfBid for Price {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        Ok(entry.price.clone())
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        format!("price of {}", pounds(&entry.price))
    }

    fn order(&self) -> Order {
        Order::LowestFirst
    }
}
