//! Which encoding a file is in, and its text as UTF-8, in constant memory.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use super::{Refusal, Source};

const BLOCK: usize = 64 * 1024;

/// Decoded text, in blocks.
pub(super) type Text<'a> = Box<dyn BufRead + Send + 'a>;

/// How bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, of which ASCII is a part.
    Utf8,
    /// UTF-8 with single bytes of windows-1252 among it, each read as such.
    Utf8WithStrayBytes,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// The Western European code page of Windows.
    Windows1252,
}

impl Encoding {
    pub(super) fn is_utf16(self) -> bool {
        match self {
            Encoding::Utf16Le | Encoding::Utf16Be => true,
            Encoding::Utf8 | Encoding::Utf8WithStrayBytes | Encoding::Windows1252 => false,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8WithStrayBytes => "UTF-8 with stray windows-1252 bytes",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1252 => "windows-1252",
        })
    }
}

/// What a pass over every byte found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) encoding: Encoding,
    /// Bytes of byte order mark to step over, an encoded-twice mark included.
    pub(super) bom: u64,
    /// Control characters U+0080 to U+009F stand where windows-1252 was meant.
    pub(super) c1: bool,
}

/// What is asked of each block of bytes on the way.
type EachBlock<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Refusal>;

/// Settles the encoding of `source`. Unless that is UTF-16, which its start shows,
/// all of it is read once, and each block handed to `each`.
pub(super) fn detect(source: &mut Source, each: EachBlock<'_>) -> Result<Detected, Refusal> {
    source.rewind()?;
    let mut head = Vec::with_capacity(BLOCK);
    Read::take(&mut *source, 4096).read_to_end(&mut head)?;
    let (marked, bom) = mark(&head);
    if let Some(encoding) = marked.or_else(|| unmarked_utf16(&head)) {
        return Ok(Detected { encoding, bom, c1: false });
    }
    source.rewind()?;
    let census = census(source, each)?;
    Ok(Detected { encoding: census.encoding(), bom, c1: census.c1 })
}

/// The marks of UTF-8, also doubled or encoded twice, and of UTF-16.
fn mark(head: &[u8]) -> (Option<Encoding>, u64) {
    if head.starts_with(b"\xFF\xFE") {
        return (Some(Encoding::Utf16Le), 2);
    }
    if head.starts_with(b"\xFE\xFF") {
        return (Some(Encoding::Utf16Be), 2);
    }
    let mut rest = head;
    let mut length = 0;
    loop {
        if let Some(after) = rest.strip_prefix(b"\xEF\xBB\xBF") {
            (rest, length) = (after, length + 3);
        } else if let Some(after) = rest.strip_prefix(b"\xC3\xAF\xC2\xBB\xC2\xBF") {
            (rest, length) = (after, length + 6);
        } else {
            return (None, length);
        }
    }
}

/// Western text in UTF-16 has a zero in every other byte, always on one side.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let pairs = head.as_chunks::<2>().0;
    let zeros = |side: fn(&[u8; 2]) -> bool| pairs.iter().filter(|pair| side(pair)).count();
    let (first, second) = (zeros(|[a, _]| *a == 0), zeros(|[_, b]| *b == 0));
    let most = pairs.len() * 7 / 10;
    match (first, second) {
        (0, low) if low > most.max(1) => Some(Encoding::Utf16Le),
        (high, 0) if high > most.max(1) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

#[derive(Default)]
struct Census {
    multibyte: u64,
    stray: u64,
    c1: bool,
}

impl Census {
    fn encoding(&self) -> Encoding {
        match (self.stray, self.multibyte) {
            (0, _) => Encoding::Utf8,
            (stray, multibyte) if multibyte > stray => Encoding::Utf8WithStrayBytes,
            (_, _) => Encoding::Windows1252,
        }
    }

    fn count(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Text(text) if text.is_ascii() => {}
            Piece::Text(text) => {
                self.multibyte += text.chars().map(|c| u64::from(!c.is_ascii())).sum::<u64>();
                self.c1 |= text.contains(is_c1);
            }
            Piece::Stray(_) => self.stray += 1,
        }
    }
}

fn census(source: &mut Source, each: EachBlock<'_>) -> Result<Census, Refusal> {
    let mut census = Census::default();
    let mut block = vec![0; BLOCK];
    let mut kept = 0;
    loop {
        let read = source.read(block.get_mut(kept..).unwrap_or_default())?;
        let filled = block.get(..kept + read).unwrap_or_default();
        each(filled.get(kept..).unwrap_or_default())?;
        let left = pieces(filled, read == 0, &mut |piece| census.count(piece)).len();
        if read == 0 {
            return Ok(census);
        }
        block.copy_within(kept + read - left..kept + read, 0);
        kept = left;
    }
}

enum Piece<'a> {
    Text(&'a str),
    Stray(u8),
}

/// Cuts bytes into valid UTF-8 and single stray bytes. Returns the start of a
/// character that the next block may complete.
fn pieces<'a>(mut bytes: &'a [u8], last: bool, each: &mut dyn FnMut(Piece<'a>)) -> &'a [u8] {
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => {
                each(Piece::Text(text));
                return &[];
            }
            Err(error) => error,
        };
        let (valid, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
        each(Piece::Text(std::str::from_utf8(valid).unwrap_or_default()));
        if error.error_len().is_none() && !last {
            return rest;
        }
        let Some((stray, after)) = rest.split_first() else { return &[] };
        each(Piece::Stray(*stray));
        bytes = after;
    }
}

fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&c)
}

/// The character a byte stands for in windows-1252, as the WHATWG table has it.
fn windows_1252(byte: u8) -> char {
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned();
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The text of `source` from its first character, as UTF-8.
pub(super) fn text(source: &mut Source, detected: Detected) -> io::Result<Text<'_>> {
    start(source, detected)?;
    Ok(decoded(source, detected))
}

/// As [`text`], of a source that is given up for it.
pub(super) fn into_text(mut source: Source, detected: Detected) -> io::Result<Text<'static>> {
    start(&mut source, detected)?;
    Ok(decoded(source, detected))
}

/// Goes to the first character, past any byte order mark.
fn start(source: &mut Source, detected: Detected) -> io::Result<()> {
    source.rewind()?;
    io::copy(&mut source.take(detected.bom), &mut io::sink())?;
    Ok(())
}

fn decoded<'a>(bytes: impl Read + Send + 'a, detected: Detected) -> Text<'a> {
    let table = match (detected.encoding, detected.c1) {
        (Encoding::Utf8, false) => return Box::new(BufReader::with_capacity(BLOCK, bytes)),
        (Encoding::Utf8 | Encoding::Utf8WithStrayBytes, _) => Method::Mend,
        (Encoding::Utf16Le, _) => Method::table(encoding_rs::UTF_16LE),
        (Encoding::Utf16Be, _) => Method::table(encoding_rs::UTF_16BE),
        (Encoding::Windows1252, _) => Method::table(encoding_rs::WINDOWS_1252),
    };
    Box::new(Decoding::new(bytes, table))
}

enum Method {
    /// UTF-8 where stray bytes and C1 controls are read as windows-1252.
    Mend,
    Table(Box<encoding_rs::Decoder>),
}

impl Method {
    fn table(encoding: &'static encoding_rs::Encoding) -> Method {
        Method::Table(Box::new(encoding.new_decoder_without_bom_handling()))
    }
}

struct Decoding<R> {
    bytes: R,
    method: Method,
    block: Vec<u8>,
    kept: usize,
    text: String,
    used: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    fn new(bytes: R, method: Method) -> Decoding<R> {
        let (block, text) = (vec![0; BLOCK], String::new());
        Decoding { bytes, method, block, kept: 0, text, used: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.bytes.read(self.block.get_mut(self.kept..).unwrap_or_default())?;
        let filled = self.block.get(..self.kept + read).unwrap_or_default();
        (self.used, self.kept) = (0, 0);
        self.text.clear();
        let last = read == 0;
        let left = match &mut self.method {
            Method::Table(table) => by_table(table, filled, last, &mut self.text),
            Method::Mend => pieces(filled, last, &mut |piece| mend(piece, &mut self.text)).len(),
        };
        let end = filled.len();
        self.block.copy_within(end - left..end, 0);
        self.kept = left;
        self.ended = last;
        Ok(())
    }
}

fn by_table(
    table: &mut encoding_rs::Decoder, bytes: &[u8], last: bool, text: &mut String,
) -> usize {
    text.reserve(table.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 4));
    let (_, read, _) = table.decode_to_string(bytes, text, last);
    bytes.len() - read
}

fn mend(piece: Piece<'_>, text: &mut String) {
    match piece {
        Piece::Text(good) if !good.contains(is_c1) => text.push_str(good),
        Piece::Text(good) => text.extend(good.chars().map(mended)),
        Piece::Stray(byte) => text.push(windows_1252(byte)),
    }
}

fn mended(c: char) -> char {
    match u8::try_from(c) {
        Ok(byte) if is_c1(c) => windows_1252(byte),
        _ => c,
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Decoding<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.used >= self.text.len() && !self.ended {
            self.refill()?;
        }
        Ok(self.text.as_bytes().get(self.used..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.used += amount;
    }
}
