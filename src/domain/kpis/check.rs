//! The rules a KPI must hold before it is kept.

use super::service_points::{Level, Repeats};
use super::{Direction, Kpi};
use crate::domain::designs::check_bands;
use crate::domain::problems::Problem;
use std::cmp::Ordering;

/// Every rule the KPI breaks, each with its field.
#[must_use]
pub fn check(kpi: &Kpi) -> Vec<Problem> {
    let mut problems = Vec::new();
    if kpi.title.trim().is_empty() {
        problems.push(Problem::field("title", "", "the KPI has no title", "Enter a title"));
    }
    problems.extend(check_bands(&kpi.bands, "bands"));
    service_levels(kpi.direction, &kpi.service_levels, &mut problems);
    if Repeats::MOST < kpi.repeats.periods {
        let (periods, message) = (kpi.repeats.periods, "this looks back on too many periods");
        let remedy = format!("Look back on {} at most", Repeats::MOST);
        problems.push(Problem::field("repeats.periods", periods.to_string(), message, remedy));
    }
    problems
}

fn service_levels(direction: Direction, levels: &[Level], problems: &mut Vec<Problem>) {
    let worse = match direction {
        Direction::Higher => Ordering::Less,
        Direction::Lower => Ordering::Greater,
        Direction::Nearest if levels.is_empty() => return,
        Direction::Nearest => {
            let message = "a KPI that is best close to its target has no service levels";
            let remedy = "Remove the levels, or measure the distance from the target instead";
            problems.push(Problem::field("service_levels", "", message, remedy));
            return;
        }
    };
    for (place, (better, level)) in (1..).zip(levels.iter().zip(levels.iter().skip(1))) {
        let field = format!("service_levels[{place}]");
        if level.from.cmp(&better.from) != worse {
            let message = format!("“{}” is not worse than “{}”", level.name, better.name);
            let (at, value) = (format!("{field}.from"), level.from.to_string());
            problems.push(Problem::field(
                at,
                value,
                message,
                "Go from the best level to the worst",
            ));
        }
        if level.points <= better.points {
            let message = format!("“{}” costs no more than “{}”", level.name, better.name);
            let (at, value) = (format!("{field}.points"), level.points.to_string());
            problems.push(Problem::field(
                at,
                value,
                message,
                "Raise the points from level to level",
            ));
        }
    }
}
