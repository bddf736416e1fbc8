//! How each figure came about: its formula in numbers, before and after rounding.

use super::bids::Bid;
use super::grading::{Grading, Misfit, Section, sum};
use super::outcome::{Figures, contest, figures};
use super::rule::{Entry, Field, Rule};
use super::terms::Terms;
use super::weights::Weights;
use super::words::figure;
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

/// How the figures of one bid came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// The place of the bid, from 0.
    pub bid: usize,
    /// The steps; none when the bid was not evaluated.
    pub steps: Vec<Step>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub name: &'static str,
    /// Its formula with the numbers of the bid.
    pub formula: String,
    /// What that comes to, to six decimals.
    pub exact: String,
    /// What was published of it.
    pub published: Decimal,
}

/// How every figure of an evaluation came about.
///
/// # Errors
/// When scores of bids are not on the scale that the terms declare.
pub fn workings(terms: &Terms, bids: &[Bid]) -> Result<Vec<Working>, Vec<Misfit>> {
    let contest = contest(terms, bids)?;
    let mut all: Vec<Working> =
        (0..bids.len()).map(|bid| Working { bid, steps: Vec::new() }).collect();
    let Some(field) = &contest.field else { return Ok(all) };
    for entry in &contest.entries {
        let figures = figures(terms, &contest.rule, entry, field).ok();
        let steps = figures.map(|figures| steps(terms, &contest.rule, entry, field, &figures));
        if let (Some(own), Some(steps)) = (all.get_mut(entry.bid), steps) {
            own.steps = steps;
        }
    }
    Ok(all)
}

fn steps(terms: &Terms, rule: &Rule, entry: &Entry, field: &Field, figures: &Figures) -> Vec<Step> {
    let published = &figures.published;
    let step = |name, formula, exact: Option<&Fraction>, published: Option<Decimal>| {
        Some(Step { name, formula, exact: figure(exact?), published: published? })
    };
    let (price, quality) = (figures.price.as_ref(), figures.quality.as_ref());
    let total = Some(&figures.total);
    let steps = match rule {
        Rule::Points { weights, share } => {
            let points = share.rule().formula(&entry.price, field);
            let points = format!("{} × {points}", figure(&weights.price));
            let grading = &terms.grading;
            vec![
                step("price score", points, price, published.price_score),
                step(
                    "quality score",
                    marks(grading, weights, entry),
                    quality,
                    published.quality_score,
                ),
                step("total", added(terms, price, quality), total, published.total),
            ]
        }
        Rule::Figure(single) => {
            let formula = single.rule().formula(entry, field);
            vec![step("total", formula, total, published.total)]
        }
    };
    steps.into_iter().flatten().collect()
}

fn added(terms: &Terms, price: Option<&Fraction>, quality: Option<&Fraction>) -> String {
    let parts = price.into_iter().chain(quality);
    let parts: Vec<String> = parts.map(|part| figure(&terms.rounding.addend(part))).collect();
    parts.join(" + ")
}

fn marks(grading: &Grading, weights: &Weights, entry: &Entry) -> String {
    let weight = figure(&weights.quality);
    let of = |mark: &Fraction, top: Decimal| figure(&mark.by(&Fraction::of(top)));
    match grading {
        Grading::One { top } => {
            let level = figure(&entry.quality);
            format!("{weight} × {level} ÷ {}", top.normalize())
        }
        Grading::Named { criteria, top, .. } => {
            let parts = criteria.iter().zip(&entry.marks);
            let part = |((name, weight), mark): (&(&str, Fraction), &Fraction)| {
                format!("{name} {} × {} ÷ {top}", figure(weight), of(mark, *top))
            };
            parts.map(part).collect::<Vec<_>>().join(" + ")
        }
        Grading::Questions { sections, top } => {
            let mut rest = entry.marks.iter();
            let section = |section: &Section| {
                let marks = section.parts.iter().zip(rest.by_ref());
                let part = |(part, mark)| format!("{}% × {}", figure(part), of(mark, *top));
                let parts = marks.map(part).collect::<Vec<_>>().join(" + ");
                format!("{} × ({parts}) ÷ {top}", figure(&section.weight))
            };
            let points = sections.iter().map(section).collect::<Vec<_>>().join(" + ");
            let total = sum(sections.iter().map(|section| section.weight.clone()));
            if total == weights.quality {
                return points;
            }
            format!("{weight} ÷ {} × ({points})", figure(&total))
        }
        Grading::Levels(_) | Grading::Features { .. } | Grading::Offers(_) => {
            format!("{weight} × {}", figure(&entry.quality))
        }
    }
}
