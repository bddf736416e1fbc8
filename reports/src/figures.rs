//! The vocabulary of a chart: readings over time and what is marked beside them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::measure::Measure;

/// What a chart is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Whose figures these are, such as the contract's title.
    pub subject: String,
    /// Measure, coverage and period: the statistical subtitle.
    pub subtitle: String,
    /// What is measured.
    pub measure: Measure,
}

/// The full scale of a measure, drawn whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Lowest possible value.
    pub min: Decimal,
    /// Highest possible value.
    pub max: Decimal,
}

impl Axis {
    /// The scale of a composite.
    pub const HUNDRED: Self = Self { min: Decimal::ZERO, max: Decimal::ONE_HUNDRED };
}

/// One line of a trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Short name written at the end of the line, such as `Client`.
    pub name: String,
    /// Whose line it is, which decides colour, dashes and markers.
    pub style: SeriesStyle,
    /// Readings in any order.
    pub points: Vec<Point>,
}

/// Whose figures a line shows; the same look on every chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesStyle {
    /// The client's scores: dark blue, solid, circles.
    Client,
    /// The supplier's own scores: orange, dashed, squares.
    Supplier,
    /// What both agreed: dark pink, solid and thick, triangles.
    Agreed,
    /// A measured figure: turquoise, solid, diamonds.
    Measure,
}

/// One reading of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it stands on the time axis.
    pub date: NaiveDate,
    /// How the date or period is written, such as `5 Jan 2026` or `Q3 2026`.
    pub label: String,
    /// The figure, or why there is none.
    pub reading: Reading,
}

/// A published figure and its standing, or a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A final figure.
    Final(Decimal),
    /// Not signed off yet.
    Provisional(Decimal),
    /// Changed after a dispute or a reopening.
    Revised(Decimal),
    /// Estimated.
    Estimated(Decimal),
    /// No figure.
    Missing(Gap),
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nobody scored, or nothing took place.
    NotScored,
    /// The measure does not apply here.
    NotApplicable,
    /// The reader may not see it, or not yet.
    Sealed,
    /// Too little of the weight was scored for a composite.
    LowCoverage,
    /// The sides have not settled it.
    Disputed,
}

/// A value to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The value.
    pub value: Decimal,
    /// Text at the end of its line, such as `Target`.
    pub label: String,
}

/// Something that happened, numbered on the chart in date order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub date: NaiveDate,
    /// What happened, in 50 characters or so.
    pub title: String,
}

/// A date from which figures are not comparable with those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// First day of the new design.
    pub date: NaiveDate,
    /// What changed, such as `Weights changed`.
    pub label: String,
}

impl Reading {
    /// The figure, if there is one.
    pub fn value(self) -> Option<Decimal> {
        match self {
            Self::Final(value)
            | Self::Provisional(value)
            | Self::Revised(value)
            | Self::Estimated(value) => Some(value),
            Self::Missing(_) => None,
        }
    }

    /// Shorthand of the standing: `[x]`, `[p]` and so on; empty for a final figure.
    pub fn shorthand(self) -> &'static str {
        match self {
            Self::Final(_) => "",
            Self::Provisional(_) => "[p]",
            Self::Revised(_) => "[r]",
            Self::Estimated(_) => "[e]",
            Self::Missing(gap) => gap.shorthand(),
        }
    }

    /// The figure as published, exactly; empty for a gap.
    pub(crate) fn exact(self) -> String {
        self.value().map_or_else(String::new, |value| value.to_string())
    }

    /// The figure as shown with its shorthand: `71.4`, `71.4 [p]`, `[x]`.
    pub(crate) fn shown(self, measure: &Measure) -> String {
        let figure = self.value().map_or_else(String::new, |value| measure.label(value));
        format!("{figure} {}", self.shorthand()).trim().to_owned()
    }
}

impl Gap {
    /// Shorthand printed in tables and CSV.
    pub fn shorthand(self) -> &'static str {
        match self {
            Self::NotScored => "[x]",
            Self::NotApplicable => "[z]",
            Self::Sealed => "[c]",
            Self::LowCoverage => "[x1]",
            Self::Disputed => "[x2]",
        }
    }

    /// The reason in words, in mid-sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotScored => "not scored",
            Self::NotApplicable => "not applicable",
            Self::Sealed => "sealed",
            Self::LowCoverage => "too little scored",
            Self::Disputed => "disputed",
        }
    }
}

/// The points in date order.
pub(crate) fn by_date(points: &[Point]) -> Vec<&Point> {
    let mut sorted: Vec<&Point> = points.iter().collect();
    sorted.sort_by_key(|point| point.date);
    sorted
}

/// The events in date order, numbered from one.
pub(crate) fn numbered(events: &[Event]) -> Vec<(usize, &Event)> {
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by_key(|event| event.date);
    sorted.into_iter().enumerate().map(|(at, event)| (at + 1, event)).collect()
}
