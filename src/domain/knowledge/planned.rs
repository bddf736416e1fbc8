//! The index as it was planned: every area at its baseline until its target falls due.

use super::{Plan, Record, weighed};
use crate::domain::exact::Published;
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Record {
    /// The planned index on the day the first level was verified, and on each day on which a
    /// target falls due; nothing when no target has a day.
    #[must_use]
    pub fn planned(&self) -> Vec<(NaiveDate, Published)> {
        let due: BTreeSet<NaiveDate> =
            self.areas.iter().filter_map(|area| area.plan.target_on).collect();
        if due.is_empty() {
            return Vec::new();
        }
        let began = self.assessments.iter().map(|one| one.on).min();
        let days: BTreeSet<NaiveDate> = due.into_iter().chain(began).collect();
        days.into_iter().filter_map(|day| Some((day, self.planned_on(day)?))).collect()
    }

    fn planned_on(&self, day: NaiveDate) -> Option<Published> {
        let is_due = |plan: &Plan| plan.target_on.is_some_and(|due| due <= day);
        let level = |plan: &Plan| if is_due(plan) { plan.target } else { plan.baseline };
        let ratio = weighed(self.areas.iter().map(|area| (&area.plan, level(&area.plan))))?;
        Published::from_scaled(ratio.round_scaled(Published::PLACES)?)
    }
}
