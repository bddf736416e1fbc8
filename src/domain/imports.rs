//! Imports: one file, one kind, all rows or none.

use super::contracts::words;
use super::ids::ImportId;
use chrono::{DateTime, Utc};

words! {
    /// What a file is about.
    Kind {
        /// Contracts.
        Contracts = "contracts", "Contracts";
        /// Scores given at meetings.
        Scores = "scores", "Scores";
        /// KPI observations.
        Kpis = "kpis", "KPIs";
        /// Verified levels of knowledge.
        Knowledge = "knowledge", "Knowledge levels";
        /// Value-add items.
        Value = "value", "Value-add";
        /// Assessments against a service standard.
        Assessments = "assessments", "Service assessments";
        /// Points of assessments.
        Points = "points", "Points of service assessments";
        /// What tenders weigh.
        Weightings = "weightings", "Weightings of tenders";
    }
}

words! {
    /// How far an import got.
    State {
        /// Read and found good; waiting to be confirmed.
        Checked = "checked", "Ready to import";
        /// Read and found bad; nothing was stored.
        Refused = "refused", "Refused";
        /// Stored.
        Applied = "applied", "Imported";
        /// Stored and taken back.
        Undone = "undone", "Undone";
    }
}

/// What became, or would become, of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows read.
    pub rows: u64,
    /// Rows that add something.
    pub new: u64,
    /// Rows that change something.
    pub changed: u64,
    /// Rows that say what is already recorded.
    pub unchanged: u64,
    /// Problems found, which can be several in one row.
    pub problems: u64,
}

/// One import, as shown in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Identifies it.
    pub id: ImportId,
    /// What the file is about.
    pub kind: Kind,
    /// Name of the file, without folders.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// How far it got.
    pub state: State,
    /// What became of the rows.
    pub counts: Counts,
    /// Who imported it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a file was understood, and its first rows as they were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Understood {
    /// How bytes stand for characters.
    pub encoding: String,
    /// What stands between cells.
    pub delimiter: String,
    /// Lines above the header.
    pub above: u64,
    /// What they say.
    pub above_text: Vec<String>,
    /// The line of the header; nothing when the file has none.
    pub header_line: Option<u64>,
    /// The line on which the rows start.
    pub first_line: u64,
    /// The headings of the file.
    pub headings: Vec<String>,
    /// Each field that was found, with its heading.
    pub columns: Vec<(String, String)>,
    /// Each field that has the same text in every row.
    pub fixed: Vec<(String, String)>,
    /// Headings that are not used.
    pub ignored: Vec<String>,
    /// The first rows.
    pub rows: Vec<FirstRow>,
}

/// A row shown before it is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstRow {
    /// The line on which it starts, counted from 1.
    pub line: u64,
    /// Its cells as they were read, one for each of the columns found.
    pub cells: Vec<String>,
}
