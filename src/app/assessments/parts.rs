//! Points of an assessment, what is to be done about them, and what the assessed say to the result.

use super::current;
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::assessments::{
    Action, Assessment, AssessmentRecord, Details, Point, Response, check, checked,
};
use crate::domain::ids::{AssessmentActionId, AssessmentId};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

impl App {
    /// Records what the points came to, in place of what was recorded, when the assessment still
    /// has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not; [`Error::Invalid`] when the standard lacks a point.
    pub async fn record_points(
        &self, actor: &Actor, id: AssessmentId, revision: i64, points: Vec<Point>,
    ) -> Result<AssessmentRecord, Error> {
        let record = self.on_assessment(actor, id, move |tx, now| {
            Box::pin(async move {
                current(&now, revision, None)?;
                let problems = check::points(&now, &points);
                if !problems.is_empty() {
                    return Err(Error::Invalid(problems));
                }
                put(tx, now, points).await
            })
        });
        record.await?;
        tracing::info!(assessment.id = %id, "Points recorded");
        self.assessment(actor, id).await
    }

    /// Records what the assessed say to the result of an assessment that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is challenged too late or without a reason.
    pub async fn answer_assessment(
        &self, actor: &Actor, id: AssessmentId, revision: i64, response: Response,
    ) -> Result<AssessmentRecord, Error> {
        let answer = self.on_assessment(actor, id, move |tx, now| {
            Box::pin(async move {
                current(&now, revision, None)?;
                let details = Details { response: Some(response), ..now.details.clone() };
                let details = checked(details).map_err(Error::Invalid)?;
                let changed = super::with(&now, details);
                let changed = Assessment { origin: now.origin, ..changed };
                Ok(storage::assessments::replace(tx, &changed).await?)
            })
        });
        answer.await?;
        tracing::info!(assessment.id = %id, "Assessment answered");
        self.assessment(actor, id).await
    }

    /// Adds something to do about a point.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the point has no result, or the day is too late for an amber one.
    pub async fn add_assessment_action(
        &self, actor: &Actor, id: AssessmentId, action: Action,
    ) -> Result<AssessmentRecord, Error> {
        let at = self.clock.now();
        let add = self.on_assessment(actor, id, move |tx, now| {
            Box::pin(async move {
                let known = storage::assessments::points(tx, &[id]).await?.remove(&id);
                let problems = check::action(&now, &known.unwrap_or_default(), &action);
                if !problems.is_empty() {
                    return Err(Error::Invalid(problems));
                }
                storage::assessments::add_action(tx, id, &action, at).await?;
                Ok(storage::assessments::count_change(tx, &[id]).await?)
            })
        });
        add.await?;
        tracing::info!(assessment.id = %id, "Action of assessment added");
        self.assessment(actor, id).await
    }

    /// Notes the day on which something was done.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the assessment has no such action; [`Error::Refused`] when it was
    /// done before.
    pub async fn finish_assessment_action(
        &self, actor: &Actor, id: AssessmentId, action: AssessmentActionId, done_on: NaiveDate,
    ) -> Result<AssessmentRecord, Error> {
        let today = self.clock.today();
        let finish = self.on_assessment(actor, id, move |tx, _| {
            Box::pin(async move {
                let all = storage::assessments::actions(tx, id).await?;
                let found = all.iter().find(|one| one.id == action);
                finishable(found.ok_or(Error::NotFound { what: "action" })?, done_on, today)?;
                storage::assessments::finish_action(tx, action, done_on).await?;
                Ok(storage::assessments::count_change(tx, &[id]).await?)
            })
        });
        finish.await?;
        tracing::info!(assessment.id = %id, "Action of assessment done");
        self.assessment(actor, id).await
    }
}

fn finishable(action: &Action, done_on: NaiveDate, today: NaiveDate) -> Result<(), Error> {
    if let Some(day) = action.done_on {
        return Err(Error::Refused(format!("this action was done on {day}")));
    }
    if today < done_on {
        let message = "this day is still to come";
        let remedy = "Enter today or an earlier day";
        let problem = Problem::field("done_on", done_on.to_string(), message, remedy);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(())
}

// A point that says what it said keeps where it came from.
async fn put(tx: &Tx, now: Assessment, points: Vec<Point>) -> Result<(), Error> {
    let id = now.id;
    let known = storage::assessments::points(tx, &[id]).await?.remove(&id).unwrap_or_default();
    let kept = |number: u16| points.iter().any(|point| point.number == number);
    let gone: Vec<u16> =
        known.iter().map(|point| point.number).filter(|number| !kept(*number)).collect();
    let actions = storage::assessments::actions(tx, id).await?;
    if let Some(action) = actions.iter().find(|action| gone.contains(&action.point)) {
        let message = format!("point {} has an action and needs a result", action.point);
        let remedy = "Give the point a result";
        return Err(Error::Invalid(vec![Problem::field("points", "", message, remedy)]));
    }
    let same = |point: &Point| {
        known.iter().any(|own| {
            (own.number, own.result, &own.comment) == (point.number, point.result, &point.comment)
        })
    };
    let rows: Vec<_> =
        points.iter().filter(|point| !same(point)).map(|p| (id, p.clone())).collect();
    storage::assessments::remove_points(tx, id, &gone).await?;
    storage::assessments::put_points(tx, &rows).await?;
    Ok(storage::assessments::count_change(tx, &[id]).await?)
}

/// What can be changed of an assessment, as texts under the names of the fields.
pub(super) fn texts(details: &Details) -> Vec<(&'static str, String)> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        ("reference", details.reference.clone()),
        ("service", details.service.clone()),
        ("assessed_on", day(details.assessed_on)),
        ("stage", details.stage.read.map(|it| it.word().to_owned()).unwrap_or_default()),
        ("stage_as_written", text(&details.stage.written)),
        ("standard", details.standard.map(|it| it.word().to_owned()).unwrap_or_default()),
        ("result", details.result.read.map(|it| it.word().to_owned()).unwrap_or_default()),
        ("result_as_written", text(&details.result.written)),
        ("reported_on", day(details.reported_on)),
        ("report", text(&details.report)),
    ]
}
