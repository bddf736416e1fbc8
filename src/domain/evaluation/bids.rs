//! A bid as it came in: who, for how much, how good, and when.

use crate::domain::exact::Money;
use crate::domain::numbers::{NumberProblem, parse_figure};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::fmt;

/// Decimal places of a mark.
const PLACES: u32 = 12;

/// A bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// Who bids.
    pub bidder: String,
    /// The price, when one was given.
    pub price: Option<Money>,
    /// The quality, when it was scored.
    pub quality: Option<Quality>,
    /// When it came in, for methods that settle ties by it.
    pub submitted: Option<NaiveDateTime>,
}

/// Quality as evaluators put it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quality {
    /// One score: `80`, `60%`.
    One(Mark),
    /// A score for each question: `100/66/33`, or `0.1|0.05`.
    Many(Vec<Mark>),
    /// A score for each criterion by name: `tech=2.5/3|cult=2/3`.
    Named(Vec<(String, Mark)>),
}

/// A score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The score as written.
    pub value: Decimal,
    /// The most it could be, when that is said with it.
    pub of: Option<Decimal>,
}

/// Why a text is not a quality.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QualityProblem {
    /// A score is not a number.
    #[error("{0}")]
    Number(#[from] NumberProblem),
    /// A criterion has no name, or no score.
    #[error(
        "\"{0}\" is not a criterion and its score. Write the name, an equals sign and the score, \
         like tech=2.5/3"
    )]
    Unnamed(String),
    /// Two scores under one name.
    #[error("\"{0}\" is scored twice. Remove one of the two")]
    Twice(String),
}

impl Quality {
    /// Reads one score, several, or several with names.
    ///
    /// # Errors
    /// When some part of it is none.
    pub fn parse(text: &str) -> Result<Self, QualityProblem> {
        if text.contains('=') {
            return Ok(Self::Named(named(text)?));
        }
        let between = if text.contains('|') { '|' } else { '/' };
        if text.contains(between) {
            let marks = text.split(between).map(Mark::parse).collect::<Result<_, _>>()?;
            return Ok(Self::Many(marks));
        }
        Ok(Self::One(Mark::parse(text)?))
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |marks: &[Mark]| {
            let marks: Vec<String> = marks.iter().map(Mark::to_string).collect();
            marks.join(" | ")
        };
        match self {
            Self::One(mark) => mark.fmt(out),
            Self::Many(marks) => out.write_str(&joined(marks)),
            Self::Named(marks) => {
                let marks = marks.iter().map(|(name, mark)| format!("{name} {mark}"));
                out.write_str(&marks.collect::<Vec<_>>().join(" | "))
            }
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            Some(of) if of == Decimal::ONE_HUNDRED => write!(out, "{}%", self.value),
            Some(of) => write!(out, "{}/{of}", self.value),
            None => self.value.fmt(out),
        }
    }
}

impl Mark {
    /// A score of which the most is known otherwise.
    #[must_use]
    pub const fn plain(value: Decimal) -> Self {
        Self { value, of: None }
    }

    fn parse(text: &str) -> Result<Self, NumberProblem> {
        let figure = parse_figure(text, PLACES)?;
        let of = figure.percent.then_some(Decimal::ONE_HUNDRED);
        Ok(Self { value: figure.value, of })
    }

    fn parse_of(text: &str) -> Result<Self, NumberProblem> {
        let Some((value, of)) = text.split_once('/') else { return Self::parse(text) };
        let (value, of) = (Self::parse(value)?.value, Self::parse(of)?.value);
        Ok(Self { value, of: Some(of) })
    }
}

fn named(text: &str) -> Result<Vec<(String, Mark)>, QualityProblem> {
    let mut marks: Vec<(String, Mark)> = Vec::new();
    for part in text.split('|') {
        let unnamed = || QualityProblem::Unnamed(part.trim().to_owned());
        let (name, mark) = part.split_once('=').ok_or_else(unnamed)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(unnamed());
        }
        if marks.iter().any(|(other, _)| other == name) {
            return Err(QualityProblem::Twice(name.to_owned()));
        }
        marks.push((name.to_owned(), Mark::parse_of(mark)?));
    }
    Ok(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Result<Quality, &str>) {
        let read = Quality::parse(text).map_err(|problem| problem.to_string());
        assert_eq!(read, expected.clone().map_err(ToOwned::to_owned));
    }

    fn mark(value: i64, places: u32, of: Option<i64>) -> Mark {
        Mark { value: Decimal::new(value, places), of: of.map(Decimal::from) }
    }

    #[test]
    fn quality_is_one_score_or_several_or_several_with_names() {
        check("80", &Ok(Quality::One(mark(80, 0, None))));
        check("60%", &Ok(Quality::One(mark(60, 0, Some(100)))));
        check("-20", &Ok(Quality::One(mark(-20, 0, None))));
        let marks = [100, 66, 33].map(|value| mark(value, 0, None)).to_vec();
        check("100/66/33", &Ok(Quality::Many(marks)));
        let parts = vec![mark(1, 1, None), mark(5, 2, None)];
        check("0.1|0.05", &Ok(Quality::Many(parts)));
        let named =
            vec![("tech".to_owned(), mark(25, 1, Some(3))), ("cult".to_owned(), mark(2, 0, None))];
        check("tech=2.5/3|cult=2", &Ok(Quality::Named(named)));
    }

    #[test]
    fn what_is_no_quality_is_refused_with_what_to_do() {
        let digits = "is not a number. Use digits, like 1234.5";
        check("good", &Err(&format!("\"good\" {digits}")));
        check("2/3|1/3", &Err(&format!("\"2/3\" {digits}")));
        check("tech=2|tech=3", &Err("\"tech\" is scored twice. Remove one of the two"));
        let unnamed = "is not a criterion and its score. Write the name, an equals sign and the \
                       score, like tech=2.5/3";
        check("tech=2|3", &Err(&format!("\"3\" {unnamed}")));
        check("=2", &Err(&format!("\"=2\" {unnamed}")));
    }
}
