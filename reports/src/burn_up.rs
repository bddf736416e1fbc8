//! Burn-up: how far what was verified has come towards its target, and when it will get there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::canvas::{Dash, Scene};
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{self, About, Axis, Break, Event, Point, Reading, Target};
use crate::measure::sentence_case;
use crate::notes;
use crate::plot::lines::{Dot, Line, Pen};
use crate::plot::marks::Named;
use crate::plot::time::{Extras, TimePlot};
use crate::sheet::Table;
use crate::words;

/// What is verified and what was planned, on the way to a target by an end date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurnUp {
    /// Subject, subtitle and measure.
    pub about: About,
    /// The whole scale; it is widened if a value lies outside it.
    pub axis: Axis,
    /// What was verified by each date, in any order; it holds until the next.
    pub verified: Vec<Point>,
    /// What was to be verified by each date, in any order.
    pub planned: Vec<Point>,
    /// The value to reach.
    pub target: Option<Target>,
    /// The day by which it is to be reached.
    pub ends: Option<NaiveDate>,
    /// The day on which it will be reached if things go on as they have.
    pub forecast: Option<NaiveDate>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

impl Chart for BurnUp {
    fn headline(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let name = sentence_case(&measure.name);
        let Some(course) = self.course() else {
            let none = "Nothing verified yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let now = format!("{} verified", measure.spoken(course.last.value));
        let ahead = self.outlook();
        words::headline(vec![
            format!("{name} for {subject}: {now}; {ahead}"),
            format!("{name}: {now}; {ahead}"),
            format!("{now}; {ahead}"),
            now,
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        format!("Step chart of verified {} for {subject} against its plan.", measure.name)
    }

    fn description(&self) -> String {
        let measure = &self.about.measure;
        let Some(course) = self.course() else {
            let none = "Nothing verified yet.".to_owned();
            return words::sentences([none, notes::sentences(&self.events, &self.breaks)]);
        };
        let target = self.target.as_ref().map_or_else(String::new, |target| {
            format!("{}: {}.", target.label, measure.spoken(target.value))
        });
        words::sentences([
            course.sentences(measure),
            self.against_plan(&course),
            target,
            format!("{}.", sentence_case(&self.outlook())),
            self.ends.map_or_else(String::new, |ends| format!("Ends {}.", words::day(ends))),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let header = ["Period", "Verified", "Planned", "Target", "Notes"];
        let mut table = Table::new(self.caption(), &header);
        let measure = &self.about.measure;
        let notes = self.notes();
        let target = self.target.as_ref().map(|target| measure.label(target.value));
        for (date, (label, verified, planned)) in self.by_date() {
            let shown = |one: Option<Reading>| one.map_or_else(String::new, |r| r.shown(measure));
            table.rows.push(vec![
                label.to_owned(),
                shown(verified),
                shown(planned),
                target.clone().unwrap_or_default(),
                notes.get(&date).cloned().unwrap_or_default(),
            ]);
        }
        for (name, date) in self.named() {
            let mut row = vec![words::day(date)];
            row.extend([String::new(), String::new(), String::new(), name.to_owned()]);
            table.rows.push(row);
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "period", "series", "value", "shorthand", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for (series, points) in [("verified", &self.verified), ("planned", &self.planned)] {
            for point in figures::by_date(points) {
                table.rows.push(vec![
                    point.date.to_string(),
                    point.label.clone(),
                    series.to_owned(),
                    point.reading.exact(),
                    point.reading.shorthand().to_owned(),
                    notes.get(&point.date).cloned().unwrap_or_default(),
                ]);
            }
        }
        let target = self.target.as_ref().map_or_else(String::new, |goal| goal.value.to_string());
        for (name, date) in self.named() {
            let (day, series) = (words::day(date), name.to_lowercase());
            let row = vec![date.to_string(), day, series, target.clone(), String::new()];
            table.rows.push([row, vec![String::new()]].concat());
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let values = self.verified.iter().chain(&self.planned);
        let values = values.filter_map(|point| point.reading.value());
        let values = values.chain(self.target.iter().map(|target| target.value));
        let reach = self.axis.reach()?.covering(values);
        let start = self.verified.iter().chain(&self.planned).map(|point| point.date).min();
        let target = self.target.as_ref().zip(start);
        let extras = Extras { days: self.days(), ..Extras::default() };
        let lines = vec![self.verified(), line("Planned", Pen::planned(), &self.planned)];
        let plot = TimePlot {
            measure: &self.about.measure,
            reach,
            whole: true,
            lines,
            target: target.map(|(goal, start)| (vec![(start, goal.value)], goal.label.as_str())),
            events: &self.events,
            breaks: &self.breaks,
            remark: String::new(),
            empty: "Nothing verified yet",
            extras,
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl BurnUp {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{} for {subject}. {subtitle}", sentence_case(&measure.name))
    }

    fn verified(&self) -> Line<'_> {
        line("Verified", Pen::verified(), &self.verified)
    }

    fn course(&self) -> Option<Course<'_>> {
        Course::of(&self.verified(), &self.breaks)
    }

    fn named(&self) -> impl Iterator<Item = (&'static str, NaiveDate)> {
        [("Forecast", self.forecast), ("Ends", self.ends)]
            .into_iter()
            .filter_map(|(name, date)| Some((name, date?)))
    }

    fn days(&self) -> Vec<Named> {
        let named = self.named().map(|(name, date)| Named {
            date,
            text: format!("{name} {}", date.format("%-d %b %Y")),
            dash: match name {
                "Forecast" => Dash::Dashed { on: 3, off: 4 },
                _ => Dash::Solid,
            },
        });
        named.collect()
    }

    fn reached(&self) -> bool {
        let last = self.verified().last().map(|(_, value)| value);
        let target = self.target.as_ref().map(|target| target.value);
        last.zip(target).is_some_and(|(last, target)| last >= target)
    }

    /// `forecast 12 February 2027, 47 days before the end`.
    fn outlook(&self) -> String {
        if self.reached() {
            return "target reached".to_owned();
        }
        let Some(forecast) = self.forecast else { return "no forecast yet".to_owned() };
        let day = words::day(forecast);
        let days = self.ends.map(|ends| (ends - forecast).num_days());
        match days {
            None => format!("forecast {day}"),
            Some(0) => format!("forecast {day}, the day it ends"),
            Some(days) => {
                let side = if days > 0 { "before" } else { "after" };
                let many = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
                format!("forecast {day}, {} {side} the end", words::count(many, "day"))
            }
        }
    }

    fn against_plan(&self, course: &Course<'_>) -> String {
        let planned = line("Planned", Pen::planned(), &self.planned);
        let due = planned.dots.iter().rev().filter(|dot| dot.date <= course.last.date);
        let Some(due) = due.filter_map(|dot| dot.reading.value()).next() else {
            return String::new();
        };
        let measure = &self.about.measure;
        let change = measure.difference(due, course.last.value);
        let planned = measure.spoken(due);
        if change.is_zero() {
            return format!("As planned by then ({planned}).");
        }
        let side = if change.is_sign_positive() { "more" } else { "less" };
        format!("{} {side} than planned by then ({planned}).", measure.change(change))
    }

    /// The label of each date, and what was verified and planned then.
    fn by_date(&self) -> BTreeMap<NaiveDate, (&str, Option<Reading>, Option<Reading>)> {
        let mut rows: BTreeMap<NaiveDate, (&str, Option<Reading>, Option<Reading>)> =
            BTreeMap::new();
        for point in &self.verified {
            rows.entry(point.date).or_insert((&point.label, None, None)).1 = Some(point.reading);
        }
        for point in &self.planned {
            rows.entry(point.date).or_insert((&point.label, None, None)).2 = Some(point.reading);
        }
        rows
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.by_date().into_keys().collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}

fn line<'a>(name: &'a str, pen: Pen, points: &'a [Point]) -> Line<'a> {
    let dots = figures::by_date(points).into_iter().map(|point| Dot {
        date: point.date,
        label: &point.label,
        reading: point.reading,
        hollow: false,
        special: None,
    });
    Line { name, pen, dots: dots.collect() }
}
