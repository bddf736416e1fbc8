//! Domain values turned into what people and programs read.

pub mod json;

pub mod pages;

pub mod charts;

pub mod design_file;
