//! Design files that are read, and faults that are named.

#![expect(clippy::expect_used, reason = "a test stops where its premise fails")]

use super::*;
use crate::views::design_file::toml;
use proptest::prelude::*;
use std::collections::BTreeSet;

const SMALL: &str = r#"
key = "small"
title = "Small"
bands = [{ rating = "Low", from = 0, to = 62.5 }, { rating = "High", from = 62.5, to = 100 }]

[[perspectives]]
key = "one"
title = "One"
weight = 33.3334

[[perspectives.criteria]]
key = "a"
title = "A"
weight = 100
scale = "one-to-five"

[[perspectives]]
key = "two"
title = "Two"
weight = "66.6666"
source = "kpis"
"#;

#[test]
fn a_small_file_is_enough() {
    let design = design(SMALL).expect("it holds every rule");
    assert_eq!(design.minimum_coverage().to_string(), "60");
    assert_eq!(design.scales().iter().map(|s| s.key.as_str()).collect::<Vec<_>>(), ["one-to-five"]);
    let weights: Vec<i64> = design.perspectives().iter().map(|p| p.weight.scaled()).collect();
    assert_eq!(weights, [333_334, 666_666]);
    assert_eq!(design.bands().first().map(|band| band.to.scaled()), Some(6_250));
}

#[test]
fn numbers_never_pass_through_a_float() {
    // As a float, this number is read as exactly 33.3334.
    refused(
        &SMALL.replace("33.3334", "33.33340000000000000001"),
        &[
            "perspectives[0].weight | 33.33340000000000000001 | this is not a number from 0 to 100 with at most 4 decimals",
        ],
    );
    let design = design(&SMALL.replace("33.3334", "33.33340000000000000000"));
    let weight =
        design.expect("trailing zeros say nothing").perspectives().first().map(|p| p.weight);
    assert_eq!(weight.map(Weight::scaled), Some(333_334));
}

#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let problems = design(text).map_or_else(|problems| problems, |_| Vec::new());
    let shown: Vec<String> = problems.iter().map(shown).collect();
    assert_eq!(shown, expected);
    for problem in &problems {
        assert!(!problem.remedy.is_empty(), "{problem:?}");
    }
}

fn shown(problem: &Problem) -> String {
    let place = match &problem.place {
        Place::Field(field) => field.clone(),
        Place::Cell { line, .. } => format!("line {line}"),
        Place::Whole => "file".to_owned(),
    };
    format!("{place} | {} | {}", problem.value, problem.message)
}

#[test]
fn what_is_not_toml_is_reported_by_line() {
    refused(
        "key = \"small\"\ntitle = Small\n\n[[bands]\nfrom = 0\n",
        &[
            "line 2 | title = Small | this is not written as TOML: string values must be quoted, expected literal string",
            "line 4 | [[bands] | this is not written as TOML: unclosed array table, expected `]`",
        ],
    );
    refused(
        "key = \"a\"\nkey = \"b\"\n",
        &["line 2 | key = \"b\" | this is not written as TOML: duplicate key"],
    );
}

#[test]
fn an_empty_file_is_told_everything_it_lacks() {
    refused(
        "",
        &[
            "key |  | this field is missing",
            "title |  | this field is missing",
            "bands | 0 | the bands stop at 0, not at 100",
            "perspectives | 0 | the weights total 0, not 100",
        ],
    );
}

#[test]
fn a_misspelt_field_is_refused_with_those_there_are() {
    let text = SMALL.replace("weight = 100\n", "weight = 100\nclient_wordings = \"A?\"\n");
    refused(
        &text,
        &["perspectives[0].criteria[0].client_wordings | A? | a design has no such field here"],
    );
    let problems = design(&text).expect_err("it is misspelt");
    let remedy = problems.first().map(|problem| problem.remedy.as_str());
    let all =
        "Remove it, or use one of key, title, weight, scale, client_wording, supplier_wording";
    assert_eq!(remedy, Some(all));
}

#[test]
fn a_field_that_cannot_be_read_hides_no_other_problem_and_makes_none() {
    let text = SMALL
        .replace("key = \"small\"", "key = 7")
        .replace("weight = 33.3334", "weight = -1")
        .replace("\"66.6666\"", "\"66.66666\"")
        .replace("scale = \"one-to-five\"", "scale = \"one-to-ten\"")
        .replace("source = \"kpis\"", "source = \"the KPIs\"")
        .replace("from = 0", "from = false");
    refused(
        &text,
        &[
            "key | 7 | this is a number, not text",
            "bands[0].from | false | this is not a number from 0 to 100 with at most 2 decimals",
            "perspectives[0].weight | -1 | this is not a number from 0 to 100 with at most 4 decimals",
            "perspectives[1].weight | 66.66666 | this is not a number from 0 to 100 with at most 4 decimals",
            "perspectives[1].source | the KPIs | points do not come from there",
            "perspectives[0].criteria[0].scale | one-to-ten | no scale of the design has this key",
        ],
    );
}

#[test]
fn a_weight_that_cannot_be_read_does_not_excuse_the_others() {
    let text = SMALL
        .replace("33.3334", "inf")
        .replace("66.6666", "100")
        .replace("weight = 100\n", "weight = 100\nkey2 = [1]\n");
    refused(
        &text,
        &[
            "perspectives[0].weight | inf | this is not a number from 0 to 100 with at most 4 decimals",
            "perspectives[0].criteria[0].key2 |  | a design has no such field here",
        ],
    );
}

#[test]
fn lists_and_groups_are_told_from_other_values() {
    refused(
        &SMALL.replace("[[perspectives.criteria]]", "[perspectives.criteria]"),
        &[
            "perspectives[0].criteria |  | this is a group of fields, not a list",
            "perspectives[0].criteria | 0 | the weights total 0, not 100",
        ],
    );
    refused(
        &SMALL.replace("{ rating = \"Low\", from = 0, to = 62.5 }", "\"Low\""),
        &[
            "bands[0] | Low | this is text, not a group of fields",
            "bands[0].from | 62.5 | the band “High” leaves a hole below it",
        ],
    );
}

#[test]
fn a_scale_has_levels_or_is_percent() {
    let scale = |lines: &str| format!("{SMALL}\n[[scales]]\nkey = \"one-to-five\"\n{lines}\n");
    let kind = |text: &str| {
        let design = design(text).expect("it holds every rule");
        design.scales().first().map(|scale| scale.kind.clone())
    };
    assert_eq!(kind(&scale("kind = \"percent\"")), Some(ScaleKind::Percent));
    let message = "a scale is either percent or a list of levels";
    refused(&scale("kind = \"stars\""), &[&format!("scales[0].kind | stars | {message}")]);
    let both = "kind = \"percent\"\nlevels = [{ value = 1, label = \"a\", points = 0 }]";
    refused(&scale(both), &[&format!("scales[0].kind | percent | {message}")]);
    refused(&scale(""), &["scales[0].levels | 0 | a scale has 2 to 11 levels"]);
}

#[test]
fn every_built_in_design_comes_back_from_its_file() {
    for built_in in library::designs() {
        let text = toml(&built_in);
        assert_eq!(design(&text), Ok(built_in), "{text}");
    }
}

#[test]
fn a_file_opens_with_how_to_change_it() {
    let text = toml(&library::design("kpi").expect("built in"));
    let (comment, rest) = text.split_once("\n\n").expect("a blank line follows");
    assert!(comment.lines().all(|line| line.starts_with('#')), "{comment}");
    let expected = r#"key = "kpi"
title = "Key performance indicators"
minimum_coverage = 60
bands = [
  { rating = "Inadequate", from = 0, to = 80 },
  { rating = "Requires improvement", from = 80, to = 95 },
  { rating = "Approaching target", from = 95, to = 100 },
  { rating = "Good", from = 100, to = 100 },
]

[[perspectives]]
key = "kpi"
title = "Key performance indicators"
weight = 100
source = "kpis"
"#;
    assert_eq!(rest, expected);
}

/// Shares of 1,000,000 cut at the given places.
fn shares(cuts: &BTreeSet<i64>) -> Vec<i64> {
    let ends = cuts.iter().copied().chain([1_000_000]);
    ends.scan(0, |start, end| Some(end - std::mem::replace(start, end))).collect()
}

/// Value and points, then label and anchor.
type Row = ((i64, i64), (String, String));

fn some_scale() -> impl Strategy<Value = ScaleKind> {
    let level = |(place, ((value, points), (label, anchor))): (usize, Row)| Level {
        value: ScoreValue::from_scaled(value).expect("in range"),
        points: Points::from_scaled(points).expect("in range"),
        label: format!("l{place}l{label}"),
        anchor,
    };
    let levels = (2_usize..=11).prop_flat_map(move |count| {
        let rising = |range| proptest::collection::btree_set(range, count);
        let values = rising(-1_000_000_000_000_000_000..=1_000_000_000_000_000_000_i64);
        let points = rising(0..=100_000_000_000_000_i64);
        let words = proptest::collection::vec(any::<(String, String)>(), count);
        (values, points, words).prop_map(move |(values, points, words)| {
            let numbers = values.into_iter().zip(points);
            let rows = numbers.zip(words).enumerate();
            ScaleKind::Levels(rows.map(level).collect())
        })
    });
    prop_oneof![4 => levels, 1 => Just(ScaleKind::Percent)]
}

fn some_bands() -> impl Strategy<Value = Vec<Band>> {
    let cuts = proptest::collection::btree_set(1..10_000_i64, 0..6);
    (cuts, any::<[String; 6]>()).prop_map(|(cuts, words)| {
        let figure = |units| Published::from_scaled(units).expect("in range");
        let (starts, ends) =
            ([0].into_iter().chain(cuts.clone()), cuts.into_iter().chain([10_000]));
        let rows = starts.zip(ends).zip(words).enumerate();
        rows.map(|(place, ((from, to), word))| Band {
            rating: format!("r{place}r{word}"),
            from: figure(from),
            to: figure(to),
        })
        .collect()
    })
}

/// Source, then weight and words of each criterion, then title.
type Parts = (Source, Vec<(i64, [String; 3])>, String);

fn some_perspective() -> impl Strategy<Value = Parts> {
    let source = prop_oneof![Just(Source::Kpis), Just(Source::Knowledge), Just(Source::Value)];
    let fed = (source, any::<String>()).prop_map(|(source, title)| (source, Vec::new(), title));
    let cuts = proptest::collection::btree_set(0..=1_000_000_i64, 0..5);
    let scored = (cuts, any::<[[String; 3]; 6]>(), any::<String>());
    let scored = scored.prop_map(|(cuts, words, title)| {
        (Source::Meetings, shares(&cuts).into_iter().zip(words).collect(), title)
    });
    prop_oneof![3 => scored, 1 => fed]
}

fn some_design() -> impl Strategy<Value = Design> {
    let perspectives =
        proptest::collection::btree_set(0..=1_000_000_i64, 0..5).prop_flat_map(|cuts| {
            let weights = shares(&cuts);
            let count = weights.len();
            (Just(weights), proptest::collection::vec(some_perspective(), count))
        });
    let rest = (some_scale(), some_bands(), 0..=1_000_000_i64, any::<String>());
    (perspectives, rest).prop_map(|((weights, parts), (kind, bands, coverage, title))| {
        let mut number = 0_usize;
        let mut next = || {
            number += 1;
            number
        };
        let weight = |units| Weight::from_scaled(units).expect("in range");
        let perspectives = weights.into_iter().zip(parts).map(|(share, (source, items, title))| {
            let criteria = items.into_iter().map(|(share, [title, client, supplier])| {
                let number = next();
                Criterion {
                    key: format!("c{number}"),
                    title: format!("t{number}t{title}"),
                    weight: weight(share),
                    scale: "own".to_owned(),
                    client_wording: client,
                    supplier_wording: supplier,
                }
            });
            let criteria = criteria.collect();
            let (key, title) = (format!("p{}", next()), format!("p{title}"));
            Perspective { key, title, weight: weight(share), source, criteria }
        });
        let perspectives = perspectives.collect();
        let draft = Draft {
            key: "own".to_owned(),
            title: format!("d{title}"),
            minimum_coverage: Coverage::from_scaled(coverage).expect("in range"),
            bands,
            scales: vec![Scale { key: "own".to_owned(), kind }],
            perspectives,
        };
        check(draft).expect("it is made to hold every rule")
    })
}

proptest! {
    // Each design is large: a few dozen reach every branch of the strategies.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_design_comes_back_from_its_file(made in some_design()) {
        let text = toml(&made);
        prop_assert_eq!(design(&text), Ok(made), "{}", text);
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        prop_assert!(design(&text).is_err());
    }
}
