//! A grid of small panels with the same axes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::frame::{self, Edges, Frame};
use super::lines::{self, Body, Line};
use super::scale::Reach;
use super::{dates, time};
use crate::canvas::{self, BREAK, Dash, Label, Scene};
use crate::chart::Size;
use crate::figures::{Break, SeriesStyle};
use crate::measure::{Measure, sentence_case};

const TEXT: i32 = 14;
const ROW: i32 = 18;
const TICKS: u32 = 5;
/// Room a panel needs to be read.
const LEAST: (i32, i32) = (230, 200);

/// Panels to draw.
#[derive(Clone, Debug)]
pub(crate) struct PanelPlot<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) reach: Reach,
    pub(crate) cells: Vec<Cell<'a>>,
    pub(crate) breaks: &'a [Break],
    /// What a drawn figure stands for, when it is not one reading.
    pub(crate) remark: Option<String>,
}

/// The two lines of one panel; the client's carries the title.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) client: Line<'a>,
    pub(crate) own: Line<'a>,
}

impl PanelPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let count = i32::try_from(self.cells.len()).unwrap_or(1).max(1);
        let columns = (scene.width / LEAST.0).clamp(1, 4).min(count);
        let rows = (count + columns - 1) / columns;
        let wide = scene.width / columns;
        let days = frame::days(self.dates().into_keys());
        let edges = self.edges((0, 0), (wide, LEAST.1));
        let frame = Frame { edges, days, reach: self.reach, whole: true };
        let is_crowded = self.cells.iter().any(|cell| cell.own.is_crowded(&frame));
        let head = self.head(&mut scene, is_crowded);
        let tall = ((scene.height - head) / rows).max(LEAST.1);
        scene.height = head + tall * rows;
        let (mut column, mut row) = (0, 0);
        for cell in &self.cells {
            let corner = (column * wide, head + row * tall);
            self.panel(&mut scene, cell, (corner, (wide, tall)), days);
            column += 1;
            if column == columns {
                (column, row) = (0, row + 1);
            }
        }
        scene
    }

    /// Names the two lines or markers, and gives the height it took.
    fn head(&self, scene: &mut Scene, is_crowded: bool) -> i32 {
        let (mut x, mut y) = (12, ROW / 2 + 4);
        let gaps = lines::gap_words(self.cells.iter().map(|cell| &cell.client));
        let key = [
            (Some("Client"), SeriesStyle::Client.pen(), Some(Body::Full)),
            (Some("Supplier self-score"), SeriesStyle::Supplier.pen(), Some(Body::Hollow)),
            (gaps, SeriesStyle::Client.pen(), Some(Body::Hollow)),
            (self.remark.as_deref(), SeriesStyle::Client.pen(), None),
        ];
        for (place, (name, pen, body)) in key.into_iter().enumerate() {
            let Some(name) = name else { continue };
            let is_line = is_crowded && place < 2;
            let before = if is_line { 28 } else { 14 };
            let width = canvas::width(name, TEXT) + before + 26;
            if x + width > scene.width {
                (x, y) = (12, y + ROW);
            }
            match body {
                Some(_) if is_line => lines::sample(scene, pen, (x, y)),
                Some(body) => lines::marker(scene, pen, (x, y), body),
                None => {}
            }
            scene.label(Label::at(sentence_case(name), (x + before, y), TEXT));
            x += width;
        }
        y + ROW
    }

    fn dates(&self) -> BTreeMap<NaiveDate, &str> {
        let dots = self.cells.iter().flat_map(|cell| &cell.client.dots);
        dots.map(|dot| (dot.date, dot.label)).collect()
    }

    fn panel(
        &self, scene: &mut Scene, cell: &Cell<'_>, (corner, room): ((i32, i32), (i32, i32)),
        days: (i32, i32),
    ) {
        let title = canvas::wrap(cell.client.name, TEXT, room.0 - 12);
        let edges = self.edges(corner, room);
        let frame = Frame { edges, days, reach: self.reach, whole: true };
        for (line, y) in title.iter().take(2).zip([ROW / 2, ROW / 2 + ROW]) {
            scene.label(Label::at(line.as_str(), (corner.0 + 4, corner.1 + y), TEXT));
        }
        frame.grid(scene, (self.measure, TEXT), TICKS);
        self.draw_breaks(scene, &frame);
        if cell.client.last().is_none() && cell.own.last().is_none() {
            return time::nothing(scene, &frame, ("No scores yet", TEXT));
        }
        cell.client.draw_stroke(scene, &frame, self.breaks);
        cell.own.draw_open(scene, &frame, self.breaks);
        cell.client.draw_dots(scene, &frame, self.breaks);
        self.end(scene, cell, &frame);
        self.foot(scene, cell, (&frame, (corner.0, corner.0 + room.0)));
    }

    fn edges(&self, (left, top): (i32, i32), (wide, tall): (i32, i32)) -> Edges {
        let ticks = frame::tick_room(self.reach, (self.measure, TEXT), TICKS);
        let figures = self.cells.iter().filter_map(|cell| cell.client.last());
        let widest = figures
            .map(|(dot, _)| canvas::width(&dot.reading.shown(self.measure), TEXT))
            .max()
            .unwrap_or(0);
        Edges {
            left: left + ticks + 4,
            top: top + 2 * ROW + if self.breaks.is_empty() { 10 } else { ROW + 10 },
            right: left + wide - widest - 24,
            bottom: top + tall - ROW - 26,
        }
    }

    fn draw_breaks(&self, scene: &mut Scene, frame: &Frame) {
        let Edges { left, top, right, bottom } = frame.edges;
        for x in self.breaks.iter().map(|new| frame.x(new.date)) {
            if (left..=right).contains(&x) {
                let pen = (2, Dash::Dashed { on: 6, off: 5 });
                scene.dashed(vec![(x, top - 8), (x, bottom)], BREAK, pen);
                scene.label(Label::at("[b]", (x, top - 17), TEXT).centred());
            }
        }
    }

    /// The client's last figure, beside its marker.
    fn end(&self, scene: &mut Scene, cell: &Cell<'_>, frame: &Frame) {
        if let Some((dot, value)) = cell.client.last() {
            let at = (frame.x(dot.date), frame.y(value));
            scene.disc(at, 5, cell.client.pen.colour);
            let figure = dot.reading.shown(self.measure);
            scene.label(Label::at(figure, (frame.edges.right + 14, at.1), TEXT));
        }
    }

    /// Hollow circles at gaps, then the first and last date.
    fn foot(&self, scene: &mut Scene, cell: &Cell<'_>, (frame, bounds): (&Frame, (i32, i32))) {
        let mut free = i32::MIN;
        for x in cell.client.gaps().map(|(date, _)| frame.x(date)) {
            if x >= free {
                lines::marker(scene, cell.client.pen, (x, frame.edges.bottom + 12), Body::Hollow);
                free = x + 12;
            }
        }
        let dates = self.dates();
        let ends = [dates.first_key_value(), dates.last_key_value()];
        let mut places: Vec<(i32, &str)> =
            ends.into_iter().flatten().map(|(date, label)| (frame.x(*date), *label)).collect();
        places.dedup();
        let row = frame.edges.bottom + 20 + ROW / 2;
        dates::draw(scene, &places, (bounds, frame.edges.bottom, row), TEXT);
    }
}
