//! The extended Richtwert: bids close to the best compete on one decision alone.

use super::method::{About, Monotony, Reversal};
use super::per_pound::{QMAX, SCALE, Z};
use super::rule::Entry;
use super::settings::{Parameter, Range, Settings};
use crate::domain::exact::Fraction;

pub(super) const EXTENDED: About = About {
    formula: "figure = scale × quality ÷ price; bids within band_pct of the best are ranked by the decision, others have no rank",
    depends: "the best figure",
    reversal: Reversal::Possible,
    cheaper: Monotony::Claimed,
    better: Monotony::Claimed,
    beware: &[
        "A new best bid moves the edge of the band, and who falls out of it has no rank",
        "Inside the band only the decision counts: a bid may win that is worse on both counts together",
    ],
    parameters: &[
        Parameter::required("band_pct", "5", "How many percent below the best figure a bid may be"),
        Parameter::required(
            "decision",
            "lowest_price",
            "What decides inside the band: lowest_price or highest_performance",
        ),
        Parameter::optional("blank_rank", "outside_band", "Who has no rank: outside_band"),
        Z,
        SCALE,
        QMAX,
    ],
};

/// Who is close to the best, and what decides among them.
#[derive(Debug, Clone)]
pub(super) struct Band {
    percent: Fraction,
    decision: Decision,
}

#[derive(Debug, Clone, Copy)]
enum Decision {
    Price,
    Performance,
}

impl Band {
    pub(super) fn read(settings: &mut Settings<'_>) -> Self {
        let words =
            [("lowest_price", Decision::Price), ("highest_performance", Decision::Performance)];
        settings.need("decision", "lowest_price or highest_performance");
        let decision = settings.word("decision", &words).unwrap_or(Decision::Price);
        settings.only("blank_rank", "outside_band");
        Self { percent: settings.required("band_pct", Range::Percent), decision }
    }

    /// What a bid is ranked by, lowest first; nothing when its figure is too far
    /// below the best.
    pub(super) fn key(&self, entry: &Entry, total: &Fraction, best: &Fraction) -> Option<Fraction> {
        let share = Fraction::whole(100).minus(&self.percent);
        if total.times(100) < best.by(&share) {
            return None;
        }
        Some(match self.decision {
            Decision::Price => entry.price.clone(),
            Decision::Performance => entry.quality.times(-1),
        })
    }
}
