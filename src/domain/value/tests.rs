//! Pencil cases: who steps where, what a day's promise comes to, what counts once.

use super::*;
use crate::domain::access::Action;
use crate::domain::contracts::{Contract, Details, Term};
use crate::domain::exact::Points;
use crate::domain::ids::OrganisationId;
use crate::domain::organisations::Organisation;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pounds(amount: i64) -> Money {
    Money::from_scaled(amount * 100).unwrap()
}

/// An item in words: `due 2026-03-31, claimed 100, verified 60 on 2026-02-01`.
fn item(words: &str) -> Item {
    let mut item = Item {
        id: ValueItemId::fresh(),
        contract: ContractId(uuid::Uuid::nil()),
        revision: 1,
        terms: Terms {
            title: "Apprentices".to_owned(),
            about: None,
            kind: Kind::SocialValue,
            towards: Towards::Project,
            due: None,
            on: None,
            claim: None,
        },
        progress: Progress::Proposed,
        turnout: Turnout::default(),
        same_as: None,
        origin: None,
    };
    for part in words.split(", ").filter(|part| !part.is_empty()) {
        told(&mut item, &part.split(' ').collect::<Vec<_>>());
    }
    item
}

fn told(item: &mut Item, part: &[&str]) {
    let amount = |text: &str| pounds(text.parse().unwrap());
    match part {
        ["due", on] => item.terms.due = Some(day(on)),
        ["claimed", text] => {
            item.terms.claim =
                Some(Claim { amount: amount(text), method: Some("Day rates".to_owned()) });
        }
        ["on", on] => item.terms.on = Some(day(on)),
        ["delivered", on] => {
            item.terms.on = Some(day(on));
            item.progress = Progress::Delivered;
        }
        ["verified", text, "on", on] => {
            item.terms.on = item.terms.on.or(Some(day(on)));
            item.progress = Progress::Verified(Verified { on: day(on), value: Some(amount(text)) });
        }
        ["verified", "on", on] => {
            item.terms.on = item.terms.on.or(Some(day(on)));
            item.progress = Progress::Verified(Verified { on: day(on), value: None });
        }
        ["accepted"] => item.progress = Progress::Accepted,
        ["rejected"] => item.progress = Progress::Rejected,
        ["withdrawn"] => item.progress = Progress::Withdrawn,
        ["same"] => item.same_as = Some(ValueItemId::fresh()),
        ["organisation"] => item.terms.towards = Towards::Organisation,
        other => panic!("{other:?}"),
    }
}

/// A day's promise in words: measure, due, delivered, verified, points.
#[track_caller]
fn check(items: &[&str], on: &str, expected: &str) {
    let items: Vec<Item> = items.iter().map(|words| item(words)).collect();
    let line = promise(&items, day(on));
    let tally = |tally: Tally| format!("{} £{}", tally.items, tally.pence / 100);
    let points = line.points.map_or("none".to_owned(), |points| points.to_string());
    let said = format!(
        "{}: due {}, delivered {}, verified {}; {points}",
        line.measure.word(),
        tally(line.due),
        tally(line.delivered),
        tally(line.verified),
    );
    assert_eq!(said, expected);
    assert_eq!(points_text(&items, on), points);
}

fn points_text(items: &[Item], on: &str) -> String {
    super::points(items, day(on)).map_or("none".to_owned(), |points| points.to_string())
}

const TWO: [&str; 2] = [
    "due 2026-03-31, claimed 100, verified 100 on 2026-04-10",
    "due 2026-06-30, claimed 300, delivered 2026-06-20",
];

#[test]
fn a_promise_is_followed_from_day_to_day() {
    check(&TWO, "2026-03-30", "count: due 0 £0, delivered 0 £0, verified 0 £0; none");
    check(&TWO, "2026-03-31", "pounds: due 1 £100, delivered 0 £0, verified 0 £0; 0");
    check(&TWO, "2026-04-10", "pounds: due 1 £100, delivered 1 £100, verified 1 £100; 100");
    // 100 of 400 is a quarter.
    check(&TWO, "2026-06-30", "pounds: due 2 £400, delivered 2 £400, verified 1 £100; 25");
}

#[test]
fn commitments_weigh_the_same_when_one_that_is_due_has_no_amount() {
    let three = [
        "due 2026-01-31, claimed 1000, verified 1000 on 2026-02-01",
        "due 2026-02-28",
        "due 2026-12-31, claimed 5",
    ];
    check(&three, "2026-02-01", "pounds: due 1 £1000, delivered 1 £1000, verified 1 £1000; 100");
    // One of two, however much it is worth.
    check(&three, "2026-02-28", "count: due 2 £1000, delivered 1 £1000, verified 1 £1000; 50");
    // A third: to the 12 decimals that are kept.
    check(
        &three,
        "2026-12-31",
        "count: due 3 £1005, delivered 1 £1000, verified 1 £1000; 33.333333333333",
    );
    check(
        &["due 2026-01-31, claimed 0"],
        "2026-02-01",
        "count: due 1 £0, delivered 0 £0, verified 0 £0; 0",
    );
}

#[test]
fn what_was_withdrawn_or_rejected_is_due_all_the_same() {
    for gone in ["withdrawn", "rejected", "accepted"] {
        let gone = format!("due 2026-01-31, claimed 100, {gone}");
        let kept = "due 2026-01-31, claimed 100, verified 100 on 2026-01-31";
        let expected = "pounds: due 2 £200, delivered 1 £100, verified 1 £100; 50";
        check(&[&gone, kept], "2026-01-31", expected);
    }
}

#[test]
fn offers_are_no_part_of_the_promise() {
    let offer = "claimed 100, verified 100 on 2026-01-05";
    check(&[offer], "2026-06-30", "count: due 0 £0, delivered 0 £0, verified 0 £0; none");
}

#[test]
fn one_that_is_worth_more_does_not_stand_in_for_another() {
    let two = [
        "due 2026-01-31, claimed 100, verified 250 on 2026-01-31",
        "due 2026-01-31, claimed 100, accepted",
    ];
    check(&two, "2026-01-31", "pounds: due 2 £200, delivered 1 £100, verified 1 £100; 50");
    let less = ["due 2026-01-31, claimed 100, verified 60 on 2026-01-31"];
    check(&less, "2026-01-31", "pounds: due 1 £100, delivered 1 £100, verified 1 £60; 60");
}

#[test]
fn one_that_is_the_same_as_another_is_left_to_it() {
    let two = ["due 2026-01-31, claimed 100, same", "due 2026-01-31, claimed 100, accepted"];
    check(&two, "2026-01-31", "pounds: due 1 £100, delivered 0 £0, verified 0 £0; 0");
    let alone = ["due 2026-01-31, claimed 100, verified 100 on 2026-01-31, same"];
    check(&alone, "2026-01-31", "count: due 0 £0, delivered 0 £0, verified 0 £0; none");
}

#[test]
fn totals_are_of_what_was_verified_with_claims_beside_them() {
    let items: Vec<Item> = [
        "claimed 100, verified 250 on 2026-01-31",
        "claimed 70, delivered 2026-01-31",
        "claimed 30, rejected",
        "claimed 40, withdrawn",
        "verified on 2026-01-31",
        "claimed 500, verified 500 on 2026-01-31, same",
        "claimed 9, verified 8 on 2026-01-31, organisation",
    ]
    .iter()
    .map(|words| item(words))
    .collect();
    let project = totals(&items, Towards::Project);
    assert_eq!(project.claimed, Tally { items: 3, pence: 17_000 });
    assert_eq!(project.verified, Tally { items: 2, pence: 25_000 });
    let organisation = totals(&items, Towards::Organisation);
    assert_eq!(organisation.claimed, Tally { items: 1, pence: 900 });
    assert_eq!(organisation.verified, Tally { items: 1, pence: 800 });
}

const TODAY: &str = "2026-06-30";

fn taken(words: &str, taken: &Step, note: &str) -> Result<Item, String> {
    let note = Some(note).filter(|note| !note.is_empty());
    step(&item(words), taken, note, day(TODAY)).map_err(|cannot| match cannot {
        Cannot::FromHere { .. } => cannot.to_string(),
        Cannot::Given(problems) => {
            let said = problems.iter().map(|problem| problem.remedy.clone());
            said.collect::<Vec<_>>().join("; ")
        }
    })
}

fn deliver(on: &str) -> Step {
    Step::Deliver { on: day(on), turnout: Turnout::default() }
}

fn verify(on: &str, value: Option<i64>) -> Step {
    Step::Verify { on: day(on), value: value.map(pounds) }
}

/// The states of an item, each with words that make one.
const STATES: [(State, &str); 6] = [
    (State::Proposed, ""),
    (State::Accepted, "accepted"),
    (State::Delivered, "delivered 2026-06-01"),
    (State::Verified, "verified on 2026-06-01"),
    (State::Rejected, "rejected"),
    (State::Withdrawn, "withdrawn"),
];

#[test]
fn every_step_that_is_not_in_the_table_is_refused_with_a_sentence() {
    let steps = [
        Step::Accept,
        deliver("2026-06-15"),
        verify("2026-06-15", None),
        Step::Reject,
        Step::Withdraw,
    ];
    let table = [
        (State::Proposed, State::Accepted),
        (State::Proposed, State::Rejected),
        (State::Proposed, State::Withdrawn),
        (State::Accepted, State::Delivered),
        (State::Accepted, State::Withdrawn),
        (State::Delivered, State::Verified),
        (State::Delivered, State::Rejected),
        (State::Rejected, State::Delivered),
        (State::Verified, State::Verified),
    ];
    for (from, words) in STATES {
        for one in &steps {
            let to = one.kind().to();
            match taken(words, one, "Said why") {
                Ok(next) => {
                    assert!(table.contains(&(from, to)), "{from:?} {to:?}");
                    assert_eq!((next.progress.state(), next.revision), (to, 2));
                }
                Err(why) => {
                    assert!(!table.contains(&(from, to)), "{from:?} {to:?}: {why}");
                    let begins =
                        format!("an item that is {} cannot be {}; ", from.word(), to.word());
                    assert!(why.starts_with(&begins), "{why}");
                }
            }
        }
    }
    let end = taken("withdrawn", &Step::Accept, "").unwrap_err();
    assert_eq!(end, "an item that is withdrawn cannot be accepted; nothing more happens to it");
    let open = taken("", &verify("2026-06-01", None), "").unwrap_err();
    assert!(open.ends_with("it can be accepted, rejected or withdrawn"), "{open}");
}

#[test]
fn the_supplier_delivers_and_the_client_decides() {
    let of = |action: Action| -> Vec<StepKind> {
        StepKind::ALL.iter().copied().filter(|kind| kind.action() == action).collect()
    };
    assert_eq!(of(Action::RecordValue), [StepKind::Deliver, StepKind::Withdraw]);
    assert_eq!(of(Action::VerifyValue), [StepKind::Accept, StepKind::Verify, StepKind::Reject]);
}

#[test]
fn a_step_needs_its_day_amount_and_reason() {
    let said = |words, step: &Step, note| taken(words, step, note).map(|_| ()).unwrap_err();
    assert_eq!(said("accepted", &deliver("2026-07-01"), ""), "Enter a day up to today");
    assert_eq!(said("", &Step::Reject, " "), "Say why it is rejected");
    assert_eq!(said("", &Step::Withdraw, ""), "Say why it is withdrawn");
    let delivered = "claimed 100, delivered 2026-06-10";
    assert_eq!(
        said(delivered, &verify("2026-06-09", Some(100)), ""),
        "Enter the day of delivery or a later one"
    );
    assert_eq!(
        said(delivered, &verify("2026-06-10", None), ""),
        "Enter what it was worth, or 0 if nothing"
    );
    let why = "Say why the verified amount is not the one claimed";
    assert_eq!(said(delivered, &verify("2026-06-10", Some(60)), ""), why);
    assert!(taken(delivered, &verify("2026-06-10", Some(60)), "Two of three came").is_ok());
    assert!(taken(delivered, &verify("2026-06-10", Some(100)), "").is_ok());
    assert!(taken("delivered 2026-06-10", &verify("2026-06-10", Some(5)), "").is_ok());
}

#[test]
fn what_is_put_right_later_counts_from_the_first_day() {
    let before = "claimed 100, verified 60 on 2026-05-01";
    let again = verify("2026-06-30", Some(80));
    assert_eq!(taken(before, &again, ""), Err("Say why the verified amount changes".to_owned()));
    let after = taken(before, &again, "An invoice was missing").unwrap();
    let verified = after.progress.verified().unwrap();
    assert_eq!((verified.on, verified.value), (day("2026-05-01"), Some(pounds(80))));
}

#[test]
fn what_people_felt_is_a_mean_of_answers_from_1_to_5() {
    let mean = |felt: Option<Felt>| felt.and_then(Felt::mean).map(|mean| mean.to_string());
    // 4 + 5 + 3 + 5 = 17, and 17 ÷ 4 = 4.25, which rounds away from zero.
    assert_eq!(mean(Felt::of(&[4, 5, 3, 5])).as_deref(), Some("4.3"));
    assert_eq!(Felt::of(&[4, 5, 3, 5]), Felt::new(4, 17));
    assert_eq!(mean(Felt::new(31, 133)).as_deref(), Some("4.3"));
    for (count, sum) in [(0, 0), (4, 3), (4, 21), (u32::MAX, 1)] {
        assert_eq!(Felt::new(count, sum), None, "{count} {sum}");
    }
    for answers in [[0, 5], [6, 1]] {
        assert_eq!(Felt::of(&answers), None, "{answers:?}");
    }
    let turnout = Turnout { attendance: Some(3), felt: Felt::new(4, 17), themes: Vec::new() };
    let problems = turnout_problems(&turnout);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "4 people answered and 3 came");
}

#[test]
fn items_are_told_apart_by_title_kind_and_day() {
    let known = vec![item("due 2026-03-31"), item("on 2026-05-01")];
    let same = |words: &str, title: &str, kind| {
        let terms = Terms { title: title.to_owned(), kind, ..item(words).terms };
        recorded_before(&known, &terms, None).map(|item| item.id)
    };
    let social = Kind::SocialValue;
    assert_eq!(same("due 2026-03-31", "APPRENTICES", social), Some(known[0].id));
    assert_eq!(same("on 2026-05-01", "Apprentices", social), Some(known[1].id));
    assert_eq!(same("due 2026-03-31, on 2026-02-01", "Apprentices", social), Some(known[0].id));
    assert_eq!(same("due 2027-03-31", "Apprentices", social), None);
    assert_eq!(same("due 2026-03-31", "Placements", social), None);
    assert_eq!(same("due 2026-03-31", "Apprentices", Kind::Event), None);
    assert_eq!(recorded_before(&known, &known[0].terms, Some(&known[0])), None);
}

fn contract(client: u128, supplier: u128) -> Contract {
    let organisation =
        |id| Organisation { id: OrganisationId(uuid::Uuid::from_u128(id)), name: id.to_string() };
    Contract {
        id: ContractId::fresh(),
        revision: 1,
        client: organisation(client),
        supplier: organisation(supplier),
        details: Details {
            reference: "R".to_owned(),
            title: "T".to_owned(),
            term: Term::default(),
            value: None,
            pricing: None,
            working: None,
            tender_reference: None,
        },
    }
}

#[test]
fn an_item_is_the_same_only_as_one_of_the_same_two_that_counts_for_itself() {
    let (here, there, elsewhere) = (contract(1, 2), contract(1, 2), contract(1, 3));
    let (promised, offered) = (item("due 2026-01-31"), item(""));
    let (other, linked) = (item("due 2026-02-28"), item("due 2026-02-28, same"));
    let same = |one: &Item, two: &Item, at: &Contract, third: Option<&Item>| {
        may_be_same((one, &here), (two, at), third)
    };
    assert_eq!(same(&promised, &other, &there, None), Ok(()));
    assert_eq!(same(&offered, &other, &there, None), Ok(()));
    assert_eq!(same(&promised, &promised, &here, None), Err(NotSame::Itself));
    let title = || "Apprentices".to_owned();
    assert_eq!(same(&promised, &other, &elsewhere, None), Err(NotSame::Elsewhere(title())));
    assert_eq!(same(&promised, &linked, &there, None), Err(NotSame::Repeats(title())));
    assert_eq!(same(&promised, &other, &there, Some(&offered)), Err(NotSame::Repeated(title())));
    assert_eq!(same(&promised, &offered, &there, None), Err(NotSame::Promised(title())));
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let one = (0_u32..60, 0_i64..500, 0_u8..6, 0_u32..60, 0_i64..900, 0_u8..8).prop_map(
        |(due, claimed, state, on, value, odd)| {
            let from = day("2026-01-01");
            let later = |days: u32| from + chrono::Days::new(days.into());
            let mut one = item("");
            one.terms.due = (odd != 0).then(|| later(due));
            one.terms.on = Some(later(on));
            let claim = Claim { amount: pounds(claimed), method: None };
            one.terms.claim = (odd != 1).then_some(claim);
            one.same_as = (odd == 2).then(ValueItemId::fresh);
            let found = Verified { on: later(on), value: Some(pounds(value)) };
            one.progress = match state {
                0 => Progress::Proposed,
                1 => Progress::Accepted,
                2 => Progress::Delivered,
                3 => Progress::Rejected,
                4 => Progress::Withdrawn,
                _ => Progress::Verified(found),
            };
            one
        },
    );
    proptest::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn verified_is_part_of_delivered_and_delivered_of_due(items in items(), after in 0_u32..80) {
        let on = day("2026-01-01") + chrono::Days::new(after.into());
        let line = promise(&items, on);
        prop_assert!(line.verified.items <= line.delivered.items);
        prop_assert!(line.delivered.items <= line.due.items);
        prop_assert!(line.delivered.pence <= line.due.pence);
        prop_assert_eq!(line.points.is_none(), line.due.items == 0);
        if line.measure == Measure::Pounds {
            prop_assert!(line.verified.pence <= line.delivered.pence);
        }
    }

    #[test]
    fn the_order_of_items_makes_no_difference(items in items()) {
        let on = day("2026-02-10");
        let mut backwards = items.clone();
        backwards.reverse();
        prop_assert_eq!(promise(&items, on), promise(&backwards, on));
    }

    #[test]
    fn only_verification_raises_the_points_of_a_day(items in items(), which in 0_usize..12) {
        let on = day("2026-02-10");
        let before = super::points(&items, on);
        for progress in [Progress::Proposed, Progress::Accepted, Progress::Delivered] {
            let mut moved = items.clone();
            let Some(one) = moved.get_mut(which) else { continue };
            if one.progress.verified().is_none() {
                one.progress = progress;
                prop_assert_eq!(super::points(&moved, on), before);
            }
        }
        prop_assert!(before.is_none_or(|points| points <= Points::FULL));
    }
}

/// Quarters in words: what was promised, claimed and verified in each, in pounds.
#[track_caller]
fn check_quarters(items: &[&str], expected: &[&str]) {
    let items: Vec<Item> = items.iter().map(|words| item(words)).collect();
    let text =
        |pence: Option<i128>| pence.map_or("no amount".to_owned(), |it| format!("£{}", it / 100));
    let said = |it: &QuarterValue| {
        let [promised, claimed, verified] = [it.promised, it.claimed, it.verified].map(text);
        format!("{}: {promised}, {claimed}, {verified}", it.quarter.start())
    };
    let quarters: Vec<String> = by_quarter(&items, |_| true).iter().map(said).collect();
    assert_eq!(quarters, expected);
}

#[test]
fn value_is_told_by_the_quarter_it_is_due_delivered_and_verified_in() {
    check_quarters(
        &TWO,
        &[
            "2026-01-01: £100, £0, £0",
            // Both items were delivered in the second quarter, one of them verified.
            "2026-04-01: £300, £400, £100",
        ],
    );
    check_quarters(&[], &[]);
}

#[test]
fn a_quarter_in_which_nothing_happens_is_there_and_an_amount_nobody_named_is_not_nought() {
    check_quarters(
        &["due 2026-02-01", "due 2026-08-01, claimed 50"],
        &["2026-01-01: no amount, £0, £0", "2026-04-01: £0, £0, £0", "2026-07-01: £50, £0, £0"],
    );
    // The same thing told twice counts once.
    check_quarters(
        &["due 2026-02-01, claimed 10", "due 2026-02-01, claimed 10, same"],
        &["2026-01-01: £10, £0, £0"],
    );
}

#[test]
fn only_days_that_are_asked_for_count() {
    let items: Vec<Item> = TWO.iter().map(|words| item(words)).collect();
    let quarters = by_quarter(&items, |on| on < day("2026-06-01"));
    let claimed: Vec<_> = quarters.iter().map(|it| (it.quarter.start(), it.claimed)).collect();
    assert_eq!(claimed, [(day("2026-01-01"), Some(0)), (day("2026-04-01"), Some(10_000))]);
}
