//! Outcomes: what the two sides made of each criterion once both had read both.

use super::sets::scored;
use super::{Mark, OneSide, Score, Side, Unscored};
use crate::domain::contracts::words;
use crate::domain::designs::Design;
use chrono::{DateTime, Utc};

words! {
    /// How a criterion was settled.
    Settlement {
        /// On one score, or on none.
        Agreed = "agreed", "Agreed";
        /// Each side keeps its own, and both know why.
        AgreedToDiffer = "agreed_to_differ", "Agreed to differ";
        /// The sides dispute it; a clock runs.
        Disputed = "disputed", "Disputed";
    }
}

/// The outcome of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Position of the criterion in the design version, counted from 0.
    pub criterion: u16,
    /// What was agreed, or that it was not.
    pub mark: Mark,
    /// Why, in the words of whoever recorded it.
    pub reason: Option<String>,
    /// Who recorded it; nobody when both sides gave the same.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Outcome {
    /// How the criterion was settled.
    #[must_use]
    pub const fn settlement(&self) -> Settlement {
        match self.mark {
            Mark::Unscored(Unscored::AgreedToDiffer) => Settlement::AgreedToDiffer,
            Mark::Unscored(Unscored::Disputed) => Settlement::Disputed,
            Mark::Scored(_)
            | Mark::Unscored(Unscored::NotScored | Unscored::NotApplicable | Unscored::NotDue) => {
                Settlement::Agreed
            }
        }
    }

    /// The outcome as a score of what was agreed.
    #[must_use]
    pub fn score(&self) -> Score {
        Score {
            side: Side::Agreed,
            criterion: self.criterion,
            mark: self.mark,
            comment: self.reason.clone(),
            origin: None,
        }
    }
}

/// The outcomes nobody has to discuss: both sides gave the same.
#[must_use]
pub fn alike(design: &Design, scores: &[Score], at: DateTime<Utc>) -> Vec<Outcome> {
    let outcome = |place| {
        let mark = given(scores, OneSide::Client, place);
        let same = mark == given(scores, OneSide::Supplier, place);
        same.then_some(Outcome { criterion: place, mark, reason: None, by: None, at })
    };
    scored(design).filter_map(|(place, _, _)| outcome(place)).collect()
}

/// What a side gave for a criterion; what it did not mention it did not score.
#[must_use]
pub fn given(scores: &[Score], side: OneSide, criterion: u16) -> Mark {
    let own = |score: &&Score| score.side == side.into() && score.criterion == criterion;
    scores.iter().find(own).map_or(Mark::Unscored(Unscored::NotScored), |score| score.mark)
}

/// How many criteria have no outcome yet.
#[must_use]
pub fn left(design: &Design, outcomes: &[Outcome]) -> usize {
    let open = |place: &u16| !outcomes.iter().any(|outcome| outcome.criterion == *place);
    scored(design).map(|(place, _, _)| place).filter(open).count()
}
