//! What somebody of a side scores a meeting from, and what stands in the way of sealing.

use super::governed::Governed;
use super::sets::{RolledUp, ScoreSet, comment_needed, roll_up, scored};
use super::{Mark, OneSide};
use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, Version};
use crate::domain::problems::Problem;
use chrono::NaiveDate;
use std::sync::Arc;

/// What somebody of a side scores a meeting from.
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The contract.
    pub contract: Contract,
    /// The meeting and where it stands.
    pub governed: Governed,
    /// The design version it is scored by.
    pub version: Arc<Version>,
    /// The side it is scored for.
    pub side: OneSide,
    /// What they gave so far.
    pub set: Option<ScoreSet>,
    /// What their side gave last time.
    pub last: LastTime,
    /// What all of their side came to, for its lead.
    pub whole: Option<Vec<RolledUp>>,
}

/// What a side gave at its last meeting before, by the places of this meeting's criteria.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastTime {
    /// The day of that meeting.
    pub on: Option<NaiveDate>,
    /// What was given.
    pub marks: Vec<(u16, Mark)>,
}

impl LastTime {
    /// What was given for a criterion.
    #[must_use]
    pub fn mark(&self, criterion: u16) -> Option<Mark> {
        self.marks.iter().find(|(place, _)| *place == criterion).map(|(_, mark)| *mark)
    }
}

impl Scoring {
    /// What stands in the way of sealing: for a lead what all of the side gave, for others what
    /// they gave themselves.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let own: Vec<ScoreSet> = self.set.iter().cloned().collect();
        let content = &self.version.content;
        match &self.whole {
            Some(whole) => incomplete(content, whole, &self.last),
            None => incomplete(content, &roll_up(content, &own), &self.last),
        }
    }
}

fn incomplete(design: &Design, rolled: &[RolledUp], last: &LastTime) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, criterion, scale) in scored(design) {
        let title = &criterion.title;
        let Some(given) = rolled.iter().find(|given| given.criterion == place) else {
            let remedy = format!("Select a score for {title}, or “Not scored this time”");
            problems.push(Problem::field(&criterion.key, "", "nothing is given", remedy));
            continue;
        };
        let needed = comment_needed(scale, given.mark, last.mark(place));
        if let (Some(why), None) = (needed, &given.comment) {
            let remedy = format!("Enter a comment for {title}: {why}");
            let field = format!("{}-comment", criterion.key);
            problems.push(Problem::field(field, "", "there is no comment", remedy));
        }
    }
    problems
}
