//! A grid of figures on tints, the latest columns that fit.

use chrono::NaiveDate;

use super::{marks, time};
use crate::canvas::{self, Colour, Label, OUTLINE, Scene, WHITE};
use crate::chart::Size;
use crate::figures::{Break, Event};

/// Cells to draw.
#[derive(Clone, Debug)]
pub(crate) struct HeatPlot<'a> {
    /// What the figures are; what is left out is added.
    pub(crate) title: String,
    /// What a column is, such as `meeting`.
    pub(crate) each: &'a str,
    pub(crate) columns: Vec<(NaiveDate, &'a str)>,
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) events: &'a [Event],
    pub(crate) breaks: &'a [Break],
    /// What to say when there is nothing to draw.
    pub(crate) empty: &'static str,
}

/// One row of cells, each with what is printed and the ground it is printed on.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) label: &'a str,
    pub(crate) cells: Vec<(String, Colour)>,
}

#[derive(Clone, Copy, Debug)]
struct Look {
    left: i32,
    wide: i32,
    text: i32,
    row: i32,
    /// Whether labels stand over the rows, for want of width.
    is_narrow: bool,
}

impl Look {
    fn x(self, at: usize) -> i32 {
        self.left + i32::try_from(at).unwrap_or(0) * self.wide
    }
}

impl HeatPlot<'_> {
    pub(crate) fn draw(&self, size: Size) -> Scene {
        let mut scene = time::blank(size);
        let look = self.look(&scene, size.text());
        let fit = usize::try_from((scene.width - look.left - 6) / look.wide).unwrap_or(1).max(1);
        let skipped = self.columns.len().saturating_sub(fit);
        let mut y = look.row / 2 + 2;
        for line in canvas::wrap(&self.head(fit), look.text, scene.width - 8).into_iter().take(3) {
            scene.label(Label::at(line, (4, y), look.text));
            y += look.row;
        }
        let columns: Vec<(NaiveDate, &str)> = self.columns.iter().skip(skipped).copied().collect();
        if self.rows.is_empty() || columns.is_empty() {
            let middle = (scene.width / 2, y + look.row);
            scene.label(Label::at(self.empty, middle, look.text).centred());
            scene.height = y + 3 * look.row;
            return scene;
        }
        let place = |day| place(&columns, (look, skipped), day);
        let marks = marks::placed(place, self.events, self.breaks, look.text);
        y += marks::rows(&marks) * look.row;
        let top = Self::header(&mut scene, look, (&columns, y));
        let lines: Vec<Vec<String>> = self.rows.iter().map(|row| look.label(row)).collect();
        let foot = top + lines.iter().map(|lines| look.height(lines)).sum::<i32>();
        scene.height = foot + 8;
        let ends = (y - look.row / 2 + 4, foot);
        marks::draw(&mut scene, ends, &marks, (look.text, look.row));
        let mut at = top;
        for (row, lines) in self.rows.iter().zip(lines) {
            let height = look.height(&lines);
            draw_row(&mut scene, look, (row, &lines, skipped), (at, height));
            at += height;
        }
        scene
    }

    fn head(&self, fit: usize) -> String {
        let all = self.columns.len();
        if all <= fit {
            return self.title.clone();
        }
        format!("{}. The latest {fit} of {all} {}s", self.title, self.each)
    }

    fn look(&self, scene: &Scene, text: i32) -> Look {
        let is_narrow = scene.width < 600;
        let words = self.columns.iter().map(|(_, label)| canvas::width(&day(label), text));
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let cells = cells.map(|(figure, _)| canvas::width(figure, text));
        let wide = words.chain(cells).max().unwrap_or(0).clamp(34, scene.width / 3) + 10;
        let labels =
            self.rows.iter().flat_map(|row| canvas::wrap(row.label, text, scene.width / 4));
        let labels = labels.map(|line| canvas::width(&line, text)).max().unwrap_or(0);
        let left = if is_narrow { 6 } else { labels + 16 };
        Look { left, wide, text, row: text + 4, is_narrow }
    }

    /// Writes the dates over the columns, and gives where the rows begin.
    fn header(scene: &mut Scene, look: Look, (columns, y): (&[(NaiveDate, &str)], i32)) -> i32 {
        let lines: Vec<Vec<String>> = columns
            .iter()
            .map(|(_, label)| canvas::wrap(label, look.text, look.wide - 4))
            .map(|lines| lines.into_iter().take(3).collect())
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        for (at, lines) in lines.iter().enumerate() {
            let mut y = y + look.row / 2;
            for line in lines {
                let middle = (look.x(at) + look.wide / 2, y);
                scene.label(Label::at(line, middle, look.text).centred());
                y += look.row;
            }
        }
        y + i32::try_from(most).unwrap_or(1) * look.row + 4
    }
}

/// What stands together on the first line over a column: the day and month of a date.
fn day(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().take(2).collect();
    words.join(" ")
}

/// The edge before the first column on or after a day, among those that are drawn.
fn place(
    columns: &[(NaiveDate, &str)], (look, skipped): (Look, usize), day: NaiveDate,
) -> Option<i32> {
    let at = columns.iter().position(|(date, _)| day <= *date)?;
    let is_before = at == 0 && skipped > 0;
    (!is_before).then(|| look.x(at))
}

impl Look {
    fn label(self, row: &Row<'_>) -> Vec<String> {
        let room = if self.is_narrow { 300 } else { self.left - 12 };
        canvas::wrap(row.label, self.text, room).into_iter().take(3).collect()
    }

    fn height(self, lines: &[String]) -> i32 {
        let lines = i32::try_from(lines.len()).unwrap_or(1).max(1);
        if self.is_narrow { lines * self.row + 34 } else { (lines * self.row + 6).max(28) }
    }
}

fn draw_row(
    scene: &mut Scene, look: Look, (row, lines, skipped): (&Row<'_>, &[String], usize),
    (top, height): (i32, i32),
) {
    let count = i32::try_from(lines.len()).unwrap_or(1);
    let over = if look.is_narrow { count * look.row + 4 } else { 0 };
    let middle = if look.is_narrow {
        top + look.row / 2 + 4
    } else {
        top + height / 2 - (count - 1) * look.row / 2
    };
    let mut y = middle;
    for line in lines {
        let label = Label::at(line, (look.left, y), look.text);
        let beside = Label { x: look.left - 8, ..label.clone() }.ending();
        if look.is_narrow {
            let ((left, right), half) = (label.span(), look.row / 2);
            scene.bar((left, y - half), (right, y + half), WHITE);
        }
        scene.label(if look.is_narrow { label } else { beside });
        y += look.row;
    }
    let (cell, foot) = (top + over + 1, top + height - 1);
    for (at, (figure, ground)) in row.cells.iter().skip(skipped).enumerate() {
        let (left, right) = (look.x(at) + 2, look.x(at + 1) - 2);
        scene.bar((left, cell), (right, foot), OUTLINE);
        scene.bar((left + 1, cell + 1), (right - 1, foot - 1), *ground);
        let middle = ((left + right) / 2, (cell + foot) / 2);
        scene.label(Label::at(figure, middle, look.text).centred());
    }
}
