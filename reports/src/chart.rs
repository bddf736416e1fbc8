//! What every chart can be asked for.

use crate::canvas::{self, Scene};
use crate::sheet::{self, Table};

/// A chart: one picture, and the words and figures that stand for it.
pub trait Chart {
    /// The message, made from the figures, in fifteen words or fewer.
    fn headline(&self) -> String;

    /// Measure, coverage and period: the statistical subtitle.
    fn subtitle(&self) -> &str;

    /// A short name for the picture, for the `alt` of an `<img>`.
    fn alt(&self) -> String;

    /// First, last, change, range, gaps, target, events and breaks, in sentences.
    fn description(&self) -> String;

    /// The data table to print beside the picture.
    fn table(&self) -> Table;

    /// The same figures as published, one a row, ready for [`Chart::csv`].
    fn records(&self) -> Table;

    /// The shapes and labels of the picture.
    #[doc(hidden)]
    fn scene(&self, size: Size) -> Result<Scene, DrawError>;

    /// The picture as a stand-alone or inline SVG document.
    fn svg(&self, size: Size) -> Result<String, DrawError> {
        canvas::svg(&self.scene(size)?, &self.alt(), &self.description())
    }

    /// The picture as a PNG with two dots a pixel each way, for print.
    fn png(&self, size: Size) -> Result<Vec<u8>, DrawError> {
        canvas::png(&self.scene(size)?)
    }

    /// The figures as CSV (RFC 4180), with free text made safe for spreadsheets.
    fn csv(&self) -> Result<String, DrawError> {
        sheet::csv(&self.records())
    }
}

/// Width and height in CSS pixels; small multiples and bullets grow taller when they need to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width, 320 to 4,000.
    pub width: u32,
    /// Height, 200 to 4,000.
    pub height: u32,
}

impl Size {
    /// For the full width of a page or an A4 report.
    pub const WIDE: Self = Self { width: 960, height: 480 };
    /// For half a page or a slide.
    pub const MEDIUM: Self = Self { width: 640, height: 400 };
    /// For a phone.
    pub const NARROW: Self = Self { width: 360, height: 360 };

    pub(crate) fn checked(self) -> Result<Self, DrawError> {
        let fits = (320..=4000).contains(&self.width) && (200..=4000).contains(&self.height);
        if fits { Ok(self) } else { Err(DrawError::Size(self)) }
    }

    /// Text size that stays legible at this width.
    pub(crate) fn text(self) -> i32 {
        if self.width >= 800 { 16 } else { 14 }
    }
}

impl Default for Size {
    fn default() -> Self {
        Self::WIDE
    }
}

/// Why a chart was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The size is outside what keeps text legible.
    #[error("a chart is 320 to 4000 wide and 200 to 4000 high, not {} by {}", .0.width, .0.height)]
    Size(Size),
    /// More lines than a reader can tell apart.
    #[error("a trend has at most 4 lines, not {0}: split it into small multiples")]
    TooManySeries(usize),
    /// More panels than a reader can compare.
    #[error("small multiples have at most 12 panels, not {0}: choose the criteria to show")]
    TooManyPanels(usize),
    /// More bars than fit one picture.
    #[error("a bullet chart has at most 40 rows, not {0}")]
    TooManyRows(usize),
    /// More bands than greys a reader can tell apart.
    #[error("a bullet has at most 3 bands, not {0}")]
    TooManyBands(usize),
    /// The axis runs backwards or has no length.
    #[error("the axis must rise, and {min} to {max} does not")]
    Axis {
        /// Lower end as given.
        min: rust_decimal::Decimal,
        /// Upper end as given.
        max: rust_decimal::Decimal,
    },
    /// The drawing library refused.
    #[error("the chart could not be drawn: {0}")]
    Backend(String),
    /// The figures could not be written as CSV.
    #[error("the figures could not be written as CSV")]
    Csv(#[from] csv::Error),
}
