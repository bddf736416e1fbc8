//! Tenders: weightings imported and taken back, shares, who sees them, pages and files.

mod imported;
mod real;
mod seen;
