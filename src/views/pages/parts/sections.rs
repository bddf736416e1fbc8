//! The parts of a contract, listed once and linked from each of its pages.

use super::links;
use crate::domain::ids::ContractId;
use askama::Template;
use askama::filters::HtmlSafe;

/// A part of a contract. What is added here is linked from every page of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractSection {
    /// All of it in one screen.
    Overview,
    /// Its meetings and what becomes of them.
    Meetings,
    /// Who does what by when.
    Actions,
    /// What the two sides tell each other.
    Feedback,
    /// Its figures over time.
    Trend,
    /// Its figures drawn by what they answer.
    Charts,
    /// Its KPIs and what the law asks about them.
    Kpis,
    /// What the client can do without the supplier.
    Knowledge,
    /// What the supplier gives beyond delivery.
    Value,
    /// What is marked on its charts.
    Events,
    /// Its services held against a service standard.
    Assessments,
}

impl ContractSection {
    const ALL: [Self; 11] = [
        Self::Overview,
        Self::Meetings,
        Self::Actions,
        Self::Feedback,
        Self::Knowledge,
        Self::Kpis,
        Self::Value,
        Self::Trend,
        Self::Charts,
        Self::Events,
        Self::Assessments,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Meetings => "Meetings",
            Self::Actions => "Actions",
            Self::Feedback => "Feedback",
            Self::Kpis => "KPIs",
            Self::Knowledge => "Knowledge",
            Self::Value => "Value-add",
            Self::Trend => "Trend",
            Self::Charts => "Charts",
            Self::Events => "Events",
            Self::Assessments => "Assessments",
        }
    }

    fn address(self, contract: ContractId) -> String {
        let own = links::contract(contract);
        match self {
            Self::Overview => own,
            Self::Meetings => format!("{own}/meetings"),
            Self::Actions => links::actions(contract),
            Self::Feedback => links::feedback(contract),
            Self::Kpis => links::kpis(contract),
            Self::Knowledge => links::knowledge(contract),
            Self::Value => links::value(contract),
            Self::Trend => format!("{own}/trend"),
            Self::Charts => links::charts(contract),
            Self::Events => links::events(contract),
            Self::Assessments => links::assessments(contract),
        }
    }
}

/// The way to the parts of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/sections.html")]
pub struct Sections {
    entries: Vec<Entry>,
}

impl HtmlSafe for Sections {}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    text: &'static str,
    href: String,
    here: bool,
}

impl Sections {
    /// The parts of a contract, one of which is being shown.
    #[must_use]
    pub fn of(contract: ContractId, shown: ContractSection) -> Self {
        let entry = |section: ContractSection| Entry {
            text: section.label(),
            href: section.address(contract),
            here: section == shown,
        };
        Self { entries: ContractSection::ALL.map(entry).into() }
    }
}
