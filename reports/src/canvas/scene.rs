//! A picture as a list of shapes in pixels.

use super::font::{self, Boldness};
use super::palette::{Colour, TEXT};

/// Shapes in painting order on a white panel.
#[derive(Clone, Debug)]
pub struct Scene {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) shapes: Vec<Shape>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Line { points: Vec<(i32, i32)>, colour: Colour, width: u32, dash: Dash },
    Area { points: Vec<(i32, i32)>, colour: Colour },
    Disc { at: (i32, i32), radius: i32, colour: Colour },
    Label(Label),
}

/// One line of text, centred on `y`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) anchor: Anchor,
    pub(crate) size: i32,
    pub(crate) boldness: Boldness,
    pub(crate) ink: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dash {
    Solid,
    Dashed { on: i32, off: i32 },
}

impl Scene {
    pub(crate) fn new(width: i32, height: i32) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    pub(crate) fn line(&mut self, points: Vec<(i32, i32)>, colour: Colour, width: u32) {
        self.shapes.push(Shape::Line { points, colour, width, dash: Dash::Solid });
    }

    pub(crate) fn dashed(&mut self, points: Vec<(i32, i32)>, colour: Colour, pen: (u32, Dash)) {
        let (width, dash) = pen;
        self.shapes.push(Shape::Line { points, colour, width, dash });
    }

    pub(crate) fn area(&mut self, points: Vec<(i32, i32)>, colour: Colour) {
        self.shapes.push(Shape::Area { points, colour });
    }

    /// A filled rectangle between two corners.
    pub(crate) fn bar(&mut self, (left, top): (i32, i32), corner: (i32, i32), colour: Colour) {
        let (right, bottom) = corner;
        self.area(vec![(left, top), (right, top), (right, bottom), (left, bottom)], colour);
    }

    pub(crate) fn disc(&mut self, at: (i32, i32), radius: i32, colour: Colour) {
        self.shapes.push(Shape::Disc { at, radius, colour });
    }

    /// Every label, in painting order.
    #[cfg(test)]
    pub(crate) fn labels(&self) -> Vec<Label> {
        let labels = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Label(label) => Some(label.clone()),
            Shape::Line { .. } | Shape::Area { .. } | Shape::Disc { .. } => None,
        });
        labels.collect()
    }

    pub(crate) fn label(&mut self, mut label: Label) {
        label.text.retain(font::is_drawable);
        self.shapes.push(Shape::Label(label));
    }
}

impl Label {
    /// Text starting at a point.
    pub(crate) fn at(text: impl Into<String>, (x, y): (i32, i32), size: i32) -> Self {
        let (anchor, boldness) = (Anchor::Start, Boldness::Regular);
        Self { text: text.into(), x, y, anchor, size, boldness, ink: TEXT }
    }

    pub(crate) fn ending(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    pub(crate) fn centred(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub(crate) fn bold(self) -> Self {
        Self { boldness: Boldness::Bold, ..self }
    }

    pub(crate) fn inked(self, ink: Colour) -> Self {
        Self { ink, ..self }
    }

    /// Left and right edge.
    pub(crate) fn span(&self) -> (i32, i32) {
        let width = font::width_in(&self.text, self.size, self.boldness);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2,
            Anchor::End => self.x - width,
        };
        (left, left + width)
    }
}
