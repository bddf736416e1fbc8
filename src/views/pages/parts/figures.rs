//! Figures: a picture with its message, its words, its data and its downloads.

use super::{Cell, Column, Table, count};
use askama::Template;
use askama::filters::HtmlSafe;
use reports::Chart;

/// A chart on a page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/figure.html")]
pub struct Figure {
    /// Names it on its page.
    pub id: &'static str,
    /// The message.
    pub headline: String,
    /// Measure, coverage and period.
    pub subtitle: String,
    /// Where the picture is, up to and with `size=`.
    pub picture: String,
    /// A short name of the picture.
    pub alt: String,
    /// What the picture shows, in sentences.
    pub description: String,
    /// The figures behind it, unless there are too many to read on a page.
    pub table: Result<Table, TooLong>,
    /// Files of the picture and its data.
    pub downloads: Vec<Download>,
}

impl HtmlSafe for Figure {}

impl Figure {
    /// The figure of a chart that is found at `address`, which lacks its ending, with `query`.
    #[must_use]
    pub fn of(
        id: &'static str, chart: &(impl Chart + ?Sized), subtitle: &str, address: &str, query: &str,
    ) -> Self {
        let size = if query.is_empty() { "?size=" } else { "&size=" };
        Self {
            id,
            headline: chart.headline(),
            subtitle: subtitle.to_owned(),
            picture: format!("{address}.svg{query}{size}"),
            alt: chart.alt(),
            description: chart.description(),
            table: table(id, chart),
            downloads: downloads(chart, address, query),
        }
    }
}

/// A weekly chart of four years still has its table on the page.
const LONGEST: usize = 210;

fn table(id: &str, chart: &(impl Chart + ?Sized)) -> Result<Table, TooLong> {
    let table = chart.table();
    if table.rows.len() > LONGEST {
        return Err(TooLong { rows: table.rows.len() });
    }
    let columns = table.header.iter().enumerate().map(|(place, heading)| {
        let cells = table.rows.iter().filter_map(|row| row.get(place));
        if cells.clone().all(|cell| is_figure(cell)) && place > 0 {
            Column::numbers(heading)
        } else {
            Column::words(heading)
        }
    });
    let columns = columns.collect();
    let rows = table.rows.iter().map(|row| row.iter().map(Cell::text).collect());
    Ok(Table::new(format!("{id}-data"), &table.caption, columns).quiet().of(rows))
}

fn is_figure(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['−', '-', '+', '£']);
    cell.is_empty() || cell.starts_with('[') || digits.starts_with(|c: char| c.is_ascii_digit())
}

fn downloads(chart: &(impl Chart + ?Sized), address: &str, query: &str) -> Vec<Download> {
    let bytes = chart.csv().map_or(0, |csv| csv.len());
    [
        (format!("Download the figures (CSV, {}KB)", bytes.div_ceil(1_000)), "csv"),
        ("Download the picture (SVG)".to_owned(), "svg"),
        ("Download the picture for print (PNG)".to_owned(), "png"),
    ]
    .map(|(text, ending)| Download { text, href: format!("{address}.{ending}{query}") })
    .into()
}

/// There are too many rows to read on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// How many there are.
    pub rows: usize,
}

impl TooLong {
    fn shown(self) -> String {
        count(u64::try_from(self.rows).unwrap_or(u64::MAX))
    }
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it is.
    pub text: String,
    /// Where it is.
    pub href: String,
}
