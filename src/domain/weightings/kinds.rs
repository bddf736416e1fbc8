//! Kinds of award criterion, and which part of cost against quality each belongs to.

use crate::domain::contracts::{plain, words};

words! {
    /// What a criterion is about.
    Kind {
        /// What is to be paid.
        Price = "price", "Price";
        /// What it costs over its life.
        Cost = "cost", "Cost";
        /// How good it is.
        Quality = "quality", "Quality";
        /// Whether the bidder can do it.
        Technical = "technical", "Technical competence";
        /// How well the two will work together.
        CulturalFit = "cultural_fit", "Cultural fit";
        /// Whether the bidder can do it in time.
        Availability = "availability", "Availability";
        /// What society gains.
        SocialValue = "social_value", "Social value";
    }
}

words! {
    /// The two parts that are weighed against each other.
    Part {
        /// What it costs.
        Cost = "cost", "Cost";
        /// Everything else.
        Quality = "quality", "Quality";
    }
}

/// Other words for a kind, in files from the United Kingdom and from Portugal.
const SYNONYMS: &[(Kind, &[&str])] = &[
    (Kind::Price, &["pricing", "prices", "lowest price", "preço", "mais baixo preço"]),
    (
        Kind::Cost,
        &["costs", "commercial", "financial", "whole life cost", "life cycle cost", "custo"],
    ),
    (Kind::Quality, &["qualitative", "non price", "non cost", "qualidade"]),
    (
        Kind::Technical,
        &["technical merit", "technical criteria", "technical capability", "valia técnica"],
    ),
    (Kind::CulturalFit, &["cultural", "culture"]),
    (Kind::Availability, &["available"]),
    (Kind::SocialValue, &["social", "community benefits"]),
];

impl Kind {
    /// The kind that a word stands for, ours or another; nothing when it is none of them.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let given = plain(text);
        let is = |word: &&str| plain(word) == given;
        let other = || SYNONYMS.iter().find(|(_, words)| words.iter().any(is));
        Self::parse(text).or_else(|| other().map(|(kind, _)| *kind))
    }

    /// The part it belongs to.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::Price | Self::Cost => Part::Cost,
            Self::Quality
            | Self::Technical
            | Self::CulturalFit
            | Self::Availability
            | Self::SocialValue => Part::Quality,
        }
    }
}
