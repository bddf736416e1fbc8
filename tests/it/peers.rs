//! What other products compute, replayed on our rules; each deliberate difference is said beside its test.

use chrono::NaiveDate;
use scorecard::domain::designs::{
    Band, Criterion, Design, Draft, Level, OffScale, Perspective, Problems, Scale, ScaleKind,
    Source, band_of, check as checked,
};
use scorecard::domain::exact::{Coverage, KpiValue, Points, Published, ScoreValue, Weight};
use scorecard::domain::kpis::{
    Actual, Attainment, Direction, Observation, attainment, default_bands, rating,
};
use scorecard::domain::meetings::{Mark, Unscored};
use scorecard::domain::periods::{Cadence, Period, anchored, parse, series};
use scorecard::domain::scorecards::{Inputs, assess, period_mean};

// ERPNext, Supplier Scorecard: its tests, in the order of its files.

const STANDINGS: &str = "Very Poor 0-30, Poor 30-50, Average 50-80, Excellent 80-100";

#[test]
fn erpnext_01_four_standings_and_one_criterion_make_a_scorecard() {
    check_design(STANDINGS, "100", &[]);
}

#[test]
fn erpnext_02_weights_that_are_all_zero_are_refused() {
    check_design(STANDINGS, "0", &["the weights total 0, not 100"]);
    check_design(STANDINGS, "0 0 0", &["the weights total 0, not 100"]);
}

#[test]
fn erpnext_03_overlapping_standings_are_refused() {
    let stretched = "Very Poor 0-30, Poor 30-60, Average 50-80, Excellent 80-100";
    check_design(stretched, "100", &["the band “Average” overlaps the one below"]);
}

#[test]
fn erpnext_04_standings_that_stop_short_of_100_are_refused() {
    let capped = "Very Poor 0-30, Poor 30-50, Average 50-80, Excellent 80-90";
    check_design(capped, "100", &["the bands stop at 90, not at 100"]);
}

#[test]
fn erpnext_05_an_inverted_standing_is_refused() {
    check_design(
        "Odd 60-40",
        "100",
        &[
            "the band “Odd” leaves a hole below it",
            "the band “Odd” ends at or before its start",
            "the bands stop at 40, not at 100",
        ],
    );
}

#[test]
fn erpnext_06_a_perfect_score_is_in_the_top_standing() {
    check_band(STANDINGS, "100", "Excellent");
}

// They give a supplier without any period 100. Nothing known is no score here.
#[test]
fn erpnext_07_no_period_is_no_score_and_not_100() {
    assert_eq!(period_mean(&[]), None);
}

// They also block orders at this standing. A rating here informs people and blocks nothing.
#[test]
fn erpnext_08_a_score_of_20_is_very_poor() {
    check_band(STANDINGS, "20", "Very Poor");
    check_band(STANDINGS, "29.99", "Very Poor");
    check_band(STANDINGS, "30", "Poor");
    check_band(STANDINGS, "79.99", "Average");
}

// Their week has eight days, the last of which is the first of the next. Ours has seven.
#[test]
fn erpnext_09_periods_counted_from_a_day_end_the_day_before_the_next_begins() {
    let ends = |cadence| {
        let mut periods = anchored(day("2024-01-01"), day("2030-01-01"), cadence);
        (periods.next().map(Period::end), periods.next().map(Period::start))
    };
    for (cadence, end, next) in [
        (Cadence::Week, "2024-01-07", "2024-01-08"),
        (Cadence::Month, "2024-01-31", "2024-02-01"),
        (Cadence::CalendarYear, "2024-12-31", "2025-01-01"),
    ] {
        assert_eq!(ends(cadence), (Some(day(end)), Some(day(next))));
    }
}

#[test]
fn erpnext_10_periods_made_twice_are_the_same_periods() {
    let run = || series(day("2026-04-18"), day("2026-07-02"), Cadence::Month).collect::<Vec<_>>();
    let first = run();
    let added = run().into_iter().filter(|period| !first.contains(period));
    assert_eq!((first.len(), added.count()), (4, 0));
}

// One of their periods that starts and ends on the same day was made again without end.
#[test]
fn erpnext_10_a_one_day_period_is_made_once() {
    let last_of_month = day("2026-05-31");
    let made: Vec<Period> = anchored(last_of_month, last_of_month, Cadence::Month).collect();
    assert_eq!(made, Vec::from_iter(Period::custom(last_of_month, last_of_month)));
    assert!(made.iter().all(|period| period.overlaps(*period)));
}

// They clamp 200 to 100 and -50 to 0. What is off the scale is refused here: it is a slip, not a score.
#[test]
fn erpnext_11_a_score_off_the_scale_is_refused_and_not_clamped() {
    let percent = Scale { key: "percent".to_owned(), kind: ScaleKind::Percent };
    assert_eq!(percent.read("200"), Err(OffScale::Elsewhere));
    assert_eq!(percent.read("-50"), Err(OffScale::Elsewhere));
    assert!(percent.read("100").is_ok() && percent.read("0").is_ok());
}

// 12, 13 and 18 to 25 are about their formula language; a design here has no formulas.

#[test]
fn erpnext_14_scores_add_up_by_weight() {
    check_composite("25 75", "80 40", "50");
}

// Their older formula left the highest score of a criterion out and came to 30.
#[test]
fn erpnext_15_a_score_counts_by_its_place_between_worst_and_best() {
    let tenth = levels("tenth", &[("0", "0"), ("10", "100")]);
    let double = levels("double", &[("0", "0"), ("50", "25"), ("200", "100")]);
    let criteria = vec![criterion("a", "50", "tenth"), criterion("b", "50", "double")];
    let design = made(draft(STANDINGS, vec![tenth, double], criteria));
    assert_eq!(composite(&design, &marks("10 50")), "62.5");
}

#[test]
fn erpnext_16_weights_that_total_60_are_refused() {
    check_design(STANDINGS, "60", &["the weights total 60, not 100"]);
    check_design(STANDINGS, "80", &["the weights total 80, not 100"]);
    check_design(STANDINGS, "60 39.99", &["the weights total 99.99, not 100"]);
}

#[test]
fn erpnext_17_a_period_by_hand_runs_forwards_and_overlaps_no_other() {
    let period = |start, end| Period::custom(day(start), day(end));
    assert_eq!(period("2026-02-01", "2026-01-31"), None);
    let existing = period("2026-01-01", "2026-01-31");
    let overlaps = |other: Option<Period>| existing.zip(other).map(|(one, two)| one.overlaps(two));
    assert_eq!(overlaps(period("2026-01-01", "2026-01-31")), Some(true));
    assert_eq!(overlaps(period("2026-01-31", "2026-02-27")), Some(true));
    assert_eq!(overlaps(period("2026-02-01", "2026-02-28")), Some(false));
}

// 26 to 39 count orders, receipts and invoices; those are KPIs here, imported with their values.

#[test]
fn erpnext_40_two_weighted_scores() {
    check_composite("60 40", "80 90", "84");
}

// They read a missing value as 0 and come to 40. Missing is never 0 here: half the weight is
// not enough for a composite.
#[test]
fn erpnext_42_a_missing_value_is_not_0() {
    let why = "only 50% of the weight was scored; the design asks for 60%";
    check_composite("50 50", "80 -", why);
    check_composite("70 30", "80 -", "80");
    check_composite("70 30", "80 0", "56");
}

// Their older score of 8.5 is 85 on the way from 0 to 10.
#[test]
fn erpnext_43_a_score_between_0_and_10_counts_as_its_percentage() {
    let tenths = [("0", "0"), ("8.5", "85"), ("10", "100")];
    let criteria = vec![criterion("a", "100", "tenth")];
    let design = made(draft(STANDINGS, vec![levels("tenth", &tenths)], criteria));
    assert_eq!(composite(&design, &marks("8.5")), "85");
}

// They weigh periods 12/12, 11/12 and so on back to 1/12: 70.4, 69.6, 61.2, 58.8 and 75.2. A figure
// over several meetings here is their plain mean, shown with their number, whatever their order.
#[test]
fn erpnext_older_periods_do_not_fade() {
    for (composites, mean) in [
        ("80 60", "70"),
        ("60 80", "70"),
        ("80 60 40", "60"),
        ("40 60 80", "60"),
        ("72.5 88.25 64", "74.92"),
        ("90 90 90 90 90 90 90 90 90 90 90 90", "90"),
        ("100 100 100 100 100 100 0 0 0 0 0 0", "50"),
    ] {
        check_mean(composites, mean);
    }
}

// Binary fractions show 29.95 as 29.9 and 79.95 as 80.0. Here both halves go up, and the rating
// goes by the two decimals that are published, not by the one that is shown.
#[test]
fn erpnext_29_95_and_79_95_round_the_same_way() {
    for (published, shown, band) in [
        ("29.95", "30.0", "Very Poor"),
        ("79.95", "80.0", "Average"),
        ("29.94", "29.9", "Very Poor"),
    ] {
        assert_eq!(figure(published).shown(), shown);
        check_band(STANDINGS, published, band);
        check_composite("100", published, published);
    }
}

// Its issue 31597: months without orders were scored.
#[test]
fn erpnext_a_month_without_anything_scored_has_no_figure() {
    check_composite("60 40", "- -", "nothing was scored");
}

// SAP Ariba: the ideal is 90 on a range of 0 to 100; 91 is worth 90, 95 is worth 50, 100 is worth
// 0. There is no range here: the same distance costs the same on both sides of the target.
#[test]
fn ariba_the_closer_to_the_ideal_the_better_alike_on_both_sides() {
    check_kpi(Direction::Nearest, "90", "90", "100");
    check_kpi(Direction::Nearest, "91", "90", "98.89");
    check_kpi(Direction::Nearest, "89", "90", "98.89");
    check_kpi(Direction::Nearest, "100", "90", "88.89");
    check_kpi(Direction::Nearest, "0", "90", "0");
}

// Gatekeeper takes the median of its reviewers, 77. Each side gives one score here, and what is
// put together over meetings is a mean.
#[test]
fn gatekeeper_totals_have_a_mean() {
    check_mean("77 77.5 65 92 26", "67.5");
}

#[test]
fn coupa_the_target_met_is_100_and_otherwise_the_share_of_it() {
    check_kpi(Direction::Higher, "98", "98", "100");
    check_kpi(Direction::Higher, "120", "98", "100");
    check_kpi(Direction::Higher, "49", "98", "50");
}

// ServiceNow's blank edges reach to infinity, and a figure that falls in no band is not kept. Every
// figure lies from 0 to 100 here, and in exactly one band.
#[test]
fn servicenow_the_low_edge_is_included_and_the_high_one_excluded() {
    let five = "1 0-20, 2 20-40, 3 40-60, 4 60-80, 5 80-100";
    for (figure, band) in
        [("0", "1"), ("19.99", "1"), ("20", "2"), ("60", "4"), ("79.99", "4"), ("100", "5")]
    {
        check_band(five, figure, band);
    }
}

// IFS leaves 75.5 in no grade.
#[test]
fn ifs_grades_with_holes_are_refused_and_75_5_has_a_grade() {
    check_design(
        "D 0-25, C 26-50, B 51-75, A 76-100",
        "100",
        &[
            "the band “C” leaves a hole below it",
            "the band “B” leaves a hole below it",
            "the band “A” leaves a hole below it",
        ],
    );
    check_band("D 0-26, C 26-51, B 51-76, A 76-100", "75.5", "B");
}

#[test]
fn bamboobsc_each_level_is_the_weighted_sum_of_the_one_below() {
    // 0.6 × (0.5 × 80 + 0.5 × 60) + 0.4 × 90 = 42 + 36.
    let draft = Draft {
        perspectives: vec![
            perspective("a", "60", vec![criterion("a1", "50", "p"), criterion("a2", "50", "p")]),
            perspective("b", "40", vec![criterion("b1", "100", "p")]),
        ],
        ..draft(STANDINGS, vec![percent()], Vec::new())
    };
    assert_eq!(composite(&made(draft), &marks("80 60 90")), "78");
}

// Its 360° score divides by every rater, also those who skipped the item, and one of its averages
// counts equal values once: 15 for 10, 10 and 20.
#[test]
fn bamboobsc_who_skipped_does_not_count_and_equal_values_each_do() {
    check_composite("40 40 20", "80 60 -", "70");
    check_mean("10 10 20", "13.33");
}

// OKR-Tracker measures from a start value and lets progress leave 0 to 100. A KPI here has no start
// and stays within; without a value it has no points, where they give 0.
#[test]
fn okr_tracker_progress_stays_from_0_to_100() {
    check_kpi(Direction::Higher, "20", "100", "20");
    check_kpi(Direction::Higher, "150", "100", "100");
    check_kpi(Direction::Higher, "0", "100", "0");
    check_kpi(Direction::Higher, "-20", "100", "0");
    check_kpi(Direction::Lower, "80", "20", "25");
    check_kpi(Direction::Lower, "0", "20", "100");
    check_kpi(
        Direction::Lower,
        "80",
        "0",
        "a missed target of zero or less cannot be put as a share",
    );
    check_kpi(Direction::Higher, "0", "0", "100");
    check_kpi(Direction::Higher, "-", "100", "nothing was measured");
}

// Odoo showed 200 % on time, divided by zero, and took no data for 100 % and for 0 %.
#[test]
fn odoo_no_share_is_above_100_and_no_data_is_neither_100_nor_0() {
    check_kpi(Direction::Higher, "200", "100", "100");
    check_kpi(
        Direction::Higher,
        "-1",
        "0",
        "a missed target of zero or less cannot be put as a share",
    );
    check_kpi(Direction::Higher, "-", "95", "nothing was measured");
    check_kpi(Direction::Higher, "0", "95", "0");
}

// The law (Procurement Regulations 2024, regulation 39) has the word for it and no number.
#[test]
fn a_kpi_without_data_is_rated_other() {
    let missing = observed("-", "95");
    assert_eq!(rating(&default_bands(), &attainment(Direction::Higher, &missing)), "Other");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn number<N>(text: &str, made: impl Fn(rust_decimal::Decimal) -> Option<N>) -> N {
    text.parse().ok().and_then(made).unwrap_or_else(|| panic!("{text}"))
}

fn figure(text: &str) -> Published {
    number(text, Published::new)
}

/// Bands as `Poor 0-50, Good 50-100`.
fn bands(text: &str) -> Vec<Band> {
    let band = |text: &str| {
        let (rating, edges) = text.rsplit_once(' ').unwrap_or((text, ""));
        let (from, to) = edges.split_once('-').unwrap_or((edges, edges));
        Band { rating: rating.to_owned(), from: figure(from), to: figure(to) }
    };
    text.split(", ").map(band).collect()
}

fn percent() -> Scale {
    Scale { key: "p".to_owned(), kind: ScaleKind::Percent }
}

fn levels(key: &str, levels: &[(&str, &str)]) -> Scale {
    let level = |(value, points): &(&str, &str)| Level {
        value: number(value, ScoreValue::new),
        label: format!("Level {value}"),
        anchor: String::new(),
        points: number(points, Points::new),
    };
    Scale { key: key.to_owned(), kind: ScaleKind::Levels(levels.iter().map(level).collect()) }
}

fn criterion(key: &str, weight: &str, scale: &str) -> Criterion {
    Criterion {
        key: key.to_owned(),
        title: format!("Criterion {key}"),
        weight: number(weight, Weight::new),
        scale: scale.to_owned(),
        client_wording: String::new(),
        supplier_wording: String::new(),
    }
}

fn perspective(key: &str, weight: &str, criteria: Vec<Criterion>) -> Perspective {
    Perspective {
        key: key.to_owned(),
        title: format!("Perspective {key}"),
        weight: number(weight, Weight::new),
        source: Source::Meetings,
        criteria,
    }
}

fn draft(standings: &str, scales: Vec<Scale>, criteria: Vec<Criterion>) -> Draft {
    Draft {
        key: "peer".to_owned(),
        title: "Peer".to_owned(),
        minimum_coverage: number("60", Coverage::new),
        bands: bands(standings),
        scales,
        perspectives: vec![perspective("one", "100", criteria)],
    }
}

/// A draft whose criteria have these weights and are scored in per cent.
fn weighted(standings: &str, weights: &str) -> Draft {
    let criteria = weights.split_whitespace().zip('a'..);
    let criteria = criteria.map(|(weight, key)| criterion(&key.to_string(), weight, "p"));
    draft(standings, vec![percent()], criteria.collect())
}

fn made(draft: Draft) -> Design {
    checked(draft).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Marks as `80 - 40`.
fn marks(text: &str) -> Vec<(u16, Mark)> {
    let mark = |word: &str| match word {
        "-" => Mark::Unscored(Unscored::NotScored),
        score => Mark::Scored(number(score, ScoreValue::new)),
    };
    (0..).zip(text.split_whitespace().map(mark)).collect()
}

fn composite(design: &Design, marks: &[(u16, Mark)]) -> String {
    match assess(design, &Inputs { marks, kpis: &[], ..Inputs::default() }).composite {
        Ok(composite) => composite.published.to_string(),
        Err(why) => why.to_string(),
    }
}

#[track_caller]
fn check_composite(weights: &str, scores: &str, expected: &str) {
    assert_eq!(composite(&made(weighted(STANDINGS, weights)), &marks(scores)), expected);
}

#[track_caller]
fn check_design(standings: &str, weights: &str, expected: &[&str]) {
    let problems: Problems = checked(weighted(standings, weights)).err().unwrap_or_default();
    let said: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
    assert_eq!(said, expected);
}

#[track_caller]
fn check_band(standings: &str, published: &str, expected: &str) {
    let bands = bands(standings);
    let band = band_of(&bands, figure(published));
    assert_eq!(band.map(|band| band.rating.as_str()), Some(expected));
}

#[track_caller]
fn check_mean(composites: &str, expected: &str) {
    let composites: Vec<Published> = composites.split_whitespace().map(figure).collect();
    let mean = period_mean(&composites).map(|figure| figure.mean.to_string());
    assert_eq!(mean.as_deref(), Some(expected));
}

fn observed(actual: &str, target: &str) -> Observation {
    let period = parse("2026-Q1", None).unwrap_or_else(|problem| panic!("{problem}"));
    let actual = match actual {
        "-" => Actual::Missing(Unscored::NotScored),
        measured => Actual::Measured(number(measured, KpiValue::new)),
    };
    Observation { period, actual, target: Some(number(target, KpiValue::new)), origin: None }
}

#[track_caller]
fn check_kpi(direction: Direction, actual: &str, target: &str, expected: &str) {
    let said = match attainment(direction, &observed(actual, target)) {
        Attainment::Reached(reached) => reached.published.to_string(),
        Attainment::Unrated(why) => why.to_string(),
    };
    assert_eq!(said, expected);
}
