//! A contract's scorecard over HTTP, beside an empty handler that reads one key of the same file.

use crate::data::{Extent, rows, write_contracts};
use crate::import::{address, with_contracts};
use crate::process::again;
use crate::start::{Server, get_as, service};
use anyhow::{Context, ensure};
use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::http::StatusCode;
use axum::routing::get as route;
use entity::contract;
use scorecard::app::accounts::{Invite, TokenCommand};
use scorecard::app::imports::{FileFacts, Mode, Outcome, Table};
use scorecard::app::{App, Clock};
use scorecard::domain::access::{Actor, Reach, Role};
use scorecard::domain::accounts::{EmailAddress, PersonName};
use scorecard::domain::contracts::ContractFilter;
use scorecard::domain::lists::Slice;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, EntityTrait};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tokio::net::TcpListener;

const ROUNDS: u32 = 3;
// Contracts whose scores are written in one import, to keep its transaction small.
const AT_ONCE: u64 = 500;

/// Both servers in turn, three times, each loaded for five seconds by 32 connections.
pub(crate) async fn run(contracts: u64, weeks: u64) -> anyhow::Result<()> {
    let folder = crate::folder("http")?;
    let database = folder.join("scores.db");
    let (ids, token) = prepare(&folder, &database, Extent { first: 0, contracts, weeks }).await?;
    let (list, script) = (folder.join("ids"), folder.join("load.lua"));
    std::fs::write(&list, ids.join("\n"))?;
    std::fs::write(&script, include_str!("load.lua"))?;
    let ours = Server::start(&mut service(&address(&database)))?;
    let bare = Server::start(&mut again(&["serve-one-key", &address(&database)])?)?;
    let first = ids.first().context("no contracts")?;
    let scorecard = format!("/api/v1/contracts/{first}/scorecard");
    println!(
        "The answer: {}",
        get_as(&ours.address, &scorecard, &token)?.lines().last().unwrap_or_default()
    );
    println!("Requests a second, median and 99th percentile: bare | ours");
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let one = load(&bare, &script, &list, ("", ""))?;
        let two = load(&ours, &script, &list, ("/scorecard", &token))?;
        println!("  {one} | {two}");
        ratios.push(two.a_second * 100 / one.a_second.max(1));
    }
    let ratio = crate::table::median(ratios).context("no rounds")?;
    println!("Ours at {ratio} % of the request rate (budget 50 %); p99 under 10 medians");
    drop((ours, bare));
    Ok(std::fs::remove_dir_all(folder)?)
}

async fn prepare(
    folder: &Path, database: &Path, all: Extent,
) -> anyhow::Result<(Vec<String>, String)> {
    let begun = Instant::now();
    let file = folder.join("contracts.csv");
    write_contracts(all.contracts, &file)?;
    with_contracts(database, &file).await?;
    let app = App::open(&address(database), Clock::System).await?;
    let actor = Actor::administrator();
    let mut first = 0;
    while first < all.contracts {
        let contracts = AT_ONCE.min(all.contracts - first);
        let some = Extent { first, contracts, ..all };
        let facts = FileFacts {
            name: format!("scores from contract {first}"),
            digest: format!("{first:064x}"),
            design: None,
            settings: String::new(),
        };
        let table = Table::Scores(rows(some));
        let outcome = app.import(&actor, facts, table, Mode::Apply).await?;
        ensure!(matches!(outcome, Outcome::Done(_)), "the generator's rows were not imported");
        first += contracts;
    }
    let slice = Slice { offset: 0, limit: all.contracts };
    let page = app.contracts(&actor, &ContractFilter::default(), slice).await?;
    let token = token(&app, &actor).await?;
    app.close().await;
    println!("{} scores of {} contracts stored in {:.0?}", all.rows(), page.total, begun.elapsed());
    Ok((page.items.iter().map(|line| line.contract.id.to_string()).collect(), token))
}

/// A token of somebody who sees everything.
async fn token(app: &App, actor: &Actor) -> anyhow::Result<String> {
    let email = EmailAddress::parse("load@service.example")?;
    let name = PersonName::parse("Load").map_err(anyhow::Error::msg)?;
    let invite = Invite { email, role: Role::Administrator, organisation: None };
    let owner = app.add_person(actor, name, invite).await?;
    let command = TokenCommand { name: "Load".to_owned(), reach: Reach::ReadOnly, expires: None };
    Ok(app.add_token_for(actor, owner, command).await?.secret.expose().to_owned())
}

/// What the load came to.
struct Load {
    a_second: u64,
    median_us: u64,
    p99_us: u64,
}

impl std::fmt::Display for Load {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} /s, {} µs, {} µs", self.a_second, self.median_us, self.p99_us)
    }
}

fn load(
    server: &Server, script: &Path, ids: &Path, (rest, token): (&str, &str),
) -> anyhow::Result<Load> {
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c32", "-d5s", "-s"]).arg(script);
    command.arg(format!("http://{}", server.address)).arg("--").arg(ids).arg(rest).arg(token);
    let output = command.output().context("wrk could not be run")?;
    let text = String::from_utf8(output.stdout)?;
    let line = text.lines().find_map(|line| line.strip_prefix("measured "));
    let numbers: Vec<u64> =
        line.unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    let [a_second, median_us, p99_us, 0] = numbers[..] else {
        anyhow::bail!("wrk measured nothing, or answers other than 200: {text}")
    };
    Ok(Load { a_second, median_us, p99_us })
}

/// The empty handler: one row by its key through the same mapper, and its title.
pub(crate) async fn serve_one_key(database: &str) -> anyhow::Result<()> {
    let mut options = ConnectOptions::new(format!("{database}?mode=ro"));
    options.max_connections(4).sqlx_logging(false).test_before_acquire(false);
    let db = Database::connect(options).await?;
    let router = Router::new().route("/api/v1/contracts/{id}", route(one_key)).with_state(db);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

async fn one_key(
    State(db): State<DatabaseConnection>, Segment(id): Segment<Uuid>,
) -> Result<String, StatusCode> {
    let found = contract::Entity::find_by_id(id).one(&db).await;
    let row = found.map_err(|_error| StatusCode::INTERNAL_SERVER_ERROR)?;
    row.map(|row| row.title).ok_or(StatusCode::NOT_FOUND)
}
