//! What holds for every design that comes with the service.

#![expect(clippy::expect_used, reason = "a test stops where its premise fails")]

use super::*;
use crate::domain::designs::Perspective;
use std::collections::HashSet;

#[test]
fn no_built_in_design_or_scale_is_dropped() {
    let keys: Vec<String> = designs().iter().map(|design| design.key().to_owned()).collect();
    let expected = [
        "partnership",
        "kaplan-norton",
        "procuring-for-growth",
        "scottish-four-quadrant",
        "product-represented",
        "kpi",
    ];
    assert_eq!(keys, expected);
    let scales: Vec<String> = scales().into_iter().map(|scale| scale.key).collect();
    let expected = [
        "one-to-five",
        "zero-to-three",
        "thirds",
        "zero-to-four",
        "one-to-four",
        "red-amber-green",
        "met",
        "percent",
    ];
    assert_eq!(scales, expected);
}

#[test]
fn the_partnership_design_has_the_seven_perspectives_and_eight_criteria() {
    let design = design(DEFAULT).expect("built in");
    let titles: Vec<&str> = design.perspectives().iter().map(|p| p.title.as_str()).collect();
    let expected = [
        "Delivering outcomes",
        "Quality",
        "Value for money",
        "Knowledge transfer",
        "Delivering in partnership",
        "Culture",
        "Value add",
    ];
    assert_eq!(titles, expected);
    assert_eq!(design.criteria().count(), 8);
    assert_eq!(design.minimum_coverage().to_string(), "60");
}

#[test]
fn weights_total_100_in_every_list() {
    for design in designs() {
        let total: i64 = design.perspectives().iter().map(|p| p.weight.scaled()).sum();
        assert_eq!(total, 1_000_000, "{}", design.key());
        for perspective in design.perspectives().iter().filter(|p| p.source == Source::Meetings) {
            let total: i64 = perspective.criteria.iter().map(|c| c.weight.scaled()).sum();
            assert_eq!(total, 1_000_000, "{} {}", design.key(), perspective.key);
        }
    }
}

#[test]
fn every_criterion_asks_each_side_its_own_question() {
    for design in designs() {
        for (_, _, criterion) in design.criteria() {
            let at = format!("{} {}", design.key(), criterion.key);
            assert!(criterion.client_wording.ends_with('?'), "{at}");
            assert!(criterion.supplier_wording.ends_with('?'), "{at}");
            assert_ne!(criterion.client_wording, criterion.supplier_wording, "{at}");
        }
    }
}

#[test]
fn criterion_and_perspective_keys_are_unique() {
    for design in designs() {
        let keys: HashSet<&str> = design.criteria().map(|(_, _, c)| c.key.as_str()).collect();
        assert_eq!(keys.len(), design.criteria().count(), "{}", design.key());
        let perspectives: HashSet<&str> =
            design.perspectives().iter().map(|p: &Perspective| p.key.as_str()).collect();
        assert_eq!(perspectives.len(), design.perspectives().len(), "{}", design.key());
    }
}

#[test]
fn every_figure_from_0_to_100_has_exactly_one_band() {
    for design in designs() {
        for units in 0..=10_000 {
            let figure = Published::from_scaled(units).expect("in range");
            let top = design.bands().last();
            let holds =
                |band: &&Band| band.from <= figure && (figure < band.to || Some(*band) == top);
            let holding: Vec<&Band> = design.bands().iter().filter(holds).collect();
            assert_eq!(holding.len(), 1, "{} {figure}", design.key());
            assert_eq!(design.band_of(figure), holding.first().copied(), "{}", design.key());
        }
    }
}

#[track_caller]
fn worth(key: &str, given: &str, points: Option<&str>) {
    let scale = scale(key).expect("built in");
    let found = scale.read(given).ok().and_then(|value| scale.points(value));
    assert_eq!(found.map(|points| points.to_string()).as_deref(), points, "{key} {given}");
}

#[test]
fn built_in_scales_are_worth_what_their_sources_say() {
    worth("one-to-five", "1", Some("0"));
    worth("one-to-five", "2", Some("25"));
    worth("one-to-five", "3", Some("50"));
    worth("one-to-five", "4", Some("75"));
    worth("one-to-five", "5", Some("100"));
    worth("one-to-five", "0", None);
    worth("one-to-five", "4.5", None);
    worth("zero-to-three", "1", Some("33.333333333333"));
    worth("zero-to-three", "met", Some("66.666666666667"));
    worth("thirds", "66", Some("66"));
    worth("thirds", "67", None);
    worth("zero-to-four", "Acceptable", Some("50"));
    worth("one-to-four", "meeting expectations", Some("75"));
    worth("met", "partly met", Some("50"));
    worth("percent", "36.25", Some("36.25"));
    worth("percent", "100.1", None);
}

#[test]
fn a_four_is_good_and_a_three_is_approaching_target() {
    let design = design(DEFAULT).expect("built in");
    let rating = |figure: i64| {
        let figure = Published::from_scaled(figure).expect("in range");
        design.band_of(figure).map(|band| band.rating.clone()).unwrap_or_default()
    };
    assert_eq!(rating(7_500), "Good");
    assert_eq!(rating(7_499), "Approaching target");
    assert_eq!(rating(5_000), "Approaching target");
    assert_eq!(rating(2_499), "Inadequate");
}

#[test]
fn a_draft_gets_the_built_in_scales_it_names_once() {
    let draft = |scales: Vec<Scale>| Draft {
        key: "own".to_owned(),
        title: "Own".to_owned(),
        minimum_coverage: Coverage::FULL,
        bands: quarters(),
        scales,
        perspectives: design(DEFAULT).expect("built in").perspectives().to_vec(),
    };
    let keys = |draft: Draft| -> Vec<String> {
        with_scales(draft).scales.into_iter().map(|scale| scale.key).collect()
    };
    assert_eq!(keys(draft(Vec::new())), ["one-to-five"]);
    let own = Scale { key: "one-to-five".to_owned(), kind: ScaleKind::Percent };
    assert_eq!(keys(draft(vec![own])), ["one-to-five"]);
}
