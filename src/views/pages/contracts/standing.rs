//! Where one side's figure stands: the number, its rating, its coverage and its perspectives.

use crate::domain::designs::Band;
use crate::domain::exact::{Fraction, Published};
use crate::domain::meetings::Side;
use crate::domain::scorecards::{PerspectiveResult, Trace};
use crate::views::pages::parts::{
    Cell, Column, Table, Tag, composite, day, links, percent, rating,
};

/// The latest figure of one side, as shown large.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Whose scores it is computed from.
    pub side: &'static str,
    /// The figure, or why there is none.
    pub figure: String,
    /// Whether it is a number.
    pub is_number: bool,
    /// Its rating.
    pub rating: Option<Tag>,
    /// Share of the weight that was scored.
    pub coverage: String,
    /// The day it is for.
    pub on: String,
    /// The revision under which both sides signed it.
    pub signed: Option<u32>,
    /// Where it is explained.
    pub explained: String,
}

impl Standing {
    /// The standing a trace ends in.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let figure = &trace.figure;
        let published = figure.composite.as_ref().ok().map(|composite| composite.published);
        Self {
            side: figure.side.label(),
            figure: composite(&figure.composite),
            is_number: published.is_some(),
            rating: published.and_then(|it| rating(trace.version.content.bands(), it)),
            coverage: percent(figure.coverage),
            on: day(figure.on),
            signed: figure.signed,
            explained: links::calculation(figure.contract, figure.side, figure.on),
        }
    }

    /// Whether both sides signed it off.
    #[must_use]
    pub fn state(&self) -> Tag {
        Tag::standing(self.signed)
    }
}

/// Perspectives in rows and sides in columns; sides scored by another design version are left out.
pub(super) fn perspectives(traces: &[Trace]) -> Option<Table> {
    let first = traces.first()?;
    let alike: Vec<&Trace> =
        traces.iter().filter(|trace| trace.version.id == first.version.id).collect();
    let mut columns = vec![Column::words("Perspective"), Column::numbers("Weight")];
    columns.extend(alike.iter().map(|trace| Column::numbers(heading(trace.figure.side))));
    columns.push(Column::words(format!("{} rating", first.figure.side.label())));
    let rows = first.version.content.perspectives().iter().enumerate().map(|(at, perspective)| {
        let mut row =
            vec![Cell::text(&perspective.title), Cell::text(format!("{}%", perspective.weight))];
        row.extend(alike.iter().map(|trace| points_cell(trace.assessment.perspectives.get(at))));
        row.push(rating_cell(first.version.content.bands(), first.assessment.perspectives.get(at)));
        row
    });
    Some(Table::new("perspectives", "Perspectives, out of 100", columns).of(rows))
}

fn heading(side: Side) -> String {
    format!("{} points", side.label())
}

fn points_cell(result: Option<&PerspectiveResult>) -> Cell {
    let shown = result.and_then(published).map(Published::shown);
    Cell::text(shown.unwrap_or_else(|| "Not scored".to_owned()))
}

fn rating_cell(bands: &[Band], result: Option<&PerspectiveResult>) -> Cell {
    let tag = result.and_then(published).and_then(|figure| rating(bands, figure));
    tag.map_or_else(Cell::default, |tag| Cell::default().tagged(tag))
}

fn published(result: &PerspectiveResult) -> Option<Published> {
    let hundredth = Fraction::whole(10_000_000_000);
    let units = result.points.as_ref()?.over(&hundredth)?.round_scaled(0)?;
    Published::from_scaled(units)
}
