//! What one cell says, or why it says nothing that can be used.

use super::Surface;
use super::rejects::FORMULA_STARTS;
use crate::domain::contracts::{PricingModel, WorkingPattern, plain};
use crate::domain::dates::parse_date;
use crate::domain::exact::{KpiValue, Money};
use crate::domain::knowledge::Level;
use crate::domain::kpis::Direction;
use crate::domain::meetings::{Side, Unscored};
use crate::domain::numbers::{Missing, NumberProblem, missing_word, parse_decimal};
use crate::domain::texts;
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use std::borrow::Cow;

/// What is wrong with a cell, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) remedy: String,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }

    /// A text of ours that says what is wrong and then, in a sentence of its
    /// own, what to do.
    pub(super) fn split(text: &str, message: &str) -> Self {
        match text.rsplit_once(". ") {
            Some((message, remedy)) => Self::new(lowered(message), remedy),
            None => Self::new(message, text),
        }
    }
}

/// Problems are sentences that may follow a column's name, so they start small.
pub(super) fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Text as it is compared and kept: without space around it, single spaces in
/// it, and without the mark that guards a spreadsheet against formulas.
pub(super) fn text(cell: &str) -> Cow<'_, str> {
    let cell = unguarded(cell);
    let plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    if cell.as_bytes().iter().all(plain) && !cell.contains("  ") {
        return Cow::Borrowed(cell.trim_matches(' '));
    }
    Cow::Owned(texts::one_line(cell))
}

/// Free text as it was written, line ends included.
pub(super) fn prose(cell: &str) -> &str {
    unguarded(cell)
}

// A text that began with such a mark itself was given one more, so one is taken away.
fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    let guarded = |bare: &&str| bare.trim_start_matches('\'').starts_with(FORMULA_STARTS);
    bare.filter(guarded).unwrap_or(cell)
}

/// A cell that may be left empty; words for having no value count as empty.
pub(super) fn unless_missing<T>(
    cell: &str, read: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<Option<T>, Wrong> {
    if says_nothing(cell) { Ok(None) } else { read(cell).map(Some) }
}

/// Whether a cell is empty or holds a word for having no value. "None" is one
/// here, though not among scores, where it can be the name of a level.
pub(super) fn says_nothing(cell: &str) -> bool {
    missing(cell).is_some() || cell.eq_ignore_ascii_case("none")
}

/// What kind of absence a cell states. Most cells are empty or start with a
/// digit, which spares the look-up.
pub(super) fn missing(cell: &str) -> Option<Missing> {
    match cell.bytes().next() {
        None => Some(Missing::Blank),
        Some(first) if first.is_ascii_digit() => None,
        Some(_) => missing_word(cell),
    }
}

/// Why there is no score or value, when the cell says that there is none: by a
/// word for having none, or by one of our own states.
pub(super) fn absent(cell: &str) -> Option<Unscored> {
    let digit = cell.bytes().next().is_some_and(|first| first.is_ascii_digit());
    let own = || if digit { None } else { Unscored::parse(cell) };
    missing(cell).map(unscored).or_else(own)
}

/// Why there is no score or value. What is not known could have been known, so
/// it is not scored; nothing is read as not applicable unless the cell says so.
fn unscored(missing: Missing) -> Unscored {
    match missing {
        Missing::Blank | Missing::NotScored | Missing::NotAvailable | Missing::Confidential => {
            Unscored::NotScored
        }
        Missing::NotApplicable => Unscored::NotApplicable,
        Missing::NotDue => Unscored::NotDue,
    }
}

/// A state that says why there is no score; `scored` says that there is one.
pub(super) fn state(cell: &str) -> Result<Option<Unscored>, Wrong> {
    if cell.is_empty() || plain(cell) == "scored" {
        return Ok(None);
    }
    absent(cell)
        .map(Some)
        .ok_or_else(|| not_among("a state", Unscored::ALL.iter().map(|one| one.word())))
}

/// A day.
pub(super) fn date(cell: &str) -> Result<NaiveDate, Wrong> {
    let read = |problem: crate::domain::dates::DateProblem| {
        Wrong::split(&problem.to_string(), "this is not a date that can be read")
    };
    iso(cell).map_or_else(|| parse_date(cell).map_err(read), Ok)
}

// The commonest form, read without allocating.
fn iso(cell: &str) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = cell.as_bytes() else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(10);
    let two = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
    let year = i32::try_from(two(y1, y2)? * 100 + two(y3, y4)?).ok()?;
    NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)
}

/// Whose score it is.
pub(super) fn side(cell: &str) -> Result<Side, Wrong> {
    let other = || match plain(cell).as_str() {
        "buyer" | "customer" | "authority" => Some(Side::Client),
        "vendor" | "provider" | "contractor" => Some(Side::Supplier),
        "joint" => Some(Side::Agreed),
        _ => None,
    };
    let exact = Side::ALL.iter().copied().find(|side| side.word() == cell);
    let known = exact.or_else(|| Side::parse(cell)).or_else(other);
    known.ok_or_else(|| not_among("a side", Side::ALL.iter().map(|side| side.word())))
}

/// Which way is better.
pub(super) fn direction(cell: &str) -> Result<Direction, Wrong> {
    let other = || match plain(cell).as_str() {
        "higherbetter" | "moreisbetter" | "maximise" | "maximize" => Some(Direction::Higher),
        "lowerbetter" | "lessisbetter" | "minimise" | "minimize" => Some(Direction::Lower),
        "closest" | "nearesttotarget" | "ontarget" => Some(Direction::Nearest),
        _ => None,
    };
    Direction::parse(cell).or_else(other).ok_or_else(|| no_direction(cell))
}

// Orders of sorting are refused rather than read: in some files the first in
// ascending order is the best, in others the last.
fn no_direction(cell: &str) -> Wrong {
    let words = Direction::ALL.iter().map(|direction| direction.word());
    if ["asc", "ascending", "desc", "descending"].contains(&plain(cell).as_str()) {
        let message = "this is an order of sorting, and does not say which way is better";
        return Wrong { message: message.to_owned(), ..not_among("", words) };
    }
    not_among("a direction", words)
}

/// A level of knowledge, by number or word.
pub(super) fn level(cell: &str) -> Result<Level, Wrong> {
    let remedy = "Use 0 none, 1 aware, 2 shadow, 3 reverse shadow or 4 independent";
    Level::read(cell).ok_or_else(|| Wrong::new("this is not a level of knowledge", remedy))
}

/// How the supplier is paid.
pub(super) fn pricing(cell: &str) -> Result<PricingModel, Wrong> {
    let other = || match plain(cell).as_str() {
        "timeandmaterials" | "tm" | "dayrates" => Some(PricingModel::DayRate),
        "fixed" => Some(PricingModel::FixedPrice),
        "cappedtimeandmaterials" | "cappedtm" => Some(PricingModel::Capped),
        "outcomebased" | "paymentbyresults" => Some(PricingModel::Outcome),
        _ => None,
    };
    let words = PricingModel::ALL.iter().map(|model| model.word());
    PricingModel::parse(cell).or_else(other).ok_or_else(|| not_among("a pricing model", words))
}

/// Where the people work.
pub(super) fn working(cell: &str) -> Result<WorkingPattern, Wrong> {
    let words = WorkingPattern::ALL.iter().map(|pattern| pattern.word());
    WorkingPattern::parse(cell).ok_or_else(|| not_among("a working pattern", words))
}

pub(super) fn not_among(what: &str, words: impl Iterator<Item = &'static str>) -> Wrong {
    let words: Vec<&str> = words.collect();
    let (last, rest) = words.split_last().unwrap_or((&"", &[]));
    Wrong::new(format!("this is not {what}"), format!("Use {} or {last}", rest.join(", ")))
}

/// An amount in pounds and pence.
pub(super) fn money(cell: &str) -> Result<Money, Wrong> {
    let amount = decimal(cell, Money::PLACES).map_err(|problem| no_number(&problem))?;
    let message = "an amount of money is from 0 to 90,000,000,000,000,000";
    Money::new(amount).ok_or_else(|| Wrong::new(message, "Enter the amount in pounds"))
}

/// How many there are of something.
pub(super) fn count(cell: &str) -> Result<u32, Wrong> {
    let number = decimal(cell, 0).map_err(|problem| no_number(&problem))?;
    let message = "a count is a whole number from 0 to 4,294,967,295";
    u32::try_from(number).map_err(|_other| Wrong::new(message, "Count them again"))
}

/// A measured value or a target; a percent sign says nothing more than the unit does.
pub(super) fn kpi_value(
    cell: &str, (decimals, surface): (Decimals, Surface),
) -> Result<KpiValue, Wrong> {
    let number = match (decimal(cell.strip_suffix('%').unwrap_or(cell), KpiValue::PLACES), decimals)
    {
        (Ok(number), _) => number,
        (Err(NumberProblem::TooManyPlaces { value, limit }), Decimals::Rounded) => {
            value.round_dp_with_strategy(limit, RoundingStrategy::MidpointAwayFromZero)
        }
        (Err(NumberProblem::TooManyPlaces { limit, .. }), Decimals::AsWritten) => {
            let message = format!("this has more than {limit} decimal places");
            let remedy = format!("Round it to {limit}, or {}", surface.to_round());
            return Err(Wrong::new(message, remedy));
        }
        (Err(problem), _) => return Err(no_number(&problem)),
    };
    let message = "a value is from −9,000,000,000,000 to 9,000,000,000,000";
    KpiValue::new(number).ok_or_else(|| Wrong::new(message, "Use a larger unit"))
}

fn no_number(problem: &NumberProblem) -> Wrong {
    Wrong::split(&problem.to_string(), "this is not a number that can be read")
}

fn decimal(cell: &str, places: u32) -> Result<Decimal, NumberProblem> {
    let simple = digits(cell).filter(|number| number.scale() <= places);
    simple.map_or_else(|| parse_decimal(cell, places), Ok)
}

// The commonest form, read without allocating: digits and at most one point.
fn digits(cell: &str) -> Option<Decimal> {
    let plain = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let (first, rest) = cell.as_bytes().split_first()?;
    let simple = (first.is_ascii_digit() || *first == b'-') && rest.iter().all(plain);
    (simple && rest.len() < 18).then(|| Decimal::from_str_exact(cell).ok()).flatten()
}

/// What becomes of more decimals than are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimals {
    /// They are a problem.
    #[default]
    AsWritten,
    /// Values are rounded, half away from zero.
    Rounded,
}
