//! The agenda of a meeting: who came, what stands out, what people propose and vote for.

use crate::domain::accounts::Member;
use crate::domain::actions::ActionRecord;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, TopicId};
use crate::domain::meetings::Meeting;
use crate::domain::meetings::agenda::{Agenda, Attendee, Below, DOTS, Gap, TopicLine, Voting};
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Cell, Colour, Column, Complaints, ContractSection, Entry, EntryKind, Layout, Link, May,
    Section, Table, Tag, TextField, count, day, gap, links, moment,
};
use crate::views::pages::{actions, improvement, performance};
use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

/// The agenda of a meeting.
#[derive(Debug, Template)]
#[template(path = "agenda.html")]
pub struct AgendaPage {
    layout: Layout,
    complaints: Complaints,
    here: String,
    act: bool,
    chairs: bool,
    kept: bool,
    minutes: Link,
    attendees: Vec<String>,
    people: Vec<Tick>,
    others: TextField,
    gaps: Table,
    gaps_of: Option<String>,
    below: Table,
    law: Table,
    plans: Table,
    topics: Vec<Line>,
    propose: Entry,
    voting: String,
    open: bool,
    left: String,
    actions: Table,
    raise: Link,
}

/// Somebody who can be ticked as having come.
#[derive(Debug)]
struct Tick {
    id: String,
    label: String,
    ticked: bool,
}

/// A topic as it is shown.
#[derive(Debug)]
struct Line {
    id: TopicId,
    address: String,
    title: String,
    by: String,
    dots: Option<String>,
    own: u32,
    clock: Option<Clock>,
    revision: i64,
    outcome: String,
}

/// How the time of a topic stands.
#[derive(Debug)]
struct Clock {
    words: String,
    tag: Tag,
}

/// What whoever looks at an agenda may do.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    /// Propose, vote and note.
    pub part: May,
    /// Close the vote.
    pub chair: May,
}

/// What stands beside the scores of a meeting.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/beside.html")]
pub struct Beside {
    links: Vec<Link>,
    actions: Table,
}

impl HtmlSafe for Beside {}

impl Beside {
    /// The actions open on the day of a meeting, and the way to its agenda and minutes.
    #[must_use]
    pub fn of(meeting: &Meeting, open: &[ActionRecord]) -> Self {
        let Meeting { id, contract, held_on, .. } = meeting;
        Self {
            links: vec![
                Link::new("Agenda and topics", links::agenda(*contract, *id)),
                Link::new("Minutes and decisions", links::minutes(*contract, *id)),
            ],
            actions: actions::table("open", "Actions open on this day", open, *held_on),
        }
    }
}

impl AgendaPage {
    /// The page of an agenda at a moment; `people` are those who could have come.
    #[must_use]
    pub fn of(
        contract: &Contract, agenda: &Agenda, people: &[Member], rights: Rights, now: DateTime<Utc>,
    ) -> Self {
        let Meeting { id, held_on, .. } = agenda.meeting;
        let meeting = links::meeting(contract.id, id);
        let log = links::actions(contract.id);
        let line = |line: &TopicLine| topic(contract.id, line, now);
        Self {
            layout: Layout::new(Section::Contracts, format!("Agenda of {}", day(held_on)))
                .of_contract(contract, ContractSection::Meetings)
                .below(links::below(contract, "Meeting", meeting.clone())),
            complaints: Complaints::default(),
            here: meeting,
            act: rights.part == May::Act && !agenda.kept,
            chairs: rights.chair == May::Act && agenda.voting.is_open() && !agenda.kept,
            kept: agenda.kept,
            minutes: Link::new("Minutes and decisions", links::minutes(contract.id, id)),
            attendees: agenda.attendees.iter().map(came).collect(),
            people: people.iter().map(|member| tick(member, &agenda.attendees)).collect(),
            others: others(&agenda.attendees),
            gaps: gaps(agenda.gaps.as_ref().map_or(&[], |(_, gaps)| gaps.as_slice())),
            gaps_of: agenda.gaps.as_ref().map(|(of, _)| day(of.held_on)),
            below: below(contract.id, &agenda.below),
            law: performance::due_table(&agenda.law, contract, held_on),
            plans: improvement::table(&agenda.plans, held_on),
            topics: agenda.topics.iter().map(line).collect(),
            propose: Entry::new("title", "Propose a topic", EntryKind::Text),
            voting: voting(&agenda.voting),
            open: agenda.voting.is_open(),
            left: left(agenda.dots_left()),
            actions: actions::table("open", "Actions open on this day", &agenda.actions, held_on),
            raise: Link::new("Raise an action", format!("{log}/new?meeting={id}")),
        }
    }

    /// The same page, shown again with what has to be put right.
    #[must_use]
    pub fn with(mut self, problems: &[Problem]) -> Self {
        for problem in problems {
            let field = match &problem.place {
                Place::Field(name) if name.starts_with("votes") => "votes",
                Place::Field(name) if name.starts_with("attendees") => "others",
                Place::Field(name) if name == "minutes" || name == "outcome" => "topics",
                Place::Field(_) | Place::Whole | Place::Cell { .. } => "title",
            };
            let why = Some(problem.remedy.clone());
            match field {
                "others" => self.others.error = why,
                "title" => self.propose.error = why,
                _ => {}
            }
            self.complaints.add(field, problem.remedy.clone());
        }
        self.layout = self.layout.with_errors();
        self
    }
}

fn came(attendee: &Attendee) -> String {
    match attendee.side {
        Some(side) => format!("{} ({})", attendee.name, side.label()),
        None => attendee.name.clone(),
    }
}

fn tick(member: &Member, attendees: &[Attendee]) -> Tick {
    let organisation = member.membership.organisation.as_ref();
    let from = organisation.map_or("", |organisation| organisation.name.as_str());
    let id = member.person.id;
    Tick {
        id: id.to_string(),
        label: format!("{}, {from}", member.person.name),
        ticked: attendees.iter().any(|attendee| attendee.person == Some(id)),
    }
}

fn others(attendees: &[Attendee]) -> TextField {
    let named = attendees.iter().filter(|attendee| attendee.person.is_none());
    let names: Vec<&str> = named.map(|attendee| attendee.name.as_str()).collect();
    TextField::area("others", "Others who came (optional)", "One name on each line", 3)
        .holding(&names.join("\n"))
}

fn gaps(found: &[Gap]) -> Table {
    let columns = vec![
        Column::words("Criterion"),
        Column::numbers("Client"),
        Column::numbers("Supplier"),
        Column::numbers("Gap"),
    ];
    let row = |found: &Gap| {
        vec![
            Cell::text(&found.title),
            Cell::text(found.client.to_string()),
            Cell::text(found.supplier.to_string()),
            Cell::text(gap(found.client, found.supplier)),
        ]
    };
    Table::new("gaps", "Where the two sides are far apart, furthest first", columns)
        .quiet()
        .of(found.iter().map(row))
}

fn below(contract: ContractId, found: &[Below]) -> Table {
    let columns = vec![Column::words("KPI"), Column::words("Period"), Column::words("Rating")];
    let row = |found: &Below| {
        vec![
            Cell::link(&found.title, links::kpi(contract, found.kpi)),
            Cell::text(found.period.label()),
            Cell::text(&found.rating),
        ]
    };
    Table::new("below", "KPIs that missed their target", columns).quiet().of(found.iter().map(row))
}

fn topic(contract: ContractId, line: &TopicLine, now: DateTime<Utc>) -> Line {
    let topic = &line.topic;
    let clock = topic.time_box.map(|time| {
        let words = format!("{} minutes, until {}", time.minutes, moment(time.ends()));
        let running = Tag::new("Running", Colour::Blue);
        let up = Tag::new("Time is up", Colour::Yellow);
        Clock { words, tag: if time.is_up(now) { up } else { running } }
    });
    Line {
        id: topic.id,
        address: format!("/contracts/{contract}/topics/{}", topic.id),
        title: topic.title.clone(),
        by: topic.proposed_by.name.clone(),
        dots: line.dots.map(dots),
        own: line.own,
        clock,
        revision: topic.revision,
        outcome: topic.outcome.clone().unwrap_or_default(),
    }
}

fn dots(number: u32) -> String {
    if number == 1 { "1 dot".to_owned() } else { format!("{} dots", count(number.into())) }
}

fn left(number: u32) -> String {
    format!("Each person has {DOTS} dots and may put several on one topic. You have {number} left.")
}

fn voting(voting: &Voting) -> String {
    match voting {
        Voting::Open => {
            "People still vote. How many dots a topic has is shown once the vote is closed."
                .to_owned()
        }
        Voting::Closed { by, at } => {
            format!("{} closed the vote on {}.", by.name, moment(*at))
        }
    }
}
