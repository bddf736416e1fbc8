//! Numbers as they stand in spreadsheets, read exactly, and the words for none.

use std::str::FromStr;

use rust_decimal::Decimal;

/// Why text is not one certain number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// There is no text.
    #[error("Enter a number")]
    Blank,
    /// A word for having no value: not a number, and never 0.
    #[error("\"{0}\" is not a number. Leave the cell empty if there is no value")]
    Missing(String),
    /// Not written as a number.
    #[error("\"{0}\" is not a number. Use digits, like 1234.5")]
    NotANumber(String),
    /// `1e3`.
    #[error("\"{0}\" is in scientific notation. Write the number out in full, like 1000")]
    Scientific(String),
    /// `1.234,56` or `1,5`.
    #[error(
        "\"{0}\" has a comma where a decimal point is expected. Use a point before the decimals \
         and commas only between thousands, like 1,234.56"
    )]
    Commas(String),
    /// A percentage where only a number makes sense.
    #[error("\"{0}\" is a percentage. Write it as a number without the % sign")]
    Percent(String),
    /// More decimals than are kept.
    #[error("{value} has more than {limit} decimal places. Round it to {limit}")]
    TooManyPlaces {
        /// The number.
        value: Decimal,
        /// The most decimals.
        limit: u32,
    },
    /// More digits than can be kept exactly.
    #[error("\"{0}\" has too many digits. Use 28 or fewer")]
    TooLong(String),
}

/// Why a cell has no value. It is never read as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing is there, or only a dash.
    Blank,
    /// `Not scored`.
    NotScored,
    /// `n/a`, `Not applicable`, `[z]`.
    NotApplicable,
    /// `Not due`, `Not yet due`.
    NotDue,
    /// `Not available`, `missing`, `[x]`, `..`.
    NotAvailable,
    /// `[c]`, `Redacted`: known and not told.
    Confidential,
}

/// Words that are never a value of ours: "none" is a level of knowledge, "x" a mark.
const MISSING: [(&str, Missing); 28] = [
    ("", Missing::Blank),
    ("-", Missing::Blank),
    ("–", Missing::Blank),
    ("—", Missing::Blank),
    ("nil return", Missing::Blank),
    ("not scored", Missing::NotScored),
    ("not rated", Missing::NotScored),
    ("n/a", Missing::NotApplicable),
    ("na", Missing::NotApplicable),
    ("#n/a", Missing::NotApplicable),
    ("not applicable", Missing::NotApplicable),
    ("[z]", Missing::NotApplicable),
    ("not due", Missing::NotDue),
    ("not yet due", Missing::NotDue),
    ("not available", Missing::NotAvailable),
    ("not yet available", Missing::NotAvailable),
    ("not known", Missing::NotAvailable),
    ("unknown", Missing::NotAvailable),
    ("no data", Missing::NotAvailable),
    ("missing", Missing::NotAvailable),
    ("null", Missing::NotAvailable),
    ("tbc", Missing::NotAvailable),
    ("[x]", Missing::NotAvailable),
    ("[w]", Missing::NotAvailable),
    ("[u]", Missing::NotAvailable),
    ("..", Missing::NotAvailable),
    ("[c]", Missing::Confidential),
    ("redacted", Missing::Confidential),
];

/// The kind of absence that a cell states, if it states one.
pub fn missing_word(text: &str) -> Option<Missing> {
    let text = unescaped(text);
    if text.len() > 20 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = text.to_lowercase().replace('_', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    MISSING.iter().find(|(word, _)| *word == words).map(|(_, missing)| *missing)
}

/// A number and whether a `%` sign follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number as written: 12 for `12%`.
    pub value: Decimal,
    /// Whether it is a percentage.
    pub percent: bool,
}

/// Reads a plain number or sum of money of at most `places` decimals.
pub fn parse_decimal(text: &str, places: u32) -> Result<Decimal, NumberProblem> {
    let figure = parse_figure(text, places)?;
    if figure.percent {
        return Err(NumberProblem::Percent(shown(text)));
    }
    Ok(figure.value)
}

/// Reads a number that may be a percentage, of at most `places` decimals. Pounds,
/// commas or spaces between thousands, an accountant's brackets and the `'` that
/// guards against formulas are understood.
pub fn parse_figure(text: &str, places: u32) -> Result<Figure, NumberProblem> {
    if let Some(value) = plain(text) {
        return within(Figure { value, percent: false }, places);
    }
    match missing_word(text) {
        Some(Missing::Blank) if unescaped(text).is_empty() => return Err(NumberProblem::Blank),
        Some(_) => return Err(NumberProblem::Missing(shown(text))),
        None => {}
    }
    let compact: String = unescaped(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (rest, percent) = strip_end(&compact, "%");
    let (digits, negative) = sign(rest).ok_or_else(|| NumberProblem::NotANumber(shown(text)))?;
    let spaced = unescaped(text).split_whitespace().count() > 1;
    if spaced && !spaces_thousands(text) {
        return Err(NumberProblem::NotANumber(shown(text)));
    }
    let mut value = digits_of(digits, text)?;
    value.set_sign_negative(negative && !value.is_zero());
    within(Figure { value, percent }, places)
}

/// The commonest form in large files, digits and a point, without the cost of the rest.
fn plain(text: &str) -> Option<Decimal> {
    let digits = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let bare = text.len() < 28 && text.starts_with(|c: char| c.is_ascii_digit());
    if bare && text.bytes().all(digits) { Decimal::from_str(text).ok() } else { None }
}

fn within(figure: Figure, places: u32) -> Result<Figure, NumberProblem> {
    let value = figure.value;
    if value.scale() > places && value.normalize().scale() > places {
        return Err(NumberProblem::TooManyPlaces { value, limit: places });
    }
    Ok(figure)
}

/// The text without the space around it and without the `'` of an escaped formula.
fn unescaped(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('\'').unwrap_or(text).trim()
}

fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

fn strip_end<'a>(text: &'a str, end: &str) -> (&'a str, bool) {
    text.strip_suffix(end).map_or((text, false), |rest| (rest, true))
}

/// The digits, and whether a minus sign or brackets stand with them: `(£12.50)`.
fn sign(text: &str) -> Option<(&str, bool)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Some((money(inner), true));
    }
    let rest = money(text);
    let (bare, minus) = match rest.strip_prefix(['-', '−']) {
        Some(bare) => (money(bare), true),
        None => (rest.strip_prefix('+').unwrap_or(rest), false),
    };
    bare.starts_with(|c: char| c.is_ascii_digit() || c == '.').then_some((bare, minus))
}

fn money(text: &str) -> &str {
    let text = text.strip_prefix("GBP").unwrap_or(text);
    text.strip_prefix('£').unwrap_or(text)
}

/// Spaces inside the digits must stand between groups of three.
fn spaces_thousands(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || c == '.';
    let text = unescaped(text).trim_matches(|c: char| !figure(c));
    let mut groups = text.split_whitespace();
    let first = groups.next().unwrap_or_default();
    let fits = |group: &str| {
        let whole = group.split('.').next().unwrap_or_default();
        whole.len() == 3 && group.chars().all(figure)
    };
    first == text
        || first.len() <= 3 && first.bytes().all(|b| b.is_ascii_digit()) && groups.all(fits)
}

fn digits_of(digits: &str, text: &str) -> Result<Decimal, NumberProblem> {
    if is_scientific(digits) {
        return Err(NumberProblem::Scientific(shown(text)));
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return Err(NumberProblem::NotANumber(shown(text)));
    }
    if !commas_part_thousands(digits) {
        return Err(NumberProblem::Commas(shown(text)));
    }
    let plain = digits.replace(',', "");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    if decimals.contains('.') || whole.is_empty() && decimals.is_empty() {
        return Err(NumberProblem::NotANumber(shown(text)));
    }
    let significant = whole.trim_start_matches('0').len() + decimals.len();
    if significant > 28 {
        return Err(NumberProblem::TooLong(shown(text)));
    }
    Decimal::from_str(&plain).map_err(|_error| NumberProblem::NotANumber(shown(text)))
}

fn is_scientific(digits: &str) -> bool {
    let Some((number, power)) = digits.split_once(['e', 'E']) else { return false };
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let digit = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    number.bytes().all(digit) && !power.is_empty() && power.bytes().all(|b| b.is_ascii_digit())
}

/// `1,234,567.89`: groups of three after the first, and none after the point.
fn commas_part_thousands(digits: &str) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let alone = !whole.contains(',');
    !decimals.contains(',')
        && (alone || (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::{Figure, Missing, missing_word, parse_decimal, parse_figure};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = parse_figure(text, 4);
        let unit = |figure: Figure| if figure.percent { "%" } else { "" };
        let read = read.map(|figure| format!("{}{}", figure.value, unit(figure)));
        assert_eq!(read.unwrap_or_else(|problem| problem.to_string()), expected, "{text:?}");
    }

    #[test]
    fn a_number_is_read_as_spreadsheets_write_it() {
        check("£40,000,000.00", "40000000.00");
        check(" 1 234.5", "1234.5");
        check("1\u{A0}234\u{A0}567", "1234567");
        check("(12.50)", "-12.50");
        check("(£1,234.50)", "-1234.50");
        check("-£5", "-5");
        check("£-5", "-5");
        check("£ 5", "5");
        check("- 5", "-5");
        check("\u{2212}5", "-5");
        check("+5", "5");
        check("'-5", "-5");
        check(".5", "0.5");
        check("5.", "5");
        check("-0", "0");
        check("0.10000000", "0.10000000");
        check("12%", "12%");
        check("12.5 %", "12.5%");
        check("GBP 1,000", "1000");
    }

    #[test]
    fn a_number_that_is_not_certain_is_refused_with_what_to_do() {
        let commas = "has a comma where a decimal point is expected. Use a point before the \
                      decimals and commas only between thousands, like 1,234.56";
        for text in ["1.234,56", "1,5", "1,50", "12,34,567", "1,234,56", ",5", "1234,567"] {
            let expected = if text == ",5" {
                "\",5\" is not a number. Use digits, like 1234.5".to_owned()
            } else {
                format!("\"{text}\" {commas}")
            };
            check(text, &expected);
        }
        let e = "is in scientific notation. Write the number out in full, like 1000";
        check("1e3", &format!("\"1e3\" {e}"));
        check("1.5E+06", &format!("\"1.5E+06\" {e}"));
        check("0.12345", "0.12345 has more than 4 decimal places. Round it to 4");
        let long = "12345678901234567890123456789";
        check(long, &format!("\"{long}\" has too many digits. Use 28 or fewer"));
    }

    #[test]
    fn words_and_broken_numbers_are_not_numbers() {
        for text in [
            "five", "1.2.3", "1 2", "12 34", "5-", "£", "--5", "(5", "1x", "٥", "=1+1", ".", "$5",
            "5%%",
        ] {
            check(text, &format!("\"{text}\" is not a number. Use digits, like 1234.5"));
        }
        check("", "Enter a number");
        check("n/a", "\"n/a\" is not a number. Leave the cell empty if there is no value");
        let percent = "\"12%\" is a percentage. Write it as a number without the % sign";
        assert_eq!(
            parse_decimal("12%", 2).map_err(|problem| problem.to_string()),
            Err(percent.to_owned())
        );
    }

    #[test]
    fn a_word_for_no_value_is_known_and_is_never_zero() {
        let words = [
            ("", Missing::Blank),
            (" \u{A0}", Missing::Blank),
            ("-", Missing::Blank),
            ("Not Available", Missing::NotAvailable),
            ("missing", Missing::NotAvailable),
            ("[x]", Missing::NotAvailable),
            ("..", Missing::NotAvailable),
            ("n/a", Missing::NotApplicable),
            ("N/A", Missing::NotApplicable),
            ("[z]", Missing::NotApplicable),
            ("not_due", Missing::NotDue),
            ("Not scored", Missing::NotScored),
            ("[c]", Missing::Confidential),
        ];
        for (word, missing) in words {
            assert_eq!(missing_word(word), Some(missing), "{word:?}");
            assert!(parse_decimal(word, 2).is_err(), "{word:?}");
        }
        for text in ["0", "Nil", "none", "x", "zero", "nothing", "12"] {
            assert_eq!(missing_word(text), None, "{text:?}");
        }
    }
}
