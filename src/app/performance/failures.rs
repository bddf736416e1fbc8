//! Breaches and failures to improve: recorded, corrected, published.

use super::{changed, refused};
use crate::app::error::refuse;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::ids::{ContractId, FailureId};
use crate::domain::improvement::State;
use crate::domain::performance::{
    Failed, Failure, Publication, Terms, check_failed, check_published, still_open,
};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use futures::future::BoxFuture;

impl App {
    /// One breach or failure to improve.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn failure(&self, actor: &Actor, id: FailureId) -> Result<Failure, Error> {
        actor.may(Action::Read)?;
        let found = storage::performance::find_failure(self.db.reader(), actor.scope(), id);
        found.await?.ok_or(MISSING)
    }

    /// Records a breach or a failure to improve, which starts the 30 days.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it.
    pub async fn record_failure(
        &self, actor: &Actor, contract: ContractId, failed: Failed,
    ) -> Result<Failure, Error> {
        let id = FailureId::fresh();
        let (subject, today) = (Subject::Failure(id, contract), self.clock.today());
        let (by, at) = (Author::from(actor), self.clock.now());
        self.change_record(actor, contract, subject, move |tx, record, _| {
            Box::pin(async move {
                let mut problems = check_failed(&failed, &record.standing.terms, today);
                problems.extend(not_missed(tx, contract, &failed).await?);
                refuse(problems)?;
                let (revision, published) = (1, None);
                let new = Failure { id, contract, revision, failed, published, by, at };
                Ok(storage::performance::put_failure(tx, &new).await?)
            })
        })
        .await?;
        tracing::info!(failure.id = %id, "Breach or failure to improve recorded");
        self.failure(actor, id).await
    }

    /// Corrects one that is not published and still has `revision`.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is published; [`Error::Changed`] when it was changed meanwhile.
    pub async fn correct_failure(
        &self, actor: &Actor, (id, revision): (FailureId, i64), failed: Failed,
    ) -> Result<Failure, Error> {
        let today = self.clock.today();
        self.change_failure(actor, (id, revision), move |tx, terms, before| {
            Box::pin(async move {
                let mut problems = check_failed(&failed, &terms, today);
                problems.extend(not_missed(tx, before.contract, &failed).await?);
                refuse(problems)?;
                Ok(Failure { failed, ..before })
            })
        })
        .await
    }

    /// Records where one was published, if it still has `revision`.
    ///
    /// # Errors
    /// As for a correction.
    pub async fn publish_failure(
        &self, actor: &Actor, (id, revision): (FailureId, i64), published: Publication,
    ) -> Result<Failure, Error> {
        let today = self.clock.today();
        self.change_failure(actor, (id, revision), move |_, _, before| {
            Box::pin(async move {
                refuse(check_published(&published, Some(before.failed.since), today))?;
                Ok(Failure { published: Some(published), ..before })
            })
        })
        .await
    }

    async fn change_failure<F>(
        &self, actor: &Actor, (id, revision): (FailureId, i64), change: F,
    ) -> Result<Failure, Error>
    where
        F: for<'t> FnOnce(&'t Tx, Terms, Failure) -> BoxFuture<'t, Result<Failure, Error>>
            + Send
            + 'static,
    {
        actor.may(Action::AssessPerformance)?;
        let contract = self.failure(actor, id).await?.contract;
        let subject = Subject::Failure(id, contract);
        let (by, at) = (Author::from(actor), self.clock.now());
        self.change_record(actor, contract, subject, move |tx, record, _| {
            Box::pin(async move {
                let found = record.failures.into_iter().find(|failure| failure.id == id);
                let before = found.ok_or(MISSING)?;
                if before.revision != revision {
                    return Err(changed("failure", before.revision));
                }
                still_open(before.published.as_ref()).map_err(refused)?;
                let after = change(tx, record.standing.terms, before).await?;
                let after = Failure { revision: revision.saturating_add(1), by, at, ..after };
                Ok(storage::performance::put_failure(tx, &after).await?)
            })
        })
        .await?;
        tracing::info!(failure.id = %id, "Breach or failure changed or published");
        self.failure(actor, id).await
    }
}

const MISSING: Error = Error::NotFound { what: "breach or failure" };

/// What is wrong with the plan that is said to have been the opportunity to improve.
async fn not_missed(
    tx: &Tx, contract: ContractId, failed: &Failed,
) -> Result<Option<Problem>, Error> {
    let Some(id) = failed.plan else { return Ok(None) };
    let plans = storage::improvement::of_contract(tx, contract).await?;
    let found = plans.iter().find(|record| record.plan.id == id);
    let message = match found.map(|record| record.plan.state) {
        Some(State::NotMet) => return Ok(None),
        Some(_) => "this plan is not recorded as not met",
        None => "the contract has no such plan",
    };
    let remedy = "Choose a plan that was not met, or leave it out";
    Ok(Some(Problem::field("plan", id.to_string(), message, remedy)))
}
