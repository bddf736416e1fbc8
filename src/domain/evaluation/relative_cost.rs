//! Relative value cost: the price over an index of the score.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const RELATIVE_COST: About = About {
    formula: "figure = price ÷ ((score + max_score) ÷ (lowest score + max_score)); lowest wins",
    depends: "the lowest score, which scales all figures alike",
    reversal: Reversal::InRoundingOnly,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A full score halves the price at the very most, so price decides most of it",
        "Without a minimum quality a cheap and poor bid can win",
    ],
    parameters: &[Parameter::required("max_score", "100", "The most that quality can score")],
};

/// Price over an index.
#[derive(Debug, Clone)]
pub(super) struct RelativeCost {
    pub(super) most: Fraction,
}

impl RelativeCost {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { most: settings.required("max_score", Range::Positive) }
    }
}

impl OfBid for RelativeCost {
    fn figure(&self, entry: &Entry, field: &Field) -> Result<Fraction, Excluded> {
        let index = entry.quality.plus(&self.most);
        let lowest = field.least_quality.plus(&self.most);
        entry.price.by(&lowest).over(&index).ok_or(Excluded::Undefined)
    }

    fn formula(&self, entry: &Entry, field: &Field) -> String {
        let (own, least) = (figure(&entry.quality), figure(&field.least_quality));
        let most = figure(&self.most);
        format!("{} ÷ (({own} + {most}) ÷ ({least} + {most}))", pounds(&entry.price))
    }

    fn order(&self) -> Order {
        Order::LowestFirst
    }
}
