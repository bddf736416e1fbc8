//! From state to state: the supplier proposes and reports, the client agrees and decides.

use super::{Plan, State, Terms};
use crate::domain::access::Action;
use crate::domain::contracts::words;
use crate::domain::ids::PlanId;
use crate::domain::problems::Problem;
use chrono::NaiveDate;

words! {
    /// The steps a plan can take.
    StepKind {
        /// The supplier puts it in other words, or adds to it.
        Revise = "revise", "Revise";
        /// The client agrees to it.
        Agree = "agree", "Agree";
        /// The client wants something else in it.
        Return = "return", "Send back";
        /// The supplier reached a milestone.
        Reach = "reach", "Record a milestone as reached";
        /// The client found that it brought what it was to bring.
        Meet = "meet", "Record as met";
        /// The client found that it did not.
        Miss = "miss", "Record as not met";
        /// Another plan takes its place.
        Supersede = "supersede", "Replace with another plan";
    }
}

impl StepKind {
    /// The states it can be taken from.
    #[must_use]
    pub const fn from(self) -> &'static [State] {
        match self {
            Self::Revise => &[State::Proposed, State::Returned],
            Self::Agree | Self::Return => &[State::Proposed],
            Self::Reach | Self::Meet | Self::Miss => &[State::Agreed],
            Self::Supersede => &[State::Proposed, State::Returned, State::Agreed],
        }
    }

    /// The state it leads to.
    #[must_use]
    pub const fn to(self) -> State {
        match self {
            Self::Revise => State::Proposed,
            Self::Return => State::Returned,
            Self::Agree | Self::Reach => State::Agreed,
            Self::Meet => State::Met,
            Self::Miss => State::NotMet,
            Self::Supersede => State::Superseded,
        }
    }

    /// What the policy calls it.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Revise | Self::Reach => Action::ProposeImprovement,
            Self::Agree | Self::Return | Self::Meet | Self::Miss | Self::Supersede => {
                Action::AgreeImprovement
            }
        }
    }

    const fn done(self) -> &'static str {
        match self {
            Self::Revise => "revised",
            Self::Agree => "agreed",
            Self::Return => "sent back",
            Self::Reach => "reported on",
            Self::Meet => "recorded as met",
            Self::Miss => "recorded as not met",
            Self::Supersede => "replaced",
        }
    }
}

/// A step with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The supplier puts it in other words, or adds to it.
    Revise(Terms),
    /// The client agrees to it.
    Agree,
    /// The client wants something else in it.
    Return,
    /// The supplier reached a milestone.
    Reach {
        /// Which one, counted from 0.
        milestone: u16,
        /// The day.
        on: NaiveDate,
    },
    /// The client found that it brought what it was to bring.
    Meet,
    /// The client found that it did not.
    Miss,
    /// Another plan takes its place.
    Supersede {
        /// That plan.
        by: PlanId,
    },
}

impl Step {
    /// Which step it is.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Revise(_) => StepKind::Revise,
            Self::Agree => StepKind::Agree,
            Self::Return => StepKind::Return,
            Self::Reach { .. } => StepKind::Reach,
            Self::Meet => StepKind::Meet,
            Self::Miss => StepKind::Miss,
            Self::Supersede { .. } => StepKind::Supersede,
        }
    }
}

/// Why a step was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// The plan is not where the step begins.
    #[error("a plan that is {} cannot be {}", .state.label().to_lowercase(), .kind.done())]
    FromHere {
        /// Where it is.
        state: State,
        /// What was asked.
        kind: StepKind,
    },
    /// What was given with the step breaks rules.
    #[error("some of what was given cannot be used")]
    Given(Vec<Problem>),
}

/// The plan after a step; `plans` are all of its contract. `today` is the caller's day.
///
/// # Errors
/// [`Cannot`] says why not; the plan is as it was.
pub fn step(
    plan: &Plan, step: &Step, note: Option<&str>, (plans, today): (&[Plan], NaiveDate),
) -> Result<Plan, Cannot> {
    let (kind, state) = (step.kind(), plan.state);
    if !kind.from().contains(&state) {
        return Err(Cannot::FromHere { state, kind });
    }
    let problems = problems(plan, step, note, (plans, today));
    if !problems.is_empty() {
        return Err(Cannot::Given(problems));
    }
    let mut next = plan.clone();
    next.revision = plan.revision.saturating_add(1);
    next.state = kind.to();
    match step {
        Step::Agree | Step::Return | Step::Meet | Step::Miss => {}
        Step::Revise(terms) => next.terms = terms.clone(),
        Step::Supersede { by } => next.superseded_by = Some(*by),
        Step::Reach { milestone, on } => {
            let reached = next.terms.milestones.get_mut(usize::from(*milestone));
            if let Some(reached) = reached {
                reached.reached = Some(*on);
            }
        }
    }
    Ok(next)
}

fn problems(
    plan: &Plan, step: &Step, note: Option<&str>, (plans, today): (&[Plan], NaiveDate),
) -> Vec<Problem> {
    let reason = |why: &str| {
        let blank = note.is_none_or(|note| note.trim().is_empty());
        blank.then(|| Problem::field("note", "", "no reason is given", why))
    };
    let problem = match step {
        Step::Agree => None,
        Step::Revise(terms) => return super::check(terms, plan.about.period_start),
        Step::Return => reason("Say what has to be different"),
        Step::Miss => reason("Say what was not met"),
        Step::Meet => unreached(plan),
        Step::Supersede { by } => not_instead(plan, *by, plans),
        Step::Reach { milestone, on } => return not_reached(plan, *milestone, *on, today),
    };
    problem.into_iter().collect()
}

fn unreached(plan: &Plan) -> Option<Problem> {
    let open = plan.terms.milestones.iter().find(|milestone| milestone.reached.is_none())?;
    let message = format!("“{}” is not reached", open.what);
    let remedy = "Let the supplier record its milestones, or record the plan as not met";
    Some(Problem::field("step", StepKind::Meet.word(), message, remedy))
}

fn not_instead(plan: &Plan, by: PlanId, plans: &[Plan]) -> Option<Problem> {
    let found = plans.iter().find(|other| other.id == by);
    let message = match found {
        _ if by == plan.id => "a plan cannot take its own place",
        None => "the contract has no such plan",
        Some(other) if other.about.kpi != plan.about.kpi => "that plan is about another KPI",
        Some(other) if !other.state.is_open() => "that plan is over",
        Some(_) => return None,
    };
    let remedy = "Choose another open plan for the same KPI";
    Some(Problem::field("superseded_by", by.to_string(), message, remedy))
}

fn not_reached(plan: &Plan, milestone: u16, on: NaiveDate, today: NaiveDate) -> Vec<Problem> {
    let found = plan.terms.milestones.get(usize::from(milestone));
    let which = match found {
        None => Some("the plan has no such milestone"),
        Some(found) if found.reached.is_some() => Some("this milestone is reached already"),
        Some(_) => None,
    };
    let which = which.map(|message| {
        let remedy = "Choose a milestone that is not reached";
        Problem::field("milestone", milestone.to_string(), message, remedy)
    });
    let wrong = |message: String, remedy| Problem::field("on", on.to_string(), message, remedy);
    let late = (today < on)
        .then(|| wrong(format!("{on} is after today, {today}"), "Enter a day up to today"));
    let start = plan.about.period_start;
    let early = (on < start).then(|| {
        let message = format!("{on} is before the period that was rated, {start}");
        wrong(message, "Enter a later day")
    });
    [which, late, early].into_iter().flatten().collect()
}
