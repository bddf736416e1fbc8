//! Contracts as rows, in the columns they are imported by.

use super::Cell;
use crate::domain::contracts::Contract;

/// The columns.
pub const HEADER: &[&str] = &[
    "reference",
    "title",
    "client",
    "supplier",
    "start",
    "end",
    "value_gbp",
    "pricing_model",
    "working_pattern",
    "tender_reference",
];

/// One contract.
#[must_use]
pub fn row(contract: &Contract) -> Vec<Cell> {
    let details = &contract.details;
    vec![
        Cell::free(&details.reference),
        Cell::free(&details.title),
        Cell::free(&contract.client.name),
        Cell::free(&contract.supplier.name),
        Cell::maybe(details.term.start()),
        Cell::maybe(details.term.end()),
        Cell::maybe(details.value),
        Cell::maybe(details.pricing.map(|pricing| pricing.word())),
        Cell::maybe(details.working.map(|working| working.word())),
        Cell::free(details.tender_reference.as_deref().unwrap_or_default()),
    ]
}
