//! The variation of a contract's composite, studied anew from each change of its design.

use super::{Screening, Study, study};
use crate::domain::designs::{Design, InUse, Scale, ScaleKind, Source, Version};
use crate::domain::events::Event;
use crate::domain::exact::{Fraction, Weight};
use crate::domain::ids::VersionId;
use crate::domain::meetings::Side;
use crate::domain::scorecards::{Figure, Trend};
use std::sync::Arc;

/// Units of 1e-12 in a hundredth of a point, which composites are published in.
const HUNDREDTH: i128 = 10_000_000_000;

/// The composites of one side, and which of them are worth asking about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// Whose composites.
    pub side: Side,
    /// In order of time, one for each design version.
    pub stretches: Vec<Stretch>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// When design versions came into use.
    pub designs: Vec<InUse>,
}

/// Composites that can be compared with each other: those of one design version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// By day.
    pub figures: Vec<Figure>,
    /// Mean and limits in hundredths of a point, and what they find in the figures.
    pub study: Study,
}

impl Variation {
    /// The variation of a side's composites in a trend; `versions` are those the figures name.
    #[must_use]
    pub fn of(trend: Trend, side: Side, versions: &[Arc<Version>]) -> Self {
        let mut own = trend.figures;
        own.retain(|figure| figure.side == side);
        own.sort_by_key(|figure| figure.on);
        let stretches = own.chunk_by(|one, next| one.version == next.version);
        let stretches = stretches.map(|figures| Stretch::of(figures, versions)).collect();
        Self { side, stretches, events: trend.events, designs: trend.designs }
    }
}

impl Stretch {
    fn of(figures: &[Figure], versions: &[Arc<Version>]) -> Self {
        let version = figures.first().map(|figure| figure.version);
        let step = version.and_then(|id| find(versions, id)).map(smallest_step);
        let composites: Vec<Option<i64>> = figures
            .iter()
            .map(|figure| figure.composite.as_ref().ok().map(|one| one.published.scaled()))
            .collect();
        let step = step.unwrap_or(Fraction::whole(1));
        Self { figures: figures.to_vec(), study: study(&composites, &step, Screening::Screened) }
    }
}

fn find(versions: &[Arc<Version>], id: VersionId) -> Option<&Design> {
    versions.iter().find(|version| version.id == id).map(|version| &version.content)
}

/// The smallest change of a composite that one criterion can make by one level, in hundredths of a
/// point; a hundredth where no criterion has levels.
///
/// What else feeds a composite moves it more finely, but seldom: what meetings score decides.
#[must_use]
pub fn smallest_step(design: &Design) -> Fraction {
    let scored =
        design.criteria().filter(|(_, perspective, _)| perspective.source == Source::Meetings);
    let steps = scored.filter_map(|(_, perspective, criterion)| {
        let level = i128::from(smallest_level(design.scale_of(criterion)?)?);
        let share = i128::from(perspective.weight.scaled()) * i128::from(criterion.weight.scaled());
        Some(share * level)
    });
    let whole = i128::from(Weight::WHOLE.scaled());
    let step = steps.filter(|step| *step > 0).min();
    let step = step.and_then(|step| Fraction::new(step, whole * whole * HUNDREDTH));
    step.filter(|step| !step.below(&Fraction::whole(1))).unwrap_or(Fraction::whole(1))
}

/// The smallest difference between two levels, in units of 1e-12.
fn smallest_level(scale: &Scale) -> Option<i64> {
    let ScaleKind::Levels(levels) = &scale.kind else { return None };
    let pairs = levels.iter().zip(levels.iter().skip(1));
    let steps = pairs.map(|(low, high)| high.points.scaled() - low.points.scaled());
    steps.filter(|step| *step > 0).min()
}
