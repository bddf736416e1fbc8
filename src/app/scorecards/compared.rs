//! Figures compared: with each other over time, between the two sides, and with what was agreed.

use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::agreement::{Entry, ledger};
use crate::domain::gaps::{MeetingGaps, latest_two_sided};
use crate::domain::ids::ContractId;
use crate::domain::meetings::participation::{Participation, participation};
use crate::domain::meetings::{Meeting, Side};
use crate::domain::noise::Variation;
use crate::domain::scorecards::Window;
use crate::domain::value::{QuarterValue, by_quarter};
use crate::storage;

impl App {
    /// The composites of a side with what is worth asking about in them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn variation(
        &self, actor: &Actor, contract: ContractId, side: Side, window: Window,
    ) -> Result<Variation, Error> {
        let trend = self.trend(actor, contract, window).await?;
        let versions = self.design_versions(actor, trend.versions()).await?;
        Ok(Variation::of(trend, side, &versions))
    }

    /// What the two sides gave each criterion at the latest meeting both of them scored.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn latest_gaps(
        &self, actor: &Actor, contract: ContractId, window: Window,
    ) -> Result<Option<(Meeting, MeetingGaps)>, Error> {
        self.contract(actor, contract).await?;
        let reader = self.db.reader();
        let figures = storage::scorecards::figures(reader, contract, window).await?;
        let Some(id) = latest_two_sided(&figures) else { return Ok(None) };
        let meeting = storage::meetings::find(reader, actor.scope(), id).await?;
        let meeting = meeting.ok_or(Error::NotFound { what: "meeting" })?;
        let scores = storage::meetings::scores(reader, &[id]).await?.remove(&id);
        let version = self.design_version(actor, meeting.version).await?;
        let gaps = MeetingGaps::of(&version.content, &scores.unwrap_or_default());
        Ok(Some((meeting, gaps)))
    }

    /// How often the two sides agreed, meeting by meeting or, when there are many, by quarter.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn agreement(
        &self, actor: &Actor, contract: ContractId, window: Window,
    ) -> Result<Vec<Entry>, Error> {
        Ok(ledger(&self.scores(actor, contract, window).await?))
    }

    /// How both sides took part in the meetings they score in turn.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn participation(
        &self, actor: &Actor, contract: ContractId, window: Window,
    ) -> Result<[Participation; 2], Error> {
        self.contract(actor, contract).await?;
        let reader = self.db.reader();
        let held = storage::meetings::within(reader, contract, window).await?;
        let ids: Vec<_> = held.iter().map(|meeting| meeting.id).collect();
        let mut governed = storage::meetings::governance::among(reader, &ids).await?;
        let mut seals = storage::meetings::signatures::seals_among(reader, &ids).await?;
        let with_seals = |id| Some((governed.remove(id)?, seals.remove(id).unwrap_or_default()));
        Ok(participation(&ids.iter().filter_map(with_seals).collect::<Vec<_>>()))
    }

    /// What the supplier promised, claimed and was found to have given, by quarter.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn value_by_quarter(
        &self, actor: &Actor, contract: ContractId, window: Window,
    ) -> Result<Vec<QuarterValue>, Error> {
        self.contract(actor, contract).await?;
        let items = storage::value::of_contracts(self.db.reader(), &[contract]).await?;
        Ok(by_quarter(&items, |day| window.has(day)))
    }
}
