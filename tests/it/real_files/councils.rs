//! What councils publish: 108 indicators of Scottish councils, seven measures of English ones.

use crate::support::database::contents;
use crate::support::importing::{
    Sheet, counted, done, import, lines, pairs, problems, refused, rejects, sheet_of, told,
};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use rust_decimal::{Decimal, RoundingStrategy};
use scorecard::app::imports::Mode;
use scorecard::domain::contracts::ContractFilter;
use scorecard::domain::imports::Kind;
use scorecard::domain::kpis::{Actual, Direction, KpiRecord};
use scorecard::domain::lists::Slice;
use scorecard::domain::periods::Cadence;
use scorecard::inbound::csv::{Decimals, ReadSettings};
use std::collections::{BTreeMap, HashMap};

const SCOTTISH: &str = "kpi_performance/lgbf_real_annual_2010_2023.csv";
const INDICATORS: &str = "kpi_performance/lgbf_indicator_information.csv";
const ENGLISH: &str = "kpi_performance/oflog_adult_social_care_2016_2023.csv";

/// Which way each Scottish indicator is better, and what is aimed for where that is a number.
fn directions() -> Option<HashMap<String, (String, String)>> {
    let mut reader = csv::Reader::from_path(shared(INDICATORS)?).unwrap();
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|heading| heading == name).unwrap();
    let (code, ranking) = (place("Code"), place("Ranking_Type"));
    let middle = place("Ranking_GoldilocksMidpoint");
    let row = |row: csv::StringRecord| {
        let (word, target) = match &row[ranking] {
            "Ascending" => ("lower", ""),
            "Descending" => ("higher", ""),
            "Goldilocks" => ("nearest", &row[middle]),
            other => panic!("{other}"),
        };
        (row[code].to_owned(), (word.to_owned(), target.to_owned()))
    };
    Some(reader.records().map(|record| row(record.unwrap())).collect())
}

/// The file with the direction and target of each indicator beside it.
fn scottish() -> Option<Sheet> {
    let directions = directions()?;
    let file = Sheet::new(Kind::Kpis, std::fs::read(shared(SCOTTISH)?).unwrap());
    let (mut rows, mut width) = (Vec::new(), 0);
    for record in file.records() {
        let mut row: Vec<String> = record.iter().map(ToOwned::to_owned).collect();
        width = width.max(row.len());
        let (direction, target) = if row[1] == "Code" {
            ("direction".to_owned(), "target".to_owned())
        } else {
            directions.get(&row[1]).cloned().unwrap_or_default()
        };
        row.extend([direction, target]);
        rows.push(row);
    }
    assert_eq!((rows.len(), width), (35_468, 14));
    let maps = [
        ("contract", "LocalAuthority"),
        ("kpi", "Code"),
        ("period", "Year"),
        ("actual", "LA_IndicatorReal"),
    ];
    let constants = [("client", "Improvement Service"), ("supplier", "Scottish councils")];
    let settings = ReadSettings {
        maps: pairs(&maps),
        constants: pairs(&constants),
        periods: Some(Cadence::FinancialYear),
        decimals: Decimals::Rounded,
        ..ReadSettings::default()
    };
    Some(Sheet::new(Kind::Kpis, sheet_of(rows)).read(settings).scored_by("kpi"))
}

async fn recorded(service: &Service) -> BTreeMap<(String, String, String), Decimal> {
    let slice = Slice { offset: 0, limit: 1_000 };
    let page =
        service.app.contracts(&service.actor, &ContractFilter::default(), slice).await.unwrap();
    let mut values = BTreeMap::new();
    for line in page.items {
        let reference = &line.contract.details.reference;
        for KpiRecord { kpi, observations } in
            service.app.kpis(&service.actor, line.contract.id).await.unwrap()
        {
            for one in observations {
                let days = format!("{} {}", one.period.start(), one.period.end());
                if let Actual::Measured(value) = one.actual {
                    values.insert((reference.clone(), kpi.title.clone(), days), value.decimal());
                }
            }
        }
    }
    values
}

/// `2010-11` and `2021-23` as the days they stand for: April to March.
fn days(years: &str) -> String {
    let (from, to) = years.split_once('-').unwrap();
    format!("{from}-04-01 20{to}-03-31")
}

fn rounded(text: &str) -> Decimal {
    let value: Decimal = text.parse().unwrap();
    value.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// What the rows of a file say, by contract, KPI and days.
fn written(sheet: &Sheet, places: [usize; 4]) -> BTreeMap<(String, String, String), Decimal> {
    let [contract, kpi, years, value] = places;
    let rows = sheet.records();
    let measured = rows.iter().skip(1).filter(|row| !row[value].is_empty());
    let one = |row: &csv::StringRecord| {
        let key = (row[contract].to_owned(), row[kpi].to_owned(), days(&row[years]));
        (key, rounded(&row[value]))
    };
    measured.map(one).collect()
}

#[tokio::test]
async fn overlapping_years_of_an_indicator_are_refused_and_the_rest_is_kept_as_written() {
    let Some(file) = scottish() else { return };
    for service in services().await {
        let before = contents(&service.url).await;
        let import_of = refused(import(&service, &file, Mode::Apply).await);
        let found = problems(&service, import_of.id).await;
        // Python: rows taken in their order for each council and indicator, April to March of
        // the years named, each refused that shares a year with one taken: 2,208 of 11 indicators.
        let overlapping = found.iter().filter(|one| one.message.contains("shares days with"));
        assert_eq!(overlapping.count(), 2_208);
        let others: Vec<_> =
            found.iter().filter(|one| !one.message.contains("shares days with")).cloned().collect();
        let empty = [
            ("Code: this cell is empty", 1),
            ("LocalAuthority: this cell is empty", 1),
            ("Year: this cell is empty", 1),
        ];
        assert_eq!(told(&others), counted(&empty));
        assert!(lines(&found).is_sorted());
        assert_eq!(import_of.counts.problems, 2_211);
        assert_eq!(contents(&service.url).await, before);

        let left = file.without(&rejects(&file, found));
        let counts = done(import(&service, &left, Mode::Apply).await).counts;
        assert_eq!((counts.rows, counts.new, counts.problems), (33_258, 33_258, 0));
        let values = recorded(&service).await;
        assert!(values == written(&left, [2, 1, 3, 4]), "what is recorded is what was written");
        // Python: the same values, each rounded half up to six decimals by `decimal`, added up.
        let sum: Decimal = values.values().sum();
        assert_eq!(sum.to_string(), "112347340.051514");
    }
}

/// Turnover of staff is the one of the seven measures that is better when lower.
fn english() -> Option<Sheet> {
    let file = Sheet::new(Kind::Kpis, std::fs::read(shared(ENGLISH)?).unwrap());
    let maps = [("contract", "Local authority name"), ("kpi", "Measure")];
    let constants = [("client", "Local government"), ("supplier", "English councils")];
    let settings = ReadSettings {
        maps: pairs(&maps),
        constants: pairs(&constants),
        decimals: Decimals::Rounded,
        ..ReadSettings::default()
    };
    Some(file.read(settings).scored_by("kpi"))
}

fn with_directions(sheet: &Sheet) -> Sheet {
    let rows = sheet.records().into_iter().map(|row| {
        let direction = match &row[6] {
            "Measure" => "direction",
            "Outcome, Workforce turnover rate" => "lower",
            _ => "higher",
        };
        row.iter().chain([direction]).map(ToOwned::to_owned).collect::<Vec<_>>()
    });
    Sheet { bytes: sheet_of(rows), ..sheet.clone() }
}

#[tokio::test]
async fn measures_nobody_gave_a_direction_are_refused_row_by_row() {
    let Some(file) = english() else { return };
    for service in services().await {
        let before = contents(&service.url).await;
        let import_of = refused(import(&service, &file, Mode::Apply).await);
        let found = problems(&service, import_of.id).await;
        // Python: how many rows each measure has.
        let rows = [
            ("ASC Carer Quality of Life", 456),
            ("ASC Quality of Life", 911),
            ("Ease of finding information about services : service users", 1_063),
            ("Ease of finding information about support : carers", 456),
            ("Outcome of short-term services: sequel to service", 1_214),
            ("Requests resulting in a service", 1_214),
            ("Workforce turnover rate", 1_062),
        ];
        let expected = rows.map(|(measure, count)| {
            (format!("direction: “Outcome, {measure}” is new and has no direction"), count)
        });
        assert_eq!(told(&found), expected.into());
        assert_eq!(contents(&service.url).await, before);
        assert_eq!(file.without(&rejects(&file, found)).records().len(), 1);
    }
}

#[tokio::test]
async fn measures_with_a_direction_are_kept_as_written_and_gaps_as_gaps() {
    let Some(file) = english().map(|file| with_directions(&file)) else { return };
    for service in services().await {
        let counts = done(import(&service, &file, Mode::Apply).await).counts;
        assert_eq!((counts.rows, counts.new), (6_376, 6_376));
        let values = recorded(&service).await;
        // Python: rows with a value, and their sum rounded as above; 298 have none.
        assert_eq!(values.len(), 6_078);
        assert_eq!(values.values().sum::<Decimal>().to_string(), "2444152.139817");
        assert!(values == written(&file, [2, 6, 0, 8]), "what is recorded is what was written");
        let darlington =
            service.app.contract_by_reference(&service.actor, "Darlington").await.unwrap();
        let kpis = service.app.kpis(&service.actor, darlington.id).await.unwrap();
        let lower: Vec<_> = kpis
            .iter()
            .filter(|one| one.kpi.direction == Direction::Lower)
            .map(|one| one.kpi.title.as_str())
            .collect();
        assert_eq!(lower, ["Outcome, Workforce turnover rate"]);
    }
}
