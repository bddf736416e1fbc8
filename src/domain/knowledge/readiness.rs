//! Whether the client could go on without the supplier: what is below target, who alone knows it,
//! and what evidence is still missing.

use super::evidence::{Evidence, Progress};
use super::{Record, Standing};
use chrono::NaiveDate;

/// An area on the way to its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaReadiness<'a> {
    /// Where it stands.
    pub standing: Standing<'a>,
    /// What is missing to show its target; nothing when it is reached.
    pub missing: Option<Missing>,
    /// Whether its date has passed and it is below target.
    pub is_late: bool,
}

/// What is missing to show that a target is reached, by how far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing is planned that would show it.
    Plan,
    /// It is planned and was not delivered.
    Delivery,
    /// It was delivered and waits for the client.
    Verification,
}

impl Missing {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Nothing is planned that would show the target level",
            Self::Delivery => "Planned, and not delivered yet",
            Self::Verification => "Delivered, and waiting for the client to verify it",
        }
    }
}

/// Whether the client could go on alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness<'a> {
    /// Every area, those furthest below target first.
    pub areas: Vec<AreaReadiness<'a>>,
    /// Days from the day asked on to the last day of the contract; below 0 when it is over, and
    /// nothing when that day is not recorded.
    pub days_left: Option<i64>,
}

impl<'a> Readiness<'a> {
    /// Readiness on a day, for a contract that ends on `end`.
    #[must_use]
    pub fn on(
        day: NaiveDate, record: &'a Record, evidence: &[Evidence], end: Option<NaiveDate>,
    ) -> Self {
        let one = |standing: Standing<'a>| {
            let is_below = standing.is_below();
            let due = standing.area.plan.target_on;
            AreaReadiness {
                missing: is_below.then(|| missing(&standing, evidence)),
                is_late: is_below && due.is_some_and(|due| due < day),
                standing,
            }
        };
        let mut areas: Vec<AreaReadiness<'a>> =
            record.standings(day).into_iter().map(one).collect();
        areas.sort_by_key(|area| std::cmp::Reverse(shortfall(&area.standing)));
        Self { areas, days_left: end.map(|end| (end - day).num_days()) }
    }

    /// Areas below target.
    pub fn below(&self) -> impl Iterator<Item = &AreaReadiness<'a>> {
        self.areas.iter().filter(|area| area.standing.is_below())
    }

    /// Areas in which too few people are independent.
    pub fn thin(&self) -> impl Iterator<Item = &AreaReadiness<'a>> {
        self.areas.iter().filter(|area| area.standing.is_thin())
    }
}

/// What an area takes from the index, in units of weight × level.
fn shortfall(standing: &Standing<'_>) -> i64 {
    let plan = &standing.area.plan;
    let levels = plan.target.number().saturating_sub(standing.level.number());
    plan.weight.scaled().saturating_mul(levels.into())
}

fn missing(standing: &Standing<'_>, evidence: &[Evidence]) -> Missing {
    let area = standing.area;
    let own = evidence.iter().filter(|it| it.area == area.id && area.plan.target <= it.level);
    let furthest = own.filter_map(|it| match it.progress() {
        Progress::Planned => Some(Missing::Delivery),
        Progress::Delivered => Some(Missing::Verification),
        Progress::Verified | Progress::Rejected => None,
    });
    furthest.fold(Missing::Plan, |best, one| match (best, one) {
        (Missing::Verification, _) | (_, Missing::Verification) => Missing::Verification,
        (Missing::Plan | Missing::Delivery, Missing::Delivery) => Missing::Delivery,
        (best, Missing::Plan) => best,
    })
}
