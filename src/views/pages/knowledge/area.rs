//! One knowledge area: who can do what in it, and its evidence as it came.

use super::{Ways, level, progress, tag, to_knowledge};
use crate::domain::imports::Import;
use crate::domain::knowledge::evidence::{Evidence, State};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Area, Assessment};
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, day, links,
};
use askama::Template;

/// One knowledge area.
#[derive(Debug, Template)]
#[template(path = "knowledge_area.html")]
pub struct AreaPage {
    layout: Layout,
    facts: Summary,
    levels: Table,
    evidence: Table,
    past: Table,
    links: Vec<Link>,
}

impl AreaPage {
    /// The page of an area; `imports` are those its levels came from.
    #[must_use]
    pub fn of(known: &Known, area: &Area, ways: Ways, imports: &[Import]) -> Self {
        Self {
            layout: Layout::new(Section::Contracts, &area.plan.title)
                .of_contract(&known.contract, ContractSection::Knowledge)
                .below(to_knowledge(&known.contract)),
            facts: facts(known, area),
            levels: levels(known, area),
            evidence: evidence(known, area),
            past: past(known, area, imports),
            links: ways_on(area, ways),
        }
    }
}

fn facts(known: &Known, area: &Area) -> Summary {
    let (plan, standing) = (&area.plan, known.record.standing(area, known.on));
    let people = match standing.independent {
        1 => "1 person is independent".to_owned(),
        many => format!("{many} people are independent"),
    };
    let facts = Summary::new()
        .with("Level", level(standing.level))
        .with("Target", level(plan.target))
        .with("Due", plan.target_on.map_or_else(|| "No date".to_owned(), day))
        .with("At the beginning", level(plan.baseline))
        .with("Weight", plan.weight.to_string())
        .with("Bus factor", people)
        .state("State", tag(&standing));
    if standing.is_thin() {
        let risk = "At risk: fewer than 2 people are independent";
        facts.state("Risk", Tag::new(risk, Colour::Red))
    } else {
        facts
    }
}

fn levels(known: &Known, area: &Area) -> Table {
    let columns = ["Person or role", "Level", "Since", "Seen by", "In place"];
    let holders = known.record.holders.iter();
    let row = |holder: &crate::domain::knowledge::Holder| {
        let own = |one: &&Assessment| one.area == area.id && one.holder == holder.id;
        let one = known.record.assessments.iter().filter(own).filter(|it| it.on <= known.on);
        let one = one.max_by_key(|one| one.on)?;
        let there = holder.post.is_in_place(known.on);
        let there = if there { "Yes" } else { "No, so it does not count" };
        Some(vec![
            Cell::text(&holder.post.name).with_detail(holder.post.side.label()),
            Cell::text(level(one.level)),
            Cell::text(day(one.on)),
            Cell::text(one.witness.as_deref().unwrap_or("Nobody named")),
            Cell::text(there),
        ])
    };
    Table::new("levels", "Who can do what", columns.map(Column::words).to_vec())
        .of(holders.filter_map(row))
}

fn evidence(known: &Known, area: &Area) -> Table {
    let columns = ["Evidence", "Whose level", "Level it shows", "State", "What happened"];
    Table::new("evidence", "Evidence, latest planned first", columns.map(Column::words).to_vec())
        .of(known.evidence_of(area.id).map(|it| {
            vec![
                Cell::link(&it.title, links::evidence(it.id)).with_detail(it.kind.label()),
                Cell::text(known.name_of(it.holder)),
                Cell::text(level(it.level)),
                Cell::default().tagged(progress(it.progress())),
                Cell::text(happened(it)),
            ]
        }))
}

/// What has become of evidence, in a sentence.
fn happened(evidence: &Evidence) -> String {
    match &evidence.state {
        State::Planned => {
            let due = evidence.due.map(|due| format!(", due on {}", day(due)));
            format!("Planned by {}{}", evidence.planned_by, due.unwrap_or_default())
        }
        State::Delivered(by) => format!("Delivered by {} on {}", by.name, day(by.on)),
        State::Verified { verified, .. } => {
            format!("Verified by {} on {}", verified.name, day(verified.on))
        }
        State::Rejected { rejected, reason, .. } => {
            format!("Rejected by {} on {}: {reason}", rejected.name, day(rejected.on))
        }
    }
}

fn past(known: &Known, area: &Area, imports: &[Import]) -> Table {
    let columns = ["Day", "Person or role", "Level", "Note", "Recorded from"];
    let own = known.record.assessments.iter().rev().filter(|one| one.area == area.id);
    Table::new("past", "Every verified level, latest first", columns.map(Column::words).to_vec())
        .of(own.map(|one| {
            let from = one.origin.and_then(|it| origin(it, imports));
            let from = match (one.evidence, from) {
                (Some(id), _) => Cell::link("Evidence", links::evidence(id)),
                (None, Some(link)) => Cell::link(link.text, link.href),
                (None, None) => Cell::text(format!("Entered by {}", one.by)),
            };
            vec![
                Cell::text(day(one.on)),
                Cell::text(known.name_of(one.holder)),
                Cell::text(level(one.level)),
                Cell::text(one.note.as_deref().unwrap_or_default()),
                from,
            ]
        }))
}

fn ways_on(area: &Area, ways: Ways) -> Vec<Link> {
    let own = format!("/knowledge-areas/{}", area.id);
    let link = |text: &str, end: &str| Link::new(text, format!("{own}/{end}"));
    let plan = ways.records.then(|| link("Plan evidence", "evidence"));
    let change = ways.records.then(|| link("Change this area", "change"));
    let fall = ways.verifies.then(|| link("Record that a level fell", "fall"));
    [plan, change, fall].into_iter().flatten().collect()
}
