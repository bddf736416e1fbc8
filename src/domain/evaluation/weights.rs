//! Weights of price and quality, and how quality is made up of questions or criteria.

use super::grading::{Grading, Section, sum};
use super::settings::{Parameter, Range, Settings};
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

/// What a full score is when nothing is said.
const FULL: Decimal = Decimal::ONE_HUNDRED;

/// Criteria that can have a weight by name.
const CRITERIA: [(&str, &str); 4] = [
    ("technical", "Weight of technical competence, in place of wq"),
    ("cultural", "Weight of cultural fit, in place of wq"),
    ("social_value", "Weight of social value, in place of wq"),
    ("availability", "Weight of availability, in place of wq"),
];

pub(super) const PARAMETERS: &[Parameter] = &[
    Parameter::optional(
        "wq",
        "60",
        "Weight of quality, needed unless weights are given by name; weights may have any total",
    ),
    Parameter::optional("wp", "40", "Weight of price, needed with wq"),
    Parameter::optional("technical", "50", named(0)),
    Parameter::optional("cultural", "10", named(1)),
    Parameter::optional("social_value", "10", named(2)),
    Parameter::optional("availability", "10", named(3)),
    Parameter::optional("price", "40", "Weight of price beside weights by name, in place of wp"),
    Parameter::optional("scale", "0-3", "Lowest and highest score of criteria by name"),
    Parameter::optional(
        "qmax",
        "100",
        "The most that quality, or a question, can score; 100 when not said",
    ),
    Parameter::optional(
        "sections",
        "40:50/50|30:75/25",
        "Sections of quality: the weight of each, then the percentage of it that each question has; the weights total wq or 100",
    ),
    Parameter::optional("questions", "60/20/20", "Percentage of quality that each question has"),
];

const fn named(at: usize) -> &'static str {
    let [one, two, three, four] = CRITERIA;
    match at {
        0 => one.1,
        1 => two.1,
        2 => three.1,
        _ => four.1,
    }
}

/// Points for the best price and for full quality.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) price: Fraction,
    pub(super) quality: Fraction,
}

/// Reads weights, by `wq` and `wp` or by the names of criteria.
pub(super) fn read(settings: &mut Settings<'_>) -> (Weights, Grading) {
    let by_name = CRITERIA.iter().any(|(key, _)| settings.has(key)) || settings.has("price");
    if by_name { read_named(settings) } else { read_pair(settings, "wq", "wp") }
}

/// Reads the weights under two keys of a method's own.
pub(super) fn read_pair(
    settings: &mut Settings<'_>, quality: &'static str, price: &'static str,
) -> (Weights, Grading) {
    let weights = Weights {
        quality: settings.required(quality, Range::NotNegative),
        price: settings.required(price, Range::NotNegative),
    };
    some_weight(settings, &weights, price);
    if settings.has("scale") {
        let remedy = "Leave scale out and use qmax, or give weights by name";
        settings.wrong("scale", "this goes with weights by name", remedy);
    }
    let grading = shape(settings, &weights.quality);
    (weights, grading)
}

fn some_weight(settings: &mut Settings<'_>, weights: &Weights, key: &str) {
    if weights.price.plus(&weights.quality) == Fraction::ZERO {
        settings.wrong(key, "both weights are 0", "Give price or quality a weight");
    }
}

fn read_named(settings: &mut Settings<'_>) -> (Weights, Grading) {
    for key in ["wq", "wp", "sections", "questions", "qmax"] {
        if settings.has(key) {
            let remedy = "Leave it out, or leave out the weights by name";
            settings.wrong(key, "this does not go with weights by name", remedy);
        }
    }
    let mut criteria = Vec::new();
    for (key, _) in CRITERIA {
        let weight = settings.number(key, Range::NotNegative);
        criteria.extend(weight.map(|weight| (key, weight)));
    }
    let price = settings.required("price", Range::NotNegative);
    let quality = sum(criteria.iter().map(|(_, weight)| weight.clone()));
    let weights = Weights { price, quality };
    some_weight(settings, &weights, "price");
    let (low, top) = scale(settings).unwrap_or((Decimal::ZERO, FULL));
    (weights, Grading::Named { criteria, low, top })
}

fn scale(settings: &mut Settings<'_>) -> Option<(Decimal, Decimal)> {
    let text = settings.text("scale")?;
    let ends = text.split_once('-');
    let read = ends.and_then(|(low, top)| {
        let (low, top): (Decimal, Decimal) = (low.trim().parse().ok()?, top.trim().parse().ok()?);
        (Decimal::ZERO <= low && low < top).then_some((low, top))
    });
    if read.is_none() {
        let remedy = "Write the lowest score, a hyphen and the highest, such as 0-3";
        settings.wrong("scale", "this is not a scale", remedy);
    }
    read
}

/// The most that a score can be.
pub(super) fn top(settings: &mut Settings<'_>, usual: Decimal) -> Decimal {
    let given = settings.number("qmax", Range::Positive);
    given.and_then(|top| top.round(12)).map_or(usual, |top| top.normalize())
}

/// How quality is made up.
fn shape(settings: &mut Settings<'_>, weight: &Fraction) -> Grading {
    let top = top(settings, FULL);
    let sections = match (settings.text("questions"), settings.text("sections")) {
        (None, None) => return Grading::One { top },
        (Some(_), Some(_)) => {
            let message = "questions and sections both say how quality is made up";
            settings.wrong("questions", message, "Leave one of the two out");
            Vec::new()
        }
        (Some(text), None) => {
            let parts = parts(settings, "questions", text);
            vec![Section { weight: Fraction::whole(100), parts }]
        }
        (None, Some(text)) => sections(settings, text, weight),
    };
    Grading::Questions { sections, top }
}

fn sections(settings: &mut Settings<'_>, text: &str, weight: &Fraction) -> Vec<Section> {
    let mut sections = Vec::new();
    for section in text.split('|') {
        let Some((share, questions)) = section.split_once(':') else {
            let remedy = "Write the weight of each section, a colon and the percentages of its \
                          questions, such as 40:50/50|30:75/25";
            settings.wrong("sections", "this is not a list of sections", remedy);
            return sections;
        };
        let parts = parts(settings, "sections", questions);
        let share = settings.amount("sections", share, Range::Positive);
        sections.extend(share.map(|weight| Section { weight, parts }));
    }
    let total = sum(sections.iter().map(|section| section.weight.clone()));
    if total != *weight && total != Fraction::whole(100) {
        let message = "the weights of the sections total neither wq nor 100";
        settings.wrong("sections", message, "Correct the weights before the colons");
    }
    sections
}

fn parts(settings: &mut Settings<'_>, key: &str, text: &str) -> Vec<Fraction> {
    let mut parts = Vec::new();
    for part in text.split('/') {
        parts.extend(settings.amount(key, part, Range::NotNegative));
    }
    if sum(parts.iter().cloned()) != Fraction::whole(100) {
        let message = "the percentages of the questions do not total 100";
        settings.wrong(key, message, "Correct the percentages, such as 60/20/20");
    }
    parts
}
