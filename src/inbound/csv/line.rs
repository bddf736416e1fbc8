//! One row of a file with the fields it holds, and every problem found in it.

use super::Row;
use super::cells::{Wrong, prose, says_nothing, text};
use crate::app::imports::{Content, Unread};
use crate::domain::problems::{Place, Problem};
use crate::domain::texts::{self, Unkept};

/// The most characters of a value that a problem quotes.
const QUOTED: usize = 80;

/// Where a field's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The heading as the file has it, or the setting that stands in for it.
    heading: String,
    at: At,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    Column(usize),
    Fixed(String),
    Nowhere,
}

impl Spot {
    /// A column of the file, from 0.
    pub(super) fn column(column: usize, heading: &str) -> Self {
        let number = column + 1;
        let named =
            if heading.is_empty() { format!("column {number}") } else { heading.to_owned() };
        Self { heading: named, at: At::Column(column) }
    }

    /// The same text in every row.
    pub(super) fn fixed(field: &str, text: &str) -> Self {
        Self { heading: field.to_owned(), at: At::Fixed(text.to_owned()) }
    }

    /// Not in the file.
    pub(super) fn nowhere(field: &str) -> Self {
        Self { heading: field.to_owned(), at: At::Nowhere }
    }

    /// What the row says here.
    pub(super) fn of<'a>(&'a self, row: &'a Row) -> &'a str {
        match &self.at {
            At::Column(column) => row.trimmed(*column),
            At::Fixed(text) => text,
            At::Nowhere => "",
        }
    }
}

/// A row being read.
pub(super) struct Line<'a> {
    row: &'a Row,
    problems: Vec<Problem>,
}

impl<'a> Line<'a> {
    /// A row of which nothing was read yet.
    pub(super) fn new(row: &'a Row) -> Self {
        Self { row, problems: Vec::new() }
    }

    /// What the row says at `spot`.
    pub(super) fn cell<'b>(&self, spot: &'b Spot) -> &'b str
    where
        'a: 'b,
    {
        spot.of(self.row)
    }

    /// Text that must be there, kept as it is even when it is a word such as `n/a`.
    pub(super) fn key(&mut self, spot: &Spot) -> Option<String> {
        let found = text(self.cell(spot));
        if found.is_empty() {
            self.empty(spot);
            return None;
        }
        self.kept(spot, texts::name(&found)).then(|| found.into_owned())
    }

    /// A name that must be there; a word for having none is not a name.
    pub(super) fn name(&mut self, spot: &Spot) -> Option<String> {
        let found = text(self.cell(spot));
        if says_nothing(&found) {
            self.empty(spot);
            return None;
        }
        self.kept(spot, texts::name(&found)).then(|| found.into_owned())
    }

    /// A name that may be missing; outer `None` when it cannot be kept.
    pub(super) fn optional_name(&mut self, spot: &Spot) -> Option<Option<String>> {
        let found = text(self.cell(spot));
        if says_nothing(&found) {
            return Some(None);
        }
        self.kept(spot, texts::name(&found)).then(|| Some(found.into_owned()))
    }

    /// Free text that may be missing.
    pub(super) fn prose(&mut self, spot: &Spot) -> Option<String> {
        let found = prose(self.cell(spot));
        let said = !found.is_empty() && self.kept(spot, texts::prose(found));
        said.then(|| found.to_owned())
    }

    fn kept(&mut self, spot: &Spot, kept: Result<(), Unkept>) -> bool {
        if let Err(why) = kept {
            self.wrong(spot, Wrong::new(why.to_string(), why.remedy()));
        }
        kept.is_ok()
    }

    /// A value that must be there.
    pub(super) fn required<T>(
        &mut self, spot: &Spot, read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let cell = self.cell(spot);
        if cell.is_empty() {
            self.empty(spot);
            return None;
        }
        self.read(spot, read)
    }

    /// A value as `read` has it, or a problem at its place.
    pub(super) fn read<T>(
        &mut self, spot: &Spot, read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        match read(self.cell(spot)) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.wrong(spot, wrong);
                None
            }
        }
    }

    /// A value that may be missing; outer `None` when it cannot be read.
    pub(super) fn optional<T>(
        &mut self, spot: &Spot, read: impl Fn(&str) -> Result<T, Wrong>,
    ) -> Option<Option<T>> {
        self.read(spot, |cell| super::cells::unless_missing(cell, read))
    }

    /// Notes a problem with what stands at `spot`.
    pub(super) fn wrong(&mut self, spot: &Spot, wrong: Wrong) {
        let value: String = self.cell(spot).chars().take(QUOTED).collect();
        let place = Place::Cell { line: self.row.line(), column: Some(spot.heading.clone()) };
        let Wrong { message, remedy } = wrong;
        self.problems.push(Problem { place, value, message, remedy });
    }

    fn empty(&mut self, spot: &Spot) {
        let message = if self.cell(spot).is_empty() {
            "this cell is empty"
        } else {
            "this says that there is nothing, and the row cannot do without it"
        };
        self.wrong(spot, Wrong::new(message, "Fill it in, or remove the row if it is a note"));
    }

    /// Every problem found in the row.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// What the row says, unless a problem was found in it.
    pub(super) fn finish<R: Content>(self, read: Result<R, R::Part>) -> Result<R, Unread<R::Part>> {
        let problems = self.problems;
        match read {
            Ok(row) if problems.is_empty() => Ok(row),
            Ok(row) => Err(Unread { part: row.into(), problems }),
            Err(part) => Err(Unread { part, problems }),
        }
    }
}
