//! Pages: typed contexts and their templates.

pub mod error;
