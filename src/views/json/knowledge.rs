//! Knowledge transfer: the index, where areas stand, who is to know, and exit readiness.

use super::meetings::OriginView;
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::readiness::{AreaReadiness, Readiness};
use crate::domain::knowledge::reading::{AreaReading, Reading};
use crate::domain::knowledge::{Area, Assessment, Holder, Standing};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The knowledge index of a contract, and where its areas stand.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Knowledge)]
pub struct KnowledgeView {
    /// The contract.
    contract: Uuid,
    /// The day it is looked at on.
    on: NaiveDate,
    /// The index, 0 to 100, rounded once to two decimals; none before a level was verified.
    #[schema(example = "62.50")]
    index: Option<String>,
    /// The index to the 12 decimals that are kept.
    exact: Option<String>,
    /// What the levels at the beginning come to.
    baseline: Option<String>,
    /// The day on which the index will reach 100 if it goes on as it did.
    forecast: Option<NaiveDate>,
    /// Why there is no such day, when there is none.
    forecast_reason: Option<String>,
    /// Where every area stands, by title.
    areas: Vec<StandingView>,
    /// The index on every day it can have moved.
    history: Vec<IndexView>,
}

impl KnowledgeView {
    /// Everything known.
    #[must_use]
    pub fn of(known: &Known) -> Self {
        let index = known.index();
        let forecast = known.forecast();
        let point = |(on, index): (NaiveDate, crate::domain::knowledge::Index)| IndexView {
            on,
            index: super::published(index.published),
        };
        Self {
            contract: known.contract.id.0,
            on: known.on,
            index: index.map(|index| super::published(index.published)),
            exact: index.map(|index| index.exact.to_string()),
            baseline: known.record.baseline().map(super::published),
            forecast: forecast.ok(),
            forecast_reason: forecast.err().map(|why| why.to_string()),
            areas: known.record.standings(known.on).iter().map(StandingView::of).collect(),
            history: known.history().into_iter().map(point).collect(),
        }
    }
}

/// The index on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgeIndex)]
pub struct IndexView {
    /// The day.
    on: NaiveDate,
    /// The index, rounded once to two decimals.
    index: String,
}

/// An area of knowledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgeArea)]
pub struct AreaView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// Short name, unique in the contract.
    key: String,
    /// Name shown to people.
    title: String,
    /// How much it counts against other areas.
    weight: String,
    /// The level when the transfer began: `none`, `aware`, `shadow`, `reverse_shadow` or
    /// `independent`.
    baseline: &'static str,
    /// The level to be reached.
    target: &'static str,
    /// The day it is to be reached by.
    target_on: Option<NaiveDate>,
}

impl AreaView {
    /// One area.
    #[must_use]
    pub fn of(area: &Area) -> Self {
        let plan = &area.plan;
        Self {
            id: area.id.0,
            contract: area.contract.0,
            key: plan.key.clone(),
            title: plan.title.clone(),
            weight: plan.weight.to_string(),
            baseline: plan.baseline.word(),
            target: plan.target.word(),
            target_on: plan.target_on,
        }
    }
}

/// An area, and where it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgeStanding)]
pub struct StandingView {
    #[serde(flatten)]
    area: AreaView,
    /// The highest verified level among the client's people in place.
    level: &'static str,
    /// How many of them are independent.
    bus_factor: usize,
    /// Whether those are fewer than two.
    at_risk: bool,
    /// Whether the target is not reached.
    below_target: bool,
}

impl StandingView {
    fn of(standing: &Standing<'_>) -> Self {
        Self {
            area: AreaView::of(standing.area),
            level: standing.level.word(),
            bus_factor: standing.independent,
            at_risk: standing.is_thin(),
            below_target: standing.is_below(),
        }
    }
}

/// An area with every level verified in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgeAreaRecord)]
pub struct AreaRecordView {
    #[serde(flatten)]
    standing: StandingView,
    /// Every level that was verified in it, earliest first.
    levels: Vec<LevelView>,
}

impl AreaRecordView {
    /// One area, of everything known.
    #[must_use]
    pub fn of(known: &Known, area: &Area) -> Self {
        let own = known.record.assessments.iter().filter(|one| one.area == area.id);
        Self {
            standing: StandingView::of(&known.record.standing(area, known.on)),
            levels: own.map(LevelView::of).collect(),
        }
    }
}

/// A level that was verified.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgeLevel)]
pub struct LevelView {
    /// Whose.
    person: Uuid,
    /// The day it was verified; it counts from then on.
    on: NaiveDate,
    /// The level.
    level: &'static str,
    /// Who of the client saw it.
    witness: Option<String>,
    /// What it was seen by, or why it fell.
    note: Option<String>,
    /// The evidence that showed it.
    evidence: Option<Uuid>,
    /// Who recorded it.
    recorded_by: String,
    /// The import it came from.
    origin: Option<OriginView>,
}

impl LevelView {
    /// One level.
    #[must_use]
    pub fn of(one: &Assessment) -> Self {
        Self {
            person: one.holder.0,
            on: one.on,
            level: one.level.word(),
            witness: one.witness.clone(),
            note: one.note.clone(),
            evidence: one.evidence.map(|id| id.0),
            recorded_by: one.by.clone(),
            origin: one.origin.as_ref().map(OriginView::of),
        }
    }
}

/// Somebody, or a role, who knows or is to know.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KnowledgePerson)]
pub struct HolderView {
    /// Identifies them.
    id: Uuid,
    /// The contract they work under.
    contract: Uuid,
    /// Name of the person or role.
    name: String,
    /// What they do; empty when not said.
    role: String,
    /// `client` or `supplier`: whose people they belong to. Only the client's count.
    side: &'static str,
    /// First day in place; from the beginning when not said.
    from: Option<NaiveDate>,
    /// Last day in place.
    until: Option<NaiveDate>,
}

impl HolderView {
    /// One person or role.
    #[must_use]
    pub fn of(holder: &Holder) -> Self {
        let post = &holder.post;
        Self {
            id: holder.id.0,
            contract: holder.contract.0,
            name: post.name.clone(),
            role: post.role.clone(),
            side: post.side.word(),
            from: post.from,
            until: post.until,
        }
    }
}

/// Whether the client could go on without the supplier.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ExitReadiness)]
pub struct ReadinessView {
    /// The contract.
    contract: Uuid,
    /// The day it is looked at on.
    on: NaiveDate,
    /// Days until the contract ends; below 0 when it is over.
    days_left: Option<i64>,
    /// How many areas are below target.
    below_target: usize,
    /// In how many fewer than two people are independent.
    at_risk: usize,
    /// Every area, those furthest below target first.
    areas: Vec<AreaReadinessView>,
}

impl ReadinessView {
    /// Readiness, of everything known.
    #[must_use]
    pub fn of(known: &Known, readiness: &Readiness<'_>) -> Self {
        Self {
            contract: known.contract.id.0,
            on: known.on,
            days_left: readiness.days_left,
            below_target: readiness.below().count(),
            at_risk: readiness.thin().count(),
            areas: readiness.areas.iter().map(AreaReadinessView::of).collect(),
        }
    }
}

/// An area on the way to its target.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AreaReadiness)]
pub struct AreaReadinessView {
    #[serde(flatten)]
    standing: StandingView,
    /// Whether its date has passed and it is below target.
    late: bool,
    /// What is missing to show its target, when it is below.
    evidence_missing: Option<&'static str>,
}

impl AreaReadinessView {
    fn of(area: &AreaReadiness<'_>) -> Self {
        Self {
            standing: StandingView::of(&area.standing),
            late: area.is_late,
            evidence_missing: area.missing.map(|missing| missing.label()),
        }
    }
}

/// What the knowledge of a contract said on the day of a figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TracedKnowledge)]
pub struct TracedKnowledgeView {
    /// The index, to the 12 decimals that are kept: the points of the perspective.
    index: Option<String>,
    /// How the index is computed.
    formula: &'static str,
    /// Every area as it stood.
    areas: Vec<TracedAreaView>,
}

const FORMULA: &str = "100 × sum of weight × the lower of level and target, divided by the sum of \
                       weight × target. A level counts from the day it was verified, as long as \
                       the person is in place.";

impl TracedKnowledgeView {
    /// One reading.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        Self {
            index: reading.index.map(|index| index.exact.to_string()),
            formula: FORMULA,
            areas: reading.areas.iter().map(TracedAreaView::of).collect(),
        }
    }
}

/// An area as it stood on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TracedArea)]
pub struct TracedAreaView {
    /// Identifies it.
    id: Uuid,
    /// Name shown to people.
    title: String,
    /// How much it counts.
    weight: String,
    /// Number of the level to be reached.
    target: u8,
    /// Number of the level reached.
    level: u8,
    /// Who has it.
    person: Option<String>,
    /// Since when.
    since: Option<NaiveDate>,
    /// Who of the client saw it.
    witness: Option<String>,
}

impl TracedAreaView {
    fn of(reading: &AreaReading) -> Self {
        let plan = &reading.area.plan;
        let shown = reading.shown_by.as_ref();
        Self {
            id: reading.area.id.0,
            title: plan.title.clone(),
            weight: plan.weight.to_string(),
            target: plan.target.number(),
            level: reading.level.number(),
            person: shown.map(|(name, _)| name.clone()),
            since: shown.map(|(_, level)| level.on),
            witness: shown.and_then(|(_, level)| level.witness.clone()),
        }
    }
}
