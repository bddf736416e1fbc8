//! Forms of knowledge transfer, each one thing on a page.

use super::{level, to_area, to_knowledge};
use crate::domain::contracts::Contract;
use crate::domain::knowledge::evidence::{Evidence, Kind};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Area, Holder, HolderSide, Level, Plan, Post};
use crate::views::pages::accounts::FormPage;
use crate::views::pages::parts::{
    Choice, ContractSection, DayField, Entry, EntryKind, TextField, links,
};
use chrono::NaiveDate;

/// What is planned for an area, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AreaForm {
    /// Name shown to people.
    pub title: String,
    /// How much it counts.
    pub weight: String,
    /// The level at the beginning, by its word.
    pub baseline: String,
    /// The level to be reached, by its word.
    pub target: String,
    /// The day it is to be reached by.
    pub target_on: String,
    /// The revision that was looked at.
    pub revision: i64,
}

impl AreaForm {
    /// What is planned, to be changed.
    #[must_use]
    pub fn of(plan: &Plan, revision: i64) -> Self {
        let (title, weight) = (plan.title.clone(), plan.weight.to_string());
        let [baseline, target] = [plan.baseline, plan.target].map(|it| it.word().to_owned());
        Self { title, weight, baseline, target, target_on: typed(plan.target_on), revision }
    }

    /// An empty form.
    #[must_use]
    pub fn fresh() -> Self {
        let ends = [Level::None, Level::Independent];
        let [baseline, target] = ends.map(|level| level.word().to_owned());
        Self { weight: "1".to_owned(), baseline, target, ..Self::default() }
    }
}

fn typed(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.format("%-d/%-m/%Y").to_string())
}

fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into(), hint: String::new() }
}

fn levels(from: Level) -> Vec<Choice> {
    let choice = |it: &Level| choice(it.word(), level(*it));
    Level::ALL.iter().filter(|it| from <= **it).map(choice).collect()
}

fn words(id: &'static str, label: &'static str, hint: &'static str, value: &str) -> TextField {
    TextField::area(id, label, hint, 4).holding(value)
}

fn text(id: &'static str, label: &'static str, value: &str) -> Entry {
    Entry::new(id, label, EntryKind::Text).holding(value)
}

/// The form of an area; a new one when there is none.
#[must_use]
pub fn area(contract: &Contract, known: Option<&Area>, form: &AreaForm) -> FormPage {
    let (heading, action) = match known {
        Some(area) => ("Change a knowledge area", format!("/knowledge-areas/{}/change", area.id)),
        None => ("Add a knowledge area", format!("{}/areas/new", links::knowledge(contract.id))),
    };
    FormPage::new(heading, action)
        .of_contract(contract, ContractSection::Knowledge)
        .below(to_knowledge(contract))
        .hidden("revision", form.revision.to_string())
        .entry(text("title", "Title", &form.title).told("For example, Night-time releases"))
        .entry(
            text("weight", "Weight", &form.weight)
                .told("How much it counts against other areas. Use 1 if all count the same"),
        )
        .pick(
            "baseline",
            "Level of the client’s people at the beginning",
            levels(Level::None),
            &form.baseline,
        )
        .pick("target", "Level to be reached", levels(Level::Aware), &form.target)
        .area(DayField::field("target_on", "Reach it by (optional)", &form.target_on))
        .button("Save")
}

/// Who somebody is, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HolderForm {
    /// Name of the person or role.
    pub name: String,
    /// What they do.
    pub role: String,
    /// Whose people they belong to.
    pub side: String,
    /// First day in place.
    pub from: String,
    /// Last day in place.
    pub until: String,
    /// The revision that was looked at.
    pub revision: i64,
}

impl HolderForm {
    /// Who somebody is, to be changed.
    #[must_use]
    pub fn of(post: &Post, revision: i64) -> Self {
        let Post { name, role, side, from, until } = post.clone();
        let (side, from, until) = (side.word().to_owned(), typed(from), typed(until));
        Self { name, role, side, from, until, revision }
    }
}

/// The form of a person or role; a new one when there is none.
#[must_use]
pub fn holder(contract: &Contract, known: Option<&Holder>, form: &HolderForm) -> FormPage {
    let (heading, action) = match known {
        Some(holder) => {
            ("Change a person or role", format!("/knowledge-people/{}/change", holder.id))
        }
        None => ("Add a person or role", format!("{}/people/new", links::knowledge(contract.id))),
    };
    let side = |it: &HolderSide| choice(it.word(), it.label());
    FormPage::new(heading, action)
        .of_contract(contract, ContractSection::Knowledge)
        .below(to_knowledge(contract))
        .line("Only what the client’s people can do counts. Whoever leaves gets a last day; what they know does not count after it.")
        .hidden("revision", form.revision.to_string())
        .entry(text("name", "Name of the person or role", &form.name).told("For example, Duty engineer"))
        .entry(text("role", "What they do (optional)", &form.role))
        .pick("side", "Whose people they belong to", HolderSide::ALL.iter().map(side).collect(), &form.side)
        .area(DayField::field("from", "First day in place (optional)", &form.from))
        .area(DayField::field("until", "Last day in place (optional)", &form.until))
        .button("Save")
}

/// Evidence as it is planned, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceForm {
    /// Whose level it shows.
    pub person: String,
    /// What it is, by its word.
    pub kind: String,
    /// What it is, in words.
    pub title: String,
    /// The level it shows, by its word.
    pub level: String,
    /// The day it is to be delivered by.
    pub due: String,
}

fn people(known: &Known) -> Vec<Choice> {
    let whose = |post: &Post| format!("{} ({})", post.name, post.side.label());
    let choice = |holder: &Holder| choice(holder.id.to_string(), whose(&holder.post));
    let here = known.record.holders.iter().filter(|holder| holder.post.is_in_place(known.on));
    here.map(choice).collect()
}

/// The form to plan evidence in an area.
#[must_use]
pub fn evidence(known: &Known, area: &Area, form: &EvidenceForm) -> FormPage {
    let kind = |it: &Kind| choice(it.word(), it.label());
    FormPage::new("Plan evidence", format!("/knowledge-areas/{}/evidence", area.id))
        .of_contract(&known.contract, ContractSection::Knowledge)
        .below(to_area(&known.contract, area))
        .line("From level 3 on, somebody of the client has to see it, and not whoever delivers it.")
        .entry(text("title", "What it is", &form.title).told("For example, Release 4.2, together"))
        .pick("person", "Whose level it shows", people(known), &form.person)
        .pick("kind", "Kind", Kind::ALL.iter().map(kind).collect(), &form.kind)
        .pick("level", "Level it shows", levels(Level::Aware), &form.level)
        .area(DayField::field("due", "Deliver it by (optional)", &form.due))
        .button("Plan it")
}

/// A delivery, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryForm {
    /// The day.
    pub on: String,
    /// What is to be said about it.
    pub note: String,
    /// Where it can be seen.
    pub link: String,
}

impl DeliveryForm {
    /// A form for something delivered on a day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self { on: typed(Some(day)), ..Self::default() }
    }
}

fn to_evidence(evidence: &Evidence, end: &str) -> String {
    format!("{}/{end}", links::evidence(evidence.id))
}

/// The form to deliver evidence.
#[must_use]
pub fn delivery(
    (contract, area): (&Contract, &Area), evidence: &Evidence, form: &DeliveryForm,
) -> FormPage {
    FormPage::new("Deliver evidence", to_evidence(evidence, "deliver"))
        .of_contract(contract, ContractSection::Knowledge)
        .below(to_area(contract, area))
        .line(format!("{}. Add a note or a link, unless it has files.", evidence.title))
        .hidden("revision", evidence.revision.to_string())
        .area(DayField::field("on", "Delivered on", &form.on))
        .area(words("note", "Note (optional)", "What was done, and by whom", &form.note))
        .entry(
            text("link", "Link (optional)", &form.link)
                .told("For example, https://wiki.example/runbook"),
        )
        .button("Deliver it")
        .link("Back to the evidence", links::evidence(evidence.id))
}

/// A verification or rejection, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettlingForm {
    /// The day.
    pub on: String,
    /// Why it is rejected.
    pub reason: String,
}

impl SettlingForm {
    /// A form for something seen on a day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self { on: typed(Some(day)), ..Self::default() }
    }
}

/// The form to verify evidence.
#[must_use]
pub fn verification(
    (contract, area): (&Contract, &Area), evidence: &Evidence, form: &SettlingForm,
) -> FormPage {
    let says = if evidence.level.needs_witness() {
        "You say that you saw it yourself: you are its witness. The level counts from that day on, and so does the composite of every scorecard that looks at the knowledge index."
    } else {
        "The level counts from that day on, and so does the composite of every scorecard that looks at the knowledge index."
    };
    FormPage::new("Verify evidence", to_evidence(evidence, "verify"))
        .of_contract(contract, ContractSection::Knowledge)
        .below(to_area(contract, area))
        .line(format!("{}: level {}.", evidence.title, level(evidence.level)))
        .line(says)
        .hidden("revision", evidence.revision.to_string())
        .area(DayField::field("on", "Verified on", &form.on))
        .button("Verify it")
        .link("Back to the evidence", links::evidence(evidence.id))
}

/// The form to reject evidence.
#[must_use]
pub fn rejection(
    (contract, area): (&Contract, &Area), evidence: &Evidence, form: &SettlingForm,
) -> FormPage {
    FormPage::new("Reject evidence", to_evidence(evidence, "reject"))
        .of_contract(contract, ContractSection::Knowledge)
        .below(to_area(contract, area))
        .line(format!("{}: level {}.", evidence.title, level(evidence.level)))
        .hidden("revision", evidence.revision.to_string())
        .area(DayField::field("on", "Rejected on", &form.on))
        .area(words("reason", "Why", "Both sides read this", &form.reason))
        .warning("Reject it")
        .link("Back to the evidence", links::evidence(evidence.id))
}

/// A level that fell, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FallForm {
    /// Whose.
    pub person: String,
    /// The level they have since, by its word.
    pub level: String,
    /// The day it was seen.
    pub on: String,
    /// Why it fell.
    pub reason: String,
}

impl FallForm {
    /// A form for something seen on a day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self { on: typed(Some(day)), ..Self::default() }
    }
}

/// The form to record that a level fell.
#[must_use]
pub fn fall(known: &Known, area: &Area, form: &FallForm) -> FormPage {
    let lower = levels(Level::None).into_iter().filter(|it| it.value != Level::Independent.word());
    FormPage::new("Record that a level fell", format!("/knowledge-areas/{}/fall", area.id))
        .of_contract(&known.contract, ContractSection::Knowledge)
        .below(to_area(&known.contract, area))
        .line("A level rises by evidence only. Whoever leaves needs no entry here: give them a last day.")
        .pick("person", "Whose level fell", people(known), &form.person)
        .pick("level", "Level they have since", lower.collect(), &form.level)
        .area(DayField::field("on", "Seen on", &form.on))
        .area(words("reason", "Why it fell", "Both sides read this", &form.reason))
        .button("Record it")
}
