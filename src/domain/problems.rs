//! What is wrong with something a person gave us, where, and what to do about it.

/// Where a problem was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file or request as a whole.
    Whole,
    /// A line of a file, counted from 1, and the header of the column.
    Cell {
        /// Line of the file on which the row starts.
        line: u64,
        /// Header of the column, when one cell is at fault.
        column: Option<String>,
    },
    /// A named field, such as `perspectives[2].weight`.
    Field(String),
}

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// The value found there; empty when nothing was.
    pub value: String,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do, in a sentence without a full stop.
    pub remedy: String,
}

impl Problem {
    /// A problem with the whole file or request.
    pub fn whole(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            place: Place::Whole,
            value: String::new(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A problem with a named field.
    pub fn field(
        field: impl Into<String>, value: impl Into<String>, message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let place = Place::Field(field.into());
        Self { place, value: value.into(), message: message.into(), remedy: remedy.into() }
    }

    /// A problem with one cell of a table.
    pub fn cell(
        line: u64, column: &str, value: impl Into<String>, message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let place = Place::Cell { line, column: Some(column.to_owned()) };
        Self { place, value: value.into(), message: message.into(), remedy: remedy.into() }
    }
}
