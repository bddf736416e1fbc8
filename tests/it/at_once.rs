//! Several people at once: nobody's work is lost, and every figure is what its scores come to.

use crate::support::importing::{Sheet, done, import};
use crate::support::service::{Service, services};
use crate::support::web::{Web, webs};
use chrono::NaiveDate;
use futures::future::join_all;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::imports::{Mode, Outcome};
use scorecard::app::meetings::ScoreCommand;
use scorecard::app::{App, Error};
use scorecard::domain::access::{Actor, Reach, Role, Seat, Surface, Whence};
use scorecard::domain::contracts::{Contract, ContractFilter, Details, Term};
use scorecard::domain::ids::{ActorId, OrganisationId};
use scorecard::domain::imports::Kind;
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use scorecard::domain::periods::Cadence;
use scorecard::domain::scorecards::{Window, period_mean};
use serde_json::{Value, json};
use std::fmt::Write;

pub(crate) fn command(client: &str, reference: &str) -> ContractCommand {
    ContractCommand {
        client: client.to_owned(),
        supplier: "Larkspur Digital".to_owned(),
        details: Details {
            reference: reference.to_owned(),
            title: "Digital delivery partner".to_owned(),
            term: Term::default(),
            value: None,
            pricing: None,
            working: None,
            tender_reference: None,
        },
        design: None,
    }
}

async fn contract(service: &Service) -> Contract {
    service.app.add_contract(&service.actor, command("Northmoor Council", "C-1")).await.unwrap()
}

pub(crate) const CRITERIA: [&str; 8] = [
    "outcomes",
    "commitments",
    "fit-for-use",
    "spend",
    "independence",
    "openness",
    "one-team",
    "contribution",
];

/// Client scores of every criterion on the first 28 days of three months.
fn scores(value: &str) -> Sheet {
    let mut file = "contract,meeting_date,side,criterion,value\n".to_owned();
    for (month, day) in (1..=3).flat_map(|month| (1..=28).map(move |day| (month, day))) {
        for criterion in CRITERIA {
            writeln!(file, "C-1,2026-{month:02}-{day:02},client,{criterion},{value}").unwrap();
        }
    }
    Sheet::new(Kind::Scores, file)
}

/// Fails unless every figure, and every mean of a month, is what the recorded scores come to.
pub(crate) async fn agrees(app: &App, contract: &Contract, figures: usize) {
    let actor = &Actor::administrator();
    let trend = app.trend(actor, contract.id, Window::default()).await.unwrap();
    assert_eq!(trend.figures.len(), figures);
    let mut published = Vec::new();
    for figure in trend.figures {
        let trace = app.trace(actor, contract.id, figure.side, Some(figure.on)).await.unwrap();
        assert_eq!(trace.figure, figure);
        assert_eq!(figure.composite, trace.assessment.composite, "{} {:?}", figure.on, figure.side);
        assert_eq!(figure.coverage, trace.assessment.coverage);
        if let Ok(composite) = figure.composite {
            published.push((figure.side, figure.on, composite.published));
        }
    }
    for line in app.period_figures(actor, contract.id, Cadence::Month).await.unwrap() {
        let inside = published.iter().filter(|(side, on, _)| {
            *side == line.side && line.period.start() <= *on && *on <= line.period.end()
        });
        let inside: Vec<_> = inside.map(|(_, _, points)| *points).collect();
        assert_eq!(
            Some(line.figure),
            period_mean(&inside),
            "{} {:?}",
            line.period.label(),
            line.side
        );
        published.retain(|(side, on, _)| {
            *side != line.side || *on < line.period.start() || line.period.end() < *on
        });
    }
    assert_eq!(published, [], "every composite is in the mean of its month");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_imports_of_one_file_one_is_applied() {
    for service in services().await {
        let contract = contract(&service).await;
        let file = scores("4");
        let both = [import(&service, &file, Mode::Apply), import(&service, &file, Mode::Apply)];
        let mut told: Vec<&str> = join_all(both)
            .await
            .iter()
            .map(|outcome| match outcome {
                Outcome::Done(_) => "done",
                Outcome::Refused(_) => "refused",
                Outcome::SameFile(_) => "same file",
            })
            .collect();
        told.sort_unstable();
        assert_eq!(told, ["done", "same file"]);
        agrees(&service.app, &contract, 84).await;
    }
}

fn given(side: Side, criterion: &str, value: &str) -> ScoreCommand {
    let (criterion, value) = (criterion.to_owned(), value.to_owned());
    ScoreCommand { side, criterion, value, comment: None }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

async fn record(service: &Service, contract: &Contract, on: NaiveDate, side: Side, value: &str) {
    let scores = CRITERIA.iter().map(|criterion| given(side, criterion, value)).collect();
    service.app.record_scores(&service.actor, contract.id, on, scores).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scores_recorded_during_an_import_of_the_same_contract_are_kept_with_it() {
    for service in services().await {
        let contract = contract(&service).await;
        let file = scores("4");
        let by_hand =
            (1..=20).map(|at| record(&service, &contract, day(1, at), Side::Supplier, "2"));
        let (outcome, _) = tokio::join!(import(&service, &file, Mode::Apply), join_all(by_hand));
        assert_eq!(done(outcome).counts.new, 84 * 8);
        agrees(&service.app, &contract, 84 + 20).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scores_recorded_while_an_import_is_taken_back_stay() {
    for service in services().await {
        let contract = contract(&service).await;
        let first = done(import(&service, &scores("4"), Mode::Apply).await);
        for at in 1..=20 {
            record(&service, &contract, day(4, at), Side::Client, "3").await;
        }
        let by_hand =
            (1..=20).map(|at| record(&service, &contract, day(4, at), Side::Supplier, "5"));
        let undo = service.app.undo_import(&service.actor, first.id);
        let (undone, _) = tokio::join!(undo, join_all(by_hand));
        undone.unwrap();
        agrees(&service.app, &contract, 40).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contracts_of_one_new_client_can_be_added_at_once_and_during_an_import() {
    for service in services().await {
        let mut file = "reference,title,client,supplier\n".to_owned();
        for row in 0..200 {
            writeln!(file, "F-{row},Repairs,Elmbrook Borough,Supplier {row}").unwrap();
        }
        let file = Sheet::new(Kind::Contracts, file);
        let by_hand = (0..10).map(|at| {
            service
                .app
                .add_contract(&service.actor, command("Elmbrook Borough", &format!("H-{at}")))
        });
        let (outcome, added) =
            tokio::join!(import(&service, &file, Mode::Apply), join_all(by_hand));
        assert_eq!(done(outcome).counts.new, 200);
        let added: Vec<Contract> = added.into_iter().map(Result::unwrap).collect();
        assert!(added.iter().all(|contract| contract.client.id == added[0].client.id));
        let slice = Slice { offset: 0, limit: 1 };
        let filter =
            ContractFilter { client: Some(added[0].client.id), ..ContractFilter::default() };
        let page = service.app.contracts(&service.actor, &filter, slice).await.unwrap();
        assert_eq!(page.total, 210);
    }
}

fn titled(title: &str) -> Value {
    json!({
        "client": "Northmoor Council", "supplier": "Larkspur Digital", "reference": "C-1",
        "title": title,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_who_change_one_contract_at_once_one_wins_and_the_others_are_told_of_it() {
    for web in webs().await {
        let contract = contract(&web.service).await;
        let address = format!("/api/v1/contracts/{}", contract.id);
        let tag = web.get(&address).await.header("etag").to_owned();
        let titles: Vec<String> = (1..=8).map(|at| format!("Title {at}")).collect();
        let change = async |title: &String| {
            (title.clone(), web.put(&address, &[("if-match", &tag)], &titled(title)).await)
        };
        let (won, lost): (Vec<_>, Vec<_>) = join_all(titles.iter().map(change))
            .await
            .into_iter()
            .partition(|(_, answer)| answer.status.is_success());
        let [(winner, won)] = won.as_slice() else { panic!("{} changes won", won.len()) };
        assert_eq!(lost.len(), 7);
        for (_, answer) in lost {
            let answer = answer.is(409);
            assert_eq!(answer.fields(), ["title"]);
            assert_eq!(answer.json()["errors"][0]["value"], *winner);
            assert_eq!(answer.header("etag"), won.header("etag"));
        }
        assert_eq!(web.get(&address).await.json()["title"], *winner);
    }
}

/// Changes a contract as often as it takes, each time by what was last recorded.
async fn append(web: &Web, address: &str, word: &str) {
    let (mut tag, mut title) = {
        let read = web.get(address).await;
        (read.header("etag").to_owned(), read.json()["title"].as_str().unwrap().to_owned())
    };
    loop {
        let body = titled(&format!("{title} {word}"));
        let answer = web.put(address, &[("if-match", &tag)], &body).await;
        if answer.status.is_success() {
            return;
        }
        let answer = answer.is(409);
        tag = answer.header("etag").to_owned();
        title = answer.json()["errors"][0]["value"].as_str().unwrap().to_owned();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_refused_change_is_told_is_enough_to_make_it_so_that_none_is_lost() {
    for web in webs().await {
        let contract = contract(&web.service).await;
        let address = format!("/api/v1/contracts/{}", contract.id);
        let words: Vec<String> = (1..=8).map(|at| format!("word-{at}")).collect();
        join_all(words.iter().map(|word| append(&web, &address, word))).await;
        let now = web.get(&address).await.json();
        let title = now["title"].as_str().unwrap();
        let mut found: Vec<&str> =
            title.split(' ').filter(|word| words.contains(&(*word).to_owned())).collect();
        found.sort_unstable();
        assert_eq!(found, words);
        assert_eq!(now["revision"], contract.revision + 8);
    }
}

#[tokio::test]
async fn a_change_of_what_is_out_of_scope_is_told_nothing_of_it() {
    for service in services().await {
        let contract = contract(&service).await;
        let seat = Seat::new(Role::ClientLead, Some(OrganisationId::fresh())).unwrap();
        let whence = Whence { surface: Surface::Api, address: None };
        let name = "Ola Example".to_owned();
        let other = Actor::person(ActorId::fresh(), name, seat, Reach::Full, whence);
        let stale = contract.revision - 1;
        let wanted = command("Northmoor Council", "C-2");
        let refused = service.app.change_contract(&other, contract.id, stale, wanted).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");
    }
}
