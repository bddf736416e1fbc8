//! A governed meeting: where it stands, what comes next, and once it is signed its record.

use super::Reading;
use super::score::labelled;
use crate::domain::access::{Action, Actor, Relation};
use crate::domain::actions::ActionRecord;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Criterion, Scale, Version};
use crate::domain::meetings::governed::{Governed, GovernedRecord, Reveal, Seal};
use crate::domain::meetings::outcomes::Outcome;
use crate::domain::meetings::sets::scored;
use crate::domain::meetings::states::{Cause, State};
use crate::domain::meetings::{Meeting, MeetingKind, MeetingRecord, OneSide, Side};
use crate::views::pages::agenda::Beside;
use crate::views::pages::parts::{
    Banner, Cell, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, composite,
    day, held, links, moment,
};
use askama::Template;
use std::sync::Arc;

/// A governed meeting.
#[derive(Debug, Template)]
#[template(path = "governed.html")]
pub struct GovernedPage {
    layout: Layout,
    facts: Summary,
    steps: Vec<Link>,
    read: Option<Reading>,
    outcomes: Table,
    disputes: Table,
    revisions: Table,
    beside: Option<Beside>,
}

impl GovernedPage {
    /// The page of a meeting as somebody sees it.
    #[must_use]
    pub fn of(record: &GovernedRecord, actor: &Actor, done: &str) -> Self {
        let (contract, governed) = (&record.contract, &record.governed);
        let revealed = governed.state.is_revealed();
        let mut layout = Layout::new(Section::Contracts, held(&governed.meeting))
            .of_contract(contract, ContractSection::Meetings)
            .below(links::to_meetings(contract));
        layout.banner = banner(done);
        Self {
            layout,
            facts: facts(record),
            steps: steps(contract, governed, actor),
            read: revealed.then(|| Reading::of(&read(record), &[])),
            outcomes: outcomes(record),
            disputes: disputes(record),
            revisions: revisions(record),
            beside: None,
        }
    }

    /// The same page with the actions open on its day, and the way to agenda and minutes.
    #[must_use]
    pub fn beside(mut self, meeting: &Meeting, actions: &[ActionRecord]) -> Self {
        self.beside = Some(Beside::of(meeting, actions));
        self
    }
}

/// What was just done, by the word for it in the address.
fn banner(done: &str) -> Option<Banner> {
    let text = match done {
        "saved" => "Your scores are saved",
        "planned" => "The meeting is planned",
        "revealed" => "The scores are revealed",
        "signed" => "You have signed the meeting off for your side",
        "reopened" => "The meeting is reopened",
        _ => return None,
    };
    Some(Banner::success(text))
}

/// The scores and figures both sides may read.
pub(super) fn read(record: &GovernedRecord) -> MeetingRecord {
    let sides = record.scores.iter().filter(|score| score.side != Side::Agreed).cloned();
    MeetingRecord {
        meeting: record.governed.meeting.clone(),
        version: Arc::clone(&record.version),
        scores: sides.chain(record.current().map(Outcome::score)).collect(),
        figures: record.figures.clone(),
    }
}

fn facts(record: &GovernedRecord) -> Summary {
    let governed = &record.governed;
    let last = governed.last_day_to_score();
    let scoring = format!("{} to {}", day(governed.opens_on), day(last));
    let mut facts =
        Summary::new().state("State", Tag::stage(&governed.state)).with("Scoring", scoring);
    for side in OneSide::ALL {
        let seal = record.seals.iter().find(|seal| seal.side == *side);
        facts = facts.with(format!("{} scores", side.label()), sealed(governed, seal));
    }
    if let Some(reveal) = &governed.reveal {
        facts = facts.with("Revealed", revealed(reveal));
    }
    match governed.meeting.kind {
        MeetingKind::Scorecard => facts,
        MeetingKind::Check => facts.with("Scored by", checked_by(&record.version)),
    }
}

fn checked_by(version: &Version) -> String {
    let title = version.content.title();
    format!("{title}. Its figures are not part of the scorecard of the contract")
}

fn sealed(governed: &Governed, seal: Option<&Seal>) -> String {
    match seal {
        Some(seal) => format!("Sealed by {} on {}", seal.by, moment(seal.at)),
        None if governed.state.is_revealed() => "Not in when the scores were revealed".to_owned(),
        None => "Not sealed yet".to_owned(),
    }
}

fn revealed(reveal: &Reveal) -> String {
    let at = moment(reveal.at);
    match (reveal.cause, &reveal.reason) {
        (None, _) => format!("{at}, when both sides were in"),
        (Some(Cause::Deadline), _) => format!("{at}, at the deadline"),
        (Some(Cause::Chair), None) => format!("{at}, by {}", reveal.by),
        (Some(Cause::Chair), Some(reason)) => format!("{at}, by {}: {reason}", reveal.by),
    }
}

/// What somebody can do next, the likeliest first.
fn steps(contract: &Contract, governed: &Governed, actor: &Actor) -> Vec<Link> {
    let may = |action| actor.may_on(action, contract).is_ok();
    let side = match actor.relation(contract) {
        Relation::Client => Some(OneSide::Client),
        Relation::LeadSupplier => Some(OneSide::Supplier),
        Relation::Apart | Relation::Party | Relation::Operator => None,
    };
    let scores = may(Action::ScoreAsClient) || may(Action::ScoreAsSupplier);
    let takes = side.is_some_and(|side| governed.state.takes_scores_of(side));
    let settles = side.is_some() && may(Action::SettleMeetings);
    let leads = side.is_some() && may(Action::SignOff);
    let chairs = leads && side == Some(OneSide::Client);
    let state = &governed.state;
    let signable = matches!(state, State::Settled { .. } | State::Reopened { .. });
    let steps = [
        (scores && takes, "Score this meeting", "score"),
        (scores && takes, "Check your scores", "check"),
        (state.is_revealed(), "Discuss the scores", "discuss"),
        (leads && signable, "Sign off", "sign"),
        (settles && leads && state.is_signed_off(), "Reopen the meeting", "reopen"),
        (chairs && matches!(state, State::Sealed { .. }), "Reveal the scores now", "reveal"),
        (
            may(Action::RecordMeetings) && !state.is_revealed(),
            "Change the day or the deadline",
            "edit",
        ),
    ];
    let there = steps.into_iter().filter(|(there, ..)| *there);
    there
        .map(|(_, text, page)| Link::new(text, links::of_meeting(&governed.meeting, page)))
        .collect()
}

/// The outcome of each criterion, with a column for each revision.
pub(super) fn outcomes(record: &GovernedRecord) -> Table {
    let numbers: Vec<u32> = (1..=record.governed.state.revision()).collect();
    let heading = |number: &u32| match number {
        1 if numbers.len() == 1 => Column::words("Outcome"),
        number => Column::words(format!("Revision {number}")),
    };
    let mut columns = vec![Column::words("Criterion")];
    columns.extend(numbers.iter().map(heading));
    let table = Table::new("outcomes", "Outcomes by criterion", columns);
    if !record.governed.state.is_revealed() {
        return table;
    }
    let row = |(place, criterion, scale): (u16, &Criterion, &Scale)| {
        let mut row = vec![Cell::text(&criterion.title)];
        row.extend(numbers.iter().map(|number| {
            let of = |(revision, it): &&(u32, Outcome)| revision == number && it.criterion == place;
            outcome_cell(record.outcomes.iter().find(of).map(|(_, it)| it), scale)
        }));
        row
    };
    table.of(scored(&record.version.content).map(row))
}

/// An outcome, why, and who recorded it.
pub(super) fn outcome_cell(outcome: Option<&Outcome>, scale: &Scale) -> Cell {
    let Some(outcome) = outcome else { return Cell::text("Not settled yet") };
    let by = match &outcome.by {
        Some(by) => format!("{by}, {}", moment(outcome.at)),
        None => "Both sides gave the same".to_owned(),
    };
    let detail = match &outcome.reason {
        Some(reason) => format!("{reason} ({by})"),
        None => by,
    };
    Cell::text(labelled(scale, outcome.mark)).with_detail(detail)
}

fn disputes(record: &GovernedRecord) -> Table {
    let columns = ["Criterion", "Opened", "To be decided by", "Decision"].map(Column::words);
    let row = |dispute: &crate::domain::meetings::disputes::Dispute| {
        let mut criteria = scored(&record.version.content);
        let own = criteria.find(|(place, _, _)| *place == dispute.criterion);
        let title = own.map_or("Dispute", |(_, criterion, _)| criterion.title.as_str());
        let decided = dispute.decision.as_ref().map_or_else(
            || "Not decided yet".to_owned(),
            |decision| format!("{}: {}", decision.decided_by, decision.words),
        );
        vec![
            Cell::link(title, links::dispute(dispute.id)),
            Cell::text(moment(dispute.opened_at)),
            Cell::text(day(dispute.due_on)),
            Cell::text(decided),
        ]
    };
    Table::new("disputes", "Disputes", columns.to_vec()).of(record.disputes.iter().map(row))
}

/// What was signed, by whom, and the agreed figure then.
fn revisions(record: &GovernedRecord) -> Table {
    let columns = ["What was signed", "Why", "Client", "Supplier"].map(Column::words).to_vec();
    let columns = [columns, vec![Column::numbers("Agreed composite")]].concat();
    let numbers = 1..=record.governed.state.revision();
    let rows = numbers.filter(|number| record.sign_offs.iter().any(|it| it.revision == *number));
    Table::new("revisions", "Signatures", columns).of(rows.map(|number| signed(record, number)))
}

fn signed(record: &GovernedRecord, number: u32) -> Vec<Cell> {
    let revision = record.revisions.iter().find(|revision| revision.number == number);
    let why = revision.map_or_else(String::new, |it| format!("{} ({})", it.reason, it.by));
    let by = |side: OneSide| {
        let mut own = record.sign_offs.iter().filter(|it| it.revision == number);
        let sign_off = own.find(|it| it.side == side);
        sign_off.map_or_else(
            || Cell::text("Not signed yet"),
            |it| Cell::text(&it.name).with_detail(moment(it.at)),
        )
    };
    let agreed = record.signed.iter().find(|it| it.revision == number && it.side == Side::Agreed);
    let agreed = agreed.map_or_else(|| "Provisional".to_owned(), |it| composite(&it.composite));
    let name = if number == 1 { "The meeting".to_owned() } else { format!("Revision {number}") };
    let [client, supplier] = [OneSide::Client, OneSide::Supplier].map(by);
    vec![Cell::text(name), Cell::text(why), client, supplier, Cell::text(agreed)]
}
