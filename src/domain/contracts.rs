//! Contracts between a client and a supplier.

use super::exact::{Money, Published};
use super::ids::{ContractId, OrganisationId, VersionId};
use super::organisations::Organisation;
use chrono::NaiveDate;

/// A contract, as both sides know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Identifies it.
    pub id: ContractId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// The organisation that buys.
    pub client: Organisation,
    /// The organisation that leads the supply.
    pub supplier: Organisation,
    /// What else is known.
    pub details: Details,
}

/// What is recorded of a contract besides its two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The client's reference, unique for the client.
    pub reference: String,
    /// What it is for.
    pub title: String,
    /// First and last day.
    pub term: Term,
    /// Total value in pounds.
    pub value: Option<Money>,
    /// How the supplier is paid.
    pub pricing: Option<PricingModel>,
    /// Where the people work.
    pub working: Option<WorkingPattern>,
    /// The tender it came from.
    pub tender_reference: Option<String>,
}

impl Details {
    /// What is recorded under each field's name; empty where nothing is.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, String); 8] {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let pounds = |value: Money| format!("{:.2}", value.decimal());
        [
            ("reference", self.reference.clone()),
            ("title", self.title.clone()),
            ("start", day(self.term.start())),
            ("end", day(self.term.end())),
            ("value_gbp", self.value.map_or_else(String::new, pounds)),
            ("pricing_model", self.pricing.map_or("", PricingModel::word).to_owned()),
            ("working_pattern", self.working.map_or("", WorkingPattern::word).to_owned()),
            ("tender_reference", self.tender_reference.clone().unwrap_or_default()),
        ]
    }
}

/// The days a contract runs, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Term {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

/// The end of a term comes before its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the end date {end} is before the start date {start}")]
pub struct EndsBeforeItStarts {
    /// First day given.
    pub start: NaiveDate,
    /// Last day given.
    pub end: NaiveDate,
}

impl Term {
    /// A term, where both days are optional.
    ///
    /// # Errors
    /// When the end comes before the start.
    pub fn new(
        start: Option<NaiveDate>, end: Option<NaiveDate>,
    ) -> Result<Self, EndsBeforeItStarts> {
        match (start, end) {
            (Some(start), Some(end)) if end < start => Err(EndsBeforeItStarts { start, end }),
            (start, end) => Ok(Self { start, end }),
        }
    }

    /// First day, when known.
    #[must_use]
    pub fn start(self) -> Option<NaiveDate> {
        self.start
    }

    /// Last day, when known.
    #[must_use]
    pub fn end(self) -> Option<NaiveDate> {
        self.end
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every choice, in the order shown.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word used in files, the API and the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The words shown to people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The choice a word stands for, ignoring case, spaces and hyphens.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let given = crate::domain::contracts::plain(text);
                Self::ALL.iter().copied().find(|choice| {
                    given == crate::domain::contracts::plain(choice.word())
                        || given == crate::domain::contracts::plain(choice.label())
                })
            }
        }
    };
}
pub(crate) use words;

/// Text in lower case without spaces, hyphens and underscores: what two spellings of a word share.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

words! {
    /// How the supplier is paid.
    PricingModel {
        /// By the day worked.
        DayRate = "day_rate", "Day rate";
        /// A price agreed beforehand.
        FixedPrice = "fixed_price", "Fixed price";
        /// By the day, up to a limit.
        Capped = "capped", "Capped";
        /// By outcome accepted.
        Outcome = "outcome", "Outcome";
    }
}

words! {
    /// Where the people work.
    WorkingPattern {
        /// In one place, together.
        Colocated = "colocated", "Co-located";
        /// Partly together.
        Hybrid = "hybrid", "Hybrid";
        /// Apart.
        Remote = "remote", "Remote";
        /// In another country.
        Offshore = "offshore", "Offshore";
    }
}

/// An organisation that takes part besides client and lead supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub organisation: OrganisationId,
    /// Their name.
    pub name: String,
    /// What they do in the consortium.
    pub role: String,
}

/// Which contracts to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContractFilter {
    /// Words that must occur in reference, title, client or supplier.
    pub text: Option<String>,
    /// Only this client's.
    pub client: Option<OrganisationId>,
    /// Only this supplier's.
    pub supplier: Option<OrganisationId>,
    /// Only those that run on this day.
    pub running_on: Option<NaiveDate>,
}

/// A contract in a list, with its latest figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractLine {
    /// The contract.
    pub contract: Contract,
    /// The revision under which both sides signed the latest figure.
    pub signed: Option<u32>,
    /// Day of the latest composite on the client's scores.
    pub latest_on: Option<NaiveDate>,
    /// That composite.
    pub latest: Option<Published>,
    /// The design version that rates it.
    pub version: Option<VersionId>,
}

/// The organisations that can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organisations {
    /// Those that are clients of a contract.
    pub clients: Vec<Organisation>,
    /// Those that are lead suppliers of a contract.
    pub suppliers: Vec<Organisation>,
}
