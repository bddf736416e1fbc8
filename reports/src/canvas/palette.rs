//! The colours, and nothing but the colours.
//!
//! Categories follow the Government Analysis Function's palette; neighbours in drawing order keep
//! a contrast of 3 to 1, which the tests compute.

/// Red, green and blue.
pub(crate) type Colour = (u8, u8, u8);

pub(crate) const WHITE: Colour = (0xFF, 0xFF, 0xFF);
pub(crate) const BLACK: Colour = (0x00, 0x00, 0x00);
/// Text.
pub(crate) const TEXT: Colour = (0x0B, 0x0C, 0x0C);
/// Client.
pub(crate) const DARK_BLUE: Colour = (0x12, 0x43, 0x6D);
/// Supplier self-score.
pub(crate) const ORANGE: Colour = (0xF4, 0x6A, 0x25);
/// Agreed.
pub(crate) const DARK_PINK: Colour = (0x80, 0x16, 0x50);
/// A measured figure beside the three.
pub(crate) const TURQUOISE: Colour = (0x28, 0xA1, 0x97);
/// Horizontal gridlines.
pub(crate) const GRID: Colour = (0xD9, 0xD9, 0xD9);
/// The line at zero or at the foot of the panel.
pub(crate) const ZERO_LINE: Colour = (0xB3, 0xB3, 0xB3);
/// The line of an event.
pub(crate) const EVENT: Colour = (0x76, 0x76, 0x76);
/// The line of a break in series.
pub(crate) const BREAK: Colour = (0x3D, 0x3D, 0x3D);
/// The outline of a tinted band.
pub(crate) const OUTLINE: Colour = (0x59, 0x59, 0x59);
/// Bands of a bullet from the lowest up.
pub(crate) const GREY_TINTS: [Colour; 3] =
    [(0xBF, 0xBF, 0xBF), (0xD9, 0xD9, 0xD9), (0xF0, 0xF0, 0xF0)];

/// A value that varies as usual.
pub(crate) const COMMON: Colour = EVENT;
/// A value worth asking about because it is better.
pub(crate) const BETTER: Colour = (0x20, 0x73, 0xBC);
/// What is planned.
pub(crate) const PLANNED: Colour = BREAK;
/// Grounds of the cells of a heat table from the lowest figures up.
pub(crate) const HEAT: [Colour; 5] = [
    (0xFF, 0xFF, 0xFF),
    (0xDD, 0xEA, 0xF7),
    (0xB4, 0xD3, 0xEF),
    (0x8B, 0xBD, 0xE8),
    (0x6B, 0xAC, 0xE6),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_out_from_the_panel_and_from_their_neighbours() {
        for pair in [WHITE, DARK_BLUE, ORANGE, DARK_PINK, TURQUOISE, WHITE].windows(2) {
            check_contrast(pair, 3.0);
        }
        let lines = [DARK_BLUE, ORANGE, DARK_PINK, TURQUOISE, BLACK, BREAK, EVENT, OUTLINE];
        for line in lines.into_iter().chain([COMMON, BETTER, PLANNED]) {
            check_contrast(&[WHITE, line], 3.0);
        }
    }

    #[test]
    fn text_is_readable_on_white_and_on_every_tint() {
        for ground in [WHITE].iter().chain(&GREY_TINTS) {
            check_contrast(&[TEXT, *ground], 4.5);
        }
    }

    #[test]
    fn text_is_readable_in_every_cell_of_a_heat_table_and_in_every_bar() {
        for ground in HEAT {
            check_contrast(&[TEXT, ground], 4.5);
        }
        for (ground, ink) in [(DARK_PINK, WHITE), (TURQUOISE, BLACK), (BREAK, WHITE)] {
            check_contrast(&[ground, ink], 4.5);
        }
    }

    #[test]
    fn parts_of_a_bar_stand_out_from_the_next() {
        for neighbours in [[DARK_PINK, TURQUOISE], [TURQUOISE, BREAK], [DARK_BLUE, TURQUOISE]] {
            check_contrast(&neighbours, 3.0);
        }
        for neighbours in [[PLANNED, ORANGE], [ORANGE, DARK_BLUE]] {
            check_contrast(&neighbours, 3.0);
        }
    }

    #[test]
    fn tints_darken_from_each_fifth_to_the_next() {
        for pair in HEAT.windows(2) {
            let &[low, high] = pair else { panic!("{pair:?} is not a pair") };
            assert!(luminance(high) < luminance(low), "{high:?} is no darker than {low:?}");
        }
    }

    #[test]
    fn a_bar_and_an_outline_stand_out_from_every_band() {
        for tint in GREY_TINTS {
            check_contrast(&[DARK_BLUE, tint], 3.0);
            check_contrast(&[OUTLINE, tint], 3.0);
        }
    }

    #[test]
    fn the_formula_agrees_with_published_ratios() {
        assert!((contrast(WHITE, BLACK) - 21.0).abs() < 0.01);
        assert!((contrast(WHITE, DARK_BLUE) - 10.25).abs() < 0.01);
        assert!((contrast(DARK_BLUE, ORANGE) - 3.38).abs() < 0.01);
    }

    #[track_caller]
    fn check_contrast(pair: &[Colour], least: f64) {
        let &[a, b] = pair else { panic!("{pair:?} is not a pair") };
        let ratio = contrast(a, b);
        assert!(ratio >= least, "{a:?} on {b:?} is {ratio:.2}, below {least}");
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance((red, green, blue): Colour) -> f64 {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn linear(channel: u8) -> f64 {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    }
}
