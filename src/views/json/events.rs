//! Things that happened and are marked on charts.

use crate::domain::events::Event;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// The day it happened.
    on: NaiveDate,
    /// What happened.
    title: String,
}

impl EventView {
    /// One event.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let Event { id, contract, on, title } = event.clone();
        Self { id: id.0, contract: contract.0, on, title }
    }
}
