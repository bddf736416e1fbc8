//! Ranks on published figures: joint when nothing that was declared separates two.

use super::bids::Bid;
use super::grading::Grading;
use super::rule::Entry;
use super::settings::Settings;
use crate::domain::contracts::words;
use crate::domain::exact::Fraction;
use std::cmp::Ordering;

words! {
    /// What settles a tie.
    TieRule {
        /// The better score on the question that weighs most.
        HighestWeightedQuestion = "highest_weighted_question", "the higher score on the question that weighs most";
        /// The lower price.
        LowestPrice = "lowest_price", "the lower price";
        /// The better quality.
        HighestQuality = "highest_quality", "the higher quality";
        /// Who came first.
        EarliestSubmission = "earliest_submission", "the earlier submission";
    }
}

/// Which figure wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    LowestFirst,
    HighestFirst,
    Unranked,
}

/// Reads the rules for ties, in their order.
pub(super) fn ties(settings: &mut Settings<'_>, grading: &Grading) -> Vec<TieRule> {
    let Some(text) = settings.text("tie") else { return Vec::new() };
    let mut rules = Vec::new();
    for word in text.split(',').map(str::trim) {
        match TieRule::ALL.iter().find(|rule| rule.word() == word) {
            Some(TieRule::HighestWeightedQuestion) if !grading.has_questions() => {
                let remedy = "Say how questions weigh by questions or sections";
                settings.wrong("tie", "there are no questions to settle ties by", remedy);
            }
            Some(rule) => rules.push(*rule),
            None => {
                let words: Vec<&str> = TieRule::ALL.iter().map(|rule| rule.word()).collect();
                let remedy = format!("Use {}, several with commas between", words.join(", "));
                settings.wrong("tie", "this is not a rule for ties", remedy);
            }
        }
    }
    rules
}

/// A bid as it is ranked.
pub(super) struct Ranked<'a> {
    pub(super) entry: &'a Entry,
    pub(super) bid: &'a Bid,
    /// Lowest first; nothing when the bid has no rank.
    pub(super) key: Option<Fraction>,
}

/// Who comes where.
pub(super) struct Placed {
    /// The ranks (1, 1, 3), in the order the bids were given.
    pub(super) ranks: Vec<Option<u32>>,
    /// The places of those that have one, best first.
    pub(super) order: Vec<usize>,
    /// What settled a tie for the first place.
    pub(super) settled: Option<TieRule>,
}

pub(super) fn ranks(bids: &[Ranked<'_>], rules: &[TieRule], grading: &Grading) -> Placed {
    let timed = bids.iter().all(|ranked| ranked.bid.submitted.is_some());
    let applies = |rule: &&TieRule| timed || **rule != TieRule::EarliestSubmission;
    let rules: Vec<TieRule> = rules.iter().filter(applies).copied().collect();
    let settle = |one: &Ranked<'_>, two: &Ranked<'_>| {
        let mut orders = rules.iter().map(|rule| (*rule, by(*rule, one, two, grading)));
        orders.find(|(_, order)| order.is_ne())
    };
    let between = |one: &Ranked<'_>, two: &Ranked<'_>| {
        let settled = || settle(one, two).map_or(Ordering::Equal, |(_, order)| order);
        one.key.cmp(&two.key).then_with(settled)
    };
    let mut order: Vec<(usize, &Ranked<'_>)> =
        bids.iter().enumerate().filter(|(_, ranked)| ranked.key.is_some()).collect();
    order.sort_by(|(_, one), (_, two)| between(one, two));
    let mut ranks = vec![None; bids.len()];
    let mut before: Option<(&Ranked<'_>, u32)> = None;
    for ((place, ranked), position) in order.iter().zip(1_u32..) {
        let joint = before.filter(|(other, _)| between(other, ranked) == Ordering::Equal);
        let rank = joint.map_or(position, |(_, rank)| rank);
        ranks.iter_mut().skip(*place).take(1).for_each(|own| *own = Some(rank));
        before = Some((ranked, rank));
    }
    let level = order.first().zip(order.get(1)).filter(|(one, two)| one.1.key == two.1.key);
    let settled = level.and_then(|(one, two)| settle(one.1, two.1)).map(|(rule, _)| rule);
    Placed { ranks, order: order.into_iter().map(|(place, _)| place).collect(), settled }
}

/// Which of two comes first by one rule.
fn by(rule: TieRule, one: &Ranked<'_>, two: &Ranked<'_>, grading: &Grading) -> Ordering {
    match rule {
        TieRule::HighestWeightedQuestion => {
            grading.heaviest(&two.entry.marks).cmp(&grading.heaviest(&one.entry.marks))
        }
        TieRule::LowestPrice => one.entry.price.cmp(&two.entry.price),
        TieRule::HighestQuality => two.entry.quality.cmp(&one.entry.quality),
        TieRule::EarliestSubmission => one.bid.submitted.cmp(&two.bid.submitted),
    }
}
