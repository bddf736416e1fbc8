//! What the knowledge of a contract says on a day, as a figure takes it in.

use super::{Area, Assessment, Index, Level, Record};
use chrono::NaiveDate;

/// The index on a day, with where every area stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The index; nothing before a level was verified.
    pub index: Option<Index>,
    /// Every area.
    pub areas: Vec<AreaReading>,
}

/// An area as it stood on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaReading {
    /// The area.
    pub area: Area,
    /// The highest level among the client's people in place.
    pub level: Level,
    /// Who has that level, and since when; nothing when nobody has any.
    pub shown_by: Option<(String, Assessment)>,
}

/// What a record says on a day.
#[must_use]
pub fn reading(record: &Record, day: NaiveDate) -> Reading {
    let area = |area: &Area| AreaReading {
        area: area.clone(),
        level: record.standing(area, day).level,
        shown_by: shown_by(record, area, day),
    };
    Reading { index: record.index(day), areas: record.areas.iter().map(area).collect() }
}

/// Of those with the highest level, whoever has had it longest.
fn shown_by(record: &Record, area: &Area, day: NaiveDate) -> Option<(String, Assessment)> {
    let counting = record.holders.iter().filter(|holder| holder.post.counts(day));
    let known = counting
        .filter_map(|holder| Some((&holder.post.name, record.level_of(area.id, holder, day)?)))
        .filter(|(_, assessment)| Level::None < assessment.level);
    let best = known.max_by_key(|(_, it)| (it.level, std::cmp::Reverse(it.on)))?;
    Some((best.0.clone(), best.1.clone()))
}
