//! Disputes: a criterion on which the sides do not agree, its clock, evidence and decision.

use super::OneSide;
use crate::domain::contracts::words;
use crate::domain::dates::working_days;
use crate::domain::ids::{ContractId, DisputeId, MeetingId};
use chrono::{DateTime, NaiveDate, Utc};

/// Working days in which a dispute is to be decided.
pub const DAYS_TO_DECIDE: usize = 10;

/// A disputed criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Identifies it.
    pub id: DisputeId,
    /// The meeting whose scores are disputed.
    pub meeting: MeetingId,
    /// The contract it is about.
    pub contract: ContractId,
    /// Position of the criterion in the design version, counted from 0.
    pub criterion: u16,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The day by which it is to be decided.
    pub due_on: NaiveDate,
    /// What was said, in order; the first is the position it was opened with.
    pub notes: Vec<Note>,
    /// The decision that closed it.
    pub decision: Option<Decision>,
}

impl Dispute {
    /// Whether it should have been decided before `today`.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.decision.is_none() && self.due_on < today
    }
}

words! {
    /// What a note of a dispute is.
    NoteKind {
        /// What a side holds.
        Position = "position", "Position";
        /// What it puts forward for that.
        Evidence = "evidence", "Evidence";
    }
}

/// What a side said in a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Whose.
    pub side: OneSide,
    /// In their words.
    pub words: String,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a dispute ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who decided, by name.
    pub decided_by: String,
    /// What, and why.
    pub words: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The day by which a dispute opened on `day` is to be decided.
#[must_use]
pub fn due_on(day: NaiveDate) -> NaiveDate {
    working_days::after(day, DAYS_TO_DECIDE)
}
