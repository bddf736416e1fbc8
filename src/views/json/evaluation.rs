//! Evaluations: what each bid came to, and how.

use crate::domain::evaluation::{
    Bid, LeftOut, Method, Monotony, Need, Outcome, Parameter, Reversal, Standing, Step, Working,
};
use rust_decimal::Decimal;
use serde::Serialize;

/// What a bid came to. Figures are as published, and missing when there are none.
#[derive(Debug, Clone, Serialize)]
pub struct StandingView {
    bidder: String,
    price_score: Option<String>,
    quality_score: Option<String>,
    total: Option<String>,
    rank: Option<u32>,
    /// The name of the error or exclusion.
    excluded: Option<&'static str>,
}

/// The same with how each figure came about.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedView {
    #[serde(flatten)]
    standing: StandingView,
    /// Why the price is to be asked about.
    abnormally_low: Vec<&'static str>,
    steps: Vec<StepView>,
}

/// A figure and its formula.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    figure: &'static str,
    formula: String,
    exact: String,
    published: String,
}

impl StandingView {
    /// One bid.
    #[must_use]
    pub fn of(bid: &Bid, standing: &Standing) -> Self {
        let text = |figure: Option<Decimal>| figure.map(|it| it.to_string());
        Self {
            bidder: bid.bidder.clone(),
            price_score: text(standing.price_score),
            quality_score: text(standing.quality_score),
            total: text(standing.total),
            rank: standing.rank,
            excluded: standing.excluded.map(|why| why.word()),
        }
    }

    /// Every bid, in the order given.
    #[must_use]
    pub fn all(bids: &[Bid], outcome: &Outcome) -> Vec<Self> {
        bids.iter().zip(&outcome.standings).map(|(bid, one)| Self::of(bid, one)).collect()
    }
}

impl ExplainedView {
    /// Every bid, in the order given.
    #[must_use]
    pub fn all(bids: &[Bid], outcome: &Outcome, workings: &[Working]) -> Vec<Self> {
        let standings = bids.iter().zip(&outcome.standings).zip(workings);
        let view = |((bid, standing), working): ((&Bid, &Standing), &Working)| Self {
            standing: StandingView::of(bid, standing),
            abnormally_low: standing.low.iter().map(|why| why.word()).collect(),
            steps: working.steps.iter().map(StepView::of).collect(),
        };
        standings.map(view).collect()
    }
}

impl StepView {
    fn of(step: &Step) -> Self {
        Self {
            figure: step.name,
            formula: step.formula.clone(),
            exact: step.exact.clone(),
            published: step.published.to_string(),
        }
    }
}

/// What is to be known of a method.
#[derive(Debug, Clone, Serialize)]
pub struct MethodView {
    method: &'static str,
    title: &'static str,
    formula: &'static str,
    depends_on: &'static str,
    /// `never`, `in_rounding_only` or `possible`.
    rank_reversal: &'static str,
    /// Whether a lower price never makes a rank worse.
    monotone_in_price: bool,
    /// Whether better quality never makes a rank worse.
    monotone_in_quality: bool,
    beware: &'static [&'static str],
    settings: Vec<SettingView>,
}

/// A setting of a method.
#[derive(Debug, Clone, Serialize)]
pub struct SettingView {
    key: &'static str,
    required: bool,
    about: &'static str,
    example: &'static str,
}

/// A method that is not offered.
#[derive(Debug, Clone, Serialize)]
pub struct LeftOutView {
    method: &'static str,
    why: &'static str,
}

/// Every method, and those left out.
#[derive(Debug, Clone, Serialize)]
pub struct MethodsView {
    methods: Vec<MethodView>,
    left_out: Vec<LeftOutView>,
}

impl MethodsView {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        let left = |left: &LeftOut| LeftOutView { method: left.name, why: left.why };
        Self {
            methods: Method::ALL.iter().copied().map(MethodView::of).collect(),
            left_out: LeftOut::ALL.iter().map(left).collect(),
        }
    }
}

impl MethodView {
    /// One method.
    #[must_use]
    pub fn of(method: Method) -> Self {
        let about = method.about();
        let setting = |parameter: Parameter| SettingView {
            key: parameter.key,
            required: parameter.need == Need::Required,
            about: parameter.about,
            example: parameter.example,
        };
        Self {
            method: method.word(),
            title: method.label(),
            formula: about.formula,
            depends_on: about.depends,
            rank_reversal: match about.reversal {
                Reversal::Never => "never",
                Reversal::InRoundingOnly => "in_rounding_only",
                Reversal::Possible => "possible",
            },
            monotone_in_price: about.cheaper == Monotony::Claimed,
            monotone_in_quality: about.better == Monotony::Claimed,
            beware: about.beware,
            settings: method.parameters().into_iter().map(setting).collect(),
        }
    }
}
