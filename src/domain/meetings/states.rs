//! Where a governed meeting stands, and what may happen to it then.
//!
//! Everything that happens to a governed meeting goes through [`next`]; what it refuses is
//! refused on every surface with the same sentence.

use super::OneSide;
use crate::domain::audit::Digest;
use crate::domain::contracts::words;
use crate::domain::ids::ActorId;

/// Where a governed meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has a day and a deadline; scoring is not open.
    Planned,
    /// Both sides may score.
    Open,
    /// One side's scores are in, and nobody else can read them.
    Sealed {
        /// The side that is in.
        by: OneSide,
    },
    /// Both sides read both; criteria are being settled.
    Revealed,
    /// Every criterion has an outcome.
    Settled {
        /// The first of the two signatures.
        signed: Option<Signature>,
    },
    /// Both sides signed, and the figures stay as they are.
    SignedOff,
    /// What was signed stands, and a revision of it is being worked on.
    Reopened {
        /// Its number; the first one signed was number 1.
        revision: u32,
        /// The first of the two signatures under the revision.
        signed: Option<Signature>,
    },
    /// Both sides signed the revision, and its figures stay as they are.
    Revised {
        /// Its number.
        revision: u32,
    },
}

words! {
    /// The name of a state.
    Stage {
        /// Scoring is not open.
        Planned = "planned", "Planned";
        /// Both sides may score.
        Open = "open", "Open for scoring";
        /// One side is in.
        Sealed = "sealed", "Sealed by one side";
        /// Being settled.
        Revealed = "revealed", "Revealed";
        /// Every criterion has an outcome.
        Settled = "settled", "Settled";
        /// Signed by both sides.
        SignedOff = "signed_off", "Signed off";
        /// A revision is being worked on.
        Reopened = "reopened", "Reopened";
        /// A revision was signed by both sides.
        Revised = "revised", "Revised";
    }
}

impl State {
    /// Its name.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Planned => Stage::Planned,
            Self::Open => Stage::Open,
            Self::Sealed { .. } => Stage::Sealed,
            Self::Revealed => Stage::Revealed,
            Self::Settled { .. } => Stage::Settled,
            Self::SignedOff => Stage::SignedOff,
            Self::Reopened { .. } => Stage::Reopened,
            Self::Revised { .. } => Stage::Revised,
        }
    }

    /// The number of what is signed, or to be signed next.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        match self {
            Self::Planned
            | Self::Open
            | Self::Sealed { .. }
            | Self::Revealed
            | Self::Settled { .. }
            | Self::SignedOff => 1,
            Self::Reopened { revision, .. } | Self::Revised { revision } => *revision,
        }
    }

    /// Whether both sides may read the scores of both.
    #[must_use]
    pub const fn is_revealed(&self) -> bool {
        !matches!(self, Self::Planned | Self::Open | Self::Sealed { .. })
    }

    /// Whether both sides signed and nothing is being revised.
    #[must_use]
    pub const fn is_signed_off(&self) -> bool {
        matches!(self, Self::SignedOff | Self::Revised { .. })
    }

    /// Whether outcomes may still be recorded.
    #[must_use]
    pub const fn is_being_settled(&self) -> bool {
        self.is_revealed() && !self.is_signed_off()
    }

    /// Whether a side may still change its scores.
    #[must_use]
    pub fn takes_scores_of(&self, side: OneSide) -> bool {
        match self {
            Self::Open => true,
            Self::Sealed { by } => *by != side,
            Self::Planned
            | Self::Revealed
            | Self::Settled { .. }
            | Self::SignedOff
            | Self::Reopened { .. }
            | Self::Revised { .. } => false,
        }
    }

    /// The one signature given so far.
    #[must_use]
    pub const fn signed(&self) -> Option<Signature> {
        match self {
            Self::Settled { signed } | Self::Reopened { signed, .. } => *signed,
            Self::Planned
            | Self::Open
            | Self::Sealed { .. }
            | Self::Revealed
            | Self::SignedOff
            | Self::Revised { .. } => None,
        }
    }
}

/// One side's signature, under what its signatory saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// For whom.
    pub side: OneSide,
    /// Who signed.
    pub person: ActorId,
    /// The digest of what they saw.
    pub digest: Digest,
}

words! {
    /// Why scores are revealed before or without both sides being in.
    Cause {
        /// The time to score is over.
        Deadline = "deadline", "At the deadline";
        /// Whoever chairs the meeting gave a reason.
        Chair = "chair", "By the chair";
    }
}

/// Something that happens to a governed meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Its day or its deadline is changed.
    Replan,
    /// Scoring opens.
    Open,
    /// Somebody of a side keeps what they scored so far.
    Draft(OneSide),
    /// The lead of a side seals what it scored.
    Seal(OneSide),
    /// Scores are revealed although a side may be missing.
    Reveal(Cause),
    /// An outcome is recorded for a criterion.
    Settle {
        /// How many criteria have none then.
        left: usize,
    },
    /// A side signs.
    Sign(Signature),
    /// Something signed is taken up again.
    Reopen,
}

/// Why something cannot happen in the present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Scoring has not begun.
    #[error("scoring is not open yet")]
    NotOpen,
    /// Scoring has begun.
    #[error("scoring is open already")]
    OpenAlready,
    /// The side is in.
    #[error("the {} has sealed its scores, and sealed scores do not change", .0.word())]
    Sealed(OneSide),
    /// Both sides have read them.
    #[error("the scores are revealed and do not change; record an outcome instead")]
    Revealed,
    /// There is nothing to reveal.
    #[error("neither side has sealed its scores, so there is nothing to reveal yet")]
    NothingSealed,
    /// It is not time to settle or sign.
    #[error("the scores are not revealed yet")]
    NotRevealed,
    /// Some criteria have no outcome.
    #[error("every criterion needs an outcome before anybody signs off")]
    NotSettled,
    /// It is closed.
    #[error("the meeting is signed off; reopen it with a reason to change an outcome")]
    SignedOff,
    /// That side has signed the same.
    #[error("the {} has signed this off already", .0.word())]
    SignedBy(OneSide),
    /// One person cannot be both sides.
    #[error("nobody signs off for both sides")]
    SamePerson,
    /// There is nothing to take up again.
    #[error("the meeting is not signed off, so there is nothing to reopen")]
    NotSignedOff,
}

/// What becomes of a meeting when something happens to it.
///
/// # Errors
/// The reason when it cannot happen then; the meeting stays as it is.
pub fn next(state: State, transition: Transition) -> Result<State, Refusal> {
    match transition {
        Transition::Replan => scoring(state).map(|()| state),
        Transition::Open => opened(state),
        Transition::Draft(side) => drafted(state, side),
        Transition::Seal(side) => sealed(state, side),
        Transition::Reveal(cause) => revealed(state, cause),
        Transition::Settle { left } => settled(state, left),
        Transition::Sign(signature) => signed(state, signature),
        Transition::Reopen => reopened(state),
    }
}

/// Whether scores are not revealed yet.
fn scoring(state: State) -> Result<(), Refusal> {
    match state {
        State::Planned | State::Open | State::Sealed { .. } => Ok(()),
        State::Revealed | State::Settled { .. } | State::Reopened { .. } => Err(Refusal::Revealed),
        State::SignedOff | State::Revised { .. } => Err(Refusal::SignedOff),
    }
}

fn opened(state: State) -> Result<State, Refusal> {
    scoring(state)?;
    if state == State::Planned { Ok(State::Open) } else { Err(Refusal::OpenAlready) }
}

fn drafted(state: State, side: OneSide) -> Result<State, Refusal> {
    scoring(state)?;
    match state {
        State::Planned => Err(Refusal::NotOpen),
        State::Sealed { by } if by == side => Err(Refusal::Sealed(by)),
        other => Ok(other),
    }
}

fn sealed(state: State, side: OneSide) -> Result<State, Refusal> {
    match drafted(state, side)? {
        State::Sealed { .. } => Ok(State::Revealed),
        _open => Ok(State::Sealed { by: side }),
    }
}

fn revealed(state: State, cause: Cause) -> Result<State, Refusal> {
    scoring(state)?;
    match (state, cause) {
        (State::Planned, _) => Err(Refusal::NotOpen),
        (State::Open, Cause::Chair) => Err(Refusal::NothingSealed),
        (_, Cause::Chair | Cause::Deadline) => Ok(State::Revealed),
    }
}

/// Whether outcomes may be recorded.
fn settling(state: State) -> Result<(), Refusal> {
    match state {
        State::Planned | State::Open | State::Sealed { .. } => Err(Refusal::NotRevealed),
        State::Revealed | State::Settled { .. } | State::Reopened { .. } => Ok(()),
        State::SignedOff | State::Revised { .. } => Err(Refusal::SignedOff),
    }
}

// A signature is for what was seen: whatever is settled anew is not that any more.
fn settled(state: State, left: usize) -> Result<State, Refusal> {
    settling(state)?;
    Ok(match state {
        State::Reopened { revision, .. } => State::Reopened { revision, signed: None },
        _ if left == 0 => State::Settled { signed: None },
        _ => State::Revealed,
    })
}

fn signed(state: State, signature: Signature) -> Result<State, Refusal> {
    settling(state)?;
    match state {
        State::Settled { signed } => Ok(match beside(signed, signature)? {
            Signed::ByOne => State::Settled { signed: Some(signature) },
            Signed::ByBoth => State::SignedOff,
        }),
        State::Reopened { revision, signed } => Ok(match beside(signed, signature)? {
            Signed::ByOne => State::Reopened { revision, signed: Some(signature) },
            Signed::ByBoth => State::Revised { revision },
        }),
        _unsettled => Err(Refusal::NotSettled),
    }
}

enum Signed {
    ByOne,
    ByBoth,
}

// Figures can move between two signatures, when a KPI is observed late: then the earlier one is
// for something else, and this is the first.
fn beside(earlier: Option<Signature>, signature: Signature) -> Result<Signed, Refusal> {
    let Some(earlier) = earlier else { return Ok(Signed::ByOne) };
    let same = earlier.digest == signature.digest;
    if earlier.side == signature.side {
        return if same { Err(Refusal::SignedBy(earlier.side)) } else { Ok(Signed::ByOne) };
    }
    if earlier.person == signature.person {
        return Err(Refusal::SamePerson);
    }
    Ok(if same { Signed::ByBoth } else { Signed::ByOne })
}

fn reopened(state: State) -> Result<State, Refusal> {
    if !state.is_signed_off() {
        return Err(Refusal::NotSignedOff);
    }
    Ok(State::Reopened { revision: state.revision().saturating_add(1), signed: None })
}

#[cfg(test)]
mod tests;
