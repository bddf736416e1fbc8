//! The rules a design must hold before it can be used.

use super::{Band, Design, Draft, Level, Perspective, Problems, Scale, ScaleKind, Source};
use crate::domain::exact::{Published, Weight};
use crate::domain::problems::Problem;
use std::collections::HashSet;

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
    if draft.title.trim().is_empty() {
        problems.push(Problem::field("title", "", "the design has no title", "Enter a title"));
    }
}

fn key(field: &str, key: &str, problems: &mut Problems) {
    let plain =
        key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
    if key.is_empty() || !plain {
        let remedy = "Use lower-case letters, digits, hyphens and underscores";
        problems.push(Problem::field(
            field,
            key,
            "the key has other characters or is empty",
            remedy,
        ));
    }
}

/// Checks that bands cover 0 to 100 exactly, without overlap or hole, in rising order.
pub(crate) fn bands(bands: &[Band], field: &str, problems: &mut Problems) {
    let mut expected = Published::NONE;
    for (place, band) in bands.iter().enumerate() {
        let at = format!("{field}[{place}]");
        starts_where_the_last_ended(band, expected, &at, problems);
        if band.to < band.from || (band.to == band.from && place + 1 != bands.len()) {
            let message = format!("the band “{}” ends at or before its start", band.rating);
            problems.push(Problem::field(
                at.clone(),
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
    band: &Band,
    expected: Published,
    at: &str,
    problems: &mut Problems,
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
    unique("scales", scales.iter().map(|scale| scale.key.as_str()), problems);
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
    let pairs = levels.iter().zip(levels.iter().skip(1)).enumerate();
    for (place, (lower, higher)) in pairs {
        if higher.value <= lower.value || higher.points <= lower.points {
            let at = format!("{field}[{}]", place + 1);
            let message = "values and points must both rise from level to level";
            problems.push(Problem::field(
                at,
                higher.value.to_string(),
                message,
                "Put the levels in rising order",
            ));
        }
    }
}

fn perspectives(draft: &Draft, problems: &mut Problems) {
    let list = &draft.perspectives;
    unique("perspectives", list.iter().map(|perspective| perspective.key.as_str()), problems);
    let criteria = list.iter().flat_map(|perspective| &perspective.criteria);
    unique("criteria", criteria.map(|criterion| criterion.key.as_str()), problems);
    total("perspectives", list.iter().map(|perspective| perspective.weight), problems);
    for (place, perspective) in list.iter().enumerate() {
        one(draft, perspective, &format!("perspectives[{place}]"), problems);
    }
}

fn one(draft: &Draft, perspective: &Perspective, field: &str, problems: &mut Problems) {
    key(&format!("{field}.key"), &perspective.key, problems);
    let at = format!("{field}.criteria");
    match (perspective.source, perspective.criteria.is_empty()) {
        (Source::Meetings, _) => {
            total(&at, perspective.criteria.iter().map(|c| c.weight), problems)
        }
        (Source::Kpis | Source::Knowledge | Source::Value, false) => {
            let message = "only a perspective scored at meetings has criteria";
            problems.push(Problem::field(
                at,
                perspective.source.word(),
                message,
                "Remove the criteria",
            ));
        }
        (Source::Kpis | Source::Knowledge | Source::Value, true) => {}
    }
    for (place, criterion) in perspective.criteria.iter().enumerate() {
        key(&format!("{field}.criteria[{place}].key"), &criterion.key, problems);
        if !draft.scales.iter().any(|scale| scale.key == criterion.scale) {
            let at = format!("{field}.criteria[{place}].scale");
            let message = "no scale of the design has this key";
            problems.push(Problem::field(
                at,
                &criterion.scale,
                message,
                "Name one of the design's scales",
            ));
        }
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

fn unique<'a>(field: &str, keys: impl Iterator<Item = &'a str>, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for key in keys {
        if !seen.insert(key) {
            let message = format!("the key “{key}” is used twice");
            problems.push(Problem::field(field, key, message, "Give each its own key"));
        }
    }
}
