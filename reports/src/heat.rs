//! The heat table: every figure of every item and meeting, on a tint that follows the figure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::canvas::{Colour, HEAT, Scene, WHITE};
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{About, Axis, Break, Event, Reading};
use crate::measure::sentence_case;
use crate::notes;
use crate::plot::heat::{HeatPlot, Row};
use crate::sheet::Table;
use crate::words;

/// At most this many rows are drawn; the table and the file have all.
const MOST_ROWS: usize = 40;

/// A table of figures with tints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatTable {
    /// Subject, subtitle and measure.
    pub about: About,
    /// What a row is, singular and plural: `criterion`, `criteria`.
    pub kind: (String, String),
    /// What a column is, such as `meeting`.
    pub each: String,
    /// The whole scale, which the tints divide into five.
    pub axis: Axis,
    /// The columns in order of time.
    pub columns: Vec<HeatColumn>,
    /// The rows in reading order.
    pub rows: Vec<HeatRow>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatColumn {
    /// When.
    pub date: NaiveDate,
    /// How the date is written.
    pub label: String,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    /// What was scored.
    pub label: String,
    /// One reading for each column.
    pub cells: Vec<Reading>,
}

/// A tint from 1, the lowest fifth of the scale, to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tint(u8);

impl Tint {
    /// Every tint from the lowest up.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// Its number, 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its ground as `#rrggbb`; text on it is dark.
    #[must_use]
    pub fn hex(self) -> String {
        let (red, green, blue) = self.ground();
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn ground(self) -> Colour {
        let place = usize::from(self.0.saturating_sub(1));
        HEAT.get(place).copied().unwrap_or(WHITE)
    }
}

impl Chart for HeatTable {
    fn headline(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let Some((row, value, label)) = self.lowest() else {
            let none = "No scores yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let value = measure.spoken(value);
        words::headline(vec![
            format!("{row} is lowest for {subject} at {value}, {label}"),
            format!("{row} is lowest at {value}, {label}"),
            format!("Lowest {}: {value}, {label}", measure.name),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let (kind, each) = (&self.kind.0, &self.each);
        format!("Heat table of {} by {kind} and {each} for {subject}.", measure.name)
    }

    fn description(&self) -> String {
        let none = if self.lowest().is_none() { "No scores yet." } else { "" };
        let rows = self.rows.iter().filter_map(|row| self.sentence(row));
        let marked = notes::sentences(&self.events, &self.breaks);
        let parts = [none.to_owned(), self.undrawn()].into_iter().chain(rows).chain([marked]);
        words::sentences(parts)
    }

    fn table(&self) -> Table {
        let name = sentence_case(&self.kind.0);
        let mut table = Table::new(self.caption(), &[&name]);
        let notes = self.notes();
        for column in &self.columns {
            let has_break = notes.get(&column.date).is_some_and(|note| note.contains("[b]"));
            let mark = if has_break { " [b]" } else { "" };
            table.header.push(format!("{}{mark}", column.label));
        }
        for row in &self.rows {
            let cells = self.cells(row).map(|reading| reading.shown(&self.about.measure));
            table.rows.push([row.label.clone()].into_iter().chain(cells).collect());
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["label", "date", "period", "value", "shorthand", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for row in &self.rows {
            for (column, reading) in self.columns.iter().zip(self.cells(row)) {
                table.rows.push(vec![
                    row.label.clone(),
                    column.date.to_string(),
                    column.label.clone(),
                    reading.exact(),
                    reading.shorthand().to_owned(),
                    notes.get(&column.date).cloned().unwrap_or_default(),
                ]);
            }
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        self.axis.reach()?;
        let rows = self.rows.iter().take(MOST_ROWS).map(|row| Row {
            label: &row.label,
            cells: self.cells(row).map(|reading| self.cell(reading)).collect(),
        });
        let left_out = self.undrawn();
        let plot = HeatPlot {
            title: format!("{}. {left_out}", self.about.measure.axis_title())
                .trim_end_matches(['.', ' '])
                .to_owned(),
            each: &self.each,
            columns: self.columns.iter().map(|one| (one.date, one.label.as_str())).collect(),
            rows: rows.collect(),
            events: &self.events,
            breaks: &self.breaks,
            empty: "No scores yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl HeatTable {
    /// The tint of a reading; a gap has none.
    #[must_use]
    pub fn tint(&self, reading: Reading) -> Option<Tint> {
        let (low, high) = (self.axis.min, self.axis.max);
        let share = reading.value()?.checked_sub(low)?.checked_div(high.checked_sub(low)?)?;
        let fifth = share.checked_mul(Decimal::from(5))?.floor().to_i64()?.clamp(0, 4);
        u8::try_from(fifth + 1).ok().map(Tint)
    }

    /// The same table with only the latest columns.
    #[must_use]
    pub fn latest(&self, columns: usize) -> Self {
        let skipped = self.columns.len().saturating_sub(columns);
        let mut latest = self.clone();
        latest.columns.drain(..skipped);
        for row in &mut latest.rows {
            row.cells.drain(..skipped.min(row.cells.len()));
        }
        latest
    }

    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        let name = sentence_case(&measure.name);
        format!("{name} by {} and {} for {subject}. {subtitle}", self.kind.0, self.each)
    }

    /// As many readings as there are columns.
    fn cells(&self, row: &HeatRow) -> impl Iterator<Item = Reading> {
        let missing = Reading::Missing(crate::figures::Gap::NotScored);
        let cells = row.cells.clone().into_iter().chain(std::iter::repeat(missing));
        cells.take(self.columns.len())
    }

    fn cell(&self, reading: Reading) -> (String, Colour) {
        let ground = self.tint(reading).map_or(WHITE, Tint::ground);
        (reading.shown(&self.about.measure), ground)
    }

    /// The lowest figure of the latest column that has any.
    fn lowest(&self) -> Option<(&str, Decimal, &str)> {
        let mut places = (0..self.columns.len()).rev();
        places.find_map(|at| {
            let figures = self
                .rows
                .iter()
                .filter_map(|row| Some((row.label.as_str(), row.cells.get(at)?.value()?)));
            let (row, value) = figures.min_by_key(|(_, value)| *value)?;
            Some((row, value, self.columns.get(at)?.label.as_str()))
        })
    }

    fn undrawn(&self) -> String {
        let all = self.rows.len();
        if all <= MOST_ROWS {
            return String::new();
        }
        format!("The picture shows the first {MOST_ROWS} of {all} {}.", self.kind.1)
    }

    /// `Quality: 4 (5 Jan 2026) to 3 (9 Feb 2026), lowest 2; 1 gap.`
    fn sentence(&self, row: &HeatRow) -> Option<String> {
        let measure = &self.about.measure;
        let figures: Vec<(Decimal, &str)> = self
            .columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, reading)| Some((reading.value()?, column.label.as_str())))
            .collect();
        let gaps = self.columns.len() - figures.len();
        let ((first, from), (last, to)) = figures.first().zip(figures.last())?;
        let lowest = figures.iter().map(|(value, _)| *value).min()?;
        let gaps =
            if gaps > 0 { format!("; {}", words::count(gaps, "gap")) } else { String::new() };
        if from == to {
            return Some(format!("{}: {} ({from}){gaps}.", row.label, measure.spoken(*first)));
        }
        Some(format!(
            "{}: {} ({from}) to {} ({to}), lowest {}{gaps}.",
            row.label,
            measure.spoken(*first),
            measure.spoken(*last),
            measure.spoken(lowest),
        ))
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.columns.iter().map(|column| column.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}
