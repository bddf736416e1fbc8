//! The list of assessments, with its filters.

use super::{address, result_tag};
use crate::domain::assessments::{AssessmentLine, Overall, Stage, Standard, Tally};
use crate::domain::contracts::Contract;
use crate::domain::lists::Page;
use crate::domain::organisations::Organisation;
use crate::views::pages::parts::{
    Cell, Choice, Column, ContractSection, Layout, Link, May, Paging, Pick, Section, Table,
    TextField, count, day, links,
};
use askama::Template;

/// What the list was asked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words to find.
    pub text: String,
    /// Id of a department.
    pub department: String,
    /// Word for a stage.
    pub stage: String,
    /// Word for a result.
    pub result: String,
    /// Word for a standard.
    pub standard: String,
}

impl Search {
    /// The address of a page of what was found, without its number.
    fn pages(&self, list: &str) -> String {
        let pairs = [
            ("text", self.text.as_str()),
            ("department", self.department.as_str()),
            ("stage", self.stage.as_str()),
            ("result", self.result.as_str()),
            ("standard", self.standard.as_str()),
        ];
        let address = links::with_query(list, &pairs);
        if address.ends_with('?') { format!("{address}page=") } else { format!("{address}&page=") }
    }
}

/// Whose assessments are listed.
#[derive(Debug, Clone, Copy)]
pub enum List<'a> {
    /// Everybody's, of these departments.
    All(&'a [Organisation]),
    /// Those of a contract.
    Of(&'a Contract),
}

impl List<'_> {
    fn address(&self) -> String {
        match self {
            Self::All(_) => "/assessments".to_owned(),
            Self::Of(contract) => links::assessments(contract.id),
        }
    }

    fn layout(&self) -> Layout {
        match self {
            Self::All(_) => Layout::new(Section::Assessments, "Assessments of services"),
            Self::Of(contract) => Layout::new(Section::Contracts, "Assessments of the service")
                .of_contract(contract, ContractSection::Assessments)
                .below(links::to_contract(contract)),
        }
    }

    fn recording(&self) -> String {
        match self {
            Self::All(_) => "/assessments/new".to_owned(),
            Self::Of(contract) => links::record_assessment(contract),
        }
    }

    fn departments(&self) -> Option<&[Organisation]> {
        match self {
            Self::All(departments) => Some(departments),
            Self::Of(_) => None,
        }
    }
}

/// The list of assessments.
#[derive(Debug, Template)]
#[template(path = "assessments.html")]
pub struct AssessmentsPage {
    layout: Layout,
    list: String,
    text: TextField,
    department: Option<Pick>,
    stage: Pick,
    result: Pick,
    standard: Pick,
    found: String,
    table: Table,
    paging: Paging,
    empty: bool,
    all: bool,
    record: Option<Link>,
}

impl AssessmentsPage {
    /// How many assessments are on a page.
    pub const SIZE: u64 = 25;

    /// Page `number` of what `search` found in a list.
    #[must_use]
    pub fn of(
        list: &List<'_>, search: &Search, lines: &Page<AssessmentLine>, number: u64, may: May,
    ) -> Self {
        let address = list.address();
        let paging = Paging::new(number, lines.total, Self::SIZE, search.pages(&address));
        let mut layout = list.layout();
        layout.sheet = Some(paging.sheet());
        let record = Link::new("Record an assessment", list.recording());
        Self {
            layout,
            list: address,
            text: words(&search.text),
            department: list.departments().map(|own| department(own, &search.department)),
            stage: pick(
                "stage",
                "Stage",
                &words_of(Stage::ALL, Stage::word, Stage::label),
                &search.stage,
            ),
            result: pick(
                "result",
                "Result",
                &words_of(Overall::ALL, Overall::word, Overall::label),
                &search.result,
            ),
            standard: pick(
                "standard",
                "Standard",
                &words_of(Standard::ALL, Standard::word, Standard::label),
                &search.standard,
            ),
            found: found(lines.total),
            table: table(&lines.items),
            paging,
            empty: lines.items.is_empty(),
            all: search == &Search::default(),
            record: (may == May::Act).then_some(record),
        }
    }
}

fn words(text: &str) -> TextField {
    TextField {
        id: "text",
        label: "Words in the reference, service or department".to_owned(),
        hint: "",
        value: text.to_owned(),
        error: None,
        lines: 1,
        width: "",
    }
}

fn department(departments: &[Organisation], chosen: &str) -> Pick {
    let choices: Vec<(String, String)> =
        departments.iter().map(|own| (own.id.to_string(), own.name.clone())).collect();
    pick("department", "Department", &choices, chosen)
}

fn words_of<T: Copy>(
    all: &[T], word: impl Fn(T) -> &'static str, label: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter().map(|one| (word(*one).to_owned(), label(*one).to_owned())).collect()
}

fn pick(id: &'static str, label: &str, choices: &[(String, String)], chosen: &str) -> Pick {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let each = choices.iter().map(|(value, label)| choice(value, label));
    let choices = std::iter::once(choice("", "All")).chain(each).collect();
    Pick { id, label: label.to_owned(), choices, chosen: chosen.to_owned(), error: None }
}

fn found(total: u64) -> String {
    if total == 1 { "1 assessment".to_owned() } else { format!("{} assessments", count(total)) }
}

fn table(lines: &[AssessmentLine]) -> Table {
    let columns = vec![
        Column::words("Service"),
        Column::words("Department"),
        Column::words("Assessed on"),
        Column::words("Stage"),
        Column::words("Result"),
        Column::words("Points"),
    ];
    Table::new("assessments", "Assessments, latest first", columns)
        .quiet()
        .of(lines.iter().map(row))
}

fn row(line: &AssessmentLine) -> Vec<Cell> {
    let (one, details) = (&line.assessment, &line.assessment.details);
    let again = if one.follows.is_some() { ", reassessment" } else { "" };
    let result = result_tag(&details.result);
    let stage = details.stage.read.map_or("Not recorded", Stage::label);
    vec![
        Cell::link(&details.service, address(one.id))
            .with_detail(format!("{}{again}", details.reference)),
        Cell::text(one.department.as_ref().map_or("Not recorded", |own| own.name.as_str())),
        Cell::text(details.assessed_on.map_or_else(|| "Not recorded".to_owned(), day)),
        Cell::text(stage),
        result.map_or_else(|| Cell::text("Not recorded"), |tag| Cell::default().tagged(tag)),
        Cell::text(tally(line.tally)),
    ]
}

/// How many points there are and how many were not met, in a few words.
pub(super) fn tally(tally: Tally) -> String {
    let Tally { met, amber, not_met, not_applicable } = tally;
    if tally.total() == 0 {
        return "None recorded".to_owned();
    }
    let parts =
        [(met, "met"), (amber, "amber"), (not_met, "not met"), (not_applicable, "not applicable")];
    let parts = parts.into_iter().filter(|(count, _)| 0 < *count);
    parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}
