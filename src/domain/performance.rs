//! KPIs in law: what the Procurement Act 2023 asks of a contract (sections 52 and 71), the clock
//! it sets, and what was assessed and published.

use super::authors::Author;
use super::contracts::{Contract, words};
use super::exact::Money;
use super::ids::{ContractId, FailureId, KpiAssessmentId, KpiId, PlanId};
use super::kpis::ratings::Rating;
use chrono::{DateTime, NaiveDate, Utc};

mod check;

mod clock;

pub use check::{check_assessed, check_failed, check_published, check_terms};
pub use clock::{Due, What, due, end_of_thirty_days, end_of_twelve_months};

/// The estimated value in pence above which section 52 requires KPIs: £5 million, VAT included.
pub const THRESHOLD: i64 = 500_000_000;

/// How many KPIs section 52 requires at least.
pub const FEWEST: usize = 3;

/// How many KPIs a notice describes as the most material ones.
pub const MATERIAL: usize = 3;

/// The day section 71 came into force (SI 2025/1316).
pub const IN_FORCE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

words! {
    /// How the Act looks at a contract.
    Regime {
        /// Section 52 applies when the estimated value is over £5 million.
        Act = "act", "Public contract under the Act";
        /// Section 52 does not require KPIs, and the client sets and publishes them all the same.
        ByChoice = "by_choice", "KPIs set and published by choice";
        /// KPIs could not appropriately assess performance (section 52(2)).
        NotAppropriate = "not_appropriate", "KPIs could not appropriately assess it";
        /// A framework.
        Framework = "framework", "Framework";
        /// Awarded by a private utility.
        PrivateUtility = "private_utility", "Awarded by a private utility";
        /// A concession contract.
        Concession = "concession", "Concession contract";
        /// A light touch contract.
        LightTouch = "light_touch", "Light touch contract";
        /// Its procurement began under the law before the Act.
        EarlierLaw = "earlier_law", "Procured under earlier law";
    }
}

impl Regime {
    /// Whether a breach or a failure to improve has to be published: section 71(5) leaves out light
    /// touch contracts, and section 71 leaves out private utilities.
    #[must_use]
    pub const fn publishes_failures(self) -> bool {
        !matches!(self, Self::PrivateUtility | Self::LightTouch | Self::EarlierLaw)
    }
}

/// What is recorded of a contract under the Act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The contract.
    pub contract: ContractId,
    /// Rises by one with every change; 0 until anything is recorded.
    pub revision: i64,
    /// What is recorded.
    pub terms: Terms,
}

impl Standing {
    /// Nothing is recorded yet.
    #[must_use]
    pub fn unsaid(contract: ContractId) -> Self {
        Self { contract, revision: 0, terms: Terms::default() }
    }
}

/// What a client says of a contract under the Act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How the Act looks at it; none until somebody says.
    pub regime: Option<Regime>,
    /// Why, where that is for the client to consider.
    pub reason: Option<String>,
    /// The estimated value, VAT included, where it is not the value of the contract.
    pub estimate: Option<Money>,
    /// The KPIs that matter most, most material first.
    pub material: Vec<KpiId>,
    /// Where the KPIs were published.
    pub published: Option<Publication>,
    /// The day the contract was terminated, when that was before its end.
    pub terminated: Option<NaiveDate>,
}

impl Terms {
    /// The last day of the contract: when it was terminated, else when it ends.
    #[must_use]
    pub fn last_day(&self, contract: &Contract) -> Option<NaiveDate> {
        self.terminated.or(contract.details.term.end())
    }
}

/// A notice that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The day.
    pub on: NaiveDate,
    /// Its reference.
    pub notice: String,
}

/// Whether section 52 requires KPIs of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// It does.
    Required,
    /// It does not, and KPIs were set by choice.
    ByChoice,
    /// The value is not over £5 million.
    NotOver,
    /// The Act leaves such contracts out.
    Exempt(Regime),
    /// Nobody has said how the Act looks at it.
    Unsaid,
    /// No value is recorded to tell by.
    NoValue,
}

impl Requirement {
    /// Whether performance has to be assessed and published by the clock.
    #[must_use]
    pub const fn runs_the_clock(self) -> bool {
        matches!(self, Self::Required | Self::ByChoice)
    }
}

/// Whether section 52 requires KPIs of a contract.
#[must_use]
pub fn requirement(contract: &Contract, terms: &Terms) -> Requirement {
    match terms.regime {
        None => Requirement::Unsaid,
        Some(Regime::ByChoice) => Requirement::ByChoice,
        Some(Regime::Act) => match terms.estimate.or(contract.details.value) {
            None => Requirement::NoValue,
            Some(value) if THRESHOLD < value.scaled() => Requirement::Required,
            Some(_) => Requirement::NotOver,
        },
        Some(regime) => Requirement::Exempt(regime),
    }
}

/// What section 52 requires of a contract and is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Fewer KPIs than required.
    #[error("section 52 asks for {FEWEST} KPIs or more, and {} set", have(*.0))]
    Kpis(usize),
    /// Fewer are marked as the most material.
    #[error("{MATERIAL} KPIs are described as the most material, and {} marked", have(*.0))]
    Material(usize),
    /// The KPIs are not published.
    #[error("the KPIs are not published")]
    Unpublished,
    /// The contract has no first day, so no period of 12 months can be counted.
    #[error("the contract has no start date, so no period of 12 months can be counted from it")]
    NoStart,
}

fn have(number: usize) -> String {
    match number {
        0 => "none is".to_owned(),
        1 => "1 is".to_owned(),
        many => format!("{many} are"),
    }
}

/// What a contract with `kpis` KPIs lacks.
#[must_use]
pub fn lacks(contract: &Contract, terms: &Terms, kpis: usize) -> Vec<Lack> {
    let requirement = requirement(contract, terms);
    if !requirement.runs_the_clock() {
        return Vec::new();
    }
    let required = requirement == Requirement::Required;
    let marked = terms.material.len();
    let fewest = if required { MATERIAL } else { 1 };
    [
        (required && kpis < FEWEST).then_some(Lack::Kpis(kpis)),
        (marked < fewest).then_some(Lack::Material(marked)),
        (required && terms.published.is_none()).then_some(Lack::Unpublished),
        contract.details.term.start().is_none().then_some(Lack::NoStart),
    ]
    .into_iter()
    .flatten()
    .collect()
}

words! {
    /// Why performance is assessed.
    Occasion {
        /// At least once in every period of 12 months.
        Yearly = "yearly", "Within 12 months";
        /// On termination, by expiry or before.
        Termination = "termination", "On termination";
    }
}

/// An assessment of a supplier against the KPIs of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Identifies it.
    pub id: KpiAssessmentId,
    /// The contract.
    pub contract: ContractId,
    /// Rises by one with every change.
    pub revision: i64,
    /// What was found.
    pub assessed: Assessed,
    /// Where it was published; nothing until it is.
    pub published: Option<Publication>,
    /// Who recorded it.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// Why it was assessed.
    pub occasion: Occasion,
    /// First day that was looked at.
    pub from: NaiveDate,
    /// Last day that was looked at.
    pub to: NaiveDate,
    /// The day it was assessed.
    pub on: NaiveDate,
    /// A rating for each KPI, never a mean of them.
    pub ratings: Vec<Rated>,
}

/// The rating of one KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// Which one.
    pub kpi: KpiId,
    /// Its title at the time.
    pub title: String,
    /// How it did.
    pub rating: Rating,
    /// Why, which `Other` needs.
    pub reason: Option<String>,
}

words! {
    /// What makes section 71(5) apply.
    Ground {
        /// A breach that ended the contract.
        Termination = "termination", "Breach, and the contract was terminated";
        /// A breach that ended part of it.
        PartialTermination = "partial_termination", "Breach, and part of the contract was terminated";
        /// A breach for which damages were awarded.
        Damages = "damages", "Breach, and damages were awarded";
        /// A breach that was settled.
        Settlement = "settlement", "Breach, and a settlement was agreed";
        /// Not performing to satisfaction, and not improved when there was opportunity to.
        NoImprovement = "no_improvement", "Given proper opportunity to improve, and failed to";
    }
}

/// A breach, or a failure to improve, that has to be published within 30 days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Identifies it.
    pub id: FailureId,
    /// The contract.
    pub contract: ContractId,
    /// Rises by one with every change.
    pub revision: i64,
    /// What happened.
    pub failed: Failed,
    /// Where it was published; nothing until it is.
    pub published: Option<Publication>,
    /// Who recorded it.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// What makes section 71(5) apply.
    pub ground: Ground,
    /// The day of the breach, or the day performance was found not to be satisfactory.
    pub happened: NaiveDate,
    /// The day the opportunity to improve was given.
    pub opportunity: Option<NaiveDate>,
    /// The day section 71(5) first applied: of the consequence, or when it was considered failed.
    pub since: NaiveDate,
    /// The circumstances, in a few sentences.
    pub circumstances: String,
    /// The plan that was the opportunity to improve.
    pub plan: Option<PlanId>,
}

impl Failed {
    /// The last day on which its publication is in time.
    #[must_use]
    pub fn publish_by(&self) -> NaiveDate {
        end_of_thirty_days(self.since)
    }
}

/// Why something recorded cannot be changed any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this was published on {on}, and what was published stays as it is")]
pub struct AlreadyPublished {
    /// The day.
    pub on: NaiveDate,
}

/// Checks that something was not published yet.
///
/// # Errors
/// When it was.
pub fn still_open(published: Option<&Publication>) -> Result<(), AlreadyPublished> {
    published.map_or(Ok(()), |published| Err(AlreadyPublished { on: published.on }))
}

/// Everything the Act asks of a contract, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The contract.
    pub contract: Contract,
    /// What is recorded of it.
    pub standing: Standing,
    /// Assessments, latest first.
    pub assessments: Vec<Assessment>,
    /// Breaches and failures to improve, latest first.
    pub failures: Vec<Failure>,
    /// How many KPIs the contract has.
    pub kpis: usize,
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
