//! Scorecard designs and their versions.

use crate::domain::designs::{Band, Criterion, Level, Perspective, Scale, ScaleKind, Version};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One version of a scorecard design.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DesignVersion)]
pub struct VersionView {
    /// Identifies the version.
    id: Uuid,
    /// Counted from 1 within the design.
    version: u32,
    /// What it says.
    design: DesignView,
}

impl VersionView {
    /// One version.
    #[must_use]
    pub fn of(version: &Version) -> Self {
        Self { id: version.id.0, version: version.number, design: DesignView::of(version) }
    }
}

/// What a scorecard design says.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Design)]
pub struct DesignView {
    /// Short name used in files and addresses.
    key: String,
    /// Name shown to people.
    title: String,
    /// Share of the weight that must be scored for there to be a composite.
    #[schema(example = "60")]
    minimum_coverage: String,
    /// Rating bands from lowest to highest.
    bands: Vec<BandView>,
    /// The scales criteria are scored on.
    scales: Vec<ScaleView>,
    /// Perspectives in order; their weights total 100.
    perspectives: Vec<PerspectiveView>,
}

impl DesignView {
    fn of(version: &Version) -> Self {
        let design = &version.content;
        Self {
            key: design.key().to_owned(),
            title: design.title().to_owned(),
            minimum_coverage: design.minimum_coverage().to_string(),
            bands: design.bands().iter().map(BandView::of).collect(),
            scales: design.scales().iter().map(ScaleView::of).collect(),
            perspectives: design.perspectives().iter().map(PerspectiveView::of).collect(),
        }
    }
}

/// A rating band: from its start up to, without, its end; the highest with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Band)]
pub struct BandView {
    /// The word for it.
    rating: String,
    /// Lowest figure in it.
    from: String,
    /// Lowest figure above it; 100 for the highest.
    to: String,
}

impl BandView {
    /// One band.
    #[must_use]
    pub fn of(band: &Band) -> Self {
        let Band { rating, from, to } = band;
        Self { rating: rating.clone(), from: from.to_string(), to: to.to_string() }
    }
}

/// An ordered scale.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Scale)]
pub struct ScaleView {
    /// Short name criteria refer to.
    key: String,
    /// `percent` when scores are numbers from 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// Its levels in rising order, when it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<Vec<LevelView>>,
}

impl ScaleView {
    fn of(scale: &Scale) -> Self {
        let (kind, levels) = match &scale.kind {
            ScaleKind::Levels(levels) => (None, Some(levels.iter().map(LevelView::of).collect())),
            ScaleKind::Percent => (Some("percent"), None),
        };
        Self { key: scale.key.clone(), kind, levels }
    }
}

/// One level of a scale.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Level)]
pub struct LevelView {
    /// The score given.
    value: String,
    /// One or two words for it.
    label: String,
    /// What it looks like.
    anchor: String,
    /// What it is worth, 0 to 100.
    points: String,
}

impl LevelView {
    fn of(level: &Level) -> Self {
        Self {
            value: level.value.to_string(),
            label: level.label.clone(),
            anchor: level.anchor.clone(),
            points: level.points.to_string(),
        }
    }
}

/// A group of criteria that counts as one.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Perspective)]
pub struct PerspectiveView {
    /// Short name.
    key: String,
    /// Name shown to people.
    title: String,
    /// Share of the composite.
    weight: String,
    /// `meetings`, `kpis`, `knowledge` or `value`.
    source: &'static str,
    /// What is scored at meetings; their weights total 100.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<CriterionView>,
}

impl PerspectiveView {
    fn of(perspective: &Perspective) -> Self {
        Self {
            key: perspective.key.clone(),
            title: perspective.title.clone(),
            weight: perspective.weight.to_string(),
            source: perspective.source.word(),
            criteria: perspective.criteria.iter().map(CriterionView::of).collect(),
        }
    }
}

/// One thing scored at a meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Criterion)]
pub struct CriterionView {
    /// Short name, unique in the design.
    key: String,
    /// Name shown to people.
    title: String,
    /// Share of its perspective.
    weight: String,
    /// Key of its scale.
    scale: String,
    /// The question as the client reads it.
    client_wording: String,
    /// The question as the supplier reads it.
    supplier_wording: String,
}

impl CriterionView {
    fn of(criterion: &Criterion) -> Self {
        let Criterion { key, title, weight, scale, client_wording, supplier_wording } =
            criterion.clone();
        Self { key, title, weight: weight.to_string(), scale, client_wording, supplier_wording }
    }
}
