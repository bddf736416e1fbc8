//! Improvement plans: what a supplier will do about a poor rating, by when, and what came of it.

use super::authors::Author;
use super::contracts::words;
use super::ids::{ContractId, KpiId, PlanId};
use super::problems::Problem;
use super::texts;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

mod steps;

pub use steps::{Cannot, Step, StepKind, step};

/// The most milestones a plan has.
pub const MOST_MILESTONES: usize = 10;

words! {
    /// How far a plan has come.
    State {
        /// The supplier proposed it.
        Proposed = "proposed", "Proposed";
        /// The client wants something else in it.
        Returned = "returned", "Returned";
        /// The client agreed to it.
        Agreed = "agreed", "Agreed";
        /// The client found that it brought what it was to bring.
        Met = "met", "Met";
        /// The client found that it did not.
        NotMet = "not_met", "Not met";
        /// Another plan took its place.
        Superseded = "superseded", "Superseded";
    }
}

impl State {
    /// Whether something can still come of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Returned | Self::Agreed)
    }
}

/// A plan to improve what was rated poorly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Identifies it.
    pub id: PlanId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// The rating it is about.
    pub about: Poor,
    /// What the supplier will do.
    pub terms: Terms,
    /// How far it has come.
    pub state: State,
    /// The plan that took its place.
    pub superseded_by: Option<PlanId>,
}

/// The observation of a KPI that was rated poorly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poor {
    /// The KPI.
    pub kpi: KpiId,
    /// First day of the period that was observed.
    pub period_start: NaiveDate,
    /// The word it was rated by when the plan was proposed.
    pub rating: String,
}

/// What the supplier will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What is to be different afterwards, in a line.
    pub aim: String,
    /// What led to the poor rating.
    pub cause: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// The day by which the aim is to be reached.
    pub due: NaiveDate,
    /// What is to be reached on the way, in order of their days.
    pub milestones: Vec<Milestone>,
}

/// Something to be reached on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub what: String,
    /// By when.
    pub due: NaiveDate,
    /// The day it was reached; nothing until it is.
    pub reached: Option<NaiveDate>,
}

impl Milestone {
    /// Whether it was to be reached before `day` and is not.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.reached.is_none() && self.due < day
    }
}

/// A state a plan came to, or a milestone it reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryStep {
    /// The state it was in then.
    pub state: State,
    /// The milestone that was reached, counted from 0.
    pub milestone: Option<u16>,
    /// Why, in their words.
    pub note: Option<String>,
    /// Who.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// A plan and everything that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRecord {
    /// The plan.
    pub plan: Plan,
    /// Title of its KPI.
    pub kpi: String,
    /// Its steps, earliest first.
    pub steps: Vec<HistoryStep>,
}

impl Plan {
    /// The next day something of an agreed plan is due; none in any other state.
    #[must_use]
    pub fn next_due(&self) -> Option<NaiveDate> {
        let open = self.terms.milestones.iter().filter(|milestone| milestone.reached.is_none());
        let next = open.map(|milestone| milestone.due).min();
        let due = next.map_or(self.terms.due, |next| next.min(self.terms.due));
        (self.state == State::Agreed).then_some(due)
    }

    /// Whether something of it was due before `day`.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.next_due().is_some_and(|due| due < day)
    }
}

/// Every rule that what a supplier will do breaks; the poor period began on `period_start`.
#[must_use]
pub fn check(terms: &Terms, period_start: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (field, text, remedy) in [
        ("aim", &terms.aim, "Enter what is to be different afterwards"),
        ("owner", &terms.owner, "Enter who answers for the plan"),
    ] {
        problems.extend(line(field.to_owned(), text, remedy));
    }
    if let Some(Err(why)) = terms.cause.as_deref().map(texts::prose) {
        problems.push(Problem::field("cause", "", why.to_string(), why.remedy()));
    }
    if terms.due < period_start {
        let message = "this is before the period that was rated";
        let remedy = "Enter a later day";
        problems.push(Problem::field("due", terms.due.to_string(), message, remedy));
    }
    problems.extend(milestones(terms, period_start));
    problems
}

fn line(field: String, text: &str, remedy: &str) -> Option<Problem> {
    if text.trim().is_empty() {
        return Some(Problem::field(field, "", "this is missing", remedy));
    }
    let why = texts::name(text).err()?;
    Some(Problem::field(field, "", why.to_string(), why.remedy()))
}

fn milestones(terms: &Terms, period_start: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    let number = terms.milestones.len();
    if number == 0 || MOST_MILESTONES < number {
        let message =
            format!("a plan has 1 to {MOST_MILESTONES} milestones, and this has {number}");
        let remedy = "Say what is to be reached by when";
        problems.push(Problem::field("milestones", "", message, remedy));
    }
    let mut seen = BTreeSet::new();
    for (place, milestone) in terms.milestones.iter().enumerate() {
        let field = |name: &str| format!("milestones[{place}].{name}");
        problems.extend(line(field("what"), &milestone.what, "Enter what is to be reached"));
        let due = milestone.due;
        if due < period_start || terms.due < due {
            let message = "this is not between the period that was rated and the end of the plan";
            let remedy = "Enter a day by which the plan is not over";
            problems.push(Problem::field(field("due"), due.to_string(), message, remedy));
        }
        if !seen.insert(milestone.what.to_lowercase()) {
            let message = "another milestone says the same";
            let remedy = "Say each once";
            problems.push(Problem::field(field("what"), &milestone.what, message, remedy));
        }
    }
    problems
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
