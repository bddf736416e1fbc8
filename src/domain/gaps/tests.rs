//! Gaps between the two sides, by pencil.

use super::*;
use crate::domain::exact::{Coverage, Published};
use crate::domain::ids::ContractId;
use crate::domain::library;
use crate::domain::scorecards::Composite;

fn built_in() -> Design {
    library::design(library::DEFAULT).unwrap_or_else(|| panic!("no built-in design"))
}

fn score(side: Side, criterion: u16, value: i64) -> Score {
    let value = ScoreValue::new(Decimal::from(value)).unwrap_or_else(|| panic!("{value}"));
    Score { side, criterion, mark: Mark::Scored(value), comment: None, origin: None }
}

#[test]
fn a_gap_of_two_levels_is_large_and_one_of_a_level_is_not() {
    let scores = [
        score(Side::Client, 0, 2),
        score(Side::Supplier, 0, 4),
        score(Side::Client, 1, 4),
        score(Side::Supplier, 1, 3),
        score(Side::Client, 2, 5),
    ];
    let gaps = MeetingGaps::of(&built_in(), &scores);
    assert_eq!(gaps.unit, GapUnit::Scores { low: Decimal::ONE, high: Decimal::from(5) });
    let first: Vec<_> = gaps.criteria.iter().take(3).collect();
    assert_eq!(first.iter().map(|gap| gap.is_large).collect::<Vec<_>>(), [true, false, false]);
    let sides: Vec<_> = first.iter().map(|gap| (gap.client, gap.supplier)).collect();
    let given = |value: i64| Ok(Decimal::from(value));
    assert_eq!(
        sides,
        [(given(2), given(4)), (given(4), given(3)), (given(5), Err(Unscored::NotScored))]
    );
}

#[test]
fn scores_on_different_scales_are_compared_in_points() {
    let draft = mixed();
    let gaps = MeetingGaps::of(
        &checked(draft.clone()),
        &[score(Side::Client, 0, 4), score(Side::Supplier, 1, 60)],
    );
    assert_eq!(gaps.unit, GapUnit::Points);
    let points = |gap: &CriterionGap| (gap.client.ok(), gap.supplier.ok());
    // A 4 on a scale of 1 to 5 is worth 75 points, and 60% is worth 60.
    let shown: Vec<_> = gaps.criteria.iter().take(2).map(points).collect();
    assert_eq!(shown, [(Some(Decimal::from(75)), None), (None, Some(Decimal::from(60)))]);
    let percent = |value| [score(Side::Client, 1, 10), score(Side::Supplier, 1, value)];
    for (value, is_large) in [(59, false), (60, true)] {
        let gaps = MeetingGaps::of(&checked(draft.clone()), &percent(value));
        assert_eq!(gaps.criteria.get(1).map(|gap| gap.is_large), Some(is_large), "{value}");
    }
}

fn mixed() -> crate::domain::designs::Draft {
    use crate::domain::designs::{Draft, Perspective, Source};
    use crate::domain::exact::Weight;
    let built_in = built_in();
    let criterion = |key: &str, scale: &str| Criterion {
        key: key.to_owned(),
        title: key.to_owned(),
        weight: Weight::from_scaled(500_000).unwrap_or(Weight::NONE),
        scale: scale.to_owned(),
        client_wording: String::new(),
        supplier_wording: String::new(),
    };
    let draft = Draft {
        key: "mixed".to_owned(),
        title: "Mixed".to_owned(),
        minimum_coverage: Coverage::FULL,
        bands: built_in.bands().to_vec(),
        scales: Vec::new(),
        perspectives: vec![Perspective {
            key: "all".to_owned(),
            title: "All".to_owned(),
            weight: Weight::WHOLE,
            source: Source::Meetings,
            criteria: vec![criterion("levels", "one-to-five"), criterion("percent", "percent")],
        }],
    };
    library::with_scales(draft)
}

fn checked(draft: crate::domain::designs::Draft) -> Design {
    crate::domain::designs::check(draft).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn the_latest_meeting_that_both_sides_scored_is_compared() {
    let at = |meeting: u128, day, side, coverage| Figure {
        meeting: Some(MeetingId(uuid::Uuid::from_u128(meeting))),
        coverage,
        ..figure(day, side, None)
    };
    let figures = [
        at(1, 5, Side::Client, Coverage::FULL),
        at(1, 5, Side::Supplier, Coverage::FULL),
        at(2, 12, Side::Client, Coverage::FULL),
        at(2, 12, Side::Supplier, Coverage::NONE),
        at(3, 19, Side::Client, Coverage::FULL),
        at(3, 19, Side::Agreed, Coverage::FULL),
    ];
    assert_eq!(latest_two_sided(&figures), Some(MeetingId(uuid::Uuid::from_u128(1))));
    assert_eq!(latest_two_sided(figures.get(2..).unwrap_or_default()), None);
}

#[test]
fn designs_with_different_scales_have_points_in_common() {
    let (levels, mixed) = (built_in(), checked(mixed()));
    let scores = GapUnit::Scores { low: Decimal::ONE, high: Decimal::from(5) };
    assert_eq!(GapUnit::common([&levels, &levels]), scores);
    assert_eq!(GapUnit::common([&levels, &mixed]), GapUnit::Points);
    assert_eq!(GapUnit::common([]), GapUnit::Points);
}

fn figure(day: u32, side: Side, hundredths: Option<i64>) -> Figure {
    let published = |units| Published::from_scaled(units).unwrap_or(Published::NONE);
    Figure {
        contract: ContractId(uuid::Uuid::nil()),
        on: NaiveDate::from_ymd_opt(2026, 1, day).unwrap_or_default(),
        side,
        version: VersionId(uuid::Uuid::nil()),
        meeting: None,
        coverage: Coverage::FULL,
        composite: hundredths.map_or(Err(NoComposite::NothingScored), |units| {
            Ok(Composite { exact: Points::NONE, published: published(units) })
        }),
        signed: None,
    }
}

#[test]
fn the_gap_of_a_day_is_client_minus_supplier_and_a_gap_when_either_is_missing() {
    let figures = [
        figure(12, Side::Client, Some(7_000)),
        figure(5, Side::Supplier, Some(7_150)),
        figure(5, Side::Client, Some(6_025)),
        figure(5, Side::Agreed, Some(6_500)),
        figure(19, Side::Client, None),
        figure(19, Side::Supplier, Some(1)),
        figure(26, Side::Agreed, Some(1)),
    ];
    let gaps: Vec<_> = over_time(&figures)
        .into_iter()
        .map(|day| (day.on.format("%-d").to_string(), day.gap.map(|gap| gap.to_string()).ok()))
        .collect();
    let expected = [("5", Some("-11.25")), ("12", None), ("19", None)];
    assert_eq!(gaps, expected.map(|(day, gap)| (day.to_owned(), gap.map(ToOwned::to_owned))));
}
