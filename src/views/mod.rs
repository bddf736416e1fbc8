//! Domain values as others read them: JSON, pages and charts.

pub mod export;
