//! Which delimiter, quotation mark and line ends a sample of text is written with.

use std::collections::HashMap;
use std::fmt;

use super::records::{Flaw, Grammar, Record, Records};
use super::shape::{is_blank, is_value};

/// Records looked at to compare dialects.
const SAMPLE_RECORDS: usize = 400;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab character.
    Tab,
    /// `|`
    Pipe,
    /// `^`
    Caret,
    /// `:`
    Colon,
}

impl Delimiter {
    /// In the order in which they are believed, other things being equal.
    const ALL: [(Delimiter, f64); 6] = [
        (Delimiter::Comma, 1.0),
        (Delimiter::Semicolon, 0.95),
        (Delimiter::Tab, 0.95),
        (Delimiter::Pipe, 0.8),
        (Delimiter::Caret, 0.7),
        (Delimiter::Colon, 0.5),
    ];

    /// The character itself.
    pub fn character(self) -> char {
        char::from(self.byte())
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
            Delimiter::Pipe => b'|',
            Delimiter::Caret => b'^',
            Delimiter::Colon => b':',
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Delimiter::Comma => "comma",
            Delimiter::Semicolon => "semicolon",
            Delimiter::Tab => "tab",
            Delimiter::Pipe => "pipe",
            Delimiter::Caret => "caret",
            Delimiter::Colon => "colon",
        })
    }
}

/// What stands around a cell that holds delimiters or line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `"`
    Double,
    /// `'`
    Single,
}

impl Quote {
    pub(super) fn byte(self) -> u8 {
        match self {
            Quote::Double => b'"',
            Quote::Single => b'\'',
        }
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Quote::Double => "double",
            Quote::Single => "single",
        })
    }
}

/// What ends a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Line feed, carriage return or both, mixed as they come.
    Any,
    /// Carriage return only: line feeds are part of the text of a cell.
    Cr,
}

impl fmt::Display for LineEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LineEnd::Any => "any",
            LineEnd::Cr => "carriage return",
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: Delimiter,
    pub(super) quote: Quote,
    pub(super) line_end: LineEnd,
}

impl Dialect {
    pub(super) fn grammar(self) -> Grammar {
        let (delimiter, quote) = (self.delimiter.byte(), self.quote.byte());
        Grammar { delimiter, quote, line_end: self.line_end }
    }
}

/// One record of a sample.
pub(super) struct Sampled {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    pub(super) quoted: usize,
    pub(super) flaw: Option<Flaw>,
}

impl Sampled {
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !is_blank(cell)).count()
    }

    fn of(record: &Record) -> Sampled {
        let starts = std::iter::once(0).chain(record.ends.iter().copied());
        let cell = |(start, end): (usize, &usize)| record.text.get(start..*end).unwrap_or_default();
        let cells = starts.zip(&record.ends).map(cell);
        let cells = cells.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Sampled { line: record.line, cells, quoted: record.quoted, flaw: record.flaw }
    }
}

/// The records of `text`, up to `most`; the last may be cut if the text is.
pub(super) fn sample(text: &str, dialect: Dialect, most: usize) -> Vec<Sampled> {
    let mut records = Records::new(text.as_bytes(), dialect.grammar());
    let mut record = Record::default();
    let mut sampled = Vec::new();
    while sampled.len() < most && records.read(&mut record).unwrap_or(false) {
        sampled.push(Sampled::of(&record));
    }
    sampled
}

/// The dialect under which `text` is most of a table; plain commas if none is.
pub(super) fn sniff(text: &str) -> Dialect {
    let plain =
        Dialect { delimiter: Delimiter::Comma, quote: Quote::Double, line_end: LineEnd::Any };
    let mut best = (plain, 0.0);
    for line_end in line_ends(text) {
        for (delimiter, trust) in Delimiter::ALL {
            for quote in [Quote::Double, Quote::Single] {
                let dialect = Dialect { delimiter, quote, line_end: *line_end };
                let score = trust * score(text, dialect);
                if score > best.1 {
                    best = (dialect, score);
                }
            }
        }
    }
    best.0
}

fn line_ends(text: &str) -> &'static [LineEnd] {
    let feeds = text.contains('\n');
    let returns = text.replace("\r\n", "").contains('\r');
    if feeds && returns { &[LineEnd::Any, LineEnd::Cr] } else { &[LineEnd::Any] }
}

/// How much of a table `text` is, 0 to about 1: rows agree on their width, cells
/// are clean values, quotation marks close where they should.
fn score(text: &str, dialect: Dialect) -> f64 {
    let mut records = sample(text, dialect, SAMPLE_RECORDS);
    records.retain(|record| record.filled() > 0);
    let quoted: usize = records.iter().map(|record| record.quoted).sum();
    let flawed = records.iter().filter(|record| record.flaw.is_some()).count();
    if dialect.quote == Quote::Single && (quoted == 0 || flawed > 0 || has_double(&records)) {
        return 0.0;
    }
    let Some((width, agreement)) = agreement(&records) else { return 0.0 };
    let split = records.iter().filter(|record| splits_quotes(record)).count();
    let closed = 1.0 - share(flawed, records.len()) - 0.3 * share(split, records.len());
    let wide = 1.0 - 0.2 / real(width);
    let filled = records.iter().map(Sampled::filled).sum();
    let single = match dialect.quote {
        Quote::Double => 1.0,
        Quote::Single => single(quoted, filled, records.len()),
    };
    agreement * agreement * closed * wide * (0.8 + 0.2 * values(&records)) * single
}

/// Where most cells, or one in every record, are in single quotation marks those
/// are how the file is written. Here and there they are text, unless the rows
/// agree much better with them.
fn single(quoted: usize, filled: usize, records: usize) -> f64 {
    if filled < quoted * 2 || records <= quoted { 1.01 } else { 0.9 }
}

/// Single quotation marks are not believed where double ones do the work.
fn has_double(records: &[Sampled]) -> bool {
    records.iter().flat_map(|record| &record.cells).any(|cell| cell.starts_with('"'))
}

/// Whether a pair of quotation marks fell into two cells.
fn splits_quotes(record: &Sampled) -> bool {
    let halves = record.cells.iter().filter(|cell| cell.matches('"').count() % 2 == 1);
    record.quoted == 0 && halves.count() > 1
}

/// The commonest width of two or more, and the share of records that have it.
/// One-cell records at the top and bottom are titles and notes: they count less.
fn agreement(records: &[Sampled]) -> Option<(usize, f64)> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for record in records {
        *widths.entry(record.cells.len()).or_default() += 1;
    }
    let wide = widths.into_iter().filter(|(width, _)| *width > 1);
    let (width, agreeing) = wide.max_by_key(|(width, count)| (*count, *width))?;
    let narrow = |record: &&Sampled| record.cells.len() == 1;
    let around =
        records.iter().take_while(narrow).count() + records.iter().rev().take_while(narrow).count();
    let inside = records.len().saturating_sub(around);
    let agreement = real(agreeing) / (real(inside) + real(around) * 0.25);
    (agreement > 0.5 && (agreeing > 1 || around < 2)).then_some((width, agreement))
}

fn values(records: &[Sampled]) -> f64 {
    let cells = records.iter().flat_map(|record| &record.cells);
    let clean = cells.clone().filter(|cell| is_blank(cell) || is_value(cell)).count();
    let quoted: usize = records.iter().map(|record| record.quoted).sum();
    share(clean + quoted, cells.count()).min(1.0)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { real(part) / real(whole) }
}

fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
