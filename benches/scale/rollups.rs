//! The sums of every period computed anew, from composites of both sides.

use crate::data::{TEN_YEARS, day, reference, score, write_contracts};
use crate::import::{address, with_contracts};
use crate::table::{median, seconds};
use anyhow::{Context, ensure};
use scorecard::app::{App, Clock};
use scorecard::domain::access::Actor;
use scorecard::domain::exact::{Coverage, Points, Published};
use scorecard::domain::ids::{ContractId, MeetingId, VersionId};
use scorecard::domain::meetings::Side;
use scorecard::domain::scorecards::{Composite, Figure};
use scorecard::storage::scorecards::{FigureRow, put_figures};
use scorecard::storage::{Db, StorageError};
use std::path::Path;
use std::time::{Duration, Instant};

const SIZES: [u64; 3] = [250, 500, 1_000];
const ROUNDS: u32 = 3;

/// Every size in turn, three times.
pub(crate) async fn run() -> anyhow::Result<()> {
    println!("Rollups of contracts of {TEN_YEARS} weekly meetings, two sides");
    for contracts in SIZES {
        let folder = crate::folder("rollups")?;
        let database = folder.join("rollups.db");
        prepare(&folder, &database, contracts).await?;
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(once(&database, contracts).await?);
        }
        let time = median(times).context("no rounds")?;
        let each = time / u32::try_from(contracts)?;
        let budget = if contracts == 1_000 { " (budget 10 s)" } else { "" };
        println!("  {contracts:>5} contracts: {}{budget}, {each:.2?} a contract", seconds(time));
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

async fn once(database: &Path, contracts: u64) -> anyhow::Result<Duration> {
    let app = App::open(&address(database), Clock::System).await?;
    let begun = Instant::now();
    let done = app.rebuild_rollups(&Actor::administrator()).await?;
    let time = begun.elapsed();
    ensure!(done == contracts, "{done} of {contracts} contracts were computed");
    app.close().await;
    Ok(time)
}

async fn prepare(folder: &Path, database: &Path, contracts: u64) -> anyhow::Result<()> {
    let file = folder.join("contracts.csv");
    write_contracts(contracts, &file)?;
    with_contracts(database, &file).await?;
    let app = App::open(&address(database), Clock::System).await?;
    let actor = Actor::administrator();
    let design = app.design(&actor, scorecard::domain::library::DEFAULT).await?;
    let version = design.first().context("the design is built in")?.id;
    let db = Db::open(&address(database)).await?;
    for contract in 0..contracts {
        let id = app.contract_by_reference(&actor, &reference(contract)).await?.id;
        let rows = figures(contract, id, version);
        let stored: Result<(), StorageError> =
            db.write(move |tx| Box::pin(async move { put_figures(tx, &rows).await })).await;
        stored?;
    }
    db.close().await;
    app.close().await;
    Ok(())
}

fn figures(number: u64, contract: ContractId, version: VersionId) -> Vec<FigureRow> {
    let row = |(week, side): (u64, Side)| {
        let place = u64::from(side == Side::Supplier);
        let hundredths = i64::try_from(score(number, week, place) * 1_777).ok()?;
        let published = Published::from_scaled(hundredths)?;
        let exact = Points::from_scaled(hundredths * 10_i64.pow(10))?;
        let figure = Figure {
            signed: None,
            contract,
            on: day(number, week),
            side,
            version,
            meeting: Some(MeetingId::fresh()),
            coverage: Coverage::FULL,
            composite: Ok(Composite { exact, published }),
        };
        Some(FigureRow { figure, minimum: Coverage::NONE })
    };
    let weeks = (0..TEN_YEARS).flat_map(|week| [(week, Side::Client), (week, Side::Supplier)]);
    weeks.filter_map(row).collect()
}
