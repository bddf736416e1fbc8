//! The trend of a contract between two days: composites, criteria and what happened meanwhile.

use crate::domain::contracts::Contract;
use crate::domain::events::Event;
use crate::views::pages::parts::{
    Cell, Column, Complaints, ContractSection, DayField, Figure, Layout, Section, Table, TextField,
    day, links,
};
use askama::Template;

/// The days asked for, as they were typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// The trend.
#[derive(Debug, Template)]
#[template(path = "trend.html")]
pub struct TrendPage {
    layout: Layout,
    complaints: Complaints,
    from: TextField,
    to: TextField,
    address: String,
    figures: Vec<Figure>,
    events: Table,
}

impl TrendPage {
    /// The trend of a contract. With complaints there are no figures to show.
    #[must_use]
    pub fn of(
        contract: &Contract, window: &Window, complaints: Complaints, figures: Vec<Figure>,
        happened: &[Event],
    ) -> Self {
        let mut layout = Layout::new(Section::Contracts, "Trend")
            .of_contract(contract, ContractSection::Trend)
            .under(format!("{} {}", contract.details.reference, contract.details.title))
            .below(links::to_contract(contract));
        if !complaints.is_empty() {
            layout = layout.with_errors();
        }
        let mut from = DayField::field("from", "From", &window.from);
        let mut to = DayField::field("to", "To", &window.to);
        from.error = complaints.about("from");
        to.error = complaints.about("to");
        let address = format!("{}/trend", links::contract(contract.id));
        Self { layout, complaints, from, to, address, figures, events: events(happened) }
    }
}

fn events(events: &[Event]) -> Table {
    let columns = vec![Column::words("Day"), Column::words("What happened")];
    Table::new("events", "Events marked on the charts", columns)
        .of(events.iter().map(|event| vec![Cell::text(day(event.on)), Cell::text(&event.title)]))
}
