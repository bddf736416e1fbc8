//! Forms for the standing of a contract, assessments, failures and their publication.

use crate::domain::contracts::Contract;
use crate::domain::improvement::PlanRecord;
use crate::domain::kpis::Kpi;
use crate::domain::kpis::ratings::Rating;
use crate::domain::performance::{
    Assessment, Failure, Ground, MATERIAL, Occasion, Publication, Regime, Standing,
};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Choice, ContractSection, DayField, Entry, EntryKind, TextField, links,
};
use chrono::NaiveDate;

/// What is entered of a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationDraft {
    /// The day.
    pub on: String,
    /// Reference of the notice.
    pub notice: String,
}

impl PublicationDraft {
    fn of(published: Option<&Publication>) -> Self {
        published.map_or_else(Self::default, |published| Self {
            on: entered(published.on),
            notice: published.notice.clone(),
        })
    }
}

fn entered(day: NaiveDate) -> String {
    day.format("%-d/%-m/%Y").to_string()
}

fn maybe(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, entered)
}

/// What is entered of what a contract is under the Act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingDraft {
    /// Word of the regime.
    pub regime: String,
    /// Why no KPIs are set.
    pub reason: String,
    /// The estimated value.
    pub estimate_gbp: String,
    /// The most material KPIs.
    pub material: [String; MATERIAL],
    /// Where the KPIs were published.
    pub published: PublicationDraft,
    /// The day the contract was terminated.
    pub terminated_on: String,
}

impl StandingDraft {
    /// A standing as it is recorded.
    #[must_use]
    pub fn of(standing: &Standing) -> Self {
        let terms = &standing.terms;
        let mut material: [String; MATERIAL] = Default::default();
        for (entry, kpi) in material.iter_mut().zip(&terms.material) {
            *entry = kpi.to_string();
        }
        Self {
            regime: terms.regime.map(Regime::word).unwrap_or_default().to_owned(),
            reason: terms.reason.clone().unwrap_or_default(),
            estimate_gbp: terms.estimate.map_or_else(String::new, |value| value.to_string()),
            material,
            published: PublicationDraft::of(terms.published.as_ref()),
            terminated_on: maybe(terms.terminated),
        }
    }
}

const MARKS: [(&str, &str); MATERIAL] = [
    ("material1", "Most material KPI"),
    ("material2", "Second most material KPI"),
    ("material3", "Third most material KPI"),
];

fn page(heading: &'static str, contract: &Contract, action: String) -> FormPage {
    FormPage::new(heading, action).of_contract(contract, ContractSection::Kpis).below(links::below(
        contract,
        "KPIs",
        links::kpis(contract.id),
    ))
}

fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into(), hint: String::new() }
}

fn area(id: &'static str, label: impl Into<String>, hint: &'static str, value: &str) -> TextField {
    TextField::area(id, label, hint, 4).holding(value)
}

/// The form for what a contract is under the Act.
#[must_use]
pub fn standing(
    contract: &Contract, (kpis, revision): (&[Kpi], i64), draft: &StandingDraft,
) -> FormPage {
    let action = format!("{}/standing", links::contract(contract.id));
    let regimes = Regime::ALL.iter().map(|regime| choice(regime.word(), regime.label()));
    let regimes = std::iter::once(choice("", "Nobody has said yet")).chain(regimes).collect();
    let value = Entry::new("estimate_gbp", "Estimated value with VAT, in pounds", EntryKind::Text)
        .told("Leave it blank if the value of the contract is that")
        .holding(&draft.estimate_gbp);
    let form = page("What this contract is under the Procurement Act", contract, action)
        .line("Section 52 requires 3 KPIs or more when the estimated value is over £5 million, and leaves some contracts out. Notices describe the 3 most material ones.")
        .hidden("revision", revision.to_string())
        .pick("regime", "What it is", regimes, &draft.regime)
        .area(area("reason", "Why", "Needed if KPIs could not appropriately assess it", &draft.reason))
        .entry(value);
    let known = kpis.iter().map(|kpi| choice(kpi.id.to_string(), &kpi.title));
    let known: Vec<Choice> = std::iter::once(choice("", "None")).chain(known).collect();
    let marks = MARKS.iter().zip(&draft.material);
    let form = marks
        .fold(form, |form, ((id, label), chosen)| form.pick(id, *label, known.clone(), chosen));
    let form = form
        .area(DayField::field("published_on", "Day the KPIs were published", &draft.published.on))
        .entry(notice(&draft.published.notice))
        .area(DayField::field(
            "terminated_on",
            "Day the contract was terminated, if before its end",
            &draft.terminated_on,
        ));
    form.button("Save").link("Leave it as it is", links::kpis(contract.id))
}

fn notice(value: &str) -> Entry {
    Entry::new("notice", "Reference of the notice", EntryKind::Text)
        .told("For example, 2026/S 000-012345")
        .holding(value)
}

/// What is entered of a rating.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingDraft {
    /// Identifies the KPI.
    pub kpi: String,
    /// Its title.
    pub title: String,
    /// Word of the rating.
    pub rating: String,
    /// Why.
    pub reason: String,
}

/// What is entered of an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssessmentDraft {
    /// Word of the occasion.
    pub occasion: String,
    /// First day that was looked at.
    pub from: String,
    /// Last day that was looked at.
    pub to: String,
    /// The day it was assessed.
    pub on: String,
    /// A rating for each of the most material KPIs.
    pub ratings: Vec<RatingDraft>,
}

impl AssessmentDraft {
    /// An assessment as it is recorded.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let assessed = &assessment.assessed;
        let rating = |rated: &crate::domain::performance::Rated| RatingDraft {
            kpi: rated.kpi.to_string(),
            title: rated.title.clone(),
            rating: rated.rating.word().to_owned(),
            reason: rated.reason.clone().unwrap_or_default(),
        };
        Self {
            occasion: assessed.occasion.word().to_owned(),
            from: entered(assessed.from),
            to: entered(assessed.to),
            on: entered(assessed.on),
            ratings: assessed.ratings.iter().map(rating).collect(),
        }
    }
}

const RATINGS: [(&str, &str); MATERIAL] =
    [("rating1", "reason1"), ("rating2", "reason2"), ("rating3", "reason3")];

/// The form for a new assessment, or to correct one that is not published.
#[must_use]
pub fn assess(
    contract: &Contract, assessment: Option<&Assessment>, draft: &AssessmentDraft,
) -> FormPage {
    let own = links::contract(contract.id);
    let (heading, action) = match assessment {
        None => ("Record an assessment", format!("{own}/kpi-assessments/new")),
        Some(found) => {
            let here = links::kpi_assessment(contract.id, found.id);
            ("Correct the assessment", format!("{here}/correct"))
        }
    };
    let occasions = Occasion::ALL.iter().map(|it| choice(it.word(), it.label())).collect();
    let form = page(heading, contract, action)
        .line("Each KPI has a rating of its own. The bands of a KPI suggest one; you decide.")
        .hidden("revision", assessment.map_or(0, |it| it.revision).to_string())
        .pick("occasion", "Occasion", occasions, &draft.occasion)
        .area(DayField::field("from", "First day that was looked at", &draft.from))
        .area(DayField::field("to", "Last day that was looked at", &draft.to))
        .area(DayField::field("assessed_on", "Day of the assessment", &draft.on));
    let ratings = Rating::ALL
        .iter()
        .map(|it| choice(it.word(), format!("{}: {}", it.label(), it.meaning().to_lowercase())));
    let ratings: Vec<Choice> =
        std::iter::once(choice("", "Choose a rating")).chain(ratings).collect();
    let entries = RATINGS.iter().zip(&draft.ratings);
    let form = entries.fold(form, |form, ((id, why), rated)| {
        let label = format!("Why (needed for Other): {}", rated.title);
        form.pick(id, &rated.title, ratings.clone(), &rated.rating)
            .area(TextField::area(why, label, "", 2).holding(&rated.reason))
    });
    form.button("Save the assessment").link("Leave it as it is", links::kpis(contract.id))
}

/// What is entered of a breach or failure to improve.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FailureDraft {
    /// Word of the ground.
    pub ground: String,
    /// The day it happened.
    pub happened_on: String,
    /// The day the opportunity to improve was given.
    pub opportunity_on: String,
    /// The day section 71(5) first applied.
    pub applies_since: String,
    /// What happened.
    pub circumstances: String,
    /// Identifies the plan that was not met.
    pub plan: String,
}

impl FailureDraft {
    /// A breach or failure as it is recorded.
    #[must_use]
    pub fn of(failure: &Failure) -> Self {
        let failed = &failure.failed;
        Self {
            ground: failed.ground.word().to_owned(),
            happened_on: entered(failed.happened),
            opportunity_on: maybe(failed.opportunity),
            applies_since: entered(failed.since),
            circumstances: failed.circumstances.clone(),
            plan: failed.plan.map_or_else(String::new, |plan| plan.to_string()),
        }
    }
}

/// The form for a new breach or failure to improve, or to correct one; `missed` are the plans
/// that were not met.
#[must_use]
pub fn fail(
    contract: &Contract, failure: Option<&Failure>, draft: &FailureDraft, missed: &[PlanRecord],
) -> FormPage {
    let (heading, action) = match failure {
        None => (
            "Record a breach or a failure to improve",
            format!("{}/failures/new", links::contract(contract.id)),
        ),
        Some(found) => {
            ("Correct this record", format!("{}/correct", links::failure(contract.id, found.id)))
        }
    };
    let grounds = Ground::ALL.iter().map(|it| choice(it.word(), it.label())).collect();
    let plans = missed.iter().map(|it| choice(it.plan.id.to_string(), &it.plan.terms.aim));
    let plans = std::iter::once(choice("", "None")).chain(plans).collect();
    page(heading, contract, action)
        .line("Section 71(5) asks for it to be published before the end of 30 days, which begin with the day it first applies.")
        .hidden("revision", failure.map_or(0, |it| it.revision).to_string())
        .pick("ground", "What makes it apply", grounds, &draft.ground)
        .area(DayField::field("happened_on", "Day of the breach, or performance was found not satisfactory", &draft.happened_on))
        .area(DayField::field("opportunity_on", "Day the opportunity to improve was given, if any", &draft.opportunity_on))
        .area(DayField::field("applies_since", "Day it ended, was awarded or settled, or the supplier was considered to have failed to improve", &draft.applies_since))
        .area(area("circumstances", "Circumstances", "What happened and what followed", &draft.circumstances))
        .pick("plan", "Improvement plan that was not met, if that was the opportunity", plans, &draft.plan)
        .button("Save")
        .link("Leave it as it is", links::kpis(contract.id))
}

/// The form for where something at an address was published.
#[must_use]
pub fn publish(
    contract: &Contract, (here, revision): (&str, i64), draft: &PublicationDraft,
) -> FormPage {
    page("Record where it was published", contract, format!("{here}/publish"))
        .line("Once this is saved, what was published stays as it is.")
        .hidden("revision", revision.to_string())
        .area(DayField::field("published_on", "Day it was published", &draft.on))
        .entry(notice(&draft.notice))
        .button("Save")
        .link("Leave it as it is", here)
}
