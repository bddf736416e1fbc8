//! Governance meetings and the scores recorded at them.

use super::scorecards::FigureView;
use crate::domain::designs::Version;
use crate::domain::meetings::{Mark, Meeting, MeetingRecord, Origin, Score};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A governance meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Meeting)]
pub struct MeetingView {
    /// Identifies it.
    id: Uuid,
    /// The contract it was about.
    contract: Uuid,
    /// The day it took place.
    held_on: NaiveDate,
    /// The design version it was scored by.
    version: Uuid,
    /// `scorecard`, or `check` when it was scored by a design of its own and its figures stay
    /// apart from the scorecard of the contract.
    kind: &'static str,
}

impl MeetingView {
    /// One meeting.
    #[must_use]
    pub fn of(meeting: &Meeting) -> Self {
        Self {
            id: meeting.id.0,
            contract: meeting.contract.0,
            held_on: meeting.held_on,
            version: meeting.version.0,
            kind: meeting.kind.word(),
        }
    }
}

/// A meeting with everything recorded at it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MeetingRecord)]
pub struct MeetingRecordView {
    #[serde(flatten)]
    meeting: MeetingView,
    /// What was recorded.
    scores: Vec<ScoreView>,
    /// What it came to.
    figures: Vec<FigureView>,
}

impl MeetingRecordView {
    /// One meeting.
    #[must_use]
    pub fn of(record: &MeetingRecord) -> Self {
        let score = |score: &Score| ScoreView::of(score, &record.version);
        Self {
            meeting: MeetingView::of(&record.meeting),
            scores: record.scores.iter().map(score).collect(),
            figures: record.figures.iter().map(FigureView::of).collect(),
        }
    }
}

/// What one side recorded for one criterion.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Score)]
pub struct ScoreView {
    /// `client`, `supplier` or `agreed`.
    side: &'static str,
    /// Key of the criterion.
    criterion: String,
    /// The score on the criterion's scale, when there is one.
    value: Option<String>,
    /// Why there is no score, when there is none.
    state: Option<&'static str>,
    /// Why, in their words.
    comment: Option<String>,
    /// The import it came from.
    origin: Option<OriginView>,
}

impl ScoreView {
    /// One score of a meeting scored by `version`.
    #[must_use]
    pub fn of(score: &Score, version: &Version) -> Self {
        let criterion = version.content.criteria().find(|(at, ..)| *at == score.criterion);
        let (value, state) = mark(score.mark);
        Self {
            side: score.side.word(),
            criterion: criterion.map_or_else(String::new, |(_, _, found)| found.key.clone()),
            value,
            state,
            comment: score.comment.clone(),
            origin: score.origin.as_ref().map(OriginView::of),
        }
    }
}

/// A mark as a value or as the word of its state.
pub(super) fn mark(mark: Mark) -> (Option<String>, Option<&'static str>) {
    match mark {
        Mark::Scored(value) => (Some(value.to_string()), None),
        Mark::Unscored(why) => (None, Some(why.word())),
    }
}

/// Where an imported value came from.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Origin)]
pub struct OriginView {
    /// The import.
    import: Uuid,
    /// The line of its file, counted from 1.
    line: u64,
}

impl OriginView {
    /// One origin.
    #[must_use]
    pub fn of(origin: &Origin) -> Self {
        Self { import: origin.import.0, line: origin.line }
    }
}
