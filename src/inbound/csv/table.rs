//! A file opened as rows of one kind, to be read as they are asked for.

use super::assessments::Assessments;
use super::cells::Wrong;
use super::contracts::Contracts;
use super::kinds::{self, columns};
use super::knowledge::Knowledge;
use super::kpis::Kpis;
use super::line::{Line, Spot};
use super::points::Points;
use super::scores::Scores;
use super::settings::ReadSettings;
use super::value::Value;
use super::weightings::Weightings;
use super::{Columns, Heading, Layout, Row, Rows, Source, faults, match_columns, rows, sniff};
use crate::app::imports::{self, Content, Table, Unread};
use crate::domain::imports::Kind;
use crate::domain::problems::Problem;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file that can be imported.
pub struct Opened {
    /// Its rows.
    pub table: Table,
    /// How it is understood.
    pub layout: Layout,
    /// The fields found, each with the heading it is under.
    pub found: Vec<(&'static str, String)>,
    /// The headings that no field is under.
    pub ignored: Vec<String>,
    /// How far it was read.
    pub progress: Progress,
    pub(super) spots: Spots,
}

/// How far a file was read; a copy goes on counting with the original.
#[derive(Debug, Clone)]
pub struct Progress {
    read: Arc<AtomicU64>,
    size: u64,
}

impl Progress {
    /// Bytes of text read so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes of the file.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Opens a file as rows of `kind`.
///
/// # Errors
/// Everything that keeps its rows from being read: what it is, its header, and
/// the settings.
pub fn table(
    kind: Kind, mut source: Source, settings: &ReadSettings,
) -> Result<Opened, Vec<Problem>> {
    let layout = sniff(&mut source).map_err(|refusal| vec![faults::file(&refusal)])?;
    laid_out(kind, source, layout, settings)
}

/// Opens a file of which the layout is known.
pub(super) fn laid_out(
    kind: Kind, source: Source, layout: Layout, settings: &ReadSettings,
) -> Result<Opened, Vec<Problem>> {
    let spots = Spots::find(kind, &layout, settings)?;
    let progress = Progress { read: Arc::default(), size: source.len() };
    let lines = rows(source, &layout).map_err(|refusal| vec![faults::file(&refusal)])?;
    let counted = Arc::clone(&progress.read);
    let table = match kind {
        Kind::Contracts => Table::Contracts(reading(lines, Contracts::at(&spots), counted)),
        Kind::Scores => Table::Scores(reading(lines, Scores::at(&spots), counted)),
        Kind::Kpis => Table::Kpis(reading(lines, Kpis::at(&spots, settings), counted)),
        Kind::Knowledge => Table::Knowledge(reading(lines, Knowledge::at(&spots), counted)),
        Kind::Value => Table::Value(reading(lines, Value::at(&spots), counted)),
        Kind::Assessments => Table::Assessments(reading(lines, Assessments::at(&spots), counted)),
        Kind::Points => Table::Points(reading(lines, Points::at(&spots), counted)),
        Kind::Weightings => Table::Weightings(reading(lines, Weightings::at(&spots), counted)),
    };
    let (found, ignored) = (spots.found.clone(), spots.ignored.clone());
    Ok(Opened { table, layout, found, ignored, progress, spots })
}

/// Where every field of a kind is in a file.
pub(super) struct Spots {
    spots: HashMap<&'static str, Spot>,
    found: Vec<(&'static str, String)>,
    ignored: Vec<String>,
}

impl Spots {
    fn find(kind: Kind, layout: &Layout, settings: &ReadSettings) -> Result<Self, Vec<Problem>> {
        let mut problems = wrong_constants(kind, settings);
        let fields = kinds::fields(kind, settings);
        let matched = match_columns(&layout.header, &fields, &settings.maps);
        match matched {
            Ok(columns) if problems.is_empty() => Ok(Self::of(kind, layout, settings, &columns)),
            Ok(_) => Err(problems),
            Err(header) => {
                problems.extend(header.iter().map(|one| faults::header(one, settings.surface)));
                Err(problems)
            }
        }
    }

    fn of(kind: Kind, layout: &Layout, settings: &ReadSettings, matched: &Columns) -> Self {
        let heading = |column: usize| layout.header.get(column).map_or("", |h: &Heading| &h.name);
        let spot = |field: &'static str| {
            let spot = match (matched.get(field), settings.constant(field)) {
                (Some(column), _) => Spot::column(column, heading(column)),
                (None, Some(text)) => Spot::fixed(field, text),
                (None, None) => Spot::nowhere(field),
            };
            (field, spot)
        };
        let found =
            matched.found().iter().map(|(field, column)| (*field, heading(*column).to_owned()));
        Self {
            spots: columns(kind).iter().map(|column| spot(column.name)).collect(),
            found: found.collect(),
            ignored: matched.ignored().to_vec(),
        }
    }

    /// Where the field called `name` is.
    pub(super) fn get(&self, name: &str) -> Spot {
        self.spots.get(name).cloned().unwrap_or_else(|| Spot::nowhere(name))
    }
}

fn wrong_constants(kind: Kind, settings: &ReadSettings) -> Vec<Problem> {
    let wrong = |(field, text): &(String, String)| {
        let known = columns(kind).iter().find(|column| column.name == field.trim());
        let wrong = match known {
            None => Some(no_such_field(kind)),
            Some(_) if settings.mapped(field.trim()) => {
                Some(Wrong::new("this field is both set and mapped", settings.surface.to_part()))
            }
            Some(column) => kinds::constant(kind, column, text, settings),
        };
        wrong.map(|wrong| {
            Problem::field(settings.surface.set(field), text, wrong.message, wrong.remedy)
        })
    };
    settings.constants.iter().filter_map(wrong).collect()
}

fn no_such_field(kind: Kind) -> Wrong {
    let names: Vec<&str> = columns(kind).iter().map(|column| column.name).collect();
    let remedy = format!("Use one of {}", names.join(", "));
    Wrong::new("this import has no field of that name", remedy)
}

/// What can be known of a row that is not read whole.
pub(super) type Part<P> = <<P as Parse>::Out as Content>::Part;

/// How rows of one kind are read.
pub(super) trait Parse: Send + 'static {
    /// What a row becomes.
    type Out: Content;

    /// What the row says, or what could be read of it; every problem in it is left with `line`.
    fn parse(&mut self, line: &mut Line<'_>) -> Result<Self::Out, Part<Self>>;
}

fn reading<P: Parse>(rows: Rows, parse: P, read: Arc<AtomicU64>) -> imports::Rows<P::Out> {
    Box::new(Reading { rows, row: Row::default(), parse, read })
}

struct Reading<P> {
    rows: Rows,
    row: Row,
    parse: P,
    read: Arc<AtomicU64>,
}

impl<P: Parse> Iterator for Reading<P> {
    type Item = imports::Row<P::Out>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.rows.read_into(&mut self.row);
        self.read.store(self.rows.bytes_read(), Ordering::Relaxed);
        match read {
            Ok(false) => None,
            Ok(true) => {
                let mut line = Line::new(&self.row);
                let parsed = self.parse.parse(&mut line);
                Some(imports::Row { line: self.row.line(), parsed: line.finish(parsed) })
            }
            Err(problem) => {
                let line = problem.line;
                let problems = vec![faults::row(&problem)];
                Some(imports::Row {
                    line,
                    parsed: Err(Unread { part: Part::<P>::default(), problems }),
                })
            }
        }
    }
}

/// What cells came to, for columns that say the same in many rows.
#[derive(Debug)]
pub(super) struct Latest<T> {
    last: Option<(String, T)>,
    read: HashMap<String, T>,
}

/// Few enough to keep memory flat, many enough for a file sorted any way.
const LATEST: usize = 512;

/// Longer cells are not likely to come again.
const LONGEST: usize = 100;

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { last: None, read: HashMap::new() }
    }
}

impl<T: Copy> Latest<T> {
    /// What `cell` came to before, or what `read` makes of it now.
    pub(super) fn or_read(
        &mut self, cell: &str, read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        if let Some((last, value)) = &self.last
            && last == cell
        {
            return Ok(*value);
        }
        let value = match self.read.get(cell) {
            Some(known) => *known,
            None => read(cell)?,
        };
        if cell.len() <= LONGEST {
            self.keep(cell, value);
        }
        Ok(value)
    }

    fn keep(&mut self, cell: &str, value: T) {
        let (text, last) = self.last.get_or_insert_with(|| (String::new(), value));
        cell.clone_into(text);
        *last = value;
        if self.read.contains_key(cell) {
            return;
        }
        if self.read.len() >= LATEST {
            self.read.clear();
        }
        self.read.insert(cell.to_owned(), value);
    }
}

#[cfg(test)]
mod tests;
