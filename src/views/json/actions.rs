//! Actions, what became of them and how long they wait.

use crate::domain::actions::{ActionRecord, Step, band_of};
use crate::domain::authors::Author;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Whoever did something.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Author)]
pub struct AuthorView {
    /// Identifies them.
    id: Uuid,
    /// Their name at the time.
    name: String,
}

impl AuthorView {
    /// Whoever did something.
    #[must_use]
    pub fn of(author: &Author) -> Self {
        Self { id: author.id.0, name: author.name.clone() }
    }
}

/// An action.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Action)]
pub struct ActionView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// Rises by one with every change.
    revision: i64,
    /// The meeting it was raised at.
    meeting: Option<Uuid>,
    /// The question it came of.
    prompt: Option<Uuid>,
    /// What is to be done.
    what: String,
    /// What it should bring about.
    outcome: Option<String>,
    /// Who does it.
    owner: String,
    /// The person who does it, when they can sign in.
    owner_person: Option<Uuid>,
    /// By when.
    due: Option<NaiveDate>,
    /// The day it was raised.
    raised_on: NaiveDate,
    /// Who raised it.
    raised_by: AuthorView,
    /// The day it was closed; `null` while it is open.
    closed_on: Option<NaiveDate>,
    /// Days since it was due, or since it was raised when it is never due; negative before.
    age_days: i64,
    /// The band of that age.
    band: &'static str,
    /// Whether it was to be done by now and is not.
    overdue: bool,
    /// What became of it, earliest first.
    steps: Vec<StepView>,
}

/// One step in the life of an action.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ActionStep)]
pub struct StepView {
    /// `closed` or `reopened`.
    step: &'static str,
    /// The day.
    on: NaiveDate,
    /// Why, in their words.
    note: Option<String>,
    /// Who.
    by: AuthorView,
    /// The moment.
    at: DateTime<Utc>,
}

impl ActionView {
    /// An action as it stands on `day`.
    #[must_use]
    pub fn of(record: &ActionRecord, day: NaiveDate) -> Self {
        let item = &record.item;
        let age_days = item.age_on(day);
        Self {
            id: item.id.0,
            contract: item.contract.0,
            revision: item.revision,
            meeting: item.meeting.map(|meeting| meeting.0),
            prompt: item.prompt.map(|prompt| prompt.0),
            what: item.details.what.clone(),
            outcome: item.details.outcome.clone(),
            owner: item.details.owner.name.clone(),
            owner_person: item.details.owner.person.map(|person| person.0),
            due: item.details.due,
            raised_on: item.raised_on,
            raised_by: AuthorView::of(&item.raised_by),
            closed_on: item.closed_on,
            age_days,
            band: band_of(age_days).label,
            overdue: item.is_overdue_on(day),
            steps: record.steps.iter().map(StepView::of).collect(),
        }
    }
}

impl StepView {
    fn of(step: &Step) -> Self {
        Self {
            step: step.kind.word(),
            on: step.on,
            note: step.note.clone(),
            by: AuthorView::of(&step.by),
            at: step.at,
        }
    }
}
