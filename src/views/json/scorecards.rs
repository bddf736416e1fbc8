//! Scorecards: figures, perspectives and trends.

use super::contracts::InUseView;
use super::events::EventView;
use super::kpis::PeriodView;
use crate::domain::designs::{Perspective, Version};
use crate::domain::exact::Points;
use crate::domain::scorecards::{Figure, PeriodLine, PerspectiveResult, Scorecard, Trend};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A composite as it is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Figure)]
pub struct FigureView {
    /// The day it is for.
    on: NaiveDate,
    /// `client`, `supplier` or `agreed`: whose scores it is computed from.
    side: &'static str,
    /// The design version it is computed by.
    version: Uuid,
    /// The meeting, when it comes from one.
    meeting: Option<Uuid>,
    /// Share of all weight that was scored.
    #[schema(example = "85.5")]
    coverage: String,
    /// The composite, 0 to 100, rounded once to two decimals.
    #[schema(example = "71.25")]
    composite: Option<String>,
    /// The composite before rounding, to the 12 decimals that are kept.
    exact: Option<String>,
    /// Why there is no composite, when there is none.
    reason: Option<String>,
    /// Whether it can still change: true until both sides sign off.
    provisional: bool,
    /// The number of what both sides signed: 1, or that of a later revision.
    signed_revision: Option<u32>,
}

impl FigureView {
    /// One figure.
    #[must_use]
    pub fn of(figure: &Figure) -> Self {
        let composite = figure.composite.as_ref().ok();
        Self {
            on: figure.on,
            side: figure.side.word(),
            version: figure.version.0,
            meeting: figure.meeting.map(|meeting| meeting.0),
            coverage: figure.coverage.to_string(),
            composite: composite.map(|composite| super::published(composite.published)),
            exact: composite.map(|composite| composite.exact.to_string()),
            reason: figure.composite.as_ref().err().map(ToString::to_string),
            provisional: figure.signed.is_none(),
            signed_revision: figure.signed,
        }
    }
}

/// The scorecard of one side on one day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Scorecard)]
pub struct ScorecardView {
    /// The contract.
    contract: Uuid,
    /// The client's reference of it.
    reference: String,
    #[serde(flatten)]
    figure: FigureView,
    /// Key of the design.
    design: String,
    /// The rating word of the composite.
    rating: Option<String>,
    /// Perspectives in the order of the design.
    perspectives: Vec<PerspectiveFigureView>,
}

impl ScorecardView {
    /// One scorecard.
    #[must_use]
    pub fn of(scorecard: &Scorecard) -> Self {
        let design = &scorecard.version.content;
        let composite = scorecard.figure.composite.as_ref().ok();
        let band = composite.and_then(|composite| design.band_of(composite.published));
        Self {
            contract: scorecard.figure.contract.0,
            reference: scorecard.reference.clone(),
            figure: FigureView::of(&scorecard.figure),
            design: design.key().to_owned(),
            rating: band.map(|band| band.rating.clone()),
            perspectives: perspectives(&scorecard.version, &scorecard.assessment.perspectives),
        }
    }
}

/// What every perspective of a version came to.
pub(super) fn perspectives(
    version: &Version, results: &[PerspectiveResult],
) -> Vec<PerspectiveFigureView> {
    let pairs = version.content.perspectives().iter().zip(results);
    pairs.map(|(perspective, result)| PerspectiveFigureView::of(perspective, result)).collect()
}

/// What one perspective came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PerspectiveFigure)]
pub struct PerspectiveFigureView {
    /// Short name.
    key: String,
    /// Name shown to people.
    title: String,
    /// Share of the composite.
    weight: String,
    /// Where its points come from.
    source: &'static str,
    /// Its points, 0 to 100, to the 12 decimals that are kept; none when nothing in it was scored.
    points: Option<String>,
    /// Share of its own weight that was scored.
    scored: String,
}

impl PerspectiveFigureView {
    fn of(perspective: &Perspective, result: &PerspectiveResult) -> Self {
        // Points are whole units of 1e-12 inside an assessment.
        let points = result.points.as_ref().and_then(|points| points.round_scaled(0));
        Self {
            key: perspective.key.clone(),
            title: perspective.title.clone(),
            weight: perspective.weight.to_string(),
            source: perspective.source.word(),
            points: points.and_then(Points::from_scaled).map(|points| points.to_string()),
            scored: result.scored.to_string(),
        }
    }
}

/// The lines of a trend chart as numbers.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Trend)]
pub struct TrendView {
    /// Figures of every day and side, by day.
    figures: Vec<FigureView>,
    /// What happened meanwhile.
    events: Vec<EventView>,
    /// When design versions came into use; each is a break in the lines.
    designs: Vec<InUseView>,
}

impl TrendView {
    /// One trend.
    #[must_use]
    pub fn of(trend: &Trend) -> Self {
        Self {
            figures: trend.figures.iter().map(FigureView::of).collect(),
            events: trend.events.iter().map(EventView::of).collect(),
            designs: trend.designs.iter().map(InUseView::of).collect(),
        }
    }
}

/// The figure of one period and side.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PeriodFigure)]
pub struct PeriodFigureView {
    /// The period.
    period: PeriodView,
    /// Whose scores.
    side: &'static str,
    /// The mean of the composites in it, rounded to two decimals.
    composite: String,
    /// How many composites.
    count: u32,
}

impl PeriodFigureView {
    /// One line.
    #[must_use]
    pub fn of(line: &PeriodLine) -> Self {
        Self {
            period: PeriodView::of(line.period),
            side: line.side.word(),
            composite: super::published(line.figure.mean),
            count: line.figure.count,
        }
    }
}
