//! The clock of section 71: what is due when.

use super::{
    Assessment, Failure, IN_FORCE, Occasion, Publication, Record, Regime, Requirement, lacks,
    requirement,
};
use crate::domain::ids::FailureId;
use chrono::{Datelike, Days, NaiveDate};

/// How many days ahead something is worth mentioning.
const SOON: Days = Days::new(60);

/// Something the Act asks for, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: What,
    /// The last day on which it is in time.
    pub by: NaiveDate,
}

/// What the Act asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Section 52: KPIs, set and published before the contract begins.
    Kpis,
    /// Section 71(2): an assessment published in every period of 12 months.
    Yearly,
    /// Section 71(2): an assessment published on termination.
    Termination,
    /// Section 71(5): a breach or a failure to improve published within 30 days.
    Failure(FailureId),
}

impl Due {
    /// Whether the last day is over.
    #[must_use]
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.by < day
    }

    /// Whether it is overdue or will be due within 60 days.
    #[must_use]
    pub fn is_near_on(&self, day: NaiveDate) -> bool {
        day.checked_add_days(SOON).is_none_or(|soon| self.by <= soon)
    }
}

/// The last day of the 12 months that begin with `first`. The day before the same day a year on;
/// from 29 February, the last day of the next February.
#[must_use]
pub fn end_of_twelve_months(first: NaiveDate) -> NaiveDate {
    let year = first.year().saturating_add(1);
    let same = NaiveDate::from_ymd_opt(year, first.month(), first.day());
    let before = same.and_then(|same| same.pred_opt());
    before.or(NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(NaiveDate::MAX)
}

/// The last of the 30 days that begin with `first`, which is the first of them.
#[must_use]
pub fn end_of_thirty_days(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(Days::new(29)).unwrap_or(NaiveDate::MAX)
}

/// What is due, soonest first.
#[must_use]
pub fn due(record: &Record) -> Vec<Due> {
    let owed = [kpis(record), yearly(record), termination(record)].into_iter().flatten();
    let failures = record.failures.iter().filter_map(|failure| of_failure(record, failure));
    let mut due: Vec<Due> = owed.chain(failures).collect();
    due.sort_by_key(|due| due.by);
    due
}

fn kpis(record: &Record) -> Option<Due> {
    let by = record.contract.details.term.start()?;
    let terms = &record.standing.terms;
    let required = requirement(&record.contract, terms) == Requirement::Required;
    let lacking = !lacks(&record.contract, terms, record.kpis).is_empty();
    (required && lacking).then_some(Due { what: What::Kpis, by })
}

/// The end of the first period of 12 months without a publication. Every publication begins the
/// next period; none begins before section 71 was in force.
fn yearly(record: &Record) -> Option<Due> {
    let terms = &record.standing.terms;
    if !requirement(&record.contract, terms).runs_the_clock() {
        return None;
    }
    let latest = record.assessments.iter().filter_map(published_on).max();
    let begins = match latest {
        Some(latest) => latest.succ_opt()?,
        None => record.contract.details.term.start()?.max(IN_FORCE),
    };
    let by = end_of_twelve_months(begins);
    let within = terms.last_day(&record.contract).is_none_or(|last| by <= last);
    within.then_some(Due { what: What::Yearly, by })
}

fn termination(record: &Record) -> Option<Due> {
    let terms = &record.standing.terms;
    if !requirement(&record.contract, terms).runs_the_clock() {
        return None;
    }
    let done = record.assessments.iter().any(|assessment| {
        assessment.assessed.occasion == Occasion::Termination && assessment.published.is_some()
    });
    let by = terms.last_day(&record.contract).filter(|last| IN_FORCE <= *last)?;
    (!done).then_some(Due { what: What::Termination, by })
}

fn published_on(assessment: &Assessment) -> Option<NaiveDate> {
    assessment.published.as_ref().map(|Publication { on, .. }| *on)
}

fn of_failure(record: &Record, failure: &Failure) -> Option<Due> {
    let regime = record.standing.terms.regime;
    let open = failure.published.is_none();
    let publishes = regime.is_none_or(Regime::publishes_failures);
    let by = failure.failed.publish_by();
    (open && publishes).then_some(Due { what: What::Failure(failure.id), by })
}
