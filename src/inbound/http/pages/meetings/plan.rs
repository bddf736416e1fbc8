//! Meetings of a contract: the list, plans, series.

use super::{Shown, again, again_if, named, show, to_meeting};
use crate::app::App;
use crate::app::Error;
use crate::app::meetings::planning::{PlanCommand, ScoredBy};
use crate::app::meetings::series::SeriesCommand;
use crate::domain::access::{Action, Actor};
use crate::domain::dates::parse_date;
use crate::domain::ids::{ContractId, SeriesId};
use crate::domain::meetings::series::Rhythm;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::pages::asked::{self, Part};
use crate::views::pages::meetings::{self as views, MeetingsPage, Plan, SeriesGiven};
use crate::views::pages::parts::links;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use serde::Deserialize;

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct ListQuery {
    page: String,
}

pub(in crate::inbound::http::pages) async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ListQuery>,
) -> Shown {
    let number = asked::number(&query.page)?;
    let contract = app.contract(&actor, id).await?;
    let slice = asked::slice(number, MeetingsPage::SIZE);
    let lines = app.meeting_lines(&actor, id, slice).await?;
    if lines.items.is_empty() && 1 < number {
        return Err(Failure::not_found("page"));
    }
    let series = app.series(&actor, id).await?;
    show(&MeetingsPage::of(&contract, &lines, &series, number, &actor))
}

/// When a meeting takes place and can be scored, as it was entered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct PlanForm {
    on: String,
    opens_on: String,
    last_day: String,
    design: String,
    seen: i64,
}

impl PlanForm {
    fn given(&self) -> Plan {
        let Self { on, opens_on, last_day, design, .. } = self.clone();
        Plan { on, opens_on, last_day, design }
    }

    fn parse(&self) -> Result<PlanCommand, Vec<Problem>> {
        let mut problems = Vec::new();
        let on = date(&mut problems, "on", &self.on, "Day of the meeting");
        let opens_on = date(&mut problems, "opens_on", &self.opens_on, "First day to score");
        let last_day = date(&mut problems, "last_day", &self.last_day, "Last day to score");
        match (on, opens_on, last_day) {
            (Some(on), Some(opens_on), Some(last_day)) => {
                Ok(PlanCommand { on, opens_on, last_day })
            }
            _ => Err(problems),
        }
    }
}

fn date(problems: &mut Vec<Problem>, field: &str, text: &str, name: &str) -> Option<NaiveDate> {
    let parsed = parse_date(text);
    if parsed.is_err() {
        let remedy = format!("{name} must be a real date, such as 27/3/2026");
        problems.push(Problem::field(field, text, "this is no date", remedy));
    }
    parsed.ok()
}

pub(in crate::inbound::http::pages) async fn form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    let opens_on = app.clock().today().format("%-d/%-m/%Y").to_string();
    let designs = app.designs(&actor).await?;
    show(&views::plan(&contract, &designs, &Plan { opens_on, ..Plan::default() }))
}

pub(in crate::inbound::http::pages) async fn plan(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<PlanForm>,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    let designs = app.designs(&actor).await?;
    let page = || views::plan(&contract, &designs, &given.given());
    let command = match given.parse() {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    let by = match given.design.as_str() {
        "" => ScoredBy::InUse,
        key => ScoredBy::Own(key.to_owned()),
    };
    match app.plan_meeting(&actor, id, command, by).await {
        Ok(governed) => Ok(to_meeting(&governed, "planned")),
        Err(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn edit_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let governed = named(&app, &actor, id, part).await?;
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    let plan = Plan::of(&governed);
    show(&views::replan(&contract, &governed.meeting, &plan, governed.changes))
}

pub(in crate::inbound::http::pages) async fn edit(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(given): Form<PlanForm>,
) -> Result<Response, Failure> {
    let governed = named(&app, &actor, id, part).await?;
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    let page = || views::replan(&contract, &governed.meeting, &given.given(), given.seen);
    let command = match given.parse() {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.replan_meeting(&actor, governed.meeting.id, given.seen, command).await {
        Ok(governed) => Ok(to_meeting(&governed, "planned")),
        Err(error) => again_if(error, page),
    }
}

/// A series as it was entered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct SeriesForm {
    title: String,
    rhythm: String,
    starts_on: String,
    days_to_score: String,
}

impl SeriesForm {
    fn given(&self) -> SeriesGiven {
        SeriesGiven {
            title: self.title.clone(),
            rhythm: self.rhythm.clone(),
            starts_on: self.starts_on.clone(),
            days_to_score: self.days_to_score.clone(),
        }
    }

    fn parse(&self) -> Result<SeriesCommand, Vec<Problem>> {
        let mut problems = Vec::new();
        let rhythm = Rhythm::parse(&self.rhythm);
        if rhythm.is_none() {
            let remedy = "Select how often it meets";
            problems.push(Problem::field("rhythm", "", "nothing was chosen", remedy));
        }
        let starts_on =
            date(&mut problems, "starts_on", &self.starts_on, "Day of the first meeting");
        let days = self.days_to_score.trim().parse().ok();
        if days.is_none() {
            let remedy = "Days to score must be a whole number, such as 2";
            problems.push(Problem::field("days_to_score", "", "this is no number", remedy));
        }
        match (rhythm, starts_on, days) {
            (Some(rhythm), Some(starts_on), Some(days_to_score)) => {
                let title = self.title.clone();
                Ok(SeriesCommand { title, rhythm, starts_on, days_to_score })
            }
            _ => Err(problems),
        }
    }
}

pub(in crate::inbound::http::pages) async fn series_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    show(&views::series(&contract, &SeriesGiven::default()))
}

pub(in crate::inbound::http::pages) async fn add_series(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<SeriesForm>,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    let page = || views::series(&contract, &given.given());
    let command = match given.parse() {
        Ok(command) => command,
        Err(problems) => return again(&page().with(&problems)),
    };
    match app.add_series(&actor, id, command).await {
        Ok(_series) => Ok(Redirect::to(&links::meetings(id)).into_response()),
        Err(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn ask_to_end(
    State(app): State<App>, actor: Actor, Id(id): Id<SeriesId>,
) -> Shown {
    let (series, contract) = app.one_series(&actor, id).await?;
    actor.may_on(Action::RecordMeetings, &contract).map_err(Error::from)?;
    show(&views::end_series(&series, contract.id))
}

pub(in crate::inbound::http::pages) async fn end_series(
    State(app): State<App>, actor: Actor, Id(id): Id<SeriesId>,
) -> Result<Response, Failure> {
    let (series, _) = app.one_series(&actor, id).await?;
    app.end_series(&actor, id).await?;
    Ok(Redirect::to(&links::meetings(series.contract)).into_response())
}
