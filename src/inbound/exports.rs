//! Exports by name: which records each one needs, read one contract at a time.

use crate::app::audit::Filter;
use crate::app::value::ItemFilter;
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::actions::Which;
use crate::domain::assessments::{Assessment, AssessmentFilter};
use crate::domain::contracts::{Contract, ContractFilter};
use crate::domain::designs::Version;
use crate::domain::ids::VersionId;
use crate::domain::lists::Slice;
use crate::domain::scorecards::Window;
use crate::domain::tenders::TenderFilter;
use crate::views::export::{
    Cell, Export, ExportError, Format, Provenance, Table, actions, assessments, composites,
    contracts, history, knowledge, kpi_assessments, kpis, plans, ratings, scores, tenders, value,
};
use clap::ValueEnum;
use std::collections::HashMap;
use std::io::{Seek, Write};
use std::sync::Arc;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Contracts, in the columns they are imported by
    Contracts,
    /// Scores, in the columns they are imported by
    Scores,
    /// KPI observations, in the columns they are imported by
    Kpis,
    /// Verified levels of knowledge, in the columns they are imported by
    Knowledge,
    /// Value-add items, in the columns they are imported by
    Value,
    /// Assessments against a service standard, in the columns they are imported by
    Assessments,
    /// Points of assessments, in the columns they are imported by
    Points,
    /// What tenders weigh, in the columns it is imported by
    Weightings,
    /// Lots of tenders: status, total, cost and quality share
    Lots,
    /// Composites, published and unrounded
    Composites,
    /// Actions, open and closed
    Actions,
    /// KPI ratings and service points by period
    Ratings,
    /// Assessments against KPIs under the Procurement Act
    KpiAssessments,
    /// Improvement plans and their milestones
    Plans,
    /// Who changed what and when, for those who may read it
    History,
}

impl Kind {
    /// The kind with a name, such as `scores`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "contracts" => Some(Self::Contracts),
            "scores" => Some(Self::Scores),
            "kpis" => Some(Self::Kpis),
            "knowledge" => Some(Self::Knowledge),
            "value" => Some(Self::Value),
            "assessments" => Some(Self::Assessments),
            "points" => Some(Self::Points),
            "weightings" => Some(Self::Weightings),
            "lots" => Some(Self::Lots),
            "composites" => Some(Self::Composites),
            "actions" => Some(Self::Actions),
            "ratings" => Some(Self::Ratings),
            "kpi-assessments" => Some(Self::KpiAssessments),
            "plans" => Some(Self::Plans),
            "history" => Some(Self::History),
            _ => None,
        }
    }

    fn table(self) -> &'static Table {
        match self {
            Self::Contracts => &contracts::TABLE,
            Self::Scores => &scores::TABLE,
            Self::Kpis => &kpis::TABLE,
            Self::Knowledge => &knowledge::TABLE,
            Self::Value => &value::TABLE,
            Self::Assessments => &assessments::TABLE,
            Self::Points => &assessments::POINTS,
            Self::Weightings => &tenders::TABLE,
            Self::Lots => &tenders::LOTS,
            Self::Composites => &composites::TABLE,
            Self::Actions => &actions::TABLE,
            Self::Ratings => &ratings::TABLE,
            Self::KpiAssessments => &kpi_assessments::TABLE,
            Self::Plans => &plans::TABLE,
            Self::History => &history::TABLE,
        }
    }
}

/// Why an export came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The records could not be read.
    #[error(transparent)]
    App(#[from] Error),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] ExportError),
}

/// Which file is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What it holds.
    pub kind: Kind,
    /// How it is written.
    pub format: Format,
    /// The only contract it is about; all of them when not said.
    pub contract: Option<Contract>,
}

/// Writes a file, calls `step` after each contract and says how many rows there are.
///
/// # Errors
/// When the records cannot be read, or the file takes no more of them.
pub async fn write<W: Write + Seek + Send>(
    app: &App, actor: &Actor, wanted: Wanted, out: W, mut step: impl FnMut() + Send,
) -> Result<u64, Failed> {
    let Wanted { kind, format, contract } = wanted;
    let reference = contract.as_ref().map(|contract| contract.details.reference.clone());
    let from = Provenance { made_at: app.clock().now(), contract: reference };
    let mut export = Export::new(format, kind.table(), &from, out)?;
    if kind == Kind::History {
        let filter = Filter { contract: contract.map(|contract| contract.id), kind: None };
        return write_history(app, actor, filter, export, step).await;
    }
    if matches!(kind, Kind::Assessments | Kind::Points) {
        let filter = AssessmentFilter {
            contract: contract.map(|contract| contract.id),
            ..AssessmentFilter::default()
        };
        return write_assessments(app, actor, kind, filter, export, step).await;
    }
    if matches!(kind, Kind::Weightings | Kind::Lots) {
        return write_tenders(app, actor, (kind, contract), export, step).await;
    }
    let contracts = match contract {
        Some(contract) => vec![contract],
        None => all(app, actor).await?,
    };
    let mut reader = Reader { app, actor, versions: HashMap::new() };
    for contract in &contracts {
        for row in reader.rows(kind, contract).await? {
            export.row(row)?;
        }
        step();
    }
    Ok(export.finish()?)
}

/// Writes the changes in their order, some at a time, and calls `step` after each time.
async fn write_history<W: Write + Seek + Send>(
    app: &App, actor: &Actor, filter: Filter, mut export: Export<W>, mut step: impl FnMut() + Send,
) -> Result<u64, Failed> {
    let mut after = 0;
    loop {
        let entries = app.history_after(actor, filter, after).await?;
        let Some(last) = entries.last() else { return Ok(export.finish()?) };
        after = last.number;
        for entry in &entries {
            export.row(history::row(entry))?;
        }
        step();
    }
}

/// Writes assessments or their points, some at a time, and calls `step` after each time. An
/// assessment and the reassessment that follows it are one row.
async fn write_assessments<W: Write + Seek + Send>(
    app: &App, actor: &Actor, kind: Kind, filter: AssessmentFilter, mut export: Export<W>,
    mut step: impl FnMut() + Send,
) -> Result<u64, Failed> {
    let contracts = all(app, actor).await?;
    let references: HashMap<_, _> =
        contracts.iter().map(|own| (own.id, own.details.reference.as_str())).collect();
    let (mut kept, mut next) = (Vec::new(), Some(0));
    while let Some(offset) = next {
        let page = app.assessment_points(actor, &filter, Slice { offset, limit: 200 }).await?;
        next = page.next;
        for (one, points) in page.items {
            if kind == Kind::Points {
                for point in &points {
                    export.row(assessments::point(&one, point))?;
                }
            }
            kept.push(one);
        }
        step();
    }
    if kind == Kind::Assessments {
        let second: HashMap<_, _> =
            kept.iter().filter_map(|one: &Assessment| Some((one.follows?, one))).collect();
        for first in kept.iter().filter(|one| one.follows.is_none()) {
            let reference = first.contract.and_then(|id| references.get(&id).copied());
            export.row(assessments::row(first, second.get(&first.id).copied(), reference))?;
        }
    }
    Ok(export.finish()?)
}

/// Writes what tenders weigh or what their lots come to, some at a time, and calls `step` after
/// each time; of a contract only the tender it came from.
async fn write_tenders<W: Write + Seek + Send>(
    app: &App, actor: &Actor, (kind, contract): (Kind, Option<Contract>), mut export: Export<W>,
    mut step: impl FnMut() + Send,
) -> Result<u64, Failed> {
    let filter = match contract {
        Some(contract) => TenderFilter {
            buyer: Some(contract.client.id),
            reference: Some(contract.details.tender_reference.unwrap_or_default()),
            ..TenderFilter::default()
        },
        None => TenderFilter::default(),
    };
    let mut next = Some(0);
    while let Some(offset) = next {
        let page = app.tender_records(actor, &filter, Slice { offset, limit: 200 }).await?;
        next = page.next;
        for (record, lot) in
            page.items.iter().flat_map(|it| it.lots.iter().map(move |lot| (it, lot)))
        {
            let lots = kind == Kind::Lots;
            let rows =
                if lots { vec![tenders::lot(record, lot)] } else { tenders::rows(record, lot) };
            for row in rows {
                export.row(row)?;
            }
        }
        step();
    }
    Ok(export.finish()?)
}

/// Every contract, by reference.
///
/// # Errors
/// When they cannot be read.
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<Contract>, Error> {
    let mut contracts = Vec::new();
    let mut next = Some(0);
    while let Some(offset) = next {
        let slice = Slice { offset, limit: 500 };
        let page = app.contracts(actor, &ContractFilter::default(), slice).await?;
        contracts.extend(page.items.into_iter().map(|line| line.contract));
        next = page.next;
    }
    Ok(contracts)
}

/// Reads one contract at a time, so that memory holds no more than that.
struct Reader<'a> {
    app: &'a App,
    actor: &'a Actor,
    versions: HashMap<VersionId, Arc<Version>>,
}

impl Reader<'_> {
    async fn rows(&mut self, kind: Kind, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        match kind {
            Kind::Contracts => Ok(vec![contracts::row(contract)]),
            Kind::Scores => self.scores(contract).await,
            Kind::Kpis => self.kpis(contract).await,
            Kind::Knowledge => self.knowledge(contract).await,
            Kind::Value => self.value(contract).await,
            Kind::Composites => self.composites(contract).await,
            Kind::Actions => self.actions(contract).await,
            Kind::Ratings => self.ratings(contract).await,
            Kind::KpiAssessments => self.kpi_assessments(contract).await,
            Kind::Plans => self.plans(contract).await,
            Kind::Assessments | Kind::Points | Kind::Weightings | Kind::Lots | Kind::History => {
                Ok(Vec::new())
            }
        }
    }

    async fn scores(&mut self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let mut rows = Vec::new();
        for (meeting, scores) in self.app.scores(self.actor, contract.id, Window::default()).await?
        {
            let version = self.version(meeting.version).await?;
            let cells = |score| scores::row(contract, &meeting, &version.content, score);
            rows.extend(scores.iter().filter_map(cells));
        }
        Ok(rows)
    }

    async fn kpis(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let records = self.app.kpis(self.actor, contract.id).await?;
        let rows = records.iter().flat_map(|record| {
            record.observations.iter().map(|seen| kpis::row(contract, &record.kpi, seen))
        });
        Ok(rows.collect())
    }

    async fn ratings(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let law = self.app.performance(self.actor, contract.id).await?;
        let records = self.app.kpis(self.actor, contract.id).await?;
        let material = &law.standing.terms.material;
        Ok(records.iter().flat_map(|record| ratings::rows(contract, record, material)).collect())
    }

    async fn kpi_assessments(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let law = self.app.performance(self.actor, contract.id).await?;
        let rows = law.assessments.iter().flat_map(|found| kpi_assessments::rows(contract, found));
        Ok(rows.collect())
    }

    async fn plans(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let plans = self.app.improvement_plans(self.actor, contract.id).await?;
        Ok(plans.iter().flat_map(|plan| plans::rows(contract, plan)).collect())
    }

    async fn knowledge(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let known = self.app.knowledge(self.actor, contract.id, None).await?;
        let row = |one: &crate::domain::knowledge::Assessment| {
            let (area, holder) = (known.area(one.area)?, known.holder(one.holder)?);
            Some(knowledge::row(contract, area, holder, one))
        };
        Ok(known.record.assessments.iter().filter_map(row).collect())
    }

    async fn value(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let all = ItemFilter::default();
        let items = self.app.value_items(self.actor, contract.id, all).await?;
        Ok(items.iter().map(|item| value::row(contract, item)).collect())
    }

    async fn composites(&mut self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let trend = self.app.trend(self.actor, contract.id, Window::default()).await?;
        let mut rows = Vec::with_capacity(trend.figures.len());
        for figure in &trend.figures {
            let version = self.version(figure.version).await?;
            rows.push(composites::row(contract, &version, figure));
        }
        Ok(rows)
    }

    async fn actions(&self, contract: &Contract) -> Result<Vec<Vec<Cell>>, Error> {
        let today = self.app.clock().today();
        let (mut rows, mut next) = (Vec::new(), Some(0));
        while let Some(offset) = next {
            let slice = Slice { offset, limit: 500 };
            let page = self.app.actions(self.actor, contract.id, Which::All, slice).await?;
            rows.extend(page.items.iter().map(|record| actions::row(contract, record, today)));
            next = page.next;
        }
        Ok(rows)
    }

    async fn version(&mut self, id: VersionId) -> Result<Arc<Version>, Error> {
        if let Some(version) = self.versions.get(&id) {
            return Ok(Arc::clone(version));
        }
        let version = self.app.design_version(self.actor, id).await?;
        self.versions.insert(id, Arc::clone(&version));
        Ok(version)
    }
}
