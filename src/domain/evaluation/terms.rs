//! What a tender declares: a method, its settings, rounding and rules for ties.

use super::abnormally_low::LowPrices;
use super::absolute::{Absolute, Ceiling};
use super::admission::{Admission, Compared, Excluded, Wanted, ZeroPrice};
use super::bands::Band;
use super::coefficient::Coefficient;
use super::discounts::Discounts;
use super::grading::Grading;
use super::in_money::{self, LessQuality};
use super::linear::{FromLowest, MinMax, Optimal};
use super::logarithmic::Log;
use super::lowest_ratio::LowestRatio;
use super::mean::MeanDeviation;
use super::method::Method;
use super::one_sided;
use super::per_pound::{PerPoint, PerPound};
use super::ranking::{self, Order, TieRule};
use super::relative_cost::RelativeCost;
use super::rounding::Rounding;
use super::rule::{Rule, Share, Single};
use super::settings::{Range, Settings};
use super::utility::Utility;
use super::weights;
use crate::domain::exact::Fraction;
use crate::domain::problems::Problem;
use rust_decimal::Decimal;

/// Everything that decides a figure besides the bids.
#[derive(Debug, Clone)]
pub struct Terms {
    pub(super) method: Method,
    pub(super) rule: Rule,
    pub(super) grading: Grading,
    pub(super) admission: Admission,
    pub(super) rounding: Rounding,
    pub(super) ties: Vec<TieRule>,
    pub(super) band: Option<Band>,
    pub(super) low: LowPrices,
}

/// Points, one figure, and what a bid above a price is.
struct Made {
    rule: Rule,
    grading: Grading,
    ceiling: Option<(Fraction, Excluded)>,
}

impl Terms {
    /// Reads the settings of a method.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn read(method: Method, pairs: &[(String, String)]) -> Result<Self, Vec<Problem>> {
        let declared = method.parameters();
        let mut settings = Settings::new(pairs, &declared);
        let terms = Self::from(method, &mut settings);
        settings.finish().map(|()| terms)
    }

    fn from(method: Method, settings: &mut Settings<'_>) -> Self {
        let Made { rule, grading, ceiling } = made(method, settings);
        let rounding = match rule {
            Rule::Points { .. } if method != Method::Qcbs => Rounding::of_points(settings),
            Rule::Points { .. } | Rule::Figure(_) => Rounding::of_figure(settings),
        };
        let mut admission = Admission::read(settings, wanted(&rule));
        admission.ceilings.extend(ceiling);
        admission.read_pass(settings, &grading);
        own_admission(method, settings, &mut admission);
        let band = (method == Method::RichtwertErweitert).then(|| Band::read(settings));
        let ties = ranking::ties(settings, &grading);
        in_order(settings, rule.order());
        let low = LowPrices::read(settings);
        Self { method, rule, grading, admission, rounding, ties, band, low }
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// What settles ties, in turn.
    #[must_use]
    pub fn ties(&self) -> &[TieRule] {
        &self.ties
    }

    /// How figures are rounded, in words.
    #[must_use]
    pub fn rounding(&self) -> String {
        self.rounding.words()
    }
}

fn made(method: Method, settings: &mut Settings<'_>) -> Made {
    match method {
        Method::LowestRatio => points(settings, |_| Share::LowestRatio(LowestRatio)),
        Method::LinearMinMax => points(settings, |it| Share::MinMax(MinMax::read(it))),
        Method::LinearFromLowest => points(settings, |it| Share::FromLowest(FromLowest::read(it))),
        Method::LinearAbsolute => points(settings, |it| Share::Absolute(Absolute::read(it))),
        Method::CeilingLinear => points(settings, |it| Share::Ceiling(Ceiling::read(it))),
        Method::OptimalPrice => points(settings, |it| Share::Optimal(Optimal::read(it))),
        Method::Log => points(settings, |it| Share::Log(Log::read(it))),
        Method::MeanDeviation => {
            points(settings, |it| Share::MeanDeviation(MeanDeviation::read(it)))
        }
        Method::AnacLinear => points(settings, |it| Share::Discounts(Discounts::linear(it))),
        Method::AnacBilinear => points(settings, |it| Share::Discounts(Discounts::bilinear(it))),
        Method::AnacNonlinear => points(settings, |it| Share::Discounts(Discounts::non_linear(it))),
        Method::Qcbs => two_envelopes(settings),
        Method::PricePerQualityPoint => figure(settings, |_| Single::PerPoint(PerPoint)),
        Method::WeightedVfm => figure(settings, |it| Single::PerPound(PerPound::weighted(it))),
        Method::MonetisedQuality => {
            figure(settings, |it| Single::LessQuality(LessQuality::monetised(it)))
        }
        Method::FixedPriceQualityOnly => fixed_price(settings),
        Method::LowestPriceCompliant => lowest_compliant(settings),
        Method::UtilityIndex => utility(settings, Utility::index),
        Method::UtilityIndexEquivalentPrice => utility(settings, Utility::price),
        Method::AwardOnValue => {
            let grading = Grading::Offers(in_money::values(settings));
            of(Single::LessQuality(LessQuality::offered()), grading)
        }
        Method::Mervarde => {
            let grading = Grading::Levels(in_money::levels(settings));
            of(Single::LessQuality(LessQuality::deducted()), grading)
        }
        Method::RichtwertEinfach | Method::RichtwertErweitert => {
            figure(settings, |it| Single::PerPound(PerPound::plain(it)))
        }
        Method::ProzorroMeat => coefficient(settings),
        Method::RelativeValueCost => relative_cost(settings),
    }
}

/// Price points by `share`, and quality points by weights of the tender's.
fn points(settings: &mut Settings<'_>, share: fn(&mut Settings<'_>) -> Share) -> Made {
    let (weights, grading) = weights::read(settings);
    let share = share(settings);
    let ceiling = share.base().map(|base| (base.clone(), Excluded::AboveBasePrice));
    Made { rule: Rule::Points { weights, share }, grading, ceiling }
}

fn two_envelopes(settings: &mut Settings<'_>) -> Made {
    let (weights, grading) = weights::read_pair(settings, "T", "P");
    let rule = Rule::Points { weights, share: Share::LowestRatio(LowestRatio) };
    Made { rule, grading, ceiling: None }
}

/// One figure, over quality from nought to 100 unless `qmax` says otherwise.
fn figure(settings: &mut Settings<'_>, single: fn(&mut Settings<'_>) -> Single) -> Made {
    let top = weights::top(settings, Decimal::ONE_HUNDRED);
    of(single(settings), Grading::One { top })
}

fn of(single: Single, grading: Grading) -> Made {
    Made { rule: Rule::Figure(single), grading, ceiling: None }
}

fn fixed_price(settings: &mut Settings<'_>) -> Made {
    let price = settings.required("fixed_price", Range::Positive);
    let made = figure(settings, |_| Single::Quality(one_sided::Quality));
    Made { ceiling: Some((price, Excluded::AboveFixedPrice)), ..made }
}

fn lowest_compliant(settings: &mut Settings<'_>) -> Made {
    settings.need("min_quality", "the quality that a bid has to reach");
    figure(settings, |_| Single::Price(one_sided::Price))
}

fn utility(settings: &mut Settings<'_>, read: fn(&mut Settings<'_>, Decimal) -> Utility) -> Made {
    let top = weights::top(settings, Decimal::ONE);
    of(Single::Utility(read(settings, top)), Grading::One { top })
}

fn coefficient(settings: &mut Settings<'_>) -> Made {
    let rule = Coefficient::read(settings);
    let grading = Grading::Features { most: rule.most.clone() };
    of(Single::Coefficient(rule), grading)
}

fn relative_cost(settings: &mut Settings<'_>) -> Made {
    let rule = RelativeCost::read(settings);
    let top = rule.most.round(12).map_or(Decimal::ONE_HUNDRED, |most| most.normalize());
    of(Single::RelativeCost(rule), Grading::One { top })
}

/// A quality of no weight may be missing.
fn wanted(rule: &Rule) -> Wanted {
    match rule {
        Rule::Points { weights, .. } if weights.quality == Fraction::ZERO => Wanted::Idle,
        Rule::Points { .. } | Rule::Figure(_) => Wanted::Needed,
    }
}

fn own_admission(method: Method, settings: &mut Settings<'_>, admission: &mut Admission) {
    if method == Method::Qcbs {
        let least = settings.required("min_technical", Range::NotNegative);
        admission.least_quality = Some((least, Excluded::MinTechnical));
    }
    if method == Method::LowestRatio {
        let zero = [("reject", ZeroPrice::Rejected), ("raw_formula", ZeroPrice::Taken)];
        let scope = [("admitted", Compared::Admitted), ("all_bids", Compared::All)];
        admission.zero_price = settings.word("zero_price", &zero).unwrap_or(ZeroPrice::Rejected);
        admission.compared = settings.word("pmin_scope", &scope).unwrap_or(Compared::Admitted);
        settings.only("price_from", "unrounded_ratio");
    }
}

fn in_order(settings: &mut Settings<'_>, order: Order) {
    let words = [("asc", Order::LowestFirst), ("desc", Order::HighestFirst)];
    let Some(said) = settings.word("order", &words) else { return };
    let right = match order {
        Order::LowestFirst => "asc, as its lowest figure wins",
        Order::HighestFirst => "desc, as its highest figure wins",
        Order::Unranked => "nothing, as it ranks nobody",
    };
    if said != order {
        let message = "this method ranks the other way";
        settings.wrong("order", message, format!("Leave it out, or set it to {right}"));
    }
}
