//! Domain values turned into what people and programs read.

pub mod design_file;
