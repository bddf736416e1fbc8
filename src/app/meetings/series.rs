//! Series: added, ended, and their next meeting planned when the one before has come.

use super::planning::{PlanCommand, store};
use crate::app::audit::Pen;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, MeetingId, SeriesId};
use crate::domain::meetings::series::{Rhythm, Series};
use crate::domain::problems::Problem;
use crate::domain::scorecards::Window;
use crate::domain::texts;
use crate::storage::{self, Tx};
use chrono::{DateTime, NaiveDate, Utc};

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

/// Nobody remembers a meeting for longer.
const LONGEST_WAIT: u16 = 90;

impl App {
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
        &self, actor: &Actor, id: SeriesId,
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
        &self, actor: &Actor, contract: ContractId, command: SeriesCommand,
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
        &self, tx: &Tx, held: &Contract, series: &[Series], pen: Pen,
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
        &self, tx: &Tx, held: &Contract, series: &Series, day: NaiveDate, pen: Pen,
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
}

fn first_free(series: &Series, after: NaiveDate, taken: &[NaiveDate]) -> Option<NaiveDate> {
    let days = std::iter::successors(series.first_after(after), |day| series.first_after(*day));
    days.take(taken.len().saturating_add(1)).find(|day| !taken.contains(day))
}

async fn end_in(tx: &Tx, id: SeriesId, now: DateTime<Utc>) -> Result<(), Error> {
    let scope = Scope::Everything;
    let series = storage::meetings::series::find(tx, scope, id).await?;
    if series.is_some_and(|series| series.ended_at.is_some()) {
        return Err(Error::Refused("this series was ended before".to_owned()));
    }
    Ok(storage::meetings::series::end(tx, id, now).await?)
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
