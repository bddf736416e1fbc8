//! The outside world, turned into commands.

pub mod csv;
