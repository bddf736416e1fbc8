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
/// `levels` go from best to worst; the worst has no limit. A KPI that is best
/// close to its target has none.
#[must_use]
pub fn level(levels: &[Level], direction: Direction, value: KpiValue) -> Option<&Level> {
    let tenths = Fraction::of(value.decimal()).round_scaled(1)?;
    let value = KpiValue::from_scaled(tenths.checked_mul(100_000)?)?;
    let reached = match direction {
        Direction::Higher => levels.iter().find(|level| level.from <= value),
        Direction::Lower => levels.iter().find(|level| value <= level.from),
        Direction::Nearest => return None,
    };
    reached.or(levels.last())
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

#[cfg(test)]
mod tests {
    use super::*;

    // Model Services Contract: target 99 %, four levels below it.
    fn published() -> Vec<Level> {
        let levels = [("met", 990, 0), ("minor", 980, 1), ("serious", 970, 2), ("severe", 960, 3)];
        levels.into_iter().chain([("below threshold", 0, 4)]).map(of).collect()
    }

    // Minutes late: up to 5 is fine, up to 10 costs 1, more costs 3.
    fn lateness() -> Vec<Level> {
        [("met", 50, 0), ("late", 100, 1), ("very late", 600, 3)].map(of).to_vec()
    }

    fn of((name, tenths, points): (&str, i64, u32)) -> Level {
        let from = KpiValue::from_scaled(tenths * 100_000).unwrap_or_else(|| panic!("{tenths}"));
        Level { name: name.to_owned(), from, points }
    }

    #[track_caller]
    fn value(text: &str) -> KpiValue {
        text.parse().ok().and_then(KpiValue::new).unwrap_or_else(|| panic!("{text}"))
    }

    #[track_caller]
    fn check_level(levels: &[Level], direction: Direction, given: &str, expected: &str) {
        let level = level(levels, direction, value(given));
        assert_eq!(level.map(|level| level.name.as_str()), Some(expected), "{given}");
    }

    /// Values as `96.5 - 98.5`; points alike.
    #[track_caller]
    fn check(levels: &[Level], direction: Direction, given: &str, expected: &str) {
        let actual = |word: &str| (word != "-").then(|| value(word));
        let actuals: Vec<_> = given.split_whitespace().map(actual).collect();
        let points = service_points(levels, direction, &actuals);
        let shown = points.into_iter().map(|points| points.map_or("-".into(), |p| p.to_string()));
        assert_eq!(shown.collect::<Vec<String>>().join(" "), expected);
    }

    #[test]
    fn a_failure_straight_after_a_failure_counts_double() {
        check(&published(), Direction::Higher, "96.5 98.5 96.5", "3 2 6");
        check(&published(), Direction::Higher, "98.5 98.5 98.5 98.5", "1 2 2 2");
        check(&published(), Direction::Higher, "96.5 99.0 96.5", "3 0 3");
        check(&published(), Direction::Higher, "50 50", "4 8");
    }

    #[test]
    fn a_period_without_a_value_ends_a_run_and_costs_nothing() {
        check(&published(), Direction::Higher, "96.5 - 96.5", "3 - 3");
        check(&published(), Direction::Higher, "-", "-");
        check(&published(), Direction::Higher, "", "");
        check(&[], Direction::Higher, "96.5", "-");
    }

    #[test]
    fn every_published_range_holds_both_its_ends() {
        for (given, expected) in [
            ("100", "met"),
            ("99.0", "met"),
            ("98.9", "minor"),
            ("98.0", "minor"),
            ("97.9", "serious"),
            ("97.0", "serious"),
            ("96.9", "severe"),
            ("96.0", "severe"),
            ("95.9", "below threshold"),
            ("-1", "below threshold"),
        ] {
            check_level(&published(), Direction::Higher, given, expected);
        }
    }

    #[test]
    fn a_value_between_two_written_ranges_is_rounded_to_one_of_them() {
        check_level(&published(), Direction::Higher, "98.95", "met");
        check_level(&published(), Direction::Higher, "98.949999", "minor");
        check_level(&published(), Direction::Higher, "95.95", "severe");
        check_level(&lateness(), Direction::Lower, "5.049999", "met");
        check_level(&lateness(), Direction::Lower, "5.05", "late");
    }

    #[test]
    fn a_kpi_that_is_best_close_to_its_target_earns_no_points() {
        check(&published(), Direction::Nearest, "96.5 50", "- -");
    }

    #[test]
    fn where_less_is_better_the_levels_run_upwards() {
        check(&lateness(), Direction::Lower, "4 5 5.1 10 10.1 900", "0 0 1 2 6 6");
    }
}
