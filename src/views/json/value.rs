//! Value-add: items, what became of them, the promise line.

use super::meetings::OriginView;
use crate::domain::exact::Money;
use crate::domain::value::{
    Felt, HistoryStep, Item, ItemRecord, PromiseLine, Tally, Totals, Towards, promise, totals,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something the supplier promised in the tender or offered since.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ValueItem)]
pub struct ValueItemView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// What it is, in a line.
    title: String,
    /// What it is, at length.
    about: Option<String>,
    /// What kind of value it is.
    #[schema(example = "social_value")]
    kind: &'static str,
    /// `project` or `organisation`: what it contributes to.
    contributes_to: &'static str,
    /// The day it is due: a commitment has one, an offer has none.
    due: Option<NaiveDate>,
    /// The day it takes place, or took place.
    date: Option<NaiveDate>,
    /// What the supplier says it is worth, in pounds.
    claimed_gbp: Option<String>,
    /// How that was worked out.
    method: Option<String>,
    /// `proposed`, `accepted`, `delivered`, `verified`, `rejected` or `withdrawn`.
    state: &'static str,
    /// The day from which it counts.
    verified_on: Option<NaiveDate>,
    /// What the client found it worth, in pounds.
    verified_gbp: Option<String>,
    /// How many came.
    attendance: Option<u32>,
    /// What they felt it was worth.
    felt: Option<FeltView>,
    /// What it was about.
    themes: Vec<String>,
    /// The item that counts in place of this one.
    same_as: Option<Uuid>,
    /// The import that recorded it as it is.
    origin: Option<OriginView>,
}

impl ValueItemView {
    /// One item.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        let terms = &item.terms;
        let verified = item.progress.verified();
        Self {
            id: item.id.0,
            contract: item.contract.0,
            revision: item.revision,
            title: terms.title.clone(),
            about: terms.about.clone(),
            kind: terms.kind.word(),
            contributes_to: terms.towards.word(),
            due: terms.due,
            date: terms.on,
            claimed_gbp: terms.claimed().map(pounds),
            method: terms.claim.as_ref().and_then(|claim| claim.method.clone()),
            state: item.progress.state().word(),
            verified_on: verified.map(|verified| verified.on),
            verified_gbp: verified.and_then(|verified| verified.value).map(pounds),
            attendance: item.turnout.attendance,
            felt: item.turnout.felt.map(FeltView::of),
            themes: item.turnout.themes.clone(),
            same_as: item.same_as.map(|id| id.0),
            origin: item.origin.as_ref().map(OriginView::of),
        }
    }
}

fn pounds(amount: Money) -> String {
    format!("{:.2}", amount.decimal())
}

/// What people felt something was worth, each from 1 to 5.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Felt)]
pub struct FeltView {
    /// How many answered.
    count: u32,
    /// Their answers added up.
    sum: u32,
    /// The mean answer, to one decimal.
    mean: Option<String>,
}

impl FeltView {
    fn of(felt: Felt) -> Self {
        let mean = felt.mean().map(|mean| mean.to_string());
        Self { count: felt.count(), sum: felt.sum(), mean }
    }
}

/// An item with everything that became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ValueRecord)]
pub struct ValueRecordView {
    #[serde(flatten)]
    item: ValueItemView,
    /// The states it came to, first one first.
    steps: Vec<ValueStepView>,
    /// Items that are the same thing, for which this one counts.
    counts_for: Vec<Uuid>,
}

impl ValueRecordView {
    /// One record.
    #[must_use]
    pub fn of(record: &ItemRecord) -> Self {
        Self {
            item: ValueItemView::of(&record.item),
            steps: record.steps.iter().map(ValueStepView::of).collect(),
            counts_for: record.repeats.iter().map(|item| item.id.0).collect(),
        }
    }
}

/// A state an item came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ValueStep)]
pub struct ValueStepView {
    /// The state.
    state: &'static str,
    /// The day it came to it.
    on: NaiveDate,
    /// When that was recorded.
    at: DateTime<Utc>,
    /// Who recorded it.
    by: String,
    /// Why, or what there is to show for it.
    note: Option<String>,
    /// What the client found it worth, in pounds.
    verified_gbp: Option<String>,
    /// The import that recorded it.
    import: Option<Uuid>,
}

impl ValueStepView {
    fn of(step: &HistoryStep) -> Self {
        Self {
            state: step.state.word(),
            on: step.on,
            at: step.at,
            by: step.name.clone(),
            note: step.note.clone(),
            verified_gbp: step.value.map(pounds),
            import: step.import.map(|import| import.0),
        }
    }
}

/// What was due by a day, what of it was delivered, what of it verified.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PromiseLine)]
pub struct PromiseView {
    /// The day.
    on: NaiveDate,
    /// `pounds` when each commitment due has a claim, else `count`: what they are weighed by.
    weighed_by: &'static str,
    /// Commitments due, at what was claimed.
    due: TallyView,
    /// Those of them that were delivered, at what was claimed.
    delivered: TallyView,
    /// Those of them that were verified, at what they were found worth up to what was claimed.
    verified: TallyView,
    /// The share of those due that was verified, 0 to 100; none when none was due.
    points: Option<String>,
    /// Why there are no points, when there are none.
    reason: Option<&'static str>,
}

impl PromiseView {
    /// One line.
    #[must_use]
    pub fn of(line: &PromiseLine) -> Self {
        Self {
            on: line.day,
            weighed_by: line.measure.word(),
            due: TallyView::of(line.due),
            delivered: TallyView::of(line.delivered),
            verified: TallyView::of(line.verified),
            points: line.points.map(|points| points.to_string()),
            reason: line.points.is_none().then_some("no commitment was due by then"),
        }
    }
}

/// How many items, and what they are worth together.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Tally)]
pub struct TallyView {
    /// How many.
    items: u64,
    /// What they are worth, in pounds.
    gbp: String,
}

impl TallyView {
    fn of(tally: Tally) -> Self {
        let gbp = Decimal::try_from_i128_with_scale(tally.pence, Money::PLACES).unwrap_or_default();
        Self { items: tally.items, gbp: gbp.to_string() }
    }
}

/// The value-add of a contract in short: its promise line and what contributes to what.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ValueStanding)]
pub struct StandingView {
    /// What commitments came to by a day.
    promise: PromiseView,
    /// What all items came to together, by what they contribute to.
    contributions: Vec<ContributionView>,
}

impl StandingView {
    /// What the items of a contract came to by a day.
    #[must_use]
    pub fn of(items: &[Item], day: NaiveDate) -> Self {
        let contribution =
            |towards: &Towards| ContributionView::of(*towards, totals(items, *towards));
        Self {
            promise: PromiseView::of(&promise(items, day)),
            contributions: Towards::ALL.iter().map(contribution).collect(),
        }
    }
}

/// What items contribute. Only what was verified is a total; what is claimed stands beside it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Contribution)]
pub struct ContributionView {
    /// `project` or `organisation`.
    to: &'static str,
    /// Those that neither were rejected nor withdrawn, at what is claimed.
    claimed: TallyView,
    /// Those that were verified, at what they were found worth.
    verified: TallyView,
}

impl ContributionView {
    fn of(towards: Towards, totals: Totals) -> Self {
        let (claimed, verified) = (TallyView::of(totals.claimed), TallyView::of(totals.verified));
        Self { to: towards.word(), claimed, verified }
    }
}
