//! Assessments of the services that the contracts of the worked example are for.

use super::stories::Story;
use crate::domain::assessments::Standard;
use crate::views::export::Cell;

/// Reference, service, day, stage, result, day and result of the reassessment; each is of the
/// service of the first contract, where benefits are applied for.
const HELD: [[&str; 7]; 3] = [
    ["NMC-SA-1", "Apply for a benefit", "2024-03-12", "alpha", "met", "", ""],
    ["NMC-SA-2", "Apply for a benefit", "2025-02-18", "private beta", "red", "2025-05-06", "green"],
    ["NMC-SA-3", "Apply for a benefit", "2026-09-22", "public beta", "amber", "", ""],
];

/// Points of the last one that are not green, and why.
const OPEN: [(u16, &str, &str); 2] = [
    (5, "amber", "Not yet tried with people who use screen magnifiers"),
    (10, "amber", "Completion is measured and not yet published"),
];

/// The rows of the file of assessments.
pub(super) fn rows(story: &Story) -> Vec<Vec<Cell>> {
    let row = |[reference, service, day, stage, result, again, then]: [&str; 7]| {
        let standard = Standard::Uk14.word();
        let cells = [
            reference,
            service,
            story.client,
            day,
            stage,
            result,
            again,
            then,
            standard,
            "",
            story.reference,
        ];
        cells.map(Cell::free).to_vec()
    };
    HELD.into_iter().map(row).collect()
}

/// The rows of the file of points.
pub(super) fn points() -> Vec<Vec<Cell>> {
    let row = |number: u16| {
        let open = OPEN.iter().find(|(own, _, _)| *own == number);
        let (result, why) = open.map_or(("green", ""), |(_, result, why)| (*result, *why));
        let [_, _, [reference, ..]] = HELD;
        vec![
            Cell::free(reference),
            Cell::word(number),
            Cell::free(result),
            Cell::free(why),
            Cell::Empty,
        ]
    };
    Standard::Uk14.points().map(|(number, _)| row(number)).collect()
}
