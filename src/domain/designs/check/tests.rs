//! Drafts that break rules, and what is said of them.

#![expect(clippy::expect_used, reason = "a test stops where its premise fails")]

use super::*;
use crate::domain::exact::{Coverage, Points, ScoreValue};
use crate::domain::library;
use crate::domain::problems::Place;

fn number<T>(text: &str, new: impl Fn(rust_decimal::Decimal) -> Option<T>) -> T {
    text.parse().ok().and_then(new).expect("in range")
}

fn weight(text: &str) -> Weight {
    number(text, Weight::new)
}

fn band(rating: &str, from: &str, to: &str) -> Band {
    let (from, to) = (number(from, Published::new), number(to, Published::new));
    Band { rating: rating.to_owned(), from, to }
}

fn level(value: i64, points: &str, label: &str) -> Level {
    Level {
        value: number(&value.to_string(), ScoreValue::new),
        label: label.to_owned(),
        anchor: String::new(),
        points: number(points, Points::new),
    }
}

fn item(key: &str, share: &str) -> Criterion {
    Criterion {
        key: key.to_owned(),
        title: format!("About {key}"),
        weight: weight(share),
        scale: "met".to_owned(),
        client_wording: String::new(),
        supplier_wording: String::new(),
    }
}

fn group(key: &str, share: &str, criteria: Vec<Criterion>) -> Perspective {
    let (key, title) = (key.to_owned(), format!("The {key}"));
    Perspective { key, title, weight: weight(share), source: Source::Meetings, criteria }
}

fn good() -> Draft {
    Draft {
        key: "own-design_2".to_owned(),
        title: "Own design".to_owned(),
        minimum_coverage: Coverage::FULL,
        bands: vec![band("Low", "0", "50"), band("High", "50", "100")],
        scales: library::scale("met").into_iter().collect(),
        perspectives: vec![
            group("one", "33.3333", vec![item("a", "50"), item("b", "50")]),
            group("two", "66.6667", vec![item("c", "100")]),
        ],
    }
}

/// Every problem as `field | value | message | remedy`.
#[track_caller]
fn refused(change: impl FnOnce(&mut Draft), expected: &[&str]) {
    let mut draft = good();
    change(&mut draft);
    let problems = super::check(draft).map_or_else(|problems| problems, |_| Vec::new());
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| {
            let Place::Field(field) = &problem.place else { return format!("{problem:?}") };
            format!("{field} | {} | {} | {}", problem.value, problem.message, problem.remedy)
        })
        .collect();
    assert_eq!(shown, expected);
}

fn first(draft: &mut Draft) -> &mut Perspective {
    draft.perspectives.first_mut().expect("there are two")
}

#[test]
fn a_draft_that_holds_every_rule_becomes_a_design() {
    refused(|_| {}, &[]);
}

#[test]
fn weights_that_miss_100_by_a_hundredth_are_refused() {
    refused(
        |draft| first(draft).weight = weight("33.3233"),
        &[
            "perspectives | 99.99 | the weights total 99.99, not 100 | Change the weights so that they total 100",
        ],
    );
    refused(
        |draft| first(draft).criteria = vec![item("a", "50"), item("b", "50.0001")],
        &[
            "perspectives[0].criteria | 100.0001 | the weights total 100.0001, not 100 | Change the weights so that they total 100",
        ],
    );
    refused(
        |draft| draft.perspectives.clear(),
        &[
            "perspectives | 0 | the weights total 0, not 100 | Change the weights so that they total 100",
        ],
    );
}

#[test]
fn a_weight_cannot_be_negative_above_100_or_have_five_decimals() {
    let weight = |text: &str| text.parse().ok().and_then(Weight::new);
    assert_eq!(weight("-0.0001"), None);
    assert_eq!(weight("100.0001"), None);
    assert_eq!(weight("33.33333"), None);
    assert_eq!(weight("33.33330").map(Weight::scaled), Some(333_333));
}

#[test]
fn bands_leave_no_hole_and_do_not_overlap() {
    refused(
        |draft| draft.bands = vec![band("Low", "0", "50"), band("High", "50.01", "100")],
        &["bands[1].from | 50.01 | the band “High” leaves a hole below it | Start it at 50"],
    );
    refused(
        |draft| draft.bands = vec![band("Low", "0", "50"), band("High", "49.99", "100")],
        &["bands[1].from | 49.99 | the band “High” overlaps the one below | Start it at 50"],
    );
    refused(
        |draft| draft.bands = vec![band("Low", "10", "50"), band("High", "50", "90")],
        &[
            "bands[0].from | 10 | the band “Low” leaves a hole below it | Start it at 0",
            "bands | 90 | the bands stop at 90, not at 100 | Let the highest band end at 100",
        ],
    );
    refused(
        |draft| draft.bands.clear(),
        &["bands | 0 | the bands stop at 0, not at 100 | Let the highest band end at 100"],
    );
}

#[test]
fn bands_run_upwards() {
    refused(
        |draft| draft.bands = vec![band("Low", "0", "50"), band("High", "50", "50")],
        &["bands | 50 | the bands stop at 50, not at 100 | Let the highest band end at 100"],
    );
    refused(
        |draft| {
            let inverted = band("Inverted", "60", "40");
            draft.bands = vec![band("Low", "0", "60"), inverted, band("High", "40", "100")];
        },
        &[
            "bands[1].to | 40 | the band “Inverted” ends at or before its start | Make `to` larger than `from`",
        ],
    );
    refused(
        |draft| {
            draft.bands =
                vec![band("Low", "0", "50"), band("None", "50", "50"), band("High", "50", "100")];
        },
        &[
            "bands[1].to | 50 | the band “None” ends at or before its start | Make `to` larger than `from`",
        ],
    );
}

#[test]
fn a_highest_band_may_hold_100_alone() {
    refused(|draft| draft.bands = vec![band("Missed", "0", "100"), band("Met", "100", "100")], &[]);
}

#[test]
fn ratings_have_their_own_words() {
    refused(
        |draft| draft.bands = vec![band("Low", "0", "50"), band("LOW", "50", "100")],
        &["bands[1].rating | LOW | “LOW” is used twice | Give each its own name"],
    );
    refused(
        |draft| draft.bands = vec![band(" ", "0", "50"), band("High", "50", "100")],
        &["bands[0].rating |   | this is empty | Enter a name people know"],
    );
}

fn on_levels(draft: &mut Draft, levels: Vec<Level>) {
    draft.scales = vec![Scale { key: "met".to_owned(), kind: ScaleKind::Levels(levels) }];
}

#[test]
fn a_scale_has_2_to_11_levels() {
    let levels = |count: i64| -> Vec<Level> {
        (0..count).map(|at| level(at, &at.to_string(), &format!("Level {at}"))).collect()
    };
    refused(|draft| on_levels(draft, levels(2)), &[]);
    refused(|draft| on_levels(draft, levels(11)), &[]);
    refused(
        |draft| on_levels(draft, levels(1)),
        &["scales[0].levels | 1 | a scale has 2 to 11 levels | Add or remove levels"],
    );
    refused(
        |draft| on_levels(draft, levels(12)),
        &["scales[0].levels | 12 | a scale has 2 to 11 levels | Add or remove levels"],
    );
}

#[test]
fn values_and_points_rise_from_level_to_level() {
    refused(
        |draft| on_levels(draft, vec![level(1, "50", "Low"), level(2, "25", "High")]),
        &[
            "scales[0].levels[1].points | 25 | this does not rise from the 50 of the level below | Put the levels in rising order",
        ],
    );
    refused(
        |draft| on_levels(draft, vec![level(2, "0", "Low"), level(2, "0", "High")]),
        &[
            "scales[0].levels[1].value | 2 | this does not rise from the 2 of the level below | Put the levels in rising order",
            "scales[0].levels[1].points | 0 | this does not rise from the 0 of the level below | Put the levels in rising order",
        ],
    );
}

#[test]
fn labels_can_be_told_apart() {
    refused(
        |draft| on_levels(draft, vec![level(1, "0", "Not met"), level(2, "25", "not-met")]),
        &["scales[0].levels[1].label | not-met | “not-met” is used twice | Give each its own name"],
    );
    refused(
        |draft| on_levels(draft, vec![level(1, "0", ""), level(2, "25", "Met")]),
        &["scales[0].levels[0].label |  | this is empty | Enter a name people know"],
    );
}

#[test]
fn a_criterion_names_a_scale_of_the_design() {
    refused(
        |draft| "one-to-ten".clone_into(&mut first(draft).criteria.first_mut().expect("two").scale),
        &[
            "perspectives[0].criteria[0].scale | one-to-ten | no scale of the design has this key | Define the scale, or name a built-in one such as one-to-five",
        ],
    );
}

#[test]
fn keys_are_plain_and_used_once() {
    refused(
        |draft| {
            "Own Design".clone_into(&mut draft.key);
            draft.title.clear();
        },
        &[
            "key | Own Design | the key has other characters or is empty | Use lower-case letters, digits, hyphens and underscores",
            "title |  | this is empty | Enter a name people know",
        ],
    );
    refused(
        |draft| {
            draft.scales.extend(library::scale("met"));
            "two".clone_into(&mut first(draft).key);
        },
        &[
            "scales[1].key | met | “met” is used twice | Give each its own name",
            "perspectives[1].key | two | “two” is used twice | Give each its own name",
        ],
    );
}

#[test]
fn a_criterion_is_never_mistaken_for_another_one_of_any_perspective() {
    refused(
        |draft| "About C".clone_into(&mut first(draft).criteria.first_mut().expect("two").title),
        &[
            "perspectives[1].criteria[0].title | About c | “About c” also names another criterion | Give each criterion its own key and title",
        ],
    );
    refused(
        |draft| "C!".clone_into(&mut first(draft).criteria.first_mut().expect("two").title),
        &[
            "perspectives[1].criteria[0].key | c | “c” also names another criterion | Give each criterion its own key and title",
        ],
    );
}

#[test]
fn a_perspective_fed_by_kpis_has_no_criteria() {
    refused(
        |draft| first(draft).source = Source::Kpis,
        &[
            "perspectives[0].criteria | kpis | only a perspective scored at meetings has criteria | Remove the criteria",
        ],
    );
    refused(
        |draft| {
            first(draft).source = Source::Kpis;
            first(draft).criteria.clear();
        },
        &[],
    );
}

#[test]
fn every_problem_is_reported_at_once() {
    refused(
        |draft| {
            draft.title.clear();
            draft.bands = vec![band("Low", "0", "99.99")];
            on_levels(draft, vec![level(1, "0", "Only")]);
            first(draft).weight = weight("0");
            first(draft).criteria = vec![item("A", "99.99")];
        },
        &[
            "title |  | this is empty | Enter a name people know",
            "bands | 99.99 | the bands stop at 99.99, not at 100 | Let the highest band end at 100",
            "scales[0].levels | 1 | a scale has 2 to 11 levels | Add or remove levels",
            "perspectives | 66.6667 | the weights total 66.6667, not 100 | Change the weights so that they total 100",
            "perspectives[0].criteria | 99.99 | the weights total 99.99, not 100 | Change the weights so that they total 100",
            "perspectives[0].criteria[0].key | A | the key has other characters or is empty | Use lower-case letters, digits, hyphens and underscores",
        ],
    );
}
