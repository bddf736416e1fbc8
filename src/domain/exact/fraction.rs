//! Fractions: quotients of whole numbers of any size, never rounded until asked.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A fraction of whole numbers, never rounded until asked. Two are equal when
/// their values are.
#[derive(Debug, Clone)]
pub struct Fraction(Parts);

// Nearly every composite fits in 128 bits and needs no allocation; what does
// not fit goes on in whole numbers without limit. `bottom` is above zero.
#[derive(Debug, Clone)]
enum Parts {
    Small { top: i128, bottom: i128 },
    Large(Box<Large>),
}

#[derive(Debug, Clone)]
struct Large {
    top: BigInt,
    bottom: BigInt,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self(Parts::Small { top: 0, bottom: 1 });
    /// One.
    pub const ONE: Self = Self(Parts::Small { top: 1, bottom: 1 });

    /// `top / bottom`, unless `bottom` is zero.
    #[must_use]
    pub fn new(top: i128, bottom: i128) -> Option<Self> {
        match bottom.signum() {
            0 => None,
            1 => Some(Self(Parts::Small { top, bottom })),
            _ => Some(Self::large(-BigInt::from(top), -BigInt::from(bottom))),
        }
    }

    /// The whole number `value`.
    #[must_use]
    pub fn whole(value: i128) -> Self {
        Self(Parts::Small { top: value, bottom: 1 })
    }

    /// The exact value of a decimal.
    #[must_use]
    pub fn of(value: Decimal) -> Self {
        // A decimal has at most 28 places, and ten to that fits.
        let bottom = 10_i128.checked_pow(value.scale()).unwrap_or(1);
        Self(Parts::Small { top: value.mantissa(), bottom })
    }

    pub(super) fn large(top: BigInt, bottom: BigInt) -> Self {
        Self(Parts::Large(Box::new(Large { top, bottom })))
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.small_sum(other).unwrap_or_else(|| {
            let (one, two) = (self.to_large(), other.to_large());
            Self::large(one.top * &two.bottom + two.top * &one.bottom, one.bottom * two.bottom)
        })
    }

    fn small_sum(&self, other: &Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.small()?, other.small()?);
        let (top, bottom) = if b == d {
            (a.checked_add(c)?, b)
        } else {
            (a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?)
        };
        Some(Self(Parts::Small { top, bottom }))
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.times(-1))
    }

    /// The product with a whole number.
    #[must_use]
    pub fn times(&self, factor: i128) -> Self {
        let small = self.small().and_then(|(top, bottom)| Some((top.checked_mul(factor)?, bottom)));
        match small {
            Some((top, bottom)) => Self(Parts::Small { top, bottom }),
            None => {
                let Large { top, bottom } = self.to_large();
                Self::large(top * factor, bottom)
            }
        }
    }

    /// The product.
    #[must_use]
    pub fn by(&self, other: &Self) -> Self {
        self.small_product(other).unwrap_or_else(|| {
            let (one, two) = (self.to_large(), other.to_large());
            Self::large(one.top * two.top, one.bottom * two.bottom)
        })
    }

    fn small_product(&self, other: &Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.small()?, other.small()?);
        Some(Self(Parts::Small { top: a.checked_mul(c)?, bottom: b.checked_mul(d)? }))
    }

    /// The product of `count` times this.
    #[must_use]
    pub fn power(&self, count: u32) -> Self {
        let Large { top, bottom } = self.to_large();
        Self::large(top.pow(count), bottom.pow(count))
    }

    /// The quotient, unless `other` is zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.sign() == Ordering::Equal {
            return None;
        }
        self.small_quotient(other).or_else(|| {
            let (one, two) = (self.to_large(), other.to_large());
            let top = one.top * two.bottom * two.top.signum();
            Some(Self::large(top, one.bottom * two.top.abs()))
        })
    }

    fn small_quotient(&self, other: &Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.small()?, other.small()?);
        let top = a.checked_mul(d)?.checked_mul(c.signum())?;
        Some(Self(Parts::Small { top, bottom: b.checked_mul(c.checked_abs()?)? }))
    }

    /// The value without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.sign() == Ordering::Less { self.times(-1) } else { self.clone() }
    }

    /// Whether this is below `other`.
    #[must_use]
    pub fn below(&self, other: &Self) -> bool {
        self.minus(other).sign() == Ordering::Less
    }

    /// The nearest whole number of 10^-`places`, halves away from zero.
    #[must_use]
    pub fn round_scaled(&self, places: u32) -> Option<i64> {
        let units = self.times(10_i128.checked_pow(places)?);
        units.small_round().or_else(|| units.to_large().round())
    }

    fn small_round(&self) -> Option<i64> {
        let (top, bottom) = self.small()?;
        let twice = top.checked_abs()?.checked_mul(2)?.checked_add(bottom)?;
        let nearest = twice.checked_div(bottom.checked_mul(2)?)?;
        i64::try_from(nearest * top.signum()).ok()
    }

    /// The nearest decimal with `places` decimals, halves away from zero.
    #[must_use]
    pub fn round(&self, places: u32) -> Option<Decimal> {
        let units = self.round_scaled(places)?;
        Decimal::try_from_i128_with_scale(units.into(), places).ok()
    }

    fn sign(&self) -> Ordering {
        match &self.0 {
            Parts::Small { top, .. } => top.cmp(&0),
            Parts::Large(large) => large.top.cmp(&BigInt::zero()),
        }
    }

    fn small(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Parts::Small { top, bottom } => Some((*top, *bottom)),
            Parts::Large(_) => None,
        }
    }

    fn to_large(&self) -> Large {
        match &self.0 {
            Parts::Small { top, bottom } => Large { top: (*top).into(), bottom: (*bottom).into() },
            Parts::Large(large) => Large::clone(large),
        }
    }

    /// The two whole numbers it is the quotient of, the second above zero.
    pub(super) fn parts(&self) -> (BigInt, BigInt) {
        let Large { top, bottom } = self.to_large();
        (top, bottom)
    }
}

impl Large {
    fn round(&self) -> Option<i64> {
        let nearest: BigInt = (self.top.abs() * 2 + &self.bottom) / (&self.bottom * 2);
        (nearest * self.top.signum()).to_i64()
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.minus(other).sign() == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        self.minus(other).sign()
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(top: i128, bottom: i128, places: u32, expected: &str) {
        let rounded = Fraction::new(top, bottom).and_then(|f| f.round(places));
        assert_eq!(rounded.map(|d| d.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn halves_round_away_from_zero() {
        check(29_950, 1_000, 1, "30.0");
        check(-29_950, 1_000, 1, "-30.0");
        check(29_950, -1_000, 1, "-30.0");
        check(50_005, 1_000, 2, "50.01");
        check(50_004_999_999, 1_000_000_000, 2, "50.00");
        check(100, 3, 2, "33.33");
        check(200, 3, 2, "66.67");
    }

    #[test]
    fn three_thirds_make_one_whole() {
        let third = Fraction::new(1, 3).map(|third| third.plus(&third).plus(&third));
        assert_eq!(
            third.as_ref().and_then(|whole| whole.round_scaled(12)),
            Some(1_000_000_000_000)
        );
        assert_eq!(third, Some(Fraction::whole(1)));
    }

    #[test]
    fn fractions_are_equal_when_their_values_are() {
        assert_eq!(Fraction::new(1, 2), Fraction::new(-2, -4));
        assert_ne!(Fraction::new(1, 2), Fraction::new(2, 3));
        assert_eq!(Some(Fraction::of(Decimal::new(125, 2))), Fraction::new(5, 4));
    }

    #[test]
    fn fractions_are_in_the_order_of_their_values() {
        let mut three = [Fraction::new(2, 3), Fraction::new(-1, 2), Fraction::new(1, 2)];
        three.sort();
        assert_eq!(three, [Fraction::new(-1, 2), Fraction::new(1, 2), Fraction::new(2, 3)]);
    }

    #[test]
    fn a_power_is_a_product_of_equals() {
        let half = Fraction::new(-1, 2).unwrap_or(Fraction::ZERO);
        assert_eq!(Some(half.power(3)), Fraction::new(-1, 8));
        assert_eq!(half.power(0), Fraction::ONE);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::whole(1).over(&Fraction::whole(0)), None);
    }

    #[test]
    fn a_value_that_does_not_fit_is_no_number_rather_than_a_wrong_one() {
        assert_eq!(Fraction::whole(i128::MAX).round_scaled(12), None);
        assert_eq!(Fraction::whole(1).round_scaled(40), None);
        assert_eq!(Fraction::new(i128::MIN, i128::MIN), Some(Fraction::whole(1)));
    }

    #[test]
    fn a_sum_that_outgrows_128_bits_stays_exact() {
        // Each bottom is prime, so the common one has 160 bits.
        let primes = [4_294_967_291, 4_294_967_279, 4_294_967_231, 4_294_967_197, 4_294_967_189];
        let sum = |order: &[i128]| {
            let parts = order.iter().filter_map(|prime| Fraction::new(1, *prime));
            parts.fold(Fraction::whole(1), |sum, part| sum.plus(&part))
        };
        let mut backwards = primes;
        backwards.reverse();
        let all = sum(&primes);
        assert!(all.small().is_none());
        assert_eq!(all, sum(&backwards));
        let rest = primes.iter().filter_map(|prime| Fraction::new(-1, *prime));
        assert_eq!(
            rest.fold(all, |sum, part| sum.plus(&part)).round_scaled(12),
            Some(10_i64.pow(12))
        );
    }

    impl Fraction {
        fn in_large(&self) -> Self {
            let Large { top, bottom } = self.to_large();
            Self::large(top, bottom)
        }
    }

    proptest! {
        #[test]
        fn small_and_large_numbers_work_alike(
            a in any::<i64>(), b in 1_i64.., c in any::<i64>(), d in 1_i64.., places in 0_u32..4,
        ) {
            let one = Fraction::new(a.into(), b.into()).unwrap_or(Fraction::whole(0));
            let two = Fraction::new(c.into(), d.into()).unwrap_or(Fraction::whole(0));
            let (big_one, big_two) = (one.in_large(), two.in_large());
            prop_assert_eq!(one.plus(&two), big_one.plus(&big_two));
            prop_assert_eq!(one.minus(&two), big_one.minus(&big_two));
            prop_assert_eq!(one.over(&two), big_one.over(&big_two));
            prop_assert_eq!(one.by(&two), big_one.by(&big_two));
            prop_assert_eq!(one.cmp(&two), big_one.cmp(&big_two));
            prop_assert_eq!(one.times(c.into()), big_one.times(c.into()));
            prop_assert_eq!(one.below(&two), big_one.below(&big_two));
            prop_assert_eq!(one.magnitude(), big_one.magnitude());
            prop_assert_eq!(one.round_scaled(places), big_one.round_scaled(places));
        }
    }
}
