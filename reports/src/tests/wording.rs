//! Promises about the words.

use super::samples::{self, date, kpi, line, trend};
use crate::*;

#[test]
fn the_headline_is_the_message_in_numbers() {
    check(
        &line(&["65.2", "71.4"]),
        "Client score for Platform Support rose 6.2 points to 71.4 since 6 January 2025",
    );
    check(
        &line(&["71.4", "65.2"]),
        "Client score for Platform Support fell 6.2 points to 65.2 since 6 January 2025",
    );
    check(
        &line(&["70", "70.04"]),
        "Client score for Platform Support held at 70.0 since 6 January 2025",
    );
    check(&line(&["70"]), "Client score for Platform Support was 70.0 on 6 January 2025");
    check(&line(&["x"]), "No scores yet for Platform Support");
    check(
        &kpi(Direction::Higher, &[("96.2", "95")]),
        "Incidents fixed on time for Platform Support: 96.2% (6 Jan 2025), target of 95.0% met",
    );
    check(
        &samples::multiples(3),
        "No change in 3 criteria since 27 January 2025 for Platform Support",
    );
    check(&samples::bullets(), "1 of 2 perspectives meet target");
}

#[test]
fn scores_that_are_too_few_are_not_called_none() {
    let mut chart = line(&["x", "x"]);
    for point in chart.series.iter_mut().flat_map(|series| &mut series.points) {
        point.reading = Reading::Missing(Gap::LowCoverage);
    }
    check(&chart, "Too little scored yet for Platform Support");
    assert!(chart.description().starts_with("Too little scored yet."));
}

#[track_caller]
fn check(chart: &dyn Chart, headline: &str) {
    assert_eq!(chart.headline(), headline);
}

#[test]
fn a_change_adds_up_from_the_figures_as_shown() {
    // 65.25 is shown as 65.3 and 71.449 as 71.4: the reader sees 6.1, not 6.2.
    check(
        &line(&["65.25", "71.449"]),
        "Client score for Platform Support rose 6.1 points to 71.4 since 6 January 2025",
    );
}

#[test]
fn figures_before_a_break_are_not_compared_with_those_after() {
    let mut chart = line(&["20", "60", "62"]);
    chart.breaks.push(Break { date: date(2025, 1, 13), label: "New weights".into() });
    check(
        &chart,
        "Client score for Platform Support rose 2.0 points to 62.0 since 13 January 2025",
    );
}

#[test]
fn no_headline_is_longer_than_fifteen_words() {
    let mut chart = trend();
    chart.about.subject =
        "A very long name of a contract for many services in several places".into();
    assert_eq!(
        chart.headline(),
        "Client score rose 5.3 points to 71.4 (provisional) since 20 January 2025"
    );
    for (name, chart) in samples::all() {
        let words = chart.headline().split_whitespace().count();
        assert!((1..=15).contains(&words), "{name}: {}", chart.headline());
    }
}

#[test]
fn the_description_tells_what_the_eye_would_see() {
    assert_eq!(
        trend().description(),
        "Client rose 5.3 points to 71.4 (provisional) since 20 January 2025. \
         First figure since the break 66.1 (20 Jan 2025), last 71.4 (3 Feb 2025). \
         Lowest 65.3 (6 Jan 2025), highest 71.4 (3 Feb 2025). 1 gap: 13 Jan 2025 not scored. \
         Supplier self-score rose 0.1 points to 72.1 since 20 January 2025. \
         First figure since the break 72.0 (20 Jan 2025), last 72.1 (3 Feb 2025). \
         Lowest 70.0 (6 Jan 2025), highest 72.1 (3 Feb 2025). 1 gap: 27 Jan 2025 not scored. \
         Agreed rose 3.8 points to 71.8 since 20 January 2025. \
         First figure since the break 68.0 (20 Jan 2025), last 71.8 (3 Feb 2025). \
         Lowest 66.0 (6 Jan 2025), highest 71.8 (3 Feb 2025). 1 gap: 13 Jan 2025 not scored. \
         Target: 72.0. Event 1, 14 January 2025: Major incident. \
         Event 2, 15 January 2025: New service owner. \
         Break in series [b], 20 January 2025: Weights changed; compare each side on its own."
    );
}

#[test]
fn bullets_are_described_row_by_row_with_their_bands() {
    assert_eq!(
        samples::bullets().description(),
        "Quality: 71.5, target of 70.0 met, rated Good. \
         Value add to the organisation as a whole: 22.1, target of 70.0 missed, rated Inadequate. \
         Culture: not scored, target of 70.0, rated Other. \
         Bands: Low 0.0 to 40.0 and High 40.0 to 100.0."
    );
}

#[test]
fn nothing_is_ever_called_proven() {
    for (name, chart) in samples::all() {
        let words = chart.headline() + &chart.alt() + &chart.description();
        assert!(!words.to_lowercase().contains("prove"), "{name}");
    }
}

#[test]
fn the_alt_is_short_and_names_the_chart() {
    for (name, chart) in samples::all() {
        let alt = chart.alt();
        assert!(alt.len() <= 125 && alt.contains("Platform Support"), "{name}: {alt}");
    }
}

/// A panel scored every day from 1 January 2025: 3 in January, 4 and 5 in turn in February.
fn every_day(days: u64) -> SmallMultiples {
    let mut chart = samples::multiples(1);
    chart.breaks.clear();
    let start = date(2025, 1, 1);
    let point = |day: u64| {
        let february = if day % 2 == 1 { 4 } else { 5 };
        let score = Reading::Final(if day < 31 { 3 } else { february }.into());
        let date = start + chrono::Days::new(day);
        PanelPoint { date, label: date.to_string(), client: score, own: score }
    };
    for panel in &mut chart.panels {
        panel.points = (0..days).map(point).collect();
    }
    chart
}

#[test]
fn scores_too_close_to_tell_apart_are_means_of_months_and_the_words_say_so() {
    let said = every_day(41).description();
    let expected = "There are too many scores to draw one by one: each figure is the mean of a month. \
                    Criterion 1 with quite a long name to wrap rose 1.5 points to 4.5 since \
                    1 January 2025; supplier's own last mean 4.5.";
    assert_eq!(said, expected);
    let picture = every_day(41).svg(Size::WIDE).unwrap();
    assert!(picture.contains("Mean of each month"), "{picture}");
    assert_eq!(every_day(41).table().rows.len(), 41);
}

#[test]
fn scores_that_can_be_told_apart_are_drawn_one_by_one() {
    let said = every_day(40).description();
    assert!(said.starts_with("Criterion 1 with quite a long name to wrap rose 1 point to 4"));
    assert!(!every_day(40).svg(Size::WIDE).unwrap().contains("Mean of each"));
}

#[test]
fn a_month_in_which_the_design_changed_is_two() {
    let mut chart = every_day(59);
    chart.breaks.push(Break { date: date(2025, 2, 11), label: "New weights".into() });
    // From 11 February on: 4 and 5 in turn, 9 days of each.
    let said = chart.description();
    assert!(said.contains("was 4.5 on 11 February 2025"), "{said}");
}

#[test]
fn a_month_without_a_score_is_a_gap_and_no_zero() {
    let mut chart = every_day(90);
    let panel = chart.panels.first_mut().unwrap();
    for point in panel.points.iter_mut().filter(|point| point.date < date(2025, 2, 1)) {
        point.client = Reading::Missing(Gap::NotScored);
    }
    let said = chart.description();
    assert!(said.contains("supplier's own last mean 4.5; 1 gap."), "{said}");
}

#[test]
fn a_figure_without_a_unit_is_said_with_none() {
    let mut chart = kpi(Direction::Higher, &[("96", "95"), ("97.5", "95")]);
    chart.about.measure.unit = Unit::None;
    let said = chart.description();
    assert!(said.contains("rose 1.5 to 97.5 since"), "{said}");
    assert!(!said.contains("point"), "{said}");
}
