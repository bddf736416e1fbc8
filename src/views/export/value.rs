//! Value-add items as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::exact::Money;
use crate::domain::value::Item;

/// The columns.
pub const TABLE: Table = Table {
    title: "Value-add items",
    about: "Each row is something the supplier promised in the tender (it has a due date) or \
            offered since. Amounts are in pounds; only what is verified counts.",
    columns: &[
        Column::new("contract", 20),
        Column::new("title", 40),
        Column::new("kind", 20),
        Column::new("claimed_gbp", 16).with_decimals(2),
        Column::new("due", 14),
        Column::new("state", 14),
        Column::new("verified_gbp", 16).with_decimals(2),
        Column::new("date", 14),
        Column::new("attendance", 12),
        Column::new("contributes_to", 16),
        Column::new("method", 40),
    ],
};

/// One item.
#[must_use]
pub fn row(contract: &Contract, item: &Item) -> Vec<Cell> {
    let terms = &item.terms;
    let amount = |amount: Option<Money>| Cell::maybe_number(amount.map(Money::decimal));
    let verified = item.progress.verified().and_then(|verified| verified.value);
    let method = terms.claim.as_ref().and_then(|claim| claim.method.as_deref());
    vec![
        Cell::free(&contract.details.reference),
        Cell::free(&terms.title),
        Cell::word(terms.kind.word()),
        amount(terms.claimed()),
        Cell::maybe_day(terms.due),
        Cell::word(item.progress.state().word()),
        amount(verified),
        Cell::maybe_day(terms.on),
        Cell::maybe_number(item.turnout.attendance.map(Into::into)),
        Cell::word(terms.towards.word()),
        Cell::free(method.unwrap_or_default()),
    ]
}
