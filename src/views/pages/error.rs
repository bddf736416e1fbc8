//! The page shown instead of one that cannot be, with what to do about it.

use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{Layout, Section, sentence};
use askama::Template;

/// The page shown instead.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    layout: Layout,
    lines: Vec<String>,
    problems: Vec<String>,
    reference: Option<String>,
}

impl ErrorPage {
    /// The page for a status. `detail` says why, without a full stop; `request`
    /// lets a fault be found in the log.
    #[must_use]
    pub fn of(status: u16, detail: &str, problems: &[Problem], request: &str) -> Self {
        let (heading, lines) = words(status, detail);
        let fault = status >= 500 && !request.is_empty();
        Self {
            layout: Layout::new(Section::Elsewhere, heading),
            lines,
            problems: problems.iter().map(told).collect(),
            reference: fault.then(|| request.to_owned()),
        }
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.layout.heading
    }
}

fn words(status: u16, detail: &str) -> (&'static str, Vec<String>) {
    let said = || sentence(detail);
    match status {
        404 => (
            "Page not found",
            vec![
                said(),
                "If you typed the address, check that it is correct.".to_owned(),
                "If you followed a link, what it led to may have been removed, or your role may not include it.".to_owned(),
            ],
        ),
        403 => (
            "You do not have access to this page",
            vec![said(), "Ask whoever runs the service if your role should include it.".to_owned()],
        ),
        401 => ("You are not signed in", vec![said()]),
        429 => (
            "There were too many requests",
            vec![said(), "Wait for a minute and try again.".to_owned()],
        ),
        409 => (
            "This cannot be done now",
            vec![said(), "Go back and look at the page again to see how things stand.".to_owned()],
        ),
        413 => (
            "The file is too large",
            vec![said(), "Split it into several files and import them one by one.".to_owned()],
        ),
        503 => (
            "The service is unavailable",
            vec!["The service is starting, stopping or very busy. Try again in a few minutes.".to_owned()],
        ),
        400..500 => (
            "There is a problem with what was sent",
            vec![said(), "Go back, check what you entered and try again.".to_owned()],
        ),
        _ => (
            "There is a problem with the service",
            vec![
                "Try again later.".to_owned(),
                "Nothing was saved by this request. What was saved before is kept.".to_owned(),
            ],
        ),
    }
}

fn told(problem: &Problem) -> String {
    let what = sentence(&problem.message);
    let remedy = sentence(&problem.remedy);
    match &problem.place {
        Place::Whole => format!("{what} {remedy}"),
        Place::Field(field) => format!("{field}: {what} {remedy}"),
        Place::Cell { line, column } => {
            let column = column.as_ref().map(|it| format!(", column {it}")).unwrap_or_default();
            format!("Line {line}{column}: {what} {remedy}")
        }
    }
}
