//! Quality put in money and taken off the price.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::per_pound::QMAX;
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

pub(super) const MONETISED: About = About {
    formula: "figure = price − quality × what a point is worth; lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "What a point is worth decides everything, and has to be known before the bids are",
        "Without a minimum quality a cheap and poor bid can win",
    ],
    parameters: &[
        Parameter::required("wtp_per_point", "1500", "What a point of quality is worth, in pounds"),
        QMAX,
    ],
};

pub(super) const AWARD_ON_VALUE: About = About {
    formula: "figure = price − value of each criterion × its score in percent; lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "The values decide everything, and have to be said before the bids are in",
        "A score below 0 makes a bid dearer",
    ],
    parameters: &[Parameter::required(
        "criterion_value",
        "2500",
        "What a full score is worth, in pounds; several with / between them",
    )],
};

pub(super) const MERVARDE: About = About {
    formula: "figure = price − what the level of each criterion is worth; lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "The table decides everything, and has to be said before the bids are in",
        "Between two levels nothing is gained",
    ],
    parameters: &[Parameter::required(
        "deduct",
        "4:800|3:600|2:400|1:200|0:0",
        "What each level takes off the price, in pounds; a higher level never less",
    )],
};

/// The price less what quality is worth.
#[derive(Debug, Clone)]
pub(super) struct LessQuality {
    worth: Worth,
}

#[derive(Debug, Clone)]
enum Worth {
    /// Pounds for each point of quality.
    EachPoint(Fraction),
    /// The scores are read as pounds already.
    Offered,
    Deducted,
}

impl LessQuality {
    pub(super) fn monetised(settings: &mut Settings<'_>) -> Self {
        Self { worth: Worth::EachPoint(settings.required("wtp_per_point", Range::Positive)) }
    }

    pub(super) const fn offered() -> Self {
        Self { worth: Worth::Offered }
    }

    pub(super) const fn deducted() -> Self {
        Self { worth: Worth::Deducted }
    }

    /// What the scores are worth together, where each has its own value.
    pub(super) fn worth(&self, entry: &Entry) -> Option<Fraction> {
        match &self.worth {
            Worth::Offered => Some(entry.quality.clone()),
            Worth::EachPoint(_) | Worth::Deducted => None,
        }
    }

    fn pounds(&self, entry: &Entry) -> Fraction {
        match &self.worth {
            Worth::EachPoint(pounds) => entry.quality.by(pounds),
            Worth::Offered | Worth::Deducted => entry.quality.clone(),
        }
    }
}

impl OfBid for LessQuality {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        Ok(entry.price.minus(&self.pounds(entry)))
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        let price = pounds(&entry.price);
        match &self.worth {
            Worth::EachPoint(each) => {
                format!("{price} − {} × {}", figure(&entry.quality), pounds(each))
            }
            Worth::Offered | Worth::Deducted => {
                let each: Vec<String> = entry.marks.iter().map(pounds).collect();
                format!("{price} − ({})", each.join(" + "))
            }
        }
    }

    fn order(&self) -> Order {
        Order::LowestFirst
    }
}

/// Reads what full scores are worth.
pub(super) fn values(settings: &mut Settings<'_>) -> Vec<Fraction> {
    settings.need("criterion_value", "what a full score is worth, in pounds");
    let text = settings.text("criterion_value").unwrap_or_default();
    let mut values = Vec::new();
    for value in text.split('/').filter(|_| !text.is_empty()) {
        values.extend(settings.amount("criterion_value", value, Range::Positive));
    }
    values
}

/// Reads what each level takes off the price.
pub(super) fn levels(settings: &mut Settings<'_>) -> Vec<(Decimal, Fraction)> {
    settings.need("deduct", "the levels and what each takes off, such as 2:400|1:200|0:0");
    let text = settings.text("deduct").unwrap_or_default();
    let mut levels: Vec<(Decimal, Fraction)> = Vec::new();
    for part in text.split('|').filter(|_| !text.is_empty()) {
        let pair = part.split_once(':');
        let level = pair.and_then(|(level, _)| level.trim().parse().ok());
        let (Some(level), Some((_, amount))) = (level, pair) else {
            let remedy =
                "Write each level, a colon and the pounds it takes off, such as 2:400|1:200|0:0";
            settings.wrong("deduct", "this is not a table of levels", remedy);
            return levels;
        };
        let amount = settings.amount("deduct", amount, Range::NotNegative);
        levels.extend(amount.map(|amount| (level, amount)));
    }
    levels.sort_by_key(|one| one.0);
    let rises = levels.iter().zip(levels.iter().skip(1));
    if rises.clone().any(|(one, two)| one.0 == two.0 || two.1 < one.1) {
        let message = "a level stands twice, or a higher level takes less off than a lower one";
        settings.wrong("deduct", message, "Give each level once, a higher one never less");
    }
    levels
}
