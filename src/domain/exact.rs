//! Exact numbers: scaled integers where they are kept, fractions where they are divided.

use rust_decimal::Decimal;

mod fraction;

mod series;

pub use fraction::Fraction;

/// `value` as a whole number of 10^-`places`, or nothing when it has more
/// decimals than that or does not fit.
#[must_use]
pub fn scaled(value: Decimal, places: u32) -> Option<i64> {
    let mut value = value.normalize();
    if value.scale() > places {
        return None;
    }
    value.rescale(places);
    if value.scale() != places {
        return None;
    }
    i64::try_from(value.mantissa()).ok()
}

/// The decimal that `scaled` whole units of 10^-`places` stand for, shortest form.
#[must_use]
pub fn unscaled(scaled: i64, places: u32) -> Decimal {
    Decimal::new(scaled, places).normalize()
}

macro_rules! scaled_number {
    ($(#[$doc:meta])* $name:ident, $places:literal, $low:literal ..= $high:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Decimal places kept.
            pub const PLACES: u32 = $places;

            /// The number, when it is in range and has no more decimals than are kept.
            #[must_use]
            pub fn new(value: Decimal) -> Option<Self> {
                scaled(value, $places).and_then(Self::from_scaled)
            }

            /// The number from its stored whole units, when in range.
            #[must_use]
            pub fn from_scaled(units: i64) -> Option<Self> {
                let one = 10_i64.pow($places);
                let low: i64 = $low;
                let high: i64 = $high;
                (low.saturating_mul(one)..=high.saturating_mul(one)).contains(&units).then_some(Self(units))
            }

            /// The stored whole units of 10^-places.
            #[must_use]
            pub const fn scaled(self) -> i64 {
                self.0
            }

            /// The number as a decimal.
            #[must_use]
            pub fn decimal(self) -> Decimal {
                unscaled(self.0, $places)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.decimal().fmt(out)
            }
        }
    };
}

scaled_number! {
    /// A weight: a share of 100, kept at 1e-4.
    Weight, 4, 0..=100
}
scaled_number! {
    /// A weight as a buyer published it: in percent, points or parts of 1, kept at 1e-4.
    PublishedWeight, 4, 0..=1_000_000
}
scaled_number! {
    /// What the published weights of a lot come to together, kept at 1e-4.
    TotalWeight, 4, 0..=900_000_000_000_000
}
scaled_number! {
    /// Points from 0 (worst) to 100 (best), kept at 1e-12.
    Points, 12, 0..=100
}
scaled_number! {
    /// A score as given on its scale, kept at 1e-12.
    ScoreValue, 12, -1_000_000..=1_000_000
}
scaled_number! {
    /// A published figure from 0 to 100, rounded once to two decimals.
    Published, 2, 0..=100
}
scaled_number! {
    /// A share of 100 that says how much of the weight was scored, kept at 1e-4.
    Coverage, 4, 0..=100
}
scaled_number! {
    /// A measured value or target of a KPI, kept at 1e-6.
    KpiValue, 6, -9_000_000_000_000..=9_000_000_000_000
}
scaled_number! {
    /// How many times something counts, kept at 1e-2.
    Times, 2, 1..=10
}
scaled_number! {
    /// Service points, kept at 1e-2.
    ServicePoints, 2, 0..=100_000_000_000
}
scaled_number! {
    /// An amount of money in pounds, kept in pence.
    Money, 2, 0..=90_000_000_000_000_000
}

impl Weight {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// One: what an area of knowledge weighs when nobody says.
    pub const ONE: Self = Self(10_000);
    /// The whole: 100.
    pub const WHOLE: Self = Self(1_000_000);
}

impl Coverage {
    /// Nothing was scored.
    pub const NONE: Self = Self(0);
    /// Everything was scored.
    pub const FULL: Self = Self(1_000_000);
}

impl Points {
    /// No points.
    pub const NONE: Self = Self(0);
    /// Full points.
    pub const FULL: Self = Self(100_000_000_000_000);
}

impl Times {
    /// Once.
    pub const ONCE: Self = Self(100);
    /// Twice.
    pub const TWICE: Self = Self(200);
}

impl Published {
    /// Zero.
    pub const NONE: Self = Self(0);
    /// One hundred.
    pub const FULL: Self = Self(10_000);

    /// The figure with the decimals that are shown: one.
    #[must_use]
    pub fn shown(self) -> String {
        format!(
            "{:.1}",
            self.decimal()
                .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_too_many_decimals_is_refused_not_rounded() {
        let ok = "12.5000".parse().ok().and_then(Weight::new);
        assert_eq!(ok.map(Weight::scaled), Some(125_000));
        assert_eq!("12.50001".parse().ok().and_then(Weight::new), None);
        assert_eq!("-0.1".parse().ok().and_then(Weight::new), None);
        assert_eq!("100.0001".parse().ok().and_then(Weight::new), None);
    }
}
