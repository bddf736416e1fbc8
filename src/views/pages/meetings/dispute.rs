//! A dispute: its clock, what was said in it, how it ended, and what either side can add.

use super::score::labelled;
use super::settle::{prose, values};
use crate::domain::access::{Action, Actor, Relation};
use crate::domain::designs::Scale;
use crate::domain::meetings::OneSide;
use crate::domain::meetings::disputes::{Dispute, Note, NoteKind};
use crate::domain::meetings::governed::GovernedRecord;
use crate::domain::meetings::outcomes::given;
use crate::domain::meetings::sets::scored;
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Choice, Colour, Complaints, ContractSection, Entry, EntryKind, Layout, Pick, Radios, Section,
    Summary, Tag, TextField, day, links, moment,
};
use askama::Template;
use chrono::NaiveDate;

/// A dispute: its clock, what was said in it, and how it ended.
#[derive(Debug, Template)]
#[template(path = "dispute.html")]
pub struct DisputePage {
    layout: Layout,
    complaints: Complaints,
    facts: Summary,
    entries: Vec<TimelineEntry>,
    note: Option<NoteForm>,
}

/// Something that was said or decided.
#[derive(Debug)]
struct TimelineEntry {
    title: String,
    by: String,
    at: String,
    words: String,
}

/// The forms of a dispute that is open.
#[derive(Debug)]
struct NoteForm {
    address: String,
    kind: Radios,
    words: TextField,
    decided_by: Entry,
    value: Pick,
    decision: TextField,
}

/// What was entered in a dispute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteGiven {
    /// What a note is.
    pub kind: String,
    /// What a side says.
    pub words: String,
    /// Who decided.
    pub decided_by: String,
    /// The score that was decided on.
    pub value: String,
    /// What was decided, and why.
    pub decision: String,
}

impl DisputePage {
    /// The page of a dispute as somebody sees it.
    #[must_use]
    pub fn of(
        record: &GovernedRecord, dispute: &Dispute, entered: &NoteGiven,
        (actor, today): (&Actor, NaiveDate),
    ) -> Self {
        let mut criteria = scored(&record.version.content);
        let found = criteria.find(|(place, _, _)| *place == dispute.criterion);
        let title = found.map_or("a criterion", |(_, criterion, _)| criterion.title.as_str());
        let sides =
            matches!(actor.relation(&record.contract), Relation::Client | Relation::LeadSupplier);
        let may = sides && actor.may_on(Action::SettleMeetings, &record.contract).is_ok();
        let form = found.filter(|_| may && dispute.decision.is_none());
        Self {
            layout: Layout::new(Section::Contracts, format!("Dispute: {title}"))
                .of_contract(&record.contract, ContractSection::Meetings)
                .below(links::to_meeting(&record.contract, &record.governed.meeting)),
            complaints: Complaints::default(),
            facts: facts(record, dispute, today),
            entries: entries(dispute),
            note: form.map(|(_, _, scale)| note_form(dispute, scale, entered)),
        }
    }

    /// The same page with what has to be put right.
    #[must_use]
    pub fn with(mut self, problems: &[Problem]) -> Self {
        for problem in problems {
            let Place::Field(field) = &problem.place else { continue };
            self.complaints.add(field.clone(), problem.remedy.clone());
            let Some(form) = &mut self.note else { continue };
            let error = Some(problem.remedy.clone());
            match field.as_str() {
                "words" => form.words.error = error,
                "decided_by" => form.decided_by.error = error,
                "decision" => form.decision.error = error,
                "kind" => form.kind.error = error,
                _ => {}
            }
        }
        self.layout = self.layout.with_errors();
        self
    }
}

fn facts(record: &GovernedRecord, dispute: &Dispute, today: NaiveDate) -> Summary {
    let mut criteria = scored(&record.version.content);
    let found = criteria.find(|(place, _, _)| *place == dispute.criterion);
    let gave = |side: OneSide| {
        let mark = given(&record.scores, side, dispute.criterion);
        found.map_or_else(String::new, |(_, _, scale)| labelled(scale, mark))
    };
    let state = match (&dispute.decision, dispute.is_overdue(today)) {
        (Some(_), _) => Tag::new("Decided", Colour::Green),
        (None, true) => Tag::new("Overdue", Colour::Red),
        (None, false) => Tag::new("Open", Colour::Blue),
    };
    Summary::new()
        .state("State", state)
        .with("Client gave", gave(OneSide::Client))
        .with("Supplier gave", gave(OneSide::Supplier))
        .with("Opened", moment(dispute.opened_at))
        .with("To be decided by", format!("{} (10 working days)", day(dispute.due_on)))
}

/// What was said, the latest first.
fn entries(dispute: &Dispute) -> Vec<TimelineEntry> {
    let note = |note: &Note| TimelineEntry {
        title: format!("{} of the {}", note.kind.label(), note.side.word()),
        by: note.by.clone(),
        at: moment(note.at),
        words: note.words.clone(),
    };
    let decision = dispute.decision.iter().map(|it| TimelineEntry {
        title: format!("Decided by {}", it.decided_by),
        by: it.recorded_by.clone(),
        at: moment(it.at),
        words: it.words.clone(),
    });
    decision.chain(dispute.notes.iter().rev().map(note)).collect()
}

fn note_form(dispute: &Dispute, scale: &Scale, entered: &NoteGiven) -> NoteForm {
    let kind = |kind: &NoteKind| Choice {
        value: kind.word().to_owned(),
        label: kind.label().to_owned(),
        hint: String::new(),
    };
    let mut choices = values(scale);
    if let Some(first) = choices.first_mut() {
        "Each side keeps its own score".clone_into(&mut first.label);
    }
    NoteForm {
        address: links::dispute(dispute.id),
        kind: Radios {
            id: "kind",
            legend: "What do you want to add?",
            choices: NoteKind::ALL.iter().map(kind).collect(),
            chosen: entered.kind.clone(),
            error: None,
        },
        words: prose("words", "What your side has to say", &entered.words),
        decided_by: Entry::new("decided_by", "Who decided", EntryKind::Text)
            .told("The name of a person")
            .holding(&entered.decided_by),
        value: Pick {
            id: "value",
            label: "The score that was decided on".to_owned(),
            choices,
            chosen: entered.value.clone(),
            error: None,
        },
        decision: prose("decision", "What was decided, and why", &entered.decision),
    }
}
