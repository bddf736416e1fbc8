//! Weights, statuses, shares and limits, worked out by pencil or taken from the sources named.

use super::frameworks::{self, Framework};
use super::social_value::{self, Authority};
use super::*;
use crate::domain::exact::Weight;
use chrono::NaiveDate;
use proptest::prelude::*;

fn criterion(kind: &str, weight: &str) -> Criterion {
    Criterion {
        number: None,
        name: String::new(),
        kind: Worded { read: Kind::named(kind), written: Some(kind.to_owned()) },
        weight: Weighting::parse(weight).unwrap(),
        origin: None,
    }
}

fn lot(weights: &[(&str, &str)]) -> Vec<Criterion> {
    weights.iter().map(|(kind, weight)| criterion(kind, weight)).collect()
}

/// Form and numbers of a weight, such as `range 60 85`.
fn reads(text: &str) -> String {
    let reading = Weighting::parse(text).unwrap().reading;
    let (low, high) = reading.numbers();
    let number = |one: crate::domain::exact::PublishedWeight| format!(" {one}");
    let numbers: String = low.into_iter().chain(high).map(number).collect();
    format!("{}{numbers}", reading.form().word())
}

#[test]
fn a_weight_is_read_as_it_was_published() {
    for (text, expected) in [
        ("70", "number 70"),
        ("70%", "percent 70"),
        ("0 %", "percent 0"),
        ("70 per cent", "percent 70"),
        ("0.7", "number 0.7"),
        ("17.5", "number 17.5"),
        ("60-85%", "range 60 85"),
        ("60% to 85%", "range 60 85"),
        ("50%+20%", "percent_sum 70"),
        ("30 + 10", "number_sum 40"),
        ("600 points", "points 600"),
        ("600/1000", "points 600 1000"),
        ("600 out of 1000", "points 600 1000"),
        ("600/400", "split 600 400"),
        ("40/60", "split 40 60"),
        ("70%/30%", "split 70 30"),
        ("1st", "order 1"),
        ("second", "order 2"),
        ("Order 3", "order 3"),
        ("", "missing"),
        ("N/A", "missing"),
        ("-", "missing"),
        ("in descending order of importance", "words"),
        ("Não", "words"),
        ("0 %Diário da República, 2.ª série", "percent 0"),
        ("2 of the three", "words"),
        ("3 years", "words"),
        ("£500", "words"),
    ] {
        assert_eq!(reads(text), expected, "{text}");
    }
}

#[test]
fn a_weight_that_is_a_slip_is_refused_with_what_to_do() {
    for (text, expected) in [
        ("-5", "A weight cannot be below 0"),
        ("(5)", "A weight cannot be below 0"),
        ("85-60%", "The range ends below its start"),
        ("17,5", "\"17,5\" has a comma where a decimal point is expected"),
        ("1e3", "\"1e3\" is in scientific notation"),
        ("33.33333", "33.33333 has more than 4 decimal places"),
        ("1000001", "A weight is from 0 to 1,000,000"),
    ] {
        let told = Weighting::parse(text).unwrap_err().to_string();
        assert!(told.starts_with(expected), "{text}: {told}");
    }
}

#[test]
fn words_behind_a_percentage_are_told_and_left_out() {
    let criteria = lot(&[("quality", "0 %Diário da República"), ("price", "100 %")]);
    let found = findings(&criteria);
    let [only] = found.as_slice() else { panic!("one is told: {found:?}") };
    assert_eq!(only.kind, FindingKind::WordsBeside);
    assert!(only.message.contains("“Diário da República”"), "{}", only.message);
}

/// Status, total and cost share of a lot's weights.
fn comes_to(weights: &[(&str, &str)]) -> (&'static str, String, String) {
    let verdict = judge(&lot(weights));
    let share = verdict.share.as_ref().and_then(CostShare::bounds);
    let share = match share {
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}-{high}"),
        None => "none".to_owned(),
    };
    let total = verdict.total.map_or_else(|| "none".to_owned(), |total| total.to_string());
    (verdict.status.word(), total, share)
}

#[track_caller]
fn check(weights: &[(&str, &str)], status: &str, total: &str, share: &str) {
    assert_eq!(comes_to(weights), (status, total.to_owned(), share.to_owned()), "{weights:?}");
}

#[test]
fn weights_that_are_numbers_are_added_and_never_stretched() {
    check(&[("quality", "70"), ("price", "30")], "exact_100", "100", "30");
    check(&[("quality", "30%"), ("price", "70")], "exact_100", "100", "70");
    check(&[("quality", "30%"), ("cost", "50%+20%")], "exact_100", "100", "70");
    check(
        &[("quality", "17.5"), ("social value", "10"), ("price", "72.5")],
        "exact_100",
        "100",
        "72.5",
    );
    check(&[("quality", "2"), ("price", "95")], "not_100", "97", "none");
    check(&[("quality", "50%"), ("price", "0%")], "not_100", "50", "none");
    check(&[("quality", "100 %"), ("price", "100 %")], "not_100", "200", "none");
    check(&[("quality", "95"), ("price", "95")], "not_100", "190", "none");
    check(&[("quality", "0 %"), ("price", "0 %")], "zero", "0", "none");
}

#[test]
fn points_and_parts_of_1_are_known_by_all_weights_of_the_lot() {
    check(&[("quality", "400"), ("price", "600")], "points_total", "1000", "60");
    check(&[("quality", "200"), ("price", "100")], "points_total", "300", "33.3333");
    check(&[("quality", "40/100"), ("price", "60/100")], "points_total", "100", "60");
    check(&[("quality", "40/100"), ("price", "50/100")], "not_100", "90", "none");
    check(&[("quality", "400%"), ("price", "600%")], "not_100", "1000", "none");
    check(&[("quality", "0.6"), ("price", "0.4")], "exact_1", "1", "40");
    check(&[("quality", "0.6"), ("price", "0.3")], "not_100", "0.9", "none");
    check(&[("quality", "0.6%"), ("price", "0.4%")], "not_100", "1", "none");
    check(&[("quality", "0"), ("price", "1")], "not_100", "1", "none");
    check(&[("quality", "600 points"), ("price", "40%")], "mixed", "640", "none");
}

#[test]
fn a_range_bounds_the_share_as_far_as_the_total_of_100_lets_it() {
    check(&[("quality", "15-40%"), ("cost", "60-85%")], "range", "none", "60-85");
    // Quality of 14% would leave 86% to cost, which its range does not reach.
    check(&[("quality", "14-40%"), ("cost", "60-85%")], "range", "none", "60-85");
    check(
        &[("quality", "20-30"), ("social value", "20-40"), ("price", "40")],
        "range",
        "none",
        "40",
    );
    check(&[("quality", "10-20"), ("price", "30-40")], "range_not_100", "none", "none");
}

#[test]
fn what_cannot_be_added_has_no_share() {
    check(&[("price", "")], "missing", "none", "none");
    check(&[("quality", "N/A"), ("price", "100%")], "part_missing", "none", "none");
    check(&[("quality", "1st"), ("price", "2nd")], "order", "none", "none");
    check(&[("quality", "1st"), ("price", "60")], "mixed", "none", "none");
    check(&[("quality", "most"), ("price", "60")], "words", "none", "none");
    check(&[("quality", "600/400"), ("price", "600/400")], "words", "none", "none");
    check(&[("sustainability", "40"), ("price", "60")], "exact_100", "100", "none");
    check(&[("sustainability", "0"), ("price", "100")], "exact_100", "100", "100");
}

#[test]
fn a_quality_criterion_called_price_is_shown_and_stays_where_it_is() {
    let named = |kind: &str, name: &str, weight: &str| Criterion {
        name: name.to_owned(),
        ..criterion(kind, weight)
    };
    let criteria = [named("quality", "Price", "40"), named("price", "", "60")];
    let found: Vec<FindingKind> = findings(&criteria).into_iter().map(|one| one.kind).collect();
    assert_eq!(found, [FindingKind::NamedOtherwise]);
    let share = judge(&criteria).share.unwrap();
    assert_eq!(share.cost(), Weight::from_scaled(600_000));
    let portuguese = [named("cost", "Valia Técnica", "40"), named("quality", "Qualidade", "60")];
    assert_eq!(findings(&portuguese).len(), 1);
}

fn limits(framework: Framework, weights: &[(&str, &str)]) -> Vec<String> {
    let found = frameworks::check(framework, &lot(weights));
    found.into_iter().map(|one| format!("{} {}", one.kind.word(), one.about)).collect()
}

fn dos(weights: [&str; 3]) -> Vec<String> {
    let [technical, cultural, price] = weights;
    let weights = [("technical", technical), ("cultural fit", cultural), ("price", price)];
    limits(Framework::DosOutcomes, &weights)
}

// The outcomes are those of the validation that ran in Digital Outcomes and Specialists.
#[test]
fn digital_outcomes_1_to_5_keep_to_their_ranges_before_their_total() {
    assert_eq!(dos(["75", "5", "20"]), [""; 0]);
    assert_eq!(dos(["75", "20", "5"]), ["out_of_range Price"]);
    assert_eq!(dos(["10", "5", "85"]), [""; 0]);
    assert_eq!(dos(["60", "20", "20"]), [""; 0]);
    assert_eq!(
        dos(["76", "4", "20"]),
        ["out_of_range Technical competence", "out_of_range Cultural fit"]
    );
    assert_eq!(dos(["50", "10", "39"]), ["total "]);
    assert_eq!(
        dos(["50.5", "19.5", "30"]),
        ["not_whole Technical competence", "not_whole Cultural fit"]
    );
}

// Four cases that the Digital Marketplace tested: technical, cultural and price.
#[test]
fn the_digital_marketplace_answers_its_own_four_cases_alike() {
    assert_eq!(dos(["68", "7", "25"]), [""; 0]);
    assert_eq!(dos(["10", "20", "71"]), ["total "]);
    assert_eq!(dos(["15", "75", "10"]), ["out_of_range Cultural fit", "out_of_range Price"]);
    assert_eq!(
        dos(["fifteen", "", "30"]),
        ["not_whole Technical competence", "not_whole Cultural fit"]
    );
}

#[test]
fn digital_outcomes_6_takes_no_social_value_or_enough_of_it() {
    let lot1 = |technical, cultural, social, price| {
        let weights = [
            ("technical", technical),
            ("cultural fit", cultural),
            ("social value", social),
            ("price", price),
        ];
        limits(Framework::Dos6Lot1, &weights)
    };
    assert_eq!(lot1("50", "10", "0", "40"), [""; 0]);
    assert_eq!(lot1("50", "10", "5", "35"), ["out_of_range Social value"]);
    assert_eq!(lot1("45", "5", "20", "30"), [""; 0]);
    let lot3 = [("technical", "60"), ("availability", "10"), ("price", "30")];
    assert_eq!(limits(Framework::Dos6Lot3, &lot3), [""; 0]);
    assert_eq!(limits(Framework::DosParticipants, &lot3), [""; 0]);
    let other = [("quality", "60"), ("technical", "10"), ("availability", "10"), ("price", "20")];
    assert_eq!(limits(Framework::Dos6Lot3, &other), ["not_of_framework quality"]);
}

#[test]
fn management_consultancy_3_weighs_quality_as_a_whole() {
    let weights = |technical, social, price| {
        let all = [("technical", technical), ("social value", social), ("price", price)];
        limits(Framework::Mcf3, &all)
    };
    assert_eq!(weights("64.5", "10.5", "25"), [""; 0]);
    assert_eq!(weights("70", "10", "20"), ["out_of_range Quality"]);
    assert_eq!(weights("14", "10", "76"), ["out_of_range Quality", "out_of_range Price"]);
}

#[test]
fn social_value_weighs_a_tenth_for_central_government_since_2021() {
    let on = |text: &str| text.parse::<NaiveDate>().unwrap();
    let named = |authority, day| social_value::rule(authority, on(day), None).map(|rule| rule.name);
    assert_eq!(named(Authority::CentralGovernment, "2020-12-31"), None);
    assert_eq!(named(Authority::CentralGovernment, "2021-01-01"), Some("PPN 06/20"));
    assert_eq!(named(Authority::Ndpb, "2025-09-30"), Some("PPN 06/20"));
    assert_eq!(named(Authority::ExecutiveAgency, "2025-10-01"), Some("PPN 002"));
    assert_eq!(named(Authority::Other, "2025-10-01"), None);
    let rule = social_value::rule(Authority::Ndpb, on("2026-01-01"), None).unwrap();
    let low = |weights: &[(&str, &str)]| {
        let criteria = lot(weights);
        social_value::check(rule, &criteria, &judge(&criteria)).is_some()
    };
    assert!(low(&[("quality", "70"), ("price", "30")]));
    assert!(low(&[("quality", "60.1"), ("social value", "9.9"), ("price", "30")]));
    assert!(!low(&[("quality", "60"), ("social value", "10"), ("price", "30")]));
    assert!(!low(&[("quality", "500"), ("social value", "100"), ("price", "400")]));
    assert!(!low(&[("quality", "95"), ("price", "2")]), "nothing is known of such a lot");
}

#[test]
fn a_weight_is_put_together_again_from_the_parts_that_are_kept() {
    for text in
        ["70", "70%", "60-85%", "600/1000", "6 points", "1st", "50%+20%", "5+5", "6/4", "", "a"]
    {
        let reading = Weighting::parse(text).unwrap().reading;
        assert_eq!(Reading::of(reading.form(), reading.numbers()), Some(reading), "{text}");
    }
    let ten = crate::domain::exact::PublishedWeight::from_scaled(100_000);
    assert_eq!(Reading::of(Form::Percent, (None, None)), None);
    assert_eq!(Reading::of(Form::Missing, (ten, None)), None);
}

fn share_of(weights: &[(Kind, i64)], unit: &str) -> Option<CostShare> {
    let each =
        weights.iter().map(|(kind, weight)| criterion(kind.word(), &format!("{weight}{unit}")));
    judge(&each.collect::<Vec<_>>()).share
}

proptest! {
    #[test]
    fn the_share_of_points_does_not_depend_on_their_scale(
        first in 1_i64..100, second in 1_i64..100, social in 1_i64..100, scale in 2_i64..1_000,
    ) {
        let once = [(Kind::Price, first), (Kind::Quality, second), (Kind::SocialValue, social)];
        let often = once.map(|(kind, weight)| (kind, weight * scale));
        let (once, often) = (share_of(&once, " points"), share_of(&often, " points"));
        prop_assert!(once.is_some());
        prop_assert_eq!(once, often);
    }

    #[test]
    fn percentages_parts_of_1_and_points_of_1000_give_the_same_share(cost in 1_i64..100) {
        let quality = 100 - cost;
        let percent = share_of(&[(Kind::Cost, cost), (Kind::Quality, quality)], "%");
        let points = share_of(&[(Kind::Cost, cost * 10), (Kind::Quality, quality * 10)], "/1000");
        let part = |weight: i64| format!("0.{weight:02}");
        let parts = judge(&[
            criterion("cost", &part(cost)), criterion("quality", &part(quality)),
        ]).share;
        prop_assert!(percent.is_some());
        prop_assert_eq!(&percent, &points);
        prop_assert_eq!(&percent, &parts);
    }

    #[test]
    fn cost_and_quality_total_100_as_they_are_shown(
        first in 1_i64..10_000, second in 1_i64..10_000,
    ) {
        let share = share_of(&[(Kind::Price, first), (Kind::Quality, second)], " points").unwrap();
        let (cost, quality) = (share.cost().unwrap(), share.quality().unwrap());
        prop_assert_eq!(cost.scaled() + quality.scaled(), Weight::WHOLE.scaled());
    }
}
