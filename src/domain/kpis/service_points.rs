//! Service points: what missing a service level costs, doubled when it happens again at once.

use crate::domain::exact::{Fraction, KpiValue};
use crate::domain::kpis::Direction;

/// A service level and what it costs to be no better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its name, such as `serious`.
    pub name: String,
    /// The worst value that still belongs to it.
    pub from: KpiValue,
    /// Service points for it.
    pub points: u32,
}

/// The level a value falls in. Values are first rounded to one decimal, as
/// levels are written (98.0 to 98.9), so that 98.95 falls in no hole.
/// `levels` go from best to worst; the worst has no limit.
#[must_use]
pub fn level(levels: &[Level], direction: Direction, value: KpiValue) -> Option<&Level> {
    let tenths = Fraction::of(value.decimal()).round_scaled(1)?;
    let value = KpiValue::from_scaled(tenths.checked_mul(100_000)?)?;
    let reaches = |level: &&Level| match direction {
        Direction::Higher | Direction::Nearest => level.from <= value,
        Direction::Lower => value <= level.from,
    };
    levels.iter().find(reaches).or(levels.last())
}

/// Service points per period, in order. A failure straight after a failure
/// counts double; a period without a value earns none and ends a run.
#[must_use]
pub fn service_points(
    levels: &[Level],
    direction: Direction,
    actuals: &[Option<KpiValue>],
) -> Vec<Option<u32>> {
    let mut failed_before = false;
    let mut points = Vec::with_capacity(actuals.len());
    for actual in actuals {
        let base =
            actual.and_then(|value| level(levels, direction, value)).map(|level| level.points);
        let factor = if failed_before { 2 } else { 1 };
        failed_before = base.is_some_and(|base| base > 0);
        points.push(base.map(|base| base.saturating_mul(factor)));
    }
    points
}
