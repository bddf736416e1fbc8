//! Assessments against a service standard: list, read, record, change, points, actions.

mod parts;
mod place;

use super::error::beside;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::assessments::{
    Assessment, AssessmentFilter, AssessmentLine, AssessmentRecord, Details, Point, checked,
};
use crate::domain::audit::Subject;
use crate::domain::ids::{AssessmentId, ContractId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use futures::future::BoxFuture;
use place::Place;

/// What to record of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssessmentCommand {
    /// Name of the department; of the contract's client, or one's own, when it is not given.
    pub department: Option<String>,
    /// The contract the service is made under.
    pub contract: Option<ContractId>,
    /// What else is recorded. What the assessed say to the result is recorded on its own.
    pub details: Details,
}

impl App {
    /// Assessments, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn assessments(
        &self, actor: &Actor, filter: &AssessmentFilter, slice: Slice,
    ) -> Result<Page<AssessmentLine>, Error> {
        actor.may(Action::Read)?;
        Ok(storage::assessments::list(self.db.reader(), actor.scope(), filter, slice).await?)
    }

    /// Assessments with their points, latest first, without what is to be done about them.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn assessment_points(
        &self, actor: &Actor, filter: &AssessmentFilter, slice: Slice,
    ) -> Result<Page<(Assessment, Vec<Point>)>, Error> {
        let page = self.assessments(actor, filter, slice).await?;
        let ids: Vec<AssessmentId> = page.items.iter().map(|line| line.assessment.id).collect();
        let mut points = storage::assessments::points(self.db.reader(), &ids).await?;
        let with_points = |line: AssessmentLine| {
            let own = points.remove(&line.assessment.id).unwrap_or_default();
            (line.assessment, own)
        };
        let items = page.items.into_iter().map(with_points).collect();
        Ok(Page { items, total: page.total, next: page.next })
    }

    /// Departments that assessments belong to, by name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn assessed_departments(&self, actor: &Actor) -> Result<Vec<Organisation>, Error> {
        actor.may(Action::Read)?;
        Ok(storage::assessments::departments(self.db.reader(), actor.scope()).await?)
    }

    /// One assessment with its points and actions.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn assessment(
        &self, actor: &Actor, id: AssessmentId,
    ) -> Result<AssessmentRecord, Error> {
        actor.may(Action::Read)?;
        let reader = self.db.reader();
        let found = storage::assessments::find(reader, actor.scope(), id).await?.ok_or(MISSING)?;
        Ok(storage::assessments::record(reader, found).await?)
    }

    /// Records a first assessment under a reference.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is wrong with it.
    pub async fn add_assessment(
        &self, actor: &Actor, command: AssessmentCommand,
    ) -> Result<AssessmentRecord, Error> {
        actor.may(Action::RecordAssessments)?;
        let details = checked(command.details.clone()).map_err(Error::Invalid)?;
        let (whose, pen) = (actor.clone(), self.pen(actor));
        let write = self.db.write(move |tx| {
            Box::pin(async move {
                storage::one_at_a_time(tx).await?;
                let place = Place::of(tx, &whose, &command, pen.at).await?;
                let department = place.department.as_ref().map(|own| own.id);
                whose.may_for(Action::RecordAssessments, department)?;
                if storage::assessments::is_taken(tx, department, &details.reference).await? {
                    return Err(taken(&details.reference));
                }
                let new = first(place, details);
                storage::assessments::add(tx, std::slice::from_ref(&new), pen.at).await?;
                pen.note(tx, Subject::Assessment(new.id, new.contract), department, None).await?;
                Ok(new.id)
            })
        });
        let id = write.await?;
        tracing::info!(assessment.id = %id, "Assessment recorded");
        self.assessment(actor, id).await
    }

    /// Records the reassessment that follows an assessment, under the same reference.
    ///
    /// # Errors
    /// [`Error::Refused`] when another one follows it already.
    pub async fn reassess(
        &self, actor: &Actor, id: AssessmentId, details: Details,
    ) -> Result<AssessmentRecord, Error> {
        let now = self.clock.now();
        let (whose, pen) = (actor.clone(), self.pen(actor));
        let next = self.on_assessment(actor, id, move |tx, before| {
            Box::pin(async move {
                let reference = before.details.reference.clone();
                let details = checked(Details { reference, ..details }).map_err(Error::Invalid)?;
                after(&before, &details)?;
                if storage::assessments::follower(tx, id).await?.is_some() {
                    return Err(Error::Refused(FOLLOWED.to_owned()));
                }
                let next = following(&before, details);
                storage::assessments::add(tx, std::slice::from_ref(&next), now).await?;
                let department = next.department.as_ref().map(|own| own.id);
                whose.may_for(Action::RecordAssessments, department)?;
                pen.note(tx, Subject::Assessment(next.id, next.contract), department, None).await?;
                Ok(next.id)
            })
        });
        let next = next.await?;
        tracing::info!(assessment.id = %next, "Reassessment recorded");
        self.assessment(actor, next).await
    }

    /// Changes an assessment that still has `revision`.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has not.
    pub async fn change_assessment(
        &self, actor: &Actor, id: AssessmentId, revision: i64, command: AssessmentCommand,
    ) -> Result<AssessmentRecord, Error> {
        let (whose, now) = (actor.clone(), self.clock.now());
        let change = self.on_assessment(actor, id, move |tx, before| {
            Box::pin(async move {
                let response = before.details.response.clone();
                let details = Details { response, ..command.details.clone() };
                current(&before, revision, Some(&details))?;
                let details = checked(details).map_err(Error::Invalid)?;
                let place = Place::of(tx, &whose, &command, now).await?;
                keeps_its_name(tx, &before, &place, &details).await?;
                let changed = Assessment {
                    department: place.department,
                    contract: place.contract,
                    ..with(&before, details)
                };
                storage::assessments::let_go(tx, &before).await?;
                Ok(storage::assessments::replace(tx, &changed).await?)
            })
        });
        change.await?;
        tracing::info!(assessment.id = %id, "Assessment changed");
        self.assessment(actor, id).await
    }

    /// Changes something of an assessment in one transaction: authorised, the assessment held,
    /// and the change written down with it.
    async fn on_assessment<T, F>(
        &self, actor: &Actor, id: AssessmentId, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx, Assessment) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        actor.may(Action::RecordAssessments)?;
        let (whose, pen) = (actor.clone(), self.pen(actor));
        let write = self.db.write(move |tx| {
            Box::pin(async move {
                storage::one_at_a_time(tx).await?;
                let found = storage::assessments::lock(tx, whose.scope(), id).await?;
                let found = found.ok_or(MISSING)?;
                let department = found.department.as_ref().map(|own| own.id);
                whose.may_for(Action::RecordAssessments, department)?;
                let subject = Subject::Assessment(id, found.contract);
                let before = storage::audit::state(tx, subject).await?;
                let value = work(tx, found).await?;
                pen.note(tx, subject, department, before).await?;
                Ok(value)
            })
        });
        write.await
    }
}

const MISSING: Error = Error::NotFound { what: "assessment" };

const FOLLOWED: &str = "a reassessment follows this assessment already; change that one";

fn first(place: Place, details: Details) -> Assessment {
    Assessment {
        id: AssessmentId::fresh(),
        revision: 1,
        round: 1,
        follows: None,
        department: place.department,
        contract: place.contract,
        details,
        origin: None,
    }
}

/// The assessment that follows another.
pub(super) fn following(before: &Assessment, details: Details) -> Assessment {
    Assessment {
        id: AssessmentId::fresh(),
        revision: 1,
        round: before.round.saturating_add(1),
        follows: Some(before.id),
        department: before.department.clone(),
        contract: before.contract,
        details,
        origin: None,
    }
}

fn with(before: &Assessment, details: Details) -> Assessment {
    let revision = before.revision.saturating_add(1);
    Assessment { revision, details, origin: None, ..before.clone() }
}

fn after(before: &Assessment, details: &Details) -> Result<(), Error> {
    let (Some(first), Some(then)) = (before.details.assessed_on, details.assessed_on) else {
        return Ok(());
    };
    if first <= then {
        return Ok(());
    }
    let message = format!("this is before the assessment of {first} that it follows");
    let remedy = "Correct the day";
    Err(Error::Invalid(vec![Problem::field("assessed_on", then.to_string(), message, remedy)]))
}

// Both rounds of a reference belong to the same department.
async fn keeps_its_name(
    tx: &Tx, before: &Assessment, place: &Place, details: &Details,
) -> Result<(), Error> {
    let renamed = before.details.reference != details.reference;
    let moved = before.department != place.department;
    if !renamed && !moved {
        return Ok(());
    }
    let tied =
        before.follows.is_some() || storage::assessments::follower(tx, before.id).await?.is_some();
    if tied {
        let field = if renamed { "reference" } else { "department" };
        let message = "an assessment and its reassessment share reference and department";
        let remedy = "Leave them as they are";
        return Err(Error::Invalid(vec![Problem::field(field, "", message, remedy)]));
    }
    let department = place.department.as_ref().map(|own| own.id);
    if storage::assessments::is_taken(tx, department, &details.reference).await? {
        return Err(taken(&details.reference));
    }
    Ok(())
}

fn taken(reference: &str) -> Error {
    let message = "the department already has an assessment with this reference";
    let remedy = "Use another reference, or record a reassessment of that one";
    Error::Invalid(vec![Problem::field("reference", reference, message, remedy)])
}

/// Refuses a change of what somebody else changed meanwhile, with what it says now.
fn current(now: &Assessment, revision: i64, sent: Option<&Details>) -> Result<(), Error> {
    if now.revision == revision {
        return Ok(());
    }
    let texts = |details: &Details| parts::texts(details);
    let sent = sent.map(texts).unwrap_or_default();
    Err(Error::changed("assessment", now.revision, beside(texts(&now.details), sent)))
}
