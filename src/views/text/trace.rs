//! How a figure was reached, as text.

use super::table;
use crate::domain::designs::{Perspective, Source};
use crate::domain::exact::{Fraction, Money, Points, Published};
use crate::domain::knowledge::reading::Reading;
use crate::domain::kpis::{Actual, Attainment};
use crate::domain::meetings::Mark;
use crate::domain::scorecards::{KpiReading, Trace};
use crate::domain::value::{PromiseLine, Tally};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The figure and what it stands on, in four lines.
#[must_use]
pub fn figure(trace: &Trace) -> String {
    let details = &trace.contract.details;
    let design = &trace.version.content;
    let composite = match &trace.figure.composite {
        Ok(composite) => match design.band_of(composite.published) {
            Some(band) => format!("{} ({})", published(composite.published), band.rating),
            None => published(composite.published),
        },
        Err(why) => format!("none: {why}"),
    };
    let rows = [
        ("Contract", format!("{}, {}", details.reference, details.title)),
        ("Scores of", format!("{}, {}", trace.figure.side.label(), day(trace.figure.on))),
        ("Composite", composite),
        ("Coverage", format!("{}% of the weight", trace.figure.coverage)),
        ("Design", format!("{} ({} v{})", design.title(), design.key(), trace.version.number)),
    ];
    let pair = |(name, text): (&str, String)| vec![name.to_owned(), text];
    table(&rows.map(pair))
}

/// Every input, weight and step from the scores to the published figure.
#[must_use]
pub fn explain(trace: &Trace) -> String {
    let design = &trace.version.content;
    let mut text = figure(trace);
    let results = design.perspectives().iter().zip(&trace.assessment.perspectives);
    let mut summary = vec![words(["Perspective", "Weight", "Scored", "Points"])];
    for (perspective, result) in results {
        let scored = format!("{}%", result.scored);
        let points = result.points.as_ref().map_or("none".to_owned(), shown);
        text.push('\n');
        text.push_str(&inputs(trace, perspective));
        let weight = perspective.weight.to_string();
        summary.push(vec![perspective.title.clone(), weight, scored, points]);
    }
    text.push('\n');
    text.push_str(&table(&summary));
    text.push('\n');
    text.push_str(&outcome(trace));
    text
}

fn inputs(trace: &Trace, perspective: &Perspective) -> String {
    if let Some(signed) = trace.signed.iter().find(|it| it.source == perspective.source) {
        let points = signed.points.map_or("none".to_owned(), rounded);
        let why = "as both sides signed it; what it came from has changed since";
        return format!("{}: {points}, {why}\n", perspective.title);
    }
    match perspective.source {
        Source::Meetings => criteria(trace, perspective),
        Source::Kpis => kpis(&trace.kpis),
        Source::Knowledge => knowledge(trace.knowledge.as_ref()),
        Source::Value => trace.value.as_ref().map_or_else(|| nothing(perspective), promise),
    }
}

fn nothing(perspective: &Perspective) -> String {
    format!("{}: nothing is recorded for it yet\n", perspective.title)
}

fn promise(line: &PromiseLine) -> String {
    let mut rows = vec![words(["Commitments", "Items", "Pounds"])];
    let row = |(name, tally): (&str, Tally)| {
        let pounds = Decimal::try_from_i128_with_scale(tally.pence, Money::PLACES);
        let pounds = pounds.unwrap_or_default().normalize().to_string();
        vec![format!("  {name}"), tally.items.to_string(), pounds]
    };
    let tallies = [("Due", line.due), ("Delivered", line.delivered), ("Verified", line.verified)];
    rows.extend(tallies.into_iter().map(row));
    let points = line.points.map_or("left out: none was due".to_owned(), rounded);
    let measure = format!("  Share verified, {}", line.measure.label().to_lowercase());
    rows.push(vec![measure, points]);
    table(&rows)
}

fn criteria(trace: &Trace, perspective: &Perspective) -> String {
    let design = &trace.version.content;
    let mut rows = vec![words([&perspective.title, "Weight", "Score", "Points"])];
    for (place, within, criterion) in design.criteria() {
        if within.key != perspective.key {
            continue;
        }
        let score = trace.scores.iter().find(|score| score.criterion == place);
        let (given, points) = match score.map(|score| score.mark) {
            Some(Mark::Scored(value)) => {
                let scale = design.scale_of(criterion);
                let points = scale.and_then(|scale| scale.points(value));
                (value.to_string(), points.map_or_else(String::new, |points| points.to_string()))
            }
            Some(Mark::Unscored(why)) => (why.label().to_lowercase(), "left out".to_owned()),
            None => ("no score".to_owned(), "left out".to_owned()),
        };
        let name = format!("  {}", criterion.title);
        rows.push(vec![name, criterion.weight.to_string(), given, points]);
    }
    table(&rows)
}

fn kpis(readings: &[KpiReading]) -> String {
    let mut rows = vec![words(["KPI", "Period", "Actual", "Target", "Points"])];
    rows.extend(readings.iter().map(kpi));
    table(&rows)
}

fn kpi(reading: &KpiReading) -> Vec<String> {
    let name = format!("  {}", reading.kpi.title);
    let Some(observation) = &reading.observation else {
        return vec![name, "none yet".to_owned()];
    };
    let actual = match observation.actual {
        Actual::Measured(value) => format!("{value} {}", reading.kpi.unit).trim_end().to_owned(),
        Actual::Missing(why) => why.label().to_lowercase(),
    };
    let target = observation.target.map_or("none".to_owned(), |target| target.to_string());
    let points = match (&reading.points, &reading.attainment) {
        (Some(points), _) => rounded(*points),
        (None, Some(Attainment::Unrated(why))) => format!("left out: {why}"),
        (None, _) => "left out".to_owned(),
    };
    vec![name, observation.period.label(), actual, target, points]
}

fn knowledge(reading: Option<&Reading>) -> String {
    let mut rows = vec![words(["Knowledge area", "Weight", "Target", "Level", "Shown by"])];
    for area in reading.iter().flat_map(|reading| &reading.areas) {
        let plan = &area.area.plan;
        let by = area.shown_by.as_ref();
        rows.push(vec![
            format!("  {}", plan.title),
            plan.weight.to_string(),
            plan.target.number().to_string(),
            area.level.number().to_string(),
            by.map_or("nobody".to_owned(), |(name, level)| format!("{name}, {}", day(level.on))),
        ]);
    }
    let index = reading.and_then(|reading| reading.index);
    let index = index.map_or("none yet".to_owned(), |index| rounded(index.exact));
    rows.push(vec!["  Knowledge index".to_owned(), index]);
    table(&rows)
}

fn outcome(trace: &Trace) -> String {
    let design = &trace.version.content;
    match &trace.figure.composite {
        Ok(composite) => {
            let name = |title: &str, text: String| vec![title.to_owned(), text];
            table(&[
                name("Weighted points ÷ weight scored", composite.exact.to_string()),
                name("Rounded once, half away from zero", published(composite.published)),
            ])
        }
        Err(why) => {
            let minimum = design.minimum_coverage();
            format!("No composite: {why}. The design asks for {minimum}% of the weight.\n")
        }
    }
}

fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// Points of a perspective: a fraction of whole units of 1e-12.
fn shown(points: &Fraction) -> String {
    let points = points.round_scaled(0).and_then(Points::from_scaled);
    points.map_or_else(String::new, rounded)
}

fn rounded(points: Points) -> String {
    Fraction::of(points.decimal())
        .round(4)
        .map_or_else(String::new, |points| points.normalize().to_string())
}

/// Both decimals of a published figure.
fn published(figure: Published) -> String {
    format!("{:.2}", figure.decimal())
}

/// A day in words.
fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
