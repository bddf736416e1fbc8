//! Going along the chain: the first entry that does not hold.

use super::{Anchor, Digest, Entry, Head, link};

/// How an entry does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// What it says is not what its digest was made of.
    #[error("it was edited: what it says is not what its digest was made of")]
    Edited,
    /// Its number does not follow the one before.
    #[error("entries before it are missing, or stand in another order")]
    Gap,
    /// Its number follows, but it holds another digest than the entry before has.
    #[error("the entry before it is not the one it was added to")]
    Replaced,
    /// The chain ends before it, though it was added.
    #[error("it and what followed were cut off")]
    CutOff,
    /// It stands after the end of the chain.
    #[error("it was inserted after the end of the chain")]
    AfterTheEnd,
    /// The digest kept for its day is another one.
    #[error("it is not the entry that was kept as the last of its day")]
    NotTheAnchor,
}

/// The first broken link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {number}: {how}")]
pub struct Broken {
    /// The number of the entry.
    pub number: u64,
    /// How it does not hold.
    pub how: Break,
}

/// Goes along a chain, entry by entry in the order of their numbers.
#[derive(Debug)]
pub struct Verifier {
    at: Head,
    end: Head,
    anchors: Vec<Anchor>,
}

impl Verifier {
    /// Verifies a chain that is said to end at `end`, with the days kept.
    #[must_use]
    pub fn new(end: Head, anchors: Vec<Anchor>) -> Self {
        Self { at: Head::EMPTY, end, anchors }
    }

    /// Verifies the next entry.
    ///
    /// # Errors
    /// [`Broken`] when it does not hold.
    pub fn next(&mut self, entry: &Entry) -> Result<(), Broken> {
        let number = entry.number;
        let held = match self.way(entry) {
            Some(how) => Err(Broken { number, how }),
            None => self.anchored(entry),
        };
        self.at = entry.head();
        held
    }

    fn way(&self, entry: &Entry) -> Option<Break> {
        if self.end.number < entry.number {
            Some(Break::AfterTheEnd)
        } else if entry.number != self.at.number.saturating_add(1) {
            Some(Break::Gap)
        } else if link(entry.number, &entry.change, entry.previous) != entry.digest {
            Some(Break::Edited)
        } else if entry.previous != self.at.digest {
            Some(Break::Replaced)
        } else {
            None
        }
    }

    fn anchored(&self, entry: &Entry) -> Result<(), Broken> {
        let kept = self.anchors.iter().find(|anchor| anchor.head.number == entry.number);
        let same = |digest: Digest| digest == entry.digest;
        match kept {
            Some(anchor) if !same(anchor.head.digest) => {
                Err(Broken { number: entry.number, how: Break::NotTheAnchor })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Verifies that the chain ends where it is said to, and returns how many entries it has.
    ///
    /// # Errors
    /// [`Broken`] with the first entry that was cut off.
    pub fn finish(self) -> Result<u64, Broken> {
        let missing = self.at.number.saturating_add(1);
        let last = self.anchors.iter().map(|anchor| anchor.head.number).max().unwrap_or(0);
        if self.at.number < self.end.number.max(last) {
            return Err(Broken { number: missing, how: Break::CutOff });
        }
        if self.at.digest != self.end.digest {
            return Err(Broken { number: self.at.number, how: Break::Replaced });
        }
        Ok(self.at.number)
    }
}
