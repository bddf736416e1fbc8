//! What the reader says of a file, put as problems.

use super::cells::{Wrong, lowered};
use super::{HeaderProblem, Refusal, RowProblem, Surface};
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
pub(super) fn header(problem: &HeaderProblem, surface: Surface) -> Problem {
    let (field, value) = match problem {
        HeaderProblem::Missing { field, .. } | HeaderProblem::Twice { field, .. } => {
            ((*field).to_owned(), String::new())
        }
        HeaderProblem::UnknownField { field, .. } => (surface.map().to_owned(), field.clone()),
        HeaderProblem::UnknownHeading { heading, .. } => {
            (surface.map().to_owned(), heading.clone())
        }
    };
    let mut told = at(Place::Field(field), value, &problem.to_string());
    let more = match problem {
        HeaderProblem::Missing { field, .. } => {
            format!(". If one of them is {field}, {}", surface.to_map(field))
        }
        HeaderProblem::Twice { field, .. } => format!(", or {}", surface.to_choose(field)),
        HeaderProblem::UnknownField { .. } | HeaderProblem::UnknownHeading { .. } => String::new(),
    };
    told.remedy.push_str(&more);
    told
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
