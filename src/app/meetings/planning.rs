//! Planning: meetings with a day and a deadline.

use super::governed::governed_in;
use crate::app::error::refuse;
use crate::app::{App, Error, designs};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::dates::end_of_day;
use crate::domain::designs::in_use_on;
use crate::domain::ids::{ContractId, MeetingId, SeriesId, VersionId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::governed::Governed;
use crate::domain::meetings::states::{State, Transition, next};
use crate::domain::meetings::{Meeting, MeetingKind};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

/// When a meeting takes place and can be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanCommand {
    /// Its day.
    pub on: NaiveDate,
    /// The first day on which it can be scored.
    pub opens_on: NaiveDate,
    /// The last day on which it can be scored.
    pub last_day: NaiveDate,
}

/// By which design a meeting is to be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScoredBy {
    /// The one in use for the contract on its day.
    InUse,
    /// The newest version of the design with this key, on its own: a health check, whose figures
    /// stay apart from the scorecard of the contract.
    Own(String),
}

/// A meeting of a list, and where it stands when it is governed.
pub type MeetingLine = (Meeting, Option<Governed>);

impl App {
    /// Meetings of a contract, latest first, with where each stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn meeting_lines(
        &self, actor: &Actor, contract: ContractId, slice: Slice,
    ) -> Result<Page<MeetingLine>, Error> {
        self.contract(actor, contract).await?;
        self.catch_up(Some(contract)).await?;
        let page = storage::meetings::list(self.db.reader(), contract, slice).await?;
        let ids: Vec<MeetingId> = page.items.iter().map(|meeting| meeting.id).collect();
        let mut found = storage::meetings::governance::among(self.db.reader(), &ids).await?;
        let line = |meeting: Meeting| (found.remove(&meeting.id), meeting);
        let items = page.items.into_iter().map(line).map(|(governed, it)| (it, governed));
        Ok(Page { items: items.collect(), total: page.total, next: page.next })
    }

    /// Plans a meeting.
    ///
    /// # Errors
    /// [`Error::Invalid`] when its days are in the wrong order, or the day is taken, or a check
    /// is to be scored by a design that does not exist or looks at more than its scores.
    pub async fn plan_meeting(
        &self, actor: &Actor, contract: ContractId, plan: PlanCommand, by: ScoredBy,
    ) -> Result<Governed, Error> {
        actor.may(Action::RecordMeetings)?;
        self.in_order(&plan)?;
        let (app, id) = (self.clone(), MeetingId::fresh());
        let (action, subject) = (Action::RecordMeetings, Subject::Governance(id, contract));
        let add = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                free(tx, contract, None, plan.on).await?;
                let mut governed = app.planned(tx, &held, id, plan, None).await?;
                if let ScoredBy::Own(key) = by {
                    governed.meeting.version = app.to_check_by(tx, &key).await?;
                    governed.meeting.kind = MeetingKind::Check;
                }
                store(tx, &app, &governed).await?;
                Ok(governed)
            })
        });
        let governed = add.await?;
        tracing::info!(meeting.id = %id, "Meeting planned");
        Ok(governed)
    }

    /// Gives a meeting another day or another deadline, until its scores are revealed.
    ///
    /// # Errors
    /// [`Error::Changed`] when somebody else changed it since `seen`; [`Error::Refused`] once
    /// its scores are revealed.
    pub async fn replan_meeting(
        &self, actor: &Actor, id: MeetingId, seen: i64, plan: PlanCommand,
    ) -> Result<Governed, Error> {
        actor.may(Action::RecordMeetings)?;
        let contract = self.governed_contract(actor, id).await?;
        self.in_order(&plan)?;
        let app = self.clone();
        let (action, subject) = (Action::RecordMeetings, Subject::Governance(id, contract));
        let change = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let governed = governed_in(tx, id).await?;
                if governed.changes != seen {
                    return Err(Error::changed::<&str>("meeting", governed.changes, []));
                }
                app.replan_in(tx, &held, governed, plan).await
            })
        });
        let governed = change.await?;
        tracing::info!(meeting.id = %id, "Meeting planned anew");
        Ok(governed)
    }

    async fn replan_in(
        &self, tx: &Tx, held: &Contract, governed: Governed, plan: PlanCommand,
    ) -> Result<Governed, Error> {
        let state = next(governed.state, Transition::Replan).map_err(refused)?;
        let id = governed.meeting.id;
        free(tx, held.id, Some(id), plan.on).await?;
        let anew = self.planned(tx, held, id, plan, governed.series).await?;
        // What was scored so far was scored by the design it has, and a check has its own.
        let Meeting { version, kind, .. } = governed.meeting;
        let version = match (state, kind) {
            (State::Planned, MeetingKind::Scorecard) => anew.meeting.version,
            _ => version,
        };
        let state = if state == State::Planned { anew.state } else { state };
        let meeting = Meeting { version, kind, ..anew.meeting };
        let changes = governed.changes.saturating_add(1);
        let changed = Governed { meeting, state, changes, reveal: None, ..anew };
        storage::meetings::governance::put(tx, &changed).await?;
        Ok(changed)
    }

    /// A meeting as it is planned: scored by the design in use on its day.
    pub(super) async fn planned(
        &self, tx: &Tx, held: &Contract, id: MeetingId, plan: PlanCommand,
        series: Option<(SeriesId, NaiveDate)>,
    ) -> Result<Governed, Error> {
        let history = storage::contracts::designs_in_use(tx, held.id).await?;
        let version = in_use_on(&history, plan.on).ok_or(Error::NotFound { what: "design" })?;
        let open = plan.opens_on <= self.clock.today();
        Ok(Governed {
            meeting: Meeting {
                id,
                contract: held.id,
                held_on: plan.on,
                version,
                kind: MeetingKind::Scorecard,
            },
            series,
            opens_on: plan.opens_on,
            deadline: end_of_day(plan.last_day),
            state: if open { State::Open } else { State::Planned },
            changes: 1,
            reveal: None,
        })
    }

    /// The version of a design that a check is scored by.
    async fn to_check_by(&self, tx: &Tx, key: &str) -> Result<VersionId, Error> {
        let wrong = |message: &str| {
            let remedy = "Use a design that is scored at meetings alone";
            Error::Invalid(vec![Problem::field("design", key, message, remedy)])
        };
        let version = designs::newest(&self.db, tx, key).await?;
        let version = version.ok_or_else(|| wrong("there is no scorecard design with this key"))?;
        if !version.content.is_scored_at_meetings_alone() {
            return Err(wrong("this design looks at more than what is scored at a meeting"));
        }
        Ok(version.id)
    }

    fn in_order(&self, plan: &PlanCommand) -> Result<(), Error> {
        let mut problems = Vec::new();
        let mut add = |field: &str, day: NaiveDate, message: &str, remedy: &str| {
            problems.push(Problem::field(field, day.to_string(), message, remedy));
        };
        if plan.last_day < plan.opens_on {
            let message = "scoring closes before it opens";
            add(
                "last_day",
                plan.last_day,
                message,
                "Last day to score must not be before the first",
            );
        }
        if plan.last_day < self.clock.today() {
            let message = "the time to score is over before it begins";
            add(
                "last_day",
                plan.last_day,
                message,
                "Last day to score must be today or in the future",
            );
        }
        refuse(problems)
    }
}

/// A rule's refusal as what a use case answers.
pub(super) fn refused(refusal: crate::domain::meetings::states::Refusal) -> Error {
    Error::Refused(refusal.to_string())
}

pub(super) async fn store(tx: &Tx, app: &App, governed: &Governed) -> Result<(), Error> {
    let now = app.clock.now();
    storage::meetings::add(tx, std::slice::from_ref(&governed.meeting), None, now).await?;
    Ok(storage::meetings::governance::add(tx, std::slice::from_ref(governed)).await?)
}

/// Refuses a day on which the contract has another meeting.
async fn free(
    tx: &Tx, contract: ContractId, own: Option<MeetingId>, day: NaiveDate,
) -> Result<(), Error> {
    let there = storage::meetings::on_days(tx, &[(contract, day)]).await?;
    if there.iter().all(|meeting| Some(meeting.id) == own) {
        return Ok(());
    }
    let message = "the contract has another meeting on this day";
    let remedy = "Day of the meeting must be one without another meeting";
    Err(Error::Invalid(vec![Problem::field("on", day.to_string(), message, remedy)]))
}
