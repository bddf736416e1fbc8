//! Planning: series that make their next meeting, meetings with a day and a deadline.

use super::governed::{changed_meanwhile, governed_in};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::dates::end_of_day;
use crate::domain::designs::in_use_on;
use crate::domain::ids::{ContractId, MeetingId, SeriesId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::Meeting;
use crate::domain::meetings::governed::Governed;
use crate::domain::meetings::series::{Rhythm, Series};
use crate::domain::meetings::states::{State, Transition, next};
use crate::domain::problems::Problem;
use crate::domain::scorecards::Window;
use crate::domain::texts;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

/// A series to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesCommand {
    /// What it is called.
    pub title: String,
    /// How often it meets.
    pub rhythm: Rhythm,
    /// The day of the first meeting.
    pub starts_on: NaiveDate,
    /// How many days after a meeting its scores are due.
    pub days_to_score: u16,
}

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

/// A meeting of a list, and where it stands when it is governed.
pub type MeetingLine = (Meeting, Option<Governed>);

/// A series makes at most so many meetings a year; later days are not looked at.
const LONGEST_WAIT: u16 = 90;

impl App {
    /// Meetings of a contract, latest first, with where each stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn meeting_lines(
        &self,
        actor: &Actor,
        contract: ContractId,
        slice: Slice,
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

    /// The series of a contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn series(&self, actor: &Actor, contract: ContractId) -> Result<Vec<Series>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::meetings::series::list(self.db.reader(), contract).await?)
    }

    /// One series and its contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn one_series(
        &self,
        actor: &Actor,
        id: SeriesId,
    ) -> Result<(Series, Contract), Error> {
        actor.may(Action::Read)?;
        let found = storage::meetings::series::find(self.db.reader(), actor.scope(), id).await?;
        let series = found.ok_or(Error::NotFound { what: "series" })?;
        let contract = self.contract(actor, series.contract).await?;
        Ok((series, contract))
    }

    /// Adds a series and plans its first meeting.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has no title, or leaves too long to score.
    pub async fn add_series(
        &self,
        actor: &Actor,
        contract: ContractId,
        command: SeriesCommand,
    ) -> Result<Series, Error> {
        actor.may(Action::RecordMeetings)?;
        let series = checked(contract, command)?;
        let (row, app, subject) =
            (series.clone(), self.clone(), Subject::Series(series.id, contract));
        let (action, pen) = (Action::RecordMeetings, self.pen(actor));
        let add = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                storage::meetings::series::add(tx, &row, pen.at).await?;
                app.plan_next_of(tx, &held, &[row], pen).await
            })
        });
        add.await?;
        tracing::info!(contract.id = %contract, series.id = %series.id, "Series added");
        Ok(series)
    }

    /// Ends a series: what is planned stays, and nothing follows it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor; [`Error::Refused`] when it was
    /// ended before.
    pub async fn end_series(&self, actor: &Actor, id: SeriesId) -> Result<(), Error> {
        let (series, _) = self.one_series(actor, id).await?;
        let (contract, now) = (series.contract, self.clock.now());
        let subject = Subject::Series(id, contract);
        let end = self.change_on(actor, Action::RecordMeetings, contract, subject, move |tx, _| {
            Box::pin(async move { end_in(tx, id, now).await })
        });
        end.await?;
        tracing::info!(series.id = %id, "Series ended");
        Ok(())
    }

    /// Plans a meeting.
    ///
    /// # Errors
    /// [`Error::Invalid`] when its days are in the wrong order, or the day is taken.
    pub async fn plan_meeting(
        &self,
        actor: &Actor,
        contract: ContractId,
        plan: PlanCommand,
    ) -> Result<Governed, Error> {
        actor.may(Action::RecordMeetings)?;
        self.in_order(&plan)?;
        let (app, id) = (self.clone(), MeetingId::fresh());
        let (action, subject) = (Action::RecordMeetings, Subject::Governance(id, contract));
        let add = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                free(tx, contract, None, plan.on).await?;
                let governed = app.planned(tx, &held, id, plan, None).await?;
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
        &self,
        actor: &Actor,
        id: MeetingId,
        seen: i64,
        plan: PlanCommand,
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
                    return Err(changed_meanwhile(&governed, Vec::new()));
                }
                app.replan_in(tx, &held, governed, plan).await
            })
        });
        let governed = change.await?;
        tracing::info!(meeting.id = %id, "Meeting planned anew");
        Ok(governed)
    }

    async fn replan_in(
        &self,
        tx: &Tx,
        held: &Contract,
        governed: Governed,
        plan: PlanCommand,
    ) -> Result<Governed, Error> {
        let state = next(governed.state, Transition::Replan).map_err(refused)?;
        let id = governed.meeting.id;
        free(tx, held.id, Some(id), plan.on).await?;
        let anew = self.planned(tx, held, id, plan, governed.series).await?;
        // What was scored so far was scored by the design it has.
        let (version, state) = match state {
            State::Planned => (anew.meeting.version, anew.state),
            scoring => (governed.meeting.version, scoring),
        };
        let meeting = Meeting { version, ..anew.meeting };
        let changes = governed.changes.saturating_add(1);
        let changed = Governed { meeting, state, changes, reveal: None, ..anew };
        storage::meetings::governance::put(tx, &changed).await?;
        Ok(changed)
    }

    /// A meeting as it is planned: scored by the design in use on its day.
    async fn planned(
        &self,
        tx: &Tx,
        held: &Contract,
        id: MeetingId,
        plan: PlanCommand,
        series: Option<(SeriesId, NaiveDate)>,
    ) -> Result<Governed, Error> {
        let history = storage::contracts::designs_in_use(tx, held.id).await?;
        let version = in_use_on(&history, plan.on).ok_or(Error::NotFound { what: "design" })?;
        let open = plan.opens_on <= self.clock.today();
        Ok(Governed {
            meeting: Meeting { id, contract: held.id, held_on: plan.on, version },
            series,
            opens_on: plan.opens_on,
            deadline: end_of_day(plan.last_day),
            state: if open { State::Open } else { State::Planned },
            changes: 1,
            reveal: None,
        })
    }

    /// Plans the next meeting of each series whose latest one has come.
    pub(super) async fn plan_next(&self, contract: Option<ContractId>) -> Result<(), Error> {
        let reader = self.db.reader();
        let mut series = match contract {
            Some(contract) => storage::meetings::series::list(reader, contract).await?,
            None => storage::meetings::series::going_on(reader).await?,
        };
        series.retain(|series| series.ended_at.is_none());
        let ids: Vec<SeriesId> = series.iter().map(|series| series.id).collect();
        let slots = storage::meetings::governance::slots(reader, &ids).await?;
        let today = self.clock.today();
        series.retain(|series| slots.get(&series.id).is_none_or(|day| *day <= today));
        for some in series.chunk_by(|one, other| one.contract == other.contract) {
            self.plan_next_on(some.to_vec()).await?;
        }
        Ok(())
    }

    async fn plan_next_on(&self, series: Vec<Series>) -> Result<(), Error> {
        let Some(first) = series.first() else { return Ok(()) };
        let service = Actor::administrator();
        let (app, pen, contract) = (self.clone(), self.pen(&service), first.contract);
        let (action, subject) = (Action::RecordMeetings, Subject::Series(first.id, first.contract));
        let plan = self.change_on(&service, action, contract, subject, move |tx, held| {
            Box::pin(async move { app.plan_next_of(tx, &held, &series, pen).await })
        });
        plan.await
    }

    /// Plans the next meeting of series of one contract, where the latest one has come.
    async fn plan_next_of(
        &self,
        tx: &Tx,
        held: &Contract,
        series: &[Series],
        pen: crate::app::audit::Pen,
    ) -> Result<(), Error> {
        let ids: Vec<SeriesId> = series.iter().map(|series| series.id).collect();
        let slots = storage::meetings::governance::slots(tx, &ids).await?;
        let today = self.clock.today();
        let window = Window { from: Some(today), to: None };
        let later = storage::meetings::within(tx, held.id, window).await?;
        let mut taken: Vec<NaiveDate> = later.iter().map(|meeting| meeting.held_on).collect();
        let yesterday = today.pred_opt().unwrap_or(today);
        for one in series {
            let latest = slots.get(&one.id).copied();
            if latest.is_some_and(|day| today < day) {
                continue;
            }
            let after = latest.map_or(yesterday, |day| day.max(yesterday));
            let Some(day) = first_free(one, after, &taken) else { continue };
            taken.push(day);
            self.plan_slot(tx, held, one, day, pen.clone()).await?;
        }
        Ok(())
    }

    async fn plan_slot(
        &self,
        tx: &Tx,
        held: &Contract,
        series: &Series,
        day: NaiveDate,
        pen: crate::app::audit::Pen,
    ) -> Result<(), Error> {
        let id = MeetingId::fresh();
        let plan = PlanCommand {
            on: day,
            opens_on: series.opens_on(day),
            last_day: series.last_day_to_score(day),
        };
        let governed = self.planned(tx, held, id, plan, Some((series.id, day))).await?;
        let record_of = storage::audit::record_of(held);
        let subject = Subject::Governance(id, held.id);
        pen.around(tx, subject, record_of, store(tx, self, &governed)).await
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
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}

/// A rule's refusal as what a use case answers.
pub(super) fn refused(refusal: crate::domain::meetings::states::Refusal) -> Error {
    Error::Refused(refusal.to_string())
}

async fn store(tx: &Tx, app: &App, governed: &Governed) -> Result<(), Error> {
    let now = app.clock.now();
    storage::meetings::add(tx, std::slice::from_ref(&governed.meeting), None, now).await?;
    Ok(storage::meetings::governance::add(tx, std::slice::from_ref(governed)).await?)
}

fn first_free(series: &Series, after: NaiveDate, taken: &[NaiveDate]) -> Option<NaiveDate> {
    let days = std::iter::successors(series.first_after(after), |day| series.first_after(*day));
    days.take(taken.len().saturating_add(1)).find(|day| !taken.contains(day))
}

async fn end_in(tx: &Tx, id: SeriesId, now: chrono::DateTime<chrono::Utc>) -> Result<(), Error> {
    let scope = crate::domain::access::Scope::Everything;
    let series = storage::meetings::series::find(tx, scope, id).await?;
    if series.is_some_and(|series| series.ended_at.is_some()) {
        return Err(Error::Refused("this series was ended before".to_owned()));
    }
    Ok(storage::meetings::series::end(tx, id, now).await?)
}

/// Refuses a day on which the contract has another meeting.
async fn free(
    tx: &Tx,
    contract: ContractId,
    own: Option<MeetingId>,
    day: NaiveDate,
) -> Result<(), Error> {
    let there = storage::meetings::on_days(tx, &[(contract, day)]).await?;
    if there.iter().all(|meeting| Some(meeting.id) == own) {
        return Ok(());
    }
    let message = "the contract has another meeting on this day";
    let remedy = "Day of the meeting must be one without another meeting";
    Err(Error::Invalid(vec![Problem::field("on", day.to_string(), message, remedy)]))
}

fn checked(contract: ContractId, command: SeriesCommand) -> Result<Series, Error> {
    let SeriesCommand { title, rhythm, starts_on, days_to_score } = command;
    let title = texts::one_line(&title);
    let mut problems = Vec::new();
    if title.is_empty() {
        problems.push(Problem::field("title", "", "the series has no title", "Enter a title"));
    }
    if let Err(why) = texts::name(&title) {
        problems.push(Problem::field("title", &title, why.to_string(), why.remedy()));
    }
    if LONGEST_WAIT < days_to_score {
        let (message, remedy) = ("that is too long to remember a meeting", "Enter 90 or less");
        let given = days_to_score.to_string();
        problems.push(Problem::field("days_to_score", given, message, remedy));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = SeriesId::fresh();
    Ok(Series { id, contract, title, rhythm, starts_on, days_to_score, ended_at: None })
}
