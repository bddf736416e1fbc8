//! Scorecards: the figures of a day, their trace, and the trend.

use super::figures::{self, looks_at};
use super::{App, Error};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::contracts::Contract;
use crate::domain::designs::{Source, Version};
use crate::domain::exact::Points;
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::knowledge::Record;
use crate::domain::knowledge::reading::{Reading, reading as known};
use crate::domain::kpis::KpiRecord;
use crate::domain::kpis::reading::reading;
use crate::domain::lists::Slice;
use crate::domain::meetings::governed::{SignedInputs, SignedKpi, SignedPoints};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, Score, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{
    Assessment, Figure, Inputs, KpiReading, PeriodFigure, PeriodLine, Scorecard, Trace, Trend,
    Window, assess,
};
use crate::domain::value::{Item, PromiseLine, promise};
use crate::storage::meetings::signatures::Signed;
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
        &self, actor: &Actor, contract: ContractId, side: Side, on: Option<NaiveDate>,
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
        &self, actor: &Actor, contract: ContractId, side: Side, on: Option<NaiveDate>,
    ) -> Result<Trace, Error> {
        let contract = self.contract(actor, contract).await?;
        let day = on.unwrap_or_else(|| self.clock.today());
        let figure =
            storage::scorecards::latest_by(self.db.reader(), contract.id, side, day).await?;
        let figure = figure.ok_or(Error::NotFound { what: "figure" })?;
        let version = self.db.version(self.db.reader(), figure.version).await?;
        let version = version.ok_or(Error::NotFound { what: "design version" })?;
        let scored = self.scores_behind(actor.scope(), &figure).await?;
        let read = self.readings_for(&version, &figure).await?;
        Ok(traced(contract, figure, version, scored, read))
    }

    async fn scores_behind(
        &self, scope: Scope, figure: &Figure,
    ) -> Result<(Option<Meeting>, Vec<Score>), Error> {
        let Some(id) = figure.meeting else { return Ok((None, Vec::new())) };
        let meeting = storage::meetings::find(self.db.reader(), scope, id).await?;
        let scores = storage::meetings::scores(self.db.reader(), &[id]).await?.remove(&id);
        Ok((meeting, scores.unwrap_or_default()))
    }

    /// What a figure took in besides scores.
    async fn readings_for(&self, version: &Version, figure: &Figure) -> Result<Readings, Error> {
        let looks = |source| looks_at(&version.content, source);
        let recorded = self.recorded(figure.contract, looks).await?;
        let signed = self.signed_inputs(std::slice::from_ref(figure)).await?;
        Ok(Readings::of(version, figure, &recorded, &signed))
    }

    /// What is recorded of a contract besides scores, of those sources that are looked at.
    async fn recorded(
        &self, contract: ContractId, looks: impl Fn(Source) -> bool + Send,
    ) -> Result<Recorded, Error> {
        let mut recorded = Recorded::default();
        if looks(Source::Kpis) {
            recorded.kpis = self.records(contract).await?;
        }
        if looks(Source::Knowledge) {
            recorded.knowledge = self.knowledge_record(contract).await?;
        }
        if looks(Source::Value) {
            recorded.items = storage::value::of_contracts(self.db.reader(), &[contract]).await?;
        }
        Ok(recorded)
    }

    /// What went into those of the figures that were signed.
    async fn signed_inputs(&self, figures: &[Figure]) -> Result<Signed, Error> {
        let signed = figures.iter().filter(|figure| figure.signed.is_some());
        let meetings: Vec<MeetingId> = signed.filter_map(|figure| figure.meeting).collect();
        Ok(storage::meetings::signatures::signed_inputs(self.db.reader(), &meetings).await?)
    }

    /// The stored figures, events and design changes of a contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn trend(
        &self, actor: &Actor, contract: ContractId, window: Window,
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
        &self, actor: &Actor, contract: ContractId, cadence: Cadence,
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
        &self, actor: &Actor, contract: ContractId, window: Window,
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

/// What is recorded of a contract besides scores.
#[derive(Debug, Default)]
struct Recorded {
    kpis: Vec<KpiRecord>,
    knowledge: Record,
    items: Vec<Item>,
}

/// What a figure takes in besides scores, as it stood on its day; only what its design looks at.
#[derive(Debug, Default)]
struct Readings {
    kpis: Vec<KpiReading>,
    knowledge: Option<Reading>,
    value: Option<PromiseLine>,
    /// What stands in place of them, as both sides signed it.
    signed: Vec<SignedPoints>,
}

impl Readings {
    fn of(version: &Version, figure: &Figure, recorded: &Recorded, signed: &Signed) -> Self {
        let looks = |source| looks_at(&version.content, source);
        let Recorded { kpis, knowledge, items } = recorded;
        let read = Self {
            kpis: if looks(Source::Kpis) { readings(kpis, figure.on) } else { Vec::new() },
            knowledge: looks(Source::Knowledge).then(|| known(knowledge, figure.on)),
            value: looks(Source::Value).then(|| promise(items, figure.on)),
            signed: Vec::new(),
        };
        match figure.meeting.zip(figure.signed) {
            Some(key) => read.with_signed(signed.get(&key)),
            None => read,
        }
    }

    /// What counted when both sides signed: what was recorded since does not.
    fn with_signed(self, then: Option<&SignedInputs>) -> Self {
        let counted = then.map(|then| then.kpis.as_slice()).unwrap_or_default();
        let points = then.map(|then| then.points.as_slice()).unwrap_or_default();
        let differs = |one: &&SignedPoints| self.points(one.source) != one.points;
        let signed: Vec<SignedPoints> = points.iter().filter(differs).copied().collect();
        let stands = |source| signed.iter().all(|one| one.source != source);
        Self {
            kpis: as_signed(self.kpis, counted),
            knowledge: self.knowledge.filter(|_| stands(Source::Knowledge)),
            value: self.value.filter(|_| stands(Source::Value)),
            signed,
        }
    }

    /// The points of a source besides scores and KPIs.
    fn points(&self, source: Source) -> Option<Points> {
        if let Some(signed) = self.signed.iter().find(|one| one.source == source) {
            return signed.points;
        }
        match source {
            Source::Knowledge => Some(self.knowledge.as_ref()?.index?.exact),
            Source::Value => self.value.as_ref()?.points,
            Source::Meetings | Source::Kpis => None,
        }
    }

    fn assess(&self, version: &Version, marks: &[(u16, Mark)]) -> Assessment {
        let kpis: Vec<_> = self.kpis.iter().map(|reading| reading.points).collect();
        let (knowledge, value) = (self.points(Source::Knowledge), self.points(Source::Value));
        assess(&version.content, &Inputs { marks, kpis: &kpis, knowledge, value })
    }
}

/// Every KPI as it stood on a day.
fn readings(records: &[KpiRecord], on: NaiveDate) -> Vec<KpiReading> {
    records.iter().map(|record| reading(&record.kpi, &record.observations, on)).collect()
}

/// KPIs as they counted when a figure was signed: what was observed or added since does not.
fn as_signed(readings: Vec<KpiReading>, counted: &[SignedKpi]) -> Vec<KpiReading> {
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

/// A figure with what it was computed from, computed again.
fn traced(
    contract: Contract, figure: Figure, version: Arc<Version>,
    (meeting, mut scores): (Option<Meeting>, Vec<Score>), read: Readings,
) -> Trace {
    scores.retain(|score| score.side == figure.side);
    let marks: Vec<_> = scores.iter().map(|score| (score.criterion, score.mark)).collect();
    let assessment = read.assess(&version, &marks);
    let Readings { kpis, knowledge, value, signed } = read;
    Trace { contract, figure, version, meeting, scores, kpis, knowledge, value, signed, assessment }
}

fn line(rollup: &Rollup) -> Option<PeriodLine> {
    let period = Period::containing(rollup.starts_on, rollup.cadence)?;
    let figure = PeriodFigure::new(rollup.total, rollup.count)?;
    Some(PeriodLine { period, side: rollup.side, figure })
}
