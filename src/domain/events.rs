//! Things that happened and are marked on every chart of a contract.

use super::ids::{ContractId, EventId};
use chrono::NaiveDate;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Identifies it.
    pub id: EventId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// The day it happened.
    pub on: NaiveDate,
    /// What happened, up to 50 characters.
    pub title: String,
}
