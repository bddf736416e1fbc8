//! One binary: parse the arguments, run one subcommand, end with its exit status.

use clap::Parser;
use scorecard::inbound::cli::{Cli, conclude};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = cli.run().await;
    conclude(cli.format(), ended)
}
