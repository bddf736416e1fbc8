//! What a spreadsheet can hold: 15 digits, days from 1900, and the characters XML has.

use super::Value;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A value as a spreadsheet holds it.
#[derive(Debug, PartialEq)]
pub(super) enum Kept<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    Day(NaiveDate),
}

/// The value as a spreadsheet holds it, or as text when it would come back as another.
pub(super) fn kept(value: &Value) -> Kept<'_> {
    match value {
        Value::Empty => Kept::Empty,
        Value::Text(text) => Kept::Text(clean(text)),
        Value::Number(number) => match exact(*number) {
            Some(float) => Kept::Number(float),
            None => Kept::Text(number.normalize().to_string().into()),
        },
        Value::Day(day) if there(*day) => Kept::Day(*day),
        Value::Day(day) => Kept::Text(day.to_string().into()),
    }
}

/// Spreadsheets compute in binary and show 15 digits of it. Of a number with no
/// more, the nearest binary fraction is written back as the very same digits.
fn exact(number: Decimal) -> Option<f64> {
    let normal = number.normalize();
    let digits = normal.mantissa().unsigned_abs().to_string();
    let significant = digits.trim_end_matches('0').len();
    let text = normal.to_string();
    let float: f64 = text.parse().ok().filter(|_| significant <= 15)?;
    (float.to_string() == text).then_some(float)
}

/// Excel counts days from 1900, and has one in February 1900 that never was.
fn there(day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(1900, 3, 1).is_some_and(|first| first <= day) && day.year() <= 9999
}

/// The text without what XML cannot carry: one kind of line end, and a replacement
/// character for each control character.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let stray =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if !text.contains(stray) {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace(stray, "\u{fffd}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn number(text: &str, expected: Kept<'_>) {
        let number = Decimal::from_str_exact(text).unwrap_or_default();
        assert_eq!(kept(&Value::Number(number)), expected);
    }

    #[test]
    fn fifteen_digits_are_a_number_and_more_are_text() {
        number("66.67", Kept::Number(66.67));
        number("-0.10", Kept::Number(-0.1));
        number("100.000000000000", Kept::Number(100.0));
        number("55.3571428571430", Kept::Number(55.357_142_857_143));
        number("999999999999999", Kept::Number(999_999_999_999_999.0));
        number("0.123456789012345", Kept::Number(0.123_456_789_012_345));
        number("1234567890.123456", Kept::Text("1234567890.123456".into()));
        number("0.1234567890123456", Kept::Text("0.1234567890123456".into()));
    }

    #[test]
    fn days_before_a_spreadsheet_begins_to_count_are_text() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(Value::Day);
        assert_eq!(day(1900, 2, 28).as_ref().map(kept), Some(Kept::Text("1900-02-28".into())));
        let first = NaiveDate::from_ymd_opt(1900, 3, 1);
        assert_eq!(day(1900, 3, 1).as_ref().map(kept), first.map(Kept::Day));
    }

    #[test]
    fn characters_that_xml_has_not_are_replaced_and_lines_end_one_way() {
        assert_eq!(clean("a\tb\nc é 🙂"), "a\tb\nc é 🙂");
        assert_eq!(clean("a\r\nb\rc\u{1}d\u{ffff}"), "a\nb\nc\u{fffd}d\u{fffd}");
    }
}
