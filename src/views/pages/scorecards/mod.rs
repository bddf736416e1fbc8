//! Pages about figures: the trend, and how a figure was calculated.

mod calculation;

mod contributions;

mod trend;

pub use calculation::CalculationPage;
pub use trend::{TrendPage, Window};
