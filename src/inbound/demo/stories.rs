//! What happened under the six contracts of the worked example. Every name is made up.

use super::calendar::{Curve, Rhythm, Span, on};
use crate::domain::contracts::{PricingModel, WorkingPattern};
use crate::domain::kpis::Direction;
use crate::domain::meetings::{Side, Unscored};
use crate::domain::periods::Cadence;
use chrono::NaiveDate;

mod northmoor;

mod eastmere;

/// First day of the worked example.
pub(super) const FIRST: NaiveDate = on(2023, 11, 1);

/// Its last day, and the day it is always read on.
pub(super) const LAST: NaiveDate = on(2026, 10, 31);

/// The six contracts.
pub(super) const STORIES: [&Story; 6] = [
    &northmoor::BENEFITS_ONLINE,
    &northmoor::HIGHWAYS,
    &northmoor::CARE_DATA,
    &eastmere::PATIENT_RECORDS,
    &eastmere::ESTATES,
    &eastmere::SUPPORT_DESK,
];

/// What happened under one contract.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) reference: &'static str,
    pub(super) title: &'static str,
    pub(super) client: &'static str,
    pub(super) supplier: &'static str,
    /// Organisations of the consortium, each with its role.
    pub(super) parties: &'static [(&'static str, &'static str)],
    pub(super) term: Span,
    pub(super) pounds: i64,
    pub(super) pricing: PricingModel,
    pub(super) working: WorkingPattern,
    pub(super) tender: &'static str,
    /// Key of the design it starts with.
    pub(super) design: &'static str,
    /// The design it changes to, and from when.
    pub(super) redesign: Option<(NaiveDate, &'static str)>,
    pub(super) events: &'static [(NaiveDate, &'static str)],
    pub(super) meetings: Option<Meetings>,
    pub(super) kpis: &'static [Measured],
}

/// The governance meetings of a contract, and how both sides saw things.
#[derive(Debug)]
pub(super) struct Meetings {
    pub(super) rhythm: Rhythm,
    pub(super) held: Span,
    /// Points out of 100 that the client has in mind.
    pub(super) client: Curve,
    /// Points out of 100 that the supplier has in mind.
    pub(super) supplier: Curve,
    /// Criteria that went better or worse than the rest, by so many points.
    pub(super) apart: &'static [(&'static str, Curve)],
    /// Weeks in which nobody met.
    pub(super) missed: &'static [Span],
    /// Weeks in which one side sent no scores.
    pub(super) silent: &'static [(Side, Span)],
    /// Criteria left out, and why.
    pub(super) left_out: &'static [(&'static str, Unscored, Span)],
    /// When the two sides began to record what they agreed.
    pub(super) agreed_from: NaiveDate,
}

/// A KPI and what was measured; values are whole hundredths of its unit.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) title: &'static str,
    pub(super) unit: &'static str,
    pub(super) direction: Direction,
    pub(super) cadence: Cadence,
    pub(super) observed: Span,
    pub(super) target: Curve,
    pub(super) actual: Curve,
    /// How far a value strays from the curve.
    pub(super) stray: u32,
    /// Highest possible value.
    pub(super) limit: i64,
    /// Periods without a value, and why.
    pub(super) missing: &'static [(Unscored, Span)],
    /// Service levels: the worst value that still belongs to each, and its points.
    pub(super) levels: &'static [(&'static str, i64, u32)],
}

/// What nothing strays beyond when a measure has no natural limit.
const UNLIMITED: i64 = i64::MAX;
/// A hundred percent, in hundredths.
const ALL: i64 = 10_000;
