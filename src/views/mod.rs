//! Domain values as others read them: JSON, pages, charts, files and text.

pub mod pages;

pub mod json;

pub mod export;

pub mod text;

pub mod charts;

pub mod design_file;
