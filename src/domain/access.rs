//! Who acts, what they may do and what they can see.

use super::contracts::words;
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

words! {
    /// What an actor is to the service.
    Role {
        /// Runs the service and sees everything.
        Administrator = "administrator", "Administrator";
    }
}

words! {
    /// What can be done.
    Action {
        /// Read contracts, scores, KPIs and figures.
        Read = "read", "read contracts and figures";
        /// Add or change contracts.
        ChangeContracts = "change_contracts", "change contracts";
        /// Add scorecard designs and put them to use.
        ChangeDesigns = "change_designs", "change scorecard designs";
        /// Record meetings and scores.
        RecordMeetings = "record_meetings", "record meetings and scores";
        /// Define KPIs and record what was observed.
        RecordKpis = "record_kpis", "record KPIs";
        /// Import files and undo imports.
        Import = "import", "import files";
    }
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
#[error("your role does not let you {}", .action.label())]
pub struct Forbidden {
    /// What was asked for.
    pub action: Action,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_policy_is_this_matrix() {
        let line = |(role, action): (Role, Action)| {
            let word = if allowed(role, action) { "yes" } else { "no" };
            format!("{} {} {word}", role.word(), action.word())
        };
        let pairs =
            Role::ALL.iter().flat_map(|role| Action::ALL.iter().map(|action| (*role, *action)));
        let matrix: Vec<String> = pairs.map(line).collect();
        assert_eq!(
            matrix,
            [
                "administrator read yes",
                "administrator change_contracts yes",
                "administrator change_designs yes",
                "administrator record_meetings yes",
                "administrator record_kpis yes",
                "administrator import yes",
            ]
        );
    }

    #[test]
    fn an_actor_may_what_its_role_may() {
        let actor = Actor::administrator();
        for action in Action::ALL {
            let expected = allowed(Role::Administrator, *action);
            assert_eq!(actor.may(*action).is_ok(), expected);
        }
        assert_eq!(actor.scope(), Scope::Everything);
        assert_eq!(actor.name(), "administrator");
    }

    #[test]
    fn a_refusal_says_what_was_refused() {
        let refusal = Forbidden { action: Action::RecordMeetings };
        assert_eq!(refusal.to_string(), "your role does not let you record meetings and scores");
    }
}
