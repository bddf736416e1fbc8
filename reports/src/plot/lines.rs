//! Lines that break at gaps, and the markers on them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::frame::Frame;
use crate::canvas::{
    COMMON, Colour, DARK_BLUE, DARK_PINK, Dash, ORANGE, PLANNED, Scene, TURQUOISE, WHITE,
};
use crate::figures::{Break, Gap, Reading, SeriesStyle};

/// Pixels between two markers of a line.
const APART: usize = 15;

/// How a line and its markers look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    pub(crate) colour: Colour,
    pub(crate) width: u32,
    pub(crate) dash: Dash,
    pub(crate) marker: Marker,
    pub(crate) path: Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Circle,
    Square,
    Triangle,
    TriangleDown,
    Diamond,
    Cross,
}

/// How a line gets from one figure to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    /// Straight on.
    Straight,
    /// Level until the next figure.
    Step,
}

/// A line in date order.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) name: &'a str,
    pub(crate) pen: Pen,
    pub(crate) dots: Vec<Dot<'a>>,
}

/// One reading on a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dot<'a> {
    pub(crate) date: NaiveDate,
    pub(crate) label: &'a str,
    pub(crate) reading: Reading,
    pub(crate) hollow: bool,
    /// A marker of its own, to stand out.
    pub(crate) special: Option<(Marker, Colour)>,
}

/// A dot on the panel: its place in the line, its pixel and its look.
#[derive(Clone, Copy, Debug)]
struct Spot {
    index: usize,
    at: (i32, i32),
    body: Body,
    special: Option<(Marker, Colour)>,
}

impl Spot {
    /// Every so many dots, every dot that stands alone, and every one of the rare kind.
    fn is_marked(&self, step: usize, together: usize, rare: Option<Body>) -> bool {
        let stands_out = together == 1 || rare == Some(self.body);
        self.special.is_none() && (self.index.is_multiple_of(step) || stands_out)
    }
}

impl Dot<'_> {
    pub(crate) fn body(&self) -> Body {
        if self.hollow { Body::Hollow } else { Body::Full }
    }
}

impl SeriesStyle {
    pub(crate) fn pen(self) -> Pen {
        match self {
            Self::Client => Pen::solid(DARK_BLUE, 3, Marker::Circle),
            Self::Supplier => Pen {
                dash: Dash::Dashed { on: 10, off: 6 },
                ..Pen::solid(ORANGE, 3, Marker::Square)
            },
            Self::Agreed => Pen::solid(DARK_PINK, 5, Marker::Triangle),
            Self::Measure => Pen {
                dash: Dash::Dashed { on: 4, off: 4 },
                ..Pen::solid(TURQUOISE, 3, Marker::Diamond)
            },
        }
    }
}

impl Pen {
    fn solid(colour: Colour, width: u32, marker: Marker) -> Self {
        Self { colour, width, dash: Dash::Solid, marker, path: Path::Straight }
    }

    /// What is verified, level until more is.
    pub(crate) fn verified() -> Self {
        Self { path: Path::Step, ..Self::solid(DARK_BLUE, 3, Marker::Circle) }
    }

    /// What is planned.
    pub(crate) fn planned() -> Self {
        let dash = Dash::Dashed { on: 8, off: 5 };
        Self { dash, ..Self::solid(PLANNED, 2, Marker::Diamond) }
    }

    /// The difference between two lines.
    pub(crate) fn difference() -> Self {
        Self::solid(TURQUOISE, 3, Marker::Diamond)
    }

    /// Figures that are compared with their own mean.
    pub(crate) fn variation() -> Self {
        Self::solid(COMMON, 1, Marker::Circle)
    }

    /// The same pen with another marker.
    pub(crate) fn marked(self, (marker, colour): (Marker, Colour)) -> Self {
        Self { marker, colour, ..self }
    }
}

impl Line<'_> {
    /// The last dot with a figure.
    pub(crate) fn last(&self) -> Option<(&Dot<'_>, rust_decimal::Decimal)> {
        self.dots.iter().rev().find_map(|dot| Some((dot, dot.reading.value()?)))
    }

    /// Dates without a figure.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (NaiveDate, Gap)> {
        self.dots.iter().filter_map(|dot| match dot.reading {
            Reading::Missing(gap) => Some((dot.date, gap)),
            Reading::Final(_)
            | Reading::Provisional(_)
            | Reading::Revised(_)
            | Reading::Estimated(_) => None,
        })
    }

    /// Draws the line in pieces, split at gaps and at breaks.
    ///
    /// Solid lines have a white edge, because two of them are equally dark. Dashes are left out
    /// where there are more dots than pixels.
    pub(crate) fn draw_stroke(&self, scene: &mut Scene, frame: &Frame, breaks: &[Break]) {
        let dash = if self.step(frame) > APART { Dash::Solid } else { self.pen.dash };
        for piece in self.pieces(frame, breaks) {
            let points = thinned(self.pen.path.through(&piece).into_iter());
            if self.pen.dash == Dash::Solid {
                scene.line(points.clone(), WHITE, self.pen.width + 2);
            }
            scene.dashed(points, self.pen.colour, (self.pen.width, dash));
        }
    }

    pub(crate) fn draw_markers(&self, scene: &mut Scene, frame: &Frame, breaks: &[Break]) {
        let (step, rare) = (self.step(frame), self.rare(frame));
        for piece in self.pieces(frame, breaks) {
            for spot in piece.iter().filter(|spot| spot.is_marked(step, piece.len(), rare)) {
                marker(scene, self.pen, spot.at, spot.body);
            }
        }
        self.draw_special(scene, frame, breaks);
    }

    /// Draws the markers that stand out, each clear of the one before.
    fn draw_special(&self, scene: &mut Scene, frame: &Frame, breaks: &[Break]) {
        let mut free = i32::MIN;
        for spot in self.pieces(frame, breaks).concat() {
            if let Some(special) = spot.special.filter(|_| spot.at.0 >= free) {
                marker(scene, self.pen.marked(special), spot.at, Body::Full);
                free = spot.at.0 + 11;
            }
        }
    }

    /// The pen of a dot, which may have a marker of its own.
    pub(crate) fn pen_of(&self, dot: &Dot<'_>) -> Pen {
        dot.special.map_or(self.pen, |special| self.pen.marked(special))
    }

    /// Draws small markers without a white edge, to fit inside open squares. Where they would
    /// touch, only figures that stand alone have one: a few among many would look special.
    pub(crate) fn draw_dots(&self, scene: &mut Scene, frame: &Frame, breaks: &[Break]) {
        let is_crowded = self.is_crowded(frame);
        for piece in self.pieces(frame, breaks) {
            for spot in piece.iter().filter(|_| !is_crowded || piece.len() == 1) {
                shape(scene, (self.pen.marker, self.pen.colour), spot.at, 4);
            }
        }
    }

    /// Draws an open square round each reading, or a line where squares would touch.
    pub(crate) fn draw_open(&self, scene: &mut Scene, frame: &Frame, breaks: &[Break]) {
        if self.is_crowded(frame) {
            return self.draw_stroke(scene, frame, breaks);
        }
        for Spot { at: (x, y), .. } in self.pieces(frame, breaks).into_iter().flatten() {
            scene.bar((x - 7, y - 7), (x + 7, y + 7), self.pen.colour);
            scene.bar((x - 5, y - 5), (x + 5, y + 5), WHITE);
        }
    }

    fn pieces(&self, frame: &Frame, breaks: &[Break]) -> Vec<Vec<Spot>> {
        let mut pieces = vec![Vec::new()];
        let mut before: Option<NaiveDate> = None;
        for (index, dot) in self.dots.iter().enumerate() {
            let broken = before.is_some_and(|before| has_break(breaks, before, dot.date));
            let value = dot.reading.value();
            if broken || value.is_none() {
                pieces.push(Vec::new());
            }
            if let (Some(value), Some(piece)) = (value, pieces.last_mut()) {
                let at = (frame.x(dot.date), frame.y(value));
                piece.push(Spot { index, at, body: dot.body(), special: dot.special });
            }
            before = Some(dot.date);
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    /// Open dots stand out while they are few; where most are open, marking all would hide the line.
    fn rare(&self, frame: &Frame) -> Option<Body> {
        let open = self.dots.iter().filter(|dot| dot.hollow).count();
        (self.step(frame) <= 3 && open * 4 <= self.dots.len()).then_some(Body::Hollow)
    }

    /// Whether markers would touch.
    pub(crate) fn is_crowded(&self, frame: &Frame) -> bool {
        self.step(frame) > 1
    }

    /// Every how many dots a marker fits.
    fn step(&self, frame: &Frame) -> usize {
        let room = usize::try_from(frame.edges.right - frame.edges.left).unwrap_or(0);
        (self.dots.len() * APART).div_ceil(room.max(1)).max(1)
    }
}

impl Path {
    /// The points of the path through some spots.
    fn through(self, spots: &[Spot]) -> Vec<(i32, i32)> {
        let mut path: Vec<(i32, i32)> = Vec::with_capacity(spots.len());
        for Spot { at: (x, y), .. } in spots {
            if let (Self::Step, Some(&(_, before))) = (self, path.last()) {
                path.push((*x, before));
            }
            path.push((*x, *y));
        }
        path
    }
}

/// A short piece of a line, for the key.
pub(crate) fn sample(scene: &mut Scene, pen: Pen, (x, y): (i32, i32)) {
    scene.dashed(vec![(x - 6, y), (x + 20, y)], pen.colour, (pen.width, pen.dash));
}

/// The reason for the lines' gaps, or a word for several.
pub(crate) fn gap_words<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> Option<&'static str> {
    let kinds: BTreeSet<Gap> = lines.flat_map(Line::gaps).map(|(_, gap)| gap).collect();
    match (kinds.first(), kinds.len()) {
        (None, _) => None,
        (Some(gap), 1) => Some(gap.words()),
        (Some(_), _) => Some("no figure"),
    }
}

/// Whether a break lies after the first date and not after the second.
pub(crate) fn has_break(breaks: &[Break], before: NaiveDate, date: NaiveDate) -> bool {
    breaks.iter().any(|new| before < new.date && new.date <= date)
}

/// Filled for a final figure, hollow for one to read with care or one that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Full,
    Hollow,
}

/// A marker with a white edge.
pub(crate) fn marker(scene: &mut Scene, pen: Pen, at: (i32, i32), body: Body) {
    shape(scene, (pen.marker, WHITE), at, 7);
    shape(scene, (pen.marker, pen.colour), at, 5);
    if body == Body::Hollow {
        shape(scene, (pen.marker, WHITE), at, 3);
    }
}

fn shape(scene: &mut Scene, (marker, colour): (Marker, Colour), (x, y): (i32, i32), r: i32) {
    match marker {
        Marker::Circle => scene.disc((x, y), r, colour),
        Marker::Square => scene.bar((x - r, y - r), (x + r, y + r), colour),
        Marker::Triangle => {
            let corners = vec![(x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)];
            scene.area(corners, colour);
        }
        Marker::TriangleDown => {
            let corners = vec![(x, y + r + 1), (x + r + 1, y - r), (x - r - 1, y - r)];
            scene.area(corners, colour);
        }
        Marker::Cross => {
            let width = if r > 5 { 6 } else { 3 };
            scene.line(vec![(x - r, y - r), (x + r, y + r)], colour, width);
            scene.line(vec![(x - r, y + r), (x + r, y - r)], colour, width);
        }
        Marker::Diamond => {
            let r = r + 1;
            scene.area(vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)], colour);
        }
    }
}

/// The points with at most four in each column of pixels: first, lowest, highest and last.
pub(crate) fn thinned(points: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    let mut column: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if column.first().is_some_and(|first| first.0 != point.0) {
            keep(&mut kept, &column);
            column.clear();
        }
        column.push(point);
    }
    keep(&mut kept, &column);
    kept
}

fn keep(kept: &mut Vec<(i32, i32)>, column: &[(i32, i32)]) {
    if column.len() <= 2 {
        return kept.extend(column);
    }
    let low = column.iter().min_by_key(|point| point.1);
    let high = column.iter().max_by_key(|point| point.1);
    for point in [column.first(), low, high, column.last()].into_iter().flatten() {
        if kept.last() != Some(point) {
            kept.push(*point);
        }
    }
}
