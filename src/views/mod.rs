//! Domain values as others read them: JSON, pages, charts, files and text.

pub mod json;

pub mod pages;

pub mod export;

pub mod text;

pub mod design_file;
