//! The scores of a contract: what each side gave at each meeting, and what came of it.

use super::calendar::Span;
use super::chance::{around, pick, seed};
use super::stories::{Meetings, Story};
use crate::app::imports::{Given, ScoreRow};
use crate::domain::designs::{Criterion, Design, Scale, ScaleKind};
use crate::domain::exact::ScoreValue;
use crate::domain::meetings::{Side, Unscored};
use chrono::{Datelike, NaiveDate};

/// How far one score strays from what its side has in mind, in points out of 100.
const STRAY: u32 = 16;

/// What is said of a score that the other side does not share.
const REASONS: [&str; 5] = [
    "Our teams saw this differently; see the minutes",
    "Two deliveries came late and were put right within the week",
    "Better than last time, and not yet where we want it",
    "The joint workshop helped; we would like another",
    "Nobody on site could answer the question",
];

/// Every score of a contract by day; `design` says which one it is scored by on a day.
pub(super) fn rows<'a>(
    story: &'a Story, design: impl Fn(NaiveDate) -> Option<&'a Design> + 'a,
) -> Vec<ScoreRow> {
    let Some(meetings) = &story.meetings else { return Vec::new() };
    let days = meetings.rhythm.days(meetings.held);
    let held = days.filter(|day| !meetings.missed.iter().any(|span| span.contains(*day)));
    held.flat_map(|day| {
        design(day).into_iter().flat_map(move |design| at_meeting(story, meetings, design, day))
    })
    .collect()
}

fn at_meeting(
    story: &Story, meetings: &Meetings, design: &Design, day: NaiveDate,
) -> Vec<ScoreRow> {
    let mut rows = Vec::new();
    for (_, _, criterion) in design.criteria() {
        let Some(scale) = design.scale_of(criterion) else { continue };
        let occasion = Occasion { story, meetings, criterion, scale, day };
        rows.extend(occasion.rows());
    }
    rows
}

/// One criterion at one meeting.
struct Occasion<'a> {
    story: &'a Story,
    meetings: &'a Meetings,
    criterion: &'a Criterion,
    scale: &'a Scale,
    day: NaiveDate,
}

/// What one side gave, and the points it stands for.
type Opinion = Option<(ScoreValue, i64)>;

impl Occasion<'_> {
    fn rows(&self) -> Vec<ScoreRow> {
        if let Some(why) = self.left_out() {
            let sides = [Side::Client, Side::Supplier].into_iter().filter(|side| self.came(*side));
            return sides.map(|side| self.row(side, Given::Unscored(why), None)).collect();
        }
        let (client, supplier) = (self.opinion(Side::Client), self.opinion(Side::Supplier));
        let apart = client.zip(supplier).is_some_and(|(c, s)| (c.1 - s.1).abs() > 25);
        let reason = (apart && self.chance("comment", 3) == 0).then(|| self.reason()).flatten();
        let given = |side, opinion: Opinion, comment| {
            opinion.map(|(value, _)| self.row(side, Given::Value(value.to_string()), comment))
        };
        let sides = [given(Side::Client, client, reason), given(Side::Supplier, supplier, None)];
        sides.into_iter().flatten().chain(self.outcome(client, supplier)).collect()
    }

    fn left_out(&self) -> Option<Unscored> {
        let left_out = self.meetings.left_out.iter();
        let mut here = left_out.filter(|(key, _, _)| *key == self.criterion.key);
        here.find(|(_, _, span)| span.contains(self.day)).map(|(_, why, _)| *why)
    }

    fn came(&self, side: Side) -> bool {
        let mut silent = self.meetings.silent.iter();
        !silent.any(|(who, span): &(Side, Span)| *who == side && span.contains(self.day))
    }

    fn opinion(&self, side: Side) -> Opinion {
        let curve = match side {
            Side::Client => self.meetings.client,
            Side::Supplier | Side::Agreed => self.meetings.supplier,
        };
        let apart = self.meetings.apart.iter().filter(|(key, _)| *key == self.criterion.key);
        let shift: i64 = apart.map(|(_, curve)| curve.at(self.day)).sum();
        let stray = around(&self.seeds(side.word()), STRAY);
        let points = (curve.at(self.day) + shift + stray).clamp(0, 100);
        self.came(side).then(|| on_scale(self.scale, points)).flatten()
    }

    /// What the two sides came to once both had scored.
    fn outcome(&self, client: Opinion, supplier: Opinion) -> Option<ScoreRow> {
        if self.day < self.meetings.agreed_from {
            return None;
        }
        let (client, supplier) = client.zip(supplier)?;
        let given = match (client.1 - supplier.1).abs() {
            0 => Given::Value(client.0.to_string()),
            1..=25 => self.settled(client.0, supplier.0),
            _ => self.unsettled(),
        };
        Some(self.row(Side::Agreed, given, None))
    }

    fn settled(&self, client: ScoreValue, supplier: ScoreValue) -> Given {
        match self.chance("settled", 6) {
            0 => Given::Unscored(Unscored::AgreedToDiffer),
            1 | 2 => Given::Value(supplier.to_string()),
            _ => Given::Value(client.to_string()),
        }
    }

    fn unsettled(&self) -> Given {
        let disputed = self.chance("unsettled", 3) == 0;
        Given::Unscored(if disputed { Unscored::Disputed } else { Unscored::AgreedToDiffer })
    }

    fn reason(&self) -> Option<String> {
        let at = usize::try_from(self.chance("reason", 5)).ok()?;
        REASONS.get(at).map(|reason| (*reason).to_owned())
    }

    fn chance(&self, about: &str, below: u64) -> u64 {
        pick(&self.seeds(about), below)
    }

    fn seeds(&self, about: &str) -> [u64; 4] {
        let day = u64::try_from(self.day.num_days_from_ce()).unwrap_or(0);
        [seed(self.story.reference), seed(&self.criterion.key), day, seed(about)]
    }

    fn row(&self, side: Side, given: Given, comment: Option<String>) -> ScoreRow {
        ScoreRow {
            contract: self.story.reference.to_owned(),
            on: self.day,
            side,
            criterion: self.criterion.key.clone(),
            given,
            comment,
        }
    }
}

/// The score nearest to `points` out of 100, and the points it stands for by its place on the scale.
fn on_scale(scale: &Scale, points: i64) -> Opinion {
    match &scale.kind {
        ScaleKind::Percent => Some((ScoreValue::new(points.into())?, points)),
        ScaleKind::Levels(levels) => {
            let steps = i64::try_from(levels.len()).ok()?.checked_sub(1)?;
            let place = (points * steps + 50) / 100;
            let level = levels.get(usize::try_from(place).ok()?)?;
            Some((level.value, (place * 100).checked_div(steps)?))
        }
    }
}
