//! A first look at a whole file: is it text, and is every line of a sane length?

use std::io::{self, BufRead};

use memchr::{memchr, memchr2_iter};

use super::{RECORD_LIMIT, Refusal};

const KINDS: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "a ZIP or spreadsheet file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"\x1F\x8B", "a compressed (gzip) file"),
    (b"7z\xBC\xAF", "a compressed (7z) file"),
    (b"Rar!", "a compressed (RAR) file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
];

const MARKUP: [(&str, &str); 7] = [
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<?xml", "an XML file"),
    ("{\"", "a JSON file"),
    ("{\n", "a JSON file"),
    ("[{", "a JSON file"),
    ("[\n", "a JSON file"),
];

/// What the first bytes show the file to be, if that is not a table.
pub(super) fn other_kind(head: &[u8]) -> Option<&'static str> {
    let known = KINDS.iter().find(|(magic, _)| head.starts_with(magic));
    known.map(|(_, kind)| *kind).or_else(|| control_bytes(head))
}

/// As [`other_kind`], from the first characters.
pub(super) fn other_markup(text: &str) -> Option<&'static str> {
    let start: String = text.trim_start().chars().take(20).collect();
    let start = start.to_ascii_lowercase().replace('\r', "\n");
    MARKUP.iter().find(|(open, _)| start.starts_with(open)).map(|(_, kind)| *kind)
}

/// Text has few control characters; UTF-16 has zeros, which are not counted.
fn control_bytes(head: &[u8]) -> Option<&'static str> {
    let odd = |byte: &&u8| matches!(byte, 1..=8 | 11..=12 | 14..=31);
    let controls = head.iter().filter(odd).count();
    (controls * 20 > head.len()).then_some("a binary file")
}

/// Goes over all the text once for a zero or an endless line.
pub(super) fn check_lines(mut text: impl BufRead) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    loop {
        let used = match text.fill_buf() {
            Ok([]) => return Ok(()),
            Ok(block) => {
                lines.pass(block)?;
                block.len()
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => return Err(error.into()),
        };
        text.consume(used);
    }
}

/// The physical lines of a text that comes in blocks.
#[derive(Default)]
pub(super) struct Lines {
    ended: u64,
    length: usize,
    after_cr: bool,
}

impl Lines {
    /// Looks at the next block of the text.
    pub(super) fn pass(&mut self, block: &[u8]) -> Result<(), Refusal> {
        match memchr(0, block) {
            None => self.lines(block),
            Some(at) => {
                self.lines(block.get(..at).unwrap_or_default())?;
                let column = u64::try_from(self.length).unwrap_or(u64::MAX) + 1;
                Err(Refusal::Nul { line: self.ended + 1, column })
            }
        }
    }

    fn lines(&mut self, block: &[u8]) -> Result<(), Refusal> {
        let mut start = 0;
        for end in memchr2_iter(b'\n', b'\r', block) {
            self.grow(end - start)?;
            self.end_line(block.get(end) == Some(&b'\r'));
            start = end + 1;
        }
        self.grow(block.len() - start)
    }

    fn grow(&mut self, by: usize) -> Result<(), Refusal> {
        self.length += by;
        self.after_cr &= by == 0;
        if self.length > RECORD_LIMIT {
            return Err(Refusal::LineTooLong { line: self.ended + 1, limit: RECORD_LIMIT });
        }
        Ok(())
    }

    fn end_line(&mut self, cr: bool) {
        let second_half = self.after_cr && !cr;
        self.ended += u64::from(!second_half);
        self.length = 0;
        self.after_cr = cr;
    }
}
