//! The minutes of a meeting and what was decided.

use crate::domain::contracts::Contract;
use crate::domain::meetings::Meeting;
use crate::domain::meetings::minutes::{Decision, Minutes};
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Cell, Column, Complaints, ContractSection, Entry, EntryKind, Layout, Link, May, Section, Table,
    TextField, day, links, moment,
};
use askama::Template;

/// The minutes of a meeting.
#[derive(Debug, Template)]
#[template(path = "minutes.html")]
pub struct MinutesPage {
    layout: Layout,
    complaints: Complaints,
    here: String,
    act: bool,
    kept: bool,
    agenda: Link,
    paragraphs: Vec<String>,
    written: Option<String>,
    revision: i64,
    body: TextField,
    conflict: bool,
    decisions: Table,
    what: Entry,
    decided_by: Entry,
}

impl MinutesPage {
    /// The page of the minutes of a meeting.
    #[must_use]
    pub fn of(contract: &Contract, meeting: &Meeting, minutes: &Minutes, may: May) -> Self {
        let here = links::meeting(contract.id, meeting.id);
        let written = minutes.written.as_ref();
        let heading = format!("Minutes of {}", day(meeting.held_on));
        Self {
            layout: Layout::new(Section::Contracts, heading)
                .of_contract(contract, ContractSection::Meetings)
                .below(links::below(contract, "Meeting", here.clone())),
            complaints: Complaints::default(),
            here,
            act: may == May::Act && !minutes.kept,
            kept: minutes.kept,
            agenda: Link::new("Agenda and actions", links::agenda(contract.id, meeting.id)),
            paragraphs: paragraphs(&minutes.body),
            written: written.map(|(by, at)| format!("Written by {} on {}", by.name, moment(*at))),
            revision: minutes.revision,
            body: body(&minutes.body),
            conflict: false,
            decisions: decisions(&minutes.decisions),
            what: Entry::new("what", "What was decided", EntryKind::Text),
            decided_by: Entry::new("decided_by", "Who decided it", EntryKind::Text),
        }
    }

    /// The same page beside what somebody wrote who had read an earlier version of it.
    #[must_use]
    pub fn beside(mut self, sent: &str) -> Self {
        let told = "Somebody changed the minutes meanwhile. Put the two texts together and save";
        self.conflict = true;
        self.body = TextField { error: Some(told.to_owned()), ..body(sent) };
        self.complaints.add("body", told);
        self.layout = self.layout.with_errors();
        self
    }

    /// The same page, shown again with what has to be put right.
    #[must_use]
    pub fn with(mut self, problems: &[Problem], (what, by): (&str, &str)) -> Self {
        self.what = self.what.holding(what);
        self.decided_by = self.decided_by.holding(by);
        for problem in problems {
            let remedy = problem.remedy.clone();
            let field = match &problem.place {
                Place::Field(name) if name == "what" => "what",
                Place::Field(name) if name == "decided_by" => "decided_by",
                Place::Field(_) | Place::Whole | Place::Cell { .. } => "body",
            };
            match field {
                "what" => self.what.error = Some(remedy.clone()),
                "decided_by" => self.decided_by.error = Some(remedy.clone()),
                _ => self.body.error = Some(remedy.clone()),
            }
            self.complaints.add(field, remedy);
        }
        self.layout = self.layout.with_errors();
        self
    }
}

fn body(text: &str) -> TextField {
    TextField::area("body", "What was said", "Everybody who reads the contract reads this", 16)
        .holding(text)
}

fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn decisions(decided: &[Decision]) -> Table {
    let columns =
        vec![Column::words("Decision"), Column::words("Decided by"), Column::words("Recorded")];
    let row = |decision: &Decision| {
        vec![
            Cell::text(&decision.what),
            Cell::text(&decision.decided_by),
            Cell::text(&decision.recorded_by.name).with_detail(moment(decision.at)),
        ]
    };
    Table::new("decisions", "Decisions", columns).of(decided.iter().map(row))
}
