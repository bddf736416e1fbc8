//! Choosing what to import, and sending the file.

use super::columns;
use crate::domain::designs::Version;
use crate::domain::imports::Kind;
use crate::views::pages::parts::{
    Choice, Complaints, Layout, Link, Pick, Section, Table, TextField,
};
use askama::Template;
use std::sync::Arc;

/// The choice of what to import.
#[derive(Debug, Template)]
#[template(path = "import.html")]
pub struct ChoosePage {
    layout: Layout,
    complaints: Complaints,
    kinds: Vec<Choice>,
}

impl ChoosePage {
    /// The choice, before anything was chosen.
    #[must_use]
    pub fn fresh() -> Self {
        Self::with(Complaints::default())
    }

    /// The choice again, because nothing was chosen.
    #[must_use]
    pub fn unanswered() -> Self {
        let mut complaints = Complaints::default();
        complaints.add("kind", "Select what you want to import");
        Self::with(complaints)
    }

    fn with(complaints: Complaints) -> Self {
        let mut layout = Layout::new(Section::Imports, "What do you want to import?");
        if !complaints.is_empty() {
            layout = layout.with_errors();
        }
        Self { layout, complaints, kinds: Kind::ALL.iter().copied().map(choice).collect() }
    }

    fn error(&self) -> Option<String> {
        self.complaints.about("kind")
    }
}

fn choice(kind: Kind) -> Choice {
    let hint = match kind {
        Kind::Contracts => "References, titles, clients, suppliers, terms and values",
        Kind::Scores => "What client and supplier scored at governance meetings",
        Kind::Kpis => "What was observed in each period, and the target",
    };
    Choice { value: kind.word().to_owned(), label: kind.label().to_owned(), hint: hint.to_owned() }
}

/// What was entered beside the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempt {
    /// Lines `field=header`.
    pub columns: String,
    /// Lines `field=value`.
    pub fixed: String,
    /// How to read a date such as 3/4/2026.
    pub dates: String,
    /// Key of the design for new contracts.
    pub design: String,
}

impl Attempt {
    fn is_plain(&self) -> bool {
        [&self.columns, &self.fixed, &self.dates, &self.design].iter().all(|it| it.is_empty())
    }
}

/// The form that sends the file.
#[derive(Debug, Template)]
#[template(path = "upload.html")]
pub struct UploadPage {
    layout: Layout,
    complaints: Complaints,
    kind: Kind,
    columns: TextField,
    fixed: TextField,
    dates: Pick,
    design: Pick,
    open: bool,
    wanted: Table,
}

impl UploadPage {
    /// The form for a kind of file, with what was entered before and what was wrong with it.
    #[must_use]
    pub fn of(
        kind: Kind,
        attempt: &Attempt,
        designs: &[Arc<Version>],
        complaints: Complaints,
    ) -> Self {
        let mut layout = Layout::new(Section::Imports, heading(kind))
            .below(vec![Link::new("Import", "/import")]);
        if !complaints.is_empty() {
            layout = layout.with_errors();
        }
        let mut columns = lines("columns", "Columns with other names", COLUMNS, &attempt.columns);
        let mut fixed = lines("fixed", "Values for every row", FIXED, &attempt.fixed);
        columns.error = complaints.about("columns");
        fixed.error = complaints.about("fixed");
        Self {
            layout,
            kind,
            columns,
            fixed,
            dates: dates(&attempt.dates),
            design: design(designs, &attempt.design),
            open: !attempt.is_plain(),
            wanted: columns::table(kind),
            complaints,
        }
    }

    fn error(&self) -> Option<String> {
        self.complaints.about("file")
    }
}

const COLUMNS: &str = "One on each line: our name, an equals sign, the heading in your file. \
                       For example, meeting_date=Date of meeting";
const FIXED: &str = "One on each line: our name, an equals sign, the value. \
                     For example, side=client";

/// The heading of the form.
pub(super) fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Contracts => "Import contracts",
        Kind::Scores => "Import scores",
        Kind::Kpis => "Import KPIs",
    }
}

fn lines(id: &'static str, label: &'static str, hint: &'static str, value: &str) -> TextField {
    TextField { id, label, hint, value: value.to_owned(), error: None, lines: 4, width: "" }
}

fn dates(chosen: &str) -> Pick {
    let choices = [
        ("", "Tell me about each one"),
        ("day_first", "Day first: 3/4/2026 is 3 April 2026"),
        ("month_first", "Month first: 3/4/2026 is 4 March 2026"),
    ];
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    Pick {
        id: "dates",
        label: "Dates that can be read in two ways",
        choices: choices.into_iter().map(choice).collect(),
        chosen: chosen.to_owned(),
    }
}

fn design(designs: &[Arc<Version>], chosen: &str) -> Pick {
    let usual = Choice {
        value: String::new(),
        label: "The partnership design".to_owned(),
        hint: String::new(),
    };
    let each = designs.iter().map(|version| Choice {
        value: version.content.key().to_owned(),
        label: version.content.title().to_owned(),
        hint: String::new(),
    });
    Pick {
        id: "design",
        label: "Design for contracts this file adds",
        choices: std::iter::once(usual).chain(each).collect(),
        chosen: chosen.to_owned(),
    }
}
