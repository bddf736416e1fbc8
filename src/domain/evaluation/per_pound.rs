//! Quotients of price and quality: pounds for a point, or points for a pound.

use super::admission::Excluded;
use super::method::{About, Monotony, Reversal};
use super::ranking::Order;
use super::rule::{Entry, Field, OfBid};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

/// The largest quotient of the weights of [`WEIGHTED_VFM`].
const STEEPEST: i128 = 100;

pub(super) const PER_POINT: About = About {
    formula: "figure = price ÷ quality; lowest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Without a minimum quality a very cheap and poor bid wins",
        "Where the scale of quality starts matters: from 1 it gives another order than from 0",
        "Quality of 0 has no figure",
    ],
    parameters: &[QMAX],
};

pub(super) const WEIGHTED_VFM: About = About {
    formula: "figure = scale × quality to the power (wq ÷ wc) ÷ price; highest wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Above a weight of 70 a small change of the weights changes much",
        "Where the scale of quality starts matters",
    ],
    parameters: &[
        Parameter::required("wq", "60", "Weight of quality"),
        Parameter::required("wc", "40", "Weight of cost"),
        Parameter::optional(
            "exponent",
            "1.5",
            "wq ÷ wc, for those who want it said; it must agree with them",
        ),
        Parameter::optional(
            "scale",
            "1000",
            "What the figure is multiplied by, so that it can be read; 1 when not said",
        ),
        QMAX,
    ],
};

pub(super) const RICHTWERT: About = About {
    formula: "figure = scale × quality ÷ price; highest wins",
    depends: "nothing but the bid itself, unless the scale follows the best figure",
    reversal: Reversal::InRoundingOnly,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Without a minimum quality a very cheap and poor bid wins",
        "Rounding to whole numbers can make a tie of two different bids",
    ],
    parameters: &[Z, SCALE, QMAX],
};

pub(super) const QMAX: Parameter =
    Parameter::optional("qmax", "100", "The most that quality can score; 100 when not said");

pub(super) const Z: Parameter =
    Parameter::optional("Z", "L/P", "The quotient, quality over price: L/P");

pub(super) const SCALE: Parameter = Parameter::optional(
    "scale",
    "1e6",
    "What the figure is multiplied by: a number, or power_of_10_until_best_has_3_integer_digits; 1 when not said",
);

/// Price over quality.
#[derive(Debug, Clone)]
pub(super) struct PerPoint;

impl OfBid for PerPoint {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        let positive = Fraction::ZERO < entry.quality;
        let figure = entry.price.over(&entry.quality).filter(|_| positive);
        figure.ok_or(Excluded::ZeroQuality)
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        format!("{} ÷ {}", pounds(&entry.price), figure(&entry.quality))
    }

    fn order(&self) -> Order {
        Order::LowestFirst
    }
}

/// Quality to a power, over price.
#[derive(Debug, Clone)]
pub(super) struct PerPound {
    exponent: Fraction,
    scale: Scale,
}

#[derive(Debug, Clone)]
enum Scale {
    By(Fraction),
    /// A power of ten that leaves the best figure three digits before the point.
    ByBest,
}

impl PerPound {
    pub(super) fn weighted(settings: &mut Settings<'_>) -> Self {
        let quality = settings.required("wq", Range::NotNegative);
        let cost = settings.required("wc", Range::Positive);
        let exponent = quality.over(&cost).unwrap_or(Fraction::ONE);
        if Fraction::whole(STEEPEST) < exponent {
            settings.wrong("wq", "this is more than 100 times wc", "Give cost a larger weight");
        }
        agree(settings, "exponent", &exponent);
        Self { exponent, scale: Scale::By(settings.number_or("scale", Range::Positive, 1)) }
    }

    pub(super) fn plain(settings: &mut Settings<'_>) -> Self {
        settings.only("Z", "L/P");
        Self { exponent: Fraction::ONE, scale: Scale::read(settings) }
    }

    /// The rule with its scale worked out from the best of `entries`.
    pub(super) fn facing(&self, entries: &[Entry]) -> Self {
        let Scale::ByBest = self.scale else { return self.clone() };
        let quotients = entries.iter().filter_map(|entry| entry.quality.over(&entry.price));
        let scale = quotients.max().map_or(Fraction::ONE, |best| three_digits(&best));
        Self { exponent: self.exponent.clone(), scale: Scale::By(scale) }
    }

    fn scale(&self) -> &Fraction {
        match &self.scale {
            Scale::By(scale) => scale,
            Scale::ByBest => &Fraction::ONE,
        }
    }
}

impl OfBid for PerPound {
    fn figure(&self, entry: &Entry, _: &Field) -> Result<Fraction, Excluded> {
        let worth = if self.exponent == Fraction::ONE {
            Some(entry.quality.clone())
        } else {
            entry.quality.to_the(&self.exponent)
        };
        let figure = worth.and_then(|worth| worth.by(self.scale()).over(&entry.price));
        figure.ok_or(Excluded::Undefined)
    }

    fn formula(&self, entry: &Entry, _: &Field) -> String {
        let (quality, price) = (figure(&entry.quality), pounds(&entry.price));
        let scale = figure(self.scale());
        if self.exponent == Fraction::ONE {
            return format!("{scale} × {quality} ÷ {price}");
        }
        format!("{scale} × {quality} to the power {} ÷ {price}", figure(&self.exponent))
    }

    fn order(&self) -> Order {
        Order::HighestFirst
    }
}

impl Scale {
    fn read(settings: &mut Settings<'_>) -> Self {
        match settings.text("scale") {
            None => Self::By(Fraction::ONE),
            Some("power_of_10_until_best_has_3_integer_digits") => Self::ByBest,
            Some(text) => match power_of_ten(text) {
                Some(scale) => Self::By(scale),
                None => Self::By(settings.number_or("scale", Range::Positive, 1)),
            },
        }
    }
}

/// `1e6`: a number and how many noughts follow it.
fn power_of_ten(text: &str) -> Option<Fraction> {
    let (number, noughts) = text.split_once(['e', 'E'])?;
    let (number, noughts): (i128, u32) = (number.parse().ok()?, noughts.parse().ok()?);
    let scale = 10_i128.checked_pow(noughts).and_then(|ten| ten.checked_mul(number))?;
    (noughts <= 12 && 0 < number).then(|| Fraction::whole(scale))
}

/// The power of ten that brings `best` to three digits before the point.
fn three_digits(best: &Fraction) -> Fraction {
    let ten = Fraction::whole(10);
    let (low, high) = (Fraction::whole(100), Fraction::whole(1_000));
    let mut scale = Fraction::ONE;
    if *best <= Fraction::ZERO {
        return scale;
    }
    while best.by(&scale) < low {
        scale = scale.times(10);
    }
    while high <= best.by(&scale) {
        scale = scale.over(&ten).unwrap_or(Fraction::ONE);
    }
    scale
}

/// Notes a figure that is said beside others and does not follow from them. It
/// may be rounded to the places it is written with, when those are two or more.
pub(super) fn agree(settings: &mut Settings<'_>, key: &str, exact: &Fraction) {
    let places = settings.text(key).and_then(|text| text.split_once('.'));
    let places = places.and_then(|(_, decimals)| u32::try_from(decimals.len()).ok()).unwrap_or(0);
    let Some(said) = settings.number(key, Range::NotNegative) else { return };
    let rounded = exact.round(places.clamp(2, 12)).map(Fraction::of);
    if said != *exact && rounded.as_ref() != Some(&said) {
        let remedy = format!("Leave it out, or set it to {}", figure(exact));
        settings.wrong(key, "this does not follow from the weights", remedy);
    }
}
