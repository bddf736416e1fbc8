//! One piece of evidence: what it is, how far it has come, its files, and what can be done next.

use super::{Ways, level, progress, to_area};
use crate::domain::contracts::Contract;
use crate::domain::knowledge::Area;
use crate::domain::knowledge::evidence::{Evidence, Progress, Signature, State};
use crate::domain::knowledge::files::File;
use crate::views::pages::parts::{
    Cell, Column, Complaints, ContractSection, Layout, Link, Section, Summary, Table, day, links,
    moment,
};
use askama::Template;

/// One piece of evidence.
#[derive(Debug, Template)]
#[template(path = "evidence.html")]
pub struct EvidencePage {
    layout: Layout,
    complaints: Complaints,
    facts: Summary,
    link: Option<String>,
    files: Table,
    upload: Option<String>,
    links: Vec<Link>,
}

impl EvidencePage {
    /// The page of evidence about somebody called `name`, with what was wrong with a file that
    /// was just sent.
    #[must_use]
    pub fn of(
        contract: &Contract, (area, name): (&Area, &str), evidence: &Evidence, ways: Ways,
        complaints: Complaints,
    ) -> Self {
        let layout = Layout::new(Section::Contracts, &evidence.title)
            .of_contract(contract, ContractSection::Knowledge)
            .below(to_area(contract, area));
        let own = links::evidence(evidence.id);
        let takes_files = ways.records && evidence.is_open().is_ok();
        Self {
            layout: if complaints.is_empty() { layout } else { layout.with_errors() },
            complaints,
            facts: facts(evidence, name),
            link: evidence.link.clone(),
            files: files(&evidence.files),
            upload: takes_files.then(|| format!("{own}/files")),
            links: ways_on(evidence, ways),
        }
    }

    fn error(&self) -> Option<String> {
        self.complaints.about("file")
    }
}

fn facts(evidence: &Evidence, name: &str) -> Summary {
    let by = |it: &Signature| format!("{}, {}", it.name, day(it.on));
    let facts = Summary::new()
        .with("Kind", evidence.kind.label())
        .with("Whose level", name)
        .with("Level it shows", level(evidence.level))
        .state("State", progress(evidence.progress()))
        .with("Planned by", &evidence.planned_by)
        .with("Due", evidence.due.map_or_else(|| "No date".to_owned(), day));
    let facts = match &evidence.state {
        State::Planned => facts,
        State::Delivered(delivered) => facts.with("Delivered by", by(delivered)),
        State::Verified { delivered, verified } => {
            facts.with("Delivered by", by(delivered)).with("Verified by", by(verified))
        }
        State::Rejected { delivered, rejected, reason } => facts
            .with("Delivered by", by(delivered))
            .with("Rejected by", by(rejected))
            .with("Reason", reason),
    };
    match &evidence.note {
        Some(note) => facts.with("Note", note),
        None => facts,
    }
}

fn files(files: &[File]) -> Table {
    let columns = vec![
        Column::words("File"),
        Column::words("Type"),
        Column::numbers("Size"),
        Column::words("Added"),
    ];
    Table::new("files", "Files", columns).of(files.iter().map(|file| {
        vec![
            Cell::link(&file.name, format!("/api/v1/evidence-files/{}", file.id)),
            Cell::text(file.kind.label()),
            Cell::text(format!("{}KB", file.bytes.div_ceil(1_000))),
            Cell::text(format!("{}, {}", file.added_by, moment(file.added_at))),
        ]
    }))
}

fn ways_on(evidence: &Evidence, ways: Ways) -> Vec<Link> {
    let own = links::evidence(evidence.id);
    let link = |text: &str, end: &str| Link::new(text, format!("{own}/{end}"));
    match evidence.progress() {
        Progress::Planned if ways.records => vec![link("Deliver this evidence", "deliver")],
        Progress::Delivered if ways.verifies => {
            vec![link("Verify this evidence", "verify"), link("Reject this evidence", "reject")]
        }
        Progress::Planned | Progress::Delivered | Progress::Verified | Progress::Rejected => {
            Vec::new()
        }
    }
}
