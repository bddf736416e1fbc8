//! The knowledge index on its way to its targets.

use super::{day, event};
use crate::domain::events::Event;
use crate::domain::exact::Published;
use crate::domain::knowledge::known::Known;
use crate::domain::scorecards::Window;
use chrono::NaiveDate;
use reports::{About, Axis, BurnUp, Measure, Point, Reading, Target};
use rust_decimal::Decimal;

/// The index as far as it is verified, against its plan, with the day it is forecast to reach 100.
#[must_use]
pub fn knowledge(known: &Known, window: Window, events: &[Event]) -> BurnUp {
    let details = &known.contract.details;
    let verified = match window.from {
        Some(from) => known.history_from(from),
        None => known.history(),
    };
    let planned = known.record.planned().into_iter().filter(|(on, _)| window.has(*on));
    BurnUp {
        about: About {
            subject: details.title.clone(),
            subtitle: "Verified levels against their targets by weight, 0 to 100".to_owned(),
            measure: Measure { name: "knowledge index".to_owned(), ..Measure::score() },
        },
        axis: Axis::HUNDRED,
        verified: verified.into_iter().map(|(on, index)| point((on, index.published))).collect(),
        planned: planned.map(point).collect(),
        target: Some(Target { value: Decimal::ONE_HUNDRED, label: "Target".to_owned() }),
        ends: details.term.end(),
        forecast: known.forecast().ok(),
        events: events.iter().map(event).collect(),
        breaks: Vec::new(),
    }
}

fn point((on, index): (NaiveDate, Published)) -> Point {
    Point { date: on, label: day(on), reading: Reading::Final(index.decimal()) }
}
