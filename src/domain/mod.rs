//! Pure rules: no input or output, no clock, no framework.

pub mod dates;

pub mod numbers;
