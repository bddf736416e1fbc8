//! The five ratings that the law has words for.

use super::{Attainment, rating};
use crate::domain::contracts::words;
use crate::domain::designs::{Band, band_of};

words! {
    /// How a supplier did against a KPI, in the words of a contract performance notice
    /// (Procurement Regulations 2024, regulation 39).
    Rating {
        /// Meets or exceeds the KPI.
        Good = "good", "Good";
        /// Close to meeting it.
        ApproachingTarget = "approaching_target", "Approaching target";
        /// Below it.
        RequiresImprovement = "requires_improvement", "Requires improvement";
        /// Significantly below it.
        Inadequate = "inadequate", "Inadequate";
        /// None of the other four can describe it.
        Other = "other", "Other";
    }
}

impl Rating {
    /// What the regulations mean by it.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Good => "Performance meets or exceeds the KPI",
            Self::ApproachingTarget => "Performance is close to meeting the KPI",
            Self::RequiresImprovement => "Performance is below the KPI",
            Self::Inadequate => "Performance is significantly below the KPI",
            Self::Other => "Performance cannot be described by the other four, and you say why",
        }
    }

    /// What an observation is rated, where the bands of its KPI use the words of the law.
    #[must_use]
    pub fn suggested(bands: &[Band], attainment: &Attainment) -> Self {
        Self::parse(rating(bands, attainment)).unwrap_or(Self::Other)
    }
}

/// Whether an observation did so poorly that a plan to improve can follow from it: `Requires
/// improvement` or `Inadequate`; where a KPI has words of its own, any but that of the highest band.
#[must_use]
pub fn is_poor(bands: &[Band], attainment: &Attainment) -> bool {
    let Attainment::Reached(reached) = attainment else { return false };
    let Some(band) = band_of(bands, reached.published) else { return false };
    match Rating::parse(&band.rating) {
        Some(rating) => matches!(rating, Rating::RequiresImprovement | Rating::Inadequate),
        None => bands.last() != Some(band),
    }
}
