//! Tenders and their lots: what a buyer published of them, and what their criteria come to.

use super::exact::{Money, TotalWeight, Weight};
use super::ids::{LotId, OrganisationId, TenderId};
use super::meetings::Origin;
use super::organisations::Organisation;
use super::weightings::frameworks::{self, Framework};
use super::weightings::social_value::{self, Authority};
use super::weightings::{Criterion, Finding, LotStatus, Verdict, complement, findings, judge};
use chrono::NaiveDate;

/// A tender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// Identifies it.
    pub id: TenderId,
    /// The organisation that buys; nothing when that is not recorded.
    pub buyer: Option<Organisation>,
    /// What was published of it.
    pub details: TenderDetails,
    /// The file it came from.
    pub origin: Option<Origin>,
}

/// What was published of a tender.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TenderDetails {
    /// How its buyer refers to it.
    pub reference: String,
    /// What it is for.
    pub title: Option<String>,
    /// The day it was published.
    pub published_on: Option<NaiveDate>,
    /// What is bought, such as services.
    pub category: Option<String>,
    /// How it is bought, such as an open procedure.
    pub method: Option<String>,
    /// What it is estimated to be worth.
    pub value: Option<Value>,
    /// The framework it is under, where its limits are known.
    pub framework: Option<Framework>,
    /// What sort of authority the buyer is.
    pub authority: Option<Authority>,
}

/// An amount of money; another currency is kept by its code and never taken for pounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The amount.
    pub amount: Money,
    /// The code of the currency, unless it is the pound.
    pub currency: Option<String>,
}

impl TenderDetails {
    /// The value, when it is in pounds.
    #[must_use]
    pub fn value_gbp(&self) -> Option<Money> {
        self.value.as_ref().filter(|value| value.currency.is_none()).map(|value| value.amount)
    }

    /// What is published under each field's name; empty where nothing is.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, String); 7] {
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            ("title", words(&self.title)),
            ("published_on", self.published_on.map_or_else(String::new, |day| day.to_string())),
            ("category", words(&self.category)),
            ("method", words(&self.method)),
            ("value_gbp", self.value.as_ref().map_or_else(String::new, Value::text)),
            ("framework", self.framework.map_or("", Framework::word).to_owned()),
            ("authority", self.authority.map_or("", Authority::word).to_owned()),
        ]
    }

    /// What is known after somebody says more; what they do not say stays as it is.
    #[must_use]
    pub fn with(&self, given: &Self) -> Self {
        Self {
            reference: self.reference.clone(),
            title: given.title.clone().or_else(|| self.title.clone()),
            published_on: given.published_on.or(self.published_on),
            category: given.category.clone().or_else(|| self.category.clone()),
            method: given.method.clone().or_else(|| self.method.clone()),
            value: given.value.clone().or_else(|| self.value.clone()),
            framework: given.framework.or(self.framework),
            authority: given.authority.or(self.authority),
        }
    }
}

impl Value {
    /// The amount, and its currency unless it is the pound.
    #[must_use]
    pub fn text(&self) -> String {
        let amount = format!("{:.2}", self.amount.decimal());
        self.currency.as_ref().map_or_else(|| amount.clone(), |code| format!("{amount} {code}"))
    }
}

/// The first field of which one says something else than the other.
#[must_use]
pub fn differing(
    one: &[(&'static str, String)], other: &[(&'static str, String)],
) -> Option<&'static str> {
    let both = one.iter().zip(other);
    let differs = |((_, one), (_, other)): &(&(&str, String), &(&str, String))| {
        !one.is_empty() && !other.is_empty() && one != other
    };
    both.clone().find(differs).map(|((field, _), _)| *field)
}

/// A lot of a tender; one without lots has a single lot with an empty reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Identifies it.
    pub id: LotId,
    /// The tender it is a lot of.
    pub tender: TenderId,
    /// Its number or name within the tender.
    pub reference: String,
    /// What it is for.
    pub title: Option<String>,
    /// What its weights come to.
    pub standing: LotStanding,
    /// The file it came from.
    pub origin: Option<Origin>,
}

impl Lot {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        let number = self.reference.as_str();
        match (number.is_empty(), number.to_lowercase().starts_with("lot")) {
            (true, _) => "Whole tender".to_owned(),
            (false, true) => number.to_owned(),
            (false, false) => format!("Lot {number}"),
        }
    }
}

/// What the weights of a lot come to, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotStanding {
    /// What can be said of them together.
    pub status: LotStatus,
    /// What they add up to.
    pub total: Option<TotalWeight>,
    /// The least and the most that cost weighs in parts of 100, where that is known.
    pub cost: Option<(Weight, Weight)>,
}

impl LotStanding {
    /// What the criteria of a lot come to.
    #[must_use]
    pub fn of(criteria: &[Criterion]) -> Self {
        let Verdict { status, total, share } = judge(criteria);
        Self { status, total, cost: share.and_then(|share| share.bounds()) }
    }

    /// The cost share, when it is one number.
    #[must_use]
    pub fn cost_share(&self) -> Option<Weight> {
        self.cost.filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// The quality share, when it is one number.
    #[must_use]
    pub fn quality_share(&self) -> Option<Weight> {
        self.cost_share().and_then(complement)
    }
}

/// A lot with its criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotRecord {
    /// The lot.
    pub lot: Lot,
    /// What it is awarded on.
    pub criteria: Vec<Criterion>,
}

/// A tender with its lots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderRecord {
    /// The tender.
    pub tender: Tender,
    /// Its lots.
    pub lots: Vec<LotRecord>,
}

impl TenderRecord {
    /// What there is to look at again in a lot: its criteria, its framework, social value.
    #[must_use]
    pub fn findings(&self, lot: &LotRecord) -> Vec<Finding> {
        let details = &self.tender.details;
        let own = findings(&lot.criteria);
        let allowed = details.framework.map(|it| frameworks::check(it, &lot.criteria));
        let policy = details.authority.zip(details.published_on).and_then(|(authority, on)| {
            let rule = social_value::rule(authority, on, details.value_gbp())?;
            social_value::check(rule, &lot.criteria, &judge(&lot.criteria))
        });
        own.into_iter().chain(allowed.into_iter().flatten()).chain(policy).collect()
    }
}

/// A tender as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderLine {
    /// The tender.
    pub tender: Tender,
    /// How many lots have each status, in the order of the statuses.
    pub statuses: Vec<(LotStatus, u64)>,
    /// How many lots it has, and in how many the cost share is one number.
    pub coverage: LotCoverage,
    /// The least and the greatest cost share of its lots.
    pub cost: Option<(Weight, Weight)>,
}

impl TenderLine {
    /// A tender and all of its lots.
    #[must_use]
    pub fn of(tender: Tender, lots: &[Lot]) -> Self {
        let count = |some: &dyn Fn(&Lot) -> bool| {
            u64::try_from(lots.iter().filter(|lot| some(lot)).count()).unwrap_or(u64::MAX)
        };
        let with = |status: &LotStatus| {
            let found = count(&|lot: &Lot| lot.standing.status == *status);
            (0 < found).then_some((*status, found))
        };
        let shares = || lots.iter().filter_map(|lot| lot.standing.cost_share());
        Self {
            tender,
            statuses: LotStatus::ALL.iter().filter_map(with).collect(),
            coverage: LotCoverage {
                lots: count(&|_: &Lot| true),
                known: count(&|lot: &Lot| lot.standing.cost_share().is_some()),
            },
            cost: shares().min().zip(shares().max()),
        }
    }
}

/// In how many of some lots the cost share is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LotCoverage {
    /// How many lots there are.
    pub lots: u64,
    /// In how many of them the cost share is one number.
    pub known: u64,
}

/// Which tenders to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TenderFilter {
    /// Words that occur in reference, title or buyer.
    pub text: Option<String>,
    /// Only this buyer's.
    pub buyer: Option<OrganisationId>,
    /// Only those with a lot of this status.
    pub status: Option<LotStatus>,
    /// Only those published on this day or later.
    pub from: Option<NaiveDate>,
    /// Only those published on this day or earlier.
    pub until: Option<NaiveDate>,
    /// Only the one with this reference.
    pub reference: Option<String>,
}
