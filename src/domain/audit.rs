//! The history of changes: entries that each hold the digest of the one before.

mod digest;

mod subject;

mod verify;

pub use digest::Digest;
pub use subject::{Subject, SubjectKind};
pub use verify::{Break, Broken, Verifier};

use super::access::{Actor, Role, Surface, Whence};
use super::contracts::words;
use super::ids::{ActorId, ContractId, OrganisationId};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// Whoever made a change, and how they reached the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Identifies them.
    pub actor: ActorId,
    /// Their name at the time.
    pub name: String,
    /// The role they acted in; none for somebody who was let in by a link and holds none.
    pub role: Option<Role>,
    /// The organisation they acted for.
    pub organisation: Option<OrganisationId>,
    /// How they reached the service.
    pub whence: Whence,
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self {
            actor: actor.id(),
            name: actor.name().to_owned(),
            role: Some(actor.seat().role()),
            organisation: actor.seat().organisation(),
            whence: actor.whence(),
        }
    }
}

words! {
    /// What happened to a thing.
    Verb {
        /// It was not there before.
        Added = "added", "Added";
        /// It was there before and is now.
        Changed = "changed", "Changed";
        /// It is not there any more.
        Removed = "removed", "Removed";
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, and from where.
    pub by: By,
    /// What kind of thing.
    pub kind: SubjectKind,
    /// Which one.
    pub subject: String,
    /// The contract it belongs to.
    pub contract: Option<ContractId>,
    /// The organisation whose record it is: the contract's client, or whom the person acts for.
    pub record_of: Option<OrganisationId>,
    /// Digest of what was stored before.
    pub before: Option<Digest>,
    /// Digest of what is stored since.
    pub after: Option<Digest>,
}

impl Change {
    /// What happened.
    #[must_use]
    pub const fn verb(&self) -> Verb {
        match (self.before.is_some(), self.after.is_some()) {
            (false, _) => Verb::Added,
            (true, true) => Verb::Changed,
            (true, false) => Verb::Removed,
        }
    }
}

/// A change in its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, counted from 1.
    pub number: u64,
    /// The change.
    pub change: Change,
    /// The digest of the entry before.
    pub previous: Digest,
    /// The digest of this entry.
    pub digest: Digest,
}

/// Where the chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub number: u64,
    /// The digest of the last one.
    pub digest: Digest,
}

impl Head {
    /// The end of an empty chain.
    pub const EMPTY: Self = Self { number: 0, digest: Digest::NONE };

    /// The entry that follows.
    #[must_use]
    pub fn next(self, change: Change) -> Entry {
        let number = self.number.saturating_add(1);
        let digest = link(number, &change, self.digest);
        Entry { number, change, previous: self.digest, digest }
    }
}

impl Entry {
    /// The end of a chain whose last entry this is.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { number: self.number, digest: self.digest }
    }
}

/// The last entry of a day, fixed when the first of a later day is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// Its last entry.
    pub head: Head,
}

/// The digest of an entry: over its number, everything it says, and the digest before it.
fn link(number: u64, change: &Change, previous: Digest) -> Digest {
    let by = &change.by;
    let texts = [
        Some(number.to_string()),
        Some(previous.to_string()),
        Some(change.at.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Some(by.actor.to_string()),
        Some(by.name.clone()),
        by.role.map(|role| role.word().to_owned()),
        by.organisation.map(|id| id.to_string()),
        Some(Surface::word(by.whence.surface).to_owned()),
        by.whence.address.map(|address| address.to_string()),
        Some(change.kind.word().to_owned()),
        Some(change.subject.clone()),
        change.contract.map(|id| id.to_string()),
        change.record_of.map(|id| id.to_string()),
        change.before.map(|digest| digest.to_string()),
        change.after.map(|digest| digest.to_string()),
    ];
    Digest::of(texts.iter().map(Option::as_deref))
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
