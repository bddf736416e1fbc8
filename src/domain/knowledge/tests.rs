//! Index, bus factor, forecast and readiness, by pencil and by property; the steps of evidence.

use super::evidence::{Evidence, Kind, Progress, Refusal, Signature, State, Verifier};
use super::forecast::{NoForecast, forecast};
use super::readiness::{Missing, Readiness};
use super::reading::reading;
use super::*;
use crate::domain::ids::ActorId;
use chrono::{Days, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

fn level(number: u8) -> Level {
    Level::of_number(number).unwrap()
}

fn area(number: u128, weight: i64, target: u8) -> Area {
    Area {
        id: AreaId(Uuid::from_u128(number)),
        contract: ContractId(Uuid::from_u128(1)),
        revision: 1,
        plan: Plan {
            key: format!("area-{number}"),
            title: format!("Area {number}"),
            weight: Weight::from_scaled(weight).unwrap(),
            baseline: Level::None,
            target: level(target),
            target_on: None,
        },
    }
}

fn holder(number: u128, side: HolderSide) -> Holder {
    Holder {
        id: HolderId(Uuid::from_u128(number)),
        contract: ContractId(Uuid::from_u128(1)),
        revision: 1,
        post: Post {
            name: format!("Person {number}"),
            role: String::new(),
            side,
            from: None,
            until: None,
        },
    }
}

/// Area, holder, day and number of the level.
fn assessed(area: u128, holder: u128, on: u64, number: u8) -> Assessment {
    Assessment {
        area: AreaId(Uuid::from_u128(area)),
        holder: HolderId(Uuid::from_u128(holder)),
        on: day(on),
        level: level(number),
        witness: None,
        note: None,
        evidence: None,
        by: "Ola".to_owned(),
        origin: None,
    }
}

/// Two areas: weight 2 with target 4, weight 1 with target 3. Σ weight × target = 2×4 + 1×3 = 11.
fn two_areas(assessments: Vec<Assessment>) -> Record {
    Record {
        areas: vec![area(1, 20_000, 4), area(2, 10_000, 3)],
        holders: vec![
            holder(7, HolderSide::Client),
            holder(8, HolderSide::Client),
            holder(9, HolderSide::Supplier),
        ],
        assessments,
    }
}

#[track_caller]
fn is(record: &Record, on: u64, published: Option<&str>, exact: Option<&str>) {
    let index = record.index(day(on));
    let shown = index.map(|index| format!("{:.2}", index.published.decimal()));
    assert_eq!(shown.as_deref(), published, "day {on}");
    assert_eq!(index.map(|index| index.exact.to_string()).as_deref(), exact, "day {on}");
}

#[test]
fn the_index_is_the_weighed_level_up_to_the_target_over_the_weighed_target() {
    // Day 10: 2×3 + 1×0 = 6, and 600 ÷ 11 = 54.545454…
    // Day 12: somebody is at 4 where 3 is the target: 2×3 + 1×3 = 9, and 900 ÷ 11 = 81.818181…
    let record = two_areas(vec![assessed(1, 7, 10, 3), assessed(2, 8, 12, 4)]);
    is(&record, 9, None, None);
    is(&record, 10, Some("54.55"), Some("54.545454545455"));
    is(&record, 11, Some("54.55"), Some("54.545454545455"));
    is(&record, 12, Some("81.82"), Some("81.818181818182"));
}

#[test]
fn the_highest_level_counts_and_the_latest_of_each_person() {
    // Day 5: both in area 1, at 2 and 3: 2×3 = 6 of 11. Day 6: the better one falls to 1, so the
    // other one's 2 counts: 2×2 = 4, and 400 ÷ 11 = 36.3636…
    let levels = vec![assessed(1, 7, 5, 3), assessed(1, 8, 5, 2), assessed(1, 7, 6, 1)];
    let record = two_areas(levels);
    is(&record, 5, Some("54.55"), Some("54.545454545455"));
    is(&record, 6, Some("36.36"), Some("36.363636363636"));
}

#[test]
fn whoever_left_takes_their_level_along() {
    // 2×4 + 1×3 = 11 of 11 until person 7 leaves; then 1×3 = 3, and 300 ÷ 11 = 27.2727…
    let mut record = two_areas(vec![assessed(1, 7, 3, 4), assessed(2, 8, 3, 3)]);
    record.holders[0].post.until = Some(day(20));
    is(&record, 20, Some("100.00"), Some("100"));
    is(&record, 21, Some("27.27"), Some("27.272727272727"));
    // Before their first day somebody counts as little as after their last.
    record.holders[1].post.from = Some(day(15));
    is(&record, 14, Some("72.73"), Some("72.727272727273"));
    is(&record, 15, Some("100.00"), Some("100"));
}

#[test]
fn what_the_suppliers_people_can_do_does_not_count() {
    let record = two_areas(vec![assessed(1, 9, 3, 4)]);
    is(&record, 3, Some("0.00"), Some("0"));
    let standing = record.standing(&record.areas[0], day(3));
    assert_eq!((standing.level, standing.independent), (Level::None, 0));
    assert!(standing.is_assessed);
}

#[test]
fn the_bus_factor_counts_independent_people_and_two_are_enough() {
    let record = two_areas(vec![assessed(1, 7, 3, 4), assessed(1, 8, 4, 4), assessed(2, 8, 4, 3)]);
    let of = |on| {
        let standing = record.standing(&record.areas[0], day(on));
        (standing.independent, standing.is_thin())
    };
    assert_eq!((of(2), of(3), of(4)), ((0, true), (1, true), (2, false)));
    let other = record.standing(&record.areas[1], day(4));
    assert_eq!((other.independent, other.is_below()), (0, false));
}

#[test]
fn baselines_are_an_index_of_their_own() {
    // 2×1 + 1×3 = 5, and 500 ÷ 11 = 45.4545…
    let mut record = two_areas(Vec::new());
    record.areas[0].plan.baseline = Level::Aware;
    record.areas[1].plan.baseline = Level::Independent;
    assert_eq!(record.baseline(), Published::from_scaled(4_545));
    assert_eq!(record.index(day(0)), None);
}

#[test]
fn the_plan_goes_from_the_baselines_to_each_target_on_its_day() {
    // Weight 2, level 1 at first, target 4 on day 30; weight 1, target 3 on day 20. Of 2×4 + 1×3
    // = 11 that is 2×1 = 2 at first, then 2 + 1×3 = 5, then 8 + 3 = 11.
    let mut record = two_areas(vec![assessed(2, 8, 12, 1), assessed(1, 7, 10, 3)]);
    assert_eq!(record.planned(), []);
    record.areas[0].plan.baseline = level(1);
    record.areas[0].plan.target_on = Some(day(30));
    record.areas[1].plan.target_on = Some(day(20));
    let shown = |(on, index): (NaiveDate, Published)| (on, format!("{:.2}", index.decimal()));
    let planned: Vec<_> = record.planned().into_iter().map(shown).collect();
    let expected = [(10, "18.18"), (20, "45.45"), (30, "100.00")];
    assert_eq!(planned, expected.map(|(on, index)| (day(on), index.to_owned())));
}

#[test]
fn a_reading_says_who_has_had_the_highest_level_longest() {
    let levels = vec![assessed(1, 7, 5, 3), assessed(1, 8, 4, 3), assessed(1, 8, 9, 2)];
    let record = two_areas(levels);
    let by = |on| {
        let reading = reading(&record, day(on));
        reading.areas[0].shown_by.clone().map(|(name, level)| (name, level.on))
    };
    assert_eq!(by(3), None);
    assert_eq!(by(5), Some(("Person 8".to_owned(), day(4))));
    assert_eq!(by(9), Some(("Person 7".to_owned(), day(5))));
}

/// One area of weight 1 and target 4: each level is worth 25.
fn one_area(levels: &[(u128, u64, u8)]) -> Record {
    Record {
        areas: vec![area(1, 10_000, 4)],
        holders: vec![holder(7, HolderSide::Client), holder(8, HolderSide::Client)],
        assessments: levels.iter().map(|(who, on, level)| assessed(1, *who, *on, *level)).collect(),
    }
}

#[test]
fn a_straight_line_reaches_100_when_a_ruler_says_so() {
    // 25, 50, 75 on days 0, 10, 20: 100 on day 30.
    let record = one_area(&[(7, 0, 1), (7, 10, 2), (7, 20, 3)]);
    assert_eq!(forecast(&record, day(21)), Ok(day(30)));
    // Asked after that day with nothing more verified, tomorrow is the earliest.
    assert_eq!(forecast(&record, day(40)), Ok(day(41)));
}

#[test]
fn points_that_are_not_on_a_line_get_the_line_of_least_squares() {
    // 25, 25, 50 on days 0, 10, 20. Σx = 30, Σx² = 500, Σy = 100, Σxy = 1,250.
    // Slope (3×1,250 − 30×100) ÷ (3×500 − 30²) = 750 ÷ 600 = 1.25;
    // start (100 − 1.25×30) ÷ 3 = 20.8333…; (100 − 20.8333…) ÷ 1.25 = 63.33…, so day 64.
    let record = one_area(&[(7, 0, 1), (8, 10, 1), (7, 20, 2)]);
    assert_eq!(forecast(&record, day(20)), Ok(day(64)));
}

#[test]
fn without_a_trend_there_is_no_day() {
    let none = |levels: &[(u128, u64, u8)]| forecast(&one_area(levels), day(25));
    assert_eq!(none(&[]), Err(NoForecast::TooFew));
    assert_eq!(none(&[(7, 0, 1), (7, 10, 2)]), Err(NoForecast::TooFew));
    assert_eq!(none(&[(7, 0, 2), (7, 10, 2), (7, 20, 2)]), Err(NoForecast::NotRising));
    assert_eq!(none(&[(7, 0, 3), (7, 10, 2), (7, 20, 1)]), Err(NoForecast::NotRising));
    assert_eq!(none(&[(7, 0, 1), (7, 10, 2), (7, 20, 4)]), Err(NoForecast::Reached));
    // 25 for 10,000 days and then 25 × 2 at the end of 3 of them rises too slowly.
    let slow = [(7, 0, 1), (8, 36_000, 1), (7, 36_001, 2)];
    assert_eq!(forecast(&one_area(&slow), day(36_002)), Err(NoForecast::TooFar));
}

fn planned(number: u8) -> Evidence {
    Evidence {
        id: EvidenceId(Uuid::from_u128(5)),
        contract: ContractId(Uuid::from_u128(1)),
        revision: 1,
        area: AreaId(Uuid::from_u128(1)),
        holder: HolderId(Uuid::from_u128(7)),
        kind: Kind::Task,
        title: "Release 4.2".to_owned(),
        level: level(number),
        due: None,
        planned_by: "Ola".to_owned(),
        note: Some("Done on Tuesday".to_owned()),
        link: None,
        state: State::Planned,
        files: Vec::new(),
    }
}

fn by(actor: u128, on: u64) -> Signature {
    Signature {
        actor: ActorId(Uuid::from_u128(actor)),
        name: format!("Actor {actor}"),
        on: day(on),
    }
}

fn delivered(number: u8) -> Evidence {
    planned(number).delivered(by(1, 3), day(9)).unwrap()
}

fn client(actor: u128, on: u64) -> Verifier {
    Verifier::Client(by(actor, on))
}

#[test]
fn every_step_that_the_order_does_not_allow_is_refused() {
    let verified = delivered(2).verified(client(2, 4), day(9)).unwrap();
    let rejected = delivered(2).rejected(by(2, 4), "No".to_owned(), day(9)).unwrap();
    for evidence in [planned(2), delivered(2), verified, rejected] {
        let now = evidence.progress();
        let deliver = evidence.clone().delivered(by(1, 3), day(9)).map(|it| it.progress());
        let verify = evidence.clone().verified(client(2, 4), day(9)).map(|it| it.progress());
        let reject = evidence.rejected(by(2, 4), "No".to_owned(), day(9)).map(|it| it.progress());
        let expected = match now {
            Progress::Planned => {
                (Ok(Progress::Delivered), Err(Refusal::NotDelivered), Err(Refusal::NotDelivered))
            }
            Progress::Delivered => {
                (Err(Refusal::DeliveredBefore(now)), Ok(Progress::Verified), Ok(Progress::Rejected))
            }
            Progress::Verified | Progress::Rejected => (
                Err(Refusal::DeliveredBefore(now)),
                Err(Refusal::Settled(now)),
                Err(Refusal::Settled(now)),
            ),
        };
        assert_eq!((deliver, verify, reject), expected);
    }
}

#[test]
fn from_level_three_somebody_of_the_client_has_to_have_seen_it() {
    let verified = |number, verifier| {
        delivered(number).verified(verifier, day(9)).map(|evidence| evidence.progress())
    };
    let operator = || Verifier::Operator(by(2, 4));
    for number in [1, 2] {
        assert_eq!(verified(number, operator()), Ok(Progress::Verified));
        assert_eq!(verified(number, client(1, 4)), Ok(Progress::Verified));
    }
    for number in [3, 4] {
        assert_eq!(verified(number, operator()), Err(Refusal::NoWitness));
        assert_eq!(verified(number, client(1, 4)), Err(Refusal::OwnDelivery));
        assert_eq!(verified(number, client(2, 4)), Ok(Progress::Verified));
    }
}

#[test]
fn days_of_evidence_come_in_their_order_and_never_ahead() {
    assert_eq!(planned(1).delivered(by(1, 10), day(9)), Err(Refusal::Ahead));
    assert_eq!(delivered(1).verified(client(2, 10), day(9)), Err(Refusal::Ahead));
    let early = delivered(1).verified(client(2, 2), day(9));
    assert_eq!(early, Err(Refusal::BeforeDelivery(day(3))));
    let bare = Evidence { note: None, ..planned(1) };
    assert_eq!(bare.delivered(by(1, 3), day(9)), Err(Refusal::Nothing));
}

#[test]
fn readiness_lists_what_is_missing_furthest_below_target_first() {
    // Shortfalls: area 1 has 2×(4−3) = 2, area 2 has 1×(3−0) = 3.
    let record = two_areas(vec![assessed(1, 7, 10, 3)]);
    let of = |evidence: &[Evidence]| -> Vec<(AreaId, Option<Missing>)> {
        let readiness = Readiness::on(day(12), &record, evidence, Some(day(42)));
        assert_eq!(readiness.days_left, Some(30));
        readiness.areas.iter().map(|it| (it.standing.area.id, it.missing)).collect()
    };
    let (one, two) = (record.areas[0].id, record.areas[1].id);
    assert_eq!(of(&[]), [(two, Some(Missing::Plan)), (one, Some(Missing::Plan))]);
    // Evidence of level 2 would not show a target of 4.
    assert_eq!(of(&[planned(2)])[1], (one, Some(Missing::Plan)));
    assert_eq!(of(&[planned(4)])[1], (one, Some(Missing::Delivery)));
    assert_eq!(of(&[planned(4), delivered(4)])[1], (one, Some(Missing::Verification)));
}

#[test]
fn an_area_is_late_when_its_day_has_passed_below_target() {
    let mut record = two_areas(vec![assessed(2, 8, 3, 3)]);
    for area in &mut record.areas {
        area.plan.target_on = Some(day(10));
    }
    let late = |on| {
        let readiness = Readiness::on(day(on), &record, &[], None);
        readiness.areas.iter().map(|it| it.is_late).collect::<Vec<_>>()
    };
    assert_eq!(late(10), [false, false]);
    assert_eq!(late(11), [true, false]);
}

#[test]
fn a_level_is_read_by_number_and_by_word() {
    assert_eq!(Level::read("3"), Some(Level::ReverseShadow));
    assert_eq!(Level::read("reverse shadow"), Some(Level::ReverseShadow));
    assert_eq!(Level::read("5"), None);
    assert_eq!(Level::read("-1"), None);
    assert_eq!(Level::read("expert"), None);
}

#[test]
fn a_plan_is_told_everything_that_is_wrong_with_it() {
    let wrong = Plan {
        key: "Über uns".to_owned(),
        title: " ".to_owned(),
        weight: Weight::NONE,
        baseline: Level::None,
        target: Level::None,
        target_on: None,
    };
    let fields: Vec<_> = check::plan(&wrong).into_iter().map(|problem| problem.place).collect();
    let field = |name: &str| crate::domain::problems::Place::Field(name.to_owned());
    assert_eq!(fields, [field("title"), field("key"), field("weight"), field("target")]);
    assert_eq!(check::key_of("Night-time releases (2026)"), "night-time-releases-2026");
    assert_eq!(check::key_of("Ü"), "area");
}

#[test]
fn only_addresses_of_pages_are_links() {
    for good in ["https://wiki.example/a?b=c#d", "http://intranet/runbook"] {
        assert_eq!(check::link(good), None, "{good}");
    }
    for bad in ["javascript:alert(1)", "https://", "https:///x", "wiki", "https://a b", "file:///x"]
    {
        assert!(check::link(bad).is_some(), "{bad}");
    }
}

prop_compose! {
    fn records()(
        areas in prop::collection::vec((1..=1_000_000_i64, 1..=4_u8), 1..5),
        people in prop::collection::vec((any::<bool>(), prop::option::of(0..40_u64)), 1..5),
        levels in prop::collection::vec((0..5_usize, 0..5_usize, 0..40_u64, 0..=4_u8), 0..25),
    ) -> Record {
        let numbered = (1_u128..).zip(areas);
        let areas: Vec<Area> =
            numbered.map(|(number, (weight, target))| area(number, weight, target)).collect();
        let numbered = (100_u128..).zip(people);
        let holders: Vec<Holder> = numbered.map(|(number, (client, until))| {
            let side = if client { HolderSide::Client } else { HolderSide::Supplier };
            let mut holder = holder(number, side);
            holder.post.until = until.map(day);
            holder
        }).collect();
        let mut assessments: Vec<Assessment> = Vec::new();
        for (area, holder, on, number) in levels {
            let area = areas[area % areas.len()].id.0.as_u128();
            let holder = holders[holder % holders.len()].id.0.as_u128();
            let one = assessed(area, holder, on, number);
            let about = |it: &Assessment| (it.area, it.holder, it.on);
            if assessments.iter().all(|it| about(it) != about(&one)) {
                assessments.push(one);
            }
        }
        Record { areas, holders, assessments }
    }
}

fn ratio(record: &Record, on: NaiveDate) -> Fraction {
    record.ratio(on).unwrap_or(Fraction::whole(0))
}

proptest! {
    #[test]
    fn the_index_is_never_below_0_or_above_100(record in records(), on in 0..50_u64) {
        if let Some(ratio) = record.ratio(day(on)) {
            prop_assert!(!ratio.below(&Fraction::whole(0)));
            prop_assert!(!Fraction::whole(100).below(&ratio));
            prop_assert!(record.index(day(on)).is_some());
        }
    }

    #[test]
    fn a_higher_level_never_lowers_the_index(
        record in records(), which in 0..25_usize, on in 0..50_u64,
    ) {
        let mut better = record.clone();
        if let Some(one) = better.assessments.get_mut(which) {
            one.level = level((one.level.number() + 1).min(4));
        }
        prop_assert!(!ratio(&better, day(on)).below(&ratio(&record, day(on))));
    }

    #[test]
    fn a_leaver_never_raises_the_index(
        record in records(), who in 0..5_usize, last in 0..40_u64, on in 0..50_u64,
    ) {
        let mut without = record.clone();
        let who = who % without.holders.len();
        let post = &mut without.holders[who].post;
        post.until = Some(post.until.map_or(day(last), |until| until.min(day(last))));
        prop_assert!(!ratio(&record, day(on)).below(&ratio(&without, day(on))));
    }

    #[test]
    fn a_forecast_lies_ahead(record in records(), on in 0..50_u64) {
        if let Ok(reached) = forecast(&record, day(on)) {
            prop_assert!(day(on) < reached);
            prop_assert!(reached - day(on) <= TimeDelta::days(36_526));
        }
    }
}
