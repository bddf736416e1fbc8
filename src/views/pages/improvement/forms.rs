//! Forms to propose or revise a plan, and to take it further.

use crate::domain::contracts::Contract;
use crate::domain::improvement::{MOST_MILESTONES, Plan, PlanRecord, StepKind};
use crate::domain::kpis::Kpi;
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Choice, ContractSection, DayField, Entry, EntryKind, TextField, day, links,
};
use chrono::NaiveDate;

/// The names of a milestone's two fields.
pub const MILESTONES: [(&str, &str); MOST_MILESTONES] = [
    ("milestone1", "milestone1_due"),
    ("milestone2", "milestone2_due"),
    ("milestone3", "milestone3_due"),
    ("milestone4", "milestone4_due"),
    ("milestone5", "milestone5_due"),
    ("milestone6", "milestone6_due"),
    ("milestone7", "milestone7_due"),
    ("milestone8", "milestone8_due"),
    ("milestone9", "milestone9_due"),
    ("milestone10", "milestone10_due"),
];

/// Milestones that an empty form has room for.
const ROOM: usize = 4;

/// What is entered of a milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MilestoneDraft {
    /// What is to be reached.
    pub what: String,
    /// By when.
    pub due: String,
}

/// What is entered of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanDraft {
    /// What is to be different afterwards.
    pub aim: String,
    /// What led to the poor rating.
    pub cause: String,
    /// Who answers for it.
    pub owner: String,
    /// By when.
    pub due: String,
    /// What is to be reached on the way.
    pub milestones: Vec<MilestoneDraft>,
}

impl PlanDraft {
    /// A plan as it is recorded.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let terms = &plan.terms;
        let entered = |day: NaiveDate| day.format("%-d/%-m/%Y").to_string();
        let milestones = terms.milestones.iter().map(|milestone| MilestoneDraft {
            what: milestone.what.clone(),
            due: entered(milestone.due),
        });
        Self {
            aim: terms.aim.clone(),
            cause: terms.cause.clone().unwrap_or_default(),
            owner: terms.owner.clone(),
            due: entered(terms.due),
            milestones: milestones.collect(),
        }
    }
}

fn page(heading: &'static str, contract: &Contract, action: String) -> FormPage {
    FormPage::new(heading, action).of_contract(contract, ContractSection::Kpis).below(links::below(
        contract,
        "KPIs",
        links::kpis(contract.id),
    ))
}

/// The form to propose a plan for a poor rating of a KPI.
#[must_use]
pub fn propose(
    contract: &Contract, (kpi, start): (&Kpi, NaiveDate), plan: Option<&Plan>, draft: &PlanDraft,
) -> FormPage {
    let own = links::contract(contract.id);
    let (heading, action, button) = match plan {
        None => (
            "Propose an improvement plan",
            format!("{own}/improvement-plans/new"),
            "Propose the plan",
        ),
        Some(plan) => {
            let here = links::improvement_plan(contract.id, plan.id);
            ("Revise the improvement plan", format!("{here}/revise"), "Propose the plan again")
        }
    };
    let form = page(heading, contract, action)
        .line(format!("{}, rated in the period from {}.", kpi.title, day(start)))
        .hidden("kpi", kpi.id.to_string())
        .hidden("period_start", start.to_string())
        .hidden("revision", plan.map_or(0, |plan| plan.revision).to_string())
        .entry(text("aim", "What is to be different afterwards", &draft.aim))
        .area(TextField::area("cause", "What led to it (optional)", "", 4).holding(&draft.cause))
        .entry(text("owner", "Who answers for the plan", &draft.owner))
        .area(DayField::field("due", "Day by which it is to be reached", &draft.due));
    let room = draft.milestones.len().saturating_add(1).max(ROOM);
    let entered = draft.milestones.iter().map(Some).chain(std::iter::repeat(None));
    let empty = MilestoneDraft::default();
    let form = MILESTONES.iter().take(room).zip(entered).enumerate().fold(
        form,
        |form, (place, ((what, due), milestone))| {
            let (number, entered) = (place + 1, milestone.unwrap_or(&empty));
            let named = TextField {
                lines: 1,
                ..TextField::area(what, format!("Milestone {number}"), "", 1)
            };
            let by = DayField::field(due, "", &entered.due);
            form.area(named.holding(&entered.what))
                .area(TextField { label: format!("Day milestone {number} is due"), ..by })
        },
    );
    form.button(button).link("Leave it as it is", links::kpis(contract.id))
}

fn text(id: &'static str, label: &'static str, value: &str) -> Entry {
    Entry::new(id, label, EntryKind::Text).holding(value)
}

/// What is entered with a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepDraft {
    /// Why.
    pub note: String,
    /// Which milestone.
    pub milestone: String,
    /// The day it was reached.
    pub on: String,
    /// The plan that takes its place.
    pub superseded_by: String,
}

/// The form to take a plan further on; `plans` are those of its contract.
#[must_use]
pub fn step(
    contract: &Contract, plan: &Plan, kind: StepKind, (plans, draft): (&[PlanRecord], &StepDraft),
) -> FormPage {
    let here = links::improvement_plan(contract.id, plan.id);
    let form = page(kind.label(), contract, format!("{here}/{}", kind.word()))
        .line(plan.terms.aim.clone())
        .hidden("revision", plan.revision.to_string());
    let note = |label| TextField::area("note", label, "", 4).holding(&draft.note);
    let form = match kind {
        StepKind::Agree | StepKind::Meet | StepKind::Revise => form.area(note("Note (optional)")),
        StepKind::Return => form.area(note("What has to be different")),
        StepKind::Miss => form.area(note("What was not met")),
        StepKind::Reach => form
            .pick("milestone", "Milestone", open(plan), &draft.milestone)
            .area(DayField::field("on", "Day it was reached", &draft.on))
            .area(note("What there is to show for it (optional)")),
        StepKind::Supersede => form
            .pick(
                "superseded_by",
                "Plan that takes its place",
                others(plan, plans),
                &draft.superseded_by,
            )
            .area(note("Why (optional)")),
    };
    form.button("Save").link("Leave it as it is", here)
}

fn open(plan: &Plan) -> Vec<Choice> {
    let milestones = plan.terms.milestones.iter().enumerate();
    let open = milestones.filter(|(_, milestone)| milestone.reached.is_none());
    open.map(|(place, milestone)| choice(place.to_string(), &milestone.what)).collect()
}

fn others(plan: &Plan, plans: &[PlanRecord]) -> Vec<Choice> {
    let fits = |other: &&PlanRecord| {
        let other = &other.plan;
        other.id != plan.id && other.about.kpi == plan.about.kpi && other.state.is_open()
    };
    let found = plans.iter().filter(fits);
    let found = found.map(|other| choice(other.plan.id.to_string(), &other.plan.terms.aim));
    std::iter::once(choice("", "Choose a plan")).chain(found).collect()
}

fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into(), hint: String::new() }
}
