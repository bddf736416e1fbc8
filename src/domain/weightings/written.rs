//! Weights as buyers write them, read without guessing.

use super::reading::{Reading, Sign};
use crate::domain::exact::PublishedWeight;
use crate::domain::numbers::{NumberProblem, missing_word, parse_figure};
use crate::domain::texts::one_line;
use rust_decimal::Decimal;

/// A weight as it was published, and what was read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighting {
    /// The buyer's own words.
    pub published: String,
    /// What was read in them.
    pub reading: Reading,
}

/// Why a weight is a slip rather than something a buyer can have meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is below 0.
    #[error("A weight cannot be below 0. Enter what the criterion weighs")]
    Negative,
    /// It is more than anybody gives.
    #[error("A weight is from 0 to 1,000,000. Enter it in percent or in points")]
    TooLarge,
    /// A range that ends below its start.
    #[error("The range ends below its start. Write the lower weight first")]
    Backwards,
    /// A number that is not written as numbers are here.
    #[error(transparent)]
    Number(#[from] NumberProblem),
}

/// A number with the sign that stands with it.
type Figure = (PublishedWeight, Sign);

impl Weighting {
    /// Reads a weight.
    ///
    /// # Errors
    /// When it is a slip; words are kept as words.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let published = one_line(text);
        let reading = read(&published)?;
        Ok(Self { published, reading })
    }

    /// The words that stand behind a percentage.
    #[must_use]
    pub fn words_beside(&self) -> Option<&str> {
        let percent = matches!(self.reading, Reading::Exact(_, Sign::Percent));
        if percent { percent_and_words(&self.published).map(|(_, words)| words) } else { None }
    }
}

fn read(text: &str) -> Result<Reading, Unreadable> {
    if missing_word(text).is_some() || text.eq_ignore_ascii_case("none") {
        return Ok(Reading::Missing);
    }
    let typed = sum(text).or_else(|| two(text)).or_else(|| order(text)).or_else(|| points(text));
    match typed {
        Some(reading) => Ok(reading),
        None => range(text).unwrap_or_else(|| number(text)),
    }
}

/// One number, or nothing when the text is not just that.
fn figure(text: &str) -> Option<Figure> {
    let text = text.trim();
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    exact(&said_in_words(text)).ok()
}

fn exact(text: &str) -> Result<Figure, Unreadable> {
    let read = parse_figure(text, PublishedWeight::PLACES)?;
    if read.value < Decimal::ZERO {
        return Err(Unreadable::Negative);
    }
    let weight = PublishedWeight::new(read.value).ok_or(Unreadable::TooLarge)?;
    Ok((weight, if read.percent { Sign::Percent } else { Sign::None }))
}

/// `70 per cent` as `70 %`.
fn said_in_words(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare = ["per cent", "percent", "pct"].iter().find_map(|word| lower.strip_suffix(word));
    bare.map_or_else(|| text.to_owned(), |bare| format!("{bare}%"))
}

/// `50%+20%`.
fn sum(text: &str) -> Option<Reading> {
    let parts: Option<Vec<Figure>> = text.split('+').map(figure).collect();
    let parts = parts.filter(|parts| 1 < parts.len())?;
    let total = parts.iter().map(|(one, _)| one.scaled()).sum();
    let percent = parts.iter().any(|(_, sign)| *sign == Sign::Percent);
    let sign = if percent { Sign::Percent } else { Sign::None };
    Some(Reading::Sum(PublishedWeight::from_scaled(total)?, sign))
}

/// `600 out of 1000`, and `600/1000`; but `600/400` or `40/60` may be both sides of a split.
fn two(text: &str) -> Option<Reading> {
    let said = [" out of ", " of "].iter().find_map(|word| text.split_once(word));
    if let Some((points, of)) = said {
        let ((points, _), (of, _)) = (figure(points)?, figure(without_points(of))?);
        return (points <= of).then_some(Reading::Points(points, Some(of)));
    }
    let (one, two) = text.split_once('/')?;
    let ((one, sign), (two, other)) = (figure(one)?, figure(without_points(two))?);
    let bare = (sign, other) == (Sign::None, Sign::None);
    let whole = bare && one <= two && is_whole(two);
    Some(if whole { Reading::Points(one, Some(two)) } else { Reading::Split(one, two) })
}

/// Whether points are commonly given out of this many.
fn is_whole(of: PublishedWeight) -> bool {
    [10, 100, 1_000, 10_000].iter().any(|whole| of.decimal() == Decimal::from(*whole))
}

fn without_points(text: &str) -> &str {
    let bare = ["points", "point", "pts", "marks"].iter().find_map(|word| text.strip_suffix(word));
    bare.unwrap_or(text)
}

/// `600 points`.
fn points(text: &str) -> Option<Reading> {
    let lower = text.to_lowercase();
    let bare = without_points(&lower);
    if bare.len() == lower.len() {
        return None;
    }
    figure(bare).map(|(points, _)| Reading::Points(points, None))
}

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// `1st`, `second`, `order 3` or `rank 3`. A bare number is a weight.
fn order(text: &str) -> Option<Reading> {
    let lower = text.to_lowercase();
    let word = (1..).zip(ORDINALS).find(|(_, word)| *word == lower).map(|(place, _)| place);
    let said = ["order", "rank", "priority"].iter().find_map(|word| lower.strip_prefix(word));
    let ended = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
    let place = word.or_else(|| said.or(ended)?.trim().parse::<i64>().ok())?;
    let place = (0 < place).then(|| PublishedWeight::new(place.into()))?;
    place.map(Reading::Order)
}

/// `60-85%` or `60% to 85%`.
fn range(text: &str) -> Option<Result<Reading, Unreadable>> {
    let (low, high) = text.split_once(['-', '–', '—']).or_else(|| text.split_once(" to "))?;
    let ((low, _), (high, _)) = (figure(low)?, figure(high)?);
    Some(if low <= high { Ok(Reading::Range(low, high)) } else { Err(Unreadable::Backwards) })
}

fn number(text: &str) -> Result<Reading, Unreadable> {
    match exact(&said_in_words(text)) {
        // An amount of money weighs nothing.
        Ok(_) if text.starts_with('£') || text.starts_with("GBP") => Ok(Reading::Words),
        Ok((weight, sign)) => Ok(Reading::Exact(weight, sign)),
        Err(Unreadable::Number(NumberProblem::NotANumber(_) | NumberProblem::Missing(_))) => {
            let read = percent_and_words(text).and_then(|(percent, _)| figure(percent));
            Ok(read.map_or(Reading::Words, |(weight, sign)| Reading::Exact(weight, sign)))
        }
        Err(other) => Err(other),
    }
}

/// A percentage, and the words behind it. Without the sign a number among words can be anything.
fn percent_and_words(text: &str) -> Option<(&str, &str)> {
    let (number, words) = text.split_once('%')?;
    let begins = words.trim().chars().next().is_some_and(char::is_alphabetic);
    let percent = text.get(..number.len() + 1)?;
    (begins && figure(percent).is_some()).then_some((percent, words.trim()))
}
