//! Rows that say what was recorded before, kept outside memory until the file is read.
//!
//! Nothing is stored for such a row, so a later row of the same file that says
//! otherwise would pass for a plain change, and which of the two is meant would
//! be a guess.

use crate::app::Error;
use crate::storage::StorageError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Lines, Seek, SeekFrom, Write};
use std::marker::PhantomData;

const ROWS_AT_ONCE: usize = 1_000;

/// A list of what rows were about, each with its line, on disk.
#[derive(Debug)]
pub(super) struct Agreed<K> {
    file: BufWriter<File>,
    about: PhantomData<K>,
}

impl<K: Serialize + DeserializeOwned> Agreed<K> {
    /// An empty list.
    pub(super) fn new() -> Result<Self, Error> {
        let file = tempfile::tempfile().map_err(fault)?;
        Ok(Self { file: BufWriter::new(file), about: PhantomData })
    }

    /// Notes rows by what they are about.
    pub(super) fn add(&mut self, rows: &[(K, u64)]) -> Result<(), Error> {
        for row in rows {
            serde_json::to_writer(&mut self.file, row).map_err(|error| fault(error.into()))?;
            self.file.write_all(b"\n").map_err(fault)?;
        }
        Ok(())
    }

    /// Goes over the list from its start.
    pub(super) fn read(mut self) -> Result<Reading<K>, Error> {
        self.file.seek(SeekFrom::Start(0)).map_err(fault)?;
        let file = self.file.into_inner().map_err(|error| fault(error.into_error()))?;
        Ok(Reading { lines: BufReader::new(file).lines(), about: PhantomData })
    }
}

/// A list being read, some rows at a time.
pub(super) struct Reading<K> {
    lines: Lines<BufReader<File>>,
    about: PhantomData<K>,
}

impl<K: DeserializeOwned> Reading<K> {
    /// The next rows; none at the end.
    pub(super) fn next(&mut self) -> Result<Vec<(K, u64)>, Error> {
        let read = |line: std::io::Result<String>| {
            let line = line.map_err(fault)?;
            serde_json::from_str(&line).map_err(|error| fault(error.into()))
        };
        self.lines.by_ref().take(ROWS_AT_ONCE).map(read).collect()
    }
}

fn fault(error: std::io::Error) -> Error {
    Error::from(StorageError::from(error))
}
