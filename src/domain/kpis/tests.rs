//! What observations are worth, and the words for it.

use super::*;
use crate::domain::designs::Band;
use chrono::NaiveDate;
use proptest::prelude::*;

fn observed(actual: Actual, target: Option<KpiValue>) -> Observation {
    let day = NaiveDate::default();
    let period = Period::custom(day, day).unwrap_or_else(|| panic!("{day}"));
    Observation { period, actual, target, origin: None }
}

#[track_caller]
fn value(text: &str) -> KpiValue {
    text.parse().ok().and_then(KpiValue::new).unwrap_or_else(|| panic!("{text}"))
}

/// `actual of target`, either of them `-`; `published rating`, or why not.
#[track_caller]
fn check(direction: Direction, given: &str, expected: &str) {
    let (actual, target) = given.split_once(" of ").unwrap_or((given, "-"));
    let actual = match actual {
        "-" => Actual::Missing(Unscored::NotScored),
        number => Actual::Measured(value(number)),
    };
    let target = (target != "-").then(|| value(target));
    let attainment = attainment(direction, &observed(actual, target));
    let rating = rating(&default_bands(), &attainment).to_owned();
    let said = match attainment {
        Attainment::Reached(reached) => format!("{} {rating}", reached.published),
        Attainment::Unrated(why) => format!("{why}: {rating}"),
    };
    assert_eq!(said, expected, "{given}");
}

const NO_SHARE: &str = "a missed target of zero or less cannot be put as a share: Other";

#[test]
fn where_more_is_better_the_share_is_actual_over_target() {
    check(Direction::Higher, "99 of 99", "100 Good");
    check(Direction::Higher, "150 of 99", "100 Good");
    check(Direction::Higher, "95 of 100", "95 Approaching target");
    check(Direction::Higher, "94.99 of 100", "94.99 Requires improvement");
    check(Direction::Higher, "80 of 100", "80 Requires improvement");
    check(Direction::Higher, "79.99 of 100", "79.99 Inadequate");
    check(Direction::Higher, "1 of 3", "33.33 Inadequate");
    check(Direction::Higher, "0 of 3", "0 Inadequate");
    check(Direction::Higher, "-5 of 3", "0 Inadequate");
}

#[test]
fn where_less_is_better_the_share_is_target_over_actual() {
    check(Direction::Lower, "1.25 of 1.3", "100 Good");
    check(Direction::Lower, "1.3 of 1.3", "100 Good");
    check(Direction::Lower, "1.6 of 1.3", "81.25 Requires improvement");
    check(Direction::Lower, "2.6 of 1.3", "50 Inadequate");
    check(Direction::Lower, "-1 of 1.3", "100 Good");
}

#[test]
fn where_nearest_is_better_the_share_falls_on_both_sides() {
    check(Direction::Nearest, "50 of 50", "100 Good");
    check(Direction::Nearest, "49 of 50", "98 Approaching target");
    check(Direction::Nearest, "51 of 50", "98 Approaching target");
    check(Direction::Nearest, "100 of 50", "0 Inadequate");
    check(Direction::Nearest, "120 of 50", "0 Inadequate");
    check(Direction::Nearest, "-45 of -50", "90 Requires improvement");
}

#[test]
fn a_target_of_zero_or_less_is_met_or_has_no_share() {
    check(Direction::Higher, "0 of 0", "100 Good");
    check(Direction::Higher, "-1 of 0", NO_SHARE);
    check(Direction::Higher, "-3 of -5", "100 Good");
    check(Direction::Higher, "-6 of -5", NO_SHARE);
    check(Direction::Lower, "0 of 0", "100 Good");
    check(Direction::Lower, "1 of 0", NO_SHARE);
    check(Direction::Lower, "-4 of -5", NO_SHARE);
    check(Direction::Nearest, "0 of 0", "100 Good");
    check(Direction::Nearest, "1 of 0", NO_SHARE);
}

#[test]
fn what_is_missing_is_rated_other_with_its_reason_and_never_0() {
    check(Direction::Higher, "- of 99", "nothing was measured: Other");
    check(Direction::Higher, "99 of -", "there is no target for the period: Other");
    check(Direction::Higher, "- of -", "nothing was measured: Other");
}

#[test]
fn a_rating_follows_the_published_figure() {
    check(Direction::Higher, "94.995 of 100", "95 Approaching target");
    check(Direction::Higher, "94.994999 of 100", "94.99 Requires improvement");
    check(Direction::Higher, "99.994 of 100", "99.99 Approaching target");
    check(Direction::Higher, "99.995 of 100", "100 Good");
}

#[test]
fn the_largest_and_smallest_values_are_worth_something() {
    let largest = "9000000000000";
    check(Direction::Higher, &format!("0.000001 of {largest}"), "0 Inadequate");
    check(Direction::Lower, &format!("{largest} of 0.000001"), "0 Inadequate");
    check(Direction::Nearest, &format!("-{largest} of {largest}"), "0 Inadequate");
}

#[test]
fn points_are_kept_at_twelve_decimals() {
    let third = observed(Actual::Measured(value("1")), Some(value("3")));
    let Attainment::Reached(reached) = attainment(Direction::Higher, &third) else {
        panic!("a third of the target is a share")
    };
    assert_eq!(reached.points.to_string(), "33.333333333333");
}

fn kpi(direction: Direction, bands: Vec<Band>, levels: &[(&str, &str, u32)]) -> Kpi {
    let level = |(name, from, points): &(&str, &str, u32)| service_points::Level {
        name: (*name).to_owned(),
        from: value(from),
        points: *points,
    };
    Kpi {
        id: KpiId(uuid::Uuid::nil()),
        contract: ContractId(uuid::Uuid::nil()),
        title: "Availability".to_owned(),
        unit: "%".to_owned(),
        direction,
        bands,
        service_levels: levels.iter().map(level).collect(),
        repeats: service_points::Repeats::DOUBLE,
    }
}

#[track_caller]
fn check_kept(kpi: &Kpi, expected: &[&str]) {
    let said: Vec<String> =
        super::check(kpi).iter().map(|p| format!("{:?} {}", p.place, p.message)).collect();
    let expected: Vec<String> = expected
        .iter()
        .filter_map(|line| line.split_once(' '))
        .map(|(field, message)| format!("Field({field:?}) {message}"))
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn the_default_bands_and_published_levels_can_be_kept() {
    check_kept(&kpi(Direction::Nearest, default_bands(), &[]), &[]);
    let levels = [("met", "99", 0), ("minor", "98", 1), ("worse", "0", 4)];
    check_kept(&kpi(Direction::Higher, default_bands(), &levels), &[]);
}

#[test]
fn every_broken_rule_of_a_kpi_is_named() {
    let levels = [("met", "99", 0), ("minor", "99", 1), ("worse", "0", 1)];
    check_kept(
        &kpi(Direction::Higher, Vec::new(), &levels),
        &[
            "bands the bands stop at 0, not at 100",
            "service_levels[1].from “minor” is not worse than “met”",
            "service_levels[2].points “worse” costs no more than “minor”",
        ],
    );
    check_kept(
        &kpi(Direction::Lower, default_bands(), &[("met", "5", 0), ("late", "4", 1)]),
        &["service_levels[1].from “late” is not worse than “met”"],
    );
    check_kept(
        &kpi(Direction::Nearest, default_bands(), &[("met", "5", 0)]),
        &["service_levels a KPI that is best close to its target has no service levels"],
    );
    let nameless = Kpi { title: " ".to_owned(), ..kpi(Direction::Lower, default_bands(), &[]) };
    check_kept(&nameless, &["title the KPI has no title"]);
}

#[test]
fn a_kpi_may_have_bands_of_its_own() {
    let figure = |units| Published::from_scaled(units).unwrap_or(Published::FULL);
    let band = |rating: &str, from, to| Band {
        rating: rating.to_owned(),
        from: figure(from),
        to: figure(to),
    };
    let bands = [band("Red", 0, 5_000), band("Green", 5_000, 10_000)];
    let half = observed(Actual::Measured(value("1")), Some(value("2")));
    assert_eq!(rating(&bands, &attainment(Direction::Higher, &half)), "Green");
    let less = observed(Actual::Measured(value("0.9998")), Some(value("2")));
    assert_eq!(rating(&bands, &attainment(Direction::Higher, &less)), "Red");
}

#[test]
fn a_rating_is_poor_from_requires_improvement_down() {
    let of = |actual: &str, bands: &[Band]| {
        let seen = observed(Actual::Measured(value(actual)), Some(value("100")));
        let attainment = attainment(Direction::Higher, &seen);
        (ratings::Rating::suggested(bands, &attainment), ratings::is_poor(bands, &attainment))
    };
    use ratings::Rating;
    let usual = default_bands();
    assert_eq!(of("100", &usual), (Rating::Good, false));
    assert_eq!(of("95", &usual), (Rating::ApproachingTarget, false));
    assert_eq!(of("94.99", &usual), (Rating::RequiresImprovement, true));
    assert_eq!(of("79", &usual), (Rating::Inadequate, true));
    // Words of a contract's own are none of the law, and all but the best are poor.
    let figure = |units| Published::from_scaled(units).unwrap_or(Published::FULL);
    let band = |rating: &str, from, to| Band {
        rating: rating.to_owned(),
        from: figure(from),
        to: figure(to),
    };
    let own = [band("Red", 0, 5_000), band("Green", 5_000, 10_000)];
    assert_eq!(of("40", &own), (Rating::Other, true));
    assert_eq!(of("60", &own), (Rating::Other, false));
    let nothing = attainment(Direction::Higher, &observed(Actual::Missing(Unscored::NotDue), None));
    assert_eq!(ratings::Rating::suggested(&usual, &nothing), Rating::Other);
    assert!(!ratings::is_poor(&usual, &nothing));
}

fn any_value() -> impl Strategy<Value = KpiValue> {
    (-9_000_000_000_i64..=9_000_000_000)
        .prop_map(|units| KpiValue::from_scaled(units).unwrap_or_else(|| panic!("{units}")))
}

fn points(direction: Direction, actual: KpiValue, target: KpiValue) -> Option<Points> {
    match attainment(direction, &observed(Actual::Measured(actual), Some(target))) {
        Attainment::Reached(reached) => Some(reached.points),
        Attainment::Unrated(_) => None,
    }
}

proptest! {
    #[test]
    fn a_better_value_is_never_worth_less(one in any_value(), two in any_value(), target in any_value()) {
        let (less, more) = (one.min(two), one.max(two));
        let higher = |actual| points(Direction::Higher, actual, target);
        prop_assert!(higher(less) <= higher(more));
        let lower = |actual| points(Direction::Lower, actual, target);
        prop_assert!(lower(more) <= lower(less));
    }

    #[test]
    fn full_points_go_to_those_who_met_the_target(actual in any_value(), target in any_value()) {
        let met = |direction| points(direction, actual, target) == Some(Points::FULL);
        prop_assert_eq!(met(Direction::Higher), actual >= target);
        prop_assert_eq!(met(Direction::Lower), actual <= target);
        prop_assert_eq!(met(Direction::Nearest), actual == target);
    }

    #[test]
    fn every_observation_has_exactly_one_rating(actual in any_value(), target in any_value()) {
        for direction in Direction::ALL {
            let observation = observed(Actual::Measured(actual), Some(target));
            let attainment = attainment(*direction, &observation);
            let rated = rating(&default_bands(), &attainment) != "Other";
            prop_assert_eq!(rated, matches!(attainment, Attainment::Reached(_)));
        }
    }
}
