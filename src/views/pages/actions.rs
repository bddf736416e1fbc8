//! Actions: the log of a contract, one action, and the forms that change it.

use super::form::FormPage;
use crate::domain::accounts::Member;
use crate::domain::actions::{ActionItem, ActionRecord, Aged, Which, band_of};
use crate::domain::contracts::Contract;
use crate::domain::lists::Page;
use crate::views::pages::parts::{
    Cell, Choice, Colour, Column, ContractSection, DayField, Entry, EntryKind, Layout, Link, May,
    Paging, Section, Summary, Table, Tag, TextField, count, day, links, moment,
};
use askama::Template;
use chrono::NaiveDate;

/// The log of a contract's actions.
#[derive(Debug, Template)]
#[template(path = "actions.html")]
pub struct ActionsPage {
    layout: Layout,
    raise: Option<Link>,
    ways: Vec<Way>,
    ageing: Table,
    table: Table,
    paging: Paging,
    files: Vec<Link>,
}

/// A choice of which actions to see.
#[derive(Debug)]
struct Way {
    link: Link,
    here: bool,
}

impl ActionsPage {
    /// How many are on a page.
    pub const SIZE: u64 = 50;

    /// Page `number` of those actions, as they stand on `today`.
    #[must_use]
    pub fn of(
        contract: &Contract, (which, found): (Which, &Page<ActionRecord>), aged: &[Aged],
        (number, today): (u64, NaiveDate), may: May,
    ) -> Self {
        let here = links::actions(contract.id);
        let address = format!("{here}?state={}&page=", which.word());
        let paging = Paging::new(number, found.total, Self::SIZE, address);
        let mut layout = Layout::new(Section::Contracts, "Actions")
            .of_contract(contract, ContractSection::Actions)
            .below(links::to_contract(contract));
        layout.sheet = Some(paging.sheet());
        let raise = Link::new("Raise an action", format!("{here}/new"));
        Self {
            layout,
            raise: (may == May::Act).then_some(raise),
            ways: ways(&here, which),
            ageing: ageing(aged),
            table: table("actions", which.label(), &found.items, today),
            paging,
            files: links::exports("actions", Some(contract.id)),
        }
    }
}

fn ways(here: &str, which: Which) -> Vec<Way> {
    let way = |own: &Which| Way {
        link: Link::new(own.label(), format!("{here}?state={}", own.word())),
        here: *own == which,
    };
    Which::ALL.iter().map(way).collect()
}

fn ageing(aged: &[Aged]) -> Table {
    let columns = vec![Column::words("Since due, or since raised"), Column::numbers("Open")];
    let shown = |aged: &Aged| {
        let number = u64::try_from(aged.count).unwrap_or(u64::MAX);
        vec![Cell::text(aged.band.label), Cell::text(count(number))]
    };
    Table::new("ageing", "How long open actions have been waiting", columns)
        .quiet()
        .of(aged.iter().map(shown))
}

/// Actions as they stand on `day`, each leading to its own page.
pub(super) fn table(
    id: &'static str, caption: &str, records: &[ActionRecord], day: NaiveDate,
) -> Table {
    let columns = vec![
        Column::words("Action"),
        Column::words("Owner"),
        Column::words("Due"),
        Column::words("Waiting"),
        Column::words("State"),
    ];
    Table::new(id, caption, columns).of(records.iter().map(|record| row(&record.item, day)))
}

fn row(item: &ActionItem, on: NaiveDate) -> Vec<Cell> {
    let link = links::action(item.contract, item.id);
    let what = Cell::link(&item.details.what, link);
    let what = match &item.details.outcome {
        Some(outcome) => what.with_detail(outcome),
        None => what,
    };
    let waiting = match item.closed_on {
        Some(closed) => Cell::text(format!("Closed on {}", day(closed))),
        None => Cell::text(band_of(item.age_on(on)).label),
    };
    vec![
        what,
        Cell::text(&item.details.owner.name),
        Cell::text(due(item)),
        waiting,
        Cell::default().tagged(state(item, on)),
    ]
}

fn due(item: &ActionItem) -> String {
    item.details.due.map_or_else(|| "No date".to_owned(), day)
}

/// The word for how an action stands on a day.
pub(super) fn state(item: &ActionItem, day: NaiveDate) -> Tag {
    match item.closed_on {
        Some(_) => Tag::new("Closed", Colour::Green),
        None if item.is_overdue_on(day) => Tag::new("Overdue", Colour::Red),
        None => Tag::new("Open", Colour::Blue),
    }
}

/// One action and what became of it.
#[derive(Debug, Template)]
#[template(path = "action.html")]
pub struct ActionPage {
    layout: Layout,
    facts: Summary,
    steps: Table,
    links: Vec<Link>,
}

impl ActionPage {
    /// The page of an action as it stands on `today`.
    #[must_use]
    pub fn of(contract: &Contract, record: &ActionRecord, today: NaiveDate, may: May) -> Self {
        let item = &record.item;
        let log = links::actions(contract.id);
        Self {
            layout: Layout::new(Section::Contracts, &item.details.what)
                .of_contract(contract, ContractSection::Actions)
                .below(links::below(contract, "Actions", log)),
            facts: facts(item, today),
            steps: steps(record),
            links: if may == May::Act { next(item) } else { Vec::new() },
        }
    }
}

fn facts(item: &ActionItem, today: NaiveDate) -> Summary {
    let outcome = item.details.outcome.clone().unwrap_or_else(|| "Not said".to_owned());
    let facts = Summary::new()
        .state("State", state(item, today))
        .with("Outcome sought", outcome)
        .with("Owner", &item.details.owner.name)
        .with("Due", due(item))
        .with("Waiting", band_of(item.age_on(today)).label)
        .with("Raised", format!("{} by {}", day(item.raised_on), item.raised_by.name));
    match item.meeting {
        Some(meeting) => {
            facts.link("Raised at", "A meeting", links::agenda(item.contract, meeting))
        }
        None => facts,
    }
}

fn steps(record: &ActionRecord) -> Table {
    let columns = vec![
        Column::words("When"),
        Column::words("What happened"),
        Column::words("Who"),
        Column::words("Why"),
    ];
    let row = |step: &crate::domain::actions::Step| {
        vec![
            Cell::text(moment(step.at)),
            Cell::text(step.kind.label()),
            Cell::text(&step.by.name),
            Cell::text(step.note.clone().unwrap_or_else(|| "Not said".to_owned())),
        ]
    };
    Table::new("steps", "What became of it", columns).of(record.steps.iter().map(row))
}

fn next(item: &ActionItem) -> Vec<Link> {
    let here = links::action(item.contract, item.id);
    match item.closed_on {
        None => vec![
            Link::new("Change this action", format!("{here}/change")),
            Link::new("Close this action", format!("{here}/close")),
        ],
        Some(_) => vec![Link::new("Reopen this action", format!("{here}/reopen"))],
    }
}

/// What is entered of an action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// What is to be done.
    pub what: String,
    /// What it should bring about.
    pub outcome: String,
    /// Identifies the person who does it.
    pub owner_person: String,
    /// The name of whoever does it.
    pub owner: String,
    /// By when.
    pub due: String,
}

impl Entered {
    /// An action as it stands.
    #[must_use]
    pub fn of(item: &ActionItem) -> Self {
        let details = &item.details;
        let person = details.owner.person.map(|person| person.to_string());
        let named = if person.is_some() { String::new() } else { details.owner.name.clone() };
        let due = details.due.map(|due| due.format("%-d/%-m/%Y").to_string());
        Self {
            what: details.what.clone(),
            outcome: details.outcome.clone().unwrap_or_default(),
            owner_person: person.unwrap_or_default(),
            owner: named,
            due: due.unwrap_or_default(),
        }
    }
}

/// The form for a new action.
#[must_use]
pub fn raise(contract: &Contract, meeting: &str, entered: &Entered, people: &[Member]) -> FormPage {
    let log = links::actions(contract.id);
    let page = FormPage::new("Raise an action", format!("{log}/new"))
        .of_contract(contract, ContractSection::Actions)
        .below(links::below(contract, "Actions", log))
        .hidden("meeting", meeting);
    fields(page, entered, people).button("Raise the action")
}

/// The form that makes an action of a question.
#[must_use]
pub fn act(
    contract: &Contract, question: &str, address: String, entered: &Entered, people: &[Member],
) -> FormPage {
    let page = FormPage::new("Make this an action", address)
        .of_contract(contract, ContractSection::Actions)
        .below(links::below(contract, "Feedback", links::feedback(contract.id)))
        .line(format!("How might we {question}?"));
    fields(page, entered, people).button("Raise the action")
}

/// The form that changes an action which has `revision`.
#[must_use]
pub fn change(
    contract: &Contract, record: &ActionRecord, revision: i64, entered: &Entered, people: &[Member],
) -> FormPage {
    let here = links::action(contract.id, record.item.id);
    let page = FormPage::new("Change this action", format!("{here}/change"))
        .of_contract(contract, ContractSection::Actions)
        .below(links::below(contract, "Action", here))
        .hidden("revision", revision.to_string());
    fields(page, entered, people).button("Save the action")
}

fn fields(page: FormPage, entered: &Entered, people: &[Member]) -> FormPage {
    let what = Entry::new("what", "What is to be done", EntryKind::Text).holding(&entered.what);
    let outcome = TextField::area(
        "outcome",
        "Outcome sought (optional)",
        "What will be different once it is done",
        3,
    );
    let owner = Entry::new("owner", "Or the name of somebody else", EntryKind::Text);
    page.entry(what)
        .area(outcome.holding(&entered.outcome))
        .pick("owner_person", "Who does it", choices(people), &entered.owner_person)
        .entry(owner.holding(&entered.owner))
        .area(DayField::field("due", "Due (optional)", &entered.due))
}

fn choices(people: &[Member]) -> Vec<Choice> {
    let nobody = ("", "Somebody else".to_owned());
    let named = people.iter().map(|member| {
        let organisation = member.membership.organisation.as_ref();
        let from = organisation.map_or("", |organisation| organisation.name.as_str());
        (member.person.id.to_string(), format!("{}, {from}", member.person.name))
    });
    let mut seen = std::collections::HashSet::new();
    std::iter::once((nobody.0.to_owned(), nobody.1))
        .chain(named)
        .filter(|(id, _)| seen.insert(id.clone()))
        .map(|(value, label)| Choice { value, label, hint: String::new() })
        .collect()
}

/// The form that closes an action.
#[must_use]
pub fn close(contract: &Contract, record: &ActionRecord, note: &str) -> FormPage {
    let area = TextField::area("note", "What came of it (optional)", "In a sentence or two", 4);
    step(contract, record, "Close this action", "close").area(area.holding(note)).button("Close it")
}

/// The form that reopens an action.
#[must_use]
pub fn reopen(contract: &Contract, record: &ActionRecord, note: &str) -> FormPage {
    let area = TextField::area("note", "Why it is not done after all", "In a sentence or two", 4);
    step(contract, record, "Reopen this action", "reopen")
        .area(area.holding(note))
        .button("Reopen it")
}

fn step(contract: &Contract, record: &ActionRecord, heading: &str, way: &str) -> FormPage {
    let here = links::action(contract.id, record.item.id);
    FormPage::new(heading, format!("{here}/{way}"))
        .of_contract(contract, ContractSection::Actions)
        .below(links::below(contract, "Action", here))
        .line(record.item.details.what.clone())
        .hidden("revision", record.item.revision.to_string())
}
