//! What the words mean, and the accessibility statement.

use crate::domain::meetings::Unscored;
use crate::views::pages::parts::{Cell, Column, Layout, Section, Table};
use askama::Template;

/// What the words mean.
#[derive(Debug, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    layout: Layout,
    states: Table,
}

impl HelpPage {
    /// The page.
    #[must_use]
    pub fn new() -> Self {
        Self { layout: Layout::new(Section::Help, "What the words mean"), states: states() }
    }
}

impl Default for HelpPage {
    fn default() -> Self {
        Self::new()
    }
}

fn states() -> Table {
    let columns = vec![
        Column::words("State"),
        Column::words("What it means"),
        Column::words("Word in files"),
    ];
    Table::new("states", "Why a criterion can have no score", columns).of(Unscored::ALL.iter().map(
        |state| {
            vec![Cell::text(state.label()), Cell::text(meaning(*state)), Cell::text(state.word())]
        },
    ))
}

fn meaning(state: Unscored) -> &'static str {
    match state {
        Unscored::NotScored => "It could have been scored and was not.",
        Unscored::NotApplicable => "It does not apply to this contract or meeting.",
        Unscored::NotDue => "It is not due yet.",
        Unscored::Disputed => "The two sides dispute it.",
        Unscored::AgreedToDiffer => "The two sides agreed to keep different scores.",
    }
}

/// The accessibility statement.
#[derive(Debug, Template)]
#[template(path = "accessibility.html")]
pub struct AccessibilityPage {
    layout: Layout,
}

impl AccessibilityPage {
    /// The page.
    #[must_use]
    pub fn new() -> Self {
        Self { layout: Layout::new(Section::Elsewhere, "Accessibility statement") }
    }
}

impl Default for AccessibilityPage {
    fn default() -> Self {
        Self::new()
    }
}
