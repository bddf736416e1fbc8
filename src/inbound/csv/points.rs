//! Rows of a file of points of assessments.

use super::assessments::REFERENCE;
use super::cells::{Wrong, missing, not_among};
use super::kinds::Column;
use super::line::{Line, Spot};
use super::table::{Parse, Spots};
use crate::app::imports::{PointPart, PointRow};
use crate::domain::assessments::PointResult;
use crate::domain::contracts::plain;
use crate::domain::numbers::Missing;

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "assessment",
        about: "Reference of the assessment",
        synonyms: REFERENCE,
        ..Column::REQUIRED
    },
    Column {
        name: "point",
        about: "Number of the point in the standard; 12, 14, 18 or 26 points say which standard it is",
        synonyms: &["Point Number", "Criterion", "Criterion Number", "Point of the Standard"],
        ..Column::REQUIRED
    },
    Column {
        name: "outcome",
        about: "met, not_met, not_applicable, green, amber or red; yes, no and n/a are read too",
        synonyms: &["Passed", "Passed Raw", "Result", "Result Raw", "Met", "Rating"],
        ..Column::REQUIRED
    },
    Column {
        name: "comment",
        about: "Why",
        synonyms: &["Comments", "Reason", "Notes"],
        ..Column::OPTIONAL
    },
    Column {
        name: "round",
        about: "1 for the first assessment under the reference, 2 for its reassessment; 1 when not said",
        synonyms: &["Assessment Round"],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] =
    ["A-0001,1,green,,", "A-0001,2,amber,Handling of refunds is still to be worked out,"];

/// Where each field of a point is.
pub(super) struct Points {
    assessment: Spot,
    point: Spot,
    outcome: Spot,
    comment: Spot,
    round: Spot,
}

impl Points {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            assessment: spots.get("assessment"),
            point: spots.get("point"),
            outcome: spots.get("outcome"),
            comment: spots.get("comment"),
            round: spots.get("round"),
        }
    }
}

impl Parse for Points {
    type Out = PointRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<PointRow, PointPart> {
        let assessment = line.key(&self.assessment);
        let number = line.required(&self.point, number);
        let result = line.required(&self.outcome, outcome);
        let comment = line.prose(&self.comment);
        let round = line.optional(&self.round, self::number).map(|round| round.unwrap_or(1));
        match (assessment, number, result, round) {
            (Some(assessment), Some(number), Some(result), Some(round)) => {
                Ok(PointRow { assessment, round, number, result, comment })
            }
            (assessment, number, _, round) => Err(PointPart { assessment, round, number }),
        }
    }
}

/// The number of a point or a round.
pub(super) fn number(cell: &str) -> Result<u16, Wrong> {
    let bare = cell.strip_suffix(".0").unwrap_or(cell);
    let number = bare.parse().ok().filter(|number| 0 < *number);
    number.ok_or_else(|| Wrong::new("this is not a number from 1", "Use 1, 2, 3 and so on"))
}

/// What a point came to.
pub(super) fn outcome(cell: &str) -> Result<PointResult, Wrong> {
    if missing(cell) == Some(Missing::NotApplicable) {
        return Ok(PointResult::NotApplicable);
    }
    let other = || match plain(cell).as_str() {
        "yes" | "y" | "pass" | "passed" => Some(PointResult::Met),
        "no" | "n" | "notpass" | "notpassed" | "fail" | "failed" => Some(PointResult::NotMet),
        _ => None,
    };
    let words = PointResult::ALL.iter().map(|result| result.word());
    PointResult::parse(cell).or_else(other).ok_or_else(|| not_among("an outcome", words))
}

/// What is wrong with a text that is to stand in every row.
pub(super) fn constant(field: &str, text: &str) -> Option<Wrong> {
    match field {
        "point" | "round" => number(text).err(),
        "outcome" => outcome(text).err(),
        _ => None,
    }
}

/// What a cell came to, in our own words.
pub(super) fn as_read(field: &str, cell: &str) -> Option<String> {
    match field {
        "point" | "round" => number(cell).ok().map(|number| number.to_string()),
        "outcome" => outcome(cell).ok().map(|result| result.word().to_owned()),
        _ => None,
    }
}
