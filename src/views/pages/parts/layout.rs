//! The frame around every page: title, navigation, trail and message.

use super::{ContractSection, Sections};
use crate::domain::contracts::Contract;
use askama::Template;
use askama::filters::HtmlSafe;

/// The picture in the browser's tab.
#[must_use]
pub const fn icon() -> &'static str {
    include_str!("../../assets/favicon.svg")
}

/// What every page has.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The one top heading.
    pub heading: String,
    /// What the heading belongs to, shown above it.
    pub caption: Option<String>,
    /// Where in the service the page is.
    pub section: Section,
    /// The pages above it, outermost first.
    pub trail: Vec<Link>,
    /// Number of this page and of all pages, when a list runs over several.
    pub sheet: Option<(u64, u64)>,
    /// What was just done.
    pub banner: Option<Banner>,
    /// The parts of the contract it belongs to.
    pub sections: Option<Sections>,
    prefix: &'static str,
}

/// A part of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What waits for whoever is signed in.
    Home,
    /// Contracts and what belongs to them.
    Contracts,
    /// Assessments against service standards.
    Assessments,
    /// Tenders and what they weigh.
    Tenders,
    /// Imports.
    Imports,
    /// Scorecard designs.
    Designs,
    /// The people one works with.
    People,
    /// Who changed what.
    History,
    /// What the words mean.
    Help,
    /// Anywhere else.
    Elsewhere,
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub href: String,
}

impl Link {
    /// `text` that leads to `href`.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// The outcome of what somebody did.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/banner.html")]
pub struct Banner {
    /// Its heading: `Success` or `Important`.
    pub title: &'static str,
    /// The outcome in a sentence.
    pub text: String,
}

impl HtmlSafe for Banner {}

impl Banner {
    /// It was done.
    pub fn success(text: impl Into<String>) -> Self {
        Self { title: "Success", text: text.into() }
    }

    /// Something to know; nothing was done.
    pub fn important(text: impl Into<String>) -> Self {
        Self { title: "Important", text: text.into() }
    }

    fn succeeded(&self) -> bool {
        self.title == "Success"
    }
}

impl Layout {
    /// A page of a section under its heading.
    pub fn new(section: Section, heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            caption: None,
            section,
            trail: Vec::new(),
            sheet: None,
            banner: None,
            sections: None,
            prefix: "",
        }
    }

    /// The same page with what its heading belongs to.
    #[must_use]
    pub fn under(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// The same page below `trail`.
    #[must_use]
    pub fn below(mut self, trail: Vec<Link>) -> Self {
        self.trail = trail;
        self
    }

    /// The same page as a part of a contract, under its reference.
    #[must_use]
    pub fn of_contract(mut self, contract: &Contract, part: ContractSection) -> Self {
        self.section = Section::Contracts;
        self.sections = Some(Sections::of(contract.id, part));
        self.under(&contract.details.reference)
    }

    /// The same page, shown again because of errors.
    #[must_use]
    pub fn with_errors(mut self) -> Self {
        self.prefix = "Error: ";
        self
    }

    /// The text of the browser's tab, before the name of the service.
    #[must_use]
    pub fn title(&self) -> String {
        let sheet = match self.sheet {
            Some((number, all)) if all > 1 => format!(" (page {number} of {all})"),
            Some(_) | None => String::new(),
        };
        let caption = self.caption.as_ref().map(|caption| format!(" – {caption}"));
        let caption = caption.unwrap_or_default();
        format!("{}{}{sheet}{caption}", self.prefix, self.heading)
    }

    pub(crate) fn navigation(&self) -> [Entry; 8] {
        [
            (Section::Home, "Home", "/home"),
            (Section::Contracts, "Contracts", "/contracts"),
            (Section::Assessments, "Assessments", "/assessments"),
            (Section::Tenders, "Tenders", "/tenders"),
            (Section::Imports, "Import", "/import"),
            (Section::Designs, "Scorecard designs", "/designs"),
            (Section::People, "People", "/people"),
            (Section::Help, "Help", "/help"),
        ]
        .map(|(section, text, href)| Entry {
            section,
            text,
            href,
            here: section == self.section,
        })
    }
}

/// A link of the navigation.
pub(crate) struct Entry {
    pub(crate) section: Section,
    pub(crate) text: &'static str,
    pub(crate) href: &'static str,
    pub(crate) here: bool,
}
