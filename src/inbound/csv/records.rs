//! Text cut into records and cells, one at a time, with the line each starts on.

use std::io::{self, BufRead};

use memchr::{memchr, memchr2, memchr2_iter, memchr3};

use super::{LineEnd, RECORD_LIMIT};

/// The characters that structure a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grammar {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) line_end: LineEnd,
}

/// What is wrong with the way a record is written. It stands in a cell, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    AfterQuote { cell: usize },
    Unclosed { cell: usize, line: u64 },
    TooLong,
}

/// One record: its cells end to end, and where each ends.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) text: Vec<u8>,
    pub(super) ends: Vec<usize>,
    pub(super) line: u64,
    pub(super) quoted: usize,
    pub(super) flaw: Option<Flaw>,
}

impl Record {
    fn start(&mut self, line: u64) {
        self.text.clear();
        self.ends.clear();
        (self.line, self.quoted, self.flaw) = (line, 0, None);
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    fn blemish(&mut self, flaw: Flaw) {
        self.flaw.get_or_insert(flaw);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    QuoteSeen,
    /// Spaces after a closing quotation mark, which mean nothing.
    Padding,
    Done,
}

/// Splits text into records.
pub(super) struct Records<R> {
    text: R,
    at: Cursor,
    bytes: u64,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(text: R, grammar: Grammar) -> Records<R> {
        Records { text, at: Cursor::new(grammar), bytes: 0 }
    }

    /// Bytes of decoded text used so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next record into `record`; `false` at the end of the text.
    pub(super) fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        self.at.start(record);
        loop {
            let block = self.text.fill_buf()?;
            if block.is_empty() {
                return Ok(self.at.finish(record));
            }
            let used = self.at.scan(block, record);
            self.text.consume(used);
            self.bytes += u64::try_from(used).unwrap_or_default();
            if record.text.len() > RECORD_LIMIT {
                record.blemish(self.at.endless(record));
                return Ok(true);
            }
            if self.at.state == State::Done {
                return Ok(true);
            }
        }
    }
}

/// Where in the text the reading stands.
struct Cursor {
    grammar: Grammar,
    state: State,
    /// The physical line, from 1.
    line: u64,
    /// The line on which the last quotation mark opened.
    opened: u64,
    /// A carriage return was just read, so a line feed belongs to it.
    after_cr: bool,
    /// The record has at least one character, its line end included.
    any: bool,
}

impl Cursor {
    fn new(grammar: Grammar) -> Cursor {
        Cursor { grammar, state: State::CellStart, line: 1, opened: 1, after_cr: false, any: false }
    }

    fn start(&mut self, record: &mut Record) {
        (self.state, self.any) = (State::CellStart, false);
        record.start(self.line);
    }

    fn scan(&mut self, block: &[u8], record: &mut Record) -> usize {
        let mut rest = block;
        if self.state == State::CellStart && self.after_cr {
            self.after_cr = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        self.any |= !rest.is_empty();
        while !rest.is_empty() && self.state != State::Done {
            rest = match self.state {
                State::CellStart => self.cell_start(rest, record),
                State::Bare => self.bare(rest, record),
                State::Quoted => self.quoted(rest, record),
                State::QuoteSeen => self.quote_seen(rest, record),
                State::Padding => self.padding(rest, record),
                State::Done => rest,
            };
        }
        block.len() - rest.len()
    }

    fn cell_start<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        match rest.split_first() {
            Some((byte, after)) if *byte == self.grammar.quote => {
                (self.state, self.opened) = (State::Quoted, self.line);
                record.quoted += 1;
                after
            }
            Some(_) => self.bare(rest, record),
            None => rest,
        }
    }

    fn bare<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        let delimiter = self.grammar.delimiter;
        let end = match self.grammar.line_end {
            LineEnd::Any => memchr3(delimiter, b'\n', b'\r', rest),
            LineEnd::Cr => memchr2(delimiter, b'\r', rest),
        };
        let (cell, after) = split(rest, end);
        record.text.extend_from_slice(cell);
        self.state = State::Bare;
        self.boundary(after, record)
    }

    /// Ends a cell at a delimiter, or the record at a line end.
    fn boundary<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        let Some((byte, after)) = rest.split_first() else { return rest };
        record.end_cell();
        if *byte == self.grammar.delimiter {
            self.state = State::CellStart;
        } else {
            self.state = State::Done;
            self.line += 1;
            self.after_cr = *byte == b'\r' && self.grammar.line_end == LineEnd::Any;
        }
        after
    }

    fn quoted<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        let (cell, after) = split(rest, memchr(self.grammar.quote, rest));
        self.line += self.lines_in(cell);
        record.text.extend_from_slice(cell);
        match after.split_first() {
            Some((_, after)) => {
                (self.state, self.after_cr) = (State::QuoteSeen, false);
                after
            }
            None => after,
        }
    }

    /// Line ends inside a quoted cell; `\r\n` counts once, across blocks too.
    fn lines_in(&mut self, cell: &[u8]) -> u64 {
        let mut lines = 0;
        let mut next = 0;
        for end in memchr2_iter(b'\n', b'\r', cell) {
            let feed = cell.get(end) == Some(&b'\n');
            let second_half = feed && self.after_cr && end == next;
            lines += u64::from(!second_half);
            (self.after_cr, next) = (!feed, end + 1);
        }
        self.after_cr &= next == cell.len();
        lines
    }

    fn quote_seen<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        match rest.split_first() {
            Some((byte, after)) if *byte == self.grammar.quote => {
                record.text.push(self.grammar.quote);
                self.state = State::Quoted;
                after
            }
            Some(_) | None => self.padding(rest, record),
        }
    }

    fn padding<'a>(&mut self, rest: &'a [u8], record: &mut Record) -> &'a [u8] {
        match rest.split_first() {
            Some((byte, _)) if self.ends_cell(*byte) => self.boundary(rest, record),
            Some((b' ', after)) => {
                self.state = State::Padding;
                after
            }
            Some(_) => {
                record.blemish(Flaw::AfterQuote { cell: record.ends.len() });
                self.bare(rest, record)
            }
            None => rest,
        }
    }

    fn ends_cell(&self, byte: u8) -> bool {
        let ends_line = match self.grammar.line_end {
            LineEnd::Any => byte == b'\n' || byte == b'\r',
            LineEnd::Cr => byte == b'\r',
        };
        byte == self.grammar.delimiter || ends_line
    }

    fn finish(&self, record: &mut Record) -> bool {
        if self.state == State::Quoted {
            record.blemish(Flaw::Unclosed { cell: record.ends.len(), line: self.opened });
        }
        if self.any {
            record.end_cell();
        }
        self.any
    }

    fn endless(&self, record: &Record) -> Flaw {
        let cell = record.ends.len();
        let open = self.state == State::Quoted;
        if open { Flaw::Unclosed { cell, line: self.opened } } else { Flaw::TooLong }
    }
}

fn split(bytes: &[u8], at: Option<usize>) -> (&[u8], &[u8]) {
    at.and_then(|at| bytes.split_at_checked(at)).unwrap_or((bytes, &[]))
}
