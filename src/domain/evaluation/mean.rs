//! Points by how far a price is from the mean of all prices.

use super::method::{About, Monotony, Reversal};
use super::rule::{Field, OfPrice};
use super::settings::{Parameter, Range, Settings};
use super::words::{figure, pounds};
use crate::domain::exact::Fraction;

pub(super) const MEAN_DEVIATION: About = About {
    formula: "price points = wp × (base − per_pp × percentage above the mean price) ÷ 100, from 0 to wp; highest total wins",
    depends: "the mean price",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "Every bid moves the mean, so any further bid can change who wins",
        "One very dear bid lifts all others and brings them close together",
        "A bid that nobody means seriously can be made to move the mean",
    ],
    parameters: &[
        Parameter::optional("base", "50", "Points out of 100 at the mean price; 50 when not said"),
        Parameter::optional(
            "per_pp",
            "1",
            "Points lost for each percent above the mean; 1 when not said",
        ),
        Parameter::optional("clip", "0..100", "The points stay from 0 to 100: 0..100"),
    ],
};

/// Points at the mean, and what a percent takes or gives.
#[derive(Debug, Clone)]
pub(super) struct MeanDeviation {
    base: Fraction,
    each: Fraction,
}

impl MeanDeviation {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        let base = settings.number_or("base", Range::Percent, 50);
        let each = settings.number_or("per_pp", Range::Positive, 1);
        settings.only("clip", "0..100");
        Self { base, each }
    }
}

impl OfPrice for MeanDeviation {
    fn share(&self, price: &Fraction, field: &Field) -> Option<Fraction> {
        let percent = price.minus(&field.mean).over(&field.mean)?.times(100);
        let points = self.base.minus(&self.each.by(&percent));
        let hundred = Fraction::whole(100);
        points.clamp(Fraction::ZERO, hundred.clone()).over(&hundred)
    }

    fn formula(&self, price: &Fraction, field: &Field) -> String {
        let (base, each) = (figure(&self.base), figure(&self.each));
        let (price, mean) = (pounds(price), pounds(&field.mean));
        format!("({base} − {each} × 100 × ({price} − {mean}) ÷ {mean}) ÷ 100, from 0 to 1")
    }
}
