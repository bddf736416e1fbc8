//! One binary: reads the command line, opens the service, runs one command.

use clap::Parser;
use scorecard::app::App;
use scorecard::inbound::cli::{Cli, Needs, Place, Step, Verdict, conclude};
use scorecard::storage::Db;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = run(&cli).await;
    conclude(cli.format(), ended)
}

async fn run(cli: &Cli) -> anyhow::Result<Verdict> {
    match cli.needs()? {
        Needs::Nothing => cli.run_alone(),
        Needs::Schema(url, step) => migrate(cli, &url, step).await,
        Needs::Service(place) => serve(cli, place).await,
    }
}

async fn serve(cli: &Cli, place: Place) -> anyhow::Result<Verdict> {
    let db = Db::open(&place.database_url).await?;
    db.migrate().await?;
    let app = App::new(db, place.clock);
    let ended = cli.run(&app).await;
    app.close().await;
    ended
}

async fn migrate(cli: &Cli, url: &str, step: Step) -> anyhow::Result<Verdict> {
    let db = Db::open(url).await?;
    match step {
        Step::Up => db.migrate().await?,
        Step::Down => db.migrate_down(u32::MAX).await?,
        Step::Status => {}
    }
    let (applied, pending) = db.migration_status().await?;
    db.close().await;
    cli.print_steps(&applied, &pending)
}
