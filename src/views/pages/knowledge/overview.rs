//! The knowledge of a contract: index, areas, gaps, forecast, people.

use super::{Ways, level, tag};
use crate::domain::knowledge::forecast::NoForecast;
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::readiness::AreaReadiness;
use crate::domain::knowledge::{Holder, Standing};
use crate::views::charts::ChartName;
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, day, links,
    sentence,
};
use askama::Template;
use chrono::NaiveDate;

/// The knowledge of a contract.
#[derive(Debug, Template)]
#[template(path = "knowledge.html")]
pub struct KnowledgePage {
    layout: Layout,
    facts: Summary,
    areas: Table,
    gaps: Table,
    people: Table,
    history: Table,
    links: Vec<Link>,
    files: Vec<Link>,
}

impl KnowledgePage {
    /// The page of everything known, for somebody who may do so much with it.
    #[must_use]
    pub fn of(known: &Known, ways: Ways) -> Self {
        let contract = &known.contract;
        let standings = known.record.standings(known.on);
        let readiness = known.readiness();
        let gaps = readiness.below().map(|area| gap(known, area));
        let gap_columns = ["Area", "Level", "Target", "Due", "Evidence missing"];
        Self {
            layout: Layout::new(Section::Contracts, "Knowledge transfer")
                .of_contract(contract, ContractSection::Knowledge)
                .below(links::to_contract(contract)),
            facts: facts(known, &standings),
            areas: areas(known, &standings),
            gaps: Table::new("gaps", "Below target", gap_columns.map(Column::words).to_vec())
                .of(gaps),
            people: people(known, ways),
            history: history(known),
            links: ways_on(known, ways),
            files: links::exports("knowledge", Some(contract.id)),
        }
    }
}

fn facts(known: &Known, standings: &[Standing<'_>]) -> Summary {
    let none = || "No level has been verified yet".to_owned();
    let index = known.index().map(|index| format!("{} out of 100", index.published.shown()));
    let baseline = known.record.baseline().map(|it| it.shown());
    let below = standings.iter().filter(|standing| standing.is_below()).count();
    let thin = standings.iter().filter(|standing| standing.is_thin()).count();
    let all = standings.len();
    let facts = Summary::new()
        .with("Knowledge index", index.unwrap_or_else(none))
        .with("At the beginning", baseline.unwrap_or_else(|| "Not recorded".to_owned()))
        .with("Forecast", forecast(known.forecast()))
        .with("Areas below target", format!("{below} of {all}"));
    facts.with("Areas with fewer than 2 independent people", format!("{thin} of {all}"))
}

fn forecast(found: Result<NaiveDate, NoForecast>) -> String {
    match found {
        Ok(reached) => format!("All targets reached on {}, if it goes on like this", day(reached)),
        Err(NoForecast::Reached) => "All targets are reached".to_owned(),
        Err(why) => format!("None: {why}"),
    }
}

fn areas(known: &Known, standings: &[Standing<'_>]) -> Table {
    let columns = vec![
        Column::words("Area"),
        Column::words("Level"),
        Column::words("Target"),
        Column::words("Due"),
        Column::numbers("Weight"),
        Column::numbers("Independent people"),
        Column::words("State"),
    ];
    Table::new("areas", "Areas", columns).of(standings.iter().map(|standing| {
        let plan = &standing.area.plan;
        let independent = Cell::text(standing.independent.to_string());
        let independent = if standing.is_thin() {
            independent.tagged(Tag::new("At risk", Colour::Red))
        } else {
            independent
        };
        vec![
            Cell::link(&plan.title, links::area(known.contract.id, standing.area.id)),
            Cell::text(level(standing.level)),
            Cell::text(level(plan.target)),
            Cell::text(plan.target_on.map_or_else(|| "No date".to_owned(), day)),
            Cell::text(plan.weight.to_string()),
            independent,
            Cell::default().tagged(tag(standing)),
        ]
    }))
}

fn gap(known: &Known, area: &AreaReadiness<'_>) -> Vec<Cell> {
    let (standing, plan) = (&area.standing, &area.standing.area.plan);
    let due = Cell::text(plan.target_on.map_or_else(|| "No date".to_owned(), day));
    let due = if area.is_late { due.tagged(Tag::new("Late", Colour::Red)) } else { due };
    vec![
        Cell::link(&plan.title, links::area(known.contract.id, standing.area.id)),
        Cell::text(level(standing.level)),
        Cell::text(level(plan.target)),
        due,
        Cell::text(area.missing.map_or("", |missing| missing.label())),
    ]
}

fn people(known: &Known, ways: Ways) -> Table {
    let mut columns = ["Person or role", "Whose", "In place"].map(Column::words).to_vec();
    if ways.records {
        columns.push(Column::words("What you can do"));
    }
    Table::new("people", "People and roles", columns).of(known
        .record
        .holders
        .iter()
        .map(|holder| person(holder, known.on)))
}

fn person(holder: &Holder, on: NaiveDate) -> Vec<Cell> {
    let post = &holder.post;
    let name = Cell::text(&post.name);
    let name = if post.role.is_empty() { name } else { name.with_detail(&post.role) };
    let place = match (post.from, post.until) {
        (None, None) => "Yes".to_owned(),
        (Some(from), None) => format!("From {}", day(from)),
        (None, Some(until)) => format!("Until {}", day(until)),
        (Some(from), Some(until)) => format!("{} to {}", day(from), day(until)),
    };
    let place = Cell::text(place);
    let gone = post.until.is_some_and(|until| until < on);
    let place = if gone { place.tagged(Tag::new("Left", Colour::Grey)) } else { place };
    let change = Cell::link("Change", format!("/knowledge-people/{}/change", holder.id));
    vec![name, Cell::text(post.side.label()), place, change.about(&post.name)]
}

fn history(known: &Known) -> Table {
    let columns = vec![Column::words("Day"), Column::numbers("Index")];
    let days = known.history().into_iter().rev();
    Table::new("history", "The index on each day it moved, latest first", columns)
        .of(days.map(|(on, it)| vec![Cell::text(day(on)), Cell::text(it.published.shown())]))
}

fn ways_on(known: &Known, ways: Ways) -> Vec<Link> {
    let own = links::knowledge(known.contract.id);
    let mut found =
        vec![Link::new("See whether the client could go on alone", format!("{own}/readiness"))];
    if !known.record.assessments.is_empty() {
        let chart = links::chart(known.contract.id, ChartName::Knowledge);
        found.push(Link::new("See the index over time, with its plan and forecast", chart));
    }
    if ways.records {
        found.push(Link::new("Add an area", format!("{own}/areas/new")));
        found.push(Link::new("Add a person or role", format!("{own}/people/new")));
    }
    found
}

/// What a page of this kind says of a forecast that is not there.
#[must_use]
pub(super) fn no_forecast(why: NoForecast) -> String {
    sentence(&why.to_string())
}
