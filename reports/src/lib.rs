//! Charts as pure functions of plain data: SVG, PNG and CSV of the same figures.
//!
//! Fill a chart struct with what was published and ask it for a picture, its words or its table.
//! Nothing here reads a clock, a file or a system font, so the same data gives the same bytes.

mod chart;

mod trend;

mod kpi;

mod multiples;

mod bullets;

mod figures;

mod measure;

mod words;

mod course;

mod notes;

mod sheet;

mod plot;

mod canvas;

pub use bullets::{Band, Bullet, Bullets};
#[cfg(test)]
mod tests;

pub use canvas::Scene;
pub use chart::{Chart, DrawError, Size};
pub use figures::{About, Axis, Break, Event, Gap, Point, Reading, Series, SeriesStyle, Target};
pub use kpi::{Direction, KpiChart, KpiPoint};
pub use measure::{Measure, Unit};
pub use multiples::{Panel, PanelPoint, SmallMultiples};
pub use sheet::Table;
pub use trend::TrendChart;
