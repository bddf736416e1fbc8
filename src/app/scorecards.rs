//! Scorecards: the figures of a day, their trace, and the trend.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::Contract;
use crate::domain::designs::{InUse, Version};
use crate::domain::events::Event;
use crate::domain::exact::Points;
use crate::domain::ids::ContractId;
use crate::domain::kpis::{Attainment, Kpi, Observation};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::{Meeting, Score, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{PeriodLine, Trace, Trend, Window};
use chrono::NaiveDate;
use std::sync::Arc;

impl App {
    /// The trace of the figure for a side on the latest day up to `on` (today when not given).
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor or has no figure by then.
    pub async fn trace(
        &self,
        actor: &Actor,
        contract: ContractId,
        side: Side,
        on: Option<NaiveDate>,
    ) -> Result<Trace, Error> {
        unimplemented!()
    }

    /// The stored figures, events and design changes of a contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn trend(
        &self,
        actor: &Actor,
        contract: ContractId,
        window: Window,
    ) -> Result<Trend, Error> {
        unimplemented!()
    }

    /// The rollups of a contract: one figure per period and side that has composites.
    /// Kept for months, quarters and financial years.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn period_figures(
        &self,
        actor: &Actor,
        contract: ContractId,
        cadence: Cadence,
    ) -> Result<Vec<PeriodLine>, Error> {
        unimplemented!()
    }

    /// Scores behind the small multiples: every meeting of the window with its scores, by day.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn scores(
        &self,
        actor: &Actor,
        contract: ContractId,
        window: Window,
    ) -> Result<Vec<(Meeting, Vec<Score>)>, Error> {
        unimplemented!()
    }
}
