//! Charts as pure functions of plain data: SVG, PNG and CSV of the same figures.
//!
//! Fill a chart struct with what was published and ask it for a picture, its words or its table.
//! No chart reads a clock, a file or a system font, so the same data gives the same bytes.
//! A [`Book`] is a spreadsheet of rows that come one by one.
//!
//! ```
//! use reports::{About, Axis, Chart, Measure, Point, Reading, Series, SeriesStyle, TrendChart};
//!
//! let point = |month: u32, score: i64| Point {
//!     date: chrono::NaiveDate::from_ymd_opt(2026, month, 5).unwrap(),
//!     label: format!("5/{month}/2026"),
//!     reading: Reading::Final(score.into()),
//! };
//! let client = Series {
//!     name: "Client".into(),
//!     style: SeriesStyle::Client,
//!     points: vec![point(1, 65), point(7, 71)],
//! };
//! let chart = TrendChart {
//!     about: About {
//!         subject: "Platform Support".into(),
//!         subtitle: "Monthly, 2026".into(),
//!         measure: Measure::score(),
//!     },
//!     axis: Axis::HUNDRED,
//!     series: vec![client],
//!     target: None,
//!     events: vec![],
//!     breaks: vec![],
//! };
//! assert_eq!(
//!     chart.headline(),
//!     "Client score for Platform Support rose 6.0 points to 71.0 since January 2026"
//! );
//! ```

mod chart;

mod trend;

mod kpi;

mod multiples;

mod bullets;

mod gaps;

mod gap_trend;

mod variation;

mod heat;

mod ledger;

mod participation;

mod burn_up;

mod promises;

mod ageing;

mod figures;

mod measure;

mod words;

mod grain;

mod course;

mod notes;

mod sheet;

mod plot;

mod book;

mod canvas;

pub use ageing::{AgeBand, Ageing};
pub use book::{Book, BookError, BookForm, BookWriter, Column, Note, Value};
pub use bullets::{Band, Bullet, Bullets};
pub use burn_up::BurnUp;
#[cfg(test)]
mod tests;

pub use canvas::Scene;
pub use chart::{Chart, DrawError, Size};
pub use figures::{About, Axis, Break, Event, Gap, Point, Reading, Series, SeriesStyle, Target};
pub use gap_trend::GapTrend;
pub use gaps::{GapRow, Gaps};
pub use heat::{HeatColumn, HeatRow, HeatTable, Tint};
pub use kpi::{Direction, KpiChart, KpiPoint};
pub use ledger::{Ledger, LedgerBar};
pub use measure::{Measure, Unit};
pub use multiples::{Panel, PanelPoint, SmallMultiples};
pub use participation::{Attendance, Participation, Turn, Turnout};
pub use promises::{PromiseBar, Promises};
pub use sheet::Table;
pub use trend::TrendChart;
pub use variation::{Centre, Signal, Standing, Stretch, VariationChart, VariationPoint, Way};
