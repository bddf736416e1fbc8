//! Actions: who does what, for which outcome, by when. They carry over until they are closed.

mod ageing;

pub use ageing::{Aged, BANDS, Band, ageing, band_of};

use super::authors::Author;
use super::contracts::words;
use super::ids::{ActionItemId, ContractId, MeetingId, PersonId, PromptId};
use super::problems::Problem;
use super::texts;
use chrono::{DateTime, NaiveDate, Utc};

/// An action somebody took on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionItem {
    /// Identifies it.
    pub id: ActionItemId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// The meeting it was raised at, when it was raised at one.
    pub meeting: Option<MeetingId>,
    /// The question it answers, when it came of one.
    pub prompt: Option<PromptId>,
    /// What is to be done.
    pub details: Details,
    /// The day it was raised.
    pub raised_on: NaiveDate,
    /// Who raised it.
    pub raised_by: Author,
    /// The day it was closed; nothing while it is open.
    pub closed_on: Option<NaiveDate>,
}

/// What is to be done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// What.
    pub what: String,
    /// What it should bring about.
    pub outcome: Option<String>,
    /// Who.
    pub owner: Owner,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// Whoever does an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The person, when they can sign in.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
}

words! {
    /// What became of an action.
    StepKind {
        /// It was done, or is no longer wanted.
        Closed = "closed", "Closed";
        /// It turned out not to be done.
        Reopened = "reopened", "Reopened";
    }
}

/// One step in the life of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// The day.
    pub on: NaiveDate,
    /// Why, in their words.
    pub note: Option<String>,
    /// Who.
    pub by: Author,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// An action and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// The action.
    pub item: ActionItem,
    /// Its steps, earliest first.
    pub steps: Vec<Step>,
}

words! {
    /// Which actions are meant.
    Which {
        /// Those not closed.
        Open = "open", "Open";
        /// Those closed.
        Closed = "closed", "Closed";
        /// Both.
        All = "all", "All";
    }
}

/// A step that cannot be taken from where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfStep {
    /// It is closed.
    #[error("this action is closed; reopen it first")]
    Closed,
    /// It is open.
    #[error("this action is open, so there is nothing to reopen")]
    Open,
}

impl ActionItem {
    /// Whether it was to be done before `day` and is not.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.closed_on.is_none() && self.was_due_before(day)
    }

    /// Whether it was to be done before `day`.
    #[must_use]
    pub fn was_due_before(&self, day: NaiveDate) -> bool {
        self.details.due.is_some_and(|due| due < day)
    }

    /// Days since it was due, negative before; since it was raised when it is never due.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> i64 {
        (day - self.details.due.unwrap_or(self.raised_on)).num_days()
    }

    /// Whether a step can be taken now.
    ///
    /// # Errors
    /// When it is where the step would lead.
    pub const fn takes(&self, kind: StepKind) -> Result<(), OutOfStep> {
        match (kind, self.closed_on) {
            (StepKind::Closed, Some(_)) => Err(OutOfStep::Closed),
            (StepKind::Reopened, None) => Err(OutOfStep::Open),
            (StepKind::Closed, None) | (StepKind::Reopened, Some(_)) => Ok(()),
        }
    }

    /// Whether what is to be done can be changed.
    ///
    /// # Errors
    /// When it is closed.
    pub const fn is_open(&self) -> Result<(), OutOfStep> {
        self.takes(StepKind::Closed)
    }
}

impl ActionRecord {
    /// Whether it was open at any time of `day`: raised by then, and not closed before it
    /// without having been reopened by it.
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        let before = self.steps.iter().rev().find(|step| step.on < day);
        let closed = before.is_some_and(|step| step.kind == StepKind::Closed);
        let today = self.steps.iter().any(|step| step.on == day);
        self.item.raised_on <= day && (!closed || today)
    }
}

impl Details {
    /// Every rule they break; `raised` is the day the action is raised on.
    #[must_use]
    pub fn problems(&self, raised: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        let names = [
            ("what", self.what.as_str(), "Enter what is to be done"),
            ("owner", self.owner.name.as_str(), "Enter who does it, or choose somebody"),
        ];
        for (field, text, remedy) in names {
            if text.trim().is_empty() {
                problems.push(Problem::field(field, "", "this is missing", remedy));
            } else if let Err(why) = texts::name(text) {
                problems.push(Problem::field(field, "", why.to_string(), why.remedy()));
            }
        }
        if let Some(Err(why)) = self.outcome.as_deref().map(texts::prose) {
            problems.push(Problem::field("outcome", "", why.to_string(), why.remedy()));
        }
        if let Some(due) = self.due.filter(|due| *due < raised) {
            let message = "this is before the day the action was raised";
            let remedy = "Enter that day or a later one";
            problems.push(Problem::field("due", due.to_string(), message, remedy));
        }
        problems
    }

    /// What is recorded under each field's name; empty where nothing is.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, String); 4] {
        [
            ("what", self.what.clone()),
            ("outcome", self.outcome.clone().unwrap_or_default()),
            ("owner", self.owner.name.clone()),
            ("due", self.due.map_or_else(String::new, |due| due.to_string())),
        ]
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
