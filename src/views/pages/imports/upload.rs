//! Choosing what to import, and sending the file.

use crate::domain::designs::Version;
use crate::domain::imports::Kind;
use crate::views::pages::parts::{
    Cell, Choice, Column, Complaints, Layout, Link, Pick, Section, Table, TextField,
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
        Kind::Knowledge => "Levels of knowledge that the client verified, with who saw them",
        Kind::Value => "What was promised or offered beyond delivery, and what became of it",
        Kind::Assessments => "Services, stages and results, and reassessments that followed",
        Kind::Points => "What each point of the standard came to",
        Kind::Weightings => {
            "What the lots of tenders are awarded on, and what each criterion weighs"
        }
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
    /// What is meant where a text is both a month and financial years.
    pub periods: String,
    /// What becomes of decimals that are not kept.
    pub decimals: String,
    /// Key of the design for new contracts.
    pub design: String,
}

impl Attempt {
    fn is_plain(&self) -> bool {
        [&self.columns, &self.fixed, &self.periods, &self.decimals, &self.design]
            .iter()
            .all(|it| it.is_empty())
    }
}

/// A column that a file of a kind can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: &'static str,
    /// Whether a file without it is refused.
    pub required: bool,
    /// What it holds.
    pub about: &'static str,
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
    periods: Pick,
    decimals: Pick,
    design: Pick,
    open: bool,
    wanted: Table,
}

impl UploadPage {
    /// The form for a kind of file, with what was entered before and what was wrong with it.
    #[must_use]
    pub fn of(
        kind: Kind, attempt: &Attempt, designs: &[Arc<Version>], wanted: &[Wanted],
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
            periods: pick("periods", PERIODS, &PERIOD_CHOICES, &attempt.periods),
            decimals: pick("decimals", DECIMALS, &DECIMAL_CHOICES, &attempt.decimals),
            design: design(designs, &attempt.design),
            open: !attempt.is_plain(),
            wanted: table(wanted),
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
        Kind::Knowledge => "Import knowledge levels",
        Kind::Value => "Import value-add",
        Kind::Assessments => "Import service assessments",
        Kind::Points => "Import points of service assessments",
        Kind::Weightings => "Import weightings of tenders",
    }
}

fn lines(id: &'static str, label: &'static str, hint: &'static str, value: &str) -> TextField {
    TextField::area(id, label, hint, 4).holding(value)
}

const PERIODS: &str = "A period such as 2010-11, which can be a month or years";
const PERIOD_CHOICES: [(&str, &str); 3] = [
    ("", "Tell me about each one"),
    ("month", "Read it as a month"),
    ("financial_year", "Read it as a financial year"),
];
const DECIMALS: &str = "Numbers with more decimal places than are kept";
const DECIMAL_CHOICES: [(&str, &str); 2] =
    [("", "Tell me about each one"), ("rounded", "Round them")];

fn pick(id: &'static str, label: &'static str, choices: &[(&str, &str)], chosen: &str) -> Pick {
    let choice = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        hint: String::new(),
    };
    Pick {
        id,
        label: label.to_owned(),
        choices: choices.iter().map(choice).collect(),
        chosen: chosen.to_owned(),
        error: None,
    }
}

fn table(wanted: &[Wanted]) -> Table {
    let columns =
        vec![Column::words("Column"), Column::words("Needed"), Column::words("What it holds")];
    Table::new("wanted", "Columns of the file", columns).of(wanted.iter().map(|it| {
        let need = if it.required { "Required" } else { "Optional" };
        vec![Cell::text(it.name), Cell::text(need), Cell::text(it.about)]
    }))
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
        label: "Design for contracts this file adds".to_owned(),
        choices: std::iter::once(usual).chain(each).collect(),
        chosen: chosen.to_owned(),
        error: None,
    }
}
