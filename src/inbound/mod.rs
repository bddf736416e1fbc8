//! The outside world, turned into commands.

pub mod csv;

pub mod design_file;
