//! Round ticks and the reach of an axis, in exact decimals.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Values beyond this are drawn at it; plotters does not come back from infinities.
const FAR: i64 = 1_000_000_000_000;

/// The value, brought within what can be drawn.
pub(crate) fn drawable(value: Decimal) -> Decimal {
    value.clamp(Decimal::from(-FAR), Decimal::from(FAR))
}

/// The value for drawing only; never for a figure in words or in a file.
pub(crate) fn float(value: Decimal) -> f64 {
    drawable(value).to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}

/// Two ends of an axis, the first below the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
}

impl Reach {
    /// The given scale, widened if a value lies outside it.
    pub(crate) fn covering(self, values: impl Iterator<Item = Decimal>) -> Self {
        values.map(drawable).fold(self, |reach, value| Self {
            low: reach.low.min(value),
            high: reach.high.max(value),
        })
    }

    /// Round ends around the values, from zero unless that would flatten them.
    pub(crate) fn around(values: impl Iterator<Item = Decimal> + Clone) -> Option<Self> {
        let low = values.clone().map(drawable).min()?;
        let high = values.map(drawable).max()?;
        let spread = (high - low).max(high.abs() / Decimal::TEN).max(Decimal::ONE);
        let near_zero = low >= Decimal::ZERO && low <= spread * Decimal::TWO;
        let level = high == low;
        let low = match (near_zero, level) {
            (true, _) => Decimal::ZERO,
            (false, true) => low - spread,
            (false, false) => low,
        };
        let high = if level { high + spread } else { high };
        Some(Self { low, high }.rounded())
    }

    fn rounded(self) -> Self {
        let step = self.step(6);
        let low = (self.low / step).floor() * step;
        Self { low, high: (self.high / step).ceil() * step }
    }

    /// At most `most` round values from end to end.
    pub(crate) fn ticks(self, most: u32) -> Vec<Decimal> {
        let step = self.step(most);
        let first = (self.low / step).ceil();
        let last = (self.high / step).floor();
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            ticks.push(at * step);
            at += Decimal::ONE;
        }
        ticks
    }

    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that gives at most `most` ticks.
    fn step(self, most: u32) -> Decimal {
        let least = (self.high - self.low) / Decimal::from(most.max(2) - 1);
        let power = power_of_ten(least);
        [10, 20, 25, 50]
            .into_iter()
            .map(|tenths| power * Decimal::new(tenths, 1))
            .find(|step| *step >= least)
            .unwrap_or(power * Decimal::TEN)
    }
}

/// The largest power of ten not above the value.
fn power_of_ten(value: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while power * Decimal::TEN <= value {
        power *= Decimal::TEN;
    }
    while power > value && power.scale() < 12 {
        power /= Decimal::TEN;
    }
    power
}
