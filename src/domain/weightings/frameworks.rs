//! What frameworks allow criteria to weigh, as data, and how a lot is held against it.

use super::share::span;
use super::{Criterion, Finding, FindingKind, Kind, Part, Reading};
use crate::domain::contracts::words;
use crate::domain::exact::Fraction;

words! {
    /// A framework whose limits are known.
    Framework {
        /// Digital Outcomes and Specialists 1 to 5, outcomes.
        DosOutcomes = "dos_outcomes", "Digital Outcomes and Specialists 1 to 5, outcomes";
        /// Digital Outcomes and Specialists 1 to 5, specialists.
        DosSpecialists = "dos_specialists", "Digital Outcomes and Specialists 1 to 5, specialists";
        /// Digital Outcomes and Specialists 1 to 5, people to do research with.
        DosParticipants = "dos_participants",
            "Digital Outcomes and Specialists 1 to 5, user research participants";
        /// Digital Outcomes 6, lot 1.
        Dos6Lot1 = "dos6_lot1", "Digital Outcomes 6, lot 1";
        /// Digital Outcomes 6, lot 3.
        Dos6Lot3 = "dos6_lot3", "Digital Outcomes 6, lot 3";
        /// Management Consultancy Framework Three.
        Mcf3 = "mcf3", "Management Consultancy Framework Three";
    }
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Criteria of one kind.
    Kind(Kind),
    /// All criteria of a part.
    Part(Part),
}

/// Whether a limit lets there be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It has to weigh something.
    Always,
    /// It may weigh nothing.
    OrNone,
}

/// What criteria may weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Which criteria.
    pub about: About,
    /// The least they may weigh together.
    pub least: u8,
    /// The most.
    pub most: u8,
    /// Whether there may be none.
    pub need: Need,
}

/// Whether a framework takes whole numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// It does.
    Whole,
    /// It takes any.
    Any,
}

const fn of(kind: Kind, least: u8, most: u8) -> Limit {
    Limit { about: About::Kind(kind), least, most, need: Need::Always }
}

/// Nothing at all, or from 10 to 20: what lies between is not allowed.
const SOCIAL_VALUE: Limit =
    Limit { about: About::Kind(Kind::SocialValue), least: 10, most: 20, need: Need::OrNone };

const DOS: &[Limit] =
    &[of(Kind::Technical, 10, 75), of(Kind::CulturalFit, 5, 20), of(Kind::Price, 20, 85)];

const DOS_PARTICIPANTS: &[Limit] =
    &[of(Kind::Technical, 10, 70), of(Kind::Availability, 10, 70), of(Kind::Price, 20, 80)];

const DOS6_LOT1: &[Limit] = &[
    of(Kind::Technical, 10, 75),
    of(Kind::CulturalFit, 5, 20),
    SOCIAL_VALUE,
    of(Kind::Price, 20, 85),
];

const DOS6_LOT3: &[Limit] = &[
    of(Kind::Technical, 10, 70),
    of(Kind::Availability, 10, 70),
    SOCIAL_VALUE,
    of(Kind::Price, 20, 80),
];

const MCF3: &[Limit] = &[
    Limit { about: About::Part(Part::Quality), least: 25, most: 75, need: Need::Always },
    Limit { about: About::Part(Part::Cost), least: 10, most: 75, need: Need::Always },
];

impl Framework {
    /// What its criteria may weigh.
    #[must_use]
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::DosOutcomes | Self::DosSpecialists => DOS,
            Self::DosParticipants => DOS_PARTICIPANTS,
            Self::Dos6Lot1 => DOS6_LOT1,
            Self::Dos6Lot3 => DOS6_LOT3,
            Self::Mcf3 => MCF3,
        }
    }

    const fn numbers(self) -> Numbers {
        match self {
            Self::DosOutcomes
            | Self::DosSpecialists
            | Self::DosParticipants
            | Self::Dos6Lot1
            | Self::Dos6Lot3 => Numbers::Whole,
            Self::Mcf3 => Numbers::Any,
        }
    }
}

impl About {
    fn label(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.label(),
            Self::Part(Part::Cost) => Kind::Price.label(),
            Self::Part(Part::Quality) => Part::Quality.label(),
        }
    }

    fn covers(self, kind: Kind) -> bool {
        match self {
            Self::Kind(own) => own == kind,
            Self::Part(part) => kind.part() == part,
        }
    }
}

/// Everything that a framework does not allow of a lot. The total is looked at only once each
/// weight is there and allowed, since it follows from them.
#[must_use]
pub fn check(framework: Framework, criteria: &[Criterion]) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        criteria.iter().filter_map(|one| foreign(framework, one)).collect();
    findings.extend(framework.limits().iter().filter_map(|limit| held(framework, limit, criteria)));
    if findings.is_empty() { total(criteria).into_iter().collect() } else { findings }
}

fn foreign(framework: Framework, criterion: &Criterion) -> Option<Finding> {
    let kind = criterion.kind.read?;
    if framework.limits().iter().any(|limit| limit.about.covers(kind)) {
        return None;
    }
    let allowed: Vec<&str> = framework.limits().iter().map(|limit| limit.about.label()).collect();
    let message = format!(
        "{} has no criterion of the kind {}",
        framework.label(),
        kind.label().to_lowercase()
    );
    let remedy = format!("Use {}", allowed.join(", ").to_lowercase());
    Some(Finding::new(FindingKind::NotOfFramework, criterion.title(), message, remedy))
}

/// What is wrong with the criteria that a limit is about.
fn held(framework: Framework, limit: &Limit, criteria: &[Criterion]) -> Option<Finding> {
    let about = limit.about.label();
    let own = criteria.iter().filter(|one| one.kind.read.is_some_and(|it| limit.about.covers(it)));
    let own: Vec<Reading> = own.map(|one| one.weight.reading).collect();
    let Some((low, high)) = together(&own) else {
        let message = format!("{} has no weight that can be read", about.to_lowercase());
        let remedy = format!("Enter a whole number from {} to {}", limit.least, limit.most);
        return Some(Finding::new(FindingKind::NotWhole, about, message, remedy));
    };
    let whole = |number: &Fraction| number.round_scaled(0).map(|n| Fraction::whole(n.into()));
    let is_whole = whole(&low).as_ref() == Some(&low) && whole(&high).as_ref() == Some(&high);
    if framework.numbers() == Numbers::Whole && !is_whole {
        let message = format!("{} takes whole numbers only", framework.label());
        return Some(Finding::new(FindingKind::NotWhole, about, message, "Round the weight"));
    }
    let none = limit.need == Need::OrNone && high == Fraction::whole(0);
    let outside = low.below(&Fraction::whole(limit.least.into()))
        || Fraction::whole(limit.most.into()).below(&high);
    (outside && !none).then(|| out_of_range(framework, limit))
}

fn out_of_range(framework: Framework, limit: &Limit) -> Finding {
    let Limit { about, least, most, need } = limit;
    let or_none = if *need == Need::OrNone { "0, or " } else { "" };
    let range = format!("{or_none}from {least} to {most}");
    let message =
        format!("{} lets {} weigh {range}", framework.label(), about.label().to_lowercase());
    let remedy = format!("Enter a weight of {range}");
    Finding::new(FindingKind::OutOfRange, about.label(), message, remedy)
}

fn total(criteria: &[Criterion]) -> Option<Finding> {
    let readings: Vec<Reading> = criteria.iter().map(|one| one.weight.reading).collect();
    let (low, high) = together(&readings)?;
    let whole = Fraction::whole(100);
    let off = whole.below(&low) || high.below(&whole);
    let message = "the weights do not total 100";
    off.then(|| Finding::new(FindingKind::Total, "", message, "Change them so that they do"))
}

/// The least and the most that weights come to together.
fn together(readings: &[Reading]) -> Option<(Fraction, Fraction)> {
    let zero = (Fraction::whole(0), Fraction::whole(0));
    readings.iter().try_fold(zero, |(low, high), one| {
        let (least, most) = span(*one)?;
        Some((low.plus(&least), high.plus(&most)))
    })
}
