//! One KPI: its trend against the target, and how each period rates.

use crate::domain::contracts::Contract;
use crate::domain::designs::Band;
use crate::domain::exact::KpiValue;
use crate::domain::imports::Import;
use crate::domain::kpis::service_points::{Level, service_points};
use crate::domain::kpis::{self, Actual, Attainment, KpiRecord, Observation, Unrated};
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{
    Cell, Colour, Column, ContractSection, Figure, Layout, Section, Summary, Table, Tag, links,
    rating,
};
use askama::Template;

/// One KPI.
#[derive(Debug, Template)]
#[template(path = "kpi.html")]
pub struct KpiPage {
    layout: Layout,
    facts: Summary,
    figure: Option<Figure>,
    gaps: Option<String>,
    periods: Table,
    bands: Table,
    levels: Table,
}

impl KpiPage {
    /// The page of a KPI; `imports` are those its observations came from.
    #[must_use]
    pub fn of(
        contract: &Contract,
        record: &KpiRecord,
        figure: Option<Figure>,
        imports: &[Import],
    ) -> Self {
        let kpi = &record.kpi;
        let unit = if kpi.unit.is_empty() { "None" } else { kpi.unit.as_str() };
        Self {
            layout: Layout::new(Section::Contracts, &kpi.title)
                .of_contract(contract, ContractSection::Overview)
                .below(links::to_contract(contract)),
            facts: Summary::new().with("Direction", kpi.direction.label()).with("Unit", unit),
            figure,
            gaps: gaps(&record.observations),
            periods: periods(record, imports),
            bands: bands(&kpi.bands),
            levels: levels(&kpi.service_levels),
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

fn periods(record: &KpiRecord, imports: &[Import]) -> Table {
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
    let actuals: Vec<Option<KpiValue>> =
        record.observations.iter().map(|it| measured(&it.actual)).collect();
    let points = service_points(&kpi.service_levels, kpi.direction, &actuals);
    let lines = record.observations.iter().zip(points).rev();
    Table::new("periods", "Ratings by period, latest first", columns)
        .of(lines.map(|(observation, points)| row(record, observation, points, imports)))
}

fn row(
    record: &KpiRecord,
    observation: &Observation,
    points: Option<u32>,
    imports: &[Import],
) -> Vec<Cell> {
    let kpi = &record.kpi;
    let attainment = kpis::attainment(kpi.direction, observation);
    let target = observation.target.map_or_else(|| "No target".to_owned(), |it| it.to_string());
    let mut row = vec![
        Cell::text(observation.period.label()),
        Cell::text(target),
        reading_cell(&observation.actual, &kpi.unit),
        Cell::text(share(&attainment)),
        Cell::default().tagged(rating_tag(&kpi.bands, &attainment)),
    ];
    if !kpi.service_levels.is_empty() {
        row.push(Cell::text(points.map_or_else(|| "None".to_owned(), |it| it.to_string())));
    }
    let from = observation.origin.and_then(|it| origin(it, imports));
    row.push(
        from.map_or_else(|| Cell::text("Entered by hand"), |link| Cell::link(link.text, link.href)),
    );
    row
}

fn measured(actual: &Actual) -> Option<KpiValue> {
    match actual {
        Actual::Measured(value) => Some(*value),
        Actual::Missing(_) => None,
    }
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
