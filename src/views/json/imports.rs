//! Imports of files.

use crate::domain::imports::Import;
use chrono::{DateTime, Utc};
use serde::Serialize;
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
        }
    }

    /// An import that was done before; nothing was done now.
    #[must_use]
    pub fn repeated(import: &Import) -> Self {
        Self { same_file: true, ..Self::of(import) }
    }
}
