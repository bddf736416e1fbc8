//! Scorecards: the figures of a day, their trace, and the trend.

use super::figures::{self, looks_at};
use super::{App, Error};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::contracts::Contract;
use crate::domain::designs::{Source, Version};
use crate::domain::ids::ContractId;
use crate::domain::knowledge::reading::{Reading, reading as knowledge};
use crate::domain::kpis::KpiRecord;
use crate::domain::kpis::reading::reading;
use crate::domain::lists::Slice;
use crate::domain::meetings::{Mark, Meeting, Score, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{
    Assessment, Figure, Inputs, KpiReading, PeriodFigure, PeriodLine, Scorecard, Trace, Trend,
    Window, assess,
};
use crate::storage::scorecards::{Marked, Rollup};
use crate::storage::{self};
use chrono::NaiveDate;
use std::sync::Arc;

mod overview;

impl App {
    /// The scorecard for a side on the latest day up to `on` (today when not given).
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor or has no figure by then.
    pub async fn scorecard(
        &self,
        actor: &Actor,
        contract: ContractId,
        side: Side,
        on: Option<NaiveDate>,
    ) -> Result<Scorecard, Error> {
        actor.may(Action::Read)?;
        let (reader, day) = (self.db.reader(), on.unwrap_or_else(|| self.clock.today()));
        let found = storage::scorecards::marked(reader, actor.scope(), contract, side, day).await?;
        let Some(Marked { reference, figure, marks }) = found else {
            self.contract(actor, contract).await?;
            return Err(Error::NotFound { what: "figure" });
        };
        let version = self.db.version(reader, figure.version).await?;
        let version = version.ok_or(Error::NotFound { what: "design version" })?;
        let read = self.readings_for(&version, &figure).await?;
        let assessment = read.assess(&version, &marks);
        Ok(Scorecard { reference, figure, version, assessment })
    }

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
        let contract = self.contract(actor, contract).await?;
        let day = on.unwrap_or_else(|| self.clock.today());
        let figure =
            storage::scorecards::latest_by(self.db.reader(), contract.id, side, day).await?;
        let figure = figure.ok_or(Error::NotFound { what: "figure" })?;
        let version = self.db.version(self.db.reader(), figure.version).await?;
        let version = version.ok_or(Error::NotFound { what: "design version" })?;
        let (meeting, scores) = self.scores_behind(actor.scope(), &figure).await?;
        let read = self.readings_for(&version, &figure).await?;
        Ok(traced(contract, figure, version, (meeting, scores), read))
    }

    async fn scores_behind(
        &self,
        scope: Scope,
        figure: &Figure,
    ) -> Result<(Option<Meeting>, Vec<Score>), Error> {
        let Some(id) = figure.meeting else { return Ok((None, Vec::new())) };
        let meeting = storage::meetings::find(self.db.reader(), scope, id).await?;
        let scores = storage::meetings::scores(self.db.reader(), &[id]).await?.remove(&id);
        Ok((meeting, scores.unwrap_or_default()))
    }

    async fn readings_for(&self, version: &Version, figure: &Figure) -> Result<Read, Error> {
        let mut read = Read::default();
        if looks_at(&version.content, Source::Kpis) {
            read.kpis = readings(&self.records(figure.contract).await?, figure.on);
        }
        if looks_at(&version.content, Source::Knowledge) {
            let record = self.knowledge_record(figure.contract).await?;
            read.knowledge = Some(knowledge(&record, figure.on));
        }
        Ok(read)
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
        self.contract(actor, contract).await?;
        let reader = self.db.reader();
        let figures = storage::scorecards::figures(reader, contract, window).await?;
        let mut events = storage::events::list(reader, contract).await?;
        events.retain(|event| window.has(event.on));
        let mut designs = storage::contracts::designs_in_use(reader, contract).await?;
        designs.retain(|start| window.to.is_none_or(|to| start.from <= to));
        Ok(Trend { figures, events, designs })
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
        self.contract(actor, contract).await?;
        let rollups = storage::scorecards::rollups(self.db.reader(), contract, cadence).await?;
        Ok(rollups.iter().filter_map(line).collect())
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
        self.contract(actor, contract).await?;
        let meetings = storage::meetings::within(self.db.reader(), contract, window).await?;
        let ids: Vec<_> = meetings.iter().map(|meeting| meeting.id).collect();
        let mut scores = storage::meetings::scores(self.db.reader(), &ids).await?;
        Ok(meetings
            .into_iter()
            .map(|meeting| (scores.remove(&meeting.id).unwrap_or_default(), meeting))
            .map(|(scores, meeting)| (meeting, scores))
            .collect())
    }

    /// Computes the sums of every contract anew from its composites, some contracts at a time.
    /// Returns how many contracts there are.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn rebuild_rollups(&self, actor: &Actor) -> Result<u64, Error> {
        actor.may(Action::Operate)?;
        let mut done = 0_u64;
        loop {
            let slice = Slice { offset: done, limit: 200 };
            let some = storage::contracts::all(self.db.reader(), actor.scope(), slice).await?;
            if some.is_empty() {
                return Ok(done);
            }
            done = done.saturating_add(u64::try_from(some.len()).unwrap_or(u64::MAX));
            let ids: Vec<ContractId> = some.into_iter().map(|contract| contract.id).collect();
            self.db
                .write(move |tx| Box::pin(async move { figures::refresh_rollups(tx, &ids).await }))
                .await?;
        }
    }
}

/// What a figure takes in besides scores, as it stood on its day.
#[derive(Debug, Default)]
struct Read {
    kpis: Vec<KpiReading>,
    knowledge: Option<Reading>,
}

impl Read {
    fn assess(&self, version: &Version, marks: &[(u16, Mark)]) -> Assessment {
        let kpis: Vec<_> = self.kpis.iter().map(|reading| reading.points).collect();
        let index = self.knowledge.as_ref().and_then(|reading| reading.index);
        let knowledge = index.map(|index| index.exact);
        assess(&version.content, &Inputs { marks, kpis: &kpis, knowledge })
    }
}

/// Every KPI as it stood on a day.
fn readings(records: &[KpiRecord], on: NaiveDate) -> Vec<KpiReading> {
    records.iter().map(|record| reading(&record.kpi, &record.observations, on)).collect()
}

/// A figure with what it was computed from, computed again.
fn traced(
    contract: Contract,
    figure: Figure,
    version: Arc<Version>,
    (meeting, mut scores): (Option<Meeting>, Vec<Score>),
    read: Read,
) -> Trace {
    scores.retain(|score| score.side == figure.side);
    let marks: Vec<_> = scores.iter().map(|score| (score.criterion, score.mark)).collect();
    let assessment = read.assess(&version, &marks);
    let Read { kpis, knowledge } = read;
    Trace { contract, figure, version, meeting, scores, kpis, knowledge, assessment }
}

fn line(rollup: &Rollup) -> Option<PeriodLine> {
    let period = Period::containing(rollup.starts_on, rollup.cadence)?;
    let figure = PeriodFigure::new(rollup.total, rollup.count)?;
    Some(PeriodLine { period, side: rollup.side, figure })
}
