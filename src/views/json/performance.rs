//! KPIs in law: standing under the Procurement Act, what is due, assessments, failures.

use super::actions::AuthorView;
use crate::domain::exact::Money;
use crate::domain::performance::{
    Assessment, Due, Failure, Publication, Rated, Record, Regime, Requirement, What, due, lacks,
    requirement,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the Procurement Act 2023 asks of a contract, and what was done about it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Performance)]
pub struct PerformanceView {
    /// The contract.
    contract: Uuid,
    /// Rises by one each time the standing changes; 0 until anything is recorded.
    revision: i64,
    /// How the Act looks at the contract; `null` until somebody says.
    #[schema(example = "act")]
    regime: Option<&'static str>,
    /// Why, where that is for the client to consider.
    reason: Option<String>,
    /// The estimated value in pounds, VAT included, where it is not the value of the contract.
    estimate_gbp: Option<String>,
    /// `required`, `by_choice`, `not_over_threshold`, `exempt`, `not_said` or `no_value`: whether
    /// section 52 requires KPIs.
    kpis_are: &'static str,
    /// The most material KPIs, most material first.
    material: Vec<Uuid>,
    /// Where the KPIs were published.
    kpis_published: Option<PublicationView>,
    /// The day the contract was terminated before its end.
    terminated_on: Option<NaiveDate>,
    /// What section 52 requires and is not there.
    lacks: Vec<String>,
    /// What is due, soonest first.
    due: Vec<DueView>,
    /// Assessments, latest first.
    assessments: Vec<AssessmentView>,
    /// Breaches and failures to improve, latest first.
    failures: Vec<FailureView>,
}

impl PerformanceView {
    /// A record as it stands on `day`.
    #[must_use]
    pub fn of(record: &Record, day: NaiveDate) -> Self {
        let terms = &record.standing.terms;
        let lacking = lacks(&record.contract, terms, record.kpis);
        Self {
            contract: record.contract.id.0,
            revision: record.standing.revision,
            regime: terms.regime.map(Regime::word),
            reason: terms.reason.clone(),
            estimate_gbp: terms.estimate.map(pounds),
            kpis_are: word(requirement(&record.contract, terms)),
            material: terms.material.iter().map(|kpi| kpi.0).collect(),
            kpis_published: terms.published.as_ref().map(PublicationView::of),
            terminated_on: terms.terminated,
            lacks: lacking.iter().map(ToString::to_string).collect(),
            due: due(record).iter().map(|due| DueView::of(due, day)).collect(),
            assessments: record.assessments.iter().map(AssessmentView::of).collect(),
            failures: record.failures.iter().map(FailureView::of).collect(),
        }
    }
}

fn pounds(amount: Money) -> String {
    format!("{:.2}", amount.decimal())
}

fn word(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => "required",
        Requirement::ByChoice => "by_choice",
        Requirement::NotOver => "not_over_threshold",
        Requirement::Exempt(_) => "exempt",
        Requirement::Unsaid => "not_said",
        Requirement::NoValue => "no_value",
    }
}

/// A notice that was published.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Publication)]
pub struct PublicationView {
    /// The day.
    on: NaiveDate,
    /// Its reference.
    notice: String,
}

impl PublicationView {
    fn of(published: &Publication) -> Self {
        Self { on: published.on, notice: published.notice.clone() }
    }
}

/// Something the Act asks for, and by when.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Due)]
pub struct DueView {
    /// `kpis` (section 52), `assessment` or `assessment_on_termination` (section 71(2)), or
    /// `failure` (section 71(5)).
    what: &'static str,
    /// The breach or failure that is to be published.
    failure: Option<Uuid>,
    /// The last day on which it is in time.
    by: NaiveDate,
    /// Whether that day is over.
    overdue: bool,
}

impl DueView {
    /// Something due as it stands on `day`.
    #[must_use]
    pub fn of(due: &Due, day: NaiveDate) -> Self {
        let (what, failure) = match due.what {
            What::Kpis => ("kpis", None),
            What::Yearly => ("assessment", None),
            What::Termination => ("assessment_on_termination", None),
            What::Failure(id) => ("failure", Some(id.0)),
        };
        Self { what, failure, by: due.by, overdue: due.is_overdue_on(day) }
    }
}

/// An assessment of a supplier against the most material KPIs.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = KpiAssessment)]
pub struct AssessmentView {
    /// Identifies it.
    id: Uuid,
    /// The contract.
    contract: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// `yearly` or `termination`.
    occasion: &'static str,
    /// First day that was looked at.
    from: NaiveDate,
    /// Last day that was looked at.
    to: NaiveDate,
    /// The day it was assessed.
    assessed_on: NaiveDate,
    /// A rating for each KPI, never a mean of them.
    ratings: Vec<RatedView>,
    /// Where it was published; `null` until it is.
    published: Option<PublicationView>,
    /// Who recorded it, or changed it last.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
}

impl AssessmentView {
    /// One assessment.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let assessed = &assessment.assessed;
        Self {
            id: assessment.id.0,
            contract: assessment.contract.0,
            revision: assessment.revision,
            occasion: assessed.occasion.word(),
            from: assessed.from,
            to: assessed.to,
            assessed_on: assessed.on,
            ratings: assessed.ratings.iter().map(RatedView::of).collect(),
            published: assessment.published.as_ref().map(PublicationView::of),
            by: AuthorView::of(&assessment.by),
            at: assessment.at,
        }
    }
}

/// The rating of one KPI.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RatedKpi)]
pub struct RatedView {
    /// The KPI.
    kpi: Uuid,
    /// Its title at the time.
    title: String,
    /// `good`, `approaching_target`, `requires_improvement`, `inadequate` or `other`.
    rating: &'static str,
    /// Why, which `other` needs.
    reason: Option<String>,
}

impl RatedView {
    fn of(rated: &Rated) -> Self {
        Self {
            kpi: rated.kpi.0,
            title: rated.title.clone(),
            rating: rated.rating.word(),
            reason: rated.reason.clone(),
        }
    }
}

/// A breach, or a failure to improve, that has to be published within 30 days.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Failure)]
pub struct FailureView {
    /// Identifies it.
    id: Uuid,
    /// The contract.
    contract: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// `termination`, `partial_termination`, `damages`, `settlement` or `no_improvement`.
    ground: &'static str,
    /// The day of the breach, or the day performance was found not to be satisfactory.
    happened_on: NaiveDate,
    /// The day the opportunity to improve was given.
    opportunity_on: Option<NaiveDate>,
    /// The day section 71(5) first applied.
    applies_since: NaiveDate,
    /// The last of the 30 days that begin with it.
    publish_by: NaiveDate,
    /// The circumstances.
    circumstances: String,
    /// The improvement plan that was the opportunity.
    plan: Option<Uuid>,
    /// Where it was published; `null` until it is.
    published: Option<PublicationView>,
    /// Who recorded it, or changed it last.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
}

impl FailureView {
    /// One breach or failure.
    #[must_use]
    pub fn of(failure: &Failure) -> Self {
        let failed = &failure.failed;
        Self {
            id: failure.id.0,
            contract: failure.contract.0,
            revision: failure.revision,
            ground: failed.ground.word(),
            happened_on: failed.happened,
            opportunity_on: failed.opportunity,
            applies_since: failed.since,
            publish_by: failed.publish_by(),
            circumstances: failed.circumstances.clone(),
            plan: failed.plan.map(|plan| plan.0),
            published: failure.published.as_ref().map(PublicationView::of),
            by: AuthorView::of(&failure.by),
            at: failure.at,
        }
    }
}
