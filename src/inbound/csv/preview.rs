//! A file opened with a look at how it is understood and at its first rows.

use super::kinds::as_read;
use super::table::{Opened, laid_out};
use super::{Layout, ReadSettings, Refusal, Row, Source, digest, faults, rows, sniff};
use crate::domain::imports::{FirstRow, Kind, Understood};
use crate::domain::problems::Problem;
use std::path::Path;

/// Rows shown before anything is imported.
const SHOWN: usize = 8;

/// Characters of a cell that are shown.
const LONGEST: usize = 80;

/// What came of opening a file.
pub struct Opening {
    /// What makes two imports the same.
    pub digest: String,
    /// How it is understood, as far as it is; nothing when it is no table.
    pub understood: Option<Understood>,
    /// Its rows, or everything that keeps them from being read.
    pub opened: Result<Opened, Vec<Problem>>,
}

/// Opens the file at `path` as rows of `kind`.
///
/// # Errors
/// When the file itself cannot be opened.
pub fn open(kind: Kind, path: &Path, settings: &ReadSettings) -> Result<Opening, Refusal> {
    let mut source = Source::open(path)?;
    let digest = digest(&mut source, settings)?;
    let layout = match sniff(&mut source) {
        Ok(layout) => layout,
        Err(refusal) => {
            let opened = Err(vec![faults::file(&refusal)]);
            return Ok(Opening { digest, understood: None, opened });
        }
    };
    let mut understood = laid(&layout, settings);
    let opened = laid_out(kind, source, layout, settings);
    if let Ok(opened) = &opened {
        understood.columns =
            opened.found.iter().map(|(field, at)| ((*field).to_owned(), at.clone())).collect();
        understood.ignored.clone_from(&opened.ignored);
        understood.rows = first_rows(Source::open(path)?, opened, settings)?;
    }
    Ok(Opening { digest, understood: Some(understood), opened })
}

fn laid(layout: &Layout, settings: &ReadSettings) -> Understood {
    Understood {
        encoding: layout.encoding.to_string(),
        delimiter: layout.delimiter.to_string(),
        above: layout.preamble,
        above_text: layout.preamble_text.iter().map(|text| shown(text)).collect(),
        header_line: (0 < layout.header_rows).then_some(layout.preamble + 1),
        first_line: layout.first_data_line,
        headings: layout.names().map(ToOwned::to_owned).collect(),
        columns: Vec::new(),
        fixed: settings.constants.clone(),
        ignored: Vec::new(),
        rows: Vec::new(),
    }
}

fn first_rows(
    source: Source, opened: &Opened, settings: &ReadSettings,
) -> Result<Vec<FirstRow>, Refusal> {
    let cells = |row: &Row| {
        let cell = |(field, _): &(&'static str, String)| {
            shown(&as_read(opened.table.kind(), field, opened.spots.get(field).of(row), settings))
        };
        opened.found.iter().map(cell).collect()
    };
    let first = rows(source, &opened.layout)?.filter_map(Result::ok).take(SHOWN);
    Ok(first.map(|row| FirstRow { line: row.line(), cells: cells(&row) }).collect())
}

fn shown(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
