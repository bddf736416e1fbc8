//! The embedded font: how wide text is, and the outlines of its letters.

use std::sync::LazyLock;

use rust_decimal::prelude::ToPrimitive;
use ttf_parser::{Face, GlyphId};

static REGULAR: LazyLock<Option<Face<'static>>> =
    LazyLock::new(|| Face::parse(ttf_noto_sans::REGULAR, 0).ok());

static BOLD: LazyLock<Option<Face<'static>>> =
    LazyLock::new(|| Face::parse(ttf_noto_sans::BOLD, 0).ok());

/// Widths of the ASCII letters in ems, which are nearly all there are.
static COMMON: LazyLock<Vec<f64>> = LazyLock::new(|| {
    ('\0'..='\u{7F}').map(|letter| looked_up(letter, Boldness::Regular)).collect()
});

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boldness {
    /// As most text.
    Regular,
    /// To stand out.
    Bold,
}

/// Room for viewers whose sans serif is wider than ours.
const ALLOWANCE: f64 = 1.08;

/// Width of the text in pixels at a font size, with an allowance for other fonts.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    width_in(text, size, Boldness::Regular)
}

/// As [`width`], for letters that may be bold.
pub(crate) fn width_in(text: &str, size: i32, boldness: Boldness) -> i32 {
    let ems: f64 = text.chars().map(|letter| advance(letter, boldness)).sum();
    (ems * f64::from(size) * ALLOWANCE).ceil().to_i32().unwrap_or(i32::MAX)
}

/// Lines of whole words no wider than `room`, if words allow.
pub(crate) fn wrap(text: &str, size: i32, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) if width(&joined, size) <= room => *line = joined,
            (_, _) => lines.push(shortened(word, size, room)),
        }
    }
    lines
}

/// The text, cut with an ellipsis if it is wider than `room`.
fn shortened(text: &str, size: i32, room: i32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size) + width("…", size) > room {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

/// Width of a letter in ems.
pub(super) fn advance(letter: char, boldness: Boldness) -> f64 {
    let common = usize::try_from(u32::from(letter)).ok();
    let common = common.filter(|_| boldness == Boldness::Regular);
    common.and_then(|at| COMMON.get(at).copied()).unwrap_or_else(|| looked_up(letter, boldness))
}

fn face(boldness: Boldness) -> Option<&'static Face<'static>> {
    match boldness {
        Boldness::Regular => REGULAR.as_ref(),
        Boldness::Bold => BOLD.as_ref(),
    }
}

fn looked_up(letter: char, boldness: Boldness) -> f64 {
    face(boldness).map_or(0.6, |face| {
        let units = face.glyph_hor_advance(glyph(face, letter)).unwrap_or(600);
        f64::from(units) / f64::from(face.units_per_em())
    })
}

/// Draws the letter's outline in font units.
pub(super) fn outline(letter: char, boldness: Boldness, pen: &mut impl ttf_parser::OutlineBuilder) {
    if let Some(face) = face(boldness) {
        face.outline_glyph(glyph(face, letter), pen);
    }
}

/// Font units in an em.
pub(super) fn units_per_em() -> u16 {
    REGULAR.as_ref().map_or(1000, Face::units_per_em)
}

fn glyph(face: &Face<'_>, letter: char) -> GlyphId {
    face.glyph_index(letter).unwrap_or_default()
}

/// Whether the character may stand in a label, which XML decides.
pub(super) fn is_drawable(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}
