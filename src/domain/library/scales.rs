//! Scales that criteria can name without defining them.

use super::{Scale, ScaleKind};
use crate::domain::designs::Level;
use crate::domain::exact::{Points, ScoreValue};

/// Every built-in scale.
#[must_use]
pub fn scales() -> Vec<Scale> {
    let levels = LEVELS.iter().filter_map(|(key, levels)| build(key, levels));
    levels.chain([Scale { key: PERCENT.to_owned(), kind: ScaleKind::Percent }]).collect()
}

/// The built-in scale with this key.
#[must_use]
pub fn scale(key: &str) -> Option<Scale> {
    scales().into_iter().find(|scale| scale.key == key)
}

const PERCENT: &str = "percent";

/// One in 10^12, the place points are kept at; thirds are rounded there.
const POINT: i64 = 1_000_000_000_000;
const THIRD: i64 = 33_333_333_333_333;
const TWO_THIRDS: i64 = 66_666_666_666_667;

/// Value, points, label, anchor.
type Row = (i64, i64, &'static str, &'static str);

const LEVELS: &[(&str, &[Row])] = &[
    (
        "one-to-five",
        &[
            (1, 0, "Failing", "Falls far short of what was agreed, and there is no credible plan"),
            (2, 25 * POINT, "Weak", "Falls short in ways that matter; a plan exists and is late"),
            (
                3,
                50 * POINT,
                "Mixed",
                "Partly as agreed; what is missing is known and being dealt with",
            ),
            (4, 75 * POINT, "Good", "As agreed; small slips are put right without being asked"),
            (5, 100 * POINT, "Outstanding", "Better than agreed, and the difference can be shown"),
        ],
    ),
    // Digital Outcomes and Specialists: a score is worth its share of the highest one.
    (
        "zero-to-three",
        &[
            (0, 0, "Not met", "Nothing shows that it is met"),
            (1, THIRD, "Partially met", "Some of it is shown, and gaps remain"),
            (2, TWO_THIRDS, "Met", "All of it is shown"),
            (3, 100 * POINT, "Exceeded", "All of it is shown, and more that is useful"),
        ],
    ),
    (
        "thirds",
        &[
            (0, 0, "Unacceptable", "Does not answer what was asked"),
            (33, 33 * POINT, "Partial", "Answers part of what was asked, with serious gaps"),
            (66, 66 * POINT, "Satisfactory", "Answers most of what was asked, with small gaps"),
            (100, 100 * POINT, "Full", "Answers everything that was asked"),
        ],
    ),
    (
        "zero-to-four",
        &[
            (0, 0, "Unacceptable", "Missing, or does not show the ability to deliver"),
            (1, 25 * POINT, "Poor", "Partly relevant, with little to support it"),
            (2, 50 * POINT, "Acceptable", "Relevant and adequate, with some detail missing"),
            (3, 75 * POINT, "Good", "Relevant, detailed and convincing"),
            (4, 100 * POINT, "Excellent", "Complete, detailed and convincing throughout"),
        ],
    ),
    // The Scottish four-quadrant scorecard: a score is worth its share of the
    // highest one, so that 3 of 4 is 75.
    (
        "one-to-four",
        &[
            (
                1,
                25 * POINT,
                "Major concerns",
                "Serious problems that need action at a senior level",
            ),
            (2, 50 * POINT, "Minor concerns", "Problems that the two teams can put right"),
            (3, 75 * POINT, "Meeting expectations", "What was agreed is delivered"),
            (
                4,
                100 * POINT,
                "Exceeding expectations",
                "More than was agreed is delivered, to good effect",
            ),
        ],
    ),
    // For checks of health, where a sign is there, in doubt or missing.
    (
        "red-amber-green",
        &[
            (1, 0, "Red", "It is missing, and that hurts"),
            (2, 50 * POINT, "Amber", "It is there some of the time, or only for some"),
            (3, 100 * POINT, "Green", "It is there, and anyone could show an example"),
        ],
    ),
    (
        "met",
        &[
            (0, 0, "Not met", "None of it, or too little to be of use"),
            (1, 50 * POINT, "Partly met", "Some of it, with a dated plan for the rest"),
            (2, 100 * POINT, "Met", "All of it"),
        ],
    ),
];

fn build(key: &str, rows: &[Row]) -> Option<Scale> {
    let levels = rows.iter().map(level).collect::<Option<_>>()?;
    Some(Scale { key: key.to_owned(), kind: ScaleKind::Levels(levels) })
}

fn level((value, points, label, anchor): &Row) -> Option<Level> {
    Some(Level {
        value: ScoreValue::from_scaled(value.checked_mul(POINT)?)?,
        label: (*label).to_owned(),
        anchor: (*anchor).to_owned(),
        points: Points::from_scaled(*points)?,
    })
}
