//! The agenda of a meeting and its minutes.

use super::actions::{ActionView, AuthorView};
use super::improvement::PlanView;
use super::performance::DueView;
use crate::domain::meetings::Meeting;
use crate::domain::meetings::agenda::{
    Agenda, Attendee, Below, DOTS, Gap, Topic, TopicLine, Voting,
};
use crate::domain::meetings::minutes::{Decision, Minutes};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Everything a meeting is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Agenda)]
pub struct AgendaView {
    /// The meeting.
    meeting: Uuid,
    /// The contract it is about.
    contract: Uuid,
    /// Its day.
    held_on: NaiveDate,
    /// Who came, or is expected.
    attendees: Vec<AttendeeView>,
    /// The meeting the gaps are of: the latest that both sides scored.
    gaps_of: Option<Uuid>,
    /// Where the two sides were far apart, furthest first.
    gaps: Vec<GapView>,
    /// KPIs that missed their target.
    below_target: Vec<BelowView>,
    /// How many actions are overdue on the day of the meeting.
    overdue_actions: usize,
    /// Every action open on the day of the meeting, oldest first.
    actions: Vec<ActionView>,
    /// What the Procurement Act asks for by 60 days after the meeting, soonest first.
    law: Vec<DueView>,
    /// Improvement plans that are open.
    improvement_plans: Vec<PlanView>,
    /// What was proposed, in the order to talk about it.
    topics: Vec<TopicView>,
    /// How the vote stands.
    voting: VotingView,
    /// Whether both sides have signed the meeting off, so that nothing of it changes.
    signed_off: bool,
}

impl AgendaView {
    /// One agenda.
    #[must_use]
    pub fn of(agenda: &Agenda) -> Self {
        let Meeting { id, contract, held_on, .. } = agenda.meeting;
        let (gaps_of, gaps) = agenda
            .gaps
            .as_ref()
            .map_or((None, [].as_slice()), |(of, gaps)| (Some(of.id.0), gaps.as_slice()));
        let action = |record| ActionView::of(record, held_on);
        Self {
            meeting: id.0,
            contract: contract.0,
            held_on,
            attendees: agenda.attendees.iter().map(AttendeeView::of).collect(),
            gaps_of,
            gaps: gaps.iter().map(GapView::of).collect(),
            below_target: agenda.below.iter().map(BelowView::of).collect(),
            overdue_actions: agenda.overdue().count(),
            actions: agenda.actions.iter().map(action).collect(),
            law: agenda.law.iter().map(|due| DueView::of(due, held_on)).collect(),
            improvement_plans: agenda
                .plans
                .iter()
                .map(|plan| PlanView::of(plan, held_on))
                .collect(),
            topics: agenda.topics.iter().map(TopicView::of_line).collect(),
            voting: VotingView::of(&agenda.voting, agenda.dots_left()),
            signed_off: agenda.kept,
        }
    }
}

/// Somebody who came.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Attendee)]
pub struct AttendeeView {
    /// The person, when they can sign in.
    person: Option<Uuid>,
    /// Their name.
    name: String,
    /// `client` or `supplier`.
    side: Option<&'static str>,
}

impl AttendeeView {
    fn of(attendee: &Attendee) -> Self {
        Self {
            person: attendee.person.map(|person| person.0),
            name: attendee.name.clone(),
            side: attendee.side.map(|side| side.word()),
        }
    }
}

/// A criterion on which the two sides are far apart.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Gap)]
pub struct GapView {
    /// Key of the criterion.
    criterion: String,
    /// What the client gave.
    client: String,
    /// What the supplier gave itself.
    supplier: String,
}

impl GapView {
    fn of(gap: &Gap) -> Self {
        Self {
            criterion: gap.key.clone(),
            client: gap.client.to_string(),
            supplier: gap.supplier.to_string(),
        }
    }
}

/// A KPI that missed its target.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BelowTarget)]
pub struct BelowView {
    /// The KPI.
    kpi: Uuid,
    /// Its title.
    title: String,
    /// The period that speaks on the day of the meeting.
    period: String,
    /// The word for how it did.
    rating: String,
}

impl BelowView {
    fn of(below: &Below) -> Self {
        Self {
            kpi: below.kpi.0,
            title: below.title.clone(),
            period: below.period.label(),
            rating: below.rating.clone(),
        }
    }
}

/// How a vote stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Voting)]
pub struct VotingView {
    /// Whether people still vote.
    open: bool,
    /// How many dots each person has.
    dots_each: u32,
    /// The dots you have not used yet.
    dots_left: u32,
    /// Who closed it.
    closed_by: Option<AuthorView>,
    /// When.
    closed_at: Option<DateTime<Utc>>,
}

impl VotingView {
    fn of(voting: &Voting, dots_left: u32) -> Self {
        let (closed_by, closed_at) = match voting {
            Voting::Open => (None, None),
            Voting::Closed { by, at } => (Some(AuthorView::of(by)), Some(*at)),
        };
        Self { open: voting.is_open(), dots_each: DOTS, dots_left, closed_by, closed_at }
    }
}

/// A topic somebody proposed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Topic)]
pub struct TopicView {
    /// Identifies it.
    id: Uuid,
    /// The contract it belongs to.
    contract: Uuid,
    /// The meeting it is for.
    meeting: Uuid,
    /// Rises by one with every change of it; votes are no change of it.
    revision: i64,
    /// What to talk about.
    title: String,
    /// Who proposed it.
    proposed_by: AuthorView,
    /// When.
    proposed_at: DateTime<Utc>,
    /// How many minutes it is meant to take, once it was begun.
    minutes: Option<u32>,
    /// When it was begun.
    started_at: Option<DateTime<Utc>>,
    /// What came of it.
    outcome: Option<String>,
    /// Your dots on it; `null` outside an agenda.
    own_dots: Option<u32>,
    /// Everybody's dots on it; `null` while people still vote.
    dots: Option<u32>,
}

impl TopicView {
    /// A topic by itself.
    #[must_use]
    pub fn of(topic: &Topic) -> Self {
        Self {
            id: topic.id.0,
            contract: topic.contract.0,
            meeting: topic.meeting.0,
            revision: topic.revision,
            title: topic.title.clone(),
            proposed_by: AuthorView::of(&topic.proposed_by),
            proposed_at: topic.proposed_at,
            minutes: topic.time_box.map(|time| time.minutes),
            started_at: topic.time_box.map(|time| time.started),
            outcome: topic.outcome.clone(),
            own_dots: None,
            dots: None,
        }
    }

    fn of_line(line: &TopicLine) -> Self {
        Self { own_dots: Some(line.own), dots: line.dots, ..Self::of(&line.topic) }
    }
}

/// The minutes of a meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Minutes)]
pub struct MinutesView {
    /// The meeting.
    meeting: Uuid,
    /// The contract it was about.
    contract: Uuid,
    /// Rises by one with every change; 0 when nobody wrote any.
    revision: i64,
    /// What was said.
    body: String,
    /// Who wrote them last.
    written_by: Option<AuthorView>,
    /// When.
    written_at: Option<DateTime<Utc>>,
    /// What was decided.
    decisions: Vec<DecisionView>,
    /// Whether both sides have signed the meeting off, so that nothing of it changes.
    signed_off: bool,
}

impl MinutesView {
    /// The minutes of one meeting.
    #[must_use]
    pub fn of(minutes: &Minutes) -> Self {
        let written = minutes.written.as_ref();
        Self {
            meeting: minutes.meeting.0,
            contract: minutes.contract.0,
            revision: minutes.revision,
            body: minutes.body.clone(),
            written_by: written.map(|(by, _)| AuthorView::of(by)),
            written_at: written.map(|(_, at)| *at),
            decisions: minutes.decisions.iter().map(DecisionView::of).collect(),
            signed_off: minutes.kept,
        }
    }
}

/// Something decided at a meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Decision)]
pub struct DecisionView {
    /// Identifies it.
    id: Uuid,
    /// What was decided.
    what: String,
    /// Who decided it.
    decided_by: String,
    /// Who recorded it.
    recorded_by: AuthorView,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
}

impl DecisionView {
    /// One decision.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        Self {
            id: decision.id.0,
            what: decision.what.clone(),
            decided_by: decision.decided_by.clone(),
            recorded_by: AuthorView::of(&decision.recorded_by),
            recorded_at: decision.at,
        }
    }
}
