//! What the reader says of a file, put as problems.

use super::cells::{Wrong, lowered};
use super::{HeaderProblem, Refusal, RowProblem};
use crate::domain::problems::{Place, Problem};

/// A file that cannot be read as a table.
pub(super) fn file(refusal: &Refusal) -> Problem {
    let place = match refusal {
        Refusal::Nul { line, .. }
        | Refusal::LineTooLong { line, .. }
        | Refusal::TooWide { line, .. }
        | Refusal::UnclosedQuote { line } => Place::Cell { line: *line, column: None },
        Refusal::Empty | Refusal::NotText { .. } | Refusal::Unreadable(_) => Place::Whole,
    };
    at(place, String::new(), &refusal.to_string())
}

/// A header in which fields are not found.
pub(super) fn header(problem: &HeaderProblem) -> Problem {
    let (field, value) = match problem {
        HeaderProblem::Missing { field, .. } | HeaderProblem::Twice { field, .. } => {
            ((*field).to_owned(), String::new())
        }
        HeaderProblem::UnknownField { field, .. } => ("--map".to_owned(), field.clone()),
        HeaderProblem::UnknownHeading { heading, .. } => ("--map".to_owned(), heading.clone()),
    };
    at(Place::Field(field), value, &problem.to_string())
}

/// A row that is not written as rows are.
pub(super) fn row(problem: &RowProblem) -> Problem {
    let column = problem.column.as_ref().map(|(number, name)| {
        if name.is_empty() { format!("column {number}") } else { name.clone() }
    });
    let place = Place::Cell { line: problem.line, column };
    at(place, problem.value.clone(), &problem.fault.to_string())
}

// The reader's sentences say first what is wrong, then what to do.
fn at(place: Place, value: String, text: &str) -> Problem {
    let Wrong { message, remedy } = match text.split_once(". ") {
        Some((message, remedy)) => Wrong::new(lowered(message), remedy),
        None => Wrong::new(lowered(text), "Correct it and import the file again"),
    };
    Problem { place, value, message, remedy }
}
