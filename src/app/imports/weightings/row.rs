//! What a row of a file of weightings says.

use crate::app::imports::Content;
use crate::domain::tenders::TenderDetails;
use crate::domain::weightings::Criterion;

/// A row of a file of weightings: one criterion of one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightingRow {
    /// Name of the organisation that buys.
    pub buyer: Option<String>,
    /// What is said of the tender.
    pub tender: TenderDetails,
    /// Which lot of it; empty for a tender without lots.
    pub lot: String,
    /// What the lot is for.
    pub lot_title: Option<String>,
    /// The criterion.
    pub criterion: Criterion,
}

/// What could be read of a row of a file of weightings; the inner `None` is left out and the
/// outer one could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WeightingPart {
    /// Name of the organisation that buys.
    pub buyer: Option<Option<String>>,
}

impl Content for WeightingRow {
    type Part = WeightingPart;
}

impl From<WeightingRow> for WeightingPart {
    fn from(row: WeightingRow) -> Self {
        Self { buyer: Some(row.buyer) }
    }
}
