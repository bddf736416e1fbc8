//! The KPIs of a contract and what was measured.

use super::calendar::Span;
use super::chance::{around, seed};
use super::stories::{Measured, Story};
use crate::app::imports::KpiRow;
use crate::domain::exact::KpiValue;
use crate::domain::kpis::{Actual, service_points};
use crate::domain::meetings::Unscored;
use crate::domain::periods::{Period, series};
use chrono::Datelike;

/// Every observation of a contract, KPI by KPI.
pub(super) fn rows(story: &Story) -> Vec<KpiRow> {
    let kpis = story.kpis.iter();
    kpis.flat_map(|kpi| periods(kpi).map(|period| row(story, kpi, period))).collect()
}

/// The service levels of a KPI, from best to worst.
pub(super) fn levels(kpi: &Measured) -> Vec<service_points::Level> {
    let level = |(name, from, points): &(&str, i64, u32)| {
        let from = value(*from)?;
        Some(service_points::Level { name: (*name).to_owned(), from, points: *points })
    };
    kpi.levels.iter().filter_map(level).collect()
}

fn periods(kpi: &Measured) -> impl Iterator<Item = Period> {
    let Span(from, to) = kpi.observed;
    series(from, to, kpi.cadence).filter(move |period| period.start() >= from && period.end() <= to)
}

fn row(story: &Story, kpi: &Measured, period: Period) -> KpiRow {
    KpiRow {
        contract: story.reference.to_owned(),
        kpi: kpi.title.to_owned(),
        period,
        actual: actual(story, kpi, period),
        target: value(kpi.target.at(period.end())),
        direction: Some(kpi.direction),
        unit: Some(kpi.unit.to_owned()),
        supplier: Some(story.supplier.to_owned()),
        client: Some(story.client.to_owned()),
    }
}

fn actual(story: &Story, kpi: &Measured, period: Period) -> Actual {
    let missing = kpi.missing.iter().find(|(_, span)| span.contains(period.end()));
    if let Some((why, _)) = missing {
        return Actual::Missing(*why);
    }
    let day = u64::try_from(period.end().num_days_from_ce()).unwrap_or(0);
    let stray = around(&[seed(story.reference), seed(kpi.title), day], kpi.stray);
    let measured = (kpi.actual.at(period.end()) + stray).clamp(0, kpi.limit);
    value(measured / 10 * 10).map_or(Actual::Missing(Unscored::NotScored), Actual::Measured)
}

/// A value from whole hundredths.
fn value(hundredths: i64) -> Option<KpiValue> {
    KpiValue::from_scaled(hundredths.checked_mul(10_000)?)
}
