//! The least that social value has to weigh: by authority, day and value, as data.

use super::share::span;
use super::{Criterion, Finding, FindingKind, Kind, Verdict};
use crate::domain::contracts::words;
use crate::domain::exact::{Fraction, Money};
use chrono::NaiveDate;

words! {
    /// What sort of authority a buyer is.
    Authority {
        /// A department of central government.
        CentralGovernment = "central_government", "Central government";
        /// An agency of such a department.
        ExecutiveAgency = "executive_agency", "Executive agency";
        /// A public body apart from departments.
        Ndpb = "ndpb", "Non-departmental public body";
        /// Any other, such as a council or a health body.
        Other = "other", "Other authority";
    }
}

/// A rule that asks for a least weight of social value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it is called.
    pub name: &'static str,
    /// The authorities it binds.
    pub binds: &'static [Authority],
    /// The first day it holds for, as year, month and day.
    pub from: (i32, u32, u32),
    /// The least value it holds for, in pounds; any when nothing.
    pub value_from: Option<u32>,
    /// The least weight, in parts of 100.
    pub least: u8,
}

const CENTRAL: &[Authority] =
    &[Authority::CentralGovernment, Authority::ExecutiveAgency, Authority::Ndpb];

/// The rules, the earliest first; of those that hold the last one counts. A rule is added here
/// once it has been read in its own text.
pub const RULES: &[Rule] = &[
    Rule { name: "PPN 06/20", binds: CENTRAL, from: (2021, 1, 1), value_from: None, least: 10 },
    Rule { name: "PPN 002", binds: CENTRAL, from: (2025, 10, 1), value_from: None, least: 10 },
];

/// The rule for a tender of this authority and value that was published on a day.
#[must_use]
pub fn rule(authority: Authority, on: NaiveDate, value: Option<Money>) -> Option<&'static Rule> {
    let holds = |rule: &&Rule| {
        let (year, month, day) = rule.from;
        let from = NaiveDate::from_ymd_opt(year, month, day);
        let dear = rule.value_from.is_none_or(|pounds| {
            let least = Money::new(pounds.into());
            value.zip(least).is_some_and(|(value, least)| least <= value)
        });
        rule.binds.contains(&authority) && from.is_some_and(|from| from <= on) && dear
    };
    RULES.iter().rev().find(holds)
}

/// Whether social value weighs less in a lot than a rule asks, where its weights can be compared.
#[must_use]
pub fn check(rule: &Rule, criteria: &[Criterion], verdict: &Verdict) -> Option<Finding> {
    let whole = verdict.whole()?;
    let own = criteria.iter().filter(|one| one.kind.read == Some(Kind::SocialValue));
    let most = own.filter_map(|one| span(one.weight.reading));
    let most = most.fold(Fraction::whole(0), |sum, (_, most)| sum.plus(&most));
    let least = whole.times(rule.least.into()).over(&Fraction::whole(100))?;
    let message = format!("{} asks that social value weigh at least {}%", rule.name, rule.least);
    let remedy = "Check whether it is weighed within another criterion, and record it by itself";
    let label = Kind::SocialValue.label();
    most.below(&least).then(|| Finding::new(FindingKind::SocialValue, label, message, remedy))
}
