//! A contract in one view: what is agreed, where the figures stand and how they came there.

use super::{Figure, PeriodLine, Trace, Trend, Window};
use crate::domain::contracts::{Contract, Party};
use crate::domain::designs::Version;
use crate::domain::ids::VersionId;
use crate::domain::kpis::KpiRecord;
use crate::domain::lists::Page;
use crate::domain::meetings::{Meeting, Side};
use crate::domain::periods::Cadence;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A contract in one view.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The contract.
    pub contract: Contract,
    /// Who takes part besides client and lead supplier.
    pub parties: Vec<Party>,
    /// The latest figure of each side that has one, explained.
    pub traces: Vec<Trace>,
    /// Figures of all days, what happened meanwhile, and which design was used since when.
    pub trend: Trend,
    /// Every design version that the trend names.
    pub versions: Vec<Arc<Version>>,
    /// Figures of periods.
    pub periods: Vec<PeriodLine>,
    /// How long those periods are.
    pub cadence: Cadence,
    /// KPIs with what was observed.
    pub kpis: Vec<KpiRecord>,
    /// The latest meetings.
    pub meetings: Page<Meeting>,
}

impl Trend {
    /// The latest figure of each side up to a day, in the order of the sides.
    pub fn latest(&self, day: NaiveDate) -> impl Iterator<Item = &Figure> {
        let of = move |side: &Side| {
            self.figures.iter().rfind(|figure| figure.side == *side && figure.on <= day)
        };
        Side::ALL.iter().filter_map(of)
    }

    /// Every design version it names.
    #[must_use]
    pub fn versions(&self) -> BTreeSet<VersionId> {
        let used = self.designs.iter().map(|start| start.version);
        used.chain(self.figures.iter().map(|figure| figure.version)).collect()
    }

    /// The same trend from a day on; designs that came into use before it stay.
    #[must_use]
    pub fn since(&self, day: NaiveDate) -> Self {
        let window = Window { from: Some(day), to: None };
        let mut trend = self.clone();
        trend.figures.retain(|figure| window.has(figure.on));
        trend.events.retain(|event| window.has(event.on));
        trend
    }
}
