//! The methods there are, what each depends on and where it misleads; and those left out.

use super::admission::{self, MIN_PASS};
use super::rounding::{ROUND, ROUND_FIGURE};
use super::settings::Parameter;
use super::{
    abnormally_low, absolute, bands, coefficient, discounts, in_money, linear, logarithmic,
    lowest_ratio, mean, one_sided, per_pound, relative_cost, utility, weights,
};
use crate::domain::contracts::words;

words! {
    /// A method of evaluation.
    Method {
        /// Lowest price over price.
        LowestRatio = "lowest_ratio", "Lowest price ratio";
        /// A line from the lowest price to the highest.
        LinearMinMax = "linear_minmax", "Linear, lowest to highest";
        /// A line from the lowest price to a multiple of it.
        LinearFromLowest = "linear_from_lowest", "Linear from the lowest";
        /// A line between two prices set beforehand.
        LinearAbsolute = "linear_absolute", "Linear between fixed prices";
        /// A line down from a base price.
        CeilingLinear = "ceiling_linear", "Linear below a base price";
        /// A line from an optimal price to the highest.
        OptimalPrice = "optimal_price", "Optimal price";
        /// By logarithm.
        Log = "log", "Logarithmic";
        /// By distance from the mean.
        MeanDeviation = "mean_deviation", "Deviation from the mean";
        /// Pounds for each point of quality.
        PricePerQualityPoint = "price_per_quality_point", "Price per quality point";
        /// Quality to a power, over price.
        WeightedVfm = "weighted_vfm", "Weighted value for money";
        /// Points of quality at a price each.
        MonetisedQuality = "monetised_quality", "Monetised quality";
        /// Quality at a price set beforehand.
        FixedPriceQualityOnly = "fixed_price_quality_only", "Fixed price, quality only";
        /// The cheapest that is good enough.
        LowestPriceCompliant = "lowest_price_compliant", "Lowest price of compliant bids";
        /// Technical score first, then the price.
        Qcbs = "qcbs", "Quality and cost in two envelopes";
        /// How far behind the best, for the price.
        UtilityIndex = "utility_index", "Utility index";
        /// The price that would have equalled the best.
        UtilityIndexEquivalentPrice = "utility_index_equivalent_price", "Price to equal the best utility index";
        /// Scores in money, off the price.
        AwardOnValue = "award_on_value", "Award on value";
        /// Levels in money, off the price.
        Mervarde = "mervarde", "Added value (mervärde)";
        /// Quality over price.
        RichtwertEinfach = "richtwert_einfach", "Simple Richtwert";
        /// Quality over price, then one decision.
        RichtwertErweitert = "richtwert_erweitert", "Extended Richtwert";
        /// Discount over the largest.
        AnacLinear = "anac_linear", "ANAC linear";
        /// Two lines that meet at the mean discount.
        AnacBilinear = "anac_bilinear", "ANAC bilinear";
        /// A power of the discount over the mean.
        AnacNonlinear = "anac_nonlinear", "ANAC non-linear";
        /// Price over a coefficient of features.
        ProzorroMeat = "prozorro_meat", "ProZorro MEAT";
        /// Price over an index of the score.
        RelativeValueCost = "relative_value_cost", "Relative value cost";
    }
}

/// What is to be known of a method before it is chosen.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// How a figure is made and which wins.
    pub formula: &'static str,
    /// What of other bids a figure depends on.
    pub depends: &'static str,
    /// Whether another bid can turn the order of two round.
    pub reversal: Reversal,
    /// Whether a lower price never makes a bid's rank worse.
    pub cheaper: Monotony,
    /// Whether better quality never makes a bid's rank worse.
    pub better: Monotony,
    /// Where it misleads.
    pub beware: &'static [&'static str],
    /// Settings of its own.
    pub(super) parameters: &'static [Parameter],
}

/// Whether adding or taking away a bid can turn the order of two others round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversal {
    /// A figure is the bid's own.
    Never,
    /// All figures change alike; rounding can make or end a tie, and no more.
    InRoundingOnly,
    /// It can.
    Possible,
}

/// Whether doing better on one side never makes a bid's rank worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Monotony {
    /// It never does.
    Claimed,
    /// It can, for this reason.
    NotClaimed(&'static str),
}

const ORDER: Parameter = Parameter::optional(
    "order",
    "desc",
    "asc when the lowest wins, desc when the highest does; it must be what the method has",
);

const TIE: Parameter = Parameter::optional(
    "tie",
    "lowest_price",
    "What settles a tie, in turn, with commas between: highest_weighted_question, lowest_price, highest_quality, earliest_submission; a joint rank when none does",
);

const CASE: Parameter =
    Parameter::optional("case", "spring-2026", "A name for the competition; it changes nothing");

/// A method that is not offered, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: &'static str,
    /// Why it is not offered.
    pub why: &'static str,
}

const NO_RICHTWERT: &str = "its formula could not be confirmed from a published source, and it lets a weak bid turn two others round; use richtwert_einfach or richtwert_erweitert";

impl LeftOut {
    /// Every method that is known by name and not offered.
    pub const ALL: &[Self] = &[
        Self {
            name: "mean_narrow_average",
            why: "its formula could not be confirmed from a published source, and by it a cheaper bid can score less; use mean_deviation or log",
        },
        Self { name: "richtwert_mean", why: NO_RICHTWERT },
        Self { name: "richtwert_median", why: NO_RICHTWERT },
        Self { name: "richtwert_reference", why: NO_RICHTWERT },
        Self {
            name: "pqm_sqp",
            why: "the formula of its quality premium could not be confirmed from a published source; use monetised_quality or award_on_value",
        },
        Self {
            name: "gpm",
            why: "its rates above the inflection point could not be found in a published source; use linear_from_lowest or linear_absolute",
        },
    ];

    /// The one of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|left| left.name == name.trim())
    }
}

impl Method {
    /// What is to be known of it.
    #[must_use]
    pub const fn about(self) -> &'static About {
        match self {
            Self::LowestRatio => &lowest_ratio::LOWEST_RATIO,
            Self::LinearMinMax => &linear::MIN_MAX,
            Self::LinearFromLowest => &linear::FROM_LOWEST,
            Self::LinearAbsolute => &absolute::ABSOLUTE,
            Self::CeilingLinear => &absolute::CEILING,
            Self::OptimalPrice => &linear::OPTIMAL,
            Self::Log => &logarithmic::LOG,
            Self::MeanDeviation => &mean::MEAN_DEVIATION,
            Self::PricePerQualityPoint => &per_pound::PER_POINT,
            Self::WeightedVfm => &per_pound::WEIGHTED_VFM,
            Self::MonetisedQuality => &in_money::MONETISED,
            Self::FixedPriceQualityOnly => &one_sided::FIXED_PRICE,
            Self::LowestPriceCompliant => &one_sided::LOWEST_COMPLIANT,
            Self::Qcbs => &lowest_ratio::QCBS,
            Self::UtilityIndex => &utility::INDEX,
            Self::UtilityIndexEquivalentPrice => &utility::EQUIVALENT,
            Self::AwardOnValue => &in_money::AWARD_ON_VALUE,
            Self::Mervarde => &in_money::MERVARDE,
            Self::RichtwertEinfach => &per_pound::RICHTWERT,
            Self::RichtwertErweitert => &bands::EXTENDED,
            Self::AnacLinear => &discounts::LINEAR,
            Self::AnacBilinear => &discounts::BILINEAR,
            Self::AnacNonlinear => &discounts::NON_LINEAR,
            Self::ProzorroMeat => &coefficient::PROZORRO,
            Self::RelativeValueCost => &relative_cost::RELATIVE_COST,
        }
    }

    /// Whether it adds price points and quality points by weights of the tender's.
    #[must_use]
    pub const fn is_weighted(self) -> bool {
        matches!(
            self,
            Self::LowestRatio
                | Self::LinearMinMax
                | Self::LinearFromLowest
                | Self::LinearAbsolute
                | Self::CeilingLinear
                | Self::OptimalPrice
                | Self::Log
                | Self::MeanDeviation
                | Self::AnacLinear
                | Self::AnacBilinear
                | Self::AnacNonlinear
        )
    }

    /// Every setting that it takes.
    #[must_use]
    pub fn parameters(self) -> Vec<Parameter> {
        let weights: &[Parameter] = if self.is_weighted() { weights::PARAMETERS } else { &[] };
        let pass: &[Parameter] = if self.is_weighted() { &[MIN_PASS] } else { &[] };
        let round = if self.is_weighted() { ROUND } else { ROUND_FIGURE };
        let common = [round, TIE, ORDER, CASE];
        let groups = [self.about().parameters, weights, pass, admission::PARAMETERS];
        let groups = groups.into_iter().flatten().chain(abnormally_low::PARAMETERS).chain(&common);
        let mut all: Vec<Parameter> = Vec::new();
        for parameter in groups {
            // The technical minimum is the one of two envelopes.
            let replaced = self == Self::Qcbs && parameter.key == "min_quality";
            if !replaced && all.iter().all(|other| other.key != parameter.key) {
                all.push(*parameter);
            }
        }
        all
    }
}
