//! Promises about the words of charts of meetings.

use super::meetings::*;
use super::samples::date;
use crate::*;

#[track_caller]
fn check(chart: &dyn Chart, headline: &str) {
    assert_eq!(chart.headline(), headline);
}

#[track_caller]
fn check_said(chart: &dyn Chart, description: &str) {
    assert_eq!(chart.description(), description);
}

#[test]
fn the_headline_of_gaps_is_the_widest() {
    let mut chart = gaps(&["2 4", "4 3"]);
    for (row, label) in chart.rows.iter_mut().zip(["Quality", "Culture"]) {
        row.label = label.into();
    }
    check(&chart, "Widest gap for Platform Support: Quality, client 2, supplier self-score 4");
    check_said(
        &chart,
        "Client gave more on 1 of 2 criteria, less on 1, the same on 0. \
         Quality: client 2, supplier self-score 4, gap -2, large. \
         Culture: client 4, supplier self-score 3, gap +1.",
    );
    check(&gaps(&["3 3"]), "Both sides gave the same on 1 criterion for Platform Support");
    check(&gaps(&["x 5"]), "No criterion scored by both sides yet for Platform Support");
    check(&gaps(&["2 4", "3 3"]), "Client and supplier self-score differ on 1 of 2 criteria");
}

#[test]
fn a_gap_narrows_or_widens_whichever_side_scores_higher() {
    let moved = |figures: &[&str], words: &str| {
        let gap = gap_trend(figures).headline();
        let gap = gap.replace(" for Platform Support", "").replace(" since 6 January 2025", "");
        assert_eq!(gap, words);
    };
    moved(&["-9.3", "-6.2"], "Gap narrowed 3.1 points to 6.2 points; supplier scores higher");
    moved(&["-2", "5"], "Gap widened 3.0 points to 5.0 points; client scores higher");
    moved(&["-2", "2"], "Gap held at 2.0 points; client scores higher");
    moved(&["4", "0"], "Gap narrowed 4.0 points to 0.0 points; both score the same");
    check(&gap_trend(&["x"]), "No gap to show yet for Platform Support");
    check_said(
        &gap_trend(&["-9.3", "-6.2"]),
        "Gap rose 3.1 points to -6.2 since 6 January 2025. First figure -9.3 (6 Jan 2025), last \
         -6.2 (13 Jan 2025). Lowest -9.3 (6 Jan 2025), highest -6.2 (13 Jan 2025). \
         Above 0 client scores higher; below 0 supplier scores higher.",
    );
}

#[test]
fn a_signal_is_a_change_worth_asking_about_and_names_its_rule() {
    let chart = variation(&["65", "60-", "66+", "67+"], limits(Standing::Trial));
    check(&chart, "Client score: 7 in a row above the mean, 27 Jan 2025, worth asking about");
    let said = chart.description();
    let found = "Changes worth asking about: 13 Jan 2025, below the lower limit (worse); \
                 20 Jan 2025 to 27 Jan 2025, 7 in a row above the mean (better).";
    assert!(said.contains(found), "{said}");
    let limits = "4 figures from 6 January 2025 to 27 January 2025: mean 65.2, trial limits 60.3 \
                  to 70.2.";
    assert!(said.contains(limits), "{said}");
}

#[test]
fn limits_are_called_trial_only_while_they_are() {
    let picture = |standing| variation(&["65", "66"], limits(standing)).svg(Size::WIDE).unwrap();
    assert!(picture(Standing::Trial).contains("Trial limits, from fewer than 12 figures"));
    assert!(!picture(Standing::Settled).contains("Trial"));
}

#[test]
fn without_a_signal_a_figure_varies_as_usual() {
    let chart = variation(&["65", "66"], limits(Standing::Settled));
    check(&chart, "Client score for Platform Support varies as usual around 65.2");
    assert!(chart.description().contains("No change stands out from the usual variation."));
}

#[test]
fn a_run_chart_says_why_it_has_no_limits() {
    let chart = variation(&["65"], median());
    check(&chart, "Client score for Platform Support has a median of 65.0; no limits yet");
    let why = "there is not enough variation in the scale to set limits";
    let said = format!(
        "1 figure from 6 January 2025 to 6 January 2025: median 65.0; no limits, because {why}."
    );
    assert!(chart.description().contains(&said), "{}", chart.description());
    assert!(chart.svg(Size::WIDE).unwrap().contains(&format!("No limits: {why}")));
    assert!(chart.alt().starts_with("Run chart"));
}

#[test]
fn a_ledger_counts_what_was_settled_in_which_way() {
    let chart = ledger(&[(5, 2, 1), (0, 0, 0), (8, 0, 0)]);
    check(&chart, "13 of 16 agreed, 2 agreed to differ, 1 disputed since 6 January 2025");
    check_said(
        &chart,
        "13 of 16 agreed, 2 agreed to differ, 1 disputed. Most disputed in one meeting: 1 \
         (6 Jan 2025). 1 meeting with nothing settled: 13 Jan 2025.",
    );
    check(&ledger(&[(0, 0, 0)]), "Nothing agreed or disputed yet for Platform Support");
}

#[test]
fn meetings_missed_in_a_row_are_the_headline() {
    let chart = participation(&[("Client", "..lx.."), ("Supplier", "..xxx.")]);
    check(&chart, "Supplier missed 3 meetings in a row for Platform Support, the last 3 Feb 2025");
    let said = chart.description();
    let client = "Client: 6 meetings of which 4 on time, 1 late and 1 missed.";
    let supplier = "Supplier: 6 meetings of which 3 on time, 0 late and 3 missed; longest run \
                    missed: 3 meetings (20 Jan 2025 to 3 Feb 2025).";
    assert!(said.starts_with(&format!("{client} {supplier}")), "{said}");
    check(
        &participation(&[("Client", ".x.x"), ("Supplier", "....")]),
        "Scored on time: client 2 of 4, supplier 4 of 4, Platform Support",
    );
}

#[test]
fn a_meeting_that_a_side_was_not_at_does_not_end_its_run() {
    let chart = participation(&[("Client", "....."), ("Supplier", ".x x.")]);
    assert!(chart.headline().starts_with("Supplier missed 2 meetings in a row"));
}

#[test]
fn a_burn_up_says_when_it_will_get_there() {
    check(
        &burn_up(&["10", "35"], Some(date(2025, 4, 1))),
        "Knowledge index: 35.0 verified; forecast 1 April 2025, 29 days after the end",
    );
    let outlook = |forecast| burn_up(&["10", "35"], forecast).headline();
    assert!(outlook(Some(date(2025, 3, 2))).ends_with("2 March 2025, 1 day before the end"));
    assert!(outlook(Some(date(2025, 3, 3))).ends_with("3 March 2025, the day it ends"));
    assert!(outlook(None).ends_with("35.0 verified; no forecast yet"));
    assert!(burn_up(&["10", "100"], None).headline().ends_with("100.0 verified; target reached"));
    let said = burn_up(&["10", "35"], None).description();
    assert!(said.contains("5.0 points more than planned by then (30.0). Target: 100.0."), "{said}");
}

#[test]
fn value_verified_is_told_against_what_was_promised() {
    let chart = promises(&[["5000", "4000", "x"], ["1000", "x", "2500"]]);
    check(&chart, "£2,500 verified of £6,000 promised for Platform Support; £4,000 claimed");
    let said = chart.description();
    let altogether = "Altogether £6,000 promised, £4,000 claimed and £2,500 verified. Most \
                      verified in one quarter: £2,500 (Q2 2025). £1,500 claimed is not verified.";
    assert!(said.starts_with(altogether), "{said}");
}

#[test]
fn ageing_tells_how_many_are_open_and_overdue() {
    let chart = ageing(&[(7, 0), (4, 1), (0, 0)]);
    check(&chart, "11 actions open, 1 overdue for Platform Support; oldest: 15 to 30 days");
    check_said(
        &chart,
        "11 actions open, 1 of them overdue. Up to 14 days: 7 open, 0 overdue. \
         15 to 30 days: 4 open, 1 overdue. 31 to 90 days: 0 open, 0 overdue.",
    );
    check(&ageing(&[(0, 0)]), "No actions are open for Platform Support");
}

#[test]
fn a_heat_table_names_the_lowest_figure_of_the_latest_meeting_that_has_any() {
    let mut chart = heat(&["75 50 x", "25 100 x"]);
    chart
        .rows
        .iter_mut()
        .zip(["Quality", "Culture"])
        .for_each(|(row, name)| row.label = name.into());
    check(&chart, "Quality is lowest for Platform Support at 50, 13 Jan 2025");
    assert!(chart.description().starts_with(
        "Quality: 75 (6 Jan 2025) to 50 (13 Jan 2025), lowest 50; 1 gap. \
         Culture: 25 (6 Jan 2025) to 100 (13 Jan 2025), lowest 25; 1 gap."
    ));
}

#[test]
fn charts_without_anything_in_them_say_so() {
    for (name, chart) in empty() {
        let said = chart.headline() + &chart.description();
        let is_said = said.contains(" yet") || said.contains("No actions are open");
        assert!(is_said, "{name}: {said}");
        let svg = chart.svg(Size::WIDE).unwrap();
        assert!(svg.contains(" yet</text>") || svg.contains(">Nothing is open</text>"), "{name}");
    }
}
