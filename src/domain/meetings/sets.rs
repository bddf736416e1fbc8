//! Score sets: what each scorer of a side gave, and what the side's scores are together.

use super::{Mark, OneSide, Unscored};
use crate::domain::designs::{Criterion, Design, Scale, ScaleKind, Source};
use crate::domain::exact::ScoreValue;
use crate::domain::ids::ActorId;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// What one scorer of a side gave for one meeting. Nobody else reads it before the reveal, but
/// for the lead of their side, who reads what all of the side came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreSet {
    /// The side it is given for.
    pub side: OneSide,
    /// Who gave it.
    pub scorer: ActorId,
    /// Their name when they did.
    pub name: String,
    /// Rises by one with every change.
    pub changes: i64,
    /// When it was last kept.
    pub saved_at: DateTime<Utc>,
    /// What they gave, as far as they got.
    pub marks: Vec<GivenMark>,
}

impl ScoreSet {
    /// What was given for a criterion.
    #[must_use]
    pub fn mark(&self, criterion: u16) -> Option<&GivenMark> {
        self.marks.iter().find(|mark| mark.criterion == criterion)
    }
}

/// What a scorer gave for one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenMark {
    /// Position of the criterion in the design version, counted from 0.
    pub criterion: u16,
    /// The score, or why there is none.
    pub mark: Mark,
    /// Why, in their words.
    pub comment: Option<String>,
    /// The day of the meeting it was copied from, until it is changed.
    pub copied_from: Option<NaiveDate>,
}

/// What all scorers of a side came to on one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolledUp {
    /// Position of the criterion in the design version, counted from 0.
    pub criterion: u16,
    /// The median of the scores, or why there is none.
    pub mark: Mark,
    /// The lowest and the highest score.
    pub spread: Option<(ScoreValue, ScoreValue)>,
    /// How many gave a score.
    pub scorers: usize,
    /// Their comments; with names when several scored.
    pub comment: Option<String>,
    /// The day of the meeting it was copied from, when all of it was.
    pub copied_from: Option<NaiveDate>,
}

/// The criteria that are scored at meetings, with their places.
pub fn scored(design: &Design) -> impl Iterator<Item = (u16, &Criterion, &Scale)> {
    design.criteria().filter_map(|(place, perspective, criterion)| {
        let scale = design.scale_of(criterion)?;
        (perspective.source == Source::Meetings).then_some((place, criterion, scale))
    })
}

/// The middle one of the scores. Of an even number of them it is the lower of the two in the
/// middle, so that it is always a score that somebody gave and that is on the scale.
#[must_use]
pub fn median(scores: &[ScoreValue]) -> Option<ScoreValue> {
    let mut scores = scores.to_vec();
    scores.sort_unstable();
    let last = scores.len().checked_sub(1)?;
    scores.get(last / 2).copied()
}

/// What the sets of one side come to, by criterion; criteria nobody answered are left out.
#[must_use]
pub fn roll_up(design: &Design, sets: &[ScoreSet]) -> Vec<RolledUp> {
    scored(design).filter_map(|(place, _, _)| rolled(place, sets)).collect()
}

fn rolled(criterion: u16, sets: &[ScoreSet]) -> Option<RolledUp> {
    let given: Vec<(&str, &GivenMark)> =
        sets.iter().filter_map(|set| Some((set.name.as_str(), set.mark(criterion)?))).collect();
    let scores: Vec<ScoreValue> = given.iter().filter_map(|(_, given)| value(given.mark)).collect();
    let (_, first) = given.first()?;
    let mark = median(&scores).map_or_else(|| unscored(&given), Mark::Scored);
    let same = given.iter().all(|(_, it)| it.copied_from == first.copied_from);
    Some(RolledUp {
        criterion,
        mark,
        spread: scores.iter().min().copied().zip(scores.iter().max().copied()),
        scorers: scores.len(),
        comment: comments(&given),
        copied_from: first.copied_from.filter(|_| same),
    })
}

const fn value(mark: Mark) -> Option<ScoreValue> {
    match mark {
        Mark::Scored(value) => Some(value),
        Mark::Unscored(_) => None,
    }
}

// Scorers who give different reasons for no score have not scored; that is all that is certain.
fn unscored(given: &[(&str, &GivenMark)]) -> Mark {
    let first = given.first().map(|(_, first)| first.mark);
    let same = given.iter().all(|(_, it)| Some(it.mark) == first);
    first.filter(|_| same).unwrap_or(Mark::Unscored(Unscored::NotScored))
}

fn comments(given: &[(&str, &GivenMark)]) -> Option<String> {
    let said: Vec<(&str, &str)> =
        given.iter().filter_map(|(name, it)| Some((*name, it.comment.as_deref()?))).collect();
    match said.as_slice() {
        [] => None,
        [(_, words)] if given.len() == 1 => Some((*words).to_owned()),
        several => {
            let line = |(name, words): &(&str, &str)| format!("{name}: {words}");
            Some(several.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Why a score needs a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommentNeeded {
    /// It is one of the lowest.
    #[error("this score is one of the two lowest")]
    Low,
    /// It is the highest.
    #[error("this score is the highest")]
    High,
    /// It is another one than last time.
    #[error("this score has moved since last time")]
    Moved,
}

/// The width of what counts as one level of a percentage.
const TENTH: i64 = 10;

/// Whether a score needs a comment: one of the two lowest of its scale, the highest, or at
/// least one level away from the last one. A percentage is taken in tenths.
#[must_use]
pub fn comment_needed(scale: &Scale, now: Mark, before: Option<Mark>) -> Option<CommentNeeded> {
    let (place, top) = level(scale, value(now)?)?;
    if place < 2 {
        Some(CommentNeeded::Low)
    } else if place == top {
        Some(CommentNeeded::High)
    } else {
        let earlier = before.and_then(value).and_then(|before| level(scale, before));
        earlier.filter(|(earlier, _)| *earlier != place).map(|_| CommentNeeded::Moved)
    }
}

/// The place of a score on its scale, counted from 0, and the place of the highest.
fn level(scale: &Scale, score: ScoreValue) -> Option<(i64, i64)> {
    match &scale.kind {
        ScaleKind::Levels(levels) => {
            let place = levels.iter().position(|level| level.value == score)?;
            let top = levels.len().checked_sub(1)?;
            Some((i64::try_from(place).ok()?, i64::try_from(top).ok()?))
        }
        ScaleKind::Percent => {
            let tenths = (score.decimal() / Decimal::from(TENTH)).floor();
            Some((i64::try_from(tenths).ok()?, TENTH))
        }
    }
}

#[cfg(test)]
mod tests;
