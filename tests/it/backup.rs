//! Copies of the records: whole while writing goes on, and put back only when they are sound.

use crate::at_once::{CRITERIA, agrees, command};
use crate::cli::Desk;
use crate::support::database::{connect, contents, run, schema};
use crate::support::postgres;
use crate::support::service::{noon, services};
use chrono::NaiveDate;
use futures::future::join_all;
use scorecard::app::backup::{self, Over};
use scorecard::app::contracts::ContractCommand;
use scorecard::app::meetings::ScoreCommand;
use scorecard::app::{App, Clock, Error};
use scorecard::domain::access::{Actor, Reach, Role, Seat, Surface, Whence};
use scorecard::domain::ids::{ActorId, OrganisationId};
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

fn scores(value: &str) -> Vec<ScoreCommand> {
    let score = |criterion: &str| ScoreCommand {
        side: Side::Client,
        criterion: criterion.to_owned(),
        value: value.to_owned(),
        comment: None,
    };
    CRITERIA.map(score).to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_taken_while_people_write_is_of_one_moment() {
    let service = services().await.swap_remove(0);
    let actor = &service.actor;
    let contract = command("Northmoor Council", "C-1");
    let contract = service.app.add_contract(actor, contract).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
    let write = |on| service.app.record_scores(actor, contract.id, day(on), scores("4"));
    let files: Vec<_> = (0..4).map(|at| folder.path().join(format!("{at}.db"))).collect();
    let copies = files.iter().map(|file| backup::backup(actor, &service.url, file));
    let (written, copied) = tokio::join!(join_all((1..=31).map(write)), join_all(copies));
    assert!(written.into_iter().all(|meeting| meeting.is_ok()));

    for (file, copied) in files.iter().zip(copied) {
        let changes = copied.unwrap().history.unwrap().unwrap();
        let app = App::open(&url_of(file), Clock::Stopped(noon())).await.unwrap();
        // Six designs, one person and a contract came before the meetings.
        let meetings = usize::try_from(changes).unwrap() - 8;
        let all = Slice { offset: 0, limit: 100 };
        let found = app.meetings(actor, contract.id, all).await.unwrap().items.len();
        assert_eq!(found, meetings);
        agrees(&app, &contract, meetings).await;
        app.close().await;
    }
    agrees(&service.app, &contract, 31).await;
}

#[tokio::test]
async fn only_an_administrator_takes_copies_and_restores_them() {
    let service = services().await.swap_remove(0);
    let folder = tempfile::tempdir().unwrap();
    let (copy, place) = (folder.path().join("copy.db"), url_of(&folder.path().join("place.db")));
    backup::backup(&service.actor, &service.url, &copy).await.unwrap();
    let seat = Seat::new(Role::ClientLead, Some(OrganisationId::fresh())).unwrap();
    let whence = Whence { surface: Surface::Page, address: None };
    let lead = Actor::person(ActorId::fresh(), "Ola Example".into(), seat, Reach::Full, whence);
    let refused = backup::backup(&lead, &service.url, &folder.path().join("other.db")).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))));
    let refused =
        backup::restore(&lead, &copy, &place, Over::Nothing, Clock::Stopped(noon())).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))));
    assert_eq!(names(folder.path()), ["copy.db"]);
}

/// A desk with a contract in its records and a copy of them in `copy.db`.
fn with_copy() -> Desk {
    let desk = Desk::new();
    desk.write("contracts.csv", "reference,title,client,supplier\nC-1,Repairs,A Council,B Ltd\n");
    desk.done(&["import", "contracts", "contracts.csv"]);
    desk.done(&["backup", "copy.db"]);
    desk
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

async fn records(desk: &Desk, file: &str) -> BTreeMap<String, Vec<String>> {
    contents(&url_of(&desk.path(file))).await
}

/// Does something to a file with other tools, and closes it.
async fn alter(desk: &Desk, file: &str, deeds: &[&str]) {
    let database = connect(&format!("{}?mode=rwc", url_of(&desk.path(file)))).await;
    for sql in deeds {
        run(&database, sql).await.unwrap();
    }
    database.close().await.unwrap();
}

#[tokio::test]
async fn what_was_copied_comes_back_and_what_was_there_is_kept() {
    let desk = with_copy();
    let copied = records(&desk, "records.db").await;
    assert_eq!(records(&desk, "copy.db").await, copied);
    desk.write("more.csv", "reference,title,client,supplier\nC-2,Grounds,A Council,B Ltd\n");
    desk.done(&["import", "contracts", "more.csv"]);
    let later = records(&desk, "records.db").await;
    assert_ne!(later, copied);

    let why = desk.refused(&["restore", "copy.db"]);
    assert_eq!(why, "records.db holds records; use --replace to put others in their place\n");
    assert_eq!(records(&desk, "records.db").await, later);

    let told = desk.done(&["restore", "copy.db", "--replace", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(records(&desk, "records.db").await, copied);
    let kept = told["kept"].as_str().unwrap();
    assert!(kept.starts_with("records.db.until-2"), "{kept}");
    assert_eq!(records(&desk, kept).await, later);
    let files = ["contracts.csv", "copy.db", "more.csv", "records.db", kept];
    assert_eq!(names(&desk.path("")), files);
}

#[tokio::test]
async fn a_copy_is_restored_where_nothing_is() {
    let desk = with_copy();
    let copied = records(&desk, "records.db").await;
    let told = desk.done(&["restore", "copy.db", "--database-url", "sqlite://elsewhere.db"]);
    assert!(told.starts_with("Restored from copy.db: "), "{told}");
    assert!(told.ends_with(" in a history that holds\n"), "{told}");
    assert_eq!(records(&desk, "elsewhere.db").await, copied);
    let shown = ["export", "contracts", "--out", "out.csv"];
    desk.done(&[&shown[..], &["--database-url", "sqlite://elsewhere.db"]].concat());
    assert!(desk.read("out.csv").contains("C-1,Repairs"));
}

#[test]
fn a_copy_is_never_written_over_another_file() {
    let desk = with_copy();
    desk.write("mine.txt", "mine");
    assert_eq!(
        desk.refused(&["backup", "mine.txt"]),
        "mine.txt is already there; name a new file\n"
    );
    assert_eq!(desk.read("mine.txt"), "mine");
    let why = desk.refused(&["backup", "b.db", "--database-url", "sqlite://none.db"]);
    assert_eq!(why, "none.db has no records to copy\n");
    assert_eq!(names(&desk.path("")), ["contracts.csv", "copy.db", "mine.txt", "records.db"]);
}

/// Restores a file over the records, which must be refused and change nothing.
fn refuses(desk: &Desk, file: &str, why: &str) {
    let (before, files) = (fs::read(desk.path("records.db")).unwrap(), names(&desk.path("")));
    let told = desk.refused(&["restore", file, "--replace"]);
    assert!(told.starts_with(file) && told.contains(why), "{told}");
    assert_eq!(fs::read(desk.path("records.db")).unwrap(), before);
    assert_eq!(names(&desk.path("")), files, "{file}");
}

#[test]
fn a_damaged_file_is_not_restored() {
    let desk = with_copy();
    let whole = fs::read(desk.path("copy.db")).unwrap();
    fs::write(desk.path("short.db"), &whole[..whole.len() / 2]).unwrap();
    refuses(&desk, "short.db", "it is damaged");
    let mut holed = whole;
    let page = holed.len() / 4096 / 2 * 4096;
    holed[page..page + 4096].fill(0xA5);
    fs::write(desk.path("holed.db"), holed).unwrap();
    refuses(&desk, "holed.db", "it is damaged");
    desk.write("letter.db", "Dear Sir or Madam");
    refuses(&desk, "letter.db", "it is not a SQLite database");
    desk.write("nothing.db", "");
    refuses(&desk, "nothing.db", "it is not a SQLite database");
    refuses(&desk, "nowhere.db", "is not a file");
    refuses(&desk, "records.db", "is the database itself");
}

#[tokio::test]
async fn a_file_of_another_program_is_not_restored() {
    let desk = with_copy();
    alter(&desk, "foreign.db", &["CREATE TABLE contract (id INTEGER)"]).await;
    refuses(&desk, "foreign.db", "it is another program’s database");
    let steps = "CREATE TABLE seaql_migrations (version TEXT PRIMARY KEY, applied_at INTEGER)";
    let step = "INSERT INTO seaql_migrations VALUES ('m20200101_000001_posts', 0)";
    alter(&desk, "sibling.db", &[steps, step]).await;
    refuses(&desk, "sibling.db", "it is another program’s database");
    let step = "INSERT INTO seaql_migrations VALUES ('m29990101_000001_later', 0)";
    alter(&desk, "copy.db", &[step]).await;
    refuses(&desk, "copy.db", "schema step m29990101_000001_later is not known here");
}

const LIFT: &str = "DROP TRIGGER audit_entry_no_update";

#[tokio::test]
async fn a_file_whose_history_was_bent_is_not_restored() {
    let desk = with_copy();
    fs::copy(desk.path("copy.db"), desk.path("open.db")).unwrap();
    alter(&desk, "open.db", &[LIFT]).await;
    refuses(&desk, "open.db", "its trigger audit_entry_no_update is not as this program");

    let edit = "UPDATE audit_entry SET actor_name = 'somebody else' WHERE number = 3";
    let again = "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry \
                 BEGIN SELECT RAISE(ABORT, 'the history of changes only grows'); END";
    alter(&desk, "copy.db", &[LIFT, edit, again]).await;
    refuses(&desk, "copy.db", "has a history that does not hold: entry 3: it was edited");

    alter(&desk, "records.db", &[LIFT, edit]).await;
    let told = desk.refused(&["backup", "bent.db"]);
    assert!(
        told.contains("Its history does not hold, so it cannot be restored: entry 3"),
        "{told}"
    );
    assert!(desk.path("bent.db").exists());
}

#[tokio::test]
async fn records_in_use_are_neither_restored_from_nor_replaced() {
    let desk = with_copy();
    let app = App::open(&url_of(&desk.path("records.db")), Clock::Stopped(noon())).await.unwrap();
    let more = command("Northmoor Council", "C-9");
    let more = ContractCommand { client: "D Council".to_owned(), ..more };
    app.add_contract(&Actor::administrator(), more).await.unwrap();

    let told = desk.refused(&["restore", "copy.db", "--replace"]);
    assert_eq!(told, "records.db is in use; stop the service, then restore again\n");
    let elsewhere = ["--database-url", "sqlite://elsewhere.db"];
    let told = desk.refused(&[&["restore", "records.db"], &elsewhere[..]].concat());
    assert!(told.contains("a journal lies beside it"), "{told}");
    assert!(!desk.path("elsewhere.db").exists());

    // Nothing that was written meanwhile is lost.
    let found = app.contract_by_reference(&Actor::administrator(), "C-9").await;
    assert_eq!(found.unwrap().client.name, "D Council");
    app.close().await;
    desk.done(&["restore", "copy.db", "--replace"]);
}

#[tokio::test]
async fn damaged_records_are_replaced_and_their_journal_with_them() {
    let desk = with_copy();
    let copied = records(&desk, "copy.db").await;
    desk.write("records.db", "not what it was");
    desk.write("records.db-wal", "left behind");
    desk.done(&["restore", "copy.db", "--replace"]);
    assert_eq!(records(&desk, "records.db").await, copied);
    let kept: Vec<String> =
        names(&desk.path("")).into_iter().filter(|name| name.contains(".until-")).collect();
    assert_eq!(desk.read(&kept[0]), "not what it was");
    assert_eq!(desk.read(&format!("{}-wal", kept[0])), "left behind");
}

#[tokio::test]
async fn a_copy_made_by_an_older_version_is_brought_up_to_date() {
    let desk = with_copy();
    let copied = records(&desk, "copy.db").await;
    let last = desk.done(&["migrate", "down"]);
    let last = last.lines().find_map(|line| line.strip_prefix("to take")).unwrap().trim();
    let told = desk.done(&["backup", "older.db"]);
    assert!(told.contains("to be brought up to date when it is restored"), "{told}");
    let elsewhere = ["--database-url", "sqlite://elsewhere.db"];
    let told = desk.done(&[&["restore", "older.db"], &elsewhere[..]].concat());
    assert!(told.contains(&format!("Schema steps taken: {last}\n")), "{told}");
    let status = desk.done(&[&["migrate", "status"], &elsewhere[..]].concat());
    assert!(!status.contains("to take"), "{status}");
    let (older, copied) = (records(&desk, "elsewhere.db").await, copied);
    assert_eq!(older.get("contract"), copied.get("contract"));
    assert_eq!(older.get("organisation"), copied.get("organisation"));
}

#[tokio::test]
async fn both_commands_point_to_the_tools_of_postgresql() {
    let Some(database) = postgres::database().await else { return };
    let desk = Desk::new();
    desk.write("copy.db", "");
    for (command, tool) in [("backup", "pg_dump"), ("restore", "pg_restore")] {
        let told = desk.refused(&[command, "copy.db", "--database-url", &database.url]);
        assert!(told.contains(&format!("use {tool} as docs/backup.md shows")), "{told}");
    }
}

const PAGE: &str = include_str!("../../docs/backup.md");

/// Runs a command of the page, for databases with other names, in a folder.
fn run_as_shown(start: &str, names: [(&str, &str); 2], folder: &Path, server: &str) {
    let line = PAGE.lines().find(|line| line.starts_with(start)).unwrap();
    let named = |word: &str| {
        let (flag, name) = word.rsplit_once('=').unwrap_or(("", word));
        let name = names.iter().find(|(shown, _)| *shown == name).map_or(name, |(_, own)| own);
        if flag.is_empty() { name.to_owned() } else { format!("{flag}={name}") }
    };
    let words: Vec<String> = line.split(' ').map(named).collect();
    let (person, place) = server.strip_prefix("postgres://").unwrap().split_once('@').unwrap();
    let (user, password) = person.split_once(':').unwrap_or((person, ""));
    let (host, rest) = place.split_once(':').unwrap();
    let port = rest.split('/').next().unwrap();
    let output = Command::new(&words[0])
        .args(&words[1..])
        .current_dir(folder)
        .envs([("PGHOST", host), ("PGPORT", port), ("PGUSER", user), ("PGPASSWORD", password)])
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn what_pg_dump_copies_pg_restore_brings_back() {
    let Some(full) = services().await.into_iter().nth(1) else { return };
    let Some(empty) = postgres::bare().await else { return };
    if Command::new("pg_dump").arg("--version").output().is_err() {
        return println!("skipped: what_pg_dump_copies_pg_restore_brings_back needs pg_dump");
    }
    let contract = command("Northmoor Council", "C-1");
    let contract = full.app.add_contract(&full.actor, contract).await.unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    full.app.record_scores(&full.actor, contract.id, day, scores("4")).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    let name = |url: &str| url.rsplit_once('/').unwrap().1.to_owned();
    let (from, to) = (name(&full.url), name(&empty.url));
    let names = [("scorecard", from.as_str()), ("scorecard_restored", to.as_str())];
    run_as_shown("pg_dump", names, folder.path(), &full.url);
    run_as_shown("pg_restore", names, folder.path(), &full.url);

    assert_eq!(contents(&empty.url).await, contents(&full.url).await);
    let (there, here) = (connect(&full.url).await, connect(&empty.url).await);
    assert_eq!(schema(&here).await, schema(&there).await);
    let error = run(&here, "DELETE FROM audit_entry").await.unwrap_err().to_string();
    assert!(error.contains("the history of changes only grows"), "{error}");
    let app = App::open(&empty.url, Clock::Stopped(noon())).await.unwrap();
    let verified = app.verify_history(&full.actor).await.unwrap();
    assert_eq!(verified.outcome, Ok(7 + 2));
    agrees(&app, &contract, 1).await;
    app.close().await;
}
