//! Composites worked with a pencil.

use super::{Assessment, Inputs, PeriodFigure, assess, period_mean};
use crate::domain::designs::{
    Band, Criterion, Design, Draft, Level, OffScale, Perspective, Scale, ScaleKind, Source,
    check as checked,
};
use crate::domain::exact::{Coverage, Points, Published, ScoreValue, Weight};
use crate::domain::meetings::{Mark, Unscored};
use rust_decimal::{Decimal, RoundingStrategy};

mod properties;

/// A perspective as `meetings 40: 60 40` or `kpis 30:`: source, weight, weights of its criteria.
fn perspective(text: &str, number: usize) -> Perspective {
    let (head, criteria) = text.split_once(':').unwrap_or((text, ""));
    let (source, weight) = head.split_once(' ').unwrap_or((head, ""));
    let criterion = |(place, weight): (usize, &str)| Criterion {
        key: format!("p{number}c{place}"),
        title: format!("Criterion {place} of {number}"),
        weight: Weight::new(decimal(weight)).unwrap_or(Weight::NONE),
        scale: "percent".to_owned(),
        client_wording: String::new(),
        supplier_wording: String::new(),
    };
    Perspective {
        key: format!("p{number}"),
        title: format!("Perspective {number}"),
        weight: Weight::new(decimal(weight)).unwrap_or(Weight::NONE),
        source: Source::parse(source).unwrap_or(Source::Value),
        criteria: criteria.split_whitespace().enumerate().map(criterion).collect(),
    }
}

#[track_caller]
fn design(perspectives: &[&str]) -> Design {
    let perspectives = perspectives.iter().zip(0..).map(|(text, at)| perspective(text, at));
    made(perspectives.collect())
}

#[track_caller]
fn made(perspectives: Vec<Perspective>) -> Design {
    let draft = Draft {
        key: "pencil".to_owned(),
        title: "Pencil".to_owned(),
        minimum_coverage: Coverage::from_scaled(600_000).unwrap_or(Coverage::FULL),
        bands: vec![
            band("Low", 0, 3_000),
            band("Middle", 3_000, 8_000),
            band("High", 8_000, 10_000),
        ],
        scales: vec![Scale { key: "percent".to_owned(), kind: ScaleKind::Percent }],
        perspectives,
    };
    checked(draft).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn band(rating: &str, from: i64, to: i64) -> Band {
    let figure = |units| Published::from_scaled(units).unwrap_or(Published::FULL);
    Band { rating: rating.to_owned(), from: figure(from), to: figure(to) }
}

#[track_caller]
fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Marks as `75 - na 33.3`: a score, or no score and why.
fn marks(text: &str) -> Vec<(u16, Mark)> {
    let mark = |word: &str| match word {
        "-" => Mark::Unscored(Unscored::NotScored),
        "na" => Mark::Unscored(Unscored::NotApplicable),
        "due" => Mark::Unscored(Unscored::NotDue),
        "disputed" => Mark::Unscored(Unscored::Disputed),
        "differ" => Mark::Unscored(Unscored::AgreedToDiffer),
        number => {
            Mark::Scored(ScoreValue::new(decimal(number)).unwrap_or_else(|| panic!("{number}")))
        }
    };
    (0..).zip(text.split_whitespace().map(mark)).collect()
}

fn kpis(text: &str) -> Vec<Option<Points>> {
    let points = |word: &str| (word != "-").then(|| Points::new(decimal(word))).flatten();
    text.split_whitespace().map(points).collect()
}

/// `composite (coverage)`, each perspective behind it.
fn said(assessment: &Assessment) -> String {
    let composite = match &assessment.composite {
        Ok(composite) => composite.published.to_string(),
        Err(why) => why.to_string(),
    };
    let parts = assessment.perspectives.iter();
    let parts = parts.map(|part| part.published().map_or("-".to_owned(), |p| p.to_string()));
    format!("{composite} ({}%): {}", assessment.coverage, parts.collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn check(perspectives: &[&str], given: &str, expected: &str) {
    check_with_kpis(perspectives, given, "", expected);
}

#[track_caller]
fn check_with_kpis(perspectives: &[&str], given: &str, reached: &str, expected: &str) {
    let (marks, kpis) = (marks(given), kpis(reached));
    let assessment =
        assess(&design(perspectives), &Inputs { marks: &marks, kpis: &kpis, ..Inputs::default() });
    assert_eq!(said(&assessment), expected);
}

#[test]
fn weight_without_a_score_goes_to_what_was_scored() {
    // Delivery 40 % at 75, quality 30 % at 100, knowledge transfer 30 % missing:
    // (0.4 × 75 + 0.3 × 100) / 0.7 = 60 / 0.7 = 85.714…; as zero it would be 60, as full marks 90.
    let three = ["meetings 40: 100", "meetings 30: 100", "meetings 30: 100"];
    check(&three, "75 100 -", "85.71 (70%): 75 100 -");
    check(&three, "75 100", "85.71 (70%): 75 100 -");
    check(&three, "75 100 0", "60 (100%): 75 100 0");
    check(&three, "75 100 100", "90 (100%): 75 100 100");
}

#[test]
fn no_state_is_worth_0_or_100() {
    for state in ["-", "na", "due", "disputed", "differ"] {
        let given = format!("80 {state} 20");
        // (50 × 80 + 30 × 20) / 80 = 4600 / 80 = 57.5.
        check(&["meetings 100: 50 20 30"], &given, "57.5 (80%): 57.5");
    }
}

#[test]
fn weight_moves_within_its_perspective_first() {
    // The first is 90 from half its weight, and still counts with all of its 60 %.
    check(&["meetings 60: 50 50", "meetings 40: 100"], "90 - 40", "70 (70%): 90 40");
}

#[test]
fn a_perspective_without_any_score_leaves_its_weight_to_the_others() {
    let three = ["meetings 50: 50 50", "meetings 30: 100", "value 20:"];
    // (50 × 70 + 30 × 40) / 80 = 4700 / 80 = 58.75.
    check(&three, "80 60 40", "58.75 (80%): 70 40 -");
    check(&["meetings 60: 100", "knowledge 40:"], "12.5", "12.5 (60%): 12.5 -");
}

#[test]
fn below_the_minimum_coverage_there_is_no_composite_but_a_reason() {
    let one = ["meetings 100: 60 40"];
    check(&one, "50 -", "50 (60%): 50");
    let just_below = ["meetings 100: 59.9999 40.0001"];
    check(
        &just_below,
        "50 -",
        "only 59.9999% of the weight was scored; the design asks for 60% (59.9999%): 50",
    );
    check(&one, "- -", "nothing was scored (0%): -");
    check(&one, "", "nothing was scored (0%): -");
}

#[test]
fn coverage_is_judged_as_it_is_published() {
    // 50 % of 60.0000 and 50 % of 59.9999 is 59.99995 %, which is published as 60 %.
    let halves = ["meetings 50: 60 40", "meetings 50: 59.9999 40.0001"];
    check(&halves, "70 - 70 -", "70 (60%): 70 70");
}

#[test]
fn kpis_count_alike_and_those_without_a_figure_lower_the_coverage() {
    let two = ["meetings 40: 100", "kpis 60:"];
    // 0.4 × 50 + 0.6 × (100 + 80 + 90) / 3 = 20 + 54.
    check_with_kpis(&two, "50", "100 80 90", "74 (100%): 50 90");
    // Two of three: 40 + 60 × 2 / 3 = 80; points (100 + 80) / 2.
    check_with_kpis(&two, "50", "100 80 -", "74 (80%): 50 90");
    check_with_kpis(&two, "50", "- - -", ONLY_40);
    check_with_kpis(&two, "50", "", ONLY_40);
    // One of seven: 40 + 60 / 7 = 48.571428…, rounded once.
    check_with_kpis(
        &["meetings 60: 100", "kpis 40:"],
        "50",
        "64 - - - - - -",
        "55.6 (65.7143%): 50 64",
    );
}

const ONLY_40: &str = "only 40% of the weight was scored; the design asks for 60% (40%): 50 -";

#[test]
fn a_half_reached_through_thirds_still_rounds_up() {
    // Thirds: three of four equal criteria are scored, in three of four equal perspectives.
    let thirds = ["meetings 30: 30 30 30 10"; 3];
    let mut perspectives = thirds.to_vec();
    perspectives.push("value 10:");
    // (150.01 + 150.01 + 150.025) / 9 = 450.045 / 9 = 50.005.
    let given = "50 50 50.01 - 50 50 50.01 - 50 50 50.025 -";
    check(&perspectives, given, "50.01 (81%): 50 50 50.01 -");
}

#[test]
fn twenty_eight_digits_would_round_a_half_the_other_way() {
    check(&["meetings 100: 30 30 30 10"], "50.005 50.005 50.005 -", "50.01 (90%): 50.01");

    // The same with each weight first made a decimal share: 30 / 90 = 0.333….
    let share = decimal("30") / decimal("90") * decimal("50.005");
    let drifted =
        (share + share + share).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    assert_eq!(drifted, decimal("50.00"));
}

#[test]
fn a_half_is_rounded_away_from_zero_and_a_hair_below_it_down() {
    check(&["meetings 100: 50 50"], "50.005 50.005", "50.01 (100%): 50.01");
    check(&["meetings 100: 50 50"], "50.005 50.004999999999", "50 (100%): 50");
    // A composite kept at 12 decimals would be 50.005; what is published is rounded only once.
    check(&["meetings 100: 50 25 25"], "50.005 50.005 50.004999999999", "50 (100%): 50");
}

#[test]
fn the_exact_composite_keeps_twelve_decimals() {
    let thirds = design(&["meetings 100: 30 30 30 10"]);
    let given = marks("33.34 33.33 33.33 -");
    let assessment = assess(&thirds, &Inputs { marks: &given, kpis: &[], ..Inputs::default() });
    let exact = assessment.composite.map(|composite| composite.exact.to_string());
    assert_eq!(exact.as_deref(), Ok("33.333333333333"));
}

#[test]
fn a_criterion_of_no_weight_changes_nothing_and_covers_nothing() {
    check(&["meetings 100: 100 0"], "40 90", "40 (100%): 40");
    check(&["meetings 100: 100 0"], "- 90", "nothing was scored (0%): -");
}

#[test]
fn marks_count_wherever_they_stand_in_the_list() {
    let two = design(&["meetings 40: 25 75", "meetings 60: 100"]);
    let mut given = marks("20 60 90");
    let expected = assess(&two, &Inputs { marks: &given, kpis: &[], ..Inputs::default() });
    given.reverse();
    assert_eq!(assess(&two, &Inputs { marks: &given, kpis: &[], ..Inputs::default() }), expected);
    // 0.4 × (5 + 45) + 0.6 × 90.
    assert_eq!(said(&expected), "74 (100%): 50 90");
}

#[test]
fn a_mark_off_the_scale_counts_as_no_score() {
    check(&["meetings 100: 60 40"], "50 101", "50 (60%): 50");
}

#[track_caller]
fn check_period(composites: &[i64], expected: Option<&str>) {
    let composites: Vec<Published> =
        composites.iter().filter_map(|units| Published::from_scaled(*units)).collect();
    let figure =
        period_mean(&composites).map(|figure| format!("{} of {}", figure.mean, figure.count));
    assert_eq!(figure.as_deref(), expected);
}

#[test]
fn a_period_has_the_mean_of_its_composites_and_their_number() {
    check_period(&[5_000, 5_001], Some("50.01 of 2"));
    check_period(&[5_000, 5_000, 5_001], Some("50 of 3"));
    check_period(&[10_000, 0], Some("50 of 2"));
    check_period(&[0], Some("0 of 1"));
    check_period(&[], None);
}

#[test]
fn a_period_figure_kept_as_a_sum_is_the_same() {
    let kept = PeriodFigure::new(15_001, 3);
    assert_eq!(kept.map(|figure| figure.mean.to_string()).as_deref(), Some("50"));
    assert_eq!(PeriodFigure::new(0, 0), None);
}

#[test]
fn every_hundredth_from_0_to_100_has_one_band() {
    let design = design(&["meetings 100: 100"]);
    let rating = |units| {
        let figure = Published::from_scaled(units);
        figure.and_then(|figure| design.band_of(figure)).map(|band| band.rating.as_str())
    };
    for units in 0..=10_000 {
        let expected = match units {
            ..3_000 => "Low",
            3_000..8_000 => "Middle",
            _ => "High",
        };
        assert_eq!(rating(units), Some(expected));
    }
}

#[test]
fn a_level_is_worth_its_points() {
    let level = |value: i64, points: &str| Level {
        value: ScoreValue::from_scaled(value * 10_i64.pow(12)).unwrap_or_else(|| panic!("{value}")),
        label: format!("Level {value}"),
        anchor: String::new(),
        points: Points::new(decimal(points)).unwrap_or(Points::NONE),
    };
    let levels = vec![level(0, "0"), level(1, "33"), level(2, "66"), level(3, "100")];
    let scale = Scale { key: "outcomes".to_owned(), kind: ScaleKind::Levels(levels) };
    let points = |text: &str| scale.read(text).ok().and_then(|value| scale.points(value));
    assert_eq!(points("2").map(|points| points.to_string()).as_deref(), Some("66"));
    assert_eq!(points("level 3"), Some(Points::FULL));
    assert_eq!(points("0"), Some(Points::NONE));
    assert_eq!(points("4"), None);
    assert_eq!(points("1.5"), None);
    assert_eq!(scale.choices(), "0, 1, 2 or 3");
}

#[test]
fn a_score_is_never_rounded_onto_its_scale() {
    let percent = Scale { key: "percent".to_owned(), kind: ScaleKind::Percent };
    // 31 digits and more: read to 28 of them these would be 100 and 1.
    let (whole, one) = (format!("100.{:0>28}", 1), format!("1.{:0>30}", 4));
    for (text, expected) in [
        ("71.123456789012", Ok("71.123456789012")),
        ("71.1234567890120", Ok("71.123456789012")),
        ("71.1234567890123", Err(OffScale::TooFine)),
        (whole.as_str(), Err(OffScale::TooFine)),
        (one.as_str(), Err(OffScale::TooFine)),
        ("100.5", Err(OffScale::Elsewhere)),
        ("good", Err(OffScale::Elsewhere)),
    ] {
        let read = percent.read(text).map(|value| value.to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }
}
