//! What a score is worth: marks on the scale a tender declares, added up by their weights.

use super::bids::{Mark, Quality};
use super::rounding::Rounding;
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

/// How quality is put.
#[derive(Debug, Clone)]
pub(super) enum Grading {
    /// One score from nought to `top`.
    One { top: Decimal },
    /// Questions in weighted sections, each scored from nought to `top`.
    Questions { sections: Vec<Section>, top: Decimal },
    /// Criteria by name, each with its weight, scored on one scale.
    Named { criteria: Vec<(&'static str, Fraction)>, low: Decimal, top: Decimal },
    /// Levels, each with what it takes off the price.
    Levels(Vec<(Decimal, Fraction)>),
    /// Features that add up to `most` at the utmost.
    Features { most: Fraction },
    /// Criteria by what each is worth in full; a score below nought counts against the bid.
    Offers(Vec<Fraction>),
}

/// Questions that share a weight.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) weight: Fraction,
    /// The percentage of it that each question has.
    pub(super) parts: Vec<Fraction>,
}

/// The scores of one bid, read on their scale.
#[derive(Debug, Clone)]
pub(super) struct Grades {
    /// Each score as a share of the most, or what it is worth.
    pub(super) marks: Vec<Fraction>,
    /// All of them as one figure, in the unit of the scale.
    pub(super) level: Fraction,
}

/// A bid whose quality is not on the scale that the method was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Its place among the bids, from 0.
    pub bid: usize,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do, in a sentence without a full stop.
    pub remedy: String,
}

/// What is wrong with a quality, and what to do about it.
pub(super) type Unfit = (String, String);

impl Grading {
    /// Reads the scores of a bid.
    pub(super) fn grade(&self, quality: &Quality) -> Result<Grades, Unfit> {
        let marks = match self {
            Self::One { top } => vec![share(only(quality)?, Decimal::ZERO, *top)?],
            Self::Questions { sections, top } => {
                let count = sections.iter().map(|section| section.parts.len()).sum();
                let shares = listed(quality, count)?.iter();
                shares.map(|mark| share(*mark, Decimal::ZERO, *top)).collect::<Result<_, _>>()?
            }
            Self::Named { criteria, low, top } => {
                let marks = by_name(quality, criteria)?.into_iter();
                marks.map(|mark| share(mark, *low, *top)).collect::<Result<_, _>>()?
            }
            Self::Levels(levels) => {
                let marks = any(quality)?.iter();
                marks.map(|mark| deduction(mark, levels)).collect::<Result<_, _>>()?
            }
            Self::Features { most } => features(quality, most)?,
            Self::Offers(values) => {
                let marks = listed(quality, values.len())?.iter().zip(values);
                let worth = marks.map(|(mark, value)| offer(*mark).map(|share| share.by(value)));
                worth.collect::<Result<_, _>>()?
            }
        };
        let level = self.level(&marks);
        Ok(Grades { marks, level })
    }

    fn level(&self, marks: &[Fraction]) -> Fraction {
        match self {
            Self::One { top } => sum(marks.iter().map(|mark| mark.by(&Fraction::of(*top)))),
            Self::Questions { sections, top } => {
                let total = sum(sections.iter().map(|section| section.weight.clone()));
                let share = sum(in_sections(sections, marks)).over(&total);
                share.unwrap_or(Fraction::ZERO).by(&Fraction::of(*top))
            }
            Self::Named { criteria, top, .. } => {
                let total = sum(criteria.iter().map(|(_, weight)| weight.clone()));
                let share = self.points(&total, marks, &Rounding::NONE).over(&total);
                share.unwrap_or(Fraction::ZERO).by(&Fraction::of(*top))
            }
            Self::Levels(_) | Self::Features { .. } | Self::Offers(_) => sum(marks.iter().cloned()),
        }
    }

    /// The points that scores come to when `weight` is the most.
    pub(super) fn points(
        &self, weight: &Fraction, marks: &[Fraction], rounding: &Rounding,
    ) -> Fraction {
        match self {
            Self::Questions { sections, .. } => {
                let total = sum(sections.iter().map(|section| section.weight.clone()));
                let points = sum(in_sections(sections, marks).map(|one| rounding.section(one)));
                if total == *weight {
                    return points;
                }
                points.by(weight).over(&total).unwrap_or(Fraction::ZERO)
            }
            Self::Named { criteria, .. } => {
                let points = criteria.iter().zip(marks).map(|((_, weight), mark)| weight.by(mark));
                sum(points.map(|one| rounding.section(one)))
            }
            Self::One { .. } | Self::Levels(_) | Self::Features { .. } | Self::Offers(_) => {
                sum(marks.iter().map(|mark| weight.by(mark)))
            }
        }
    }

    pub(super) const fn has_questions(&self) -> bool {
        matches!(self, Self::Questions { .. })
    }

    /// What the questions that weigh most came to, as shares of their most.
    pub(super) fn heaviest(&self, marks: &[Fraction]) -> Option<Fraction> {
        let Self::Questions { sections, .. } = self else { return None };
        let weights = sections
            .iter()
            .flat_map(|section| section.parts.iter().map(|part| part.by(&section.weight)));
        let weights: Vec<Fraction> = weights.collect();
        let most = weights.iter().max()?;
        let heaviest = weights.iter().zip(marks).filter(|(weight, _)| *weight == most);
        Some(sum(heaviest.map(|(_, mark)| mark.clone())))
    }
}

pub(super) fn sum(parts: impl Iterator<Item = Fraction>) -> Fraction {
    parts.fold(Fraction::ZERO, |sum, part| sum.plus(&part))
}

/// What each section comes to of its weight.
fn in_sections(sections: &[Section], marks: &[Fraction]) -> impl Iterator<Item = Fraction> {
    let mut rest = marks.iter();
    sections.iter().map(move |section| {
        let marks = section.parts.iter().zip(rest.by_ref());
        let share = sum(marks.map(|(part, mark)| part.by(mark)));
        section.weight.by(&share).over(&Fraction::whole(100)).unwrap_or(Fraction::ZERO)
    })
}

fn only(quality: &Quality) -> Result<Mark, Unfit> {
    match quality {
        Quality::One(mark) => Ok(*mark),
        Quality::Many(_) | Quality::Named(_) => {
            let message = "this is more than one score, and the method was told of one";
            Err(unfit(message, "Give one score, or say how several weigh"))
        }
    }
}

fn any(quality: &Quality) -> Result<&[Mark], Unfit> {
    match quality {
        Quality::One(mark) => Ok(std::slice::from_ref(mark)),
        Quality::Many(marks) => Ok(marks),
        Quality::Named(_) => {
            Err(unfit("the scores have names", "Give the scores alone, with | between them"))
        }
    }
}

fn listed(quality: &Quality, count: usize) -> Result<&[Mark], Unfit> {
    let marks = any(quality)?;
    if marks.len() == count {
        return Ok(marks);
    }
    let message = format!("there are {} scores, and the method was told of {count}", marks.len());
    Err(unfit(message, "Give one score for each, with / between them"))
}

/// Scores in the order of the criteria; a name may be cut short, as in `tech=3`.
fn by_name(quality: &Quality, criteria: &[(&'static str, Fraction)]) -> Result<Vec<Mark>, Unfit> {
    let names: Vec<&str> = criteria.iter().map(|(name, _)| *name).collect();
    let remedy =
        format!("Give a score for each of {}, such as {}=2", names.join(", "), names.join("=2|"));
    let Quality::Named(marks) = quality else {
        return Err(unfit("the scores have no names", remedy));
    };
    let found = |name: &&str| {
        let mut fits = marks.iter().filter(|(given, _)| name.starts_with(given.as_str()));
        fits.next().map(|(_, mark)| *mark)
    };
    let read: Vec<Mark> = names.iter().filter_map(found).collect();
    if read.len() == names.len() && marks.len() == names.len() {
        return Ok(read);
    }
    Err(unfit("these are not the criteria that have a weight", remedy))
}

/// A score as a share of the most it can be.
fn share(mark: Mark, low: Decimal, top: Decimal) -> Result<Fraction, Unfit> {
    let percent = mark.of == Some(Decimal::ONE_HUNDRED);
    let (low, most) = if percent { (Decimal::ZERO, Decimal::ONE_HUNDRED) } else { (low, top) };
    if mark.of.is_some_and(|of| of != most) {
        let message = format!("this is scored out of another figure than {top}");
        return Err(unfit(message, format!("Give the score out of {top}")));
    }
    if mark.value < low || most < mark.value {
        let message = format!("{} is not from {low} to {most}", mark.value);
        return Err(unfit(message, "Correct the score, or set the scale it was scored on"));
    }
    Fraction::of(mark.value)
        .over(&Fraction::of(most))
        .ok_or_else(|| unfit("the scale has no length", "Set the most a score can be above 0"))
}

fn deduction(mark: &Mark, levels: &[(Decimal, Fraction)]) -> Result<Fraction, Unfit> {
    let found = levels.iter().find(|(level, _)| *level == mark.value);
    found.map(|(_, amount)| amount.clone()).ok_or_else(|| {
        let known: Vec<String> = levels.iter().map(|(level, _)| level.to_string()).collect();
        let message = format!("there is no level {}", mark.value);
        unfit(message, format!("Use one of {}, or add the level to deduct", known.join(", ")))
    })
}

fn features(quality: &Quality, most: &Fraction) -> Result<Vec<Fraction>, Unfit> {
    let values: Vec<Fraction> = any(quality)?.iter().map(|mark| Fraction::of(mark.value)).collect();
    let total = sum(values.iter().cloned());
    if *most < total || values.iter().any(|value| *value < Fraction::ZERO) {
        let message = "the features add up to more than vmax, or one is below 0";
        return Err(unfit(message, "Correct them, or set vmax to the most they can add up to"));
    }
    Ok(values)
}

fn offer(mark: Mark) -> Result<Fraction, Unfit> {
    let hundred = Decimal::ONE_HUNDRED;
    if mark.value < -hundred || hundred < mark.value {
        let message = format!("{} is not a percentage from -100 to 100", mark.value);
        return Err(unfit(message, "Give the score as a percentage of what is offered"));
    }
    Ok(Fraction::of(mark.value).over(&Fraction::whole(100)).unwrap_or(Fraction::ZERO))
}

fn unfit(message: impl Into<String>, remedy: impl Into<String>) -> Unfit {
    (message.into(), remedy.into())
}
