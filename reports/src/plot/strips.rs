//! Strips of markers, one column a meeting, going on below where the picture is full.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use super::key::{Entry, Key};
use super::lines::{self, Body, Pen};
use super::{dates, marks, time};
use crate::canvas::{self, GRID, Label, Scene};
use crate::chart::Size;
use crate::figures::{Break, Event};

/// Room for one marker across.
const SLOT: i32 = 17;

/// Strips to draw.
#[derive(Clone, Debug)]
pub(crate) struct StripPlot<'a> {
    pub(crate) title: String,
    pub(crate) key: Vec<Entry>,
    /// Names of the strips.
    pub(crate) names: Vec<&'a str>,
    pub(crate) columns: Vec<Column<'a>>,
    pub(crate) events: &'a [Event],
    pub(crate) breaks: &'a [Break],
    /// What to say when there is nothing to draw.
    pub(crate) empty: &'static str,
}

/// One meeting: a marker for each strip that has one.
#[derive(Clone, Debug)]
pub(crate) struct Column<'a> {
    pub(crate) date: NaiveDate,
    pub(crate) label: &'a str,
    pub(crate) markers: Vec<Option<Pen>>,
}

#[derive(Clone, Copy, Debug)]
struct Look {
    left: i32,
    wide: i32,
    text: i32,
    row: i32,
}

impl Look {
    fn x(self, at: usize) -> i32 {
        self.left + at.to_i32().unwrap_or(0) * self.wide + self.wide / 2
    }
}

impl StripPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let (text, row) = (size.text(), size.text() + 6);
        let mut y = row / 2 + 2;
        for line in canvas::wrap(&self.title, text, scene.width - 8).into_iter().take(3) {
            scene.label(Label::at(line, (4, y), text));
            y += row;
        }
        let key = Key::of(&self.key, scene.width, text);
        key.draw(&mut scene, y - row / 2);
        let head = y - row / 2 + key.height() + 8;
        let names = self.names.iter().map(|name| canvas::width(name, text)).max().unwrap_or(0);
        let left = names + 14;
        let fit = usize::try_from((scene.width - left - 8) / SLOT).unwrap_or(1).max(1);
        // Few markers stand further apart, many in even rows.
        let count = self.columns.len().clamp(1, fit);
        let wide = ((scene.width - left - 8) / count.to_i32().unwrap_or(1)).min(3 * SLOT);
        let look = Look { left, wide, text, row };
        let mut top = head;
        for (at, block) in self.columns.chunks(fit).enumerate() {
            let next = self.columns.get((at + 1) * fit).map(|column| column.date);
            top = self.block(&mut scene, (look, top), (block, next));
        }
        if self.columns.is_empty() {
            let middle = (scene.width / 2, head + row);
            scene.label(Label::at(self.empty, middle, text).centred());
            top += 2 * row;
        }
        scene.height = top + 4;
        scene
    }

    /// Draws the meetings of one block, and gives where the next begins.
    fn block(
        &self, scene: &mut Scene, (look, top): (Look, i32),
        (block, next): (&[Column<'_>], Option<NaiveDate>),
    ) -> i32 {
        let place = |day: NaiveDate| {
            let first = block.first()?.date;
            let at = block.iter().position(|column| day <= column.date);
            let is_after = next.is_none_or(|next| day < next);
            let at = at.or_else(|| is_after.then_some(block.len()).filter(|_| next.is_some()))?;
            let is_before = at == 0 && day < first && !self.begins_with(block);
            (!is_before).then(|| look.x(at) - look.wide / 2)
        };
        let marks = marks::placed(place, self.events, self.breaks, look.text);
        let strips = top + marks::rows(&marks) * look.row + 4;
        let count = self.names.len().to_i32().unwrap_or(0);
        let foot = strips + count * look.row;
        marks::draw(scene, (strips, foot), &marks, (look.text, look.row));
        let mut y = strips + look.row / 2;
        for (at, name) in self.names.iter().enumerate() {
            scene.label(Label::at(*name, (4, y), look.text));
            let end = look.x(block.len()) - look.wide / 2;
            scene.line(vec![(look.left, y), (end, y)], GRID, 1);
            for (place, column) in block.iter().enumerate() {
                if let Some(Some(pen)) = column.markers.get(at) {
                    lines::marker(scene, *pen, (look.x(place), y), Body::Full);
                }
            }
            y += look.row;
        }
        let places: Vec<(i32, &str)> =
            block.iter().enumerate().map(|(at, column)| (look.x(at), column.label)).collect();
        let row = foot + 6 + look.row / 2;
        dates::draw(scene, &places, ((0, scene.width), foot, row), look.text);
        row + look.row / 2 + 12
    }

    fn begins_with(&self, block: &[Column<'_>]) -> bool {
        let first = |columns: &[Column<'_>]| columns.first().map(|column| column.date);
        first(&self.columns) == first(block)
    }
}
