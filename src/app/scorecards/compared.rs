//! Figures compared: with each other over time, between the two sides, and with what was agreed.

use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::agreement::{Entry, ledger};
use crate::domain::gaps::{MeetingGaps, latest_two_sided};
use crate::domain::ids::ContractId;
use crate::domain::meetings::{Meeting, Side};
use crate::domain::noise::Variation;
use crate::domain::scorecards::Window;
use crate::storage;

impl App {
    /// The composites of a side with what is worth asking about in them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn variation(
        &self,
        actor: &Actor,
        contract: ContractId,
        side: Side,
        window: Window,
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
        &self,
        actor: &Actor,
        contract: ContractId,
        window: Window,
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
        &self,
        actor: &Actor,
        contract: ContractId,
        window: Window,
    ) -> Result<Vec<Entry>, Error> {
        Ok(ledger(&self.scores(actor, contract, window).await?))
    }
}
