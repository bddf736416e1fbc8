//! Evidence of knowledge, and its files.

use crate::domain::knowledge::evidence::{Evidence, Signature, State};
use crate::domain::knowledge::files::File;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Evidence of a level.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Evidence)]
pub struct EvidenceView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// The knowledge area.
    area: Uuid,
    /// Whose level it shows.
    person: Uuid,
    /// `session`, `pairing`, `document`, `recording`, `runbook` or `task_unaided`.
    kind: &'static str,
    /// What it is.
    title: String,
    /// The level it shows.
    level: &'static str,
    /// `planned`, `delivered`, `verified` or `rejected`.
    state: &'static str,
    /// The day it is to be delivered by.
    due: Option<NaiveDate>,
    /// Who planned it.
    planned_by: String,
    /// What was noted about it.
    note: Option<String>,
    /// Where it can be seen.
    link: Option<String>,
    /// When and by whom it was delivered.
    delivered: Option<SignatureView>,
    /// When and by whom it was verified; from level 3 on, its witness.
    verified: Option<SignatureView>,
    /// When and by whom it was rejected.
    rejected: Option<SignatureView>,
    /// Why it was rejected.
    reason: Option<String>,
    /// Its files.
    files: Vec<FileView>,
}

impl EvidenceView {
    /// One piece of evidence.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        let (delivered, verified, rejected, reason) = match &evidence.state {
            State::Planned => (None, None, None, None),
            State::Delivered(delivered) => (Some(delivered), None, None, None),
            State::Verified { delivered, verified } => {
                (Some(delivered), Some(verified), None, None)
            }
            State::Rejected { delivered, rejected, reason } => {
                (Some(delivered), None, Some(rejected), Some(reason.clone()))
            }
        };
        Self {
            id: evidence.id.0,
            contract: evidence.contract.0,
            area: evidence.area.0,
            person: evidence.holder.0,
            kind: evidence.kind.word(),
            title: evidence.title.clone(),
            level: evidence.level.word(),
            state: evidence.progress().word(),
            due: evidence.due,
            planned_by: evidence.planned_by.clone(),
            note: evidence.note.clone(),
            link: evidence.link.clone(),
            delivered: delivered.map(SignatureView::of),
            verified: verified.map(SignatureView::of),
            rejected: rejected.map(SignatureView::of),
            reason,
            files: evidence.files.iter().map(FileView::of).collect(),
        }
    }
}

/// Who took a step, and on which day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceStep)]
pub struct SignatureView {
    /// The day it is for.
    on: NaiveDate,
    /// Who.
    by: String,
}

impl SignatureView {
    fn of(signature: &Signature) -> Self {
        Self { on: signature.on, by: signature.name.clone() }
    }
}

/// A file of evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceFile)]
pub struct FileView {
    /// Identifies it.
    id: Uuid,
    /// The evidence it belongs to.
    evidence: Uuid,
    /// Its name.
    name: String,
    /// How it is called in a `content-type` header, by what is in it.
    #[schema(example = "application/pdf")]
    media_type: &'static str,
    /// Its size.
    bytes: u64,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Who added it.
    added_by: String,
    /// When.
    added_at: DateTime<Utc>,
}

impl FileView {
    /// One file.
    #[must_use]
    pub fn of(file: &File) -> Self {
        Self {
            id: file.id.0,
            evidence: file.evidence.0,
            name: file.name.clone(),
            media_type: file.kind.media_type(),
            bytes: file.bytes,
            sha256: file.digest.to_string(),
            added_by: file.added_by.clone(),
            added_at: file.added_at,
        }
    }
}
