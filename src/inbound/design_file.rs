//! A scorecard design from a TOML file, with every problem of the file at once.

use crate::domain::designs::{
    Band, Criterion, Design, Draft, Level, Perspective, Scale, ScaleKind, Source, check,
};
use crate::domain::exact::{Coverage, Points, Published, ScoreValue, Weight};
use crate::domain::problems::{Place, Problem};
use crate::domain::{kpis, library};
use fields::{Fields, Problems};
use toml::de::DeTable;

mod fields;

/// The design written in `text`. Scales that it names and does not define are
/// the built-in ones; a minimum coverage it does not state is 60.
///
/// # Errors
/// Everything that is wrong with it: first how it is written, by line; once
/// that is right, what it says, by field.
pub fn design(text: &str) -> Result<Design, Vec<Problem>> {
    let (document, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        return Err(miswritten(text, faults));
    }
    let mut problems = Problems::new();
    let draft = draft(&Fields::root(document.get_ref()), &mut problems);
    match check(library::with_scales(draft)) {
        Ok(design) if problems.is_empty() => Ok(design),
        Ok(_) => Err(problems),
        Err(broken) => {
            problems.extend(broken);
            Err(problems)
        }
    }
}

fn miswritten(text: &str, mut faults: Vec<toml::de::Error>) -> Vec<Problem> {
    faults.sort_by_key(|fault| fault.span().map_or(0, |span| span.start));
    faults.iter().map(|fault| fault_in_line(text, fault)).collect()
}

fn fault_in_line(text: &str, fault: &toml::de::Error) -> Problem {
    let at = fault.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    let row = before.matches('\n').count();
    let found = text.lines().nth(row).unwrap_or_default().trim();
    Problem {
        place: Place::Cell { line: u64::try_from(row + 1).unwrap_or(u64::MAX), column: None },
        value: found.chars().take(80).collect(),
        message: format!("this is not written as TOML: {}", fault.message()),
        remedy: "Write each field as name = value, with text in quotation marks".to_owned(),
    }
}

// What cannot be read is reported and stands in as something that holds the
// rules, so that the rules speak only of what was read.
fn draft(file: &Fields<'_>, problems: &mut Problems) -> Draft {
    file.only(&["key", "title", "minimum_coverage", "bands", "scales", "perspectives"], problems);
    Draft {
        key: named(file, "key", problems),
        title: named(file, "title", problems),
        minimum_coverage: minimum_coverage(file, problems),
        bands: bands(file, problems),
        scales: file.list("scales", problems).iter().map(|one| scale(one, problems)).collect(),
        perspectives: perspectives(file, problems),
    }
}

fn named(fields: &Fields<'_>, name: &str, problems: &mut Problems) -> String {
    fields.text(name, problems).unwrap_or_else(|| fields.stand_in(name))
}

fn minimum_coverage(file: &Fields<'_>, problems: &mut Problems) -> Coverage {
    let usual = || Coverage::from_scaled(600_000);
    let stated = file.has("minimum_coverage").then(|| {
        file.number("minimum_coverage", Coverage::new, "a number from 0 to 100", problems)
    });
    stated.flatten().or_else(usual).unwrap_or(Coverage::FULL)
}

fn bands(file: &Fields<'_>, problems: &mut Problems) -> Vec<Band> {
    let list = file.list("bands", problems);
    let bands: Vec<Option<Band>> = list.iter().map(|one| band(one, problems)).collect();
    bands.into_iter().collect::<Option<_>>().unwrap_or_else(kpis::default_bands)
}

fn band(fields: &Fields<'_>, problems: &mut Problems) -> Option<Band> {
    let edge = "a number from 0 to 100 with at most 2 decimals";
    fields.only(&["rating", "from", "to"], problems);
    let rating = named(fields, "rating", problems);
    let from = fields.number("from", Published::new, edge, problems);
    let to = fields.number("to", Published::new, edge, problems);
    Some(Band { rating, from: from?, to: to? })
}

fn scale(fields: &Fields<'_>, problems: &mut Problems) -> Scale {
    fields.only(&["key", "kind", "levels"], problems);
    Scale { key: named(fields, "key", problems), kind: scale_kind(fields, problems) }
}

fn scale_kind(fields: &Fields<'_>, problems: &mut Problems) -> ScaleKind {
    let list = fields.list("levels", problems);
    let levels: Vec<Option<Level>> = list.iter().map(|one| level(one, problems)).collect();
    let kind = fields.optional_text("kind", problems);
    match (kind.as_deref(), levels.is_empty()) {
        (Some("percent"), true) => return ScaleKind::Percent,
        (None | Some("levels"), _) => {}
        (Some(kind), _) => {
            let message = "a scale is either percent or a list of levels";
            let remedy = "Write kind = \"percent\" and no levels, or levels and no kind";
            problems.push(Problem::field(fields.at("kind"), kind, message, remedy));
            return ScaleKind::Percent;
        }
    }
    levels.into_iter().collect::<Option<_>>().map_or(ScaleKind::Percent, ScaleKind::Levels)
}

fn level(fields: &Fields<'_>, problems: &mut Problems) -> Option<Level> {
    fields.only(&["value", "label", "anchor", "points"], problems);
    let value = fields.number("value", ScoreValue::new, "a number", problems);
    let worth = "a number from 0 to 100 with at most 12 decimals";
    let points = fields.number("points", Points::new, worth, problems);
    let label = named(fields, "label", problems);
    let anchor = fields.optional_text("anchor", problems).unwrap_or_default();
    Some(Level { value: value?, label, anchor, points: points? })
}

fn perspectives(file: &Fields<'_>, problems: &mut Problems) -> Vec<Perspective> {
    let list = file.list("perspectives", problems);
    let read = list.iter().map(|one| (weight(one, problems), perspective(one, problems)));
    let (weights, mut perspectives): (Vec<_>, Vec<_>) = read.unzip();
    for (perspective, weight) in perspectives.iter_mut().zip(settled(&weights)) {
        perspective.weight = weight;
    }
    perspectives
}

fn perspective(fields: &Fields<'_>, problems: &mut Problems) -> Perspective {
    fields.only(&["key", "title", "weight", "source", "criteria"], problems);
    let criteria = criteria(fields, problems);
    Perspective {
        key: named(fields, "key", problems),
        title: named(fields, "title", problems),
        weight: Weight::NONE,
        source: source(fields, problems).unwrap_or(match criteria.as_slice() {
            [] => Source::Kpis,
            [_, ..] => Source::Meetings,
        }),
        criteria,
    }
}

/// The source stated, or meetings; nothing when what is stated is no source.
fn source(fields: &Fields<'_>, problems: &mut Problems) -> Option<Source> {
    if !fields.has("source") {
        return Some(Source::Meetings);
    }
    let text = fields.optional_text("source", problems)?;
    let source = Source::ALL.iter().copied().find(|source| source.word() == text);
    if source.is_none() {
        let words: Vec<&str> = Source::ALL.iter().map(|source| source.word()).collect();
        let remedy = format!("Use one of {}", words.join(", "));
        let message = "points do not come from there";
        problems.push(Problem::field(fields.at("source"), text, message, remedy));
    }
    source
}

fn criteria(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Criterion> {
    let list = fields.list("criteria", problems);
    let read = list.iter().map(|one| (weight(one, problems), criterion(one, problems)));
    let (weights, mut criteria): (Vec<_>, Vec<_>) = read.unzip();
    for (criterion, weight) in criteria.iter_mut().zip(settled(&weights)) {
        criterion.weight = weight;
    }
    criteria
}

fn criterion(fields: &Fields<'_>, problems: &mut Problems) -> Criterion {
    let known = ["key", "title", "weight", "scale", "client_wording", "supplier_wording"];
    fields.only(&known, problems);
    let mut wording = |name: &str| fields.optional_text(name, problems).unwrap_or_default();
    let (client_wording, supplier_wording) =
        (wording("client_wording"), wording("supplier_wording"));
    Criterion {
        key: named(fields, "key", problems),
        title: named(fields, "title", problems),
        weight: Weight::NONE,
        scale: fields.text("scale", problems).unwrap_or_else(|| "percent".to_owned()),
        client_wording,
        supplier_wording,
    }
}

fn weight(fields: &Fields<'_>, problems: &mut Problems) -> Option<Weight> {
    let needed = "a number from 0 to 100 with at most 4 decimals";
    fields.number("weight", Weight::new, needed, problems)
}

/// The first weight that could not be read stands in as what is left of 100,
/// any other one as nothing.
fn settled(weights: &[Option<Weight>]) -> Vec<Weight> {
    let known: i64 = weights.iter().flatten().map(|weight| weight.scaled()).sum();
    let mut left = Weight::from_scaled(Weight::WHOLE.scaled() - known);
    let settle = |weight: &Option<Weight>| weight.or_else(|| left.take()).unwrap_or(Weight::NONE);
    weights.iter().map(settle).collect()
}

#[cfg(test)]
mod tests;
