//! Logarithms and powers of fractions: exact where the answer is a fraction,
//! otherwise by series, correct to 30 digits.

use super::Fraction;
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::sync::LazyLock;

/// Binary places that series are added up in: 36 decimal ones, six more than are promised.
/// What is below two fits in 128 bits with them, and a series needs no allocation.
const PLACES: u32 = 120;

/// One, with that many places.
const ONE: u128 = 1 << PLACES;

/// The largest exponent, so that no power grows without limit.
const HIGHEST_EXPONENT: i128 = 100;

/// The largest denominator for which a logarithm is tried to be a fraction.
const DEEPEST_ROOT: u8 = 12;

static UNIT: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(ONE));

// ln 2 = 2 artanh(1/3).
static LN_2: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(double_artanh(ONE / 3)));

impl Fraction {
    /// The natural logarithm, of what is above zero.
    #[must_use]
    pub fn ln(&self) -> Option<Self> {
        let scaled = self.to_scaled();
        scaled.is_positive().then(|| from_scaled(ln(scaled)))
    }

    /// The logarithm to `base`; of fractions above zero, to a base above one.
    #[must_use]
    pub fn log(&self, base: &Self) -> Option<Self> {
        let nearly = (self.ln()?.over(&base.ln()?)?).to_scaled();
        let exact = |root: u8| {
            let nearest: BigInt = (&nearly * root + (&*UNIT >> 1_u8)) >> PLACES;
            let power = nearest.to_i32()?;
            let (over, under) = (self.power(root.into()), base.power(power.unsigned_abs()));
            let same = if power < 0 { over.by(&under) == Self::ONE } else { over == under };
            same.then(|| Self::new(power.into(), root.into())).flatten()
        };
        let beyond = (&nearly & (&*UNIT - 1_u8)).to_u128()?;
        let near = |root: &u8| is_nearly_whole(beyond * u128::from(*root));
        let exact = (1..=DEEPEST_ROOT).filter(near).find_map(exact);
        exact.or_else(|| Some(from_scaled(nearly)))
    }

    /// This to the power of `exponent`, both of them zero or above, the exponent
    /// 100 at most.
    #[must_use]
    pub fn to_the(&self, exponent: &Self) -> Option<Self> {
        if *self < Self::ZERO || *exponent < Self::ZERO || Self::whole(HIGHEST_EXPONENT) < *exponent
        {
            return None;
        }
        if *self == Self::ZERO {
            return Some(if *exponent == Self::ZERO { Self::ONE } else { Self::ZERO });
        }
        let (top, bottom) = exponent.lowest_terms();
        let exact = || self.root(bottom.to_u32()?).map(|root| (root, top.to_u32()));
        match exact() {
            Some((root, Some(count))) => Some(root.power(count)),
            Some((_, None)) | None => Some(from_scaled(exp(self.ln()?.by(exponent).to_scaled()))),
        }
    }

    /// The root that is a fraction. There is one only if the whole numbers of this
    /// in lowest terms have one each.
    fn root(&self, degree: u32) -> Option<Self> {
        let (top, bottom) = self.lowest_terms();
        let whole = |number: &BigInt| {
            let root = number.nth_root(degree);
            (root.pow(degree) == *number).then_some(root)
        };
        (degree <= 1_000).then(|| Some(Self::large(whole(&top)?, whole(&bottom)?))).flatten()
    }

    fn lowest_terms(&self) -> (BigInt, BigInt) {
        let (top, bottom) = self.parts();
        let divisor = common_divisor(top.abs(), bottom.clone());
        (top / &divisor, bottom / divisor)
    }

    fn to_scaled(&self) -> BigInt {
        let (top, bottom) = self.parts();
        (top << PLACES) / bottom
    }
}

fn is_nearly_whole(scaled: u128) -> bool {
    let rest = scaled % ONE;
    let little = 1 << (PLACES / 4);
    rest < little || ONE - rest < little
}

fn from_scaled(scaled: BigInt) -> Fraction {
    Fraction::large(scaled, UNIT.clone())
}

fn common_divisor(mut one: BigInt, mut two: BigInt) -> BigInt {
    while !two.is_zero() {
        (one, two) = (two.clone(), one % two);
    }
    if one.is_zero() { BigInt::one() } else { one }
}

/// The product of two numbers below two.
fn product(one: u128, two: u128) -> u128 {
    let half = u128::from(u64::MAX);
    let ((a, b), (c, d)) = ((one >> 64, one & half), (two >> 64, two & half));
    let (low, left, right) = (b * d, a * d, b * c);
    let carried = (low >> 64) + (left & half) + (right & half);
    let high = a * c + (left >> 64) + (right >> 64) + (carried >> 64);
    high << (128 - PLACES) | (carried << 64 | low & half) >> PLACES
}

/// ln(2^k m) = k ln 2 + 2 artanh((m − 1) ÷ (m + 1)), with m from 1/2 to 1.
fn ln(scaled: BigInt) -> BigInt {
    let bits = i64::try_from(scaled.bits()).unwrap_or_default();
    let twos = bits - i64::from(PLACES);
    let rest = ((scaled << PLACES) >> bits).to_u128().unwrap_or(ONE);
    let ratio = (BigInt::from(ONE - rest) << PLACES) / (ONE + rest);
    &*LN_2 * twos - double_artanh(ratio.to_u128().unwrap_or_default())
}

/// 2 (z + z³ ÷ 3 + z⁵ ÷ 5 + …), for z up to a third.
fn double_artanh(ratio: u128) -> u128 {
    let square = product(ratio, ratio);
    let (mut power, mut sum, mut odd) = (ratio, 0, 1);
    while power > 0 {
        sum += power / odd;
        power = product(power, square);
        odd += 2;
    }
    sum * 2
}

/// e^(k ln 2 + r) = 2^k (1 + r + r² ÷ 2 + …), with r below ln 2.
fn exp(scaled: BigInt) -> BigInt {
    let mut twos = (&scaled / &*LN_2).to_i32().unwrap_or_default();
    if scaled.is_negative() {
        twos -= 1;
    }
    let rest = (scaled - &*LN_2 * twos).to_u128().unwrap_or_default();
    let (mut term, mut sum, mut count) = (ONE, 0, 1);
    while term > 0 {
        sum += term;
        term = product(term, rest) / count;
        count += 1;
    }
    let sum = BigInt::from(sum);
    if twos < 0 { sum >> twos.unsigned_abs() } else { sum << twos.unsigned_abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(top: i128, bottom: i128) -> Fraction {
        Fraction::new(top, bottom).unwrap_or(Fraction::ZERO)
    }

    /// The digits before the rounding of the last.
    #[track_caller]
    fn check(number: Option<Fraction>, published: &str) {
        let places = published.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let scaled = number.map(|number| number.to_scaled()).unwrap_or_default();
        let cut = (scaled * BigInt::from(10).pow(u32::try_from(places).unwrap_or(0))) >> PLACES;
        assert_eq!(cut.to_string(), published.replace('.', "").trim_start_matches('0'));
    }

    #[test]
    fn logarithms_have_their_published_digits() {
        check(fraction(2, 1).ln(), "0.693147180559945309417232121458176");
        check(fraction(3, 2).ln(), "0.405465108108164381978013115464349");
        check(fraction(3, 1).ln(), "1.098612288668109691395245236922525");
        check(fraction(10, 1).ln(), "2.302585092994045684017991454684364");
        assert_eq!(fraction(1, 2).ln(), fraction(2, 1).ln().map(|ln| ln.times(-1)));
        assert_eq!(fraction(1, 1).ln(), Some(Fraction::ZERO));
        assert_eq!(fraction(0, 1).ln(), None);
    }

    #[test]
    fn roots_and_powers_have_their_published_digits() {
        let half = fraction(1, 2);
        check(fraction(2, 1).to_the(&half), "1.414213562373095048801688724209698");
        check(fraction(3, 1).to_the(&half), "1.732050807568877293527446341505872");
        check(fraction(2, 1).to_the(&fraction(1, 3)), "1.259921049894873164767210607278228");
        check(fraction(1, 2).to_the(&half), "0.707106781186547524400844362104849");
    }

    #[test]
    fn what_is_a_fraction_is_given_as_one() {
        assert_eq!(fraction(100, 1).to_the(&fraction(3, 2)), Some(fraction(1_000, 1)));
        assert_eq!(fraction(4, 9).to_the(&fraction(1, 2)), Some(fraction(2, 3)));
        assert_eq!(fraction(7, 2).to_the(&fraction(3, 1)), Some(fraction(343, 8)));
        assert_eq!(fraction(8, 1).log(&fraction(4, 1)), Some(fraction(3, 2)));
        assert_eq!(fraction(1, 4).log(&fraction(2, 1)), Some(fraction(-2, 1)));
        assert_eq!(fraction(3, 2).log(&fraction(3, 2)), Some(Fraction::ONE));
    }

    #[test]
    fn a_power_out_of_range_is_none_rather_than_endless() {
        assert_eq!(fraction(-1, 1).to_the(&fraction(1, 2)), None);
        assert_eq!(fraction(2, 1).to_the(&fraction(101, 1)), None);
        assert_eq!(fraction(0, 1).to_the(&fraction(1, 2)), Some(Fraction::ZERO));
    }

    #[test]
    fn a_logarithm_to_another_base_is_a_quotient_of_two() {
        // log₂ 3.
        check(fraction(3, 1).log(&fraction(2, 1)), "1.584962500721156181453738943947816");
    }
}
