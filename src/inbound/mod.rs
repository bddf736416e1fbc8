//! The outside world, turned into commands.

pub mod http;

pub mod charts;

pub mod csv;

pub mod design_file;
