//! The agreement ledger, counted by hand.

use super::*;
use crate::domain::exact::ScoreValue;
use crate::domain::ids::{ContractId, MeetingId, VersionId};
use crate::domain::meetings::MeetingKind;

fn score(side: Side, criterion: u16, mark: Mark) -> Score {
    Score { side, criterion, mark, comment: None, origin: None }
}

fn scored() -> Mark {
    ScoreValue::from_scaled(4).map(Mark::Scored).unwrap_or(Mark::Unscored(Unscored::NotDue))
}

fn counts(scores: &[Score]) -> (u32, u32, u32) {
    let Tally { agreed, agreed_to_differ, disputed } = tally(scores);
    (agreed, agreed_to_differ, disputed)
}

#[test]
fn each_criterion_counts_once_by_what_was_recorded_as_its_outcome() {
    let scores = [
        score(Side::Agreed, 0, scored()),
        score(Side::Agreed, 1, scored()),
        score(Side::Agreed, 2, Mark::Unscored(Unscored::AgreedToDiffer)),
        score(Side::Agreed, 3, Mark::Unscored(Unscored::Disputed)),
        score(Side::Client, 0, scored()),
        score(Side::Supplier, 0, Mark::Unscored(Unscored::Disputed)),
    ];
    assert_eq!(counts(&scores), (2, 1, 1));
}

#[test]
fn a_dispute_that_only_one_side_recorded_is_one_and_a_score_is_no_agreement() {
    let scores = [
        score(Side::Client, 0, scored()),
        score(Side::Supplier, 0, scored()),
        score(Side::Client, 1, Mark::Unscored(Unscored::Disputed)),
        score(Side::Supplier, 1, Mark::Unscored(Unscored::Disputed)),
    ];
    assert_eq!(counts(&scores), (0, 0, 1));
}

#[test]
fn what_was_not_scored_is_neither_agreed_nor_disputed() {
    let unscored = [Unscored::NotScored, Unscored::NotApplicable, Unscored::NotDue];
    let scores: Vec<Score> =
        (0..).zip(unscored).map(|(at, why)| score(Side::Agreed, at, Mark::Unscored(why))).collect();
    assert_eq!(counts(&scores), (0, 0, 0));
}

/// Weekly meetings from 6 January 2025, at each of which one criterion was agreed.
fn meetings(count: u64) -> Vec<(Meeting, Vec<Score>)> {
    let first = NaiveDate::from_ymd_opt(2025, 1, 6).unwrap_or_default();
    let (contract, version) = (ContractId::fresh(), VersionId::fresh());
    let meeting = |week| Meeting {
        id: MeetingId::fresh(),
        contract,
        held_on: first + chrono::Days::new(7 * week),
        version,
        kind: MeetingKind::Scorecard,
    };
    (0..count).map(|week| (meeting(week), vec![score(Side::Agreed, 0, scored())])).collect()
}

#[test]
fn more_than_half_a_year_of_weeks_is_told_by_the_quarter() {
    assert_eq!(ledger(&meetings(26)).len(), 26);
    let quarters = ledger(&meetings(27));
    // Thirteen Mondays from 6 January to 31 March 2025, thirteen to 30 June, and 7 July.
    let agreed: Vec<u32> = quarters.iter().map(|entry| entry.tally.agreed).collect();
    assert_eq!(agreed, [13, 13, 1]);
    assert!(quarters.iter().all(|entry| entry.quarter.is_some()));
}
