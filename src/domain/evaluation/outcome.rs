//! Bids in, figures and ranks out.

use super::abnormally_low::{Low, Offer, reasons};
use super::admission::{Compared, Excluded, in_pounds};
use super::bids::Bid;
use super::grading::{Grades, Misfit, sum};
use super::ranking::{Order, Ranked, TieRule, ranks};
use super::rule::{Entry, Field, Rule};
use super::terms::Terms;
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What every bid came to, in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// One for each bid.
    pub standings: Vec<Standing>,
    /// What settled a tie for the first place, when there was one.
    pub settled: Option<TieRule>,
}

/// What one bid came to. Figures are as published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Price points.
    pub price_score: Option<Decimal>,
    /// Quality points.
    pub quality_score: Option<Decimal>,
    /// The figure that is ranked.
    pub total: Option<Decimal>,
    /// 1 for the best; the same for bids that nothing separates.
    pub rank: Option<u32>,
    /// Why there is no rank, when the bid was not evaluated.
    pub excluded: Option<Excluded>,
    /// Why the price is to be asked about.
    pub low: Vec<Low>,
}

impl Outcome {
    /// The places of the bids that come first.
    pub fn winners(&self) -> impl Iterator<Item = usize> + '_ {
        let first = self.standings.iter().enumerate().filter(|(_, one)| one.rank == Some(1));
        first.map(|(bid, _)| bid)
    }
}

/// The bids that are evaluated and what they are compared with.
pub(super) struct Contest<'a> {
    pub(super) entries: Vec<Entry>,
    pub(super) excluded: Vec<Option<Excluded>>,
    pub(super) field: Option<Field>,
    pub(super) rule: Cow<'a, Rule>,
}

/// The figures of an admitted bid.
pub(super) struct Figures {
    pub(super) price: Option<Fraction>,
    pub(super) quality: Option<Fraction>,
    /// Of components as they are added, before it is rounded itself.
    pub(super) total: Fraction,
    pub(super) published: Standing,
}

/// Evaluates bids: excludes, scores, rounds, ranks and settles ties, in that order.
///
/// # Errors
/// When scores of bids are not on the scale that the terms declare.
pub fn evaluate(terms: &Terms, bids: &[Bid]) -> Result<Outcome, Vec<Misfit>> {
    let contest = contest(terms, bids)?;
    let mut standings: Vec<Standing> = contest.excluded.iter().map(|why| out(*why)).collect();
    let Some(field) = &contest.field else { return Ok(Outcome { standings, settled: None }) };
    for entry in &contest.entries {
        let standing = match figures(terms, &contest.rule, entry, field) {
            Ok(figures) => figures.published,
            Err(why) => out(Some(why)),
        };
        put(&mut standings, entry.bid, standing);
    }
    let settled = place(terms, bids, &contest, &mut standings);
    Ok(Outcome { standings, settled })
}

fn out(excluded: Option<Excluded>) -> Standing {
    Standing { excluded, ..Standing::default() }
}

fn put(standings: &mut [Standing], bid: usize, standing: Standing) {
    if let Some(own) = standings.get_mut(bid) {
        *own = standing;
    }
}

pub(super) fn contest<'a>(terms: &'a Terms, bids: &[Bid]) -> Result<Contest<'a>, Vec<Misfit>> {
    let grades = graded(terms, bids)?;
    let (mut entries, mut excluded) = (Vec::with_capacity(bids.len()), Vec::new());
    for ((bid, grades), place) in bids.iter().zip(grades).zip(0..) {
        match terms.admission.admit(bid, grades.as_ref()) {
            Ok(price) => {
                let scored = grades.is_some();
                let (marks, quality) = match grades {
                    Some(Grades { marks, level }) => (marks, level),
                    None => (Vec::new(), Fraction::ZERO),
                };
                entries.push(Entry { bid: place, price, quality, marks, scored });
                excluded.push(None);
            }
            Err(why) => excluded.push(Some(why)),
        }
    }
    let field = Field::of(&compared(terms, bids, &entries), &entries);
    let rule = match (&terms.rule, &field) {
        (Rule::Figure(single), Some(field)) => {
            Cow::Owned(Rule::Figure(single.facing(&entries, field)))
        }
        (rule, _) => Cow::Borrowed(rule),
    };
    Ok(Contest { entries, excluded, field, rule })
}

/// Prices that set the lowest, the highest and the mean.
fn compared(terms: &Terms, bids: &[Bid], entries: &[Entry]) -> Vec<Fraction> {
    match terms.admission.compared {
        Compared::Admitted => entries.iter().map(|entry| entry.price.clone()).collect(),
        Compared::All => {
            let prices = bids.iter().filter_map(|bid| bid.price.map(in_pounds));
            prices.filter(|price| *price > Fraction::ZERO).collect()
        }
    }
}

fn graded(terms: &Terms, bids: &[Bid]) -> Result<Vec<Option<Grades>>, Vec<Misfit>> {
    let (mut grades, mut misfits) = (Vec::with_capacity(bids.len()), Vec::new());
    for (place, bid) in bids.iter().enumerate() {
        match bid.quality.as_ref().map(|quality| terms.grading.grade(quality)) {
            None => grades.push(None),
            Some(Ok(read)) => grades.push(Some(read)),
            Some(Err((message, remedy))) => misfits.push(Misfit { bid: place, message, remedy }),
        }
    }
    if misfits.is_empty() { Ok(grades) } else { Err(misfits) }
}

/// The figures of one bid, or why it has none.
pub(super) fn figures(
    terms: &Terms, rule: &Rule, entry: &Entry, field: &Field,
) -> Result<Figures, Excluded> {
    let rounding = &terms.rounding;
    let (price, quality, total) = match rule {
        Rule::Points { weights, share } => {
            let share = share.rule().share(&entry.price, field).ok_or(Excluded::Undefined)?;
            let price = weights.price.by(&share);
            let quality = terms.grading.points(&weights.quality, &entry.marks, rounding);
            let total = rounding.addend(&price).plus(&rounding.addend(&quality));
            let quality = entry.scored.then_some(quality);
            (Some(price), quality, total)
        }
        Rule::Figure(single) => {
            let total = single.rule().figure(entry, field)?;
            (None, single.off_the_price(entry), total)
        }
    };
    let component = |points: &Option<Fraction>| points.as_ref().and_then(|p| rounding.component(p));
    let published = Standing {
        price_score: component(&price),
        quality_score: component(&quality),
        total: Some(rounding.total(&total).ok_or(Excluded::OutOfRange)?),
        ..Standing::default()
    };
    Ok(Figures { price, quality, total, published })
}

/// Ranks the bids, and says what settled a tie for the first place.
fn place(
    terms: &Terms, bids: &[Bid], contest: &Contest<'_>, standings: &mut [Standing],
) -> Option<TieRule> {
    // Where the formula has no value for one bid, an order of the others means nothing.
    if standings.iter().any(|standing| standing.excluded == Some(Excluded::Undefined)) {
        return None;
    }
    let totals = totals(contest, standings);
    let best = totals.iter().flatten().max().cloned().unwrap_or(Fraction::ZERO);
    let key = |entry: &Entry, total: &Fraction| match (&terms.band, contest.rule.order()) {
        (Some(band), _) => band.key(entry, total, &best),
        (None, Order::LowestFirst) => Some(total.clone()),
        (None, Order::HighestFirst) => Some(total.times(-1)),
        (None, Order::Unranked) => None,
    };
    let ranked = contest.entries.iter().zip(&totals).filter_map(|(entry, total)| {
        let key = total.as_ref().and_then(|total| key(entry, total));
        Some(Ranked { entry, bid: bids.get(entry.bid)?, key })
    });
    let ranked: Vec<Ranked<'_>> = ranked.collect();
    let placed = ranks(&ranked, &terms.ties, &terms.grading);
    for (ranked, rank) in ranked.iter().zip(placed.ranks) {
        if let Some(own) = standings.get_mut(ranked.entry.bid) {
            own.rank = rank;
        }
    }
    flag(terms, contest, &placed.order, standings);
    placed.settled
}

fn totals(contest: &Contest<'_>, standings: &[Standing]) -> Vec<Option<Fraction>> {
    let total = |entry: &Entry| standings.get(entry.bid)?.total.map(Fraction::of);
    contest.entries.iter().map(total).collect()
}

fn flag(terms: &Terms, contest: &Contest<'_>, order: &[usize], standings: &mut [Standing]) {
    if terms.low.is_off() {
        return;
    }
    let all = sum(contest.entries.iter().map(|entry| entry.price.clone()));
    let rest = i128::try_from(contest.entries.len()).map_or(0, |count| count - 1);
    for (place, entry) in contest.entries.iter().enumerate() {
        let after = order.iter().skip_while(|other| **other != place).nth(1);
        let next = after.and_then(|next| contest.entries.get(*next));
        let price = entry.price.clone();
        let others = all.minus(&price).over(&Fraction::whole(rest));
        let next = next.map(|next| next.price.clone());
        let offer = Offer { first: price.clone(), last: price, others, next };
        if let Some(own) = standings.get_mut(entry.bid) {
            own.low = reasons(&terms.low, &offer);
        }
    }
}
