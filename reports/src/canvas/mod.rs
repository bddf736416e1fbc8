//! From shapes to bytes: one list of shapes, painted by plotters as SVG or as PNG.

mod scene;

mod palette;

mod font;

mod paint;

mod raster;

mod document;

pub(crate) use font::{width, wrap};
pub(crate) use palette::{
    BETTER, BLACK, BREAK, COMMON, Colour, DARK_BLUE, DARK_PINK, EVENT, GREY_TINTS, GRID, HEAT,
    ORANGE, OUTLINE, PLANNED, TURQUOISE, WHITE, ZERO_LINE,
};
pub use scene::Scene;
pub(crate) use scene::{Dash, Label};

pub(crate) use document::svg;
pub(crate) use raster::png;
