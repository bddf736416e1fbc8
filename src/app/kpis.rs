//! KPIs: list, read, define, record observations.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::{Kpi, KpiRecord, Observation};
use crate::domain::lists::{Page, Slice};

impl App {
    /// KPIs of a contract by title, each with its observations.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn kpis(&self, actor: &Actor, contract: ContractId) -> Result<Vec<KpiRecord>, Error> {
        unimplemented!()
    }

    /// One KPI.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn kpi(&self, actor: &Actor, id: KpiId) -> Result<KpiRecord, Error> {
        unimplemented!()
    }

    /// Adds a KPI, or changes the one with the same title: unit, direction, bands and service levels.
    ///
    /// # Errors
    /// [`Error::Invalid`] when bands overlap or leave holes.
    pub async fn define_kpi(&self, actor: &Actor, kpi: Kpi) -> Result<KpiRecord, Error> {
        unimplemented!()
    }

    /// Records observations; one for a period already recorded replaces it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a period overlaps another one of the KPI.
    pub async fn record_observations(
        &self,
        actor: &Actor,
        id: KpiId,
        observations: Vec<Observation>,
    ) -> Result<KpiRecord, Error> {
        unimplemented!()
    }
}
