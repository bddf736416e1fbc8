//! The charts of a contract: all of them by what they answer, and each on a page of its own.

use super::scorecards::Window;
use crate::domain::contracts::Contract;
use crate::views::charts::ChartName;
use crate::views::pages::parts::{
    Cell, Column, Complaints, DayField, Figure, Layout, Link, Section, Table, TextField, links,
};
use askama::Template;
use reports::{Chart, HeatTable};

/// Meetings that fit beside each other in a table on a page.
const COLUMNS: usize = 12;

/// Every chart of a contract.
#[derive(Debug, Template)]
#[template(path = "charts.html")]
pub struct ChartsPage {
    layout: Layout,
    charts: Table,
}

impl ChartsPage {
    /// The charts of a contract.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        let row = |name: &ChartName| {
            let chart = Cell::link(name.label(), links::chart(contract.id, *name));
            vec![chart, Cell::text(name.question())]
        };
        let columns = vec![Column::words("Chart"), Column::words("What it answers")];
        Self {
            layout: layout(contract, "Charts"),
            charts: Table::new("charts", "Charts of this contract", columns)
                .of(ChartName::ALL.iter().map(row)),
        }
    }
}

fn layout(contract: &Contract, title: &str) -> Layout {
    Layout::new(Section::Contracts, title)
        .under(format!("{} {}", contract.details.reference, contract.details.title))
        .below(links::to_contract(contract))
}

/// One chart of a contract between two days.
#[derive(Debug, Template)]
#[template(path = "chart.html")]
pub struct ChartPage {
    layout: Layout,
    complaints: Complaints,
    question: &'static str,
    from: TextField,
    to: TextField,
    address: String,
    figure: Option<Figure>,
    heat: Option<Table>,
    others: Vec<Way>,
}

/// A way to another chart.
#[derive(Debug)]
struct Way {
    link: Link,
    here: bool,
}

impl ChartPage {
    /// A chart. With complaints, or before anything is scored, there is no figure.
    #[must_use]
    pub fn of(
        contract: &Contract,
        name: ChartName,
        window: &Window,
        complaints: Complaints,
        figure: Option<Figure>,
    ) -> Self {
        let mut layout = layout(contract, name.label());
        if !complaints.is_empty() {
            layout = layout.with_errors();
        }
        let mut from = DayField::field("from", "From", &window.from);
        let mut to = DayField::field("to", "To", &window.to);
        from.error = complaints.about("from");
        to.error = complaints.about("to");
        let (address, question) = (links::chart(contract.id, name), name.question());
        let others = ways(contract, name);
        Self { layout, complaints, question, from, to, address, figure, heat: None, others }
    }

    /// The same page with the latest meetings of a heat table in front.
    #[must_use]
    pub fn with_heat(mut self, chart: &HeatTable) -> Self {
        self.heat = Some(heat(chart));
        self
    }
}

fn ways(contract: &Contract, here: ChartName) -> Vec<Way> {
    let way = |name: &ChartName| Way {
        link: Link::new(name.label(), links::chart(contract.id, *name)),
        here: *name == here,
    };
    ChartName::ALL.iter().map(way).collect()
}

/// The figures of the latest meetings on tints.
fn heat(chart: &HeatTable) -> Table {
    let latest = chart.latest(COLUMNS);
    let (rows, all) = (latest.table(), chart.columns.len());
    let shown = latest.columns.len();
    let caption = if shown < all {
        format!("The latest {shown} of {all} meetings. A darker cell is a higher score.")
    } else {
        "A darker cell is a higher score.".to_owned()
    };
    let columns = rows.header.iter().enumerate().map(|(place, heading)| {
        if place == 0 { Column::words(heading) } else { Column::numbers(heading) }
    });
    let cells = latest.rows.iter().zip(rows.rows).map(|(row, texts)| {
        let label = Cell::text(&row.label);
        let tinted = texts.into_iter().skip(1).enumerate().map(|(at, text)| {
            let tint = row.cells.get(at).and_then(|reading| latest.tint(*reading));
            Cell::text(text).tinted(tint.map(reports::Tint::number))
        });
        [label].into_iter().chain(tinted).collect()
    });
    Table::new("heat", caption, columns.collect()).quiet().of(cells)
}
