//! How a figure is shown: its unit, its decimals, and the words for a change in it.

use rust_decimal::{Decimal, RoundingStrategy};

/// What is measured, and how its figures are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Name in mid-sentence, such as `score` or `incidents fixed on time`.
    pub name: String,
    /// Unit of every figure.
    pub unit: Unit,
    /// Decimals in labels and sentences; the CSV keeps the figures as given.
    pub places: u32,
}

/// Unit of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Points of a score.
    Points,
    /// A bare number.
    None,
    /// Per cent.
    Percent,
    /// Pounds sterling.
    Pounds,
    /// Anything else, in the plural: `days`, `people`.
    Named(String),
}

impl Measure {
    /// A score in points, shown to one decimal.
    pub fn score() -> Self {
        Self { name: "score".into(), unit: Unit::Points, places: 1 }
    }

    /// The figure as a label: `71.4`, `96.2%`, `£1,250`.
    pub fn label(&self, value: Decimal) -> String {
        self.unit.mark(number(value, self.places))
    }

    /// The figure in a sentence: as the label, with a named unit spelled out.
    pub(crate) fn spoken(&self, value: Decimal) -> String {
        match &self.unit {
            Unit::Named(unit) => format!("{} {unit}", number(value, self.places)),
            Unit::Points | Unit::None | Unit::Percent | Unit::Pounds => self.label(value),
        }
    }

    /// The size of a change in a sentence: `6.2 points`.
    pub(crate) fn change(&self, change: Decimal) -> String {
        let size = number(change.abs(), self.places);
        match &self.unit {
            Unit::Points if size == "1" => "1 point".into(),
            Unit::Points => format!("{size} points"),
            Unit::None => size,
            Unit::Percent if size == "1" => "1 percentage point".into(),
            Unit::Percent => format!("{size} percentage points"),
            Unit::Pounds => format!("£{size}"),
            Unit::Named(unit) => format!("{size} {unit}"),
        }
    }

    /// A tick of the axis, with only the decimals it needs.
    pub(crate) fn tick(&self, value: Decimal) -> String {
        let value = value.normalize();
        self.unit.mark(number(value, value.scale()))
    }

    /// The title over the axis: the measure, and its unit if ticks do not carry it.
    pub(crate) fn axis_title(&self) -> String {
        let name = sentence_case(&self.name);
        match &self.unit {
            Unit::Percent | Unit::Pounds | Unit::Points | Unit::None => name,
            Unit::Named(unit) => format!("{name} ({unit})"),
        }
    }

    /// The difference between two figures as they are shown, so that sentences add up.
    pub(crate) fn difference(&self, from: Decimal, to: Decimal) -> Decimal {
        let (from, to) = (rounded(from, self.places), rounded(to, self.places));
        to.checked_sub(from).unwrap_or(Decimal::ZERO)
    }
}

impl Unit {
    fn mark(&self, number: String) -> String {
        match self {
            Self::Points | Self::None | Self::Named(_) => number,
            Self::Percent => format!("{number}%"),
            Self::Pounds => match number.strip_prefix('-') {
                Some(size) => format!("-£{size}"),
                None => format!("£{number}"),
            },
        }
    }
}

/// The value rounded half away from zero and printed with exactly `places` decimals and
/// commas between thousands.
pub(crate) fn number(value: Decimal, places: u32) -> String {
    let width = usize::try_from(places).unwrap_or(0);
    let plain = format!("{:.width$}", rounded(value, places));
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{part}", grouped(whole))
}

/// The text with its first letter in upper case.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn rounded(value: Decimal, places: u32) -> Decimal {
    let value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if value.is_zero() { Decimal::ZERO } else { value }
}

fn grouped(whole: &str) -> String {
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
