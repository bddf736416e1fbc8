//! Rows of a file of value-add items.

use super::cells::{Wrong, count, date, money, not_among, unless_missing};
use super::kinds::{CONTRACT, Column};
use super::line::{Line, Spot};
use super::table::{Parse, Spots};
use crate::app::imports::{ValuePart, ValueRow};
use crate::domain::contracts::plain;
use crate::domain::value::{Kind, Recorded, State, Towards};

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "contract",
        about: "Reference of the contract",
        synonyms: CONTRACT,
        ..Column::REQUIRED
    },
    Column {
        name: "title",
        about: "What was promised or offered, in a line",
        synonyms: &["Item", "Commitment", "Offer", "Value Add", "Added Value"],
        ..Column::REQUIRED
    },
    Column {
        name: "kind",
        about: "networking, knowledge_sharing, resource_sharing, delivery, innovation, social_value or event",
        synonyms: &["Type", "Category", "Kind of Value"],
        ..Column::REQUIRED
    },
    Column {
        name: "claimed_gbp",
        about: "What the supplier says it is worth, in pounds",
        synonyms: &["Claimed", "Claimed Value", "Claimed Amount", "Value Claimed"],
        ..Column::OPTIONAL
    },
    Column {
        name: "due",
        about: "The day it is due; a commitment made in the tender has one, an offer made since has none",
        synonyms: &["Due Date", "Due On", "Deadline"],
        ..Column::OPTIONAL
    },
    Column {
        name: "state",
        about: "proposed, accepted, delivered, verified, rejected or withdrawn; proposed for a new item when empty",
        synonyms: &["Status", "Stage"],
        ..Column::OPTIONAL
    },
    Column {
        name: "verified_gbp",
        about: "What the client found it worth, in pounds",
        synonyms: &["Verified", "Verified Value", "Verified Amount", "Value Verified"],
        ..Column::OPTIONAL
    },
    Column {
        name: "date",
        about: "The day it takes place or was delivered; what is verified counts from it",
        synonyms: &["Delivered On", "Delivery Date", "Event Date", "Held On"],
        ..Column::OPTIONAL
    },
    Column {
        name: "attendance",
        about: "How many came",
        synonyms: &["Attendees", "Attended", "Number Attending"],
        ..Column::OPTIONAL
    },
    Column {
        name: "contributes_to",
        about: "project or organisation; the project for a new item when empty",
        synonyms: &["Contribution", "Towards"],
        ..Column::OPTIONAL
    },
    Column {
        name: "method",
        about: "How the claimed amount was worked out",
        synonyms: &["Claim Method", "Basis of Claim", "How Worked Out"],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "C-0001,Two apprentices hired,social_value,\"24,000.00\",2026-09-30,accepted,,,,organisation,Published unit value for each apprentice",
    "C-0001,Open day at the depot,event,1500,,verified,1200,14 May 2026,38,project,Hours given at day rates",
];

/// Where each field of an item is.
pub(super) struct Value {
    contract: Spot,
    title: Spot,
    kind: Spot,
    claimed: Spot,
    due: Spot,
    state: Spot,
    verified: Spot,
    on: Spot,
    attendance: Spot,
    towards: Spot,
    method: Spot,
}

impl Value {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            contract: spots.get("contract"),
            title: spots.get("title"),
            kind: spots.get("kind"),
            claimed: spots.get("claimed_gbp"),
            due: spots.get("due"),
            state: spots.get("state"),
            verified: spots.get("verified_gbp"),
            on: spots.get("date"),
            attendance: spots.get("attendance"),
            towards: spots.get("contributes_to"),
            method: spots.get("method"),
        }
    }
}

impl Parse for Value {
    type Out = ValueRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<ValueRow, ValuePart> {
        let contract = line.key(&self.contract);
        let title = line.key(&self.title);
        let kind = line.required(&self.kind, kind);
        let claimed = line.optional(&self.claimed, money);
        let due = line.optional(&self.due, date);
        let state = line.optional(&self.state, state);
        let verified = line.optional(&self.verified, money);
        let on = line.optional(&self.on, date);
        let attendance = line.optional(&self.attendance, count);
        let towards = line.optional(&self.towards, towards);
        let method = line.prose(&self.method);
        let part = ValuePart { contract: contract.clone() };
        let recorded = || {
            Some(Recorded {
                title: title?,
                kind: kind?,
                towards: towards?,
                due: due?,
                on: on?,
                claimed: claimed?,
                method,
                state: state?,
                verified: verified?,
                attendance: attendance?,
            })
        };
        match (contract, recorded()) {
            (Some(contract), Some(recorded)) => Ok(ValueRow { contract, recorded }),
            _ => Err(part),
        }
    }
}

/// What a cell comes to in our own words; nothing for a field of free text.
pub(super) fn as_read(field: &str, cell: &str) -> Option<Result<String, Wrong>> {
    Some(match field {
        "kind" => kind(cell).map(|kind| kind.word().to_owned()),
        "claimed_gbp" | "verified_gbp" => shown(cell, |cell| Ok(money(cell)?.to_string())),
        "due" | "date" => shown(cell, |cell| Ok(date(cell)?.to_string())),
        "state" => shown(cell, |cell| Ok(state(cell)?.word().to_owned())),
        "attendance" => shown(cell, |cell| Ok(count(cell)?.to_string())),
        "contributes_to" => shown(cell, |cell| Ok(towards(cell)?.word().to_owned())),
        _ => return None,
    })
}

fn shown(cell: &str, read: impl Fn(&str) -> Result<String, Wrong>) -> Result<String, Wrong> {
    unless_missing(cell, read).map(|read| read.unwrap_or_else(|| cell.to_owned()))
}

/// What kind of value it is.
fn kind(cell: &str) -> Result<Kind, Wrong> {
    let other = || match plain(cell).as_str() {
        "knowledgetransfer" | "training" => Some(Kind::KnowledgeSharing),
        "community" | "csr" => Some(Kind::SocialValue),
        "coworking" | "coworkingevent" | "workshop" => Some(Kind::Event),
        _ => None,
    };
    let words = Kind::ALL.iter().map(|kind| kind.word());
    Kind::parse(cell).or_else(other).ok_or_else(|| not_among("a kind of value-add", words))
}

/// How far an item has come.
fn state(cell: &str) -> Result<State, Wrong> {
    let words = State::ALL.iter().map(|state| state.word());
    State::parse(cell).ok_or_else(|| not_among("a state", words))
}

/// What an item contributes to.
fn towards(cell: &str) -> Result<Towards, Wrong> {
    let words = Towards::ALL.iter().map(|towards| towards.word());
    let known = Towards::parse(cell).or_else(|| match plain(cell).as_str() {
        "theorganisation" | "organization" => Some(Towards::Organisation),
        _ => None,
    });
    known.ok_or_else(|| not_among("what an item contributes to", words))
}
