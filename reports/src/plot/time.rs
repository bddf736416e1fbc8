//! Lines over time with a target, events, breaks and gaps.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::dates;
use super::ends::{self, End};
use super::frame::{self, Edges, Frame};
use super::key::{Entry, Key};
use super::lines::{self, Body, Line};
use super::marks::{self, Mark, Named};
use super::scale::Reach;
use crate::canvas::{self, BLACK, Colour, Dash, Label, Scene, WHITE};
use crate::chart::Size;
use crate::figures::{Break, Event};
use crate::measure::Measure;

const TICKS: u32 = 6;

/// What a trend and a KPI have in common.
#[derive(Clone, Debug)]
pub(crate) struct TimePlot<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) reach: Reach,
    /// Whether the axis is the measure's whole scale.
    pub(crate) whole: bool,
    pub(crate) lines: Vec<Line<'a>>,
    /// Target by date, and its name.
    pub(crate) target: Option<(Vec<(NaiveDate, Decimal)>, &'a str)>,
    pub(crate) events: &'a [Event],
    pub(crate) breaks: &'a [Break],
    /// Remarks beside the axis title.
    pub(crate) remark: String,
    /// What to say when there is nothing to draw.
    pub(crate) empty: &'static str,
    pub(crate) extras: Extras<'a>,
}

/// What only some charts over time have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extras<'a> {
    /// What markers mean.
    pub(crate) key: Vec<Entry>,
    /// Level lines behind the figures.
    pub(crate) levels: Vec<Level<'a>>,
    /// Days marked by name.
    pub(crate) days: Vec<Named>,
    /// What lies at the top of the panel, and what at its foot.
    pub(crate) sides: Option<(&'a str, &'a str)>,
}

/// A level line, over the whole panel or between two days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level<'a> {
    pub(crate) value: Decimal,
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
    pub(crate) pen: (Colour, u32, Dash),
    /// What to call it at its end.
    pub(crate) name: Option<&'a str>,
}

/// Sizes that follow from the text size.
#[derive(Clone, Copy, Debug)]
struct Look {
    text: i32,
    row: i32,
}

impl TimePlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = blank(size);
        let look = Look { text: size.text(), row: size.text() + 4 };
        let (frame, marks) = self.frame(&scene, look);
        self.draw_head(&mut scene, look);
        frame.grid(&mut scene, (self.measure, look.text), TICKS);
        if self.lines.iter().all(|line| line.last().is_none()) {
            nothing(&mut scene, &frame, (self.empty, look.text));
            return scene;
        }
        let span = (frame.edges.top, frame.edges.bottom);
        marks::draw(&mut scene, span, &marks, (look.text, look.row));
        self.draw_sides(&mut scene, &frame, look);
        self.draw_levels(&mut scene, &frame);
        self.draw_target(&mut scene, &frame);
        for line in self.back_to_front() {
            line.draw_stroke(&mut scene, &frame, self.breaks);
        }
        for line in self.back_to_front() {
            line.draw_markers(&mut scene, &frame, self.breaks);
        }
        self.draw_ends(&mut scene, &frame, look);
        self.draw_gaps(&mut scene, &frame, look);
        self.draw_dates(&mut scene, &frame, look);
        scene
    }

    fn frame(&self, scene: &Scene, look: Look) -> (Frame, Vec<Mark>) {
        let ticks = frame::tick_room(self.reach, (self.measure, look.text), TICKS);
        let ends = ends::width(&self.ends(scene, None, look), look.text);
        let words = self.gap_words().map_or(0, |words| canvas::width(words, look.text));
        let ends = ends.max(words);
        let gaps = if self.gap_rows().is_empty() { 0 } else { self.gap_height() };
        let edges = Edges {
            left: ticks + 4,
            top: self.head_height(scene, look) + 8,
            right: (scene.width - ends - 30).max(ticks + 60),
            bottom: scene.height - look.row - 14 - gaps,
        };
        let named = self.extras.days.iter().map(|day| day.date);
        let days = frame::days(self.dates().into_keys().chain(named));
        let mut frame = Frame { edges, days, reach: self.reach, whole: self.whole };
        let place = |date| frame.within(date);
        let mut marks = marks::placed(place, self.events, self.breaks, look.text);
        marks::name_days(&mut marks, (&frame, scene.width), &self.extras.days, look.text);
        frame.edges.top += marks::rows(&marks) * look.row;
        (frame, marks)
    }

    fn head(&self, scene: &Scene, look: Look) -> Vec<String> {
        let text = format!("{}. {}", self.measure.axis_title(), self.remark);
        let text = text.trim_end_matches(['.', ' ']);
        let lines = canvas::wrap(text, look.text, scene.width - 8);
        lines.into_iter().take(3).collect()
    }

    fn head_height(&self, scene: &Scene, look: Look) -> i32 {
        let key = Key::of(&self.extras.key, scene.width, look.text).height();
        i32::try_from(self.head(scene, look).len()).unwrap_or(1) * look.row + 4 + key
    }

    fn draw_head(&self, scene: &mut Scene, look: Look) {
        let mut y = look.row / 2 + 2;
        for line in self.head(scene, look) {
            scene.label(Label::at(line, (4, y), look.text));
            y += look.row;
        }
        Key::of(&self.extras.key, scene.width, look.text).draw(scene, y - look.row / 2);
    }

    fn draw_levels(&self, scene: &mut Scene, frame: &Frame) {
        let Edges { left, right, .. } = frame.edges;
        for level in &self.extras.levels {
            let ends = level.days.map(|(from, to)| (frame.x(from) - 6, frame.x(to) + 6));
            let (from, to) = ends.unwrap_or((left, right));
            let y = frame.y(level.value);
            let (colour, width, dash) = level.pen;
            let points = vec![(from.max(left), y), (to.min(right), y)];
            scene.dashed(points, colour, (width, dash));
        }
    }

    fn draw_sides(&self, scene: &mut Scene, frame: &Frame, look: Look) {
        let Edges { left, top, bottom, .. } = frame.edges;
        let Some((above, below)) = self.extras.sides else { return };
        for (words, y) in [(above, top + look.row / 2), (below, bottom - look.row / 2)] {
            let width = canvas::width(words, look.text);
            let (half, x) = (look.row / 2 - 1, left + 8);
            scene.bar((x - 2, y - half), (x + width, y + half), WHITE);
            scene.label(Label::at(words, (x, y), look.text));
        }
    }

    fn dates(&self) -> BTreeMap<NaiveDate, &str> {
        let dots = self.lines.iter().flat_map(|line| &line.dots);
        dots.map(|dot| (dot.date, dot.label)).collect()
    }

    fn draw_dates(&self, scene: &mut Scene, frame: &Frame, look: Look) {
        let dates = self.dates();
        let places: Vec<(i32, &str)> =
            dates.into_iter().map(|(date, label)| (frame.x(date), label)).collect();
        let row = scene.height - look.row / 2 - 3;
        let bounds = (0, scene.width);
        dates::draw(scene, &places, (bounds, frame.edges.bottom, row), look.text);
    }

    fn draw_target(&self, scene: &mut Scene, frame: &Frame) {
        let pen = (2, Dash::Dashed { on: 3, off: 5 });
        scene.dashed(self.target_path(frame), BLACK, pen);
    }

    /// Level until the next date that has a target.
    fn target_path(&self, frame: &Frame) -> Vec<(i32, i32)> {
        let steps = self.target.iter().flat_map(|(steps, _)| steps);
        let mut path: Vec<(i32, i32)> = Vec::new();
        for (date, value) in steps {
            let (x, y) = (frame.x(*date), frame.y(*value));
            match path.last() {
                Some(&(_, before)) => path.push((x, before)),
                None => path.push((frame.edges.left, y)),
            }
            path.push((x, y));
        }
        if let Some(&(_, y)) = path.last() {
            path.push((frame.edges.right, y));
        }
        path.dedup();
        path
    }

    /// Names of the lines and of the target; without a frame, only to be measured.
    fn ends(&self, scene: &Scene, frame: Option<&Frame>, look: Look) -> Vec<End> {
        let ticks = frame::tick_room(self.reach, (self.measure, look.text), TICKS);
        let beside = (scene.width - ticks - 94).max(40);
        let room = (look.text, (scene.width / 3).min(220).min(beside));
        let lines = self.lines.iter().filter_map(|line| {
            let (dot, value) = line.last()?;
            let text = format!("{} {}", line.name, dot.reading.shown(self.measure));
            let at = frame.map_or((0, 0), |frame| (frame.x(dot.date), frame.y(value)));
            Some(End::new(&text, room, at, line.pen.colour))
        });
        let target = self.target.iter().filter_map(|(steps, name)| {
            let (_, value) = steps.last()?;
            let text = format!("{name} {}", self.measure.label(*value));
            let at = frame.map_or((0, 0), |frame| (frame.edges.right, frame.y(*value)));
            Some(End::new(&text, room, at, BLACK))
        });
        let levels = self.extras.levels.iter().filter_map(|level| {
            let text = format!("{} {}", level.name?, self.measure.label(level.value));
            let at = frame.map_or((0, 0), |frame| (frame.edges.right, frame.y(level.value)));
            Some(End::new(&text, room, at, level.pen.0))
        });
        lines.chain(target).chain(levels).collect()
    }

    fn draw_ends(&self, scene: &mut Scene, frame: &Frame, look: Look) {
        let mut ends = self.ends(scene, Some(frame), look);
        let bottom = frame.edges.bottom + if self.gap_rows().is_empty() { look.row / 2 } else { 0 };
        let top = self.head_height(scene, look);
        ends::dodge(&mut ends, (top, bottom), look.row);
        ends::draw(scene, &ends, frame.edges.right + 26, (look.text, look.row));
        for line in self.back_to_front() {
            if let Some((dot, value)) = line.last() {
                let at = (frame.x(dot.date), frame.y(value));
                lines::marker(scene, line.pen_of(dot), at, dot.body());
            }
        }
    }

    /// Thick lines first and dashed lines last, so that lines on top of each other all show.
    fn back_to_front(&self) -> Vec<&Line<'_>> {
        let mut lines: Vec<&Line<'_>> = self.lines.iter().collect();
        lines.sort_by_key(|line| (Reverse(line.pen.width), line.pen.dash != Dash::Solid));
        lines
    }

    /// Lines with gaps.
    fn gap_rows(&self) -> Vec<&Line<'_>> {
        self.lines.iter().filter(|line| line.gaps().next().is_some()).collect()
    }

    fn gap_height(&self) -> i32 {
        i32::try_from(self.gap_rows().len()).unwrap_or(0) * 14 + 8
    }

    /// Hollow markers under the axis where a line has no figure.
    fn draw_gaps(&self, scene: &mut Scene, frame: &Frame, look: Look) {
        let rows = self.gap_rows();
        let mut y = frame.edges.bottom + 14;
        for line in &rows {
            let mut free = i32::MIN;
            for x in line.gaps().map(|(date, _)| frame.x(date)).collect::<BTreeSet<_>>() {
                if x >= free {
                    lines::marker(scene, line.pen, (x, y), Body::Hollow);
                    free = x + 12;
                }
            }
            y += 14;
        }
        let middle = (frame.edges.bottom + y) / 2;
        if let Some(words) = self.gap_words() {
            scene.label(Label::at(words, (frame.edges.right + 26, middle), look.text));
        }
    }

    fn gap_words(&self) -> Option<&'static str> {
        lines::gap_words(self.lines.iter())
    }
}

pub(crate) fn blank(size: Size) -> Scene {
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    Scene::new(side(size.width), side(size.height))
}

/// Says in the middle of the panel that there is nothing to draw.
pub(crate) fn nothing(scene: &mut Scene, frame: &Frame, (words, size): (&str, i32)) {
    let Edges { left, top, right, bottom } = frame.edges;
    let middle = ((left + right) / 2, (top + bottom) / 2);
    scene.label(Label::at(words, middle, size).centred());
}
