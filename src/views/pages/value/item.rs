//! One value-add item: what it is, what became of it, what can be done with it.

use super::{promised_on, tag};
use crate::domain::access::Action;
use crate::domain::contracts::Contract;
use crate::domain::imports::Import;
use crate::domain::value::{HistoryStep, Item, ItemRecord, State, StepKind};
use crate::views::pages::parts::{
    Banner, Cell, Column, ContractSection, Layout, Link, Section, Summary, Table, day, links,
    moment, money,
};
use askama::Template;

/// One item.
#[derive(Debug, Template)]
#[template(path = "value_item.html")]
pub struct ItemPage {
    layout: Layout,
    facts: Summary,
    about: Option<String>,
    turnout: Option<Summary>,
    counts: Vec<String>,
    others: Vec<Link>,
    ways: Vec<Link>,
    steps: Table,
}

impl ItemPage {
    /// The page of an item, for somebody who is `allowed` to do some things with it; `imports` are
    /// those its states came from.
    #[must_use]
    pub fn of(
        contract: &Contract, record: &ItemRecord, imports: &[Import], allowed: &[Action],
    ) -> Self {
        let item = &record.item;
        let mut trail = links::to_contract(contract);
        trail.push(Link::new("Value-add", links::value(contract.id)));
        Self {
            layout: Layout::new(Section::Contracts, &item.terms.title)
                .of_contract(contract, ContractSection::Value)
                .below(trail),
            facts: facts(item),
            about: item.terms.about.clone(),
            turnout: turnout(item),
            counts: counts(record),
            others: others(record),
            ways: ways(item, allowed),
            steps: steps(&record.steps, imports),
        }
    }

    /// The same page after a step to a state was taken.
    #[must_use]
    pub fn after(mut self, done: &str) -> Self {
        let text = match State::parse(done) {
            Some(state) => format!("The item is {} now", state.word()),
            None if done == "linked" => "What counts for what was changed".to_owned(),
            None => return self,
        };
        self.layout.banner = Some(Banner::success(text));
        self
    }
}

fn facts(item: &Item) -> Summary {
    let terms = &item.terms;
    let facts = Summary::new()
        .state("State", tag(item.progress.state()))
        .with("Kind", terms.kind.label())
        .with("Contributes to", terms.towards.label())
        .with("Promised", promised_on(item));
    let facts = match terms.on {
        Some(on) => facts.with("Takes place", day(on)),
        None => facts,
    };
    let facts = match &terms.claim {
        Some(claim) => {
            let method = claim.method.as_deref().unwrap_or("Not recorded");
            facts.with("Claimed", money(claim.amount)).with("How that was worked out", method)
        }
        None => facts.with("Claimed", "No amount"),
    };
    match item.progress.verified() {
        Some(verified) => facts
            .with("Verified", verified.value.map_or_else(|| "No amount".to_owned(), money))
            .with("Counts from", day(verified.on)),
        None => facts.with("Verified", "Not verified, so it does not count"),
    }
}

fn turnout(item: &Item) -> Option<Summary> {
    let turnout = &item.turnout;
    let came = turnout.attendance.map(|came| ("Attendance", came.to_string()));
    let felt = turnout.felt.and_then(|felt| {
        let words = format!("{} out of 5, from {} answers", felt.mean()?, felt.count());
        Some(("What people felt it was worth", words))
    });
    let themes = (!turnout.themes.is_empty()).then(|| ("Themes", turnout.themes.join(", ")));
    let known: Vec<_> = [came, felt, themes].into_iter().flatten().collect();
    let some = !known.is_empty();
    some.then(|| known.into_iter().fold(Summary::new(), |all, (name, it)| all.with(name, it)))
}

fn counts(record: &ItemRecord) -> Vec<String> {
    let own = record.item.same_as.is_some();
    let own =
        own.then(|| "This is the same as another item, which counts in its place.".to_owned());
    let others = record.repeats.len();
    let others = (0 < others).then(|| {
        "This counts once, also for items that are the same and do not count themselves.".to_owned()
    });
    own.into_iter().chain(others).collect()
}

fn others(record: &ItemRecord) -> Vec<Link> {
    let all = record.counted.iter().chain(&record.repeats);
    all.map(|item| Link::new(&item.terms.title, links::value_item(item.contract, item.id)))
        .collect()
}

/// What can be done with an item by whoever is allowed to.
fn ways(item: &Item, allowed: &[Action]) -> Vec<Link> {
    let address = links::value_item(item.contract, item.id);
    let state = item.progress.state();
    let open = |kind: &&StepKind| kind.from().contains(&state) && allowed.contains(&kind.action());
    let step = |kind: &StepKind| {
        let text = match (kind, state) {
            (StepKind::Verify, State::Verified) => "Correct what was verified",
            (StepKind::Deliver, State::Rejected) => "Deliver it again",
            (kind, _) => kind.label(),
        };
        Link::new(text, format!("{address}/{}", kind.word()))
    };
    let mut ways: Vec<Link> = StepKind::ALL.iter().filter(open).map(step).collect();
    if state == State::Proposed && allowed.contains(&Action::RecordValue) {
        ways.push(Link::new("Correct the proposal", format!("{address}/correct")));
    }
    if allowed.contains(&Action::VerifyValue) {
        ways.push(Link::new("Say that it is the same as another", format!("{address}/same")));
    }
    ways
}

fn steps(steps: &[HistoryStep], imports: &[Import]) -> Table {
    let columns = vec![
        Column::words("State"),
        Column::words("Day"),
        Column::words("Recorded by"),
        Column::words("Why, or what there is to show"),
        Column::numbers("Verified"),
    ];
    Table::new("steps", "What became of it", columns).of(steps.iter().map(|step| {
        let import = step.import.and_then(|id| imports.iter().find(|import| import.id == id));
        let by = Cell::text(&step.name).with_detail(moment(step.at));
        let note = match import {
            Some(import) => {
                Cell::link(format!("From {}", import.file_name), links::import(import.id))
            }
            None => Cell::text(step.note.as_deref().unwrap_or_default()),
        };
        vec![
            Cell::default().tagged(tag(step.state)),
            Cell::text(day(step.on)),
            by,
            note,
            Cell::text(step.value.map_or_else(String::new, money)),
        ]
    }))
}
