//! One form on a page: what to enter, what was wrong with it, and what happens then.

use crate::domain::contracts::Contract;
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Choice, Complaints, ContractSection, Entry, Layout, Link, Pick, Radios, Section, TextField,
};
use askama::Template;

/// A page with one form.
#[derive(Debug, Template)]
#[template(path = "form.html")]
pub struct FormPage {
    layout: Layout,
    complaints: Complaints,
    lines: Vec<String>,
    people: Vec<WayIn>,
    provider: Option<Elsewhere>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    button: Option<Button>,
    links: Vec<Link>,
}

#[derive(Debug)]
enum Field {
    Entry(Entry),
    Area(TextField),
    Pick(Pick),
    Radios(Radios),
}

#[derive(Debug)]
struct Button {
    text: &'static str,
    warns: bool,
}

/// Somebody of the worked example, whom anybody may be.
#[derive(Debug)]
pub struct WayIn {
    /// Identifies them.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they do, and for whom.
    pub role: String,
    /// Where to go then.
    pub next: String,
}

/// A provider of identities to sign in at instead.
#[derive(Debug)]
struct Elsewhere {
    name: String,
    next: String,
}

impl FormPage {
    /// A page with a heading whose form, if it gets a button, is sent to `action`.
    pub(in crate::views::pages) fn new(
        heading: impl Into<String>, action: impl Into<String>,
    ) -> Self {
        Self {
            layout: Layout::new(Section::Elsewhere, heading),
            complaints: Complaints::default(),
            lines: Vec::new(),
            people: Vec::new(),
            provider: None,
            action: action.into(),
            hidden: Vec::new(),
            fields: Vec::new(),
            button: None,
            links: Vec::new(),
        }
    }

    /// The same page as a part of a contract.
    pub(super) fn of_contract(mut self, contract: &Contract, part: ContractSection) -> Self {
        self.layout = self.layout.of_contract(contract, part);
        self
    }

    pub(in crate::views::pages) fn below(mut self, trail: Vec<Link>) -> Self {
        self.layout = self.layout.below(trail);
        self
    }

    pub(in crate::views::pages) fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    pub(in crate::views::pages) fn people(mut self, people: Vec<WayIn>) -> Self {
        self.people = people;
        self
    }

    /// The same page with a button that leads to a provider of identities.
    #[must_use]
    pub fn or_at(mut self, name: &str, next: &str) -> Self {
        self.provider = Some(Elsewhere { name: name.to_owned(), next: next.to_owned() });
        self
    }

    pub(in crate::views::pages) fn hidden(
        mut self, name: &'static str, value: impl Into<String>,
    ) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    pub(in crate::views::pages) fn entry(mut self, entry: Entry) -> Self {
        self.fields.push(Field::Entry(entry));
        self
    }

    pub(in crate::views::pages) fn area(mut self, area: TextField) -> Self {
        self.fields.push(Field::Area(area));
        self
    }

    pub(in crate::views::pages) fn pick(
        mut self, id: &'static str, label: impl Into<String>, choices: Vec<Choice>, chosen: &str,
    ) -> Self {
        let (label, chosen) = (label.into(), chosen.to_owned());
        self.fields.push(Field::Pick(Pick { id, label, choices, chosen, error: None }));
        self
    }

    pub(in crate::views::pages) fn radios(mut self, radios: Radios) -> Self {
        self.fields.push(Field::Radios(radios));
        self
    }

    pub(in crate::views::pages) fn button(mut self, text: &'static str) -> Self {
        self.button = Some(Button { text, warns: false });
        self
    }

    pub(in crate::views::pages) fn warning(mut self, text: &'static str) -> Self {
        self.button = Some(Button { text, warns: true });
        self
    }

    pub(in crate::views::pages) fn link(mut self, text: &str, href: impl Into<String>) -> Self {
        self.links.push(Link::new(text, href));
        self
    }

    /// The same page, shown again with what has to be put right. A problem with something that
    /// is not on the page is told at the first field.
    #[must_use]
    pub fn with(mut self, problems: &[Problem]) -> Self {
        for problem in problems {
            let named = match &problem.place {
                Place::Field(name) => self.fields.iter().position(|field| field.id() == name),
                Place::Whole | Place::Cell { .. } => None,
            };
            let Some(field) = self.fields.get_mut(named.unwrap_or_default()) else { continue };
            field.refuse(&problem.remedy);
            self.complaints.add(field.id(), problem.remedy.clone());
        }
        self.layout = self.layout.with_errors();
        self
    }
}

impl Field {
    fn id(&self) -> &'static str {
        match self {
            Self::Entry(entry) => entry.id,
            Self::Area(area) => area.id,
            Self::Pick(pick) => pick.id,
            Self::Radios(radios) => radios.id,
        }
    }

    fn refuse(&mut self, why: &str) {
        let why = Some(why.to_owned());
        match self {
            Self::Entry(entry) => entry.error = why,
            Self::Area(area) => area.error = why,
            Self::Radios(radios) => radios.error = why,
            Self::Pick(pick) => pick.error = why,
        }
    }
}
