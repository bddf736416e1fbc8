//! Who acts, what they may do and what they can see.

use super::ids::ActorId;

/// Whoever acts. Made only by sign-in, a token or the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    id: ActorId,
    name: String,
    role: Role,
}

impl Actor {
    /// The administrator that the command line and, until accounts exist, the
    /// loopback server act as.
    #[must_use]
    pub fn administrator() -> Self {
        Self {
            id: ActorId(uuid::Uuid::nil()),
            name: "administrator".to_owned(),
            role: Role::Administrator,
        }
    }

    /// Identifies the actor in the record.
    #[must_use]
    pub fn id(&self) -> ActorId {
        self.id
    }

    /// The name shown beside what they did.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which rows exist for this actor.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.role {
            Role::Administrator => Scope::Everything,
        }
    }

    /// Whether the policy lets this actor do `action`.
    ///
    /// # Errors
    /// When it does not.
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        if allowed(self.role, action) { Ok(()) } else { Err(Forbidden { action }) }
    }
}

/// What an actor is to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Runs the service and sees everything.
    Administrator,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read contracts, scores, KPIs and figures.
    Read,
    /// Add or change contracts.
    ChangeContracts,
    /// Add scorecard designs and put them to use.
    ChangeDesigns,
    /// Record meetings and scores.
    RecordMeetings,
    /// Define KPIs and record what was observed.
    RecordKpis,
    /// Import files and undo imports.
    Import,
}

/// The policy: one pure function of role and action.
#[must_use]
pub fn allowed(role: Role, action: Action) -> bool {
    match (role, action) {
        (
            Role::Administrator,
            Action::Read
            | Action::ChangeContracts
            | Action::ChangeDesigns
            | Action::RecordMeetings
            | Action::RecordKpis
            | Action::Import,
        ) => true,
    }
}

/// Which rows exist for an actor; a parameter of every finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every contract.
    Everything,
}

/// The policy says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("your role does not let you do this")]
pub struct Forbidden {
    /// What was asked for.
    pub action: Action,
}
