//! Imports of files.

use crate::domain::imports::{FirstRow, Import, Understood};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One import of one file.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportView {
    /// Identifies it.
    id: Uuid,
    /// `contracts`, `scores` or `kpis`.
    kind: &'static str,
    /// Name of the file.
    file_name: String,
    /// SHA-256 of the file and of how it was read, in hexadecimal.
    digest: String,
    /// `checked`, `refused`, `applied` or `undone`.
    state: &'static str,
    /// Whether the same file had been applied before, so that nothing was done now.
    same_file: bool,
    /// Rows read.
    rows: u64,
    /// Rows that add something.
    new: u64,
    /// Rows that change something.
    changed: u64,
    /// Rows that say what is already recorded.
    unchanged: u64,
    /// Problems found, which can be several in one row.
    problems: u64,
    /// Who imported it.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// How the file was understood; not in lists, and not of a file that is no table.
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<UnderstoodView>,
}

impl ImportView {
    /// One import.
    #[must_use]
    pub fn of(import: &Import) -> Self {
        let counts = import.counts;
        Self {
            id: import.id.0,
            kind: import.kind.word(),
            file_name: import.file_name.clone(),
            digest: import.digest.clone(),
            state: import.state.word(),
            same_file: false,
            rows: counts.rows,
            new: counts.new,
            changed: counts.changed,
            unchanged: counts.unchanged,
            problems: counts.problems,
            by: import.by.clone(),
            at: import.at,
            understood: None,
        }
    }

    /// An import that was done before; nothing was done now.
    #[must_use]
    pub fn repeated(import: &Import) -> Self {
        Self { same_file: true, ..Self::of(import) }
    }

    /// The same import with how its file was understood.
    #[must_use]
    pub fn read_as(self, understood: Option<&Understood>) -> Self {
        Self { understood: understood.map(UnderstoodView::of), ..self }
    }
}

/// How a file was understood, and its first rows as they were read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Understood)]
pub struct UnderstoodView {
    /// How bytes stand for characters.
    #[schema(example = "UTF-8")]
    encoding: String,
    /// What stands between cells.
    #[schema(example = "comma")]
    delimiter: String,
    /// Lines above the header.
    lines_above: u64,
    /// What they say.
    text_above: Vec<String>,
    /// The line of the header; null when the file has none.
    header_line: Option<u64>,
    /// The line on which the rows start.
    first_data_line: u64,
    /// The headings of the file.
    headings: Vec<String>,
    /// Each field that was found, with its heading.
    columns: Vec<ColumnView>,
    /// Each field that has the same text in every row.
    set: Vec<SetView>,
    /// Headings that are not used.
    ignored: Vec<String>,
    /// The first rows.
    first_rows: Vec<FirstRowView>,
}

/// A field and the heading it is read from.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ColumnFound)]
pub struct ColumnView {
    /// The field.
    field: String,
    /// The heading.
    heading: String,
}

/// A field and the text it has in every row.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ColumnSet)]
pub struct SetView {
    /// The field.
    field: String,
    /// The text.
    text: String,
}

/// A row as it was read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = FirstRow)]
pub struct FirstRowView {
    /// The line on which it starts, counted from 1.
    line: u64,
    /// Its cells, one for each of `columns`.
    cells: Vec<String>,
}

impl UnderstoodView {
    /// How a file was understood.
    #[must_use]
    pub fn of(file: &Understood) -> Self {
        let column = |(field, heading): &(String, String)| ColumnView {
            field: field.clone(),
            heading: heading.clone(),
        };
        let set =
            |(field, text): &(String, String)| SetView { field: field.clone(), text: text.clone() };
        let row = |row: &FirstRow| FirstRowView { line: row.line, cells: row.cells.clone() };
        Self {
            encoding: file.encoding.clone(),
            delimiter: file.delimiter.clone(),
            lines_above: file.above,
            text_above: file.above_text.clone(),
            header_line: file.header_line,
            first_data_line: file.first_line,
            headings: file.headings.clone(),
            columns: file.columns.iter().map(column).collect(),
            set: file.fixed.iter().map(set).collect(),
            ignored: file.ignored.clone(),
            first_rows: file.rows.iter().map(row).collect(),
        }
    }

    /// What this view was made of.
    #[must_use]
    pub fn understood(self) -> Understood {
        let columns = self.columns.into_iter().map(|column| (column.field, column.heading));
        let fixed = self.set.into_iter().map(|set| (set.field, set.text));
        let rows =
            self.first_rows.into_iter().map(|row| FirstRow { line: row.line, cells: row.cells });
        Understood {
            encoding: self.encoding,
            delimiter: self.delimiter,
            above: self.lines_above,
            above_text: self.text_above,
            header_line: self.header_line,
            first_line: self.first_data_line,
            headings: self.headings,
            columns: columns.collect(),
            fixed: fixed.collect(),
            ignored: self.ignored,
            rows: rows.collect(),
        }
    }
}
