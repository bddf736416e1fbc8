//! Rows of a file of verified knowledge levels.

use super::cells::{date, level};
use super::kinds::{CONTRACT, Column};
use super::line::{Line, Spot};
use super::table::{Parse, Spots};
use crate::app::imports::{KnowledgePart, KnowledgeRow};

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "contract",
        about: "Reference of the contract",
        synonyms: CONTRACT,
        ..Column::REQUIRED
    },
    Column {
        name: "area",
        about: "Title or key of the knowledge area; a new one is added with a weight of 1",
        synonyms: &["Knowledge Area", "Skill Area", "Skill", "Topic", "Subject"],
        ..Column::REQUIRED
    },
    Column {
        name: "person",
        about: "Name of the person or role; somebody new is added as one of the client’s",
        synonyms: &["Person or Role", "Role", "Name", "Learner", "Employee"],
        ..Column::REQUIRED
    },
    Column {
        name: "level",
        about: "What was verified: 0 none, 1 aware, 2 shadow, 3 reverse shadow or 4 independent",
        synonyms: &["Level Reached", "Knowledge Level", "Skill Level", "Current Level"],
        ..Column::REQUIRED
    },
    Column {
        name: "on",
        about: "The day it was verified",
        synonyms: &["Date", "Assessed On", "Verified On", "Assessment Date", "Date Verified"],
        ..Column::REQUIRED
    },
    Column {
        name: "target",
        about: "The level to be reached, 1 to 4; required for a new area",
        synonyms: &["Target Level"],
        ..Column::OPTIONAL
    },
    Column {
        name: "target_date",
        about: "The day it is to be reached by",
        synonyms: &["Target By", "Due", "Due Date", "By"],
        ..Column::OPTIONAL
    },
    Column {
        name: "evidence",
        about: "What it was seen by",
        synonyms: &["Evidence Link", "Note", "Notes", "Comment"],
        ..Column::OPTIONAL
    },
    Column {
        name: "witness",
        about: "Who of the client saw it; required from level 3 on",
        synonyms: &["Witnessed By", "Client Witness", "Verified By"],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "C-0001,Deployment,Duty engineer,3,2026-07-14,4,2026-12-31,Released 4.2 with us watching,Rowan Hale",
    "C-0001,Incident response,Service manager,1,2026-07-14,3,2026-12-31,Briefing of 14 July,",
];

/// Where each field of a verified level is.
pub(super) struct Knowledge {
    contract: Spot,
    area: Spot,
    person: Spot,
    level: Spot,
    on: Spot,
    target: Spot,
    target_date: Spot,
    evidence: Spot,
    witness: Spot,
}

impl Knowledge {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            contract: spots.get("contract"),
            area: spots.get("area"),
            person: spots.get("person"),
            level: spots.get("level"),
            on: spots.get("on"),
            target: spots.get("target"),
            target_date: spots.get("target_date"),
            evidence: spots.get("evidence"),
            witness: spots.get("witness"),
        }
    }
}

impl Parse for Knowledge {
    type Out = KnowledgeRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<KnowledgeRow, KnowledgePart> {
        let contract = line.key(&self.contract);
        let area = line.name(&self.area);
        let person = line.name(&self.person);
        let reached = line.required(&self.level, level);
        let on = line.required(&self.on, date);
        let target = line.optional(&self.target, level);
        let target_date = line.optional(&self.target_date, date);
        let evidence = line.prose(&self.evidence);
        let witness = line.optional_name(&self.witness);
        let part = KnowledgePart { contract, area, person, target, target_date };
        match (reached, on, witness, part) {
            (
                Some(level),
                Some(on),
                Some(witness),
                KnowledgePart {
                    contract: Some(contract),
                    area: Some(area),
                    person: Some(person),
                    target: Some(target),
                    target_date: Some(target_date),
                },
            ) => Ok(KnowledgeRow {
                contract,
                area,
                person,
                level,
                on,
                target,
                target_date,
                evidence,
                witness,
            }),
            (_, _, _, part) => Err(part),
        }
    }
}
