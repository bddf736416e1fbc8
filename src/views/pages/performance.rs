//! KPIs of a contract, and what the Procurement Act asks about them.

use crate::domain::access::Action;
use crate::domain::contracts::Contract;
use crate::domain::exact::ServicePoints;
use crate::domain::ids::KpiId;
use crate::domain::improvement::PlanRecord;
use crate::domain::kpis::ratings::Rating;
use crate::domain::kpis::service_points::earned;
use crate::domain::kpis::{KpiRecord, attainment};
use crate::domain::performance::{
    Assessment, Due, Failure, Publication, Record, Regime, Requirement, What, due, lacks,
    requirement,
};
use crate::views::pages::improvement;
use crate::views::pages::kpis::{rating_tag, reading_cell};
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, day, links,
    money, sentence,
};
use askama::Template;
use chrono::NaiveDate;

mod forms;

mod shown;

pub use forms::{
    AssessmentDraft, FailureDraft, PublicationDraft, RatingDraft, StandingDraft, assess, fail,
    publish, standing,
};
pub use shown::{AssessmentPage, FailurePage};

/// KPIs of a contract, and what the Act asks about them.
#[derive(Debug, Template)]
#[template(path = "kpis.html")]
pub struct KpisPage {
    layout: Layout,
    facts: Summary,
    lacks: Vec<String>,
    due: Table,
    /// Whether somebody said what the contract is under the Act.
    is_said: bool,
    ways: Vec<Link>,
    add: Option<Link>,
    kpis: Table,
    assessments: Table,
    failures: Table,
    plans: Table,
}

impl KpisPage {
    /// The page as it stands on `today`, for somebody who is `allowed` to do some things.
    #[must_use]
    pub fn of(
        record: &Record, (kpis, plans): (&[KpiRecord], &[PlanRecord]), today: NaiveDate,
        allowed: &[Action],
    ) -> Self {
        let contract = &record.contract;
        let lacking = lacks(contract, &record.standing.terms, record.kpis);
        let acts = allowed.contains(&Action::AssessPerformance);
        Self {
            layout: Layout::new(Section::Contracts, "KPIs")
                .of_contract(contract, ContractSection::Kpis)
                .below(links::to_contract(contract)),
            facts: facts(record),
            lacks: lacking.iter().map(|lack| sentence(&lack.to_string())).collect(),
            due: due_table(&due(record), contract, today),
            is_said: record.standing.terms.regime.is_some(),
            ways: if acts { ways(record) } else { Vec::new() },
            add: allowed.contains(&Action::RecordKpis).then(|| add(contract)),
            kpis: kpi_table(kpis, &record.standing.terms.material),
            assessments: assessments(record),
            failures: failures(record, today),
            plans: improvement::table(plans, today),
        }
    }
}

fn add(contract: &Contract) -> Link {
    Link::new("Add a KPI", format!("{}/new", links::kpis(contract.id)))
}

fn facts(record: &Record) -> Summary {
    let (contract, terms) = (&record.contract, &record.standing.terms);
    let regime = terms.regime.map_or("Nobody has said yet", Regime::label);
    let facts = Summary::new()
        .with("Under the Procurement Act 2023", regime)
        .with("Does section 52 ask for KPIs?", required(requirement(contract, terms)));
    let facts = match &terms.reason {
        Some(reason) => facts.with("Why", reason),
        None => facts,
    };
    let facts = match terms.estimate {
        Some(estimate) => facts.with("Estimated value with VAT", money(estimate)),
        None => facts,
    };
    let facts = facts.with("KPIs published", published(terms.published.as_ref()));
    match terms.terminated {
        Some(on) => facts.with("Terminated", day(on)),
        None => facts,
    }
}

fn required(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => "Yes: its value is over £5 million (section 52)",
        Requirement::ByChoice => "No, they were set by choice and are assessed all the same",
        Requirement::NotOver => "No: its value is not over £5 million",
        Requirement::Exempt(_) => "No: the Act leaves such contracts out",
        Requirement::Unsaid => "Not known until somebody says what the contract is under the Act",
        Requirement::NoValue => "Not known: the contract has no value",
    }
}

/// Where something was published.
fn published(publication: Option<&Publication>) -> String {
    publication
        .map_or_else(|| "Not published".to_owned(), |it| format!("{} on {}", it.notice, day(it.on)))
}

/// What is due, as a table.
pub(super) fn due_table(due: &[Due], contract: &Contract, today: NaiveDate) -> Table {
    let columns = vec![Column::words("What"), Column::words("By"), Column::words("State")];
    let row = |due: &Due| {
        vec![
            what(due, contract),
            Cell::text(day(due.by)),
            Cell::default().tagged(state(due, today)),
        ]
    };
    Table::new("due", "What the Procurement Act asks for, soonest first", columns)
        .of(due.iter().map(row))
}

/// What is due, leading to where it can be done.
pub(super) fn what(due: &Due, contract: &Contract) -> Cell {
    let text = match due.what {
        What::Kpis => "KPIs set, marked and published (section 52)",
        What::Yearly => "An assessment published for the period of 12 months (section 71(2))",
        What::Termination => "An assessment published on termination (section 71(2))",
        What::Failure(id) => {
            let text = "A breach or failure published within 30 days (section 71(5))";
            return Cell::link(text, links::failure(contract.id, id));
        }
    };
    Cell::link(text, links::kpis(contract.id))
}

/// Whether something due is overdue.
pub(super) fn state(due: &Due, today: NaiveDate) -> Tag {
    let (word, colour) = match (due.is_overdue_on(today), due.is_near_on(today)) {
        (true, _) => ("Overdue", Colour::Red),
        (false, true) => ("Due soon", Colour::Yellow),
        (false, false) => ("Later", Colour::Grey),
    };
    Tag::new(word, colour)
}

fn ways(record: &Record) -> Vec<Link> {
    let here = links::contract(record.contract.id);
    let say = match record.standing.terms.regime {
        None => "Say what this contract is under the Act",
        Some(_) => "Change what this contract is under the Act",
    };
    let mut ways = vec![Link::new(say, format!("{here}/standing"))];
    if !record.standing.terms.material.is_empty() {
        ways.push(Link::new("Record an assessment", format!("{here}/kpi-assessments/new")));
    }
    if record.standing.terms.regime.is_none_or(Regime::publishes_failures) {
        let text = "Record a breach or a failure to improve";
        ways.push(Link::new(text, format!("{here}/failures/new")));
    }
    ways
}

fn kpi_table(records: &[KpiRecord], material: &[KpiId]) -> Table {
    let columns = vec![
        Column::words("KPI"),
        Column::words("Latest period"),
        Column::numbers("Target"),
        Column::numbers("Actual"),
        Column::words("Rating"),
        Column::numbers("Service points"),
    ];
    let row = |record: &KpiRecord| kpi_row(record, material);
    Table::new("kpis", "Key performance indicators", columns).of(records.iter().map(row))
}

fn kpi_row(record: &KpiRecord, material: &[KpiId]) -> Vec<Cell> {
    let kpi = &record.kpi;
    let name = Cell::link(&kpi.title, links::kpi(kpi.contract, kpi.id));
    let name = match material.contains(&kpi.id) {
        true => name.tagged(Tag::new("Most material", Colour::Blue)),
        false => name,
    };
    let Some(latest) = record.observations.last() else {
        return vec![name, Cell::text("Nothing observed yet")];
    };
    let points = earned(kpi, &record.observations).last().copied().flatten();
    vec![
        name,
        Cell::text(latest.period.label()),
        Cell::text(latest.target.map_or_else(|| "No target".to_owned(), |it| it.to_string())),
        reading_cell(&latest.actual, &kpi.unit),
        Cell::default().tagged(rating_tag(&kpi.bands, &attainment(kpi.direction, latest))),
        Cell::text(service_points(points)),
    ]
}

/// Service points, or that there are none.
pub(super) fn service_points(points: Option<ServicePoints>) -> String {
    points.map_or_else(|| "None".to_owned(), |points| points.to_string())
}

fn assessments(record: &Record) -> Table {
    let columns = vec![
        Column::words("Assessed"),
        Column::words("Occasion"),
        Column::words("Period"),
        Column::words("Ratings"),
        Column::words("Published"),
    ];
    let row = |found: &Assessment| {
        let assessed = &found.assessed;
        let link = links::kpi_assessment(found.contract, found.id);
        let ratings = assessed.ratings.iter();
        let ratings = ratings.fold(Cell::default(), |cell, rated| cell.tagged(tag(rated.rating)));
        vec![
            Cell::link(day(assessed.on), link),
            Cell::text(assessed.occasion.label()),
            Cell::text(format!("{} to {}", day(assessed.from), day(assessed.to))),
            ratings,
            Cell::text(published(found.published.as_ref())),
        ]
    };
    let caption = "Assessments against the most material KPIs, latest first";
    Table::new("assessments", caption, columns).of(record.assessments.iter().map(row))
}

/// A rating in its colour.
fn tag(rating: Rating) -> Tag {
    let colour = match rating {
        Rating::Good => Colour::Green,
        Rating::ApproachingTarget => Colour::Turquoise,
        Rating::RequiresImprovement => Colour::Yellow,
        Rating::Inadequate => Colour::Red,
        Rating::Other => Colour::Grey,
    };
    Tag::new(rating.label(), colour)
}

fn failures(record: &Record, today: NaiveDate) -> Table {
    let columns = vec![
        Column::words("Applies since"),
        Column::words("Ground"),
        Column::words("Publish by"),
        Column::words("Published"),
    ];
    let row = |found: &Failure| {
        let failed = &found.failed;
        let by = Cell::text(day(failed.publish_by()));
        let late = found.published.is_none() && failed.publish_by() < today;
        vec![
            Cell::link(day(failed.since), links::failure(found.contract, found.id)),
            Cell::text(failed.ground.label()),
            if late { by.tagged(Tag::new("Overdue", Colour::Red)) } else { by },
            Cell::text(published(found.published.as_ref())),
        ]
    };
    Table::new("failures", "Breaches and failures to improve, latest first", columns)
        .of(record.failures.iter().map(row))
}
