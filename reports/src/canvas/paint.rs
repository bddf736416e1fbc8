//! Paints a scene with plotters, whatever the backend.

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::font::Boldness;
use super::palette::Colour;
use super::scene::{Anchor, Dash, Label, Scene, Shape};
use crate::chart::DrawError;

/// Families in order of preference; the measurements allow for each of them.
pub(super) const FAMILIES: &str = "Noto Sans, Arial, Helvetica, sans-serif";

/// plotters prints font sizes divided by this.
const PLOTTERS_EM: f64 = 1.24;

pub(super) fn paint<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>, scene: &Scene,
) -> Result<(), DrawError> {
    area.fill(&WHITE).map_err(refused)?;
    for shape in &scene.shapes {
        paint_shape(area, shape).map_err(refused)?;
    }
    area.present().map_err(refused)
}

fn paint_shape<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>, shape: &Shape,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    match shape {
        Shape::Line { points, colour, width, dash } => {
            let style = rgb(*colour).stroke_width(*width);
            paint_line(area, points, style, *dash)
        }
        Shape::Area { points, colour } => {
            area.draw(&Polygon::new(points.clone(), rgb(*colour).filled()))
        }
        Shape::Disc { at, radius, colour } => {
            area.draw(&Circle::new(*at, *radius, rgb(*colour).filled()))
        }
        Shape::Label(label) => paint_label(area, label),
    }
}

fn paint_line<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>, points: &[(i32, i32)], style: ShapeStyle, dash: Dash,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    match dash {
        Dash::Solid => area.draw(&PathElement::new(points.to_vec(), style)),
        Dash::Dashed { on, off } => {
            area.draw(&DashedPathElement::new(points.iter().copied(), on, off, style))
        }
    }
}

fn paint_label<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>, label: &Label,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let across = match label.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let colour = rgb(label.ink);
    let face = match label.boldness {
        Boldness::Regular => FontStyle::Normal,
        Boldness::Bold => FontStyle::Bold,
    };
    let style = TextStyle::from((FAMILIES, f64::from(label.size) * PLOTTERS_EM, face))
        .color(&colour)
        .pos(Pos::new(across, VPos::Center));
    area.draw(&Text::new(label.text.as_str(), (label.x, label.y), style))
}

fn rgb((red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

fn refused(error: impl std::fmt::Display) -> DrawError {
    DrawError::Backend(error.to_string())
}
