//! Charts of what the two sides do together: who takes part, what waits, what is given.

use super::{breaks, day, event};
use crate::domain::actions::Aged;
use crate::domain::contracts::Contract;
use crate::domain::designs::{InUse, Version};
use crate::domain::events::Event;
use crate::domain::exact::Money;
use crate::domain::meetings::participation;
use crate::domain::value::QuarterValue;
use chrono::NaiveDate;
use reports::{AgeBand, Ageing, Attendance, Participation, PromiseBar, Promises, Turn, Turnout};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Whether the scores of each side were in on time, meeting by meeting.
#[must_use]
pub fn participation(
    contract: &Contract, sides: &[participation::Participation], happened: &[Event],
    (starts, versions): (&[InUse], &[Arc<Version>]),
) -> Participation {
    // What happened long before the first of these meetings says nothing of them.
    let first = sides.iter().filter_map(|side| side.turns.first()).map(|(on, _)| *on).min();
    let happened = happened.iter().filter(|event| first.is_none_or(|first| first <= event.on));
    let side = |side: &participation::Participation| Attendance {
        name: side.side.label().to_owned(),
        turns: side.turns.iter().map(turn).collect(),
    };
    Participation {
        subject: contract.details.title.clone(),
        subtitle: "Scores in by the deadline, each meeting whose scores are revealed".to_owned(),
        sides: sides.iter().map(side).collect(),
        events: happened.map(event).collect(),
        breaks: breaks(starts, versions),
    }
}

fn turn((on, turnout): &(NaiveDate, participation::Turnout)) -> Turn {
    let turnout = match turnout {
        participation::Turnout::OnTime => Turnout::OnTime,
        participation::Turnout::Late => Turnout::Late,
        participation::Turnout::Missed => Turnout::Missed,
    };
    Turn { date: *on, label: day(*on), turnout }
}

/// How long the actions open at the end of a day have been waiting.
#[must_use]
pub fn ageing(contract: &Contract, on: NaiveDate, aged: &[Aged]) -> Ageing {
    let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let band = |aged: &Aged| AgeBand {
        label: aged.band.label.to_owned(),
        open: number(aged.count),
        overdue: number(aged.overdue),
    };
    Ageing {
        subject: contract.details.title.clone(),
        subtitle: format!("Open actions by days since they were due, {}", day(on)),
        kind: ("action".to_owned(), "actions".to_owned()),
        bands: aged.iter().map(band).collect(),
    }
}

/// Value-add promised, claimed and verified, by quarter.
#[must_use]
pub fn value(contract: &Contract, quarters: &[QuarterValue], happened: &[Event]) -> Promises {
    Promises {
        subject: contract.details.title.clone(),
        subtitle: "Commitments by when they are due, in pounds, by quarter".to_owned(),
        each: "quarter".to_owned(),
        bars: quarters.iter().map(bar).collect(),
        events: happened.iter().map(event).collect(),
        breaks: Vec::new(),
    }
}

fn bar(value: &QuarterValue) -> PromiseBar {
    let pounds =
        |pence: Option<i128>| Decimal::try_from_i128_with_scale(pence?, Money::PLACES).ok();
    PromiseBar {
        date: value.quarter.start(),
        label: value.quarter.label(),
        promised: pounds(value.promised),
        claimed: pounds(value.claimed),
        verified: pounds(value.verified),
    }
}
