//! Value-add: what a supplier promised or offered beyond delivery, and what became of it.

use super::contracts::words;
use super::exact::{Fraction, Money};
use super::ids::{ContractId, ValueItemId};
use super::meetings::Origin;
use chrono::NaiveDate;
use rust_decimal::Decimal;

mod check;

mod history;

mod promise;

mod quarters;

mod record;

mod same;

mod steps;

pub use check::{check, recorded_before, turnout_problems};
pub use history::{HistoryStep, ItemRecord};
pub use promise::{Measure, PromiseLine, Tally, Totals, points, promise, totals};
pub use quarters::{QuarterValue, by_quarter};
pub use record::Recorded;
pub use same::{NotSame, may_be_same};
pub use steps::{Cannot, Step, StepKind, leads_to, step};

words! {
    /// What kind of value it is.
    Kind {
        /// People brought together.
        Networking = "networking", "Networking";
        /// Knowledge passed on.
        KnowledgeSharing = "knowledge_sharing", "Knowledge sharing";
        /// People, rooms or tools lent.
        ResourceSharing = "resource_sharing", "Resource sharing";
        /// More or better delivery than was paid for.
        Delivery = "delivery", "Delivery";
        /// Something new that was tried.
        Innovation = "innovation", "Innovation";
        /// Good done for people and places.
        SocialValue = "social_value", "Social value";
        /// A day spent together.
        Event = "event", "Event";
    }
}

words! {
    /// What an item contributes to.
    Towards {
        /// The project the contract is for.
        Project = "project", "The project";
        /// The organisation as a whole.
        Organisation = "organisation", "The organisation as a whole";
    }
}

words! {
    /// How far an item has come.
    State {
        /// The supplier named it.
        Proposed = "proposed", "Proposed";
        /// The client wants it.
        Accepted = "accepted", "Accepted";
        /// The supplier says it is done.
        Delivered = "delivered", "Delivered";
        /// The client found it done. Only this counts.
        Verified = "verified", "Verified";
        /// The client turned it down.
        Rejected = "rejected", "Rejected";
        /// The supplier took it back.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

/// A commitment or an offer, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Identifies it.
    pub id: ValueItemId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// What was promised or offered.
    pub terms: Terms,
    /// How far it has come.
    pub progress: Progress,
    /// Who came and what they felt it was worth.
    pub turnout: Turnout,
    /// The item that counts in place of this one, which is the same thing.
    pub same_as: Option<ValueItemId>,
    /// The import that recorded it as it is, and the line of that file.
    pub origin: Option<Origin>,
}

/// What was promised or offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What it is, in a line.
    pub title: String,
    /// What it is, at length.
    pub about: Option<String>,
    /// What kind of value it is.
    pub kind: Kind,
    /// What it contributes to.
    pub towards: Towards,
    /// The day it is due: a commitment made in the tender has one, an offer made since has none.
    pub due: Option<NaiveDate>,
    /// The day it takes place, or took place.
    pub on: Option<NaiveDate>,
    /// What the supplier says it is worth.
    pub claim: Option<Claim>,
}

/// What the supplier says an item is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The amount.
    pub amount: Money,
    /// How it was worked out; a file of items may leave it open.
    pub method: Option<String>,
}

/// How far an item has come, with what is known then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The supplier named it.
    Proposed,
    /// The client wants it.
    Accepted,
    /// The supplier says it is done.
    Delivered,
    /// The client found it done.
    Verified(Verified),
    /// The client turned it down.
    Rejected,
    /// The supplier took it back.
    Withdrawn,
}

/// What the client found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// The day from which it counts.
    pub on: NaiveDate,
    /// What it was worth, where that was put in money.
    pub value: Option<Money>,
}

impl Progress {
    /// The word for it.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::Proposed => State::Proposed,
            Self::Accepted => State::Accepted,
            Self::Delivered => State::Delivered,
            Self::Verified(_) => State::Verified,
            Self::Rejected => State::Rejected,
            Self::Withdrawn => State::Withdrawn,
        }
    }

    /// What the client found.
    #[must_use]
    pub const fn verified(self) -> Option<Verified> {
        match self {
            Self::Verified(verified) => Some(verified),
            Self::Proposed
            | Self::Accepted
            | Self::Delivered
            | Self::Rejected
            | Self::Withdrawn => None,
        }
    }
}

/// What tells items of a contract apart: title without regard to capitals, kind, and the day it
/// is due or, for an offer, takes place.
pub type Known = (String, Kind, Option<NaiveDate>);

impl Terms {
    /// Whether it was promised in the tender.
    #[must_use]
    pub const fn is_commitment(&self) -> bool {
        self.due.is_some()
    }

    /// What tells it from others of the contract.
    #[must_use]
    pub fn known_by(&self) -> Known {
        (self.title.to_lowercase(), self.kind, self.due.or(self.on))
    }

    /// What is claimed for it.
    #[must_use]
    pub fn claimed(&self) -> Option<Money> {
        self.claim.as_ref().map(|claim| claim.amount)
    }
}

/// Who came to an event and what they felt it was worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turnout {
    /// How many came.
    pub attendance: Option<u32>,
    /// What they felt it was worth.
    pub felt: Option<Felt>,
    /// What it was about.
    pub themes: Vec<String>,
}

/// What people felt something was worth, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Felt {
    count: u32,
    sum: u32,
}

impl Felt {
    /// Answers by their number and sum; nothing when there are none or they cannot all be from
    /// 1 to 5.
    #[must_use]
    pub fn new(count: u32, sum: u32) -> Option<Self> {
        let most = count.checked_mul(5)?;
        (0 < count && (count..=most).contains(&sum)).then_some(Self { count, sum })
    }

    /// Answers one by one.
    #[must_use]
    pub fn of(answers: &[u32]) -> Option<Self> {
        let fits = answers.iter().all(|answer| (1..=5).contains(answer));
        let sum = answers.iter().try_fold(0_u32, |sum, answer| sum.checked_add(*answer))?;
        Self::new(u32::try_from(answers.len()).ok()?, sum).filter(|_| fits)
    }

    /// How many answered.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }

    /// Their answers added up.
    #[must_use]
    pub const fn sum(self) -> u32 {
        self.sum
    }

    /// The mean answer, to one decimal.
    #[must_use]
    pub fn mean(self) -> Option<Decimal> {
        Fraction::new(self.sum.into(), self.count.into())?.round(1)
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
