//! Meetings: their list, their forms, and what each side scored, how far apart they are.

mod dispute;

mod governed;

mod list;

mod plan;

mod score;

mod settle;

mod sign;

pub use dispute::{DisputePage, NoteGiven};
pub use governed::GovernedPage;
pub use list::{MeetingsPage, named};
pub use plan::{Plan, SeriesGiven, end_series, plan, reopen, replan, reveal, series};
pub use score::{CheckPage, Entered, ScorePage, SealedPage};
pub use settle::{DiscussPage, Settled, outcome};
pub use sign::SignPage;

use crate::domain::actions::ActionRecord;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Criterion, Perspective, Scale, ScaleKind};
use crate::domain::imports::Import;
use crate::domain::meetings::{Mark, Meeting, MeetingKind, MeetingRecord, Origin, Score, Side};
use crate::domain::scorecards::Figure;
use crate::views::pages::agenda::Beside;
use crate::views::pages::parts::{
    Cell, Column, ContractSection, Layout, Link, Section, Table, Tag, composite, gap, held, links,
    mark, percent, rating,
};
use askama::Template;
use rust_decimal::Decimal;

/// One meeting.
#[derive(Debug, Template)]
#[template(path = "meeting.html")]
pub struct MeetingPage {
    layout: Layout,
    read: Reading,
    beside: Option<Beside>,
}

/// What both sides may read of a meeting's scores.
#[derive(Debug)]
struct Reading {
    figures: Table,
    widest: Option<String>,
    scores: Table,
    comments: Vec<Remark>,
    design: Link,
}

/// A comment beside the score it explains.
#[derive(Debug)]
struct Remark {
    about: String,
    side: &'static str,
    words: String,
}

impl MeetingPage {
    /// The page of a meeting; `imports` are those its scores came from.
    #[must_use]
    pub fn of(contract: &Contract, record: &MeetingRecord, imports: &[Import]) -> Self {
        Self {
            layout: Layout::new(Section::Contracts, held(&record.meeting))
                .of_contract(contract, ContractSection::Meetings)
                .below(links::to_meetings(contract)),
            read: Reading::of(record, imports),
            beside: None,
        }
    }

    /// The same page with the actions open on its day, and the way to agenda and minutes.
    #[must_use]
    pub fn beside(mut self, meeting: &Meeting, actions: &[ActionRecord]) -> Self {
        self.beside = Some(Beside::of(meeting, actions));
        self
    }
}

impl Reading {
    fn of(record: &MeetingRecord, imports: &[Import]) -> Self {
        let content = &record.version.content;
        let rows = rows(record);
        Self {
            figures: figures(record),
            widest: widest(&rows),
            scores: table(record, &rows, imports),
            comments: rows.iter().flat_map(remarks).collect(),
            design: Link::new(
                format!("{}, version {}", content.title(), record.version.number),
                links::design(content.key(), Some(record.version.number)),
            ),
        }
    }
}

/// What is recorded for one criterion.
struct Row<'a> {
    perspective: &'a Perspective,
    criterion: &'a Criterion,
    scale: Option<&'a Scale>,
    scores: Vec<&'a Score>,
}

impl<'a> Row<'a> {
    fn score(&self, side: Side) -> Option<&'a Score> {
        self.scores.iter().copied().find(|score| score.side == side)
    }

    fn gap(&self) -> Option<String> {
        match (self.score(Side::Client)?.mark, self.score(Side::Supplier)?.mark) {
            (Mark::Scored(client), Mark::Scored(supplier)) => Some(gap(client, supplier)),
            (Mark::Unscored(_), _) | (_, Mark::Unscored(_)) => None,
        }
    }
}

fn rows(record: &MeetingRecord) -> Vec<Row<'_>> {
    let content = &record.version.content;
    let row = |(place, perspective, criterion)| Row {
        perspective,
        criterion,
        scale: content.scale_of(criterion),
        scores: record.scores.iter().filter(|score| score.criterion == place).collect(),
    };
    content.criteria().map(row).collect()
}

fn figures(record: &MeetingRecord) -> Table {
    let mut columns = vec![
        Column::words("Side"),
        Column::numbers("Composite"),
        Column::words("Rating"),
        Column::numbers("Coverage"),
    ];
    // The calculation page explains the figures on the scorecard of a contract.
    let explained = (record.meeting.kind == MeetingKind::Scorecard).then_some(explained);
    columns.extend(explained.map(|_| Column::words("Explained")));
    let bands = record.version.content.bands();
    Table::new("figures", "Composites, out of 100", columns).of(record.figures.iter().map(
        |figure| {
            let published = figure.composite.as_ref().ok().map(|it| it.published);
            let rating = published.and_then(|published| rating(bands, published));
            let mut row = vec![
                Cell::text(figure.side.label()),
                Cell::text(composite(&figure.composite)),
                rating
                    .map_or_else(Cell::default, |rating| Cell::default().tagged(rating))
                    .tagged(Tag::standing(figure.signed)),
                Cell::text(percent(figure.coverage)),
            ];
            row.extend(explained.map(|explained| explained(figure)));
            row
        },
    ))
}

fn explained(figure: &Figure) -> Cell {
    let href = links::calculation(figure.contract, figure.side, figure.on);
    Cell::link("How was this calculated?", href).about(format!("({})", figure.side.label()))
}

fn table(record: &MeetingRecord, rows: &[Row<'_>], imports: &[Import]) -> Table {
    let agreed = record.scores.iter().any(|score| score.side == Side::Agreed);
    let sides: &[Side] = if agreed { Side::ALL } else { &[Side::Client, Side::Supplier] };
    Table::new("scores", "Scores by criterion", columns(sides))
        .quiet()
        .of(rows.iter().map(|row| cells(row, sides, imports)))
}

fn columns(sides: &[Side]) -> Vec<Column> {
    let mut columns = vec![Column::words("Criterion")];
    columns.extend(sides.iter().map(|side| Column::words(side.label())));
    columns.push(Column::numbers("Gap"));
    columns.push(Column::words("Recorded from"));
    columns
}

fn cells(row: &Row<'_>, sides: &[Side], imports: &[Import]) -> Vec<Cell> {
    let mut cells = vec![Cell::text(&row.criterion.title).with_detail(&row.perspective.title)];
    cells.extend(sides.iter().map(|side| score_cell(row, row.score(*side))));
    cells.push(Cell::text(row.gap().unwrap_or_else(|| "Not both scored".to_owned())));
    cells.push(origins(row, imports));
    cells
}

fn score_cell(row: &Row<'_>, score: Option<&Score>) -> Cell {
    let Some(score) = score else { return Cell::text("Not scored") };
    let cell = Cell::text(mark(score.mark));
    match label(row.scale, score.mark) {
        Some(label) => cell.with_detail(label),
        None => cell,
    }
}

fn label(scale: Option<&Scale>, mark: Mark) -> Option<&str> {
    let (Mark::Scored(value), ScaleKind::Levels(levels)) = (mark, &scale?.kind) else {
        return None;
    };
    levels.iter().find(|level| level.value == value).map(|level| level.label.as_str())
}

fn origins(row: &Row<'_>, imports: &[Import]) -> Cell {
    let named = |score: &&Score| {
        let link = origin(score.origin?, imports)?;
        Some(Link::new(format!("{}: {}", score.side.label(), link.text), link.href))
    };
    let links: Vec<Link> = row.scores.iter().filter_map(named).collect();
    if links.is_empty() { Cell::text("Entered by hand") } else { Cell::links(links) }
}

/// The file and line a value came from.
#[must_use]
pub(super) fn origin(origin: Origin, imports: &[Import]) -> Option<Link> {
    let import = imports.iter().find(|import| import.id == origin.import)?;
    let text = format!("{}, line {}", import.file_name, origin.line);
    Some(Link::new(text, links::import(import.id)))
}

fn remarks(row: &Row<'_>) -> Vec<Remark> {
    let remark = |score: &&Score| {
        Some(Remark {
            about: row.criterion.title.clone(),
            side: score.side.label(),
            words: score.comment.clone()?,
        })
    };
    row.scores.iter().filter_map(remark).collect()
}

/// Where the two sides are furthest apart on a scale of levels, in a sentence.
fn widest(rows: &[Row<'_>]) -> Option<String> {
    let apart: Vec<_> = rows.iter().filter_map(apart).collect();
    let gap = apart.iter().map(|(gap, _)| *gap).max()?;
    let widest: Vec<&str> =
        apart.iter().filter(|(own, _)| *own == gap).map(|(_, title)| *title).collect();
    Some(match widest.as_slice() {
        _ if gap.is_zero() => "Client and supplier gave the same scores.".to_owned(),
        [only] => {
            format!("Client and supplier are furthest apart on one criterion: {only}, by {gap}.")
        }
        many => format!("The largest gap is {gap}, on {} criteria.", many.len()),
    })
}

/// How far apart the two sides are on a criterion scored in levels.
fn apart<'a>(row: &Row<'a>) -> Option<(Decimal, &'a str)> {
    let client = scored(row.score(Side::Client)?)?;
    let supplier = scored(row.score(Side::Supplier)?)?;
    let levels = matches!(row.scale?.kind, ScaleKind::Levels(_));
    levels.then(|| ((client - supplier).abs().normalize(), row.criterion.title.as_str()))
}

fn scored(score: &Score) -> Option<Decimal> {
    match score.mark {
        Mark::Scored(value) => Some(value.decimal()),
        Mark::Unscored(_) => None,
    }
}
