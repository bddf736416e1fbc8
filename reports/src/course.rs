//! The course of one line: where it began, where it stands, its range and its gaps.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::figures::{Break, Reading};
use crate::measure::Measure;
use crate::plot::lines::Line;
use crate::words;

/// A line read from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Course<'a> {
    pub(crate) name: &'a str,
    /// First figure that the last can be compared with: none before the last break.
    pub(crate) first: Stop<'a>,
    pub(crate) last: Stop<'a>,
    lowest: Stop<'a>,
    highest: Stop<'a>,
    gaps: Vec<String>,
    /// Whether figures before a break were left out of the comparison.
    broken: bool,
}

/// One figure on the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop<'a> {
    pub(crate) date: NaiveDate,
    pub(crate) label: &'a str,
    pub(crate) value: Decimal,
    reading: Reading,
}

impl<'a> Course<'a> {
    /// The course of a line, if it has a figure at all.
    pub(crate) fn of(line: &Line<'a>, breaks: &[Break]) -> Option<Self> {
        let stops: Vec<Stop<'a>> = line
            .dots
            .iter()
            .filter_map(|dot| {
                let value = dot.reading.value()?;
                Some(Stop { date: dot.date, label: dot.label, value, reading: dot.reading })
            })
            .collect();
        let last = *stops.last()?;
        let opened = breaks.iter().map(|new| new.date).filter(|date| *date <= last.date).max();
        let first = *stops.iter().find(|stop| opened.is_none_or(|date| stop.date >= date))?;
        Some(Self {
            name: line.name,
            first,
            last,
            lowest: *stops.iter().min_by_key(|stop| stop.value)?,
            highest: *stops.iter().max_by_key(|stop| stop.value)?,
            gaps: gaps(line),
            broken: stops.first().is_some_and(|stop| stop.date < first.date),
        })
    }

    /// `rose 6.2 points to 71.4`, `held at 71.4`, `was 71.4`.
    pub(crate) fn movement(&self, measure: &Measure) -> String {
        let now = format!("{}{}", measure.spoken(self.last.value), self.standing());
        if self.first.date == self.last.date {
            return format!("was {now}");
        }
        let change = measure.difference(self.first.value, self.last.value);
        if change.is_zero() {
            return format!("held at {now}");
        }
        let verb = if change > Decimal::ZERO { "rose" } else { "fell" };
        format!("{verb} {} to {now}", measure.change(change))
    }

    /// `since January 2025`, or the date of the only figure.
    pub(crate) fn since(&self) -> String {
        if self.first.date == self.last.date {
            return format!("on {}", words::day(self.last.date));
        }
        format!("since {}", words::since(self.first.date, self.last.date))
    }

    /// First, last, change, range and gaps.
    pub(crate) fn sentences(&self, measure: &Measure) -> String {
        let name = self.name;
        words::sentences([
            format!("{name} {} {}.", self.movement(measure), self.since()),
            self.start(measure),
            self.range(measure),
            self.missing(),
        ])
    }

    /// How many readings have no figure.
    pub(crate) fn gap_count(&self) -> usize {
        self.gaps.len()
    }

    fn standing(&self) -> &'static str {
        match self.last.reading {
            Reading::Final(_) | Reading::Missing(_) => "",
            Reading::Provisional(_) => " (provisional)",
            Reading::Revised(_) => " (revised)",
            Reading::Estimated(_) => " (estimated)",
        }
    }

    fn start(&self, measure: &Measure) -> String {
        if self.first.date == self.last.date {
            return String::new();
        }
        let from = if self.broken { "First figure since the break" } else { "First figure" };
        format!(
            "{from} {} ({}), last {} ({}).",
            measure.spoken(self.first.value),
            self.first.label,
            measure.spoken(self.last.value),
            self.last.label,
        )
    }

    fn range(&self, measure: &Measure) -> String {
        if self.lowest.value == self.highest.value {
            return String::new();
        }
        format!(
            "Lowest {} ({}), highest {} ({}).",
            measure.spoken(self.lowest.value),
            self.lowest.label,
            measure.spoken(self.highest.value),
            self.highest.label,
        )
    }

    fn missing(&self) -> String {
        if self.gaps.is_empty() {
            return String::new();
        }
        let many = words::count(self.gaps.len(), "gap");
        format!("{many}: {}.", words::some(&self.gaps, 6))
    }
}

fn gaps(line: &Line<'_>) -> Vec<String> {
    let missing = line.dots.iter().filter_map(|dot| match dot.reading {
        Reading::Missing(gap) => Some(format!("{} {}", dot.label, gap.words())),
        Reading::Final(_)
        | Reading::Provisional(_)
        | Reading::Revised(_)
        | Reading::Estimated(_) => None,
    });
    missing.collect()
}
