//! Governance meetings as dated records, and the scores each side gave.

pub mod agenda;

pub mod minutes;

use super::contracts::words;
use super::designs::Version;
use super::exact::ScoreValue;
use super::ids::{ContractId, ImportId, MeetingId, VersionId};
use super::scorecards::Figure;
use chrono::NaiveDate;
use std::sync::Arc;

pub mod states;

pub mod sets;

pub mod scoring;

pub mod outcomes;

pub mod disputes;

pub mod series;

pub mod governed;

pub mod participation;

words! {
    /// Whose scores they are.
    Side {
        /// The client's.
        Client = "client", "Client";
        /// The supplier's own.
        Supplier = "supplier", "Supplier";
        /// What the two agreed.
        Agreed = "agreed", "Agreed";
    }
}

words! {
    /// One of the two sides that score, seal and sign.
    OneSide {
        /// Whoever buys.
        Client = "client", "Client";
        /// Whoever leads the supply.
        Supplier = "supplier", "Supplier";
    }
}

impl OneSide {
    /// The side across the table.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Client => Self::Supplier,
            Self::Supplier => Self::Client,
        }
    }
}

impl From<OneSide> for Side {
    fn from(side: OneSide) -> Self {
        match side {
            OneSide::Client => Self::Client,
            OneSide::Supplier => Self::Supplier,
        }
    }
}

words! {
    /// Why a criterion has no score. None of these is ever 0 or 100.
    Unscored {
        /// It could have been scored and was not.
        NotScored = "not_scored", "Not scored";
        /// It does not apply to this contract or meeting.
        NotApplicable = "not_applicable", "Not applicable";
        /// It is not due yet.
        NotDue = "not_due", "Not due";
        /// The two sides dispute it.
        Disputed = "disputed", "Disputed";
        /// The two sides agreed to keep different scores.
        AgreedToDiffer = "agreed_to_differ", "Agreed to differ";
    }
}

words! {
    /// What a meeting is scored for.
    MeetingKind {
        /// The scorecard of its contract.
        Scorecard = "scorecard", "Scorecard";
        /// A check by a design of its own, apart from the scorecard.
        Check = "check", "Health check";
    }
}

/// A governance meeting that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Identifies it.
    pub id: MeetingId,
    /// The contract it was about.
    pub contract: ContractId,
    /// The day it took place.
    pub held_on: NaiveDate,
    /// The design version it was scored by.
    pub version: VersionId,
    /// What it is scored for.
    pub kind: MeetingKind,
}

/// What one side recorded for one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A score on the criterion's scale.
    Scored(ScoreValue),
    /// No score, and why.
    Unscored(Unscored),
}

/// One score of one side at one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Whose it is.
    pub side: Side,
    /// Position of the criterion in the design version, counted from 0.
    pub criterion: u16,
    /// What was recorded.
    pub mark: Mark,
    /// Why, in their words.
    pub comment: Option<String>,
    /// The import it came from, and the line of that file.
    pub origin: Option<Origin>,
}

/// Where an imported value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The import.
    pub import: ImportId,
    /// The line of the file, counted from 1.
    pub line: u64,
}

/// A meeting with everything recorded at it.
#[derive(Debug, Clone)]
pub struct MeetingRecord {
    /// The meeting.
    pub meeting: Meeting,
    /// The design version it was scored by.
    pub version: Arc<Version>,
    /// The scores of both sides and what was agreed.
    pub scores: Vec<Score>,
    /// The figures that came of them.
    pub figures: Vec<Figure>,
}
