//! What became of an item, step by step.

use super::{Item, State};
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, ImportId};
use chrono::{DateTime, NaiveDate, Utc};

/// A state an item came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryStep {
    /// The state.
    pub state: State,
    /// The day it came to it.
    pub on: NaiveDate,
    /// When that was recorded.
    pub at: DateTime<Utc>,
    /// Identifies who recorded it.
    pub by: ActorId,
    /// Their name at the time.
    pub name: String,
    /// Why, or what there is to show for it.
    pub note: Option<String>,
    /// What the client found it worth.
    pub value: Option<Money>,
    /// The import that recorded it.
    pub import: Option<ImportId>,
}

/// An item with everything that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    /// The item.
    pub item: Item,
    /// Its states, first one first.
    pub steps: Vec<HistoryStep>,
    /// The item that counts in its place.
    pub counted: Option<Item>,
    /// Those that it counts for.
    pub repeats: Vec<Item>,
}
