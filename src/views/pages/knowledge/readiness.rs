//! Whether the client could go on without the supplier.

use super::{level, to_knowledge};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::readiness::{AreaReadiness, Readiness};
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Section, Summary, Table, Tag, day, links,
};
use askama::Template;

/// Exit readiness.
#[derive(Debug, Template)]
#[template(path = "readiness.html")]
pub struct ReadinessPage {
    layout: Layout,
    verdict: &'static str,
    facts: Summary,
    areas: Table,
}

impl ReadinessPage {
    /// The page of everything known.
    #[must_use]
    pub fn of(known: &Known) -> Self {
        let (contract, readiness) = (&known.contract, known.readiness());
        Self {
            layout: Layout::new(Section::Contracts, "Exit readiness")
                .of_contract(contract, ContractSection::Knowledge)
                .below(to_knowledge(contract)),
            verdict: verdict(&readiness),
            facts: facts(known, &readiness),
            areas: areas(known, &readiness),
        }
    }
}

fn verdict(readiness: &Readiness<'_>) -> &'static str {
    let (below, thin) = (readiness.below().count(), readiness.thin().count());
    match (readiness.areas.len(), below, thin) {
        (0, _, _) => "No knowledge areas are planned, so nothing can be said yet.",
        (_, 0, 0) => "Every area is at its target, and at least 2 people are independent in each.",
        (_, 0, _) => "Every area is at its target. In some, one leaver could take it away.",
        (_, _, _) => "The client could not go on alone yet.",
    }
}

fn facts(known: &Known, readiness: &Readiness<'_>) -> Summary {
    let end = known.contract.details.term.end();
    let left = match readiness.days_left {
        None => "The last day of the contract is not recorded".to_owned(),
        Some(0) => "Today is the last day".to_owned(),
        Some(1) => "1 day".to_owned(),
        Some(days) if days < 0 => format!("It ended {} days ago", days.unsigned_abs()),
        Some(days) => format!("{days} days"),
    };
    let all = readiness.areas.len();
    let reached = match known.forecast() {
        Ok(reached) => day(reached),
        Err(why) => super::overview::no_forecast(why),
    };
    Summary::new()
        .with("Contract ends", end.map_or_else(|| "Not recorded".to_owned(), day))
        .with("Time left", left)
        .with("All targets reached, if it goes on like this", reached)
        .with("Areas below target", format!("{} of {all}", readiness.below().count()))
        .with(
            "Areas with fewer than 2 independent people",
            format!("{} of {all}", readiness.thin().count()),
        )
}

fn areas(known: &Known, readiness: &Readiness<'_>) -> Table {
    let columns = vec![
        Column::words("Area"),
        Column::words("Level and target"),
        Column::words("Due"),
        Column::numbers("Independent people"),
        Column::words("Evidence missing"),
    ];
    Table::new("readiness", "Areas, furthest below target first", columns)
        .of(readiness.areas.iter().map(|area| row(known, area)))
}

fn row(known: &Known, area: &AreaReadiness<'_>) -> Vec<Cell> {
    let (standing, plan) = (&area.standing, &area.standing.area.plan);
    let due = Cell::text(plan.target_on.map_or_else(|| "No date".to_owned(), day));
    let due = if area.is_late { due.tagged(Tag::new("Late", Colour::Red)) } else { due };
    let people = Cell::text(standing.independent.to_string());
    let people =
        if standing.is_thin() { people.tagged(Tag::new("At risk", Colour::Red)) } else { people };
    vec![
        Cell::link(&plan.title, links::area(known.contract.id, standing.area.id)),
        Cell::text(format!("{} of {}", level(standing.level), plan.target.number())),
        due,
        people,
        Cell::text(area.missing.map_or("None", |missing| missing.label())),
    ]
}
