//! Points by the discount that a price is on the base price of the tender.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

const BASE: Parameter =
    Parameter::required("base", "100000", "The base price; dearer bids are excluded");

const THRESHOLD: Parameter =
    Parameter::optional("threshold", "mean_discount", "Where the line bends: mean_discount");

pub(super) const LINEAR: About = About {
    formula: "price points = wp × discount ÷ largest discount; highest total wins",
    depends: "the largest discount",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A third bid with a larger discount can change which of two others comes first",
        "When all discounts are small, a pound decides many points",
    ],
    parameters: &[BASE],
};

pub(super) const BILINEAR: About = About {
    formula: "price points = wp × X × discount ÷ mean discount up to the mean; above it wp × (X + (1 − X) × (discount − mean) ÷ (largest − mean)); highest total wins",
    depends: "the mean and the largest discount",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Every bid moves the mean, so any further bid can change who wins",
        "Above the mean a further discount earns little; when all discounts are equal, all have X and not 1",
    ],
    parameters: &[
        BASE,
        Parameter::required(
            "X",
            "0.85",
            "Share of the points at the mean discount; 0.80, 0.85 or 0.90",
        ),
        THRESHOLD,
    ],
};

pub(super) const NON_LINEAR: About = About {
    formula: "price points = wp × (discount ÷ mean discount) to the power alpha below the mean, wp from the mean on; highest total wins",
    depends: "the mean discount",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Every bid moves the mean, so any further bid can change who wins",
        "From the mean on, a further discount earns nothing",
    ],
    parameters: &[
        BASE,
        Parameter::required(
            "alpha",
            "0.2",
            "The exponent, above 0 and up to 1; 0.1 to 0.3 is usual",
        ),
        THRESHOLD,
    ],
};

/// A curve over discounts.
#[derive(Debug, Clone)]
pub(super) struct Discounts {
    pub(super) base: Fraction,
    curve: Curve,
}

#[derive(Debug, Clone)]
enum Curve {
    Linear,
    /// The share at the mean.
    Bilinear(Fraction),
    /// The exponent.
    NonLinear(Fraction),
}

impl Discounts {
    pub(super) fn linear(settings: &mut Settings<'_>) -> Self {
        Self::on(settings, Curve::Linear)
    }

    pub(super) fn bilinear(settings: &mut Settings<'_>) -> Self {
        let share = settings.required("X", Range::UpToOne);
        Self::bent(settings, Curve::Bilinear(share))
    }

    pub(super) fn non_linear(settings: &mut Settings<'_>) -> Self {
        let exponent = settings.required("alpha", Range::UpToOne);
        Self::bent(settings, Curve::NonLinear(exponent))
    }

    fn bent(settings: &mut Settings<'_>, curve: Curve) -> Self {
        settings.only("threshold", "mean_discount");
        Self::on(settings, curve)
    }

    fn on(settings: &mut Settings<'_>, curve: Curve) -> Self {
        Self { base: settings.required("base", Range::Positive), curve }
    }

    fn discount(&self, price: &Fraction) -> Fraction {
        self.base.minus(price).over(&self.base).unwrap_or(Fraction::ZERO)
    }
}

impl OfPrice for Discounts {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        let discount = self.discount(price);
        let (most, mean) = (self.discount(&field.lowest), self.discount(&field.mean));
        // Nobody gives a discount, so nobody earns points by one.
        if most <= Fraction::ZERO || mean <= Fraction::ZERO {
            return Some(Fraction::ZERO);
        }
        match &self.curve {
            Curve::Linear => discount.over(&most),
            Curve::Bilinear(x) if discount <= mean => x.by(&discount).over(&mean),
            Curve::Bilinear(x) => {
                let beyond = discount.minus(&mean).over(&most.minus(&mean))?;
                Some(x.plus(&Fraction::ONE.minus(x).by(&beyond)))
            }
            Curve::NonLinear(alpha) if discount < mean => discount.over(&mean)?.to_the(alpha),
            Curve::NonLinear(_) => Some(Fraction::ONE),
        }
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let percent = |price: &Fraction| format!("{}%", figure(&self.discount(price).times(100)));
        let (own, most, mean) = (percent(price), percent(&field.lowest), percent(&field.mean));
        let above = *price < field.mean;
        let text = match &self.curve {
            Curve::Linear => format!("{own} ÷ {most}"),
            Curve::Bilinear(x) if above => {
                let x = figure(x);
                format!("({x} + (1 − {x}) × ({own} − {mean}) ÷ ({most} − {mean}))")
            }
            Curve::Bilinear(x) => format!("{} × {own} ÷ {mean}", figure(x)),
            Curve::NonLinear(alpha) if field.mean < *price => {
                format!("({own} ÷ {mean}) to the power {}", figure(alpha))
            }
            Curve::NonLinear(_) => format!("1, as {own} is not below the mean of {mean}"),
        };
        format!("{text}, discounts on {}", pounds(&self.base))
    }
}
