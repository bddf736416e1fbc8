//! Domain values as others read them: JSON, pages and charts.

pub mod pages;
//! Domain values as others read them: JSON, pages, charts, files and text.
//! Domain values turned into what people and programs read.

pub mod json;

pub mod pages;

pub mod export;

pub mod text;

pub mod charts;

pub mod design_file;
