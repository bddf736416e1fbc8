//! Service points: what missing a service level costs, and how much more when it happens again.

use crate::domain::exact::{Fraction, KpiValue, ServicePoints, Times};
use crate::domain::kpis::{Direction, Kpi, Observation};

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

/// How much more a failure counts that happens again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// A failure is a repeat when one of so many periods before it had a failure too; with 0,
    /// none ever is.
    pub periods: u8,
    /// How many times a repeat counts.
    pub times: Times,
}

impl Repeats {
    /// A failure straight after a failure counts double, as in the Model Services Contract.
    pub const DOUBLE: Self = Self { periods: 1, times: Times::TWICE };

    /// The most periods that can be looked back on.
    pub const MOST: u8 = 12;
}

/// Service points per period, in order. A period without a value earns none and ends a run.
#[must_use]
pub fn service_points(
    levels: &[Level], direction: Direction, repeats: Repeats, actuals: &[Option<KpiValue>],
) -> Vec<Option<ServicePoints>> {
    // How many periods of the run were good since its last failure.
    let mut good: Option<u8> = None;
    let mut points = Vec::with_capacity(actuals.len());
    for actual in actuals {
        let base =
            actual.and_then(|value| level(levels, direction, value)).map(|level| level.points);
        let repeat = good.is_some_and(|good| good < repeats.periods);
        let times = if repeat { repeats.times } else { Times::ONCE };
        points.push(base.and_then(|base| counted(base, times)));
        good = match base {
            None => None,
            Some(0) => good.map(|good| good.saturating_add(1)),
            Some(_) => Some(0),
        };
    }
    points
}

fn counted(points: u32, times: Times) -> Option<ServicePoints> {
    ServicePoints::from_scaled(i64::from(points).checked_mul(times.scaled())?)
}

/// Service points for each of the observations of a KPI, which are in order. Where a period is
/// left out between two of them, a run has ended.
#[must_use]
pub fn earned(kpi: &Kpi, observations: &[Observation]) -> Vec<Option<ServicePoints>> {
    let follows = |one: &Observation, next: &Observation| {
        one.period.end().succ_opt() == Some(next.period.start())
    };
    let runs = observations.chunk_by(follows);
    runs.flat_map(|run| {
        let actuals: Vec<Option<KpiValue>> = run.iter().map(Observation::measured).collect();
        service_points(&kpi.service_levels, kpi.direction, kpi.repeats, &actuals)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kpis::Actual;
    use crate::domain::periods::Period;
    use proptest::prelude::*;

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

    #[track_caller]
    fn check(levels: &[Level], direction: Direction, given: &str, expected: &str) {
        check_repeats(levels, direction, Repeats::DOUBLE, given, expected);
    }

    /// Values as `96.5 - 98.5`; points alike.
    #[track_caller]
    fn check_repeats(
        levels: &[Level], direction: Direction, repeats: Repeats, given: &str, expected: &str,
    ) {
        let actual = |word: &str| (word != "-").then(|| value(word));
        let actuals: Vec<_> = given.split_whitespace().map(actual).collect();
        let points = service_points(levels, direction, repeats, &actuals);
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

    fn repeats(periods: u8, hundredths: i64) -> Repeats {
        let times = Times::from_scaled(hundredths).unwrap_or_else(|| panic!("{hundredths}"));
        Repeats { periods, times }
    }

    #[test]
    fn a_kpi_says_what_counts_as_a_repeat_and_how_often_it_counts() {
        let higher = |repeats, given, expected| {
            check_repeats(&published(), Direction::Higher, repeats, given, expected);
        };
        higher(repeats(0, 200), "96.5 96.5 96.5", "3 3 3");
        higher(repeats(1, 150), "96.5 98.5 97.5", "3 1.5 3");
        higher(repeats(2, 200), "96.5 99 96.5 99 99 96.5", "3 0 6 0 0 3");
        higher(repeats(2, 200), "96.5 - 96.5", "3 - 3");
        higher(repeats(1, 100), "50 50", "4 4");
    }

    fn kpi() -> Kpi {
        Kpi {
            id: crate::domain::ids::KpiId(uuid::Uuid::nil()),
            contract: crate::domain::ids::ContractId(uuid::Uuid::nil()),
            title: String::new(),
            unit: String::new(),
            direction: Direction::Higher,
            bands: Vec::new(),
            service_levels: published(),
            repeats: Repeats::DOUBLE,
        }
    }

    fn month(number: u32, given: &str) -> Observation {
        let day = chrono::NaiveDate::from_ymd_opt(2026, number, 1);
        let cadence = crate::domain::periods::Cadence::Month;
        let period = day.and_then(|day| Period::containing(day, cadence));
        let period = period.unwrap_or_else(|| panic!("{number}"));
        Observation { period, actual: Actual::Measured(value(given)), target: None, origin: None }
    }

    #[test]
    fn a_month_that_was_never_observed_ends_a_run_as_one_without_a_value_does() {
        let of = |months: &[(u32, &str)]| {
            let observations: Vec<_> =
                months.iter().map(|(number, given)| month(*number, given)).collect();
            let points = earned(&kpi(), &observations).into_iter().flatten();
            points.map(|points| points.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(&[(1, "96.5"), (2, "96.5"), (3, "96.5")]), "3 6 6");
        assert_eq!(of(&[(1, "96.5"), (3, "96.5"), (4, "96.5")]), "3 3 6");
    }

    fn run() -> impl Strategy<Value = Vec<Option<KpiValue>>> {
        let one = proptest::option::weighted(0.8, (940_i64..1000).prop_map(tenths));
        proptest::collection::vec(one, 0..10)
    }

    fn tenths(tenths: i64) -> KpiValue {
        KpiValue::from_scaled(tenths * 100_000).unwrap_or_else(|| panic!("{tenths}"))
    }

    fn sum(repeats: Repeats, run: &[Option<KpiValue>]) -> i64 {
        let points = service_points(&published(), Direction::Higher, repeats, run);
        points.into_iter().flatten().map(ServicePoints::scaled).sum()
    }

    proptest! {
        #[test]
        fn a_worse_value_never_costs_less(run in run(), at in 0_usize..10, worse in 1_i64..60) {
            let mut changed = run.clone();
            if let Some(Some(value)) = changed.get_mut(at) {
                *value = KpiValue::from_scaled(value.scaled() - worse * 100_000).unwrap_or(*value);
            }
            prop_assert!(sum(Repeats::DOUBLE, &run) <= sum(Repeats::DOUBLE, &changed));
        }

        #[test]
        fn looking_back_further_or_counting_more_never_costs_less(
            run in run(), periods in 0_u8..5, more in 0_u8..5, times in 100_i64..300,
        ) {
            let one = sum(repeats(periods, times), &run);
            prop_assert!(one <= sum(repeats(periods + more, times), &run));
            prop_assert!(one <= sum(repeats(periods, times + i64::from(more)), &run));
            prop_assert_eq!(sum(repeats(0, times), &run), sum(repeats(periods, 100), &run));
        }
    }
}
