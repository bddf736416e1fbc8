//! The trend of one KPI against a target that may change.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::Scene;
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{About, Axis, Break, Event, Reading, SeriesStyle};
use crate::measure::{Unit, sentence_case};
use crate::notes;
use crate::plot::lines::{Dot, Line};
use crate::plot::scale::Reach;
use crate::plot::time::{Extras, TimePlot};
use crate::sheet::Table;
use crate::words;

/// One KPI over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KpiChart {
    /// Subject, subtitle and measure.
    pub about: About,
    /// Which way is better.
    pub direction: Direction,
    /// The readings in any order.
    pub points: Vec<KpiPoint>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the definition changed.
    pub breaks: Vec<Break>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// On target is best.
    Nearest,
}

/// One reading of a KPI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KpiPoint {
    /// Where it stands on the time axis.
    pub date: NaiveDate,
    /// How the period is written.
    pub label: String,
    /// The figure, or why there is none.
    pub reading: Reading,
    /// The target in force then.
    pub target: Option<Decimal>,
    /// Rating word, such as `Good`.
    pub rating: Option<String>,
}

impl Chart for KpiChart {
    fn headline(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let name = sentence_case(&measure.name);
        let Some((point, value)) = self.last() else {
            let none = format!("No figures yet: {name}");
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let now = format!("{} ({})", measure.spoken(value), point.label);
        let met = self.verdict(point).map_or_else(String::new, |words| format!(", {words}"));
        words::headline(vec![
            format!("{name} for {subject}: {now}{met}"),
            format!("{name}: {now}{met}"),
            format!("{name}: {now}"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        format!("Line chart of {} for {subject} against its target.", measure.name)
    }

    fn description(&self) -> String {
        let measure = &self.about.measure;
        let course = Course::of(&self.line(), &self.breaks);
        let story =
            course.map_or_else(|| "No figures yet.".to_owned(), |course| course.sentences(measure));
        words::sentences([
            story,
            self.targets_met(),
            format!("{}.", self.direction.words()),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let header = ["Period", "Actual", "Target", "Target met", "Rating", "Notes"];
        let mut table = Table::new(self.caption(), &header);
        let measure = &self.about.measure;
        let notes = self.notes();
        for point in self.by_date() {
            table.rows.push(vec![
                point.label.clone(),
                point.reading.shown(measure),
                point.target.map_or_else(String::new, |target| measure.label(target)),
                self.met_word(point).to_owned(),
                point.rating.clone().unwrap_or_default(),
                notes.get(&point.date).cloned().unwrap_or_default(),
            ]);
        }
        table
    }

    fn records(&self) -> Table {
        let header =
            ["date", "period", "value", "shorthand", "target", "target_met", "rating", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for point in self.by_date() {
            table.rows.push(vec![
                point.date.to_string(),
                point.label.clone(),
                point.reading.exact(),
                point.reading.shorthand().to_owned(),
                point.target.map_or_else(String::new, |target| target.to_string()),
                self.met_word(point).to_owned(),
                point.rating.clone().unwrap_or_default(),
                notes.get(&point.date).cloned().unwrap_or_default(),
            ]);
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let reach = self.reach().map_or_else(|| Axis::HUNDRED.reach(), Ok)?;
        let targets: Vec<(NaiveDate, Decimal)> = self
            .by_date()
            .into_iter()
            .filter_map(|point| Some((point.date, point.target?)))
            .collect();
        let plot = TimePlot {
            measure: &self.about.measure,
            reach,
            whole: false,
            lines: vec![self.line()],
            target: (!targets.is_empty()).then_some((targets, "Target")),
            events: &self.events,
            breaks: &self.breaks,
            remark: self.remark(),
            extras: Extras::default(),
            empty: "No figures yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl KpiChart {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{} for {subject}. {subtitle}", sentence_case(&measure.name))
    }

    fn by_date(&self) -> Vec<&KpiPoint> {
        let mut sorted: Vec<&KpiPoint> = self.points.iter().collect();
        sorted.sort_by_key(|point| point.date);
        sorted
    }

    /// Markers are hollow where the target was missed or the figure is not final.
    fn line(&self) -> Line<'_> {
        let dots = self.by_date().into_iter().map(|point| Dot {
            date: point.date,
            label: &point.label,
            reading: point.reading,
            hollow: self.met(point) == Some(false),
            special: None,
        });
        Line { name: "Actual", pen: SeriesStyle::Client.pen(), dots: dots.collect() }
    }

    fn last(&self) -> Option<(&KpiPoint, Decimal)> {
        self.by_date().into_iter().rev().find_map(|point| Some((point, point.reading.value()?)))
    }

    fn values(&self) -> impl Iterator<Item = Decimal> + Clone {
        let both = |point: &KpiPoint| [point.reading.value(), point.target];
        self.points.iter().flat_map(both).flatten()
    }

    /// Round ends, but no more than 100 per cent if no value is.
    fn reach(&self) -> Option<Reach> {
        let reach = Reach::around(self.values())?;
        let whole = Decimal::ONE_HUNDRED;
        let is_share = self.about.measure.unit == Unit::Percent;
        let capped = is_share && self.values().all(|value| value <= whole);
        Some(if capped { Reach { high: reach.high.min(whole), ..reach } } else { reach })
    }

    fn remark(&self) -> String {
        let missed = self.points.iter().any(|point| self.met(point) == Some(false));
        let key = if missed { ". Hollow circle: target missed" } else { "" };
        format!("{}{key}", self.direction.words())
    }

    fn notes(&self) -> std::collections::BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.points.iter().map(|point| point.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }

    fn met(&self, point: &KpiPoint) -> Option<bool> {
        self.direction.met(point.reading.value()?, point.target?)
    }

    fn met_word(&self, point: &KpiPoint) -> &'static str {
        match self.met(point) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        }
    }

    /// `target of 95% met`.
    fn verdict(&self, point: &KpiPoint) -> Option<String> {
        let target = self.about.measure.spoken(point.target?);
        Some(match self.met(point) {
            Some(true) => format!("target of {target} met"),
            Some(false) => format!("target of {target} missed"),
            None => format!("target {target}"),
        })
    }

    fn targets_met(&self) -> String {
        let judged: Vec<bool> = self.points.iter().filter_map(|point| self.met(point)).collect();
        if judged.is_empty() {
            return String::new();
        }
        let met = judged.iter().filter(|met| **met).count();
        let target = self.last().and_then(|(point, _)| self.verdict(point));
        let last = target.map_or_else(String::new, |words| format!("; last {words}"));
        format!("Target met in {met} of {}{last}.", words::count(judged.len(), "period"))
    }
}

impl Direction {
    /// Whether the value meets the target; `None` where a band decides, not this rule.
    pub fn met(self, value: Decimal, target: Decimal) -> Option<bool> {
        match self {
            Self::Higher => Some(value >= target),
            Self::Lower => Some(value <= target),
            Self::Nearest => None,
        }
    }

    /// The direction as a remark.
    pub fn words(self) -> &'static str {
        match self {
            Self::Higher => "Higher is better",
            Self::Lower => "Lower is better",
            Self::Nearest => "Nearest to target is best",
        }
    }
}
