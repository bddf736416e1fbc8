//! The trend of a composite: client, supplier and agreed lines on the full scale.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::canvas::Scene;
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{self, About, Axis, Break, Event, Gap, Point, Reading, Series, Target};
use crate::measure;
use crate::notes;
use crate::plot::lines::{Dot, Line};
use crate::plot::scale::{self, Reach};
use crate::plot::time::{Extras, TimePlot};
use crate::sheet::Table;
use crate::words;

/// Up to four lines over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendChart {
    /// Subject, subtitle and measure.
    pub about: About,
    /// The whole scale; it is widened if a value lies outside it.
    pub axis: Axis,
    /// The lines in the order they are named; the first is the headline's.
    pub series: Vec<Series>,
    /// A value to reach, if one is set.
    pub target: Option<Target>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

impl Chart for TrendChart {
    fn headline(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let Some(course) = self.courses().into_iter().next() else {
            let none = self.nothing().to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let what = format!("{} {}", course.name, measure.name);
        let (moved, since) = (course.movement(measure), course.since());
        words::headline(vec![
            format!("{what} for {subject} {moved} {since}"),
            format!("{what} {moved} {since}"),
            format!("{what} {moved}"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let names: Vec<String> = self.series.iter().map(|series| series.name.clone()).collect();
        match names.as_slice() {
            [] => format!("Empty line chart of {} for {subject}.", measure.name),
            _ => format!("Line chart of {} {} for {subject}.", words::list(&names), measure.name),
        }
    }

    fn description(&self) -> String {
        let measure = &self.about.measure;
        let courses = self.courses();
        let lines = courses.iter().map(|course| course.sentences(measure));
        let empty = if courses.is_empty() { format!("{}.", self.nothing()) } else { String::new() };
        let target = self
            .target
            .iter()
            .map(|target| format!("{}: {}.", target.label, measure.spoken(target.value)));
        let marked = notes::sentences(&self.events, &self.breaks);
        words::sentences([empty].into_iter().chain(lines).chain(target).chain([marked]))
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.caption(), &["Period"]);
        table.header.extend(self.series.iter().map(|series| series.name.clone()));
        table.header.extend(self.target.iter().map(|target| target.label.clone()));
        table.header.push("Notes".into());
        let notes = self.notes();
        for (date, (label, cells)) in self.by_period() {
            let shown = cells.iter().map(|cell| {
                cell.map_or_else(String::new, |reading| reading.shown(&self.about.measure))
            });
            let target = self.target.iter().map(|target| self.about.measure.label(target.value));
            let note = notes.get(&date).cloned().unwrap_or_default();
            let cells = shown.chain(target).chain([note]);
            table.rows.push([label.to_owned()].into_iter().chain(cells).collect());
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "period", "series", "value", "shorthand", "target", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        let target = self.target.as_ref().map_or_else(String::new, |goal| goal.value.to_string());
        for series in &self.series {
            for point in figures::by_date(&series.points) {
                let note = notes.get(&point.date).cloned().unwrap_or_default();
                table.rows.push(record(&series.name, point, (target.clone(), note)));
            }
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        if self.series.len() > 4 {
            return Err(DrawError::TooManySeries(self.series.len()));
        }
        let reach = self.axis.reach()?.covering(self.values());
        let lines = self.lines();
        let start = lines.iter().filter_map(|line| line.dots.first()).map(|dot| dot.date).min();
        let target = self.target.as_ref().zip(start);
        let plot = TimePlot {
            measure: &self.about.measure,
            reach,
            whole: true,
            lines,
            target: target.map(|(goal, start)| (vec![(start, goal.value)], goal.label.as_str())),
            events: &self.events,
            breaks: &self.breaks,
            remark: String::new(),
            extras: Extras::default(),
            empty: self.nothing(),
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl TrendChart {
    /// Why there is no line: nothing was scored, or never enough of it.
    fn nothing(&self) -> &'static str {
        let readings = self.series.iter().flat_map(|series| &series.points);
        let low = readings.filter(|point| point.reading == Reading::Missing(Gap::LowCoverage));
        if low.count() == 0 { "No scores yet" } else { "Too little scored yet" }
    }

    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{} for {subject}. {subtitle}", measure::sentence_case(&measure.name))
    }

    fn lines(&self) -> Vec<Line<'_>> {
        self.series.iter().map(Series::line).collect()
    }

    fn courses(&self) -> Vec<Course<'_>> {
        self.lines().iter().filter_map(|line| Course::of(line, &self.breaks)).collect()
    }

    fn values(&self) -> impl Iterator<Item = rust_decimal::Decimal> {
        let points = self.series.iter().flat_map(|series| &series.points);
        let target = self.target.iter().map(|target| target.value);
        points.filter_map(|point| point.reading.value()).chain(target)
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> =
            self.series.iter().flat_map(|series| &series.points).map(|point| point.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }

    /// The label of each date, and each series' reading then.
    fn by_period(&self) -> BTreeMap<NaiveDate, (&str, Vec<Option<Reading>>)> {
        let mut rows: BTreeMap<NaiveDate, (&str, Vec<Option<Reading>>)> = BTreeMap::new();
        for (at, series) in self.series.iter().enumerate() {
            for point in &series.points {
                let blank = || (point.label.as_str(), vec![None; self.series.len()]);
                let (_, cells) = rows.entry(point.date).or_insert_with(blank);
                if let Some(cell) = cells.get_mut(at) {
                    *cell = Some(point.reading);
                }
            }
        }
        rows
    }
}

impl Series {
    fn line(&self) -> Line<'_> {
        let dots = figures::by_date(&self.points).into_iter().map(|point| Dot {
            date: point.date,
            label: &point.label,
            reading: point.reading,
            hollow: !matches!(point.reading, Reading::Final(_) | Reading::Revised(_)),
            special: None,
        });
        Line { name: &self.name, pen: self.style.pen(), dots: dots.collect() }
    }
}

impl Axis {
    pub(crate) fn reach(self) -> Result<Reach, DrawError> {
        let Self { min, max } = self;
        let reach = Reach { low: scale::drawable(min), high: scale::drawable(max) };
        if reach.low < reach.high { Ok(reach) } else { Err(DrawError::Axis { min, max }) }
    }
}

fn record(series: &str, point: &Point, (target, note): (String, String)) -> Vec<String> {
    vec![
        point.date.to_string(),
        point.label.clone(),
        series.to_owned(),
        point.reading.exact(),
        point.reading.shorthand().to_owned(),
        target,
        note,
    ]
}
