//! KPIs in law and improvement plans to make sample pages of.

use super::{HOSTILE, contract, date, id, kpi, moment};
use crate::domain::authors::Author;
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, FailureId, KpiAssessmentId, KpiId, PlanId};
use crate::domain::improvement::{
    HistoryStep, Milestone, Plan, PlanRecord, Poor, State, Terms as PlanTerms,
};
use crate::domain::kpis::ratings::Rating;
use crate::domain::performance::{
    Assessed, Assessment, Failed, Failure, Ground, Occasion, Publication, Rated, Record, Regime,
    Standing, Terms,
};

fn author() -> Author {
    Author { id: ActorId(id(31)), name: HOSTILE.to_owned() }
}

fn notice() -> Publication {
    Publication { on: date(2026, 7, 1), notice: HOSTILE.to_owned() }
}

/// A contract of which nobody has said what it is under the Act.
pub(in crate::views::pages) fn unsaid() -> Record {
    let contract = contract();
    let standing = Standing::unsaid(contract.id);
    Record { contract, standing, assessments: Vec::new(), failures: Vec::new(), kpis: 0 }
}

/// A contract with something of everything; parts of it are late.
pub(in crate::views::pages) fn in_law() -> Record {
    let terms = Terms {
        regime: Some(Regime::Act),
        reason: Some(HOSTILE.to_owned()),
        estimate: Money::from_scaled(600_000_000),
        material: vec![kpi().kpi.id],
        published: Some(notice()),
        terminated: Some(date(2026, 7, 2)),
    };
    let standing = Standing { contract: contract().id, revision: 2, terms };
    let assessments = vec![assessment(None), assessment(Some(notice()))];
    let failures = vec![failure(None), failure(Some(notice()))];
    Record { standing, assessments, failures, kpis: 1, ..unsaid() }
}

fn assessment(published: Option<Publication>) -> Assessment {
    let rated = |n: u128, rating| Rated {
        kpi: if n == 0 { kpi().kpi.id } else { KpiId(id(40 + n)) },
        title: format!("Rated {n} {HOSTILE}"),
        rating,
        reason: (rating == Rating::Other).then(|| HOSTILE.to_owned()),
    };
    let ratings = (0..).zip(Rating::ALL).map(|(n, rating)| rated(n, *rating)).take(3);
    Assessment {
        id: KpiAssessmentId(id(50)),
        contract: contract().id,
        revision: 1,
        assessed: Assessed {
            occasion: Occasion::Yearly,
            from: date(2025, 7, 1),
            to: date(2026, 6, 30),
            on: date(2026, 7, 1),
            ratings: ratings.chain([rated(5, Rating::Other)]).collect(),
        },
        published,
        by: author(),
        at: moment(),
    }
}

fn failure(published: Option<Publication>) -> Failure {
    Failure {
        id: FailureId(id(51)),
        contract: contract().id,
        revision: 1,
        failed: Failed {
            ground: Ground::NoImprovement,
            happened: date(2026, 2, 2),
            opportunity: Some(date(2026, 3, 1)),
            since: date(2026, 6, 1),
            circumstances: HOSTILE.to_owned(),
            plan: Some(PlanId(id(52))),
        },
        published,
        by: author(),
        at: moment(),
    }
}

/// One plan in each state.
pub(in crate::views::pages) fn plans() -> Vec<PlanRecord> {
    State::ALL.iter().zip(60..).map(|(state, n)| plan(*state, n)).collect()
}

fn plan(state: State, n: u128) -> PlanRecord {
    let milestone = |what: &str, month, reached| Milestone {
        what: format!("{what} {HOSTILE}"),
        due: date(2026, month, 28),
        reached,
    };
    let step = |milestone| HistoryStep {
        state,
        milestone,
        note: Some(HOSTILE.to_owned()),
        by: author(),
        at: moment(),
    };
    let plan = Plan {
        id: PlanId(id(n)),
        contract: contract().id,
        revision: 3,
        about: Poor {
            kpi: kpi().kpi.id,
            period_start: date(2026, 2, 1),
            rating: "Requires improvement".to_owned(),
        },
        terms: PlanTerms {
            aim: format!("Fixed within 4 hours {HOSTILE}"),
            cause: Some(HOSTILE.to_owned()),
            owner: HOSTILE.to_owned(),
            due: date(2026, 12, 31),
            milestones: vec![
                milestone("Rota", 4, Some(date(2026, 4, 20))),
                milestone("Audit", 6, None),
                milestone("Review", 11, None),
            ],
        },
        state,
        superseded_by: (state == State::Superseded).then_some(PlanId(id(61))),
    };
    PlanRecord { plan, kpi: kpi().kpi.title, steps: vec![step(None), step(Some(0))] }
}
