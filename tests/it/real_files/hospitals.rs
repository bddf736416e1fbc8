//! 2,676 published scorecards of four perspectives, a quarter of the weight each.

use crate::support::database::connect;
use crate::support::importing::{Sheet, done, import, sheet_of};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use rust_decimal::Decimal;
use scorecard::app::imports::Mode;
use scorecard::domain::imports::Kind;
use scorecard::domain::meetings::Side;
use scorecard::inbound::design_file::design;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use std::collections::BTreeMap;

const FILE: &str = "kpi_performance/cms_hvbp_tps_fy2021.csv";

/// A published perspective without points has its weight spread over the others, so three of
/// four are enough.
const DESIGN: &str = r#"
key = "hospital-value"
title = "Hospital value"
minimum_coverage = 25
bands = [{ rating = "Published", from = 0, to = 100 }]

[[perspectives]]
key = "clinical"
title = "Clinical outcomes"
weight = 25
source = "meetings"
criteria = [{ key = "outcomes", title = "Outcomes", weight = 100, scale = "percent" }]

[[perspectives]]
key = "engagement"
title = "Person and community engagement"
weight = 25
source = "meetings"
criteria = [{ key = "people", title = "People", weight = 100, scale = "percent" }]

[[perspectives]]
key = "safety"
title = "Safety"
weight = 25
source = "meetings"
criteria = [{ key = "harm", title = "Harm", weight = 100, scale = "percent" }]

[[perspectives]]
key = "efficiency"
title = "Efficiency and cost reduction"
weight = 25
source = "meetings"
criteria = [{ key = "cost", title = "Cost", weight = 100, scale = "percent" }]
"#;

const COLUMNS: [(&str, &str); 4] = [
    ("outcomes", "Unweighted Normalized Clinical Outcomes Domain Score"),
    ("people", "Unweighted Person and Community Engagement Domain Score"),
    ("harm", "Unweighted Normalized Safety Domain Score"),
    ("cost", "Unweighted Normalized Efficiency and Cost Reduction Domain Score"),
];

/// What the file says of one hospital.
struct Published {
    reference: String,
    name: String,
    /// As written, `Not Available` included, in the order of [`COLUMNS`].
    scores: Vec<String>,
    total: Decimal,
}

fn published() -> Option<Vec<Published>> {
    let mut reader = csv::Reader::from_path(shared(FILE)?).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|heading| heading == name).unwrap();
    let (reference, name) = (place("Facility ID"), place("Facility Name"));
    let (columns, total) =
        (COLUMNS.map(|(_, column)| place(column)), place("Total Performance Score"));
    let hospital = |row: csv::StringRecord| Published {
        reference: row[reference].to_owned(),
        name: row[name].to_owned(),
        scores: columns.iter().map(|column| row[*column].to_owned()).collect(),
        total: row[total].parse().unwrap(),
    };
    Some(reader.records().map(|row| hospital(row.unwrap())).collect())
}

fn contracts_file(hospitals: &[Published]) -> Sheet {
    let header = ["reference", "title", "client", "supplier"].map(ToOwned::to_owned).to_vec();
    let row = |hospital: &Published| {
        let Published { reference, name, .. } = hospital;
        // Hospitals share names, and a supplier is known by its name alone.
        let supplier = format!("{name} {reference}");
        vec![reference.clone(), name.clone(), "Health insurer".to_owned(), supplier]
    };
    let rows = [header].into_iter().chain(hospitals.iter().map(row));
    Sheet::new(Kind::Contracts, sheet_of(rows)).scored_by("hospital-value")
}

fn scores_file(hospitals: &[Published]) -> Sheet {
    let header = ["contract", "meeting_date", "side", "criterion", "value"];
    let header = header.map(ToOwned::to_owned).to_vec();
    let rows = |hospital: &Published| {
        let row = |((criterion, _), score): (&(&str, &str), &String)| {
            let cells = [&hospital.reference, "2021-09-30", "client", criterion, score];
            cells.map(ToOwned::to_owned).to_vec()
        };
        COLUMNS.iter().zip(&hospital.scores).map(row).collect::<Vec<_>>()
    };
    let rows = [header].into_iter().chain(hospitals.iter().flat_map(rows));
    Sheet::new(Kind::Scores, sheet_of(rows))
}

#[tokio::test]
async fn every_published_total_is_the_composite_and_a_missing_perspective_is_no_zero() {
    let Some(hospitals) = published() else { return };
    // Python: `len(rows)`, and how many rows hold the words `Not Available` once.
    assert_eq!(hospitals.len(), 2_676);
    let missing =
        hospitals.iter().filter(|one| one.scores.iter().any(|score| score == "Not Available"));
    assert_eq!(missing.count(), 561);
    for service in services().await {
        let design = design(DESIGN).unwrap();
        service.app.add_design(&service.actor, design).await.unwrap();
        let added = done(import(&service, &contracts_file(&hospitals), Mode::Apply).await);
        assert_eq!(added.counts.new, 2_676);
        let scored = done(import(&service, &scores_file(&hospitals), Mode::Apply).await);
        assert_eq!((scored.counts.rows, scored.counts.new), (10_704, 10_704));
        let t = std::time::Instant::now();
        compare(&service, &hospitals).await;
        eprintln!("TIMING compare {:?}", t.elapsed());
    }
}

/// What is recorded, by reference: the unrounded composite, in units of 1e-12, and the coverage, in
/// units of 1e-4.
async fn recorded(service: &Service) -> BTreeMap<String, (i64, i64)> {
    let database = connect(&service.url).await;
    let sql = "SELECT contract.reference, composite.exact, composite.coverage \
               FROM composite JOIN contract ON contract.id = composite.contract_id";
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await.unwrap();
    let read = |row: &QueryResult| {
        let (exact, coverage) = (row.try_get_by_index(1), row.try_get_by_index(2));
        (row.try_get_by_index(0).unwrap(), (exact.unwrap(), coverage.unwrap()))
    };
    let recorded: BTreeMap<_, _> = rows.iter().map(read).collect();
    assert_eq!(recorded.len(), rows.len());
    recorded
}

async fn compare(service: &Service, hospitals: &[Published]) {
    let closest: Decimal = "0.000000001".parse().unwrap();
    let recorded = recorded(service).await;
    assert_eq!(recorded.len(), hospitals.len());
    let mut covered = BTreeMap::new();
    for Published { reference, total, .. } in hospitals {
        let (exact, coverage) = recorded[reference];
        let exact = Decimal::new(exact, 12);
        assert!((exact - *total).abs() <= closest, "{reference}: {exact}, published {total}");
        *covered.entry(coverage).or_insert(0) += 1;
    }
    // Python: 2,115 rows with four numbers, 561 with three.
    assert_eq!(covered, [(1_000_000, 2_115), (750_000, 561)].into());
    // What the service answers is what is recorded.
    for Published { reference, .. } in hospitals.iter().step_by(200) {
        let contract = service.app.contract_by_reference(&service.actor, reference).await.unwrap();
        let trace = service.app.trace(&service.actor, contract.id, Side::Client, None).await;
        let trace = trace.unwrap();
        assert_eq!(trace.figure.composite, trace.assessment.composite);
        let composite = trace.figure.composite.unwrap();
        assert_eq!(composite.exact.scaled(), recorded[reference].0);
    }
}
