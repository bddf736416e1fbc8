//! The history of changes: complete, in order, and impossible to bend unnoticed.

use crate::cli::Desk;
use crate::support::database::{connect, run};
use crate::support::service::{Service, noon, services};
use crate::support::web::Web;
use chrono::{NaiveDate, TimeDelta};
use futures::future::join_all;
use scorecard::app::audit::Filter;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::meetings::ScoreCommand;
use scorecard::app::{App, Clock, Error};
use scorecard::domain::access::{Actor, Reach, Role, Seat, Surface, Whence};
use scorecard::domain::audit::{Break, Broken, Entry};
use scorecard::domain::contracts::{Contract, Details, Term};
use scorecard::domain::ids::{ActorId, OrganisationId};
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use sea_orm::DatabaseBackend;

const ALL: Slice = Slice { offset: 0, limit: 1_000 };

/// Six designs come with the service, and one person tests it.
const FIRST: u64 = 7;

fn command(client: &str, reference: &str) -> ContractCommand {
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

fn score(value: &str) -> Vec<ScoreCommand> {
    vec![ScoreCommand {
        side: Side::Client,
        criterion: "outcomes".to_owned(),
        value: value.to_owned(),
        comment: None,
    }]
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

async fn contract(service: &Service) -> Contract {
    service.app.add_contract(&service.actor, command("Northmoor Council", "C-1")).await.unwrap()
}

/// Every entry but those of the designs that come with the service and of who tests it.
async fn history(service: &Service, actor: &Actor) -> Vec<Entry> {
    let page = service.app.history(actor, Filter::default(), ALL).await.unwrap();
    let mut entries = page.items;
    entries.retain(|entry| !["design", "person"].contains(&entry.change.kind.word()));
    entries.reverse();
    entries
}

async fn verified(service: &Service) -> Result<u64, Broken> {
    service.app.verify_history(&service.actor).await.unwrap().outcome
}

fn acting(role: Role, organisation: OrganisationId) -> Actor {
    let seat = Seat::new(role, Some(organisation)).unwrap();
    let whence = Whence { surface: Surface::Page, address: None };
    Actor::person(ActorId::fresh(), "Ola Example".to_owned(), seat, Reach::Full, whence)
}

#[tokio::test]
async fn every_change_is_one_entry_that_says_what_became_of_what() {
    for service in services().await {
        let Service { app, actor, .. } = &service;
        let contract = contract(&service).await;
        app.record_scores(actor, contract.id, day(4), score("3")).await.unwrap();
        app.record_scores(actor, contract.id, day(4), score("4")).await.unwrap();
        app.record_scores(actor, contract.id, day(4), score("4")).await.unwrap();
        let event = app.add_event(actor, contract.id, day(5), "New owner").await.unwrap();
        app.remove_event(actor, event.id).await.unwrap();
        let other = ("Third Party Ltd".to_owned(), "Hosting".to_owned());
        app.set_parties(actor, contract.id, vec![other]).await.unwrap();
        let changed = command("Northmoor Council", "C-2");
        app.change_contract(actor, contract.id, contract.revision, changed).await.unwrap();

        let entries = history(&service, actor).await;
        let told = |entry: &Entry| {
            let Entry { change, .. } = entry;
            format!("{} {}", change.kind.word(), change.verb().word())
        };
        assert_eq!(
            entries.iter().map(told).collect::<Vec<_>>(),
            [
                "contract added",
                "meeting added",
                "meeting changed",
                "event added",
                "event removed",
                "parties added",
                "contract changed",
            ]
        );
        let [_, added, changed, ..] = entries.as_slice() else { panic!("too few") };
        assert_eq!(added.change.after, changed.change.before);
        assert_eq!(changed.change.subject, format!("{} 2026-03-04", contract.id));
        for entry in &entries {
            assert_eq!(entry.change.at, noon());
            assert_eq!(entry.change.by.name, "administrator");
            assert_eq!(entry.change.contract, Some(contract.id));
            assert_eq!(entry.change.record_of, Some(contract.client.id));
        }
        assert_eq!(verified(&service).await, Ok(FIRST + 7));
    }
}

#[tokio::test]
async fn a_change_that_fails_leaves_no_entry() {
    for service in services().await {
        let Service { app, actor, .. } = &service;
        let contract = contract(&service).await;
        let refused = app.record_scores(actor, contract.id, day(4), score("9")).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let taken = app.add_contract(actor, command("Northmoor Council", "C-1")).await;
        assert!(matches!(taken, Err(Error::Invalid(_))));
        assert_eq!(history(&service, actor).await.len(), 1);
    }
}

#[tokio::test]
async fn entries_of_changes_made_at_once_follow_one_another() {
    for service in services().await {
        let Service { app, actor, .. } = &service;
        let contract = contract(&service).await;
        let record = |on: u32| app.record_scores(actor, contract.id, day(on % 7 + 1), score("3"));
        for outcome in join_all((0..14).map(record)).await {
            outcome.unwrap();
        }
        assert_eq!(verified(&service).await, Ok(FIRST + 1 + 7));
    }
}

#[tokio::test]
async fn auditors_read_the_history_of_their_own_client_and_leads_read_none() {
    for service in services().await {
        let Service { app, actor, .. } = &service;
        let own = contract(&service).await;
        app.add_contract(actor, command("Southvale Trust", "C-1")).await.unwrap();

        let auditor = acting(Role::Auditor, own.client.id);
        let entries = history(&service, &auditor).await;
        let contracts: Vec<_> = entries.iter().map(|entry| entry.change.contract).collect();
        assert_eq!(contracts, [Some(own.id)]);
        let refused = app.verify_history(&auditor).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));

        for role in [Role::ClientLead, Role::ClientMember, Role::Commercial] {
            let refused = app.history(&acting(role, own.client.id), Filter::default(), ALL).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{}", role.word());
        }
        for role in [Role::SupplierLead, Role::SupplierMember] {
            let refused = app.history(&acting(role, own.supplier.id), Filter::default(), ALL).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{}", role.word());
        }
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_history() {
    for service in services().await {
        contract(&service).await;
        let database = connect(&service.url).await;
        for sql in [
            "UPDATE audit_entry SET actor_name = 'somebody else' WHERE number = 1",
            "DELETE FROM audit_entry WHERE number = 1",
            "DELETE FROM audit_entry",
        ] {
            let error = run(&database, sql).await.unwrap_err().to_string();
            assert!(error.contains("the history of changes only grows"), "{error}");
        }
        assert_eq!(verified(&service).await, Ok(FIRST + 1));
    }
}

/// Lifts the guards, as somebody could who owns the database, and does something to it.
async fn tamper(service: &Service, deeds: &[&str]) {
    let database = connect(&service.url).await;
    let lift: &[&str] = match sea_orm::ConnectionTrait::get_database_backend(&database) {
        DatabaseBackend::Sqlite => {
            &["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"]
        }
        _ => &["DROP TRIGGER audit_entry_only_grows ON audit_entry"],
    };
    for sql in lift.iter().chain(deeds) {
        run(&database, sql).await.unwrap();
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn whatever_is_done_to_the_history_is_found_where_it_was_done() {
    let copied = "INSERT INTO audit_entry SELECT 15, happened_at, actor_id, actor_name, role, \
        organisation_id, surface, address, kind, subject, contract_id, record_of, before, after, \
        previous, digest FROM audit_entry WHERE number = 14";
    let ways: [(&[&str], Broken); 5] = [
        (
            &["UPDATE audit_entry SET actor_name = 'somebody else' WHERE number = 8"],
            Broken { number: 8, how: Break::Edited },
        ),
        (&["DELETE FROM audit_entry WHERE number = 8"], Broken { number: 9, how: Break::Gap }),
        (&[copied], Broken { number: 15, how: Break::AfterTheEnd }),
        (
            &[
                "UPDATE audit_entry SET number = 99 WHERE number = 8",
                "UPDATE audit_entry SET number = 8 WHERE number = 9",
                "UPDATE audit_entry SET number = 9 WHERE number = 99",
            ],
            Broken { number: 8, how: Break::Edited },
        ),
        (&["DELETE FROM audit_entry WHERE 10 < number"], Broken { number: 11, how: Break::CutOff }),
    ];
    for (deeds, broken) in ways {
        for service in services().await {
            let Service { app, actor, .. } = &service;
            let contract = contract(&service).await;
            for on in 1..=6 {
                app.record_scores(actor, contract.id, day(on), score("3")).await.unwrap();
            }
            assert_eq!(verified(&service).await, Ok(FIRST + 7));
            tamper(&service, deeds).await;
            assert_eq!(verified(&service).await, Err(broken), "{deeds:?}");
        }
    }
}

#[tokio::test]
async fn the_last_entry_of_a_day_is_kept_when_the_next_day_begins() {
    for service in services().await {
        let contract = contract(&service).await;
        let tomorrow = Clock::Stopped(noon() + TimeDelta::days(1));
        let next = App::open(&service.url, tomorrow).await.unwrap();
        next.add_event(&service.actor, contract.id, day(5), "New owner").await.unwrap();
        next.close().await;

        // Both the entries of the first day and the end of the chain made to agree.
        let made_to_agree = [
            "DELETE FROM audit_entry WHERE 5 < number",
            "UPDATE audit_head SET number = 5, digest = \
             (SELECT digest FROM audit_entry WHERE number = 5)",
        ];
        assert_eq!(verified(&service).await, Ok(FIRST + 2));
        tamper(&service, &made_to_agree).await;
        assert_eq!(verified(&service).await, Err(Broken { number: 6, how: Break::CutOff }));
    }
}

#[tokio::test]
async fn the_history_is_a_page_a_list_and_a_file() {
    for service in services().await {
        let contract = contract(&service).await;
        let web = Web::on(service);
        let path = format!("/api/v1/history?contract={}", contract.id);
        let list = web.get(&path).await.is(200).json();
        assert_eq!(list["total"], 1);
        let change = &list["items"][0];
        assert_eq!(change["kind"], "contract");
        assert_eq!(change["what"], "added");
        assert_eq!(change["by"], "administrator");
        assert_eq!(change["before"], serde_json::Value::Null);
        let refused = web.get("/api/v1/history?kind=weather").await.is(422);
        assert_eq!(refused.fields(), ["kind"]);

        let page = web.get("/history").await.is(200).text().to_owned();
        assert!(page.contains("Contract") && page.contains("Added"), "{page}");
        web.get("/history?page=2").await.is(404);
        let found = web.get("/history?kind=contract").await.is(200).text().to_owned();
        let other = web.get("/history?kind=event").await.is(200).text().to_owned();
        assert!(found.contains("Added") && !other.contains("Added"), "{other}");
        assert!(other.contains("No changes of this kind"), "{other}");
        web.get("/history?kind=weather").await.is(404);

        let file = web.get("/api/v1/exports/history.csv").await.is(200).text().to_owned();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), 1 + 7 + 1, "{file}");
        // The digest that ends a row stands last but one in the next.
        for pair in lines[1..].windows(2) {
            let before: Vec<&str> = pair[0].split(',').collect();
            let after: Vec<&str> = pair[1].split(',').collect();
            assert_eq!(before.last(), after.iter().rev().nth(1), "{file}");
        }
        let own = format!("/api/v1/exports/history.csv?contract={}", contract.id);
        assert_eq!(web.get(&own).await.is(200).text().lines().count(), 2);
    }
}

#[tokio::test]
async fn the_command_line_says_whether_the_history_holds() {
    let desk = Desk::new();
    let holds = desk.done(&["audit", "verify"]);
    assert!(holds.starts_with("The history holds: 6 entries\n"), "{holds}");
    let url = format!("sqlite://{}", desk.path("records.db").display());
    let database = connect(&url).await;
    run(&database, "DROP TRIGGER audit_entry_no_delete").await.unwrap();
    run(&database, "DELETE FROM audit_entry WHERE number = 3").await.unwrap();
    database.close().await.unwrap();
    let refused = desk.refused(&["audit", "verify"]);
    assert!(refused.starts_with("The history does not hold. Entry 4: "), "{refused}");
}
