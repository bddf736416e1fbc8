//! A contract in one view, read together.

use super::{Readings, Recorded, line, looks_at, traced};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Source, Version};
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::lists::Slice;
use crate::domain::periods::Cadence;
use crate::domain::scorecards::{Figure, Overview, Trace, Trend, Window};
use crate::storage;
use std::sync::Arc;

impl App {
    /// A contract with its latest figures explained, the figures of periods of one length, and
    /// its latest meetings up to a number. Periods are kept for months, quarters and financial
    /// years.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn overview(
        &self, actor: &Actor, contract: ContractId, cadence: Cadence, meetings: u64,
    ) -> Result<Overview, Error> {
        let found = self.contract(actor, contract).await?;
        let reader = self.db.reader();
        let trend = Trend {
            figures: storage::scorecards::figures(reader, contract, Window::default()).await?,
            events: storage::events::list(reader, contract).await?,
            designs: storage::contracts::designs_in_use(reader, contract).await?,
        };
        let versions = self.design_versions(actor, trend.versions()).await?;
        let looks = |source| versions.iter().any(|it| looks_at(&it.content, source));
        let looks = |source| source == Source::Kpis || looks(source);
        let recorded = self.recorded(contract, looks).await?;
        let rollups = storage::scorecards::rollups(reader, contract, cadence).await?;
        let slice = Slice { offset: 0, limit: meetings };
        Ok(Overview {
            parties: storage::contracts::parties(reader, contract).await?,
            traces: self.latest(&found, &trend, &versions, &recorded).await?,
            contract: found,
            periods: rollups.iter().filter_map(line).collect(),
            meetings: storage::meetings::list(reader, contract, slice).await?,
            trend,
            versions,
            cadence,
            kpis: recorded.kpis,
        })
    }

    /// The latest figure of each side, with what it was computed from.
    async fn latest(
        &self, contract: &Contract, trend: &Trend, versions: &[Arc<Version>], recorded: &Recorded,
    ) -> Result<Vec<Trace>, Error> {
        let figures: Vec<&Figure> = trend.latest(self.clock.today()).collect();
        let behind: Vec<MeetingId> = figures.iter().filter_map(|figure| figure.meeting).collect();
        let meetings = storage::meetings::find_all(self.db.reader(), &behind).await?;
        let scores = storage::meetings::scores(self.db.reader(), &behind).await?;
        let all: Vec<Figure> = figures.iter().map(|figure| (*figure).clone()).collect();
        let signed = self.signed_inputs(&all).await?;
        let trace = |figure: &&Figure| {
            let version = versions.iter().find(|version| version.id == figure.version)?;
            let meeting = meetings.iter().find(|meeting| Some(meeting.id) == figure.meeting);
            let scores = meeting.and_then(|meeting| scores.get(&meeting.id)).cloned();
            let source = (meeting.cloned(), scores.unwrap_or_default());
            let read = Readings::of(version, figure, recorded, &signed);
            Some(traced(contract.clone(), (*figure).clone(), Arc::clone(version), source, read))
        };
        Ok(figures.iter().filter_map(trace).collect())
    }
}
