//! Clients and suppliers.

use super::ids::OrganisationId;

/// A client, a supplier, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Identifies it.
    pub id: OrganisationId,
    /// Its name, unique in the service.
    pub name: String,
}
