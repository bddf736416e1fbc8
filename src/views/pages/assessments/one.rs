//! One assessment: what it came to, point by point, and what is to be done.

use super::list::tally;
use super::{address, also_written, point_tag, result_tag, to_list};
use crate::domain::assessments::{
    Action, Answer, AssessmentRecord, Details, Stage, Standard, Tally,
};
use crate::domain::contracts::Contract;
use crate::domain::imports::Import;
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Link, May, Section, Summary, Table, Tag, day,
    links,
};
use askama::Template;
use chrono::NaiveDate;

/// One assessment.
#[derive(Debug, Template)]
#[template(path = "assessment.html")]
pub struct AssessmentPage {
    layout: Layout,
    facts: Summary,
    points: Table,
    tally: String,
    actions: Table,
    challenge: Option<String>,
    ways: Vec<Link>,
    around: Vec<Link>,
}

impl AssessmentPage {
    /// The page of an assessment on a day; `imports` are those its rows came from.
    #[must_use]
    pub fn of(
        record: &AssessmentRecord, contract: Option<&Contract>, imports: &[Import],
        today: NaiveDate, may: May,
    ) -> Self {
        let details = &record.assessment.details;
        let results = record.points.iter().map(|point| point.result);
        Self {
            layout: layout(details, contract),
            facts: facts(record, contract, imports),
            points: points(record),
            tally: tally(Tally::of(results)),
            actions: actions(record, today, may),
            challenge: challenge(details, today),
            ways: if may == May::Act { ways(record) } else { Vec::new() },
            around: around(record),
        }
    }
}

fn layout(details: &Details, contract: Option<&Contract>) -> Layout {
    let layout = Layout::new(Section::Assessments, &details.service);
    match contract {
        Some(contract) => {
            let list = links::below(contract, "Assessments", links::assessments(contract.id));
            layout.of_contract(contract, ContractSection::Assessments).below(list)
        }
        None => layout.under(&details.reference).below(to_list()),
    }
}

fn facts(record: &AssessmentRecord, contract: Option<&Contract>, imports: &[Import]) -> Summary {
    let (one, details) = (&record.assessment, &record.assessment.details);
    let missing = || "Not recorded".to_owned();
    let department = one.department.as_ref().map_or_else(missing, |own| own.name.clone());
    let stage = details.stage.read.map_or_else(missing, |stage| stage.label().to_owned());
    let stage = match also_written(&details.stage, |stage| Stage::label(*stage)) {
        Some(also) => format!("{stage}. {also}"),
        None => stage,
    };
    let mut facts = Summary::new()
        .with("Reference", &details.reference)
        .with("Department", department)
        .with("Assessed on", details.assessed_on.map_or_else(missing, day))
        .with("Stage", stage);
    facts = match result_tag(&details.result) {
        Some(tag) => facts.state("Result", tag),
        None => facts.with("Result", missing()),
    };
    facts = facts.with("Standard", standard(record));
    if let Some(contract) = contract {
        let title = &contract.details.title;
        facts = facts.link("Contract", title, links::contract(contract.id));
    }
    if let Some(reported) = details.reported_on {
        facts = facts.with("Report given on", day(reported));
    }
    if let Some(report) = &details.report {
        let safe = report.starts_with("https://") || report.starts_with("http://");
        facts = if safe {
            facts.link("Report", "Read the report", report)
        } else {
            facts.with("Report", report)
        };
    }
    if let Some(from) = one.origin.and_then(|it| origin(it, imports)) {
        facts = facts.link("Recorded from", from.text, from.href);
    }
    facts
}

fn standard(record: &AssessmentRecord) -> String {
    match (record.assessment.details.standard, record.standard()) {
        (Some(own), _) => own.label().to_owned(),
        (None, Some(decided)) => format!("{}, as the number of points says", decided.label()),
        (None, None) => "Not recorded".to_owned(),
    }
}

fn challenge(details: &Details, today: NaiveDate) -> Option<String> {
    if let Some(said) = &details.response {
        let word = match said.answer {
            Answer::Accepted => "accepted",
            Answer::Challenged => "challenged",
        };
        let why = said.reason.as_ref().map(|why| format!(" {why}")).unwrap_or_default();
        return Some(format!("The result was {word} on {}.{why}", day(said.on)));
    }
    let until = details.challenge_until()?;
    let words =
        if today <= until { "can be challenged until" } else { "could be challenged until" };
    Some(format!("The result {words} {}, 10 working days after the report.", day(until)))
}

fn points(record: &AssessmentRecord) -> Table {
    let columns = ["Point", "Result", "Why"].map(Column::words).to_vec();
    let standard = record.standard();
    Table::new("points", "What each point came to", columns).of(record.points.iter().map(|point| {
        let title = standard.and_then(|own: Standard| own.title(point.number));
        let name = title
            .map_or_else(|| point.number.to_string(), |title| format!("{}. {title}", point.number));
        vec![
            Cell::text(name),
            Cell::default().tagged(point_tag(point.result)),
            Cell::text(point.comment.as_deref().unwrap_or_default()),
        ]
    }))
}

fn actions(record: &AssessmentRecord, today: NaiveDate, may: May) -> Table {
    let mut columns = ["What", "Point", "Due", "State"].map(Column::words).to_vec();
    if may == May::Act {
        columns.push(Column::words("What you can do"));
    }
    let page = address(record.assessment.id);
    Table::new("actions", "What is to be done, by due date", columns).of(record.actions.iter().map(
        |action| {
            let mut row = vec![
                Cell::text(&action.what),
                Cell::text(action.point.to_string()),
                Cell::text(day(action.due)),
                Cell::default().tagged(state(action, today)),
            ];
            if may == May::Act {
                row.push(to_finish(&page, action));
            }
            row
        },
    ))
}

fn to_finish(page: &str, action: &Action) -> Cell {
    if action.done_on.is_some() {
        return Cell::default();
    }
    let way = format!("{page}/actions/{}/done", action.id);
    Cell::link("Record as done", way).about(format!(": {}", action.what))
}

fn state(action: &Action, today: NaiveDate) -> Tag {
    match action.done_on {
        Some(done) => Tag::new(format!("Done on {}", day(done)), Colour::Green),
        None if action.due < today => Tag::new("Overdue", Colour::Red),
        None => Tag::new("To do", Colour::Blue),
    }
}

fn ways(record: &AssessmentRecord) -> Vec<Link> {
    let page = address(record.assessment.id);
    let mut ways = vec![
        Link::new("Change the assessment", format!("{page}/change")),
        Link::new("Record the points", format!("{page}/points")),
    ];
    if !record.points.is_empty() {
        ways.push(Link::new("Add an action", format!("{page}/actions/new")));
    }
    ways.push(Link::new("Accept or challenge the result", format!("{page}/response")));
    if record.followed_by.is_none() {
        ways.push(Link::new("Record a reassessment", format!("{page}/reassess")));
    }
    ways
}

fn around(record: &AssessmentRecord) -> Vec<Link> {
    let before = record.assessment.follows;
    let before = before.map(|id| Link::new("The assessment this one follows", address(id)));
    let after =
        record.followed_by.map(|id| Link::new("The reassessment that followed", address(id)));
    before.into_iter().chain(after).collect()
}
