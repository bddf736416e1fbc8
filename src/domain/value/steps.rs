//! From state to state: who proposes, who decides, and what each step needs.

use super::{Item, Progress, State, Terms, Turnout, Verified, turnout_problems};
use crate::domain::access::Action;
use crate::domain::contracts::words;
use crate::domain::exact::Money;
use crate::domain::problems::Problem;
use chrono::NaiveDate;

words! {
    /// The steps an item can take.
    StepKind {
        /// The client wants it.
        Accept = "accept", "Accept";
        /// The supplier did it.
        Deliver = "deliver", "Deliver";
        /// The client found it done.
        Verify = "verify", "Verify";
        /// The client turns it down.
        Reject = "reject", "Reject";
        /// The supplier takes it back.
        Withdraw = "withdraw", "Withdraw";
    }
}

impl StepKind {
    /// The states it can be taken from.
    #[must_use]
    pub const fn from(self) -> &'static [State] {
        match self {
            Self::Accept => &[State::Proposed],
            Self::Deliver => &[State::Accepted, State::Rejected],
            Self::Verify => &[State::Delivered, State::Verified],
            Self::Reject => &[State::Proposed, State::Delivered],
            Self::Withdraw => &[State::Proposed, State::Accepted],
        }
    }

    /// The state it leads to.
    #[must_use]
    pub const fn to(self) -> State {
        match self {
            Self::Accept => State::Accepted,
            Self::Deliver => State::Delivered,
            Self::Verify => State::Verified,
            Self::Reject => State::Rejected,
            Self::Withdraw => State::Withdrawn,
        }
    }

    /// What the policy calls it: the supplier delivers, the client decides.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Accept | Self::Verify | Self::Reject => Action::VerifyValue,
            Self::Deliver | Self::Withdraw => Action::RecordValue,
        }
    }
}

/// Whether steps lead from one state to another.
#[must_use]
pub fn leads_to(from: State, to: State) -> bool {
    let mut reached = vec![from];
    while !reached.contains(&to) {
        let next = StepKind::ALL.iter().find_map(|kind| {
            let open = kind.from().iter().any(|state| reached.contains(state));
            (open && !reached.contains(&kind.to())).then(|| kind.to())
        });
        match next {
            Some(state) => reached.push(state),
            None => return false,
        }
    }
    true
}

/// A step with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The client wants it.
    Accept,
    /// The supplier did it.
    Deliver {
        /// The day it took place.
        on: NaiveDate,
        /// Who came.
        turnout: Turnout,
    },
    /// The client found it done.
    Verify {
        /// The day from which it counts.
        on: NaiveDate,
        /// What it was worth.
        value: Option<Money>,
    },
    /// The client turns it down.
    Reject,
    /// The supplier takes it back.
    Withdraw,
}

impl Step {
    /// Which step it is.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Accept => StepKind::Accept,
            Self::Deliver { .. } => StepKind::Deliver,
            Self::Verify { .. } => StepKind::Verify,
            Self::Reject => StepKind::Reject,
            Self::Withdraw => StepKind::Withdraw,
        }
    }
}

/// Why a step was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// The item is not where the step begins.
    #[error("an item that is {} cannot be {}; {}", .state.word(), .kind.to().word(), open(*.state))]
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

/// What can be done with an item instead.
fn open(state: State) -> String {
    let open = StepKind::ALL.iter().filter(|kind| kind.from().contains(&state));
    let words: Vec<&str> = open.map(|kind| kind.to().word()).collect();
    match words.split_last() {
        None => "nothing more happens to it".to_owned(),
        Some((only, [])) => format!("it can only be {only}"),
        Some((last, rest)) => format!("it can be {} or {last}", rest.join(", ")),
    }
}

/// The item after a step. `today` is the caller's day.
///
/// # Errors
/// [`Cannot`] says why not; the item is as it was.
pub fn step(
    item: &Item, step: &Step, note: Option<&str>, today: NaiveDate,
) -> Result<Item, Cannot> {
    let (kind, state) = (step.kind(), item.progress.state());
    if !kind.from().contains(&state) {
        return Err(Cannot::FromHere { state, kind });
    }
    let problems = problems(item, step, note, today);
    if !problems.is_empty() {
        return Err(Cannot::Given(problems));
    }
    let mut next = item.clone();
    next.revision = item.revision.saturating_add(1);
    next.origin = None;
    match step {
        Step::Accept => next.progress = Progress::Accepted,
        Step::Reject => next.progress = Progress::Rejected,
        Step::Withdraw => next.progress = Progress::Withdrawn,
        Step::Deliver { on, turnout } => {
            next.terms = Terms { on: Some(*on), ..next.terms };
            next.turnout = turnout.clone();
            next.progress = Progress::Delivered;
        }
        Step::Verify { on, value } => {
            // What is put right later counted from the first day all the same.
            let on = item.progress.verified().map_or(*on, |before| before.on);
            next.progress = Progress::Verified(Verified { on, value: *value });
        }
    }
    Ok(next)
}

fn problems(item: &Item, step: &Step, note: Option<&str>, today: NaiveDate) -> Vec<Problem> {
    let reason = |why| note.is_none_or(|note| note.trim().is_empty()).then(|| missing_reason(why));
    match step {
        Step::Accept => Vec::new(),
        Step::Reject => reason("Say why it is rejected").into_iter().collect(),
        Step::Withdraw => reason("Say why it is withdrawn").into_iter().collect(),
        Step::Deliver { on, turnout } => {
            let early = not_after(*on, today);
            early.into_iter().chain(turnout_problems(turnout)).collect()
        }
        Step::Verify { on, value } => {
            let days = [not_after(*on, today), not_before_delivery(item, *on)];
            let amount = amount(item, *value);
            let why = differs(item, *value).and_then(reason);
            days.into_iter().chain([amount, why]).flatten().collect()
        }
    }
}

fn missing_reason(remedy: &str) -> Problem {
    Problem::field("note", "", "no reason is given", remedy)
}

fn not_after(on: NaiveDate, today: NaiveDate) -> Option<Problem> {
    let message = format!("{on} is after today, {today}");
    (today < on).then(|| Problem::field("on", on.to_string(), message, "Enter a day up to today"))
}

fn not_before_delivery(item: &Item, on: NaiveDate) -> Option<Problem> {
    let delivered = item.terms.on.filter(|delivered| on < *delivered)?;
    let message = format!("{on} is before it was delivered, {delivered}");
    Some(Problem::field("on", on.to_string(), message, "Enter the day of delivery or a later one"))
}

fn amount(item: &Item, value: Option<Money>) -> Option<Problem> {
    let open = item.terms.claim.is_some() && value.is_none();
    let remedy = "Enter what it was worth, or 0 if nothing";
    open.then(|| Problem::field("verified_gbp", "", "an amount was claimed for it", remedy))
}

/// Why a verification needs a reason, when it does.
fn differs(item: &Item, value: Option<Money>) -> Option<&'static str> {
    if item.progress.verified().is_some() {
        return Some("Say why the verified amount changes");
    }
    let differs = item.terms.claim.is_some() && value.is_some() && item.terms.claimed() != value;
    differs.then_some("Say why the verified amount is not the one claimed")
}
