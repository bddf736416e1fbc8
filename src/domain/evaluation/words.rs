//! Figures of an evaluation in words.

use crate::domain::exact::Fraction;

/// Decimals of a figure that is shown before it is rounded.
const SHOWN: u32 = 6;

/// A figure with six decimals at most and a comma every three digits.
pub(super) fn figure(value: &Fraction) -> String {
    let Some(rounded) = value.round(SHOWN) else { return "a figure too large to show".to_owned() };
    grouped(&rounded.normalize().to_string())
}

/// An amount in pounds.
pub(super) fn pounds(value: &Fraction) -> String {
    let pence = value.round(2).map(|amount| {
        if amount.is_integer() { amount.trunc().to_string() } else { amount.to_string() }
    });
    let Some(text) = pence else { return figure(value) };
    match text.strip_prefix('-') {
        Some(text) => format!("−£{}", grouped(text)),
        None => format!("£{}", grouped(&text)),
    }
}

fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
    let (whole, decimals) = text.split_once('.').map_or((text, ""), |(w, d)| (w, d));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if decimals.is_empty() { out } else { format!("{out}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_pounds_have_both_pence_or_none() {
        let of = |top, bottom| Fraction::new(top, bottom).unwrap_or(Fraction::ZERO);
        assert_eq!(figure(&of(200_000, 3)), "66,666.666667");
        assert_eq!(figure(&of(-1, 2)), "−0.5");
        assert_eq!(pounds(&of(217_000, 1)), "£217,000");
        assert_eq!(pounds(&of(2_500_001, 2)), "£1,250,000.50");
        assert_eq!(pounds(&of(-75, 1)), "−£75");
    }
}
