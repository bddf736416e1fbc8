//! One tender: what each lot is awarded on, what that comes to and what to look at again.

use super::{share, status_tag};
use crate::domain::imports::Import;
use crate::domain::tenders::{LotRecord, LotStanding, TenderRecord};
use crate::domain::weightings::{Criterion, Finding, Kind};
use crate::views::pages::meetings::origin;
use crate::views::pages::parts::{
    Cell, Column, Layout, Link, Section, Summary, Table, day, sentence,
};
use askama::Template;

/// One tender.
#[derive(Debug, Template)]
#[template(path = "tender.html")]
pub struct TenderPage {
    layout: Layout,
    facts: Summary,
    lots: Vec<LotPart>,
}

/// One lot, as its tender's page explains it.
#[derive(Debug)]
struct LotPart {
    heading: String,
    title: Option<String>,
    facts: Summary,
    meaning: &'static str,
    remedy: &'static str,
    findings: Vec<String>,
    criteria: Table,
}

impl TenderPage {
    /// The page of a tender; `imports` are those it came from.
    #[must_use]
    pub fn of(record: &TenderRecord, imports: &[Import]) -> Self {
        let details = &record.tender.details;
        let heading = details.title.as_ref().unwrap_or(&details.reference);
        let layout = Layout::new(Section::Tenders, heading)
            .under(&details.reference)
            .below(vec![Link::new("Tenders", "/tenders")]);
        let lots = (1..).zip(&record.lots).map(|(number, lot)| part(number, record, lot));
        Self { layout, facts: facts(record, imports), lots: lots.collect() }
    }
}

fn facts(record: &TenderRecord, imports: &[Import]) -> Summary {
    let (tender, details) = (&record.tender, &record.tender.details);
    let missing = || "Not recorded".to_owned();
    let words = |text: &Option<String>| text.clone().unwrap_or_else(missing);
    let value = details.value.as_ref().map(|value| match &value.currency {
        None => crate::views::pages::parts::money(value.amount),
        Some(_) => value.text(),
    });
    let mut facts = Summary::new()
        .with("Buyer", tender.buyer.as_ref().map_or_else(missing, |own| own.name.clone()))
        .with("Published", details.published_on.map_or_else(missing, day))
        .with("What is bought", words(&details.category))
        .with("How", words(&details.method))
        .with("Estimated value", value.unwrap_or_else(missing));
    if let Some(framework) = details.framework {
        facts = facts.with("Framework", framework.label());
    }
    if let Some(authority) = details.authority {
        facts = facts.with("Sort of authority", authority.label());
    }
    if let Some(from) = tender.origin.and_then(|it| origin(it, imports)) {
        facts = facts.link("Recorded from", from.text, from.href);
    }
    facts
}

fn part(number: usize, record: &TenderRecord, lot: &LotRecord) -> LotPart {
    let standing = &lot.lot.standing;
    LotPart {
        heading: lot.lot.name(),
        title: lot.lot.title.clone(),
        facts: shares(standing),
        meaning: standing.status.meaning(),
        remedy: standing.status.remedy(),
        findings: record.findings(lot).iter().map(told).collect(),
        criteria: criteria(number, lot),
    }
}

fn shares(standing: &LotStanding) -> Summary {
    let facts = Summary::new().state("Weights", status_tag(standing.status));
    let facts = match standing.total {
        Some(total) => facts.with("Total", total.to_string()),
        None => facts,
    };
    let facts =
        facts.with("Cost share", standing.cost.map_or_else(|| "Not known".to_owned(), share));
    match standing.quality_share() {
        Some(quality) => facts.with("Quality share", share((quality, quality))),
        None => facts,
    }
}

fn told(finding: &Finding) -> String {
    let Finding { about, message, remedy, .. } = finding;
    let about = if about.is_empty() { "This lot" } else { about };
    format!("{about}: {message}. {}.", sentence(remedy).trim_end_matches('.'))
}

fn criteria(number: usize, lot: &LotRecord) -> Table {
    let columns = ["Criterion", "Kind", "Weight as published", "Read as"].map(Column::words);
    let caption = format!("What {} is awarded on", lowered(&lot.lot.name()));
    let rows = lot.criteria.iter().map(|one| {
        let kind = one.kind.read.map(Kind::label);
        let kind = kind.map_or_else(|| "Not known".to_owned(), ToOwned::to_owned);
        let weight = &one.weight.published;
        let weight = if weight.is_empty() { "Nothing" } else { weight };
        vec![Cell::text(one.title()), Cell::text(kind), Cell::text(weight), Cell::text(read(one))]
    });
    Table::new(format!("criteria-{number}"), caption, columns.to_vec()).quiet().of(rows)
}

fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What was read in a weight, in words.
fn read(criterion: &Criterion) -> String {
    let reading = criterion.weight.reading;
    let form = reading.form().label();
    match reading.numbers() {
        (Some(low), Some(high)) => format!("{form}: {low} and {high}"),
        (Some(one), None) => format!("{form}: {one}"),
        (None, _) => form.to_owned(),
    }
}
