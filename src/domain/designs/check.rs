//! The rules a design must hold before it can be used.

use super::{
    Band, Criterion, Design, Draft, Level, Perspective, Problems, Scale, ScaleKind, Source,
};
use crate::domain::contracts::plain;
use crate::domain::exact::{Published, Weight};
use crate::domain::problems::Problem;
use crate::domain::texts::{self, Unkept};
use std::collections::{HashMap, HashSet};

/// Makes a design of a draft.
///
/// # Errors
/// Every rule the draft breaks, each with its field.
pub fn check(draft: Draft) -> Result<Design, Problems> {
    let mut problems = Vec::new();
    names(&draft, &mut problems);
    bands(&draft.bands, "bands", &mut problems);
    scales(&draft.scales, &mut problems);
    perspectives(&draft, &mut problems);
    if problems.is_empty() { Ok(Design { draft }) } else { Err(problems) }
}

fn names(draft: &Draft, problems: &mut Problems) {
    key("key", &draft.key, problems);
    filled("title", &draft.title, problems);
}

fn key(field: &str, key: &str, problems: &mut Problems) {
    let plain =
        key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
    if key.is_empty() || !plain {
        let message = "the key has other characters or is empty";
        let remedy = "Use lower-case letters, digits, hyphens and underscores";
        problems.push(Problem::field(field, key, message, remedy));
    }
    kept(field, key, texts::name(key), problems);
}

fn filled(field: &str, text: &str, problems: &mut Problems) {
    if text.trim().is_empty() {
        problems.push(Problem::field(field, text, "this is empty", "Enter a name people know"));
    }
    kept(field, text, texts::name(text), problems);
}

fn kept(field: &str, text: &str, kept: Result<(), Unkept>, problems: &mut Problems) {
    if let Err(why) = kept {
        let start: String = text.chars().take(80).collect();
        problems.push(Problem::field(field, start, why.to_string(), why.remedy()));
    }
}

/// No two `names`, each with its field, are the same to a reader who overlooks
/// capitals, spaces and hyphens.
fn distinct<'a>(names: impl Iterator<Item = (String, &'a str)>, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (field, name) in names {
        if !name.trim().is_empty() && !seen.insert(plain(name)) {
            let message = format!("“{name}” is used twice");
            problems.push(Problem::field(field, name, message, "Give each its own name"));
        }
    }
}

/// Every rule that a list of rating bands breaks on its own.
#[must_use]
pub fn check_bands(list: &[Band], field: &str) -> Problems {
    let mut problems = Vec::new();
    bands(list, field, &mut problems);
    problems
}

/// Checks that bands cover 0 to 100 exactly, without overlap or hole, in rising order.
fn bands(bands: &[Band], field: &str, problems: &mut Problems) {
    let ratings = bands.iter().enumerate();
    distinct(ratings.map(|(at, b)| (format!("{field}[{at}].rating"), b.rating.as_str())), problems);
    let mut expected = Published::NONE;
    for (place, band) in bands.iter().enumerate() {
        let at = format!("{field}[{place}]");
        filled(&format!("{at}.rating"), &band.rating, problems);
        starts_where_the_last_ended(band, expected, &at, problems);
        if band.to < band.from || (band.to == band.from && place + 1 != bands.len()) {
            let message = format!("the band “{}” ends at or before its start", band.rating);
            problems.push(Problem::field(
                format!("{at}.to"),
                band.to.to_string(),
                message,
                "Make `to` larger than `from`",
            ));
        }
        expected = band.to;
    }
    if bands.is_empty() || expected != Published::FULL {
        let message = format!("the bands stop at {expected}, not at 100");
        problems.push(Problem::field(
            field,
            expected.to_string(),
            message,
            "Let the highest band end at 100",
        ));
    }
}

fn starts_where_the_last_ended(
    band: &Band, expected: Published, at: &str, problems: &mut Problems,
) {
    if band.from == expected {
        return;
    }
    let kind =
        if band.from < expected { "overlaps the one below" } else { "leaves a hole below it" };
    let message = format!("the band “{}” {kind}", band.rating);
    let remedy = format!("Start it at {expected}");
    problems.push(Problem::field(format!("{at}.from"), band.from.to_string(), message, remedy));
}

fn scales(scales: &[Scale], problems: &mut Problems) {
    let keys = scales.iter().enumerate();
    distinct(keys.map(|(at, s)| (format!("scales[{at}].key"), s.key.as_str())), problems);
    for (place, scale) in scales.iter().enumerate() {
        key(&format!("scales[{place}].key"), &scale.key, problems);
        if let ScaleKind::Levels(list) = &scale.kind {
            levels(list, &format!("scales[{place}].levels"), problems);
        }
    }
}

fn levels(levels: &[Level], field: &str, problems: &mut Problems) {
    if !(2..=11).contains(&levels.len()) {
        let count = levels.len().to_string();
        problems.push(Problem::field(
            field,
            count,
            "a scale has 2 to 11 levels",
            "Add or remove levels",
        ));
    }
    let labels = levels.iter().enumerate();
    let at = |place: usize| format!("{field}[{place}].label");
    for (place, level) in labels.clone() {
        filled(&at(place), &level.label, problems);
        let anchor = format!("{field}[{place}].anchor");
        kept(&anchor, &level.anchor, texts::prose(&level.anchor), problems);
    }
    distinct(labels.map(|(place, level)| (at(place), level.label.as_str())), problems);
    for (place, (lower, higher)) in (1..).zip(levels.iter().zip(levels.iter().skip(1))) {
        rises(lower, higher, &format!("{field}[{place}]"), problems);
    }
}

fn rises(lower: &Level, higher: &Level, field: &str, problems: &mut Problems) {
    let mut falls = |what: &str, value: String, before: String| {
        let message = format!("this does not rise from the {before} of the level below");
        let remedy = "Put the levels in rising order";
        problems.push(Problem::field(format!("{field}.{what}"), value, message, remedy));
    };
    if higher.value <= lower.value {
        falls("value", higher.value.to_string(), lower.value.to_string());
    }
    if higher.points <= lower.points {
        falls("points", higher.points.to_string(), lower.points.to_string());
    }
}

fn perspectives(draft: &Draft, problems: &mut Problems) {
    let list = &draft.perspectives;
    let keys = list.iter().enumerate();
    let keys = keys.map(|(at, p)| (format!("perspectives[{at}].key"), p.key.as_str()));
    distinct(keys, problems);
    unmistakable(list, problems);
    total("perspectives", list.iter().map(|perspective| perspective.weight), problems);
    for (place, perspective) in list.iter().enumerate() {
        one(draft, perspective, &format!("perspectives[{place}]"), problems);
    }
}

/// A score names its criterion by key or title, so neither may be another's.
fn unmistakable(list: &[Perspective], problems: &mut Problems) {
    let mut owners: HashMap<String, String> = HashMap::new();
    for (at, perspective) in list.iter().enumerate() {
        for (place, criterion) in perspective.criteria.iter().enumerate() {
            let field = format!("perspectives[{at}].criteria[{place}]");
            for (part, name) in [("key", &criterion.key), ("title", &criterion.title)] {
                let owner = owners.entry(plain(name)).or_insert_with(|| field.clone());
                if *owner != field && !name.trim().is_empty() {
                    let message = format!("“{name}” also names another criterion");
                    let remedy = "Give each criterion its own key and title";
                    problems.push(Problem::field(format!("{field}.{part}"), name, message, remedy));
                }
            }
        }
    }
}

fn one(draft: &Draft, perspective: &Perspective, field: &str, problems: &mut Problems) {
    key(&format!("{field}.key"), &perspective.key, problems);
    filled(&format!("{field}.title"), &perspective.title, problems);
    let at = format!("{field}.criteria");
    match (perspective.source, perspective.criteria.is_empty()) {
        (Source::Meetings, _) => {
            total(&at, perspective.criteria.iter().map(|c| c.weight), problems);
        }
        (Source::Kpis | Source::Knowledge | Source::Value, false) => {
            let source = perspective.source.word();
            let message = "only a perspective scored at meetings has criteria";
            problems.push(Problem::field(at, source, message, "Remove the criteria"));
        }
        (Source::Kpis | Source::Knowledge | Source::Value, true) => {}
    }
    for (place, item) in perspective.criteria.iter().enumerate() {
        criterion(draft, item, &format!("{field}.criteria[{place}]"), problems);
    }
}

fn criterion(draft: &Draft, criterion: &Criterion, field: &str, problems: &mut Problems) {
    key(&format!("{field}.key"), &criterion.key, problems);
    filled(&format!("{field}.title"), &criterion.title, problems);
    let wordings = [
        ("client_wording", &criterion.client_wording),
        ("supplier_wording", &criterion.supplier_wording),
    ];
    for (part, wording) in wordings {
        kept(&format!("{field}.{part}"), wording, texts::prose(wording), problems);
    }
    if !draft.scales.iter().any(|scale| scale.key == criterion.scale) {
        let at = format!("{field}.scale");
        let message = "no scale of the design has this key";
        let remedy = "Define the scale, or name a built-in one such as one-to-five";
        problems.push(Problem::field(at, &criterion.scale, message, remedy));
    }
}

fn total(field: &str, weights: impl Iterator<Item = Weight>, problems: &mut Problems) {
    let units: i64 = weights.map(Weight::scaled).sum();
    if units != Weight::WHOLE.scaled() {
        let sum = crate::domain::exact::unscaled(units, Weight::PLACES);
        let message = format!("the weights total {sum}, not 100");
        problems.push(Problem::field(
            field,
            sum.to_string(),
            message,
            "Change the weights so that they total 100",
        ));
    }
}

#[cfg(test)]
mod tests;
