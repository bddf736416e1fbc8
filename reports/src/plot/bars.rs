//! Bars across the page with targets and bands.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use rust_decimal::Decimal;

use super::scale::{self, Reach};
use super::time;
use crate::canvas::{self, BLACK, DARK_BLUE, GREY_TINTS, GRID, Label, OUTLINE, Scene, WHITE};
use crate::chart::Size;
use crate::measure::Measure;

const TICKS: u32 = 6;

/// Rows to draw.
#[derive(Clone, Debug)]
pub(crate) struct BarPlot<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) reach: Reach,
    pub(crate) rows: Vec<Row<'a>>,
}

/// One bar and its words.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) label: &'a str,
    pub(crate) value: Option<Decimal>,
    pub(crate) target: Option<Decimal>,
    pub(crate) bands: Vec<(Decimal, Decimal)>,
    pub(crate) figure: String,
    pub(crate) rating: &'a str,
}

/// Where bars lie and how text is set.
#[derive(Clone, Copy, Debug)]
struct Layout {
    left: i32,
    right: i32,
    text: i32,
    row: i32,
    /// Lines of text over each bar: none where the label stands beside it.
    above: i32,
    tall: i32,
}

impl BarPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let count = i32::try_from(self.rows.len()).unwrap_or(1).max(1);
        let layout = self.layout(&scene, size.text(), count);
        let head = layout.row + 12;
        scene.height = head + layout.tall * count + layout.row + 16;
        let foot = scene.height - layout.row - 12;
        let title = format!("{}. Black line: target.", self.measure.axis_title());
        scene.label(Label::at(title, (4, layout.row / 2 + 2), layout.text));
        self.axis(&mut scene, layout, (head, foot));
        let mut top = head;
        for row in &self.rows {
            self.row(&mut scene, layout, row, top);
            top += layout.tall;
        }
        if self.rows.is_empty() {
            let middle = (scene.width / 2, head + layout.tall / 2);
            scene.label(Label::at("No scores yet", middle, layout.text).centred());
        }
        scene
    }

    fn layout(&self, scene: &Scene, text: i32, count: i32) -> Layout {
        let row = text + 4;
        let figures = self.rows.iter().flat_map(|row| [row.figure.as_str(), row.rating]);
        let figures = figures.map(|words| canvas::width(words, text)).max().unwrap_or(0);
        if scene.width < 600 {
            let edge = self.tick_half(text);
            let (left, right) = (edge, scene.width - edge);
            let lines =
                self.rows.iter().map(|row| canvas::wrap(row.label, text, right - left).len());
            let above = 1 + i32::try_from(lines.max().unwrap_or(1).min(2)).unwrap_or(1);
            return Layout { left, right, text, row, above, tall: above * row + 52 };
        }
        let labels =
            self.rows.iter().flat_map(|row| canvas::wrap(row.label, text, scene.width / 4));
        let labels = labels.map(|line| canvas::width(&line, text)).max().unwrap_or(0);
        let right = scene.width - figures.min(scene.width / 4) - 20;
        let tall = ((scene.height - 2 * row - 28) / count).clamp(2 * row + 14, 84);
        Layout { left: labels + 16, right, text, row, above: 0, tall }
    }

    fn tick_half(&self, text: i32) -> i32 {
        let ends = self.reach.ticks(TICKS);
        let widths = ends.iter().map(|tick| canvas::width(&self.measure.tick(*tick), text));
        widths.max().unwrap_or(0) / 2 + 4
    }

    fn x(&self, layout: Layout, value: Decimal) -> i32 {
        let ends =
            RangedCoordf64::from(scale::float(self.reach.low)..scale::float(self.reach.high));
        let value = scale::drawable(value).clamp(self.reach.low, self.reach.high);
        ends.map(&scale::float(value), (layout.left, layout.right))
    }

    fn axis(&self, scene: &mut Scene, layout: Layout, (head, foot): (i32, i32)) {
        for tick in self.reach.ticks(TICKS) {
            let x = self.x(layout, tick);
            scene.line(vec![(x, head), (x, foot)], GRID, 1);
            let words = self.measure.tick(tick);
            scene.label(Label::at(words, (x, foot + layout.row / 2 + 4), layout.text).centred());
        }
    }

    fn row(&self, scene: &mut Scene, layout: Layout, row: &Row<'_>, top: i32) {
        let middle = top + (layout.tall + layout.above * layout.row) / 2;
        for (at, tint) in row.bands.iter().zip(GREY_TINTS) {
            self.band(scene, layout, (*at, tint), middle);
        }
        if let Some(value) = row.value {
            let (left, right) = (self.x(layout, self.reach.low), self.x(layout, value));
            scene.bar((left, middle - 7), (right, middle + 7), DARK_BLUE);
        }
        if let Some(target) = row.target {
            let x = self.x(layout, target);
            scene.bar((x - 4, middle - 14), (x + 4, middle + 14), WHITE);
            scene.bar((x - 2, middle - 18), (x + 2, middle + 18), BLACK);
        }
        if layout.above == 0 {
            beside(scene, layout, row, middle)
        } else {
            over(scene, layout, row, top)
        }
    }

    fn band(
        &self, scene: &mut Scene, layout: Layout,
        ((from, to), tint): ((Decimal, Decimal), canvas::Colour), middle: i32,
    ) {
        let (left, right) = (self.x(layout, from), self.x(layout, to));
        scene.bar((left, middle - 14), (right, middle + 14), OUTLINE);
        scene.bar((left + 1, middle - 13), (right - 1, middle + 13), tint);
    }
}

/// The label at the left of the bar, the figure and its rating at the right.
fn beside(scene: &mut Scene, layout: Layout, row: &Row<'_>, middle: i32) {
    let lines = canvas::wrap(row.label, layout.text, layout.left - 12);
    let count = i32::try_from(lines.len()).unwrap_or(1);
    let mut y = middle - (count - 1) * layout.row / 2;
    for line in lines {
        scene.label(Label::at(line, (layout.left - 10, y), layout.text).ending());
        y += layout.row;
    }
    let words = [row.figure.as_str(), row.rating];
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    let mut y = if words.len() > 1 { middle - layout.row / 2 } else { middle };
    for text in words {
        scene.label(Label::at(text, (layout.right + 12, y), layout.text));
        y += layout.row;
    }
}

/// The label over the bar, and under it the figure with its rating.
fn over(scene: &mut Scene, layout: Layout, row: &Row<'_>, top: i32) {
    let room = layout.right - layout.left;
    let mut lines = canvas::wrap(row.label, layout.text, room);
    lines.truncate(2);
    let figure = format!("{} {}", row.figure, row.rating);
    lines.extend(canvas::wrap(&figure, layout.text, room).into_iter().take(1));
    let spare = layout.above - i32::try_from(lines.len()).unwrap_or(layout.above);
    let mut y = top + spare * layout.row + layout.row / 2 + 6;
    for line in lines {
        scene.label(Label::at(line, (layout.left, y), layout.text));
        y += layout.row;
    }
}
