//! One KPI: its trend against the target, and how each period rates.

use crate::domain::designs::Band;
use crate::domain::exact::{ServicePoints, Times};
use crate::domain::imports::Import;
use crate::domain::improvement::PlanRecord;
use crate::domain::kpis::ratings::is_poor;
use crate::domain::kpis::service_points::{Level, Repeats, earned};
use crate::domain::kpis::{self, Actual, Attainment, Kpi, KpiRecord, Observation, Unrated};
use crate::domain::performance::{Record, due};
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Figure, Layout, Link, May, Section, Summary, Table, Tag,
    links, rating,
};
use crate::views::pages::{improvement, performance};
use askama::Template;
use chrono::NaiveDate;

pub mod forms;

/// One KPI.
#[derive(Debug, Template)]
#[template(path = "kpi.html")]
pub struct KpiPage {
    layout: Layout,
    facts: Summary,
    figure: Option<Figure>,
    gaps: Option<String>,
    periods: Table,
    due: Table,
    plans: Table,
    bands: Table,
    levels: Table,
    repeats: String,
    ways: Vec<Link>,
}

/// What the law and improvement plans have to do with a KPI.
#[derive(Debug)]
pub struct Around<'a> {
    /// What the law asks of the contract.
    pub law: &'a Record,
    /// Plans about the KPI, latest first.
    pub plans: &'a [PlanRecord],
    /// Whether plans can be proposed.
    pub propose: May,
    /// Whether it can be changed, and what was observed recorded.
    pub record: May,
    /// The day.
    pub today: NaiveDate,
}

impl KpiPage {
    /// The page of a KPI; `imports` are those its observations came from.
    #[must_use]
    pub fn of(
        record: &KpiRecord, around: &Around<'_>, figure: Option<Figure>, imports: &[Import],
    ) -> Self {
        let (kpi, contract) = (&record.kpi, &around.law.contract);
        let due = if is_material(kpi, around) { due(around.law) } else { Vec::new() };
        Self {
            layout: Layout::new(Section::Contracts, &kpi.title)
                .of_contract(contract, ContractSection::Kpis)
                .below(links::below(contract, "KPIs", links::kpis(contract.id))),
            facts: facts(kpi, around),
            figure,
            gaps: gaps(&record.observations),
            periods: periods(record, imports, around.propose),
            due: performance::due_table(&due, contract, around.today),
            plans: improvement::table(around.plans, around.today),
            repeats: repeats(kpi.repeats),
            bands: bands(&kpi.bands),
            levels: levels(&kpi.service_levels),
            ways: if around.record == May::Act { ways(kpi) } else { Vec::new() },
        }
    }
}

fn ways(kpi: &Kpi) -> Vec<Link> {
    let here = links::kpi(kpi.contract, kpi.id);
    let way = |text: &str, step: &str| Link::new(text, format!("{here}/{step}"));
    vec![way("Record what was observed", "observe"), way("Change how it is rated", "change")]
}

fn is_material(kpi: &Kpi, around: &Around<'_>) -> bool {
    around.law.standing.terms.material.contains(&kpi.id)
}

fn facts(kpi: &Kpi, around: &Around<'_>) -> Summary {
    let unit = if kpi.unit.is_empty() { "None" } else { kpi.unit.as_str() };
    let facts = Summary::new().with("Direction", kpi.direction.label()).with("Unit", unit);
    if is_material(kpi, around) {
        facts.with("In law", "One of the most material KPIs of the contract")
    } else {
        facts
    }
}

fn repeats(repeats: Repeats) -> String {
    let Repeats { periods, times } = repeats;
    let times = match times {
        Times::ONCE => "once".to_owned(),
        Times::TWICE => "double".to_owned(),
        times => format!("{times} times"),
    };
    match periods {
        0 => "A failure that happens again counts no more than the first.".to_owned(),
        1 => format!("A failure straight after a failure counts {times}."),
        many => {
            format!("A failure with another in the {many} periods before it counts {times}.")
        }
    }
}

fn gaps(observations: &[Observation]) -> Option<String> {
    let missing = observations.iter().filter(|it| matches!(it.actual, Actual::Missing(_))).count();
    match missing {
        0 => None,
        1 => Some(
            "Nothing was measured in one period. It has no rating and is left as a gap.".to_owned(),
        ),
        many => Some(format!(
            "Nothing was measured in {many} periods. They have no rating and are left as gaps."
        )),
    }
}

fn periods(record: &KpiRecord, imports: &[Import], propose: May) -> Table {
    let kpi = &record.kpi;
    let mut columns = vec![
        Column::words("Period"),
        Column::numbers("Target"),
        Column::numbers("Actual"),
        Column::numbers("Share of target"),
        Column::words("Rating"),
    ];
    if !kpi.service_levels.is_empty() {
        columns.push(Column::numbers("Service points"));
    }
    columns.push(Column::words("Recorded from"));
    let points = earned(kpi, &record.observations);
    let lines = record.observations.iter().zip(points).rev();
    let row = |(observation, points)| row(record, (observation, points), imports, propose);
    Table::new("periods", "Ratings by period, latest first", columns).of(lines.map(row))
}

fn row(
    record: &KpiRecord, (observation, points): (&Observation, Option<ServicePoints>),
    imports: &[Import], propose: May,
) -> Vec<Cell> {
    let kpi = &record.kpi;
    let attainment = kpis::attainment(kpi.direction, observation);
    let target = observation.target.map_or_else(|| "No target".to_owned(), |it| it.to_string());
    let mut row = vec![
        Cell::text(observation.period.label()),
        Cell::text(target),
        reading_cell(&observation.actual, &kpi.unit),
        Cell::text(share(&attainment)),
        rated(kpi, observation, &attainment, propose),
    ];
    if !kpi.service_levels.is_empty() {
        row.push(Cell::text(performance::service_points(points)));
    }
    let from = observation.origin.and_then(|it| origin(it, imports));
    row.push(
        from.map_or_else(|| Cell::text("Entered by hand"), |link| Cell::link(link.text, link.href)),
    );
    row
}

/// The rating of a period, with the way to a plan for whoever may propose one.
fn rated(kpi: &Kpi, observation: &Observation, attainment: &Attainment, propose: May) -> Cell {
    let plans = format!("{}/improvement-plans/new", links::contract(kpi.contract));
    let start = observation.period.start();
    let way = format!("{plans}?kpi={}&period_start={start}", kpi.id);
    let text = format!("Propose a plan for {}", observation.period.label());
    let poor = propose == May::Act && is_poor(&kpi.bands, attainment);
    let cell = Cell::links(if poor { vec![Link::new(text, way)] } else { Vec::new() });
    cell.tagged(rating_tag(&kpi.bands, attainment))
}

fn share(attainment: &Attainment) -> String {
    match attainment {
        Attainment::Reached(reached) => format!("{}%", reached.published),
        Attainment::Unrated(Unrated::NoValue(_)) => "None: nothing measured".to_owned(),
        Attainment::Unrated(Unrated::NoTarget) => "None: no target".to_owned(),
        Attainment::Unrated(Unrated::NoShare) => "None: missed a target of 0 or less".to_owned(),
    }
}

/// What was measured with its unit, or why nothing was.
pub(super) fn reading_cell(actual: &Actual, unit: &str) -> Cell {
    match actual {
        Actual::Measured(value) if unit.is_empty() => Cell::text(value.to_string()),
        Actual::Measured(value) if unit == "%" => Cell::text(format!("{value}%")),
        Actual::Measured(value) => Cell::text(format!("{value} {unit}")),
        Actual::Missing(why) => Cell::text(why.label()),
    }
}

/// The rating of an attainment; grey `Other` when there is none.
pub(super) fn rating_tag(bands: &[Band], attainment: &Attainment) -> Tag {
    let rated = match attainment {
        Attainment::Reached(reached) => rating(bands, reached.published),
        Attainment::Unrated(_) => None,
    };
    rated.unwrap_or_else(|| Tag::new(kpis::rating(bands, attainment), Colour::Grey))
}

fn bands(bands: &[Band]) -> Table {
    let columns = vec![Column::words("Rating"), Column::words("Share of target")];
    let last = bands.len().saturating_sub(1);
    Table::new("bands", "How a period is rated", columns).of(bands.iter().enumerate().rev().map(
        |(place, band)| {
            let reach = if place == last && band.from == band.to {
                format!("{}%: target met", band.from)
            } else if place == last {
                format!("{}% to {}%", band.from, band.to)
            } else {
                format!("{}% to less than {}%", band.from, band.to)
            };
            vec![Cell::text(&band.rating), Cell::text(reach)]
        },
    ))
}

fn levels(levels: &[Level]) -> Table {
    let columns = vec![
        Column::words("Service level"),
        Column::numbers("Worst value in it"),
        Column::numbers("Service points"),
    ];
    Table::new("levels", "Service levels, best first", columns).of(levels.iter().map(|level| {
        vec![
            Cell::text(&level.name),
            Cell::text(level.from.to_string()),
            Cell::text(level.points.to_string()),
        ]
    }))
}
