//! How a file was understood, its first rows, and the columns still to be chosen.

use super::Wanted;
use crate::domain::imports::{FirstRow, Understood};
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{Cell, Choice, Column, Pick, Summary, Table, count, day};
use chrono::NaiveDate;

/// What is known of how the file of an import was read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How it was understood; nothing when it is no table.
    pub understood: Option<Understood>,
    /// Whether its bytes are still there.
    pub file_kept: bool,
    /// The columns a file of its kind can have.
    pub wanted: Vec<Wanted>,
}

/// The most texts listed one after the other.
const LISTED: usize = 40;

impl Reading {
    /// The facts about the file; nothing when it is no table.
    pub(super) fn facts(&self) -> Option<Summary> {
        let file = self.understood.as_ref()?;
        let header = match file.header_line {
            Some(line) => format!("Line {}", count(line)),
            None => "None".to_owned(),
        };
        let mut facts = Summary::new()
            .with("Characters", &file.encoding)
            .with("Between cells", &file.delimiter)
            .with("Lines above the headings", above(file))
            .with("Headings", header)
            .with("Rows start", format!("Line {}", count(file.first_line)));
        if !file.fixed.is_empty() {
            let fixed = file.fixed.iter().map(|(field, text)| format!("{field} = {text}"));
            facts = facts.with("Same in every row", listed(fixed));
        }
        if !file.columns.is_empty() {
            let ignored = listed(file.ignored.iter().cloned());
            facts = facts.with("Columns not used", ignored);
        }
        Some(facts)
    }

    /// Which column each field is read from; empty when that was not found out.
    pub(super) fn columns(&self) -> Table {
        let columns = vec![Column::words("Field"), Column::words("Column in your file")];
        let found = self.understood.iter().flat_map(|file| &file.columns);
        Table::new("columns", "Which column is which", columns)
            .quiet()
            .of(found.map(|(field, heading)| vec![Cell::text(field), Cell::text(heading)]))
    }

    /// The first rows as they were read; empty when there are none.
    pub(super) fn rows(&self) -> Table {
        let (found, rows) = match &self.understood {
            Some(file) => (file.columns.as_slice(), file.rows.as_slice()),
            None => (&[][..], &[][..]),
        };
        let fields = found.iter().map(|(field, _)| Column::words(field));
        let columns = std::iter::once(Column::words("Line")).chain(fields).collect();
        let caption = match rows.len() {
            1 => "The first row, as it was read".to_owned(),
            number => format!("The first {number} rows, as they were read"),
        };
        let row = |row: &FirstRow| {
            let cells = row.cells.iter().map(|cell| Cell::text(said(cell)));
            std::iter::once(Cell::text(count(row.line))).chain(cells).collect()
        };
        Table::new("rows", caption, columns).quiet().of(rows.iter().map(row))
    }

    /// A choice of column for each field that none or several were found for.
    pub(super) fn choices(&self, problems: &[Problem]) -> Vec<Pick> {
        let Some(file) = self.understood.as_ref().filter(|_| self.file_kept) else {
            return Vec::new();
        };
        let wrong = |wanted: &&Wanted| {
            let own = |problem: &Problem| match &problem.place {
                Place::Field(field) => field == wanted.name,
                Place::Whole | Place::Cell { .. } => false,
            };
            problems.iter().any(own)
        };
        self.wanted.iter().filter(wrong).map(|wanted| pick(wanted, &file.headings)).collect()
    }
}

fn pick(wanted: &Wanted, headings: &[String]) -> Pick {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let named = headings.iter().filter(|heading| !heading.trim().is_empty());
    let choices = named.map(|heading| choice(heading, heading));
    Pick {
        id: wanted.name,
        label: format!("{}: {}", wanted.name, wanted.about),
        choices: std::iter::once(choice("", "Choose a column")).chain(choices).collect(),
        chosen: String::new(),
        error: None,
    }
}

fn above(file: &Understood) -> String {
    if file.above_text.is_empty() {
        return count(file.above);
    }
    format!("{}: {}", count(file.above), listed(file.above_text.iter().cloned()))
}

fn listed(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    let Some(more) = texts.len().checked_sub(LISTED).filter(|more| 0 < *more) else {
        return if texts.is_empty() { "None".to_owned() } else { texts.join(", ") };
    };
    let first: Vec<String> = texts.into_iter().take(LISTED).collect();
    format!("{} and {more} more", first.join(", "))
}

// A day is told in words, so that it shows which number was taken for the month.
fn said(cell: &str) -> String {
    match cell.parse::<NaiveDate>() {
        Ok(date) => day(date),
        Err(_not_a_day) if cell.is_empty() => "Empty".to_owned(),
        Err(_not_a_day) => cell.to_owned(),
    }
}
