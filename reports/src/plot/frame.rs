//! The panel of a plot: what maps to which pixel, and its gridlines.

use chrono::{Datelike, NaiveDate};
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use rust_decimal::Decimal;

use super::scale::{self, Reach};
use crate::canvas::{self, GRID, Label, OUTLINE, Scene, ZERO_LINE};
use crate::measure::Measure;

/// Edges of the panel in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
}

/// A panel with days across and values up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) edges: Edges,
    pub(crate) days: (i32, i32),
    pub(crate) reach: Reach,
    /// Whether the axis is the measure's whole scale, wherever that starts.
    pub(crate) whole: bool,
}

impl Frame {
    pub(crate) fn x(&self, date: NaiveDate) -> i32 {
        let (first, last) = self.days;
        let days = RangedCoordi32::from(first..last);
        days.map(&date.num_days_from_ce(), (self.edges.left, self.edges.right))
    }

    /// Where a day is, if it is one of the panel's.
    pub(crate) fn within(&self, date: NaiveDate) -> Option<i32> {
        let x = self.x(date);
        (self.edges.left..=self.edges.right).contains(&x).then_some(x)
    }

    pub(crate) fn y(&self, value: Decimal) -> i32 {
        let (low, high) = (scale::float(self.reach.low), scale::float(self.reach.high));
        let values = RangedCoordf64::from(low..high);
        values.map(&scale::float(value), (self.edges.bottom, self.edges.top))
    }

    /// Light lines across the panel, and the values at their left.
    pub(crate) fn grid(&self, scene: &mut Scene, (measure, size): (&Measure, i32), most: u32) {
        let Edges { left, right, bottom, .. } = self.edges;
        for tick in self.reach.ticks(most) {
            let y = self.y(tick);
            let colour = if tick.is_zero() { ZERO_LINE } else { GRID };
            scene.line(vec![(left, y), (right, y)], colour, 1);
            scene.label(Label::at(measure.tick(tick), (left - 10, y), size).ending());
        }
        scene.line(vec![(left, bottom), (right, bottom)], ZERO_LINE, 1);
        if self.reach.low > Decimal::ZERO && !self.whole {
            self.draw_cut(scene);
        }
    }

    /// A dark axis with a zigzag: the scale does not start at zero.
    fn draw_cut(&self, scene: &mut Scene) {
        let Edges { left, top, bottom, .. } = self.edges;
        let foot = [(left, bottom - 18), (left - 5, bottom - 14), (left + 5, bottom - 8)];
        let mut path = vec![(left, top)];
        path.extend(foot);
        path.extend([(left, bottom - 4), (left, bottom)]);
        scene.line(path, OUTLINE, 2);
    }
}

/// Room for the widest tick and its gap to the panel.
pub(crate) fn tick_room(reach: Reach, (measure, size): (&Measure, i32), most: u32) -> i32 {
    let widths = reach.ticks(most).into_iter().map(|tick| canvas::width(&measure.tick(tick), size));
    widths.max().unwrap_or(0) + 14
}

/// First and last day, apart even if there is one date only.
pub(crate) fn days(dates: impl Iterator<Item = NaiveDate>) -> (i32, i32) {
    let days = dates.map(|date| date.num_days_from_ce());
    let ends = days.fold(None, |ends: Option<(i32, i32)>, day| match ends {
        Some((first, last)) => Some((first.min(day), last.max(day))),
        None => Some((day, day)),
    });
    match ends {
        Some((first, last)) if first < last => (first, last),
        Some((day, _)) => (day - 15, day + 15),
        None => (0, 30),
    }
}
