//! The charts of a contract: all of them by what they answer, and each on a page of its own.

use super::scorecards::Window;
use crate::domain::contracts::Contract;
use crate::domain::meetings::Side;
use crate::views::charts::ChartName;
use crate::views::pages::parts::{
    Cell, Choice, Column, Complaints, ContractSection, DayField, Figure, Layout, Link, Pick,
    Section, Table, TextField, links,
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
            layout: layout(contract, "Charts").below(links::to_contract(contract)),
            charts: Table::new("charts", "Charts of this contract", columns)
                .of(ChartName::ALL.iter().map(row)),
        }
    }
}

fn layout(contract: &Contract, title: &str) -> Layout {
    Layout::new(Section::Contracts, title)
        .of_contract(contract, ContractSection::Charts)
        .under(format!("{} {}", contract.details.reference, contract.details.title))
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
    side: Option<Pick>,
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
        contract: &Contract, (name, side): (ChartName, Side), window: &Window,
        complaints: Complaints, figure: Option<Figure>,
    ) -> Self {
        let all = Link::new("Charts", links::charts(contract.id));
        let trail = [links::to_contract(contract), vec![all]].concat();
        let mut layout = layout(contract, name.label()).below(trail);
        if !complaints.is_empty() {
            layout = layout.with_errors();
        }
        let mut from = DayField::field("from", "From", &window.from);
        let mut to = DayField::field("to", "To", &window.to);
        from.error = complaints.about("from");
        to.error = complaints.about("to");
        let (address, question) = (links::chart(contract.id, name), name.question());
        let others = ways(contract, name);
        let side = name.is_of_one_side().then(|| whose(side));
        Self { layout, complaints, question, from, to, side, address, figure, heat: None, others }
    }

    /// The same page with the latest meetings of a heat table in front.
    #[must_use]
    pub fn with_heat(mut self, chart: &HeatTable) -> Self {
        self.heat = Some(heat(chart));
        self
    }
}

/// Whose figures are shown.
fn whose(side: Side) -> Pick {
    let choice = |side: &Side| Choice {
        value: side.word().to_owned(),
        label: side.label().to_owned(),
        hint: String::new(),
    };
    Pick {
        id: "side",
        label: "Whose scores".to_owned(),
        choices: Side::ALL.iter().map(choice).collect(),
        chosen: side.word().to_owned(),
        error: None,
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
