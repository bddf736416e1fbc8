//! What the two sides tell each other about working together, and what they wonder about.

pub mod reverse;

use super::access::{Actor, Relation, Role};
use super::authors::Author;
use super::contracts::{Contract, words};
use super::ids::{ActionItemId, ActorId, ContractId, FeedbackId, PromptId};
use super::meetings::Side;
use super::problems::Problem;
use super::texts;
use chrono::{DateTime, Utc};

words! {
    /// What somebody says with feedback.
    Kind {
        /// It goes well.
        Praise = "praise", "Praise";
        /// It could go better, and the other side can do something about it.
        Challenge = "challenge", "Challenge";
        /// Here is what to try.
        Suggestion = "suggestion", "Suggestion";
        /// Something may go wrong.
        Concern = "concern", "Concern";
    }
}

words! {
    /// What something does to the partnership.
    Influence {
        /// It holds it back.
        Anchor = "anchor", "Anchor: it holds us back";
        /// It moves it on.
        Driver = "driver", "Driver: it moves us on";
    }
}

words! {
    /// What feedback is about.
    Theme {
        /// How people behave and what they value.
        Culture = "culture", "Culture";
        /// Who has a say.
        Politics = "politics", "Politics";
        /// Systems and tools.
        Technology = "technology", "Technology";
        /// Rules, approvals and assurance.
        Standards = "standards_and_governance", "Standards and governance";
        /// What both are there for.
        Vision = "shared_vision", "Shared vision";
        /// Who knows and trusts whom.
        Relationships = "relationships", "Relationships";
        /// Where people are.
        Geography = "geography", "Geography";
        /// What people can do.
        Capability = "capability", "Capability";
        /// What is to be done.
        Scope = "scope", "Scope";
    }
}

/// Roles that feedback can be confidential to.
pub const EARS: [Role; 5] = [
    Role::ClientLead,
    Role::ClientMember,
    Role::Commercial,
    Role::SupplierLead,
    Role::SupplierMember,
];

/// Who may read something besides whoever wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who reads the contract.
    Both,
    /// Those who hold one role on one side of it.
    Only(Role),
}

/// Somebody who wants to read what was said about a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub id: ActorId,
    /// The role they read in, if it is one on either side of the contract.
    pub role: Option<Role>,
}

impl Reader {
    /// What `actor` is as a reader of what was said about a contract. Other parties of a
    /// consortium and administrators hold no role that anything is confidential to.
    #[must_use]
    pub fn of(actor: &Actor, contract: &Contract) -> Self {
        let sided = side_of(actor, contract).is_some();
        Self { id: actor.id(), role: sided.then(|| actor.seat().role()) }
    }

    /// Whether they may read what `author` meant for `audience`.
    #[must_use]
    pub fn reads(&self, author: ActorId, audience: Audience) -> bool {
        match audience {
            Audience::Both => true,
            Audience::Only(role) => author == self.id || self.role == Some(role),
        }
    }
}

/// The side of a contract that somebody acts for.
#[must_use]
pub fn side_of(actor: &Actor, contract: &Contract) -> Option<Side> {
    match actor.relation(contract) {
        Relation::Client => Some(Side::Client),
        Relation::LeadSupplier => Some(Side::Supplier),
        Relation::Apart | Relation::Party | Relation::Operator => None,
    }
}

/// What one side told the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Identifies it.
    pub id: FeedbackId,
    /// The contract it is about.
    pub contract: ContractId,
    /// The side that gave it.
    pub side: Side,
    /// What was said.
    pub said: Said,
    /// Who may read it.
    pub audience: Audience,
    /// Who gave it.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// With what in mind.
    pub kind: Kind,
    /// What it does to the partnership.
    pub influence: Influence,
    /// What it is about.
    pub theme: Theme,
    /// In their words.
    pub body: String,
}

/// Everything wrong with words somebody gives; `what` is what they should enter.
#[must_use]
pub fn word_problems(field: &'static str, body: &str, what: &str) -> Vec<Problem> {
    if body.trim().is_empty() {
        return vec![Problem::field(field, "", "this is missing", what)];
    }
    let why = texts::prose(body).err();
    let problem = why.map(|why| Problem::field(field, "", why.to_string(), why.remedy()));
    problem.into_iter().collect()
}

/// Everything wrong with whom something is meant for.
#[must_use]
pub fn audience_problems(audience: Audience) -> Vec<Problem> {
    let deaf = |role: &Role| !EARS.contains(role);
    match audience {
        Audience::Only(role) if deaf(&role) => {
            let message = "nothing can be confidential to this role";
            let words: Vec<&str> = EARS.iter().map(|role| role.word()).collect();
            let remedy = format!("Use one of: {}", words.join(", "));
            vec![Problem::field("confidential_to", role.word(), message, remedy)]
        }
        Audience::Both | Audience::Only(_) => Vec::new(),
    }
}

/// A question that begins with how might we, and the action it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Identifies it.
    pub id: PromptId,
    /// The contract it is about.
    pub contract: ContractId,
    /// What comes after how might we.
    pub body: String,
    /// Who asked.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
    /// The action it became.
    pub action: Option<ActionItemId>,
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]
mod tests;
