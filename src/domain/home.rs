//! What waits for somebody across all their contracts.

use super::actions::ActionItem;
use super::contracts::Contract;
use super::ids::MeetingId;
use super::improvement::PlanRecord;
use super::performance::Due;
use chrono::NaiveDate;

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// Recent meetings that their own side has not scored.
    pub due_scores: Vec<Waiting>,
    /// Meetings at which something is disputed, with how many criteria.
    pub disputes: Vec<Waiting>,
    /// Actions overdue: their own first, then those longest overdue.
    pub overdue: Vec<Overdue>,
    /// How many are overdue, those not listed included.
    pub overdue_in_all: u64,
    /// What the Procurement Act asks for within 60 days, or asked for, soonest first.
    pub law: Vec<Owed>,
    /// Improvement plans of which something is overdue, longest overdue first.
    pub plans: Vec<(Contract, PlanRecord)>,
    /// Meetings to come with topics they can still vote on, with how many dots they have left.
    pub topics: Vec<Waiting>,
}

impl Home {
    /// How many of a kind are listed.
    pub const MOST: u64 = 25;

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.due_scores.is_empty()
            && self.disputes.is_empty()
            && self.overdue.is_empty()
            && self.law.is_empty()
            && self.plans.is_empty()
            && self.topics.is_empty()
    }
}

/// A meeting at which something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The contract.
    pub contract: Contract,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its day.
    pub on: NaiveDate,
    /// How many of what waits.
    pub count: u64,
}

/// Something the Act asks for of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The contract.
    pub contract: Contract,
    /// What, and by when.
    pub due: Due,
    /// Whether its last day is over.
    pub overdue: bool,
}

/// An action overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The contract.
    pub contract: Contract,
    /// The action.
    pub item: ActionItem,
    /// Whose it is.
    pub whose: Whose,
}

/// Whose an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of whoever asks.
    Own,
    /// Somebody else's.
    Anothers,
}
