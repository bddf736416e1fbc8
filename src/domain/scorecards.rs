//! Composites: what the scores of a day add up to, how much of the weight they cover, and why.

use super::contracts::Contract;
use super::designs::{Design, InUse, Perspective, Source, Version};
use super::events::Event;
use super::exact::{Coverage, Fraction, Points, Published, Weight};
use super::ids::{ContractId, MeetingId, VersionId};
use super::knowledge::reading::Reading;
use super::kpis::{Attainment, Kpi, Observation};
use super::meetings::governed::SignedPoints;
use super::meetings::{Mark, Meeting, Score, Side};
use super::periods::Period;
use super::value::PromiseLine;
use chrono::NaiveDate;
use std::sync::Arc;

mod overview;

pub use overview::Overview;

/// Everything a composite is computed from.
#[derive(Debug, Clone, Default)]
pub struct Inputs<'a> {
    /// Marks of one side, by position of the criterion in the design.
    pub marks: &'a [(u16, Mark)],
    /// Points of each KPI whose last period ended by that day; `None` when it has none.
    pub kpis: &'a [Option<Points>],
    /// The knowledge index of that day; nothing before a level was verified.
    pub knowledge: Option<Points>,
    /// Share of the commitments due by that day that was verified; `None` when none was due.
    pub value: Option<Points>,
}

/// What came out for one day and one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// One per perspective, in the order of the design.
    pub perspectives: Vec<PerspectiveResult>,
    /// Share of all weight that was scored.
    pub coverage: Coverage,
    /// The composite, or why there is none.
    pub composite: Result<Composite, NoComposite>,
}

/// What one perspective came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerspectiveResult {
    /// Its points in units of 1e-12, unless nothing in it was scored.
    pub points: Option<Fraction>,
    /// Share of its own weight that was scored.
    pub scored: Weight,
}

impl PerspectiveResult {
    /// Its points, rounded once to two decimals.
    #[must_use]
    pub fn published(&self) -> Option<Published> {
        rounded(self.points.as_ref()?).map(|points| points.published)
    }
}

/// A composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composite {
    /// Rounded only to the 12 decimals that are kept.
    pub exact: Points,
    /// Rounded once, half away from zero, to two decimals.
    pub published: Published,
}

/// Why there is no composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoComposite {
    /// No criterion has a score.
    #[error("nothing was scored")]
    NothingScored,
    /// Too little of the weight has a score.
    #[error("only {coverage}% of the weight was scored; the design asks for {minimum}%")]
    BelowCoverage {
        /// What was scored.
        coverage: Coverage,
        /// What the design asks for.
        minimum: Coverage,
    },
}

/// Σ weight × points ÷ Σ weight over what was scored, within each perspective
/// and then across perspectives. What has no score is left out of both sums,
/// and `coverage` says how much was left in. Source: the product's design, §4.
#[must_use]
pub fn assess(design: &Design, inputs: &Inputs<'_>) -> Assessment {
    let mut first = 0_u16;
    let mut covered = Fraction::whole(0);
    let mut perspectives = Vec::with_capacity(design.perspectives().len());
    for perspective in design.perspectives() {
        let part = part(design, perspective, first, inputs);
        covered = covered.plus(&part.share.times(perspective.weight.scaled().into()));
        perspectives.push(part.result());
        first = first.saturating_add(u16::try_from(perspective.criteria.len()).unwrap_or(u16::MAX));
    }
    let coverage = covered.round_scaled(0).and_then(Coverage::from_scaled);
    let coverage = coverage.unwrap_or(Coverage::NONE);
    let composite = composite(design, &perspectives, coverage);
    Assessment { perspectives, coverage, composite }
}

/// What a perspective came to, before anything is rounded.
struct Part {
    points: Option<Fraction>,
    /// Of its own weight, from 0 to 1.
    share: Fraction,
}

impl Part {
    /// `total` over what was scored, which is a share of `all`.
    fn new(total: i128, scored: i128, all: i128) -> Self {
        let share = Fraction::new(scored, all).unwrap_or(Fraction::whole(0));
        Self { points: Fraction::new(total, scored), share }
    }

    fn result(self) -> PerspectiveResult {
        let scored = self.share.times(Weight::WHOLE.scaled().into()).round_scaled(0);
        let scored = scored.and_then(Weight::from_scaled).unwrap_or(Weight::NONE);
        PerspectiveResult { points: self.points, scored }
    }
}

fn part(design: &Design, perspective: &Perspective, first: u16, inputs: &Inputs<'_>) -> Part {
    match perspective.source {
        Source::Meetings => from_marks(design, perspective, first, inputs.marks),
        Source::Kpis => from_kpis(inputs.kpis),
        Source::Knowledge => from_points(inputs.knowledge),
        Source::Value => from_points(inputs.value),
    }
}

fn from_marks(
    design: &Design, perspective: &Perspective, first: u16, marks: &[(u16, Mark)],
) -> Part {
    let (mut top, mut bottom) = (0_i128, 0_i128);
    for (place, criterion) in (first..).zip(&perspective.criteria) {
        let Some(Mark::Scored(value)) = mark_at(marks, place) else { continue };
        let Some(points) = design.scale_of(criterion).and_then(|scale| scale.points(value)) else {
            continue;
        };
        let weight = i128::from(criterion.weight.scaled());
        top += weight * i128::from(points.scaled());
        bottom += weight;
    }
    Part::new(top, bottom, Weight::WHOLE.scaled().into())
}

// Marks mostly come complete and in order, so each is looked for in its own place first.
fn mark_at(marks: &[(u16, Mark)], place: u16) -> Option<Mark> {
    let own = marks.get(usize::from(place)).filter(|(at, _)| *at == place);
    own.or_else(|| marks.iter().find(|(at, _)| *at == place)).map(|(_, mark)| *mark)
}

fn from_kpis(kpis: &[Option<Points>]) -> Part {
    let reached = kpis.iter().flatten();
    let (total, count) = reached.fold((0_i128, 0_i128), |(total, count), points| {
        (total + i128::from(points.scaled()), count + 1)
    });
    Part::new(total, count, i128::try_from(kpis.len()).unwrap_or(i128::MAX))
}

/// A perspective whose points are worked out elsewhere: all of it, or nothing.
fn from_points(points: Option<Points>) -> Part {
    let share = Fraction::whole(points.map_or(0, |_| 1));
    Part { points: points.map(|points| Fraction::whole(points.scaled().into())), share }
}

fn composite(
    design: &Design, results: &[PerspectiveResult], coverage: Coverage,
) -> Result<Composite, NoComposite> {
    let minimum = design.minimum_coverage();
    let mean = mean(design, results).ok_or(NoComposite::NothingScored)?;
    if coverage < minimum {
        return Err(NoComposite::BelowCoverage { coverage, minimum });
    }
    rounded(&mean).ok_or(NoComposite::NothingScored)
}

fn mean(design: &Design, results: &[PerspectiveResult]) -> Option<Fraction> {
    let (mut top, mut bottom) = (Fraction::whole(0), 0_i128);
    for (perspective, result) in design.perspectives().iter().zip(results) {
        if let Some(points) = &result.points {
            let weight = i128::from(perspective.weight.scaled());
            top = top.plus(&points.times(weight));
            bottom += weight;
        }
    }
    top.over(&Fraction::whole(bottom))
}

// Points are whole units of 1e-12 here, so the published place is 10 powers up.
fn rounded(mean: &Fraction) -> Option<Composite> {
    let exact = Points::from_scaled(mean.round_scaled(0)?)?;
    let hundredth = Fraction::whole(10_000_000_000);
    let published = Published::from_scaled(mean.over(&hundredth)?.round_scaled(0)?)?;
    Some(Composite { exact, published })
}

/// A composite as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The contract.
    pub contract: ContractId,
    /// The day it is for.
    pub on: NaiveDate,
    /// Whose scores it is computed from.
    pub side: Side,
    /// The design version it is computed by.
    pub version: VersionId,
    /// The meeting, when it comes from one.
    pub meeting: Option<MeetingId>,
    /// Share of all weight that was scored.
    pub coverage: Coverage,
    /// The composite, or why there is none.
    pub composite: Result<Composite, NoComposite>,
    /// The revision under which both sides signed it; none while it is provisional.
    pub signed: Option<u32>,
}

/// The figure of a period: the mean of the published composites in it, and
/// how many there are. Without one there is no figure.
#[must_use]
pub fn period_mean(composites: &[Published]) -> Option<PeriodFigure> {
    let total: i64 = composites.iter().map(|composite| composite.scaled()).sum();
    PeriodFigure::new(total, u32::try_from(composites.len()).ok()?)
}

/// What the composites of a period come to, kept as a sum so that it can be added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodFigure {
    /// Sum of the published composites, in hundredths.
    pub total: i64,
    /// How many composites.
    pub count: u32,
    /// Their mean, rounded to two decimals.
    pub mean: Published,
}

impl PeriodFigure {
    /// The mean of `count` composites that sum to `total` hundredths; nothing when there are none.
    #[must_use]
    pub fn new(total: i64, count: u32) -> Option<Self> {
        let mean = Fraction::new(i128::from(total), i128::from(count))?;
        let mean = Published::from_scaled(mean.round_scaled(0)?)?;
        Some(Self { total, count, mean })
    }
}

/// What one side's scores came to on a day, without everything that went in.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// The client's reference of the contract.
    pub reference: String,
    /// The figure as stored.
    pub figure: Figure,
    /// The design version.
    pub version: Arc<Version>,
    /// Perspective by perspective, what came out.
    pub assessment: Assessment,
}

/// How a figure was reached: everything that went in, and what came out.
/// The stored figure and the assessment recomputed from the inputs agree.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The contract.
    pub contract: Contract,
    /// The figure as stored.
    pub figure: Figure,
    /// The design version.
    pub version: Arc<Version>,
    /// The meeting, when the figure comes from one.
    pub meeting: Option<Meeting>,
    /// The side's scores.
    pub scores: Vec<Score>,
    /// The KPIs that count, each with its latest observation by that day.
    pub kpis: Vec<KpiReading>,
    /// What the knowledge of the contract said that day, when a perspective looks at it.
    pub knowledge: Option<Reading>,
    /// What commitments came to by that day, when a perspective takes its points from value-add.
    pub value: Option<PromiseLine>,
    /// The points of sources whose records have changed since both sides signed the figure. Only
    /// these points count in it; how they came about is not told any more.
    pub signed: Vec<SignedPoints>,
    /// Perspective by perspective, what came out.
    pub assessment: Assessment,
}

impl Trace {
    /// What came out, in short.
    #[must_use]
    pub fn scorecard(&self) -> Scorecard {
        Scorecard {
            reference: self.contract.details.reference.clone(),
            figure: self.figure.clone(),
            version: Arc::clone(&self.version),
            assessment: self.assessment.clone(),
        }
    }
}

/// A KPI as it stood on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiReading {
    /// The KPI.
    pub kpi: Kpi,
    /// The observation of the last period that ended by that day.
    pub observation: Option<Observation>,
    /// How it did against its target.
    pub attainment: Option<Attainment>,
    /// What it counts for.
    pub points: Option<Points>,
}

/// The lines of a trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Figures of every day and side in the window, by day.
    pub figures: Vec<Figure>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// When design versions came into use.
    pub designs: Vec<InUse>,
}

/// The figure of one period and side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodLine {
    /// The period.
    pub period: Period,
    /// Whose scores.
    pub side: Side,
    /// The mean and the number of composites in it.
    pub figure: PeriodFigure,
}

/// Which days of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// First day, or from the beginning.
    pub from: Option<NaiveDate>,
    /// Last day, or to the end.
    pub to: Option<NaiveDate>,
}

impl Window {
    /// Whether a day is one of them.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests;
