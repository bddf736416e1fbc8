//! The utility index: how far a bid is behind the best quality, for its price.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::per_pound::agree;
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

const WEIGHTS: [Parameter; 4] = [
    Parameter::optional("wq", "60", "Weight of quality; with wp in place of N"),
    Parameter::optional("wp", "40", "Weight of price"),
    Parameter::optional("N", "1.5", "wq ÷ wp; it must agree with them when they are given"),
    Parameter::optional("qmax", "1", "The most that quality can score; 1 when not said"),
];

pub(super) const INDEX: About = About {
    formula: "figure = (1 − (best quality − quality) × N) × lowest price ÷ price, quality from 0 to 1; highest wins",
    depends: "the best quality (the lowest price scales all figures alike)",
    reversal: Reversal::Possible,
    cheaper: Monotony::NotClaimed(
        "a bid so far behind the best quality that its figure is negative falls further back when it is cheaper",
    ),
    better: Monotony::Claimed,
    beware: &[
        "A third bid of better quality can change which of two others comes first",
        "A figure below 0 gets worse as the price falls",
    ],
    parameters: &WEIGHTS,
};

pub(super) const EQUIVALENT: About = About {
    formula: "figure = price × utility index ÷ best utility index: the price at which the bid would have equalled the best; it ranks nobody",
    depends: "the best utility index",
    reversal: Reversal::Never,
    cheaper: Monotony::NotClaimed("it ranks nobody"),
    better: Monotony::NotClaimed("it ranks nobody"),
    beware: &["It is for telling bidders what price would have won, and not for awarding"],
    parameters: &{
        let [wq, wp, n, qmax] = WEIGHTS;
        let meaning = "What the figure means: price needed to equal best";
        [wq, wp, n, qmax, Parameter::optional("meaning", "price needed to equal best", meaning)]
    },
};

/// The index, or the price that would have made it the best.
#[derive(Debug, Clone)]
pub(super) struct Utility {
    ratio: Fraction,
    top: Fraction,
    asked: Asked,
}

#[derive(Debug, Clone)]
enum Asked {
    Index,
    /// The best index, once it is known.
    Price(Option<Fraction>),
}

impl Utility {
    pub(super) fn index(settings: &mut Settings<'_>, top: Decimal) -> Self {
        Self { ratio: ratio(settings), top: Fraction::of(top), asked: Asked::Index }
    }

    pub(super) fn price(settings: &mut Settings<'_>, top: Decimal) -> Self {
        settings.only("meaning", "price needed to equal best");
        Self { ratio: ratio(settings), top: Fraction::of(top), asked: Asked::Price(None) }
    }

    /// The rule with the best index of `entries` worked out.
    pub(super) fn facing(&self, entries: &[Entry], field: &Field) -> Self {
        let best = || entries.iter().filter_map(|entry| self.of(entry, field)).max();
        let asked = match self.asked {
            Asked::Index => Asked::Index,
            Asked::Price(_) => Asked::Price(best()),
        };
        Self { asked, ..self.clone() }
    }

    fn of(&self, entry: &Entry, field: &Field) -> Option<Fraction> {
        let behind = field.best_quality.minus(&entry.quality).over(&self.top)?;
        let left = Fraction::ONE.minus(&behind.by(&self.ratio));
        left.by(&field.lowest).over(&entry.price)
    }
}

impl OfBid for Utility {
    fn figure(&self, entry: &Entry, field: &Field) -> Result<Fraction, Excluded> {
        let index = self.of(entry, field).ok_or(Excluded::Undefined)?;
        match &self.asked {
            Asked::Index => Ok(index),
            Asked::Price(best) => {
                let share = best.as_ref().and_then(|best| index.over(best));
                share.map(|share| share.by(&entry.price)).ok_or(Excluded::Undefined)
            }
        }
    }

    fn formula(&self, entry: &Entry, field: &Field) -> String {
        let share = |quality: &Fraction| quality.over(&self.top).unwrap_or(Fraction::ZERO);
        let (best, own) = (share(&field.best_quality), share(&entry.quality));
        let (lowest, price) = (pounds(&field.lowest), pounds(&entry.price));
        let behind = format!("({} − {}) × {}", figure(&best), figure(&own), figure(&self.ratio));
        let index = format!("(1 − {behind}) × {lowest} ÷ {price}");
        match &self.asked {
            Asked::Index => index,
            Asked::Price(best) => {
                let best = best.as_ref().map_or_else(String::new, figure);
                format!("{price} × {index} ÷ {best}")
            }
        }
    }

    fn order(&self) -> Order {
        match self.asked {
            Asked::Index => Order::HighestFirst,
            Asked::Price(_) => Order::Unranked,
        }
    }
}

/// How many times as much as price quality weighs.
fn ratio(settings: &mut Settings<'_>) -> Fraction {
    if !settings.has("wq") && !settings.has("wp") {
        return settings.required("N", Range::NotNegative);
    }
    let quality = settings.required("wq", Range::NotNegative);
    let price = settings.required("wp", Range::Positive);
    let ratio = quality.over(&price).unwrap_or(Fraction::ONE);
    agree(settings, "N", &ratio);
    ratio
}
