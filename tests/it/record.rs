//! What is recorded, and the figures that come of it, on both databases.

use crate::support::service::{Service, services};
use chrono::NaiveDate;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::imports::{FileFacts, Given, Mode, Outcome, Row, ScoreRow, Table};
use scorecard::app::meetings::ScoreCommand;
use scorecard::domain::contracts::{Contract, Details, Term};
use scorecard::domain::meetings::Side;
use scorecard::domain::periods::Cadence;
use scorecard::domain::scorecards::Window;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn contract(service: &Service, reference: &str) -> Contract {
    let details = Details {
        reference: reference.to_owned(),
        title: "Digital delivery partner".to_owned(),
        term: Term::new(Some(day("2026-01-01")), None).unwrap(),
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

fn row(line: u64, on: &str, criterion: &str, value: &str) -> Row<ScoreRow> {
    let parsed = Ok(ScoreRow {
        contract: "C-1".to_owned(),
        on: day(on),
        side: Side::Client,
        criterion: criterion.to_owned(),
        given: Given::Value(value.to_owned()),
        comment: None,
    });
    Row { line, parsed }
}

async fn import(service: &Service, digest: &str, rows: Vec<Row<ScoreRow>>, mode: Mode) -> Outcome {
    let facts = FileFacts {
        name: "scores.csv".to_owned(),
        digest: digest.to_owned(),
        design: None,
        settings: String::new(),
    };
    let table = Table::Scores(Box::new(rows.into_iter()));
    service.app.import(&service.actor, facts, table, mode).await.unwrap()
}

async fn criteria(service: &Service) -> Vec<String> {
    let versions = service.app.design(&service.actor, "partnership").await.unwrap();
    versions[0].content.criteria().map(|(_, _, criterion)| criterion.key.clone()).collect()
}

#[tokio::test]
async fn scores_recorded_at_a_meeting_are_the_scorecard_of_that_day() {
    for service in services().await {
        let contract = contract(&service, "C-1").await;
        let give = |criterion: &String| ScoreCommand {
            side: Side::Client,
            criterion: criterion.clone(),
            value: "4".to_owned(),
            comment: None,
        };
        let scores = criteria(&service).await.iter().map(give).collect();
        service
            .app
            .record_scores(&service.actor, contract.id, day("2026-03-04"), scores)
            .await
            .unwrap();

        let trace = service
            .app
            .trace(&service.actor, contract.id, Side::Client, Some(day("2026-04-01")))
            .await
            .unwrap();
        assert_eq!(trace.figure.on, day("2026-03-04"));
        assert_eq!(trace.figure.composite.unwrap().published.to_string(), "75");
        assert_eq!(trace.figure.composite, trace.assessment.composite);
        assert_eq!(trace.figure.coverage, trace.assessment.coverage);
        let months =
            service.app.period_figures(&service.actor, contract.id, Cadence::Month).await.unwrap();
        assert_eq!(months.len(), 1);
        assert_eq!(months[0].period.code(), "2026-03");
    }
}

#[tokio::test]
async fn an_import_is_applied_once_changed_by_a_later_one_and_taken_back_in_order() {
    for service in services().await {
        let contract = contract(&service, "C-1").await;
        let criteria = criteria(&service).await;
        let all = |value: &str| -> Vec<_> {
            (2..)
                .zip(&criteria)
                .map(|(line, criterion)| row(line, "2026-03-04", criterion, value))
                .collect()
        };

        let Outcome::Done(checked) = import(&service, "one", all("2"), Mode::Check).await else {
            panic!()
        };
        assert_eq!(checked.counts.new, 8);
        assert!(
            service
                .app
                .trend(&service.actor, contract.id, Window::default())
                .await
                .unwrap()
                .figures
                .is_empty()
        );

        let Outcome::Done(first) = import(&service, "one", all("2"), Mode::Apply).await else {
            panic!()
        };
        assert_eq!((first.counts.new, first.counts.changed), (8, 0));
        assert!(matches!(
            import(&service, "one", all("2"), Mode::Apply).await,
            Outcome::SameFile(_)
        ));

        let Outcome::Done(second) = import(&service, "two", all("5"), Mode::Apply).await else {
            panic!()
        };
        assert_eq!((second.counts.new, second.counts.changed), (0, 8));
        assert_eq!(published(&service, &contract).await, ["100"]);

        let refusal = service.app.undo_import(&service.actor, first.id).await.unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "8 rows were changed after this import; undo the later change first"
        );
        service.app.undo_import(&service.actor, second.id).await.unwrap();
        assert_eq!(published(&service, &contract).await, ["25"]);
        service.app.undo_import(&service.actor, first.id).await.unwrap();
        assert!(published(&service, &contract).await.is_empty());
    }
}

#[tokio::test]
async fn an_import_that_a_later_one_says_again_is_not_taken_back_under_it() {
    for service in services().await {
        let contract = contract(&service, "C-1").await;
        let criteria = criteria(&service).await;
        let all = |from: u64, on: &str| -> Vec<_> {
            (from..).zip(&criteria).map(|(line, criterion)| row(line, on, criterion, "2")).collect()
        };
        let march = all(2, "2026-03-04");
        let Outcome::Done(first) = import(&service, "one", march.clone(), Mode::Apply).await else {
            panic!()
        };
        let more = [march, all(10, "2026-04-01")].concat();
        let Outcome::Done(later) = import(&service, "two", more, Mode::Apply).await else {
            panic!()
        };
        assert_eq!((later.counts.new, later.counts.unchanged), (8, 8));

        let refusal = service.app.undo_import(&service.actor, first.id).await.unwrap_err();
        let (on, id) = (later.at.format("%-d %B %Y"), later.id);
        let expected = format!(
            "8 rows of the later import of scores.csv on {on} ({id}) say the same as this import; \
             undo that one first"
        );
        assert_eq!(refusal.to_string(), expected);
        assert_eq!(published(&service, &contract).await, ["25", "25"]);

        service.app.undo_import(&service.actor, later.id).await.unwrap();
        assert_eq!(published(&service, &contract).await, ["25"]);
        service.app.undo_import(&service.actor, first.id).await.unwrap();
        assert!(published(&service, &contract).await.is_empty());
    }
}

async fn published(service: &Service, contract: &Contract) -> Vec<String> {
    let trend = service.app.trend(&service.actor, contract.id, Window::default()).await.unwrap();
    trend.figures.iter().map(|figure| figure.composite.unwrap().published.to_string()).collect()
}

#[tokio::test]
async fn a_file_with_a_bad_row_stores_nothing_and_names_every_fault() {
    for service in services().await {
        let contract = contract(&service, "C-1").await;
        let criteria = criteria(&service).await;
        let rows = vec![
            row(2, "2026-03-04", &criteria[0], "4"),
            row(3, "2026-03-04", "charm", "4"),
            row(4, "2026-03-04", &criteria[1], "9"),
            row(5, "2026-03-04", &criteria[0], "3"),
        ];
        let Outcome::Refused(refused) = import(&service, "bad", rows, Mode::Apply).await else {
            panic!()
        };
        assert_eq!(refused.counts.problems, 3);
        let slice = scorecard::domain::lists::Slice { offset: 0, limit: 10 };
        let problems =
            service.app.import_problems(&service.actor, refused.id, slice).await.unwrap();
        let values: Vec<&str> =
            problems.items.iter().map(|problem| problem.value.as_str()).collect();
        assert_eq!(values, ["charm", "9", "3"]);
        assert!(published(&service, &contract).await.is_empty());
    }
}
