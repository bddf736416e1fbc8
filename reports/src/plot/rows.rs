//! Rows across the page: a label, marks on a common scale, and a figure at the right.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use rust_decimal::Decimal;

use super::key::{Entry, Key, Swatch};
use super::lines::{Body, Pen};
use super::scale::{self, Reach};
use super::time;
use crate::canvas::{self, Colour, EVENT, GRID, Label, Scene, WHITE, ZERO_LINE};
use crate::chart::Size;
use crate::figures::SeriesStyle;
use crate::measure::Measure;

const TICKS: u32 = 6;

/// Rows to draw.
#[derive(Clone, Debug)]
pub(crate) struct RowPlot<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) reach: Reach,
    pub(crate) title: String,
    pub(crate) key: Vec<Entry>,
    pub(crate) rows: Vec<Row<'a>>,
    /// What to say when there is nothing to draw.
    pub(crate) empty: &'static str,
}

/// One row and its words.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) label: &'a str,
    pub(crate) body: Bodies,
    pub(crate) figure: String,
    /// Whether the figure is to stand out.
    pub(crate) is_bold: bool,
}

/// What is drawn in a row.
#[derive(Clone, Debug)]
pub(crate) enum Bodies {
    /// Two markers and the way between them: client's and supplier's.
    Dumbbell(Option<Decimal>, Option<Decimal>),
    /// Stretches of one bar, one after the other.
    Bar(Vec<(Decimal, Colour)>),
}

/// Where rows lie and how text is set.
#[derive(Clone, Copy, Debug)]
struct Layout {
    left: i32,
    right: i32,
    text: i32,
    row: i32,
    /// Whether labels stand over the rows, for want of width.
    is_narrow: bool,
}

impl Layout {
    /// Room for the label of a narrow row beside its figure, if there is enough.
    fn beside(self, row: &Row<'_>) -> Option<i32> {
        let (left, right) = figure(row, (0, 0), self.text).span();
        let room = self.right - self.left - (right - left) - 10;
        (self.is_narrow && room >= 100).then_some(room)
    }
}

impl RowPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let layout = self.layout(&scene, size.text());
        let mut y = layout.row / 2 + 2;
        for line in canvas::wrap(&self.title, layout.text, scene.width - 8).into_iter().take(3) {
            scene.label(Label::at(line, (4, y), layout.text));
            y += layout.row;
        }
        let key = Key::of(&self.key, scene.width, layout.text);
        key.draw(&mut scene, y - layout.row / 2 + 2);
        let head = y - layout.row / 2 + key.height() + 10;
        let heights: Vec<i32> = self.rows.iter().map(|row| self.height(row, layout)).collect();
        let foot = head + heights.iter().sum::<i32>().max(3 * layout.row);
        scene.height = foot + layout.row + 14;
        self.axis(&mut scene, layout, (head, foot));
        let mut top = head;
        for (row, height) in self.rows.iter().zip(heights) {
            self.row(&mut scene, layout, (row, top, height));
            top += height;
        }
        if self.rows.is_empty() {
            let middle = (scene.width / 2, (head + foot) / 2);
            scene.label(Label::at(self.empty, middle, layout.text).centred());
        }
        scene
    }

    fn layout(&self, scene: &Scene, text: i32) -> Layout {
        let row = text + 4;
        let figures = self.rows.iter().map(|row| figure(row, (0, 0), text).span());
        let figures = figures.map(|(left, right)| right - left).max().unwrap_or(0);
        let edge = self.tick_half(text);
        if scene.width < 600 {
            let right = scene.width - edge;
            return Layout { left: edge + 4, right, text, row, is_narrow: true };
        }
        let lines = self.rows.iter().flat_map(|row| canvas::wrap(row.label, text, scene.width / 3));
        let labels = lines.map(|line| canvas::width(&line, text)).max().unwrap_or(0);
        let right = scene.width - figures.max(edge) - 24;
        Layout { left: labels.max(edge) + 22, right, text, row, is_narrow: false }
    }

    fn tick_half(&self, text: i32) -> i32 {
        let ends = self.reach.ticks(TICKS);
        let widths = ends.iter().map(|tick| canvas::width(&self.measure.tick(*tick), text));
        widths.max().unwrap_or(0) / 2 + 4
    }

    /// Lines of a row's label, at most two.
    fn lines(row: &Row<'_>, layout: Layout) -> Vec<String> {
        let room = match layout.beside(row) {
            Some(room) => room,
            None if layout.is_narrow => layout.right - layout.left,
            None => layout.left - 14,
        };
        canvas::wrap(row.label, layout.text, room).into_iter().take(2).collect()
    }

    fn height(&self, row: &Row<'_>, layout: Layout) -> i32 {
        let lines = i32::try_from(Self::lines(row, layout).len()).unwrap_or(1).max(1);
        let under = i32::from(layout.is_narrow && layout.beside(row).is_none());
        if layout.is_narrow {
            (lines + under) * layout.row + 34
        } else {
            (lines * layout.row).max(24) + 12
        }
    }

    fn x(&self, layout: Layout, value: Decimal) -> i32 {
        let ends =
            RangedCoordf64::from(scale::float(self.reach.low)..scale::float(self.reach.high));
        let value = scale::drawable(value).clamp(self.reach.low, self.reach.high);
        ends.map(&scale::float(value), (layout.left, layout.right))
    }

    fn axis(&self, scene: &mut Scene, layout: Layout, (head, foot): (i32, i32)) {
        let room = (layout.right - layout.left) / (2 * self.tick_half(layout.text)).max(1);
        let most = u32::try_from(room).unwrap_or(2).clamp(2, TICKS);
        for tick in self.reach.ticks(most) {
            let x = self.x(layout, tick);
            let colour = if tick.is_zero() { ZERO_LINE } else { GRID };
            scene.line(vec![(x, head), (x, foot)], colour, 1);
            let words = self.measure.tick(tick);
            scene.label(Label::at(words, (x, foot + layout.row / 2 + 4), layout.text).centred());
        }
    }

    fn row(&self, scene: &mut Scene, layout: Layout, (row, top, height): (&Row<'_>, i32, i32)) {
        let lines = Self::lines(row, layout);
        let middle = if layout.is_narrow {
            over(scene, layout, (row, lines), top);
            top + height - 16
        } else {
            beside(scene, layout, (row, lines), top + height / 2);
            top + height / 2
        };
        self.body(scene, layout, (&row.body, middle));
    }

    fn body(&self, scene: &mut Scene, layout: Layout, (body, y): (&Bodies, i32)) {
        match body {
            Bodies::Dumbbell(client, supplier) => {
                let [client, supplier] =
                    [client, supplier].map(|value| value.map(|value| (self.x(layout, value), y)));
                dumbbell(scene, client, supplier);
            }
            Bodies::Bar(stretches) => {
                let mut sum = Decimal::ZERO;
                for (value, colour) in stretches.iter().filter(|(value, _)| !value.is_zero()) {
                    let left = self.x(layout, sum);
                    sum = sum.checked_add(scale::drawable(*value)).unwrap_or(sum);
                    let right = (self.x(layout, sum) - 1).max(left + 1);
                    scene.bar((left, y - 9), (right, y + 9), *colour);
                }
            }
        }
    }
}

/// The label at the left of its row, the figure at the right.
fn beside(scene: &mut Scene, layout: Layout, (row, lines): (&Row<'_>, Vec<String>), middle: i32) {
    let count = i32::try_from(lines.len()).unwrap_or(1);
    let mut y = middle - (count - 1) * layout.row / 2;
    for line in lines {
        scene.label(Label::at(line, (layout.left - 14, y), layout.text).ending());
        y += layout.row;
    }
    scene.label(figure(row, (layout.right + 18, middle), layout.text));
}

/// The label over its row, with the figure at its right or, for want of room, under it.
fn over(scene: &mut Scene, layout: Layout, (row, lines): (&Row<'_>, Vec<String>), top: i32) {
    let first = top + layout.row / 2 + 4;
    let mut y = first;
    for line in lines {
        covered(scene, layout, Label::at(line, (layout.left - 2, y), layout.text));
        y += layout.row;
    }
    let figure = match layout.beside(row) {
        Some(_) => figure(row, (layout.right, first), layout.text).ending(),
        None => figure(row, (layout.left - 2, y), layout.text),
    };
    covered(scene, layout, figure);
}

/// Keeps gridlines from running through words.
fn covered(scene: &mut Scene, layout: Layout, label: Label) {
    let ((left, right), half) = (label.span(), layout.row / 2);
    scene.bar((left, label.y - half), (right, label.y + half), WHITE);
    scene.label(label);
}

fn figure(row: &Row<'_>, at: (i32, i32), text: i32) -> Label {
    let label = Label::at(row.figure.as_str(), at, text);
    if row.is_bold { label.bold() } else { label }
}

/// The supplier's square is larger, so that it still shows behind the client's circle.
fn dumbbell(scene: &mut Scene, client: Option<(i32, i32)>, supplier: Option<(i32, i32)>) {
    if let (Some(client), Some(supplier)) = (client, supplier) {
        scene.line(vec![client, supplier], EVENT, 3);
    }
    if let Some((x, y)) = supplier {
        scene.bar((x - 10, y - 10), (x + 10, y + 10), WHITE);
        scene.bar((x - 8, y - 8), (x + 8, y + 8), supplier_pen().colour);
    }
    if let Some(at) = client {
        scene.disc(at, 7, WHITE);
        scene.disc(at, 5, client_pen().colour);
    }
}

pub(crate) fn client_pen() -> Pen {
    SeriesStyle::Client.pen()
}

pub(crate) fn supplier_pen() -> Pen {
    SeriesStyle::Supplier.pen()
}

/// The entries of the key of dumbbells.
pub(crate) fn sides(first: &str, second: &str) -> Vec<Entry> {
    let full = |pen| Swatch::Marker(pen, Body::Full);
    vec![Entry::new(full(client_pen()), first), Entry::new(full(supplier_pen()), second)]
}
