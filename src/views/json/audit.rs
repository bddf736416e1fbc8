//! The history of changes.

use crate::domain::access::Role;
use crate::domain::audit::Entry;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One change, in its place in the history.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeView {
    /// Its number, counted from 1.
    number: u64,
    /// When.
    at: DateTime<Utc>,
    /// Name of whoever changed it, as it was then.
    by: String,
    /// Identifies whoever changed it.
    actor: Uuid,
    /// The role they acted in.
    role: Option<&'static str>,
    /// The organisation they acted for.
    organisation: Option<Uuid>,
    /// `page`, `api` or `command_line`.
    way_in: &'static str,
    /// The network address they came from.
    address: Option<String>,
    /// What kind of thing was changed, such as `contract` or `meeting`.
    kind: &'static str,
    /// `added`, `changed` or `removed`.
    what: &'static str,
    /// Which one.
    subject: String,
    /// The contract it belongs to.
    contract: Option<Uuid>,
    /// SHA-256 of what was stored before, in hexadecimal.
    before: Option<String>,
    /// SHA-256 of what is stored since.
    after: Option<String>,
    /// The digest of the entry before this one.
    previous: String,
    /// The digest of this entry: over all of the above.
    digest: String,
}

impl ChangeView {
    /// One entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let (change, by) = (&entry.change, &entry.change.by);
        Self {
            number: entry.number,
            at: change.at,
            by: by.name.clone(),
            actor: by.actor.0,
            role: by.role.map(Role::word),
            organisation: by.organisation.map(|id| id.0),
            way_in: by.whence.surface.word(),
            address: by.whence.address.map(|address| address.to_string()),
            kind: change.kind.word(),
            what: change.verb().word(),
            subject: change.subject.clone(),
            contract: change.contract.map(|id| id.0),
            before: change.before.map(|digest| digest.to_string()),
            after: change.after.map(|digest| digest.to_string()),
            previous: entry.previous.to_string(),
            digest: entry.digest.to_string(),
        }
    }
}
