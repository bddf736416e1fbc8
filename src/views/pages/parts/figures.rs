//! Figures: a picture with its message, its words, its data and its downloads.

use super::Table;
use askama::Template;
use askama::filters::HtmlSafe;

/// A chart on a page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/figure.html")]
pub struct Figure {
    /// Names it on its page.
    pub id: &'static str,
    /// The message.
    pub headline: String,
    /// Measure, coverage and period.
    pub subtitle: String,
    /// Where the picture is, with everything after the question mark but its size.
    pub picture: String,
    /// A short name of the picture.
    pub alt: String,
    /// What the picture shows, in sentences.
    pub description: String,
    /// The figures behind it.
    pub table: Table,
    /// Files of the picture and its data.
    pub downloads: Vec<Download>,
}

impl HtmlSafe for Figure {}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it is.
    pub text: String,
    /// Where it is.
    pub href: String,
}
