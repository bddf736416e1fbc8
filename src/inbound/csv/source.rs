//! A file or bytes that can be read from the start more than once.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::Refusal;

trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// What a table is read from: a file, spooled upload or bytes in memory.
pub struct Source {
    inner: Box<dyn ReadSeek>,
    len: u64,
}

impl Source {
    /// Opens the file at `path`.
    pub fn open(path: impl AsRef<Path>) -> Result<Source, Refusal> {
        Ok(Source::new(File::open(path)?)?)
    }

    /// Reads from memory.
    pub fn bytes(bytes: Vec<u8>) -> Source {
        let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Source { inner: Box::new(Cursor::new(bytes)), len }
    }

    /// Reads from anything that can go back to its start, such as a temporary file.
    pub fn new(mut inner: impl Read + Seek + Send + 'static) -> io::Result<Source> {
        let len = inner.seek(SeekFrom::End(0))?;
        inner.rewind()?;
        Ok(Source { inner: Box::new(inner), len })
    }

    /// The size in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.inner.rewind()
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}
