//! What was read in a published weight, and its parts as they are kept.

use crate::domain::contracts::words;
use crate::domain::exact::PublishedWeight;

/// Whether a per cent sign stands with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It does.
    Percent,
    /// It does not: a percentage, points or a part of 1, which the other weights of the lot tell.
    None,
}

/// What was read in a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// One number, such as `70`, `70%`, `17.5` or `0.7`.
    Exact(PublishedWeight, Sign),
    /// Several numbers that add up, such as `50%+20%`.
    Sum(PublishedWeight, Sign),
    /// Any number from one to another, such as `60-85%`.
    Range(PublishedWeight, PublishedWeight),
    /// Points, such as `600 points`, and of how many where that is said.
    Points(PublishedWeight, Option<PublishedWeight>),
    /// Its place in the order of importance, such as `1st`.
    Order(PublishedWeight),
    /// Two numbers of which it is not said which one is meant, such as `600/400`.
    Split(PublishedWeight, PublishedWeight),
    /// Nothing.
    Missing,
    /// Words.
    Words,
}

words! {
    /// The form a weight was published in.
    Form {
        /// A percentage.
        Percent = "percent", "Percentage";
        /// A number.
        Number = "number", "Number";
        /// Percentages that add up.
        PercentSum = "percent_sum", "Sum of percentages";
        /// Numbers that add up.
        NumberSum = "number_sum", "Sum of numbers";
        /// A range.
        Range = "range", "Range";
        /// Points.
        Points = "points", "Points";
        /// A place in the order of importance.
        Order = "order", "Order of importance";
        /// Two numbers in one.
        Split = "split", "Two numbers";
        /// Nothing.
        Missing = "missing", "Missing";
        /// Words.
        Words = "words", "Words";
    }
}

/// The numbers of a weight as they are kept, the lower or only one first.
type Numbers = (Option<PublishedWeight>, Option<PublishedWeight>);

impl Reading {
    /// The form it was published in.
    #[must_use]
    pub const fn form(self) -> Form {
        match self {
            Self::Exact(_, Sign::Percent) => Form::Percent,
            Self::Exact(_, Sign::None) => Form::Number,
            Self::Sum(_, Sign::Percent) => Form::PercentSum,
            Self::Sum(_, Sign::None) => Form::NumberSum,
            Self::Range(..) => Form::Range,
            Self::Points(..) => Form::Points,
            Self::Order(_) => Form::Order,
            Self::Split(..) => Form::Split,
            Self::Missing => Form::Missing,
            Self::Words => Form::Words,
        }
    }

    /// The numbers in it.
    #[must_use]
    pub const fn numbers(self) -> Numbers {
        match self {
            Self::Exact(one, _) | Self::Sum(one, _) | Self::Order(one) => (Some(one), None),
            Self::Range(low, high) | Self::Split(low, high) => (Some(low), Some(high)),
            Self::Points(points, of) => (Some(points), of),
            Self::Missing | Self::Words => (None, None),
        }
    }

    /// What a form and its numbers stand for, unless they do not fit.
    #[must_use]
    pub fn of(form: Form, (low, high): Numbers) -> Option<Self> {
        Some(match (form, low, high) {
            (Form::Percent, Some(one), None) => Self::Exact(one, Sign::Percent),
            (Form::Number, Some(one), None) => Self::Exact(one, Sign::None),
            (Form::PercentSum, Some(one), None) => Self::Sum(one, Sign::Percent),
            (Form::NumberSum, Some(one), None) => Self::Sum(one, Sign::None),
            (Form::Range, Some(low), Some(high)) if low <= high => Self::Range(low, high),
            (Form::Points, Some(points), of) => Self::Points(points, of),
            (Form::Order, Some(place), None) => Self::Order(place),
            (Form::Split, Some(one), Some(two)) => Self::Split(one, two),
            (Form::Missing, None, None) => Self::Missing,
            (Form::Words, None, None) => Self::Words,
            _ => return None,
        })
    }
}
