//! Verified levels of knowledge as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::knowledge::{Area, Assessment, Holder, Level};
use rust_decimal::Decimal;

/// The columns.
pub const TABLE: Table = Table {
    title: "Knowledge levels",
    about: "Each row is a level from 0 (none) to 4 (independent) that the client verified of one \
            person or role in one knowledge area on one day.",
    columns: &[
        Column::new("contract", 20),
        Column::new("area", 30),
        Column::new("person", 30),
        Column::new("level", 10),
        Column::new("on", 16),
        Column::new("target", 10),
        Column::new("target_date", 16),
        Column::new("evidence", 60),
        Column::new("witness", 30),
    ],
};

/// One verified level.
#[must_use]
pub fn row(contract: &Contract, area: &Area, holder: &Holder, one: &Assessment) -> Vec<Cell> {
    let number = |level: Level| Cell::Number(Decimal::from(level.number()));
    vec![
        Cell::free(&contract.details.reference),
        Cell::free(&area.plan.title),
        Cell::free(&holder.post.name),
        number(one.level),
        Cell::Day(one.on),
        number(area.plan.target),
        Cell::maybe_day(area.plan.target_on),
        Cell::free(one.note.as_deref().unwrap_or_default()),
        Cell::free(one.witness.as_deref().unwrap_or_default()),
    ]
}
