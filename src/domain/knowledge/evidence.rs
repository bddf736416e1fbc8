//! Evidence that somebody can do something: planned, delivered, verified by the client or rejected.

use super::Level;
use super::files::File;
use crate::domain::contracts::words;
use crate::domain::ids::{ActorId, AreaId, ContractId, EvidenceId, HolderId};
use chrono::NaiveDate;

words! {
    /// What somebody learned by, or showed it by.
    Kind {
        /// Somebody taught.
        Session = "session", "Session";
        /// Two did it together.
        Pairing = "pairing", "Pairing";
        /// It was written down.
        Document = "document", "Document";
        /// It was recorded.
        Recording = "recording", "Recording";
        /// It was written down step by step.
        Runbook = "runbook", "Runbook";
        /// They did it alone.
        Task = "task_unaided", "Task done unaided";
    }
}

words! {
    /// How far evidence has come.
    Progress {
        /// Somebody is going to deliver it.
        Planned = "planned", "Planned";
        /// It waits for the client.
        Delivered = "delivered", "Delivered";
        /// The client saw that it shows the level.
        Verified = "verified", "Verified";
        /// The client saw that it does not.
        Rejected = "rejected", "Rejected";
    }
}

/// Evidence of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Identifies it.
    pub id: EvidenceId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// In what.
    pub area: AreaId,
    /// Whose level it shows.
    pub holder: HolderId,
    /// What it is.
    pub kind: Kind,
    /// What it is, in words.
    pub title: String,
    /// The level it shows.
    pub level: Level,
    /// The day it is to be delivered by.
    pub due: Option<NaiveDate>,
    /// Who planned it.
    pub planned_by: String,
    /// What was noted about it.
    pub note: Option<String>,
    /// Where it can be seen.
    pub link: Option<String>,
    /// How far it has come.
    pub state: State,
    /// Files of it.
    pub files: Vec<File>,
}

/// Who took a step, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who.
    pub actor: ActorId,
    /// Their name at the time.
    pub name: String,
    /// The day it is for.
    pub on: NaiveDate,
}

/// How far evidence has come, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is to be delivered.
    Planned,
    /// It waits for the client.
    Delivered(Signature),
    /// It shows the level.
    Verified {
        /// Who delivered it.
        delivered: Signature,
        /// Who verified it.
        verified: Signature,
    },
    /// It does not.
    Rejected {
        /// Who delivered it.
        delivered: Signature,
        /// Who rejected it.
        rejected: Signature,
        /// Why.
        reason: String,
    },
}

/// Whoever verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verifier {
    /// One of the client's people, who saw it.
    Client(Signature),
    /// Whoever runs the service, who saw nothing.
    Operator(Signature),
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was delivered before.
    #[error("this evidence is {} already", word(*.0))]
    DeliveredBefore(Progress),
    /// It was not delivered.
    #[error("this evidence was not delivered yet")]
    NotDelivered,
    /// It was verified or rejected before.
    #[error("this evidence is {} already; plan new evidence", word(*.0))]
    Settled(Progress),
    /// There is nothing to look at.
    #[error("there is nothing to look at; add a note, a link or a file")]
    Nothing,
    /// It ends before it begins.
    #[error("it was delivered on {0}, so that day or a later one is meant")]
    BeforeDelivery(NaiveDate),
    /// The day lies ahead.
    #[error("the day lies ahead; only what has happened is recorded")]
    Ahead,
    /// Nobody of the client saw it.
    #[error("from level 3 on, somebody of the client has to witness it")]
    NoWitness,
    /// Whoever delivered it says that it is good.
    #[error("whoever delivered it cannot be its witness; somebody else of the client has to be")]
    OwnDelivery,
}

fn word(progress: Progress) -> String {
    progress.label().to_lowercase()
}

impl Verifier {
    fn signature(self) -> Signature {
        match self {
            Self::Client(signature) | Self::Operator(signature) => signature,
        }
    }
}

impl Evidence {
    /// How far it has come, in a word.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        match &self.state {
            State::Planned => Progress::Planned,
            State::Delivered(_) => Progress::Delivered,
            State::Verified { .. } => Progress::Verified,
            State::Rejected { .. } => Progress::Rejected,
        }
    }

    /// Whether files, notes and links can still be added: what was verified stays as it was seen.
    ///
    /// # Errors
    /// When it was verified or rejected.
    pub const fn is_open(&self) -> Result<(), Refusal> {
        match self.progress() {
            Progress::Planned | Progress::Delivered => Ok(()),
            settled @ (Progress::Verified | Progress::Rejected) => Err(Refusal::Settled(settled)),
        }
    }

    /// The same evidence, delivered.
    ///
    /// # Errors
    /// When it was delivered before, the day lies ahead, or there is nothing to look at.
    pub fn delivered(self, by: Signature, today: NaiveDate) -> Result<Self, Refusal> {
        if self.progress() != Progress::Planned {
            return Err(Refusal::DeliveredBefore(self.progress()));
        }
        if self.note.is_none() && self.link.is_none() && self.files.is_empty() {
            return Err(Refusal::Nothing);
        }
        not_ahead(&by, today)?;
        Ok(self.moved(State::Delivered(by)))
    }

    /// The same evidence, verified. From level 3 on that takes a witness: one of the client's
    /// people, and not whoever delivered it.
    ///
    /// # Errors
    /// When it does not wait for that, or whoever verifies cannot be the witness it takes.
    pub fn verified(self, by: Verifier, today: NaiveDate) -> Result<Self, Refusal> {
        let delivered = self.waiting()?;
        let seen = matches!(by, Verifier::Client(_));
        let verified = by.signature();
        settles(&delivered, &verified, today)?;
        if self.level.needs_witness() {
            if !seen {
                return Err(Refusal::NoWitness);
            }
            if verified.actor == delivered.actor {
                return Err(Refusal::OwnDelivery);
            }
        }
        Ok(self.moved(State::Verified { delivered, verified }))
    }

    /// The same evidence, rejected.
    ///
    /// # Errors
    /// When it does not wait for that.
    pub fn rejected(
        self, rejected: Signature, reason: String, today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let delivered = self.waiting()?;
        settles(&delivered, &rejected, today)?;
        Ok(self.moved(State::Rejected { delivered, rejected, reason }))
    }

    fn waiting(&self) -> Result<Signature, Refusal> {
        match &self.state {
            State::Delivered(signature) => Ok(signature.clone()),
            State::Planned => Err(Refusal::NotDelivered),
            State::Verified { .. } | State::Rejected { .. } => {
                Err(Refusal::Settled(self.progress()))
            }
        }
    }

    fn moved(self, state: State) -> Self {
        Self { state, revision: self.revision.saturating_add(1), ..self }
    }
}

fn not_ahead(signature: &Signature, today: NaiveDate) -> Result<(), Refusal> {
    if today < signature.on { Err(Refusal::Ahead) } else { Ok(()) }
}

fn settles(delivered: &Signature, by: &Signature, today: NaiveDate) -> Result<(), Refusal> {
    not_ahead(by, today)?;
    if by.on < delivered.on { Err(Refusal::BeforeDelivery(delivered.on)) } else { Ok(()) }
}
