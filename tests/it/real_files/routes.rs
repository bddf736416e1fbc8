//! Fifteen bus routes, two KPIs each, in 26 four-week periods: a transport authority's contracts.

use crate::cli::Desk;
use crate::support::importing::{Sheet, done, import, pairs};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use crate::support::xml::well_formed;
use reports::{Chart, Size};
use scorecard::app::imports::Mode;
use scorecard::domain::contracts::{Contract, ContractFilter};
use scorecard::domain::imports::Kind;
use scorecard::domain::kpis::{Actual, KpiRecord, attainment, rating};
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use scorecard::domain::scorecards::{Figure, NoComposite, Window};
use scorecard::inbound::csv::ReadSettings;
use scorecard::views::charts;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "kpi_performance/tfl_bus_contract_kpi_by_period_15_routes.csv";

/// As `scorecard import kpis FILE --map contract=route_id --set client="Transport authority" --design kpi`.
async fn imported() -> Option<Vec<Service>> {
    let bytes = std::fs::read(shared(FILE)?).unwrap();
    let sheet = Sheet::new(Kind::Kpis, bytes).scored_by("kpi").read(ReadSettings {
        maps: pairs(&[("contract", "route_id")]),
        constants: pairs(&[("client", "Transport authority")]),
        ..ReadSettings::default()
    });
    let services = services().await;
    for service in &services {
        let counts = done(import(service, &sheet, Mode::Apply).await).counts;
        assert_eq!((counts.rows, counts.new, counts.problems), (780, 780, 0));
    }
    Some(services)
}

async fn contracts(service: &Service) -> Vec<Contract> {
    let slice = Slice { offset: 0, limit: 200 };
    let page = service.app.contracts(&service.actor, &ContractFilter::default(), slice).await;
    page.unwrap().items.into_iter().map(|line| line.contract).collect()
}

async fn figures(service: &Service, contract: &Contract) -> Vec<Figure> {
    let trend = service.app.trend(&service.actor, contract.id, Window::default()).await;
    trend.unwrap().figures
}

async fn kpis(service: &Service, contract: &Contract) -> Vec<KpiRecord> {
    service.app.kpis(&service.actor, contract.id).await.unwrap()
}

/// Python: for each row min(100, 100·actual/target) where higher is better and
/// min(100, 100·target/actual) where lower is, as a `Fraction` rounded half up to two decimals,
/// counted by KPI within [0, 80), [80, 95), [95, 100) and 100.
#[rustfmt::skip]
const RATINGS: &[(&str, &str, usize)] = &[
    ("% On Time", "Approaching target", 47),
    ("% On Time", "Good", 44),
    ("% On Time", "Inadequate", 2),
    ("% On Time", "Requires improvement", 63),
    ("% scheduled mileage operated", "Approaching target", 186),
    ("% scheduled mileage operated", "Good", 153),
    ("% scheduled mileage operated", "Inadequate", 1),
    ("% scheduled mileage operated", "Requires improvement", 50),
    ("EWT (mins)", "Approaching target", 16),
    ("EWT (mins)", "Good", 119),
    ("EWT (mins)", "Inadequate", 61),
    ("EWT (mins)", "Other", 1),
    ("EWT (mins)", "Requires improvement", 37),
];

#[tokio::test]
async fn every_period_of_every_route_has_its_rating() {
    let Some(services) = imported().await else { return };
    for service in &services {
        let contracts = contracts(service).await;
        assert_eq!(contracts.len(), 15);
        let operators: BTreeSet<_> =
            contracts.iter().map(|one| one.supplier.name.as_str()).collect();
        assert_eq!(operators.len(), 6);
        let mut ratings: BTreeMap<(String, String), usize> = BTreeMap::new();
        for contract in &contracts {
            let records = kpis(service, contract).await;
            assert_eq!(records.len(), 2, "{}", contract.details.reference);
            for KpiRecord { kpi, observations } in records {
                assert_eq!(observations.len(), 26);
                for observation in observations {
                    let reached = attainment(kpi.direction, &observation);
                    let word = rating(&kpi.bands, &reached).to_owned();
                    *ratings.entry((kpi.title.clone(), word)).or_default() += 1;
                }
            }
        }
        let expected = RATINGS
            .iter()
            .map(|(kpi, word, count)| (((*kpi).to_owned(), (*word).to_owned()), *count));
        assert_eq!(ratings, expected.collect());
    }
}

/// Python: the mean of a route's two attainments as a `Fraction`, rounded half up to two
/// decimals, where both were measured; counted by band, and summed in hundredths.
#[tokio::test]
async fn every_route_has_a_scorecard_for_every_period_but_the_one_with_half_of_it_missing() {
    let Some(services) = imported().await else { return };
    for service in &services {
        let (mut words, mut total) = (BTreeMap::<String, usize>::new(), 0);
        for contract in contracts(service).await {
            let figures = figures(service, &contract).await;
            assert_eq!(figures.len(), 26, "{}", contract.details.reference);
            let last =
                service.app.trace(&service.actor, contract.id, Side::Client, None).await.unwrap();
            assert_eq!(Some(&last.figure), figures.last());
            assert_eq!(last.figure.composite, last.assessment.composite);
            assert_eq!(last.kpis.len(), 2);
            for figure in figures {
                let published = figure.composite.ok().map(|composite| composite.published);
                let band = published.and_then(|points| last.version.content.band_of(points));
                let word = band.map_or("None", |band| band.rating.as_str()).to_owned();
                *words.entry(word).or_default() += 1;
                total += published.map_or(0, |points| points.scaled());
            }
        }
        let expected = [
            ("Approaching target", 165),
            ("Good", 85),
            ("Inadequate", 25),
            ("None", 1),
            ("Requires improvement", 114),
        ];
        assert_eq!(words, expected.map(|(word, count)| (word.to_owned(), count)).into());
        assert_eq!(total, 3_679_703);
    }
}

#[tokio::test]
async fn a_gap_in_a_route_stays_a_gap() {
    let Some(services) = imported().await else { return };
    for service in &services {
        let route = service.app.contract_by_reference(&service.actor, "4").await.unwrap();
        let records = kpis(service, &route).await;
        let waiting = records.iter().find(|record| record.kpi.title == "EWT (mins)").unwrap();
        let gaps: Vec<_> = waiting
            .observations
            .iter()
            .filter(|one| matches!(one.actual, Actual::Missing(_)))
            .collect();
        let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
        assert_eq!(gap.period.label(), "P03 2025/26");
        assert_eq!(gap.target.unwrap().to_string(), "1.2");

        let without: Vec<Figure> = figures(service, &route)
            .await
            .into_iter()
            .filter(|figure| figure.composite.is_err())
            .collect();
        let [figure] = without.as_slice() else { panic!("{without:?}") };
        assert_eq!(figure.on, gap.period.end());
        // One of two KPIs was measured, and the design asks for 60%.
        let Err(NoComposite::BelowCoverage { coverage, minimum }) = figure.composite else {
            panic!()
        };
        assert_eq!((coverage.to_string(), minimum.to_string()), ("50".to_owned(), "60".to_owned()));
    }
}

#[tokio::test]
async fn every_kpi_of_every_route_is_drawn_against_its_target() {
    let Some(services) = imported().await else { return };
    for service in &services {
        let mut drawn = 0;
        for contract in contracts(service).await {
            for record in kpis(service, &contract).await {
                let chart = charts::kpi_trend(&contract, &record, &[]);
                assert!(chart.points.iter().all(|point| point.target.is_some()));
                let svg = chart.svg(Size::WIDE).unwrap();
                well_formed(&svg);
                assert!(
                    svg.contains(">Target"),
                    "{}: {}",
                    contract.details.reference,
                    record.kpi.title
                );
                drawn += 1;
            }
        }
        assert_eq!(drawn, 30);
    }
}

/// Pieces of the line of what was measured.
fn pieces(record: &KpiRecord, contract: &Contract) -> usize {
    let svg = charts::kpi_trend(contract, record, &[]).svg(Size::WIDE).unwrap();
    svg.matches("<polyline fill=\"none\" stroke=\"#12436D\"").count()
}

#[tokio::test]
async fn a_gap_breaks_the_line_in_two() {
    let Some(services) = imported().await else { return };
    let service = &services[0];
    let route = service.app.contract_by_reference(&service.actor, "4").await.unwrap();
    let mut record =
        kpis(service, &route).await.into_iter().find(|one| one.kpi.title == "EWT (mins)").unwrap();
    let broken = pieces(&record, &route);
    let value = record.observations[0].actual;
    let gap = record.observations.iter_mut().find(|one| matches!(one.actual, Actual::Missing(_)));
    gap.unwrap().actual = value;
    assert_eq!(broken, pieces(&record, &route) + 1);
}

#[test]
fn the_program_reads_the_file_as_it_is_told_to() {
    let Some(path) = shared(FILE) else { return };
    let desk = Desk::new();
    let file = path.to_str().unwrap();
    let told =
        ["--map", "contract=route_id", "--set", "client=Transport authority", "--design", "kpi"];
    let done = desk.done(&[["import", "kpis", file].as_slice(), &told].concat());
    assert!(done.contains("780 new, 0 changed, 0 unchanged"), "{done}");
    // Python: the mean of both attainments of route 13 in P03 26/27, which ends on 27 June 2026, is
    // 99.936…
    let score = desk.done(&["score", "13"]);
    assert!(score.contains("99.94 (Approaching target)"), "{score}");
    let again = desk.done(&[["import", "kpis", file].as_slice(), &told].concat());
    assert!(again.contains("imported before") || again.contains("same file"), "{again}");
}
