//! Knowledge transfer: the index of a contract, one area, evidence, exit readiness, and forms.

mod area;

mod evidence;

mod forms;

mod overview;

mod readiness;

pub use area::AreaPage;
pub use evidence::EvidencePage;
pub use forms::{
    AreaForm, DeliveryForm, EvidenceForm, FallForm, HolderForm, SettlingForm, area as area_form,
    delivery as delivery_form, evidence as evidence_form, fall as fall_form, holder as holder_form,
    rejection as rejection_form, verification as verification_form,
};
pub use overview::KnowledgePage;
pub use readiness::ReadinessPage;

use super::parts::{Colour, Link, Tag, links};
use crate::domain::contracts::Contract;
use crate::domain::knowledge::evidence::Progress;
use crate::domain::knowledge::{Area, Level, Standing};

/// What whoever looks may do besides reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// Plan areas and evidence, say who is to know, deliver.
    pub records: bool,
    /// Verify and reject for the client, and say that a level fell.
    pub verifies: bool,
}

/// A level with its number: `3 Reverse shadow`.
fn level(level: Level) -> String {
    format!("{} {}", level.number(), level.label())
}

/// How an area does against its target.
fn tag(standing: &Standing<'_>) -> Tag {
    match (standing.is_below(), standing.is_assessed) {
        (false, _) => Tag::new("At target", Colour::Green),
        (true, true) => Tag::new("Below target", Colour::Yellow),
        (true, false) => Tag::new("Not verified", Colour::Grey),
    }
}

/// How far evidence has come.
fn progress(progress: Progress) -> Tag {
    let colour = match progress {
        Progress::Planned => Colour::Grey,
        Progress::Delivered => Colour::Blue,
        Progress::Verified => Colour::Green,
        Progress::Rejected => Colour::Red,
    };
    Tag::new(progress.label(), colour)
}

/// The way to the knowledge of a contract.
fn to_knowledge(contract: &Contract) -> Vec<Link> {
    let knowledge = Link::new("Knowledge transfer", links::knowledge(contract.id));
    [links::to_contract(contract), vec![knowledge]].concat()
}

/// The way to an area.
fn to_area(contract: &Contract, area: &Area) -> Vec<Link> {
    let own = Link::new(&area.plan.title, links::area(contract.id, area.id));
    [to_knowledge(contract), vec![own]].concat()
}
