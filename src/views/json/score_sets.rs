//! Score sets, as their own scorers read them.

use super::governance::key;
use super::meetings::mark;
use crate::domain::designs::Version;
use crate::domain::meetings::scoring::Scoring;
use crate::domain::meetings::sets::{GivenMark, RolledUp};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One's own score set; for the lead of a side also what the side came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ScoreSet)]
pub struct ScoreSetView {
    /// The meeting.
    meeting: Uuid,
    /// `client` or `supplier`.
    side: &'static str,
    /// What you gave so far.
    marks: Vec<MarkView>,
    /// What all of your side came to, if you lead it.
    whole: Option<Vec<RolledView>>,
    /// What still stands in the way of sealing.
    missing: Vec<String>,
}

impl ScoreSetView {
    /// What somebody scores from.
    #[must_use]
    pub fn of(scoring: &Scoring) -> Self {
        let version = &scoring.version;
        let marks = scoring.set.iter().flat_map(|set| &set.marks);
        let rolled = |it: &Vec<RolledUp>| it.iter().map(|it| RolledView::of(it, version)).collect();
        Self {
            meeting: scoring.governed.meeting.id.0,
            side: scoring.side.word(),
            marks: marks.map(|given| MarkView::of(given, version)).collect(),
            whole: scoring.whole.as_ref().map(rolled),
            missing: scoring.problems().into_iter().map(|problem| problem.remedy).collect(),
        }
    }
}

/// What you gave for a criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = GivenMark)]
pub struct MarkView {
    /// Key of the criterion.
    criterion: String,
    /// The score, when there is one.
    value: Option<String>,
    /// Why there is none.
    state: Option<&'static str>,
    /// Why, in your words.
    comment: Option<String>,
    /// The day of the meeting it was copied from.
    copied_from: Option<NaiveDate>,
}

impl MarkView {
    fn of(given: &GivenMark, version: &Version) -> Self {
        let (value, state) = mark(given.mark);
        Self {
            criterion: key(version, given.criterion),
            value,
            state,
            comment: given.comment.clone(),
            copied_from: given.copied_from,
        }
    }
}

/// What all scorers of a side came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RolledUpMark)]
pub struct RolledView {
    /// Key of the criterion.
    criterion: String,
    /// The median, when there is one.
    value: Option<String>,
    /// Why there is none.
    state: Option<&'static str>,
    /// The lowest score.
    lowest: Option<String>,
    /// The highest score.
    highest: Option<String>,
    /// How many gave a score.
    scorers: usize,
    /// Their comments.
    comment: Option<String>,
}

impl RolledView {
    fn of(rolled: &RolledUp, version: &Version) -> Self {
        let (value, state) = mark(rolled.mark);
        Self {
            criterion: key(version, rolled.criterion),
            value,
            state,
            lowest: rolled.spread.map(|(lowest, _)| lowest.to_string()),
            highest: rolled.spread.map(|(_, highest)| highest.to_string()),
            scorers: rolled.scorers,
            comment: rolled.comment.clone(),
        }
    }
}
