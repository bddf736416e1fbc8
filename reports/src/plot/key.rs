//! The key over a picture: what markers and colours mean, in as many rows as it takes.

use super::lines::{self, Body, Pen};
use crate::canvas::{self, Colour, Label, OUTLINE, Scene};

/// One thing that is explained.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) swatch: Swatch,
    pub(crate) text: String,
}

/// What it looks like in the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Swatch {
    Marker(Pen, Body),
    Ground(Colour),
}

/// Entries in their places.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    placed: Vec<(Swatch, Vec<String>, (i32, i32))>,
    rows: i32,
    text: i32,
}

impl Entry {
    pub(crate) fn new(swatch: Swatch, text: impl Into<String>) -> Self {
        Self { swatch, text: text.into() }
    }
}

impl Swatch {
    /// Room for it and the space after it.
    fn room(self) -> i32 {
        match self {
            Self::Marker(..) => 20,
            Self::Ground(_) => 24,
        }
    }
}

impl Key {
    /// Places entries side by side, and under each other where the picture ends.
    pub(crate) fn of(entries: &[Entry], width: i32, text: i32) -> Self {
        let (mut x, mut row, mut placed) = (4, 0, Vec::new());
        for Entry { swatch, text: words } in entries {
            let lines = canvas::wrap(words, text, width - swatch.room() - 8);
            let widest = lines.iter().map(|line| canvas::width(line, text)).max().unwrap_or(0);
            let room = swatch.room() + widest;
            if x > 4 && x + room + 4 > width {
                (x, row) = (4, row + 1);
            }
            let more = i32::try_from(lines.len()).unwrap_or(1) - 1;
            placed.push((*swatch, lines, (x, row)));
            (x, row) = if more > 0 { (width, row + more) } else { (x + room + 18, row) };
        }
        let rows = if placed.is_empty() { 0 } else { row + 1 };
        Self { placed, rows, text }
    }

    /// Height of a row.
    fn row(&self) -> i32 {
        self.text + 5
    }

    pub(crate) fn height(&self) -> i32 {
        self.rows * self.row()
    }

    /// Draws the key from `top` down.
    pub(crate) fn draw(&self, scene: &mut Scene, top: i32) {
        for (swatch, lines, (x, row)) in &self.placed {
            let mut y = top + row * self.row() + self.row() / 2;
            draw_swatch(scene, *swatch, (*x, y));
            for line in lines {
                scene.label(Label::at(line.as_str(), (x + swatch.room(), y), self.text));
                y += self.row();
            }
        }
    }
}

fn draw_swatch(scene: &mut Scene, swatch: Swatch, (x, y): (i32, i32)) {
    match swatch {
        Swatch::Marker(pen, body) => lines::marker(scene, pen, (x + 8, y), body),
        Swatch::Ground(colour) => {
            scene.bar((x + 1, y - 7), (x + 17, y + 7), OUTLINE);
            scene.bar((x + 2, y - 6), (x + 16, y + 6), colour);
        }
    }
}
