//! Forms to propose an item, take it further, and link it to another.

use crate::domain::contracts::Contract;
use crate::domain::value::{Item, Kind, StepKind, Towards};
use crate::views::pages::accounts::FormPage;
use crate::views::pages::parts::{
    Choice, ContractSection, DayField, Entry, EntryKind, Link, TextField, links, money,
};

/// An item as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it is, in a line.
    pub title: String,
    /// What it is, at length.
    pub about: String,
    /// Word of its kind.
    pub kind: String,
    /// Word of what it contributes to.
    pub contributes_to: String,
    /// The day it is due.
    pub due: String,
    /// The day it takes place.
    pub date: String,
    /// What it is worth.
    pub claimed_gbp: String,
    /// How that was worked out.
    pub method: String,
}

impl Draft {
    /// An item as it is recorded.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let terms = &item.terms;
        let day = |day: Option<chrono::NaiveDate>| {
            day.map_or_else(String::new, |day| day.format("%-d/%-m/%Y").to_string())
        };
        let claim = terms.claim.as_ref();
        Self {
            title: terms.title.clone(),
            about: terms.about.clone().unwrap_or_default(),
            kind: terms.kind.word().to_owned(),
            contributes_to: terms.towards.word().to_owned(),
            due: day(terms.due),
            date: day(terms.on),
            claimed_gbp: claim.map_or_else(String::new, |claim| claim.amount.to_string()),
            method: claim.and_then(|claim| claim.method.clone()).unwrap_or_default(),
        }
    }
}

/// The form to propose an item on, or to correct one that is proposed.
#[must_use]
pub fn propose(contract: &Contract, item: Option<&Item>, draft: &Draft) -> FormPage {
    let list = links::value(contract.id);
    let (heading, action, button) = match item {
        None => ("Propose an item", format!("{list}/propose"), "Propose the item"),
        Some(item) => {
            let address = links::value_item(contract.id, item.id);
            ("Correct the proposal", format!("{address}/correct"), "Save the correction")
        }
    };
    let page = below(FormPage::new(heading, action), contract, item)
        .line(
            "A commitment was made in the tender and has a due date. An offer made since has none.",
        )
        .entry(Entry::new("title", "Title", EntryKind::Text).holding(&draft.title))
        .area(area("about", "What it is (optional)", "", &draft.about))
        .pick("kind", "Kind of value", kinds(), &draft.kind)
        .pick("contributes_to", "What it contributes to", towards(), &draft.contributes_to)
        .area(DayField::field("due", "Due date, if it was promised in the tender", &draft.due))
        .area(DayField::field("date", "Day it takes place, if known", &draft.date))
        .entry(pounds("claimed_gbp", "Amount claimed, in pounds (optional)", &draft.claimed_gbp))
        .area(area(
            "method",
            "How the amount was worked out",
            "Needed with an amount",
            &draft.method,
        ))
        .button(button);
    held(page, item)
}

/// Below the list of items, and below the item when there is one.
fn below(page: FormPage, contract: &Contract, item: Option<&Item>) -> FormPage {
    let mut trail = links::to_contract(contract);
    trail.push(Link::new("Value-add", links::value(contract.id)));
    trail.extend(
        item.map(|item| Link::new(&item.terms.title, links::value_item(contract.id, item.id))),
    );
    page.of_contract(contract, ContractSection::Value).below(trail)
}

/// With the revision that was read, so that nobody else's change is lost.
fn held(page: FormPage, item: Option<&Item>) -> FormPage {
    match item {
        None => page,
        Some(item) => page
            .hidden("revision", item.revision.to_string())
            .link("Leave it as it is", links::value_item(item.contract, item.id)),
    }
}

fn kinds() -> Vec<Choice> {
    Kind::ALL.iter().map(|kind| choice(kind.word(), kind.label())).collect()
}

fn towards() -> Vec<Choice> {
    Towards::ALL.iter().map(|towards| choice(towards.word(), towards.label())).collect()
}

fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into(), hint: String::new() }
}

fn area(id: &'static str, label: &'static str, hint: &'static str, value: &str) -> TextField {
    TextField::area(id, label, hint, 4).holding(value)
}

fn pounds(id: &'static str, label: &'static str, value: &str) -> Entry {
    Entry::new(id, label, EntryKind::Text).told("For example, 1250 or 1250.50").holding(value)
}

/// A step as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepDraft {
    /// The day.
    pub on: String,
    /// Why, or what there is to show for it.
    pub note: String,
    /// What it was worth.
    pub verified_gbp: String,
    /// How many came.
    pub attendance: String,
    /// What each of them felt it was worth.
    pub felt: String,
    /// How many answered.
    pub felt_count: String,
    /// Their answers added up.
    pub felt_sum: String,
    /// What it was about.
    pub themes: String,
}

/// The form to take an item further on.
#[must_use]
pub fn step(contract: &Contract, item: &Item, kind: StepKind, draft: &StepDraft) -> FormPage {
    let (heading, line, button) = words(kind);
    let address = format!("{}/{}", links::value_item(contract.id, item.id), kind.word());
    let page = below(FormPage::new(heading, address), contract, Some(item)).line(line);
    let page = match kind {
        StepKind::Accept => page.area(area("note", "Note (optional)", "", &draft.note)),
        StepKind::Deliver => delivery(page, draft),
        StepKind::Verify => verification(page, item, draft),
        StepKind::Reject | StepKind::Withdraw => page.area(area("note", "Why", "", &draft.note)),
    };
    let page = match kind {
        StepKind::Accept | StepKind::Deliver | StepKind::Verify => page.button(button),
        StepKind::Reject | StepKind::Withdraw => page.warning(button),
    };
    held(page, Some(item))
}

fn words(kind: StepKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        StepKind::Accept => (
            "Accept the item",
            "The supplier is to deliver it. It counts only once you have verified it.",
            "Accept the item",
        ),
        StepKind::Deliver => (
            "Record the delivery",
            "The client looks at it next, and verifies or rejects it.",
            "Record the delivery",
        ),
        StepKind::Verify => (
            "Verify the item",
            "What you verify counts, in the promise line and in the scorecard.",
            "Verify the item",
        ),
        StepKind::Reject => (
            "Reject the item",
            "The supplier sees why. A commitment that is rejected is still due.",
            "Reject the item",
        ),
        StepKind::Withdraw => (
            "Withdraw the item",
            "The client sees why. A commitment that is withdrawn is still due.",
            "Withdraw the item",
        ),
    }
}

fn delivery(page: FormPage, draft: &StepDraft) -> FormPage {
    let line = |id, label, hint, value: &str| {
        Entry::new(id, label, EntryKind::Text).told(hint).holding(value)
    };
    page.area(DayField::field("on", "Day it took place", &draft.on))
        .area(area(
            "note",
            "What there is to show for it",
            "Such as where to find the report",
            &draft.note,
        ))
        .entry(line("attendance", "Attendance (optional)", "How many came", &draft.attendance))
        .entry(line(
            "felt",
            "What people felt it was worth (optional)",
            "From 1 to 5, each answer, such as 4 5 3 5",
            &draft.felt,
        ))
        .entry(line(
            "felt_count",
            "Or: number of answers",
            "If you only have their number and sum",
            &draft.felt_count,
        ))
        .entry(line("felt_sum", "And: sum of the answers", "", &draft.felt_sum))
        .entry(line("themes", "Themes (optional)", "With commas between them", &draft.themes))
}

fn verification(page: FormPage, item: &Item, draft: &StepDraft) -> FormPage {
    let page = match item.terms.claimed() {
        Some(claimed) => {
            let line = format!(
                "The supplier claims {}. If you find another amount, say why.",
                money(claimed)
            );
            page.line(line).entry(pounds(
                "verified_gbp",
                "Amount verified, in pounds",
                &draft.verified_gbp,
            ))
        }
        None => page.entry(pounds(
            "verified_gbp",
            "Amount verified, in pounds (optional)",
            &draft.verified_gbp,
        )),
    };
    page.area(DayField::field("on", "Day from which it counts", &draft.on)).area(area(
        "note",
        "Note",
        "Needed if the amount is not the one claimed",
        &draft.note,
    ))
}

/// The form to link an item to another on; `others` are those it can be, each with the reference
/// of its contract.
#[must_use]
pub fn same(contract: &Contract, item: &Item, others: &[(String, Item)]) -> FormPage {
    let address = links::value_item(contract.id, item.id);
    let other = |(reference, other): &(String, Item)| {
        let state = other.progress.state().label();
        choice(other.id.to_string(), format!("{} ({reference}, {state})", other.terms.title))
    };
    let own = choice("", "None: it counts for itself");
    let choices = std::iter::once(own).chain(others.iter().map(other)).collect();
    let chosen = item.same_as.map_or_else(String::new, |id| id.to_string());
    let page = FormPage::new("Is it the same as another item?", format!("{address}/same"));
    let page = below(page, contract, Some(item))
        .line("One thing counts once. If this is the same as another item of the same client and supplier, the other counts and this one does not.")
        .pick("same_as", "The item that counts", choices, &chosen)
        .button("Save");
    held(page, Some(item))
}
