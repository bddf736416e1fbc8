//! Knowledge transfer: who can do what without the supplier, as far as the client has verified it.

use super::contracts::words;
use super::exact::{Fraction, Points, Published, Weight};
use super::ids::{AreaId, ContractId, EvidenceId, HolderId};
use super::meetings::Origin;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub mod check;

pub mod evidence;

pub mod files;

pub mod reading;

pub mod forecast;

mod planned;

pub mod readiness;

pub mod known;

words! {
    /// How far somebody can do something without help.
    Level {
        /// Not at all.
        None = "none", "None";
        /// They know that it exists and whom to ask.
        Aware = "aware", "Aware";
        /// They follow somebody who does it.
        Shadow = "shadow", "Shadow";
        /// They do it, and somebody who knows it follows them.
        ReverseShadow = "reverse_shadow", "Reverse shadow";
        /// They do it alone.
        Independent = "independent", "Independent";
    }
}

impl Level {
    /// From this level on, somebody of the client has to have seen it.
    pub const WITNESSED: Self = Self::ReverseShadow;

    /// Its number, 0 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Aware => 1,
            Self::Shadow => 2,
            Self::ReverseShadow => 3,
            Self::Independent => 4,
        }
    }

    /// The level with a number.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.number() == number)
    }

    /// The level that a number or a word stands for.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let numbered = text.trim().parse().ok().and_then(Self::of_number);
        numbered.or_else(|| Self::parse(text))
    }

    /// Whether somebody of the client has to have seen it.
    #[must_use]
    pub fn needs_witness(self) -> bool {
        Self::WITNESSED <= self
    }
}

words! {
    /// Whose people somebody belongs to.
    HolderSide {
        /// The client's. Only what they can do counts.
        Client = "client", "Client";
        /// The supplier's. They pass on what they know.
        Supplier = "supplier", "Supplier";
    }
}

/// Something that has to be known to run what the contract is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Identifies it.
    pub id: AreaId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// What is planned for it.
    pub plan: Plan,
}

/// What is planned for an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Short name, unique in the contract.
    pub key: String,
    /// Name shown to people.
    pub title: String,
    /// How much it counts against other areas.
    pub weight: Weight,
    /// The level the client's people had when the transfer began. It is shown and not counted.
    pub baseline: Level,
    /// The level to be reached.
    pub target: Level,
    /// The day it is to be reached by.
    pub target_on: Option<NaiveDate>,
}

/// Somebody, or a role, who knows or is to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Identifies them.
    pub id: HolderId,
    /// The contract they work under.
    pub contract: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// Who they are.
    pub post: Post,
}

/// Who somebody is, and how long they are in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Name of the person or role, unique in the contract.
    pub name: String,
    /// What they do; empty when not said.
    pub role: String,
    /// Whose people they belong to.
    pub side: HolderSide,
    /// First day in place; from the beginning when not said.
    pub from: Option<NaiveDate>,
    /// Last day in place; still there when not said.
    pub until: Option<NaiveDate>,
}

impl Post {
    /// Whether they are in place on a day.
    #[must_use]
    pub fn is_in_place(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn counts(&self, day: NaiveDate) -> bool {
        self.side == HolderSide::Client && self.is_in_place(day)
    }
}

/// A level that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// In what.
    pub area: AreaId,
    /// Whose.
    pub holder: HolderId,
    /// The day it was verified; it counts from then on.
    pub on: NaiveDate,
    /// The level.
    pub level: Level,
    /// Who of the client saw it.
    pub witness: Option<String>,
    /// What it was seen by, or why the level fell.
    pub note: Option<String>,
    /// The evidence that showed it.
    pub evidence: Option<EvidenceId>,
    /// Who recorded it.
    pub by: String,
    /// The import it came from, and the line of that file.
    pub origin: Option<Origin>,
}

/// Everything the index of a contract is computed from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Areas by title.
    pub areas: Vec<Area>,
    /// People and roles by name.
    pub holders: Vec<Holder>,
    /// Verified levels; one of a holder, area and day at most.
    pub assessments: Vec<Assessment>,
}

/// Where an area stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The area.
    pub area: &'a Area,
    /// The highest level among the client's people in place.
    pub level: Level,
    /// How many of them are independent: the bus factor.
    pub independent: usize,
    /// Whether anything of it was verified by then.
    pub is_assessed: bool,
}

impl Standing<'_> {
    /// With fewer independent people than this, one leaver can take the knowledge away.
    pub const ENOUGH: usize = 2;

    /// Whether its target is not reached.
    #[must_use]
    pub fn is_below(&self) -> bool {
        self.level < self.area.plan.target
    }

    /// Whether too few people are independent in it.
    #[must_use]
    pub const fn is_thin(&self) -> bool {
        self.independent < Self::ENOUGH
    }
}

/// The knowledge index of a contract on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    /// Kept at 1e-12; what a perspective takes its points from.
    pub exact: Points,
    /// Rounded once, half away from zero, to two decimals.
    pub published: Published,
}

impl Record {
    /// What somebody could do in an area on a day: their latest verified level, as long as they
    /// are in place.
    #[must_use]
    pub fn level_of(&self, area: AreaId, holder: &Holder, day: NaiveDate) -> Option<&Assessment> {
        let own = |one: &&Assessment| one.area == area && one.holder == holder.id && one.on <= day;
        let latest = self.assessments.iter().filter(own).max_by_key(|one| one.on);
        latest.filter(|_| holder.post.is_in_place(day))
    }

    /// Where an area stands on a day.
    #[must_use]
    pub fn standing<'a>(&self, area: &'a Area, day: NaiveDate) -> Standing<'a> {
        let counting = self.holders.iter().filter(|holder| holder.post.counts(day));
        let levels: Vec<Level> =
            counting.filter_map(|it| self.level_of(area.id, it, day)).map(|it| it.level).collect();
        Standing {
            area,
            level: levels.iter().copied().max().unwrap_or(Level::None),
            independent: levels.iter().filter(|level| **level == Level::Independent).count(),
            is_assessed: self.assessments.iter().any(|it| it.area == area.id && it.on <= day),
        }
    }

    /// Where every area stands on a day.
    #[must_use]
    pub fn standings(&self, day: NaiveDate) -> Vec<Standing<'_>> {
        self.areas.iter().map(|area| self.standing(area, day)).collect()
    }

    /// 100 × Σ weight × min(level, target) ÷ Σ weight × target over all areas; nothing before a
    /// level was verified, for what nobody looked at is not known to be 0. Source: the product's
    /// design, §4.
    #[must_use]
    pub fn index(&self, day: NaiveDate) -> Option<Index> {
        let ratio = self.ratio(day)?;
        Some(Index {
            exact: Points::from_scaled(ratio.round_scaled(Points::PLACES)?)?,
            published: Published::from_scaled(ratio.round_scaled(Published::PLACES)?)?,
        })
    }

    /// The index before it is rounded.
    #[must_use]
    pub fn ratio(&self, day: NaiveDate) -> Option<Fraction> {
        let standings = self.standings(day);
        let known = standings.iter().any(|standing| standing.is_assessed);
        known.then(|| weighed(standings.iter().map(|it| (&it.area.plan, it.level)))).flatten()
    }

    /// The index that the baselines of all areas come to.
    #[must_use]
    pub fn baseline(&self) -> Option<Published> {
        let ratio = weighed(self.areas.iter().map(|area| (&area.plan, area.plan.baseline)))?;
        Published::from_scaled(ratio.round_scaled(Published::PLACES)?)
    }

    /// The days up to `day` on which the index can have moved: something was verified, or somebody
    /// came or was gone for the first time. None before the first level was verified.
    #[must_use]
    pub fn days(&self, day: NaiveDate) -> BTreeSet<NaiveDate> {
        let verified = self.assessments.iter().map(|one| one.on);
        let Some(first) = verified.clone().min() else { return BTreeSet::new() };
        let came = self.holders.iter().filter_map(|it| it.post.from);
        let gone = self.holders.iter().filter_map(|it| it.post.until?.succ_opt());
        verified.chain(came).chain(gone).filter(|it| first <= *it && *it <= day).collect()
    }
}

fn weighed<'a>(levels: impl Iterator<Item = (&'a Plan, Level)>) -> Option<Fraction> {
    let (mut top, mut bottom) = (0_i128, 0_i128);
    for (plan, level) in levels {
        let weight = i128::from(plan.weight.scaled());
        top += weight * i128::from(level.min(plan.target).number());
        bottom += weight * i128::from(plan.target.number());
    }
    Some(Fraction::new(top, bottom)?.times(100))
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
