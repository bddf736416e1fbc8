//! One assessment, and one breach or failure to improve.

use super::{published, tag};
use crate::domain::contracts::Contract;
use crate::domain::performance::{Assessment, Failure, Rated};
use crate::views::pages::parts::{
    Cell, Column, ContractSection, Layout, Link, May, Section, Summary, Table, day, links, moment,
};
use askama::Template;

/// One assessment.
#[derive(Debug, Template)]
#[template(path = "action.html")]
pub struct AssessmentPage {
    layout: Layout,
    facts: Summary,
    steps: Table,
    links: Vec<Link>,
}

impl AssessmentPage {
    /// The page of an assessment.
    #[must_use]
    pub fn of(contract: &Contract, assessment: &Assessment, may: May) -> Self {
        let assessed = &assessment.assessed;
        let here = links::kpi_assessment(contract.id, assessment.id);
        let open = may == May::Act && assessment.published.is_none();
        Self {
            layout: layout(contract, format!("Assessment of {}", day(assessed.on))),
            facts: Summary::new()
                .with("Occasion", assessed.occasion.label())
                .with("Period", format!("{} to {}", day(assessed.from), day(assessed.to)))
                .with("Published", published(assessment.published.as_ref()))
                .with("Recorded", recorded(&assessment.by.name, assessment.at)),
            steps: ratings(&assessed.ratings),
            links: if open { next(&here) } else { Vec::new() },
        }
    }
}

fn layout(contract: &Contract, heading: String) -> Layout {
    Layout::new(Section::Contracts, heading)
        .of_contract(contract, ContractSection::Kpis)
        .below(links::below(contract, "KPIs", links::kpis(contract.id)))
}

fn recorded(name: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    format!("{} by {name}", moment(at))
}

fn next(here: &str) -> Vec<Link> {
    vec![
        Link::new("Record where it was published", format!("{here}/publish")),
        Link::new("Correct it", format!("{here}/correct")),
    ]
}

fn ratings(ratings: &[Rated]) -> Table {
    let columns = vec![
        Column::words("KPI"),
        Column::words("Rating"),
        Column::words("What it means"),
        Column::words("Why"),
    ];
    let row = |rated: &Rated| {
        vec![
            Cell::text(&rated.title),
            Cell::default().tagged(tag(rated.rating)),
            Cell::text(rated.rating.meaning()),
            Cell::text(rated.reason.as_deref().unwrap_or("Not said")),
        ]
    };
    Table::new("ratings", "Ratings, which are never made into one", columns)
        .of(ratings.iter().map(row))
}

/// One breach or failure to improve.
#[derive(Debug, Template)]
#[template(path = "action.html")]
pub struct FailurePage {
    layout: Layout,
    facts: Summary,
    steps: Table,
    links: Vec<Link>,
}

impl FailurePage {
    /// The page of a breach or failure.
    #[must_use]
    pub fn of(contract: &Contract, failure: &Failure, may: May) -> Self {
        let here = links::failure(contract.id, failure.id);
        let open = may == May::Act && failure.published.is_none();
        Self {
            layout: layout(contract, failure.failed.ground.label().to_owned()),
            facts: facts(failure),
            steps: Table::new("none", "None", Vec::new()),
            links: if open { next(&here) } else { Vec::new() },
        }
    }
}

fn facts(failure: &Failure) -> Summary {
    let failed = &failure.failed;
    let facts = Summary::new().with("Happened", day(failed.happened));
    let facts = match failed.opportunity {
        Some(on) => facts.with("Opportunity to improve given", day(on)),
        None => facts,
    };
    let facts = match failed.plan {
        Some(plan) => {
            let link = links::improvement_plan(failure.contract, plan);
            facts.link("Improvement plan", "The plan that was not met", link)
        }
        None => facts,
    };
    facts
        .with("Section 71(5) applies since", day(failed.since))
        .with("To be published by", day(failed.publish_by()))
        .with("Circumstances", &failed.circumstances)
        .with("Published", published(failure.published.as_ref()))
        .with("Recorded", recorded(&failure.by.name, failure.at))
}
