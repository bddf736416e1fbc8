//! Improvement plans as rows, one for each milestone.

use super::{Cell, Column, Table};
use crate::domain::contracts::Contract;
use crate::domain::improvement::{Milestone, PlanRecord};

/// The columns.
pub const TABLE: Table = Table {
    title: "Improvement plans",
    about: "Each row is a milestone of an improvement plan.",
    columns: &[
        Column::new("contract", 20),
        Column::new("plan", 40),
        Column::new("state", 14),
        Column::new("kpi", 40),
        Column::new("period_start", 14),
        Column::new("rating", 24),
        Column::new("owner", 24),
        Column::new("due", 12),
        Column::new("milestone", 40),
        Column::new("milestone_due", 14),
        Column::new("reached_on", 12),
    ],
};

/// The milestones of a plan.
#[must_use]
pub fn rows(contract: &Contract, record: &PlanRecord) -> Vec<Vec<Cell>> {
    let (plan, terms) = (&record.plan, &record.plan.terms);
    let row = |milestone: &Milestone| {
        vec![
            Cell::free(&contract.details.reference),
            Cell::free(&terms.aim),
            Cell::word(plan.state.word()),
            Cell::free(&record.kpi),
            Cell::Day(plan.about.period_start),
            Cell::free(&plan.about.rating),
            Cell::free(&terms.owner),
            Cell::Day(terms.due),
            Cell::free(&milestone.what),
            Cell::Day(milestone.due),
            Cell::maybe_day(milestone.reached),
        ]
    };
    terms.milestones.iter().map(row).collect()
}
