//! Scorecards: the figures of a day, their trace, and the trend.

use super::figures::{self, looks_at};
use super::{App, Error};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::contracts::Contract;
use crate::domain::designs::{Source, Version};
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::kpis::KpiRecord;
use crate::domain::kpis::reading::reading;
use crate::domain::lists::Slice;
use crate::domain::meetings::{Meeting, MeetingKind, Score, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{
    Figure, Inputs, KpiReading, PeriodFigure, PeriodLine, Scorecard, Trace, Trend, Window, assess,
};
use crate::domain::value::{Item, PromiseLine, promise};
use crate::storage::meetings::signatures::SignedKpis;
use crate::storage::scorecards::{Marked, Rollup};
use crate::storage::{self};
use chrono::NaiveDate;
use std::sync::Arc;

mod overview;

mod compared;

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
        let kpis = self.readings_for(&version, &figure).await?;
        let points: Vec<_> = kpis.iter().map(|reading| reading.points).collect();
        let value = self.promise_for(&version, &figure).await?.and_then(|line| line.points);
        let inputs = Inputs { marks: &marks, kpis: &points, value };
        let assessment = assess(&version.content, &inputs);
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
        let scored = self.scores_behind(actor.scope(), &figure).await?;
        let kpis = self.readings_for(&version, &figure).await?;
        let value = self.promise_for(&version, &figure).await?;
        Ok(traced(contract, figure, version, scored, (kpis, value)))
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

    async fn readings_for(
        &self,
        version: &Version,
        figure: &Figure,
    ) -> Result<Vec<KpiReading>, Error> {
        if !looks_at(&version.content, Source::Kpis) {
            return Ok(Vec::new());
        }
        let records = self.records(figure.contract).await?;
        let signed = self.signed_kpis(std::slice::from_ref(figure)).await?;
        Ok(as_signed(figure, readings(&records, figure.on), &signed))
    }

    /// What KPIs counted for in those of the figures that were signed.
    async fn signed_kpis(&self, figures: &[Figure]) -> Result<SignedKpis, Error> {
        let signed = figures.iter().filter(|figure| figure.signed.is_some());
        let meetings: Vec<MeetingId> = signed.filter_map(|figure| figure.meeting).collect();
        Ok(storage::meetings::signatures::signed_kpis(self.db.reader(), &meetings).await?)
    }

    async fn promise_for(
        &self,
        version: &Version,
        figure: &Figure,
    ) -> Result<Option<PromiseLine>, Error> {
        if !looks_at(&version.content, Source::Value) {
            return Ok(None);
        }
        let items = storage::value::of_contracts(self.db.reader(), &[figure.contract]).await?;
        Ok(promised(version, &items, figure.on))
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
    /// Checks are no part of the scorecard.
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
        let mut meetings = storage::meetings::within(self.db.reader(), contract, window).await?;
        meetings.retain(|meeting| meeting.kind == MeetingKind::Scorecard);
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

/// Every KPI as it stood on a day.
fn readings(records: &[KpiRecord], on: NaiveDate) -> Vec<KpiReading> {
    records.iter().map(|record| reading(&record.kpi, &record.observations, on)).collect()
}

/// KPIs as they counted when a figure was signed: what was observed or added since does not.
fn as_signed(figure: &Figure, readings: Vec<KpiReading>, signed: &SignedKpis) -> Vec<KpiReading> {
    let Some(key) = figure.meeting.zip(figure.signed) else { return readings };
    let counted = signed.get(&key).map(Vec::as_slice).unwrap_or_default();
    let then = |reading: KpiReading| {
        let points = counted.iter().find(|it| it.kpi == reading.kpi.id)?.points;
        let same = points == reading.points;
        let reading = if same {
            reading
        } else {
            KpiReading { observation: None, attainment: None, points, ..reading }
        };
        Some(reading)
    };
    readings.into_iter().filter_map(then).collect()
}

/// What commitments came to by a day, for a design that looks at them.
fn promised(version: &Version, items: &[Item], on: NaiveDate) -> Option<PromiseLine> {
    looks_at(&version.content, Source::Value).then(|| promise(items, on))
}

/// A figure with what it was computed from, computed again.
fn traced(
    contract: Contract,
    figure: Figure,
    version: Arc<Version>,
    (meeting, mut scores): (Option<Meeting>, Vec<Score>),
    (kpis, value): (Vec<KpiReading>, Option<PromiseLine>),
) -> Trace {
    scores.retain(|score| score.side == figure.side);
    let points: Vec<_> = kpis.iter().map(|reading| reading.points).collect();
    let marks: Vec<_> = scores.iter().map(|score| (score.criterion, score.mark)).collect();
    let worth = value.and_then(|line| line.points);
    let inputs = Inputs { marks: &marks, kpis: &points, value: worth };
    let assessment = assess(&version.content, &inputs);
    Trace { contract, figure, version, meeting, scores, kpis, value, assessment }
}

fn line(rollup: &Rollup) -> Option<PeriodLine> {
    let period = Period::containing(rollup.starts_on, rollup.cadence)?;
    let figure = PeriodFigure::new(rollup.total, rollup.count)?;
    Some(PeriodLine { period, side: rollup.side, figure })
}
