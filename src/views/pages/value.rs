//! Value-add of a contract: the promise line, what contributes to what, every item.

use crate::domain::access::Action;
use crate::domain::contracts::Contract;
use crate::domain::value::{
    Item, Kind, Measure, PromiseLine, State, Tally, Towards, promise, totals,
};
use crate::views::pages::parts::{
    Cell, Choice, Colour, Column, ContractSection, Layout, Link, Pick, Section, Table, Tag, count,
    day, links, money, pounds,
};
use askama::Template;
use chrono::NaiveDate;

mod forms;

mod item;

pub use forms::{Draft, StepDraft, propose, same, step};
pub use item::ItemPage;

/// What the list was asked for, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Word of a state.
    pub state: String,
    /// Word of a kind.
    pub kind: String,
    /// Word of what an item contributes to.
    pub towards: String,
}

/// Value-add of a contract.
#[derive(Debug, Template)]
#[template(path = "value.html")]
pub struct ValuePage {
    layout: Layout,
    address: String,
    propose: Option<Link>,
    promised: Vec<String>,
    promise: Table,
    contributions: Table,
    filters: Vec<Pick>,
    found: String,
    items: Table,
    recorded: usize,
}

impl ValuePage {
    /// The page on a day: `all` items of the contract and those `found`, for somebody who is
    /// `allowed` to do some things with them.
    #[must_use]
    pub fn of(
        contract: &Contract, (all, found): (&[Item], &[Item]), search: &Search, today: NaiveDate,
        allowed: &[Action],
    ) -> Self {
        let address = links::value(contract.id);
        let line = promise(all, today);
        let records = allowed.contains(&Action::RecordValue);
        Self {
            layout: Layout::new(Section::Contracts, "Value-add")
                .of_contract(contract, ContractSection::Value)
                .below(links::to_contract(contract)),
            propose: records.then(|| Link::new("Propose an item", format!("{address}/propose"))),
            promised: promised(&line),
            promise: promise_table(&line, "promise"),
            contributions: contributions(all),
            filters: filters(search),
            found: number(found.len()),
            items: items(found),
            recorded: all.len(),
            address,
        }
    }
}

/// What the promise line says, in sentences.
fn promised(line: &PromiseLine) -> Vec<String> {
    let on = day(line.day);
    let Some(points) = line.points else {
        return vec![format!("No commitment was due by {on}, so there is no share to show.")];
    };
    let share = points
        .decimal()
        .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let (due, measure) = (number(items_of(line.due)), line.measure.label().to_lowercase());
    let how = match line.measure {
        Measure::Pounds => "Each counts by what is claimed for it, because each has an amount.",
        Measure::Count => "Each counts the same, because not all have an amount.",
    };
    vec![
        format!("{share}% of what was due by {on} is verified, {measure}: {due} were due."),
        format!(
            "{how} A commitment that was withdrawn or rejected is still due. An item that is the same as another does not count."
        ),
    ]
}

fn items_of(tally: Tally) -> usize {
    usize::try_from(tally.items).unwrap_or(usize::MAX)
}

/// The promise line of a day as a table.
pub(super) fn promise_table(line: &PromiseLine, id: &'static str) -> Table {
    let columns =
        vec![Column::words("Commitments"), Column::numbers("Items"), Column::numbers("Worth")];
    let row = |name: &str, tally: Tally| {
        let worth = if tally.items == 0 { "None".to_owned() } else { pounds(tally.pence) };
        vec![Cell::text(name), Cell::text(count(tally.items)), Cell::text(worth)]
    };
    let caption = format!("Promised in the tender and due by {}", day(line.day));
    Table::new(id, caption, columns).of([
        row("Due, at what is claimed", line.due),
        row("Delivered, at what is claimed", line.delivered),
        row("Verified, up to what is claimed", line.verified),
    ])
}

fn contributions(all: &[Item]) -> Table {
    let columns = vec![
        Column::words("Contributes to"),
        Column::numbers("Items verified"),
        Column::numbers("Verified"),
        Column::numbers("Items claimed"),
        Column::numbers("Claimed"),
    ];
    let caption = "Commitments and offers: only what is verified counts";
    Table::new("contributions", caption, columns).of(Towards::ALL.iter().map(|towards| {
        let totals = totals(all, *towards);
        vec![
            Cell::text(towards.label()),
            Cell::text(count(totals.verified.items)),
            Cell::text(pounds(totals.verified.pence)),
            Cell::text(count(totals.claimed.items)),
            Cell::text(pounds(totals.claimed.pence)),
        ]
    }))
}

fn filters(search: &Search) -> Vec<Pick> {
    vec![
        pick("state", "State", State::ALL.iter().map(|it| (it.word(), it.label())), &search.state),
        pick("kind", "Kind", Kind::ALL.iter().map(|it| (it.word(), it.label())), &search.kind),
        pick(
            "contributes_to",
            "Contributes to",
            Towards::ALL.iter().map(|it| (it.word(), it.label())),
            &search.towards,
        ),
    ]
}

fn pick(
    id: &'static str, label: &str, choices: impl Iterator<Item = (&'static str, &'static str)>,
    chosen: &str,
) -> Pick {
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let choices = std::iter::once(("", "All")).chain(choices).map(choice).collect();
    Pick { id, label: label.to_owned(), choices, chosen: chosen.to_owned(), error: None }
}

fn number(items: usize) -> String {
    match items {
        1 => "1 item".to_owned(),
        many => format!("{} items", count(u64::try_from(many).unwrap_or(u64::MAX))),
    }
}

fn items(found: &[Item]) -> Table {
    let columns = vec![
        Column::words("Item"),
        Column::words("State"),
        Column::words("Promised"),
        Column::words("Takes place"),
        Column::words("Contributes to"),
        Column::numbers("Claimed"),
        Column::numbers("Verified"),
    ];
    let mut found: Vec<&Item> = found.iter().collect();
    found.sort_by_key(|item| item.progress.state());
    Table::new("items", "Items by state", columns).quiet().of(found.into_iter().map(row))
}

fn row(item: &Item) -> Vec<Cell> {
    let terms = &item.terms;
    let verified = item.progress.verified();
    let worth = match verified {
        None => "Not verified".to_owned(),
        Some(verified) => verified.value.map_or_else(|| "No amount".to_owned(), money),
    };
    let state = Cell::default().tagged(tag(item.progress.state()));
    vec![
        Cell::link(&terms.title, links::value_item(item.contract, item.id))
            .with_detail(terms.kind.label()),
        if item.same_as.is_some() { state.with_detail("Counts as another item") } else { state },
        Cell::text(promised_on(item)),
        Cell::text(terms.on.map_or_else(|| "Not known".to_owned(), day)),
        Cell::text(terms.towards.label()),
        Cell::text(terms.claimed().map_or_else(|| "No amount".to_owned(), money)),
        Cell::text(worth),
    ]
}

/// Whether an item is a commitment, and for when.
fn promised_on(item: &Item) -> String {
    let due = item.terms.due.map(|due| format!("Due {}", day(due)));
    due.unwrap_or_else(|| "Offered since".to_owned())
}

/// The state as a tag.
fn tag(state: State) -> Tag {
    let colour = match state {
        State::Proposed | State::Delivered => Colour::Blue,
        State::Accepted => Colour::Turquoise,
        State::Verified => Colour::Green,
        State::Rejected => Colour::Red,
        State::Withdrawn => Colour::Grey,
    };
    Tag::new(state.label(), colour)
}
