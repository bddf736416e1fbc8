//! Whatever is imported, changed and taken back, and in whatever order: the stored figures are what
//! the stored scores come to, and the figures of months what pencil and paper make of those.

use crate::support::importing::{Sheet, import};
use crate::support::service::{Service, services};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use scorecard::app::contracts::ContractCommand;
use scorecard::app::imports::{Mode, Outcome};
use scorecard::domain::contracts::{Contract, Details, Term};
use scorecard::domain::imports::Kind;
use scorecard::domain::meetings::{Mark, Side};
use scorecard::domain::periods::Cadence;
use scorecard::domain::scorecards::Window;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Criteria of the partnership design, each with its share of the whole in hundredths: the weight
/// of its perspective times its own within it.
const CRITERIA: [(&str, i64); 8] = [
    ("outcomes", 1_500),
    ("commitments", 1_000),
    ("fit-for-use", 1_500),
    ("spend", 1_500),
    ("independence", 1_500),
    ("openness", 1_000),
    ("one-team", 1_000),
    ("contribution", 1_000),
];

#[derive(Debug, Clone)]
struct Given {
    day: u32,
    side: Side,
    criterion: usize,
    /// From 1 to 5, or 0 for not scored.
    value: u8,
}

#[derive(Debug, Clone)]
enum Step {
    /// A file; where it disagrees with itself only the first of the rows is in it.
    Import(Vec<Given>),
    /// The last import that was not taken back.
    Undo,
}

fn given() -> impl Strategy<Value = Given> {
    let side = prop_oneof![Just(Side::Client), Just(Side::Supplier)];
    (0..9_u32, side, 0..8_usize, 0..6_u8).prop_map(|(day, side, criterion, value)| Given {
        day: day * 9,
        side,
        criterion,
        value,
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let import = prop::collection::vec(given(), 1..60).prop_map(Step::Import);
    prop::collection::vec(prop_oneof![3 => import, 1 => Just(Step::Undo)], 1..6)
}

/// What was given last, by day, side and criterion.
type Record = BTreeMap<(NaiveDate, Side, usize), u8>;

fn on(given: &Given) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    first + chrono::Days::new(u64::from(given.day))
}

fn file(reference: &str, rows: &[Given], salt: usize) -> (Sheet, Record) {
    let mut text = "contract,meeting_date,side,criterion,value,comment\n".to_owned();
    let mut said = Record::new();
    for row in rows {
        let value = *said.entry((on(row), row.side, row.criterion)).or_insert(row.value);
        let shown = if value == 0 { "not scored".to_owned() } else { value.to_string() };
        let (name, _) = CRITERIA[row.criterion];
        let (day, side) = (on(row), row.side.word());
        writeln!(text, "{reference},{day},{side},{name},{shown},").unwrap();
    }
    // Blank lines make each file another one.
    text.push_str(&"\n".repeat(salt));
    (Sheet::new(Kind::Scores, text), said)
}

async fn contract(service: &Service, reference: String) -> Contract {
    let details = Details {
        reference,
        title: "Digital delivery partner".to_owned(),
        term: Term::default(),
        value: None,
        pricing: None,
        working: None,
        tender_reference: None,
    };
    let command = ContractCommand {
        client: "Northmoor Council".to_owned(),
        supplier: "Larkspur Digital".to_owned(),
        details,
        design: None,
    };
    service.app.add_contract(&service.actor, command).await.unwrap()
}

/// Takes the steps, and returns what should be recorded after them.
async fn take(service: &Service, reference: &str, steps: &[Step]) -> Record {
    let (mut now, mut before) = (Record::new(), Vec::new());
    for (salt, step) in steps.iter().enumerate() {
        match step {
            Step::Import(rows) => {
                let (file, said) = file(reference, rows, salt);
                let Outcome::Done(done) = import(service, &file, Mode::Apply).await else {
                    panic!()
                };
                before.push((done.id, now.clone()));
                now.extend(said);
            }
            Step::Undo => {
                if let Some((id, record)) = before.pop() {
                    service.app.undo_import(&service.actor, id).await.unwrap();
                    now = record;
                }
            }
        }
    }
    now
}

/// Coverage in units of 1e-4, and the published composite in hundredths where 60 of 100 is scored.
///
/// Only the two criteria of the first perspective share one, and within it the points of one stand
/// for both when the other has none; so does the weight of a perspective without any points.
fn figure(scores: &BTreeMap<usize, u8>) -> (i64, Option<i64>) {
    let points = |criterion: usize| {
        let value = scores.get(&criterion).filter(|value| **value != 0);
        value.map(|value| (i64::from(*value) - 1) * 25)
    };
    let covered: i64 = (0..8).filter(|at| points(*at).is_some()).map(|at| CRITERIA[at].1).sum();
    // Points of the first perspective in fifths, so that 60 and 40 of 100 stay whole.
    let first = match (points(0), points(1)) {
        (Some(one), Some(two)) => Some(one * 3 + two * 2),
        (Some(only), None) | (None, Some(only)) => Some(only * 5),
        (None, None) => None,
    };
    let rest = (2..8).map(|at| (CRITERIA[at].1, points(at).map(|points| points * 5)));
    let all = std::iter::once((2_500, first)).chain(rest);
    let (top, bottom) = all.fold((0, 0), |(top, bottom), (weight, points)| match points {
        Some(points) => (top + weight * points, bottom + weight),
        None => (top, bottom),
    });
    let published = (covered >= 6_000).then(|| half_up(top * 100, bottom * 5));
    (covered * 100, published)
}

/// A quotient of two numbers that are not negative, rounded to a whole with halves going up.
fn half_up(top: i64, bottom: i64) -> i64 {
    (top * 2 + bottom) / (bottom * 2)
}

async fn check(service: &Service, contract: &Contract, record: &Record) {
    let Service { app, actor, .. } = service;
    let mut sheets: BTreeMap<(NaiveDate, Side), BTreeMap<usize, u8>> = BTreeMap::new();
    for ((day, side, criterion), value) in record {
        sheets.entry((*day, *side)).or_default().insert(*criterion, *value);
    }
    let stored = app.scores(actor, contract.id, Window::default()).await.unwrap();
    let stored: usize = stored
        .iter()
        .map(|(meeting, scores)| {
            for score in scores {
                let value = record[&(meeting.held_on, score.side, usize::from(score.criterion))];
                let own = match score.mark {
                    Mark::Scored(own) => own.to_string(),
                    Mark::Unscored(_) => "0".to_owned(),
                };
                assert_eq!(own, value.to_string());
            }
            scores.len()
        })
        .sum();
    assert_eq!(stored, record.len());

    let trend = app.trend(actor, contract.id, Window::default()).await.unwrap();
    let days: Vec<_> = trend.figures.iter().map(|figure| (figure.on, figure.side)).collect();
    assert_eq!(days, sheets.keys().copied().collect::<Vec<_>>());
    let mut months: BTreeMap<(u32, Side), Vec<i64>> = BTreeMap::new();
    for stored in &trend.figures {
        let trace = app.trace(actor, contract.id, stored.side, Some(stored.on)).await.unwrap();
        assert_eq!(trace.figure, *stored);
        assert_eq!(trace.assessment.composite, stored.composite);
        assert_eq!(trace.assessment.coverage, stored.coverage);
        let published = stored.composite.ok().map(|composite| composite.published.scaled());
        let (coverage, expected) = figure(&sheets[&(stored.on, stored.side)]);
        assert_eq!((stored.coverage.scaled(), published), (coverage, expected));
        let month = months.entry((stored.on.month(), stored.side)).or_default();
        month.extend(expected);
    }
    months.retain(|_, figures| !figures.is_empty());
    let lines = app.period_figures(actor, contract.id, Cadence::Month).await.unwrap();
    let found = lines
        .iter()
        .map(|line| ((line.period.start().month(), line.side), line.figure.mean.scaled()));
    let mean =
        |figures: &Vec<i64>| half_up(figures.iter().sum(), i64::try_from(figures.len()).unwrap());
    let expected = months.iter().map(|(month, figures)| (*month, mean(figures)));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected.collect());
    assert_eq!(lines.len(), months.len());
}

#[test]
fn stored_figures_are_always_what_the_stored_scores_come_to() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.unwrap();
    let services = runtime.block_on(services());
    for service in &services {
        let case = Cell::new(0);
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&steps(), |steps| {
            case.set(case.get() + 1);
            let reference = format!("C-{}", case.get());
            runtime.block_on(async {
                let contract = contract(service, reference.clone()).await;
                let record = take(service, &reference, &steps).await;
                check(service, &contract, &record).await;
            });
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }
    runtime.block_on(async { drop(services) });
}
