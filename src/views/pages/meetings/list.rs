//! The meetings of a contract, and the series they come from.

use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::lists::Page;
use crate::domain::meetings::governed::Governed;
use crate::domain::meetings::series::Series;
use crate::domain::meetings::{Meeting, MeetingKind};
use crate::views::pages::parts::{
    Cell, Column, ContractSection, Layout, Link, Paging, Section, Table, Tag, day, links,
};
use askama::Template;

/// The meetings of a contract.
#[derive(Debug, Template)]
#[template(path = "meetings.html")]
pub struct MeetingsPage {
    layout: Layout,
    meetings: Table,
    series: Table,
    paging: Paging,
    plans: Vec<Link>,
}

impl MeetingsPage {
    /// How many meetings are on a page.
    pub const SIZE: u64 = 50;

    /// A page of the list.
    #[must_use]
    pub fn of(
        contract: &Contract, lines: &Page<(Meeting, Option<Governed>)>, series: &[Series],
        number: u64, actor: &Actor,
    ) -> Self {
        let address = format!("{}?page=", links::meetings(contract.id));
        let paging = Paging::new(number, lines.total, Self::SIZE, address);
        let plans = actor.may_on(Action::RecordMeetings, contract).is_ok();
        let mut layout = Layout::new(Section::Contracts, "Meetings")
            .of_contract(contract, ContractSection::Meetings)
            .below(links::to_contract(contract));
        layout.sheet = Some(paging.sheet());
        let to_plan = |(text, page): (&str, &str)| {
            Link::new(text, format!("{}/{page}", links::contract(contract.id)))
        };
        let ways = [("Plan a meeting", "plan"), ("Add a series", "series")];
        Self {
            layout,
            meetings: meetings(lines),
            series: table(series, plans),
            paging,
            plans: if plans { ways.map(to_plan).into() } else { Vec::new() },
        }
    }
}

fn meetings(lines: &Page<(Meeting, Option<Governed>)>) -> Table {
    let columns = ["Meeting", "State", "Scoring"].map(Column::words).to_vec();
    let row = |(meeting, governed): &(Meeting, Option<Governed>)| {
        let link = links::meeting(meeting.contract, meeting.id);
        let name = named(Cell::link(day(meeting.held_on), link), meeting);
        match governed {
            Some(governed) => {
                let state = Cell::default().tagged(Tag::stage(&governed.state));
                vec![name, state, Cell::text(scoring(governed))]
            }
            None => vec![name, Cell::text("Recorded"), Cell::text("")],
        }
    };
    Table::new("meetings", "Meetings, latest first", columns).of(lines.items.iter().map(row))
}

/// A meeting by its day, and what it is when it is not about the scorecard.
pub fn named(cell: Cell, meeting: &Meeting) -> Cell {
    match meeting.kind {
        MeetingKind::Scorecard => cell,
        MeetingKind::Check => cell.with_detail(MeetingKind::Check.label()),
    }
}

/// The days on which a meeting can be scored, as long as that matters.
fn scoring(governed: &Governed) -> String {
    if governed.state.is_revealed() {
        return String::new();
    }
    let last = day(governed.last_day_to_score());
    format!("{} to {last}", day(governed.opens_on))
}

fn table(series: &[Series], plans: bool) -> Table {
    let columns = ["Series", "How often", "From", "What you can do"].map(Column::words).to_vec();
    let row = |series: &Series| {
        let end = Link::new("End the series", format!("/series/{}/end", series.id));
        let action = match series.ended_at {
            Some(at) => Cell::text(format!("Ended on {}", day(at.date_naive()))),
            None if plans => Cell::links(vec![end]),
            None => Cell::text(""),
        };
        let often = Cell::text(series.rhythm.label());
        vec![Cell::text(&series.title), often, Cell::text(day(series.starts_on)), action]
    };
    Table::new("series", "Series of meetings", columns).of(series.iter().map(row))
}
