//! Disputes: what was said in them and how they ended.

use super::governance::key;
use crate::domain::designs::Version;
use crate::domain::meetings::disputes::{Decision, Dispute, Note};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A disputed criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Dispute)]
pub struct DisputeView {
    /// Identifies it.
    id: Uuid,
    /// The meeting.
    meeting: Uuid,
    /// Key of the criterion.
    criterion: String,
    /// When it was opened.
    opened_at: DateTime<Utc>,
    /// The day by which it is to be decided: 10 working days later.
    due_on: NaiveDate,
    /// What was said, in order.
    notes: Vec<NoteView>,
    /// How it ended.
    decision: Option<DecisionView>,
}

impl DisputeView {
    /// One dispute of a meeting scored by `version`.
    #[must_use]
    pub fn of(dispute: &Dispute, version: &Version) -> Self {
        Self {
            id: dispute.id.0,
            meeting: dispute.meeting.0,
            criterion: key(version, dispute.criterion),
            opened_at: dispute.opened_at,
            due_on: dispute.due_on,
            notes: dispute.notes.iter().map(NoteView::of).collect(),
            decision: dispute.decision.as_ref().map(DecisionView::of),
        }
    }
}

/// What a side said in a dispute.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DisputeNote)]
pub struct NoteView {
    /// `position` or `evidence`.
    kind: &'static str,
    /// `client` or `supplier`.
    side: &'static str,
    /// In their words.
    words: String,
    /// Who wrote it down.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl NoteView {
    fn of(note: &Note) -> Self {
        let (kind, side) = (note.kind.word(), note.side.word());
        Self { kind, side, words: note.words.clone(), by: note.by.clone(), at: note.at }
    }
}

/// How a dispute ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DisputeDecision)]
pub struct DecisionView {
    /// Who decided.
    decided_by: String,
    /// What, and why.
    words: String,
    /// Who wrote it down.
    recorded_by: String,
    /// When.
    at: DateTime<Utc>,
}

impl DecisionView {
    fn of(decision: &Decision) -> Self {
        let Decision { decided_by, words, recorded_by, at } = decision.clone();
        Self { decided_by, words, recorded_by, at }
    }
}
