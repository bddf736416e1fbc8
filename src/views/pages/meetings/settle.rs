//! Discussing what both sides gave, and settling it.

use super::governed::outcome_cell;
use super::score::{came_about, labelled};
use crate::domain::access::{Action, Actor, Relation};
use crate::domain::designs::{Criterion, Scale, ScaleKind};
use crate::domain::meetings::governed::GovernedRecord;
use crate::domain::meetings::outcomes::{Settlement, given};
use crate::domain::meetings::sets::scored;
use crate::domain::meetings::{Mark, OneSide, Side, Unscored};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Cell, Choice, Column, ContractSection, Layout, Link, Radios, Section, Table, TextField, day,
    gap, links,
};
use askama::Template;
use std::cmp::Reverse;

/// Both sides' scores beside each other, the widest gap first.
#[derive(Debug, Template)]
#[template(path = "discuss.html")]
pub struct DiscussPage {
    layout: Layout,
    left: String,
    scores: Table,
    comments: Vec<Said>,
    meeting: Link,
}

/// What a side said of a score.
#[derive(Debug)]
struct Said {
    about: String,
    side: &'static str,
    words: String,
}

impl DiscussPage {
    /// The page of a meeting whose scores are revealed.
    #[must_use]
    pub fn of(record: &GovernedRecord, actor: &Actor) -> Self {
        let (contract, meeting) = (&record.contract, &record.governed.meeting);
        let rows = by_gap(record);
        let heading = format!("Discuss the scores of {}", day(meeting.held_on));
        let open = rows.iter().filter(|row| record.outcome(row.0).is_none()).count();
        let left = match open {
            0 => "Every criterion has an outcome.".to_owned(),
            1 => "One criterion has no outcome yet.".to_owned(),
            many => format!("{many} criteria have no outcome yet."),
        };
        Self {
            layout: Layout::new(Section::Contracts, heading)
                .of_contract(contract, ContractSection::Meetings)
                .below(links::to_meeting(contract, meeting)),
            left,
            scores: table(record, &rows, actor),
            comments: rows.iter().flat_map(|row| said(record, *row)).collect(),
            meeting: Link::new("Go to the meeting", links::meeting(contract.id, meeting.id)),
        }
    }
}

type Row<'a> = (u16, &'a Criterion, &'a Scale);

/// The criteria of a meeting, those the sides are furthest apart on first.
fn by_gap(record: &GovernedRecord) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = scored(&record.version.content).collect();
    rows.sort_by_key(|(place, _, scale)| {
        let points = |side| match given(&record.scores, side, *place) {
            Mark::Scored(value) => scale.points(value).map(|points| points.scaled()),
            Mark::Unscored(_) => None,
        };
        let both = points(OneSide::Client).zip(points(OneSide::Supplier));
        Reverse(both.map(|(client, supplier)| client.abs_diff(supplier)))
    });
    rows
}

fn table(record: &GovernedRecord, rows: &[Row<'_>], actor: &Actor) -> Table {
    let settles = settles(record, actor);
    let mut columns = ["Criterion", "Client", "Supplier"].map(Column::words).to_vec();
    columns.push(Column::numbers("Gap"));
    columns.push(Column::words("Outcome"));
    if settles {
        columns.push(Column::words("What you can do"));
    }
    Table::new("discuss", "Both scores, the widest gap first", columns)
        .of(rows.iter().map(|row| line(record, *row, settles)))
}

fn settles(record: &GovernedRecord, actor: &Actor) -> bool {
    let sides =
        matches!(actor.relation(&record.contract), Relation::Client | Relation::LeadSupplier);
    let may = actor.may_on(Action::SettleMeetings, &record.contract).is_ok();
    sides && may && record.governed.state.is_being_settled()
}

fn line(record: &GovernedRecord, (place, criterion, scale): Row<'_>, settles: bool) -> Vec<Cell> {
    let mark = |side| given(&record.scores, side, place);
    let (client, supplier) = (mark(OneSide::Client), mark(OneSide::Supplier));
    let apart = match (client, supplier) {
        (Mark::Scored(client), Mark::Scored(supplier)) => gap(client, supplier),
        (Mark::Unscored(_), _) | (_, Mark::Unscored(_)) => "Not both scored".to_owned(),
    };
    let mut cells = vec![
        Cell::text(&criterion.title),
        given_cell(record, (OneSide::Client, place), labelled(scale, client)),
        given_cell(record, (OneSide::Supplier, place), labelled(scale, supplier)),
        Cell::text(apart),
        outcome_cell(record.outcome(place), scale),
    ];
    if settles {
        cells.push(way(record, place, criterion));
    }
    cells
}

/// A side's score, with how it came about where there is more to say.
fn given_cell(record: &GovernedRecord, (side, place): (OneSide, u16), score: String) -> Cell {
    match record.given(side, place).map(came_about) {
        Some(details) if !details.is_empty() => Cell::text(score).with_detail(details.join("; ")),
        Some(_) | None => Cell::text(score),
    }
}

fn way(record: &GovernedRecord, place: u16, criterion: &Criterion) -> Cell {
    let open = record.dispute(place).filter(|dispute| dispute.decision.is_none());
    let (text, href) = match open {
        Some(dispute) => ("See the dispute", links::dispute(dispute.id)),
        None => {
            let page = links::of_meeting(&record.governed.meeting, "outcome");
            let text = if record.outcome(place).is_some() { "Change" } else { "Settle" };
            (text, links::with_query(&page, &[("criterion", &criterion.key)]))
        }
    };
    Cell::link(text, href).about(&criterion.title)
}

fn said(record: &GovernedRecord, (place, criterion, _): Row<'_>) -> Vec<Said> {
    let own = record.scores.iter().filter(|score| score.criterion == place);
    let sides = own.filter(|score| score.side != Side::Agreed);
    sides
        .filter_map(|score| {
            let words = score.comment.clone()?;
            Some(Said { about: criterion.title.clone(), side: score.side.label(), words })
        })
        .collect()
}

/// What was entered for an outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Key of the criterion.
    pub criterion: String,
    /// How it is settled.
    pub settlement: String,
    /// What was agreed.
    pub value: String,
    /// Why, or what a side holds.
    pub reason: String,
    /// What is put forward for that.
    pub evidence: String,
}

/// The page to record an outcome on; nothing when there is no such criterion.
#[must_use]
pub fn outcome(record: &GovernedRecord, entered: &Settled, seen: i64) -> Option<FormPage> {
    let mut criteria = scored(&record.version.content);
    let (place, criterion, scale) = criteria.find(|(_, it, _)| it.key == entered.criterion)?;
    let meeting = &record.governed.meeting;
    let gave = |side: OneSide| {
        let mark = labelled(scale, given(&record.scores, side, place));
        format!("The {} gave: {mark}.", side.word())
    };
    let way = Link::new("Discuss the scores", links::of_meeting(meeting, "discuss"));
    let trail = [links::to_meeting(&record.contract, meeting), vec![way]].concat();
    let page = FormPage::new(
        format!("Settle: {}", criterion.title),
        links::of_meeting(meeting, "outcome"),
    );
    Some(
        page.of_contract(&record.contract, ContractSection::Meetings)
            .below(trail)
            .line(gave(OneSide::Client))
            .line(gave(OneSide::Supplier))
            .hidden("seen", seen.to_string())
            .hidden("criterion", &criterion.key)
            .radios(settlements(&entered.settlement))
            .pick("value", "If it is agreed, on which score", values(scale), &entered.value)
            .area(prose("reason", "Why; in a dispute, what your side holds", &entered.reason))
            .area(prose("evidence", "Evidence in a dispute (optional)", &entered.evidence))
            .button("Record the outcome"),
    )
}

fn settlements(chosen: &str) -> Radios {
    let choice = |settlement: &Settlement| Choice {
        value: settlement.word().to_owned(),
        label: settlement.label().to_owned(),
        hint: match settlement {
            Settlement::Agreed => "On one score that counts for both",
            Settlement::AgreedToDiffer => {
                "Each side keeps its own; the criterion is left out of the agreed figure"
            }
            Settlement::Disputed => {
                "To be decided within 10 working days; left out of the agreed figure until then"
            }
        }
        .to_owned(),
    };
    Radios {
        id: "settlement",
        legend: "How is it settled?",
        choices: Settlement::ALL.iter().map(choice).collect(),
        chosen: chosen.to_owned(),
        error: None,
    }
}

/// The scores that can be agreed, and the reasons for none.
pub(super) fn values(scale: &Scale) -> Vec<Choice> {
    let choice = |value: String, label: String| Choice { value, label, hint: String::new() };
    let levels = match &scale.kind {
        ScaleKind::Levels(levels) => levels
            .iter()
            .map(|it| choice(it.value.to_string(), format!("{} – {}", it.value, it.label)))
            .collect::<Vec<_>>(),
        ScaleKind::Percent => {
            (0..=100).map(|it| choice(it.to_string(), format!("{it}%"))).collect()
        }
    };
    let none = [Unscored::NotScored, Unscored::NotApplicable, Unscored::NotDue];
    let none = none.map(|why| choice(why.word().to_owned(), why.label().to_owned()));
    let nothing = choice(String::new(), "Select a score".to_owned());
    std::iter::once(nothing).chain(levels).chain(none).collect()
}

pub(super) fn prose(id: &'static str, label: &'static str, value: &str) -> TextField {
    TextField::area(id, label, "", 4).holding(value)
}
