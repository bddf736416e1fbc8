//! What waits for somebody.

use super::improvement::PlanView;
use super::performance::DueView;
use crate::domain::home::{Home, Overdue, Owed, Waiting, Whose};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What waits for you.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Home)]
pub struct HomeView {
    /// Recent meetings that your side has not scored.
    due_scores: Vec<WaitingView>,
    /// Recent meetings at which something is disputed, with how many criteria.
    disputes: Vec<WaitingView>,
    /// Meetings to come with topics to vote on, with how many dots you have left.
    topics: Vec<WaitingView>,
    /// What the Procurement Act asks for within 60 days, or asked for, soonest first.
    law: Vec<OwedView>,
    /// Improvement plans of which something is overdue, longest overdue first.
    overdue_plans: Vec<PlanView>,
    /// Actions overdue: your own first, then those longest overdue.
    overdue_actions: Vec<OverdueView>,
    /// How many are overdue in all.
    overdue_in_all: u64,
}

impl HomeView {
    /// What waits.
    #[must_use]
    pub fn of(home: &Home, today: NaiveDate) -> Self {
        let all = |of: &[Waiting]| of.iter().map(WaitingView::of).collect();
        Self {
            due_scores: all(&home.due_scores),
            disputes: all(&home.disputes),
            topics: all(&home.topics),
            law: home.law.iter().map(|owed| OwedView::of(owed, today)).collect(),
            overdue_plans: home.plans.iter().map(|(_, plan)| PlanView::of(plan, today)).collect(),
            overdue_actions: home.overdue.iter().map(OverdueView::of).collect(),
            overdue_in_all: home.overdue_in_all,
        }
    }
}

/// Something the Act asks for of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OwedByLaw)]
pub struct OwedView {
    /// The contract.
    contract: Uuid,
    /// The client's reference.
    reference: String,
    #[serde(flatten)]
    due: DueView,
}

impl OwedView {
    fn of(owed: &Owed, today: NaiveDate) -> Self {
        Self {
            contract: owed.contract.id.0,
            reference: owed.contract.details.reference.clone(),
            due: DueView::of(&owed.due, today),
        }
    }
}

/// A meeting at which something waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = WaitingMeeting)]
pub struct WaitingView {
    /// The contract.
    contract: Uuid,
    /// The client's reference.
    reference: String,
    /// The meeting.
    meeting: Uuid,
    /// Its day.
    on: NaiveDate,
    /// How many; 0 where nothing is counted.
    count: u64,
}

impl WaitingView {
    fn of(waiting: &Waiting) -> Self {
        Self {
            contract: waiting.contract.id.0,
            reference: waiting.contract.details.reference.clone(),
            meeting: waiting.meeting.0,
            on: waiting.on,
            count: waiting.count,
        }
    }
}

/// An action overdue.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OverdueAction)]
pub struct OverdueView {
    /// The contract.
    contract: Uuid,
    /// The client's reference.
    reference: String,
    /// The action.
    action: Uuid,
    /// What is to be done.
    what: String,
    /// Who does it.
    owner: String,
    /// By when it was to be done.
    due: Option<NaiveDate>,
    /// Whether it is yours.
    own: bool,
}

impl OverdueView {
    fn of(overdue: &Overdue) -> Self {
        let item = &overdue.item;
        Self {
            contract: item.contract.0,
            reference: overdue.contract.details.reference.clone(),
            action: item.id.0,
            what: item.details.what.clone(),
            owner: item.details.owner.name.clone(),
            due: item.details.due,
            own: overdue.whose == Whose::Own,
        }
    }
}
