//! Columns in order of time: parts on top of each other or side by side.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::frame::{self, Edges, Frame};
use super::key::{Entry, Key};
use super::lines::{self, Body, Pen};
use super::scale::{self, Reach};
use super::{dates, marks, time};
use crate::canvas::{self, Colour, Label, Scene};
use crate::chart::Size;
use crate::figures::{Break, Event};
use crate::measure::Measure;

const TICKS: u32 = 6;

/// Columns to draw.
pub(crate) struct ColumnPlot<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) reach: Reach,
    pub(crate) title: String,
    pub(crate) key: Vec<Entry>,
    pub(crate) stacking: Stacking,
    /// What one column stands for, such as `meeting`.
    pub(crate) each: &'a str,
    pub(crate) columns: Vec<Column>,
    /// How many neighbours are put together in one column.
    pub(crate) together: usize,
    pub(crate) events: &'a [Event],
    pub(crate) breaks: &'a [Break],
    /// What to say when there is nothing to draw.
    pub(crate) empty: &'static str,
}

/// How parts of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stacking {
    /// On top of each other.
    Stacked,
    /// So many side by side.
    Grouped(i32),
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) date: NaiveDate,
    pub(crate) label: String,
    /// From the foot up, or from left to right; none where there is no figure.
    pub(crate) parts: Vec<Part>,
}

/// One part of a column.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) value: Decimal,
    pub(crate) colour: Colour,
    pub(crate) ink: Colour,
    /// What is printed in it, if there is room.
    pub(crate) words: String,
}

/// Where columns stand.
struct Slots<'a> {
    columns: &'a [Column],
    left: f64,
    wide: f64,
}

impl Slots<'_> {
    fn x(&self, slots: f64) -> i32 {
        (self.left + slots * self.wide).round().to_i32().unwrap_or(0)
    }

    /// Left and right edge of a column's own part of its slot.
    fn span(&self, at: usize) -> (i32, i32) {
        let at = at.to_f64().unwrap_or(0.0);
        let half = (self.wide * 0.36).clamp(2.0, 36.0) / self.wide;
        (self.x(at + 0.5 - half), self.x(at + 0.5 + half))
    }

    fn middle(&self, at: usize) -> i32 {
        self.x(at.to_f64().unwrap_or(0.0) + 0.5)
    }

    /// Where a day lies: between the column it belongs to and the next.
    fn place(&self, day: NaiveDate) -> Option<i32> {
        let at = self.columns.iter().rposition(|column| column.date <= day)?;
        let start = self.columns.get(at)?.date;
        let next = self.columns.get(at + 1).map(|column| column.date);
        let before = at.checked_sub(1).and_then(|at| self.columns.get(at));
        let long = match (next, before) {
            (Some(next), _) => (next - start).num_days(),
            (None, Some(before)) => (start - before.date).num_days(),
            (None, None) => 1,
        };
        let part = (day - start).num_days().to_f64()? / long.max(1).to_f64()?;
        (part <= 1.0).then(|| self.x(at.to_f64().unwrap_or(0.0) + part))
    }
}

impl ColumnPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let (text, row) = (size.text(), size.text() + 4);
        let key = Key::of(&self.key, scene.width, text);
        let ticks = frame::tick_room(self.reach, (self.measure, text), TICKS);
        let (left, right) = (ticks + 4, scene.width - 10);
        let title = self.head(&scene, text);
        let rows = i32::try_from(title.len()).unwrap_or(1);
        let mut y = row / 2 + 2;
        for line in title {
            scene.label(Label::at(line, (4, y), text));
            y += row;
        }
        key.draw(&mut scene, rows * row + 4);
        let slots = self.slots((left, right));
        let place = |date| slots.place(date);
        let marks = marks::placed(place, self.events, self.breaks, text);
        let top = rows * row + key.height() + 14 + marks::rows(&marks) * row;
        let edges = Edges { left, top, right, bottom: scene.height - row - 14 };
        let frame = Frame { edges, days: (0, 1), reach: self.reach, whole: true };
        frame.grid(&mut scene, (self.measure, text), TICKS);
        if slots.columns.iter().all(|column| column.parts.is_empty()) {
            time::nothing(&mut scene, &frame, (self.empty, text));
            return scene;
        }
        marks::draw(&mut scene, (edges.top, edges.bottom), &marks, (text, row));
        let print = self.fits(&slots, text).then_some(text);
        for (at, column) in slots.columns.iter().enumerate() {
            self.column(&mut scene, &frame, (column, slots.span(at)), print);
        }
        draw_dates(&mut scene, &frame, &slots, (text, row));
        scene
    }

    fn head(&self, scene: &Scene, text: i32) -> Vec<String> {
        let more = match self.together {
            1 => String::new(),
            many => format!(". Each bar: {many} {}s", self.each),
        };
        let lines = canvas::wrap(&format!("{}{more}", self.title), text, scene.width - 8);
        lines.into_iter().take(3).collect()
    }

    fn slots(&self, (left, right): (i32, i32)) -> Slots<'_> {
        let count = self.columns.len().max(1).to_f64().unwrap_or(1.0);
        let wide = f64::from(right - left) / count;
        Slots { columns: &self.columns, left: f64::from(left), wide }
    }

    /// Whether every part is wide enough for its words: some without would look as if they had none.
    fn fits(&self, slots: &Slots<'_>, text: i32) -> bool {
        let (left, right) = slots.span(0);
        let words = slots.columns.iter().flat_map(|column| &column.parts).map(|part| &part.words);
        words.map(|words| canvas::width(words, text)).all(|width| width <= right - left + 2)
    }

    fn column(
        &self, scene: &mut Scene, frame: &Frame, (column, (left, right)): (&Column, (i32, i32)),
        print: Option<i32>,
    ) {
        if column.parts.is_empty() {
            let at = ((left + right) / 2, frame.edges.bottom - 9);
            lines::marker(scene, Pen::variation(), at, Body::Hollow);
        }
        match self.stacking {
            Stacking::Stacked => stacked(scene, frame, (column, (left, right)), print),
            Stacking::Grouped(count) => grouped(scene, frame, column, (left, right, count)),
        }
    }
}

fn stacked(
    scene: &mut Scene, frame: &Frame, (column, (left, right)): (&Column, (i32, i32)),
    print: Option<i32>,
) {
    let mut sum = Decimal::ZERO;
    for part in column.parts.iter().filter(|part| !part.value.is_zero()) {
        let foot = frame.y(sum);
        sum = sum.checked_add(scale::drawable(part.value)).unwrap_or(sum);
        let head = frame.y(sum);
        // A white edge between parts whose colours are equally dark.
        scene.bar((left, head + 1), (right, (foot - 1).max(head + 2)), part.colour);
        if let Some(text) = print.filter(|text| foot - head >= text + 4) {
            let middle = ((left + right) / 2, (head + foot) / 2);
            scene.label(Label::at(&part.words, middle, text).centred().inked(part.ink));
        }
    }
}

fn grouped(
    scene: &mut Scene, frame: &Frame, column: &Column, (left, right, count): (i32, i32, i32),
) {
    let wide = ((right - left) / count).max(3);
    let mut x = left;
    let zero = frame.y(Decimal::ZERO);
    for part in &column.parts {
        let head = frame.y(part.value);
        if !part.value.is_zero() {
            scene.bar((x, head.min(zero - 2)), (x + wide - 1, zero), part.colour);
        }
        x += wide;
    }
}

fn draw_dates(scene: &mut Scene, frame: &Frame, slots: &Slots, (text, row): (i32, i32)) {
    let labels = slots.columns.iter().enumerate();
    let places: Vec<(i32, &str)> =
        labels.map(|(at, column)| (slots.middle(at), column.label.as_str())).collect();
    let y = scene.height - row / 2 - 3;
    dates::draw(scene, &places, ((0, scene.width), frame.edges.bottom, y), text);
}

/// How many columns to put together for each to be `least` pixels wide, beside an axis that
/// takes `axis` pixels.
pub(crate) fn together(count: usize, size: Size, (least, axis): (u32, u32)) -> usize {
    let fit = size.width.saturating_sub(axis) / least.max(1);
    count.div_ceil(usize::try_from(fit).unwrap_or(1).max(1)).max(1)
}
