//! KPIs in law: what a contract is under the Act, assessments, breaches and failures to improve.

use super::error::refuse;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::contracts::Contract;
use crate::domain::ids::{ContractId, KpiAssessmentId, KpiId};
use crate::domain::kpis::Kpi;
use crate::domain::kpis::ratings::Rating;
use crate::domain::performance::{
    Assessed, Assessment, Occasion, Publication, Rated, Record, Standing, Terms, check_assessed,
    check_published, check_terms, still_open,
};
use crate::storage::{self, Tx};
use chrono::NaiveDate;
use futures::future::BoxFuture;

mod failures;

/// An assessment, as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessCommand {
    /// Why it was assessed.
    pub occasion: Occasion,
    /// First day that was looked at.
    pub from: NaiveDate,
    /// Last day that was looked at.
    pub to: NaiveDate,
    /// The day it was assessed.
    pub on: NaiveDate,
    /// The rating of each KPI, and why.
    pub ratings: Vec<(KpiId, Rating, Option<String>)>,
}

impl App {
    /// Everything the Act asks of a contract and what was done about it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn performance(&self, actor: &Actor, contract: ContractId) -> Result<Record, Error> {
        let contract = self.contract(actor, contract).await?;
        let records = storage::performance::records(self.db.reader(), vec![contract]).await?;
        records.into_iter().next().ok_or(NO_CONTRACT)
    }

    /// Says what a contract is under the Act, if what was said still has `revision`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it; [`Error::Changed`] when it has not.
    pub async fn set_standing(
        &self, actor: &Actor, (contract, revision): (ContractId, i64), terms: Terms,
    ) -> Result<Record, Error> {
        let (subject, today) = (Subject::Standing(contract), self.clock.today());
        self.change_record(actor, contract, subject, move |tx, record, kpis| {
            Box::pin(async move {
                let now = record.standing.revision;
                if now != revision {
                    return Err(changed("standing", now));
                }
                refuse(check_terms(&terms, &kpis, today))?;
                let standing = Standing { contract, revision: revision.saturating_add(1), terms };
                Ok(storage::performance::put_standing(tx, &standing).await?)
            })
        })
        .await?;
        tracing::info!(contract.id = %contract, "Standing under the Act recorded");
        self.performance(actor, contract).await
    }

    /// One assessment.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn kpi_assessment(
        &self, actor: &Actor, id: KpiAssessmentId,
    ) -> Result<Assessment, Error> {
        actor.may(Action::Read)?;
        let found = storage::performance::find_assessment(self.db.reader(), actor.scope(), id);
        found.await?.ok_or(NO_ASSESSMENT)
    }

    /// Records an assessment against the most material KPIs.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it.
    pub async fn assess(
        &self, actor: &Actor, contract: ContractId, command: AssessCommand,
    ) -> Result<Assessment, Error> {
        let id = KpiAssessmentId::fresh();
        let subject = Subject::KpiAssessment(id, contract);
        let (by, at, today) = (Author::from(actor), self.clock.now(), self.clock.today());
        self.change_record(actor, contract, subject, move |tx, record, kpis| {
            Box::pin(async move {
                let assessed = named(command, &kpis);
                refuse(check_assessed(&assessed, &record, today))?;
                let revision = 1;
                let new = Assessment { id, contract, revision, assessed, published: None, by, at };
                Ok(storage::performance::put_assessment(tx, &new).await?)
            })
        })
        .await?;
        tracing::info!(assessment.id = %id, "Performance assessed");
        self.kpi_assessment(actor, id).await
    }

    /// Corrects an assessment that is not published and still has `revision`.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is published; [`Error::Changed`] when it was changed meanwhile.
    pub async fn correct_assessment(
        &self, actor: &Actor, (id, revision): (KpiAssessmentId, i64), command: AssessCommand,
    ) -> Result<Assessment, Error> {
        let today = self.clock.today();
        self.change_kpi_assessment(actor, (id, revision), move |before, record, kpis| {
            let assessed = named(command, kpis);
            refuse(check_assessed(&assessed, record, today))?;
            Ok(Assessment { assessed, ..before })
        })
        .await
    }

    /// Records where an assessment was published, if it still has `revision`.
    ///
    /// # Errors
    /// As for a correction.
    pub async fn publish_assessment(
        &self, actor: &Actor, (id, revision): (KpiAssessmentId, i64), published: Publication,
    ) -> Result<Assessment, Error> {
        let today = self.clock.today();
        self.change_kpi_assessment(actor, (id, revision), move |before, _, _| {
            refuse(check_published(&published, Some(before.assessed.on), today))?;
            Ok(Assessment { published: Some(published), ..before })
        })
        .await
    }

    /// Changes an assessment that is not published; the record is without it.
    async fn change_kpi_assessment(
        &self, actor: &Actor, (id, revision): (KpiAssessmentId, i64),
        change: impl FnOnce(Assessment, &Record, &[Kpi]) -> Result<Assessment, Error> + Send + 'static,
    ) -> Result<Assessment, Error> {
        actor.may(Action::AssessPerformance)?;
        let contract = self.kpi_assessment(actor, id).await?.contract;
        let subject = Subject::KpiAssessment(id, contract);
        let (by, at) = (Author::from(actor), self.clock.now());
        self.change_record(actor, contract, subject, move |tx, mut record, kpis| {
            Box::pin(async move {
                let place = record.assessments.iter().position(|it| it.id == id);
                let before = record.assessments.remove(place.ok_or(NO_ASSESSMENT)?);
                if before.revision != revision {
                    return Err(changed("assessment", before.revision));
                }
                still_open(before.published.as_ref()).map_err(refused)?;
                let revision = revision.saturating_add(1);
                let after = change(before, &record, &kpis)?;
                let after = Assessment { revision, by, at, ..after };
                storage::performance::put_assessment(tx, &after).await?;
                record.assessments.push(after);
                Ok(storage::performance::note_published(tx, &record).await?)
            })
        })
        .await?;
        tracing::info!(assessment.id = %id, "Assessment changed or published");
        self.kpi_assessment(actor, id).await
    }

    /// Changes something of a contract's standing, assessments or failures, the contract held.
    async fn change_record<T, F>(
        &self, actor: &Actor, contract: ContractId, subject: Subject, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx, Record, Vec<Kpi>) -> BoxFuture<'t, Result<T, Error>>
            + Send
            + 'static,
    {
        let action = Action::AssessPerformance;
        actor.may(action)?;
        let change = self.change_on(actor, action, contract, subject, move |tx, held: Contract| {
            Box::pin(async move {
                let kpis = storage::kpis::of_contracts(tx, &[held.id]).await?;
                let record = storage::performance::records(tx, vec![held]).await?.pop();
                work(tx, record.ok_or(NO_CONTRACT)?, kpis).await
            })
        });
        change.await
    }
}

const NO_CONTRACT: Error = Error::NotFound { what: "contract" };

const NO_ASSESSMENT: Error = Error::NotFound { what: "assessment" };

/// What was found, with the titles that the KPIs have now.
fn named(command: AssessCommand, kpis: &[Kpi]) -> Assessed {
    let AssessCommand { occasion, from, to, on, ratings } = command;
    let rated = |(kpi, rating, reason)| {
        let title = kpis.iter().find(|known| known.id == kpi).map(|known| known.title.clone());
        Rated { kpi, title: title.unwrap_or_default(), rating, reason }
    };
    Assessed { occasion, from, to, on, ratings: ratings.into_iter().map(rated).collect() }
}

fn refused(why: impl std::error::Error) -> Error {
    Error::Refused(why.to_string())
}

/// Somebody else changed it since it was read.
fn changed(what: &'static str, revision: i64) -> Error {
    Error::changed(what, revision, [("revision", revision.to_string(), String::new())])
}
