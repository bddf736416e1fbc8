//! What is wrong with a request, as RFC 9457 lays it out.

use crate::domain::problems::{Place, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// What kind of problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Why, in a sentence.
    detail: String,
    /// The request, as named in the log and in `x-request-id`.
    #[schema(example = "urn:request:0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e")]
    instance: String,
    /// Everything to put right, when there is more to say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ItemView>,
    /// Address at which all of them are listed, when these are only the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<String>,
}

impl ProblemView {
    /// The document for a failed request.
    #[must_use]
    pub fn of(status: u16, title: &str, detail: &str, request: &str, errors: &[Problem]) -> Self {
        Self {
            kind: "about:blank",
            title: title.to_owned(),
            status,
            detail: detail.to_owned(),
            instance: format!("urn:request:{request}"),
            errors: errors.iter().map(ItemView::of).collect(),
            more: None,
        }
    }

    /// The same document with the address of all problems.
    #[must_use]
    pub fn with_more_at(self, more: Option<String>) -> Self {
        Self { more, ..self }
    }
}

/// One thing to put right.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProblemItem)]
pub struct ItemView {
    /// The field, such as `perspectives[2].weight`.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The line of the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The header of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// The value found there; empty when there was none.
    value: String,
    /// What is wrong.
    message: String,
    /// What to do about it.
    remedy: String,
}

impl ItemView {
    /// One problem.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let (field, line, column) = match &problem.place {
            Place::Whole => (None, None, None),
            Place::Cell { line, column } => (None, Some(*line), column.clone()),
            Place::Field(field) => (Some(field.clone()), None, None),
        };
        let Problem { value, message, remedy, .. } = problem.clone();
        Self { field, line, column, value, message, remedy }
    }
}
