//! Contracts as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;

/// The columns.
pub const TABLE: Table = Table {
    title: "Contracts",
    about: "Each row is one contract between a client and a supplier.",
    columns: &[
        Column::new("reference", 20),
        Column::new("title", 40),
        Column::new("client", 30),
        Column::new("supplier", 30),
        Column::new("start", 14),
        Column::new("end", 14),
        Column::new("value_gbp", 18).with_decimals(2),
        Column::new("pricing_model", 18),
        Column::new("working_pattern", 18),
        Column::new("tender_reference", 24),
    ],
};

/// One contract.
#[must_use]
pub fn row(contract: &Contract) -> Vec<Cell> {
    let details = &contract.details;
    vec![
        Cell::free(&details.reference),
        Cell::free(&details.title),
        Cell::free(&contract.client.name),
        Cell::free(&contract.supplier.name),
        Cell::maybe_day(details.term.start()),
        Cell::maybe_day(details.term.end()),
        Cell::maybe_number(details.value.map(|value| value.decimal())),
        Cell::maybe_word(details.pricing.map(|pricing| pricing.word())),
        Cell::maybe_word(details.working.map(|working| working.word())),
        Cell::free(details.tender_reference.as_deref().unwrap_or_default()),
    ]
}
