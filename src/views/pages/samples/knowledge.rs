//! Knowledge of a contract, with text that would break markup if it were not escaped.

use super::{HOSTILE, contract, date, id, moment};
use crate::domain::audit::Digest;
use crate::domain::exact::Weight;
use crate::domain::ids::{ActorId, AreaId, EvidenceId, FileId, HolderId, ImportId};
use crate::domain::knowledge::evidence::{Evidence, Kind, Signature, State};
use crate::domain::knowledge::files::{File, MediaKind};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Area, Assessment, Holder, HolderSide, Level, Plan, Post, Record};
use crate::domain::meetings::Origin;

fn area(n: u128, title: &str, target: Level) -> Area {
    let plan = Plan {
        key: format!("area-{n}"),
        title: title.to_owned(),
        weight: Weight::ONE,
        baseline: Level::Aware,
        target,
        target_on: Some(date(2026, 7, 1)),
    };
    Area { id: AreaId(id(n)), contract: contract().id, revision: 1, plan }
}

fn holder(n: u128, name: &str, side: HolderSide) -> Holder {
    let (from, until) = (Some(date(2024, 4, 1)), (n == 62).then(|| date(2026, 6, 30)));
    let post = Post { name: name.to_owned(), role: HOSTILE.to_owned(), side, from, until };
    Holder { id: HolderId(id(n)), contract: contract().id, revision: 1, post }
}

fn level(area: u128, holder: u128, month: u32, level: Level) -> Assessment {
    Assessment {
        area: AreaId(id(area)),
        holder: HolderId(id(holder)),
        on: date(2026, month, 1),
        level,
        witness: Some(HOSTILE.to_owned()),
        note: Some(HOSTILE.to_owned()),
        evidence: (month == 5).then_some(EvidenceId(id(70))),
        by: HOSTILE.to_owned(),
        origin: (month == 3).then(|| Origin { import: ImportId(id(9)), line: 4 }),
    }
}

fn by(n: u128) -> Signature {
    Signature { actor: ActorId(id(n)), name: HOSTILE.to_owned(), on: date(2026, 5, 2) }
}

/// Evidence as far as it has come.
pub(in crate::views::pages) fn evidence(state: State) -> Evidence {
    let file = File {
        id: FileId(id(80)),
        evidence: EvidenceId(id(70)),
        contract: contract().id,
        digest: Digest::NONE,
        name: format!("{HOSTILE}.pdf"),
        kind: MediaKind::Pdf,
        bytes: 12_345,
        added_by: HOSTILE.to_owned(),
        added_at: moment(),
    };
    Evidence {
        id: EvidenceId(id(70)),
        contract: contract().id,
        revision: 2,
        area: AreaId(id(51)),
        holder: HolderId(id(61)),
        kind: Kind::Task,
        title: HOSTILE.to_owned(),
        level: Level::ReverseShadow,
        due: Some(date(2026, 6, 1)),
        planned_by: HOSTILE.to_owned(),
        note: Some(HOSTILE.to_owned()),
        link: Some(format!("https://wiki.example/?{HOSTILE}")),
        state,
        files: vec![file],
    }
}

/// Evidence in each of its states.
pub(in crate::views::pages) fn states() -> Vec<State> {
    let (delivered, verified, rejected) = (by(1), by(2), by(2));
    vec![
        State::Planned,
        State::Delivered(delivered.clone()),
        State::Verified { delivered: delivered.clone(), verified },
        State::Rejected { delivered, rejected, reason: HOSTILE.to_owned() },
    ]
}

/// Everything known of a contract.
pub(in crate::views::pages) fn known() -> Known {
    let record = Record {
        areas: vec![
            area(51, HOSTILE, Level::Independent),
            area(52, "Releases", Level::Shadow),
            area(53, "Incidents", Level::Aware),
        ],
        holders: vec![
            holder(61, HOSTILE, HolderSide::Client),
            holder(62, "Kit", HolderSide::Client),
            holder(63, "Sam", HolderSide::Supplier),
        ],
        assessments: vec![
            level(51, 61, 3, Level::Aware),
            level(52, 62, 4, Level::Shadow),
            level(51, 61, 5, Level::ReverseShadow),
        ],
    };
    let evidence = states().into_iter().map(evidence).collect();
    Known { contract: contract(), record, evidence, on: date(2026, 7, 6) }
}

/// The same contract before anything is known.
pub(in crate::views::pages) fn nothing() -> Known {
    Known { record: Record::default(), evidence: Vec::new(), ..known() }
}
