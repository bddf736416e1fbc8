//! Events and breaks: numbered lines over a panel, in rows that keep them apart.

use chrono::NaiveDate;

use super::frame::Frame;
use crate::canvas::{self, BREAK, Dash, EVENT, Label, Scene, WHITE};
use crate::figures::{self, Break, Event};

/// At most this many rows; a mark that fits none keeps its line and loses its label.
const ROWS: usize = 3;

/// A mark over the panel: where, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    x: i32,
    /// Middle of the label.
    middle: i32,
    text: String,
    kind: Kind,
    row: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Event,
    Break,
    /// A day with a name of its own.
    Day(Dash),
}

/// A day to mark by name: what it is called, and how its line is dashed.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) date: NaiveDate,
    pub(crate) text: String,
    pub(crate) dash: Dash,
}

/// Marks for which there is a place across, each in the first row with room.
pub(crate) fn placed(
    place: impl Fn(NaiveDate) -> Option<i32>, events: &[Event], breaks: &[Break], size: i32,
) -> Vec<Mark> {
    let numbered = figures::numbered(events).into_iter();
    let events = numbered.map(|(number, event)| (event.date, number.to_string(), Kind::Event));
    let breaks = breaks.iter().map(|new| (new.date, "[b]".to_owned(), Kind::Break));
    let mark = |(date, text, kind)| {
        let x = place(date)?;
        Some(Mark { x, middle: x, text, kind, row: None })
    };
    let mut marks: Vec<Mark> = events.chain(breaks).filter_map(mark).collect();
    settle(&mut marks, size);
    marks
}

/// Adds named days in rows of their own above the others, their labels within the picture.
pub(crate) fn name_days(
    marks: &mut Vec<Mark>, (frame, width): (&Frame, i32), days: &[Named], size: i32,
) {
    let above = marks.iter().filter_map(|mark| mark.row).max().map_or(0, |row| row + 1);
    let mark = |day: &Named| {
        let (x, half) = (frame.x(day.date), half_width(&day.text, size));
        let middle = x.min(width - half - 2).max(half + 2);
        Mark { x, middle, text: day.text.clone(), kind: Kind::Day(day.dash), row: None }
    };
    let mut named: Vec<Mark> = days.iter().map(mark).collect();
    settle(&mut named, size);
    marks.extend(
        named.into_iter().map(|mark| Mark { row: mark.row.map(|row| row + above), ..mark }),
    );
}

fn settle(marks: &mut [Mark], size: i32) {
    marks.sort_by_key(|mark| mark.x);
    let mut ends = [i32::MIN; ROWS];
    for mark in marks {
        let half = half_width(&mark.text, size);
        let free = ends.iter_mut().enumerate().find(|(_, end)| **end <= mark.middle - half);
        if let Some((row, end)) = free {
            mark.row = Some(row);
            *end = mark.middle + half + 4;
        }
    }
}

/// How many rows the marks take.
pub(crate) fn rows(marks: &[Mark]) -> i32 {
    let rows = marks.iter().filter_map(|mark| mark.row).max().map_or(0, |row| row + 1);
    i32::try_from(rows).unwrap_or(0)
}

/// Draws each mark's line down the panel and its label above.
pub(crate) fn draw(
    scene: &mut Scene, (top, bottom): (i32, i32), marks: &[Mark], (size, row_height): (i32, i32),
) {
    for mark in marks {
        let row = mark.row.and_then(|row| i32::try_from(row).ok());
        let y = top - 4 - row_height / 2 - row.unwrap_or(0) * row_height;
        let ends = vec![(mark.x, y), (mark.x, bottom)];
        match mark.kind {
            Kind::Day(dash) => scene.dashed(ends, BREAK, (2, dash)),
            Kind::Event => scene.line(ends, EVENT, 1),
            Kind::Break => scene.dashed(ends, BREAK, (2, Dash::Dashed { on: 6, off: 5 })),
        }
    }
    for mark in marks {
        if let Some(row) = mark.row.and_then(|row| i32::try_from(row).ok()) {
            let y = top - 4 - row_height / 2 - row * row_height;
            label(scene, mark, y, (size, row_height));
        }
    }
}

fn label(scene: &mut Scene, mark: &Mark, y: i32, (size, row_height): (i32, i32)) {
    let (half, tall) = (half_width(&mark.text, size), row_height / 2 - 1);
    match mark.kind {
        Kind::Event => {
            scene.bar((mark.x - half, y - tall), (mark.x + half, y + tall), EVENT);
            scene.bar((mark.x - half + 1, y - tall + 1), (mark.x + half - 1, y + tall - 1), WHITE);
        }
        Kind::Break | Kind::Day(_) => {
            scene.bar((mark.middle - half, y - tall), (mark.middle + half, y + tall), WHITE);
        }
    }
    scene.label(Label::at(mark.text.as_str(), (mark.middle, y), size).centred());
}

fn half_width(text: &str, size: i32) -> i32 {
    canvas::width(text, size) / 2 + 5
}
