//! Value-add to make sample pages of.

use super::{HOSTILE, contract, date, id, import, moment};
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, ImportId, ValueItemId};
use crate::domain::imports::State;
use crate::domain::value::{
    self, Claim, Felt, HistoryStep, Item, ItemRecord, Progress, Terms, Towards, Turnout, Verified,
};

fn value_item(n: u128, progress: Progress) -> Item {
    let claim = Claim { amount: Money::from_scaled(150_050).unwrap(), method: None };
    Item {
        id: ValueItemId(id(n)),
        contract: contract().id,
        revision: 2,
        terms: Terms {
            title: format!("Open day {HOSTILE}"),
            about: Some(HOSTILE.to_owned()),
            kind: value::Kind::Event,
            towards: Towards::Organisation,
            due: Some(date(2026, 5, 31)),
            on: Some(date(2026, 5, 14)),
            claim: Some(claim),
        },
        progress,
        turnout: Turnout {
            attendance: Some(38),
            felt: Felt::new(4, 17),
            themes: vec![HOSTILE.to_owned()],
        },
        same_as: None,
        origin: None,
    }
}

fn value_step(state: value::State, import: Option<ImportId>) -> HistoryStep {
    HistoryStep {
        state,
        on: date(2026, 5, 14),
        at: moment(),
        by: ActorId(id(31)),
        name: HOSTILE.to_owned(),
        note: Some(HOSTILE.to_owned()),
        value: Money::from_scaled(120_000),
        import,
    }
}

/// One item that waits to be decided on, one that is verified and counts for another.
pub(in crate::views::pages) fn value_records() -> Vec<ItemRecord> {
    let verified = Verified { on: date(2026, 6, 1), value: Money::from_scaled(120_000) };
    let (open, done) =
        (value_item(32, Progress::Proposed), value_item(33, Progress::Verified(verified)));
    let linked = Item { same_as: Some(done.id), ..value_item(34, Progress::Delivered) };
    let import = Some(import(State::Applied).id);
    let steps =
        vec![value_step(value::State::Proposed, import), value_step(value::State::Verified, None)];
    vec![
        ItemRecord { item: open, steps: steps.clone(), counted: None, repeats: Vec::new() },
        ItemRecord { item: done.clone(), steps, counted: None, repeats: vec![linked.clone()] },
        ItemRecord { item: linked, steps: Vec::new(), counted: Some(done), repeats: Vec::new() },
    ]
}
