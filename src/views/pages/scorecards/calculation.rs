//! How a figure was calculated, step by step, down to the lines it came from.

use super::contributions::{inputs, percentage, shown};
use crate::domain::exact::Fraction;
use crate::domain::imports::Import;
use crate::domain::meetings::Side;
use crate::domain::scorecards::{NoComposite, Trace};
use crate::views::pages::parts::{
    Cell, Column, ContractSection, Layout, Link, Section, Summary, Table, Tag, composite, day,
    links, percent, rating,
};
use askama::Template;

/// How a figure was calculated.
#[derive(Debug, Template)]
#[template(path = "calculation.html")]
pub struct CalculationPage {
    layout: Layout,
    result: Summary,
    rating: Option<Tag>,
    inputs: Vec<Table>,
    perspectives: Table,
    sum: String,
    rounding: Vec<String>,
    coverage: Table,
    coverage_words: String,
    others: Vec<Link>,
}

impl CalculationPage {
    /// The page of a trace; `imports` are those its inputs came from.
    #[must_use]
    pub fn of(trace: &Trace, imports: &[Import]) -> Self {
        let contract = &trace.contract;
        let content = &trace.version.content;
        let published = trace.figure.composite.as_ref().ok().map(|it| it.published);
        let caption = format!("{} {}", contract.details.reference, contract.details.title);
        Self {
            layout: Layout::new(Section::Contracts, "How was this figure calculated?")
                .of_contract(contract, ContractSection::Trend)
                .under(caption)
                .below(links::to_contract(contract)),
            result: result(trace),
            rating: published.and_then(|it| rating(content.bands(), it)),
            inputs: inputs(trace, imports),
            perspectives: perspective_table(trace),
            sum: sum(trace),
            rounding: rounding(trace),
            coverage: coverage_table(trace),
            coverage_words: coverage_words(trace),
            others: others(trace),
        }
    }
}

fn result(trace: &Trace) -> Summary {
    let figure = &trace.figure;
    let content = &trace.version.content;
    let design = format!("{}, version {}", content.title(), trace.version.number);
    let facts = Summary::new()
        .with("Figure", composite(&figure.composite))
        .with("Side", figure.side.label())
        .with("Coverage", percent(figure.coverage));
    let facts = match &trace.meeting {
        Some(meeting) => facts.link(
            "Meeting",
            day(meeting.held_on),
            links::meeting(meeting.contract, meeting.id),
        ),
        None => facts.with("Day", day(figure.on)),
    };
    facts
        .link("Scorecard design", design, links::design(content.key(), Some(trace.version.number)))
        .state("State", Tag::standing(figure.signed))
}

/// Sum of the weights of perspectives that have points, in units of 1e-4.
fn counted(trace: &Trace) -> i128 {
    let pairs = trace.version.content.perspectives().iter().zip(&trace.assessment.perspectives);
    pairs
        .filter(|(_, result)| result.points.is_some())
        .map(|(perspective, _)| i128::from(perspective.weight.scaled()))
        .sum()
}

fn perspective_table(trace: &Trace) -> Table {
    let columns = vec![
        Column::words("Perspective"),
        Column::numbers("Points"),
        Column::numbers("Weight"),
        Column::numbers("Weight that counts"),
        Column::numbers("Adds"),
    ];
    let total = counted(trace);
    let pairs = trace.version.content.perspectives().iter().zip(&trace.assessment.perspectives);
    Table::new("perspectives", "Perspectives", columns).of(pairs.map(|(perspective, result)| {
        let weight = i128::from(perspective.weight.scaled());
        let share = Fraction::new(weight * 100, total);
        let adds = |points: &Fraction| points.times(weight).over(&Fraction::whole(total));
        let (points, counts, adds) = match (&result.points, share) {
            (Some(points), Some(share)) => (
                shown(points),
                percentage(&share),
                adds(points).as_ref().map_or_else(String::new, shown),
            ),
            (Some(_), None) | (None, _) => {
                ("None".to_owned(), "Left out".to_owned(), "Left out".to_owned())
            }
        };
        vec![
            Cell::text(&perspective.title),
            Cell::text(points),
            Cell::text(format!("{}%", perspective.weight)),
            Cell::text(counts),
            Cell::text(adds),
        ]
    }))
}

fn sum(trace: &Trace) -> String {
    let pairs = trace.version.content.perspectives().iter().zip(&trace.assessment.perspectives);
    let scored: Vec<(String, String)> = pairs
        .filter_map(|(perspective, result)| {
            Some((perspective.weight.to_string(), shown(result.points.as_ref()?)))
        })
        .collect();
    if scored.is_empty() {
        return "No perspective has points, so there is nothing to add up.".to_owned();
    }
    let products: Vec<String> =
        scored.iter().map(|(weight, points)| format!("{weight} × {points}")).collect();
    let weights: Vec<&str> = scored.iter().map(|(weight, _)| weight.as_str()).collect();
    format!("({}) ÷ ({})", products.join(" + "), weights.join(" + "))
}

fn rounding(trace: &Trace) -> Vec<String> {
    match &trace.figure.composite {
        Ok(composite) => vec![
            format!("Before rounding: {}", composite.exact),
            format!(
                "Published, rounded once to 2 decimal places: {:.2}",
                composite.published.decimal()
            ),
            format!(
                "Shown on pages and charts, with 1 decimal place: {}",
                composite.published.shown()
            ),
        ],
        Err(NoComposite::NothingScored) => {
            vec!["Nothing was scored, so there is no figure.".to_owned()]
        }
        Err(NoComposite::BelowCoverage { coverage, minimum }) => vec![format!(
            "Only {coverage}% of the weight was scored. The design asks for {minimum}%, so there is no figure."
        )],
    }
}

fn coverage_table(trace: &Trace) -> Table {
    let columns = vec![
        Column::words("Perspective"),
        Column::numbers("Weight"),
        Column::numbers("Share of it that was scored"),
        Column::numbers("Adds to coverage"),
    ];
    let pairs = trace.version.content.perspectives().iter().zip(&trace.assessment.perspectives);
    Table::new("coverage", "Coverage", columns).of(pairs.map(|(perspective, result)| {
        let adds = i128::from(perspective.weight.scaled()) * i128::from(result.scored.scaled());
        let adds = Fraction::new(adds, 10_000 * 1_000_000);
        vec![
            Cell::text(&perspective.title),
            Cell::text(format!("{}%", perspective.weight)),
            Cell::text(format!("{}%", result.scored)),
            Cell::text(adds.as_ref().map_or_else(String::new, percentage)),
        ]
    }))
}

fn coverage_words(trace: &Trace) -> String {
    let minimum = trace.version.content.minimum_coverage();
    format!(
        "Together {}. The design asks for at least {}.",
        percent(trace.figure.coverage),
        percent(minimum)
    )
}

fn others(trace: &Trace) -> Vec<Link> {
    let figure = &trace.figure;
    let other = |side: &Side| {
        let words = format!("{} figure of the same day", side.label());
        Link::new(words, links::calculation(figure.contract, *side, figure.on))
    };
    Side::ALL.iter().filter(|side| **side != figure.side).map(other).collect()
}
