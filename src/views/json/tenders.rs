//! Tenders, their lots and what each is awarded on.

use super::contracts::OrganisationView;
use super::meetings::OriginView;
use crate::domain::exact::{Money, PublishedWeight, TotalWeight, Weight};
use crate::domain::tenders::{LotRecord, LotStanding, Tender, TenderLine, TenderRecord, Value};
use crate::domain::weightings::{Criterion, Finding, Kind, LotStatus};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A tender.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Tender)]
pub struct TenderView {
    /// Identifies it.
    id: Uuid,
    /// How its buyer refers to it.
    reference: String,
    /// The organisation that buys; nothing when that is not recorded.
    buyer: Option<OrganisationView>,
    /// What it is for.
    title: Option<String>,
    /// The day it was published.
    published_on: Option<NaiveDate>,
    /// What is bought.
    category: Option<String>,
    /// How it is bought.
    method: Option<String>,
    /// What it is estimated to be worth, when that is in pounds.
    #[schema(example = "1250000.00")]
    value_gbp: Option<String>,
    /// What it is estimated to be worth in another currency.
    value_elsewhere: Option<ValueView>,
    /// The framework its weights are held against.
    framework: Option<&'static str>,
    /// What sort of authority the buyer is.
    authority: Option<&'static str>,
    /// The file and line it came from.
    imported_from: Option<OriginView>,
}

/// An amount in a currency other than the pound.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TenderValue)]
pub struct ValueView {
    /// The amount.
    amount: String,
    /// The code of the currency.
    currency: String,
}

fn amount(amount: Money) -> String {
    format!("{:.2}", amount.decimal())
}

fn elsewhere(value: &Value) -> Option<ValueView> {
    Some(ValueView { amount: amount(value.amount), currency: value.currency.clone()? })
}

impl TenderView {
    fn of(tender: &Tender) -> Self {
        let details = &tender.details;
        Self {
            id: tender.id.0,
            reference: details.reference.clone(),
            buyer: tender.buyer.as_ref().map(OrganisationView::of),
            title: details.title.clone(),
            published_on: details.published_on,
            category: details.category.clone(),
            method: details.method.clone(),
            value_gbp: details.value_gbp().map(amount),
            value_elsewhere: details.value.as_ref().and_then(elsewhere),
            framework: details.framework.map(|framework| framework.word()),
            authority: details.authority.map(|authority| authority.word()),
            imported_from: tender.origin.as_ref().map(OriginView::of),
        }
    }
}

/// A tender in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TenderLine)]
pub struct TenderLineView {
    #[serde(flatten)]
    tender: TenderView,
    /// How many lots it has.
    lots: u64,
    /// In how many of them the cost share is one number.
    lots_with_share: u64,
    /// How many lots have each status.
    statuses: Vec<StatusCountView>,
    /// The least cost share of its lots, in parts of 100.
    #[schema(example = "40")]
    cost_share_from: Option<String>,
    /// The greatest.
    #[schema(example = "60")]
    cost_share_to: Option<String>,
}

/// How many lots have a status.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LotStatusCount)]
pub struct StatusCountView {
    /// The status.
    #[schema(example = "exact_100")]
    status: &'static str,
    /// How many lots have it.
    lots: u64,
}

impl TenderLineView {
    /// One line.
    #[must_use]
    pub fn of(line: &TenderLine) -> Self {
        let counted = |(status, lots): &(LotStatus, u64)| StatusCountView {
            status: status.word(),
            lots: *lots,
        };
        Self {
            tender: TenderView::of(&line.tender),
            lots: line.coverage.lots,
            lots_with_share: line.coverage.known,
            statuses: line.statuses.iter().map(counted).collect(),
            cost_share_from: line.cost.map(|(low, _)| low.to_string()),
            cost_share_to: line.cost.map(|(_, high)| high.to_string()),
        }
    }
}

/// A tender with its lots.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = TenderRecord)]
pub struct TenderRecordView {
    #[serde(flatten)]
    tender: TenderView,
    /// Its lots; one with an empty reference stands for the whole tender.
    lots: Vec<LotView>,
}

impl TenderRecordView {
    /// One tender.
    #[must_use]
    pub fn of(record: &TenderRecord) -> Self {
        let lots = record.lots.iter().map(|lot| LotView::of(record, lot)).collect();
        Self { tender: TenderView::of(&record.tender), lots }
    }
}

/// A lot and what it is awarded on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Lot)]
pub struct LotView {
    /// Identifies it.
    id: Uuid,
    /// Its number or name within the tender.
    reference: String,
    /// What it is for.
    title: Option<String>,
    /// What can be said of its weights together.
    #[schema(example = "exact_100")]
    status: &'static str,
    /// What that means.
    meaning: &'static str,
    /// What to do about it.
    remedy: &'static str,
    /// What its weights add up to, where they can be added.
    total: Option<String>,
    /// The weight of cost in parts of 100, when it is one number.
    #[schema(example = "40")]
    cost_share: Option<String>,
    /// What is left for quality.
    #[schema(example = "60")]
    quality_share: Option<String>,
    /// The least that cost can weigh in parts of 100, where weights are ranges.
    cost_share_from: Option<String>,
    /// The most.
    cost_share_to: Option<String>,
    /// What there is to look at again.
    findings: Vec<FindingView>,
    /// What it is awarded on.
    criteria: Vec<CriterionView>,
}

impl LotView {
    fn of(record: &TenderRecord, lot: &LotRecord) -> Self {
        let LotStanding { status, total, cost } = lot.lot.standing;
        let share = |share: Option<Weight>| share.map(|share| share.to_string());
        Self {
            id: lot.lot.id.0,
            reference: lot.lot.reference.clone(),
            title: lot.lot.title.clone(),
            status: status.word(),
            meaning: status.meaning(),
            remedy: status.remedy(),
            total: total.map(|total: TotalWeight| total.to_string()),
            cost_share: share(lot.lot.standing.cost_share()),
            quality_share: share(lot.lot.standing.quality_share()),
            cost_share_from: share(cost.map(|(low, _)| low)),
            cost_share_to: share(cost.map(|(_, high)| high)),
            findings: record.findings(lot).iter().map(FindingView::of).collect(),
            criteria: lot.criteria.iter().map(CriterionView::of).collect(),
        }
    }
}

/// Something to look at again in what a lot is awarded on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = WeightingFinding)]
pub struct FindingView {
    /// What sort of thing it is.
    #[schema(example = "out_of_range")]
    kind: &'static str,
    /// The criterion or kind it is about; empty when it is about the lot.
    about: String,
    /// What was found.
    message: String,
    /// What to do.
    remedy: String,
}

impl FindingView {
    fn of(finding: &Finding) -> Self {
        let Finding { kind, about, message, remedy } = finding.clone();
        Self { kind: kind.word(), about, message, remedy }
    }
}

/// One criterion that a lot is awarded on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = AwardCriterion)]
pub struct CriterionView {
    /// Its number in the lot.
    number: Option<u16>,
    /// Its name; empty where only its kind was published.
    name: String,
    /// `price`, `cost`, `quality`, `technical`, `cultural_fit`, `availability` or `social_value`.
    kind: Option<&'static str>,
    /// The words the kind was read in.
    kind_as_written: Option<String>,
    /// The weight as it was published.
    #[schema(example = "60-85%")]
    weight: String,
    /// The form it was published in.
    #[schema(example = "range")]
    form: &'static str,
    /// The number in it, or the lower of two: of a range, of points and of how many.
    low: Option<String>,
    /// The other number.
    high: Option<String>,
    /// The file and line it came from.
    imported_from: Option<OriginView>,
}

impl CriterionView {
    fn of(criterion: &Criterion) -> Self {
        let (low, high) = criterion.weight.reading.numbers();
        let number = |number: Option<PublishedWeight>| number.map(|number| number.to_string());
        Self {
            number: criterion.number,
            name: criterion.name.clone(),
            kind: criterion.kind.read.map(Kind::word),
            kind_as_written: criterion.kind.written.clone(),
            weight: criterion.weight.published.clone(),
            form: criterion.weight.reading.form().word(),
            low: number(low),
            high: number(high),
            imported_from: criterion.origin.as_ref().map(OriginView::of),
        }
    }
}
