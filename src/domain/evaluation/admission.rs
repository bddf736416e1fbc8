//! Which bids are evaluated at all: decided before any figure that depends on other bids.

use super::bids::Bid;
use super::grading::{Grades, Grading};
use super::settings::{Parameter, Range, Settings};
use crate::domain::contracts::words;
use crate::domain::exact::{Fraction, Money};

words! {
    /// Why a bid has no rank; the word is an error's name, the label says it.
    Excluded {
        /// No price.
        MissingPrice = "EXCLUDED_MISSING_PRICE", "it has no price";
        /// No score for quality.
        MissingQuality = "EXCLUDED_MISSING_QUALITY", "its quality was not scored";
        /// Nothing is asked.
        ZeroPrice = "ERROR_ZERO_PRICE", "its price is nil, which is not allowed";
        /// Divided by quality, and there is none.
        ZeroQuality = "ERROR_ZERO_QUALITY", "its quality is 0, by which nothing can be divided";
        /// Quality below what was asked.
        MinQuality = "EXCLUDED_MIN_QUALITY", "its quality is below the minimum";
        /// A question below its pass mark.
        MinPass = "EXCLUDED_MIN_PASS", "a question is below the minimum pass mark";
        /// Technical score below what was asked: its price stays closed.
        MinTechnical = "EXCLUDED_MIN_TECHNICAL_FINANCIAL_UNOPENED", "its technical score is below the minimum, so its price was not opened";
        /// Dearer than the fixed price.
        AboveFixedPrice = "EXCLUDED_ABOVE_FIXED_PRICE", "its price is above the fixed price";
        /// Dearer than the base price.
        AboveBasePrice = "EXCLUDED_ABOVE_BASE_PRICE", "its price is above the base price";
        /// Dearer than what can be afforded.
        AbovePriceCap = "EXCLUDED_ABOVE_PRICE_CAP", "its price is above the cap";
        /// Nought divided by nought.
        Undefined = "UNDEFINED", "the formula has no value for it";
        /// More digits than are kept.
        OutOfRange = "ERROR_OUT_OF_RANGE", "its figure has more digits than can be kept";
    }
}

pub(super) const PARAMETERS: &[Parameter] = &[
    Parameter::optional(
        "min_quality",
        "65",
        "Bids with less quality are excluded before any price is compared",
    ),
    Parameter::optional(
        "price_cap",
        "250000",
        "Dearer bids are excluded before any price is compared",
    ),
];

/// Pass mark of each question; for methods that weigh questions.
pub(super) const MIN_PASS: Parameter =
    Parameter::optional("min_pass", "25", "Bids with less on any question are excluded");

/// What is asked of a bid before it is evaluated.
#[derive(Debug, Clone)]
pub(super) struct Admission {
    pub(super) ceilings: Vec<(Fraction, Excluded)>,
    pub(super) least_quality: Option<(Fraction, Excluded)>,
    /// As a share of the most a question can score.
    pub(super) least_mark: Option<Fraction>,
    pub(super) zero_price: ZeroPrice,
    pub(super) compared: Compared,
    pub(super) quality: Wanted,
}

/// What becomes of a price of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ZeroPrice {
    Rejected,
    /// The formula has it, whatever comes of it.
    Taken,
}

/// Which bids set the lowest price and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    Admitted,
    /// Excluded ones too: the order of work some portals have, and a warning to others.
    All,
}

/// Whether a bid can do without quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Needed,
    Idle,
}

impl Admission {
    pub(super) fn read(settings: &mut Settings<'_>, quality: Wanted) -> Self {
        let cap = settings.number("price_cap", Range::Positive);
        let least = settings.number("min_quality", Range::NotNegative);
        let quality = if least.is_some() { Wanted::Needed } else { quality };
        Self {
            ceilings: cap.map(|cap| (cap, Excluded::AbovePriceCap)).into_iter().collect(),
            least_quality: least.map(|least| (least, Excluded::MinQuality)),
            least_mark: None,
            zero_price: ZeroPrice::Rejected,
            compared: Compared::Admitted,
            quality,
        }
    }

    /// Reads the pass mark of each question.
    pub(super) fn read_pass(&mut self, settings: &mut Settings<'_>, grading: &Grading) {
        let Some(least) = settings.number("min_pass", Range::NotNegative) else { return };
        let Grading::Questions { top, .. } = grading else {
            let remedy = "Say how questions weigh by questions or sections, or use min_quality";
            settings.wrong("min_pass", "there are no questions to pass", remedy);
            return;
        };
        self.least_mark = least.over(&Fraction::of(*top));
    }

    /// The price of a bid that is evaluated, or why it is not. Quality comes first:
    /// the price of a bid that falls short is not looked at.
    pub(super) fn admit(&self, bid: &Bid, grades: Option<&Grades>) -> Result<Fraction, Excluded> {
        match grades {
            None if self.quality == Wanted::Needed => return Err(Excluded::MissingQuality),
            Some(grades) => self.pass(grades)?,
            None => {}
        }
        let price = bid.price.map(in_pounds).ok_or(Excluded::MissingPrice)?;
        if price == Fraction::ZERO && self.zero_price == ZeroPrice::Rejected {
            return Err(Excluded::ZeroPrice);
        }
        let above = self.ceilings.iter().find(|(ceiling, _)| *ceiling < price);
        above.map_or(Ok(price), |(_, why)| Err(*why))
    }

    fn pass(&self, grades: &Grades) -> Result<(), Excluded> {
        let fails = self.least_quality.as_ref().filter(|(least, _)| grades.level < *least);
        if let Some((_, why)) = fails {
            return Err(*why);
        }
        let least = self.least_mark.as_ref();
        let passes = |mark: &Fraction| least.is_none_or(|least| least <= mark);
        if grades.marks.iter().all(passes) { Ok(()) } else { Err(Excluded::MinPass) }
    }
}

pub(super) fn in_pounds(price: Money) -> Fraction {
    Fraction::new(price.scaled().into(), 100).unwrap_or(Fraction::ZERO)
}
