//! Pages of KPIs in law and of improvement plans.

use super::{html, samples};
use crate::domain::access::Action;
use crate::domain::contracts::Contract;
use crate::domain::improvement::StepKind;
use crate::domain::kpis::KpiRecord;
use crate::domain::problems::Problem;
use crate::views::pages::improvement::{self, PlanDraft, PlanPage, StepDraft};
use crate::views::pages::parts::May;
use crate::views::pages::performance::{
    self, AssessmentDraft, AssessmentPage, FailureDraft, FailurePage, KpisPage, PublicationDraft,
    StandingDraft,
};

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    [lists(), law(&contract), plans(&contract)].concat()
}

fn lists() -> Vec<(&'static str, String)> {
    let (record, plans, today) = (samples::in_law(), samples::plans(), samples::date(2026, 7, 6));
    let new = KpiRecord { observations: Vec::new(), ..samples::kpi() };
    let kpis = [samples::kpi(), new];
    let acts = [Action::AssessPerformance];
    vec![
        ("kpis", html(&KpisPage::of(&record, (&kpis, &plans), today, &acts))),
        ("kpis-seen", html(&KpisPage::of(&record, (&kpis, &plans), today, &[]))),
        ("kpis-none", html(&KpisPage::of(&samples::unsaid(), (&[], &[]), today, &acts))),
    ]
}

fn law(contract: &Contract) -> Vec<(&'static str, String)> {
    let record = samples::in_law();
    let (open, done) = (&record.assessments[0], &record.assessments[1]);
    let (failed, told) = (&record.failures[0], &record.failures[1]);
    let kpis = [samples::kpi().kpi];
    let wrong = |field: &str| Problem::field(field, "", "wrong", samples::HOSTILE);
    let draft = StandingDraft::of(&record.standing);
    let standing = || performance::standing(contract, (&kpis, 2), &draft);
    let assess = || performance::assess(contract, Some(open), &AssessmentDraft::of(open));
    let missed = samples::plans();
    let fail = || performance::fail(contract, Some(failed), &FailureDraft::of(failed), &missed);
    let publish = || performance::publish(contract, ("/x", 1), &PublicationDraft::default());
    vec![
        ("standing", html(&standing())),
        ("standing-error", html(&standing().with(&[wrong("material2"), wrong("published_on")]))),
        ("assessment", html(&AssessmentPage::of(contract, open, May::Act))),
        ("assessment-published", html(&AssessmentPage::of(contract, done, May::Act))),
        ("assess", html(&performance::assess(contract, None, &AssessmentDraft::default()))),
        ("assess-error", html(&assess().with(&[wrong("rating1"), wrong("reason3")]))),
        ("failure", html(&FailurePage::of(contract, failed, May::Act))),
        ("failure-published", html(&FailurePage::of(contract, told, May::Read))),
        ("fail", html(&performance::fail(contract, None, &FailureDraft::default(), &[]))),
        ("fail-error", html(&fail().with(&[wrong("ground"), wrong("applies_since")]))),
        ("publish", html(&publish())),
        ("publish-error", html(&publish().with(&[wrong("notice")]))),
    ]
}

fn plans(contract: &Contract) -> Vec<(&'static str, String)> {
    let (plans, today) = (samples::plans(), samples::date(2026, 7, 6));
    let both = [Action::ProposeImprovement, Action::AgreeImprovement];
    let (proposed, agreed, replaced) = (&plans[0], &plans[2], &plans[5]);
    let page = |record, allowed: &[Action]| html(&PlanPage::of(contract, record, today, allowed));
    let about = (&samples::kpi().kpi, samples::date(2026, 2, 1));
    let propose = |draft: &PlanDraft| improvement::propose(contract, about, None, draft);
    let own = &proposed.plan;
    let filled = PlanDraft::of(own);
    let step = |kind| improvement::step(contract, own, kind, (&plans, &StepDraft::default()));
    let wrong = |field: &str| Problem::field(field, "", "wrong", samples::HOSTILE);
    vec![
        ("plan-proposed", page(proposed, &both)),
        ("plan-agreed", page(agreed, &both)),
        ("plan-replaced", page(replaced, &[])),
        ("plan-propose", html(&propose(&PlanDraft::default()))),
        (
            "plan-propose-error",
            html(&propose(&filled).with(&[wrong("aim"), wrong("milestone2_due")])),
        ),
        ("plan-revise", html(&improvement::propose(contract, about, Some(own), &filled))),
        ("plan-agree", html(&step(StepKind::Agree))),
        ("plan-return-error", html(&step(StepKind::Return).with(&[wrong("note")]))),
        ("plan-reach", html(&step(StepKind::Reach))),
        ("plan-meet", html(&step(StepKind::Meet))),
        ("plan-miss", html(&step(StepKind::Miss))),
        ("plan-supersede-error", html(&step(StepKind::Supersede).with(&[wrong("superseded_by")]))),
    ]
}
