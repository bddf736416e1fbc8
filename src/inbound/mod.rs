//! The outside world: what people and programs send becomes commands.

pub mod http;

pub mod charts;

pub mod exports;

pub mod csv;

pub mod kept;
pub mod sheets;

pub mod evidence_file;

pub mod cli;

pub mod demo;

pub mod design_file;
