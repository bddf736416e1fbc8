//! One contract in one screen.

use super::standing::{Standing, perspectives};
use crate::domain::contracts::{Contract, Party};
use crate::domain::designs::InUse;
use crate::domain::events::Event;
use crate::domain::kpis::{self, KpiRecord};
use crate::domain::lists::Page;
use crate::domain::meetings::{Meeting, MeetingKind, Side};
use crate::domain::periods::{Cadence, Period};
use crate::domain::scorecards::{Figure as Reading, Overview, PeriodLine, Trend};
use crate::views::charts;
use crate::views::pages::kpis::{rating_tag, reading_cell};
use crate::views::pages::meetings::named;
use crate::views::pages::parts::{
    Cell, Column, ContractSection, Figure, Layout, Link, Section, Summary, Table, count, day, days,
    links, money,
};
use askama::Template;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One contract in one screen.
#[derive(Debug, Template)]
#[template(path = "contract.html")]
pub struct OverviewPage {
    layout: Layout,
    facts: Summary,
    standings: Vec<Standing>,
    perspectives: Option<Table>,
    figures: Vec<Figure>,
    trend: String,
    charts: String,
    cadences: Vec<Way>,
    periods: Table,
    kpis: Table,
    meetings: Table,
    more_meetings: Option<String>,
    events: Table,
    designs: Table,
    files: Vec<Files>,
}

/// Records of the contract to take away.
#[derive(Debug)]
struct Files {
    words: &'static str,
    forms: Vec<Link>,
}

/// A choice of period length.
#[derive(Debug)]
struct Way {
    link: Link,
    here: bool,
}

impl OverviewPage {
    /// How many meetings are listed.
    pub const MEETINGS: u64 = 12;

    /// The page of a contract.
    #[must_use]
    pub fn of(known: &Overview) -> Self {
        let contract = &known.contract;
        let layout = Layout::new(Section::Contracts, &contract.details.title)
            .of_contract(contract, ContractSection::Overview)
            .below(vec![Link::new("Contracts", "/contracts")]);
        Self {
            layout,
            facts: facts(contract, &known.parties),
            standings: known.traces.iter().map(Standing::of).collect(),
            perspectives: perspectives(&known.traces),
            trend: format!("{}/trend", links::contract(contract.id)),
            charts: links::charts(contract.id),
            cadences: ways(known),
            periods: periods(&known.periods),
            kpis: kpi_table(&known.kpis),
            more_meetings: more(&known.meetings),
            meetings: meetings(&known.meetings, &known.trend.figures),
            events: events(&known.trend.events),
            designs: designs(known),
            figures: figures(known),
            files: files(contract),
        }
    }
}

fn files(contract: &Contract) -> Vec<Files> {
    let kinds = [
        ("Scores", "scores"),
        ("KPI observations", "kpis"),
        ("Knowledge levels", "knowledge"),
        ("KPI ratings and service points", "ratings"),
        ("KPI assessments", "kpi-assessments"),
        ("Improvement plans", "plans"),
        ("Value-add", "value"),
        ("Composites", "composites"),
        ("Actions", "actions"),
    ];
    let of = |(words, kind)| Files { words, forms: links::exports(kind, Some(contract.id)) };
    kinds.into_iter().map(of).collect()
}

fn facts(contract: &Contract, parties: &[Party]) -> Summary {
    let details = &contract.details;
    let not_recorded = || "Not recorded".to_owned();
    let mut facts = Summary::new()
        .with("Client", &contract.client.name)
        .with("Supplier", &contract.supplier.name);
    for party in parties {
        facts = facts.with(&party.role, &party.name);
    }
    facts
        .with("Term", days(details.term))
        .with("Value", details.value.map_or_else(not_recorded, money))
        .with("Pricing", details.pricing.map_or_else(not_recorded, |it| it.label().to_owned()))
        .with(
            "Working pattern",
            details.working.map_or_else(not_recorded, |it| it.label().to_owned()),
        )
        .with("Tender", details.tender_reference.clone().unwrap_or_else(not_recorded))
}

fn ways(known: &Overview) -> Vec<Way> {
    let lengths = [
        (Cadence::Month, "Months"),
        (Cadence::Quarter, "Quarters"),
        (Cadence::FinancialYear, "Financial years"),
    ];
    let way = |(cadence, text): (Cadence, &str)| Way {
        link: Link::new(
            text,
            format!("{}?by={}#periods", links::contract(known.contract.id), cadence.word()),
        ),
        here: cadence == known.cadence,
    };
    lengths.into_iter().map(way).collect()
}

fn periods(lines: &[PeriodLine]) -> Table {
    let mut columns = vec![Column::words("Period")];
    columns.extend(Side::ALL.iter().map(|side| Column::numbers(side.label())));
    let mut periods: Vec<Period> = lines.iter().map(|line| line.period).collect();
    periods.sort();
    periods.dedup();
    Table::new("period-figures", "Mean composites of periods, latest first", columns).quiet().of(
        periods.into_iter().rev().map(|period| {
            let mut row = vec![Cell::text(period.label())];
            row.extend(Side::ALL.iter().map(|side| period_cell(lines, period, *side)));
            row
        }),
    )
}

fn period_cell(lines: &[PeriodLine], period: Period, side: Side) -> Cell {
    let found = lines.iter().find(|line| line.period == period && line.side == side);
    match found.map(|line| line.figure) {
        Some(figure) if figure.count == 1 => {
            Cell::text(figure.mean.shown()).with_detail("1 composite")
        }
        Some(figure) => {
            Cell::text(figure.mean.shown()).with_detail(format!("{} composites", figure.count))
        }
        None => Cell::text("None"),
    }
}

fn kpi_table(records: &[KpiRecord]) -> Table {
    let columns = vec![
        Column::words("KPI"),
        Column::words("Latest period"),
        Column::numbers("Target"),
        Column::numbers("Actual"),
        Column::words("Rating"),
    ];
    Table::new("kpis", "Key performance indicators (KPIs)", columns).of(records.iter().map(kpi_row))
}

fn kpi_row(record: &KpiRecord) -> Vec<Cell> {
    let kpi = &record.kpi;
    let name =
        Cell::link(&kpi.title, links::kpi(kpi.contract, kpi.id)).with_detail(kpi.direction.label());
    let Some(latest) = record.observations.last() else {
        return vec![name, Cell::text("Nothing observed yet")];
    };
    let attainment = kpis::attainment(kpi.direction, latest);
    vec![
        name,
        Cell::text(latest.period.label()),
        Cell::text(latest.target.map_or_else(|| "No target".to_owned(), |it| it.to_string())),
        reading_cell(&latest.actual, &kpi.unit),
        Cell::default().tagged(rating_tag(&kpi.bands, &attainment)),
    ]
}

fn meetings(meetings: &Page<Meeting>, readings: &[Reading]) -> Table {
    let mut columns = vec![Column::words("Meeting")];
    columns.extend(Side::ALL.iter().map(|side| Column::numbers(side.label())));
    Table::new("meetings", "Meetings, latest first", columns).of(meetings.items.iter().map(
        |meeting| {
            let link = links::meeting(meeting.contract, meeting.id);
            let mut row = vec![named(Cell::link(day(meeting.held_on), link), meeting)];
            row.extend(Side::ALL.iter().map(|side| side_cell(meeting, *side, readings)));
            row
        },
    ))
}

fn side_cell(meeting: &Meeting, side: Side, readings: &[Reading]) -> Cell {
    let found = readings.iter().find(|it| it.meeting == Some(meeting.id) && it.side == side);
    match found.map(|reading| &reading.composite) {
        Some(Ok(composite)) => Cell::text(composite.published.shown()),
        Some(Err(_)) => Cell::text("No figure"),
        None if meeting.kind == MeetingKind::Check => Cell::text("Kept apart"),
        None => Cell::text("Not scored"),
    }
}

fn more(meetings: &Page<Meeting>) -> Option<String> {
    let shown = u64::try_from(meetings.items.len()).unwrap_or(u64::MAX);
    (shown < meetings.total).then(|| {
        format!("Showing the latest {} of {} meetings.", count(shown), count(meetings.total))
    })
}

fn events(events: &[Event]) -> Table {
    let columns = vec![Column::words("Day"), Column::words("What happened")];
    Table::new("events", "Events marked on the charts", columns)
        .of(events.iter().map(|event| vec![Cell::text(day(event.on)), Cell::text(&event.title)]))
}

fn designs(known: &Overview) -> Table {
    let columns = vec![Column::words("From"), Column::words("Design"), Column::numbers("Version")];
    let row = |since: &InUse| {
        let version = known.versions.iter().find(|version| version.id == since.version)?;
        let link = links::design(version.content.key(), Some(version.number));
        Some(vec![
            Cell::text(day(since.from)),
            Cell::link(version.content.title(), link),
            Cell::text(version.number.to_string()),
        ])
    };
    Table::new("designs", "Scorecard designs used", columns).of(known
        .trend
        .designs
        .iter()
        .filter_map(row))
}

/// More meetings than this are too many to tell apart beside everything else.
const DRAWN: usize = 52;

fn figures(known: &Overview) -> Vec<Figure> {
    let Some(latest) = known.traces.first() else { return Vec::new() };
    let id = known.contract.id;
    let bullets = charts::perspective_bullets(latest);
    let address = links::contract_chart(id, "perspectives");
    let query = format!("?side={}&on={}", latest.figure.side.word(), latest.figure.on);
    let from = recent(&known.trend);
    let trend = from.map_or_else(|| known.trend.clone(), |from| known.trend.since(from));
    let lines = charts::composite_trend(&known.contract, &trend, &known.versions);
    let trend = links::contract_chart(id, "trend");
    let since = from.map(|from| format!("?from={from}")).unwrap_or_default();
    vec![
        Figure::of("bullets", &bullets, &bullets.about.subtitle, &address, &query),
        Figure::of("trend", &lines, &lines.about.subtitle, &trend, &since),
    ]
}

/// The day from which there are no more meetings than can be drawn; none when all can be.
fn recent(trend: &Trend) -> Option<NaiveDate> {
    let days: BTreeSet<NaiveDate> = trend.figures.iter().map(|figure| figure.on).collect();
    let first = days.iter().rev().nth(DRAWN - 1)?;
    (days.first() != Some(first)).then_some(*first)
}
