//! Key performance indicators: what was observed, what it is worth, how it rates.

use super::contracts::words;
use super::designs::Band;
use super::exact::{Fraction, KpiValue, Points, Published};
use super::ids::{ContractId, KpiId};
use super::meetings::{Origin, Unscored};
use super::periods::Period;

pub mod reading;

pub mod ratings;

pub mod service_points;

mod check;

pub use check::check;

words! {
    /// Which way is better.
    Direction {
        /// More is better.
        Higher = "higher", "Higher is better";
        /// Less is better.
        Lower = "lower", "Lower is better";
        /// Closest to the target is best.
        Nearest = "nearest", "Closest to target is better";
    }
}

/// A KPI of one contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kpi {
    /// Identifies it.
    pub id: KpiId,
    /// The contract it is about.
    pub contract: ContractId,
    /// Its name, unique in the contract.
    pub title: String,
    /// Unit of its values, such as `minutes`; empty when they have none.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Rating bands over attainment, lowest first.
    pub bands: Vec<Band>,
    /// Levels that earn service points; empty when the contract has none.
    pub service_levels: Vec<service_points::Level>,
    /// How much more a failure counts that happens again.
    pub repeats: service_points::Repeats,
}

/// What was observed in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observation {
    /// The period.
    pub period: Period,
    /// What was measured, or why nothing was.
    pub actual: Actual,
    /// What was to be reached.
    pub target: Option<KpiValue>,
    /// The import it came from, and the line of that file.
    pub origin: Option<Origin>,
}

impl Observation {
    /// The value, when there is one.
    #[must_use]
    pub const fn measured(&self) -> Option<KpiValue> {
        match self.actual {
            Actual::Measured(value) => Some(value),
            Actual::Missing(_) => None,
        }
    }
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actual {
    /// A value.
    Measured(KpiValue),
    /// No value, and why.
    Missing(Unscored),
}

/// How an observation did against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attainment {
    /// A share of the target, from 0 to 100.
    Reached(Reached),
    /// It cannot be put as a share; rated `Other`, with the reason.
    Unrated(Unrated),
}

/// A share of the target that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// Kept at 1e-12; what a perspective is computed from.
    pub points: Points,
    /// Rounded to 2 decimals; what it is rated by.
    pub published: Published,
}

/// Why an observation has no rating but `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unrated {
    /// Nothing was measured.
    #[error("nothing was measured")]
    NoValue(Unscored),
    /// There is no target.
    #[error("there is no target for the period")]
    NoTarget,
    /// A missed target at or below zero has no share.
    #[error("a missed target of zero or less cannot be put as a share")]
    NoShare,
}

/// How `actual` did against `target`: 100 when met, otherwise the share of the
/// target reached (`actual / target` when higher is better, `target / actual`
/// when lower is, `1 - |actual - target| / |target|` when nearest is), never
/// below 0.
#[must_use]
pub fn attainment(direction: Direction, observation: &Observation) -> Attainment {
    let actual = match observation.actual {
        Actual::Measured(actual) => actual,
        Actual::Missing(why) => return Attainment::Unrated(Unrated::NoValue(why)),
    };
    match observation.target {
        None => Attainment::Unrated(Unrated::NoTarget),
        Some(target) => against(direction, actual, target),
    }
}

fn against(direction: Direction, actual: KpiValue, target: KpiValue) -> Attainment {
    let (a, t) = (i128::from(actual.scaled()), i128::from(target.scaled()));
    let (met, share) = match direction {
        Direction::Higher => (a >= t, Fraction::new(a, t).filter(|_| t > 0)),
        Direction::Lower => (a <= t, Fraction::new(t, a).filter(|_| t > 0)),
        Direction::Nearest => (a == t, Fraction::new(t.abs() - (a - t).abs(), t.abs())),
    };
    if met {
        return Attainment::Reached(Reached { points: Points::FULL, published: Published::FULL });
    }
    share
        .and_then(|share| reached(&share))
        .map_or(Attainment::Unrated(Unrated::NoShare), Attainment::Reached)
}

fn reached(share: &Fraction) -> Option<Reached> {
    let percent = share.times(100);
    let points = percent.round_scaled(Points::PLACES)?.max(0);
    let published = percent.round_scaled(Published::PLACES)?.max(0);
    Some(Reached {
        points: Points::from_scaled(points)?,
        published: Published::from_scaled(published)?,
    })
}

/// The bands used when a KPI has none of its own: met is `Good`, from 95
/// `Approaching target`, from 80 `Requires improvement`, below `Inadequate`.
/// The law gives the words and no numbers; these are the service's default.
#[must_use]
pub fn default_bands() -> Vec<Band> {
    let edges = [
        ("Inadequate", 0, 80),
        ("Requires improvement", 80, 95),
        ("Approaching target", 95, 100),
        ("Good", 100, 100),
    ];
    let band = |(rating, from, to): (&str, i64, i64)| {
        let (from, to) = (Published::from_scaled(from * 100)?, Published::from_scaled(to * 100)?);
        Some(Band { rating: rating.to_owned(), from, to })
    };
    edges.into_iter().filter_map(band).collect()
}

/// The rating word for an attainment; `Other` when there is none.
#[must_use]
pub fn rating<'a>(bands: &'a [Band], attainment: &Attainment) -> &'a str {
    match attainment {
        Attainment::Reached(reached) => super::designs::band_of(bands, reached.published)
            .map_or("Other", |band| band.rating.as_str()),
        Attainment::Unrated(_) => "Other",
    }
}

/// A KPI with its observations in order of their periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KpiRecord {
    /// The KPI.
    pub kpi: Kpi,
    /// Its observations, earliest first.
    pub observations: Vec<Observation>,
}

#[cfg(test)]
mod tests;
