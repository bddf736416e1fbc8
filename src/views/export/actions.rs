//! Actions as rows.

use super::{Cell, Column, Table};
use crate::domain::actions::{ActionRecord, band_of};
use crate::domain::contracts::Contract;
use chrono::NaiveDate;

/// The columns.
pub const TABLE: Table = Table {
    title: "Actions",
    about: "Each row is an action of a contract, open or closed, as it stands on the day of the \
            file.",
    columns: &[
        Column::new("contract", 20),
        Column::new("action", 60),
        Column::new("outcome", 40),
        Column::new("owner", 24),
        Column::new("due", 12),
        Column::new("raised_on", 12),
        Column::new("raised_by", 24),
        Column::new("closed_on", 12),
        Column::new("state", 12),
        Column::new("age_days", 10),
        Column::new("band", 18),
    ],
};

/// One action as it stands on `day`.
#[must_use]
pub fn row(contract: &Contract, record: &ActionRecord, day: NaiveDate) -> Vec<Cell> {
    let item = &record.item;
    let age = item.age_on(day);
    let open = item.closed_on.is_none();
    let overdue = item.is_overdue_on(day);
    let state = if overdue {
        "overdue"
    } else if open {
        "open"
    } else {
        "closed"
    };
    vec![
        Cell::free(&contract.details.reference),
        Cell::free(&item.details.what),
        Cell::free(item.details.outcome.as_deref().unwrap_or_default()),
        Cell::free(&item.details.owner.name),
        Cell::maybe_day(item.details.due),
        Cell::Day(item.raised_on),
        Cell::free(&item.raised_by.name),
        Cell::maybe_day(item.closed_on),
        Cell::word(state),
        Cell::maybe_number(open.then(|| age.into())),
        Cell::maybe_word(open.then(|| band_of(age).label)),
    ]
}
