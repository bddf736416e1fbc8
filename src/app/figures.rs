//! Figures are computed here and nowhere else: from what a transaction just wrote, and stored with it.

use super::Error;
use crate::domain::designs::{Design, Source, Version, in_use_on};
use crate::domain::exact::Points;
use crate::domain::ids::{ContractId, MeetingId, VersionId};
use crate::domain::knowledge::Record;
use crate::domain::kpis::reading::points_on;
use crate::domain::kpis::{Kpi, Observation};
use crate::domain::meetings::governed::{SignedInputs, SignedKpi, SignedPoints};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, Score, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{Assessment, Figure, Inputs, Window, assess};
use crate::domain::value::{self, Item};
use crate::storage::scorecards::{FigureRow, Point, Rollup};
use crate::storage::{self, Db, StorageError, Tx};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Cadences that sums are kept for.
pub(super) const KEPT: [Cadence; 3] = [Cadence::Month, Cadence::Quarter, Cadence::FinancialYear];

/// What is recorded of a contract besides scores and what perspectives can take points from.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// Each KPI with everything observed of it.
    measured: Vec<(Kpi, Vec<Observation>)>,
    /// Knowledge areas, who is to know, and verified levels.
    knowledge: Record,
    /// Value-add items.
    items: Vec<Item>,
}

/// What that was worth on a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Worth {
    kpis: Vec<Option<Points>>,
    knowledge: Option<Points>,
    value: Option<Points>,
}

impl Beside {
    /// What of it a design looks at is worth on a day, to be kept with what both sides sign.
    pub(super) fn signed_on(&self, design: &Design, day: NaiveDate) -> SignedInputs {
        let Worth { kpis, knowledge, value } = self.on(day);
        let kpi = |((kpi, _), points): (&(Kpi, _), _)| SignedKpi { kpi: kpi.id, points };
        let kpis = self.measured.iter().zip(kpis).map(kpi);
        let points = [(Source::Knowledge, knowledge), (Source::Value, value)].into_iter();
        let points = points.filter(|(source, _)| looks_at(design, *source));
        SignedInputs {
            kpis: kpis.filter(|_| looks_at(design, Source::Kpis)).collect(),
            points: points.map(|(source, points)| SignedPoints { source, points }).collect(),
        }
    }

    /// What it is worth on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Worth {
        let kpi = |(kpi, seen): &(Kpi, Vec<Observation>)| points_on(kpi, seen, day);
        Worth {
            kpis: self.measured.iter().map(kpi).collect(),
            knowledge: self.knowledge.index(day).map(|index| index.exact),
            value: value::points(&self.items, day),
        }
    }

    /// The days on which a design that waits for no meeting has a figure: each end of an observed
    /// period, and each day on which a level of knowledge or value-add was verified.
    fn days(&self, design: &Design) -> BTreeSet<NaiveDate> {
        let observed = self.measured.iter().flat_map(|(_, observations)| observations);
        let ends = observed.map(|one| one.period.end()).filter(|_| looks_at(design, Source::Kpis));
        let levels = self.knowledge.assessments.iter().map(|one| one.on);
        let levels = levels.filter(|_| looks_at(design, Source::Knowledge));
        let verified = self.items.iter().filter_map(|item| item.progress.verified());
        let items = verified.map(|it| it.on).filter(|_| looks_at(design, Source::Value));
        ends.chain(levels).chain(items).collect()
    }
}

/// What one side's scores and all that is beside them come to under a design.
pub(super) fn assessment(
    design: &Design, scores: &[Score], side: Side, beside: &Worth,
) -> Assessment {
    let own = scores.iter().filter(|score| score.side == side);
    let marks: Vec<(u16, Mark)> = own.map(|score| (score.criterion, score.mark)).collect();
    let Worth { kpis, knowledge, value } = beside;
    assess(design, &Inputs { marks: &marks, kpis, knowledge: *knowledge, value: *value })
}

/// The figures of a meeting: one for each side that recorded anything.
pub(super) fn of_meeting(
    meeting: &Meeting, version: &Version, scores: &[Score], beside: &Worth,
) -> Vec<FigureRow> {
    let sides = Side::ALL.iter().filter(|side| scores.iter().any(|score| score.side == **side));
    let row = |side: &Side| {
        let assessment = assessment(&version.content, scores, *side, beside);
        figure_row(meeting.contract, meeting.held_on, *side, version, Some(meeting), assessment)
    };
    sides.map(row).collect()
}

fn figure_row(
    contract: ContractId, on: NaiveDate, side: Side, version: &Version, meeting: Option<&Meeting>,
    assessment: Assessment,
) -> FigureRow {
    let figure = Figure {
        contract,
        on,
        side,
        version: version.id,
        meeting: meeting.map(|meeting| meeting.id),
        coverage: assessment.coverage,
        composite: assessment.composite,
        signed: None,
    };
    FigureRow { figure, minimum: version.content.minimum_coverage() }
}

/// Whether a perspective of a design takes its points from a source.
pub(super) fn looks_at(design: &Design, source: Source) -> bool {
    design.perspectives().iter().any(|perspective| perspective.source == source)
}

/// Whether a design looks at anything beside what is scored at meetings.
pub(super) fn looks_beside(design: &Design) -> bool {
    design.perspectives().iter().any(|perspective| perspective.source != Source::Meetings)
}

/// What is recorded of contracts besides scores, by contract.
pub(super) async fn beside(
    tx: &Tx, contracts: &[ContractId],
) -> Result<HashMap<ContractId, Beside>, StorageError> {
    let kpis = storage::kpis::of_contracts(tx, contracts).await?;
    let ids: Vec<_> = kpis.iter().map(|kpi| kpi.id).collect();
    let mut observations = storage::kpis::observations(tx, &ids).await?;
    let mut beside: HashMap<ContractId, Beside> = HashMap::new();
    for kpi in kpis {
        let own = observations.remove(&kpi.id).unwrap_or_default();
        beside.entry(kpi.contract).or_default().measured.push((kpi, own));
    }
    for (contract, knowledge) in storage::knowledge::records(tx, contracts).await? {
        beside.entry(contract).or_default().knowledge = knowledge;
    }
    for item in storage::value::of_contracts(tx, contracts).await? {
        beside.entry(item.contract).or_default().items.push(item);
    }
    Ok(beside)
}

/// Computes anew every figure of a contract that depends on more than scores.
pub(super) async fn refresh_figures(db: &Db, tx: &Tx, contract: ContractId) -> Result<(), Error> {
    let beside = beside(tx, &[contract]).await?.remove(&contract).unwrap_or_default();
    let meetings = storage::meetings::within(tx, contract, Window::default()).await?;
    let mut rows = Vec::new();
    let mut looking = Vec::new();
    for meeting in meetings.into_iter().filter(|it| it.kind == MeetingKind::Scorecard) {
        let version = version(db, tx, meeting.version).await?;
        if looks_beside(&version.content) {
            looking.push((meeting, version));
        }
    }
    let ids: Vec<_> = looking.iter().map(|(meeting, _)| meeting.id).collect();
    let scores = storage::meetings::scores(tx, &ids).await?;
    for (meeting, version) in &looking {
        let own = scores.get(&meeting.id).map(Vec::as_slice).unwrap_or_default();
        rows.extend(of_meeting(meeting, version, own, &beside.on(meeting.held_on)));
    }
    rows.extend(without_meetings(db, tx, contract, &beside).await?);
    storage::scorecards::remove_without_meeting(tx, contract).await?;
    Ok(storage::scorecards::put_figures(tx, &rows).await?)
}

/// Computes anew the figures of those of the meetings that still exist.
pub(super) async fn refresh_meetings(
    db: &Db, tx: &Tx, meetings: &[MeetingId],
) -> Result<(), Error> {
    for some in meetings.chunks(1_000) {
        let there = storage::meetings::find_all(tx, some).await?;
        let mut contracts: Vec<ContractId> = there.iter().map(|meeting| meeting.contract).collect();
        contracts.dedup();
        let mut besides = beside(tx, &contracts).await?;
        let scores = storage::meetings::scores(tx, some).await?;
        let mut rows = Vec::new();
        for meeting in &there {
            let version = version(db, tx, meeting.version).await?;
            let own = scores.get(&meeting.id).map(Vec::as_slice).unwrap_or_default();
            let beside = besides.entry(meeting.contract).or_default();
            rows.extend(of_meeting(meeting, &version, own, &beside.on(meeting.held_on)));
        }
        storage::scorecards::put_figures(tx, &rows).await?;
    }
    Ok(())
}

// A contract that is not scored at meetings has none to wait for.
async fn without_meetings(
    db: &Db, tx: &Tx, contract: ContractId, beside: &Beside,
) -> Result<Vec<FigureRow>, Error> {
    let history = storage::contracts::designs_in_use(tx, contract).await?;
    let versions: BTreeSet<VersionId> = history.iter().map(|used| used.version).collect();
    let mut rows = Vec::new();
    for id in versions {
        let version = version(db, tx, id).await?;
        if looks_at(&version.content, Source::Meetings) {
            continue;
        }
        let in_use = |day: &NaiveDate| in_use_on(&history, *day) == Some(id);
        for day in beside.days(&version.content).into_iter().filter(in_use) {
            let assessment = assessment(&version.content, &[], Side::Client, &beside.on(day));
            rows.push(figure_row(contract, day, Side::Client, &version, None, assessment));
        }
    }
    Ok(rows)
}

/// A version that a row links to.
pub(super) async fn version(db: &Db, tx: &Tx, id: VersionId) -> Result<Arc<Version>, Error> {
    db.version(tx, id).await?.ok_or(Error::NotFound { what: "design version" })
}

// So many contracts that their composites still fit easily in memory.
const CONTRACTS_AT_ONCE: usize = 50;

/// Writes the sums and latest figures of contracts anew from their composites.
pub(super) async fn refresh_rollups(tx: &Tx, contracts: &[ContractId]) -> Result<(), StorageError> {
    for some in contracts.chunks(CONTRACTS_AT_ONCE) {
        let points = storage::scorecards::points(tx, some).await?;
        let (rollups, newest) = (rollups(&points), newest(&points));
        storage::scorecards::replace_rollups(tx, some, &rollups, &newest).await?;
    }
    Ok(())
}

fn rollups(points: &[Point]) -> Vec<Rollup> {
    let mut sums: BTreeMap<(ContractId, Cadence, Side, NaiveDate), (i64, u32)> = BTreeMap::new();
    for point in points {
        for cadence in KEPT {
            let Some(period) = Period::containing(point.on, cadence) else { continue };
            let sum =
                sums.entry((point.contract, cadence, point.side, period.start())).or_default();
            *sum = (sum.0.saturating_add(point.published), sum.1.saturating_add(1));
        }
    }
    let rollup = |((contract, cadence, side, starts_on), (total, count))| Rollup {
        contract,
        cadence,
        side,
        starts_on,
        total,
        count,
    };
    sums.into_iter().map(rollup).collect()
}

fn newest(points: &[Point]) -> Vec<Point> {
    let mut newest: BTreeMap<(ContractId, Side), Point> = BTreeMap::new();
    for point in points {
        let best = newest.entry((point.contract, point.side)).or_insert(*point);
        if best.on <= point.on {
            *best = *point;
        }
    }
    newest.into_values().collect()
}
