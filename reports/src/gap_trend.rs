//! The gap between two sides over time: one line, and which side scores higher above and below it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::{Dash, OUTLINE, Scene};
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{self, About, Break, Event, Point, Reading};
use crate::measure::sentence_case;
use crate::notes;
use crate::plot::lines::{Dot, Line, Pen};
use crate::plot::scale::{self, Reach};
use crate::plot::time::{Extras, Level, TimePlot};
use crate::sheet::Table;
use crate::words;

/// The axis reaches at least this far either way, so that small gaps look small.
const LEAST: i64 = 10;

/// One line over time: what the first side gave less what the second gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapTrend {
    /// Subject, subtitle and measure.
    pub about: About,
    /// The side that is taken from, such as `Client`.
    pub first: String,
    /// The side that is taken away, such as `Supplier`.
    pub second: String,
    /// Gaps in any order.
    pub points: Vec<Point>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

impl Chart for GapTrend {
    fn headline(&self) -> String {
        let subject = &self.about.subject;
        let Some(course) = self.course() else {
            let none = "No gap to show yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let (moved, since) = (self.movement(&course), course.since());
        let higher = self.higher(course.last.value);
        words::headline(vec![
            format!("Gap for {subject} {moved} {since}; {higher}"),
            format!("Gap {moved} {since}; {higher}"),
            format!("Gap {moved}; {higher}"),
            format!("Gap {moved}"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        format!("Line chart of {} for {}.", self.what(), self.about.subject)
    }

    fn description(&self) -> String {
        let Some(course) = self.course() else {
            let none = "No gap to show yet.".to_owned();
            return words::sentences([none, notes::sentences(&self.events, &self.breaks)]);
        };
        words::sentences([
            course.sentences(&self.about.measure),
            format!(
                "Above 0 {} scores higher; below 0 {} scores higher.",
                self.first.to_lowercase(),
                self.second.to_lowercase()
            ),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.caption(), &["Period", "Gap", "Notes"]);
        let notes = self.notes();
        for point in figures::by_date(&self.points) {
            let note = notes.get(&point.date).cloned().unwrap_or_default();
            let shown = point.reading.shown(&self.about.measure);
            table.rows.push(vec![point.label.clone(), shown, note]);
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "period", "gap", "shorthand", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for point in figures::by_date(&self.points) {
            table.rows.push(vec![
                point.date.to_string(),
                point.label.clone(),
                point.reading.exact(),
                point.reading.shorthand().to_owned(),
                notes.get(&point.date).cloned().unwrap_or_default(),
            ]);
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let above = format!("{} scores higher", self.first);
        let below = format!("{} scores higher", self.second);
        let extras = Extras {
            levels: vec![Level {
                value: Decimal::ZERO,
                days: None,
                pen: (OUTLINE, 2, Dash::Solid),
                name: None,
            }],
            sides: Some((&above, &below)),
            ..Extras::default()
        };
        let plot = TimePlot {
            measure: &self.about.measure,
            reach: self.reach(),
            whole: true,
            lines: vec![self.line()],
            target: None,
            events: &self.events,
            breaks: &self.breaks,
            remark: sentence_case(&self.what()),
            empty: "No gap to show yet",
            extras,
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl GapTrend {
    fn what(&self) -> String {
        format!("{} minus {}", self.first.to_lowercase(), self.second.to_lowercase())
    }

    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        let name = sentence_case(&measure.name);
        format!("{name}: {} for {subject}. {subtitle}", self.what())
    }

    fn line(&self) -> Line<'_> {
        let dots = figures::by_date(&self.points).into_iter().map(|point| Dot {
            date: point.date,
            label: &point.label,
            reading: point.reading,
            hollow: !matches!(point.reading, Reading::Final(_) | Reading::Revised(_)),
            special: None,
        });
        Line { name: "Gap", pen: Pen::difference(), dots: dots.collect() }
    }

    fn course(&self) -> Option<Course<'_>> {
        Course::of(&self.line(), &self.breaks)
    }

    /// The same length either way, with room beyond the widest gap.
    fn reach(&self) -> Reach {
        let sizes = self.points.iter().filter_map(|point| point.reading.value());
        let widest = sizes.map(|gap| gap.abs()).max().unwrap_or(Decimal::ZERO);
        let room = widest.checked_mul(Decimal::new(135, 2)).unwrap_or(widest);
        let far = scale::drawable(room.max(Decimal::from(LEAST)));
        Reach { low: -far, high: far }
    }

    /// `narrowed 3.1 points to 6.2 points`.
    fn movement(&self, course: &Course<'_>) -> String {
        let measure = &self.about.measure;
        let now = measure.change(course.last.value);
        if course.first.date == course.last.date {
            return format!("was {now}");
        }
        let change = measure.difference(course.first.value.abs(), course.last.value.abs());
        match change.cmp(&Decimal::ZERO) {
            std::cmp::Ordering::Less => format!("narrowed {} to {now}", measure.change(change)),
            std::cmp::Ordering::Equal => format!("held at {now}"),
            std::cmp::Ordering::Greater => format!("widened {} to {now}", measure.change(change)),
        }
    }

    fn higher(&self, gap: Decimal) -> String {
        match self.about.measure.difference(Decimal::ZERO, gap).cmp(&Decimal::ZERO) {
            std::cmp::Ordering::Less => format!("{} scores higher", self.second.to_lowercase()),
            std::cmp::Ordering::Equal => "both score the same".to_owned(),
            std::cmp::Ordering::Greater => format!("{} scores higher", self.first.to_lowercase()),
        }
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.points.iter().map(|point| point.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}
