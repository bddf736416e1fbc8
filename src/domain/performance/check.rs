//! The rules that what is recorded under the Act must hold.

use super::{
    Assessed, Failed, Ground, IN_FORCE, MATERIAL, Occasion, Publication, Rated, Record, Regime,
    Terms,
};
use crate::domain::ids::KpiId;
use crate::domain::kpis::Kpi;
use crate::domain::kpis::ratings::Rating;
use crate::domain::problems::Problem;
use crate::domain::texts;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Every rule that what a client says of a contract breaks; `kpis` are those of the contract.
#[must_use]
pub fn check_terms(terms: &Terms, kpis: &[Kpi], today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    let considered = terms.regime == Some(Regime::NotAppropriate);
    if considered && blank(terms.reason.as_deref()) {
        let message = "the notice has to say why no KPIs are set";
        let remedy = "Say why KPIs could not appropriately assess performance";
        problems.push(Problem::field("reason", "", message, remedy));
    }
    problems.extend(material(&terms.material, kpis));
    if let Some(published) = &terms.published {
        problems.extend(check_published(published, None, today));
        if terms.material.is_empty() {
            let message = "no KPI is marked as one of the most material";
            let remedy = "Choose the KPIs that were published";
            problems.push(Problem::field("material", "", message, remedy));
        }
    }
    problems.extend(terms.terminated.and_then(|on| not_after("terminated_on", on, today)));
    problems
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn material(marked: &[KpiId], kpis: &[Kpi]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if MATERIAL < marked.len() {
        let message = format!("{} are marked, and a notice describes {MATERIAL}", marked.len());
        let remedy = format!("Choose {MATERIAL} at most");
        problems.push(Problem::field("material", "", message, remedy));
    }
    let mut seen = BTreeSet::new();
    for (place, id) in marked.iter().enumerate() {
        let field = format!("material[{place}]");
        if !kpis.iter().any(|kpi| kpi.id == *id) {
            let message = "the contract has no such KPI";
            let remedy = "Choose KPIs of the contract";
            problems.push(Problem::field(field, id.to_string(), message, remedy));
        } else if !seen.insert(*id) {
            let message = "this KPI is marked twice";
            problems.push(Problem::field(field, id.to_string(), message, "Choose each KPI once"));
        }
    }
    problems
}

/// Every rule a publication breaks; `after` is the day of what it publishes.
#[must_use]
pub fn check_published(
    published: &Publication, after: Option<NaiveDate>, today: NaiveDate,
) -> Vec<Problem> {
    let on = published.on;
    let early = after.filter(|after| on < *after).map(|after| {
        let message = format!("{on} is before the day of what is published, {after}");
        Problem::field("published_on", on.to_string(), message, "Enter that day or a later one")
    });
    let notice = match texts::name(&published.notice) {
        _ if published.notice.trim().is_empty() => {
            let remedy = "Enter the reference of the notice";
            Some(Problem::field("notice", "", "this is missing", remedy))
        }
        Ok(()) => None,
        Err(why) => Some(Problem::field("notice", "", why.to_string(), why.remedy())),
    };
    [not_after("published_on", on, today), early, notice].into_iter().flatten().collect()
}

fn not_after(field: &str, on: NaiveDate, today: NaiveDate) -> Option<Problem> {
    let message = format!("{on} is after today, {today}");
    (today < on).then(|| Problem::field(field, on.to_string(), message, "Enter a day up to today"))
}

/// Every rule an assessment breaks; `record` is everything about the contract without it.
#[must_use]
pub fn check_assessed(assessed: &Assessed, record: &Record, today: NaiveDate) -> Vec<Problem> {
    let mut problems = days(assessed, today);
    problems.extend(occasion(assessed, record));
    problems.extend(ratings(&assessed.ratings, &record.standing.terms.material));
    problems
}

fn days(assessed: &Assessed, today: NaiveDate) -> Vec<Problem> {
    let Assessed { from, to, on, .. } = *assessed;
    let turned = (to < from).then(|| {
        let message = format!("{to} is before the first day, {from}");
        Problem::field("to", to.to_string(), message, "Enter the first day or a later one")
    });
    let early = (on < to).then(|| {
        let message = format!("{on} is before the last day that was looked at, {to}");
        Problem::field("assessed_on", on.to_string(), message, "Enter that day or a later one")
    });
    [turned, early, not_after("assessed_on", on, today)].into_iter().flatten().collect()
}

fn occasion(assessed: &Assessed, record: &Record) -> Option<Problem> {
    if assessed.occasion != Occasion::Termination {
        return None;
    }
    let word = Occasion::Termination.word();
    let ended = record.standing.terms.last_day(&record.contract);
    if ended.is_none_or(|ended| assessed.on < ended) {
        let message = "the contract had not ended on the day of the assessment";
        let remedy = "Record when the contract was terminated, or choose the other occasion";
        return Some(Problem::field("occasion", word, message, remedy));
    }
    let before =
        record.assessments.iter().any(|other| other.assessed.occasion == Occasion::Termination);
    let message = "the contract has an assessment on termination already";
    before.then(|| Problem::field("occasion", word, message, "Correct that one"))
}

fn ratings(given: &[Rated], material: &[KpiId]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if material.is_empty() {
        let message = "no KPI of the contract is marked as one of the most material";
        problems.push(Problem::field("ratings", "", message, "Mark the KPIs to be assessed first"));
    }
    let mut seen = BTreeSet::new();
    for (place, rated) in given.iter().enumerate() {
        let field = |name: &str| format!("ratings[{place}].{name}");
        if !material.contains(&rated.kpi) {
            let message = "this KPI is not marked as one of the most material";
            let (field, id) = (field("kpi"), rated.kpi.to_string());
            problems.push(Problem::field(field, id, message, "Rate those that are marked"));
        } else if !seen.insert(rated.kpi) {
            let (field, id) = (field("kpi"), rated.kpi.to_string());
            problems.push(Problem::field(field, id, "it is rated twice", "Rate each KPI once"));
        }
        if rated.rating == Rating::Other && blank(rated.reason.as_deref()) {
            let remedy = format!("Say why “{}” can only be rated Other", rated.title);
            problems.push(Problem::field(field("reason"), "", "this is missing", remedy));
        }
    }
    for (place, _) in
        material.iter().enumerate().filter(|(_, id)| !given.iter().any(|it| it.kpi == **id))
    {
        let (field, message) = (format!("ratings[{place}].rating"), "this KPI is not rated");
        problems.push(Problem::field(field, "", message, "Rate each KPI that is marked"));
    }
    problems
}

/// Every rule a breach or a failure to improve breaks.
#[must_use]
pub fn check_failed(failed: &Failed, terms: &Terms, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(regime) = terms.regime.filter(|regime| !regime.publishes_failures()) {
        let message = format!("section 71(5) does not apply: {}", regime.label().to_lowercase());
        let remedy = "Mark it as an event on the charts instead";
        problems.push(Problem::field("ground", failed.ground.word(), message, remedy));
    }
    if blank(Some(&failed.circumstances)) {
        let remedy = "Describe what happened and what followed";
        problems.push(Problem::field("circumstances", "", "this is missing", remedy));
    }
    problems.extend(order(failed, today));
    problems.extend(opportunity(failed));
    problems
}

fn order(failed: &Failed, today: NaiveDate) -> Vec<Problem> {
    let Failed { happened, since, .. } = *failed;
    let before = |field, on: NaiveDate, than: NaiveDate| {
        let message = format!("{on} is before {than}, when it began");
        let remedy = "Enter that day or a later one";
        (on < than).then(|| Problem::field(field, on.to_string(), message, remedy))
    };
    let given = failed.opportunity;
    let too_early = (since < IN_FORCE).then(|| {
        let message = format!("section 71 came into force on {IN_FORCE}");
        let remedy = "Enter that day or a later one, or mark it as an event on the charts";
        Problem::field("applies_since", since.to_string(), message, remedy)
    });
    [
        given.and_then(|given| before("opportunity_on", given, happened)),
        before("applies_since", since, given.unwrap_or(happened)),
        not_after("applies_since", since, today),
        too_early,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn opportunity(failed: &Failed) -> Option<Problem> {
    let improves = failed.ground == Ground::NoImprovement;
    match (improves, failed.opportunity, failed.plan) {
        (true, None, _) => {
            let message = "this is missing";
            let remedy = "Enter the day the supplier was given the opportunity to improve";
            Some(Problem::field("opportunity_on", "", message, remedy))
        }
        (false, Some(on), _) => {
            let message = "this belongs to a failure to improve only";
            Some(Problem::field("opportunity_on", on.to_string(), message, "Leave it out"))
        }
        (false, None, Some(plan)) => {
            let message = "this belongs to a failure to improve only";
            Some(Problem::field("plan", plan.to_string(), message, "Leave it out"))
        }
        (true, Some(_), _) | (false, None, None) => None,
    }
}
