//! How a file is understood, found from one pass and a bounded sample.

use std::io::{self, BufRead, Read};

use super::dialect::{self, Dialect, Sampled};
use super::encoding::{self, Detected};
use super::header::Header;
use super::records::Flaw;
use super::shape::{is_blank, is_number};
use super::{
    COLUMN_LIMIT, Delimiter, Encoding, Heading, LineEnd, Quote, RECORD_LIMIT, Refusal, Source, scan,
};

/// Characters from which the structure is found.
const SAMPLE: usize = 256 * 1024;

/// Records from which the structure is found.
const SAMPLE_RECORDS: usize = 2_000;

/// How a file is understood; everything `scorecard read` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How bytes stand for characters.
    pub encoding: Encoding,
    /// Whether the file opens with a byte order mark.
    pub bom: bool,
    /// Whether stray control characters are read as windows-1252 punctuation.
    pub mended: bool,
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// What stands around cells.
    pub quote: Quote,
    /// What ends a record.
    pub line_end: LineEnd,
    /// Physical lines above the header, or above the data if there is none.
    pub preamble: u64,
    /// The text of those lines, blank ones left out.
    pub preamble_text: Vec<String>,
    /// One name for each column; `column 1` and so on if the file has no header.
    pub header: Vec<Heading>,
    /// Records the header takes, blank ones included; 0 if there is none.
    pub header_rows: u32,
    /// The physical line on which the data start.
    pub first_data_line: u64,
    pub(super) detected: Detected,
    /// Records above the data.
    pub(super) skip: usize,
    /// The header as written, to know it again further down.
    pub(super) written: Vec<Vec<String>>,
    /// Columns that hold numbers, where the word "missing" is an empty cell.
    pub(super) numbers: Vec<usize>,
}

impl Layout {
    /// The full names of the columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(|heading| heading.name.as_str())
    }

    pub(super) fn dialect(&self) -> Dialect {
        Dialect { delimiter: self.delimiter, quote: self.quote, line_end: self.line_end }
    }
}

/// Finds out how `source` is laid out. Reads all of it, keeps a bounded sample.
pub fn sniff(source: &mut Source) -> Result<Layout, Refusal> {
    source.rewind()?;
    let head = take(source, 4096)?;
    if let Some(looks_like) = scan::other_kind(&head) {
        return Err(Refusal::NotText { looks_like });
    }
    let detected = scanned(source)?;
    let text = sample_text(source, detected)?;
    if let Some(looks_like) = scan::other_markup(&text.text) {
        return Err(Refusal::NotText { looks_like });
    }
    let dialect = dialect::sniff(&text.text);
    let records = text.records(dialect);
    if let Some(line) = records.iter().find_map(unclosed).filter(|_| records.len() == 1) {
        return Err(Refusal::UnclosedQuote { line });
    }
    if let Some(record) = records.iter().find(|record| record.cells.len() > COLUMN_LIMIT) {
        let (line, columns, limit) = (record.line, record.cells.len(), COLUMN_LIMIT);
        return Err(Refusal::TooWide { line, columns, limit });
    }
    let header = Header::find(&records).ok_or(Refusal::Empty)?;
    Ok(assemble(detected, dialect, &records, header))
}

/// Settles the encoding and looks at every line, in one pass but for UTF-16.
fn scanned(source: &mut Source) -> Result<Detected, Refusal> {
    let mut lines = scan::Lines::default();
    let detected = encoding::detect(source, &mut |block| lines.pass(block))?;
    if detected.encoding.is_utf16() {
        scan::check_lines(encoding::text(source, detected)?)?;
    }
    Ok(detected)
}

fn take(source: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unclosed(record: &Sampled) -> Option<u64> {
    match record.flaw {
        Some(Flaw::Unclosed { line, .. }) => Some(line),
        Some(Flaw::AfterQuote { .. } | Flaw::TooLong) | None => None,
    }
}

/// The start of the text; `whole` if that is all of it.
struct Sample {
    text: String,
    whole: bool,
}

impl Sample {
    fn records(&self, dialect: Dialect) -> Vec<Sampled> {
        let mut records = dialect::sample(&self.text, dialect, SAMPLE_RECORDS);
        if !self.whole && records.len() > 1 && records.len() < SAMPLE_RECORDS {
            records.pop();
        }
        records
    }
}

/// Enough text for one line at the least: lines are known to be of bounded length.
fn sample_text(source: &mut Source, detected: Detected) -> io::Result<Sample> {
    let mut reader = encoding::text(source, detected)?;
    let mut bytes = take(&mut reader, wide(SAMPLE))?;
    if !bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.append(&mut take(&mut reader, wide(RECORD_LIMIT))?);
    }
    let whole = reader.fill_buf()?.is_empty();
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_suffix(char::REPLACEMENT_CHARACTER).unwrap_or(&text);
    Ok(Sample { text: text.to_owned(), whole })
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn assemble(detected: Detected, dialect: Dialect, records: &[Sampled], header: Header) -> Layout {
    let above = records.get(..header.first).unwrap_or_default();
    let written = records.get(header.first..header.end).unwrap_or_default();
    let below = records.get(header.end..).unwrap_or_default();
    let first_line = records.get(header.first).map_or(1, |record| record.line);
    Layout {
        encoding: detected.encoding,
        bom: detected.bom > 0,
        mended: detected.c1,
        delimiter: dialect.delimiter,
        quote: dialect.quote,
        line_end: dialect.line_end,
        preamble: first_line - 1,
        preamble_text: above.iter().filter_map(title).collect(),
        numbers: numbers(below, header.headings.len()),
        header: header.headings,
        header_rows: u32::try_from(written.len()).unwrap_or(u32::MAX),
        first_data_line: data_line(below, written, first_line),
        detected,
        skip: header.end,
        written: written.iter().filter(|row| row.filled() > 1).map(trimmed).collect(),
    }
}

fn title(record: &Sampled) -> Option<String> {
    let cells = record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let text = cells.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The line of the first filled record, or the one after the header.
fn data_line(below: &[Sampled], written: &[Sampled], first_line: u64) -> u64 {
    let first = below.iter().find(|record| record.filled() > 0).or(below.first());
    let after = |record: &Sampled| {
        record.line + wide(record.cells.iter().map(|cell| cell.matches('\n').count()).sum()) + 1
    };
    first.map(|record| record.line).or(written.last().map(after)).unwrap_or(first_line)
}

fn trimmed(record: &Sampled) -> Vec<String> {
    record.cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn numbers(below: &[Sampled], width: usize) -> Vec<usize> {
    (0..width).filter(|column| holds_numbers(below, *column)).collect()
}

fn holds_numbers(below: &[Sampled], column: usize) -> bool {
    let cells = below.iter().map(|record| record.cell(column));
    let cells = cells.filter(|cell| !is_blank(cell) && !says_missing(cell));
    let (numbers, all) = (cells.clone().filter(|cell| is_number(cell)).count(), cells.count());
    all > 0 && numbers * 10 >= all * 9
}

/// Whether a cell is the word "missing", which some files write for an empty cell.
pub(super) fn says_missing(cell: &str) -> bool {
    matches!(cell.len(), 7..10) && cell.trim().eq_ignore_ascii_case("missing")
}
