//! Where the header of a table is, and one name for each column.
//!
//! A header is the first record with more than one filled cell. Lone cells above
//! it are titles and belong to the preamble. When it names at most half of the
//! columns, or the next record names all the others, it is the upper row of a
//! header of several rows, or else a line of notes.
//! Names of several rows are joined downwards, a group name over each of its
//! columns.

use super::dialect::Sampled;
use super::shape::{is_blank, is_value};

/// Longer than any heading seen; a longer cell is a sentence of data.
const LONGEST_HEADING: usize = 200;

/// A longer lone cell above a header is a title of the file, not of its columns.
const LONGEST_GROUP: usize = 60;

/// The most lines of notes, such as a department and a month, above a header.
const NOTES_ABOVE: usize = 20;

/// Rows under the header that show what its columns hold.
const ROWS_BELOW: usize = 20;

/// The name of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// All its parts, group names first: `Payroll staff Headcount`.
    pub name: String,
    /// Its lowest part: `Headcount`.
    pub last: String,
}

impl From<&str> for Heading {
    fn from(name: &str) -> Heading {
        Heading { name: name.to_owned(), last: name.to_owned() }
    }
}

/// The header among the records of a sample.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The first of its records, from 0.
    pub(super) first: usize,
    /// The record after its last.
    pub(super) end: usize,
    pub(super) headings: Vec<Heading>,
}

impl Header {
    /// Finds the header of a table; `None` if every record is blank.
    pub(super) fn find(records: &[Sampled]) -> Option<Header> {
        let finder = Finder::new(records);
        let top = finder.top()?;
        if finder.is_data(top) {
            let headings = (1..=finder.width).map(|n| Heading::from(&*format!("column {n}")));
            return Some(Header { first: top, end: top, headings: headings.collect() });
        }
        let end = finder.end(top);
        let first = finder.title(top, end).unwrap_or(top);
        let headings = merge(&finder.rows(first, end));
        Some(Header { first, end, headings })
    }
}

struct Finder<'a> {
    records: &'a [Sampled],
    /// The widest record of a kind that occurs more than once, or the first.
    width: usize,
    /// Columns with something in them.
    used: usize,
}

impl<'a> Finder<'a> {
    fn new(records: &'a [Sampled]) -> Finder<'a> {
        let width = common_width(records);
        let filled = |column: &usize| records.iter().any(|r| !is_blank(r.cell(*column)));
        let used = (0..width).filter(filled).count();
        Finder { records, width, used }
    }

    fn at(&self, index: usize) -> Option<&'a Sampled> {
        self.records.get(index)
    }

    fn filled(&self, index: usize) -> usize {
        self.at(index).map_or(0, Sampled::filled)
    }

    fn next_filled(&self, from: usize, least: usize) -> Option<usize> {
        (from..self.records.len()).find(|index| self.filled(*index) >= least)
    }

    /// The first record of the header, or of the data if there is no header.
    fn top(&self) -> Option<usize> {
        let least = self.used.clamp(1, 2);
        let mut top = self.next_filled(0, least).or_else(|| self.next_filled(0, 1))?;
        while let Some(next) = self.fuller(top) {
            top = next;
        }
        Some(self.lone_heading(top).unwrap_or(top))
    }

    /// The row below that is the header, if `top` is a line of notes above it.
    fn fuller(&self, top: usize) -> Option<usize> {
        if self.filled(top) * 2 > self.used || self.joins(top, top + 1) {
            return None;
        }
        let next = self.next_filled(top + 1, self.filled(top) + 1)?;
        let near = next <= top + NOTES_ABOVE;
        let apart = (top..next).any(|index| self.filled(index) == 0);
        let heads = !self.has_values(next) && self.all_short(next);
        (near && (apart || heads)).then_some(next)
    }

    /// One name over the first column only, straight above long sentences.
    fn lone_heading(&self, top: usize) -> Option<usize> {
        let above = top.checked_sub(1)?;
        let full_width = self.at(above)?.cells.len() == self.width;
        (!self.all_short(top) && full_width && self.filled(above) == 1).then_some(above)
    }

    /// Whether `lower` completes the header row `upper`.
    fn joins(&self, upper: usize, lower: usize) -> bool {
        let (Some(above), Some(below)) = (self.at(upper), self.at(lower)) else { return false };
        let both_start = !is_blank(above.cell(0)) && !is_blank(below.cell(0));
        let gap = |column: usize| is_blank(above.cell(column)) && !is_blank(below.cell(column));
        !both_start && !self.has_values(lower) && (0..self.width).any(gap)
    }

    /// Whether `lower` names every one of several columns that `upper` does not.
    fn completes(&self, upper: usize, lower: usize) -> bool {
        let (Some(above), Some(below)) = (self.at(upper), self.at(lower)) else { return false };
        let mut gaps = (0..self.width).filter(|column| is_blank(above.cell(*column)));
        gaps.clone().count() > 1 && gaps.all(|column| !is_blank(below.cell(column)))
    }

    fn end(&self, top: usize) -> usize {
        let gappy = self.filled(top) * 2 <= self.used || self.completes(top, top + 1);
        if !gappy || !self.joins(top, top + 1) {
            return top + 1;
        }
        let more = |index: &usize| {
            self.at(*index).is_some_and(|row| row.filled() > 0 && is_blank(row.cell(0)))
                && !self.has_values(*index)
        };
        top + 2 + (top + 2..self.records.len()).take_while(more).count()
    }

    /// A lone title is part of the header when it says what the columns measure,
    /// which shows in a word it shares with them, and it stands straight above,
    /// or above a header of several rows.
    fn title(&self, top: usize, end: usize) -> Option<usize> {
        let above = (0..top).rev().find(|index| self.filled(*index) > 0)?;
        let title = self.at(above)?;
        let near = above + 1 == top || end > top + 1;
        let text = title.cell(0).trim();
        let lone = title.filled() == 1 && (1..=LONGEST_GROUP).contains(&text.len());
        let words = words(text);
        let headings = self.rows(top, end).into_iter().flat_map(|row| &row.cells);
        let shared = headings.flat_map(|cell| self::words(cell)).any(|word| words.contains(&word));
        (near && lone && shared).then_some(above)
    }

    fn rows(&self, first: usize, end: usize) -> Vec<&'a Sampled> {
        (first..end).filter_map(|index| self.at(index)).filter(|row| row.filled() > 0).collect()
    }

    fn has_values(&self, index: usize) -> bool {
        self.at(index).is_some_and(|row| row.cells.iter().any(|cell| is_value(cell)))
    }

    fn all_short(&self, index: usize) -> bool {
        let short = |cell: &String| cell.len() <= LONGEST_HEADING;
        self.at(index).is_some_and(|row| row.cells.iter().all(short))
    }

    /// A first record with values where the columns below have values is data.
    fn is_data(&self, top: usize) -> bool {
        let Some(row) = self.at(top) else { return false };
        let values = row.cells.iter().filter(|cell| is_value(cell)).count();
        let names = (0..self.width).filter(|column| self.names_values(row, *column, top)).count();
        values > 0 && values >= names
    }

    fn names_values(&self, row: &Sampled, column: usize, top: usize) -> bool {
        let cell = row.cell(column);
        let below = self.records.iter().skip(top + 1).take(ROWS_BELOW);
        let below = below.map(|row| row.cell(column)).filter(|cell| !is_blank(cell));
        let (values, all) = (below.clone().filter(|cell| is_value(cell)).count(), below.count());
        !is_blank(cell) && !is_value(cell) && values * 2 > all
    }
}

fn common_width(records: &[Sampled]) -> usize {
    let widths = records.iter().filter(|row| row.filled() > 0).map(|row| row.cells.len());
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for width in widths {
        match counts.iter_mut().find(|(seen, _)| *seen == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((width, 1)),
        }
    }
    let best = counts.into_iter().max_by_key(|(width, count)| (*count, *width));
    best.map_or(0, |(width, _)| width)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    words.map(str::to_lowercase).collect()
}

/// Joins the rows of a header into one name for each column.
fn merge(rows: &[&Sampled]) -> Vec<Heading> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let parts: Vec<Vec<&str>> = (0..rows.len()).map(|depth| parts(rows, depth, width)).collect();
    (0..width).map(|column| heading(&parts, column)).collect()
}

fn heading(parts: &[Vec<&str>], column: usize) -> Heading {
    let column = parts.iter().filter_map(|row| row.get(column).copied());
    let parts: Vec<&str> = column.filter(|part| !part.is_empty()).collect();
    Heading { name: parts.join(" "), last: parts.last().copied().unwrap_or_default().to_owned() }
}

/// The cells of one header row, a group name repeated over the columns it spans:
/// those named in a row below, up to where a row above starts another group.
fn parts<'a>(rows: &[&'a Sampled], depth: usize, width: usize) -> Vec<&'a str> {
    let (above, from) = rows.split_at_checked(depth).unwrap_or_default();
    let Some((row, below)) = from.split_first() else { return Vec::new() };
    let spans = row.filled() > 1;
    let has = |rows: &[&Sampled], column| rows.iter().any(|row| !is_blank(row.cell(column)));
    let mut group = "";
    let part = |column| {
        let cell = row.cell(column).trim();
        if !cell.is_empty() || has(above, column) {
            group = cell;
        }
        if cell.is_empty() && spans && has(below, column) { group } else { cell }
    };
    (0..width).map(part).collect()
}
