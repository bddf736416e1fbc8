//! The agreement ledger: how often the two sides agreed, agreed to differ or disputed.

use super::meetings::{Mark, Meeting, Score, Side, Unscored};
use super::periods::{Cadence, Period};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// More meetings than this are told by the quarter.
const MOST_MEETINGS: usize = 26;

/// How many criteria were settled in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The two sides agreed on a score.
    pub agreed: u32,
    /// They agreed to keep different scores.
    pub agreed_to_differ: u32,
    /// They dispute it.
    pub disputed: u32,
}

/// The tally of a meeting or of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The day of the meeting, or the first day of the quarter.
    pub from: NaiveDate,
    /// The quarter, unless the entry is of one meeting.
    pub quarter: Option<Period>,
    /// What came of the criteria.
    pub tally: Tally,
}

/// The entries of meetings by day; of their quarters when there are too many to tell apart.
/// A meeting at which nothing was settled has an empty tally.
#[must_use]
pub fn ledger(meetings: &[(Meeting, Vec<Score>)]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = meetings
        .iter()
        .map(|(meeting, scores)| Entry {
            from: meeting.held_on,
            quarter: None,
            tally: tally(scores),
        })
        .collect();
    entries.sort_by_key(|entry| entry.from);
    if entries.len() > MOST_MEETINGS { by_quarter(&entries) } else { entries }
}

fn by_quarter(entries: &[Entry]) -> Vec<Entry> {
    let mut quarters: BTreeMap<NaiveDate, Entry> = BTreeMap::new();
    for entry in entries {
        let Some(period) = Period::containing(entry.from, Cadence::Quarter) else { continue };
        let empty =
            || Entry { from: period.start(), quarter: Some(period), tally: Tally::default() };
        let quarter = quarters.entry(period.start()).or_insert_with(empty);
        quarter.tally = quarter.tally.plus(entry.tally);
    }
    quarters.into_values().collect()
}

/// What came of the criteria of one meeting. The agreed side decides; without it, a criterion
/// that either side marked as disputed or as agreed to differ is one.
#[must_use]
pub fn tally(scores: &[Score]) -> Tally {
    let criteria: BTreeSet<u16> = scores.iter().map(|score| score.criterion).collect();
    criteria.into_iter().fold(Tally::default(), |tally, criterion| {
        let of = |sides: &[Side]| {
            let own = scores.iter().filter(|score| score.criterion == criterion);
            own.filter(|score| sides.contains(&score.side)).find_map(outcome)
        };
        let outcome = of(&[Side::Agreed]).or_else(|| of(&[Side::Client, Side::Supplier]));
        outcome.map_or(tally, |outcome| tally.plus(outcome))
    })
}

fn outcome(score: &Score) -> Option<Tally> {
    match score.mark {
        Mark::Scored(_) if score.side == Side::Agreed => {
            Some(Tally { agreed: 1, ..Tally::default() })
        }
        Mark::Unscored(Unscored::AgreedToDiffer) => {
            Some(Tally { agreed_to_differ: 1, ..Tally::default() })
        }
        Mark::Unscored(Unscored::Disputed) => Some(Tally { disputed: 1, ..Tally::default() }),
        Mark::Scored(_)
        | Mark::Unscored(Unscored::NotScored | Unscored::NotApplicable | Unscored::NotDue) => None,
    }
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            agreed: self.agreed.saturating_add(other.agreed),
            agreed_to_differ: self.agreed_to_differ.saturating_add(other.agreed_to_differ),
            disputed: self.disputed.saturating_add(other.disputed),
        }
    }
}

#[cfg(test)]
mod tests;
