//! What the rows of a file say, and what can still be known of those with problems.

use super::WeightingRow;
use crate::app::contracts::ContractCommand;
use crate::domain::assessments::{Details, Overall, PointResult, Worded};
use crate::domain::exact::KpiValue;
use crate::domain::imports::Kind;
use crate::domain::knowledge::Level;
use crate::domain::kpis::{Actual, Direction};
use crate::domain::meetings::{Side, Unscored};
use crate::domain::periods::Period;
use crate::domain::problems::Problem;
use crate::domain::value::Recorded;
use chrono::NaiveDate;

/// One row of a file: what it says, or every problem in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<R: Content> {
    /// The line on which it starts, counted from 1.
    pub line: u64,
    /// What it says.
    pub parsed: Result<R, Unread<R::Part>>,
}

/// What a row of one kind of file says.
pub trait Content: Sized + Send + 'static {
    /// What could be read of a row with problems; by it the row is looked up
    /// all the same, so that what it names wrongly is told at once.
    type Part: Default + From<Self> + Send + 'static;
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread<P> {
    /// What could be read of it.
    pub part: P,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// The rows of a file, read as they are asked for.
pub type Rows<R> = Box<dyn Iterator<Item = Row<R>> + Send>;

/// The rows of a file, by what it is about.
pub enum Table {
    /// Contracts.
    Contracts(Rows<ContractCommand>),
    /// Scores.
    Scores(Rows<ScoreRow>),
    /// KPI observations.
    Kpis(Rows<KpiRow>),
    /// Verified levels of knowledge.
    Knowledge(Rows<KnowledgeRow>),
    /// Value-add items.
    Value(Rows<ValueRow>),
    /// Assessments against a service standard.
    Assessments(Rows<AssessmentRow>),
    /// Points of assessments.
    Points(Rows<PointRow>),
    /// What tenders weigh.
    Weightings(Rows<WeightingRow>),
}

impl Table {
    /// What the rows are about.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Contracts(_) => Kind::Contracts,
            Self::Scores(_) => Kind::Scores,
            Self::Kpis(_) => Kind::Kpis,
            Self::Knowledge(_) => Kind::Knowledge,
            Self::Value(_) => Kind::Value,
            Self::Assessments(_) => Kind::Assessments,
            Self::Points(_) => Kind::Points,
            Self::Weightings(_) => Kind::Weightings,
        }
    }
}

/// A row of a scores file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// Reference of the contract.
    pub contract: String,
    /// Day of the meeting.
    pub on: NaiveDate,
    /// Whose score.
    pub side: Side,
    /// Key or title of the criterion.
    pub criterion: String,
    /// What was given.
    pub given: Given,
    /// Why, in their words.
    pub comment: Option<String>,
}

/// What a score cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A number or a level's label, still to be read on the criterion's scale.
    Value(String),
    /// No score, and why.
    Unscored(Unscored),
}

/// What could be read of a row of a scores file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScorePart {
    /// Reference of the contract.
    pub contract: Option<String>,
    /// Day of the meeting.
    pub on: Option<NaiveDate>,
    /// Key or title of the criterion.
    pub criterion: Option<String>,
    /// What was given.
    pub given: Option<Given>,
}

impl Content for ScoreRow {
    type Part = ScorePart;
}

impl From<ScoreRow> for ScorePart {
    fn from(row: ScoreRow) -> Self {
        Self {
            contract: Some(row.contract),
            on: Some(row.on),
            criterion: Some(row.criterion),
            given: Some(row.given),
        }
    }
}

/// A row of a KPI file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiRow {
    /// Reference of the contract.
    pub contract: String,
    /// Name of the KPI.
    pub kpi: String,
    /// The period observed.
    pub period: Period,
    /// What was measured.
    pub actual: Actual,
    /// What was to be reached.
    pub target: Option<KpiValue>,
    /// Which way is better; required the first time a KPI is named.
    pub direction: Option<Direction>,
    /// Unit of the values.
    pub unit: Option<String>,
    /// With `client`, lets an unknown contract be created.
    pub supplier: Option<String>,
    /// With `supplier`, lets an unknown contract be created.
    pub client: Option<String>,
}

/// What could be read of a row of a KPI file; of what may be left out, the
/// inner `None` is left out and the outer one could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KpiPart {
    /// Reference of the contract.
    pub contract: Option<String>,
    /// Name of the KPI.
    pub kpi: Option<String>,
    /// Which way is better.
    pub direction: Option<Option<Direction>>,
    /// Unit of the values.
    pub unit: Option<Option<String>>,
    /// Name of the supplier.
    pub supplier: Option<Option<String>>,
    /// Name of the client.
    pub client: Option<Option<String>>,
}

impl Content for KpiRow {
    type Part = KpiPart;
}

impl From<KpiRow> for KpiPart {
    fn from(row: KpiRow) -> Self {
        Self {
            contract: Some(row.contract),
            kpi: Some(row.kpi),
            direction: Some(row.direction),
            unit: Some(row.unit),
            supplier: Some(row.supplier),
            client: Some(row.client),
        }
    }
}

/// A row of a knowledge file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeRow {
    /// Reference of the contract.
    pub contract: String,
    /// Key or title of the area.
    pub area: String,
    /// Name of the person or role.
    pub person: String,
    /// The level that was verified.
    pub level: Level,
    /// The day it was verified.
    pub on: NaiveDate,
    /// The level to be reached; required the first time an area is named.
    pub target: Option<Level>,
    /// The day it is to be reached by.
    pub target_date: Option<NaiveDate>,
    /// What it was seen by.
    pub evidence: Option<String>,
    /// Who of the client saw it; required from level 3 on.
    pub witness: Option<String>,
}

/// What could be read of a row of a knowledge file; of what may be left out, the inner `None` is
/// left out and the outer one could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnowledgePart {
    /// Reference of the contract.
    pub contract: Option<String>,
    /// Key or title of the area.
    pub area: Option<String>,
    /// Name of the person or role.
    pub person: Option<String>,
    /// The level to be reached.
    pub target: Option<Option<Level>>,
    /// The day it is to be reached by.
    pub target_date: Option<Option<NaiveDate>>,
}

impl Content for KnowledgeRow {
    type Part = KnowledgePart;
}

impl From<KnowledgeRow> for KnowledgePart {
    fn from(row: KnowledgeRow) -> Self {
        Self {
            contract: Some(row.contract),
            area: Some(row.area),
            person: Some(row.person),
            target: Some(row.target),
            target_date: Some(row.target_date),
        }
    }
}

/// A row of a file of value-add items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueRow {
    /// Reference of the contract.
    pub contract: String,
    /// What it says of the item.
    pub recorded: Recorded,
}

/// What could be read of a row of a file of value-add items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValuePart {
    /// Reference of the contract.
    pub contract: Option<String>,
}

impl Content for ValueRow {
    type Part = ValuePart;
}

impl From<ValueRow> for ValuePart {
    fn from(row: ValueRow) -> Self {
        Self { contract: Some(row.contract) }
    }
}

/// What could be read of a row of a contracts file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContractPart {
    /// The client's reference.
    pub reference: Option<String>,
    /// Name of the client.
    pub client: Option<String>,
    /// Key of the design.
    pub design: Option<String>,
}

impl Content for ContractCommand {
    type Part = ContractPart;
}

impl From<ContractCommand> for ContractPart {
    fn from(row: ContractCommand) -> Self {
        Self {
            reference: Some(row.details.reference),
            client: Some(row.client),
            design: row.design,
        }
    }
}

/// A row of a file of assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRow {
    /// Name of the department.
    pub department: Option<String>,
    /// Reference of the contract.
    pub contract: Option<String>,
    /// What is said of the first assessment.
    pub details: Details,
    /// What is said of the reassessment.
    pub again: Option<Reassessed>,
}

/// What a row says of a reassessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reassessed {
    /// The day of it.
    pub on: Option<NaiveDate>,
    /// What it came to.
    pub result: Worded<Overall>,
}

/// What could be read of a row of a file of assessments; of what may be left out, the inner
/// `None` is left out and the outer one could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssessmentPart {
    /// What the assessment is referred to by.
    pub reference: Option<String>,
    /// Name of the department.
    pub department: Option<Option<String>>,
    /// Reference of the contract.
    pub contract: Option<Option<String>>,
}

impl Content for AssessmentRow {
    type Part = AssessmentPart;
}

impl From<AssessmentRow> for AssessmentPart {
    fn from(row: AssessmentRow) -> Self {
        Self {
            reference: Some(row.details.reference),
            department: Some(row.department),
            contract: Some(row.contract),
        }
    }
}

/// A row of a file of points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRow {
    /// Reference of the assessment.
    pub assessment: String,
    /// 1 for the first assessment under the reference, 2 for its reassessment.
    pub round: u16,
    /// The number of the point.
    pub number: u16,
    /// What it came to.
    pub result: PointResult,
    /// Why.
    pub comment: Option<String>,
}

/// What could be read of a row of a file of points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PointPart {
    /// Reference of the assessment.
    pub assessment: Option<String>,
    /// Which assessment under it.
    pub round: Option<u16>,
    /// The number of the point.
    pub number: Option<u16>,
}

impl Content for PointRow {
    type Part = PointPart;
}

impl From<PointRow> for PointPart {
    fn from(row: PointRow) -> Self {
        Self { assessment: Some(row.assessment), round: Some(row.round), number: Some(row.number) }
    }
}
