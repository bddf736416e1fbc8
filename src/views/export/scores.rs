//! Scores as rows, in the columns they are imported by.

use super::Cell;
use crate::domain::contracts::Contract;
use crate::domain::designs::Design;
use crate::domain::meetings::{Mark, Meeting, Score};

/// The columns.
pub const HEADER: &[&str] =
    &["contract", "meeting_date", "side", "criterion", "value", "state", "comment"];

/// One score; nothing when the design has no such criterion.
#[must_use]
pub fn row(
    contract: &Contract,
    meeting: &Meeting,
    design: &Design,
    score: &Score,
) -> Option<Vec<Cell>> {
    let (_, _, criterion) = design.criteria().find(|(place, ..)| *place == score.criterion)?;
    let (value, state) = match score.mark {
        Mark::Scored(value) => (Cell::plain(value), Cell::Empty),
        Mark::Unscored(why) => (Cell::Empty, Cell::plain(why.word())),
    };
    Some(vec![
        Cell::free(&contract.details.reference),
        Cell::plain(meeting.held_on),
        Cell::plain(score.side.word()),
        Cell::plain(&criterion.key),
        value,
        state,
        Cell::free(score.comment.as_deref().unwrap_or_default()),
    ])
}
