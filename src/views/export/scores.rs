//! Scores as rows, in the columns they are imported by.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::designs::Design;
use crate::domain::meetings::{Mark, Meeting, Score};

/// The columns.
pub const TABLE: Table = Table {
    title: "Scores",
    about: "Each row is what one side recorded for one criterion at one meeting, as a value on \
            the scale of that criterion.",
    columns: &[
        Column::new("contract", 20),
        Column::new("meeting_date", 16),
        Column::new("side", 12),
        Column::new("criterion", 24),
        Column::new("value", 12),
        Column::new("state", 18),
        Column::new("comment", 60),
    ],
};

/// One score; nothing when the design has no such criterion.
#[must_use]
pub fn row(
    contract: &Contract, meeting: &Meeting, design: &Design, score: &Score,
) -> Option<Vec<Cell>> {
    let (_, _, criterion) = design.criteria().find(|(place, ..)| *place == score.criterion)?;
    let (value, state) = match score.mark {
        Mark::Scored(value) => (Cell::Number(value.decimal()), Cell::Empty),
        Mark::Unscored(why) => (Cell::unscored(why), Cell::word(why.word())),
    };
    Some(vec![
        Cell::free(&contract.details.reference),
        Cell::Day(meeting.held_on),
        Cell::word(score.side.word()),
        Cell::word(&criterion.key),
        value,
        state,
        Cell::free(score.comment.as_deref().unwrap_or_default()),
    ])
}
