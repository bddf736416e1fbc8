//! Signing off: what is signed, in full, and by whom.

use super::Reading;
use super::governed::{outcomes, read};
use crate::domain::meetings::OneSide;
use crate::domain::meetings::governed::GovernedRecord;
use crate::views::pages::parts::{
    ContractSection, Layout, Section, Summary, Table, day, links, moment,
};
use askama::Template;

/// What a side signs.
#[derive(Debug, Template)]
#[template(path = "sign.html")]
pub struct SignPage {
    layout: Layout,
    facts: Summary,
    read: Reading,
    outcomes: Table,
    action: String,
    digest: String,
    button: String,
}

impl SignPage {
    /// The page on which a side signs a meeting.
    #[must_use]
    pub fn of(record: &GovernedRecord, side: OneSide) -> Self {
        let (contract, meeting) = (&record.contract, &record.governed.meeting);
        let heading = format!("Sign off the meeting of {}", day(meeting.held_on));
        Self {
            layout: Layout::new(Section::Contracts, heading)
                .of_contract(contract, ContractSection::Meetings)
                .below(links::to_meeting(contract, meeting)),
            facts: facts(record),
            read: Reading::of(&read(record), &[]),
            outcomes: outcomes(record),
            action: links::of_meeting(meeting, "sign"),
            digest: record.digest().to_string(),
            button: format!("Sign off for the {}", side.word()),
        }
    }
}

fn facts(record: &GovernedRecord) -> Summary {
    let revision = record.governed.state.revision();
    let mut facts = Summary::new();
    for side in OneSide::ALL {
        let mut own = record.sign_offs.iter().filter(|it| it.revision == revision);
        let signed = own.find(|it| it.side == *side).map_or_else(
            || "Not signed yet".to_owned(),
            |it| format!("Signed by {} on {}", it.name, moment(it.at)),
        );
        facts = facts.with(side.label(), signed);
    }
    facts
}
