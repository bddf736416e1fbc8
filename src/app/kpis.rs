//! KPIs: list, read, define, record observations.

use super::error::refuse;
use super::{App, Error, figures};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis as rules;
use crate::domain::kpis::{Kpi, KpiRecord, Observation};
use crate::domain::problems::Problem;
use crate::storage::{self, StorageError, Tx};

impl App {
    /// KPIs of a contract by title, each with its observations.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn kpis(&self, actor: &Actor, contract: ContractId) -> Result<Vec<KpiRecord>, Error> {
        self.contract(actor, contract).await?;
        Ok(self.records(contract).await?)
    }

    /// KPIs of a contract by title, each with its observations, for whoever may read it.
    pub(super) async fn records(
        &self, contract: ContractId,
    ) -> Result<Vec<KpiRecord>, StorageError> {
        let kpis = storage::kpis::of_contracts(self.db.reader(), &[contract]).await?;
        let ids: Vec<KpiId> = kpis.iter().map(|kpi| kpi.id).collect();
        let mut observations = storage::kpis::observations(self.db.reader(), &ids).await?;
        let record = |kpi: Kpi| KpiRecord {
            observations: observations.remove(&kpi.id).unwrap_or_default(),
            kpi,
        };
        Ok(kpis.into_iter().map(record).collect())
    }

    /// One KPI.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn kpi(&self, actor: &Actor, id: KpiId) -> Result<KpiRecord, Error> {
        actor.may(Action::Read)?;
        let reader = self.db.reader();
        let kpi = storage::kpis::find(reader, actor.scope(), id).await?.ok_or(MISSING)?;
        let observations =
            storage::kpis::observations(reader, &[id]).await?.remove(&id).unwrap_or_default();
        Ok(KpiRecord { kpi, observations })
    }

    /// Adds a KPI, or changes the one with the same title: unit, direction, bands and service levels.
    ///
    /// # Errors
    /// [`Error::Invalid`] when bands overlap or leave holes.
    pub async fn define_kpi(&self, actor: &Actor, kpi: Kpi) -> Result<KpiRecord, Error> {
        actor.may(Action::RecordKpis)?;
        check(&kpi)?;
        let (app, now, contract) = (self.clone(), self.clock.now(), kpi.contract);
        let subject = Subject::Kpis(contract);
        let define = self.change_on(actor, Action::RecordKpis, contract, subject, move |tx, _| {
            Box::pin(async move {
                let id = define(tx, kpi, now).await?;
                app.refresh(tx, contract).await?;
                Ok(id)
            })
        });
        let id = define.await?;
        tracing::info!(kpi.id = %id, "KPI defined");
        self.kpi(actor, id).await
    }

    /// Records observations; one for a period already recorded replaces it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a period overlaps another one of the KPI.
    pub async fn record_observations(
        &self, actor: &Actor, id: KpiId, observations: Vec<Observation>,
    ) -> Result<KpiRecord, Error> {
        actor.may(Action::RecordKpis)?;
        let contract = self.kpi(actor, id).await?.kpi.contract;
        let (app, subject) = (self.clone(), Subject::Kpis(contract));
        let record = self.change_on(actor, Action::RecordKpis, contract, subject, move |tx, _| {
            Box::pin(async move {
                let known = storage::kpis::observations(tx, &[id]).await?.remove(&id);
                apart(&known.unwrap_or_default(), &observations)?;
                let rows: Vec<_> = observations.into_iter().map(|one| (id, one)).collect();
                storage::kpis::put_observations(tx, &rows).await?;
                app.refresh(tx, contract).await
            })
        });
        record.await?;
        tracing::info!(kpi.id = %id, "Observations recorded");
        self.kpi(actor, id).await
    }

    async fn refresh(&self, tx: &Tx, contract: ContractId) -> Result<(), Error> {
        figures::refresh_figures(&self.db, tx, contract).await?;
        Ok(figures::refresh_rollups(tx, &[contract]).await?)
    }
}

const MISSING: Error = Error::NotFound { what: "KPI" };

async fn define(tx: &Tx, kpi: Kpi, now: chrono::DateTime<chrono::Utc>) -> Result<KpiId, Error> {
    let known = storage::kpis::of_contracts(tx, &[kpi.contract]).await?;
    match known.into_iter().find(|known| known.title == kpi.title) {
        Some(known) => {
            storage::kpis::replace(tx, &Kpi { id: known.id, ..kpi }).await?;
            Ok(known.id)
        }
        None => {
            let id = kpi.id;
            storage::kpis::add(tx, &[kpi], None, now).await?;
            Ok(id)
        }
    }
}

fn check(kpi: &Kpi) -> Result<(), Error> {
    refuse(rules::check(kpi))
}

/// Checks that no two periods share a day unless they are the same period.
fn apart(known: &[Observation], given: &[Observation]) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (place, one) in given.iter().enumerate() {
        let same = |other: &&Observation| {
            other.period.start() == one.period.start() && other.period.end() == one.period.end()
        };
        let earlier = given.iter().take(place);
        let clash = known
            .iter()
            .filter(|other| !same(other))
            .chain(earlier)
            .find(|other| other.period.overlaps(one.period));
        if let Some(other) = clash {
            let field = format!("observations[{place}].period");
            let message = format!("the period shares days with {}", other.period.label());
            problems.push(Problem::field(
                field,
                one.period.label(),
                message,
                "Use periods that do not overlap",
            ));
        }
    }
    refuse(problems)
}
