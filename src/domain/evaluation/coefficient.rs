//! Features that divide the price by a coefficient, as in ProZorro.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const PROZORRO: About = About {
    formula: "figure = price ÷ (1 + features ÷ (1 − vmax)); lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Features count for little when vmax is small: price decides",
        "The share of every feature has to be listed before the bids are in",
    ],
    parameters: &[Parameter::required(
        "vmax",
        "0.30",
        "What all features can add up to, as a share below 1",
    )],
};

/// Price over a coefficient.
#[derive(Debug, Clone)]
pub(super) struct Coefficient {
    pub(super) most: Fraction,
}

impl Coefficient {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { most: settings.required("vmax", Range::BelowOne) }
    }

    fn of(&self, entry: &Entry) -> Option<Fraction> {
        let rest = Fraction::ONE.minus(&self.most);
        Some(Fraction::ONE.plus(&entry.quality.over(&rest)?))
    }
}

impl OfBid for Coefficient {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        let figure = self.of(entry).and_then(|coefficient| entry.price.over(&coefficient));
        figure.ok_or(Excluded::Undefined)
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        let (price, most) = (pounds(&entry.price), figure(&self.most));
        format!("{price} ÷ (1 + {} ÷ (1 − {most}))", figure(&entry.quality))
    }

    fn order(&self) -> Order {
        Order::LowestFirst
    }
}
