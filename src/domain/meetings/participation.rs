//! Participation: whether each side had its scores in when it was time.

use super::OneSide;
use super::governed::{Governed, Seal};
use chrono::NaiveDate;

/// How a side took part in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turnout {
    /// Its scores were in by the deadline.
    OnTime,
    /// They came after it.
    Late,
    /// They were not in when the scores were revealed.
    Missed,
}

/// How a side took part in each meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    /// The side.
    pub side: OneSide,
    /// Its meetings, by day.
    pub turns: Vec<(NaiveDate, Turnout)>,
}

/// How both sides took part in the meetings whose scores are revealed. Others still wait, and
/// what was recorded without sealing says nothing of it.
#[must_use]
pub fn participation(meetings: &[(Governed, Vec<Seal>)]) -> [Participation; 2] {
    [OneSide::Client, OneSide::Supplier].map(|side| {
        let revealed = meetings.iter().filter(|(governed, _)| governed.state.is_revealed());
        let turn = |(governed, seals): &(Governed, Vec<Seal>)| {
            (governed.meeting.held_on, turnout(governed, seals, side))
        };
        let mut turns: Vec<_> = revealed.map(turn).collect();
        turns.sort_by_key(|(on, _)| *on);
        Participation { side, turns }
    })
}

fn turnout(governed: &Governed, seals: &[Seal], side: OneSide) -> Turnout {
    match seals.iter().find(|seal| seal.side == side) {
        Some(seal) if seal.at < governed.deadline => Turnout::OnTime,
        Some(_) => Turnout::Late,
        None => Turnout::Missed,
    }
}
