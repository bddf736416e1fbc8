//! Improvement plans: one plan, its milestones, and what became of it.

use crate::domain::access::Action;
use crate::domain::contracts::Contract;
use crate::domain::improvement::{HistoryStep, Milestone, Plan, PlanRecord, State, StepKind};
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, day, links,
    moment,
};
use askama::Template;
use chrono::NaiveDate;

mod forms;

pub use forms::{MILESTONES, MilestoneDraft, PlanDraft, StepDraft, propose, step};

/// Plans as they stand on `today`.
pub(super) fn table(plans: &[PlanRecord], today: NaiveDate) -> Table {
    let columns = vec![
        Column::words("Plan"),
        Column::words("KPI"),
        Column::words("Owner"),
        Column::words("Next due"),
        Column::words("State"),
    ];
    let row = |record: &PlanRecord| {
        let plan = &record.plan;
        vec![
            Cell::link(&plan.terms.aim, links::improvement_plan(plan.contract, plan.id)),
            Cell::text(&record.kpi).with_detail(format!("Rated {}", plan.about.rating)),
            Cell::text(&plan.terms.owner),
            Cell::text(plan.next_due().map_or_else(|| "None".to_owned(), day)),
            standing(plan, today),
        ]
    };
    Table::new("plans", "Improvement plans, latest first", columns).of(plans.iter().map(row))
}

fn standing(plan: &Plan, today: NaiveDate) -> Cell {
    let state = Cell::default().tagged(tag(plan.state));
    if plan.is_overdue_on(today) { state.tagged(Tag::new("Overdue", Colour::Red)) } else { state }
}

fn tag(state: State) -> Tag {
    let colour = match state {
        State::Proposed | State::Returned => Colour::Blue,
        State::Agreed => Colour::Turquoise,
        State::Met => Colour::Green,
        State::NotMet => Colour::Red,
        State::Superseded => Colour::Grey,
    };
    Tag::new(state.label(), colour)
}

/// One plan.
#[derive(Debug, Template)]
#[template(path = "improvement_plan.html")]
pub struct PlanPage {
    layout: Layout,
    facts: Summary,
    milestones: Table,
    ways: Vec<Link>,
    steps: Table,
}

impl PlanPage {
    /// The page of a plan on `today`, for somebody who is `allowed` to do some things with it.
    #[must_use]
    pub fn of(
        contract: &Contract, record: &PlanRecord, today: NaiveDate, allowed: &[Action],
    ) -> Self {
        let plan = &record.plan;
        Self {
            layout: Layout::new(Section::Contracts, &plan.terms.aim)
                .of_contract(contract, ContractSection::Kpis)
                .below(links::below(contract, "KPIs", links::kpis(contract.id))),
            facts: facts(record, today),
            milestones: milestones(&plan.terms.milestones, today),
            ways: ways(plan, allowed),
            steps: steps(record),
        }
    }
}

fn facts(record: &PlanRecord, today: NaiveDate) -> Summary {
    let (plan, terms) = (&record.plan, &record.plan.terms);
    let facts = Summary::new().state("State", tag(plan.state));
    let facts = if plan.is_overdue_on(today) {
        facts.state("Something is overdue", Tag::new("Overdue", Colour::Red))
    } else {
        facts
    };
    let rated =
        format!("{} in the period from {}", plan.about.rating, day(plan.about.period_start));
    let facts = facts
        .link("KPI", &record.kpi, links::kpi(plan.contract, plan.about.kpi))
        .with("Rated", rated)
        .with("What led to it", terms.cause.as_deref().unwrap_or("Not said"))
        .with("Owner", &terms.owner)
        .with("Due", day(terms.due));
    match plan.superseded_by {
        Some(by) => {
            let link = links::improvement_plan(plan.contract, by);
            facts.link("Replaced by", "Another plan", link)
        }
        None => facts,
    }
}

fn milestones(all: &[Milestone], today: NaiveDate) -> Table {
    let columns = vec![Column::words("Milestone"), Column::words("Due"), Column::words("State")];
    let row = |milestone: &Milestone| {
        let state = match milestone.reached {
            Some(on) => Cell::text(format!("Reached on {}", day(on))),
            None if milestone.is_overdue_on(today) => {
                Cell::default().tagged(Tag::new("Overdue", Colour::Red))
            }
            None => Cell::text("Not reached"),
        };
        vec![Cell::text(&milestone.what), Cell::text(day(milestone.due)), state]
    };
    Table::new("milestones", "Milestones", columns).of(all.iter().map(row))
}

/// What can be done with a plan by whoever is allowed to.
fn ways(plan: &Plan, allowed: &[Action]) -> Vec<Link> {
    let here = links::improvement_plan(plan.contract, plan.id);
    let reached = plan.terms.milestones.iter().all(|milestone| milestone.reached.is_some());
    let fits = |kind: StepKind| match kind {
        StepKind::Reach => !reached,
        StepKind::Meet => reached,
        _ => true,
    };
    StepKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.from().contains(&plan.state) && allowed.contains(&kind.action()))
        .filter(|kind| fits(*kind))
        .map(|kind| Link::new(kind.label(), format!("{here}/{}", kind.word())))
        .collect()
}

fn steps(record: &PlanRecord) -> Table {
    let columns = vec![
        Column::words("When"),
        Column::words("What happened"),
        Column::words("Who"),
        Column::words("Why"),
    ];
    let row = |step: &HistoryStep| {
        let milestone = step.milestone.map(usize::from);
        let milestone = milestone.and_then(|place| record.plan.terms.milestones.get(place));
        let happened = milestone.map_or_else(
            || step.state.label().to_owned(),
            |milestone| format!("Reached: {}", milestone.what),
        );
        vec![
            Cell::text(moment(step.at)),
            Cell::text(happened),
            Cell::text(&step.by.name),
            Cell::text(step.note.as_deref().unwrap_or("Not said")),
        ]
    };
    Table::new("steps", "What became of it", columns).of(record.steps.iter().map(row))
}
