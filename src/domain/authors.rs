//! Who did something, as the record names them beside it.

use super::access::Actor;
use super::ids::ActorId;

/// Whoever did something, under the name they had then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Identifies them.
    pub id: ActorId,
    /// Their name at the time.
    pub name: String,
}

impl From<&Actor> for Author {
    fn from(actor: &Actor) -> Self {
        Self { id: actor.id(), name: actor.name().to_owned() }
    }
}
