//! A plotters backend over `tiny-skia`: anti-aliased shapes, and text from the embedded font.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use rust_decimal::prelude::ToPrimitive;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::font::{self, Boldness};
use super::paint;
use super::scene::Scene;
use crate::chart::DrawError;

/// Dots for each pixel, each way.
const DENSITY: f32 = 2.0;

/// The scene as PNG.
pub(crate) fn png(scene: &Scene) -> Result<Vec<u8>, DrawError> {
    let (width, height) = (scene.width.unsigned_abs(), scene.height.unsigned_abs());
    let mut pixels = Pixmap::new(width * 2, height * 2)
        .ok_or_else(|| DrawError::Backend("no room for the pixels".into()))?;
    let raster = Raster { pixels: &mut pixels, size: (width, height) };
    paint::paint(&raster.into_drawing_area(), scene)?;
    pixels.encode_png().map_err(|error| DrawError::Backend(error.to_string()))
}

struct Raster<'p> {
    pixels: &'p mut Pixmap,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<std::convert::Infallible>>;

impl Raster<'_> {
    fn fill(&mut self, path: Option<Path>, colour: BackendColor) -> Drawn {
        if let Some(path) = path {
            let place = Transform::from_scale(DENSITY, DENSITY);
            self.pixels.fill_path(&path, &solid(colour), FillRule::Winding, place, None);
        }
        Ok(())
    }

    fn stroke(&mut self, path: Option<Path>, colour: BackendColor, width: u32) -> Drawn {
        if let Some(path) = path {
            let pen = Stroke {
                width: width.to_f32().unwrap_or(1.0),
                line_cap: LineCap::Butt,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let place = Transform::from_scale(DENSITY, DENSITY);
            self.pixels.stroke_path(&path, &solid(colour), &pen, place, None);
        }
        Ok(())
    }
}

impl DrawingBackend for Raster<'_> {
    type ErrorType = std::convert::Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.fill(polygon([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]), colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self, from: BackendCoord, to: BackendCoord, style: &S,
    ) -> Drawn {
        self.stroke(polyline([from, to]), style.color(), style.stroke_width())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, fill: bool,
    ) -> Drawn {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        if fill {
            self.fill(polygon(corners), style.color())
        } else {
            self.stroke(polygon(corners), style.color(), style.stroke_width())
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self, path: I, style: &S,
    ) -> Drawn {
        self.stroke(polyline(path), style.color(), style.stroke_width())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self, corners: I, style: &S,
    ) -> Drawn {
        self.fill(polygon(corners), style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool,
    ) -> Drawn {
        let (x, y) = pixel(centre);
        let path = PathBuilder::from_circle(x, y, radius.to_f32().unwrap_or(1.0));
        if fill {
            self.fill(path, style.color())
        } else {
            self.stroke(path, style.color(), style.stroke_width())
        }
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let size = (style.size() / 1.24).to_f32().unwrap_or(0.0);
        let boldness = match style.style() {
            FontStyle::Bold => Boldness::Bold,
            FontStyle::Normal | FontStyle::Oblique | FontStyle::Italic => Boldness::Regular,
        };
        let ems: f64 = text.chars().map(|letter| font::advance(letter, boldness)).sum();
        let width = ems.to_f32().unwrap_or(0.0) * size;
        let (x, y) = pixel(at);
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        let baseline = match style.anchor().v_pos {
            VPos::Top => y + 0.76 * size,
            VPos::Center => y + 0.27 * size,
            VPos::Bottom => y - 0.27 * size,
        };
        self.fill(letters((text, boldness), (left, baseline), size), style.color())
    }
}

/// Outlines of the letters as one path, starting at a point of the baseline.
fn letters(
    (text, boldness): (&str, Boldness), (left, baseline): (f32, f32), size: f32,
) -> Option<Path> {
    let scale = size / font::units_per_em().to_f32().unwrap_or(1000.0);
    let mut pen = Pen { path: PathBuilder::new(), x: left, y: baseline, scale };
    for letter in text.chars() {
        font::outline(letter, boldness, &mut pen);
        pen.x += font::advance(letter, boldness).to_f32().unwrap_or(0.0) * size;
    }
    pen.path.finish()
}

/// Turns outlines in font units, which grow upwards, into pixels, which grow downwards.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2)) = (self.place(x1, y1), self.place(x2, y2));
        let (x, y) = self.place(x, y);
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn polygon(corners: impl IntoIterator<Item = BackendCoord>) -> Option<Path> {
    let mut path = traced(corners);
    path.close();
    path.finish()
}

fn polyline(points: impl IntoIterator<Item = BackendCoord>) -> Option<Path> {
    traced(points).finish()
}

fn traced(points: impl IntoIterator<Item = BackendCoord>) -> PathBuilder {
    let mut path = PathBuilder::new();
    for (x, y) in points.into_iter().map(pixel) {
        if path.is_empty() { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path
}

fn pixel((x, y): BackendCoord) -> (f32, f32) {
    (x.to_f32().unwrap_or(0.0), y.to_f32().unwrap_or(0.0))
}

fn solid(colour: BackendColor) -> Paint<'static> {
    let (red, green, blue) = colour.rgb;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}
