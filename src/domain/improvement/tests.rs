//! What a plan must hold, and the steps it can take.

use super::*;
use crate::domain::access::Action;
use crate::domain::problems::Place;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn milestone(what: &str, due: &str, reached: Option<&str>) -> Milestone {
    Milestone { what: what.to_owned(), due: day(due), reached: reached.map(day) }
}

fn plan(state: State) -> Plan {
    let reached = matches!(state, State::Met).then_some("2026-05-20");
    Plan {
        id: PlanId::fresh(),
        contract: ContractId(uuid::Uuid::nil()),
        revision: 1,
        about: Poor {
            kpi: KpiId(uuid::Uuid::from_u128(1)),
            period_start: day("2026-03-01"),
            rating: "Inadequate".to_owned(),
        },
        terms: Terms {
            aim: "Every ward passes its audit".to_owned(),
            cause: None,
            owner: "Hugh".to_owned(),
            due: day("2026-09-30"),
            milestones: vec![
                milestone("Rota agreed", "2026-05-31", reached),
                milestone("Two audits passed", "2026-08-31", reached),
            ],
        },
        state,
        superseded_by: None,
    }
}

const TODAY: &str = "2026-06-30";

fn reached() -> Plan {
    let mut plan = plan(State::Agreed);
    for milestone in &mut plan.terms.milestones {
        milestone.reached = Some(day("2026-06-01"));
    }
    plan
}

fn taken(plan: &Plan, one: &Step, note: &str, plans: &[Plan]) -> Result<Plan, String> {
    let note = Some(note).filter(|note| !note.is_empty());
    step(plan, one, note, (plans, day(TODAY))).map_err(|cannot| match cannot {
        Cannot::FromHere { .. } => cannot.to_string(),
        Cannot::Given(problems) => {
            let said: Vec<String> = problems.into_iter().map(|it| it.remedy).collect();
            said.join("; ")
        }
    })
}

fn every_step(other: PlanId) -> Vec<Step> {
    vec![
        Step::Revise(plan(State::Proposed).terms),
        Step::Agree,
        Step::Return,
        Step::Reach { milestone: 0, on: day(TODAY) },
        Step::Meet,
        Step::Miss,
        Step::Supersede { by: other },
    ]
}

/// From where each step leads where; what is not here is refused.
const TABLE: [(State, StepKind, State); 10] = [
    (State::Proposed, StepKind::Revise, State::Proposed),
    (State::Returned, StepKind::Revise, State::Proposed),
    (State::Proposed, StepKind::Agree, State::Agreed),
    (State::Proposed, StepKind::Return, State::Returned),
    (State::Agreed, StepKind::Reach, State::Agreed),
    (State::Agreed, StepKind::Meet, State::Met),
    (State::Agreed, StepKind::Miss, State::NotMet),
    (State::Proposed, StepKind::Supersede, State::Superseded),
    (State::Returned, StepKind::Supersede, State::Superseded),
    (State::Agreed, StepKind::Supersede, State::Superseded),
];

#[test]
fn every_step_that_is_not_in_the_table_is_refused_with_a_sentence() {
    let other = plan(State::Proposed);
    for state in State::ALL {
        for one in every_step(other.id) {
            let kind = one.kind();
            let mut from = plan(*state);
            if kind == StepKind::Meet {
                from.terms = reached().terms;
            }
            let before = from.clone();
            let expected = TABLE.iter().find(|(at, of, _)| (at, of) == (state, &kind));
            match (taken(&from, &one, "Said why", std::slice::from_ref(&other)), expected) {
                (Ok(next), Some((_, _, to))) => {
                    assert_eq!((next.state, next.revision), (*to, 2), "{state:?} {kind:?}");
                }
                (Err(why), None) => {
                    let begins =
                        format!("a plan that is {} cannot be ", state.label().to_lowercase());
                    assert!(why.starts_with(&begins), "{why}");
                }
                (done, _) => panic!("{state:?} {kind:?}: {done:?}"),
            }
            assert_eq!(from, before, "a step changes nothing where it begins");
        }
    }
}

#[test]
fn the_supplier_proposes_and_reports_and_the_client_agrees_and_decides() {
    let of = |action: Action| -> Vec<StepKind> {
        StepKind::ALL.iter().copied().filter(|kind| kind.action() == action).collect()
    };
    assert_eq!(of(Action::ProposeImprovement), [StepKind::Revise, StepKind::Reach]);
    assert_eq!(of(Action::AgreeImprovement).len(), 5);
}

#[test]
fn what_a_step_needs_is_asked_for() {
    let said = |plan: &Plan, step: Step, note: &str| taken(plan, &step, note, &[]).unwrap_err();
    assert_eq!(said(&plan(State::Proposed), Step::Return, " "), "Say what has to be different");
    assert_eq!(said(&plan(State::Agreed), Step::Miss, ""), "Say what was not met");
    let open = "Let the supplier record its milestones, or record the plan as not met";
    assert_eq!(said(&plan(State::Agreed), Step::Meet, ""), open);
    assert!(taken(&reached(), &Step::Meet, "", &[]).is_ok());
    let reach = |milestone, on: &str| Step::Reach { milestone, on: day(on) };
    let which = "Choose a milestone that is not reached";
    assert_eq!(said(&plan(State::Agreed), reach(2, TODAY), ""), which);
    assert_eq!(said(&reached(), reach(0, TODAY), ""), which);
    assert_eq!(said(&plan(State::Agreed), reach(0, "2026-07-01"), ""), "Enter a day up to today");
    assert_eq!(said(&plan(State::Agreed), reach(0, "2026-02-28"), ""), "Enter a later day");
    let next = taken(&plan(State::Agreed), &reach(0, "2026-06-02"), "", &[]).unwrap();
    assert_eq!(next.terms.milestones[0].reached, Some(day("2026-06-02")));
    assert_eq!(next.next_due(), Some(day("2026-08-31")));
}

#[test]
fn a_plan_gives_way_only_to_another_open_one_for_the_same_kpi() {
    let (own, other) = (plan(State::Agreed), plan(State::Proposed));
    let mut foreign = plan(State::Proposed);
    foreign.about.kpi = KpiId::fresh();
    let plans = [own.clone(), other.clone(), foreign.clone(), plan(State::NotMet)];
    let to = |by| taken(&own, &Step::Supersede { by }, "", &plans);
    assert_eq!(to(other.id).unwrap().superseded_by, Some(other.id));
    let why = "Choose another open plan for the same KPI";
    for by in [own.id, foreign.id, plans[3].id, PlanId::fresh()] {
        assert_eq!(to(by).unwrap_err(), why);
    }
}

#[test]
fn a_plan_says_who_what_and_by_when() {
    let wrong = |change: &dyn Fn(&mut Terms)| {
        let mut terms = plan(State::Proposed).terms;
        change(&mut terms);
        let field = |problem: Problem| match problem.place {
            Place::Field(name) => name,
            Place::Whole | Place::Cell { .. } => "-".to_owned(),
        };
        let problems = check(&terms, day("2026-03-01"));
        problems.into_iter().map(field).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(wrong(&|_| {}), "");
    assert_eq!(wrong(&|it| it.aim = " ".to_owned()), "aim");
    assert_eq!(wrong(&|it| it.owner.clear()), "owner");
    assert_eq!(wrong(&|it| it.milestones.clear()), "milestones");
    assert_eq!(wrong(&|it| it.milestones[1].due = day("2026-10-01")), "milestones[1].due");
    assert_eq!(wrong(&|it| it.milestones[0].due = day("2026-02-28")), "milestones[0].due");
    assert_eq!(wrong(&|it| it.milestones[0].what.clear()), "milestones[0].what");
    assert_eq!(wrong(&|it| it.milestones[1].what = "rota agreed".to_owned()), "milestones[1].what");
    let early = |it: &mut Terms| {
        it.due = day("2026-02-01");
        it.milestones.truncate(1);
    };
    assert_eq!(wrong(&early), "due milestones[0].due");
    let many = |it: &mut Terms| {
        it.milestones = (0..=MOST_MILESTONES)
            .map(|place| milestone(&place.to_string(), "2026-05-01", None))
            .collect();
    };
    assert_eq!(wrong(&many), "milestones");
}

#[test]
fn only_an_agreed_plan_is_ever_overdue() {
    for state in State::ALL {
        let due = plan(*state).next_due();
        assert_eq!(due.is_some(), *state == State::Agreed, "{state:?}");
    }
    let agreed = plan(State::Agreed);
    assert!(!agreed.is_overdue_on(day("2026-05-31")));
    assert!(agreed.is_overdue_on(day("2026-06-01")));
    assert!(!reached().is_overdue_on(day("2026-09-30")));
    assert!(reached().is_overdue_on(day("2026-10-01")));
}

proptest! {
    #[test]
    fn reaching_a_milestone_never_makes_a_plan_due_sooner(first in 0_u16..2, days in 0_i64..100) {
        let before = plan(State::Agreed);
        let on = day(TODAY) - chrono::TimeDelta::days(days);
        let after = taken(&before, &Step::Reach { milestone: first, on }, "", &[]).unwrap();
        prop_assert!(before.next_due() <= after.next_due());
    }
}
