//! What each criterion and perspective added to a figure, computed again from what was recorded.

use crate::domain::designs::{Criterion, Perspective, Source};
use crate::domain::exact::{Fraction, Points};
use crate::domain::imports::Import;
use crate::domain::kpis::Attainment;
use crate::domain::meetings::{Mark, Score};
use crate::domain::scorecards::{KpiReading, Trace};
use crate::views::pages::kpis::reading_cell;
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{Cell, Column, Table, links, mark, period};

/// How many decimals the steps are shown with.
pub(super) const PLACES: u32 = 4;

/// A number of points kept in units of 1e-12, with the decimals of a step.
pub(super) fn shown(points: &Fraction) -> String {
    let whole = Fraction::whole(10_i128.pow(Points::PLACES));
    let rounded = points.over(&whole).and_then(|points| points.round(PLACES));
    rounded.map_or_else(String::new, |points| points.to_string())
}

fn exact(points: Points) -> Fraction {
    Fraction::whole(i128::from(points.scaled()))
}

/// The criteria of a perspective, or the KPIs it takes its points from.
pub(super) fn inputs(
    trace: &Trace,
    at: usize,
    perspective: &Perspective,
    imports: &[Import],
) -> Option<Table> {
    let caption = format!("{} ({}% of the composite)", perspective.title, perspective.weight);
    let id = format!("inputs-{at}");
    match perspective.source {
        Source::Meetings => Some(criteria(trace, perspective, imports, Table::new(id, caption, criterion_columns()))),
        Source::Kpis => Some(readings(&trace.kpis, imports, Table::new(id, caption, kpi_columns()))),
        Source::Knowledge | Source::Value => None,
    }
}

fn criterion_columns() -> Vec<Column> {
    vec![
        Column::words("Criterion"),
        Column::numbers("Score"),
        Column::numbers("Points"),
        Column::numbers("Weight"),
        Column::numbers("Weight that counts"),
        Column::numbers("Adds"),
        Column::words("Recorded from"),
    ]
}

/// A criterion with what its side recorded for it.
struct Entry<'a> {
    criterion: &'a Criterion,
    score: Option<&'a Score>,
    points: Option<Points>,
}

fn criteria(trace: &Trace, perspective: &Perspective, imports: &[Import], table: Table) -> Table {
    let content = &trace.version.content;
    let of_it = content.criteria().filter(|(_, owner, _)| owner.key == perspective.key);
    let entries: Vec<Entry<'_>> = of_it
        .map(|(place, _, criterion)| {
            let score = trace
                .scores
                .iter()
                .find(|it| it.criterion == place && it.side == trace.figure.side);
            let points = score.and_then(|score| match score.mark {
                Mark::Scored(value) => content.scale_of(criterion)?.points(value),
                Mark::Unscored(_) => None,
            });
            Entry { criterion, score, points }
        })
        .collect();
    let scored = entries.iter().filter(|entry| entry.points.is_some());
    let total: i64 = scored.map(|entry| entry.criterion.weight.scaled()).sum();
    table.of(entries.iter().map(|entry| criterion_row(entry, i128::from(total), imports)))
}

fn criterion_row(entry: &Entry<'_>, total: i128, imports: &[Import]) -> Vec<Cell> {
    let score = entry.score.map_or_else(|| "Not scored".to_owned(), |score| mark(score.mark));
    let from = entry.score.and_then(|score| origin(score.origin?, imports));
    let mut row = vec![Cell::text(&entry.criterion.title), Cell::text(score)];
    row.extend(weighed(entry.points, i128::from(entry.criterion.weight.scaled()), total));
    row.push(from.map_or_else(Cell::default, |link| Cell::link(link.text, link.href)));
    row
}

/// Points, weight, weight that counts and contribution of one line; `weight` and `total` in
/// the same unit of 1e-4.
fn weighed(points: Option<Points>, weight: i128, total: i128) -> Vec<Cell> {
    let planned = Fraction::new(weight, 10_000).and_then(|it| it.round(PLACES));
    let planned = planned.map_or_else(String::new, |it| format!("{}%", it.normalize()));
    let counts = points.and_then(|_| Fraction::new(weight * 100, total));
    let adds = points.and_then(|points| {
        exact(points).times(weight).over(&Fraction::whole(total))
    });
    vec![
        Cell::text(points.map_or_else(|| "None".to_owned(), |points| shown(&exact(points)))),
        Cell::text(planned),
        Cell::text(counts.map_or_else(|| "Left out".to_owned(), |share| percentage(&share))),
        Cell::text(adds.map_or_else(|| "Left out".to_owned(), |adds| shown(&adds))),
    ]
}

pub(super) fn percentage(share: &Fraction) -> String {
    share.round(PLACES).map_or_else(String::new, |share| format!("{}%", share.normalize()))
}

fn kpi_columns() -> Vec<Column> {
    vec![
        Column::words("KPI"),
        Column::words("Period"),
        Column::numbers("Target"),
        Column::numbers("Actual"),
        Column::numbers("Points"),
        Column::words("Recorded from"),
    ]
}

fn readings(readings: &[KpiReading], imports: &[Import], table: Table) -> Table {
    table.of(readings.iter().map(|reading| kpi_row(reading, imports)))
}

fn kpi_row(reading: &KpiReading, imports: &[Import]) -> Vec<Cell> {
    let kpi = &reading.kpi;
    let name = Cell::link(&kpi.title, links::kpi(kpi.contract, kpi.id));
    let Some(observation) = &reading.observation else {
        return vec![name, Cell::text("Nothing observed by this day")];
    };
    let target = observation.target.map_or_else(|| "No target".to_owned(), |it| it.to_string());
    let from = observation.origin.and_then(|it| origin(it, imports));
    vec![
        name,
        Cell::text(period(observation.period)),
        Cell::text(target),
        reading_cell(&observation.actual, &kpi.unit),
        Cell::text(kpi_points(reading)),
        from.map_or_else(Cell::default, |link| Cell::link(link.text, link.href)),
    ]
}

fn kpi_points(reading: &KpiReading) -> String {
    match (reading.points, &reading.attainment) {
        (Some(points), _) => shown(&exact(points)),
        (None, Some(Attainment::Unrated(why))) => format!("Left out: {why}"),
        (None, Some(Attainment::Reached(_)) | None) => "Left out".to_owned(),
    }
}
