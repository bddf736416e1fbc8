//! Points that fall in a straight line between figures that the tender sets.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice, clipped};
use super::settings::{Parameter, Range, Settings};
use super::words::pounds;
use crate::domain::exact::Fraction;

pub(super) const ABSOLUTE: About = About {
    formula: "price points = wp × (pmax − price) ÷ (pmax − pmin), from 0 to wp; highest total wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Badly set ends leave everybody with all the points, or nobody with any",
        "Below pmin nothing more is gained, which takes the sting out of very low bids",
    ],
    parameters: &[
        Parameter::required("pmin", "100000", "The price that has all the points"),
        Parameter::required("pmax", "200000", "The price that has none"),
        Parameter::optional(
            "clip",
            "true",
            "true to keep points from 0 to wp, as when not said; false to go on beyond",
        ),
    ],
};

pub(super) const CEILING: About = About {
    formula: "price points = wp × (base price − price) ÷ base price, dearer bids excluded; highest total wins",
    depends: "nothing but the bid itself",
    reversal: Reversal::Never,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A base price far above the market squeezes all prices into few points",
        "The line is the one usually described for tenders with a base price; check it against the documents of yours",
    ],
    parameters: &[Parameter::required(
        "base_price",
        "200000",
        "The highest price that is accepted",
    )],
};

/// Between two prices that the tender sets.
#[derive(Debug, Clone)]
pub(super) struct Absolute {
    lowest: Fraction,
    highest: Fraction,
    clip: Clip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clip {
    Kept,
    Open,
}

impl Absolute {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        let lowest = settings.required("pmin", Range::NotNegative);
        let highest = settings.required("pmax", Range::Positive);
        if settings.has("pmin") && settings.has("pmax") && highest <= lowest {
            settings.wrong(
                "pmax",
                "this is not above pmin",
                "Set pmax to a higher price than pmin",
            );
        }
        let clip = settings.word("clip", &[("true", Clip::Kept), ("false", Clip::Open)]);
        Self { lowest, highest, clip: clip.unwrap_or(Clip::Kept) }
    }
}

impl OfPrice for Absolute {
    fn share(&self, price: &Fraction, _: &Field) -> Option<Fraction> {
        let share = self.highest.minus(price).over(&self.highest.minus(&self.lowest))?;
        Some(if self.clip == Clip::Kept { clipped(share) } else { share })
    }

    fn formula(&self, price: &Fraction, _: &Field) -> String {
        let (lowest, highest) = (pounds(&self.lowest), pounds(&self.highest));
        let kept = if self.clip == Clip::Kept { ", from 0 to 1" } else { "" };
        format!("({highest} − {}) ÷ ({highest} − {lowest}){kept}", pounds(price))
    }
}

/// Down to nothing at the base price.
#[derive(Debug, Clone)]
pub(super) struct Ceiling {
    pub(super) base: Fraction,
}

impl Ceiling {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        Self { base: settings.required("base_price", Range::Positive) }
    }
}

impl OfPrice for Ceiling {
    fn share(&self, price: &Fraction, _: &Field) -> Option<Fraction> {
        self.base.minus(price).over(&self.base)
    }

    fn formula(&self, price: &Fraction, _: &Field) -> String {
        let base = pounds(&self.base);
        format!("({base} − {}) ÷ {base}", pounds(price))
    }
}
