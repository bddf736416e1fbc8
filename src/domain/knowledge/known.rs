//! Everything known of the knowledge under a contract, as it is looked at on a day.

use super::evidence::Evidence;
use super::forecast::{NoForecast, forecast};
use super::readiness::Readiness;
use super::{Area, Holder, Index, Record};
use crate::domain::contracts::Contract;
use crate::domain::ids::{AreaId, HolderId};
use chrono::NaiveDate;

/// Everything known of the knowledge under a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The contract.
    pub contract: Contract,
    /// Areas, people and verified levels.
    pub record: Record,
    /// Evidence, earliest planned first.
    pub evidence: Vec<Evidence>,
    /// The day it is looked at on.
    pub on: NaiveDate,
}

impl Known {
    /// The index that day.
    #[must_use]
    pub fn index(&self) -> Option<Index> {
        self.record.index(self.on)
    }

    /// The day on which the index will reach 100.
    ///
    /// # Errors
    /// Why there is none.
    pub fn forecast(&self) -> Result<NaiveDate, NoForecast> {
        forecast(&self.record, self.on)
    }

    /// Whether the client could go on alone.
    #[must_use]
    pub fn readiness(&self) -> Readiness<'_> {
        Readiness::on(self.on, &self.record, &self.evidence, self.contract.details.term.end())
    }

    /// The index on every day it can have moved.
    #[must_use]
    pub fn history(&self) -> Vec<(NaiveDate, Index)> {
        let days = self.record.days(self.on).into_iter();
        days.filter_map(|day| Some((day, self.record.index(day)?))).collect()
    }

    /// The same from a day on. A level holds until the next, so the index of that day itself is
    /// the first when it moved before.
    #[must_use]
    pub fn history_from(&self, from: NaiveDate) -> Vec<(NaiveDate, Index)> {
        let mut days = self.record.days(self.on);
        days.insert(from.min(self.on));
        let shown = days.into_iter().filter(|day| from <= *day);
        shown.filter_map(|day| Some((day, self.record.index(day)?))).collect()
    }

    /// An area.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.record.areas.iter().find(|area| area.id == id)
    }

    /// A person or role.
    #[must_use]
    pub fn holder(&self, id: HolderId) -> Option<&Holder> {
        self.record.holders.iter().find(|holder| holder.id == id)
    }

    /// The name of a person or role.
    #[must_use]
    pub fn name_of(&self, id: HolderId) -> &str {
        self.holder(id).map_or("", |holder| holder.post.name.as_str())
    }

    /// The evidence of an area, latest planned first.
    pub fn evidence_of(&self, area: AreaId) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().rev().filter(move |evidence| evidence.area == area)
    }
}
