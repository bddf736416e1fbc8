//! Contract registers: a council's own, published awards, digital opportunities.

use crate::support::database::contents;
use crate::support::importing::{
    Sheet, counted, done, import, lines, pairs, problems, refused, rejects, told,
};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use rust_decimal::Decimal;
use scorecard::app::imports::Mode;
use scorecard::domain::contracts::{Contract, ContractFilter};
use scorecard::domain::imports::Kind;
use scorecard::domain::lists::Slice;
use scorecard::domain::problems::Problem;
use scorecard::inbound::csv::{ReadSettings, Source, table};

fn register(file: &str, maps: &[(&str, &str)]) -> Option<Sheet> {
    let bytes = std::fs::read(shared(&format!("contracts_registers/{file}"))?).unwrap();
    let settings = ReadSettings { maps: pairs(maps), ..ReadSettings::default() };
    Some(Sheet::new(Kind::Contracts, bytes).read(settings))
}

/// The problems of a refused file, after which the database is what it was.
async fn turned_away(service: &Service, sheet: &Sheet) -> Vec<Problem> {
    let before = contents(&service.url).await;
    let import = refused(import(service, sheet, Mode::Apply).await);
    assert_eq!(contents(&service.url).await, before);
    let found = problems(service, import.id).await;
    assert!(lines(&found).is_sorted());
    found
}

async fn contracts(service: &Service) -> Vec<Contract> {
    let slice = Slice { offset: 0, limit: 10_000 };
    let page = service.app.contracts(&service.actor, &ContractFilter::default(), slice).await;
    page.unwrap().items.into_iter().map(|line| line.contract).collect()
}

fn value_of(contracts: &[Contract]) -> String {
    let values = contracts.iter().filter_map(|contract| contract.details.value);
    values.map(|value| value.decimal()).sum::<Decimal>().to_string()
}

const AGAIN: &str = "another row of this file gives other details for the same contract";

#[tokio::test]
async fn a_register_that_gives_one_reference_to_several_contracts_is_refused() {
    let Some(file) = register("salford_contract_register_2022-07.csv", &[("end", "End Date")])
    else {
        return;
    };
    for service in services().await {
        let found = turned_away(&service, &file).await;
        // Python: 28 rows without a reference, 3 with a day that is none (one says X), 2 that end before
        // they start; of the other 327, 57 repeat buyer and reference of a row above with another
        // title, supplier, day or value, and none repeats all of it.
        let reference = "Contract Reference: this cell is empty";
        assert_eq!(
            (told(&found).get(reference), told(&found).get(&format!("reference: {AGAIN}"))),
            (Some(&28), Some(&57))
        );
        assert_eq!(found.len(), 28 + 3 + 2 + 57);

        let left = file.without(&rejects(&file, found));
        let counts = done(import(&service, &left, Mode::Apply).await).counts;
        assert_eq!((counts.rows, counts.new), (270, 270));
        let contracts = contracts(&service).await;
        assert_eq!(contracts.len(), 270);
        // Python: `Decimal` of the kept rows' values added up, `-` left out.
        assert_eq!(value_of(&contracts), "970695140.14");
    }
}

#[tokio::test]
async fn published_awards_without_a_supplier_or_given_twice_are_refused() {
    let maps = [("reference", "ocid"), ("supplier", "suppliers")];
    let Some(file) = register("contracts_finder_awards_2025-03.csv", &maps) else { return };
    for service in services().await {
        let found = turned_away(&service, &file).await;
        let expected =
            [(format!("reference: {AGAIN}"), 4), ("suppliers: this cell is empty".to_owned(), 1)];
        assert_eq!(told(&found), expected.into());
        // Python: lines at which buyer and identifier come again with other details, and the line without a supplier.
        assert_eq!(lines(&found), [33, 63, 71, 92, 123]);

        let left = file.without(&rejects(&file, found));
        let counts = done(import(&service, &left, Mode::Apply).await).counts;
        // Two more awards are given twice in the same words.
        assert_eq!((counts.rows, counts.new, counts.unchanged), (142, 140, 2));
        // Python: the values of the 140 in pence.
        assert_eq!(value_of(&contracts(&service).await), "945191821.86");
    }
}

#[tokio::test]
async fn digital_opportunities_that_nobody_won_are_refused_and_the_others_kept() {
    let maps = [("reference", "ID"), ("title", "Opportunity"), ("client", "Organisation Name")];
    let Some(file) = register("dos_opportunities_2016_2018.csv", &maps) else { return };
    for service in services().await {
        let found = turned_away(&service, &file).await;
        // Python: 1,512 of 2,118 rows have no winner.
        assert_eq!(told(&found), counted(&[("Winning supplier: this cell is empty", 1_512)]));

        let left = file.without(&rejects(&file, found));
        let counts = done(import(&service, &left, Mode::Apply).await).counts;
        assert_eq!((counts.rows, counts.new), (606, 606));
        // Python: `Decimal` of `Contract amount` added up where somebody won.
        assert_eq!(value_of(&contracts(&service).await), "457072346.51");
    }
}

#[test]
fn files_that_are_no_register_say_which_columns_they_lack() {
    let lacking = |file: &str| {
        let sheet = register(file, &[])?;
        let problems = table(Kind::Contracts, Source::bytes(sheet.bytes), &sheet.settings).err();
        Some(told(&problems?).into_keys().collect::<Vec<_>>())
    };
    let Some(points) = lacking("service_standard_point_results.csv") else { return };
    assert_eq!(
        points,
        [
            "client: there is no client column",
            "reference: there is no reference column",
            "supplier: there is no supplier column",
            "title: there is no title column",
        ]
    );
}
