//! Wraps what plotters draws into an accessible SVG document.

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::font;
use super::paint::{self, FAMILIES};
use super::scene::Scene;
use crate::chart::DrawError;

/// The scene as SVG with a role, a title and a description.
pub(crate) fn svg(scene: &Scene, title: &str, description: &str) -> Result<String, DrawError> {
    let drawn = drawn(scene)?;
    let shapes = drawn.split_once('>').map_or("", |(_, after)| after);
    let id = identity(&[title, description, shapes]);
    let (width, height) = (scene.width, scene.height);
    let (title, description) = (escaped(title), escaped(description));
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}t {id}d\" \
         focusable=\"false\" font-family=\"{FAMILIES}\">\n<title id=\"{id}t\">{title}</title>\n\
         <desc id=\"{id}d\">{description}</desc>{shapes}"
    ))
}

fn drawn(scene: &Scene) -> Result<String, DrawError> {
    let mut text = String::new();
    let size = (scene.width.unsigned_abs(), scene.height.unsigned_abs());
    paint::paint(&SVGBackend::with_string(&mut text, size).into_drawing_area(), scene)?;
    Ok(compact(&text))
}

/// Leaves out what plotters repeats on every shape. Quotes in labels are escaped, so these
/// attributes cannot be anyone's text.
fn compact(drawn: &str) -> String {
    let family = format!(" font-family=\"{FAMILIES}\"");
    let defaults = [&family, " opacity=\"1\"", " stroke=\"none\""];
    let drawn = defaults.iter().fold(drawn.to_owned(), |text, default| text.replace(*default, ""));
    drawn.replace("\">\n", "\">").replace("\n</text>", "</text>")
}

/// An id that differs whenever the content does (64-bit FNV-1a).
fn identity(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes());
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("c{hash:016x}")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars().filter(|&letter| font::is_drawable(letter)) {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}
