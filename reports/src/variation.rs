//! The variation of a figure: its mean, the limits it usually keeps, and what is worth asking about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::{BETTER, BLACK, Colour, Dash, ORANGE, OUTLINE, Scene};
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{About, Axis, Break, Event, Reading};
use crate::measure::sentence_case;
use crate::notes;
use crate::plot::key::{Entry, Swatch};
use crate::plot::lines::{Body, Dot, Line, Marker, Pen};
use crate::plot::scale::Reach;
use crate::plot::time::{Extras, Level, TimePlot};
use crate::sheet::Table;
use crate::words as wording;

mod words;

/// How limits are dashed.
const LIMIT: (Colour, u32, Dash) = (OUTLINE, 2, Dash::Dashed { on: 7, off: 5 });
const MEAN: (Colour, u32, Dash) = (BLACK, 1, Dash::Solid);

/// One figure over time against its own usual variation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariationChart {
    /// Subject, subtitle and measure.
    pub about: About,
    /// Whose figure it is, such as `Client`.
    pub name: String,
    /// In order of time; limits are set anew for each.
    pub stretches: Vec<Stretch>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// Figures that can be compared with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The figures in order of time.
    pub points: Vec<VariationPoint>,
    /// What they are compared with; nothing without a figure.
    pub centre: Option<Centre>,
}

/// What figures are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Centre {
    /// Their mean and limits.
    Limits {
        /// The mean.
        mean: Decimal,
        /// Lower limit.
        lower: Decimal,
        /// Upper limit.
        upper: Decimal,
        /// How firm they are.
        standing: Standing,
    },
    /// Their median only.
    Median {
        /// The median.
        median: Decimal,
        /// Why there are no limits, in mid-sentence.
        why: String,
    },
}

/// How firm limits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Set from few figures, and likely to move.
    Trial,
    /// Set from enough of them.
    Settled,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariationPoint {
    /// When.
    pub date: NaiveDate,
    /// How the date is written.
    pub label: String,
    /// The figure, or why there is none.
    pub reading: Reading,
    /// Why it is worth asking about, if it is.
    pub signal: Option<Signal>,
}

/// Why a figure is worth asking about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Whether it is good news.
    pub way: Way,
    /// The rule that found it, in mid-sentence: `above the upper limit`.
    pub rule: String,
}

/// Whether a change is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Better than usual.
    Better,
    /// Worse than usual.
    Worse,
}

impl Chart for VariationChart {
    fn headline(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let name = format!("{} {}", self.name, measure.name);
        let last = self.stretches.iter().rev().find_map(|stretch| stretch.centre.as_ref());
        let Some(centre) = last else {
            let none = "No scores yet".to_owned();
            return wording::headline(vec![format!("{none} for {subject}"), none]);
        };
        if let Some(found) = self.found().last() {
            let (asked, rule) = ("worth asking about", &found.rule);
            let until = &found.last;
            return wording::headline(vec![
                format!("{name} for {subject}: a change {asked}, {rule}, {until}"),
                format!("{name}: a change {asked}, {rule}, {until}"),
                format!("{name}: {rule}, {until}, {asked}"),
                format!("A change {asked}: {rule}"),
            ]);
        }
        let stands = centre.stands(|value| measure.spoken(value));
        wording::headline(vec![
            format!("{name} for {subject} {stands}"),
            format!("{name} {stands}"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let kind = if self.has_limits() { "Chart of variation" } else { "Run chart" };
        format!("{kind} in {} {} for {subject}.", self.name.to_lowercase(), measure.name)
    }

    fn description(&self) -> String {
        let measure = &self.about.measure;
        let course = Course::of(&self.line(), &self.breaks);
        let course = course.map_or_else(|| "No scores yet.".into(), |one| one.sentences(measure));
        let centres = self.stretches.iter().filter_map(|stretch| self.centre_sentence(stretch));
        let parts = [course]
            .into_iter()
            .chain(centres)
            .chain([self.found_sentence(), notes::sentences(&self.events, &self.breaks)]);
        wording::sentences(parts)
    }

    fn table(&self) -> Table {
        let name = sentence_case(&self.about.measure.name);
        let asked = "Worth asking about";
        let header = ["Period", &name, asked, "Centre", "Lower limit", "Upper limit", "Notes"];
        let mut table = Table::new(self.caption(), &header);
        let measure = &self.about.measure;
        let label = |value: Option<Decimal>| value.map_or_else(String::new, |v| measure.label(v));
        let notes = self.notes();
        self.each(|point, [centre, lower, upper]| {
            table.rows.push(vec![
                point.label.clone(),
                point.reading.shown(measure),
                point.signal.as_ref().map_or_else(String::new, Signal::words),
                label(centre),
                label(lower),
                label(upper),
                notes.get(&point.date).cloned().unwrap_or_default(),
            ]);
        });
        table
    }

    fn records(&self) -> Table {
        let header = [
            "date",
            "period",
            "value",
            "shorthand",
            "signal",
            "rule",
            "centre",
            "lower_limit",
            "upper_limit",
            "note",
        ];
        let mut table = Table::new(self.caption(), &header);
        let exact = |value: Option<Decimal>| value.map_or_else(String::new, |v| v.to_string());
        let notes = self.notes();
        self.each(|point, [centre, lower, upper]| {
            let signal = point.signal.as_ref();
            table.rows.push(vec![
                point.date.to_string(),
                point.label.clone(),
                point.reading.exact(),
                point.reading.shorthand().to_owned(),
                signal.map_or("", |signal| signal.way.word()).to_owned(),
                signal.map_or_else(String::new, |signal| signal.rule.clone()),
                exact(centre),
                exact(lower),
                exact(upper),
                notes.get(&point.date).cloned().unwrap_or_default(),
            ]);
        });
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let reach = Reach::around(self.values().collect::<Vec<_>>().into_iter());
        let extras = Extras { key: self.key(), levels: self.levels(), ..Extras::default() };
        let plot = TimePlot {
            measure: &self.about.measure,
            reach: reach.map_or_else(|| Axis::HUNDRED.reach(), Ok)?,
            whole: false,
            lines: vec![self.line()],
            target: None,
            events: &self.events,
            breaks: &self.breaks,
            remark: self.remark(),
            empty: "No scores yet",
            extras,
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl VariationChart {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{} {} for {subject}. {subtitle}", self.name, measure.name)
    }

    fn points(&self) -> impl Iterator<Item = &VariationPoint> {
        self.stretches.iter().flat_map(|stretch| &stretch.points)
    }

    fn has_limits(&self) -> bool {
        let mut centres = self.stretches.iter().filter_map(|stretch| stretch.centre.as_ref());
        centres.any(|centre| matches!(centre, Centre::Limits { .. }))
    }

    fn line(&self) -> Line<'_> {
        let dots = self.points().map(|point| Dot {
            date: point.date,
            label: &point.label,
            reading: point.reading,
            hollow: false,
            special: point.signal.as_ref().map(|signal| signal.way.marker()),
        });
        Line { name: &self.name, pen: Pen::variation(), dots: dots.collect() }
    }

    fn values(&self) -> impl Iterator<Item = Decimal> {
        let points = self.points().filter_map(|point| point.reading.value());
        let centres = self.stretches.iter().filter_map(|stretch| stretch.centre.as_ref());
        points.chain(centres.flat_map(|centre| centre.levels().into_iter().flatten()))
    }

    /// Mean and limits of each stretch; those of the last are named.
    fn levels(&self) -> Vec<Level<'_>> {
        let mut levels = Vec::new();
        for (at, stretch) in self.stretches.iter().enumerate() {
            let ends = stretch.points.first().zip(stretch.points.last());
            let days = ends.map(|(first, last)| (first.date, last.date));
            let is_last = at + 1 == self.stretches.len();
            for (value, pen, name) in stretch.centre.iter().flat_map(Centre::drawn) {
                levels.push(Level { value, days, pen, name: is_last.then_some(name) });
            }
        }
        levels
    }

    fn key(&self) -> Vec<Entry> {
        let mark = |special, words| {
            Entry::new(Swatch::Marker(Pen::variation().marked(special), Body::Full), words)
        };
        let has =
            |way| self.points().any(|point| point.signal.as_ref().is_some_and(|s| s.way == way));
        let usual = (Marker::Circle, Pen::variation().colour);
        let entries = [
            (self.has_limits(), usual, "As usual"),
            (has(Way::Better), Way::Better.marker(), "Better than usual"),
            (has(Way::Worse), Way::Worse.marker(), "Worse than usual"),
        ];
        let shown = entries.into_iter().filter(|(is_shown, ..)| *is_shown);
        shown.map(|(_, special, words)| mark(special, words)).collect()
    }

    /// Every figure with the centre and limits it is compared with.
    fn each(&self, mut row: impl FnMut(&VariationPoint, [Option<Decimal>; 3])) {
        for stretch in &self.stretches {
            let levels = stretch.centre.as_ref().map_or([None; 3], Centre::levels);
            for point in &stretch.points {
                row(point, levels);
            }
        }
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.points().map(|point| point.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}

impl Signal {
    fn words(&self) -> String {
        format!("{} ({})", sentence_case(&self.rule), self.way.word())
    }
}

impl Way {
    fn marker(self) -> (Marker, Colour) {
        match self {
            Self::Better => (Marker::Triangle, BETTER),
            Self::Worse => (Marker::TriangleDown, ORANGE),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
        }
    }
}

impl Centre {
    /// Mean or median, lower and upper limit.
    fn levels(&self) -> [Option<Decimal>; 3] {
        match self {
            Self::Limits { mean, lower, upper, .. } => [Some(*mean), Some(*lower), Some(*upper)],
            Self::Median { median, .. } => [Some(*median), None, None],
        }
    }

    fn drawn(&self) -> Vec<(Decimal, (Colour, u32, Dash), &'static str)> {
        match self {
            Self::Limits { mean, lower, upper, .. } => vec![
                (*upper, LIMIT, "Upper limit"),
                (*mean, MEAN, "Mean"),
                (*lower, LIMIT, "Lower limit"),
            ],
            Self::Median { median, .. } => vec![(*median, MEAN, "Median")],
        }
    }

    /// `varies as usual around 71.4`.
    fn stands(&self, spoken: impl Fn(Decimal) -> String) -> String {
        match self {
            Self::Limits { mean, .. } => format!("varies as usual around {}", spoken(*mean)),
            Self::Median { median, .. } => {
                format!("has a median of {}; no limits yet", spoken(*median))
            }
        }
    }
}
