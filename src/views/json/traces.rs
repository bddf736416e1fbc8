//! How a figure was reached, step by step.

use super::contracts::ContractView;
use super::knowledge::TracedKnowledgeView;
use super::kpis::PeriodView;
use super::meetings::{OriginView, mark};
use super::scorecards::{FigureView, PerspectiveFigureView, perspectives};
use super::value::PromiseView;
use crate::domain::designs::{Criterion, Design};
use crate::domain::kpis::{Actual, Attainment};
use crate::domain::meetings::governed::SignedPoints;
use crate::domain::meetings::{Mark, Score};
use crate::domain::scorecards::{KpiReading, Trace};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

const FORMULA: &str = "Within a perspective: sum of weight × points of what was scored, divided by \
                       the sum of its weights. Across perspectives: the same with their weights. \
                       What was not scored is left out of both sums.";

const ROUNDING: &str = "Exact until the end; rounded once, half away from zero, to two decimals.";

/// How a figure was reached: everything that went in, and what came out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Trace)]
pub struct TraceView {
    /// The contract.
    contract: ContractView,
    /// The figure as it is kept.
    figure: FigureView,
    /// The design version it is computed by.
    design: TracedDesignView,
    /// How points become a composite.
    formula: &'static str,
    /// How the composite is rounded.
    rounding: &'static str,
    /// What every perspective came to.
    perspectives: Vec<PerspectiveFigureView>,
    /// Every criterion of the design with what was recorded.
    criteria: Vec<TracedCriterionView>,
    /// Every KPI that counts, as it stood on the day.
    kpis: Vec<TracedKpiView>,
    /// What the knowledge of the contract said on the day, when a perspective looks at it.
    knowledge: Option<TracedKnowledgeView>,
    /// What commitments came to by the day, when a perspective takes its points from value-add.
    value: Option<PromiseView>,
    /// The points of sources whose records have changed since both sides signed the figure: only
    /// these count in it.
    signed_points: Vec<SignedPointsView>,
    /// Whether computing the figure again from these inputs gives what is kept.
    agrees: bool,
}

impl TraceView {
    /// One trace.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let design = &trace.version.content;
        let criteria = design.criteria().map(|(place, perspective, criterion)| {
            let score = trace.scores.iter().find(|score| score.criterion == place);
            TracedCriterionView::of(design, &perspective.key, criterion, score)
        });
        Self {
            contract: ContractView::of(&trace.contract),
            figure: FigureView::of(&trace.figure),
            design: TracedDesignView::of(trace),
            formula: FORMULA,
            rounding: ROUNDING,
            perspectives: perspectives(&trace.version, &trace.assessment.perspectives),
            criteria: criteria.collect(),
            kpis: trace.kpis.iter().map(TracedKpiView::of).collect(),
            knowledge: trace.knowledge.as_ref().map(TracedKnowledgeView::of),
            value: trace.value.as_ref().map(PromiseView::of),
            signed_points: trace.signed.iter().map(SignedPointsView::of).collect(),
            agrees: trace.assessment.composite == trace.figure.composite,
        }
    }
}

/// What a source counted for when both sides signed a figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SignedPoints)]
pub struct SignedPointsView {
    /// `knowledge` or `value`.
    source: &'static str,
    /// Its points; nothing when it had none.
    points: Option<String>,
}

impl SignedPointsView {
    fn of(signed: &SignedPoints) -> Self {
        let points = signed.points.map(|points| points.to_string());
        Self { source: signed.source.word(), points }
    }
}

/// The design version behind a figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TracedDesign)]
pub struct TracedDesignView {
    /// Identifies the version.
    id: Uuid,
    /// Key of the design.
    key: String,
    /// Name shown to people.
    title: String,
    /// Number of the version.
    version: u32,
    /// Share of the weight that must be scored for there to be a composite.
    minimum_coverage: String,
}

impl TracedDesignView {
    fn of(trace: &Trace) -> Self {
        let design = &trace.version.content;
        Self {
            id: trace.version.id.0,
            key: design.key().to_owned(),
            title: design.title().to_owned(),
            version: trace.version.number,
            minimum_coverage: design.minimum_coverage().to_string(),
        }
    }
}

/// A criterion and what was recorded for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TracedCriterion)]
pub struct TracedCriterionView {
    /// Key of its perspective.
    perspective: String,
    /// Short name.
    key: String,
    /// Name shown to people.
    title: String,
    /// Share of its perspective.
    weight: String,
    /// The score given, when there is one.
    value: Option<String>,
    /// Why there is no score; `not_scored` when nothing was recorded.
    state: Option<&'static str>,
    /// What the score is worth, 0 to 100.
    points: Option<String>,
    /// Why, in their words.
    comment: Option<String>,
    /// The import it came from.
    origin: Option<OriginView>,
}

impl TracedCriterionView {
    fn of(design: &Design, group: &str, criterion: &Criterion, score: Option<&Score>) -> Self {
        let (value, state) = score.map_or((None, Some("not_scored")), |score| mark(score.mark));
        Self {
            perspective: group.to_owned(),
            key: criterion.key.clone(),
            title: criterion.title.clone(),
            weight: criterion.weight.to_string(),
            value,
            state,
            points: score.and_then(|score| worth(design, criterion, score.mark)),
            comment: score.and_then(|score| score.comment.clone()),
            origin: score.and_then(|score| score.origin.as_ref()).map(OriginView::of),
        }
    }
}

fn worth(design: &Design, criterion: &Criterion, mark: Mark) -> Option<String> {
    let Mark::Scored(value) = mark else { return None };
    let points = design.scale_of(criterion)?.points(value)?;
    Some(points.to_string())
}

/// A KPI as it stood on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TracedKpi)]
pub struct TracedKpiView {
    /// Identifies it.
    id: Uuid,
    /// Its name.
    title: String,
    /// The last period that ended by that day.
    period: Option<PeriodView>,
    /// What was measured in it.
    actual: Option<String>,
    /// What was to be reached.
    target: Option<String>,
    /// What it counts for, 0 to 100.
    points: Option<String>,
    /// Why it counts for nothing, when it does.
    reason: Option<String>,
}

impl TracedKpiView {
    fn of(reading: &KpiReading) -> Self {
        let observed = reading.observation;
        let actual = observed.and_then(|observation| match observation.actual {
            Actual::Measured(value) => Some(value.to_string()),
            Actual::Missing(_) => None,
        });
        let reason = match &reading.attainment {
            Some(Attainment::Unrated(why)) => Some(why.to_string()),
            Some(Attainment::Reached(_)) => None,
            None => Some("no period had ended by then".to_owned()),
        };
        Self {
            id: reading.kpi.id.0,
            title: reading.kpi.title.clone(),
            period: observed.map(|observation| PeriodView::of(observation.period)),
            actual,
            target: observed.and_then(|o| o.target).map(|target| target.to_string()),
            points: reading.points.map(|points| points.to_string()),
            reason,
        }
    }
}
