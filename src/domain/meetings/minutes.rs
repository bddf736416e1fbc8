//! What was said at a meeting, and what was decided.

use crate::domain::authors::Author;
use crate::domain::ids::{ContractId, DecisionId, MeetingId};
use crate::domain::problems::Problem;
use crate::domain::texts;
use chrono::{DateTime, Utc};

/// The minutes of a meeting. Those nobody wrote yet are empty and have revision 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The meeting.
    pub meeting: MeetingId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// What was said.
    pub body: String,
    /// Who wrote them last, and when.
    pub written: Option<(Author, DateTime<Utc>)>,
    /// What was decided, in the order it was recorded.
    pub decisions: Vec<Decision>,
    /// Whether both sides have signed the meeting off, so that they stay as they are.
    pub kept: bool,
}

/// Something decided at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Identifies it.
    pub id: DecisionId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// The meeting.
    pub meeting: MeetingId,
    /// What was decided.
    pub what: String,
    /// Who decided it.
    pub decided_by: String,
    /// Who recorded it.
    pub recorded_by: Author,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// Everything wrong with a text of minutes.
#[must_use]
pub fn problems(body: &str) -> Vec<Problem> {
    let why = texts::prose(body).err();
    let problem = why.map(|why| Problem::field("body", "", why.to_string(), why.remedy()));
    problem.into_iter().collect()
}

/// Everything wrong with a decision.
#[must_use]
pub fn decision_problems(what: &str, decided_by: &str) -> Vec<Problem> {
    let fields = [
        ("what", what, "Enter what was decided"),
        ("decided_by", decided_by, "Enter who decided it"),
    ];
    let problem = |(field, text, remedy): (&str, &str, &str)| {
        if text.trim().is_empty() {
            return Some(Problem::field(field, "", "this is missing", remedy));
        }
        let why = texts::name(text).err()?;
        Some(Problem::field(field, "", why.to_string(), why.remedy()))
    };
    fields.into_iter().filter_map(problem).collect()
}
