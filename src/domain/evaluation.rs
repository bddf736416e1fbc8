//! Evaluation of bids: price against quality by a declared method, in exact numbers.
//!
//! [`Terms`] are what a tender declares, [`evaluate`] applies them to bids, and
//! [`workings`] says how each figure came about. None of them knows where bids
//! come from, so that the same function serves one award and thousands of what-ifs.

mod bids;

mod words;

mod settings;

mod terms;

mod method;

mod grading;

mod weights;

mod admission;

mod rounding;

mod rule;

mod lowest_ratio;

mod linear;

mod absolute;

mod logarithmic;

mod mean;

mod discounts;

mod per_pound;

mod bands;

mod in_money;

mod one_sided;

mod utility;

mod coefficient;

mod relative_cost;

mod outcome;

mod ranking;

mod abnormally_low;

mod workings;

pub use abnormally_low::{Low, LowPrices, Offer, reasons};
pub use admission::Excluded;
pub use bids::{Bid, Mark, Quality, QualityProblem};
pub use grading::Misfit;
pub use method::{About, LeftOut, Method, Monotony, Reversal};
pub use outcome::{Outcome, Standing, evaluate};
pub use ranking::TieRule;
pub use settings::{Need, Parameter};
pub use terms::Terms;
pub use workings::{Step, Working, workings};

#[cfg(test)]
mod tests;
