//! Events marked on the charts of a contract: list, add, remove.

use super::form::FormPage;
use crate::domain::contracts::Contract;
use crate::domain::events::Event;
use crate::views::pages::parts::{
    Cell, Column, ContractSection, DayField, Entry, EntryKind, Layout, Link, May, Section, Table,
    day, links,
};
use askama::Template;

/// The events of a contract.
#[derive(Debug, Template)]
#[template(path = "events.html")]
pub struct EventsPage {
    layout: Layout,
    add: Option<Link>,
    table: Table,
}

impl EventsPage {
    /// The page of these events, latest first.
    #[must_use]
    pub fn of(contract: &Contract, events: &[Event], may: May) -> Self {
        let here = links::events(contract.id);
        let mut columns = vec![Column::words("Day"), Column::words("What happened")];
        if may == May::Act {
            columns.push(Column::words("Change"));
        }
        let row = |event: &Event| {
            let remove = Cell::link("Remove", format!("{here}/{}/remove", event.id));
            let mut row = vec![Cell::text(day(event.on)), Cell::text(&event.title)];
            row.extend((may == May::Act).then(|| remove.about(&event.title)));
            row
        };
        let add = Link::new("Add an event", format!("{here}/new"));
        Self {
            layout: Layout::new(Section::Contracts, "Events")
                .of_contract(contract, ContractSection::Events)
                .below(links::to_contract(contract)),
            add: (may == May::Act).then_some(add),
            table: Table::new("events", "Events, latest first", columns)
                .of(events.iter().rev().map(row)),
        }
    }
}

/// The form for a new event.
#[must_use]
pub fn add(contract: &Contract, on: &str, title: &str) -> FormPage {
    let here = links::events(contract.id);
    let hint = "Up to 50 characters, as it is to stand on the charts";
    FormPage::new("Add an event", format!("{here}/new"))
        .of_contract(contract, ContractSection::Events)
        .below(links::below(contract, "Events", here))
        .area(DayField::field("day", "Day", on))
        .entry(Entry::new("title", "What happened", EntryKind::Text).told(hint).holding(title))
        .button("Add the event")
}

/// Asks whether an event is to be removed.
#[must_use]
pub fn remove(contract: &Contract, event: &Event) -> FormPage {
    let here = links::events(contract.id);
    FormPage::new("Remove this event?", format!("{here}/{}/remove", event.id))
        .of_contract(contract, ContractSection::Events)
        .below(links::below(contract, "Events", here))
        .line(format!("{}: {}", day(event.on), event.title))
        .line("The charts will no longer show it. The history keeps that it was there.")
        .warning("Remove the event")
}
