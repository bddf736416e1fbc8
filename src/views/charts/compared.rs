//! Charts of two sides and of many meetings: gaps, agreement, heat and variation.

use super::{about, breaks, day, event, gap, point, standing, version};
use crate::domain::agreement::Entry;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, InUse, Version};
use crate::domain::events::Event;
use crate::domain::exact::{Fraction, Published};
use crate::domain::gaps::{DayGap, GapUnit, MeetingGaps, over_time};
use crate::domain::meetings::{Mark, Meeting, Score, Side, Unscored};
use crate::domain::noise::{self, Stretch, Variation};
use crate::domain::scorecards::{Figure, NoComposite, Trend};
use reports::{
    About, Axis, Centre, Gap, GapRow, GapTrend, Gaps, HeatColumn, HeatRow, HeatTable, Ledger,
    LedgerBar, Measure, Point, Reading, Signal, Standing, VariationChart, VariationPoint, Way,
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The composites of a side against their usual variation, which starts anew with each design.
#[must_use]
pub fn variation(
    contract: &Contract, variation: &Variation, versions: &[Arc<Version>],
) -> VariationChart {
    let side = variation.side.label();
    let subtitle = format!("{side} composite by meeting, 0 to 100, mean and limits");
    VariationChart {
        about: about(contract, &subtitle),
        name: side.to_owned(),
        stretches: variation.stretches.iter().map(stretch).collect(),
        events: variation.events.iter().map(event).collect(),
        breaks: breaks(&variation.designs, versions),
    }
}

fn stretch(stretch: &Stretch) -> reports::Stretch {
    let figures = stretch.figures.iter().zip(&stretch.study.signals);
    reports::Stretch {
        points: figures.map(|(figure, signal)| studied(figure, *signal)).collect(),
        centre: stretch.study.centre.as_ref().and_then(centre),
    }
}

fn studied(figure: &Figure, signal: Option<noise::Signal>) -> VariationPoint {
    let Point { date, label, reading } = point(figure);
    let signal = signal.map(|signal| Signal {
        way: match signal.way {
            noise::Way::Up => Way::Better,
            noise::Way::Down => Way::Worse,
        },
        rule: signal.words().to_owned(),
    });
    VariationPoint { date, label, reading, signal }
}

fn centre(centre: &noise::Centre) -> Option<Centre> {
    Some(match centre {
        noise::Centre::Limits(limits, standing) => Centre::Limits {
            mean: hundredths(&limits.mean)?,
            lower: hundredths(&limits.lower)?,
            upper: hundredths(&limits.upper)?,
            standing: match standing {
                noise::Standing::Trial => Standing::Trial,
                noise::Standing::Settled => Standing::Settled,
            },
        },
        noise::Centre::Median(median, why) => {
            Centre::Median { median: hundredths(median)?, why: why.to_string() }
        }
    })
}

/// Hundredths of a point as points, rounded once to the place that figures are published at.
fn hundredths(units: &Fraction) -> Option<Decimal> {
    let scaled = units.round_scaled(0)?;
    Some(Decimal::new(scaled, Published::PLACES).normalize())
}

/// Client minus supplier, composite by composite.
#[must_use]
pub fn gap_trend(contract: &Contract, trend: &Trend, versions: &[Arc<Version>]) -> GapTrend {
    let subtitle = "Client composite minus supplier composite by meeting, in points";
    let measure = Measure { name: "gap".to_owned(), ..Measure::score() };
    GapTrend {
        about: About { measure, ..about(contract, subtitle) },
        first: Side::Client.label().to_owned(),
        second: Side::Supplier.label().to_owned(),
        points: over_time(&trend.figures).iter().map(day_gap).collect(),
        events: trend.events.iter().map(event).collect(),
        breaks: breaks(&trend.designs, versions),
    }
}

fn day_gap(found: &DayGap) -> Point {
    let reading = match found.gap {
        Ok(gap) => standing(found.signed, gap),
        Err(NoComposite::NothingScored) => Reading::Missing(Gap::NotScored),
        Err(NoComposite::BelowCoverage { .. }) => Reading::Missing(Gap::LowCoverage),
    };
    Point { date: found.on, label: day(found.on), reading }
}

/// What both sides gave each criterion at one meeting; no rows when there was none.
#[must_use]
pub fn meeting_gaps(contract: &Contract, found: Option<&(Meeting, MeetingGaps)>) -> Gaps {
    let when = found.map(|(meeting, _)| format!(", meeting of {}", day(meeting.held_on)));
    let unit = found.map_or(GapUnit::Points, |(_, gaps)| gaps.unit);
    let what = match unit {
        GapUnit::Scores { .. } => "Scores by criterion",
        GapUnit::Points => "Points by criterion, 0 to 100",
    };
    let subtitle = format!("{what}{}", when.unwrap_or_default());
    let criteria = found.into_iter().flat_map(|(_, gaps)| &gaps.criteria);
    let reading = |given: Result<Decimal, Unscored>| match given {
        Ok(value) => Reading::Final(value),
        Err(why) => Reading::Missing(gap(why)),
    };
    let row = |criterion: &crate::domain::gaps::CriterionGap| GapRow {
        label: criterion.title.clone(),
        first: reading(criterion.client),
        second: reading(criterion.supplier),
        is_large: criterion.is_large,
    };
    Gaps {
        about: About { measure: measure(unit), ..about(contract, &subtitle) },
        first: Side::Client.label().to_owned(),
        second: "Supplier self-score".to_owned(),
        kind: criteria_words(),
        axis: axis(unit),
        rows: criteria.map(row).collect(),
    }
}

fn criteria_words() -> (String, String) {
    ("criterion".to_owned(), "criteria".to_owned())
}

/// Scores as people give them are whole; points may not be.
fn measure(unit: GapUnit) -> Measure {
    let places = match unit {
        GapUnit::Scores { low, high } => low.scale().max(high.scale()),
        GapUnit::Points => 0,
    };
    Measure { places, ..Measure::score() }
}

fn axis(unit: GapUnit) -> Axis {
    match unit {
        GapUnit::Scores { low, high } => Axis { min: low, max: high },
        GapUnit::Points => Axis::HUNDRED,
    }
}

/// How often the two sides agreed, with what happened meanwhile.
#[must_use]
pub fn agreement(
    contract: &Contract, entries: &[Entry], happened: &[Event],
    (starts, versions): (&[InUse], &[Arc<Version>]),
) -> Ledger {
    let is_long = entries.iter().any(|entry| entry.quarter.is_some());
    let each = if is_long { "quarter" } else { "meeting" };
    Ledger {
        subject: contract.details.title.clone(),
        subtitle: format!("Criteria by outcome, each {each}"),
        each: each.to_owned(),
        bars: entries.iter().map(bar).collect(),
        events: happened.iter().map(event).collect(),
        breaks: breaks(starts, versions),
    }
}

fn bar(entry: &Entry) -> LedgerBar {
    let label = entry.quarter.map_or_else(|| day(entry.from), |quarter| quarter.label());
    LedgerBar {
        date: entry.from,
        label,
        agreed: entry.tally.agreed,
        differ: entry.tally.agreed_to_differ,
        disputed: entry.tally.disputed,
    }
}

/// The scores of one side: every criterion of the design last in use, at every meeting.
#[must_use]
pub fn heat(
    contract: &Contract, (side, meetings): (Side, &[(Meeting, Vec<Score>)]), happened: &[Event],
    (starts, versions): (&[InUse], &[Arc<Version>]),
) -> HeatTable {
    let last = starts.iter().max_by_key(|start| start.from);
    let design = last.and_then(|start| version(versions, start.version));
    let unit = GapUnit::common(versions.iter().map(|version| &version.content));
    let criteria = design.into_iter().flat_map(|version| version.content.criteria());
    let row = |(_, _, criterion): (u16, _, &crate::domain::designs::Criterion)| HeatRow {
        label: criterion.title.clone(),
        cells: meetings
            .iter()
            .map(|(meeting, scores)| {
                let design = version(versions, meeting.version).map(|version| &version.content);
                design.map_or(Reading::Missing(Gap::NotApplicable), |design| {
                    cell((design, unit), &criterion.key, side, scores)
                })
            })
            .collect(),
    };
    let what = match unit {
        GapUnit::Scores { .. } => "Scores",
        GapUnit::Points => "Points, 0 to 100,",
    };
    let subtitle = format!("{what} by criterion and meeting, {}", side.label().to_lowercase());
    HeatTable {
        about: About { measure: measure(unit), ..about(contract, &subtitle) },
        kind: criteria_words(),
        each: "meeting".to_owned(),
        axis: axis(unit),
        columns: meetings.iter().map(|(meeting, _)| column(meeting)).collect(),
        rows: criteria.map(row).collect(),
        events: happened.iter().map(event).collect(),
        breaks: breaks(starts, versions),
    }
}

fn column(meeting: &Meeting) -> HeatColumn {
    HeatColumn { date: meeting.held_on, label: day(meeting.held_on) }
}

/// What a side gave a criterion at a meeting. A design without that criterion did not ask for it.
fn cell((design, unit): (&Design, GapUnit), key: &str, side: Side, scores: &[Score]) -> Reading {
    let found = design.criteria().find(|(_, _, criterion)| criterion.key == key);
    let Some((place, _, criterion)) = found else {
        return Reading::Missing(Gap::NotApplicable);
    };
    let score = scores.iter().find(|score| score.side == side && score.criterion == place);
    let mark = score.map_or(Mark::Unscored(Unscored::NotScored), |score| score.mark);
    match (mark, unit) {
        (Mark::Scored(value), GapUnit::Scores { .. }) => Reading::Final(value.decimal()),
        (mark, _) => design
            .scale_of(criterion)
            .map_or(Reading::Missing(Gap::NotScored), |scale| super::worth(scale, mark)),
    }
}
