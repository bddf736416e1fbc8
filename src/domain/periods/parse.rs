//! Reading periods as people write them; what could be two periods is a problem, not a guess.

use super::{Cadence, Period, PeriodProblem, first_of, last_of};
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// The period that `text` names. `reading` says what is meant where a text is
/// both a month and a run of financial years, as `2010-11` is.
///
/// # Errors
/// When the text names no period, or two.
pub fn parse(text: &str, reading: Option<Cadence>) -> Result<Period, PeriodProblem> {
    if text.len() > LONGEST {
        return Err(PeriodProblem::Unknown);
    }
    let plain: String = text.chars().flat_map(char::to_lowercase).map(plain).collect();
    let tokens = tokens(&plain);
    let by_month_name = || month_range(&tokens).or_else(|| named_month(&tokens)).map(Ok);
    let found = numbered(&tokens)
        .or_else(|| interval(&tokens))
        .or_else(by_month_name)
        .or_else(|| month_or_years(&tokens, reading));
    found.unwrap_or(Err(PeriodProblem::Unknown))
}

// Two written-out days with generous spaces; anything longer is not worth a look.
const LONGEST: usize = 120;

type Read = Option<Result<Period, PeriodProblem>>;

fn plain(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
}

use Token::{Number, Sign, Word};

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let same = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ => first.is_alphabetic() && c.is_alphabetic(),
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, after) = rest.split_at(end);
        tokens.push(match first {
            _ if first.is_ascii_digit() => Number(token),
            _ if first.is_alphabetic() => Word(token),
            sign => Sign(sign),
        });
        rest = after.trim_start();
    }
    tokens
}

/// `Q3 2026`, `2018-19;Q1`, `P04 24/25`, `2026-W28`.
fn numbered(tokens: &[Token<'_>]) -> Read {
    let (word, number, rest) = match tokens {
        [rest @ .., Word(word), Number(number)] => (word, number, rest),
        [Word(word), Number(number), rest @ ..] => (word, number, rest),
        _ => return None,
    };
    let number = digits(number, 1..=2)?;
    let years = years(joined(rest), Short::Read)?;
    let (period, otherwise) = match (*word, years) {
        ("q" | "quarter", Years::Calendar(year)) => {
            (Period::quarter(year, number), PeriodProblem::NoSuchQuarter)
        }
        ("q" | "quarter", Years::Financial { start, count: 1 }) => {
            (Period::financial_quarter(start, number), PeriodProblem::NoSuchQuarter)
        }
        ("p" | "period", Years::Financial { start, count: 1 }) => {
            (Period::four_weeks(start, number), PeriodProblem::NoSuchFourWeeks)
        }
        ("w" | "wk" | "week", Years::Calendar(year)) => {
            (Period::week(year, number), PeriodProblem::NoSuchWeek)
        }
        _ => return None,
    };
    Some(period.ok_or(otherwise))
}

// What stands between a number and its year, on either side of the year.
fn joined<'a, 't>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    match tokens {
        [Sign(';' | ',' | '-' | '/'), rest @ ..] => rest,
        [rest @ .., Sign(';' | ',' | '-' | '/')] => rest,
        _ => tokens,
    }
}

/// `2026-01-01/2026-03-31`, `1 January 2026 to 31 March 2026`, `01/01/2026 - 31/03/2026`.
fn interval(tokens: &[Token<'_>]) -> Read {
    let (start, end) = (0..tokens.len()).find_map(|at| {
        let (left, right) = tokens.split_at_checked(at)?;
        match right {
            [Word("to") | Sign('/' | '-'), right @ ..] => Some((day(left)?, day(right)?)),
            _ => None,
        }
    })?;
    let otherwise =
        if end < start { PeriodProblem::Backwards { start, end } } else { PeriodProblem::Unknown };
    Some(Period::custom(start, end).ok_or(otherwise))
}

fn day(tokens: &[Token<'_>]) -> Option<NaiveDate> {
    let (year, month, day) = match tokens {
        [Number(year), Sign('-'), Number(month), Sign('-'), Number(day)] => {
            (year, digits(month, 2..=2)?, day)
        }
        [Number(day), Sign('/'), Number(month), Sign('/'), Number(year)] => {
            (year, digits(month, 1..=2)?, day)
        }
        [Number(day), Word(month), Number(year)] => (year, month_number(month)?, day),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(four_digits(year)?, month, digits(day, 1..=2)?)
}

/// `July 2026`, `Jul-2026`, `Jul-26`, `07/2026`.
fn named_month(tokens: &[Token<'_>]) -> Option<Period> {
    let (month, year) = match tokens {
        [Word(month), Number(year)] => (month_number(month)?, four_digits(year)?),
        [Word(month), Sign('-'), Number(year)] => (month_number(month)?, either_year(year)?),
        [Number(month), Sign('/'), Number(year)] => (digits(month, 1..=2)?, four_digits(year)?),
        _ => return None,
    };
    Period::month(year, month)
}

/// `July to September 2026`, `April 2021 to March 2023`.
fn month_range(tokens: &[Token<'_>]) -> Option<Period> {
    let (first, last) = match tokens {
        [Word(first), Word("to") | Sign('-'), Word(last), Number(year)] => {
            ((first, year), (last, year))
        }
        [Word(first), Number(from), Word("to") | Sign('-'), Word(last), Number(to)] => {
            ((first, from), (last, to))
        }
        _ => return None,
    };
    let start = first_of(four_digits(first.1)?, month_number(first.0)?)?;
    let end = last_of(four_digits(last.1)?, month_number(last.0)?)?;
    [Cadence::Quarter, Cadence::FinancialYear, Cadence::CalendarYear]
        .into_iter()
        .find_map(|cadence| Period::stored(start, end, cadence))
        .or_else(|| Period::custom(start, end))
}

/// `2026`, `2018/19`, `2021-23`, `2026-07`, and `2010-11`, which is two things.
fn month_or_years(tokens: &[Token<'_>], reading: Option<Cadence>) -> Read {
    let years = years(tokens, Short::Unread).and_then(Years::period);
    match (iso_month(tokens), years) {
        (Some(month), Some(years)) => Some(meant(month, years, reading)),
        (month, years) => month.or(years).map(Ok),
    }
}

fn meant(month: Period, years: Period, reading: Option<Cadence>) -> Result<Period, PeriodProblem> {
    match reading {
        Some(Cadence::Month) => Ok(month),
        Some(Cadence::FinancialYear | Cadence::Custom) => Ok(years),
        None
        | Some(Cadence::Week | Cadence::FourWeek | Cadence::Quarter | Cadence::CalendarYear) => {
            Err(PeriodProblem::Ambiguous { month, years })
        }
    }
}

fn iso_month(tokens: &[Token<'_>]) -> Option<Period> {
    match tokens {
        [Number(year), Sign('-'), Number(month)] => {
            Period::month(four_digits(year)?, digits(month, 2..=2)?)
        }
        _ => None,
    }
}

/// Years named on their own or beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Years {
    Calendar(i32),
    Financial { start: i32, count: i32 },
}

impl Years {
    fn period(self) -> Option<Period> {
        match self {
            Self::Calendar(year) => Period::containing(first_of(year, 1)?, Cadence::CalendarYear),
            Self::Financial { start, count: 1 } => Period::financial_year(start),
            Self::Financial { start, count } => {
                Period::custom(first_of(start, 4)?, last_of(start.checked_add(count)?, 3)?)
            }
        }
    }
}

/// Whether `24/25` is read as years: only beside something that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Short {
    Read,
    Unread,
}

fn years(tokens: &[Token<'_>], short: Short) -> Option<Years> {
    match tokens {
        [Word("fy"), rest @ ..]
        | [Word("financial"), Word("year"), rest @ ..]
        | [rest @ .., Word("fy")]
        | [rest @ .., Word("financial"), Word("year")] => financial_years(rest, Short::Read),
        [Number(year)] => four_digits(year).map(Years::Calendar),
        _ => financial_years(tokens, short),
    }
}

fn financial_years(tokens: &[Token<'_>], short: Short) -> Option<Years> {
    let [Number(first), Sign('-' | '/') | Word("to"), Number(last)] = tokens else { return None };
    let start = four_digits(first)
        .or_else(|| either_year(first).filter(|_| short == Short::Read && last.len() == 2))?;
    let (end, longest) = match last.len() {
        2 => (start / 100 * 100 + number::<i32>(last)?, LONGEST_SHORT),
        _ => (four_digits(last)?, LONGEST_WRITTEN_OUT),
    };
    let end = if end <= start && last.len() == 2 { end + 100 } else { end };
    let count = end - start;
    (1..=longest).contains(&count).then_some(Years::Financial { start, count })
}

// Rolling figures run over three to ten years; a longer run has to be written out.
const LONGEST_SHORT: i32 = 10;
const LONGEST_WRITTEN_OUT: i32 = 100;

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.parse().ok()
}

fn digits(text: &str, length: RangeInclusive<usize>) -> Option<u32> {
    length.contains(&text.len()).then(|| number(text)).flatten()
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| number(text)).flatten()
}

fn either_year(text: &str) -> Option<i32> {
    four_digits(text).or_else(|| (text.len() == 2).then(|| number(text)).flatten().map(full_year))
}

/// The year that two digits stand for: 1969 to 2068, as POSIX has it.
pub(super) fn full_year(short: i32) -> i32 {
    if short < 69 { 2000 + short } else { 1900 + short }
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let means = |name: &&str| word == *name || name.get(..3) == Some(word);
    let place =
        (1..).zip(MONTHS).find(|(_, name)| means(name) || word == "sept" && *name == "september");
    place.map(|(number, _)| number)
}
