//! Charts of contracts: domain values as the plain data that `reports` draws.

use crate::domain::contracts::Contract;
use crate::domain::designs::{Design, InUse, Scale, Version};
use crate::domain::events::Event;
use crate::domain::exact::{Points, Published};
use crate::domain::ids::VersionId;
use crate::domain::kpis::{Actual, Direction, KpiRecord, Observation, attainment, rating};
use crate::domain::meetings::{Mark, Meeting, Score, Side, Unscored};
use crate::domain::scorecards::{Figure, NoComposite, PerspectiveResult, Trace, Trend};
use chrono::NaiveDate;
use reports::{
    About, Axis, Band, Break, Bullet, Bullets, Gap, KpiChart, KpiPoint, Measure, Panel, PanelPoint,
    Point, Reading, Series, SeriesStyle, SmallMultiples, Target, TrendChart, Unit,
};
use rust_decimal::{Decimal, RoundingStrategy};
use std::sync::Arc;

mod compared;

mod knowledge;

mod name;

mod together;

pub use compared::{agreement, gap_trend, heat, meeting_gaps, variation};
pub use knowledge::knowledge;
pub use name::ChartName;
pub use together::{ageing, participation, value};

/// At most this many panels can be told apart, and this many bands.
const MOST_PANELS: usize = 12;
const MOST_BANDS: usize = 3;

/// The composites of every side that has some, with what happened meanwhile.
///
/// `versions` are the design versions the trend names; the latest one says what is aimed for.
#[must_use]
pub fn composite_trend(
    contract: &Contract, trend: &Trend, versions: &[Arc<Version>],
) -> TrendChart {
    let lines = [
        (Side::Client, SeriesStyle::Client),
        (Side::Supplier, SeriesStyle::Supplier),
        (Side::Agreed, SeriesStyle::Agreed),
    ];
    let lines = lines.into_iter().filter_map(|(side, style)| line(&trend.figures, side, style));
    let latest = trend.designs.iter().max_by_key(|start| start.from);
    let latest = latest.and_then(|start| version(versions, start.version));
    TrendChart {
        about: about(contract, "Composite by side, 0 to 100, provisional until signed off"),
        axis: Axis::HUNDRED,
        series: lines.collect(),
        target: latest.and_then(|version| target(&version.content)),
        events: trend.events.iter().map(event).collect(),
        breaks: breaks(&trend.designs, versions),
    }
}

fn about(contract: &Contract, subtitle: &str) -> About {
    About {
        subject: contract.details.title.clone(),
        subtitle: subtitle.to_owned(),
        measure: Measure::score(),
    }
}

fn line(figures: &[Figure], side: Side, style: SeriesStyle) -> Option<Series> {
    let own = figures.iter().filter(|figure| figure.side == side);
    let points: Vec<Point> = own.map(point).collect();
    (!points.is_empty()).then(|| Series { name: side.label().to_owned(), style, points })
}

fn point(figure: &Figure) -> Point {
    let reading = match &figure.composite {
        Ok(composite) => standing(figure.signed, composite.published.decimal()),
        Err(NoComposite::NothingScored) => Reading::Missing(Gap::NotScored),
        Err(NoComposite::BelowCoverage { .. }) => Reading::Missing(Gap::LowCoverage),
    };
    Point { date: figure.on, label: day(figure.on), reading }
}

/// A figure as provisional, as both sides signed it, or as they signed a revision of it.
fn standing(signed: Option<u32>, figure: Decimal) -> Reading {
    match signed {
        None => Reading::Provisional(figure),
        Some(1) => Reading::Final(figure),
        Some(_) => Reading::Revised(figure),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn event(event: &Event) -> reports::Event {
    reports::Event { date: event.on, title: event.title.clone() }
}

/// The start of the highest band is what a design aims for.
fn target(design: &Design) -> Option<Target> {
    let best = design.bands().last()?;
    Some(Target { value: best.from.decimal(), label: best.rating.clone() })
}

/// Where lines break: every change of the design but the first start.
fn breaks(starts: &[InUse], versions: &[Arc<Version>]) -> Vec<Break> {
    let mut starts: Vec<&InUse> = starts.iter().collect();
    starts.sort_by_key(|start| start.from);
    starts.iter().zip(starts.iter().skip(1)).map(|(old, new)| broken(old, new, versions)).collect()
}

fn broken(old: &InUse, new: &InUse, versions: &[Arc<Version>]) -> Break {
    let (old, next) = (version(versions, old.version), version(versions, new.version));
    let label = match (old, next) {
        (Some(old), Some(next)) if old.design == next.design => {
            format!("Design version {}", next.number)
        }
        (_, Some(next)) => next.content.title().to_owned(),
        (_, None) => "Design changed".to_owned(),
    };
    Break { date: new.from, label }
}

fn version(versions: &[Arc<Version>], id: VersionId) -> Option<&Version> {
    versions.iter().find(|version| version.id == id).map(AsRef::as_ref)
}

/// One KPI over time against its target.
#[must_use]
pub fn kpi_trend(contract: &Contract, record: &KpiRecord, events: &[Event]) -> KpiChart {
    let kpi = &record.kpi;
    let places = record.observations.iter().map(places).max().unwrap_or(0);
    let measure = Measure { name: kpi.title.clone(), unit: unit(&kpi.unit), places };
    let subtitle = format!("{} by period, {}", kpi.title, kpi.direction.label().to_lowercase());
    KpiChart {
        about: About { subject: contract.details.title.clone(), subtitle, measure },
        direction: match kpi.direction {
            Direction::Higher => reports::Direction::Higher,
            Direction::Lower => reports::Direction::Lower,
            Direction::Nearest => reports::Direction::Nearest,
        },
        points: record.observations.iter().map(|seen| kpi_point(record, seen)).collect(),
        events: events.iter().map(event).collect(),
        breaks: Vec::new(),
    }
}

fn kpi_point(record: &KpiRecord, observation: &Observation) -> KpiPoint {
    let reached = attainment(record.kpi.direction, observation);
    let reading = match observation.actual {
        Actual::Measured(value) => Reading::Final(value.decimal()),
        Actual::Missing(why) => Reading::Missing(gap(why)),
    };
    KpiPoint {
        date: observation.period.end(),
        label: observation.period.label(),
        reading,
        target: observation.target.map(|target| target.decimal()),
        rating: Some(rating(&record.kpi.bands, &reached).to_owned()),
    }
}

// Labels keep the decimals that were recorded, up to what the eye can use.
fn places(observation: &Observation) -> u32 {
    match observation.actual {
        Actual::Measured(value) => value.decimal().scale().min(2),
        Actual::Missing(_) => 0,
    }
}

fn unit(unit: &str) -> Unit {
    match unit.trim() {
        "%" | "percent" | "per cent" => Unit::Percent,
        "£" | "GBP" | "pounds" => Unit::Pounds,
        "" => Unit::None,
        "points" => Unit::Points,
        other => Unit::Named(other.to_owned()),
    }
}

fn gap(why: Unscored) -> Gap {
    match why {
        Unscored::NotScored | Unscored::NotDue => Gap::NotScored,
        Unscored::NotApplicable => Gap::NotApplicable,
        Unscored::Disputed | Unscored::AgreedToDiffer => Gap::Disputed,
    }
}

/// One panel for each of the first twelve criteria of the design last in use,
/// in points so that every panel has the same scale.
#[must_use]
pub fn criteria_multiples(
    contract: &Contract, meetings: &[(Meeting, Vec<Score>)], starts: &[InUse],
    versions: &[Arc<Version>],
) -> SmallMultiples {
    let last = starts.iter().max_by_key(|start| start.from);
    let design = last.and_then(|start| version(versions, start.version));
    let criteria = design.into_iter().flat_map(|version| version.content.criteria());
    let panel = |(_, _, criterion): (u16, _, &crate::domain::designs::Criterion)| Panel {
        title: criterion.title.clone(),
        points: meetings
            .iter()
            .filter_map(|(meeting, scores)| {
                panel_point(&criterion.key, meeting, scores, version(versions, meeting.version)?)
            })
            .collect(),
    };
    SmallMultiples {
        about: about(contract, "Points of each criterion, 0 to 100"),
        axis: Axis::HUNDRED,
        panels: criteria.take(MOST_PANELS).map(panel).collect(),
        breaks: breaks(starts, versions),
    }
}

/// What both sides gave a criterion at a meeting, unless its design has no such criterion.
fn panel_point(
    key: &str, meeting: &Meeting, scores: &[Score], version: &Version,
) -> Option<PanelPoint> {
    let design = &version.content;
    let (place, _, criterion) = design.criteria().find(|(_, _, one)| one.key == key)?;
    let scale = design.scale_of(criterion)?;
    let reading = |side: Side| {
        let score = scores.iter().find(|score| score.side == side && score.criterion == place);
        score.map_or(Reading::Missing(Gap::NotScored), |score| worth(scale, score.mark))
    };
    let (client, own) = (reading(Side::Client), reading(Side::Supplier));
    Some(PanelPoint { date: meeting.held_on, label: day(meeting.held_on), client, own })
}

fn worth(scale: &Scale, mark: Mark) -> Reading {
    match mark {
        Mark::Scored(value) => {
            scale.points(value).map_or(Reading::Missing(Gap::NotScored), |points| {
                Reading::Final(rounded(points).decimal())
            })
        }
        Mark::Unscored(why) => Reading::Missing(gap(why)),
    }
}

/// One bar for each perspective of a scorecard.
#[must_use]
pub fn perspective_bullets(trace: &Trace) -> Bullets {
    let design = &trace.version.content;
    let results = design.perspectives().iter().zip(&trace.assessment.perspectives);
    let row = |(perspective, result): (&crate::domain::designs::Perspective, _)| {
        bullet(design, &perspective.title, result, trace.figure.signed)
    };
    let side = trace.figure.side.label().to_lowercase();
    let subtitle = format!("Points by perspective, {side} scores, {}", day(trace.figure.on));
    Bullets {
        about: about(&trace.contract, &subtitle),
        kind: "perspectives".to_owned(),
        axis: Axis::HUNDRED,
        rows: results.map(row).collect(),
    }
}

fn bullet(design: &Design, title: &str, result: &PerspectiveResult, signed: Option<u32>) -> Bullet {
    // Points are whole units of 1e-12 inside an assessment.
    let points = result.points.as_ref().and_then(|points| points.round_scaled(0));
    let points = points.and_then(Points::from_scaled).map(rounded);
    let band = points.and_then(|points| design.band_of(points));
    let reading = |points: Published| standing(signed, points.decimal());
    Bullet {
        label: title.to_owned(),
        reading: points.map_or(Reading::Missing(Gap::NotScored), reading),
        target: target(design).map(|target| target.value),
        bands: bands(design),
        rating: band.map(|band| band.rating.clone()),
    }
}

fn bands(design: &Design) -> Vec<Band> {
    let bands = design.bands();
    if MOST_BANDS < bands.len() {
        return Vec::new();
    }
    let band = |band: &crate::domain::designs::Band| Band {
        from: band.from.decimal(),
        to: band.to.decimal(),
        label: band.rating.clone(),
    };
    bands.iter().map(band).collect()
}

/// Points with the two decimals of a published figure.
fn rounded(points: Points) -> Published {
    let rounded: Decimal =
        points.decimal().round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Published::new(rounded).unwrap_or(Published::NONE)
}
