//! What each criterion and perspective added to a figure, computed again from what was recorded.

use crate::domain::designs::{Criterion, Perspective, Source};
use crate::domain::exact::{Fraction, Points};
use crate::domain::imports::Import;
use crate::domain::knowledge::reading::{AreaReading, Reading};
use crate::domain::kpis::Attainment;
use crate::domain::meetings::{Mark, Score};
use crate::domain::scorecards::{KpiReading, Trace};
use crate::domain::value::{PromiseLine, Tally};
use crate::views::pages::kpis::reading_cell;
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{Cell, Column, Table, count, day, links, mark, pounds};

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

/// The criteria of all perspectives, then KPIs, knowledge areas and the promise line if a
/// perspective takes its points from them.
pub(super) fn inputs(trace: &Trace, imports: &[Import]) -> Vec<Table> {
    let perspectives = trace.version.content.perspectives();
    let scored = perspectives.iter().filter(|it| it.source == Source::Meetings);
    let rows: Vec<Vec<Cell>> = scored.flat_map(|it| criteria(trace, it, imports)).collect();
    let criteria = Table::new("criteria", "Criteria", criterion_columns()).of(rows);
    let from_kpis = perspectives.iter().find(|it| it.source == Source::Kpis);
    let kpis = from_kpis.map(|it| {
        let caption = format!("KPIs, which make up {}", it.title);
        let rows = trace.kpis.iter().map(|reading| kpi_row(reading, imports));
        Table::new("kpis", caption, kpi_columns()).of(rows)
    });
    let knowledge = perspectives.iter().find(|it| it.source == Source::Knowledge);
    let knowledge = knowledge.zip(trace.knowledge.as_ref());
    let knowledge = knowledge.map(|(it, reading)| knowledge_table(it, reading, trace));
    let value = perspectives.iter().find(|it| it.source == Source::Value);
    let value = value.zip(trace.value.as_ref());
    let value = value.map(|(it, line)| promised(trace, &it.title, line));
    let signed = perspectives.iter().filter_map(|it| signed(it, trace));
    let tables = [Some(criteria), kpis, knowledge, value].into_iter().chain(signed.map(Some));
    tables.flatten().filter(|table| !table.is_empty()).collect()
}

/// What a perspective counted for when both sides signed, if its records have changed since.
fn signed(perspective: &Perspective, trace: &Trace) -> Option<Table> {
    let signed = trace.signed.iter().find(|it| it.source == perspective.source)?;
    let columns = vec![Column::words("As both sides signed it"), Column::numbers("Points")];
    let points = signed.points.map_or_else(|| "None".to_owned(), |it| shown(&exact(it)));
    let why = "What was recorded since does not count in this figure";
    let caption = format!("{}, signed off", perspective.title);
    let row = vec![Cell::text(&perspective.title).with_detail(why), Cell::text(points)];
    Some(Table::new(signed.source.word(), caption, columns).of([row]))
}

/// The promise line, with the share of it that a perspective has for points.
fn promised(trace: &Trace, title: &str, line: &PromiseLine) -> Table {
    let columns =
        vec![Column::words("Commitments"), Column::numbers("Items"), Column::numbers("Worth")];
    let row = |name: &str, tally: Tally| {
        let name = Cell::link(name, links::value(trace.contract.id));
        vec![name, Cell::text(count(tally.items)), Cell::text(pounds(tally.pence))]
    };
    let points = line.points.map(|points| shown(&exact(points)));
    let points = points.unwrap_or_else(|| "Left out: none was due".to_owned());
    let share = format!("Points: share of what was due, {}", line.measure.label().to_lowercase());
    let caption = format!("Value-add, which makes up {title}");
    Table::new("value", caption, columns).of([
        row("Due, at what is claimed", line.due),
        row("Delivered, at what is claimed", line.delivered),
        row("Verified, up to what is claimed", line.verified),
        vec![Cell::text(share), Cell::default(), Cell::text(points)],
    ])
}

fn criterion_columns() -> Vec<Column> {
    vec![
        Column::words("Criterion"),
        Column::numbers("Score"),
        Column::numbers("Points"),
        Column::numbers("Weight in its perspective"),
        Column::numbers("Weight that counts"),
        Column::numbers("Adds to its perspective"),
        Column::words("Recorded from"),
    ]
}

/// A criterion with what its side recorded for it.
struct Entry<'a> {
    criterion: &'a Criterion,
    score: Option<&'a Score>,
    points: Option<Points>,
}

fn criteria(trace: &Trace, perspective: &Perspective, imports: &[Import]) -> Vec<Vec<Cell>> {
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
    let row = |entry| criterion_row(perspective, entry, i128::from(total), imports);
    entries.iter().map(row).collect()
}

fn criterion_row(
    perspective: &Perspective, entry: &Entry<'_>, total: i128, imports: &[Import],
) -> Vec<Cell> {
    let score = entry.score.map_or_else(|| "Not scored".to_owned(), |score| mark(score.mark));
    let from = entry.score.and_then(|score| origin(score.origin?, imports));
    let mut row =
        vec![Cell::text(&entry.criterion.title).with_detail(&perspective.title), Cell::text(score)];
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
    let adds = points.and_then(|points| exact(points).times(weight).over(&Fraction::whole(total)));
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

fn knowledge_table(perspective: &Perspective, reading: &Reading, trace: &Trace) -> Table {
    let columns = vec![
        Column::words("Knowledge area"),
        Column::numbers("Weight"),
        Column::numbers("Target"),
        Column::numbers("Level"),
        Column::numbers("Weight × level, up to the target"),
        Column::words("Shown by"),
    ];
    let caption = format!("Knowledge areas, which make up {}", perspective.title);
    let rows = reading.areas.iter().map(|area| area_row(area, trace));
    let index = reading.index.map_or_else(|| "None yet".to_owned(), |it| shown(&exact(it.exact)));
    let sum =
        vec![Cell::text("Knowledge index: 100 × the sum of these ÷ the sum of weight × target")];
    let sum = sum.into_iter().chain(std::iter::repeat_n(Cell::default(), 3));
    let sum = sum.chain([Cell::text(index)]).collect();
    Table::new("knowledge", caption, columns).of(rows.chain([sum]))
}

fn area_row(area: &AreaReading, trace: &Trace) -> Vec<Cell> {
    let plan = &area.area.plan;
    let counted = area.level.min(plan.target).number();
    let counts = Fraction::new(i128::from(plan.weight.scaled()) * i128::from(counted), 10_000);
    let counts = counts.and_then(|it| it.round(PLACES)).map(|it| it.normalize().to_string());
    let shown_by = area.shown_by.as_ref().map(|(name, level)| {
        let seen = level.witness.as_ref().map(|witness| format!(", seen by {witness}"));
        format!("{name}, {}{}", day(level.on), seen.unwrap_or_default())
    });
    vec![
        Cell::link(&plan.title, links::area(trace.contract.id, area.area.id)),
        Cell::text(plan.weight.to_string()),
        Cell::text(plan.target.number().to_string()),
        Cell::text(area.level.number().to_string()),
        Cell::text(counts.unwrap_or_default()),
        Cell::text(shown_by.unwrap_or_else(|| "Nobody in place".to_owned())),
    ]
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
        Cell::text(observation.period.label()),
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
