//! When an action is open, how old it is, and what it takes.

use super::*;
use crate::domain::ids::ActorId;
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn author() -> Author {
    Author { id: ActorId::fresh(), name: "Ola Example".to_owned() }
}

fn item(due: Option<NaiveDate>) -> ActionItem {
    ActionItem {
        id: ActionItemId::fresh(),
        contract: ContractId::fresh(),
        revision: 1,
        meeting: None,
        prompt: None,
        details: Details {
            what: "Write the runbook".to_owned(),
            outcome: None,
            owner: Owner { person: None, name: "Grace".to_owned() },
            due,
        },
        raised_on: day(3, 2),
        raised_by: author(),
        closed_on: None,
    }
}

fn step(kind: StepKind, on: NaiveDate) -> Step {
    Step { kind, on, note: None, by: author(), at: DateTime::UNIX_EPOCH }
}

#[test]
fn an_action_is_overdue_from_the_day_after_it_was_due() {
    let due = item(Some(day(3, 9)));
    assert!(!due.is_overdue_on(day(3, 9)));
    assert!(due.is_overdue_on(day(3, 10)));
    assert!(!item(None).is_overdue_on(day(12, 31)));
    let closed = ActionItem { closed_on: Some(day(3, 20)), ..due };
    assert!(!closed.is_overdue_on(day(3, 21)));
}

#[test]
fn age_counts_from_the_due_day_or_else_from_the_day_it_was_raised() {
    assert_eq!(item(Some(day(3, 9))).age_on(day(3, 7)), -2);
    assert_eq!(item(Some(day(3, 9))).age_on(day(3, 16)), 7);
    assert_eq!(item(None).age_on(day(3, 3)), 1);
}

#[test]
fn an_action_is_open_on_the_day_it_is_raised_and_on_the_day_it_is_closed() {
    let steps = vec![
        step(StepKind::Closed, day(3, 10)),
        step(StepKind::Reopened, day(3, 20)),
        step(StepKind::Closed, day(3, 25)),
    ];
    let record = ActionRecord { item: item(None), steps };
    let open: Vec<u32> = (1..=31).filter(|on| record.is_open_on(day(3, *on))).collect();
    let expected: Vec<u32> = (2..=10).chain(20..=25).collect();
    assert_eq!(open, expected);
}

#[test]
fn an_action_that_was_never_closed_carries_over_for_good() {
    let record = ActionRecord { item: item(Some(day(3, 9))), steps: Vec::new() };
    assert!(record.is_open_on(NaiveDate::from_ymd_opt(2031, 1, 1).unwrap()));
    assert!(!record.is_open_on(day(3, 1)));
}

#[test]
fn only_an_open_action_is_closed_and_only_a_closed_one_reopened() {
    let open = item(None);
    assert_eq!(open.takes(StepKind::Closed), Ok(()));
    assert_eq!(open.takes(StepKind::Reopened), Err(OutOfStep::Open));
    let closed = ActionItem { closed_on: Some(day(3, 4)), ..open };
    assert_eq!(closed.takes(StepKind::Closed), Err(OutOfStep::Closed));
    assert_eq!(closed.takes(StepKind::Reopened), Ok(()));
}

#[test]
fn everything_wrong_with_an_action_is_said_at_once() {
    let details = Details {
        what: " ".to_owned(),
        outcome: Some("a\0b".to_owned()),
        owner: Owner { person: None, name: String::new() },
        due: Some(day(3, 1)),
    };
    let fields: Vec<_> = details.problems(day(3, 2)).into_iter().map(|it| it.place).collect();
    let named = ["what", "owner", "outcome", "due"];
    let expected = named.map(|name| crate::domain::problems::Place::Field(name.to_owned()));
    assert_eq!(fields, expected);
}

#[test]
fn each_edge_belongs_to_the_band_it_opens() {
    let label = |age| band_of(age).label;
    assert_eq!(label(-1), "Not due yet");
    assert_eq!([label(0), label(7)], ["Up to 7 days"; 2]);
    assert_eq!([label(8), label(28)], ["8 to 28 days"; 2]);
    assert_eq!([label(29), label(90)], ["29 to 90 days"; 2]);
    assert_eq!(label(91), "Over 90 days");
}

proptest! {
    #[test]
    fn every_age_is_in_the_one_band_whose_edges_hold_it(age in -4_000_i64..4_000) {
        let holds = |place: usize| {
            let from = BANDS[place].from.is_none_or(|from| from <= age);
            let next = BANDS.get(place + 1).and_then(|next| next.from);
            from && next.is_none_or(|next| age < next)
        };
        let held: Vec<Band> =
            (0..BANDS.len()).filter(|place| holds(*place)).map(|place| BANDS[place]).collect();
        prop_assert_eq!(held, vec![band_of(age)]);
    }

    #[test]
    fn the_bands_count_every_action_once(offsets in prop::collection::vec(-200_i64..200, 0..40)) {
        let today = day(6, 30);
        let items: Vec<ActionItem> = offsets
            .iter()
            .map(|offset| item(Some(today - chrono::TimeDelta::days(*offset))))
            .collect();
        let aged = ageing(items.iter(), today);
        prop_assert_eq!(aged.iter().map(|aged| aged.count).sum::<usize>(), items.len());
        let late = items.iter().filter(|item| item.is_overdue_on(today)).count();
        prop_assert_eq!(aged.iter().map(|aged| aged.overdue).sum::<usize>(), late);
        prop_assert!(aged.iter().all(|aged| aged.overdue <= aged.count));
    }
}
