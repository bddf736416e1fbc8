//! Scorecard designs: all of them, and one with its scales, bands and versions.

use crate::domain::designs::{Band, Criterion, Design, Perspective, Scale, ScaleKind, Version};
use crate::views::pages::parts::{
    Cell, Column, Download, Layout, Link, Section, Summary, Table, links, percent, rating,
};
use askama::Template;
use std::sync::Arc;

/// All designs.
#[derive(Debug, Template)]
#[template(path = "designs.html")]
pub struct DesignsPage {
    layout: Layout,
    table: Table,
}

impl DesignsPage {
    /// The latest version of each design.
    #[must_use]
    pub fn of(versions: &[Arc<Version>]) -> Self {
        let columns = vec![
            Column::words("Design"),
            Column::words("Key"),
            Column::numbers("Perspectives"),
            Column::numbers("Criteria"),
            Column::numbers("Latest version"),
        ];
        let table = Table::new("designs", "Scorecard designs by key", columns).quiet();
        Self {
            layout: Layout::new(Section::Designs, "Scorecard designs"),
            table: table.of(versions.iter().map(|version| line(version))),
        }
    }
}

fn line(version: &Version) -> Vec<Cell> {
    let content = &version.content;
    vec![
        Cell::link(content.title(), links::design(content.key(), None)),
        Cell::text(content.key()),
        Cell::text(content.perspectives().len().to_string()),
        Cell::text(content.criteria().count().to_string()),
        Cell::text(version.number.to_string()),
    ]
}

/// One version of a design.
#[derive(Debug, Template)]
#[template(path = "design.html")]
pub struct DesignPage {
    layout: Layout,
    facts: Summary,
    perspectives: Table,
    criteria: Table,
    wordings: Table,
    scales: Vec<Table>,
    bands: Table,
    versions: Vec<Link>,
    download: Download,
}

impl DesignPage {
    /// The page of `version`, one of `all` of its design.
    #[must_use]
    pub fn of(version: &Version, all: &[Arc<Version>]) -> Self {
        let content = &version.content;
        Self {
            layout: Layout::new(Section::Designs, content.title())
                .under(format!("Version {}", version.number))
                .below(vec![Link::new("Scorecard designs", "/designs")]),
            facts: Summary::new()
                .with("Key", content.key())
                .with("Version", version.number.to_string())
                .with("Minimum coverage", percent(content.minimum_coverage())),
            perspectives: perspectives(content),
            criteria: criteria(content),
            wordings: wordings(content),
            scales: content.scales().iter().enumerate().map(scale).collect(),
            bands: bands(content.bands()),
            versions: versions(version, all),
            download: Download {
                text: format!("Download version {} (TOML)", version.number),
                href: links::design_file(content.key(), version.number),
            },
        }
    }
}

fn perspectives(content: &Design) -> Table {
    let columns = vec![
        Column::words("Perspective"),
        Column::numbers("Weight"),
        Column::words("Points come from"),
    ];
    Table::new("perspectives", "Perspectives", columns).of(content.perspectives().iter().map(
        |it| {
            vec![
                Cell::text(&it.title),
                Cell::text(format!("{}%", it.weight)),
                Cell::text(it.source.label()),
            ]
        },
    ))
}

fn criteria(content: &Design) -> Table {
    let columns = vec![
        Column::words("Criterion"),
        Column::numbers("Weight in its perspective"),
        Column::words("Scale"),
    ];
    let row = |perspective: &Perspective, criterion: &Criterion| {
        vec![
            Cell::text(&criterion.title).with_detail(&perspective.title),
            Cell::text(format!("{}%", criterion.weight)),
            Cell::text(&criterion.scale),
        ]
    };
    Table::new("criteria", "Criteria", columns)
        .of(content.criteria().map(|(_, perspective, criterion)| row(perspective, criterion)))
}

fn wordings(content: &Design) -> Table {
    let columns = vec![
        Column::words("Criterion"),
        Column::words("What the client reads"),
        Column::words("What the supplier reads"),
    ];
    let row = |it: &Criterion| {
        vec![
            Cell::text(&it.title),
            Cell::text(&it.client_wording),
            Cell::text(&it.supplier_wording),
        ]
    };
    Table::new("wordings", "How each side is asked", columns)
        .of(content.criteria().map(|(_, _, criterion)| row(criterion)))
}

fn scale((at, scale): (usize, &Scale)) -> Table {
    let columns = vec![
        Column::words("Score"),
        Column::words("Label"),
        Column::words("What it looks like"),
        Column::numbers("Points"),
    ];
    let table = Table::new(format!("scale-{at}"), format!("Scale {}", scale.key), columns);
    match &scale.kind {
        ScaleKind::Levels(levels) => table.of(levels.iter().map(|level| {
            vec![
                Cell::text(level.value.to_string()),
                Cell::text(&level.label),
                Cell::text(&level.anchor),
                Cell::text(level.points.to_string()),
            ]
        })),
        ScaleKind::Percent => table.of([vec![
            Cell::text("0 to 100"),
            Cell::text("Percentage"),
            Cell::text("Any number from 0 to 100"),
            Cell::text("The same number"),
        ]]),
    }
}

fn bands(bands: &[Band]) -> Table {
    let columns = vec![Column::words("Rating"), Column::words("Figures")];
    let last = bands.len().saturating_sub(1);
    Table::new("bands", "How figures are rated", columns).of(bands.iter().enumerate().rev().map(
        |(place, band)| {
            let word = rating(bands, band.from);
            let reach = if place == last {
                format!("{} to {}", band.from, band.to)
            } else {
                format!("{} to less than {}", band.from, band.to)
            };
            let cell =
                word.map_or_else(|| Cell::text(&band.rating), |it| Cell::default().tagged(it));
            vec![cell, Cell::text(reach)]
        },
    ))
}

fn versions(version: &Version, all: &[Arc<Version>]) -> Vec<Link> {
    all.iter()
        .filter(|other| other.number != version.number)
        .map(|other| {
            let link = links::design(other.content.key(), Some(other.number));
            Link::new(format!("Version {}", other.number), link)
        })
        .collect()
}
