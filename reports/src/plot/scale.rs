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

    /// The smallest step of 1, 2, 2.5 or 5 times a power of ten that gives at most `most` ticks,
    /// rather one that meets both ends.
    fn step(self, most: u32) -> Decimal {
        let least = (self.high - self.low) / Decimal::from(most.max(2) - 1);
        let power = power_of_ten(least);
        let steps = [10, 20, 25, 50, 100].map(|tenths| power * Decimal::new(tenths, 1));
        let few = || steps.into_iter().filter(|step| *step >= least);
        let meets = |step: &Decimal| (self.low % step).is_zero() && (self.high % step).is_zero();
        few().find(meets).or_else(|| few().next()).unwrap_or(power * Decimal::TEN)
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        check(("0", "100"), &["0", "20", "40", "60", "80", "100"]);
        check(("1", "5"), &["1", "2", "3", "4", "5"]);
        check(("92", "97"), &["92", "93", "94", "95", "96", "97"]);
        check(("0.5", "1.5"), &["0.5", "0.75", "1", "1.25", "1.5"]);
        check(("-50", "50"), &["-50", "-25", "0", "25", "50"]);
        check(
            ("0", "1000000000000"),
            &["0", "200000000000", "400000000000", "600000000000", "800000000000", "1000000000000"],
        );
    }

    #[test]
    fn an_axis_starts_at_zero_unless_that_would_flatten_the_line() {
        check_around(&["3", "7.2"], ("0", "8"));
        check_around(&["92.5", "96.7"], ("92", "97"));
        check_around(&["95", "95"], ("85", "105"));
        check_around(&["-4", "6"], ("-4", "6"));
        check_around(&["0"], ("0", "1"));
        assert_eq!(Reach::around(std::iter::empty()), None);
    }

    #[track_caller]
    fn check((low, high): (&str, &str), ticks: &[&str]) {
        let reach = Reach { low: low.parse().unwrap(), high: high.parse().unwrap() };
        let found: Vec<String> =
            reach.ticks(6).into_iter().map(|tick| tick.normalize().to_string()).collect();
        assert_eq!(found, ticks);
    }

    #[track_caller]
    fn check_around(values: &[&str], (low, high): (&str, &str)) {
        let values: Vec<Decimal> = values.iter().map(|value| value.parse().unwrap()).collect();
        let reach = Reach::around(values.into_iter()).unwrap();
        let wanted = Reach { low: low.parse().unwrap(), high: high.parse().unwrap() };
        assert_eq!(reach, wanted);
    }
}
