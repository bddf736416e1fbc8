//! Tables, each with a caption, headed columns and headed rows, in a region that scrolls by itself.

use super::{Link, Tag};
use askama::Template;
use askama::filters::HtmlSafe;

/// A table. The first cell of each row is its heading.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    id: String,
    caption: String,
    caption_class: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl HtmlSafe for Table {}

/// A column and what its cells hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    heading: String,
    class: &'static str,
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), class: "" }
    }

    /// A column of numbers, lined up on the right.
    pub fn numbers(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), class: "--numeric" }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    text: String,
    href: Option<String>,
    tags: Vec<Tag>,
    detail: Option<String>,
    hidden: Option<String>,
    links: Vec<Link>,
    tint: Option<u8>,
}

impl Cell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Text that leads somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// Several links, one under the other.
    #[must_use]
    pub fn links(links: Vec<Link>) -> Self {
        Self { links, ..Self::default() }
    }

    /// The same cell with a state behind its text.
    #[must_use]
    pub fn tagged(mut self, tag: impl Into<Tag>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// The same cell with a second, quieter line.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same cell on a ground that follows its figure, from 1 to 5.
    #[must_use]
    pub fn tinted(self, tint: Option<u8>) -> Self {
        Self { tint, ..self }
    }

    /// The same cell with words only a screen reader reads, so that a link makes sense alone.
    #[must_use]
    pub fn about(mut self, hidden: impl Into<String>) -> Self {
        self.hidden = Some(hidden.into());
        self
    }
}

impl Table {
    /// A table with no rows yet; `id` names it on its page.
    pub fn new(id: impl Into<String>, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            caption_class: "govuk-table__caption govuk-table__caption--m",
            columns,
            rows: Vec::new(),
        }
    }

    /// The same table with these rows.
    #[must_use]
    pub fn of(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let width = self.columns.len();
        self.rows.extend(rows.into_iter().map(|mut row| {
            row.resize(width, Cell::default());
            row
        }));
        self
    }

    /// The same table with a small caption, for use below a heading that says nearly the same.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.caption_class = "govuk-table__caption";
        self
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn numbered<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(row)
    }
}
