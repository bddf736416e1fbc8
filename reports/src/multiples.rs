//! Small multiples: one panel a criterion, all on the same scale and dates.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::Scene;
use crate::chart::{Chart, DrawError, Size};
use crate::course::Course;
use crate::figures::{About, Axis, Break, Reading, SeriesStyle};
use crate::grain::Grain;
use crate::measure::sentence_case;
use crate::notes;
use crate::plot::lines::{Dot, Line};
use crate::plot::panels::{Cell, PanelPlot};
use crate::sheet::Table;
use crate::words;

/// At most this many panels.
const MOST: usize = 12;

/// One panel a criterion: the client's scores as a line, the supplier's own as hollow squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallMultiples {
    /// Subject, subtitle and measure.
    pub about: About,
    /// The whole scale, the same in every panel.
    pub axis: Axis,
    /// The panels in reading order, at most 12.
    pub panels: Vec<Panel>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The criterion.
    pub title: String,
    /// Readings in any order.
    pub points: Vec<PanelPoint>,
}

/// What the two sides scored at one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelPoint {
    /// When.
    pub date: NaiveDate,
    /// How the date or period is written.
    pub label: String,
    /// The client's score.
    pub client: Reading,
    /// The supplier's own score.
    pub own: Reading,
}

impl Chart for SmallMultiples {
    fn headline(&self) -> String {
        let subject = &self.about.subject;
        let drawn = self.drawn();
        let courses = drawn.courses();
        let Some(first) = courses.iter().map(|course| course.first.date).min() else {
            let none = "No scores yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let last = courses.iter().map(|course| course.last.date).max().unwrap_or(first);
        let moved = self.movement(&courses);
        let since = words::since(first, last);
        words::headline(vec![
            format!("{moved} since {since} for {subject}"),
            format!("{moved} since {since}"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let panels = words::count(self.panels.len(), "small line chart");
        format!("{panels} of {} by criterion for {subject}.", measure.name)
    }

    fn description(&self) -> String {
        let (drawn, grain) = (self.drawn(), self.grain());
        let none = if drawn.courses().is_empty() { "No scores yet." } else { "" };
        let means = grain.word().map_or_else(String::new, |period| {
            format!(
                "There are too many scores to draw one by one: each figure is the mean of a \
                 {period}."
            )
        });
        let stories = drawn.panels.iter().map(|panel| drawn.sentence(panel, grain));
        let marked = notes::sentences(&[], &self.breaks);
        words::sentences([none.to_owned(), means].into_iter().chain(stories).chain([marked]))
    }

    fn table(&self) -> Table {
        let header = ["Criterion", "Period", "Client", "Supplier self-score"];
        let mut table = Table::new(self.caption(), &header);
        let measure = &self.about.measure;
        self.each(|panel, point| {
            table.rows.push(vec![
                panel.title.clone(),
                point.label.clone(),
                point.client.shown(measure),
                point.own.shown(measure),
            ]);
        });
        table
    }

    fn records(&self) -> Table {
        let header = ["criterion", "date", "period", "side", "value", "shorthand"];
        let mut table = Table::new(self.caption(), &header);
        self.each(|panel, point| {
            for (side, reading) in [("client", point.client), ("supplier", point.own)] {
                table.rows.push(vec![
                    panel.title.clone(),
                    point.date.to_string(),
                    point.label.clone(),
                    side.to_owned(),
                    reading.exact(),
                    reading.shorthand().to_owned(),
                ]);
            }
        });
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        if self.panels.len() > MOST {
            return Err(DrawError::TooManyPanels(self.panels.len()));
        }
        let drawn = self.drawn();
        let plot = PanelPlot {
            measure: &drawn.about.measure,
            reach: self.axis.reach()?.covering(self.values()),
            cells: drawn.panels.iter().map(Panel::cell).collect(),
            breaks: &self.breaks,
            remark: self.grain().word().map(|period| format!("Mean of each {period}")),
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl SmallMultiples {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{} by criterion for {subject}. {subtitle}", sentence_case(&measure.name))
    }

    fn grain(&self) -> Grain {
        let points = self.panels.iter().flat_map(|panel| &panel.points);
        Grain::of(&points.map(|point| point.date).collect())
    }

    /// The same panels with as many figures as can be told apart.
    fn drawn(&self) -> Self {
        let grain = self.grain();
        let gathered = |panel: &Panel| Panel {
            title: panel.title.clone(),
            points: grain.gather(panel.by_date(), &self.breaks),
        };
        let mut about = self.about.clone();
        if grain != Grain::Each {
            about.measure.places = about.measure.places.max(1);
        }
        let panels = self.panels.iter().map(gathered).collect();
        Self { about, axis: self.axis, panels, breaks: self.breaks.clone() }
    }

    fn courses(&self) -> Vec<Course<'_>> {
        let lines = self.panels.iter().map(Panel::client);
        lines.filter_map(|line| Course::of(&line, &self.breaks)).collect()
    }

    /// `3 of 7 criteria rose and 2 fell`.
    fn movement(&self, courses: &[Course<'_>]) -> String {
        let rose = self.moving(courses, |change| change > Decimal::ZERO);
        let fell = self.moving(courses, |change| change < Decimal::ZERO);
        let all = words::count_of(courses.len(), ("criterion", "criteria"));
        match (rose, fell) {
            (0, 0) => format!("No change in {all}"),
            (0, fell) => format!("{fell} of {all} fell and none rose"),
            (rose, 0) => format!("{rose} of {all} rose and none fell"),
            (rose, fell) => format!("{rose} of {all} rose and {fell} fell"),
        }
    }

    fn moving(&self, courses: &[Course<'_>], way: impl Fn(Decimal) -> bool) -> usize {
        let measure = &self.about.measure;
        let change =
            |course: &&Course<'_>| way(measure.difference(course.first.value, course.last.value));
        courses.iter().filter(change).count()
    }

    /// `Quality rose 1 point to 4 since May 2025; supplier's own last score 5; 2 gaps.`
    fn sentence(&self, panel: &Panel, grain: Grain) -> String {
        let measure = &self.about.measure;
        let course = Course::of(&panel.client(), &self.breaks);
        let moved = course.as_ref().map_or_else(
            || format!("{} has no client score", panel.title),
            |course| format!("{} {} {}", panel.title, course.movement(measure), course.since()),
        );
        let own = panel.own().last().map_or_else(String::new, |(_, value)| {
            let last = if grain == Grain::Each { "score" } else { "mean" };
            format!("; supplier's own last {last} {}", measure.spoken(value))
        });
        let gaps = course.map_or(0, |course| course.gap_count());
        let gaps =
            if gaps > 0 { format!("; {}", words::count(gaps, "gap")) } else { String::new() };
        format!("{moved}{own}{gaps}.")
    }

    fn values(&self) -> impl Iterator<Item = Decimal> {
        let points = self.panels.iter().flat_map(|panel| &panel.points);
        points.flat_map(|point| [point.client.value(), point.own.value()]).flatten()
    }

    fn each(&self, mut row: impl FnMut(&Panel, &PanelPoint)) {
        for panel in &self.panels {
            for point in panel.by_date() {
                row(panel, point);
            }
        }
    }
}

impl Panel {
    fn by_date(&self) -> Vec<&PanelPoint> {
        let mut sorted: Vec<&PanelPoint> = self.points.iter().collect();
        sorted.sort_by_key(|point| point.date);
        sorted
    }

    fn cell(&self) -> Cell<'_> {
        Cell { client: self.client(), own: self.own() }
    }

    fn client(&self) -> Line<'_> {
        self.line(SeriesStyle::Client, |point| point.client)
    }

    fn own(&self) -> Line<'_> {
        self.line(SeriesStyle::Supplier, |point| point.own)
    }

    fn line(&self, style: SeriesStyle, pick: impl Fn(&PanelPoint) -> Reading) -> Line<'_> {
        let dots = self.by_date().into_iter().map(|point| Dot {
            date: point.date,
            label: &point.label,
            reading: pick(point),
            hollow: style == SeriesStyle::Supplier,
            special: None,
        });
        Line { name: &self.title, pen: style.pen(), dots: dots.collect() }
    }
}
