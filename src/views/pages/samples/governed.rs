//! Governed meetings to make sample pages of.

use super::{HOSTILE, contract, date, figure, id, meeting, moment, scores, version};
use crate::domain::access::{Actor, Reach, Role, Seat, Surface, Whence};
use crate::domain::audit::Digest;
use crate::domain::ids::{ActorId, DisputeId, SeriesId};
use crate::domain::meetings::disputes::{Decision, Dispute, Note, NoteKind};
use crate::domain::meetings::governed::{
    Governed, GovernedRecord, Reveal, Revision, Seal, SignOff, SignedFigure,
};
use crate::domain::meetings::outcomes::{Outcome, alike};
use crate::domain::meetings::scoring::{LastTime, Scoring};
use crate::domain::meetings::series::{Rhythm, Series};
use crate::domain::meetings::sets::{GivenMark, ScoreSet, roll_up};
use crate::domain::meetings::states::{Cause, State};
use crate::domain::meetings::{Mark, OneSide, Side, Unscored};

pub(in crate::views::pages) fn lead(role: Role) -> Actor {
    let contract = contract();
    let own = match role {
        Role::SupplierLead | Role::SupplierMember => contract.supplier.id,
        Role::Administrator
        | Role::Auditor
        | Role::ClientLead
        | Role::ClientMember
        | Role::Commercial => contract.client.id,
    };
    let seat = Seat::new(role, Some(own)).unwrap();
    let whence = Whence { surface: Surface::Page, address: None };
    Actor::person(ActorId(id(60)), HOSTILE.to_owned(), seat, Reach::Full, whence)
}

pub(in crate::views::pages) fn governed(state: State) -> Governed {
    let reveal = Reveal {
        cause: Some(Cause::Chair),
        reason: Some(HOSTILE.to_owned()),
        by: HOSTILE.to_owned(),
        at: moment(),
    };
    Governed {
        meeting: meeting(),
        series: Some((SeriesId(id(61)), date(2026, 7, 6))),
        opens_on: date(2026, 7, 3),
        deadline: moment(),
        state,
        changes: 7,
        reveal: state.is_revealed().then_some(reveal),
    }
}

pub(in crate::views::pages) fn series() -> Vec<Series> {
    let series = Series {
        id: SeriesId(id(61)),
        contract: contract().id,
        title: HOSTILE.to_owned(),
        rhythm: Rhythm::Weekly,
        starts_on: date(2026, 1, 5),
        days_to_score: 2,
        ended_at: None,
    };
    let ended = Series { id: SeriesId(id(62)), ended_at: Some(moment()), ..series.clone() };
    vec![series, ended]
}

/// What is scored from: nothing yet, or a set with a copied score and a comment.
pub(in crate::views::pages) fn scoring(set: Option<ScoreSet>, whole: bool) -> Scoring {
    let version = version();
    let sets: Vec<ScoreSet> = set.iter().cloned().chain(set.clone()).collect();
    let rolled = whole.then(|| roll_up(&version.content, &sets));
    let client = scores().into_iter().filter(|score| score.side == Side::Client);
    Scoring {
        contract: contract(),
        governed: governed(State::Open),
        side: OneSide::Client,
        last: LastTime {
            on: Some(date(2026, 6, 29)),
            marks: client.map(|score| (score.criterion, score.mark)).collect(),
        },
        whole: rolled,
        version,
        set,
    }
}

pub(in crate::views::pages) fn set() -> ScoreSet {
    let client = scores().into_iter().filter(|score| score.side == Side::Client);
    let given = |(place, score): (usize, crate::domain::meetings::Score)| GivenMark {
        criterion: score.criterion,
        mark: score.mark,
        comment: Some(HOSTILE.to_owned()).filter(|_| place > 0),
        copied_from: (place == 1).then(|| date(2026, 6, 29)),
    };
    ScoreSet {
        side: OneSide::Client,
        scorer: ActorId(id(60)),
        name: HOSTILE.to_owned(),
        changes: 3,
        saved_at: moment(),
        marks: client.enumerate().map(given).collect(),
    }
}

pub(in crate::views::pages) fn dispute(decided: bool) -> Dispute {
    let note = |kind| Note {
        kind,
        side: OneSide::Supplier,
        words: HOSTILE.to_owned(),
        by: HOSTILE.to_owned(),
        at: moment(),
    };
    let decision = Decision {
        decided_by: HOSTILE.to_owned(),
        words: HOSTILE.to_owned(),
        recorded_by: HOSTILE.to_owned(),
        at: moment(),
    };
    Dispute {
        id: DisputeId(id(63)),
        meeting: meeting().id,
        contract: contract().id,
        criterion: 1,
        opened_at: moment(),
        due_on: date(2026, 7, 20),
        notes: vec![note(NoteKind::Position), note(NoteKind::Evidence)],
        decision: decided.then_some(decision),
    }
}

/// A meeting in a state, with what it has gathered by then.
pub(in crate::views::pages) fn record(state: State) -> GovernedRecord {
    let version = version();
    let revealed = state.is_revealed();
    let all = if revealed { scores() } else { Vec::new() };
    let numbers = 1..=state.revision();
    let outcomes = numbers.clone().flat_map(|number| outcomes(&version, number, revealed));
    let signs = |revision: u32| {
        OneSide::ALL.iter().map(move |side| SignOff {
            revision,
            side: *side,
            person: ActorId(id(60)),
            name: HOSTILE.to_owned(),
            role: Role::ClientLead,
            digest: Digest::of([Some("seen")]),
            at: moment(),
        })
    };
    let figure_of = figure(Side::Agreed);
    let signed = |revision| SignedFigure {
        revision,
        side: Side::Agreed,
        coverage: figure_of.coverage,
        composite: figure_of.composite,
    };
    let signed_off = state.is_signed_off();
    let revision = |number| Revision {
        number,
        reason: HOSTILE.to_owned(),
        by: HOSTILE.to_owned(),
        at: moment(),
    };
    let seal = |side: &OneSide| Seal { side: *side, by: HOSTILE.to_owned(), at: moment() };
    GovernedRecord {
        given: Vec::new(),
        contract: contract(),
        governed: governed(state),
        seals: OneSide::ALL.iter().take(1).map(seal).collect(),
        outcomes: outcomes.collect(),
        disputes: if revealed { vec![dispute(false)] } else { Vec::new() },
        sign_offs: numbers.clone().filter(|_| signed_off).flat_map(signs).collect(),
        revisions: (2..=state.revision()).map(revision).collect(),
        figures: if revealed {
            vec![figure(Side::Client), figure(Side::Agreed)]
        } else {
            Vec::new()
        },
        signed: numbers.filter(|_| signed_off).map(signed).collect(),
        scores: all,
        version,
    }
}

fn outcomes(
    version: &crate::domain::designs::Version, number: u32, revealed: bool,
) -> Vec<(u32, Outcome)> {
    if !revealed {
        return Vec::new();
    }
    let settled = |(criterion, why)| Outcome {
        criterion,
        mark: Mark::Unscored(why),
        reason: Some(HOSTILE.to_owned()),
        by: Some(HOSTILE.to_owned()),
        at: moment(),
    };
    let own = [(1, Unscored::Disputed), (2, Unscored::AgreedToDiffer)].map(settled);
    let alike = alike(&version.content, &scores(), moment());
    let alike = alike.into_iter().filter(|it| !own.iter().any(|own| own.criterion == it.criterion));
    alike.chain(own.clone()).map(|outcome| (number, outcome)).collect()
}
