//! Gaps: what the client gave less what the supplier gave itself.

use super::designs::{Criterion, Design, Scale, ScaleKind};
use super::exact::{Coverage, Points, ScoreValue};
use super::ids::{MeetingId, VersionId};
use super::meetings::{Mark, Score, Side, Unscored};
use super::scorecards::{Figure, NoComposite};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Levels from which a gap is large.
const LARGE_LEVELS: usize = 2;
/// Points from which a gap is large where there are no levels: two of five.
const LARGE_POINTS: i64 = 50;

/// What the two sides gave each criterion at one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingGaps {
    /// What the figures are.
    pub unit: GapUnit,
    /// One for each criterion, in the order of the design.
    pub criteria: Vec<CriterionGap>,
}

/// What the figures of gaps are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapUnit {
    /// Scores as given, on the one scale that every criterion is scored on.
    Scores {
        /// Lowest score of that scale.
        low: Decimal,
        /// Highest score of it.
        high: Decimal,
    },
    /// Points, 0 to 100, since the scales differ.
    Points,
}

/// What the two sides gave one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionGap {
    /// The criterion.
    pub title: String,
    /// What the client gave.
    pub client: Result<Decimal, Unscored>,
    /// What the supplier gave itself.
    pub supplier: Result<Decimal, Unscored>,
    /// Whether they are two levels or more apart.
    pub is_large: bool,
}

impl MeetingGaps {
    /// The gaps of a meeting that was scored by `design`.
    #[must_use]
    pub fn of(design: &Design, scores: &[Score]) -> Self {
        let unit = unit(design);
        let criteria = design.criteria().filter_map(|(place, _, criterion)| {
            gap(design.scale_of(criterion)?, criterion, unit, |side| {
                let given = |score: &&Score| score.side == side && score.criterion == place;
                scores.iter().find(given).map(|score| score.mark)
            })
        });
        Self { unit, criteria: criteria.collect() }
    }
}

/// The latest meeting at which both sides scored something.
#[must_use]
pub fn latest_two_sided(figures: &[Figure]) -> Option<MeetingId> {
    let scored = |side| {
        let own = figures.iter().filter(move |figure| figure.side == side);
        own.filter(|figure| figure.coverage > Coverage::NONE)
    };
    let both = scored(Side::Client).filter(|client| {
        client.meeting.is_some()
            && scored(Side::Supplier).any(|supplier| supplier.meeting == client.meeting)
    });
    both.max_by_key(|figure| figure.on)?.meeting
}

impl GapUnit {
    /// What figures of several designs can be given in together.
    #[must_use]
    pub fn common<'a>(designs: impl IntoIterator<Item = &'a Design>) -> Self {
        let mut units = designs.into_iter().map(unit);
        let Some(first) = units.next() else { return Self::Points };
        if units.all(|unit| unit == first) { first } else { Self::Points }
    }
}

fn unit(design: &Design) -> GapUnit {
    let mut keys = design.criteria().map(|(_, _, criterion)| &criterion.scale);
    let first = keys.next();
    let is_one = first.is_some() && keys.all(|key| Some(key) == first);
    let scale = design.criteria().next().and_then(|(_, _, criterion)| design.scale_of(criterion));
    let Some(ScaleKind::Levels(levels)) = scale.filter(|_| is_one).map(|scale| &scale.kind) else {
        return GapUnit::Points;
    };
    let values = || levels.iter().map(|level| level.value.decimal());
    match (values().min(), values().max()) {
        (Some(low), Some(high)) if low < high => GapUnit::Scores { low, high },
        (_, _) => GapUnit::Points,
    }
}

fn gap(
    scale: &Scale, criterion: &Criterion, unit: GapUnit, mark: impl Fn(Side) -> Option<Mark>,
) -> Option<CriterionGap> {
    let given = |side| match mark(side) {
        Some(Mark::Scored(value)) => Ok(value),
        Some(Mark::Unscored(why)) => Err(why),
        None => Err(Unscored::NotScored),
    };
    let (client, supplier) = (given(Side::Client), given(Side::Supplier));
    let is_large =
        client.ok().zip(supplier.ok()).is_some_and(|(one, two)| is_large(scale, one, two));
    let shown = |value: ScoreValue| match unit {
        GapUnit::Scores { .. } => Some(value.decimal()),
        GapUnit::Points => scale.points(value).map(Points::decimal),
    };
    let side = |given: Result<ScoreValue, Unscored>| match given {
        Ok(value) => Some(Ok(shown(value)?)),
        Err(why) => Some(Err(why)),
    };
    let title = criterion.title.clone();
    Some(CriterionGap { title, client: side(client)?, supplier: side(supplier)?, is_large })
}

fn is_large(scale: &Scale, one: ScoreValue, two: ScoreValue) -> bool {
    match &scale.kind {
        ScaleKind::Levels(levels) => {
            let place = |value| levels.iter().position(|level| level.value == value);
            let places = place(one).zip(place(two));
            places.is_some_and(|(one, two)| one.abs_diff(two) >= LARGE_LEVELS)
        }
        ScaleKind::Percent => {
            let least = LARGE_POINTS.saturating_mul(10_i64.pow(ScoreValue::PLACES));
            one.scaled().saturating_sub(two.scaled()).abs() >= least
        }
    }
}

/// The gap between the composites of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayGap {
    /// The day.
    pub on: NaiveDate,
    /// The design version both are computed by.
    pub version: VersionId,
    /// Client minus supplier in points, as published, or why there is none.
    pub gap: Result<Decimal, NoComposite>,
    /// The number of what both sides signed; none while either composite can still change.
    pub signed: Option<u32>,
}

/// The gap of every day on which a side has a figure, by day.
#[must_use]
pub fn over_time(figures: &[Figure]) -> Vec<DayGap> {
    let mut sides: Vec<&Figure> =
        figures.iter().filter(|figure| figure.side != Side::Agreed).collect();
    sides.sort_by_key(|figure| figure.on);
    let days = sides.chunk_by(|one, next| one.on == next.on);
    days.filter_map(|day| {
        let first = day.first()?;
        let signed = day.iter().map(|figure| figure.signed).min().flatten();
        Some(DayGap { on: first.on, version: first.version, gap: difference(day), signed })
    })
    .collect()
}

fn difference(day: &[&Figure]) -> Result<Decimal, NoComposite> {
    let of = |side| {
        let figure = day.iter().find(|figure| figure.side == side);
        figure.map_or(Err(NoComposite::NothingScored), |figure| figure.composite)
    };
    let (client, supplier) = (of(Side::Client)?, of(Side::Supplier)?);
    Ok(client.published.decimal() - supplier.published.decimal())
}

#[cfg(test)]
mod tests;
