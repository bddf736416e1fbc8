//! Real files of several councils and a transport authority, opened as imports.
//!
//! The numbers expected were counted apart from our code, by a script over
//! Python's `csv`: rows, empty required cells, values with more decimals than
//! are kept, days that do not exist and terms that end before they start.

use crate::support::importing::pairs;
use crate::support::shared::shared;
use scorecard::app::imports::{Content, KpiRow, Row, Rows, Table, Unread};
use scorecard::domain::imports::Kind;
use scorecard::domain::kpis::{Actual, Direction};
use scorecard::domain::periods::Cadence;
use scorecard::domain::problems::{Place, Problem};
use scorecard::inbound::csv::{Decimals, Opened, ReadSettings, Source, table, write_rejects};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

fn open(kind: Kind, path: &Path, settings: &ReadSettings) -> Result<Opened, Vec<Problem>> {
    table(kind, Source::open(path).unwrap(), settings)
}

/// Rows read well, and how often each problem was found at each column.
struct Outcome<R> {
    good: Vec<R>,
    bad: usize,
    problems: Vec<Problem>,
}

impl<R: Content> Outcome<R> {
    fn of(rows: Rows<R>) -> Self {
        let mut outcome = Self { good: Vec::new(), bad: 0, problems: Vec::new() };
        for Row { parsed, .. } in rows {
            match parsed {
                Ok(row) => outcome.good.push(row),
                Err(Unread { problems, .. }) => {
                    outcome.bad += 1;
                    outcome.problems.extend(problems);
                }
            }
        }
        outcome
    }

    fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.problems {
            let Place::Cell { column, .. } = &problem.place else { panic!("{problem:?}") };
            let at = format!("{}: {}", column.as_deref().unwrap_or("row"), problem.message);
            *counts.entry(at).or_insert(0) += 1;
        }
        counts
    }
}

#[track_caller]
fn check<R: Content>(outcome: &Outcome<R>, good: usize, bad: usize, problems: &[(&str, usize)]) {
    let expected: BTreeMap<String, usize> =
        problems.iter().map(|(at, count)| ((*at).to_owned(), *count)).collect();
    assert_eq!(outcome.counts(), expected);
    assert_eq!((outcome.good.len(), outcome.bad), (good, bad));
}

fn kpis(path: &Path, settings: &ReadSettings) -> Outcome<KpiRow> {
    let Ok(Opened { table: Table::Kpis(rows), .. }) = open(Kind::Kpis, path, settings) else {
        panic!("{} opens", path.display())
    };
    Outcome::of(rows)
}

fn distinct<'a>(rows: &'a [KpiRow], part: impl Fn(&'a KpiRow) -> &'a str) -> usize {
    rows.iter().map(part).collect::<HashSet<_>>().len()
}

#[test]
fn bus_contracts_are_read_with_both_directions_and_the_gap() {
    let Some(path) = shared("kpi_performance/tfl_bus_contract_kpi_by_period_15_routes.csv") else {
        return;
    };
    let settings = ReadSettings {
        maps: pairs(&[("contract", "route_id")]),
        constants: pairs(&[("client", "Transport authority")]),
        ..ReadSettings::default()
    };
    let outcome = kpis(&path, &settings);
    check(&outcome, 780, 0, &[]);
    let rows = &outcome.good;
    assert_eq!(distinct(rows, |row| &row.contract), 15);
    assert_eq!(distinct(rows, |row| row.supplier.as_deref().unwrap_or_default()), 6);
    assert_eq!(rows.iter().map(|row| row.period).collect::<HashSet<_>>().len(), 26);
    assert!(rows.iter().all(|row| row.period.cadence() == Cadence::FourWeek));
    let lower = rows.iter().filter(|row| row.direction == Some(Direction::Lower)).count();
    let higher = rows.iter().filter(|row| row.direction == Some(Direction::Higher)).count();
    assert_eq!((lower, higher), (234, 546));
    let gaps: Vec<&KpiRow> =
        rows.iter().filter(|row| matches!(row.actual, Actual::Missing(_))).collect();
    let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
    assert_eq!((gap.contract.as_str(), gap.kpi.as_str()), ("4", "EWT (mins)"));
    assert_eq!(gap.period.label(), "P03 2025/26");
}

fn councils() -> ReadSettings {
    ReadSettings {
        maps: pairs(&[
            ("contract", "LocalAuthority"),
            ("kpi", "Code"),
            ("period", "Year"),
            ("actual", "LA_IndicatorReal"),
        ]),
        periods: Some(Cadence::FinancialYear),
        ..ReadSettings::default()
    }
}

const COUNCILS: &str = "kpi_performance/lgbf_real_annual_2010_2023.csv";

#[test]
fn council_indicators_are_refused_where_they_have_more_decimals_than_are_kept() {
    let Some(path) = shared(COUNCILS) else { return };
    let outcome = kpis(&path, &councils());
    let problems = [
        ("Code: this cell is empty", 1),
        ("LA_IndicatorReal: this has more than 6 decimal places", 8_856),
        ("LocalAuthority: this cell is empty", 1),
        ("Year: this cell is empty", 1),
    ];
    check(&outcome, 35_467 - 8_857, 8_857, &problems);
}

#[test]
fn council_indicators_are_read_but_for_the_blank_row_when_values_may_be_rounded() {
    let Some(path) = shared(COUNCILS) else { return };
    let outcome = kpis(&path, &ReadSettings { decimals: Decimals::Rounded, ..councils() });
    let problems = [
        ("Code: this cell is empty", 1),
        ("LocalAuthority: this cell is empty", 1),
        ("Year: this cell is empty", 1),
    ];
    check(&outcome, 35_466, 1, &problems);
    assert_eq!(distinct(&outcome.good, |row| &row.kpi), 108);
    assert_eq!(distinct(&outcome.good, |row| &row.contract), 32);
    assert!(outcome.good.iter().all(|row| matches!(row.actual, Actual::Measured(_))));
}

#[test]
fn years_that_could_be_months_are_refused_until_it_is_said_what_they_are() {
    let Some(path) = shared(COUNCILS) else { return };
    let settings = ReadSettings { periods: None, decimals: Decimals::Rounded, ..councils() };
    let outcome = kpis(&path, &settings);
    let ambiguous = outcome.problems.iter().filter(|problem| problem.message.contains(" or "));
    assert_eq!(ambiguous.count(), 3_243);
    assert_eq!((outcome.good.len(), outcome.bad), (35_467 - 3_244, 3_244));
}

#[test]
fn an_order_of_sorting_is_not_taken_for_a_direction() {
    let Some(path) = shared("kpi_performance/oflog_adult_social_care_2016_2023.csv") else {
        return;
    };
    let maps = pairs(&[("contract", "Local authority name"), ("kpi", "Measure")]);
    let settings = ReadSettings { maps, decimals: Decimals::Rounded, ..ReadSettings::default() };
    let outcome = kpis(&path, &settings);
    check(&outcome, 6_376, 0, &[]);
    let missing = outcome.good.iter().filter(|row| matches!(row.actual, Actual::Missing(_)));
    assert_eq!(missing.count(), 298);

    let as_written = ReadSettings { decimals: Decimals::AsWritten, ..settings.clone() };
    let outcome = kpis(&path, &as_written);
    check(&outcome, 4_492, 1_884, &[("Value: this has more than 6 decimal places", 1_884)]);

    let mut sorted = settings;
    sorted.maps.extend(pairs(&[("direction", "rank_order")]));
    let outcome = kpis(&path, &sorted);
    let message = "rank_order: this is an order of sorting, and does not say which way is better";
    check(&outcome, 2_317, 4_059, &[(message, 4_059)]);
}

fn contracts(
    path: &Path, settings: &ReadSettings,
) -> Outcome<scorecard::app::contracts::ContractCommand> {
    let Ok(Opened { table: Table::Contracts(rows), .. }) = open(Kind::Contracts, path, settings)
    else {
        panic!("{} opens", path.display())
    };
    Outcome::of(rows)
}

const REGISTER: &str = "contracts_registers/salford_contract_register_2022-07.csv";

#[test]
fn a_council_register_with_two_end_dates_is_refused_until_one_is_chosen() {
    let Some(path) = shared(REGISTER) else { return };
    let problems = open(Kind::Contracts, &path, &ReadSettings::default()).err().unwrap();
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.place, Place::Field("end".to_owned()));
    assert!(problem.message.contains("End Date") && problem.message.contains("Current Expiry"));
}

#[test]
fn a_council_register_is_read_by_its_own_headings() {
    let Some(path) = shared(REGISTER) else { return };
    let end =
        |heading| ReadSettings { maps: pairs(&[("end", heading)]), ..ReadSettings::default() };
    let outcome = contracts(&path, &end("End Date"));
    let backwards = backwards(&outcome.problems);
    assert_eq!(backwards, 2);
    let unread = |problem: &&Problem| {
        problem.message.contains("not a real date") || problem.message.contains("not a date")
    };
    assert_eq!(outcome.problems.iter().filter(unread).count(), 3);
    assert_eq!(outcome.counts().get("Contract Reference: this cell is empty"), Some(&28));
    assert_eq!((outcome.good.len(), outcome.bad, outcome.problems.len()), (327, 33, 33));

    let outcome = contracts(&path, &end("Current Expiry Date"));
    assert_eq!((outcome.good.len(), outcome.bad, outcome.problems.len()), (326, 34, 34));
    assert_eq!(backwards_of(&outcome), 4);
}

fn backwards_of<R: Content>(outcome: &Outcome<R>) -> usize {
    backwards(&outcome.problems)
}

fn backwards(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.message.contains("is before the start date")).count()
}

#[test]
fn refused_rows_of_a_register_can_be_taken_away() {
    let Some(path) = shared(REGISTER) else { return };
    let settings = ReadSettings { maps: pairs(&[("end", "End Date")]), ..ReadSettings::default() };
    let outcome = contracts(&path, &settings);
    let mut out = Vec::new();
    let written = write_rejects(Source::open(&path).unwrap(), outcome.problems, &mut out).unwrap();
    assert_eq!(written, 33);
    let opened = table(Kind::Contracts, Source::bytes(out), &settings).ok().unwrap();
    assert_eq!(opened.ignored.last().map(String::as_str), Some("error"));
    let Table::Contracts(rows) = opened.table else { panic!("these are contracts") };
    let again = Outcome::of(rows);
    assert_eq!((again.good.len(), again.bad), (0, 33));
}

#[test]
fn published_awards_are_read() {
    let Some(path) = shared("contracts_registers/contracts_finder_awards_2025-03.csv") else {
        return;
    };
    let maps = pairs(&[("reference", "ocid"), ("supplier", "suppliers")]);
    let outcome = contracts(&path, &ReadSettings { maps, ..ReadSettings::default() });
    check(&outcome, 146, 1, &[("suppliers: this cell is empty", 1)]);
}

#[test]
fn digital_opportunities_without_a_winner_are_refused() {
    let Some(path) = shared("contracts_registers/dos_opportunities_2016_2018.csv") else { return };
    let maps =
        pairs(&[("reference", "ID"), ("title", "Opportunity"), ("client", "Organisation Name")]);
    let outcome = contracts(&path, &ReadSettings { maps, ..ReadSettings::default() });
    check(&outcome, 606, 1_512, &[("Winning supplier: this cell is empty", 1_512)]);
}
